"""What a request carries when the browser shall open it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from browser.service import RenderedPage

# The key of a request's meta that holds the order.
RENDER = "render"


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderOrder:
    """Open ``url`` until ``ready`` shows; ``visit`` names the cookies, ``may_load`` the bounds.

    The handler adds what the browser made to ``pages``, since a response has no room for it.
    """

    url: str
    ready: str | None
    timeout: float
    visit: str
    may_load: Callable[[str], bool]
    pages: list[RenderedPage] = field(default_factory=list)
