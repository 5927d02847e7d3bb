"""Frozen dataclasses to JSON lines and back, for everything that is written down between runs.

Instants and days become ISO 8601 text, exact decimals text, enumerations their value, tuples lists,
mappings objects. What is read back is equal to what was written.
"""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from archive.errors import ArchiveError

Value = TypeVar("Value")

_Builder = Callable[[Any], Any]

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
    if names := _names(typing.cast("Any", type(value))):
        return {name: to_plain(getattr(value, name)) for name in names}
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
        built: Value = _builder(typing.cast("Any", kind))(plain)
    except (ArithmeticError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise ArchiveError(f"记录的内容与 {kind.__name__} 不符：{error}") from error
    return built


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


@cache
def _builder(hint: Any) -> _Builder:  # noqa: ANN401 - driven by the annotations
    """What makes a value as the annotation ``hint`` wants it; looked at once for each kind."""
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        return _optional(tuple(map(_builder_of, typing.get_args(hint))))
    if origin is tuple:
        return _items(typing.get_args(hint))
    if origin is not None and issubclass(origin, Mapping):
        key, value = map(_builder, typing.get_args(hint))
        return lambda plain: {key(k): value(v) for k, v in plain.items()}
    if is_dataclass(hint) and isinstance(hint, type):
        return _dataclass(hint)
    return _single(hint)


def _builder_of(hint: Any) -> _Builder | None:  # noqa: ANN401 - as above
    return None if hint is types.NoneType else _builder(hint)


def _dataclass(kind: type) -> _Builder:
    hints = typing.get_type_hints(kind)
    builders: dict[str, _Builder] = {}  # filled at the first use: a kind may hold its own kind

    def build(plain: Any) -> Any:  # noqa: ANN401 - as above
        if not builders:
            builders.update((name, _builder(hint)) for name, hint in hints.items())
        if type(plain) is not dict and not isinstance(plain, Mapping):
            raise TypeError(f"{plain!r} 应为 {kind.__name__}")
        return kind(**{n: made(plain[n]) for n, made in builders.items() if n in plain})

    return build


def _optional(builders: tuple[_Builder | None, ...]) -> _Builder:
    """Of several kinds the first that takes it: a count is ``int | Decimal``, text is no int."""
    *others, last = [builder for builder in builders if builder is not None]
    is_none_taken = None in builders
    if is_none_taken and not others:
        return lambda plain: None if plain is None else last(plain)

    def build(plain: Any) -> Any:  # noqa: ANN401 - as above
        if plain is None and is_none_taken:
            return None
        for builder in others:
            try:
                return builder(plain)
            except (KeyError, TypeError, ValueError):
                continue
        return last(plain)

    return build


def _items(hints: tuple[Any, ...]) -> _Builder:
    builders = tuple(map(_builder, (hint for hint in hints if hint is not Ellipsis)))
    if hints[-1] is Ellipsis:
        item = builders[0]
        return lambda plain: tuple(map(item, _listed(plain)))
    return lambda plain: tuple(b(one) for b, one in zip(builders, _listed(plain), strict=True))


def _listed(plain: Any) -> Any:  # noqa: ANN401 - as above
    if not isinstance(plain, list | tuple):
        raise TypeError(f"{plain!r} 应为列表")
    return plain


def _single(hint: Any) -> _Builder:  # noqa: ANN401 - as above
    """A value without parts."""
    if hint in (datetime, date):
        return hint.fromisoformat  # type: ignore[no-any-return]
    if hint in (Path, float):
        return hint  # type: ignore[no-any-return]
    if issubclass(hint, StrEnum):
        return {member.value: member for member in hint}.__getitem__

    def build(plain: Any) -> Any:  # noqa: ANN401 - as above
        if isinstance(plain, hint):
            return plain
        if hint is Decimal and isinstance(plain, str):
            return Decimal(plain)
        raise TypeError(f"{plain!r} 应为 {hint.__name__}")

    return build
