"""What the attributes of tags mean: spans of cells, pictures and attachments."""

from __future__ import annotations

import re

from reading.html.markup import Tag

MAY_BE_GAP = frozenset({"img", "object", "embed", "iframe", "a"})
"""Tags that may hold what has no text for us."""
_OBJECTS = {"img": "图片", "object": "嵌入对象", "embed": "嵌入对象", "iframe": "嵌入页面"}
_ATTACHMENT = re.compile(
    r"\.(?:pdf|docx?|wps|et|xlsx?|ofd|ceb|zip|rar|7z|jpe?g|png)\b", re.IGNORECASE
)
_SPAN = re.compile(r"\s*(\d{1,4})")


def gap_of(tag: Tag) -> str | None:
    """What a tag holds that has no text for us."""
    if tag.name in _OBJECTS:
        return _OBJECTS[tag.name]
    if tag.name == "a" and _ATTACHMENT.search(tag.rest) and _ATTACHMENT.search(tag.get("href")):
        return "附件"
    return None


def spans_of(tag: Tag) -> tuple[int, int]:
    """How many columns and rows a cell spans; 0 rows means to the end."""
    across, down = tag.get("colspan"), tag.get("rowspan")
    return _span(across, 1), _span(down, 0) if down else 1


def _span(value: str, zero: int) -> int:
    """A span as written; senseless ones count as one, ``rowspan="0"`` means to the end."""
    found = _SPAN.match(value)
    number = int(found.group(1)) if found else 1
    return number if number > 0 else zero
