"""From ledger rows to how all agencies published: what every document over all of them tells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from config.clock import local_date
from config.errors import DubanError
from ledger.asking import LedgerReader
from ledger.lives import BY_A_PERSON
from ledger.model import PublicationState, RunState
from ledger.over_years import years_held
from ledger.owed import OwedReport, last_judged_day, owed_reports
from ledger.said import Waiver
from ledger.statement import PublicationFigures, publication_figures, publication_figures_by
from notices.publication import LateAgency, StatusCount, UnseenAgency
from registry.model import AgencyKind
from workflow.workplace import Workplace

LATE_RULES = ("TIM01", "TIM02")
_FIRST_SEEN = "首次核查见到"
_GOVERNMENT = "人民政府"


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """How the reports of a year were published, as of ``as_of``, the day last judged.

    ``owed`` stand in the order of the registry. ``confirmed`` are the agencies of whom a person's
    word that they did not publish is in force now: it may have been taken back since that day.
    ``waivers`` began after that day and hold today: the ledger's views do not know of them yet.
    """

    year: int
    as_of: date
    owed: tuple[OwedReport, ...]
    total: StatusCount
    kinds: tuple[StatusCount, ...]
    regions: tuple[StatusCount, ...]
    confirmed: frozenset[str]
    waivers: tuple[Waiver, ...]

    def of(self, state: PublicationState) -> tuple[OwedReport, ...]:
        """Those who are counted in ``state``."""
        return tuple(one for one in self.owed if one.state is state)

    def is_nameable(self, one: OwedReport) -> bool:
        """Whether it may be named for its state.

        A waiver, a decision of a person, or a confirmation taken back keeps it from that.
        """
        is_missing = one.state is PublicationState.NOT_PUBLISHED
        if is_missing and one.agency_id not in self.confirmed:
            return False
        rules = LATE_RULES if one.state is PublicationState.LATE else (BY_A_PERSON,)
        return not one.is_excused and not any(
            waiver.covers(rule, one.agency_id, self.year)
            for waiver in self.waivers
            for rule in rules
        )


def published_in(workplace: Workplace, reader: LedgerReader, year: int) -> Published:
    """How the reports of ``year`` were published.

    Raises:
        DubanError: nothing was judged for that year.
        LedgerError: the ledger cannot be read.
    """
    as_of = last_judged_day(reader)
    if as_of is None or year not in years_held(reader, year):
        raise DubanError(
            f"{year}年度还没有核查结果，不能起草；请先用 duban run --year {year} 采集并审核"
        )
    places = {agency: place for place, agency in enumerate(workplace.registry.agencies)}
    owed = sorted(
        owed_reports(reader, year), key=lambda one: places.get(one.agency_id, len(places))
    )
    waivers = workplace.ledger.waivers.in_force(local_date(workplace.clock.now()))
    return Published(
        year=year,
        as_of=as_of,
        owed=tuple(owed),
        total=_count("合计", publication_figures(reader, year), owed),
        kinds=_kinds(reader, year, owed),
        regions=_regions(reader, year, owed),
        confirmed=frozenset(workplace.ledger.absences.in_force(year)),
        waivers=tuple(one for one in waivers if one.from_date > as_of),
    )


def year_count(reader: LedgerReader, year: int) -> StatusCount:
    """The figures of one year among others."""
    owed = owed_reports(reader, year)
    return _count(f"{year}年", publication_figures(reader, year), owed)


def run_behind(workplace: Workplace, year: int) -> str:
    """The last finished run that judged ``year``.

    Raises:
        DubanError: there is none.
    """
    for run in reversed(workplace.ledger.runs()):
        if run.state is RunState.FINISHED and year in run.years:
            return run.run_id
    raise DubanError(
        f"{year}年度没有完成的运行，不能起草；请先用 duban run --year {year} 采集并审核"
    )


def late_agency(one: OwedReport) -> LateAgency | None:
    """How late it was, as the rules on time reckon; ``None`` where its dates do not show it."""
    claimed, seen = one.claimed_date, one.not_after
    day = min((found for found in (claimed, seen) if found is not None), default=None)
    if day is None or day <= one.due_date or one.as_of is None:
        return None
    basis = one.claimed_basis.label if one.claimed_basis else "标注日期"
    return LateAgency(
        agency_name=one.name,
        due_date=one.due_date,
        basis=one.due_basis,
        published_date=day,
        published_basis=basis if day == claimed else _FIRST_SEEN,
        days=(day - one.due_date).days,
        checked_date=one.as_of,
    )


def unseen_agency(one: OwedReport) -> UnseenAgency:
    """An agency with the reason for its state."""
    return UnseenAgency(
        agency_name=one.name,
        due_date=one.due_date,
        basis=one.due_basis,
        checked_date=one.as_of,
        reason=one.reason or one.state.label,
    )


def _kinds(reader: LedgerReader, year: int, owed: Iterable[OwedReport]) -> tuple[StatusCount, ...]:
    figures = publication_figures_by(reader, year, "类别")
    own = {kind: [one for one in owed if one.kind is kind] for kind in AgencyKind}
    return tuple(
        _count(kind.label, figures.get(kind.label, PublicationFigures(year=year)), agencies)
        for kind, agencies in own.items()
        if agencies
    )


def _regions(
    reader: LedgerReader, year: int, owed: Iterable[OwedReport]
) -> tuple[StatusCount, ...]:
    """None where all are of one region."""
    figures = publication_figures_by(reader, year, "地区")
    own: dict[str, list[OwedReport]] = {}
    for one in owed:
        own.setdefault(one.region_code, []).append(one)
    if len(own) == 1:
        return ()
    return tuple(
        _count(
            _region(code, own[code]), figures.get(code, PublicationFigures(year=year)), own[code]
        )
        for code in sorted(own)
    )


def _region(code: str, agencies: Iterable[OwedReport]) -> str:
    """The name of its government, if there is just one, and the code."""
    names = [
        one.name.removesuffix(_GOVERNMENT)
        for one in agencies
        if one.kind is AgencyKind.GOVERNMENT and one.name.endswith(_GOVERNMENT)
    ]
    return f"{names[0]}（{code}）" if len(names) == 1 else code


def _count(label: str, figures: PublicationFigures, owed: Iterable[OwedReport]) -> StatusCount:
    return StatusCount(
        label=label,
        due=figures.due,
        on_time=figures.on_time,
        late=figures.late,
        not_published=figures.not_published,
        untimed=figures.untimed,
        absent_unconfirmed=figures.absent_unconfirmed,
        unknown=figures.unknown,
        not_due=sum(one.state is PublicationState.NOT_DUE for one in owed),
        rate=figures.rate,
    )
