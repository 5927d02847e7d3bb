"""What a registry holds, in lines for people: agencies by kind, due dates, and what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from registry.deadlines import duty_of
from registry.model import Agency, AgencyKind, Place, Registry

_NAMES_SHOWN = 10


def overview_lines(registry: Registry, year: int) -> tuple[str, ...]:
    """The lines, with the due dates of the reports on ``year`` and the basis of each."""
    return tuple(_lines(registry, year))


def _lines(registry: Registry, year: int) -> Iterator[str]:
    owing = [agency for agency in registry.agencies.values() if agency.owes(year)]
    yield f"名录没有错误：机关 {len(registry.agencies)} 个，公布位置 {len(registry.places)} 个。"
    yield f"{year} 年度应公布年报的机关 {len(owing)} 个："
    for kind in AgencyKind:
        yield from _kind_lines(registry, kind, [a for a in owing if a.kind is kind], year)
    yield from _named("没有公布位置的机关，不会被采集", _without_place(registry, owing))
    yield from _named("未写年报栏目、由程序从首页寻找的位置", _without_column(registry))
    yield from _named("垂直管理的机关（文书用函）", [a.name for a in owing if a.is_vertical])
    yield from _named(f"{year} 年度没有年报义务的机关", _outside(registry, year))
    yield from _named("几个机关同名，请核对", _same_names(registry))


def _kind_lines(
    registry: Registry, kind: AgencyKind, agencies: list[Agency], year: int
) -> Iterator[str]:
    """How many of a kind are due by which day, and on what basis."""
    duties = Counter(
        (duty.due_date, duty.basis) if (duty := duty_of(agency, year, registry)) else None
        for agency in agencies
    )
    for due, count in duties.items():
        if due is None:
            yield f"  {kind.label} {count} 个：名录没有规定期限，不判断是否按时"
        else:
            day, basis = due
            yield f"  {kind.label} {count} 个：{day.year}年{day.month}月{day.day}日前，依据{basis}"


def _without_place(registry: Registry, agencies: list[Agency]) -> list[str]:
    return [a.name for a in agencies if not registry.places_of(a.agency_id)]


def _without_column(registry: Registry) -> list[str]:
    return [_place_name(registry, p) for p in registry.places.values() if p.column_url is None]


def _place_name(registry: Registry, place: Place) -> str:
    return f"{registry.agencies[place.agency_id].name}（{place.home_url}）"


def _outside(registry: Registry, year: int) -> list[str]:
    """Agencies that did not exist for that year, with what became of them."""
    lines = []
    for agency in registry.agencies.values():
        if agency.owes(year):
            continue
        into = registry.agencies.get(agency.merged_into or "")
        lines.append(f"{agency.name}（并入{into.name}）" if into else agency.name)
    return lines


def _same_names(registry: Registry) -> list[str]:
    names = Counter(agency.name for agency in registry.agencies.values())
    return [name for name, count in names.items() if count > 1]


def _named(words: str, names: list[str]) -> Iterator[str]:
    if names:
        more = f"等 {len(names)} 个" if len(names) > _NAMES_SHOWN else f"（{len(names)} 个）"
        yield f"{words}：{'、'.join(names[:_NAMES_SHOWN])}{more}"
