"""Forms inside forms: a few hundred bytes can ask for more drawing than any machine can do.

pdfium draws a form again wherever it is named and cannot be stopped while it does, so that such a
file is refused before it is opened. A form is a stream, and so its dictionary always stands plain
in the file. What cannot be seen so, as resources in a packed object, is left to the limits of the
process that reads.
"""

from __future__ import annotations

import re

from reading.errors import DocumentError, DocumentErrorClass

DEEPEST = 6
_FORM = re.compile(rb"/Subtype\s*/Form\b")
_OBJECT = re.compile(rb"(?<!\d)(\d{1,7})\s+\d{1,5}\s+obj\b")
_RESOURCES = re.compile(rb"/Resources\s+(\d{1,7})\s+\d{1,5}\s+R")
_NAMED = re.compile(rb"/XObject\s*(?:<<([^>]*)>>|(\d{1,7})\s+\d{1,5}\s+R)")
_REFERENCE = re.compile(rb"(\d{1,7})\s+\d{1,5}\s+R")
_LONGEST_DICTIONARY = 1 << 16
_FORMS_AT_LEAST = 2


def refuse_deep_forms(body: bytes) -> None:
    """Refuse forms that contain themselves, or each other deeper than any report's.

    Raises:
        DocumentError: they do (``too_large``).
    """
    if body.count(b"/Form") < _FORMS_AT_LEAST and b"/XObject" not in body:
        return
    starts = {int(found.group(1)): found.end() for found in _OBJECT.finditer(body)}
    inside = {
        number: _named_in(body, start, starts)
        for number, start in starts.items()
        if _FORM.search(_dictionary(body, start))
    }
    depths: dict[int, int] = {}
    for number in inside:
        if _depth(number, inside, depths) > DEEPEST:
            raise DocumentError(
                DocumentErrorClass.TOO_LARGE,
                "PDF 内图形循环引用或嵌套过深，超出处理上限，请核对是否为年报文件",
            )


def _dictionary(body: bytes, start: int) -> bytes:
    """What stands of an object before its stream, or its end."""
    text = body[start : start + _LONGEST_DICTIONARY]
    ends = [at for at in (text.find(b"stream"), text.find(b"endobj")) if at >= 0]
    return text[: min(ends, default=len(text))]


def _named_in(body: bytes, start: int, starts: dict[int, int]) -> frozenset[int]:
    """The numbers of the objects that a form may draw."""
    text = _dictionary(body, start)
    apart = _RESOURCES.search(text)
    if apart and int(apart.group(1)) in starts:
        text += _dictionary(body, starts[int(apart.group(1))])
    found: set[int] = set()
    for named in _NAMED.finditer(text):
        listed = named.group(1) or b""
        if named.group(2) and int(named.group(2)) in starts:
            listed = _dictionary(body, starts[int(named.group(2))])
        found.update(int(number) for number in _REFERENCE.findall(listed))
    return frozenset(found)


def _depth(number: int, inside: dict[int, frozenset[int]], depths: dict[int, int]) -> int:
    """How many forms stand in each other below this one; a loop is deeper than anything."""
    waiting = [(number, iter(inside[number]))]
    on_way = {number}
    depths.setdefault(number, 1)
    while waiting:
        at, rest = waiting[-1]
        following = next((one for one in rest if one in inside), None)
        if following is None:
            waiting.pop()
            on_way.discard(at)
            if waiting:
                above = waiting[-1][0]
                depths[above] = max(depths[above], depths[at] + 1)
        elif following in on_way or len(on_way) > DEEPEST:
            return DEEPEST + 1
        elif following not in depths:
            depths[following] = 1
            on_way.add(following)
            waiting.append((following, iter(inside[following])))
        else:
            depths[at] = max(depths[at], depths[following] + 1)
    return depths[number]
