"""Values of registry rows as the cells of a sheet, and back."""

from __future__ import annotations

import re
import types
import typing
from enum import StrEnum
from typing import Any

from registry.model import AgencyKind, PlaceKind

_YES, _NO = "是", "否"
_SEPARATOR = "、"
_SEPARATORS = re.compile(r"[、，,；;\n]+")
_LABELS: dict[type[StrEnum], dict[str, str]] = {
    AgencyKind: {kind.value: kind.label for kind in AgencyKind},
    PlaceKind: {kind.value: kind.label for kind in PlaceKind},
}


def cell_of(value: object, hint: Any) -> str | int | float | None:  # noqa: ANN401 - a type
    """``value`` as people read it in a sheet; ``hint`` is the type of its key."""
    kind = _plain_type(hint)
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return _YES if value else _NO
    if isinstance(value, list | tuple):
        return _SEPARATOR.join(str(item) for item in value)
    if kind in _LABELS:
        return _LABELS[kind].get(str(value), str(value))
    return value if isinstance(value, int | float) else str(value)


def value_of(cell: object, hint: Any) -> object:  # noqa: ANN401 - a type
    """What a person meant by ``cell``; what cannot be made out stays as it stands.

    ``None`` is an empty cell. Whoever builds the row then says what is wrong with it.
    """
    kind = _plain_type(hint)
    text = _text(cell)
    if not text:
        return None
    if typing.get_origin(kind) is tuple:
        return [item.strip() for item in _SEPARATORS.split(text) if item.strip()]
    if kind is bool:
        return {_YES: True, _NO: False, "√": True, "×": False}.get(text, text)
    if kind in _LABELS:
        return next((key for key, label in _LABELS[kind].items() if text == label), text)
    if kind in (int, float):
        return _number(text, kind)
    return text


def _plain_type(hint: Any) -> Any:  # noqa: ANN401 - a type
    """``int`` of ``int | None``."""
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return next(h for h in typing.get_args(hint) if h is not type(None))
    return hint


def _text(cell: object) -> str:
    """Excel keeps codes and years as numbers: 990100.0 is 990100."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def _number(text: str, kind: type[int | float]) -> object:
    try:
        return kind(text)
    except ValueError:
        return text
