"""What a report says of itself: title, agency, year, dates."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from types import MappingProxyType

from reading.editions import EDITIONS

_SPACES = re.compile(r"\s+")
_TITLE = re.compile(r"(?:信息|政务)公开.{0,8}(?:报告|年报)")
_OPEN_TITLE = re.compile(r"(?:信息|政务)公开(?:工作)?(?:年度)?$")
_NO_TITLE = re.compile(
    r"[。；！？!?]|^(?:本报告|现将|根据|依据|按照|附件|第|当前位置)|[:：]|通知$|格式$"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*(?:年度|年)")
_BODY = re.compile(
    r"(?:局|厅|委|部|办|署|院|会|府|处|所|中心|站|队|社|区|县|市|镇|乡|街道|公司|法院|支队|大队|集团)"
    r"(?:（[^）]{1,20}）)?$"
)
_TITLE_AGENCY = re.compile(r"^(?P<agency>\D{2,40}?)(?:关于)?(?:19|20)\d{2}(?:年度|年)?")
_TITLE_YEAR_FIRST = re.compile(
    r"^(?:19|20)\d{2}年度?(?P<agency>\D{2,40}?)(?:关于)?(?:年度)?(?:政府|政务)?信息公开"
)
_TITLE_NO_YEAR = re.compile(r"^(?P<agency>\D{2,40}?)(?:年度)?(?:政府|政务)信息公开")
_MENTION = re.compile(
    r"(?P<agency>[\u4e00-\u9fff]{2,30}?(?:局|厅|委员会|委|办公室|政府|管委会|中心|院))"
    r"(?P<year>20\d{2})\s*年度?\s*(?:政府|政务)信息公开"
)
# 2023年，河北省科学技术厅坚持以…
_SUBJECT = re.compile(
    r"20\d{2}年(?:以来|度)?[，,](?P<agency>[\u4e00-\u9fff]{3,25}?(?:局|厅|委员会|委|办公室|政府|管委会))"
    r"(?:坚持|深入|认真|全面|严格|高度|贯彻|以|在|持续|积极|始终|按照)"
)
_PAGE_WORDS = re.compile(r"^(?:标题|名称)[:：]")
# 示例局2023年政府信息公开工作年度报告 根据《条例》…: the title and the text on one line.
_TITLE_BEFORE_TEXT = re.compile(
    r"(?P<title>[^\s。，；]{8,70}(?:报告|年报))[\s\u3000]+(?=根据|依据|按照|本报告|现将|为)"
)
_LEADING_WORDS = re.compile(r"^(?:附件|现将|发布|编制|公布|关于|根据|下载|由|的|和|是)+")
_PERIOD = re.compile(r"((?:19|20)\d{2})\s*年\s*1\s*月\s*1\s*日.{0,12}12\s*月\s*31\s*日")
_YEAR_OF_REPORT = re.compile(
    r"(20\d{2})\s*年度?.{0,10}?信息公开(?:工作)?(?:年度)?(?:情况)?.{0,2}报"
)
_DATE = re.compile(r"((?:19|20)\d{2})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})\s*日?")
_HAN_DATE = re.compile(
    r"([\u3007○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_LABELLED_DATES = {
    # A bare 时间 counts beside the source, in the line that a site prints under a title.
    "published": re.compile(
        r"(?:发布|公布|公开|发文)(?:日期|时间)\s*[:：】\]]?\s*"
        r"|(?:来源|作者)[:：][^。；，]{0,30}?\s时间[:：]\s*"
    ),
    "written": re.compile(r"(?:成文|生成|形成)(?:日期|时间)\s*[:：】\]]?\s*"),
    "updated": re.compile(r"更新(?:日期|时间)\s*[:：】\]]?\s*"),
}
DATE_BASES: Mapping[str, str] = MappingProxyType(
    {
        "published": "页面所标发布日期",
        "tagged": "网页标签 PubDate",
        "labelled": "页面所标发布日期",
        "written": "页面所标成文日期",
        "updated": "页面所标更新日期",
        "signed": "落款",
        "created": "文件属性中的创建时间",
        "modified": "文件属性中的修改时间",
    }
)
"""What each name in ``claimed_dates`` rests on. The address of a page is the collector's matter."""
_CHINA = timezone(timedelta(hours=8))
_DIGITS = "\u3007一二三四五六七八九"
_LONGEST_TITLE, _LINES_FOR_TITLE, _LINES_AT_END = 70, 15, 8
_SIGNED_LINE = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Title, agency and year with the place they were taken from (``year_basis``, Chinese)."""

    title: str | None
    agency: str | None
    year: int | None
    year_basis: str | None
    title_lines: frozenset[str] = frozenset()


def identity_of(
    before: Sequence[str], everything: Sequence[str], candidates: Iterable[str] = ()
) -> Identity:
    """Who reports on which year.

    ``before`` are the paragraphs before the first part, ``everything`` all paragraphs,
    ``candidates`` the titles of the page.
    """
    printed, lines = _printed_title(before)
    titles = [title for title in (printed, *map(_page_title, candidates)) if title]
    title = max(titles, key=_worth, default=None)
    agency = _agency_in_title(title) if title else None
    agency = agency or _signature(everything)[0]
    agency = agency or _mentioned_agency(
        [*before, *everything[-_LINES_AT_END:], *everything[:_LINES_FOR_TITLE]]
    )
    year, basis = _year(title, before, everything)
    return Identity(title=title, agency=agency, year=year, year_basis=basis, title_lines=lines)


def _plain(text: str) -> str:
    return _SPACES.sub("", text.strip("#*\u3000 \t\n"))


def _is_title(text: str) -> bool:
    return (
        bool(_TITLE.search(text))
        and len(text) <= _LONGEST_TITLE
        and not _NO_TITLE.search(text)
        and text.endswith(("报告", "年报", "）", ")", "表"))
    )


def year_of_title(line: str, after: str = "") -> int | None:
    """The year that a line names as the title of a report; ``after`` is the line below it."""
    if "公开" not in line or len(line) > _LONGEST_TITLE:
        return None
    title = _plain(line)
    if _OPEN_TITLE.search(title):
        title += _plain(after)
    years = {found.group(1) for found in _YEAR.finditer(title)}
    return int(years.pop()) if len(years) == 1 and _is_title(title) else None


def _printed_title(before: Sequence[str]) -> tuple[str | None, frozenset[str]]:
    """The title in the text: on one line, or over two (the agency first, or broken)."""
    lines = [
        (line, _PAGE_WORDS.sub("", _plain(line)))
        for line in before[:_LINES_FOR_TITLE]
        if _plain(line)
    ]
    for place, (raw, line) in enumerate(lines):
        used = {raw}
        title = line
        if _OPEN_TITLE.search(line) and place + 1 < len(lines) and "。" not in line:
            title = line + lines[place + 1][1]
            used.add(lines[place + 1][0])
        if not _is_title(title):
            continue
        if line != _plain(raw):
            # 标题：… above the text is the site's; the report may print another.
            return _title_before_text(before) or title, frozenset(used)
        above = lines[place - 1] if place else None
        if _YEAR.match(title) and not _agency_in_title(title) and above and _is_body(above[1]):
            return above[1] + title, frozenset({*used, above[0]})
        return title, frozenset(used)
    return _title_before_text(before), frozenset()


def _title_before_text(before: Sequence[str]) -> str | None:
    for line in before[:_LINES_FOR_TITLE]:
        found = _TITLE_BEFORE_TEXT.match(line.strip())
        if found and _is_title(_plain(found["title"])):
            return _plain(found["title"])
    return None


def _is_body(text: str) -> bool:
    return len(text) <= _SIGNED_LINE and bool(_BODY.search(text)) and not _NO_TITLE.search(text)


def _page_title(text: str) -> str | None:
    """A page tag without what the site adds at its end."""
    for piece in (text, *re.split(r"[_|—]|\s-\s|-", text)):
        plain = _plain(piece)
        if _is_title(plain):
            return plain
    return None


def _worth(title: str) -> int:
    return (bool(_YEAR.search(title)) * 2) + (_agency_in_title(title) is not None) * 2


def _agency_in_title(title: str) -> str | None:
    for form in (_TITLE_YEAR_FIRST, _TITLE_AGENCY, _TITLE_NO_YEAR):
        found = form.search(title)
        if found:
            name = _plain(found.group("agency"))
            if not re.search(r"信息公开|报告|^(?:政府|政务)$", name):
                return name
    return None


def _signature(everything: Sequence[str]) -> tuple[str | None, date | None, tuple[str, ...]]:
    """The agency and the day under the text, with the lines that say so."""
    tail = [line for line in everything[-_LINES_AT_END:] if line.strip()]
    for place in range(len(tail) - 1, -1, -1):
        day = date_in(tail[place]) if len(_plain(tail[place])) <= _SIGNED_LINE else None
        if day is None:
            continue
        above = tail[place - 1] if place else ""
        if place and _is_body(_plain(above)):
            return _plain(above), day, (above, tail[place])
        if _DATE.fullmatch(_plain(tail[place])) or _HAN_DATE.fullmatch(_plain(tail[place])):
            return None, day, (tail[place],)
    return None, None, ()


def signature_of(everything: Sequence[str]) -> tuple[date | None, tuple[str, ...]]:
    """The day of the signature and the lines that it takes at the end."""
    _, day, lines = _signature(everything)
    return day, lines


def _mentioned_agency(lines: Iterable[str]) -> str | None:
    """From words such as 发布某某厅2021年政府信息公开…, or the name of an attachment."""
    for line in lines:
        found = _MENTION.search(_plain(line)) or _SUBJECT.match(_plain(line))
        if found:
            name = _LEADING_WORDS.sub("", found.group("agency"))
            return name or None
    return None


def _year(
    title: str | None, before: Sequence[str], everything: Sequence[str]
) -> tuple[int | None, str | None]:
    found = _YEAR.search(title) if title else None
    if found:
        return int(found.group(1)), "标题"
    opening = "\n".join(before)
    for form, basis, text in (
        (_PERIOD, "统计期限", opening),
        (_YEAR_OF_REPORT, "正文开头", opening),
        (_PERIOD, "统计期限", "\n".join(everything)),
        (_YEAR_OF_REPORT, "正文", "\n".join(everything)),
    ):
        found = form.search(text)
        if found:
            return int(found.group(1)), basis
    for line in everything[:_LINES_FOR_TITLE]:
        found = _YEAR.match(_plain(line))
        if found:
            return int(found.group(1)), "正文首句"
    return None, None


def is_before_the_format(year: int | None) -> bool:
    """Whether reports on this year had no statutory tables yet."""
    return year is not None and year < EDITIONS[0].first_year


def date_in(text: str) -> date | None:
    """The first date in the text, in digits or in Chinese numerals."""
    found = _DATE.search(unicodedata.normalize("NFKC", text))
    if found:
        return _date(*(int(piece) for piece in found.groups()))
    han = _HAN_DATE.search(text)
    if han:
        year = int("".join(str(_DIGITS.index(_zero(c))) for c in han.group(1)))
        return _date(year, _small(han.group(2)), _small(han.group(3)))
    return None


def _zero(character: str) -> str:
    return _DIGITS[0] if character in "○零" else character


def _small(text: str) -> int:
    """一 … 三十一."""
    tens, has_ten, ones = text.partition("十")
    if not has_ten:
        return _DIGITS.index(text) if text in _DIGITS else 0
    return (_DIGITS.index(tens) if tens else 1) * 10 + (_DIGITS.index(ones) if ones else 0)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def dates_of_page(meta: Mapping[str, str], lines: Iterable[str]) -> dict[str, date]:
    """Dates that a page claims: by the tag PubDate or by a label. Others are not trusted.

    ``published`` is that of the tag, which then stands under ``tagged`` too, with that of the label
    under ``labelled``; without a tag it is that of the label.
    """
    found: dict[str, date] = {}
    for line in lines:
        if "日期" not in line and "时间" not in line:
            continue
        for name, label in _LABELLED_DATES.items():
            hit = label.search(line) if name not in found else None
            if hit:
                day = date_in(line[hit.end() : hit.end() + 24])
                if day is not None:
                    found[name] = day
    tagged = date_in(meta.get("pubdate", ""))
    if tagged is not None:
        if "published" in found:
            found["labelled"] = found["published"]
        found["tagged"] = found["published"] = tagged
    return found


def day_of_instant(text: str) -> date | None:
    """The day in China of an instant such as 2024-01-19T22:00:00Z in the properties of a file.

    A time without a zone is taken as it stands.
    """
    try:
        instant = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    try:
        return (instant.astimezone(_CHINA) if instant.tzinfo else instant).date()
    except OverflowError:
        return None


def basis_of_date(name: str, dates: Mapping[str, date]) -> str:
    """Where a claimed date was taken from, for people, e.g. 落款."""
    if name == "published" and "tagged" in dates:
        name = "tagged"
    return DATE_BASES.get(name, name)
