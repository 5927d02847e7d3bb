"""Reads the pages of the saved questions and checks what they declare."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import takewhile

from config.errors import InputError
from ledger.errors import LedgerError
from ledger.questions.model import (
    ALL,
    FIGURE_NAMES,
    LATEST,
    REQUIRED,
    Parameter,
    ParameterKind,
    Question,
)

_ENDING = ".sql"
_NAME = re.compile(r"[a-z]+(-[a-z]+)*")
_PARAMETER_NAME = re.compile(r"[a-z]+(_[a-z]+)*")
_HELD = re.compile(r":([a-z_]+)")
_RANGE = re.compile(r"整数 (\d+)—(\d+)")
_CHOICE = "选项 "
_PARTS = 5
_MAY_BE_ALL = (ParameterKind.YEAR, ParameterKind.AGENCY, ParameterKind.REGION, ParameterKind.TEXT)


@cache
def questions() -> tuple[Question, ...]:
    """All saved questions, in the order in which their pages are numbered.

    Raises:
        InputError: a page of the program is not as it must be.
    """
    pages = sorted(
        (page for page in files("ledger.questions").iterdir() if page.name.endswith(_ENDING)),
        key=lambda page: page.name,
    )
    return tuple(question_on(page.name, page.read_text(encoding="utf-8")) for page in pages)


def question_named(name: str) -> Question:
    """The question with this name or title.

    Raises:
        LedgerError: there is none.
    """
    wanted = name.strip()
    for question in questions():
        if wanted in (question.name, question.title) or wanted.replace("_", "-") == question.name:
            return question
    near = [q for q in questions() if wanted and (wanted in q.title or wanted in q.name)]
    hint = "、".join(f"{q.name}（{q.title}）" for q in near)
    hint = f"；是否想问：{hint}" if near else ""
    raise LedgerError(f"没有名为“{wanted}”的常用查询{hint}；用 duban ask 查看全部")


def question_on(file_name: str, text: str) -> Question:
    """The question on one page; ``file_name`` is ``NN-name.sql``.

    Raises:
        InputError: every mistake in what the page declares.
    """
    lines = text.splitlines()
    header = [
        line.removeprefix("--").strip() for line in takewhile(lambda x: x.startswith("--"), lines)
    ]
    sql = "\n".join(lines[len(header) :]).strip()
    parameters = tuple(_parameter(line) for line in header if line.startswith("参数："))
    question = Question(
        name=file_name.removesuffix(_ENDING).partition("-")[2],
        title="".join(x.removeprefix("题目：") for x in header if x.startswith("题目：")),
        explanation="".join(x for x in header if not x.startswith(("题目：", "参数："))),
        parameters=parameters,
        sql=sql,
    )
    problems = tuple(_mistakes(question))
    if problems:
        raise InputError(file_name, problems)
    return question


def _parameter(line: str) -> Parameter:
    """One line ``参数：name | 名称 | 类型 | 默认 | 说明``."""
    parts = [part.strip() for part in line.removeprefix("参数：").split("|")]
    parts += [""] * (_PARTS - len(parts))
    name, label, kind, default, meaning = parts[:_PARTS]
    bounds = _RANGE.fullmatch(kind)
    choices = tuple(kind.removeprefix(_CHOICE).split("/")) if kind.startswith(_CHOICE) else ()
    word = kind.partition(" ")[0]
    is_known = word in list(ParameterKind)
    return Parameter(
        name=name,
        label=label,
        kind=ParameterKind(word) if is_known else ParameterKind.TEXT,
        default=default,
        meaning=meaning if is_known else "",
        choices=choices,
        least=int(bounds[1]) if bounds else 0,
        most=int(bounds[2]) if bounds else 0,
    )


def _mistakes(question: Question) -> Iterator[str]:
    if not _NAME.fullmatch(question.name):
        yield "文件名应为 序号-英文名.sql"
    if not question.title or not question.explanation or not question.sql:
        yield "应写明题目、说明和查询语句"
    declared = {parameter.name for parameter in question.parameters}
    held = set(_HELD.findall(question.sql))
    if declared != held:
        yield f"参数与查询语句不一致：{'、'.join(sorted(declared ^ held))}"
    for parameter in question.parameters:
        if not _is_sound(parameter):
            yield f"参数 {parameter.name} 应写成“名称 | 中文名 | 类型 | 默认 | 说明”"


def _is_sound(parameter: Parameter) -> bool:
    if not _PARAMETER_NAME.fullmatch(parameter.name) or not parameter.label:
        return False
    return bool(parameter.meaning) and _has_sound_default(parameter)


def _has_sound_default(parameter: Parameter) -> bool:
    kind, default = parameter.kind, parameter.default
    if kind is ParameterKind.CHOICE:
        return default in parameter.choices
    if kind is ParameterKind.NUMBER:
        return default.isdecimal() and parameter.least <= int(default) <= parameter.most
    if kind is ParameterKind.FIGURE:
        return default in FIGURE_NAMES
    allowed = {REQUIRED, ALL} if kind in _MAY_BE_ALL else {REQUIRED}
    return default in allowed or (default == LATEST and kind is ParameterKind.YEAR)
