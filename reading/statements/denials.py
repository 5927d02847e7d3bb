"""Words that say there is none (未收到, 无, 没有, 未发生), each with what there is none of.

无 in 无法 and 未 in 未来 deny nothing; 未办结10件 denies no number. Only a verb that is known, or
无 and 没有 before the thing itself, makes a denial.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_STOPS = "，；。！？：\0"
_VERBS = (
    "收到过?|收悉|接收到?|接到|受理|发生过?|出现过?|产生过?|存在|涉及|新?制发|新?制定|出台|印发"
    "|作出过?|做出过?|实施|开展|办理|收取|征收|收缴|引起|引发|导致|承办|废止|有|被|因"
)
_DENIAL = re.compile(
    rf"(?:(?:尚|暂|从|并|均|也|亦|皆|都)?(?:未曾?|没有?)(?P<verb>{_VERBS})"
    rf"|(?:暂|并|均|也|亦|皆)?(?:没有|无(?![法障偿关效故理正线纸人须需论缝疑证主条异不害名限感接违]))"
    rf"(?P<other>{_VERBS})?)"
    rf"(?P<object>[^{_STOPS}\d]{{1,80}})(?=[{_STOPS}]|$)"
)
_AND = re.compile(r"、|以及|及其?|和|与|或者?")
_SUFFIX = re.compile(
    r"(?:等|的|相关|类|方面|各类|有关|任何|案件|(?<![提议])案|(?<!文)件|情况|情形|事项|事宜|现象|问题|行为|业务|工作|发生|产生|出现)*$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Denial:
    """A denial at ``start`` to ``end`` of the text.

    ``things`` are the things that there is none of, each without the words for cases and such
    after it. ``scope`` are the words from the denial to the last thing, which may narrow it.
    ``verb`` is ``None`` in 无行政复议.
    """

    start: int
    end: int
    verb: str | None
    scope: str
    things: tuple[str, ...]


@lru_cache(maxsize=32)
def denials_in(text: str) -> tuple[Denial, ...]:
    """Every denial of a plain text, in order; several kinds of claims ask for those of one."""
    return tuple(_denials(text))


def _denials(text: str) -> Iterator[Denial]:
    for found in _DENIAL.finditer(text):
        things = tuple(
            thing
            for piece in _AND.split(found["object"])
            if (thing := piece[: _suffix_start(piece)])
        )
        if things:
            yield Denial(
                start=found.start(),
                end=found.end(),
                verb=found["verb"] or found["other"],
                scope=found["object"],
                things=things,
            )


def _suffix_start(piece: str) -> int:
    found = _SUFFIX.search(piece)
    return found.start() if found else len(piece)
