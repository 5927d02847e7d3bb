"""Numbers of the narrative that a sentence breaks down, with their parts (分项与总数)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from audit.model import Doubt, Evidence, Finding, NotApplicable, Severity
from audit.passages import quoted, sentences_of, subject_of
from audit.remembered import once_per_reading
from reading.model import PartName, ReportReading, Statement, StatementKind
from reading.plain import plain

K = StatementKind
Number = int | Decimal

_REST = re.compile(r"[（，、]*(?:其中)?[：，]*(?:其他|其它|其余|余下)")
_INCLUDING = re.compile(r"[（，、]*(?:其中)?(?:共)?(?:包括|包含|分别)")
_ALL = re.compile(r"(?:政府|政务)?信息公开|政务公开|主动公开")
_DIMENSIONS = (
    ("applicants", re.compile(r"自然人|公民|个人|企业|法人|律师|社会组织|科研机构")),
    ("forms", re.compile(r"原创|转载|图文|图解|图片|视频|音频|动漫|动画|文字|简报|满意")),
    ("channels", re.compile(r"网络|网上|网站|在线|信函|邮寄|邮件|邮箱|当面|现场|窗口|传真|书面")),
    (
        "results",
        re.compile(r"予以公开|部分公开|不予公开|无法提供|不予处理|其他处理|办结|答复|结转"),
    ),
)
_CHANNELS_OF_PUBLISHING = re.compile(r"网站|微信|公众号|微博|新媒体|客户端|抖音|平台|公报|视频号")
_FEWEST_OF_A_LIST = 2
_MOST_LEFT_OUT = 12
_STOP, _DIGIT = re.compile(r"[；。]"), re.compile(r"\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """A number told with its parts, all exact: rough ones are never compared.

    ``goes_on``: its sentence tells other numbers after the last part, before the next ； or 。.
    ``is_of_all``: there is no kind of part that it leaves out, whatever its words.
    """

    whole: Statement
    parts: tuple[Statement, ...]
    goes_on: bool = False
    is_of_all: bool = False

    @property
    def part(self) -> PartName | None:
        """The part of the report that it stands in."""
        return self.whole.part

    @property
    def subject(self) -> str:
        """What a finding on it names."""
        return subject_of(self.part)

    @property
    def total(self) -> Number:
        """The number that is broken down."""
        return self.whole.value or 0

    @property
    def sum(self) -> Number:
        """What the parts come to."""
        return sum((s.value for s in self.parts if s.value is not None), start=0)

    @property
    def is_exhaustive(self) -> bool:
        """Whether its words say that the parts are all: 包括 without 等, or the last is 其他."""
        if self.is_of_all:
            return True
        if self.whole.is_open or self.is_nested or len(self.parts) < _FEWEST_OF_A_LIST:
            return False
        last, first = (plain(self.parts[place].quote).text for place in (-1, 0))
        is_all = _INCLUDING.match(first) is not None and not self.goes_on
        return is_all or _REST.match(last) is not None

    @property
    def is_nested(self) -> bool:
        """Whether it is, or holds, a part that is broken down too: where each list ends is open."""
        return self.whole.breakdown_of is not None or any(part.key for part in self.parts)

    @property
    def is_in_one_unit(self) -> bool:
        """Whether the parts are counted in the unit of the whole."""
        return all(part.unit == self.whole.unit for part in self.parts)

    @property
    def may_have_left(self) -> bool:
        """Whether its last parts, in another unit than all before them, may be none of it.

        So in 信息326条，其中招生信息218条、建设信息100条，发布解读200篇.
        """
        in_unit = [part.unit == self.whole.unit for part in self.parts]
        own = sum(in_unit)
        if own in (0, len(in_unit)) or any(in_unit[own:]):
            return False
        return sum(part.value or 0 for part in self.parts[:own]) <= self.total

    @property
    def is_unclear(self) -> bool:
        """Whether the list divides the whole more than once, or may have left it at its end.

        自然人9件、法人1件、网络申请8件 are two divisions of 10, and so is a part that is all of it.
        """
        if self.is_nested or any(part.value == self.total for part in self.parts):
            return True
        seen: Number = 0
        for part in self.parts[:-1]:
            seen += part.value or 0
            if seen == self.total:
                return True
        named = [names for part in self.parts if (names := _dimensions(part))]
        return len(set().union(*named)) > 1 and not set.intersection(*named)

    @property
    def may_overlap(self) -> bool:
        """Whether one thing may be counted in two parts.

        So it may where without some of them the parts make the whole, where they are channels or
        forms of publishing, and where only some tell of a channel, a form or the like, as in
        政策60条、图文30条.
        """
        excess = self.sum - self.total
        sums: set[Number] = {0}
        for part in self.parts[:_MOST_LEFT_OUT]:
            value = part.value or 0
            sums |= {done + value for done in sums if done + value <= excess}
        is_of_channels = all(_CHANNELS_OF_PUBLISHING.search(part.quote) for part in self.parts)
        dimensions = [_dimensions(part) for part in self.parts]
        is_of_forms = all("forms" in names for names in dimensions)
        is_mixed = any(dimensions) and not all(dimensions)
        return is_of_channels or is_of_forms or is_mixed or excess in sums

    @property
    def working(self) -> str:
        """The sum in words, e.g. ``327 + 50 = 377``."""
        return f"{' + '.join(str(part.value) for part in self.parts)} = {self.sum}"

    def evidence(self) -> tuple[Evidence, ...]:
        """The words of the whole and of each part."""
        return tuple(dict.fromkeys(quoted(s) for s in (self.whole, *self.parts)))

    def finding(self, severity: Severity, what: str) -> Finding:
        """``what`` says in Chinese how the parts stand to the whole."""
        return Finding(
            subject=self.subject,
            severity=severity,
            message=f"“{nested(self.whole.quote)}”，分项合计 {self.working}，{what}",
            evidence=self.evidence(),
        )


def breakdowns_of(reading: ReportReading) -> tuple[Breakdown, ...]:
    """Every number that the narrative breaks down, with exact numbers only.

    Raises:
        NotApplicable: there is none.
    """
    if not any(s.value is not None for s in reading.said(K.COUNT_WHOLE)):
        raise NotApplicable("正文没有写明总数及其分项数量")
    return breakdowns_told(reading)


def breakdowns_told(reading: ReportReading) -> tuple[Breakdown, ...]:
    """The same, empty where there is none."""
    return tuple(breakdown for breakdown in _all_breakdowns(reading) if not _is_rough(breakdown))


def rough_breakdowns(reading: ReportReading) -> Iterator[Doubt]:
    """A doubt for each breakdown with a number such as 20余."""
    for breakdown in _all_breakdowns(reading):
        if _is_rough(breakdown):
            whole = breakdown.whole
            reason = f"{whole.at}“{whole.quote}”的总数或者分项为约数，无法核对"
            yield Doubt(subject=breakdown.subject, reason=reason)


def parts_of_kind(reading: ReportReading, key: str, kind: StatementKind) -> tuple[Statement, ...]:
    """The parts of the number ``key`` that make this claim too."""
    return tuple(s for s in reading.said(kind) if s.breakdown_of == key)


def nested(text: str) -> str:
    """The text as it stands inside quotation marks."""
    return text.replace("“", "‘").replace("”", "’")


@once_per_reading
def _all_breakdowns(reading: ReportReading) -> tuple[Breakdown, ...]:
    wholes = reading.said(K.COUNT_WHOLE)
    return tuple(b for whole in wholes if (b := _breakdown(reading, whole)) is not None)


def _breakdown(reading: ReportReading, whole: Statement) -> Breakdown | None:
    parts = [s for s in reading.said(K.COUNT_PART, K.COUNT_WHOLE) if s.breakdown_of == whole.key]
    if not whole.key or not parts:
        return None
    text = next((plain(s.text).text for _, s in sentences_of(reading) if s.at == whole.at), "")
    rest = text.rpartition(plain(parts[-1].quote).text)[2]
    goes_on = _DIGIT.search(_STOP.split(rest)[0]) is not None
    return Breakdown(whole=whole, parts=tuple(parts), goes_on=goes_on)


def _is_rough(breakdown: Breakdown) -> bool:
    return any(s.is_approximate or s.value is None for s in (breakdown.whole, *breakdown.parts))


def _dimensions(part: Statement) -> set[str]:
    words = _ALL.sub("", plain(part.quote).text)
    return {name for name, form in _DIMENSIONS if form.search(words)}
