"""What the attributes of tags mean: spans of cells, pictures and attachments."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from reading.html.markup import attribute

_OBJECTS = {"img": "图片", "object": "嵌入对象", "embed": "嵌入对象", "iframe": "嵌入页面"}
_ATTACHMENT = re.compile(
    r"\.(?:pdf|docx?|wps|et|xlsx?|ofd|ceb|zip|rar|7z|jpe?g|png)\b", re.IGNORECASE
)
_SPAN = re.compile(r"\s*(\d{1,4})")


def gap_of(element: LexborNode) -> str | None:
    """What an element holds that has no text for us."""
    name = element.tag or ""
    if name == "a":
        return "附件" if _ATTACHMENT.search(attribute(element, "href")) else None
    return _OBJECTS.get(name)


def spans_of(cell: LexborNode) -> tuple[int, int]:
    """How many columns and rows a cell spans; 0 rows means to the end."""
    written = cell.attributes
    down = written.get("rowspan")
    return _span(written.get("colspan") or "", 1), _span(down, 0) if down else 1


def _span(value: str, zero: int) -> int:
    """A span as written; senseless ones count as one, ``rowspan="0"`` means to the end."""
    found = _SPAN.match(value)
    number = int(found.group(1)) if found else 1
    return number if number > 0 else zero
