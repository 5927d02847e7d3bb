"""The one valid report that everything else mutates, and strategies for any such report.

``conforming_report()`` is the report of a fictitious agency: complete tables whose sums hold, a
narrative that agrees with them. It goes through ``reading.narrative`` and
``reading.statements.statements``, so that a changed sentence really changes what the rules see.
``figures`` takes plain values:

    4, Decimal("5.26")       a number           ""                    a blank cell
    {"text": "/"}            no number          "missing"             the document lacks it
    {"unreadable": "why"}    we cannot read it  {"ambiguous": "why"}  two readings differ
    {"number": "5.26", "printed": "5.26万元"}   a number with its text

A path may end in ``*``: ``requests.received.*`` is every figure of the row. Figures change alone:
the narrative stays as the unchanged tables have it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from fnmatch import fnmatchcase
from typing import Any

from hypothesis import strategies as st

from archive.model import DateBasis, VisitClass
from audit.case import AuditCase
from audit.circumstances import Publication, SeenVisit
from config.clock import SHANGHAI
from reading.editions import (
    APPLICANT_COLUMNS,
    DISPUTE_COLUMNS,
    EDITION_2019,
    EDITION_2021,
    EDITIONS,
    PROACTIVE,
    REQUESTS,
    Edition,
    Row,
    locator,
)
from reading.found import BALANCE_NOTE
from reading.model import Figure, FigureState, Media, PartName, ReportReading
from reading.narrative import loose_sentences, part
from reading.statements.statements import statements_of
from registry.model import AgencyKind

AGENCY = "苏镇市教育局"
YEARS = {EDITION_2019: 2019, EDITION_2021: 2023}
HEADINGS = {
    PartName.OVERVIEW: "一、总体情况",
    PartName.PROACTIVE: "二、主动公开政府信息情况",
    PartName.REQUESTS: "三、收到和处理政府信息公开申请情况",
    PartName.DISPUTES: "四、政府信息公开行政复议、行政诉讼情况",
    PartName.PROBLEMS: "五、存在的主要问题及改进情况",
    PartName.OTHER_MATTERS: "六、其他需要报告的事项",
}
TABLE_NOTES = {BALANCE_NOTE: "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"}

Number = int | Decimal
Cell = Number | str | Mapping[str, str]
Tables = Mapping[str, Number]

_KINDS = len(APPLICANT_COLUMNS) - 1
_ENDS = len(DISPUTE_COLUMNS) - 1
_PROACTIVE: dict[Edition, dict[str, Number]] = {
    EDITION_2021: {
        "normative_documents.issued": 3,
        "normative_documents.repealed": 1,
        "normative_documents.in_force": 17,
        "licences.decisions": 152,
        "penalties.decisions": 4,
        "coercive_measures.decisions": 1,
        "fees.amount": Decimal("5.26"),
    },
    EDITION_2019: {
        "normative_documents.made": 3,
        "normative_documents.published": 3,
        "normative_documents.total_published": 17,
        "licences.previous_items": 9,
        "licences.change": -1,
        "licences.decisions": 152,
        "other_services.previous_items": 4,
        "other_services.change": 2,
        "other_services.decisions": 37,
        "penalties.previous_items": 6,
        "penalties.decisions": 4,
        "coercive_measures.previous_items": 1,
        "coercive_measures.decisions": 1,
        "fees.previous_items": 2,
        "procurement.items": 5,
        "procurement.amount": Decimal("312.5000"),
    },
}
_RESULTS = {
    "granted": (4, 1, 0, 0, 1, 0),
    "partial": (1, 0, 0, 0, 0, 0),
    "refused_third_party": (0, 1, 0, 0, 0, 0),
    "unavailable_not_held": (2, 0, 0, 0, 0, 1),
}
_CARRIED_IN = (1, 0, 0, 0, 0, 0)
_CARRIED_OUT = (1, 1, 0, 0, 0, 0)
_DISPUTES = {"review": (2, 0, 0, 1), "suit_direct": (1, 0, 0, 0), "suit_after_review": (1, 0, 1, 0)}


def consistent_tables(
    edition: Edition,
    *,
    proactive: Mapping[str, Number] | None = None,
    results: Mapping[str, Sequence[int]] = _RESULTS,
    carried_in: Sequence[int] = _CARRIED_IN,
    carried_out: Sequence[int] = _CARRIED_OUT,
    disputes: Mapping[str, Sequence[int]] = _DISPUTES,
) -> dict[str, Number]:
    """Every figure of the edition: what is not named is 0, sums and the number received follow."""
    concluded = [sum(column) for column in zip(*results.values(), strict=True)] or [0] * _KINDS
    received = [d + f - c for d, f, c in zip(concluded, carried_out, carried_in, strict=True)]
    rows: dict[str, Sequence[int]] = {
        **{row.name: results.get(row.name, (0,) * _KINDS) for row in edition.result_rows},
        "received": received,
        "carried_in": carried_in,
        "concluded": concluded,
        "carried_out": carried_out,
    }
    tables: dict[str, Number] = dict.fromkeys(edition.paths(), 0)
    for name, value in (_PROACTIVE[edition] if proactive is None else proactive).items():
        tables[f"{PROACTIVE}.{name}"] = value
    for row in edition.request_rows:
        tables.update(zip(row.paths(), [*rows[row.name], sum(rows[row.name])], strict=True))
    for row in edition.dispute_rows:
        ends = disputes.get(row.name, (0,) * _ENDS)
        tables.update(zip(row.paths(), [*ends, sum(ends)], strict=True))
    return tables


def preamble_of(year: int) -> tuple[str, ...]:
    """The paragraphs before part one."""
    return (
        "本报告根据《中华人民共和国政府信息公开条例》编制。",
        f"本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。",
    )


def narrative_of(tables: Tables, edition: Edition, year: int) -> dict[PartName, tuple[str, ...]]:
    """The paragraphs of each part, in agreement with the tables."""
    return {
        PartName.OVERVIEW: _overview(tables, edition, year),
        PartName.PROACTIVE: (),
        PartName.REQUESTS: (),
        PartName.DISPUTES: (),
        PartName.PROBLEMS: (
            "我局工作还存在一些问题：一是政策解读形式不够丰富；二是部分学校公开栏目更新不够及时。",
            "下一步，我局将采取措施加以改进：一是增加图解等解读形式；二是按月检查学校公开栏目。",
            *_on_corrections(tables, edition),
        ),
        PartName.OTHER_MATTERS: (
            f"{year}年，我局未发出信息处理费收费通知，未收取信息处理费。"
            if edition is EDITION_2021
            else "本年度没有其他需要报告的事项。",
        ),
    }


def _on_corrections(tables: Tables, edition: Edition) -> tuple[str, ...]:
    if not any(tables[f"{row.path}.corrected"] for row in edition.dispute_rows):
        return ()
    return ("针对行政复议、行政诉讼中被纠正的答复，我局逐件分析原因，规范答复文书。",)


def _overview(tables: Tables, edition: Edition, year: int) -> tuple[str, ...]:
    made = "issued" if edition is EDITION_2021 else "made"
    documents = tables[f"{PROACTIVE}.normative_documents.{made}"]
    return (
        (
            f"{year}年，苏镇市教育局认真执行《中华人民共和国政府信息公开条例》，围绕全市教育重点工作"
            "和群众关心的事项推进政府信息公开，公开的及时性和准确性进一步提高。"
        ),
        "（一）主动公开情况",
        (
            "通过市政府门户网站主动公开政府信息326条，其中招生入学信息118条、教育经费信息46条、"
            f"学校建设信息162条。制发行政规范性文件{documents}件。"
        ),
        "（二）依申请公开情况",
        f"严格按照规定登记、审核和答复，畅通网络、信函和当面三种渠道。{_requests(tables)}",
        "（三）政府信息管理情况",
        (
            "坚持先审查、后公开，逐件确定公文的公开属性。按照立、改、废的结果更新行政规范性文件目录，"
            "定期清理栏目中失效的内容，保证公开信息准确有效。"
        ),
        "（四）政府信息公开平台建设情况",
        (
            "规范设置法定主动公开内容栏目，完善检索和下载功能。政务新媒体与门户网站同步发布招生政策，"
            "在政务服务大厅设置查阅点，方便群众查阅。"
        ),
        "（五）监督保障情况",
        (
            "明确分管负责人和工作机构，组织业务培训，将政府信息公开纳入科室年度考核。"
            "由局办公室按季度检查各科室信息发布情况，及时通报进展并督促落实，"
            "邀请学生家长代表参观座谈，对新任职人员逐一开展上岗辅导。"
            "主动接受社会评议，未发生责任追究情形。"
        ),
    )


def _requests(tables: Tables) -> str:
    received, carried_in, concluded, carried_out = (
        tables[f"{REQUESTS}.{name}.total"]
        for name in ("received", "carried_in", "concluded", "carried_out")
    )
    if not received:
        return "全年未收到政府信息公开申请。"
    return (
        f"全年收到政府信息公开申请{received}件，上年结转申请{carried_in}件；"
        f"全年办结政府信息公开申请{concluded}件，结转下年度继续办理申请{carried_out}件。"
    )


def conforming_report(  # noqa: PLR0913 - one keyword for each thing a test may change
    *,
    edition: Edition = EDITION_2021,
    year: int | None = None,
    tables: Tables | None = None,
    figures: Mapping[str, Cell] | None = None,
    parts: Mapping[PartName | str, Sequence[str]] | None = None,
    without_parts: Iterable[PartName | str] = (),
    part_headings: Mapping[PartName | str, str] | None = None,
    auto_numbered: Iterable[PartName | str] = (),
    preamble: Sequence[str] | None = None,
    trailer: Sequence[str] = (),
    has_tables: bool = True,
    **fields: object,
) -> ReportReading:
    """A report that breaks no rule, but for what is changed.

    ``year`` is the year its text speaks of. ``parts`` gives the paragraphs of a part,
    ``part_headings`` its heading with the numeral (none where the heading has none).
    ``has_tables=False`` is a document without any statutory table. ``fields`` are fields of the
    reading taken as they are: ``title``, ``agency`` …; ``year_read`` is its ``year``.
    """
    year = year or YEARS[edition]
    tables = tables or consistent_tables(edition)
    paragraphs = {**narrative_of(tables, edition, year), **_by_part(parts or {})}
    headings = {**HEADINGS, **_by_part(part_headings or {})}
    absent, automatic = set(map(PartName, without_parts)), set(map(PartName, auto_numbered))
    whole = {
        name: part(name, headings[name], paragraphs[name], is_auto_numbered=name in automatic)
        for name in PartName
        if name not in absent
    }
    opening = preamble_of(year) if preamble is None else preamble
    before = loose_sentences(opening, label="正文前")
    after = loose_sentences(trailer, label="正文后")
    reading = ReportReading(
        media=Media.HTML,
        title=f"{AGENCY}{year}年政府信息公开工作年度报告",
        agency=AGENCY,
        year=year,
        year_basis="标题",
        edition=edition if has_tables else None,
        preamble=before,
        parts=whole,
        figures=figures_of(edition, tables, figures or {}) if has_tables else {},
        statements=statements_of(whole, before, after),
        trailer=after,
        table_notes=TABLE_NOTES if has_tables else {},
    )
    named = {"year" if name == "year_read" else name: value for name, value in fields.items()}
    return replace(reading, **named)  # type: ignore[arg-type]  # named by the caller


def _by_part(changes: Mapping[PartName | str, object]) -> dict[PartName, object]:
    return {PartName(name): value for name, value in changes.items()}


def figures_of(edition: Edition, tables: Tables, changes: Mapping[str, Cell]) -> dict[str, Figure]:
    """The figures of ``tables`` with these changes; rows wholly missing are not counted as rows.

    Rows of table three of another edition may stand among the changes, as in real documents.
    """
    cells: dict[str, Cell] = dict(tables)
    for pattern, cell in changes.items():
        matching = [path for path in cells if fnmatchcase(path, pattern)]
        cells.update(dict.fromkeys(matching or [pattern], cell))
    figures: dict[str, Figure] = {}
    row_number = 0
    for row in _rows_of(edition, cells):
        given = [cells[path] for path in row.paths() if path in cells]
        row_number += row.table == REQUESTS and any(cell != "missing" for cell in given)
        for column, path in zip(row.columns, row.paths(), strict=True):
            if path in cells:
                figures[path] = figure_of(path, locator(row, column, row_number), cells.pop(path))
    if cells:
        raise ValueError(f"no such figures: {', '.join(cells)}")
    return figures


def _rows_of(edition: Edition, cells: Mapping[str, Cell]) -> tuple[Row, ...]:
    """The rows of the edition, and before （七）总计 those of another that are among the cells."""
    own = {row.path for row in edition.rows}
    foreign = [
        row
        for other in EDITIONS
        for row in other.request_rows
        if row.path not in own and any(path in cells for path in row.paths())
    ]
    place = edition.rows.index(edition.row(f"{REQUESTS}.concluded"))
    return (*edition.rows[:place], *foreign, *edition.rows[place:])


def figure_of(path: str, at: str, cell: Cell) -> Figure:
    """One figure from a plain value, as the module's page lists them."""
    match cell:
        case "missing":
            return Figure(path=path, at=at, state=FigureState.MISSING, reason="文件中没有这一项")
        case "":
            return Figure(path=path, at=at, state=FigureState.BLANK, printed="")
        case {"text": str(printed)}:
            return Figure(path=path, at=at, state=FigureState.TEXT, printed=printed)
        case {"number": str(value), "printed": str(printed)}:
            return Figure(
                path=path, at=at, state=FigureState.NUMBER, value=Decimal(value), printed=printed
            )
        case {"unreadable": str(reason)} | {"ambiguous": str(reason)}:
            return Figure(path=path, at=at, state=FigureState(next(iter(cell))), reason=reason)
        case int() | Decimal() | str():
            value = Decimal(cell) if isinstance(cell, str) else cell
            return Figure(
                path=path, at=at, state=FigureState.NUMBER, value=value, printed=str(cell)
            )
    raise ValueError(f"no cell: {cell!r}")


