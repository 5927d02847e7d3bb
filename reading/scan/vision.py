"""The few steps of OpenCV that reading a scan needs, with types.

Floats stand here for places on a page and for nothing else; figures are never floats.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

Picture = npt.NDArray[np.uint8]
"""A page or a piece of one: height × width × 3 (red, green, blue), or height × width of grey."""

WHITE = 255
_WIDEST_SKEW = 5.0
_FAINT = 15
_BLOCK = 41
_NEARLY_ALL = 0.88
_COLOURED, _NOT_BLACK = 70, 110


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle in pixels; ``right`` and ``bottom`` stand just outside it."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Pixels across."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Pixels down."""
        return self.bottom - self.top

    def grown(self, by: int, down: int | None = None) -> Box:
        """Larger by so many pixels on each side, and never before the origin."""
        tall = by if down is None else down
        return Box(
            left=max(self.left - by, 0),
            top=max(self.top - tall, 0),
            right=self.right + by,
            bottom=self.bottom + tall,
        )

    def within(self, other: Box) -> Box:
        """What lies in both; without width or height where they do not meet."""
        return Box(
            left=max(self.left, other.left),
            top=max(self.top, other.top),
            right=max(min(self.right, other.right), self.left, other.left),
            bottom=max(min(self.bottom, other.bottom), self.top, other.top),
        )

    def joined(self, other: Box) -> Box:
        """The rectangle around both."""
        return Box(
            left=min(self.left, other.left),
            top=min(self.top, other.top),
            right=max(self.right, other.right),
            bottom=max(self.bottom, other.bottom),
        )


def cut(picture: Picture, box: Box) -> Picture:
    """The piece of a picture inside ``box``."""
    return picture[box.top : box.bottom, box.left : box.right]


def resized(picture: Picture, width: int, height: int) -> Picture:
    """The picture at another size; smooth both ways."""
    is_smaller = width < picture.shape[1]
    way = cv2.INTER_AREA if is_smaller else cv2.INTER_CUBIC
    return _bytes(cv2.resize(picture, (width, height), interpolation=way))


def inks(picture: Picture) -> Picture:
    """Black ink as grey: what is red, blue or tinted becomes light, so that a seal fades."""
    return _bytes(picture.max(axis=2))


def coloured(picture: Picture) -> Picture:
    """Where the ink is plainly not black, as under a red seal; 255 there, 0 elsewhere."""
    soft = cv2.blur(picture, (3, 3))
    high, low = soft.max(axis=2).astype(np.int16), soft.min(axis=2).astype(np.int16)
    return _bytes(((high - low > _COLOURED) & (high > _NOT_BLACK)).astype(np.uint8) * WHITE)


def straightened(picture: Picture) -> Picture:
    """The page turned back by its skew, which is looked for within five degrees."""
    grey = inks(picture)
    angle = 0.0
    for width, reach, step in ((420, _WIDEST_SKEW, 0.25), (840, 0.3, 0.05), (1200, 0.06, 0.02)):
        small = resized(grey, width, max(width * grey.shape[0] // grey.shape[1], 1))
        marks = _dark(small, 21, _FAINT)
        angles = [
            angle + turn * step for turn in range(-round(reach / step), round(reach / step) + 1)
        ]
        angle = max(angles, key=lambda turn: (_sharpness(_turned(marks, turn, 0)), -abs(turn)))
    return _turned(picture, angle, WHITE) if angle else picture


def _turned(picture: Picture, angle: float, border: int) -> Picture:
    high, wide = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), angle, 1.0)
    return _bytes(
        cv2.warpAffine(
            picture,
            matrix,
            (wide, high),
            flags=cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_CONSTANT,
            borderValue=(border, border, border),
        )
    )


def _sharpness(marks: Picture) -> float:
    """How sharply lines of ink and of paper part when summed along the rows."""
    sums = marks.sum(axis=1, dtype=np.float64)
    return float((np.diff(sums) ** 2).sum())


