"""Headings inside a part: （一）…, 1. …, and leads that lost their numeral."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from reading.numbers import numbers_in_plain, value_of
from reading.plain import plain

LONGEST_TITLE = 30
_LONGEST_UNNUMBERED = 20
# Marks that a conversion leaves before a heading: ### （一）, **（一）**, > 1.
_MARKS = r"[\s\u200b\ufeff#*>_\-]*"
_NUMERAL = re.compile(
    rf"{_MARKS}(?P<numeral>[（(]\s*(?P<han>[一二三四五六七八九十]{{1,3}})\s*[）)]"
    r"|[（(]\s*(?P<digits>[\d０-９]{1,2})\s*[）)]"  # noqa: RUF001 - full-width digits occur
    r"|(?P<plain>[\d０-９]{1,2})[.．、](?![\d０-９]))"  # noqa: RUF001 - full-width digits occur
)
_LEAD = re.compile(r"[^。：:；;！？\n]*")
_NO_TITLE = re.compile(r"[，,；;。！？]")
_TITLE_ENDS = (
    "方面", "情况", "工作", "建设", "保障", "管理", "公开", "问题", "不足", "困难", "措施", "打算",
    "计划", "安排", "举措", "办法", "方向",
)  # fmt: skip
_LEAD_ENDS = ("方面", "情况")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """How a line opens: ``numeral`` as printed, its ``family`` and ``number``.

    ``lead`` are the words up to the first stop, without marks; ``rest`` is what stands after it.
    ``is_title``: the lead is a heading and no sentence.
    """

    numeral: str | None
    family: str
    number: int
    lead: str
    rest: str
    is_title: bool


@dataclass(slots=True)
class Levels:
    """Tells headings of the outer level from those nested in them.

    Where the count goes on in another style, as in （一）（二）（3）（四）, the level stays.
    """

    _runs: list[tuple[set[str], int]] = field(default_factory=list)

    def depth(self, opening: Opening) -> int:
        """The level of a numbered heading, 0 for the outermost."""
        depth = self._place(opening)
        families = self._runs[depth][0] if depth < len(self._runs) else set()
        self._runs = [*self._runs[:depth], (families | {opening.family}, opening.number)]
        return depth

    def _place(self, opening: Opening) -> int:
        for depth, (families, _) in enumerate(self._runs):
            if opening.family in families:
                return depth
        if opening.number > 1:
            for depth in range(len(self._runs) - 1, -1, -1):
                if self._runs[depth][1] + 1 == opening.number:
                    return depth
        return len(self._runs)


def opening_of(line: str) -> Opening | None:
    """How a line opens, where it opens with a numeral."""
    found = _NUMERAL.match(line)
    if found is None:
        return None
    numeral = found["han"] or found["digits"] or found["plain"]
    number = value_of(numeral)
    if not isinstance(number, int):
        return None
    family = "（一）" if found["han"] else "（1）" if found["digits"] else "1."
    lead, rest = _lead_and_rest(line[found.end() :])
    return Opening(
        numeral=found["numeral"],
        family=family,
        number=number,
        lead=lead,
        rest=rest,
        is_title=is_title(lead) and (bool(rest) or not _ends_in_stop(line)),
    )


def lead_ends(openings: Iterable[Opening]) -> tuple[str, ...]:
    """How the leads of numbered headings end, as far as that is telling: 方面, 情况."""
    leads = [opening.lead for opening in openings if opening.is_title]
    return tuple(end for end in _LEAD_ENDS if any(lead.endswith(end) for lead in leads))


def unnumbered_opening(line: str, ends: tuple[str, ...]) -> Opening | None:
    """A heading without a numeral among numbered ones, e.g. 主动公开方面。 before （二）.

    It is a line of its own that ends as headings do, or a lead that ends as its siblings' leads,
    which are given as ``ends``.
    """
    lead, rest = _lead_and_rest(line)
    if len(lead) > _LONGEST_UNNUMBERED or not is_title(lead):
        return None
    is_line = not rest and not _ends_in_stop(line) and lead.endswith(_TITLE_ENDS)
    if not is_line and not lead.endswith(ends):
        return None
    return Opening(numeral=None, family="", number=0, lead=lead, rest=rest, is_title=True)


def is_title(lead: str) -> bool:
    """Whether the words are a heading: short, one clause, no count in them."""
    text = plain(lead).text
    return (
        0 < len(text) <= LONGEST_TITLE
        and _NO_TITLE.search(text) is None
        and not any(number.unit != "个" for number in numbers_in_plain(text))
    )


def _lead_and_rest(body: str) -> tuple[str, str]:
    found = _LEAD.match(body)
    lead = found[0] if found else body
    rest = body[len(lead) :].lstrip("。：:；;！？*_ \t\u3000\u200b")
    return lead.strip().strip("#*_ \t\u3000\u200b"), rest.strip()


def _ends_in_stop(line: str) -> bool:
    return line.rstrip().rstrip("*_ ").endswith(("。", "；", ";", "！", "？"))
