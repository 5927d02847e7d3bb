"""The numbers of a sentence in a row: what stands around each, whose work, of what it is a part.

A breakdown begins at 其中 or 包括 after a number. Its parts follow in the unit of the whole, and
end at ；or 。, where another unit or another matter begins, or where that is in doubt. 等, 主要 and
a list that goes on leave it open.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice

from reading.model import Actor, Statement, StatementKind
from reading.numbers import PERCENT, Number
from reading.statements.told import STOPS, Told, year_told

_FAMILY = frozenset({"件", "条", "篇", "份", "个", "则", "宗", "例", "起", "项", "部"})
"""Units that one list mixes: 信息4464条，其中规范性文件1件."""
COUNT_UNITS = _FAMILY | {"次", "件次", "期", "封"}
_LONGEST_WORDS = 120
_MARKER = re.compile(r"其中(?:主要)?(?:包括|包含|有)?|(?<!全文)(?:主要)?(?:包括|包含|涵盖)")
_LISTED = re.compile(r"分别")
_LEAD = re.compile(r"[，、：；]*(?:其中)?[，、：；]*")
_MOST_BREAKDOWNS = 12  # of one sentence; more stand in no report
_FARTHEST_MARKER = 24
_LONGEST_PART = 60
_OPEN = re.compile(r"等(?![级次待候于价额到分])")
_MAINLY = re.compile(r"[：，]?(?:主要|重点|包括但不限于|有)*(?:主要|重点|包括但不限于)")
# Words with which a sentence plainly turns to another matter, and those that may still list.
_NEW_MATTER = re.compile(
    r"全年|全市|全县|全区|全省|共计|总计|合计|累计|共(?:办|受|收|接)|此外|另外|同时|下半年|上半年|今年|去年|上年|较"
    r"|比|增|减|办结|办复|结转|转入"
)
_NEW_ACT = re.compile(
    r"举办|召开|开展|组织(?=召|开|举|实|参)|回应|解决|接待|培训|审查|(?<!不予)(?<!其他)处理|完成|收取|发放"
    r"|占|另|答复|回复|收到|受理"
)
_EVENT = re.compile(r"(?:组织|举办|召开|开展)")
_CLOSING = re.compile(r"[，、；]?(?:和|及)?(?:其他|其它|其余)(?!处理)")
_RESULT = re.compile(r"公开|无法提供|不予处理|其他处理")
_CONCLUDED = re.compile(r"(?<![未没])(?:办结|办复|答复|办理完)")
_ASKED = re.compile(r"自然人|公民|企业|法人|网络|网上|信函|邮寄|当面|现场|窗口|传真|电子邮件")
_RECEIVED = re.compile(r"(?<![未没])(?:收到|新收|受理)")
_SHARE = re.compile(r"，?(?:约|各)?占(?:比|总数|总量)?的?(?:约|为)?[\d.]+%|，?占比?[\d.]+%")
_LIST_END = re.compile(r"^(?:均|全部|都|已|全数)")
_DRAFTED = re.compile(
    r"起草|代拟|代市?县?区?省?政府|草拟|参与(?:制定|拟定|编制)|以[^，。；]{0,8}(?:政府|党委|办公厅|办公室)名义"
    r"|提请|报请|推动[^，。；]{0,12}出台"
)
_JOINT = re.compile(r"联合|会同|共同(?:制|印|出|发)|会签")
_OTHERS = re.compile(
    r"各(?:级|部门|单位|镇|乡|街道|科室|处室|县|区|市|地|有关)|所属|下属|直属|督促|指导|基层|县直|市直|区直|省直"
)


@dataclass(slots=True, kw_only=True)
class Count:
    """A number of a sentence. Nothing changes it; not frozen, like what it is made of.

    ``before`` are the words since the number before it, or since its clause began, ``after`` those
    up to the next stop, 、 or number; ``clause`` all words of the clause before the number.
    ``whole`` is the place, among the counts, of the number of which it is a part, ``outer`` the
    key of such a number in the sentence before;
    ``is_whole`` that others are parts of it, ``is_open`` that these need not be all;
    ``is_unsure`` that it stands in a list of which we cannot tell what it is.
    """

    number: Number
    place: int
    before: str
    after: str
    clause: str
    actor: Actor
    whole: int | None = None
    outer: str | None = None
    is_whole: bool = False
    is_open: bool = False
    is_unsure: bool = False

    @property
    def is_part(self) -> bool:
        """Whether it is a part of another number."""
        return self.whole is not None or self.outer is not None

    @property
    def start(self) -> int:
        """Where the words before the number begin."""
        return self.number.start - len(self.before)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A sentence with its counts, in order."""

    told: Told
    counts: tuple[Count, ...] = ()

    def statement(
        self,
        count: Count,
        kind: StatementKind,
        *,
        start: int | None = None,
        year_at: int | None = None,
        actor: Actor | None = None,
        topics: tuple[str, ...] = (),
    ) -> Statement | None:
        """A claim on a count; ``None`` where it is not of one whole year, or of an unsure list.

        ``start`` is where its words begin, ``year_at`` where those that tell its time end.
        ``actor`` is whose work it is where that is not told by the clause alone.
        """
        told, number = self.told, count.number
        first = min(count.start if start is None else start, number.start)
        lead = _LEAD.match(told.text, first, number.start)
        first = lead.end() if lead else first
        year, is_whole = year_told(told.text, number.end if year_at is None else year_at)
        if not is_whole or count.is_unsure:
            return None
        return Statement(
            kind=kind,
            part=told.part,
            at=told.at,
            quote=told.quote(first, number.end),
            value=Decimal(number.value) if number.unit == "元" else number.value,
            year=year,
            is_approximate=number.is_approximate,
            topics=topics,
            unit=number.unit,
            actor=actor or count.actor,
            key=self.key(count.place) if count.is_whole else None,
            breakdown_of=count.outer if count.whole is None else self.key(count.whole),
            is_open=count.is_open,
        )

    def key(self, place: int) -> str:
        """The name of a number in the whole document."""
        return f"{self.told.at}/{place + 1}"


