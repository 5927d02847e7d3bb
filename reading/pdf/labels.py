"""The row labels of the format to the word, for places where a likeness is not enough."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reading.editions import EDITIONS
from reading.labels import fold


def _by_words(labels: Iterator[str]) -> Mapping[str, str]:
    known: dict[str, str] = {}
    for label in labels:
        known[fold(label)] = label
        known[fold(label.split("（区", 1)[0])] = label
    return known


REQUEST_LABELS = _by_words(row.label for e in EDITIONS for row in e.request_rows)
"""Labels of table three by their folded words, with and without the remark in brackets."""
PROACTIVE_LABELS = _by_words(row.label for e in EDITIONS for row in e.proactive_rows)
"""Labels of table two by their folded words."""


def is_to_the_word(text: str) -> bool:
    """Whether a text is a row label, its numeral included, and nothing more."""
    words = fold(text)
    return words in REQUEST_LABELS or words in PROACTIVE_LABELS
