"""Everything that stands behind a finding, as the ledger holds it."""

from __future__ import annotations

from dataclasses import dataclass

from audit.catalogue import CATALOGUE
from audit.rule import Rule
from ledger.decisions import Said, speaks_for
from ledger.finding_state import FindingChange
from ledger.lives import BY_A_PERSON
from ledger.model import CaptureRow, Decision, FigureRow, FindingRow, JudgedFinding
from ledger.said import Absence
from ledger.store import Ledger
from workflow.evidence import documents_behind


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A finding with its rule, its evidence and what people decided.

    ``rule`` is the rule as it is now, ``None`` where it has left the catalogue. ``judged`` is the
    finding as the run that saw it last found it; ``figures`` are those it rests on, as read then.
    ``judged_sha256`` is the capture that was judged, where the report has several versions.
    ``history`` is its life, the earliest first. ``reopened`` is what it said when it was last
    decided on, where it still stands and says something else now. ``absences`` are the
    confirmations that nothing was published, for the finding that rests on them.
    """

    finding: FindingRow
    rule: Rule | None
    judged: JudgedFinding | None
    figures: tuple[FigureRow, ...]
    reader_version: int | None
    captures: tuple[CaptureRow, ...]
    judged_sha256: str | None
    decisions: tuple[Decision, ...]
    history: tuple[FindingChange, ...] = ()
    reopened: Said | None = None
    absences: tuple[Absence, ...] = ()


def explanation_of(ledger: Ledger, finding: FindingRow) -> Explanation:
    """What stands behind ``finding``."""
    case = ledger.case_of(finding.last_seen_run, finding.agency_id, finding.year)
    judgement = case.judgement_id if case else None
    found = ledger.findings_of(judgement) if judgement is not None else ()
    judged = next((one for one in found if one.fingerprint == finding.fingerprint), None)
    reading = ledger.read_by(judgement) if judgement is not None else None
    known = {figure.path: figure for figure in reading.figures} if reading else {}
    paths = judged.paths if judged else ()
    captures = documents_behind(ledger, case) if case else ()
    decisions = ledger.decisions_of(finding.fingerprint)
    is_reopened = (
        bool(decisions) and finding.state.is_open and not speaks_for(decisions[-1], finding)
    )
    return Explanation(
        finding=finding,
        rule=next((rule for rule in CATALOGUE if rule.code == finding.rule), None),
        judged=judged,
        figures=tuple(known[path] for path in paths if path in known),
        reader_version=reading.reader_version if reading else None,
        captures=captures,
        judged_sha256=case.judged_sha256 if case and len(captures) > 1 else None,
        decisions=decisions,
        history=ledger.history_of(finding.fingerprint),
        reopened=ledger.said_then(decisions[-1]) if is_reopened else None,
        absences=ledger.absences.of(finding.agency_id, finding.year)
        if finding.rule == BY_A_PERSON
        else (),
    )
