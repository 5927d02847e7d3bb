"""Where an agency stands for a year: the state on the board, with its reason."""

from __future__ import annotations

from datetime import date

from archive.model import Visit, VisitClass
from audit.model import Outcome, RuleResult
from audit.publication import printed_date
from config.clock import local_date
from ledger.model import PublicationState
from ledger.publication import has_proved_absent
from ledger.said import Absence
from registry.model import Duty

_LATENESS_RULES = ("TIM01", "TIM02")


def standing_of(
    visit: Visit | None,
    results: tuple[RuleResult, ...],
    duty: Duty | None,
    as_of: date,
    confirmed: Absence | None = None,
) -> tuple[PublicationState, str | None]:
    """The state and why. Only the rules on time call an agency late; doubt never does.

    ``confirmed`` is a person's word that speaks for this visit (``workflow.absence``): without it
    nobody is called unpublished.
    """
    if visit is None:
        return PublicationState.UNKNOWN, None
    if visit.visit_class.has_report:
        return _standing_with_report(results, duty)
    if visit.visit_class is VisitClass.NOT_SEEN and duty is None:
        return PublicationState.NOT_DUE, "尚未见到；没有规定该机关的公布期限"
    if visit.visit_class is VisitClass.NOT_SEEN and duty is not None and as_of <= duty.due_date:
        return PublicationState.NOT_DUE, None
    if has_proved_absent(visit):
        return _absent(visit, confirmed)
    label = visit.visit_class.label
    return PublicationState.UNKNOWN, _reason(label, visit.reason)


def _absent(visit: Visit, confirmed: Absence | None) -> tuple[PublicationState, str | None]:
    if confirmed is None:
        return PublicationState.ABSENT_UNCONFIRMED, visit.reason
    day = printed_date(local_date(confirmed.confirmed_at))
    return PublicationState.NOT_PUBLISHED, f"{day}经人工确认未公布"


def _standing_with_report(
    results: tuple[RuleResult, ...], duty: Duty | None
) -> tuple[PublicationState, str | None]:
    judged = [
        result
        for result in results
        if result.rule in _LATENESS_RULES
        and result.outcome is not Outcome.NOT_APPLICABLE
        and not result.is_shadow
    ]
    for result in judged:
        if result.outcome is Outcome.NONCONFORMING:
            return PublicationState.LATE, "；".join(f.message for f in result.findings)
    for result in judged:
        if result.outcome is Outcome.CONFORMS:
            return PublicationState.ON_TIME, None
    if judged:
        return PublicationState.COLLECTED, f"公布时间无法判定：{judged[0].reason}"
    if duty is None:
        return PublicationState.COLLECTED, "没有规定该机关的公布期限"
    return PublicationState.COLLECTED, "公布时间未作判定"


def _reason(label: str, detail: str | None) -> str:
    """The class in words and what happened, without saying the same twice."""
    if not detail:
        return label
    return detail if detail.startswith(label) else f"{label}：{detail}"
