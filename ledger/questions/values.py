"""Turns what a person writes for the parameters of a question into values for its SQL."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from datetime import date

from ledger.errors import LedgerError
from ledger.questions.model import (
    ALL,
    FIGURE_NAMES,
    LATEST,
    Parameter,
    ParameterKind,
    Question,
)

Value = str | int | None

_YEARS = range(2008, 2101)
_REGION = re.compile(r"\d{2,12}", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,9}", re.ASCII)
_MOST_NAMED = 5


def values_of(
    connection: sqlite3.Connection, question: Question, written: Mapping[str, str]
) -> dict[str, Value]:
    """The value of every parameter; ``written`` has what a person gave, by name or label.

    Raises:
        LedgerError: a parameter is unknown, missing or not as it must be.
    """
    given = {_parameter(question, name).name: text.strip() for name, text in written.items()}
    found: dict[str, Value] = {}
    for parameter in question.parameters:
        text = given.get(parameter.name) or parameter.default
        if text == parameter.default and parameter.is_required:
            raise LedgerError(
                f"“{question.title}”须写明{parameter.label}：--param {parameter.name}=…"
                f"（{parameter.takes}）"
            )
        found[parameter.name] = _value(connection, parameter, text)
    return found


def _parameter(question: Question, name: str) -> Parameter:
    for parameter in question.parameters:
        if name.strip() in (parameter.name, parameter.label):
            return parameter
    known = "、".join(f"{p.name}（{p.label}）" for p in question.parameters)
    raise LedgerError(f"“{question.title}”没有参数 {name}；可用：{known}")


def _value(connection: sqlite3.Connection, parameter: Parameter, text: str) -> Value:
    kind = parameter.kind
    if kind is ParameterKind.CHOICE and text in parameter.choices:
        return text
    if kind is ParameterKind.NUMBER and _NUMBER.fullmatch(text):
        number = int(text)
        if parameter.least <= number <= parameter.most:
            return number
    if kind is ParameterKind.FIGURE and (text in FIGURE_NAMES or text in FIGURE_NAMES.values()):
        return FIGURE_NAMES.get(text, text)
    if kind is ParameterKind.DAY and _is_day(text):
        return text
    if kind in (ParameterKind.CHOICE, ParameterKind.NUMBER, ParameterKind.FIGURE):
        raise _refused(parameter, text)
    if text == ALL and not parameter.is_required:
        return None
    return _looked_up(connection, parameter, text)


def _looked_up(connection: sqlite3.Connection, parameter: Parameter, text: str) -> Value:
    kind = parameter.kind
    if kind is ParameterKind.TEXT:
        return text
    if kind is ParameterKind.YEAR and text == LATEST:
        (year,) = connection.execute("SELECT max(year) FROM cases").fetchone()
        return year if isinstance(year, int) else None
    if kind is ParameterKind.YEAR and _NUMBER.fullmatch(text) and int(text) in _YEARS:
        return int(text)
    if kind is ParameterKind.REGION and _REGION.fullmatch(text):
        return text
    if kind is ParameterKind.AGENCY:
        return _agency(connection, text)
    raise _refused(parameter, text)


def _agency(connection: sqlite3.Connection, text: str) -> str:
    rows = connection.execute(
        "SELECT agency_id FROM agencies WHERE ? IN (agency_id, name) "
        "UNION SELECT agency_id FROM agency_names WHERE name = ?",
        (text, text),
    ).fetchall()
    if len(rows) == 1:
        return str(rows[0][0])
    near = connection.execute(
        "SELECT name FROM agencies WHERE instr(name, ?) ORDER BY name LIMIT ?",
        (text, _MOST_NAMED),
    ).fetchall()
    hint = f"；是否指：{'、'.join(str(row[0]) for row in near)}？" if near else ""
    if rows:
        ids = "、".join(str(row[0]) for row in rows)
        raise LedgerError(f"名称为“{text}”的机关有 {len(rows)} 个，请写编号：{ids}")
    raise LedgerError(f"台账中没有机关“{text}”{hint}")


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _refused(parameter: Parameter, text: str) -> LedgerError:
    return LedgerError(
        f"参数 {parameter.name}（{parameter.label}）不能写“{text}”，可写：{parameter.takes}"
    )
