"""What is required of reading, and whether what was measured meets it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bench.expected import Form, Origin
from bench.memory import FLAT_WITHIN, Memory
from bench.quality import Score, Tally
from bench.speed import Timing

_REAL_TEXT_RIGHT = 0.995
_TEXT_UNREAD = 0.005
_SCAN_RIGHT, _SCAN_WRONG = 0.98, 0.001
_SHARED_FORMS = (Form.HTML, Form.GB18030, Form.PDF, Form.TEXT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A requirement. ``is_met`` is ``None`` where nothing could be measured."""

    name: str
    required: str
    measured: str
    is_met: bool | None

    @property
    def verdict(self) -> str:
        """In one word or two."""
        return {True: "met", False: "NOT MET", None: "not measured"}[self.is_met]


def quality_bars(scores: Sequence[Score]) -> Iterator[Bar]:
    """The required shares; forms that cannot be read yet are told apart and not counted here."""
    read = [s for s in scores if s.error is None and s.document.expected is not None]
    text = _cells(read, lambda s: s.document.form.is_text)
    sound = _cells(read, lambda s: s.document.form.is_text and not is_spoilt(s))
    wrong = text.wrong + sum(s.tally("missing").wrong for s in read if s.document.form.is_text)
    yield _bar("no wrong cell in any text form", "0", text, str(wrong), met=not wrong)
    yield _bar(
        "unread cells in text forms",
        f"< {_TEXT_UNREAD:.1%}",
        sound,
        share(sound.unread, sound),
        met=sound.unread < sound.all * _TEXT_UNREAD,
    )
    real = _cells(
        read,
        lambda s: (
            s.document.origin is not Origin.MADE
            and s.document.form in _SHARED_FORMS
            and not is_spoilt(s)
        ),
    )
    yield _bar(
        "cells right on real pages, text PDFs, texts with separate cells",
        f"≥ {_REAL_TEXT_RIGHT:.1%}",
        real,
        share(real.right, real),
        met=real.right >= real.all * _REAL_TEXT_RIGHT,
    )
    scans = _cells(read, lambda s: s.document.form is Form.SCAN)
    yield _bar(
        "cells right on clean scans at 200 dpi",
        f"≥ {_SCAN_RIGHT:.0%}",
        scans,
        share(scans.right, scans),
        met=scans.right >= scans.all * _SCAN_RIGHT,
    )
    yield _bar(
        "cells wrong on clean scans at 200 dpi",
        f"≤ {_SCAN_WRONG:.1%}",
        scans,
        share(scans.wrong, scans),
        met=scans.wrong <= scans.all * _SCAN_WRONG,
    )
    unread = sorted({s.document.form.value for s in scores if _is_unread_form(s, read)})
    yield Bar(
        name="every form is read",
        required="all",
        measured=f"not read: {'; '.join(unread)}" if unread else "all",
        is_met=not unread,
    )


def speed_bars(timings: Sequence[Timing]) -> Iterator[Bar]:
    """Each comparison met on every document, by the median of its turns."""
    for what in dict.fromkeys(timing.what for timing in timings):
        each = [timing for timing in timings if timing.what == what]
        first = each[0]
        unit = " ms" if first.baseline is None else " ×"
        known = [t.ours if t.ratio is None else t.ratio for t in each if t.problem is None]
        beside = f", beside {first.baseline}" if first.baseline else ""
        yield Bar(
            name=f"{what}{beside}",
            required=f"≤ {first.limit:g}{unit}",
            measured=_range(known, unit) if known else str(first.problem),
            is_met=None if len(known) < len(each) else all(t.is_met for t in each),
        )


def memory_bar(memory: Memory) -> Bar:
    """Flat memory."""
    return Bar(
        name=f"memory after {memory.documents} documents, beside after {memory.first}",
        required=f"≤ {FLAT_WITHIN:g} ×",
        measured=f"{memory.growth:.2f} ×",
        is_met=memory.is_met,
    )


def is_spoilt(score: Score) -> bool:
    """Whether an earlier extraction ran the document's cells together or tore them apart."""
    expected = score.document.expected
    return expected is not None and expected.is_spoilt


def share(part: int, tally: Tally) -> str:
    """A share in percent; a stroke where there is nothing."""
    return f"{part / tally.all:.2%}" if tally.all else "—"


def _is_unread_form(score: Score, read: Sequence[Score]) -> bool:
    return score.error == "unsupported_format" and not any(
        other.document.form is score.document.form for other in read
    )


def _range(values: Sequence[float], unit: str) -> str:
    low, high = min(values), max(values)
    return f"{high:.2f}{unit}" if len(values) == 1 else f"{low:.2f} … {high:.2f}{unit}"


def _bar(name: str, required: str, tally: Tally, measured: str, *, met: bool) -> Bar:
    if not tally.all:
        return Bar(name=name, required=required, measured="—", is_met=None)
    return Bar(name=name, required=required, measured=f"{measured} of {tally.all}", is_met=met)


def _cells(scores: Sequence[Score], wanted: Callable[[Score], bool]) -> Tally:
    return sum((s.tally("cells") for s in scores if wanted(s)), Tally())
