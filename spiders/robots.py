"""The robots rules of a host, by RFC 9309 and the house policy.

2xx text is obeyed; 4xx means no rules; a page instead of text counts as absent; 5xx, no answer or
a challenge means that we may not know the rules, so we do not crawl.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus

from protego import Protego

from archive.model import VisitClass

_UNKNOWN_4XX = frozenset({408, 412, 429})


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsRules:
    """What a host allows. ``capture_id`` is the evidence; ``is_known`` false forbids everything.

    ``failure`` is the class of a visit that the unknown rules end.
    """

    is_known: bool = True
    failure: VisitClass = VisitClass.ROBOTS_UNKNOWN
    reason: str | None = None
    capture_id: str | None = None
    agent: str = ""
    parsed: Protego | None = field(default=None, compare=False)

    def allows(self, url: str) -> bool:
        """Whether our agent may fetch ``url``."""
        return self.parsed is None or self.parsed.can_fetch(url, self.agent)

    @property
    def crawl_delay(self) -> float:
        """The pause the host asks for, in seconds; 0 where it asks for none."""
        return (self.parsed.crawl_delay(self.agent) or 0.0) if self.parsed is not None else 0.0


def read_robots(status: int, body: bytes, user_agent: str, capture_id: str) -> RobotsRules:
    """The rules in the answer to a request for ``/robots.txt``."""
    agent = user_agent.partition("/")[0].strip()
    if status in _UNKNOWN_4XX or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return RobotsRules(
            is_known=False, reason=f"robots.txt 返回状态 {status}", capture_id=capture_id
        )
    is_success = HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES
    if not is_success or body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return RobotsRules(agent=agent, capture_id=capture_id)
    parsed = Protego.parse(body.decode("utf-8-sig", "replace"))
    return RobotsRules(agent=agent, capture_id=capture_id, parsed=parsed)
