"""A visit to one place: home, column, list, candidates, and for each year exactly one outcome."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from archive.model import (
    CaptureRole,
    ListSeen,
    ReportSeen,
    Visit,
    VisitClass,
)
from config.clock import Clock, local_date
from registry.model import Agency, Place, PlaceKind
from spiders.access import Access, Answer
from spiders.candidates import (
    Candidate,
    Outcome,
    candidates_of,
    failed_outcome,
    is_of_others,
    is_plausible,
    published_date,
)
from spiders.discovery import Discovery, Found
from spiders.errors import Halted
from spiders.examine import Examiner, Finding
from spiders.fingerprints import entries_sha256, speaking_opening
from spiders.former import (
    known_list,
    last_report,
    lasting_flags,
    new_versions,
    removed_reason,
    republished_reason,
)
from spiders.job import CrawlJob, SurveyOrder
from spiders.known import known_page
from spiders.outcome import (
    LOOKED_EVERYWHERE,
    REMOVED,
    REPUBLISHED,
    SEARCHED,
    SEVERAL_VERSIONS,
    TITLE_NONSTANDARD,
    UNCHANGED,
    collected_class,
    unseen_class,
)
from spiders.search_answers import is_search_answer, search_links
from spiders.site_search import ONLY_OPENS, search_again, search_request
from spiders.survey import write_column, write_page
from spiders.titles import is_standard_title
from spiders.verify import Judge

# Beside the report as many further entries of the list with its title are opened.
VERSIONS_OPENED = 2
QUERY = "政府信息公开工作年度报告"


class PlaceVisit:
    """One place in one run. ``visits`` gives one visit for each year of the job, whatever comes."""

    def __init__(
        self, job: CrawlJob, place: Place, access: Access, clock: Clock, judge: Judge
    ) -> None:
        """Nothing is asked yet; ``judge`` judges what is downloaded."""
        self.place = place
        self._job = job
        self._agency: Agency = job.agency_of(place)
        self._access = access
        self._clock = clock
        self._started_at = clock.now()
        names = tuple(name for name in self._agency.names if name)  # a survey may know none
        self._discovery = Discovery(access, place, names)
        is_shared = place.kind is PlaceKind.PARENT_PLATFORM
        self._examiner = Examiner(
            access, self._agency, judge, is_shared=is_shared, others=job.agency_names
        )
        self._found: Found | None = None
        self._tried: list[str] = []

    async def look(self) -> Halted | None:
        """Find the column and read its list; gives what stood in the way, if anything did."""
        order = self._job.survey
        try:
            if order is not None and order.is_page_only:
                write_page((await self._discovery.page()).page, order.path)
                return None
            self._found = await self._found_again() or await self._discovery.find()
        except Halted as halted:
            return halted
        return None

    async def _found_again(self) -> Found | None:
        """The list where former visits read it, if it is time to look at nothing else."""
        for year in self._job.years_of(self.place):
            former = last_report(self._earlier(year))
            if former is not None and former.seen is not None:
                self._access.known.learn(former.seen.documents)
        known = known_list(self._job, self.place, self._clock.now())
        if known is None or not await self._access.known.are_held():
            return None
        self._access.known.learn((known.page,))
        return await self._discovery.again(known)

    async def year(self, year: int, trouble: Halted | None) -> Visit:
        """The visit for ``year``, after ``look`` gave ``trouble``."""
        self._tried = []
        try:
            if trouble is not None:
                raise trouble
            if self._job.survey is not None:
                return self._surveyed(year, self._job.survey)
            outcome = await self._outcome(year)
        except Halted as halted:
            outcome = Outcome(visit_class=halted.visit_class, reason=halted.reason)
        return self.visit(year, outcome)

    def _surveyed(self, year: int, order: SurveyOrder) -> Visit:
        """What was found is told as a proposal; the visit itself says nothing of any report."""
        if self._found is not None:
            write_column(self._found, order.path)
        reason = "只查找栏目，未核对年报"
        return self.visit(year, Outcome(visit_class=VisitClass.NOT_SEEN, reason=reason))

    def visit(self, year: int, outcome: Outcome) -> Visit:
        """The visit as it is written down; also for a place that crashed or was cut short."""
        finding, found, former = outcome.finding, self._found, outcome.former
        listing = found.listing if found else None
        documents = finding.documents if finding else ()
        return Visit(
            run_id=self._job.run_id,
            place_id=self.place.place_id,
            agency_id=self.place.agency_id,
            year=year,
            visit_class=outcome.visit_class,
            started_at=self._started_at,
            ended_at=self._clock.now(),
            family=listing.family.name if listing else None,
            reason=outcome.reason,
            tried=(*self._discovery.tried, *self._access.told, *self._tried),
            title=finding.title if finding else None,
            url=finding.url if finding else None,
            claimed_dates=finding.claimed_dates if finding else {},
            documents=documents,
            evidence=tuple(dict.fromkeys((*self._access.evidence.seen, *documents))),
            listed=former.listed if former else len(listing.links) if listing else None,
            declared=former.declared if former else listing.declared if listing else None,
            flags=outcome.flags,
            seen=outcome.seen,
        )

    def _earlier(self, year: int) -> tuple[Visit, ...]:
        return self._job.earlier_visits(self.place.place_id, year)

    async def _outcome(self, year: int) -> Outcome:
        found = self._found
        if found is None:
            raise Halted(VisitClass.ADAPTER_ERROR, "没有读取列表")
        if found.listing.is_unchanged and found.home is None:
            return self._unchanged(found, year)
        listed = candidates_of(found.listing.links, year, self._agency.names)
        self._tried.append(f"按标题筛选，{year} 年的候选 {len(listed)} 条")
        outcome = await self._examined(listed, year)
        if outcome is not None:
            return outcome
        if found.listing.trouble is not None:
            raise found.listing.trouble
        if not found.is_column:
            raise Halted(VisitClass.LAYOUT_CHANGED, "列表已读，但无法确认是年报栏目")
        is_own = self.place.kind is PlaceKind.OWN_SITE
        if is_own and is_of_others(found.listing.links, self._agency.names):
            raise Halted(
                VisitClass.LAYOUT_CHANGED, "列表中的年报都是其他单位的，无法确认是本单位的年报栏目"
            )
        if found.home is None:
            raise Halted(VisitClass.LAYOUT_CHANGED, "列表已读全，但首页不可用，无法确认网站正常")
        searched = await self._searched(found.home, year)
        return searched or self._unseen(found, year)

    async def _examined(self, candidates: list[Candidate], year: int) -> Outcome | None:
        """The report among the candidates, else what is wrong with the certain one.

        A doubtful title that turns out to be something else proves nothing, so it counts for
        nothing; one that could not be opened or read keeps the visit from saying "not seen".
        """
        failed: list[tuple[Candidate, Finding]] = []
        for number, candidate in enumerate(candidates, start=1):
            try:
                finding = await self._examiner.examine(candidate.link, year)
            except Halted as halted:
                finding = Finding(
                    url=candidate.link.url,
                    title=candidate.link.title,
                    failure=halted.visit_class,
                    reason=halted.reason,
                )
            if finding.failure is None:
                self._tried.append(f"核验通过：{finding.title}")
                others = await self._versions(finding, candidates[number:], year)
                return self._collected(candidate, (finding, *others), year)
            self._tried.append(f"核验未通过：{candidate.link.title}（{finding.reason}）")
            failed.append((candidate, finding))
        outcomes = (failed_outcome(candidate, finding) for candidate, finding in failed)
        return next((outcome for outcome in outcomes if outcome is not None), None)

    async def _versions(
        self, finding: Finding, rest: list[Candidate], year: int
    ) -> tuple[Finding, ...]:
        """Other entries that are the report too and say something else: all versions are kept."""
        known = {page.url for page in finding.pages} | {finding.url}
        certain = [c for c in rest if c.is_certain and c.link.url not in known]
        found: list[Finding] = []
        for candidate in certain[:VERSIONS_OPENED]:
            try:
                other = await self._examiner.examine(candidate.link, year)
            except Halted as halted:
                self._tried.append(f"另一条同题的链接未能打开：{halted.reason}")
                continue
            is_new = other.content not in {one.content for one in (finding, *found)}
            if other.failure is None and is_new:
                self._tried.append(f"另有一个版本，核验通过：{other.title}")
                found.append(other)
        return tuple(found)

    def _collected(self, candidate: Candidate, versions: tuple[Finding, ...], year: int) -> Outcome:
        """The report in all its versions; it was published when the first of them was."""
        finding = versions[0]
        duty = self._job.duty_of(self._agency.agency_id, year)
        earlier = self._earlier(year)
        first = min(versions, key=lambda version: published_date(version) or date.max)
        published = published_date(first)
        flags, reasons = list(finding.flags), [finding.reason] if finding.reason else []
        titles = (candidate.link.title, finding.title)
        if not any(is_standard_title(title, year, self._agency.names) for title in titles):
            flags.append(TITLE_NONSTANDARD)
        if published is not None and not is_plausible(published, year, self._clock.now()):
            flags.append("date_anomaly")
            published = None  # a date that cannot be accuses nobody of being late
        if len(versions) > 1:
            flags.append(SEVERAL_VERSIONS)
            addresses = "、".join(version.url for version in versions)
            reasons.append(f"列表中有该年度年报的 {len(versions)} 个版本，均已存证：{addresses}")
        former = last_report(earlier)
        if former is not None and (new := new_versions(former, versions)):
            flags.append(REPUBLISHED)
            reasons.append(republished_reason(former, new[0]))
        return Outcome(
            visit_class=collected_class(published, duty, earlier),
            reason="；".join(reasons) or None,
            finding=replace(
                finding,
                claimed_dates=first.claimed_dates,
                documents=tuple(dict.fromkeys(d for v in versions for d in v.documents)),
            ),
            flags=tuple(flags),
            seen=ReportSeen(
                documents=tuple(dict.fromkeys(page for v in versions for page in v.pages)),
                contents=tuple(version.content for version in versions),
                listing=self._list_seen(),
            ),
        )

    def _list_seen(self) -> ListSeen | None:
        """The list for the next visit to compare; ``None`` where it does not prove the report."""
        found = self._found
        is_searched = any(way.startswith(SEARCHED) for way in self._tried)
        if found is None or is_searched or found.listing.trouble or found.listing.is_rendered:
            return None
        return ListSeen(
            url=found.column.page.url,
            column_url=self.place.column_url,
            family=found.listing.family.name,
            page=known_page(found.column.capture),
            entries_sha256=entries_sha256(found.listing.links),
            opening_sha256=speaking_opening(found.listing.pages),
            whole_at=self._started_at,
        )

    def _unchanged(self, found: Found, year: int) -> Outcome:
        """The report that was collected from this very list before."""
        former = last_report(self._earlier(year))
        if former is None or former.seen is None or former.seen.listing is None:
            raise Halted(VisitClass.ADAPTER_ERROR, "没有可以比对的前次采集")
        listing = former.seen.listing
        since = local_date(listing.whole_at)
        duty = self._job.duty_of(self._agency.agency_id, year)
        return Outcome(
            visit_class=collected_class(former.published_date, duty, self._earlier(year)),
            reason=f"列表与 {since} 全面核查时相同，年报文件沿用该次存证",
            finding=Finding(
                url=former.url or "",
                title=former.title or "",
                claimed_dates=former.claimed_dates,
                documents=former.documents,
            ),
            flags=(*lasting_flags(former), UNCHANGED),
            seen=replace(
                former.seen,
                listing=replace(
                    listing,
                    page=known_page(found.column.capture),
                    unchanged=listing.unchanged + 1,
                ),
            ),
            former=former,
        )

    async def _searched(self, home: Answer, year: int) -> Outcome | None:
        """One query by the site's own search; ``None`` where it offers none or finds nothing."""
        query = f"{year}年{QUERY}"
        fetch = search_request(home.page, query)
        if fetch is None or not self._access.is_listed(fetch.url):
            self._tried.append("网站首页没有可用的站内检索")
            return None
        self._tried.append(f"{SEARCHED}“{query}”")
        try:
            answer = await self._access.get(fetch, CaptureRole.SEARCH)
            again = search_again(answer.page, query)
            if again is not None and self._access.is_listed(again.url):
                answer = await self._access.get(again, CaptureRole.SEARCH)
            elif fetch.note == ONLY_OPENS:
                self._tried.append("检索页没有可以直接提交的检索")
                return None
        except Halted as halted:
            return Outcome(
                visit_class=VisitClass.NOT_SEEN,
                reason=f"列表已读全，未见该年度年报；站内检索未成功（{halted.reason}）",
            )
        if not is_search_answer(answer.page, query):
            return Outcome(
                visit_class=VisitClass.NOT_SEEN,
                reason="列表已读全，未见该年度年报；站内检索没有给出可用的结果",
            )
        certain = [
            c
            for c in candidates_of(search_links(answer.page), year, self._agency.names)
            if c.is_certain
        ]
        self._tried.append(f"站内检索到候选 {len(certain)} 条")
        return await self._examined(certain, year)

    def _unseen(self, found: Found, year: int) -> Outcome:
        visit_class, reason = unseen_class(
            listed=len(found.listing.links),
            now=self._clock.now(),
            duty=self._job.duty_of(self._agency.agency_id, year),
            earlier=self._earlier(year),
        )
        flags: tuple[str, ...] = (LOOKED_EVERYWHERE,)
        former = last_report(self._earlier(year))
        if former is not None:
            flags, reason = (*flags, REMOVED), f"{reason}；{removed_reason(former)}"
        return Outcome(visit_class=visit_class, reason=reason, flags=flags)
