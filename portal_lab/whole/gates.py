"""What stands before a whole site: script challenges, counters of requests, sessions, referers."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from time import monotonic
from typing import Protocol

from portal_lab.answers import HTML, Answer, Request, moved
from portal_lab.spoilt import CAPTCHA, FORBIDDEN

_FNV_START, _FNV_PRIME, _WORD = 2166136261, 16777619, 0xFFFFFFFF
_MINUTE, _RECOVERY = timedelta(minutes=1), timedelta(minutes=10)


class Gate(Protocol):
    """Decides before the site does."""

    def held(self, request: Request, now: datetime) -> Answer | None:
        """What a visitor gets instead of the page; ``None`` lets the request through."""
        ...

    def greeted(self, request: Request, answer: Answer) -> Answer:
        """The page of the site as the gate passes it on."""
        ...


class _Silent:
    """A gate that leaves pages as they are."""

    def greeted(self, request: Request, answer: Answer) -> Answer:
        """The page itself."""
        del request
        return answer


@dataclass
class ScriptGate(_Silent):
    """V20: 412 and a script that works a while, sets a cookie and loads the page again.

    ``is_passable`` false (V20b): what the script sets is never right. robots.txt is free.
    """

    host: str
    is_passable: bool = True
    seconds: float = 5.0

    def held(self, request: Request, now: datetime) -> Answer | None:
        """The challenge, until the cookie is right."""
        del now
        wanted = token(self.host)
        is_right = f"zQ8xT={wanted}" in request.header("Cookie")
        if request.path == "/robots.txt" or (is_right and self.is_passable):
            return None
        return Answer(
            status=412,
            headers=(("Content-Type", HTML), ("Set-Cookie", "zQ8xS=60; Path=/; HttpOnly")),
            body=_SCRIPT.replace("SEED", self.host)
            .replace("MILLISECONDS", str(round(self.seconds * 1000)))
            .encode(),
        )


def token(seed: str) -> str:
    """What the script works out for a host."""
    number = _FNV_START
    for sign in seed:
        number = ((number ^ ord(sign)) * _FNV_PRIME) & _WORD
    return f"{number:x}"


_SCRIPT = """<!DOCTYPE html><html><head><meta id="qT5" content="h7Kd" r="m">
<script r="m">$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=20913;(function(){
var s='SEED',h=2166136261;for(var i=0;i<s.length;i++){h=Math.imul(h^s.charCodeAt(i),16777619)>>>0;}
setTimeout(function(){document.cookie='zQ8xT='+h.toString(16)+';path=/';location.reload();},
MILLISECONDS);})();</script></head><body></body></html>"""


@dataclass
class RateGate(_Silent):
    """V21: after ``limit`` requests in a minute every answer is ``page``, for ten minutes.

    The times are the machine's; they also pass when the lab's clock is moved.
    """

    limit: int = 30
    page: Answer = FORBIDDEN
    clock: Callable[[], float] = monotonic
    _times: deque[tuple[float, datetime]] = field(default_factory=deque)
    _shut: tuple[float, datetime] | None = None

    def held(self, request: Request, now: datetime) -> Answer | None:
        """The page of the wall while it is shut."""
        if request.path == "/robots.txt":
            return None
        asked = (self.clock(), now)
        if self._shut is not None:
            if not _has_passed(_RECOVERY, self._shut, asked):
                return self.page
            self._shut = None
            self._times.clear()
        self._times.append(asked)
        while _has_passed(_MINUTE, self._times[0], asked):
            self._times.popleft()
        if len(self._times) <= self.limit:
            return None
        self._shut = asked
        return self.page


def _has_passed(
    span: timedelta, since: tuple[float, datetime], until: tuple[float, datetime]
) -> bool:
    """Whether ``span`` has passed by the machine's clock or by the lab's."""
    by_machine = timedelta(seconds=until[0] - since[0])
    return max(by_machine, abs(until[1] - since[1])) >= span


def captcha_gate(limit: int) -> RateGate:
    """V21: the wall shows a page with status 200 that wants a person."""
    return RateGate(limit=limit, page=CAPTCHA)


@dataclass(slots=True)
class SessionGate:
    """T32: pages only for those who came by the home page and keep its cookie."""

    name: str = "JSESSIONID"

    def held(self, request: Request, now: datetime) -> Answer | None:
        """Everything but the home page sends strangers there."""
        del now
        is_free = request.path in ("/", "/robots.txt")
        return None if is_free or self._is_known(request) else moved("/")

    def greeted(self, request: Request, answer: Answer) -> Answer:
        """The home page gives the cookie."""
        if request.path != "/" or self._is_known(request):
            return answer
        cookie = ("Set-Cookie", f"{self.name}=7F2; Path=/; HttpOnly")
        return replace(answer, headers=(*answer.headers, cookie))

    def _is_known(self, request: Request) -> bool:
        return f"{self.name}=" in request.header("Cookie")


@dataclass
class RefererGate(_Silent):
    """T32: files only for those who come from a page of the site."""

    path: str

    def held(self, request: Request, now: datetime) -> Answer | None:
        """403 for those who do not say where they come from."""
        del now
        is_file = re.match(self.path, request.target) is not None
        is_named = request.host in request.header("Referer")
        return None if is_named or not is_file else FORBIDDEN
