"""Takes rows of a list into the text of a registry file, row after row.

Comments and the order of the file are kept, and every row that no list names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import tomlkit
from tomlkit.items import AoT, Item, Table

from registry.model import AgencyKind
from registry.rows import ROW_KINDS, columns_of
from registry.sheets import SheetRow

# What a row is known by.
_KEYS = {"agency": ("id",), "place": ("id",), "deadline": ("kind", "month", "day", "region")}
_AGENCY_STEM = "a"

RowKey = tuple[object, ...]


class ChangeKind(StrEnum):
    """What becomes of a row."""

    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One row of the file. ``values`` are (Chinese head, before, after) of what changes."""

    kind: ChangeKind
    table: str
    name: str
    values: tuple[tuple[str, object, object], ...] = ()


class Merger:
    """A registry file while rows are brought in."""

    def __init__(self, document: tomlkit.TOMLDocument, region: str | None) -> None:
        """``document`` is the file as it stands; ``region`` is for new agencies without one."""
        self.changes: list[Change] = []
        self.guesses: list[str] = []
        self._document = document
        self._region = region
        self._position: dict[str, dict[RowKey, int]] = {table: {} for table in ROW_KINDS}
        self._agency_named: dict[str, str] = {}
        self._place_at: dict[tuple[str, str], str] = {}
        self._agency_in: dict[str, str] = {}
        self._where: dict[str, str] = {}
        for table in ROW_KINDS:
            for row in document.get(table, ()):
                self._know(table, row)

    @property
    def text(self) -> str:
        """The file as it is by now."""
        return tomlkit.dumps(self._document)

    def take(self, row: SheetRow) -> None:
        """Bring one row in."""
        values = dict(row.values)
        if row.table == "agency":
            self._name_agency(row, values)
        elif row.table == "place":
            self._name_place(row, values)
        at = self._position[row.table].get(_key(row.table, values))
        if at is None:
            self._add(row.table, values)
        else:
            self._change(row.table, self._document[row.table][at], values)
        self._where[str(values.get("id"))] = row.where

    def located(self, problems: Iterable[str]) -> tuple[str, ...]:
        """``problems`` with the line of the list that a row came from."""
        return tuple(self._located(problem) for problem in problems)

    def _located(self, problem: str) -> str:
        key = re.match(r"(?:agency|place)\[\d+\]（([^）]+)）", problem)
        where = self._where.get(key[1]) if key else None
        return f"{problem}（{where}）" if where else problem

    def _name_agency(self, row: SheetRow, values: dict[str, object]) -> None:
        """Its number: the written one, that of the agency of the same name, or a new one."""
        name = str(values.get("name") or "")
        if values.get("id") is None:
            values["id"] = self._agency_named.get(name) or self._free_agency()
        self._agency_in[row.where] = str(values["id"])
        if _key("agency", values) in self._position["agency"]:
            return
        if values.get("kind") is None and name:
            kind = kind_by_name(name)
            values["kind"] = kind.value
            self.guesses.append(f"{name}：类别按名称填为“{kind.label}”")
        if values.get("region") is None and self._region:
            values["region"] = self._region

    def _name_place(self, row: SheetRow, values: dict[str, object]) -> None:
        """Its agency and its number: the written ones, or those that follow from the row."""
        for key in ("home", "column"):
            url = values.get(key)
            if isinstance(url, str) and "://" not in url:
                values[key] = f"http://{url}"
                self.guesses.append(f"{row.where}：网址补全为 {values[key]}")
        if values.get("agency") is None and row.where in self._agency_in:
            values["agency"] = self._agency_in[row.where]
        if values.get("id") is None:
            agency = str(values.get("agency"))
            same = self._place_at.get((agency, str(values.get("home"))))
            values["id"] = same or self._free_place(agency)

    def _free_agency(self) -> str:
        taken = self._position["agency"]
        numbers = range(len(taken) + 1, 2 * len(taken) + 2)
        return next(made for n in numbers if ((made := f"{_AGENCY_STEM}{n:04d}"),) not in taken)

    def _free_place(self, agency: str) -> str:
        taken = self._position["place"]
        stem = f"{agency}-site"
        names = (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3)))
        return next(made for made in names if (made,) not in taken)

    def _know(self, table: str, row: Mapping[str, Any]) -> None:
        """Remember where a row stands and by what lists may name it."""
        self._position[table].setdefault(_key(table, row), len(self._position[table]))
        if table == "agency":
            former = (*(row.get("aliases") or ()), *(row.get("former_names") or ()))
            for name in (row.get("name"), *former):
                self._agency_named.setdefault(str(name), str(row.get("id")))
        elif table == "place":
            there = (str(row.get("agency")), str(row.get("home")))
            self._place_at.setdefault(there, str(row.get("id")))

    def _add(self, table: str, values: Mapping[str, object]) -> None:
        made = tomlkit.table()
        for column in columns_of(ROW_KINDS[table]):
            if values.get(column.name) is not None:
                made[column.name] = values[column.name]
        rows = self._document.get(table)
        if isinstance(rows, AoT):
            _append(rows, made)
        else:
            own = tomlkit.dumps({table: [made]})
            self._document = tomlkit.parse(f"{self.text.rstrip()}\n\n{own}")
        self._know(table, values)
        self.changes.append(Change(kind=ChangeKind.ADDED, table=table, name=_shown(values)))

    def _change(
        self, table: str, found: MutableMapping[str, Any], values: Mapping[str, object]
    ) -> None:
        changed = []
        for column in columns_of(ROW_KINDS[table]):
            key, head = column.name, str(column.metadata["head"])
            before = _plain(found.get(key))
            if key not in values or before == values[key]:
                continue
            if _is_default(column.default, before, values[key]):
                continue
            if values[key] is None:
                del found[key]
            else:
                found[key] = values[key]
            changed.append((head, before, values[key]))
        kind = ChangeKind.CHANGED if changed else ChangeKind.SAME
        name = _shown({**found, **{k: v for k, v in values.items() if v is not None}})
        self.changes.append(Change(kind=kind, table=table, name=name, values=tuple(changed)))


