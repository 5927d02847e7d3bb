"""Step 6, part 1: what changes over time: names, duties, reports, and states of findings."""

from __future__ import annotations

from sqlite_utils import Database

from ledger.schema import Column, TableDeclaration, add_column, create_table, only_added

_AGENCY = (("agency_id",), "agencies", ("agency_id",))
_KNOWN = (
    Column("known_from", str, "何时起", "Instant of the registry that first said so, UTC"),
    Column("known_until?", str, "至何时", "Instant of the first that no longer did; absent: still"),
)

_AGENCY_NAMES = TableDeclaration(
    name="agency_names",
    chinese="机关名称沿革",
    english="The names of agencies over time, as the registry gave them",
    primary_key=("name_id",),
    references=(_AGENCY,),
    indexes=(("agency_id",), ("name",)),
    columns=(
        Column("name_id", int, "编号", "Key"),
        Column("agency_id", str, "机关编号", "The agency"),
        Column("kind", str, "名称类别", "full, other or former"),
        Column("name", str, "名称", "The name"),
        *_KNOWN,
    ),
)

_DUTY_HISTORY = TableDeclaration(
    name="duty_history",
    chinese="公布义务沿革",
    english="What the registry said over time of the day by which a report is owed",
    primary_key=("duty_id",),
    references=(_AGENCY,),
    indexes=(("agency_id", "year"),),
    columns=(
        Column("duty_id", int, "编号", "Key"),
        Column("agency_id", str, "机关编号", "The agency"),
        Column("year", int, "报告年度", "Year the report is on"),
        Column("due_date", str, "最后期限（含当日）", "Last day on time, inclusive, ISO date"),
        Column("basis", str, "依据", "Legal basis"),
        *_KNOWN,
    ),
)

_REPORT_VERSIONS = TableDeclaration(
    name="report_versions",
    chinese="年报版本",
    english="What a place showed as the report, one after another; pages around it do not count",
    primary_key=("version_id",),
    references=(
        _AGENCY,
        (("place_id",), "places", ("place_id",)),
        (("report_id",), "reports", ("report_id",)),
        (("reading_id",), "readings", ("reading_id",)),
        (("first_seen_run",), "runs", ("run_id",)),
        (("last_seen_run",), "runs", ("run_id",)),
        (("replaces",), "report_versions", ("version_id",)),
    ),
    unique=(("agency_id", "year", "place_id", "number"),),
    indexes=(("report_id",),),
    columns=(
        Column("version_id", int, "版本编号", "Key"),
        Column("agency_id", str, "机关编号", "The agency"),
        Column("year", int, "报告年度", "Year the report is on"),
        Column("place_id", str, "位置编号", "The place that showed it"),
        Column("number", int, "第几版", "Counts from 1 for a place and year"),
        Column("change", str, "与前一版相比", "first, content, or unclear: only the bytes differ"),
        Column("replaces?", int, "所替换的版本编号", "The version that stood there before"),
        Column("report_id", int, "年报编号", "Its documents, as last seen"),
        Column("reading_id?", int, "识读编号", "What was last read of it"),
        Column("judged_sha256", str, "据以审核的文件的 SHA-256", "The document last judged"),
        Column("first_seen_run", str, "首次看到的运行编号", "Run that first saw it"),
        Column("first_seen_at", str, "首次看到的时间", "Instant of that visit, UTC"),
        Column("last_seen_run", str, "最近看到的运行编号", "Run that last saw it"),
        Column("last_seen_at", str, "最近看到的时间", "Instant of that visit, UTC"),
    ),
)

_FINDING_HISTORY = TableDeclaration(
    name="finding_history",
    chinese="问题经历",
    english="Each change in the life of a finding; rows are added, never changed or removed",
    primary_key=("fingerprint", "run_id"),
    references=(
        (("fingerprint",), "findings", ("fingerprint",)),
        (("run_id",), "runs", ("run_id",)),
        (("judgement_id",), "judgements", ("judgement_id",)),
    ),
    indexes=(("run_id", "state"),),
    columns=(
        Column("fingerprint", str, "问题标识", "The finding"),
        Column("run_id", str, "运行编号", "Run in which it changed"),
        Column("former_state?", str, "原状态", "State before; absent when it was new"),
        Column("state", str, "状态", "A state, as findings have it"),
        Column("rule_version", int, "规则版本", "Version of the rule then"),
        Column("finding_sha256", str, "问题内容的 SHA-256", "Hash of what it then said"),
        Column("judgement_id?", int, "审核编号", "The judgement that says it, with its words"),
        Column("reason?", str, "说明", "Why the state changed"),
    ),
)

TABLES = (_AGENCY_NAMES, _DUTY_HISTORY, _REPORT_VERSIONS, _FINDING_HISTORY)

_TEXT_HASH = Column(
    "text_sha256",
    str,
    "正文文字的 SHA-256",
    "Hash over the report's own words, without the page around; empty where it cannot be compared",
)
_SECOND = Column(
    "second",
    str,
    "第二次识读",
    "same or abstained; empty where it was not asked, or differs, which the reason then says",
)
_STATE = Column(
    "state",
    str,
    "经历状态",
    "new, persisting, rectified, withdrawn, dropped (our judgement changed) or reopened",
)


def apply(database: Database) -> None:
    """Make tables and columns; findings of older ledgers get the state that their rows show."""
    for table in TABLES:
        create_table(database, table)
    only_added(database, _FINDING_HISTORY.name)
    add_column(database, "readings", _TEXT_HASH, "''")
    add_column(database, "figures", _SECOND, "''")
    add_column(database, "findings", _STATE, "'new'")
    database.execute(
        "UPDATE findings SET state = CASE WHEN status = 'gone' THEN 'rectified' "
        "WHEN first_seen_run = last_seen_run THEN 'new' ELSE 'persisting' END"
    )
