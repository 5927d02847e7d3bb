"""Reads a registry file (名录, TOML) and reports every mistake in it at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from config.errors import InputError
from config.tables import build, load_toml
from registry.model import Agency, LocalDeadline, Place, Registry
from registry.rows import AgencyRow, DeadlineRow, PlaceRow

Row = TypeVar("Row")

# The last day of each month that exists in every year.
_MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def load_registry(path: Path, families: Iterable[str] = ()) -> Registry:
    """The registry in ``path``; ``families`` are the known names of portal families.

    Raises:
        InputError: every mistake at once, each with its key.
    """
    return registry_of(load_toml(path), str(path), families)


def registry_of(
    tables: Mapping[str, object], source: str, families: Iterable[str] = ()
) -> Registry:
    """The registry that ``tables`` hold, as TOML gives them; ``source`` is named in messages.

    Raises:
        InputError: every mistake at once, each with its key.
    """
    problems: list[str] = []
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
        raise InputError(source, tuple(problems))
    return Registry(
        agencies={row.id: _agency(row) for _, row in agencies},
        places={row.id: _place(row) for _, row in places},
        local_deadlines=tuple(_deadline(row) for _, row in deadlines),
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
    problems = [
        f"{key}.{name}：名录中没有 id 为 {row[name]!r} 的机关"
        for key, row in rows
        for name in ("parent", "merged_into")
        if name in row and row[name] not in ids
    ]
    problems.extend(
        f"{key}：并入其他机关的，应写明最后一份年报的年度 last_year"
        for key, row in rows
        if "merged_into" in row and "last_year" not in row
    )
    problems.extend(_reversed_years(rows))
    return problems


def _reversed_years(rows: Iterable[tuple[str, Mapping[str, object]]]) -> list[str]:
    return [
        f"{key}：首个年度 {first} 晚于末个年度 {last}"
        for key, row in rows
        if isinstance(first := row.get("first_year"), int)
        and isinstance(last := row.get("last_year"), int)
        and first > last
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
    return [*problems, *_reversed_years(_written(tables, "deadline"))]


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
        former_names=row.former_names,
        first_year=row.first_year,
        last_year=row.last_year,
        merged_into=row.merged_into,
        emails=row.emails,
    )


def _deadline(row: DeadlineRow) -> LocalDeadline:
    return LocalDeadline(
        kind=row.kind,
        month=row.month,
        day=row.day,
        basis=row.basis,
        region=row.region,
        first_year=row.first_year,
        last_year=row.last_year,
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
        window=row.window,
    )
