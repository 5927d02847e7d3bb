"""The findings that a document lists, as the ledger now has them."""

from __future__ import annotations

from datetime import date

from ledger.model import FindingQuery, FindingRow
from ledger.said import NoticeItem
from ledger.store import Ledger


def finding_of(ledger: Ledger, item: NoticeItem, day: date) -> FindingRow | None:
    """The finding that an item tells, with the waivers of ``day``."""
    rows = ledger.findings(FindingQuery(fingerprint=item.fingerprint, day=day))
    return next((row for row in rows if row.fingerprint == item.fingerprint), None)
