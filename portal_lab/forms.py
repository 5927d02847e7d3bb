"""The two editions of the official form as the lab prints them.

Written down here a second time, apart from the reader's own tables: what the lab prints must not
lean on what it is there to test. The names of rows and columns are those of the figure paths.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"

APPLICANTS = (
    ("individual", "自然人"),
    ("company", "商业企业"),
    ("research", "科研机构"),
    ("charity", "社会公益组织"),
    ("legal_service", "法律服务机构"),
    ("other", "其他"),
    ("total", "总计"),
)
ENDS = (
    ("upheld", "结果维持"),
    ("corrected", "结果纠正"),
    ("other", "其他结果"),
    ("pending", "尚未审结"),
    ("total", "总计"),
)
DISPUTES = (
    ("review", "行政复议"),
    ("suit_direct", "未经复议直接起诉"),
    ("suit_after_review", "复议后起诉"),
)
HEADINGS = {
    "overview": "一、总体情况",
    "proactive": "二、主动公开政府信息情况",
    "requests": "三、收到和处理政府信息公开申请情况",
    "disputes": "四、政府信息公开行政复议、行政诉讼情况",
    "problems": "五、存在的主要问题及改进情况",
    "other_matters": "六、其他需要报告的事项",
}

Labelled = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block of table two: 第二十条第（…）项 with its columns and rows."""

    item: str
    columns: Labelled
    rows: Labelled


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One edition: the blocks of table two, and the results of table three by group.

    ``results`` holds (group, rows); a group ``None`` stands for rows that are their own group.
    """

    name: str
    blocks: tuple[Block, ...]
    results: tuple[tuple[str | None, Labelled], ...]

    @property
    def result_rows(self) -> tuple[str, ...]:
        """The names of the rows whose sum is （七）总计."""
        return tuple(name for _, rows in self.results for name, _ in rows if name != "concluded")

    def request_rows(self) -> Iterator[str]:
        """The names of all rows of table three with numbers, in order."""
        yield from ("received", "carried_in", *self.result_rows, "concluded", "carried_out")

    def paths(self) -> Iterator[str]:
        """Every figure path in the order of the document."""
        for block in self.blocks:
            for row, _ in block.rows:
                yield from (f"proactive.{row}.{column}" for column, _ in block.columns)
        for row in self.request_rows():
            yield from (f"requests.{row}.{column}" for column, _ in APPLICANTS)
        for row, _ in DISPUTES:
            yield from (f"disputes.{row}.{column}" for column, _ in ENDS)


_FIRST_RESULTS: tuple[tuple[str | None, Labelled], ...] = (
    (
        None,
        (
            ("granted", "（一）予以公开"),
            ("partial", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
        ),
    ),
    (
        "（三）不予公开",
        (
            ("refused_state_secret", "1.属于国家秘密"),
            ("refused_by_law", "2.其他法律行政法规禁止公开"),
            ("refused_security_stability", "3.危及“三安全一稳定”"),
            ("refused_third_party", "4.保护第三方合法权益"),
            ("refused_internal_affairs", "5.属于三类内部事务信息"),
            ("refused_deliberative", "6.属于四类过程性信息"),
            ("refused_enforcement_file", "7.属于行政执法案卷"),
            ("refused_query", "8.属于行政查询事项"),
        ),
    ),
    (
        "（四）无法提供",
        (
            ("unavailable_not_held", "1.本机关不掌握相关政府信息"),
            ("unavailable_needs_creation", "2.没有现成信息需要另行制作"),
            ("unavailable_unclear", "3.补正后申请内容仍不明确"),
        ),
    ),
    (
        "（五）不予处理",
        (
            ("unprocessed_complaint", "1.信访举报投诉类申请"),
            ("unprocessed_repeat", "2.重复申请"),
            ("unprocessed_publication", "3.要求提供公开出版物"),
            ("unprocessed_excessive", "4.无正当理由大量反复申请"),
            ("unprocessed_confirmation", "5.要求行政机关确认或重新出具已获取信息"),
        ),
    ),
)
_CONCLUDED: tuple[str | None, Labelled] = (None, (("concluded", "（七）总计"),))
_DECISIONS = (("decisions", "本年处理决定数量"),)
_CHANGES = (("previous_items", "上一年项目数量"), ("change", "本年增/减"))
_OLD_DECISIONS = (*_CHANGES, ("decisions", "处理决定数量"))

FORM_2021 = Form(
    name="2021",
    blocks=(
        Block(
            item="一",
            columns=(
                ("issued", "本年制发件数"),
                ("repealed", "本年废止件数"),
                ("in_force", "现行有效件数"),
            ),
            rows=(("regulations", "规章"), ("normative_documents", "行政规范性文件")),
        ),
        Block(item="五", columns=_DECISIONS, rows=(("licences", "行政许可"),)),
        Block(
            item="六",
            columns=_DECISIONS,
            rows=(("penalties", "行政处罚"), ("coercive_measures", "行政强制")),
        ),
        Block(
            item="八",
            columns=(("amount", "本年收费金额（单位：万元）"),),
            rows=(("fees", "行政事业性收费"),),
        ),
    ),
    results=(
        *_FIRST_RESULTS,
        (
            "（六）其他处理",
            (
                (
                    "other_uncorrected",
                    "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
                ),
                (
                    "other_unpaid",
                    "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
                ),
                ("other_reason", "3.其他"),
            ),
        ),
        _CONCLUDED,
    ),
)

FORM_2019 = Form(
    name="2019",
    blocks=(
        Block(
            item="一",
            columns=(
                ("made", "本年新制作数量"),
                ("published", "本年新公开数量"),
                ("total_published", "对外公开总数量"),
            ),
            rows=(("regulations", "规章"), ("normative_documents", "规范性文件")),
        ),
        Block(
            item="五",
            columns=_OLD_DECISIONS,
            rows=(("licences", "行政许可"), ("other_services", "其他对外管理服务事项")),
        ),
        Block(
            item="六",
            columns=_OLD_DECISIONS,
            rows=(("penalties", "行政处罚"), ("coercive_measures", "行政强制")),
        ),
        Block(item="八", columns=_CHANGES, rows=(("fees", "行政事业性收费"),)),
        Block(
            item="九",
            columns=(("items", "采购项目数量"), ("amount", "采购总金额（单位：万元）")),
            rows=(("procurement", "政府集中采购"),),
        ),
    ),
    results=(*_FIRST_RESULTS, (None, (("other", "（六）其他处理"),)), _CONCLUDED),
)

_LAST_YEAR_OF_2019 = 2020


def form_of_year(year: int) -> Form:
    """The edition that a report on ``year`` must use."""
    return FORM_2019 if year <= _LAST_YEAR_OF_2019 else FORM_2021
