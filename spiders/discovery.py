"""From the home page of a place to the list of its reports.

Best first: the column the registry names; where that is gone, the links of the home page that
promise most (the group of four words, then the fourth), a few steps deep.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from archive.model import CaptureRole, ClassGroup, ListSeen, VisitClass
from registry.model import Place
from spiders.access import Access, Answer
from spiders.answers import says_gone
from spiders.columns import column_links, is_column, is_named_interface
from spiders.errors import Halted
from spiders.families.model import Fetch
from spiders.families.single_page import is_shell
from spiders.listing import ListReading, read_list
from spiders.markup import shell_target
from spiders.titles import is_agency_report_title

PAGES_TRIED = 25
DEPTH = 3
_HOPS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The column with its list.

    ``home`` is ``None`` where the home page is broken. ``is_column`` tells that the page really is
    the reports' column.
    """

    home: Answer | None
    column: Answer
    listing: ListReading
    is_column: bool


class Discovery:
    """Looks for the column of one place; ``tried`` tells people what was done."""

    def __init__(self, access: Access, place: Place, names: tuple[str, ...]) -> None:
        """``names`` are the agency's own."""
        self.tried: list[str] = []
        self._access = access
        self._place = place
        self._names = names

    async def find(self) -> Found:
        """The column and its list.

        Raises:
            Halted: the home page or the column cannot be reached or made out.
        """
        known = self._place.column_url
        home, gone = await self._home(is_column_known=known is not None)
        if known is not None:
            try:
                column = await self._open(known, CaptureRole.COLUMN, "名录中的年报栏目")
                return await self._listed(home, column)
            except Halted as halted:
                if not _may_look_further(halted):
                    raise
                self.tried.append(f"名录中的栏目不可用：{halted.reason}")
                gone = halted
        if home is None:
            raise gone or Halted(VisitClass.LAYOUT_CHANGED, "首页不可用")
        return await self._search_links(home, gone)

    async def page(self) -> Answer:
        """The home page alone, as a browser shows it where it is empty without one.

        Raises:
            Halted: it cannot be reached.
        """
        return await self._open(self._place.home_url, CaptureRole.HOME, "网页")

    async def again(self, known: ListSeen) -> Found | None:
        """The list where a former visit read it; ``None`` where the column must be looked for.

        An unchanged list comes without the home page, which then is not asked for.

        Raises:
            Halted: the column cannot be reached.
        """
        try:
            column = await self._open(known.url, CaptureRole.COLUMN, "上次读取的年报栏目")
            found = await self._listed(None, column, known)
        except Halted as halted:
            if not _may_look_further(halted):
                raise
            self.tried.append(f"上次的栏目不可用：{halted.reason}")
            return None
        if found.listing.is_unchanged:
            return found
        home, _ = await self._home(is_column_known=True)
        return replace(found, home=home)

    async def _home(self, *, is_column_known: bool) -> tuple[Answer | None, Halted | None]:
        """The home page; a broken one is given up only where the column is known."""
        try:
            return await self._open(self._place.home_url, CaptureRole.HOME, "首页"), None
        except Halted as halted:
            if not (is_column_known and _may_look_further(halted)):
                raise
            self.tried.append(f"首页不可用：{halted.reason}")
            return None, halted

    async def _search_links(self, home: Answer, gone: Halted | None) -> Found:
        """Follow the most promising links from the home page."""
        self.tried.append("从首页逐级查找年报栏目")
        links = column_links(home.page, self._names)
        waiting = [(link.score, 1, link.url, link.text) for link in links]
        asked = {home.page.url, self._place.home_url}
        trouble: Halted | None = None
        unsure: Found | None = None
        if is_column(home.page):
            return await self._listed(home, home)
        while waiting and len(asked) < PAGES_TRIED:
            waiting.sort(key=lambda entry: (-entry[0], entry[1]))
            _, depth, url, text = waiting.pop(0)
            if url in asked or not self._access.is_listed(url):
                continue
            asked.add(url)
            try:
                page, found = await self._column_at(url, text, home)
            except Halted as halted:
                if halted.visit_class is VisitClass.BUDGET_EXHAUSTED:
                    raise
                trouble = trouble or halted
                continue
            if found is not None and found.is_column:
                return found
            unsure = unsure or found
            if depth < DEPTH:
                links = column_links(page.page, self._names)
                waiting += [(link.score, depth + 1, link.url, link.text) for link in links]
        if unsure is not None:
            return unsure
        if gone is None and trouble is None and waiting:
            trouble = Halted(VisitClass.LAYOUT_CHANGED, f"打开 {PAGES_TRIED} 页后仍未找到")
        raise _nothing_found(home, gone, trouble)

    async def _column_at(self, url: str, text: str, home: Answer) -> tuple[Answer, Found | None]:
        """The page behind a link, with its list where it is the column or is named like it."""
        page = await self._open(url, CaptureRole.COLUMN, None)
        if is_shell(page.page) and not is_column(page.page):
            page = await self._shown(page)
        if is_column(page.page):
            self.tried.append(f"从首页找到栏目 {page.page.url}")
            return page, await self._listed(home, page)
        if is_named_interface(page.page, text):
            self.tried.append(f"试读名为“{text}”的栏目 {page.page.url}")
            return page, await self._listed(home, page)
        return page, None

    async def _listed(
        self, home: Answer | None, column: Answer, known: ListSeen | None = None
    ) -> Found:
        listing = await read_list(self._access, column, self._place.family, known)
        has_reports = any(is_agency_report_title(link.title) for link in listing.links)
        self.tried.append(_list_told(listing))
        return Found(
            home=home,
            column=column,
            listing=listing,
            is_column=has_reports or is_column(column.page),
        )

    async def _open(self, url: str, role: CaptureRole, told: str | None) -> Answer:
        """The page at ``url``, past a shell that only sends on, and past scripts if need be."""
        if told:
            self.tried.append(f"打开{told} {url}")
        answer = await self._access.get(Fetch(url=url), role)
        for _ in range(_HOPS):
            target = shell_target(answer.page)
            if target is None or not self._access.is_listed(target):
                break
            answer = await self._access.get(Fetch(url=target), role)
        if not answer.is_ok:
            raise Halted(VisitClass.LAYOUT_CHANGED, f"页面返回状态 {answer.page.status}：{url}")
        if says_gone(answer.page):
            raise Halted(VisitClass.SOFT_404, f"页面内容为“不存在”：{url}")
        if role is CaptureRole.COLUMN and _is_sent_home(url, answer.page.url):
            raise Halted(VisitClass.MOVED, f"栏目跳转到了首页：{url}")
        if role is CaptureRole.HOME and is_shell(answer.page) and self._access.can_render:
            return await self._shown(answer)
        return answer

    async def _shown(self, answer: Answer) -> Answer:
        return await self._access.render(Fetch(url=answer.page.url, needs_render=True), answer)