def counted(told: Told) -> Counted:
    """The counts of a sentence with their words and their places in its breakdowns."""
    counts = list(_counts(told))
    for marker in islice(_MARKER.finditer(told.text), _MOST_BREAKDOWNS):
        _break_down(told.text, counts, marker)
    for listed in _LISTED.finditer(told.text):
        _list_apart(told, counts, listed.end())
    return Counted(told=told, counts=tuple(counts))


def all_counted(sentences: Iterable[Told]) -> tuple[Counted, ...]:
    """Every sentence with its counts; 其中 at its head breaks down a number of the one before."""
    found: list[Counted] = []
    for told in sentences:
        # Most sentences hold no number: there is nothing to find in them.
        found.append(counted(told) if told.numbers and not told.is_heading else Counted(told=told))
        if told.before and len(found) > 1:
            found[-2:] = _broken_down_after(found[-2], found[-1])
    return tuple(found)


def actor_of(words: str) -> Actor:
    """Whose work the words of a clause tell of."""
    if _DRAFTED.search(words):
        return Actor.DRAFTED
    if _JOINT.search(words):
        return Actor.JOINT
    return Actor.OTHERS if _OTHERS.search(words) else Actor.OWN


def _counts(told: Told) -> Iterator[Count]:
    end = 0
    for place, number in enumerate(told.numbers):
        clause = told.clause_start(number.start)
        start = max(end, clause, number.start - _LONGEST_WORDS)
        stop = told.clause_end(number.end, f"{STOPS}、")
        if place + 1 < len(told.numbers):
            stop = min(stop, told.numbers[place + 1].start)
        words = told.text[max(clause, number.start - _LONGEST_WORDS) : number.start]
        yield Count(
            number=number,
            place=place,
            before=told.text[start : number.start],
            after=told.text[number.end : max(stop, number.end)],
            clause=words,
            actor=actor_of(words),
        )
        end = number.end


