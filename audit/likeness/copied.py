"""Text that an agency took over from an earlier report of its own (照搬)."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass, field

from audit.case import AuditCase
from audit.likeness.texts import MARK, SHINGLE, comparable_text, folded, shingles_of
from audit.model import Evidence, NotApplicable
from audit.passages import TABLE_PARTS, is_of_a_table
from reading.model import PartName, ReportReading

_SHOWN = 3
_OPENING = 60
_KEPT = 6
_ALL = tuple(PartName)
_memory = threading.local()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Compared:
    """One report's comparable text by parts and its shingles, as far as they were asked for."""

    reading: ReportReading
    names: tuple[str, ...]
    texts: dict[PartName, str] = field(default_factory=dict)
    shingles: dict[tuple[PartName, ...], set[str]] = field(default_factory=dict)

    def text(self, part: PartName) -> str:
        if part not in self.texts:
            self.texts[part] = comparable_text(self.reading, self.names, (part,))
        return self.texts[part]

    def shingles_of(self, parts: tuple[PartName, ...]) -> set[str]:
        if parts not in self.shingles:
            self.shingles[parts] = shingles_of(MARK.join(map(self.text, parts)))
        return self.shingles[parts]


def own_shingles(
    case: AuditCase, reading: ReportReading, fewest: int, *parts: PartName
) -> set[str]:
    """The shingles of the agency's report on any year, of these parts or of all.

    Raises:
        NotApplicable: what is left is too short to be called like anything.
    """
    refuse_short_text(case, reading, fewest, *parts)
    return _compared(reading, case.names).shingles_of(parts or _ALL)


def refuse_short_text(
    case: AuditCase, reading: ReportReading, fewest: int, *parts: PartName
) -> None:
    """Stop a rule where the agency's report on any year has fewer shingles in these parts.

    Raises:
        NotApplicable: what is left is too short to be called like anything.
    """
    compared, asked = _compared(reading, case.names), parts or _ALL
    # Most parts one alone hold more than enough, which their beginning shows.
    if any(len(shingles_of(compared.text(part)[: 2 * fewest])) >= fewest for part in asked):
        return
    if len(compared.shingles_of(asked)) < fewest:
        left = sum(len(compared.text(part).replace(MARK, "")) for part in asked)
        raise NotApplicable(
            f"扣除名称、数字和格式、法律固定文字后，可比较的正文仅{left}字，不足以比较"
        )


def _compared(reading: ReportReading, names: tuple[str, ...]) -> _Compared:
    """The last few are kept, in each thread its own: several rules ask for the same.

    Readings are frozen, so that the same object always has the same text.
    """
    kept: deque[_Compared] = _memory.__dict__.setdefault("kept", deque(maxlen=_KEPT))
    for known in kept:
        if known.reading is reading and known.names == names:
            return known
    kept.append(_Compared(reading=reading, names=names))
    return kept[-1]


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
