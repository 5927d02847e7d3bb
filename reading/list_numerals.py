"""How a number is written in the formats that a word processor numbers paragraphs in.

The formats are those of ST_NumberFormat (ECMA-376 part 1, 17.18.59).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

_DIGITS = "〇一二三四五六七八九"
_MOST_COUNTED = 99
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_ROMAN = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LETTERS = 26
NO_NUMERAL = frozenset({"bullet", "none"})
"""Formats that print no numeral."""


def written(number: int, form: str) -> str | None:
    """The number in this format; ``None`` where it is not known how it is written there."""
    write = _FORMS.get(form)
    return write(number) if write is not None and number > 0 else None


def _counted(number: int) -> str | None:
    """一 … 九十九."""
    if number > _MOST_COUNTED:
        return None
    tens, ones = divmod(number, 10)
    ten = (_DIGITS[tens] if tens > 1 else "") + "十" if tens else ""
    return ten + (_DIGITS[ones] if ones else "")


def _by_digits(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _of_row(first: str, most: int) -> Callable[[int], str | None]:
    """One sign a number, in the order of the character set."""
    return lambda number: chr(ord(first) + number - 1) if number <= most else None


def _letter(first: str) -> Callable[[int], str | None]:
    """A … Z, then AA, BB."""

    def write(number: int) -> str:
        times, place = divmod(number - 1, _LETTERS)
        return chr(ord(first) + place) * (times + 1)

    return write


def _roman(number: int) -> str | None:
    if number > _MOST_COUNTED // 2:
        return None
    text = ""
    for value, sign in _ROMAN:
        text += sign * (number // value)
        number %= value
    return text


def _upper_roman(number: int) -> str | None:
    text = _roman(number)
    return text.upper() if text else None


def _full_width(number: int) -> str:
    return "".join(chr(ord("\uff10") + int(digit)) for digit in str(number))


def _stem(number: int) -> str | None:
    return _STEMS[number - 1] if number <= len(_STEMS) else None


_FORMS: Mapping[str, Callable[[int], str | None]] = {
    "decimal": str,
    "decimalZero": "{:02d}".format,
    "decimalHalfWidth": str,
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _of_row("①", 20),
    "decimalEnclosedCircleChinese": _of_row("①", 20),
    "decimalEnclosedParen": _of_row("⑴", 20),
    "decimalEnclosedFullstop": _of_row("⒈", 20),
    "ideographEnclosedCircle": _of_row("㊀", 10),
    "numberInDash": "- {} -".format,
    "chineseCounting": _counted,
    "chineseCountingThousand": _counted,
    "japaneseCounting": _counted,
    "taiwaneseCounting": _counted,
    "taiwaneseCountingThousand": _counted,
    "ideographDigital": _by_digits,
    "japaneseDigitalTenThousand": _by_digits,
    "taiwaneseDigital": _by_digits,
    "ideographTraditional": _stem,
    "upperLetter": _letter("A"),
    "lowerLetter": _letter("a"),
    "upperRoman": _upper_roman,
    "lowerRoman": _roman,
}
