"""Text that an agency took over from an earlier report of its own (照搬)."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass, field
from decimal import Decimal

from audit.case import AuditCase
from audit.likeness.texts import MARK, SHINGLE, comparable_text, folded, share_of, shingles_of
from audit.model import Evidence, NotApplicable
from audit.passages import TABLE_PARTS, is_of_a_table, sentences_of
from reading.model import PartName, ReportReading

_SHOWN = 3
_OPENING = 60
# An agency's report and those of ten other years.
_KEPT = 11
_ALL = tuple(PartName)
_memory = threading.local()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Compared:
    """One report's comparable text by parts and its shingles, as far as they were asked for."""

    reading: ReportReading
    names: tuple[str, ...]
    texts: dict[PartName, str] = field(default_factory=dict)
    shingles: dict[tuple[PartName, ...], set[str]] = field(default_factory=dict)
    proven: dict[tuple[PartName, ...], int] = field(default_factory=dict)
    openings: dict[tuple[PartName, ...], tuple[set[str], int]] = field(default_factory=dict)

    def text(self, part: PartName) -> str:
        if part not in self.texts:
            self.texts[part] = comparable_text(self.reading, self.names, (part,))
        return self.texts[part]

    def shingles_of(self, parts: tuple[PartName, ...]) -> set[str]:
        if parts not in self.shingles:
            self.shingles[parts] = shingles_of(MARK.join(map(self.text, parts)))
        return self.shingles[parts]

    def holds(self, parts: tuple[PartName, ...], fewest: int) -> bool:
        """Whether these parts have so many shingles.

        Most parts one alone hold more than enough, which their beginning shows.
        """
        if self.proven.get(parts, -1) < fewest:
            beginnings = (shingles_of(self.text(part)[: 2 * fewest]) for part in parts)
            is_enough = any(len(beginning) >= fewest for beginning in beginnings)
            self.proven[parts] = fewest if is_enough else len(self.shingles_of(parts))
        return self.proven[parts] >= fewest

    def opening_of(self, parts: tuple[PartName, ...]) -> tuple[set[str], int]:
        """The shingles of the first third, and no fewer than the whole text can have."""
        if parts not in self.openings:
            text = MARK.join(map(self.text, parts))
            self.openings[parts] = shingles_of(text[: len(text) // 3]), len(text)
        return self.openings[parts]


def share_above(
    case: AuditCase, other: set[str], least: Decimal, *parts: PartName
) -> Decimal | None:
    """The share of the report with the other shingles; ``None`` where it is not above ``least``.

    Of these parts or of all. What its first third alone has apart from the other mostly shows
    that: what it is at most alike is what it may still have in common, over what is surely in
    either.
    """
    own, asked = _compared(case.reading, case.names), parts or _ALL
    opening, most = own.opening_of(asked)
    apart = len(opening - other)
    if min(most - apart, len(other)) <= least * (len(other) + apart):
        return None
    share = share_of(own.shingles_of(asked), other)
    return share if share > least else None


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
    if not compared.holds(asked, fewest):
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
    for name, sentence in sentences_of(reading):
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
