"""Codes in answers as words: a column is known by its name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TypeVar

from archive.model import VisitClass
from audit.catalogue import CATALOGUE
from audit.places import place_name

Cell = TypeVar("Cell")

RULE, _RULE_TITLE = "规则", "规则名称"
_IMPRECISE = "（人工认定的准确率不足，不列入告知）"
_TITLES = {rule.code: rule.title for rule in CATALOGUE}
_VISITS = {one.value: one.label for one in VisitClass}
_WORDS: Mapping[str, Callable[[str], str]] = {
    "数据项": place_name,
    "对象": place_name,
    "最近结果": lambda code: _VISITS.get(code, code),
}


def in_words(
    columns: tuple[str, ...], rows: Iterable[tuple[Cell, ...]]
) -> tuple[tuple[str, ...], tuple[tuple[Cell | str | None, ...], ...]]:
    """Columns and rows with subjects, figures and outcomes named; a rule's title follows its code.

    What is no known code is left as it is.
    """
    told = [(n, _WORDS[name]) for n, name in enumerate(columns) if name in _WORDS]
    rule_at = columns.index(RULE) if RULE in columns else None
    made = []
    for row in rows:
        cells: list[Cell | str | None] = list(row)
        for n, word in told:
            cell = cells[n]
            if isinstance(cell, str):
                cells[n] = word(cell)
        if rule_at is not None:
            cells.insert(rule_at + 1, _TITLES.get(str(row[rule_at])))
        made.append(tuple(cells))
    if rule_at is not None:
        columns = (*columns[: rule_at + 1], _RULE_TITLE, *columns[rule_at + 1 :])
    return columns, tuple(made)


def with_remarks(
    columns: tuple[str, ...], rows: Iterable[tuple[Cell, ...]], imprecise: Collection[str]
) -> tuple[tuple[Cell | str, ...], ...]:
    """The rows, already in words, with a remark behind the titles of rules that notices leave out.

    ``imprecise`` are the codes of rules that people have not upheld often enough.
    """
    at = columns.index(RULE)
    return tuple(
        (*row[: at + 1], f"{row[at + 1]}{_IMPRECISE}", *row[at + 2 :])
        if row[at] in imprecise
        else row
        for row in rows
    )
