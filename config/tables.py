"""Reads a table of settings or a registry row into a frozen dataclass, collecting every mistake."""

from __future__ import annotations

import tomllib
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from config.errors import InputError
from config.window import is_window

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Must:
    """What a value must be besides its type: ``words`` tell it to people.

    Stands in a field's metadata under ``must``.
    """

    holds: Callable[[Any], bool]
    words: str


POSITIVE = Must(lambda value: value > 0, "应大于 0")
NOT_NEGATIVE = Must(lambda value: value >= 0, "不能为负")
NOT_EMPTY = Must(lambda value: bool(value.strip()), "不能为空")


def one_of(*words: str) -> Must:
    """One of these words."""
    return Must(lambda value: value in words, f"应为 {'、'.join(words)} 之一")


def within(least: float, most: float) -> Must:
    """A number from ``least`` to ``most``."""
    return Must(lambda value: least <= value <= most, f"应在 {least:g} 到 {most:g} 之间")


def is_web_address(url: str) -> bool:
    """Whether ``url`` is an address of the web with a host."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def is_month_and_day(text: str) -> bool:
    """Whether ``text`` is a day of every year, such as ``01-20``."""
    try:
        return date.fromisoformat(f"2023-{text}").strftime("%m-%d") == text
    except ValueError:
        return False


MONTH_AND_DAY = Must(is_month_and_day, "应为“月-日”，如 01-20")
WINDOW = Must(is_window, "应为“时:分-时:分”，如 22:00-06:00")
WEB_ADDRESS = Must(is_web_address, "应为 http:// 或 https:// 开头的网址")

_TYPE_NAMES = {str: "文字", int: "整数", float: "数字", bool: "true 或 false", Path: "路径"}


def load_toml(path: Path) -> dict[str, Any]:
    """The tables of a TOML file.

    Raises:
        InputError: it is absent, not UTF-8, or not TOML; the message names file and line.
    """
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise InputError(str(path), (f"文件打不开（{error.strerror}）",)) from error
    except UnicodeDecodeError as error:
        raise InputError(str(path), ("不是 UTF-8 编码，请另存为 UTF-8",)) from error
    except tomllib.TOMLDecodeError as error:
        raise InputError(str(path), (f"TOML 语法错误：{error}",)) from error


def build(kind: type[Value], table: object, key: str, problems: list[str]) -> Value | None:
    """``table`` as an instance of the dataclass ``kind``; mistakes are added to ``problems``.

    ``key`` is how messages name the table, e.g. ``agency[3]``. ``None`` where a mistake made the
    instance impossible.
    """
    if not isinstance(table, Mapping):
        problems.append(f"{key}：应为一个表")
        return None
    before = len(problems)
    known = {f.name: f for f in fields(kind)}  # type: ignore[arg-type]  # kind is a dataclass
    hints = typing.get_type_hints(kind)
    values: dict[str, object] = {}
    problems.extend(f"{_join(key, name)}：没有这个设置项" for name in table if name not in known)
    for name, declared in known.items():
        if name in table:
            values[name] = _checked(table[name], declared, hints[name], _join(key, name), problems)
        elif _is_required(declared):
            problems.append(f"{_join(key, name)}：缺少此项")
    return kind(**values) if len(problems) == before else None


def _checked(
    value: object,
    declared: Field[Any],
    hint: Any,  # noqa: ANN401
    key: str,
    problems: list[str],
) -> object:
    """``value`` as ``hint`` wants it and as the field's ``must`` demands."""
    before = len(problems)
    built = _value(value, hint, key, problems)
    must: Must | None = declared.metadata.get("must")
    if must is not None and len(problems) == before and not must.holds(built):
        problems.append(f"{key}：{must.words}，现为 {value!r}")
    return built


def _join(key: str, name: str) -> str:
    return f"{key}.{name}" if key else name


def _is_required(declared: Field[Any]) -> bool:
    return declared.default is MISSING and declared.default_factory is MISSING


def _value(value: object, hint: Any, key: str, problems: list[str]) -> object:  # noqa: ANN401
    """``value`` as ``hint`` wants it, or a problem noted."""
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        hint = next(h for h in typing.get_args(hint) if h is not type(None))
        origin = typing.get_origin(hint)
    if is_dataclass(hint):
        return build(hint, value, key, problems)  # type: ignore[arg-type]  # a class, not an instance
    if origin is tuple:
        return _items(value, typing.get_args(hint)[0], key, problems)
    if issubclass(hint, StrEnum):
        return _member(value, hint, key, problems)
    if hint is Path and isinstance(value, str):
        return Path(value)
    is_fitting = isinstance(value, hint) and not (isinstance(value, bool) and hint is not bool)
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not is_fitting:
        problems.append(f"{key}：应为{_TYPE_NAMES[hint]}，现为 {value!r}")
    return value


def _items(value: object, hint: Any, key: str, problems: list[str]) -> object:  # noqa: ANN401
    if not isinstance(value, list):
        problems.append(f"{key}：应为列表，现为 {value!r}")
        return ()
    return tuple(_value(v, hint, f"{key}[{i}]", problems) for i, v in enumerate(value, start=1))


def _member(value: object, kind: type[StrEnum], key: str, problems: list[str]) -> object:
    try:
        return kind(str(value))
    except ValueError:
        choices = "、".join(kind)
        problems.append(f"{key}：应为 {choices} 之一，现为 {value!r}")
        return value
