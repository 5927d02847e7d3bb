"""Step 6, part 4: views for people on what changes over time and on what is said."""

from __future__ import annotations

from sqlite_utils import Database

from ledger.schema import ViewDeclaration, create_view, drop_view

FINDING_STATE = """CASE {state} WHEN 'new' THEN '新发现' WHEN 'persisting' THEN '仍存在'
        WHEN 'rectified' THEN '已整改' WHEN 'withdrawn' THEN '已撤下'
        WHEN 'dropped' THEN '不再认定' ELSE '再次出现' END"""
NOTICE_STATE = """CASE {state} WHEN 'in_review' THEN '审核中' WHEN 'released' THEN '已签发'
        WHEN 'delivered' THEN '已送达' WHEN 'replied' THEN '已反馈' WHEN 'closed' THEN '已办结'
        ELSE '代拟稿' END"""
NOTICE_KIND = """CASE {kind} WHEN 'notice' THEN '整改通知' WHEN 'reminder' THEN '提醒'
        WHEN 'urging' THEN '催办' WHEN 'recheck' THEN '复查结果' WHEN 'circular' THEN '通报'
        WHEN 'status_statement' THEN '公布情况说明' WHEN 'access_letter' THEN '访问协调函'
        ELSE {kind} END"""
_SEVERITY = """CASE f.severity WHEN 'error' THEN '错误' WHEN 'warning' THEN '警告'
        WHEN 'advice' THEN '建议' ELSE '提示' END"""
_YES = "CASE WHEN {test} THEN '是' ELSE '否' END"

# The last day anything was judged: a view must not ask the clock.
_LAST_DAY = "(SELECT max(as_of) FROM runs WHERE state = 'finished')"
_NOTICED = """EXISTS (SELECT 1 FROM notice_items i JOIN notice_states s USING (notice_id)
        WHERE i.fingerprint = f.fingerprint AND s.state = 'released')"""
_DISPUTED = """(SELECT i.answer = 'disputed' FROM reply_items i
        WHERE i.fingerprint = f.fingerprint ORDER BY i.answer_id DESC LIMIT 1) IS 1"""
_WAIVED = f"""EXISTS (SELECT 1 FROM waivers w LEFT JOIN waiver_ends e USING (waiver_id)
        WHERE coalesce(w.rule, f.rule) = f.rule
        AND coalesce(w.agency_id, f.agency_id) = f.agency_id AND coalesce(w.year, f.year) = f.year
        AND w.from_date <= {_LAST_DAY} AND {_LAST_DAY} <= w.until_date
        AND coalesce(e.from_date, '9999') > {_LAST_DAY})"""  # noqa: S608 - constants of this file

_FINDING_COLUMNS = (
    ("机关", "Full name of the agency"),
    ("年度", "Year the report is on"),
    ("规则", "Code of the rule"),
    ("程度", "Severity"),
    ("问题", "What is wrong, as last found"),
    ("对象", "What it is about"),
    ("状态", "Whether it still stands"),
    ("经历", "Where it stands in its life"),
    ("首次发现", "Day of the run that first found it"),
    ("最近发现", "Day of the run that last found it"),
    ("已通知", "Whether a released document lists it"),
    ("有异议", "Whether the agency disputes it in its last answer"),
    ("已豁免", "Whether a waiver covers it on the day last judged"),
    ("人工认定", "The last decision on it"),
    ("问题标识", "Identity of the finding"),
)


