"""Words that all documents share: titles, dates, numerals, names of laws, forms of address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

REGULATION = "《中华人民共和国政府信息公开条例》"
HIDDEN_LEFT_OUT = "本文所列内容中有不可见字符或者改变文字方向的字符，已略去。"
_NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True, kw_only=True)
class Titled:
    """The wording of a document with its title, broken into lines by sense (GB/T 9704)."""

    title_lines: tuple[str, ...]

    @property
    def title(self) -> str:
        """The title as one line."""
        return "".join(self.title_lines)


def sentence(text: str) -> str:
    """``text`` with the full stop that it lacks."""
    return text if text.rstrip("”’）").endswith(("。", "！", "？", "；")) else f"{text}。"


def chinese_date(day: date) -> str:
    """``2024年2月6日``, without leading zeros (GB/T 9704)."""
    return f"{day.year}年{day.month}月{day.day}日"


def numeral(number: int) -> str:
    """一 … 十, 十一 …, for headings."""
    if number <= len(_NUMERALS):
        return _NUMERALS[number - 1]
    tens, ones = divmod(number, 10)
    head = "" if tens == 1 else _NUMERALS[tens - 1]
    return f"{head}十{_NUMERALS[ones - 1] if ones else ''}"


def you_of(is_letter: bool) -> str:
    """How the agency is addressed: a body that is not subordinate to the office is 贵单位."""
    return "贵单位" if is_letter else "你单位"


def short(basis: str) -> str:
    """``basis`` where the Regulations were already named in full."""
    return basis.replace(REGULATION, "《条例》")


def and_the_format(number: str | None) -> str:
    """``和…格式（…号）``, after another basis; nothing where no format is demanded."""
    return f"和《政府信息公开工作年度报告格式》（{number}）" if number else ""


def reply_term(due: date | None, workdays: int, what: str) -> str:
    """Until when a reply is asked, as in 请于…报送; without a published calendar no day is named.

    ``what`` is the kind of document, as in 收到本通知之日起.
    """
    return f"{chinese_date(due)}前" if due else f"收到{what}之日起{workdays}个工作日内"


def term_slot(term: str) -> Markup:
    """``term`` at a place that release fills anew, for the days count from then."""
    return Markup('<span data-slot="term">{}</span>').format(term)
