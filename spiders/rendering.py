"""What a request carries when the browser shall make it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from browser.answers import RenderedPage

# The keys of a request's meta that hold an order: to open a page, to fetch with its cookies.
RENDER, THROUGH = "render", "through"


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderOrder:
    """Open ``url`` until ``ready`` shows, or until ``until`` says of markup and status that it is.

    ``visit`` names the cookies, ``may_load`` the bounds. The handler adds what the browser made to
    ``pages``, since a response has no room for it.
    """

    url: str
    ready: str | None
    timeout: float
    visit: str
    may_load: Callable[[str], bool]
    until: Callable[[str, int], bool] | None = None
    pages: list[RenderedPage] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class ThroughOrder:
    """Fetch by our own client with the pass that the browser has in ``visit``."""

    visit: str
