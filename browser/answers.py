"""What the browser gives back."""

from __future__ import annotations

from dataclasses import dataclass


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


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedAnswer:
    """An answer fetched with a context's cookies and not opened: bytes as the portal gave them.

    Redirects are not followed. ``sent_headers`` are those that the context added of its own.
    ``is_length_known`` is false where only the end of the connection ended the body.
    """

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    sent_headers: tuple[tuple[str, str], ...] = ()
    is_length_known: bool = True
