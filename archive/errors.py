"""Errors of the archive: evidence that is absent, damaged or cannot be written."""

from __future__ import annotations

from config.errors import DubanError


class ArchiveError(DubanError):
    """The archive cannot give or take what was asked; the message says which file."""
