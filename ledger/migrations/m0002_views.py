"""Views for people, with Chinese names. They show finished runs only."""

from __future__ import annotations

from sqlite_utils import Database

from ledger.schema import ViewDeclaration, create_view

_SEVERITY = """CASE f.severity WHEN 'error' THEN '错误' WHEN 'warning' THEN '警告'
    WHEN 'advice' THEN '建议' ELSE '提示' END"""

_STATE = """CASE c.state WHEN 'on_time' THEN '按时公布' WHEN 'late' THEN '逾期公布'
    WHEN 'collected' THEN '已采集' WHEN 'absent_unconfirmed' THEN '未见公布（待人工确认）'
    WHEN 'not_published' THEN '未公布' WHEN 'not_due' THEN '未到期限' ELSE '无法核实' END"""

_KIND = """CASE a.kind WHEN 'department' THEN '政府部门' WHEN 'government' THEN '人民政府'
    WHEN 'township' THEN '乡镇（街道）' ELSE '开发区管委会' END"""

_FINDINGS = ViewDeclaration(
    name="问题一览",
    english="All findings with the names of the agencies",
    columns=(
        ("机关", "Full name of the agency"),
        ("年度", "Year the report is on"),
        ("规则", "Code of the rule"),
        ("程度", "Severity"),
        ("问题", "What is wrong, as last found"),
        ("对象", "What it is about"),
        ("状态", "Whether it still stands"),
        ("首次发现", "Day of the run that first found it"),
        ("最近发现", "Day of the run that last found it"),
        ("问题标识", "Identity of the finding"),
    ),
    sql=f"""SELECT a.name AS 机关, f.year AS 年度, f.rule AS 规则, {_SEVERITY} AS 程度,
    f.message AS 问题, f.subject AS 对象,
    CASE f.status WHEN 'open' THEN '存在' ELSE '已消除' END AS 状态,
    first.as_of AS 首次发现, last.as_of AS 最近发现, f.fingerprint AS 问题标识
FROM findings f
JOIN agencies a ON a.agency_id = f.agency_id
JOIN runs first ON first.run_id = f.first_seen_run
JOIN runs last ON last.run_id = f.last_seen_run
ORDER BY f.year DESC, a.name, f.rule, f.subject""",  # noqa: S608 - constants of this file
)

LATEST_CASES = """SELECT c.*, r.as_of, row_number() OVER (
        PARTITION BY c.agency_id, c.year ORDER BY r.started_at DESC, r.sequence DESC) AS age
    FROM cases c JOIN runs r ON r.run_id = c.run_id WHERE r.state = 'finished'"""

_PUBLICATION = ViewDeclaration(
    name="公布情况",
    english="The last known state of publication for each agency and year",
    columns=(
        ("机关", "Full name of the agency"),
        ("类别", "Kind of agency"),
        ("年度", "Year the report is on"),
        ("情况", "State of publication"),
        ("说明", "Why the state is so"),
        ("最后期限", "Last day on time, inclusive"),
        ("所称公布日期", "Day of publication as the portal claims"),
        ("不早于", "Last day on which the report was not seen"),
        ("不晚于", "First day on which the report was seen"),
        ("网址", "Address of the report"),
        ("判定日", "Day of judgement"),
        ("运行编号", "The run that judged"),
    ),
    sql=f"""SELECT a.name AS 机关, {_KIND} AS 类别, c.year AS 年度, {_STATE} AS 情况,
    c.reason AS 说明, d.due_date AS 最后期限, c.claimed_date AS 所称公布日期,
    c.not_before AS 不早于, c.not_after AS 不晚于, p.url AS 网址, c.as_of AS 判定日,
    c.run_id AS 运行编号
FROM ({LATEST_CASES}) c
JOIN agencies a ON a.agency_id = c.agency_id
LEFT JOIN duties d ON d.agency_id = c.agency_id AND d.year = c.year
LEFT JOIN reports p ON p.report_id = c.report_id
WHERE c.age = 1
ORDER BY c.year DESC, a.name""",  # noqa: S608 - constants of this file
)

_RUNS = ViewDeclaration(
    name="运行记录",
    english="All runs, also those that did not finish",
    columns=(
        ("运行编号", "Key of the run"),
        ("任务", "What was done"),
        ("判定日", "Day of judgement"),
        ("开始", "Instant of the start, UTC"),
        ("结束", "Instant of the end, UTC"),
        ("状态", "Whether it came to its end"),
        ("失败原因", "Why it failed"),
    ),
    sql="""SELECT run_id AS 运行编号,
    CASE job WHEN 'run' THEN '采集并审核' WHEN 'collect' THEN '采集' ELSE '审核' END AS 任务,
    as_of AS 判定日, started_at AS 开始, finished_at AS 结束,
    CASE state WHEN 'finished' THEN '完成' WHEN 'running' THEN '进行中' ELSE '失败' END AS 状态,
    reason AS 失败原因
FROM runs ORDER BY sequence DESC""",
)

_FIGURES = ViewDeclaration(
    name="数据项一览",
    english="The figures of the report last judged, one row a cell",
    columns=(
        ("机关", "Full name of the agency"),
        ("年度", "Year the report is on"),
        ("数据项", "Name of the cell"),
        ("数值", "Exact number as text"),
        ("原文", "Text as printed"),
        ("位置", "Where it stands in the report"),
        ("状态", "How the cell was found"),
    ),
    sql=f"""SELECT a.name AS 机关, c.year AS 年度, g.path AS 数据项, g.value AS 数值,
    g.printed AS 原文, g.at AS 位置,
    CASE g.state WHEN 'number' THEN '数字' WHEN 'blank' THEN '空白' WHEN 'text' THEN '文字'
        WHEN 'missing' THEN '文件中没有' ELSE '未能识读' END AS 状态
FROM ({LATEST_CASES}) c
JOIN agencies a ON a.agency_id = c.agency_id
JOIN judgements j ON j.judgement_id = c.judgement_id
JOIN figures g ON g.reading_id = j.reading_id
WHERE c.age = 1
ORDER BY c.year DESC, a.name, g.rowid""",  # noqa: S608 - constants of this file
)

VIEWS = (_FINDINGS, _PUBLICATION, _RUNS, _FIGURES)


def apply(database: Database) -> None:
    """Make all views."""
    for view in VIEWS:
        create_view(database, view)
