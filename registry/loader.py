"""Reads a registry file (名录, TOML) and reports every mistake in it at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from config.errors import InputError
from config.tables import NOT_EMPTY, NOT_NEGATIVE, WEB_ADDRESS, Must, build, load_toml, within
from registry.model import Agency, AgencyKind, LocalDeadline, Place, PlaceKind, Registry

Row = TypeVar("Row")
DIGITS = Must(str.isdigit, "应为行政区划代码数字")

# The last day of each month that exists in every year.
_MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyRow:
    """A row ``[[agency]]`` as an office writes it."""

    id: str = field(metadata={"must": NOT_EMPTY})
    name: str = field(metadata={"must": NOT_EMPTY})
    kind: AgencyKind
    region: str = field(metadata={"must": DIGITS})
    aliases: tuple[str, ...] = ()
    parent: str | None = None
    vertical: bool = False
    makes_regulations: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """A row ``[[place]]`` as an office writes it."""

    id: str = field(metadata={"must": NOT_EMPTY})
    agency: str
    home: str = field(metadata={"must": WEB_ADDRESS})
    kind: PlaceKind = PlaceKind.OWN_SITE
    column: str | None = field(default=None, metadata={"must": WEB_ADDRESS})
    hosts: tuple[str, ...] = ()
    family: str | None = None
    render: bool = True
    delay: float | None = field(default=None, metadata={"must": NOT_NEGATIVE})


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineRow:
    """A row ``[[deadline]]``: a local date with the document it comes from."""

    kind: AgencyKind
    month: int = field(metadata={"must": within(1, 12)})
    day: int = field(metadata={"must": within(1, 31)})
    basis: str = field(metadata={"must": NOT_EMPTY})


def load_registry(path: Path, families: Iterable[str] = ()) -> Registry:
    """The registry in ``path``; ``families`` are the known names of portal families.

    Raises:
        InputError: every mistake at once, each with its key.
    """
    problems: list[str] = []
    tables = load_toml(path)
    known = {"agency": AgencyRow, "place": PlaceRow, "deadline": DeadlineRow}
    problems.extend(
        f"{name}：没有这个表，可用：agency、place、deadline" for name in tables if name not in known
    )
    agencies = _rows(tables, "agency", AgencyRow, problems)
    places = _rows(tables, "place", PlaceRow, problems)
    deadlines = _rows(tables, "deadline", DeadlineRow, problems)
    if not tables.get("agency"):
        problems.append("agency：名录中没有机关，至少要有一个 [[agency]]")
    for name in ("agency", "place"):
        problems.extend(_repeated_ids(tables, name))
    problems.extend(_agency_problems(tables))
    problems.extend(_place_problems(tables, frozenset(families)))
    problems.extend(_deadline_problems(tables))
    if problems:
        raise InputError(str(path), tuple(problems))
    return Registry(
        agencies={row.id: _agency(row) for _, row in agencies},
        places={row.id: _place(row) for _, row in places},
        local_deadlines=tuple(
            LocalDeadline(kind=row.kind, month=row.month, day=row.day, basis=row.basis)
            for _, row in deadlines
        ),
    )


def _rows(
    tables: Mapping[str, object], name: str, kind: type[Row], problems: list[str]
) -> list[tuple[str, Row]]:
    """The rows ``[[name]]``, each with the key that messages use for it."""
    found = tables.get(name, [])
    if not isinstance(found, list):
        problems.append(f"{name}：应写成 [[{name}]]")
        return []
    built: list[tuple[str, Row]] = []
    for key, table in _written(tables, name):
        row = build(kind, table, key, problems)
        if row is not None:
            built.append((key, row))
    return built


def _written(tables: Mapping[str, object], name: str) -> list[tuple[str, Mapping[str, object]]]:
    """The rows as a person wrote them, also those with mistakes, each with its key."""
    found = tables.get(name, [])
    rows: list[tuple[str, Mapping[str, object]]] = []
    for number, table in enumerate(found if isinstance(found, list) else [], start=1):
        row = table if isinstance(table, Mapping) else {}
        key = f"{name}[{number}]"
        rows.append((f"{key}（{row['id']}）" if isinstance(row.get("id"), str) else key, row))
    return rows


def _repeated_ids(tables: Mapping[str, object], name: str) -> list[str]:
    ids = Counter(str(row["id"]) for _, row in _written(tables, name) if "id" in row)
    return [f"{name}：id “{key}”重复 {n} 次" for key, n in ids.items() if n > 1]


def _agency_problems(tables: Mapping[str, object]) -> list[str]:
    rows = _written(tables, "agency")
    ids = {row.get("id") for _, row in rows}
    return [
        f"{key}.parent：名录中没有 id 为 {row['parent']!r} 的机关"
        for key, row in rows
        if "parent" in row and row["parent"] not in ids
    ]


def _place_problems(tables: Mapping[str, object], families: frozenset[str]) -> list[str]:
    ids = {row.get("id") for _, row in _written(tables, "agency")}
    known = "、".join(sorted(families))
    problems = []
    for key, row in _written(tables, "place"):
        if "agency" in row and row["agency"] not in ids:
            problems.append(f"{key}.agency：名录中没有 id 为 {row['agency']!r} 的机关")
        if "family" in row and families and row["family"] not in families:
            problems.append(f"{key}.family：没有名为 {row['family']!r} 的网站类型，可用：{known}")
    return problems


def _deadline_problems(tables: Mapping[str, object]) -> list[str]:
    days = dict(enumerate(_MONTH_DAYS, start=1))
    problems = []
    for key, row in _written(tables, "deadline"):
        month, day = row.get("month"), row.get("day")
        if isinstance(month, int) and isinstance(day, int) and days.get(month, day) < day:
            problems.append(f"{key}：没有 {month} 月 {day} 日这一天")
    return problems


def _agency(row: AgencyRow) -> Agency:
    return Agency(
        agency_id=row.id,
        name=row.name,
        kind=row.kind,
        region_code=row.region,
        aliases=row.aliases,
        parent_id=row.parent,
        is_vertical=row.vertical,
        makes_regulations=row.makes_regulations,
    )


def _place(row: PlaceRow) -> Place:
    """The place; the hosts of its own addresses are always among those allowed."""
    own = [urlsplit(url).hostname for url in (row.home, row.column) if url]
    hosts = dict.fromkeys([*row.hosts, *(host for host in own if host)])
    return Place(
        place_id=row.id,
        agency_id=row.agency,
        home_url=row.home,
        kind=row.kind,
        column_url=row.column,
        hosts=tuple(hosts),
        family=row.family,
        is_render_allowed=row.render,
        delay_seconds=row.delay,
    )
