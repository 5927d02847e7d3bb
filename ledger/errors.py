"""Errors of the ledger."""

from __future__ import annotations

from config.errors import DubanError


class LedgerError(DubanError):
    """The ledger cannot be opened or written; the message names the file and says what to do."""