def _may_look_further(halted: Halted) -> bool:
    """A column that moved or changed is looked for; one that we may not or cannot see is not."""
    is_gone_elsewhere = halted.visit_class in (VisitClass.MOVED, VisitClass.SOFT_404)
    return is_gone_elsewhere or halted.visit_class is VisitClass.LAYOUT_CHANGED


def _nothing_found(home: Answer, gone: Halted | None, trouble: Halted | None) -> Halted:
    """Only a search that met no trouble, for a column never known, says that there is none."""
    if gone is not None:
        return gone
    if is_shell(home.page):
        return Halted(VisitClass.BROWSER_MISSING, f"首页需要浏览器才能显示：{home.page.url}")
    if trouble is not None:
        is_access = trouble.visit_class.group is ClassGroup.ACCESS
        is_ours = trouble.visit_class in (VisitClass.BROWSER_MISSING, VisitClass.ABORTED)
        found = trouble.visit_class if is_access or is_ours else VisitClass.LAYOUT_CHANGED
        return Halted(found, f"查找年报栏目时：{trouble.reason}")
    if not column_links(home.page):
        return Halted(VisitClass.LAYOUT_CHANGED, f"首页没有识别出信息公开入口：{home.page.url}")
    return Halted(VisitClass.COLUMN_MISSING, "从首页逐级查找，没有找到年报栏目")


def _is_sent_home(asked: str, final: str) -> bool:
    return urlsplit(final).path in ("", "/") and urlsplit(asked).path not in ("", "/")


def _list_told(listing: ListReading) -> str:
    if listing.is_unchanged:
        return f"按“{listing.family.label}”读取列表，条目与上次相同"
    stated = f"，网站标明 {listing.declared} 条" if listing.declared is not None else ""
    others = len({address for page in listing.pages for address in page.passed_over})
    stated += f"，另有其他栏目 {others} 条" if others else ""
    end = f"未读全：{listing.trouble.reason}" if listing.trouble else "已读全"
    return f"按“{listing.family.label}”读取列表，共 {len(listing.links)} 条{stated}，{end}"
