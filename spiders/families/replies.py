"""Values out of the answers of interfaces: anything at all may stand where a number should."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping

from spiders.markup import squeeze

FORM = "application/x-www-form-urlencoded; charset=UTF-8"
JSON_BODY = "application/json;charset=UTF-8"
_TAG = re.compile(r"<[^<>]*>")
_LONGEST_NUMBER = 9


def object_of(text: str) -> Mapping[str, object] | None:
    """The JSON object that ``text`` is, or ``None``."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def part_of(whole: Mapping[str, object], name: str) -> Mapping[str, object]:
    """The object under ``name``; an empty one where there is none."""
    part = whole.get(name)
    return part if isinstance(part, dict) else {}


def objects_of(rows: object) -> tuple[Mapping[str, object], ...]:
    """The objects of a list; none where it is no list."""
    return tuple(row for row in rows if isinstance(row, dict)) if isinstance(rows, list) else ()


def number_of(value: object) -> int | None:
    """A whole number not below 0, written as a number or in digits; else ``None``."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value if value >= 0 else None
    text = value.strip() if isinstance(value, str) else ""
    is_number = text.isdecimal() and len(text) <= _LONGEST_NUMBER
    return int(text) if is_number else None


def text_of(value: object) -> str:
    """A text without tags, entities and runs of white space; empty where it is none."""
    return squeeze(html.unescape(_TAG.sub("", value))) if isinstance(value, str) else ""