def _dark(grey: Picture, block: int, faint: int) -> Picture:
    """255 where a pixel is darker than its surroundings."""
    return _bytes(
        cv2.adaptiveThreshold(
            grey, WHITE, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, faint
        )
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Runs of dark pixels as masks: ``long_*`` may be ruling lines, ``short_*`` parts of them."""

    long_across: Picture
    long_down: Picture
    short_across: Picture
    short_down: Picture


def rules_of(grey: Picture, *, across: int, down: int, short: int) -> Rules:
    """Runs of dark pixels, at least so long; a run may have small breaks."""
    dark = _dark(grey, _BLOCK, _FAINT)
    return Rules(
        long_across=_runs(dark, across, 1),
        long_down=_runs(dark, 1, down),
        short_across=_runs(dark, short, 1),
        short_down=_runs(dark, 1, short),
    )


def _runs(dark: Picture, width: int, height: int) -> Picture:
    """Where nearly all of a stretch of this size is dark."""
    full = _bytes(cv2.blur(dark, (width, height), borderType=cv2.BORDER_CONSTANT))
    cores = _bytes((full >= _NEARLY_ALL * WHITE).astype(np.uint8) * WHITE)
    back = np.ones((max(height * 3 // 4, 1) | 1, max(width * 3 // 4, 1) | 1), dtype=np.uint8)
    return _bytes(cv2.bitwise_and(cv2.dilate(cores, back), dilated(dark, 1)))


def dilated(mask: Picture, by: int) -> Picture:
    """A mask, larger by so many pixels on every side."""
    return _bytes(cv2.dilate(mask, np.ones((2 * by + 1, 2 * by + 1), dtype=np.uint8)))


def either(one: Picture, other: Picture) -> Picture:
    """What is set in either mask."""
    return _bytes(cv2.bitwise_or(one, other))


def paper_of(grey: Picture) -> int:
    """The grey of the paper."""
    return int(np.percentile(grey[::4, ::4], 80))


def without_lines(grey: Picture, lines: Picture, paper: int) -> Picture:
    """The page with the ruling lines painted over in the colour of the paper."""
    clean = grey.copy()
    clean[lines > 0] = paper
    return clean


def ink_of(clean: Picture) -> Picture:
    """Where there is ink on a page without lines; single specks of noise are smoothed away."""
    return _dark(_bytes(cv2.medianBlur(clean, 3)), _BLOCK, _FAINT)


def pieces(mask: Picture, smallest: int = 1) -> list[Box]:
    """The box of each connected piece with at least so many pixels."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    return [
        Box(left=int(x), top=int(y), right=int(x + wide), bottom=int(y + high))
        for x, y, wide, high, area in stats[1:count].tolist()
        if area >= smallest
    ]


def share(mask: Picture, box: Box, *, along_rows: bool) -> float:
    """The share of columns (or of rows) of a box in which anything is set."""
    part = cut(mask, box)
    if not part.size:
        return 0.0
    return float((part > 0).any(axis=1 if along_rows else 0).mean())


def count(mask: Picture, box: Box) -> int:
    """How many pixels are set in a box."""
    return int((cut(mask, box) > 0).sum())


def stacked(strips: list[Picture]) -> Picture:
    """Strips of one width, one under the other."""
    return np.concatenate(strips, axis=0)


def as_three(picture: Picture) -> Picture:
    """Grey as three equal channels."""
    return picture if picture.shape[2:] else _bytes(cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR))


def cut_with_margin(picture: Picture, box: Box, margin: int, limit: Box, paper: int) -> Picture:
    """The piece inside ``box`` with a margin; beyond ``limit`` the margin is bare paper."""
    inner = box.grown(margin).within(limit)
    return _bytes(
        cv2.copyMakeBorder(
            cut(picture, inner),
            max(margin - (box.top - inner.top), 0),
            max(margin - (inner.bottom - box.bottom), 0),
            max(margin - (box.left - inner.left), 0),
            max(margin - (inner.right - box.right), 0),
            cv2.BORDER_CONSTANT,
            value=(paper, paper, paper),
        )
    )


def softened(picture: Picture) -> Picture:
    """The picture a little out of focus, which is another look at the same print."""
    return _bytes(cv2.GaussianBlur(picture, (0, 0), 1.0))


def _bytes(found: object) -> Picture:
    return np.asarray(found, dtype=np.uint8)
