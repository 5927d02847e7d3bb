"""The saved questions (常用查询) as Datasette asks them: what is typed is text, or empty."""

from __future__ import annotations

import re

from ledger.questions.model import ALL, FIGURE_NAMES, LATEST, Parameter, ParameterKind, Question

_HELD = re.compile(r":([a-z_]+)")
_LATEST_YEAR = "(SELECT max(year) FROM cases)"
_AGENCY_NAMED = """coalesce((SELECT agency_id FROM agencies WHERE {text} IN (agency_id, name)
        UNION SELECT agency_id FROM agency_names WHERE name = {text}), {text})"""


def desk_sql(question: Question) -> str:
    """The question's SQL with every parameter made of what a person types at the desk.

    An empty field is the parameter's default, words are those of ``duban ask``. What is not
    understood finds nothing: the desk has no way to refuse it.
    """
    values = {parameter.name: _value(parameter) for parameter in question.parameters}
    return _HELD.sub(lambda held: values[held[1]], question.sql)


def _value(parameter: Parameter) -> str:
    """The value as SQL over ``:name``, which is text."""
    typed = f"trim(:{parameter.name})"
    default = "" if parameter.is_required else parameter.default
    text = f"coalesce(nullif({typed}, ''), '{default}')"
    kind = parameter.kind
    if kind is ParameterKind.NUMBER:
        return f"CAST({text} AS INTEGER)"
    if kind is ParameterKind.FIGURE:
        known = " ".join(f"WHEN '{name}' THEN '{path}'" for name, path in FIGURE_NAMES.items())
        return f"(CASE {text} {known} ELSE {typed} END)"
    if kind is ParameterKind.YEAR:
        words = f"WHEN '{ALL}' THEN NULL WHEN '{LATEST}' THEN {_LATEST_YEAR}"
        return f"(CASE {text} {words} ELSE CAST({typed} AS INTEGER) END)"
    if kind in (ParameterKind.CHOICE, ParameterKind.DAY):
        return text
    if kind is ParameterKind.AGENCY:
        text = _AGENCY_NAMED.format(text=text)
    return text if parameter.is_required else f"nullif({text}, '{ALL}')"