TAGS = {
    "SiteName": AGENCY,
    "SiteDomain": "jyj.suzhen.example",
    "SiteIDCode": "9901000001",
    "ColumnName": "政府信息公开年报",
    "ColumnDescription": "本局各年度政府信息公开工作年度报告",
    "ColumnKeywords": "政府信息公开年报",
    "ColumnType": "信息公开年报",
    "ArticleTitle": f"{AGENCY}政府信息公开工作年度报告",
    "ContentSource": AGENCY,
}


def seen_visits(year: int) -> Iterator[SeenVisit]:
    """Not there on the 19th, there and unchanged since the 21st of January."""
    days = (date(year, 1, 19), date(year, 1, 21), date(year, 2, 1))
    page: dict[str, Any] = {
        "visit_class": VisitClass.COLLECTED,
        "url": "http://jyj.suzhen.example/zfxxgk/nb/1.html",
        "title": f"{AGENCY}{year - 1}年政府信息公开工作年度报告",
        "claimed_dates": {DateBasis.LABEL: date(year, 1, 20), DateBasis.META: date(year, 1, 20)},
        "content_sha256": "ab" * 32,
    }
    nothing: dict[str, Any] = {"visit_class": VisitClass.NOT_SEEN, "is_complete": True}
    for day, seen in zip(days, (nothing, page, page), strict=True):
        yield SeenVisit(
            day=day,
            place=f"{AGENCY}网站",
            ended_at=datetime(day.year, day.month, day.day, 9, tzinfo=SHANGHAI),
            **seen,
        )