def kind_by_name(name: str) -> AgencyKind:
    """The kind that a name speaks of; a person confirms it, for the due date hangs on it."""
    if re.search(r"(镇|乡|街道办事处|苏木)(人民政府)?$", name):
        return AgencyKind.TOWNSHIP
    if name.endswith("人民政府"):
        return AgencyKind.GOVERNMENT
    if re.search(r"(管委会|管理委员会)$", name) and re.search(r"(区|园|城)", name):
        return AgencyKind.DEVELOPMENT_ZONE
    return AgencyKind.DEPARTMENT


def _key(table: str, row: Mapping[str, Any]) -> RowKey:
    return tuple(_plain(row.get(key)) or "" for key in _KEYS[table])


def _append(rows: AoT, made: Table) -> None:
    """Put ``made`` after the last row; a comment that leads over to the next section stays last."""
    leading_over: list[Item] = []
    if rows:
        body = rows[-1].value.body
        while body and body[-1][0] is None:
            leading_over.insert(0, body.pop()[1])
        rows[-1].add(tomlkit.nl())
    for item in leading_over:
        made.add(item)  # type: ignore[call-overload]  # comments and blank lines need no key
    rows.append(made)


def _is_default(default: object, before: object, after: object) -> bool:
    """An empty cell, or the default itself, where the file says nothing."""
    return before is None and (after is None or after == _plain(default))


def _plain(value: object) -> object:
    """The Python value of a TOML item; lists for tuples, so that both compare."""
    plain = value.unwrap() if hasattr(value, "unwrap") else value
    if isinstance(plain, tuple):
        return list(plain)
    return plain.value if isinstance(plain, StrEnum) else plain


def _shown(values: Mapping[str, object]) -> str:
    return str(values.get("name") or values.get("home") or values.get("basis") or values.get("id"))
