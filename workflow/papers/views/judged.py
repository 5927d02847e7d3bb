"""What the ledger holds on all cases of a year, parted into what may be told and what not."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Self

from audit.catalogue import CATALOGUE
from config.clock import local_date
from ledger.finding_state import FindingState
from ledger.model import CaseRow, Decision, FindingQuery
from ledger.said import Waiver
from workflow.choice import choose
from workflow.evidence import documents_behind
from workflow.papers.confirmation import is_awaiting
from workflow.papers.views.notice_views import JudgedRows, listed_items
from workflow.papers.views.relation import is_written_by_letter
from workflow.telling import imprecise_rules, told_of, waived_rules
from workflow.workplace import Workplace


def judged_of(workplace: Workplace, year: int) -> tuple[JudgedRows, ...]:
    """The last case of every watched agency, in the registry's order."""
    places = {agency: place for place, agency in enumerate(workplace.registry.agencies)}
    cases = sorted(workplace.ledger.cases(year), key=lambda case: places[case.agency_id])
    known = _Known.of(workplace, year)
    return tuple(_rows(workplace, case, known) for case in cases)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What is asked once for the year; ``withdrawn`` are fingerprints."""

    imprecise: Collection[str]
    decisions: Mapping[str, Decision]
    waivers: Collection[Waiver]
    withdrawn: Collection[str]

    @classmethod
    def of(cls, workplace: Workplace, year: int) -> Self:
        ledger = workplace.ledger
        gone = ledger.findings(FindingQuery(year=year, state=FindingState.WITHDRAWN))
        return cls(
            imprecise=imprecise_rules(CATALOGUE, ledger.precisions(), workplace.config.audit),
            decisions=ledger.last_decisions(year),
            waivers=ledger.waivers.in_force(local_date(workplace.clock.now())),
            withdrawn=frozenset(finding.fingerprint for finding in gone),
        )


def _rows(workplace: Workplace, case: CaseRow, known: _Known) -> JudgedRows:
    ledger, registry = workplace.ledger, workplace.registry
    judgement = case.judgement_id
    results = ledger.results_of(judgement) if judgement is not None else ()
    told = told_of(
        results,
        ledger.findings_of(judgement) if judgement is not None else (),
        known.imprecise,
        known.decisions,
        waived_rules((result.rule for result in results), known.waivers, case.agency_id, case.year),
    )
    rows = JudgedRows(
        case=case,
        results=told.results,
        findings=tuple(f for f in told.findings if f.fingerprint not in known.withdrawn),
        withdrawn=tuple(f for f in told.findings if f.fingerprint in known.withdrawn),
        aside=told.aside,
        documents=documents_behind(ledger, case),
        drafted_on=local_date(workplace.clock.now()),
        is_between_equals=is_written_by_letter(registry.agencies[case.agency_id], registry),
    )
    awaiting = (
        item.fingerprint
        for item in listed_items(rows, rows.findings)
        if is_awaiting(workplace.config.notices, item, known.decisions.get(item.fingerprint))
    )
    return replace(rows, awaiting=frozenset(awaiting), caution=_caution(workplace, rows))


def _caution(workplace: Workplace, rows: JudgedRows) -> str | None:
    """What the officer should know of the visit that the case rests on."""
    case = rows.case
    if case.reason is None or not rows.findings:
        return None
    places = workplace.registry.places_of(case.agency_id)
    watched = {place.place_id for place in places}
    made = workplace.ledger.visits_of(case.agency_id, case.year)
    return choose(places, tuple(v for v in made if v.place_id in watched)).reason
