"""``duban timeliness``: when a report was published, whether on time, and how that is known."""

from __future__ import annotations

import json
from collections.abc import Mapping

import click

from archive.model import Visit
from cli.chinese import ChineseCommand
from cli.context import Session
from cli.named_finding import existing_ledger
from cli.summaries import YEAR
from config.clock import local_date
from ledger.publication import Bearing, Claim, Removal, Stretch
from registry.model import Agency, Registry
from workflow.timeliness import Timeliness, timeliness_of
from workflow.workplace import watched_registry


@click.command(
    cls=ChineseCommand,
    example="duban timeliness --agency 苏镇市教育局 --year 2023\n"
    "duban timeliness --agency edu --format json",
)
@click.option("--agency", required=True, metavar="名称", help="机关全称或编号。")
@YEAR
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出形式。"
)
@click.pass_obj
def timeliness(session: Session, *, agency: str, year: int | None, form: str) -> None:
    """说明一份年报何时公布、是否按时，以及判定的经过。"""
    config = session.config()
    registry = watched_registry(config)
    named = agency_named(registry, agency)
    today = local_date(session.clock().now())
    with existing_ledger(session) as ledger:
        known = timeliness_of(ledger, registry, named, year or session.report_year(config), today)
    homes = {place.place_id: place.home_url for place in registry.places_of(named.agency_id)}
    click.echo(_json(known, homes) if form == "json" else "\n".join(_lines(known, homes)))


def agency_named(registry: Registry, name: str) -> Agency:
    """The agency of the registry with this full name or id.

    Raises:
        UsageError: there is none.
    """
    for agency in registry.agencies.values():
        if name in (agency.agency_id, agency.name):
            return agency
    raise click.UsageError(f"名录中没有“{name}”；写全称或编号，见 duban registry check")


def _lines(known: Timeliness, homes: Mapping[str, str]) -> list[str]:
    working = known.working
    return [
        f"{known.agency.name} {known.year}年度年报的公布时间（判定日 {known.as_of}）",
        _duty(known),
        f"结论：{known.verdict.label}。{known.reason}",
        f"不早于：{_not_before(known, homes)}",
        f"不晚于：{_not_after(known, homes)}",
        "标注的日期：" if working.claims else "标注的日期：没有",
        *(f"  {_claim(claim, homes)}" for claim in working.claims),
        "核查经过：" if working.stretches else "核查经过：没有核查记录",
        *(f"  {_stretch(stretch, homes)}" for stretch in working.stretches),
        *_changes(known, homes),
        *([_removal(working.removal)] if working.removal else []),
        *(["最近一次审核中有关规则："] if known.rules else []),
        *(f"  {_rule(one.rule, one.outcome.label, one.told)}" for one in known.rules),
    ]


def _duty(known: Timeliness) -> str:
    if known.duty is None:
        return "期限：没有规定"
    return f"期限：{known.duty.due_date}（含当日；{known.duty.basis}）"


def _not_before(known: Timeliness, homes: Mapping[str, str]) -> str:
    """What the last proof was. That a day is unknown is our not knowing."""
    proof, day = known.working.last_proof, known.working.interval.not_before
    if not proof:
        return "不能确定（首次见到之前没有完整核查的记录）"
    where = "、".join(_home(visit, homes) for visit in proof)
    return f"{day}（当日完整核查 {where} 未见到，运行 {proof[0].run_id}）"


def _not_after(known: Timeliness, homes: Mapping[str, str]) -> str:
    first = known.working.first_sight
    if first is None:
        return "不能确定（没有见到）"
    day = known.working.interval.not_after
    return f"{day}（当日首次在 {_home(first, homes)} 见到，运行 {first.run_id}）"


def _home(visit: Visit, homes: Mapping[str, str]) -> str:
    return homes.get(visit.place_id, visit.place_id)


def _claim(claim: Claim, homes: Mapping[str, str]) -> str:
    where = homes.get(claim.place_id, claim.place_id)
    days = _days(claim.first_seen, claim.last_seen)
    return f"{claim.basis.label} {claim.day}（{where}，{days} 所见）"


def _stretch(stretch: Stretch, homes: Mapping[str, str]) -> str:
    where = homes.get(stretch.place_id, stretch.place_id)
    days = _days(stretch.first_day, stretch.last_day)
    is_failure = stretch.bearing is Bearing.NOTHING
    why = f"（{stretch.visit_class.label}）" if is_failure else ""
    return f"{days} {where} {stretch.bearing.label}{why}，{stretch.visits} 次"


def _days(first: object, last: object) -> str:
    return f"{first}" if first == last else f"{first} 至 {last}"


def _changes(known: Timeliness, homes: Mapping[str, str]) -> list[str]:
    changed = [version for version in known.versions if version.replaces is not None]
    if not changed:
        return []
    lines = [
        f"  {local_date(one.first_seen_at)} {homes.get(one.place_id, one.place_id)} "
        f"第 {one.number} 版：{one.change.label}"
        for one in changed
    ]
    return ["公布后的变化（内容见 duban changes）：", *lines]


def _removal(removal: Removal) -> str:
    doubt = "" if removal.is_proved else "；尚须隔 24 小时以上在各公布位置再次完整核查"
    return f"撤下：{removal.last_seen} 最后见到，{removal.unseen_since} 起完整核查未再见到{doubt}"


def _rule(rule: str, outcome: str, told: tuple[str, ...]) -> str:
    return f"{rule} {outcome}" + (f"：{'；'.join(told)}" if told else "")


def _json(known: Timeliness, homes: Mapping[str, str]) -> str:
    working, interval = known.working, known.working.interval
    told = {
        "agency_id": known.agency.agency_id,
        "agency": known.agency.name,
        "year": known.year,
        "as_of": known.as_of.isoformat(),
        "due_date": known.duty.due_date.isoformat() if known.duty else None,
        "basis": known.duty.basis if known.duty else None,
        "verdict": known.verdict.value,
        "reason": known.reason,
        "not_before": interval.not_before.isoformat() if interval.not_before else None,
        "not_before_run": working.last_proof[0].run_id if working.last_proof else None,
        "not_after": interval.not_after.isoformat() if interval.not_after else None,
        "not_after_run": working.first_sight.run_id if working.first_sight else None,
        "claims": [
            {
                "place": claim.place_id,
                "url": homes.get(claim.place_id),
                "basis": claim.basis.value,
                "date": claim.day.isoformat(),
                "first_seen": claim.first_seen.isoformat(),
                "last_seen": claim.last_seen.isoformat(),
            }
            for claim in working.claims
        ],
        "visits": [
            {
                "place": stretch.place_id,
                "bearing": stretch.bearing.value,
                "class": stretch.visit_class.value,
                "first": stretch.first_day.isoformat(),
                "last": stretch.last_day.isoformat(),
                "count": stretch.visits,
            }
            for stretch in working.stretches
        ],
        "changes": [
            {
                "place": version.place_id,
                "number": version.number,
                "change": version.change.value,
                "first_seen": version.first_seen_at.isoformat(),
            }
            for version in known.versions
            if version.replaces is not None
        ],
        "removal": _removal_told(working.removal),
        "rules": [
            {"rule": one.rule, "outcome": one.outcome.value, "told": list(one.told)}
            for one in known.rules
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def _removal_told(removal: Removal | None) -> dict[str, object] | None:
    if removal is None:
        return None
    return {
        "last_seen": removal.last_seen.isoformat(),
        "unseen_since": removal.unseen_since.isoformat(),
        "proved": removal.is_proved,
    }
