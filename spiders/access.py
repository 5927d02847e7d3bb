"""All requests of one visit to one place: bounds, robots, budget, redirects, blocks, evidence."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from http import HTTPStatus
from urllib.parse import urlsplit

from archive.model import CaptureRole, VisitClass
from config.settings import CrawlSettings
from registry.model import Place
from spiders.answers import Answer, page_of, trouble_of
from spiders.challenge import door_of, is_passed
from spiders.classify import BLOCKED
from spiders.errors import Halted
from spiders.evidence import Evidence, Exchange
from spiders.exchange import Line
from spiders.families.model import Fetch, Page
from spiders.hosts import BLOCKS_ALLOWED, Hosts
from spiders.hours import Hours
from spiders.known import KnownPages
from spiders.markup import is_allowed
from spiders.patience import Patience, is_asked_to_wait
from spiders.redirects import REDIRECTS_ALLOWED, hop, redirect_target, sent_on
from spiders.rendering import RENDER, THROUGH, RenderOrder, ThroughOrder
from spiders.rules import Rules
from spiders.turns import Load

__all__ = ["Access", "Answer"]

# Any government site may hold a file that a place links to; its content is verified all the same.
GOVERNMENT_HOSTS = ("*.gov.cn",)
_FILES = frozenset({CaptureRole.ARTICLE, CaptureRole.NEXT_PAGE, CaptureRole.ATTACHMENT})
# The timeout is for the whole transfer, and files are large.
_FILE_PATIENCE = 5


class Access:
    """The one way from a visit to the network."""

    def __init__(
        self,
        *,
        place: Place,
        crawl: CrawlSettings,
        line: Line,
        hosts: Hosts,
        evidence: Evidence,
        has_browser: bool,
        known: KnownPages,
        load: Load,
    ) -> None:
        """Nothing is asked yet; ``known`` pages are asked for only if they have changed.

        ``load`` counts what the visit holds and tells when it may hold more.
        """
        self.evidence = evidence
        self.known = known
        self._place = place
        self._load = load
        self._crawl = crawl
        self._line = line
        self._hosts = hosts
        self._has_browser = has_browser
        self._pages_left = crawl.page_budget
        self._files_left = crawl.file_budget
        self._patience = Patience(
            hosts=hosts,
            longest_wait=crawl.longest_retry_after,
            pause=crawl.delay_seconds,
            clock=line.clock,
        )
        self._rules = Rules(
            hosts=hosts,
            evidence=evidence,
            user_agent=crawl.user_agent,
            is_listed=self.is_listed,
            ask=self._ask_for_rules,
        )
        self.hours = Hours.of(place, crawl, line.clock)
        # The hosts that the browser was tried on in this visit, and those it has got past.
        self._handed_over: set[str] = set()
        self._inside: set[str] = set()
        if place.delay_seconds is not None:
            for host in place.hosts:
                hosts.pause(host, max(place.delay_seconds, crawl.delay_seconds))

    @property
    def told(self) -> tuple[str, ...]:
        """What had to be asked again or waited for, for people."""
        return tuple(self._patience.told)

    @property
    def can_render(self) -> bool:
        """Whether a browser is there and may be used for this place."""
        allowed = self._place.is_render_allowed and self._crawl.is_render_allowed
        return self._has_browser and allowed

    def is_listed(self, url: str) -> bool:
        """Whether the address belongs to this place."""
        return is_allowed(url, self._place.hosts)

    async def get(self, fetch: Fetch, role: CaptureRole) -> Answer:
        """The answer to ``fetch``, archived; with ``needs_render`` the DOM, the wire bytes first.

        Answers of any status but a block, a rate limit or a server error are given back.

        Raises:
            Halted: the address is out of bounds, forbidden by robots, blocked, or unreachable; the
                budget is spent; a browser is needed and missing.
        """
        self._spend(role)
        await self._load.room()  # before the turn: others may wait for that
        host = _host(fetch.url)
        record = self._hosts.host(host)
        # Places that share a host wait here, so that each sees what the one before it met.
        async with record.turn:
            self._mind_blocks(host)
            wire = await self._wire(fetch, role)
            found = trouble_of(wire.page)
            if found is VisitClass.BLOCKED_CHALLENGE and host not in self._inside:
                wire = await self._past_challenge(fetch, role, wire)
                found = trouble_of(wire.page)
            self._heed(fetch, wire, found)
        return await self.render(fetch, wire) if fetch.needs_render else wire

    def _mind_blocks(self, host: str) -> None:
        """Raises ``Halted`` where ``host`` has told us often enough that it does not want us."""
        record = self._hosts.host(host)
        if record.blocks >= BLOCKS_ALLOWED:
            reason = f"该网站本次采集中已两次拦截，不再访问：{host}"
            raise Halted(record.blocked_as, reason)

    def _heed(self, fetch: Fetch, answer: Answer, found: VisitClass | None) -> None:
        """Raises ``Halted`` for an answer that is a block, a limit or a server error."""
        if found is None or found is VisitClass.SOFT_404:
            return
        status = answer.page.status
        if found is VisitClass.HTTP_5XX and is_asked_to_wait(answer.capture.response_headers):
            found = VisitClass.RATE_LIMITED
        if found in BLOCKED or found is VisitClass.RATE_LIMITED:
            self._hosts.note_block(_host(fetch.url), found)
        raise Halted(found, f"{found.label}（状态 {status}）：{fetch.url}")

    async def render(self, fetch: Fetch, wire: Answer) -> Answer:
        """The page of ``wire`` as a browser shows it.

        Raises:
            Halted: no browser, or the page does not show what it is opened for.
        """
        if not self.can_render:
            raise Halted(VisitClass.BROWSER_MISSING, f"页面需要浏览器才能显示：{fetch.url}")
        self._mind_blocks(_host(fetch.url))
        answer, _ = await self._shown(fetch, wire)
        self._heed(fetch, answer, trouble_of(answer.page))
        return answer

    async def _shown(
        self, fetch: Fetch, wire: Answer, *, is_challenge: bool = False
    ) -> tuple[Answer, bool]:
        """The page in the browser, archived, and whether it shows what it was opened for."""
        self.hours.check()
        self._spend(CaptureRole.DOM)
        await self._know_all_rules()
        crawl = self._crawl
        order = RenderOrder(
            url=fetch.url,
            ready=fetch.ready,
            timeout=crawl.challenge_seconds if is_challenge else crawl.timeout_seconds,
            visit=self._place.place_id,
            may_load=self._may_load,
            until=is_passed if is_challenge else None,
        )
        plain = replace(fetch, method="GET", body=None)
        exchange = await self._ask(plain, fetch.url, {RENDER: order})
        if not self.is_listed(exchange.final_url):
            raise Halted(VisitClass.MOVED, f"浏览器被带到其他网站：{exchange.final_url}")
        capture = await self.evidence.keep(CaptureRole.DOM, exchange, wire.capture.capture_id)
        for page in order.pages:
            picture = replace(
                exchange, body=page.screenshot, response_headers=(("Content-Type", "image/png"),)
            )
            await self.evidence.keep(CaptureRole.SCREENSHOT, picture, wire.capture.capture_id)
        self._load.take(len(exchange.body))
        answer = Answer(page=page_of(exchange), capture=capture)
        return answer, all(page.is_shown for page in order.pages)

    async def _wire(self, fetch: Fetch, role: CaptureRole) -> Answer:
        """The answer as the portal serves it, after redirects within bounds."""
        url = fetch.url
        passed: tuple[str, ...] = ()
        asked = fetch
        while True:
            await self._permit(url, role)
            ask = self.known.conditional(asked, url)
            made = await self._ask(ask, url, self._meta(url, role), passed)
            target = redirect_target(made, url)
            if target is None:
                answer = await self._answered(made, url, role)
                if answer is not None:
                    return answer
                continue  # the archive has lost what has not changed
            passed = (*passed, url)
            if target in passed or len(passed) > REDIRECTS_ALLOWED:
                await self.evidence.keep(role, made)
                raise Halted(VisitClass.MOVED, f"网址反复跳转：{fetch.url}")
            await self.evidence.keep(CaptureRole.REDIRECT, hop(made))
            asked = sent_on(asked, made.status)
            url = target

    async def _answered(self, made: Exchange, url: str, role: CaptureRole) -> Answer | None:
        """The answer with its evidence; for an answer 304 the page as it was archived before.

        ``None`` where that is lost.
        """
        known = self.known.at(url) if made.status == HTTPStatus.NOT_MODIFIED else None
        capture = await self.evidence.keep(role, made, known.capture_id if known else None)
        if known is not None:
            whole = await self.known.whole(known, made)
            if whole is None:
                return None
            self.evidence.note(known.capture_id)
            made = whole
            capture = replace(
                capture,
                capture_id=known.capture_id,
                status=made.status,
                sha256=known.sha256,
                size=len(made.body),
                response_headers=made.response_headers,
                derived_from=None,
            )
        self._load.take(len(made.body))
        return Answer(page=_page_at(made, url), capture=capture)

    async def _permit(self, url: str, role: CaptureRole) -> None:
        """Raises ``Halted`` out of bounds, out of hours, and where the host's robots forbid it."""
        if not self._is_in_bounds(url, role):
            outside = VisitClass.OFF_DOMAIN_LINK if role in _FILES else VisitClass.MOVED
            raise Halted(outside, f"指向名录以外的网站：{url}")
        self.hours.check()
        rules = await self._rules.of(url)
        if not rules.is_known:
            raise Halted(rules.failure, rules.reason or "robots.txt 取不到")
        if not rules.allows(url):
            raise Halted(VisitClass.ROBOTS_DISALLOW, f"robots.txt 不允许访问：{url}")

    async def _ask_for_rules(self, url: str, passed: tuple[str, ...]) -> Exchange:
        return await self._ask(Fetch(url=url), url, self._meta(url, CaptureRole.ROBOTS), passed)

    async def _past_challenge(self, fetch: Fetch, role: CaptureRole, wire: Answer) -> Answer:
        """One try with an ordinary browser where a script stands in the way.

        What it gets past is asked for again within the browser's own context, as is everything
        else on this host for the rest of the visit; else ``wire`` stays the answer.
        """
        host = _host(fetch.url)
        door = door_of(fetch, role)
        is_second = self._hosts.host(host).blocks + 1 >= BLOCKS_ALLOWED
        is_tried = is_second or host in self._handed_over
        if is_tried or not (self.can_render and self._may_load(door)):
            return wire
        self._handed_over.add(host)
        try:
            _, is_through = await self._shown(Fetch(url=door), wire, is_challenge=True)
        except Halted as halted:
            if halted.visit_class is not VisitClass.EMPTY_SHELL:
                raise
            is_through = False
        if not is_through:
            self._hosts.note_block(host, VisitClass.BLOCKED_CHALLENGE)
            self._patience.told.append(f"用浏览器打开一次，未能通过网站的验证：{door}")
            return wire
        self._patience.told.append(f"用浏览器打开一次，通过了网站的验证：{door}")
        self._inside.add(host)
        self._spend(role)
        return await self._wire(fetch, role)

    async def _know_all_rules(self) -> None:
        """Ask for the robots rules of every host that a page of the place may load from."""
        scheme = urlsplit(self._place.home_url).scheme
        for host in self._place.hosts:
            if "*" not in host:
                await self._rules.of(f"{scheme}://{host}/")

    def _may_load(self, url: str) -> bool:
        """Whether the browser may ask for ``url``: bounds and robots as for everything else."""
        return self.is_listed(url) and self._rules.allow(url)

    def _is_in_bounds(self, url: str, role: CaptureRole) -> bool:
        hosts = self._place.hosts
        return is_allowed(url, (*hosts, *GOVERNMENT_HOSTS) if role in _FILES else hosts)

    async def _ask(
        self, fetch: Fetch, url: str, meta: dict[str, object], passed: tuple[str, ...] = ()
    ) -> Exchange:
        """As ``Line.ask``, with patience."""
        once = partial(self._line.ask, fetch, url, meta, passed)
        return await self._patience.ask(once, _host(url), url)

    def _meta(self, url: str, role: CaptureRole) -> dict[str, object]:
        """How a request for ``url`` leaves: by our client, or within the browser's context."""
        patience = _FILE_PATIENCE if role is CaptureRole.ATTACHMENT else 1
        timeout = self._crawl.timeout_seconds * patience
        meta: dict[str, object] = {
            "autothrottle_dont_adjust_delay": self._hosts.has_own_pause(_host(url)),
            "download_timeout": timeout,
        }
        if _host(url) in self._inside:
            order = ThroughOrder(visit=self._place.place_id)
            meta |= {THROUGH: order, "dont_merge_cookies": True}
        return meta

    def _spend(self, role: CaptureRole) -> None:
        if role is CaptureRole.ATTACHMENT:
            self._files_left -= 1
        else:
            self._pages_left -= 1
        if min(self._files_left, self._pages_left) < 0:
            raise Halted(VisitClass.BUDGET_EXHAUSTED, "本次访问的页面或文件额度已用完")


def _page_at(made: Exchange, url: str) -> Page:
    """The page with the fragment it was asked by: ``annualreport#2629`` names the list."""
    page = page_of(made)
    fragment = urlsplit(url).fragment
    if fragment and not urlsplit(page.url).fragment:
        return replace(page, url=f"{page.url}#{fragment}")
    return page


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""