def conforming_case(reading: ReportReading | None = None, **changes: object) -> AuditCase:
    """A department whose conforming report was published in time.

    Seen first on 21 January; ``reading=None`` takes ``conforming_report()``; pass ``held=None``
    for an agency without a report.
    """
    held = reading or conforming_report()
    published_year = (held.year or YEARS[EDITION_2021]) + 1
    case = AuditCase(
        held=held,
        as_of=date(published_year, 4, 10),
        names=(AGENCY,),
        kind=AgencyKind.DEPARTMENT,
        region_code="990100",
        due_date=date(published_year, 1, 31),
        due_basis="《中华人民共和国政府信息公开条例》第四十九条第一款",
        publication=Publication(
            claimed_date=date(published_year, 1, 20),
            claimed_basis="页面标注",
            not_before=date(published_year, 1, 19),
            not_after=date(published_year, 1, 21),
            visit_class=VisitClass.COLLECTED,
            tried=("http://jyj.suzhen.example/zfxxgk/nb/",),
            claimed_dates={
                DateBasis.LABEL: date(published_year, 1, 20),
                DateBasis.META: date(published_year, 1, 20),
            },
            visits=tuple(seen_visits(published_year)),
            tags=TAGS | {"PubDate": f"{published_year}-01-20 09:30"},
            column_names=("政府信息公开", "政府信息公开年报"),
            submitted_date=date(published_year, 1, 18),
        ),
    )
    return replace(case, **changes)  # type: ignore[arg-type]  # named by the caller


