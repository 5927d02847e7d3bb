"""Documents that reports cite with their numbers (文号), and whether title and number fit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from audit.wording.quoting import Title, folded_title

_BRACKETS = str.maketrans("［[【(（］]】)）", "〔〔〔〔〔〕〕〕〕〕")  # noqa: RUF001
_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,16}〔?(?:〔\d{4}〕)?第?\d{1,4}号")
_SHORTEST_TITLE = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A national document: its number, its title, and the words that its title is known by."""

    number: str
    title: str
    words: str


_NATIONAL = (
    Known(
        number="国务院令第711号",
        title="中华人民共和国政府信息公开条例",
        words="政府信息公开条例",
    ),
    Known(
        number="国办公开办函〔2021〕30号",
        title="中华人民共和国政府信息公开工作年度报告格式",
        words="年度报告格式",
    ),
    Known(
        number="国办公开办函〔2019〕60号",
        title="关于政府信息公开工作年度报告有关事项的通知",
        words="年度报告",
    ),
    Known(
        number="国办公开办函〔2019〕61号",
        title="关于规范政府信息公开平台有关事项的通知",
        words="信息公开平台",
    ),
    Known(
        number="国办函〔2020〕109号",
        title="政府信息公开信息处理费管理办法",
        words="信息处理费管理办法",
    ),
)
# Titles that can only mean one of them, so that another number beside them is wrong. The 条例 had
# another number before it was revised in 2019.
_OLD_ACT = "国务院令第492号"
_REVISED = 2019
_ONLY = {
    "中华人民共和国政府信息公开条例": "国务院令第711号",
    "政府信息公开信息处理费管理办法": "国办函〔2020〕109号",
}
_ACT = re.compile(r"中华人民共和国[\u4e00-\u9fff]{0,8}公开条例")


def wrong_title(title: Title) -> str | None:
    """What is wrong with the name of the 条例 as cited, in Chinese; ``None`` where nothing is."""
    words = folded_title(title.words)
    if _ACT.fullmatch(words) and words != _NATIONAL[0].title:
        return f"《{title.words}》应为《{_NATIONAL[0].title}》"
    return None


def wrong_number(title: Title, documents: Mapping[str, str], year: int) -> str | None:
    """What does not fit between title and number, in Chinese; ``None`` where they fit.

    Raises:
        KeyError: neither the title nor the number is known.
    """
    words, number = folded_title(title.words), plain_number(title.number or "")
    for known in _NATIONAL:
        if _is_number(number, known.number):
            if known.words in words or words in known.title:
                return None
            return f"{known.number}是《{known.title}》的文号，报告写在《{title.words}》之后"
    if year < _REVISED and _is_number(number, _OLD_ACT):
        return None
    if words in _ONLY:
        return f"《{title.words}》的文号是{_ONLY[words]}，报告写为“{title.number}”"
    listed = {plain_number(other): name for other, name in documents.items()}
    given = folded_title(listed[number])
    if words in given or given in words:
        return None
    return f"{title.number}登记的文件是《{listed[number]}》，报告写在《{title.words}》之后"


def plain_number(printed: str) -> str:
    """A number in one form of brackets and without white space; 国令 is 国务院令."""
    number = "".join(printed.split()).translate(_BRACKETS)
    return re.sub(r"^(?:中华人民共和国)?国(?:务院)?令", "国务院令", number)


def _is_number(number: str, known: str) -> bool:
    return number in (known, known.replace("第", ""))
