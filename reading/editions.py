"""The editions of the national format as data (国办公开办函〔2019〕60号, 〔2021〕30号).

A third edition is added by writing a third table here; nothing else knows how many there are.
Labels are those of the
official tables; how a printed label is matched to them stands in ``reading.labels``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from config.errors import DubanError

PROACTIVE, REQUESTS, DISPUTES = "proactive", "requests", "disputes"
TABLE_LABELS = {PROACTIVE: "表二", REQUESTS: "表三", DISPUTES: "表四"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of numbers: ``name`` in figure paths, ``label`` as the official table prints it.

    ``place`` is how locators print it, where that is shorter.
    """

    name: str
    label: str
    place: str | None = None
    is_money: bool = False
    may_be_negative: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table: ``label`` without the group it stands in, ``group`` e.g. （三）不予公开.

    ``path`` is ``table.row``, as findings name it.
    """

    table: str
    name: str
    label: str
    columns: tuple[Column, ...]
    group: str | None = None
    block: str | None = None
    path: str = field(init=False, compare=False)
    column_names: tuple[str, ...] = field(init=False, compare=False, repr=False)
    _paths: tuple[str, ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Name the row and its figures once: they are asked for hundreds of times a report."""
        path = f"{self.table}.{self.name}"
        object.__setattr__(self, "path", path)
        object.__setattr__(self, "column_names", tuple(c.name for c in self.columns))
        object.__setattr__(self, "_paths", tuple(f"{path}.{c.name}" for c in self.columns))

    def paths(self) -> tuple[str, ...]:
        """The paths of its figures, in the order of the columns."""
        return self._paths


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One edition of the format and the report years it is for (inclusive)."""

    name: str
    document_number: str
    first_year: int
    last_year: int | None
    proactive_rows: tuple[Row, ...]
    request_rows: tuple[Row, ...]
    dispute_rows: tuple[Row, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows, in the order of the document."""
        return (*self.proactive_rows, *self.request_rows, *self.dispute_rows)

    @property
    def request_columns(self) -> tuple[Column, ...]:
        """The columns of table three (申请人情况), 总计 last."""
        return self.request_rows[0].columns

    @property
    def result_rows(self) -> tuple[Row, ...]:
        """The leaf rows of 三、本年度办理结果, whose sum is （七）总计."""
        return tuple(r for r in self.request_rows if r.name not in _NOT_RESULTS)

    def row(self, path: str) -> Row:
        """The row at ``table.row``."""
        return next(r for r in self.rows if r.path == path)

    def paths(self) -> Iterator[str]:
        """The paths of all figures in order: 200 in the 2021 edition, 198 in that of 2019."""
        for row in self.rows:
            yield from row.paths()

    def is_for(self, year: int) -> bool:
        """Whether reports on ``year`` must use this edition."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)


_NOT_RESULTS = {"received", "carried_in", "concluded", "carried_out"}

APPLICANT_COLUMNS = (
    Column(name="individual", label="自然人"),
    Column(name="company", label="商业企业"),
    Column(name="research", label="科研机构"),
    Column(name="charity", label="社会公益组织"),
    Column(name="legal_service", label="法律服务机构"),
    Column(name="other", label="其他"),
    Column(name="total", label="总计"),
)

DISPUTE_COLUMNS = (
    Column(name="upheld", label="结果维持"),
    Column(name="corrected", label="结果纠正"),
    Column(name="other", label="其他结果"),
    Column(name="pending", label="尚未审结"),
    Column(name="total", label="总计"),
)

_DISPUTE_ROWS = (
    Row(table=DISPUTES, name="review", label="行政复议", columns=DISPUTE_COLUMNS),
    Row(
        table=DISPUTES,
        name="suit_direct",
        label="未经复议直接起诉",
        columns=DISPUTE_COLUMNS,
        group="行政诉讼",
    ),
    Row(
        table=DISPUTES,
        name="suit_after_review",
        label="复议后起诉",
        columns=DISPUTE_COLUMNS,
        group="行政诉讼",
    ),
)


def _request(name: str, label: str, group: str | None = None) -> Row:
    return Row(table=REQUESTS, name=name, label=label, group=group, columns=APPLICANT_COLUMNS)


_REFUSED, _UNAVAILABLE, _UNPROCESSED, _OTHER = (
    "（三）不予公开",
    "（四）无法提供",
    "（五）不予处理",
    "（六）其他处理",
)

_COMMON_REQUEST_ROWS = (
    _request("received", "一、本年新收政府信息公开申请数量"),
    _request("carried_in", "二、上年结转政府信息公开申请数量"),
    _request("granted", "（一）予以公开"),
    _request("partial", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
    _request("refused_state_secret", "1.属于国家秘密", _REFUSED),
    _request("refused_by_law", "2.其他法律行政法规禁止公开", _REFUSED),
    _request("refused_security_stability", "3.危及“三安全一稳定”", _REFUSED),
    _request("refused_third_party", "4.保护第三方合法权益", _REFUSED),
    _request("refused_internal_affairs", "5.属于三类内部事务信息", _REFUSED),
    _request("refused_deliberative", "6.属于四类过程性信息", _REFUSED),
    _request("refused_enforcement_file", "7.属于行政执法案卷", _REFUSED),
    _request("refused_query", "8.属于行政查询事项", _REFUSED),
    _request("unavailable_not_held", "1.本机关不掌握相关政府信息", _UNAVAILABLE),
    _request("unavailable_needs_creation", "2.没有现成信息需要另行制作", _UNAVAILABLE),
    _request("unavailable_unclear", "3.补正后申请内容仍不明确", _UNAVAILABLE),
    _request("unprocessed_complaint", "1.信访举报投诉类申请", _UNPROCESSED),
    _request("unprocessed_repeat", "2.重复申请", _UNPROCESSED),
    _request("unprocessed_publication", "3.要求提供公开出版物", _UNPROCESSED),
    _request("unprocessed_excessive", "4.无正当理由大量反复申请", _UNPROCESSED),
    _request("unprocessed_confirmation", "5.要求行政机关确认或重新出具已获取信息", _UNPROCESSED),
)

_OTHER_ROWS_2021 = (
    _request(
        "other_uncorrected",
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        _OTHER,
    ),
    _request(
        "other_unpaid",
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        _OTHER,
    ),
    _request("other_reason", "3.其他", _OTHER),
)
_OTHER_ROW_2019 = (_request("other", "（六）其他处理"),)
_LAST_REQUEST_ROWS = (
    _request("concluded", "（七）总计"),
    _request("carried_out", "四、结转下年度继续办理"),
)


def _proactive(name: str, label: str, block: str, *columns: Column) -> Row:
    return Row(
        table=PROACTIVE, name=name, label=label, block=f"第二十条第（{block}）项", columns=columns
    )


_STOCK_2021 = (
    Column(name="issued", label="本年制发件数"),
    Column(name="repealed", label="本年废止件数"),
    Column(name="in_force", label="现行有效件数"),
)
_DECISIONS_2021 = (Column(name="decisions", label="本年处理决定数量", place="处理决定数量"),)
_STOCK_2019 = (
    Column(name="made", label="本年新制作数量"),
    Column(name="published", label="本年新公开数量"),
    Column(name="total_published", label="对外公开总数量"),
)
_ITEMS_2019 = (
    Column(name="previous_items", label="上一年项目数量"),
    Column(name="change", label="本年增/减", may_be_negative=True),
)
_DECISIONS_2019 = (*_ITEMS_2019, Column(name="decisions", label="处理决定数量"))

EDITION_2021 = Edition(
    name="2021",
    document_number="国办公开办函〔2021〕30号",
    first_year=2021,
    last_year=None,
    proactive_rows=(
        _proactive("regulations", "规章", "一", *_STOCK_2021),
        _proactive("normative_documents", "行政规范性文件", "一", *_STOCK_2021),
        _proactive("licences", "行政许可", "五", *_DECISIONS_2021),
        _proactive("penalties", "行政处罚", "六", *_DECISIONS_2021),
        _proactive("coercive_measures", "行政强制", "六", *_DECISIONS_2021),
        _proactive(
            "fees",
            "行政事业性收费",
            "八",
            Column(
                name="amount", label="本年收费金额（单位：万元）", place="收费金额", is_money=True
            ),
        ),
    ),
    request_rows=(*_COMMON_REQUEST_ROWS, *_OTHER_ROWS_2021, *_LAST_REQUEST_ROWS),
    dispute_rows=_DISPUTE_ROWS,
)

EDITION_2019 = Edition(
    name="2019",
    document_number="国办公开办函〔2019〕60号",
    first_year=2019,
    last_year=2020,
    proactive_rows=(
        _proactive("regulations", "规章", "一", *_STOCK_2019),
        _proactive("normative_documents", "规范性文件", "一", *_STOCK_2019),
        _proactive("licences", "行政许可", "五", *_DECISIONS_2019),
        _proactive("other_services", "其他对外管理服务事项", "五", *_DECISIONS_2019),
        _proactive("penalties", "行政处罚", "六", *_DECISIONS_2019),
        _proactive("coercive_measures", "行政强制", "六", *_DECISIONS_2019),
        _proactive("fees", "行政事业性收费", "八", *_ITEMS_2019),
        _proactive(
            "procurement",
            "政府集中采购",
            "九",
            Column(name="items", label="采购项目数量"),
            Column(name="amount", label="采购总金额", is_money=True),
        ),
    ),
    request_rows=(*_COMMON_REQUEST_ROWS, *_OTHER_ROW_2019, *_LAST_REQUEST_ROWS),
    dispute_rows=_DISPUTE_ROWS,
)

EDITIONS = (EDITION_2019, EDITION_2021)
"""Every edition, the oldest first: the one place that tells how many there are."""

EXTRA_PROACTIVE_LABELS = ("其他主动公开文件", "其他文件")
"""Rows that a province adds to table two (Hubei for 2020): no rows of the format, and no error."""


def edition_of_year(year: int) -> Edition | None:
    """The edition that reports on ``year`` must use; ``None`` before the format."""
    return next((edition for edition in EDITIONS if edition.is_for(year)), None)


def is_before_the_format(year: int | None) -> bool:
    """Whether a report on ``year`` is older than any edition; not where the year is not known."""
    return year is not None and year < EDITIONS[0].first_year


def edition_named(name: str) -> Edition:
    """The edition called ``name``, e.g. ``2021``.

    Raises:
        DubanError: there is none.
    """
    for edition in EDITIONS:
        if edition.name == name:
            return edition
    raise DubanError(f"没有名为 {name} 的年报格式版本，可用：{'、'.join(e.name for e in EDITIONS)}")


def locator(row: Row, column: Column, row_number: int) -> str:
    """The place of a figure for people, e.g. ``表三 第1行 总计`` (contract of ``duban read``).

    ``row_number`` counts the rows of data of table three as they stand in the document, from 1.
    """
    return f"{_place_of(row, row_number)} {column.place or column.label}"


def locators(row: Row, row_number: int) -> list[str]:
    """The places of all figures of a row, in the order of its columns."""
    place = _place_of(row, row_number)
    return [f"{place} {column.place or column.label}" for column in row.columns]


def _place_of(row: Row, row_number: int) -> str:
    if row.table == PROACTIVE:
        return f"表二 {row.block} {row.label}"
    return f"表四 {row.label}" if row.table == DISPUTES else f"表三 第{row_number}行"
