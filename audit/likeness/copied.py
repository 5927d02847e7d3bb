"""Text that an agency took over from an earlier report of its own (照搬)."""

from __future__ import annotations

import threading
from collections import deque

from audit.case import AuditCase
from audit.likeness.texts import MARK, SHINGLE, comparable_text, folded, shingles_of
from audit.model import Evidence, NotApplicable
from audit.passages import TABLE_PARTS, is_of_a_table
from reading.model import PartName, ReportReading

_SHOWN = 3
_OPENING = 60
_KEPT = 6
_memory = threading.local()


def own_shingles(
    case: AuditCase, reading: ReportReading, fewest: int, *parts: PartName
) -> set[str]:
    """The shingles of the agency's report on any year, of these parts or of all.

    Raises:
        NotApplicable: what is left is too short to be called like anything.
    """
    left, found = _compared(reading, case.names, parts)
    if len(found) < fewest:
        raise NotApplicable(
            f"扣除名称、数字和格式、法律固定文字后，可比较的正文仅{left}字，不足以比较"
        )
    return found


def _compared(
    reading: ReportReading, names: tuple[str, ...], parts: tuple[PartName, ...]
) -> tuple[int, set[str]]:
    """How many characters are left of the text, and its shingles.

    The last few are kept, in each thread its own: several rules ask for the same. Readings are
    frozen, so that the same object always gives the same answer.
    """
    kept: deque[tuple[ReportReading, tuple[object, ...], tuple[int, set[str]]]]
    kept = _memory.__dict__.setdefault("kept", deque(maxlen=_KEPT))
    key = (names, parts)
    for known, asked, answer in kept:
        if known is reading and asked == key:
            return answer
    text = comparable_text(reading, names, parts or PartName)
    answer = (len(text.replace(MARK, "")), shingles_of(text))
    kept.append((reading, key, answer))
    return answer


def sentences_in_both(reading: ReportReading, other: set[str], *parts: PartName) -> list[Evidence]:
    """The longest sentences of the report that stand whole in the other text, as evidence."""
    found: list[tuple[int, Evidence]] = []
    for name, sentence in reading.sentences():
        is_asked = name is not None and (not parts or name in parts)
        if not is_asked or (name in TABLE_PARTS and is_of_a_table(sentence.text)):
            continue
        shingles = shingles_of(folded(sentence.text))
        if len(shingles) >= SHINGLE and shingles <= other:
            opening = "".join(sentence.text.split())
            printed = opening if len(opening) <= _OPENING else f"{opening[:_OPENING]}……"
            found.append((len(shingles), Evidence(at=sentence.at, printed=printed)))
    found.sort(key=lambda one: -one[0])
    return [evidence for _, evidence in found[:_SHOWN]]
