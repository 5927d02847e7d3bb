"""What the text of a report says of its year and its author, whatever title stands above it.

A page prints the title that somebody typed into a form; the text under it may be last year's, or
another agency's. Such a text names the wrong one in its own sentences and the right one nowhere:
only then is anything told. A slip of the pen, a merged office or a short name is no such case.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from reading.model import PartName, ReportReading
from spiders.titles import is_other_agency, normal_title

# Where a report speaks of the year behind it; the other parts look ahead as well.
_LOOKING_BACK = (PartName.OVERVIEW, PartName.PROACTIVE, PartName.REQUESTS, PartName.DISPUTES)
_LOOKING_AHEAD = (PartName.PROBLEMS, PartName.OTHER_MATTERS)
_PERIOD = re.compile(r"(?:19|20)\d{2}年0?1月0?1日.{0,14}12月31日")
_YEAR = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d{2})(?!\d)")
# 2023年，我局…; 编制了2023年政府…; not 较2023年增长, 《2023年要点》, 2023年工作要点
_SPOKEN_OF = re.compile(
    r"(?<![\d较比与和从自至到于《〔\[(])(?P<year>(?:19|20)\d{2})年"
    r"(?!\d|.{0,12}?(?:要点|通知|方案|意见|》|相比|相较|同期))"
)
_BODY = r"[\u4e00-\u9fff]{2,30}?(?:局|委员会|委|厅|办公室|政府|管委会|中心|院|办事处)"
# 本报告由某某局依照…编制, 某某局编制了2023年政府信息公开…
_AUTHORS = (
    re.compile(rf"报告由(?P<author>{_BODY})(?:根据|依照|按照|依据|负责|组织|编制)"),
    re.compile(
        rf"(?:^|[，,、。])(?P<author>{_BODY})(?:组织)?(?:编制|编写|撰写)(?:了|本|《|20\d\d)"
    ),
)
# As often must the other author be named, once of them as the author.
_OFTEN_ENOUGH = 2
_GOVERNMENT = re.compile(r"(?:人民政府|政府|管理委员会|管委会|办事处)$")
_REGION = re.compile(
    r"^(?P<stem>[\u4e00-\u9fff]{2,7}?)(?:自治区|自治州|自治县|省|市|州|盟|县|区|旗)"
)


def year_spoken_of(reading: ReportReading, year: int) -> int | None:
    """The other year that the text speaks of as its own; ``None`` where it may be ``year``."""
    behind = tuple(_PERIOD.sub("", text) for text in _sentences(reading, _LOOKING_BACK))
    if year in _years(_YEAR, behind):
        return None
    ahead = _years(_SPOKEN_OF, _parts(reading, _LOOKING_AHEAD))
    spoken = _years(_SPOKEN_OF, behind) | {other for other in ahead if other < year}
    return next(iter(spoken)) if len(spoken) == 1 else None


def other_author(reading: ReportReading, names: Collection[str]) -> str | None:
    """The body that the text names as its author; ``None`` where it may be one of ``names``.

    It proves another report only where it is known as another agency (``is_known_author``).
    """
    texts = tuple(_sentences(reading, tuple(PartName)))
    authors = {m["author"] for text in texts for form in _AUTHORS for m in form.finditer(text)}
    if len(authors) != 1:
        return None
    (author,) = authors
    whole = "\n".join(texts)
    if not is_other_agency(author, names) or whole.count(author) < _OFTEN_ENOUGH:
        return None
    rest = whole.replace(author, "\n")
    is_own_named = any(word in rest for word in _own_words(names))
    return None if is_own_named else author


def is_known_author(author: str, names: Collection[str], others: Collection[str]) -> bool:
    """Whether an author is surely another than ``names``: one of ``others``, or of another region.

    An unknown name of the same region may be a former or a coming one.
    """
    return author in map(normal_title, others) or _is_of_another_region(author, names)


def is_slip_of(issuer: str, name: str) -> bool:
    """Whether one letter of the region stands for another (沐阳县 for 沭阳县) alone."""
    region = _REGION.match(name)
    if region is None or len(issuer) != len(name) or issuer[region.end() :] != name[region.end() :]:
        return False
    return sum(a != b for a, b in zip(issuer, name, strict=True)) == 1


def _sentences(reading: ReportReading, parts: Collection[PartName]) -> Iterator[str]:
    """The sentences of the text itself: lines before it without a stop are those of the page."""
    for sentence in reading.preamble:
        if "。" in sentence.text or "，" in sentence.text:
            yield normal_title(sentence.text)
    yield from _parts(reading, parts)


def _parts(reading: ReportReading, parts: Collection[PartName]) -> Iterator[str]:
    for name, part in reading.parts.items():
        if name in parts:
            yield from (normal_title(sentence.text) for sentence in part.sentences)


def _years(pattern: re.Pattern[str], texts: Iterable[str]) -> set[int]:
    return {int(match["year"]) for text in texts for match in pattern.finditer(text)}


def _is_of_another_region(author: str, names: Collection[str]) -> bool:
    """Whether all have a region before their names, and none is called like the author's."""
    theirs = _REGION.match(author)
    own = [_REGION.match(normal_title(name)) for name in names]
    if theirs is None or not own:
        return False
    stem = theirs["stem"]
    return all(one is not None and stem not in one[0] and one["stem"] not in author for one in own)


def _own_words(names: Collection[str]) -> Iterator[str]:
    """What would be a word of the agency itself: its names, with and without their region."""
    for name in map(normal_title, names):
        yield name
        yield _REGION.sub("", name) or name
        yield _GOVERNMENT.sub("", name) or name
