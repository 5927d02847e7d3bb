"""What the title of a report says: agency, year, and the name of the document (标题)."""

from __future__ import annotations

import re
from unicodedata import normalize

# The year may stand inside the name: 政府信息公开工作2023年度报告.
_INSERTED = r"(?:(?:20\d\d|二[〇○零]..)年?度?)?"  # noqa: RUF001 - a Chinese zero
_FULL_NAME = re.compile(f"政府信息公开{_INSERTED}工作{_INSERTED}年度报告")
_SHORT_NAME = re.compile(f"信息公开{_INSERTED}(?:工作)?{_INSERTED}(?:年度报告|年报)")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)|二[〇○零]..(?=年)")  # noqa: RUF001 - a Chinese zero
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")  # noqa: RUF001 - a Chinese zero
# A government or committee is often named by its area alone: 苏镇市2023年….
_BODY = re.compile(r"(?:人民政府|管理委员会|管委会)$")
_SHORTEST_AREA = 3


def plain(text: str) -> str:
    """Without white space, full-width letters and digits made plain."""
    return "".join(normalize("NFKC", text).split())


def years_in(title: str) -> tuple[int, ...]:
    """The years that a plain title names, in Arabic or Chinese numerals."""
    printed = [year.translate(_DIGITS) for year in _YEAR.findall(title)]
    return tuple(int(year) for year in printed if year.isascii())


def names_agency(title: str, name: str) -> bool:
    """Whether a plain title has the agency's plain name, or the area that a government is of."""
    area = _BODY.sub("", name)
    return name in title or (len(area) >= _SHORTEST_AREA and area in title)


def has_full_name(title: str) -> bool:
    """Whether a plain title has 政府信息公开工作年度报告."""
    return _FULL_NAME.search(title) is not None


def has_short_name(title: str) -> bool:
    """Whether a plain title has a common short form of it, such as 政府信息公开年报."""
    return _SHORT_NAME.search(title) is not None
