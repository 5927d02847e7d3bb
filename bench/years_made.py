"""A ledger of many years and agencies, made row by row, plausible as far as questions look."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from bench.years_said import EVIDENCE, HASH, MESSAGE, decisions, history, many, papers
from ledger.migrations.m0007_questions import KEY_FIGURES
from ledger.store import Ledger

_RULES = tuple(f"{family}{n:02d}" for family in ("CMP", "CON", "AUT", "TIM") for n in range(1, 27))
_SEVERITIES = ("error", "warning", "advice", "hint")
_CLASSES = ("collected", "collected", "collected", "not_seen", "timeout", "blocked_forbidden")
_KINDS = ("department", "department", "department", "government", "township")
_FIRST_YEAR = 2015
_JSON_LIST = json.dumps([f"c{n:04d}" for n in range(24)])
_GONE_SHARE, _SHADOW_SHARE = 0.3, 0.1
_BREAK_EVERY = 30
_WITHOUT_YEAR = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much is made; ``figures`` are those of a reading beside the ones compared."""

    agencies: int = 5000
    years: int = 10
    runs_a_year: int = 8
    findings: int = 8
    figures: int = 40
    waivers: int = 200


def make(path: Path, size: Size) -> None:
    """Write the ledger to the new file ``path``."""
    Ledger.open(path).close()
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA foreign_keys = OFF")
        for year in range(_FIRST_YEAR, _FIRST_YEAR + size.years):
            connection.execute("BEGIN")
            if year == _FIRST_YEAR:
                _agencies(connection, size)
            _year(connection, size, year)
            connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


def _agencies(connection: sqlite3.Connection, size: Size) -> None:
    many(
        connection,
        "agencies",
        (
            {
                "agency_id": f"a{n:05d}",
                "name": f"第{n}号市示例局",
                "kind": _KINDS[n % len(_KINDS)],
                "region_code": f"99{n % 100:02d}00",
                "aliases": "[]",
                "is_vertical": 0,
                "is_watched": 1,
            }
            for n in range(size.agencies)
        ),
    )
    many(
        connection,
        "places",
        (
            {
                "place_id": f"p{n:05d}",
                "agency_id": f"a{n:05d}",
                "kind": "own_site",
                "home_url": f"http://p{n:05d}.example/",
                "hosts": "[]",
                "is_watched": 1,
            }
            for n in range(size.agencies)
        ),
    )
    many(
        connection,
        "waivers",
        (
            {
                # At most one of the three is left open, as the ledger demands.
                "rule": None if n % 10 == 1 else _RULES[n % len(_RULES)],
                "agency_id": None if n % 20 == 0 else f"a{n * 7 % size.agencies:05d}",
                "year": None if n % 10 == _WITHOUT_YEAR else _FIRST_YEAR + n % size.years,
                "from_date": "2015-01-01",
                "until_date": "2099-12-31",
                "reason": "机构改革期间数据口径不一",
                "waived_by": "核查员",
                "waived_at": "2020-01-01T00:00:00+00:00",
            }
            for n in range(1, size.waivers + 1)
        ),
    )


def _year(connection: sqlite3.Connection, size: Size, year: int) -> None:
    chance = random.Random(year)  # noqa: S311 - made rows, no secret
    runs = [f"{year + 1}-{n:02d}" for n in range(size.runs_a_year)]
    days = [date(year + 1, 1, 20) + timedelta(days=14 * n) for n in range(size.runs_a_year)]
    first = (year - _FIRST_YEAR) * size.agencies
    _runs(connection, runs, days, year)
    many(connection, "duties", _duties(size, year))
    many(connection, "visits", _visits(size, year, runs, days, chance))
    many(connection, "readings", _readings(size, year, first, runs[1]))
    many(connection, "judgements", _judgements(size, year, first, runs[1]))
    many(connection, "results", _results(size, first))
    many(connection, "cases", _cases(size, year, first, runs, chance))
    many(connection, "figures", _figures(size, year, first, chance))
    findings = list(_findings(size, year, runs, chance))
    many(connection, "findings", iter(findings))
    many(connection, "finding_history", history(findings, runs))
    many(connection, "decisions", decisions(findings, runs[-1]))
    papers(connection, findings, runs, year)


def _runs(connection: sqlite3.Connection, runs: list[str], days: list[date], year: int) -> None:
    many(
        connection,
        "runs",
        (
            {
                "run_id": run,
                "sequence": (year - _FIRST_YEAR) * len(runs) + n + 1,
                "job": "run",
                "years": f"[{year}]",
                "as_of": days[n].isoformat(),
                "started_at": f"{days[n]}T01:00:00+00:00",
                "finished_at": f"{days[n]}T02:00:00+00:00",
                "state": "finished",
            }
            for n, run in enumerate(runs)
        ),
    )


def _duties(size: Size, year: int) -> Iterator[dict[str, object]]:
    for n in range(size.agencies):
        yield {
            "agency_id": f"a{n:05d}",
            "year": year,
            "due_date": f"{year + 1}-01-31",
            "basis": "《中华人民共和国政府信息公开条例》第四十九条",
        }