def _break_down(text: str, counts: list[Count], marker: re.Match[str]) -> None:
    """Mark the whole before the marker and the parts after it."""
    place = _whole_before(text, counts, marker.start())
    places: Collection[int] = ()
    if place is not None:
        found = _mark_parts(text, marker, counts[place], counts)
        if found is not None:
            is_open, places = found
            counts[place] = replace(counts[place], is_whole=True, is_open=is_open)
        for part in places:
            counts[part] = replace(counts[part], whole=place)
    # What follows the marker in the same breath and is no part is of unknown kind.
    stop = text.find("；", marker.end())
    for count in counts:
        if count.number.start < marker.end():
            continue
        is_turned = _NEW_MATTER.search(text, marker.end(), count.number.start) is not None
        if is_turned or 0 <= stop < count.number.start:
            break
        if count.place not in places:
            counts[count.place] = replace(count, is_unsure=True)


def _mark_parts(
    text: str, marker: re.Match[str], whole: Count, counts: Sequence[Count]
) -> tuple[bool, frozenset[int]] | None:
    """Whether the breakdown is open, and the places of its parts; ``None`` where it has none."""
    after = [count for count in counts if count.number.start >= marker.end()]
    parts, is_open, end = _parts(text, marker.end(), whole, after)
    if not parts:
        return None
    is_open = is_open or _OPEN.search(text, marker.start(), end + 2) is not None
    is_open = is_open or "主要" in marker[0] or bool(_MAINLY.match(text, marker.end()))
    is_open = is_open or any(c.number.is_approximate for c in (whole, *parts))
    breath = text.find("；", end)
    stop = breath if breath >= 0 else len(text)
    is_open = is_open or _has_other_digits(text, marker.end(), stop, counts)
    return is_open, frozenset(part.place for part in parts)


def _broken_down_after(earlier: Counted, later: Counted) -> tuple[Counted, Counted]:
    """全年公开信息60条。其中，…20条，…40条。"""
    marker = _MARKER.match(later.told.text)
    whole = _whole_of_sentence(earlier, later) if marker is not None else None
    if whole is None or marker is None:
        return earlier, later
    wholes = list(earlier.counts)
    parts = [replace(c, is_unsure=False) for c in later.counts]
    found = _mark_parts(later.told.text, marker, whole, parts)
    if found is None:
        return earlier, later
    is_open, places = found
    wholes[whole.place] = replace(whole, is_whole=True, is_open=is_open)
    counts = tuple(
        replace(parts[c.place], outer=earlier.key(whole.place)) if c.place in places else c
        for c in later.counts
    )
    return replace(earlier, counts=tuple(wholes)), replace(later, counts=counts)


def _whole_of_sentence(earlier: Counted, later: Counted) -> Count | None:
    """The number that 其中 at the head of the next sentence breaks down, where that is plain.

    Of several it is that of applications concluded for the results of table three, and that of
    applications received for the ways they came and who made them.
    """
    if not later.counts:
        return None
    first = later.counts[0]
    able = [
        c
        for c in earlier.counts
        if c.number.unit in COUNT_UNITS
        and isinstance(c.number.value, int)
        and _is_alike(c.number, first.number)
        and not (c.is_part or c.is_whole or c.is_unsure)
    ]
    for words, whole in ((_RESULT, _CONCLUDED), (_ASKED, _RECEIVED)):
        if len(able) > 1 and words.search(first.before):
            able = [c for c in able if whole.search(c.before)]
    return able[0] if len(able) == 1 else None


def _has_other_digits(text: str, start: int, end: int, counts: Sequence[Count]) -> bool:
    """Whether the list holds a number that is none of the counts, as one without a unit."""
    kept = list(text[start:end])
    for count in counts:
        for place in range(max(count.number.start - start, 0), count.number.end - start):
            if place < len(kept):
                kept[place] = ""
    return re.search(r"\d", re.sub(r"(?:19|20)\d\d年", "", "".join(kept))) is not None


