"""The desk as a Datasette plugin: labels and saved questions over the ledger."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from datasette import hookimpl

from desk.metadata import ledger_metadata
from desk.questions import desk_sql
from ledger.questions.catalogue import questions
from ledger.questions.model import Question


@hookimpl  # type: ignore[untyped-decorator]  # Datasette carries no types
def get_metadata(datasette: Any, key: str, database: str, table: str) -> dict[str, object]:  # noqa: ANN401, ARG001
    """The labels of every ledger that is served."""
    merged: dict[str, object] = {}
    databases: dict[str, object] = {}
    for path in _ledgers(datasette):
        labels = ledger_metadata(path)
        told = labels.pop("databases")
        if isinstance(told, dict):
            databases |= told
        merged |= labels
    return {**merged, "databases": databases} if merged else {}


@hookimpl  # type: ignore[untyped-decorator]  # Datasette carries no types
def canned_queries(datasette: Any, database: str) -> dict[str, dict[str, object]]:  # noqa: ANN401
    """The saved questions, for ledgers only."""
    if database not in {path.stem for path in _ledgers(datasette)}:
        return {}
    return {
        question.name: {
            "sql": desk_sql(question),
            "title": question.title,
            "description": _description(question),
            "params": [parameter.name for parameter in question.parameters],
        }
        for question in questions()
    }


def _description(question: Question) -> str:
    """The explanation and what each field takes; a field left empty is its default."""
    fields = (f"{p.name}：{p.label}，{p.takes}，默认{p.default}" for p in question.parameters)
    return "；".join((question.explanation.rstrip("。"), *fields)) + "。"


def _ledgers(datasette: Any) -> list[Path]:  # noqa: ANN401
    """The served files that are ledgers: those that describe themselves."""
    found = []
    for database in datasette.databases.values():
        path = Path(database.path) if database.path else None
        if path is not None and path.name == "ledger.db":
            found.append(path)
    return found
