"""Words that all documents share: dates, numerals, names of laws."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

REGULATION = "《中华人民共和国政府信息公开条例》"
_NUMERALS = "一二三四五六七八九十"


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


def reply_term(due: date | None, workdays: int, what: str) -> str:
    """Until when a reply is asked, as in 请于…报送; without a published calendar no day is named.

    ``what`` is the kind of document, as in 收到本通知之日起.
    """
    return f"{chinese_date(due)}前" if due else f"收到{what}之日起{workdays}个工作日内"


def term_slot(term: str) -> Markup:
    """``term`` at a place that release fills anew, for the days count from then."""
    return Markup('<span data-slot="term">{}</span>').format(term)
