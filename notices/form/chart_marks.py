"""What charts are drawn with (SVG): boxes, texts, greys and hatches."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import escape

from notices.visible import visible

# Points: the size of letters, and from line to line.
EM, LINE = 10.5, 13.0
_LABEL_CHARACTERS = 16
# Greys and hatches that stay apart on a copying machine; neighbours differ most.
FILLS = ("#222", "#fff", "#999", "hatch", "#ddd", "dots", "cross")
PATTERNS = {
    "hatch": '<path d="M0 6L6 0M-1 1L1 -1M5 7L7 5" stroke="#222" stroke-width="1"/>',
    "dots": '<circle cx="3" cy="3" r="1.2" fill="#222"/>',
    "cross": '<path d="M0 3H6M3 0V6" stroke="#222" stroke-width=".8"/>',
}


def label_room(labels: Iterator[str]) -> float:
    """How much room the longest label needs, in points."""
    lines = (line for label in labels for line in label_lines(label))
    return max((room(line) for line in lines), default=0.0) + 6


def label_lines(label: str) -> tuple[str, ...]:
    """One line, or two of about the same length; what is longer still is cut."""
    text = cut(visible(label).replace("\n", " "), 2 * _LABEL_CHARACTERS)
    if room(text) <= _LABEL_CHARACTERS * EM:
        return (text,)
    half = (len(text) + 1) // 2
    return (text[:half], text[half:])


def label_marks(lines: tuple[str, ...], right: float, middle: float) -> list[str]:
    """A label that ends at ``right``, its lines about ``middle``."""
    first = middle + 4 - (len(lines) - 1) * LINE / 2
    return [
        text_mark(right - 5, first + place * LINE, line, anchor="end")
        for place, line in enumerate(lines)
    ]


def text_mark(x: float, y: float, text: str, *, anchor: str = "start", size: float = EM) -> str:
    """A text on its base line; it is escaped."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size:g}">'
        f"{safe(text)}</text>"
    )


def block(x: float, y: float, wide: float, high: float, fill: str) -> str:
    """A box; ``fill`` is one of ``FILLS``. The name of a hatch is completed by the chart."""
    if not wide:
        return ""
    painted = f"url(#CHART-{fill})" if fill in PATTERNS else fill
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:g}" '
        f'fill="{painted}" stroke="#222" stroke-width=".75"/>'
    )


def room(text: str) -> float:
    """About how wide ``text`` is in points: a Chinese character is square, a Latin one is not."""
    return sum(EM * (0.58 if ord(c) < 0x2E80 else 1) for c in text)  # noqa: PLR2004


def cut(text: str, most: int) -> str:
    """``text``, or its beginning."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def safe(text: str) -> str:
    """``text`` cleaned and escaped."""
    return str(escape(visible(text)))
