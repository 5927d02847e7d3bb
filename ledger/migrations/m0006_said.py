"""Step 6, part 2: what people say and send: waivers, notices, replies, deliveries, and the log."""

from __future__ import annotations

from sqlite_utils import Database

from ledger.schema import Column, TableDeclaration, create_table, forget, only_added

_AGENCY = (("agency_id",), "agencies", ("agency_id",))
_NOTICE = (("notice_id",), "notices", ("notice_id",))

_EVENTS = TableDeclaration(
    name="events",
    chinese="操作记录",
    english="All that people and jobs did, chained by hashes; rows are only added",
    primary_key=("event_id",),
    indexes=(("table_name", "row_key"),),
    columns=(
        Column("event_id", int, "序号", "Counts from 1 without gaps"),
        Column("at", str, "时间", "Instant, UTC"),
        Column("actor", str, "操作人", "Name of the person, or of the job"),
        Column("kind", str, "事项", "What was done"),
        Column("table_name", str, "表名", "Table that a row was added to, or empty"),
        Column("row_key", int, "行编号", "Key of that row, or 0"),
        Column("content", str, "内容（JSON）", "The row, or what was done, canonical JSON"),
        Column("previous_sha256", str, "前一行的校验值", "Hash of the row before"),
        Column("sha256", str, "校验值", "Hash over this row and the one before"),
    ),
)

_WAIVERS = TableDeclaration(
    name="waivers",
    chinese="豁免",
    english="Findings that are not to be told for a time; rows are only added",
    primary_key=("waiver_id",),
    references=(_AGENCY,),
    indexes=(("agency_id",), ("rule",)),
    columns=(
        Column("waiver_id", int, "豁免编号", "Key"),
        Column("rule?", str, "规则代码", "Code of the rule; absent: every rule"),
        Column("agency_id?", str, "机关编号", "The agency; absent: every agency"),
        Column("year?", int, "报告年度", "Year the report is on; absent: every year"),
        Column("from_date", str, "起始日（含当日）", "First day in force, ISO date"),
        Column("until_date", str, "截止日（含当日）", "Last day in force, ISO date"),
        Column("reason", str, "理由", "Why"),
        Column("waived_by", str, "豁免人", "Name of the person"),
        Column("waived_at", str, "登记时间", "Instant it was written down, UTC"),
    ),
)

_WAIVER_ENDS = TableDeclaration(
    name="waiver_ends",
    chinese="豁免终止",
    english="Waivers that were ended before their time; rows are only added",
    primary_key=("end_id",),
    references=((("waiver_id",), "waivers", ("waiver_id",)),),
    unique=(("waiver_id",),),
    columns=(
        Column("end_id", int, "编号", "Key"),
        Column("waiver_id", int, "豁免编号", "The waiver"),
        Column("from_date", str, "自何日起不再豁免", "First day no longer in force, ISO date"),
        Column("reason", str, "理由", "Why"),
        Column("ended_by", str, "终止人", "Name of the person"),
        Column("ended_at", str, "终止时间", "Instant it was written down, UTC"),
    ),
)

_NOTICES = TableDeclaration(
    name="notices",
    chinese="文书（代拟稿）",
    english="Documents that were drafted; frozen once released",
    primary_key=("notice_id",),
    references=(
        (("run_id",), "runs", ("run_id",)),
        _AGENCY,
        (("supersedes",), "notices", ("notice_id",)),
    ),
    indexes=(("agency_id", "year"), ("run_id", "agency_id", "year")),
    columns=(
        Column("notice_id", int, "文书编号", "Key"),
        Column("kind", str, "种类", "notice, reminder, urging, recheck, circular or another"),
        Column("run_id", str, "运行编号", "The run whose findings it tells"),
        Column("agency_id?", str, "机关编号", "The agency; absent where it speaks of all"),
        Column("year", int, "报告年度", "Year the report is on"),
        Column("path", str, "文件", "File, relative to the folder of reports"),
        Column("sha256", str, "文件的 SHA-256", "Hash of the file"),
        Column("made_at", str, "生成时间", "Instant it was written, UTC"),
        Column("reply_due?", str, "要求反馈的日期", "Day by which a reply is asked, ISO date"),
        Column("supersedes?", int, "所更正的文书编号", "The released document it corrects"),
    ),
)

_NOTICE_ITEMS = TableDeclaration(
    name="notice_items",
    chinese="文书所列问题",
    english="The findings a document lists, with the words and values told",
    primary_key=("notice_id", "position"),
    references=(_NOTICE, (("fingerprint",), "findings", ("fingerprint",))),
    unique=(("notice_id", "fingerprint"),),
    indexes=(("fingerprint",),),
    columns=(
        Column("notice_id", int, "文书编号", "The document"),
        Column("position", int, "序号", "Place in the list, from 1"),
        Column("fingerprint", str, "问题标识", "The finding"),
        Column("rule", str, "规则代码", "Code of the rule"),
        Column("rule_version", int, "规则版本", "Version of the rule"),
        Column("severity", str, "程度", "error, warning, advice or hint"),
        Column("subject", str, "对象", "What it is about"),
        Column("message", str, "问题描述", "What is wrong, as told"),
        Column("evidence", str, "证据（JSON 列表）", "Places and what is printed there, JSON"),
    ),
)

