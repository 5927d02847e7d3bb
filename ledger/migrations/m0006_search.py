"""Step 6, part 3: the words of reports and findings, to be searched."""

from __future__ import annotations

from sqlite_utils import Database

from ledger.schema import Column, TableDeclaration, create_search, create_table

_NARRATIVE_TEXTS = TableDeclaration(
    name="narrative_texts",
    chinese="正文文字",
    english="The words of parts of reports, each wording kept once",
    primary_key=("text_id",),
    unique=(("sha256",),),
    columns=(
        Column("text_id", int, "文字编号", "Key"),
        Column("sha256", str, "文字的 SHA-256", "Hash of the words"),
        Column("text", str, "文字", "The words, without tables"),
    ),
)

_NARRATIVES = TableDeclaration(
    name="narratives",
    chinese="正文",
    english="The parts of a reading and their words",
    primary_key=("reading_id", "part"),
    references=(
        (("reading_id",), "readings", ("reading_id",)),
        (("text_id",), "narrative_texts", ("text_id",)),
    ),
    indexes=(("text_id",),),
    columns=(
        Column("reading_id", int, "识读编号", "The reading"),
        Column("part", str, "部分", "Part of the report, or preamble"),
        Column("heading", str, "标题", "Heading as printed, empty for the preamble"),
        Column("text_id", int, "文字编号", "Its words"),
    ),
)

_FINDING_TEXTS = TableDeclaration(
    name="finding_texts",
    chinese="问题文字",
    english="What can be searched of a finding: agency, rule, subject, words, evidence",
    primary_key=("text_id",),
    references=((("fingerprint",), "findings", ("fingerprint",)),),
    unique=(("fingerprint",),),
    columns=(
        Column("text_id", int, "文字编号", "Key"),
        Column("fingerprint", str, "问题标识", "The finding"),
        Column("text", str, "文字", "The words"),
    ),
)

_SEARCH_PROGRESS = TableDeclaration(
    name="search_progress",
    chinese="检索进度",
    english="How far an index has come; what lies beyond is searched without it",
    primary_key=("name",),
    columns=(
        Column("name", str, "检索名称", "The index"),
        Column("indexed_to", int, "已收录至", "Key of the last row in the index"),
    ),
)

TABLES = (_NARRATIVE_TEXTS, _NARRATIVES, _FINDING_TEXTS, _SEARCH_PROGRESS)

_OUT = (
    "INSERT INTO finding_search (finding_search, rowid, text) "
    "VALUES ('delete', OLD.text_id, OLD.text)"
)
_IN = "INSERT INTO finding_search (rowid, text) VALUES (NEW.text_id, NEW.text)"
_KEPT_UP = (
    ("INSERT", (_IN,)),
    ("UPDATE", (_OUT, _IN)),
    ("DELETE", (_OUT,)),
)

_FOUND = """
INSERT INTO finding_texts (fingerprint, text)
SELECT f.fingerprint, a.name || ' ' || f.rule || ' ' || f.subject || ' ' || f.message
    || coalesce((SELECT group_concat(' ' || coalesce(json_extract(e.value, '$.at'), '') || ' '
        || coalesce(json_extract(e.value, '$.printed'), ''), '')
        FROM json_each(f.evidence) e), '')
FROM findings f JOIN agencies a USING (agency_id)
"""


def apply(database: Database) -> None:
    """Make tables and indexes.

    Findings of older ledgers are searched from the start, reports once they are read again.
    """
    for table in TABLES:
        create_table(database, table)
    create_search(
        database,
        "narrative_search",
        ("narrative_texts", "text_id", "text"),
        "正文检索",
        "Index of the words of reports",
    )
    create_search(
        database,
        "finding_search",
        ("finding_texts", "text_id", "text"),
        "问题检索",
        "Index of the words of findings",
    )
    database.execute("INSERT INTO search_progress VALUES ('narrative_search', 0)")
    for change, steps in _KEPT_UP:
        database.execute(
            f"CREATE TRIGGER finding_texts_{change.lower()} AFTER {change} ON finding_texts "
            f"BEGIN {'; '.join(steps)}; END"
        )
    database.execute(_FOUND)
