"""Step 9: what a release freezes: the files of a document, its number, why it was drafted."""

from __future__ import annotations

from sqlite_utils import Database

from ledger.migrations.m0006_views import NOTICE_STATE
from ledger.schema import (
    Column,
    TableDeclaration,
    ViewDeclaration,
    add_column,
    create_table,
    create_view,
    drop_view,
    only_added,
)

_ADDED = (
    Column("reason?", str, "起草原因", "Why it was drafted"),
    Column("issued_date?", str, "成文日期", "Date that the released document bears, ISO date"),
)

_NOTICE_FILES = TableDeclaration(
    name="notice_files",
    chinese="签发文件",
    english="The files of released documents, frozen with them; rows are only added",
    primary_key=("file_id",),
    references=((("notice_id",), "notices", ("notice_id",)),),
    unique=(("notice_id", "form"),),
    columns=(
        Column("file_id", int, "编号", "Key"),
        Column("notice_id", int, "文书编号", "The document"),
        Column("form", str, "文件形式", "html, docx or pdf"),
        Column("path", str, "文件", "File, relative to the folder of reports"),
        Column("sha256", str, "文件的 SHA-256", "Hash of the file"),
        Column("size", int, "字节数", "Size in bytes"),
    ),
)

TABLES = (_NOTICE_FILES,)

NOTICE_KIND = """CASE {kind} WHEN 'notice' THEN '整改通知' WHEN 'reminder' THEN '提醒'
        WHEN 'urging' THEN '催办' WHEN 'recheck' THEN '复查结果' WHEN 'circular' THEN '通报'
        WHEN 'status_statement' THEN '公布情况说明' WHEN 'access_letter' THEN '访问协调函'
        WHEN 'yearly_comparison' THEN '年度比较报告' ELSE {kind} END"""

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
        ("成文日期", "Date that it bears"),
        ("签发时间", "Instant of the release, UTC"),
        ("要求反馈", "Day by which a reply is asked"),
        ("起草原因", "Why it was drafted"),
        ("文件", "File, relative to the folder of reports"),
        ("签发文件数", "Files that were frozen at the release"),
        ("生成时间", "Instant it was written, UTC"),
    ),
    sql=f"""SELECT n.notice_id AS 文书编号, a.name AS 机关, n.year AS 年度,
    {NOTICE_KIND.format(kind="n.kind")} AS 种类,
    {NOTICE_STATE.format(state="last.state")} AS 状态, given.number AS 文号,
    (SELECT count(*) FROM notice_items i WHERE i.notice_id = n.notice_id) AS 问题数,
    n.issued_date AS 成文日期, given.moved_at AS 签发时间, n.reply_due AS 要求反馈,
    n.reason AS 起草原因, n.path AS 文件,
    (SELECT count(*) FROM notice_files f WHERE f.notice_id = n.notice_id) AS 签发文件数,
    n.made_at AS 生成时间
FROM notices n
LEFT JOIN agencies a USING (agency_id)
LEFT JOIN notice_states last ON last.state_id =
    (SELECT max(state_id) FROM notice_states s WHERE s.notice_id = n.notice_id)
LEFT JOIN notice_states given ON given.notice_id = n.notice_id AND given.state = 'released'
ORDER BY n.notice_id DESC""",  # noqa: S608 - constants of this file
)

VIEWS = (_NOTICES,)

_INDEXES = {
    "notices_kind": "notices (year, kind, agency_id)",
    "notice_states_number": "notice_states (number) WHERE number IS NOT NULL",
}

_LATE_FILE = """
CREATE TRIGGER notice_files_frozen_insert BEFORE INSERT ON notice_files
WHEN EXISTS (SELECT 1 FROM notice_states
    WHERE notice_id = NEW.notice_id AND state = 'released')
BEGIN SELECT RAISE(ABORT, 'released documents are frozen'); END
"""
# No unique index: nothing kept an older ledger from using a number twice.
_TAKEN_NUMBER = """
CREATE TRIGGER notice_states_number_once BEFORE INSERT ON notice_states
WHEN EXISTS (SELECT 1 FROM notice_states WHERE number = NEW.number)
BEGIN SELECT RAISE(ABORT, 'the number is taken'); END
"""


def apply(database: Database) -> None:
    """Add the columns, the table with its guards, the indexes; make the view anew."""
    for column in _ADDED:
        add_column(database, "notices", column)
    for table in TABLES:
        create_table(database, table)
        only_added(database, table.name)
    for name, covered in _INDEXES.items():
        database.execute(f"CREATE INDEX {name} ON {covered}")
    database.execute(_LATE_FILE)
    database.execute(_TAKEN_NUMBER)
    for view in VIEWS:
        drop_view(database, view.name)
        create_view(database, view)
