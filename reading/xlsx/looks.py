"""How a number in a cell looks to a person: stored 670.376375, shown 670.38.

Of the many number formats those are followed that statistics use: a count of decimals, groups of
thousands, percent. With any other it is not known what is seen, and the cell is doubted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

ODD_FORMAT = "单元格的数字格式特殊，显示的内容与所存的数值可能不同，请核对原件"
HIDDEN_ZERO = "单元格存有 0，但格式设为不显示或显示为短横，请核对原件"
MOST_DIGITS = 15
"""Digits that a spreadsheet keeps and shows; the rest is the noise of binary fractions."""

GENERAL = "General"
_UNKNOWN = "E"
_BUILT_IN = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00",
    41: '#,##0;-#,##0;"-"', 42: '#,##0;-#,##0;"-"',
    43: '#,##0.00;-#,##0.00;"-"', 44: '#,##0.00;-#,##0.00;"-"', 49: "@",
}  # fmt: skip
_PLAIN = frozenset({"general", "g/通用格式", "@", ""})
_CONDITION = re.compile(r"\[[<>=]")
# Words in quotes, escaped and padding characters, colours and currencies: nothing of the number.
_DRESS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|[\s()¥￥$+\-]')
_DIGITS = re.compile(r"(?P<whole>[#0?,]*[#0?])(?:\.(?P<decimals>[0#?]*))?(?P<percent>%?)")
_LONGEST_EXPONENT = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What is seen in a cell; ``doubt`` says why that is not sure."""

    text: str
    doubt: str | None = None


def format_code(number: int, own: dict[int, str]) -> str:
    """The format with this number: one of the workbook's own, or one that all workbooks have."""
    return own.get(number) or _BUILT_IN.get(number, _UNKNOWN)


def shown(value: Decimal, code: str, *, shows_zeros: bool = True) -> Shown:
    """A number under a format. Rounding is done as a spreadsheet does it, halves away from 0."""
    plain = _fifteen_digits(value)
    if plain is None:
        return Shown(text=str(value), doubt=ODD_FORMAT)
    bare = _DRESS.sub("", _section(code, plain)).lower()
    is_general = bare in _PLAIN and bool(bare or ";" not in code)
    found = None if is_general else _DIGITS.fullmatch(bare)
    if plain == 0 and not (shows_zeros and (is_general or "0" in bare)):
        return Shown(text="0", doubt=HIDDEN_ZERO)
    if is_general:
        return Shown(text=_printed(plain))
    if found is None or _CONDITION.search(code):
        return Shown(text=_printed(plain), doubt=ODD_FORMAT)
    return Shown(text=_formatted(plain, found))


def _section(code: str, value: Decimal) -> str:
    """The part of a format that speaks of this number: above zero; below zero; zero."""
    sections = _split(code)
    if value < 0 and len(sections) > 1:
        return sections[1]
    if value == 0 and len(sections) > 2:  # noqa: PLR2004 - the third speaks of zero
        return sections[2]
    return sections[0]


def _split(code: str) -> list[str]:
    pieces = re.findall(r'"[^"]*"|\\.|;|[^;"\\]+|["\\]', code)
    sections = [""]
    for piece in pieces:
        if piece == ";":
            sections.append("")
        else:
            sections[-1] += piece
    return sections


def _formatted(value: Decimal, found: re.Match[str]) -> str:
    percent = found["percent"]
    scaled = value * 100 if percent else value
    if scaled == scaled.to_integral_value():
        rounded = scaled.to_integral_value()
    else:
        decimals = found["decimals"] or ""
        rounded = scaled.quantize(Decimal(1).scaleb(-len(decimals)), rounding=ROUND_HALF_UP)
        optional = len(decimals) - len(decimals.rstrip("#?"))
        if optional:
            least = Decimal(1).scaleb(-(len(decimals) - optional))
            rounded = max((rounded.normalize(), rounded.quantize(least)), key=_decimals)
    grouped = "," if "," in found["whole"] else ""
    return format(rounded, f"{grouped}f") + percent


def _decimals(value: Decimal) -> tuple[bool, int]:
    exponent = value.as_tuple().exponent
    return True, -exponent if isinstance(exponent, int) else 0


def _fifteen_digits(value: Decimal) -> Decimal | None:
    if not value.is_finite() or abs(value.adjusted()) > _LONGEST_EXPONENT:
        return None
    return Decimal(format(value, f".{MOST_DIGITS}g"))


def _printed(value: Decimal) -> str:
    if value == value.to_integral_value():
        return format(value.to_integral_value(), "f")
    return format(value.normalize(), "f")