def _visits(
    size: Size, year: int, runs: list[str], days: list[date], chance: random.Random
) -> Iterator[dict[str, object]]:
    for run, day in zip(runs, days, strict=True):
        for n in range(size.agencies):
            yield {
                "run_id": run,
                "place_id": f"p{n:05d}",
                "agency_id": f"a{n:05d}",
                "year": year,
                "visit_class": chance.choice(_CLASSES),
                "started_at": f"{day}T01:00:00+00:00",
                "ended_at": f"{day}T01:01:00+00:00",
                "tried": "[]",
                "claimed_dates": "{}",
                "documents": "[]",
                "evidence": _JSON_LIST,
                "flags": "[]",
            }


def _readings(size: Size, year: int, first: int, run: str) -> Iterator[dict[str, object]]:
    for n in range(size.agencies):
        yield {
            "reading_id": first + n + 1,
            "agency_id": f"a{n:05d}",
            "year": year,
            "digest": HASH,
            "reader_version": 1,
            "media": "html",
            "edition": "2021",
            "warnings": "[]",
            "first_run_id": run,
        }


def _judgements(size: Size, year: int, first: int, run: str) -> Iterator[dict[str, object]]:
    for n in range(size.agencies):
        yield {
            "judgement_id": first + n + 1,
            "agency_id": f"a{n:05d}",
            "year": year,
            "digest": HASH,
            "reading_id": first + n + 1,
            "first_run_id": run,
        }


def _results(size: Size, first: int) -> Iterator[dict[str, object]]:
    """Of the results only those that a question reads."""
    for n in range(size.agencies):
        for rule in ("CON07", "CON08"):
            yield {
                "judgement_id": first + n + 1,
                "rule": rule,
                "version": 1,
                "outcome": "nonconforming",
                "severity": "warning",
                "is_shadow": 0,
            }


def _cases(
    size: Size, year: int, first: int, runs: list[str], chance: random.Random
) -> Iterator[dict[str, object]]:
    states = ("on_time",) * 14 + ("late", "collected", "absent_unconfirmed", "unknown")
    for run in runs:
        for n in range(size.agencies):
            state = chance.choice(states)
            has_report = state in {"on_time", "late", "collected"}
            yield {
                "run_id": run,
                "agency_id": f"a{n:05d}",
                "year": year,
                "state": state,
                "reason": None if has_report else "网站响应超时：30 秒内没有应答",
                "claimed_date": f"{year + 1}-01-25" if has_report else None,
                "not_after": f"{year + 1}-01-25" if has_report else None,
                "judgement_id": first + n + 1 if has_report else None,
            }


def _figures(
    size: Size, year: int, first: int, chance: random.Random
) -> Iterator[dict[str, object]]:
    others = [f"requests.granted.column{n:03d}" for n in range(size.figures)]
    for n in range(size.agencies):
        fitting = _fitting(n, year)
        for path in (*KEY_FIGURES, *others):
            value = str(fitting.get(path, int(chance.expovariate(0.02))))
            yield {
                "reading_id": first + n + 1,
                "path": path,
                "state": "number",
                "value": value,
                "printed": value,
                "at": "表三 第1行 总计",
            }


def _fitting(n: int, year: int) -> dict[str, int]:
    """The figures that meet those of the year before, but for every so many agencies."""
    breaks = (n + year) % _BREAK_EVERY == 0
    figures = {
        "requests.carried_in.total": (n * year) % 7 + breaks,
        "requests.carried_out.total": (n * (year + 1)) % 7,
    }
    for kind in ("regulations", "normative_documents"):
        figures[f"proactive.{kind}.issued"] = 3
        figures[f"proactive.{kind}.repealed"] = 1
        figures[f"proactive.{kind}.in_force"] = 50 + 2 * (year - _FIRST_YEAR) + 4 * breaks
    return figures


def _findings(
    size: Size, year: int, runs: list[str], chance: random.Random
) -> Iterator[dict[str, object]]:
    for n in range(size.agencies):
        for rule in sorted(chance.sample(_RULES, size.findings)):
            is_gone = chance.random() < _GONE_SHARE
            yield {
                "fingerprint": f"{year:04x}{n:06x}{_RULES.index(rule):06x}",
                "rule": rule,
                "rule_version": 1,
                "agency_id": f"a{n:05d}",
                "year": year,
                "subject": "requests.received",
                "severity": chance.choice(_SEVERITIES),
                "message": MESSAGE,
                "evidence": _like(n, year) if rule == "AUT07" else EVIDENCE,
                "status": "gone" if is_gone else "open",
                "state": "rectified" if is_gone else "persisting",
                "first_seen_run": runs[1],
                "last_seen_run": runs[-2] if is_gone else runs[-1],
                "is_shadow": int(chance.random() < _SHADOW_SHARE),
            }


def _like(n: int, year: int) -> str:
    other = {"at": f"第{n ^ 1}号市示例局{year}年度年报", "printed": "http://other.example/"}
    return json.dumps([other], ensure_ascii=False)