def _whole_before(text: str, counts: Sequence[Count], marker: int) -> int | None:
    before = [c for c in counts if c.number.end <= marker and c.number.unit in COUNT_UNITS]
    if not before or marker - before[-1].number.end > _FARTHEST_MARKER:
        return None
    whole = before[-1]
    between = text[whole.number.end : marker]
    is_plain = isinstance(whole.number.value, int) and not any(s in between for s in "；。")
    return whole.place if is_plain and not whole.is_whole else None


def _parts(
    text: str, start: int, whole: Count, after: Sequence[Count]
) -> tuple[list[Count], bool, int]:
    """The parts, whether the list goes on, and where the last of them ends."""
    parts: list[Count] = []
    end, mark = start, ""
    counts = [count for count in after if count.number.unit != PERCENT]
    acts = _acts_listed(text, start, whole, counts)
    for place, count in enumerate(counts):
        words = text[end : count.number.start]
        if "；" in words and len(parts) == 1:
            mark = "；"
        has_mark = "；" in words
        own = words.rpartition("；")[2] if has_mark else words
        own = _SHARE.sub("", own)
        is_turned = _NEW_MATTER.search(own) is not None
        stops = (
            (has_mark and mark != "；")
            or len(own) > _LONGEST_PART
            or not _is_alike(whole.number, count.number)
            or is_turned
            or (count.place not in acts and _NEW_ACT.search(own) is not None)
            or (mark == "；" and not (has_mark and _is_alone(text, counts, place)))
        )
        if stops:
            return parts, _is_alike(whole.number, count.number) and not is_turned, end
        parts.append(count)
        end = count.number.end
    rest = text[end:].lstrip("，；。、")
    is_going_on = mark == "；" and "；" in text[end:] and not _LIST_END.match(rest)
    return parts, is_going_on, end


def _acts_listed(text: str, start: int, whole: Count, counts: Sequence[Count]) -> frozenset[int]:
    """Places of the numbers whose words, though they tell of an act, belong to the list.

    So it is up to the item that closes the list (其他 …), where the first item is an event already
    (其中：组织培训1次，召开会议2次), and for items of the same noun as the whole. Applications
    received and answered are no such list: they are the same applications.
    """
    stop = text.find("；", start)
    breath = [c for c in counts if stop < 0 or c.number.start < stop]
    closing = [c.place for c in breath if _CLOSING.match(c.before)]
    is_of_events = bool(breath) and _EVENT.match(text, _first_word(text, start)) is not None
    is_of_information = whole.before.endswith("信息")
    return frozenset(
        c.place
        for c in breath
        if (is_of_events and not _NEW_ACT.search(_EVENT.sub("", c.before)))
        or (closing and c.place <= closing[-1])
        or (is_of_information and c.before.endswith(("信息", "信息发布")))
    )


def _first_word(text: str, start: int) -> int:
    found = _LEAD.match(text, start)
    return found.end() if found else start


def _is_alike(whole: Number, part: Number) -> bool:
    if not isinstance(part.value, int):
        return False
    return part.unit == whole.unit or {part.unit, whole.unit} <= _FAMILY


def _is_alone(text: str, counts: Sequence[Count], place: int) -> bool:
    """Whether a number is the only one of its piece between two ；."""
    if place + 1 == len(counts):
        return True
    between = text[counts[place].number.end : counts[place + 1].number.start]
    return "；" in between


def _list_apart(told: Told, counts: list[Count], start: int) -> None:
    """分别为3件、5件: which number is of what stands earlier, and is not read."""
    end = told.clause_end(start, "；。！？")
    for place, count in enumerate(counts):
        if start <= count.number.start < end and count.whole is None:
            counts[place] = replace(count, is_unsure=True)