_NOTICE_STATES = TableDeclaration(
    name="notice_states",
    chinese="文书办理经过",
    english="How a document went on; without a row it is a draft; rows are only added",
    primary_key=("state_id",),
    references=(_NOTICE,),
    indexes=(("notice_id",),),
    columns=(
        Column("state_id", int, "编号", "Key, in the order of the steps"),
        Column("notice_id", int, "文书编号", "The document"),
        Column("state", str, "状态", "draft, in_review, released, delivered, replied or closed"),
        Column("sha256", str, "文件的 SHA-256", "Hash of the file at this step"),
        Column("items_sha256", str, "所列问题的 SHA-256", "Hash over the findings it then listed"),
        Column("number?", str, "文号", "Number of the document, given at release"),
        Column("moved_by", str, "经办人", "Name of the person, or of the job"),
        Column("moved_at", str, "时间", "Instant, UTC"),
        Column("reason?", str, "说明", "Why, where there is something to say"),
    ),
)

_REPLIES = TableDeclaration(
    name="replies",
    chinese="整改反馈",
    english="What agencies answered to documents; rows are only added",
    primary_key=("reply_id",),
    references=(_NOTICE,),
    indexes=(("notice_id",),),
    columns=(
        Column("reply_id", int, "反馈编号", "Key"),
        Column("notice_id", int, "文书编号", "The document answered"),
        Column("received_date", str, "收到日期", "Day it came in, ISO date"),
        Column("words", str, "内容", "What the agency says"),
        Column("sha256?", str, "来文的 SHA-256", "Hash of the paper that came in, if kept"),
        Column("entered_by", str, "登记人", "Name of the person"),
        Column("entered_at", str, "登记时间", "Instant it was written down, UTC"),
    ),
)

_REPLY_ITEMS = TableDeclaration(
    name="reply_items",
    chinese="反馈所答问题",
    english="What a reply says of single findings; rows are only added",
    primary_key=("answer_id",),
    references=(
        (("reply_id",), "replies", ("reply_id",)),
        (("fingerprint",), "findings", ("fingerprint",)),
    ),
    unique=(("reply_id", "fingerprint"),),
    indexes=(("fingerprint",),),
    columns=(
        Column("answer_id", int, "编号", "Key"),
        Column("reply_id", int, "反馈编号", "The reply"),
        Column("fingerprint", str, "问题标识", "The finding"),
        Column("answer", str, "答复", "corrected, disputed or explained"),
        Column("words", str, "说明", "In the words of the agency"),
    ),
)

_DELIVERIES = TableDeclaration(
    name="deliveries",
    chinese="投递记录",
    english="Each attempt to deliver a document; rows are only added",
    primary_key=("delivery_id",),
    references=(_NOTICE,),
    indexes=(("notice_id",),),
    columns=(
        Column("delivery_id", int, "投递编号", "Key"),
        Column("notice_id", int, "文书编号", "The document"),
        Column("channel", str, "方式", "email, webhook, folder or another"),
        Column("target", str, "送往", "Address, group or folder"),
        Column("attempt", int, "第几次", "Counts from 1 for a document, channel and target"),
        Column("outcome", str, "结果", "delivered, failed or dry_run"),
        Column("reason?", str, "失败原因", "Why it failed"),
        Column("receipt?", str, "回执", "What the other side answered, e.g. a message id"),
        Column("sha256", str, "所投文件的 SHA-256", "Hash of what was sent"),
        Column("attempted_by", str, "操作人", "Name of the person, or of the job"),
        Column("attempted_at", str, "时间", "Instant, UTC"),
    ),
)

TABLES = (
    _EVENTS,
    _WAIVERS,
    _WAIVER_ENDS,
    _NOTICES,
    _NOTICE_ITEMS,
    _NOTICE_STATES,
    _REPLIES,
    _REPLY_ITEMS,
    _DELIVERIES,
)
_ONLY_ADDED = (
    "events",
    "waivers",
    "waiver_ends",
    "notice_states",
    "replies",
    "reply_items",
    "deliveries",
)

# REPLACE removes a row without its trigger: here it finds no number that is not the next one.
_CHAINED = """
CREATE TRIGGER events_insert BEFORE INSERT ON events
WHEN NEW.event_id <> (SELECT coalesce(max(event_id), 0) + 1 FROM events)
    OR NEW.previous_sha256 <> coalesce(
        (SELECT sha256 FROM events ORDER BY event_id DESC LIMIT 1), '')
BEGIN SELECT RAISE(ABORT, 'events are chained'); END
"""
_RELEASED = (
    "EXISTS (SELECT 1 FROM notice_states WHERE notice_id = {row}.notice_id AND state = 'released')"
)
_FROZEN = (
    ("notices", "UPDATE", "OLD"),
    ("notices", "DELETE", "OLD"),
    ("notice_items", "INSERT", "NEW"),
    ("notice_items", "UPDATE", "OLD"),
    ("notice_items", "DELETE", "OLD"),
)


def apply(database: Database) -> None:
    """Make the tables; drafts of older ledgers get a key; add-only and frozen rows are guarded."""
    database.execute("DROP INDEX idx_notices_agency_id_year")
    database.execute("ALTER TABLE notices RENAME TO former_notices")
    forget(database, "notices")
    for table in TABLES:
        create_table(database, table)
    database.execute(
        "INSERT INTO notices (kind, run_id, agency_id, year, path, sha256, made_at) "
        "SELECT 'notice', run_id, agency_id, year, path, sha256, made_at FROM former_notices "
        "ORDER BY made_at, run_id, agency_id, year"
    )
    database.execute("DROP TABLE former_notices")
    for name in _ONLY_ADDED:
        only_added(database, name)
    database.execute(_CHAINED)
    for name, change, row in _FROZEN:
        database.execute(
            f"CREATE TRIGGER {name}_frozen_{change.lower()} BEFORE {change} ON {name} "
            f"WHEN {_RELEASED.format(row=row)} "
            "BEGIN SELECT RAISE(ABORT, 'released documents are frozen'); END"
        )
