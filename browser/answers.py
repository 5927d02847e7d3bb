"""What the browser gives back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

# How a server takes a cookie back
_OVER = re.compile(r"max-age=(?:0|-\d+)|expires=.*\b1970\b.*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedPage:
    """A page after its scripts ran: ``dom`` as HTML, ``screenshot`` a PNG of it.

    ``status`` is that of the page itself, as answered last. ``refused`` are the addresses that the
    page wanted and was not given. ``is_shown`` is false where what it was opened for did not show.
    ``agent`` is what the browser called itself.
    """

    dom: str
    final_url: str
    status: int
    screenshot: bytes
    refused: tuple[str, ...] = ()
    is_shown: bool = True
    agent: str = ""


@dataclass(slots=True, kw_only=True)
class Pass:
    """What a visit shows to a host that let its browser in: who it is, and its cookies.

    It outlives the browser: requests that carry it are no page of it.
    """

    agent: str
    cookies: dict[str, str]

    @property
    def headers(self) -> dict[str, str]:
        """The headers of a request with this pass."""
        held = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        own = {"User-Agent": self.agent} if self.agent else {}
        return {**(held if self.cookies else {}), **own}

    def take(self, lines: Iterable[str]) -> None:
        """Keep the cookies that an answer gives; each of ``lines`` is a ``Set-Cookie``."""
        for line in lines:
            given, *attributes = line.split(";")
            name, mark, value = given.strip().partition("=")
            if not (name and mark):
                continue
            if any(_OVER.fullmatch(attribute.strip()) for attribute in attributes):
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value
