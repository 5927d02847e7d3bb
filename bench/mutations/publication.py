"""When, where and how a report was published: defects of the case, not of the document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from archive.model import DateBasis, VisitClass
from audit.case import AuditCase
from audit.circumstances import OtherVersion, SeenVisit
from bench.mutations.model import Circumstance, Draft, Kind, anywhere
from reading.model import Media
from registry.model import AgencyKind

_PLACE, _ADDRESS = "苏镇市教育局网站", "http://jyj.suzhen.example/zfxxgk/nb/2024/1.html"
_LOCAL_DAY = "01-10"


def _kind(name: str, must: str, circumstance: Circumstance, may: str = "", who: str = "") -> Kind:
    """A change to the case; ``who`` is the agency that it is a defect for."""

    @anywhere(name, must, may)
    def change(draft: Draft) -> Draft | None:
        if who and draft.is_government is not (who == "government"):
            return None
        return draft.with_case(circumstance)

    return change


def _with_dates(dates: Callable[[int], Mapping[DateBasis, date]]) -> Circumstance:
    """Dates of publication at several places of the page that the last visit saw."""

    def circumstance(case: AuditCase) -> AuditCase:
        found = dates(case.year + 1)
        publication = case.publication
        visits = tuple(replace(one, claimed_dates=found) for one in publication.visits)
        changed = replace(publication, claimed_dates=found, visits=visits)
        return replace(case, publication=changed)

    return circumstance


def _published(**changes: Callable[[int], object]) -> Circumstance:
    """Fields of the publication; each is given the year after that of the report."""

    def circumstance(case: AuditCase) -> AuditCase:
        given = {name: value(case.year + 1) for name, value in changes.items()}
        return replace(case, publication=replace(case.publication, **given))  # type: ignore[arg-type]  # named by the caller

    return circumstance


def _seen_on(month: int, day: int) -> Circumstance:
    """Nothing but two visits tells when: whole and in vain the day before, and in full on it."""
    return _published(
        claimed_date=lambda _: None,
        claimed_dates=lambda _: {},
        visits=lambda _: (),
        not_before=lambda year: date(year, month, day - 1),
        not_after=lambda year: date(year, month, day),
    )


def _claimed_on(month: int, day: int) -> Circumstance:
    return _published(
        claimed_date=lambda year: date(year, month, day),
        claimed_dates=lambda year: {DateBasis.LABEL: date(year, month, day)},
        visits=lambda _: (),
        not_before=lambda _: None,
        not_after=lambda year: date(year, month, day + 1),
    )


def _absent(case: AuditCase) -> AuditCase:
    """No report, and a person has confirmed that there is none."""
    publication = replace(
        case.publication,
        visit_class=VisitClass.ABSENT_UNCONFIRMED,
        absence_confirmed_date=case.as_of,
        claimed_date=None,
        claimed_dates={},
        visits=(),
        not_before=case.as_of,
        not_after=None,
        tags=None,
        column_names=None,
    )
    return replace(case, held=None, publication=publication)


def _dated(basis: DateBasis, month: int, day: int) -> Circumstance:
    """Another date at another place of the same page."""
    return _with_dates(
        lambda year: {DateBasis.LABEL: date(year, 1, 20), basis: date(year, month, day)}
    )


def visit(year: int, month: int, day: int, seen: VisitClass, **more: object) -> SeenVisit:
    """A whole visit on this day."""
    given: dict[str, object] = {"url": _ADDRESS, "is_complete": True, **more}
    ended = datetime(year, month, day, 2, tzinfo=UTC)
    return SeenVisit(  # type: ignore[call-arg]  # named by the caller
        day=date(year, month, day), place=_PLACE, visit_class=seen, ended_at=ended, **given
    )


def _visited(
    *visits: Callable[[int], SeenVisit], **changes: Callable[[int], object]
) -> Circumstance:
    return _published(visits=lambda year: tuple(one(year) for one in visits), **changes)


def _dated_back(year: int) -> dict[DateBasis, date]:
    return {DateBasis.LABEL: date(year, 1, 20)}


def _changed(year: int) -> tuple[SeenVisit, ...]:
    return (
        visit(year, 1, 21, VisitClass.COLLECTED, content_sha256="a" * 64),
        visit(year, 3, 1, VisitClass.COLLECTED, content_sha256="b" * 64),
    )


def _dead_link(seen: VisitClass) -> Circumstance:
    def visits(year: int) -> tuple[SeenVisit, ...]:
        first = visit(year, 2, 5, seen)
        return (first, replace(first, day=date(year, 2, 6), ended_at=_later(first)))

    return _published(visits=visits)


def _later(first: SeenVisit) -> datetime | None:
    return None if first.ended_at is None else first.ended_at + timedelta(hours=24)


def _set(**settings: object) -> Circumstance:
    def circumstance(case: AuditCase) -> AuditCase:
        changed = replace(case.settings, **settings)  # type: ignore[arg-type]  # named by the caller
        return replace(case, settings=changed)

    return circumstance


def _history_lost(case: AuditCase) -> AuditCase:
    seen = {case.year - 1: VisitClass.ABSENT_UNCONFIRMED, case.year - 2: VisitClass.COLLECTED}
    publication = replace(case.publication, years_seen=seen)
    settings = replace(case.settings, history_from_year=case.year - 2)
    return replace(case, publication=publication, settings=settings)


def _tags_without(*names: str) -> Circumstance:
    def circumstance(case: AuditCase) -> AuditCase:
        tags = {n: v for n, v in (case.publication.tags or {}).items() if n not in names}
        return replace(case, publication=replace(case.publication, tags=tags))

    return circumstance


def _tagged(**tags: str) -> Circumstance:
    def circumstance(case: AuditCase) -> AuditCase:
        changed = {**(case.publication.tags or {}), **tags}
        return replace(case, publication=replace(case.publication, tags=changed))

    return circumstance


def _in_column(*names: str) -> Circumstance:
    """In another column, whose address tells nothing either."""

    def circumstance(case: AuditCase) -> AuditCase:
        url = "http://jyj.suzhen.example/tzgg/1.html"
        publication = case.publication
        visits = tuple(replace(one, url=url) for one in publication.visits)
        tags = {**(publication.tags or {}), "ColumnName": names[-1]}
        tags |= dict.fromkeys(("ColumnDescription", "ColumnKeywords", "ColumnType"), names[-1])
        changed = replace(publication, column_names=names, visits=visits, tags=tags)
        return replace(case, publication=changed)

    return circumstance


def _picture(case: AuditCase) -> AuditCase:
    return replace(case, held=replace(case.reading, media=Media.SCAN))


def _other_version(case: AuditCase) -> AuditCase:
    """An attachment with another number of licences."""
    path = "proactive.licences.decisions"
    figure = case.reading.figures[path]
    other = replace(figure, value=7, printed="7") if figure.value != 7 else None  # noqa: PLR2004
    if other is None:
        other = replace(figure, value=8, printed="8")
    reading = replace(case.reading, figures={**case.reading.figures, path: other})
    version = OtherVersion(name="附件", url=None, reading=reading)
    return replace(case, publication=replace(case.publication, versions=(version,)))


def _of_kind(kind: AgencyKind, circumstance: Circumstance) -> Circumstance:
    return lambda case: circumstance(replace(case, kind=kind))


def kinds() -> Iterator[Kind]:
    """All kinds of this page."""
    yield from _on_deadlines()
    yield from _on_dates()
    yield from _on_access()


def _on_deadlines() -> Iterator[Kind]:
    due_in_january = (
        ("a day late, as the page says", _claimed_on(2, 1), ""),
        ("weeks late, as the page says", _claimed_on(3, 5), ""),
        ("late, as visits show", _seen_on(2, 6), "TIM05"),
    )
    for name, circumstance, may in due_in_january:
        yield _kind(f"a department is {name}", "TIM01", circumstance, may, "department")
    due_in_march = (
        ("a day late, as the page says", _claimed_on(4, 1), ""),
        ("late, as visits show", _seen_on(4, 6), "TIM05"),
    )
    for name, circumstance, may in due_in_march:
        yield _kind(f"a government is {name}", "TIM02", circumstance, may, "government")
    # What is confirmed as not published was looked for by all who compare reports, too.
    yield _kind("a report was never published", "TIM03", _absent)
    early = _published(
        claimed_date=lambda year: date(year - 1, 12, 31),
        claimed_dates=lambda year: {DateBasis.LABEL: date(year - 1, 12, 31)},
        visits=lambda _: (),
        not_before=lambda _: None,
        not_after=lambda year: date(year, 1, 2),
    )
    yield _kind("published on the last day of the year", "TIM04", early)
    late = _published(submitted_date=lambda year: date(year, 2, 2))
    yield _kind("handed in to the office too late", "TIM09", late, who="department")
    local = _set(local_deadline=_LOCAL_DAY)
    yield _kind("after the day of the region", "TIM10", local, who="department")
    yield _kind("a former year is not kept", "TIM11", _history_lost)


def _on_dates() -> Iterator[Kind]:
    no_date = _published(
        claimed_date=lambda _: None, claimed_dates=lambda _: {}, visits=lambda _: ()
    )
    yield _kind("no date of publication anywhere", "TIM05", no_date)
    for basis, where in ((DateBasis.META, "the tag"), (DateBasis.LIST, "the list")):
        apart = _dated(basis, 2, 20)
        yield _kind(f"the page and {where} are weeks apart", "TIM06", apart)
    across = _with_dates(
        lambda year: {DateBasis.LABEL: date(year, 1, 30), DateBasis.META: date(year, 2, 2)}
    )
    yield _kind("two dates on two sides of the last day", "TIM06", across, who="department")
    back = _visited(
        lambda year: visit(year, 2, 5, VisitClass.NOT_SEEN, url=None),
        lambda year: visit(year, 2, 6, VisitClass.COLLECTED, claimed_dates=_dated_back(year)),
        not_before=lambda year: date(year, 2, 5),
        not_after=lambda year: date(year, 2, 6),
    )
    yield _kind("dated back behind a visit in vain", "TIM07", back)
    changed = _published(visits=_changed)
    yield _kind("changed without a word", "TIM08", changed)


def _on_access() -> Iterator[Kind]:
    yield _kind("the link is dead twice", "TIM12", _dead_link(VisitClass.LINK_DEAD))
    yield _kind("the link leads to a page that says so", "TIM12", _dead_link(VisitClass.SOFT_404))
    yield _kind("among the notices", "TIM13", _in_column("首页", "通知公告"))
    yield _kind("among the news", "TIM13", _in_column("首页", "新闻动态", "工作动态"))
    yield _kind("published as pictures", "TIM14", _picture)
    yield _kind("tags are missing", "TIM15", _tags_without("ColumnKeywords", "ColumnDescription"))
    yield _kind("a tag is empty", "TIM15", _tagged(ContentSource=""))
    yield _kind("the tag of the date is no date", "TIM15", _tagged(PubDate="不详"))
    yield _kind("the attachment has another number", "TIM16", _other_version)