def _findings(name: str, english: str, shadow: int) -> ViewDeclaration:
    return ViewDeclaration(
        name=name,
        english=english,
        columns=_FINDING_COLUMNS,
        sql=f"""SELECT a.name AS 机关, f.year AS 年度, f.rule AS 规则, {_SEVERITY} AS 程度,
    f.message AS 问题, f.subject AS 对象,
    CASE f.status WHEN 'open' THEN '存在' ELSE '已消除' END AS 状态,
    {FINDING_STATE.format(state="f.state")} AS 经历,
    first.as_of AS 首次发现, last.as_of AS 最近发现,
    {_YES.format(test=_NOTICED)} AS 已通知, {_YES.format(test=_DISPUTED)} AS 有异议,
    {_YES.format(test=_WAIVED)} AS 已豁免,
    (SELECT CASE d.verdict WHEN 'upheld' THEN '属实' ELSE '不属实' END FROM decisions d
        WHERE d.fingerprint = f.fingerprint ORDER BY d.decision_id DESC LIMIT 1) AS 人工认定,
    f.fingerprint AS 问题标识
FROM findings f
JOIN agencies a ON a.agency_id = f.agency_id
JOIN runs first ON first.run_id = f.first_seen_run
JOIN runs last ON last.run_id = f.last_seen_run
WHERE f.is_shadow = {shadow}
ORDER BY f.year DESC, a.name, f.rule, f.subject""",  # noqa: S608 - constants of this file
    )


_HISTORY = ViewDeclaration(
    name="问题经历",
    english="Each change in the life of findings, the latest first",
    columns=(
        ("机关", "Full name of the agency"),
        ("年度", "Year the report is on"),
        ("规则", "Code of the rule"),
        ("对象", "What the finding is about"),
        ("判定日", "Day of judgement"),
        ("原状态", "State before"),
        ("现状态", "State then"),
        ("说明", "Why the state changed"),
        ("问题标识", "Identity of the finding"),
        ("运行编号", "The run"),
    ),
    sql=f"""SELECT a.name AS 机关, f.year AS 年度, f.rule AS 规则, f.subject AS 对象,
    r.as_of AS 判定日,
    CASE WHEN h.former_state IS NULL THEN NULL
        ELSE {FINDING_STATE.format(state="h.former_state")} END AS 原状态,
    {FINDING_STATE.format(state="h.state")} AS 现状态, h.reason AS 说明,
    f.fingerprint AS 问题标识, h.run_id AS 运行编号
FROM finding_history h
JOIN findings f USING (fingerprint)
JOIN agencies a ON a.agency_id = f.agency_id
JOIN runs r ON r.run_id = h.run_id
WHERE f.is_shadow = 0
ORDER BY r.sequence DESC, a.name, f.rule, f.subject""",  # noqa: S608 - constants of this file
)

_VERSIONS = ViewDeclaration(
    name="年报版本一览",
    english="What places showed as reports, one version after another",
    columns=(
        ("机关", "Full name of the agency"),
        ("年度", "Year the report is on"),
        ("位置编号", "The place"),
        ("第几版", "Counts from 1"),
        ("变化", "Compared with the version before"),
        ("标题", "Title in the portal"),
        ("网址", "Address"),
        ("首次看到", "Instant, UTC"),
        ("最近看到", "Instant, UTC"),
    ),
    sql="""SELECT a.name AS 机关, v.year AS 年度, v.place_id AS 位置编号, v.number AS 第几版,
    CASE v.change WHEN 'first' THEN '首次采集' WHEN 'content' THEN '内容有变化'
        ELSE '文件有变化，内容是否变化不能确定' END AS 变化,
    p.title AS 标题, p.url AS 网址, v.first_seen_at AS 首次看到, v.last_seen_at AS 最近看到
FROM report_versions v
JOIN agencies a USING (agency_id)
JOIN reports p USING (report_id)
ORDER BY v.year DESC, a.name, v.place_id, v.number""",
)

