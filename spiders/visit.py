"""A visit to one place: home, column, list, candidates, and for each year exactly one outcome."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from archive.model import CaptureRole, ClassGroup, DateBasis, Visit, VisitClass
from config.clock import Clock, local_date
from registry.model import Agency, Place
from spiders.access import Access, Answer
from spiders.columns import is_search_answer, search_fetch, search_links
from spiders.discovery import Discovery, Found
from spiders.errors import Halted
from spiders.examine import Examiner, Finding
from spiders.families.model import ListLink
from spiders.job import CrawlJob
from spiders.outcome import LOOKED_EVERYWHERE, collected_class, unseen_class
from spiders.titles import TitleVerdict, judge_title
from spiders.verify import PagesReader

# More doubtful titles than this are not opened for one year.
MAYBES_OPENED = 4
QUERY = "政府信息公开工作年度报告"


# A doubtful title that leads to one of these is simply not the report.
_OTHER_THINGS = frozenset(
    {VisitClass.WRONG_YEAR_FILE, VisitClass.WRONG_AGENCY_FILE, VisitClass.LAYOUT_CHANGED}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An entry that may be the report of a year, by its title."""

    link: ListLink
    is_certain: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a visit ends in for one year."""

    visit_class: VisitClass
    reason: str | None = None
    finding: Finding | None = None
    flags: tuple[str, ...] = ()


class PlaceVisit:
    """One place in one run. ``visits`` gives one visit for each year of the job, whatever comes."""

    def __init__(
        self, job: CrawlJob, place: Place, access: Access, clock: Clock, read: PagesReader
    ) -> None:
        """Nothing is asked yet; ``read`` reads what is downloaded."""
        self.place = place
        self._job = job
        self._agency: Agency = job.agency_of(place)
        self._access = access
        self._clock = clock
        self._started_at = clock.now()
        self._discovery = Discovery(access, place, self._agency.names)
        self._examiner = Examiner(access, self._agency, read)
        self._found: Found | None = None
        self._tried: list[str] = []

    async def look(self) -> Halted | None:
        """Find the column and read its list; gives what stood in the way, if anything did."""
        try:
            self._found = await self._discovery.find()
        except Halted as halted:
            return halted
        return None

    async def year(self, year: int, trouble: Halted | None) -> Visit:
        """The visit for ``year``, after ``look`` gave ``trouble``."""
        self._tried = []
        try:
            if trouble is not None:
                raise trouble
            outcome = await self._outcome(year)
        except Halted as halted:
            outcome = Outcome(visit_class=halted.visit_class, reason=halted.reason)
        return self.visit(year, outcome)

    def visit(self, year: int, outcome: Outcome) -> Visit:
        """The visit as it is written down; also for a place that crashed or was cut short."""
        finding, found = outcome.finding, self._found
        return Visit(
            run_id=self._job.run_id,
            place_id=self.place.place_id,
            agency_id=self.place.agency_id,
            year=year,
            visit_class=outcome.visit_class,
            started_at=self._started_at,
            ended_at=self._clock.now(),
            family=found.listing.family.name if found else None,
            reason=outcome.reason,
            tried=(*self._discovery.tried, *self._tried),
            title=finding.title if finding else None,
            url=finding.url if finding else None,
            claimed_dates=finding.claimed_dates if finding else {},
            documents=finding.documents if finding else (),
            evidence=tuple(self._access.evidence.seen),
            listed=len(found.listing.links) if found else None,
            declared=found.listing.declared if found else None,
            flags=outcome.flags,
        )

    async def _outcome(self, year: int) -> Outcome:
        found = self._found
        if found is None:
            raise Halted(VisitClass.ADAPTER_ERROR, "没有读取列表")
        listed = self._candidates(found.listing.links, year)
        self._tried.append(f"按标题筛选，{year} 年的候选 {len(listed)} 条")
        outcome = await self._examined(listed, year)
        if outcome is not None:
            return outcome
        if found.listing.trouble is not None:
            raise found.listing.trouble
        if not found.is_column:
            raise Halted(VisitClass.LAYOUT_CHANGED, "列表已读，但无法确认是年报栏目")
        if found.home is None:
            raise Halted(VisitClass.LAYOUT_CHANGED, "列表已读全，但首页不可用，无法确认网站正常")
        searched = await self._searched(found.home, year)
        return searched or self._unseen(found, year)

    def _candidates(self, links: tuple[ListLink, ...], year: int) -> list[Candidate]:
        """Certain titles first; of the doubtful those whose date fits the year first."""
        judged = [(link, judge_title(link.title, year, self._agency.names)) for link in links]
        certain = [
            Candidate(link=link, is_certain=True)
            for link, judgement in judged
            if judgement.verdict is TitleVerdict.MATCH
        ]
        doubtful = [
            Candidate(link=link, is_certain=False)
            for link, judgement in judged
            if judgement.verdict is TitleVerdict.MAYBE
        ]
        doubtful.sort(key=lambda c: not _is_timely(c.link.listed_date, year))
        return [*certain, *doubtful[:MAYBES_OPENED]]

    async def _examined(self, candidates: list[Candidate], year: int) -> Outcome | None:
        """The report among the candidates, else what is wrong with the certain one.

        A doubtful title that turns out to be something else proves nothing, so it counts for
        nothing; one that could not be opened or read keeps the visit from saying "not seen".
        """
        failed: list[tuple[Candidate, Finding]] = []
        for candidate in candidates:
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
                return self._collected(candidate, finding, year)
            self._tried.append(f"核验未通过：{candidate.link.title}（{finding.reason}）")
            failed.append((candidate, finding))
        outcomes = (_failed_outcome(candidate, finding) for candidate, finding in failed)
        return next((outcome for outcome in outcomes if outcome is not None), None)

    def _collected(self, candidate: Candidate, finding: Finding, year: int) -> Outcome:
        duty = self._job.duty_of(self._agency.agency_id, year)
        earlier = self._job.earlier_visits(self.place.place_id, year)
        published = next(
            (finding.claimed_dates[b] for b in DateBasis if b in finding.claimed_dates), None
        )
        flags = list(finding.flags)
        if not candidate.is_certain:
            flags.append("title_nonstandard")
        if published is not None and not _is_plausible(published, year, self._clock.now()):
            flags.append("date_anomaly")
        return Outcome(
            visit_class=collected_class(published, duty, earlier),
            finding=finding,
            flags=tuple(flags),
        )

    async def _searched(self, home: Answer, year: int) -> Outcome | None:
        """One query by the site's own search; ``None`` where it offers none or finds nothing."""
        query = f"{year}年{QUERY}"
        fetch = search_fetch(home.page, query)
        if fetch is None or not self._access.is_listed(fetch.url):
            self._tried.append("网站首页没有可用的站内检索")
            return None
        self._tried.append(f"站内检索“{query}”")
        try:
            answer = await self._access.get(fetch, CaptureRole.SEARCH)
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
        certain = [c for c in self._candidates(search_links(answer.page), year) if c.is_certain]
        self._tried.append(f"站内检索到候选 {len(certain)} 条")
        return await self._examined(certain, year)

    def _unseen(self, found: Found, year: int) -> Outcome:
        visit_class, reason = unseen_class(
            listed=len(found.listing.links),
            now=self._clock.now(),
            duty=self._job.duty_of(self._agency.agency_id, year),
            earlier=self._job.earlier_visits(self.place.place_id, year),
        )
        return Outcome(visit_class=visit_class, reason=reason, flags=(LOOKED_EVERYWHERE,))


def _failed_outcome(candidate: Candidate, finding: Finding) -> Outcome | None:
    """What a candidate that is not the report means; ``None`` where it means nothing."""
    failure = finding.failure
    if failure is None or (not candidate.is_certain and failure in _OTHER_THINGS):
        return None
    if not candidate.is_certain and failure.group is ClassGroup.AGENCY:
        reason = f"疑似的链接无法核实：{finding.reason}"
        return Outcome(visit_class=VisitClass.AMBIGUOUS, reason=reason, finding=finding)
    return Outcome(visit_class=failure, reason=finding.reason, finding=finding)


def _is_timely(listed: date | None, year: int) -> bool:
    return listed is not None and listed.year == year + 1


def _is_plausible(published: date, year: int, now: datetime) -> bool:
    """Not before the year has ended, not after tomorrow."""
    return date(year + 1, 1, 1) <= published <= local_date(now) + timedelta(days=1)
