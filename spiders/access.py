"""All requests of one visit to one place: bounds, robots, budget, redirects, blocks, evidence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from archive.content import decoded
from archive.errors import ArchiveError
from archive.model import Capture, CaptureRole, VisitClass
from config.settings import CrawlSettings
from registry.model import Place
from spiders.classify import BLOCKED, REDIRECT_STATUSES, page_class
from spiders.errors import Halted
from spiders.evidence import Evidence, Exchange
from spiders.exchange import Line
from spiders.families.model import Fetch, Page
from spiders.hosts import BLOCKS_ALLOWED, Hosts
from spiders.markup import absolute_url, is_allowed, parse
from spiders.rendering import RENDER, RenderOrder
from spiders.robots import RobotsRules, read_robots

REDIRECTS_ALLOWED = 5
# Any government site may hold a file that a place links to; its content is verified all the same.
GOVERNMENT_HOSTS = ("*.gov.cn",)
_CHALLENGES = frozenset({VisitClass.BLOCKED_CHALLENGE, VisitClass.BLOCKED_CAPTCHA})
# Where not even a connection stands, the missing robots.txt is the least of it.
_UNREACHABLE = frozenset({VisitClass.DNS, VisitClass.REFUSED, VisitClass.TLS})
_BECOMES_GET = frozenset({301, 302, 303})
_FILES = frozenset({CaptureRole.ARTICLE, CaptureRole.NEXT_PAGE, CaptureRole.ATTACHMENT})
# The timeout is for the whole transfer, and files are large.
_FILE_PATIENCE = 5
_BINARY_STARTS = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"Rar!", b"\xff\xd8", b"\x89PNG")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A page with the capture that proves it; for a rendered page both are of the DOM."""

    page: Page
    capture: Capture

    @property
    def is_ok(self) -> bool:
        """Whether the portal gave what was asked for."""
        return self.page.status == 200  # noqa: PLR2004


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
    ) -> None:
        """Nothing is asked yet."""
        self.evidence = evidence
        self._place = place
        self._crawl = crawl
        self._line = line
        self._hosts = hosts
        self._has_browser = has_browser
        self._pages_left = crawl.page_budget
        self._files_left = crawl.file_budget
        if place.delay_seconds is not None:
            for host in place.hosts:
                hosts.pause(host, max(place.delay_seconds, crawl.delay_seconds))

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
        host = _host(fetch.url)
        record = self._hosts.host(host)
        # Places that share a host wait here, so that each sees what the one before it met.
        async with record.turn:
            if record.blocks >= BLOCKS_ALLOWED and not record.is_rendered:
                reason = f"该网站本次采集中已两次拦截，不再访问：{host}"
                raise Halted(record.blocked_as, reason)
            wire = await self._wire(fetch, role)
            found = _trouble(wire.page)
            if found in BLOCKED:
                return await self._past_block(fetch, wire, found)
        if found is not None and found is not VisitClass.SOFT_404:
            raise Halted(found, f"{found.label}（状态 {wire.page.status}）：{fetch.url}")
        return await self.render(fetch, wire) if fetch.needs_render else wire

    async def render(self, fetch: Fetch, wire: Answer) -> Answer:
        """The page of ``wire`` as a browser shows it.

        Raises:
            Halted: no browser, or the page does not show what it is opened for.
        """
        if not self.can_render:
            raise Halted(VisitClass.BROWSER_MISSING, f"页面需要浏览器才能显示：{fetch.url}")
        await self._know_all_rules()
        order = RenderOrder(
            url=fetch.url,
            ready=fetch.ready,
            timeout=self._crawl.timeout_seconds,
            visit=self._place.place_id,
            may_load=self._may_load,
        )
        plain = replace(fetch, method="GET", body=None)
        exchange = await self._line.ask(plain, fetch.url, {RENDER: order})
        if not self.is_listed(exchange.final_url):
            raise Halted(VisitClass.MOVED, f"浏览器被带到其他网站：{exchange.final_url}")
        capture = self.evidence.keep(CaptureRole.DOM, exchange, wire.capture.capture_id)
        for page in order.pages:
            picture = replace(
                exchange, body=page.screenshot, response_headers=(("Content-Type", "image/png"),)
            )
            self.evidence.keep(CaptureRole.SCREENSHOT, picture, wire.capture.capture_id)
        return Answer(page=_page(exchange), capture=capture)

    async def _wire(self, fetch: Fetch, role: CaptureRole) -> Answer:
        """The answer as the portal serves it, after redirects within bounds."""
        url = fetch.url
        passed: tuple[str, ...] = ()
        asked = fetch
        while True:
            await self._permit(url, role)
            made = await self._line.ask(asked, url, self._meta(url, role), passed)
            target = _redirect_target(made, url)
            if target is None:
                capture = self.evidence.keep(role, made)
                page = _page(made)
                fragment = urlsplit(url).fragment  # annualreport#2629 names the list
                if fragment and not urlsplit(page.url).fragment:
                    page = replace(page, url=f"{page.url}#{fragment}")
                return Answer(page=page, capture=capture)
            passed = (*passed, url)
            if target in passed or len(passed) > REDIRECTS_ALLOWED:
                self.evidence.keep(role, made)
                raise Halted(VisitClass.MOVED, f"网址反复跳转：{fetch.url}")
            if made.status in _BECOMES_GET:
                asked = replace(fetch, method="GET", body=None, headers=())
            url = target

    async def _permit(self, url: str, role: CaptureRole) -> None:
        """Raises ``Halted`` where ``url`` is out of bounds or its host's robots forbid it."""
        if not self._is_in_bounds(url, role):
            outside = VisitClass.OFF_DOMAIN_LINK if role in _FILES else VisitClass.MOVED
            raise Halted(outside, f"指向名录以外的网站：{url}")
        rules = await self.rules(url)
        if not rules.is_known:
            raise Halted(rules.failure, rules.reason or "robots.txt 取不到")
        if not rules.allows(url):
            raise Halted(VisitClass.ROBOTS_DISALLOW, f"robots.txt 不允许访问：{url}")

    async def rules(self, url: str) -> RobotsRules:
        """The robots rules of the origin of ``url``, asked for once in a run.

        Raises:
            Halted: the host asks for a pause that no run can keep.
        """
        origin = _origin(url)
        record = self._hosts.origin(origin)
        async with record.asking:
            if record.rules is None:
                record.rules = await self._ask_for_rules(f"{origin}/robots.txt")
        self.evidence.note(record.rules.capture_id)
        self._hosts.obey_pause(_host(url), record.rules.crawl_delay)
        return record.rules

    async def _ask_for_rules(self, url: str) -> RobotsRules:
        fetch = Fetch(url=url)
        passed: tuple[str, ...] = ()
        while True:
            try:
                made = await self._line.ask(fetch, url, self._meta(url, CaptureRole.ROBOTS), passed)
            except Halted as halted:
                is_unreachable = halted.visit_class in _UNREACHABLE
                return RobotsRules(
                    is_known=False,
                    failure=halted.visit_class if is_unreachable else VisitClass.ROBOTS_UNKNOWN,
                    reason=f"robots.txt 取不到（{halted.reason}）",
                )
            target = _redirect_target(made, url)
            passed = (*passed, url)
            is_followed = target is not None and self.is_listed(target) and target not in passed
            if target is None or not is_followed or len(passed) > REDIRECTS_ALLOWED:
                break
            url = target
        capture = self.evidence.keep(CaptureRole.ROBOTS, made)
        text = made.body.decode("utf-8", "replace")
        if page_class(made.status, made.body, text) in _CHALLENGES:
            return RobotsRules(
                is_known=False, reason="robots.txt 被网站防护拦截", capture_id=capture.capture_id
            )
        return read_robots(made.status, made.body, self._crawl.user_agent, capture.capture_id)

    async def _past_block(self, fetch: Fetch, wire: Answer, found: VisitClass) -> Answer:
        """One try with an ordinary browser where a script stands in the way; else the block."""
        host = _host(fetch.url)
        record = self._hosts.host(host)
        self._hosts.note_block(host, found)
        reason = f"{found.label}（状态 {wire.page.status}）：{fetch.url}"
        is_script = found is VisitClass.BLOCKED_CHALLENGE and fetch.method == "GET"
        is_first = record.is_rendered or not record.is_browser_used
        if not (is_script and is_first and self.can_render):
            raise Halted(found, reason)
        record.is_browser_used = True
        shown = await self.render(fetch, wire)
        if _trouble(shown.page) is not None:
            self._hosts.note_block(host, found)
            raise Halted(found, reason)
        record.is_rendered = True
        return shown

    async def _know_all_rules(self) -> None:
        """Ask for the robots rules of every host that a page of the place may load from."""
        scheme = urlsplit(self._place.home_url).scheme
        for host in self._place.hosts:
            if "*" not in host:
                await self.rules(f"{scheme}://{host}/")

    def _may_load(self, url: str) -> bool:
        """Whether the browser may ask for ``url``: bounds and robots as for everything else."""
        if not self.is_listed(url):
            return False
        rules = self._hosts.rules(_origin(url))
        return rules is not None and rules.is_known and rules.allows(url)

    def _is_in_bounds(self, url: str, role: CaptureRole) -> bool:
        hosts = self._place.hosts
        return is_allowed(url, (*hosts, *GOVERNMENT_HOSTS) if role in _FILES else hosts)

    def _meta(self, url: str, role: CaptureRole) -> dict[str, object]:
        patience = _FILE_PATIENCE if role is CaptureRole.ATTACHMENT else 1
        return {
            "autothrottle_dont_adjust_delay": self._hosts.has_own_pause(_host(url)),
            "download_timeout": self._crawl.timeout_seconds * patience,
        }

    def _spend(self, role: CaptureRole) -> None:
        if role is CaptureRole.ATTACHMENT:
            self._files_left -= 1
        else:
            self._pages_left -= 1
        if min(self._files_left, self._pages_left) < 0:
            raise Halted(VisitClass.BUDGET_EXHAUSTED, "本次访问的页面或文件额度已用完")


def _page(made: Exchange) -> Page:
    """What the families read: the content without its transfer coding."""
    headers = {name.lower(): value for name, value in reversed(made.response_headers)}
    try:
        body = decoded(headers.get("content-encoding"), made.body)
    except ArchiveError as error:
        raise Halted(VisitClass.WRONG_TYPE, f"{error}：{made.final_url}") from error
    return Page(
        url=made.final_url,
        body=body,
        content_type=headers.get("content-type"),
        status=made.status,
    )


def _trouble(page: Page) -> VisitClass | None:
    is_file = page.body.startswith(_BINARY_STARTS)
    return page_class(page.status, page.body, "" if is_file else parse(page).text)


def _redirect_target(made: Exchange, url: str) -> str | None:
    if made.status not in REDIRECT_STATUSES:
        return None
    place = next((v for k, v in made.response_headers if k.lower() == "location"), "")
    # Headers travel as Latin-1; some servers put UTF-8 into them.
    text = place.encode("latin-1", "replace").decode("utf-8", "replace")
    return absolute_url(url, text) if text else None


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""
