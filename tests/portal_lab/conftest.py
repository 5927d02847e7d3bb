"""A country on loopback and a plain client that goes through its proxy."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from urllib.error import HTTPError
from urllib.request import OpenerDirector, ProxyHandler, Request, build_opener

import pytest

from portal_lab.country import Country, build_country
from portal_lab.lab import Lab


@dataclass(frozen=True, kw_only=True)
class Reply:
    status: int
    url: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


Browse = Callable[..., Reply]


def browser_of(lab: Lab) -> Browse:
    opener: OpenerDirector = build_opener(ProxyHandler({"http": lab.proxy_url}))

    def browse(
        url: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: float = 20,
    ) -> Reply:
        request = Request(url, data=body, headers=dict(headers or {}))  # noqa: S310 - our own lab
        try:
            with opener.open(request, timeout=timeout) as answer:
                return Reply(
                    status=answer.status,
                    url=answer.url,
                    headers=dict(answer.headers),
                    body=answer.read(),
                )
        except HTTPError as error:
            with error:
                return Reply(
                    status=error.code,
                    url=error.url,
                    headers=dict(error.headers),
                    body=error.read(),
                )

    return browse


@pytest.fixture(scope="session")
def country() -> Country:
    return build_country()


@pytest.fixture(scope="session")
def lab(country: Country) -> Iterator[Lab]:
    """The country at the first visit, without the faults that its troubled portals have."""
    with Lab(Country(inhabitants=country.inhabitants)) as lab:
        yield lab


@pytest.fixture(scope="session")
def browse(lab: Lab) -> Browse:
    return browser_of(lab)


@pytest.fixture(scope="session")
def opened() -> Callable[[Lab], Browse]:
    """The client for a lab that a test opened itself."""
    return browser_of
