"""Errors of reading: a figure that cannot be read, and a document that cannot be used."""

from __future__ import annotations

from enum import StrEnum

from config.errors import DubanError


class Unreadable(DubanError):  # noqa: N818 - a fact about our reading, not a failure
    """The document has the figure, or may have it, and we could not read it.

    A rule that meets it is UNDETERMINED.
    """


class DocumentErrorClass(StrEnum):
    """Why a file cannot be used (contract of ``duban read``)."""

    ENCRYPTED = "encrypted"
    EMPTY = "empty"
    TRUNCATED = "truncated"
    NOT_A_REPORT = "not_a_report"
    UNSUPPORTED_FORMAT = "unsupported_format"
    TOO_LARGE = "too_large"
    TIMEOUT = "timeout"
    NOT_FOUND = "not_found"
    READER_FAILED = "reader_failed"
    """Our own failure, which says nothing about the file."""


class DocumentError(DubanError):
    """A document that cannot be used; ``error_class`` says why, the message what to do."""

    def __init__(self, error_class: DocumentErrorClass, message: str) -> None:
        """``message`` is Chinese and speaks to the person who handed the file in."""
        self.error_class = error_class
        super().__init__(message)
