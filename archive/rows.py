"""Frozen dataclasses to JSON lines and back, for everything that is written down between runs.

Instants and days become ISO 8601 text, exact decimals text, enumerations their value, tuples lists,
mappings objects. What is read back is equal to what was written.
"""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from archive.errors import ArchiveError

Value = TypeVar("Value")

# Most of what is written; asked for first, since every capture is written this way.
_AS_THEY_ARE = frozenset({str, int, bool, type(None)})


def to_line(value: object) -> str:
    """``value`` as one line of JSON, without a line break; keys in the order of the class."""
    return json.dumps(to_plain(value), ensure_ascii=False, separators=(",", ":"))


def from_line(kind: type[Value], line: str) -> Value:
    """The instance of the dataclass ``kind`` that ``line`` holds.

    Raises:
        ArchiveError: the line is not JSON, or its fields do not fit.
    """
    try:
        plain = json.loads(line)
    except ValueError as error:
        raise ArchiveError(f"记录不是有效的 JSON：{error}") from error
    return from_plain(kind, plain)


def to_plain(value: object) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """``value`` as JSON can hold it."""
    if type(value) in _AS_THEY_ARE:
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return {name: to_plain(getattr(value, name)) for name in _names(type(value))}
    if isinstance(value, Mapping):
        return {to_plain(key): to_plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [to_plain(item) for item in value]
    if isinstance(value, date):  # an instant is a day too
        return value.isoformat()
    return str(value) if isinstance(value, Path | Decimal) else value


def from_plain(kind: type[Value], plain: object) -> Value:
    """The instance of the dataclass ``kind`` that ``plain`` describes.

    Fields that the class does not know are left aside: an older Duban may read a newer line.

    Raises:
        ArchiveError: a field is missing or does not fit.
    """
    try:
        built: Value = _build(kind, plain)
    except (ArithmeticError, KeyError, TypeError, ValueError) as error:
        raise ArchiveError(f"记录的内容与 {kind.__name__} 不符：{error}") from error
    return built


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _build(hint: Any, plain: Any) -> Any:  # noqa: ANN401 - driven by the annotations
    """``plain`` as the annotation ``hint`` wants it."""
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        return None if plain is None else _first_fitting(typing.get_args(hint), plain)
    if origin is tuple:
        return _items(typing.get_args(hint), plain)
    if origin is not None and issubclass(origin, Mapping):
        key_hint, value_hint = typing.get_args(hint)
        return {_build(key_hint, k): _build(value_hint, v) for k, v in plain.items()}
    if is_dataclass(hint):
        known = _hints(hint) if isinstance(hint, type) else {}
        return hint(**{n: _build(h, plain[n]) for n, h in known.items() if n in plain})  # type: ignore[operator]  # a class
    return _single(hint, plain)


def _first_fitting(hints: tuple[Any, ...], plain: Any) -> Any:  # noqa: ANN401 - as above
    """The first kind that takes ``plain``: a count is ``int | Decimal``, and text is no int."""
    kinds = [hint for hint in hints if hint is not type(None)]
    for kind in kinds[:-1]:
        try:
            return _build(kind, plain)
        except (KeyError, TypeError, ValueError):
            continue
    return _build(kinds[-1], plain)


def _single(hint: Any, plain: Any) -> Any:  # noqa: ANN401 - as above
    """A value without parts."""
    if hint in (datetime, date):
        return hint.fromisoformat(plain)
    if hint in (Path, float) or issubclass(hint, StrEnum):
        return hint(plain)
    if hint is Decimal and isinstance(plain, str):
        return Decimal(plain)
    if not isinstance(plain, hint):
        raise TypeError(f"{plain!r} 应为 {hint.__name__}")
    return plain


def _items(hints: tuple[Any, ...], plain: Any) -> tuple[Any, ...]:  # noqa: ANN401 - as above
    if hints[-1] is Ellipsis:
        return tuple(_build(hints[0], item) for item in plain)
    return tuple(_build(h, item) for h, item in zip(hints, plain, strict=True))
