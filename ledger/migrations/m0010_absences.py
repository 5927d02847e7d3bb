"""Step 10: that a person confirmed that an agency has not published (未公布), and took it back."""

from __future__ import annotations

from sqlite_utils import Database

from ledger.schema import (
    Column,
    TableDeclaration,
    ViewDeclaration,
    create_table,
    create_view,
    only_added,
)

_ABSENCES = TableDeclaration(
    name="absences",
    chinese="未公布的人工确认",
    english="That an agency has not published, as persons confirmed; rows are only added",
    primary_key=("absence_id",),
    references=(
        (("agency_id",), "agencies", ("agency_id",)),
        (("run_id",), "runs", ("run_id",)),
    ),
    indexes=(("agency_id", "year"),),
    columns=(
        Column("absence_id", int, "确认编号", "Key"),
        Column("agency_id", str, "机关编号", "The agency"),
        Column("year", int, "年度", "Year the report is on"),
        Column("run_id", str, "所据核查的运行", "Run of the last visit that the person had"),
        Column("seen_date", str, "所据核查日", "Day of that visit, ISO date"),
        Column("reason", str, "理由", "What the person looked at"),
        Column("confirmed_by", str, "确认人", "Name of the person"),
        Column("confirmed_at", str, "确认时间", "Instant, UTC"),
    ),
)

_ENDS = TableDeclaration(
    name="absence_ends",
    chinese="未公布确认的撤回",
    english="Confirmations that were taken back; rows are only added",
    primary_key=("end_id",),
    references=((("absence_id",), "absences", ("absence_id",)),),
    unique=(("absence_id",),),
    columns=(
        Column("end_id", int, "编号", "Key"),
        Column("absence_id", int, "确认编号", "The confirmation"),
        Column("reason", str, "理由", "Why"),
        Column("withdrawn_by", str, "撤回人", "Name of the person"),
        Column("withdrawn_at", str, "撤回时间", "Instant, UTC"),
    ),
)

TABLES = (_ABSENCES, _ENDS)

_CONFIRMED = ViewDeclaration(
    name="未公布确认一览",
    english="All confirmations that an agency has not published, the latest first",
    columns=(
        ("确认编号", "Key"),
        ("机关", "Full name of the agency"),
        ("年度", "Year the report is on"),
        ("状态", "In force, taken back, or lapsed since the report was seen"),
        ("所据核查日", "Day of the last visit that the person had"),
        ("确认人", "Name of the person"),
        ("确认时间", "Instant, UTC"),
        ("理由", "What the person looked at"),
        ("撤回人", "Who took it back"),
        ("撤回时间", "Instant, UTC"),
        ("撤回理由", "Why it was taken back"),
    ),
    sql="""SELECT b.absence_id AS 确认编号, a.name AS 机关, b.year AS 年度,
    CASE WHEN e.end_id IS NOT NULL THEN '已撤回' WHEN EXISTS (SELECT 1 FROM visits v
            WHERE v.agency_id = b.agency_id AND v.year = b.year AND v.ended_at > b.confirmed_at
                AND v.visit_class IN ('collected', 'collected_late')) THEN '已失效（见到年报）'
        ELSE '有效' END AS 状态,
    b.seen_date AS 所据核查日, b.confirmed_by AS 确认人, b.confirmed_at AS 确认时间,
    b.reason AS 理由, e.withdrawn_by AS 撤回人, e.withdrawn_at AS 撤回时间, e.reason AS 撤回理由
FROM absences b
LEFT JOIN agencies a USING (agency_id)
LEFT JOIN absence_ends e USING (absence_id)
ORDER BY b.absence_id DESC""",
)

VIEWS = (_CONFIRMED,)


def apply(database: Database) -> None:
    """Add the two tables with their guards, and the view."""
    for table in TABLES:
        create_table(database, table)
        only_added(database, table.name)
    for view in VIEWS:
        create_view(database, view)
