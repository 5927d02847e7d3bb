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
_UNEVEN = 2
_COARSE, _DARKEST_PAPER, _WHITE_PAPER = 8, 60, 245
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

    def grown(self, by: int) -> Box:
        """Larger by so many pixels on each side, and never before the origin."""
        return Box(
            left=max(self.left - by, 0),
            top=max(self.top - by, 0),
            right=self.right + by,
            bottom=self.bottom + by,
        )

    def moved(self, across: int, down: int) -> Box:
        """The same rectangle, so many pixels to the right and down."""
        return Box(
            left=self.left + across,
            top=self.top + down,
            right=self.right + across,
            bottom=self.bottom + down,
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


def on_white(picture: Picture) -> Picture:
    """A picture that is transparent in places, laid on white paper."""
    alpha = picture[:, :, 3:].astype(np.uint16)
    laid = (picture[:, :, :3] * alpha + WHITE * (WHITE - alpha)) // WHITE
    return _bytes(laid.astype(np.uint8))


def row_inks(picture: Picture) -> npt.NDArray[np.int64]:
    """The number of dark pixels in each row."""
    dark = _dark(inks(picture), _BLOCK, _FAINT) > 0
    return np.asarray(dark.sum(axis=1), dtype=np.int64)


def quarter_turned(picture: Picture, turns: int) -> Picture:
    """The picture turned left by so many quarters."""
    return np.ascontiguousarray(np.rot90(picture, turns))


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
    """Runs of dark pixels as masks: ``long_*`` may be ruling lines, ``short_*`` parts of them.

    ``dark_*`` is all that is dark. These and the short ones are widened to both sides, so that one
    row or column holds an uneven line.
    """

    long_across: Picture
    long_down: Picture
    short_across: Picture
    short_down: Picture
    dark_across: Picture
    dark_down: Picture


def rules_of(grey: Picture, *, across: int, down: int, short: int) -> Rules:
    """Runs of dark pixels, at least so long; a run may have small breaks."""
    dark, uneven = _dark(grey, _BLOCK, _FAINT), 2 * _UNEVEN + 1
    return Rules(
        long_across=_runs(dark, across, 1),
        long_down=_runs(dark, 1, down),
        short_across=_widened(_runs(dark, short, 1), 1, uneven),
        short_down=_widened(_runs(dark, 1, short), uneven, 1),
        dark_across=_widened(dark, 1, uneven),
        dark_down=_widened(dark, uneven, 1),
    )


def _runs(dark: Picture, width: int, height: int) -> Picture:
    """Where nearly all of a stretch of this size is dark."""
    full = _bytes(cv2.blur(dark, (width, height), borderType=cv2.BORDER_CONSTANT))
    cores = _bytes((full >= _NEARLY_ALL * WHITE).astype(np.uint8) * WHITE)
    back = np.ones((max(height * 3 // 4, 1) | 1, max(width * 3 // 4, 1) | 1), dtype=np.uint8)
    return _bytes(cv2.bitwise_and(cv2.dilate(cores, back), dilated(dark, 1)))


def dilated(mask: Picture, by: int) -> Picture:
    """A mask, larger by so many pixels on every side."""
    return _widened(mask, 2 * by + 1, 2 * by + 1)


def _widened(mask: Picture, width: int, height: int) -> Picture:
    return _bytes(cv2.dilate(mask, np.ones((height, width), dtype=np.uint8)))


def either(one: Picture, other: Picture) -> Picture:
    """What is set in either mask."""
    return _bytes(cv2.bitwise_or(one, other))


def evened(grey: Picture) -> Picture:
    """The page with its paper white everywhere: without the grey of a copy or a shadow."""
    high, wide = grey.shape[:2]
    small = resized(grey, max(wide // _COARSE, 1), max(high // _COARSE, 1))
    bright = dilated(small, 2)
    paper = resized(_bytes(cv2.medianBlur(bright, 31)), wide, high)
    return _bytes(cv2.divide(grey, np.maximum(paper, _DARKEST_PAPER), scale=_WHITE_PAPER))


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


def raw_ink_of(clean: Picture) -> Picture:
    """Where there is ink, specks of noise and all: thin strokes are whole here."""
    return _dark(clean, _BLOCK, _FAINT)


def pieces(mask: Picture, smallest: int = 1) -> list[Box]:
    """The box of each connected piece with at least so many pixels."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    return [
        Box(left=int(x), top=int(y), right=int(x + wide), bottom=int(y + high))
        for x, y, wide, high, area in stats[1:count].tolist()
        if area >= smallest
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """How much of a border is drawn, and of its two tips; whether it stops short of an end."""

    whole: float
    tips: tuple[float, float]
    has_gap: bool


def drawn_in(mask: Picture, dark: Picture, box: Box, tip: int, *, is_upright: bool) -> Drawn:
    """What a mask has of a straight line through a box.

    The line is that row of the box, or upright that column, in which most is set. The gap is
    looked for in ``dark``, for the mask closes gaps.
    """
    part, ink = cut(mask, box) > 0, cut(dark, box) > 0
    if not part.size:
        return Drawn(whole=0.0, tips=(0.0, 0.0), has_gap=True)
    if is_upright:
        part, ink = part.T, ink.T
    best = int(part.sum(axis=1).argmax())
    line, light = part[best], ~ink[best]
    gaps = light[1:] & light[:-1]
    first, last = line[2:tip], line[-tip:-2]
    return Drawn(
        whole=float(line.mean()),
        tips=(
            float(first.mean()) if first.size else 0.0,
            float(last.mean()) if last.size else 0.0,
        ),
        has_gap=bool(gaps[: 2 * tip].any() or gaps[-2 * tip :].any()),
    )


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