_COUNTS = st.integers(min_value=0, max_value=30)
_KIND_COUNTS = st.tuples(*[st.one_of(st.just(0), _COUNTS)] * _KINDS)
_END_COUNTS = st.tuples(*[st.integers(min_value=0, max_value=5)] * _ENDS)
# Whoever did not pay was sent a notice, which part six would have to tell.
_UNPAID = "other_unpaid"


@st.composite
def tables_strategy(draw: st.DrawFn, edition: Edition) -> dict[str, Number]:
    """Any complete tables of the edition in which every sum holds and not all is zero."""
    names = [row.name for row in edition.result_rows if row.name != _UNPAID]
    results = draw(st.dictionaries(st.sampled_from(names), _KIND_COUNTS, max_size=6))
    results = results or {"granted": (0,) * _KINDS}
    carried_out = draw(_KIND_COUNTS)
    handled = [
        sum(column) + later
        for column, later in zip(zip(*results.values(), strict=True), carried_out, strict=True)
    ]
    carried_in = [draw(st.integers(min_value=0, max_value=total)) for total in handled]
    if sum(handled) == sum(carried_in):
        carried_in = [0] * _KINDS
    disputes = {row.name: draw(_END_COUNTS) for row in edition.dispute_rows}
    return consistent_tables(
        edition,
        proactive=draw(_proactive_strategy(edition)),
        results=results,
        carried_in=carried_in,
        carried_out=carried_out,
        disputes=disputes,
    )


