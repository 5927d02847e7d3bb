"""When a report was published: what the portal claims against what the visits saw (时效).

Between the last complete visit that did not see the report and the first that did lies the truth;
the verdict is on time, late, or cannot tell, and the working is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from archive.model import DateBasis
from audit.case import AuditCase
from audit.circumstances import SeenVisit
from audit.model import Evidence, Finding, NotApplicable, NotHeld, Severity, Undetermined
from registry.deadlines import STATUTORY_DEADLINES
from registry.model import AgencyKind


def printed_date(day: date) -> str:
    """A day as official documents print it."""
    return f"{day.year}年{day.month}月{day.day}日"


def due_date_of(case: AuditCase) -> date | None:
    """The last day on time: as the case has it, else the statutory day of the agency's kind.

    Raises:
        Undetermined: neither the day nor the kind of agency nor the year is known.
    """
    if case.due_date is not None:
        return case.due_date
    if case.kind is None:
        raise NotHeld("不知道机关类别，不能确定公布期限")
    statutory = STATUTORY_DEADLINES.get(case.kind)
    return date(case.year + 1, statutory.month, statutory.day) if statutory else None


def require_report(case: AuditCase) -> None:
    """Stop a rule on how a report was published where none was seen.

    Raises:
        NotApplicable: no report is held and no visit collected one.
    """
    visited = case.publication.visit_class
    if case.held is None and not (visited and visited.has_report):
        raise NotApplicable("没有见到年报，是否公布见TIM03")


def visits_by_place(case: AuditCase) -> Mapping[str, tuple[SeenVisit, ...]]:
    """The visits to each place, oldest first.

    Raises:
        Undetermined: no visit is known, as for a file that somebody handed in.
    """
    if not case.publication.visits:
        raise NotHeld("没有公布情况的核查记录")
    places: dict[str, tuple[SeenVisit, ...]] = {}
    for visit in case.publication.visits:
        places[visit.place] = (*places.get(visit.place, ()), visit)
    return places


def last_sights(case: AuditCase) -> tuple[SeenVisit, ...]:
    """The last visit to each place that saw the report; empty where no visit is known."""
    last = {v.place: v for v in case.publication.visits if v.has_report}
    return tuple(last.values())


def unseen_then_seen(case: AuditCase) -> Iterator[tuple[SeenVisit, SeenVisit]]:
    """For each place two visits: the last one that proves the report was not there, the last sight.

    The first is the last complete one before any place had shown the report. A place that lacks
    one of the two is left out.

    Raises:
        Undetermined: no visit is known, as for a file that somebody handed in.
    """
    visits = case.publication.visits
    first = next((place for place, v in enumerate(visits) if v.has_report), len(visits))
    for here in visits_by_place(case).values():
        before = [v for v in visits[:first] if v in here and v.is_complete]
        sights = [v for v in here if v.has_report]
        if before and sights:
            yield before[-1], sights[-1]


def judge_lateness(case: AuditCase, kind: AgencyKind) -> Iterator[Finding]:
    """An error where a report of an agency of this kind came out after its day."""
    due = _due_of_kind(case, kind)
    require_report(case)
    yield from lateness(case, due)


def lateness(
    case: AuditCase,
    due: date,
    *,
    severity: Severity = Severity.ERROR,
    name: str = "公布期限",
) -> Iterator[Finding]:
    """A finding where the report came out after ``due``, which people call ``name``.

    Raises:
        Undetermined: the dates contradict each other, or do not tell.
    """
    publication = case.publication
    claimed, seen = publication.claimed_date, publication.not_after
    if seen is not None and seen <= due:
        return
    if claimed is not None and claimed > case.as_of:
        raise Undetermined(f"标注的公布日期{printed_date(claimed)}晚于核查之日，需人工核对")
    if claimed is None:
        yield _late(case, due, _proved_day(case, due), severity, name)
    elif claimed <= due:
        _refuse_contradiction(case, claimed, due)
    else:
        yield _late(case, due, min(claimed, seen or claimed), severity, name)


def _due_of_kind(case: AuditCase, kind: AgencyKind) -> date:
    if case.kind is None:
        raise NotHeld("不知道机关类别，不能确定公布期限")
    if case.kind not in STATUTORY_DEADLINES:
        raise NotApplicable(f"《条例》第四十九条未规定{case.kind.label}的公布期限")
    due = due_date_of(case)
    if case.kind is not kind or due is None:
        raise NotApplicable(f"本规则只适用于{kind.label}")
    return due


def _refuse_contradiction(case: AuditCase, claimed: date, due: date) -> None:
    unseen = case.publication.not_before
    if unseen is not None and unseen > due:
        raise Undetermined(
            f"标注的公布日期{printed_date(claimed)}在期限{printed_date(due)}之内，"
            f"但{printed_date(unseen)}完整核查时仍未见到，两者矛盾，需人工核对"
        )


def _proved_day(case: AuditCase, due: date) -> date:
    """Without a date of publication only two complete visits after the day prove lateness."""
    unseen, seen = case.publication.not_before, case.publication.not_after
    if seen is None:
        raise NotHeld("没有公布日期，也没有核查记录")
    if unseen is None or unseen <= due:
        raise Undetermined(
            f"没有标注公布日期；{printed_date(seen)}首次见到，"
            f"期限{printed_date(due)}之后没有未见到该年报的完整核查记录"
        )
    return seen


def _late(case: AuditCase, due: date, earliest: date, severity: Severity, name: str) -> Finding:
    """The finding. A date in an address alone is too weak for an error: migrations change it."""
    claimed, seen = case.publication.claimed_date, case.publication.not_after
    basis = case.publication.claimed_basis or "公布日期"
    unseen = case.publication.not_before
    is_proved = unseen is not None and unseen > due
    is_weak = basis == DateBasis.ADDRESS.label and not is_proved
    working = [f"{name}为{printed_date(due)}（含当日）"]
    evidence = []
    if claimed is not None:
        working.append(f"{basis}为{printed_date(claimed)}")
        evidence.append(Evidence(at=basis, printed=printed_date(claimed)))
    if unseen is not None and unseen > due:
        working.append(f"{printed_date(unseen)}完整核查时仍未见到")
        evidence.append(Evidence(at="核查记录", printed=f"{printed_date(unseen)}未见到"))
    if seen is not None:
        working.append(f"{printed_date(seen)}首次见到")
        evidence.append(Evidence(at="核查记录", printed=f"{printed_date(seen)}首次见到"))
    working.append(f"以{printed_date(earliest)}计，逾期{(earliest - due).days}天")
    return Finding(
        subject="publication",
        severity=max(severity, Severity.WARNING, key=lambda one: one.rank) if is_weak else severity,
        message="，".join(working) + ("；仅据网址中的日期，需人工核对" if is_weak else ""),
        evidence=tuple(evidence),
    )
