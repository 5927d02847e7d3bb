"""What is said of made findings: their history, decisions, released notices; and how rows go in."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

EVIDENCE = json.dumps(
    [{"at": "表三 第1行 总计", "printed": "12"}, {"at": "表三 第2行 总计", "printed": "3"}] * 2,
    ensure_ascii=False,
)
MESSAGE = "各列之和 12 + 3 + 0 + 0 + 1 + 0 = 16，总计填 15，相差 1，请核对各列与总计并更正年报"
HASH = "ab" * 32


def many(connection: sqlite3.Connection, table: str, rows: Iterator[dict[str, object]]) -> None:
    """Insert all rows; the first names the columns."""
    first = next(rows, None)
    if first is None:
        return
    columns = ", ".join(first)
    holes = ", ".join(f":{name}" for name in first)
    sql = f"INSERT INTO {table} ({columns}) VALUES ({holes})"  # noqa: S608 - our own names
    connection.execute(sql, first)
    connection.executemany(sql, rows)


def history(findings: list[dict[str, object]], runs: list[str]) -> Iterator[dict[str, object]]:
    """The states a finding went through."""
    for row in findings:
        for run, state in ((runs[1], "new"), (runs[2], "persisting"), (runs[-1], row["state"])):
            if state == "persisting" and run == runs[-1]:
                continue
            yield {
                "fingerprint": row["fingerprint"],
                "run_id": run,
                "former_state": None if state == "new" else "new",
                "state": state,
                "rule_version": 1,
                "finding_sha256": HASH,
                "judgement_id": None,
                "reason": None,
            }


def decisions(findings: list[dict[str, object]], run: str) -> Iterator[dict[str, object]]:
    """What a person decided on some of the findings."""
    for row in findings[::80]:
        yield {
            "fingerprint": row["fingerprint"],
            "run_id": run,
            "rule": row["rule"],
            "rule_version": 1,
            "finding_sha256": HASH,
            "verdict": "rejected" if row["severity"] == "hint" else "upheld",
            "decided_by": "核查员",
            "decided_at": "2024-03-01T00:00:00+00:00",
            "reason": "经核对",
        }


def papers(
    connection: sqlite3.Connection, findings: list[dict[str, object]], runs: list[str], year: int
) -> None:
    """A released notice to every agency with errors."""
    told = [row for row in findings if row["severity"] == "error"]
    agencies = sorted({str(row["agency_id"]) for row in told})
    first = year * 1_000_000
    keys = {agency: first + n + 1 for n, agency in enumerate(agencies)}
    many(
        connection,
        "notices",
        (
            {
                "notice_id": keys[agency],
                "kind": "notice",
                "run_id": runs[2],
                "agency_id": agency,
                "year": year,
                "path": f"{agency}.html",
                "sha256": HASH,
                "made_at": f"{year + 1}-03-01T00:00:00+00:00",
            }
            for agency in agencies
        ),
    )
    many(
        connection,
        "notice_items",
        (
            {
                "notice_id": keys[str(row["agency_id"])],
                "position": n,
                "fingerprint": row["fingerprint"],
                "rule": row["rule"],
                "rule_version": 1,
                "severity": "error",
                "subject": row["subject"],
                "message": MESSAGE,
                "evidence": EVIDENCE,
            }
            for n, row in enumerate(told)
        ),
    )
    many(
        connection,
        "notice_states",
        (
            {
                "notice_id": keys[agency],
                "state": "released",
                "sha256": HASH,
                "items_sha256": HASH,
                "number": f"督办〔{year + 1}〕{n}号",
                "moved_by": "核查员",
                "moved_at": f"{year + 1}-03-02T00:00:00+00:00",
            }
            for n, agency in enumerate(agencies)
        ),
    )
