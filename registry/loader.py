"""Reads a registry file (名录, TOML) and reports every mistake in it at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from config.errors import InputError
from config.tables import build, load_toml
from registry.model import Agency, AgencyKind, LocalDeadline, Place, PlaceKind, Registry

Row = TypeVar("Row")

# The last day of each month that exists in every year.
_MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyRow:
    """A row ``[[agency]]`` as an office writes it."""

    id: str
    name: str
    kind: AgencyKind
    region: str
    aliases: tuple[str, ...] = ()
    parent: str | None = None
    vertical: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """A row ``[[place]]`` as an office writes it."""

    id: str
    agency: str
    home: str
    kind: PlaceKind = PlaceKind.OWN_SITE
    column: str | None = None
    hosts: tuple[str, ...] = ()
    family: str | None = None
    render: bool = True
    delay: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineRow:
    """A row ``[[deadline]]``: a local date with the document it comes from."""

    kind: AgencyKind
    month: int
    day: int
    basis: str


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
    problems.extend(_agency_problems(agencies))
    problems.extend(_place_problems(places, _named_ids(tables), frozenset(families)))
    problems.extend(_deadline_problems(deadlines))
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
    for number, table in enumerate(found, start=1):
        key = f"{name}[{number}]"
        if isinstance(table, Mapping) and isinstance(table.get("id"), str):
            key = f"{key}（{table['id']}）"
        row = build(kind, table, key, problems)
        if row is not None:
            built.append((key, row))
    return built


def _named_ids(tables: Mapping[str, object]) -> frozenset[str]:
    """The ids of all agencies that are written down, also of those with mistakes."""
    rows = tables.get("agency", [])
    return (
        frozenset(str(row["id"]) for row in rows if isinstance(row, Mapping) and "id" in row)
        if isinstance(rows, list)
        else frozenset()
    )


def _agency_problems(rows: list[tuple[str, AgencyRow]]) -> list[str]:
    ids = Counter(row.id for _, row in rows)
    problems = [f"agency：id “{name}”重复 {n} 次" for name, n in ids.items() if n > 1]
    for key, row in rows:
        if not row.id.strip() or not row.name.strip():
            problems.append(f"{key}：id 和 name 不能为空")
        if not row.region.isdigit():
            problems.append(f"{key}.region：应为行政区划代码数字，现为 {row.region!r}")
        if row.parent is not None and row.parent not in ids:
            problems.append(f"{key}.parent：名录中没有 id 为 {row.parent!r} 的机关")
    return problems


def _place_problems(
    rows: list[tuple[str, PlaceRow]], agencies: frozenset[str], families: frozenset[str]
) -> list[str]:
    ids = Counter(row.id for _, row in rows)
    problems = [f"place：id “{name}”重复 {n} 次" for name, n in ids.items() if n > 1]
    known = "、".join(sorted(families))
    for key, row in rows:
        if row.agency not in agencies:
            problems.append(f"{key}.agency：名录中没有 id 为 {row.agency!r} 的机关")
        for name, url in (("home", row.home), ("column", row.column)):
            if url is not None and not _is_web_address(url):
                problems.append(f"{key}.{name}：应为 http:// 或 https:// 开头的网址，现为 {url!r}")
        if row.family is not None and families and row.family not in families:
            problems.append(f"{key}.family：没有名为 {row.family!r} 的网站类型，可用：{known}")
        if row.delay is not None and row.delay < 0:
            problems.append(f"{key}.delay：不能为负")
    return problems


def _deadline_problems(rows: list[tuple[str, DeadlineRow]]) -> list[str]:
    problems = []
    for key, row in rows:
        if not 1 <= row.month <= len(_MONTH_DAYS) or not 1 <= row.day <= _MONTH_DAYS[row.month - 1]:
            problems.append(f"{key}：没有 {row.month} 月 {row.day} 日这一天")
        if not row.basis.strip():
            problems.append(f"{key}.basis：应写明依据的文件")
    return problems


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _agency(row: AgencyRow) -> Agency:
    return Agency(
        agency_id=row.id,
        name=row.name,
        kind=row.kind,
        region_code=row.region,
        aliases=row.aliases,
        parent_id=row.parent,
        is_vertical=row.vertical,
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