_NOTICES = ViewDeclaration(
    name="文书一览",
    english="Documents and how far they have come, the latest first",
    columns=(
        ("文书编号", "Key"),
        ("机关", "Full name of the agency"),
        ("年度", "Year the report is on"),
        ("种类", "Kind of document"),
        ("状态", "How far it has come"),
        ("文号", "Number given at release"),
        ("问题数", "Findings it lists"),
        ("签发时间", "Instant of the release, UTC"),
        ("要求反馈", "Day by which a reply is asked"),
        ("文件", "File, relative to the folder of reports"),
        ("生成时间", "Instant it was written, UTC"),
    ),
    sql=f"""SELECT n.notice_id AS 文书编号, a.name AS 机关, n.year AS 年度,
    {NOTICE_KIND.format(kind="n.kind")} AS 种类,
    {NOTICE_STATE.format(state="last.state")} AS 状态, given.number AS 文号,
    (SELECT count(*) FROM notice_items i WHERE i.notice_id = n.notice_id) AS 问题数,
    given.moved_at AS 签发时间, n.reply_due AS 要求反馈, n.path AS 文件, n.made_at AS 生成时间
FROM notices n
LEFT JOIN agencies a USING (agency_id)
LEFT JOIN notice_states last ON last.state_id =
    (SELECT max(state_id) FROM notice_states s WHERE s.notice_id = n.notice_id)
LEFT JOIN notice_states given ON given.notice_id = n.notice_id AND given.state = 'released'
ORDER BY n.notice_id DESC""",  # noqa: S608 - constants of this file
)

_WAIVERS = ViewDeclaration(
    name="豁免一览",
    english="All waivers, the latest first",
    columns=(
        ("豁免编号", "Key"),
        ("规则", "Code of the rule, or all"),
        ("机关", "Full name of the agency, or all"),
        ("年度", "Year, or all"),
        ("起始日", "First day in force"),
        ("截止日", "Last day in force"),
        ("理由", "Why"),
        ("豁免人", "Name of the person"),
        ("终止", "First day no longer in force, where it was ended before its time"),
        ("终止人", "Who ended it"),
        ("终止理由", "Why it was ended"),
    ),
    sql="""SELECT w.waiver_id AS 豁免编号, coalesce(w.rule, '全部') AS 规则,
    coalesce(a.name, '全部') AS 机关, coalesce(w.year, '全部') AS 年度,
    w.from_date AS 起始日, w.until_date AS 截止日, w.reason AS 理由, w.waived_by AS 豁免人,
    e.from_date AS 终止, e.ended_by AS 终止人, e.reason AS 终止理由
FROM waivers w
LEFT JOIN agencies a USING (agency_id)
LEFT JOIN waiver_ends e USING (waiver_id)
ORDER BY w.waiver_id DESC""",
)

_NAMES = ViewDeclaration(
    name="机关名称一览",
    english="The names of agencies over time",
    columns=(
        ("机关编号", "Key of the agency"),
        ("类别", "Kind of name"),
        ("名称", "The name"),
        ("何时起", "Instant of the registry that first had it, UTC"),
        ("至何时", "Instant of the first that no longer had it, UTC"),
    ),
    sql="""SELECT agency_id AS 机关编号,
    CASE kind WHEN 'full' THEN '全称' WHEN 'other' THEN '其他名称' ELSE '曾用名' END AS 类别,
    name AS 名称, known_from AS 何时起, known_until AS 至何时
FROM agency_names ORDER BY agency_id, kind, name_id""",
)

_EVENTS = ViewDeclaration(
    name="操作记录",
    english="All that people and jobs did, the latest first",
    columns=(
        ("序号", "Counts from 1 without gaps"),
        ("时间", "Instant, UTC"),
        ("操作人", "Name of the person, or of the job"),
        ("事项", "What was done"),
        ("内容", "The row that was added, or what was done, JSON"),
        ("校验值", "Hash over this row and the one before"),
    ),
    sql="""SELECT event_id AS 序号, at AS 时间, actor AS 操作人, kind AS 事项, content AS 内容,
    sha256 AS 校验值
FROM events ORDER BY event_id DESC""",
)

VIEWS = (
    _findings(
        "问题一览", "All findings with the names of the agencies, without rules in shadow", 0
    ),
    _findings("影子规则发现", "What rules in shadow found, for reviewers only", 1),
    _HISTORY,
    _VERSIONS,
    _NOTICES,
    _WAIVERS,
    _NAMES,
    _EVENTS,
)


def apply(database: Database) -> None:
    """Make the views anew."""
    drop_view(database, "问题一览")
    drop_view(database, "影子规则发现")
    for view in VIEWS:
        create_view(database, view)
