"""Redirects are followed by the visit itself, so that every hop is judged and recorded."""

from __future__ import annotations

from dataclasses import replace

from spiders.classify import REDIRECT_STATUSES
from spiders.evidence import Exchange
from spiders.families.model import Fetch
from spiders.markup import absolute_url

REDIRECTS_ALLOWED = 5
_BECOMES_GET = frozenset({301, 302, 303})


def redirect_target(made: Exchange, url: str) -> str | None:
    """Where an answer to a request for ``url`` sends us on to; ``None`` where it does not."""
    if made.status not in REDIRECT_STATUSES:
        return None
    place = next((v for k, v in made.response_headers if k.lower() == "location"), "")
    # Headers travel as Latin-1; some servers put UTF-8 into them.
    text = place.encode("latin-1", "replace").decode("utf-8", "replace")
    return absolute_url(url, text) if text else None


def hop(made: Exchange) -> Exchange:
    """An answer that sent us on, as an exchange of its own."""
    return replace(made, url=made.final_url, redirects=())


def sent_on(fetch: Fetch, status: int) -> Fetch:
    """The request as it goes to the next address: what was posted is not posted again."""
    if status in _BECOMES_GET:
        return replace(fetch, method="GET", body=None, headers=())
    return fetch
