"""A request to a portal, and what the portal answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import parse_qsl, quote, unquote, urlsplit

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Request:
    """A request as it reached the portal; ``target`` is the path with the query."""

    host: str
    target: str = "/"
    method: str = "GET"
    headers: Headers = ()
    body: bytes = b""

    @cached_property
    def path(self) -> str:
        """The path without the query, unquoted."""
        return unquote(urlsplit(self.target).path) or "/"

    @cached_property
    def query(self) -> Mapping[str, str]:
        """The fields of the query; the last of a name wins."""
        return dict(parse_qsl(urlsplit(self.target).query, keep_blank_values=True))

    @cached_property
    def form(self) -> Mapping[str, str]:
        """The fields of a form sent by POST."""
        return dict(parse_qsl(self.body.decode("utf-8", "replace"), keep_blank_values=True))

    def header(self, name: str) -> str:
        """The first header of that name, or an empty text."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a portal sends back, before any fault spoils it."""

    status: int = 200
    headers: Headers = ()
    body: bytes = b""


HTML = "text/html; charset=utf-8"
JSON = "application/json; charset=utf-8"


def page(
    text: str, *, status: int = 200, content_type: str = HTML, charset: str = "utf-8"
) -> Answer:
    """A page of text."""
    return Answer(
        status=status, headers=(("Content-Type", content_type),), body=text.encode(charset)
    )


def file(name: str, content_type: str, body: bytes) -> Answer:
    """A file to be saved under its Chinese name."""
    shown = ("Content-Disposition", f"attachment; filename*=UTF-8''{quote(name)}")
    return Answer(headers=(("Content-Type", content_type), shown), body=body)


def moved(location: str) -> Answer:
    """Gone to another address for good."""
    return Answer(status=301, headers=(("Location", location), ("Content-Type", HTML)))


def not_found(charset: str = "utf-8") -> Answer:
    """The page does not exist."""
    text = "<html><head><title>404</title></head><body>您访问的页面不存在</body></html>"
    return Answer(
        status=404,
        headers=(("Content-Type", f"text/html; charset={charset}"),),
        body=text.encode(charset),
    )
