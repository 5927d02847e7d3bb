"""Errors of the browser room."""

from __future__ import annotations

from config.errors import DubanError


class BrowserError(DubanError):
    """There is no browser, it did not start, or a page did not open."""


class RenderTimeout(BrowserError):  # noqa: N818 - the word of the field
    """The page did not show what it was opened for within the time given."""


class PageRefused(BrowserError):  # noqa: N818 - what the portal did, told by the browser
    """The browser works, and the portal did not let it connect."""


class BrowserStartError(BrowserError):
    """There is no browser, or it does not start."""
