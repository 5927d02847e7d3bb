"""Rules in shadow, what a finding rests on, decisions of people, and what a run started from."""

from __future__ import annotations

from sqlite_utils import Database

from ledger.schema import (
    Column,
    TableDeclaration,
    ViewDeclaration,
    add_column,
    create_table,
    create_view,
    drop_view,
)

_RUN = (("run_id",), "runs", ("run_id",))

_DECISIONS = TableDeclaration(
    name="decisions",
    chinese="人工认定",
    english="What people decided on findings; rows are added, never changed or removed",
    primary_key=("decision_id",),
    references=((("fingerprint",), "findings", ("fingerprint",)), _RUN),
    indexes=(("fingerprint",), ("rule", "rule_version")),
    columns=(
        Column("decision_id", int, "认定编号", "Key, in the order of the decisions"),
        Column("fingerprint", str, "问题标识", "The finding decided on"),
        Column("run_id", str, "所认定的运行编号", "Run that had found it last"),
        Column("rule", str, "规则代码", "Code of the rule"),
        Column("rule_version", int, "规则版本", "Version of the rule that had found it"),
        Column("finding_sha256", str, "问题内容的 SHA-256", "Hash of what the finding then said"),
        Column("verdict", str, "认定结果", "upheld or rejected"),
        Column("decided_by", str, "认定人", "Name of the person"),
        Column("decided_at", str, "认定时间", "Instant of the decision, UTC"),
        Column("reason", str, "理由", "Why, in the words of the person"),
    ),
)

_INPUTS = TableDeclaration(
    name="inputs",
    chinese="审核依据",
    english="Registries and settings that runs started from, each kept once",
    primary_key=("sha256",),
    columns=(
        Column("sha256", str, "内容的 SHA-256", "Hash of the content"),
        Column("content", str, "内容（JSON）", "The registry or the settings, JSON"),
    ),
)

_RUN_INPUTS = TableDeclaration(
    name="run_inputs",
    chinese="运行的审核依据",
    english="What a run started from",
    primary_key=("run_id",),
    references=(
        _RUN,
        (("registry_sha256",), "inputs", ("sha256",)),
        (("settings_sha256",), "inputs", ("sha256",)),
    ),
    columns=(
        Column("run_id", str, "运行编号", "The run"),
        Column("registry_sha256", str, "名录的 SHA-256", "The registry"),
        Column("settings_sha256", str, "审核设置的 SHA-256", "The settings of the audit"),
    ),
)

_IS_SHADOW = Column("is_shadow", int, "是否影子规则（0/1）", "Whether the rule ran in shadow")
_COLUMNS = (
    ("results", _IS_SHADOW, "0"),
    ("findings", _IS_SHADOW, "0"),
    (
        "result_findings",
        Column("paths", str, "所涉数据项（JSON 列表）", "Figures it rests on, a JSON list"),
        "'[]'",
    ),
    (
        "result_findings",
        Column("second", str, "第二次识读（JSON）", "What a second reader said of them, JSON"),
        "'{}'",
    ),
)

_FINDING_COLUMNS = (
    ("机关", "Full name of the agency"),
    ("年度", "Year the report is on"),
    ("规则", "Code of the rule"),
    ("程度", "Severity"),
    ("问题", "What is wrong, as last found"),
    ("对象", "What it is about"),
    ("状态", "Whether it still stands"),
    ("首次发现", "Day of the run that first found it"),
    ("最近发现", "Day of the run that last found it"),
    ("人工认定", "The last decision on it"),
    ("问题标识", "Identity of the finding"),
)
_FINDING_SQL = """SELECT a.name AS 机关, f.year AS 年度, f.rule AS 规则,
    CASE f.severity WHEN 'error' THEN '错误' WHEN 'warning' THEN '警告'
        WHEN 'advice' THEN '建议' ELSE '提示' END AS 程度,
    f.message AS 问题, f.subject AS 对象,
    CASE f.status WHEN 'open' THEN '存在' ELSE '已消除' END AS 状态,
    first.as_of AS 首次发现, last.as_of AS 最近发现,
    (SELECT CASE d.verdict WHEN 'upheld' THEN '属实' ELSE '不属实' END FROM decisions d
        WHERE d.fingerprint = f.fingerprint ORDER BY d.decision_id DESC LIMIT 1) AS 人工认定,
    f.fingerprint AS 问题标识
FROM findings f
JOIN agencies a ON a.agency_id = f.agency_id
JOIN runs first ON first.run_id = f.first_seen_run
JOIN runs last ON last.run_id = f.last_seen_run
WHERE f.is_shadow = {shadow}
ORDER BY f.year DESC, a.name, f.rule, f.subject"""

_FINDINGS = ViewDeclaration(
    name="问题一览",
    english="All findings with the names of the agencies, without rules in shadow",
    columns=_FINDING_COLUMNS,
    sql=_FINDING_SQL.format(shadow=0),
)
_IN_SHADOW = ViewDeclaration(
    name="影子规则发现",
    english="What rules in shadow found, for reviewers only",
    columns=_FINDING_COLUMNS,
    sql=_FINDING_SQL.format(shadow=1),
)
_DECIDED = ViewDeclaration(
    name="人工认定一览",
    english="All decisions, the latest first",
    columns=(
        ("机关", "Full name of the agency"),
        ("年度", "Year the report is on"),
        ("规则", "Code of the rule"),
        ("规则版本", "Version of the rule that had found it"),
        ("问题", "What is wrong, as last found"),
        ("认定", "What was decided"),
        ("认定人", "Name of the person"),
        ("认定时间", "Instant of the decision, UTC"),
        ("理由", "Why"),
        ("问题标识", "Identity of the finding"),
    ),
    sql="""SELECT a.name AS 机关, f.year AS 年度, d.rule AS 规则, d.rule_version AS 规则版本,
    f.message AS 问题, CASE d.verdict WHEN 'upheld' THEN '属实' ELSE '不属实' END AS 认定,
    d.decided_by AS 认定人, d.decided_at AS 认定时间, d.reason AS 理由, d.fingerprint AS 问题标识
FROM decisions d
JOIN findings f ON f.fingerprint = d.fingerprint
JOIN agencies a ON a.agency_id = f.agency_id
ORDER BY d.decision_id DESC""",
)


def apply(database: Database) -> None:
    """Make tables, columns and views; decisions can only be added."""
    for table in (_DECISIONS, _INPUTS, _RUN_INPUTS):
        create_table(database, table)
    for change in ("UPDATE", "DELETE"):
        database.execute(
            f"CREATE TRIGGER decisions_{change.lower()} BEFORE {change} ON decisions "
            "BEGIN SELECT RAISE(ABORT, 'decisions are only added'); END"
        )
    for table_name, column, default in _COLUMNS:
        add_column(database, table_name, column, default)
    drop_view(database, _FINDINGS.name)
    for view in (_FINDINGS, _IN_SHADOW, _DECIDED):
        create_view(database, view)
