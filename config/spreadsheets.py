"""Text in spreadsheets: what a person writes must never run as a formula."""

from __future__ import annotations

from typing import TypeVar

Value = TypeVar("Value")

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_TEXT_MARK = "'"


def harmless(value: Value) -> Value | str:
    """``value`` for a CSV: a text that would be taken for a formula is marked as text."""
    return f"{_TEXT_MARK}{value}" if isinstance(value, str) and is_formula(value) else value


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would take the text for a formula."""
    return text.startswith(_FORMULA_STARTS)


def unmarked(text: str) -> str:
    """The text that ``harmless`` was given."""
    is_marked = text.startswith(_TEXT_MARK) and text[1:].startswith(_FORMULA_STARTS)
    return text[1:] if is_marked else text
