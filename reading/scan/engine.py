"""The recogniser of print: the models lie in its package, nothing is fetched.

The engine keeps flags from call to call, so every call here gives all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Protocol, cast

from rapidocr import RapidOCR

from reading.scan.vision import Box, Picture, as_three

_PARAMETERS = {
    "Global.log_level": "error",
    "Global.use_cls": False,
    # Words of a single figure are not padded to the width of a line.
    "Rec.rec_img_shape": [3, 48, 96],
    "Rec.rec_batch_num": 8,
    # Low strips of text are not enlarged.
    "Det.limit_side_len": 320,
}
_SURE = Decimal(1)
_LONGER = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """A line of print as recognised, and the confidence (0 … 1) of each character."""

    text: str
    confidences: tuple[Decimal, ...]

    @property
    def confidence(self) -> Decimal:
        """That of the least sure character."""
        return min(self.confidences, default=_SURE)


def clearness(lines: Sequence[Print]) -> Decimal:
    """The mean confidence of all characters of the longer lines; 0 where there is no such line."""
    marks = [mark for line in lines if len(line.text) >= _LONGER for mark in line.confidences]
    return sum(marks, Decimal(0)) / len(marks) if marks else Decimal(0)


class _Words(Protocol):
    confs: Sequence[float]


class _Recognised(Protocol):
    txts: Sequence[str]
    word_results: Sequence[_Words]


class _Points(Protocol):
    def tolist(self) -> list[list[list[float]]]: ...


class _Detected(Protocol):
    boxes: _Points | None


class _Engine(Protocol):
    """What is used of the engine."""

    def __call__(self, picture: Picture, **flags: bool) -> _Detected: ...

    def update_params(self, **flags: bool) -> None: ...

    def recognize_txt(self, pictures: list[Picture]) -> _Recognised: ...


@cache
def _engine() -> _Engine:
    return cast("_Engine", RapidOCR(params=_PARAMETERS))


def recognised(crops: Sequence[Picture]) -> list[Print]:
    """What is printed in each picture of one line."""
    if not crops:
        return []
    engine = _engine()
    engine.update_params(use_det=False, use_cls=False, use_rec=True, return_word_box=True)
    found = engine.recognize_txt([as_three(crop) for crop in crops])
    return [
        _print(text, tuple(words.confs) if text else ())
        for text, words in zip(found.txts, found.word_results, strict=True)
    ]


def _print(text: str, confidences: Sequence[float]) -> Print:
    exact = [Decimal(f"{value:.4f}") for value in confidences]
    begins = len(text) - len(text.lstrip())
    bare = text.strip()
    return Print(text=bare, confidences=tuple(exact[begins : begins + len(bare)]))


def detected(picture: Picture) -> list[Box]:
    """Where lines of print stand on a page that is straight."""
    found = _engine()(
        as_three(picture), use_det=True, use_cls=False, use_rec=False, return_word_box=False
    )
    if found.boxes is None:
        return []
    high, wide = picture.shape[:2]
    return [_box(points, wide, high) for points in found.boxes.tolist()]


def _box(points: list[list[float]], wide: int, high: int) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(
        left=max(int(min(xs)), 0),
        top=max(int(min(ys)), 0),
        right=min(int(max(xs)) + 1, wide),
        bottom=min(int(max(ys)) + 1, high),
    )