@st.composite
def _proactive_strategy(draw: st.DrawFn, edition: Edition) -> dict[str, Number]:
    figures = dict(_PROACTIVE[edition])
    made, gone, older = draw(_COUNTS), draw(st.integers(0, 3)), draw(st.integers(4, 90))
    if edition is EDITION_2021:
        figures["normative_documents.issued"] = made
        figures["normative_documents.repealed"] = gone
        figures["normative_documents.in_force"] = made - gone + older
        figures["fees.amount"] = Decimal(draw(_COUNTS)) / 100
    else:
        figures["normative_documents.made"] = made
        figures["normative_documents.published"] = made
        figures["normative_documents.total_published"] = made + older
    for name in ("penalties.decisions", "coercive_measures.decisions"):
        figures[name] = draw(_COUNTS)
    figures["licences.decisions"] = draw(st.integers(min_value=1, max_value=9999))
    return figures


@st.composite
def report_strategy(draw: st.DrawFn, edition: Edition | None = None) -> ReportReading:
    """Any conforming report, of the edition or of either."""
    chosen = edition or draw(st.sampled_from(EDITIONS))
    last = chosen.last_year or YEARS[EDITION_2021] + 2
    year = draw(st.integers(min_value=chosen.first_year, max_value=last))
    return conforming_report(edition=chosen, year=year, tables=draw(tables_strategy(chosen)))
