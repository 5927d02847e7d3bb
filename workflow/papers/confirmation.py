"""What a person has to confirm before a document that lists it may be released (人工认定)."""

from __future__ import annotations

from collections.abc import Iterable

from audit.catalogue import CATALOGUE
from audit.model import Severity
from config.paper_settings import NoticeSettings
from ledger.lives import BY_A_PERSON
from ledger.model import Decision, Verdict
from ledger.said import NoticeItem
from ledger.store import Ledger
from workflow.telling import is_decided

_ARITHMETIC = frozenset(rule.code for rule in CATALOGUE if rule.is_arithmetic)


def awaiting(
    ledger: Ledger, settings: NoticeSettings, items: Iterable[NoticeItem]
) -> tuple[NoticeItem, ...]:
    """The ``items`` of a document that a person has yet to uphold, in their order.

    A decision counts where it speaks of the same version of the rule and the same content.
    """
    return tuple(
        item
        for item in items
        if is_awaiting(settings, item, next(reversed(ledger.decisions_of(item.fingerprint)), None))
    )


def is_awaiting(settings: NoticeSettings, item: NoticeItem, decision: Decision | None) -> bool:
    """Whether ``item`` must be confirmed and ``decision``, the last one on it, does not do so."""
    return _must_be_confirmed(settings, item) and not is_decided(
        decision, Verdict.UPHELD, item.rule_version, item.message, item.evidence
    )


def _must_be_confirmed(settings: NoticeSettings, item: NoticeItem) -> bool:
    """Advice accuses nobody; under ``warning`` what is nothing but arithmetic needs nobody.

    That nothing was published is found only where a person has confirmed it already.
    """
    if item.rule == BY_A_PERSON:
        return False
    match settings.confirmation:
        case "all":
            return item.severity in (Severity.ERROR, Severity.WARNING)
        case "warning":
            return item.severity is Severity.WARNING and item.rule not in _ARITHMETIC
        case _:
            return False
