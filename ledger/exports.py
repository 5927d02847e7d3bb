"""The sheets of the workbook (台账): what each lists, as SQL over the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ledger.asking import Cell, LedgerReader, Listing
from ledger.errors import LedgerError
from ledger.migrations.m0006_views import FINDING_STATE
from ledger.questions.catalogue import question_named
from ledger.questions.model import ALL
from ledger.questions.words import in_words

_KIND = """CASE a.kind WHEN 'department' THEN '政府部门' WHEN 'government' THEN '人民政府'
    WHEN 'township' THEN '乡镇（街道）' ELSE '开发区管委会' END"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportSheet:
    """One sheet; ``sql`` takes ``:year``, absent for all years."""

    name: str
    sql: str


_AGENCIES = f"""SELECT a.agency_id AS 机关编号, a.name AS 机关, {_KIND} AS 类别,
    a.region_code AS 行政区划代码, parent.name AS 上级机关,
    CASE a.is_vertical WHEN 1 THEN '是' ELSE '否' END AS 垂直管理,
    CASE a.is_watched WHEN 1 THEN '是' ELSE '否' END AS 在名录中,
    (SELECT group_concat(value, '、') FROM json_each(a.aliases)) AS 其他名称,
    (SELECT group_concat(coalesce(p.column_url, p.home_url), ' ') FROM places p
        WHERE p.agency_id = a.agency_id AND p.is_watched = 1) AS 网址
FROM agencies a LEFT JOIN agencies parent ON parent.agency_id = a.parent_id
WHERE :year IS NULL OR 1
ORDER BY a.agency_id"""  # noqa: S608 - constants of this file

_PUBLICATION = """SELECT 机关, 类别, 年度, 情况, 最后期限, 所称公布日期, 不早于, 不晚于, 说明, 网址,
    判定日, 运行编号
FROM 公布情况 WHERE :year IS NULL OR 年度 = :year"""

_FINDINGS = f"""WITH told AS (
    SELECT i.fingerprint FROM notice_items i JOIN notice_states s ON s.notice_id = i.notice_id
    WHERE s.state = 'released')
SELECT a.name AS 机关, f.year AS 年度, f.rule AS 规则,
    CASE f.severity WHEN 'error' THEN '错误' WHEN 'warning' THEN '警告'
        WHEN 'advice' THEN '建议' ELSE '提示' END AS 程度,
    f.message AS 问题, f.subject AS 对象,
    CASE f.status WHEN 'open' THEN '存在' ELSE '已消除' END AS 状态,
    {FINDING_STATE.format(state="f.state")} AS 经历,
    first.as_of AS 首次发现, last.as_of AS 最近发现,
    iif(f.fingerprint IN (SELECT fingerprint FROM told), '是', '否') AS 已通知,
    iif((SELECT i.answer FROM reply_items i WHERE i.fingerprint = f.fingerprint
        ORDER BY i.answer_id DESC LIMIT 1) IS 'disputed', '是', '否') AS 有异议,
    iif(f.fingerprint IN (SELECT fingerprint FROM waived_findings), '是', '否') AS 已豁免,
    (SELECT iif(d.verdict = 'upheld', '属实', '不属实') FROM decisions d
        WHERE d.fingerprint = f.fingerprint ORDER BY d.decision_id DESC LIMIT 1) AS 人工认定,
    f.fingerprint AS 问题标识
FROM findings f
JOIN agencies a ON a.agency_id = f.agency_id
JOIN runs first ON first.run_id = f.first_seen_run
JOIN runs last ON last.run_id = f.last_seen_run
WHERE f.is_shadow = 0 AND (:year IS NULL OR f.year = :year)
ORDER BY f.year DESC, a.name, f.rule, f.subject"""  # noqa: S608 - constants of this file

_DECISIONS = "SELECT * FROM 人工认定一览 WHERE :year IS NULL OR 年度 = :year"
_NOTICES = "SELECT * FROM 文书一览 WHERE :year IS NULL OR 年度 = :year"

_FIGURES = """SELECT a.name AS 机关, h.year AS 年度, g.path AS 数据项, g.path AS 数据项代码,
    g.value AS 数值, g.printed AS 原文, g.at AS 位置,
    CASE g.state WHEN 'number' THEN '数字' WHEN 'blank' THEN '空白' WHEN 'text' THEN '文字'
        WHEN 'missing' THEN '文件中没有' ELSE '未能识读' END AS 状态
FROM latest_readings h
JOIN agencies a ON a.agency_id = h.agency_id
CROSS JOIN figures g ON g.reading_id = h.reading_id
WHERE :year IS NULL OR h.year = :year
ORDER BY h.year DESC, a.name, h.agency_id, g.rowid"""

SHEETS = (
    ExportSheet(name="机关", sql=_AGENCIES),
    ExportSheet(name="公布情况", sql=_PUBLICATION),
    ExportSheet(name="问题", sql=_FINDINGS),
    ExportSheet(name="认定", sql=_DECISIONS),
    ExportSheet(name="通知", sql=_NOTICES),
    ExportSheet(name="数据项", sql=_FIGURES),
)
STATISTICS = "统计"
"""The sheet with the figures of the publication-status statement; it is a saved question."""

SHEET_NAMES = (STATISTICS, *(sheet.name for sheet in SHEETS))


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSheet:
    """A sheet whose rows come as they are asked for."""

    name: str
    columns: tuple[str, ...]
    rows: Iterator[tuple[Cell, ...]]


def open_sheet(reader: LedgerReader, name: str, year: int | None) -> OpenSheet:
    """The sheet called ``name``, of one report year or of all.

    Raises:
        LedgerError: there is no such sheet, or the ledger cannot be read.
    """
    if name == STATISTICS:
        listing = publication_statistics(reader, year)
        return OpenSheet(name=name, columns=listing.columns, rows=iter(listing.rows))
    sheet = next((one for one in SHEETS if one.name == name), None)
    if sheet is None:
        raise LedgerError(f"没有名为“{name}”的表；可用：{'、'.join(SHEET_NAMES)}")
    raw, rows = reader.stream(sheet.sql, {"year": year})
    columns, _ = in_words(raw, ())
    return OpenSheet(
        name=name,
        columns=columns,
        rows=(told for row in rows for told in in_words(raw, (row,))[1]),
    )


def publication_statistics(reader: LedgerReader, year: int | None) -> Listing:
    """How many owed a report, published in time, late, not, or cannot be told, by year."""
    question = question_named("on-time-rate")
    return reader.ask(question, {"year": ALL if year is None else str(year)})
