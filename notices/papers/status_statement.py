"""The publication-status statement (公布情况说明) over all agencies, and its sentences."""

from __future__ import annotations

from collections.abc import Sized
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from ledger.said import NoticeKind
from notices.file_names import file_name
from notices.overview import Annex, Overview, Section, annex_list, items, noted, with_numbers
from notices.paper import Paper
from notices.papers import example_items
from notices.publication import (
    LATE_LIST,
    MISSING_LIST,
    RATE,
    LateAgency,
    StatusCount,
    UnseenAgency,
    counts_told,
    late_annex,
    missing_annex,
    rate_told,
    status_picture,
    status_table,
    unseen_annex,
)
from notices.wording import REGULATION, chinese_date

_UNCONFIRMED_LIST = "未见公布（待人工确认）机关名单"
_UNTIMED_LIST = "公布时间无法判定机关名单"
_UNKNOWN_LIST = "无法核实机关名单"
_REGION_LIST = "各地区公布情况"
# More regions than that stand in an annex.
_MOST_REGIONS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusStatementView:
    """How the reports on ``year`` were published, as of ``as_of``, the day last judged.

    ``total``, ``kinds`` and ``regions`` are figures of the saved question on-time-rate; one region
    alone is not listed. ``late``, ``not_published`` and ``absent_unconfirmed`` leave out whom a
    waiver or a decision of a person keeps from being named; they are counted all the same.
    ``without_duty`` agencies owe no report by a set day.
    """

    year: int
    issuing_office: str
    office_contact: str
    as_of: date
    total: StatusCount
    kinds: tuple[StatusCount, ...]
    regions: tuple[StatusCount, ...]
    late: tuple[LateAgency, ...]
    not_published: tuple[UnseenAgency, ...]
    absent_unconfirmed: tuple[UnseenAgency, ...]
    untimed: tuple[UnseenAgency, ...]
    unknown: tuple[UnseenAgency, ...]
    without_duty: int = 0


def status_statement_paper(view: StatusStatementView) -> Paper:
    """The statement as a document to be written."""
    return Paper(
        kind=NoticeKind.STATUS_STATEMENT,
        template="status_statement.html",
        stem=file_name("全部机关", view.issuing_office, f"{view.year}年报公布情况说明"),
        context={"statement": view, "wording": noted(statement_wording(view))},
    )


def statement_wording(view: StatusStatementView) -> Overview:
    """The whole statement in words."""
    annexes = _annexes(view)
    return Overview(
        title_lines=(f"关于{view.year}年政府信息公开工作年度报告", "公布情况的说明"),
        opening=(
            f"依据{REGULATION}第四十七条、第四十九条，我单位对各机关{view.year}年政府信息公开工作"
            "年度报告（以下简称年度报告）的公布情况进行了核查，各机关以最近一次核查的结果为准。"
            f"现将截至{chinese_date(view.as_of)}的情况说明如下："
        ),
        sections=with_numbers((_general(view), _lists(view, annexes), _counting(view))),
        annexes=annexes,
        issuing_office=view.issuing_office,
        draft_mark="由督办系统根据核查结果起草。签发前请核对：截至日期是否仍合适，待人工确认的机关"
        "是否已经确认，无法核实的机关是否已经人工查看。文号、日期和印章由签发机关填写。",
    )


def _general(view: StatusStatementView) -> Section:
    without = ""
    if view.without_duty:
        without = (
            f"没有规定公布期限的机关{view.without_duty}家，不计入应公布机关，不在本说明统计之列。"
        )
    tables = [status_table((*view.kinds, view.total), "机关类别", "按机关类别统计（单位：家）")]
    if 0 < len(view.regions) <= _MOST_REGIONS:
        tables.append(status_table(view.regions, "地区", "按地区统计（单位：家）"))
    told = (counts_told(view.total), rate_told(view.total), without)
    return Section(
        heading="总体情况",
        paragraphs=tuple(text for text in told if text),
        tables=tuple(tables),
        pictures=(status_picture(view.total, "应公布机关的公布情况（单位：家）"),),
    )


def _lists(view: StatusStatementView, annexes: tuple[Annex, ...]) -> Section:
    total = view.total
    listed = items(
        _listed("逾期公布的机关", total.late, view.late, annex_list(annexes, LATE_LIST), ""),
        _listed(
            "经人工确认未公布的机关",
            total.not_published,
            view.not_published,
            annex_list(annexes, MISSING_LIST),
            "",
        ),
        _listed(
            "未见公布、待人工确认的机关",
            total.absent_unconfirmed,
            view.absent_unconfirmed,
            annex_list(annexes, _UNCONFIRMED_LIST),
            "，确认之前不作为未公布",
        ),
        _listed(
            "已公布但公布时间无法判定的机关",
            total.untimed,
            view.untimed,
            annex_list(annexes, _UNTIMED_LIST),
            "，不作为逾期",
        ),
        _listed(
            "无法核实的机关",
            total.unknown,
            view.unknown,
            annex_list(annexes, _UNKNOWN_LIST),
            "，因网站访问、核查系统或者有待人工确认等原因未能核实，"
            "不说明机关没有公布，不作为逾期或者未公布",
        ),
    )
    nobody = ("没有逾期公布、未公布、未见公布或者无法核实的机关。",)
    return Section(heading="有关机关", paragraphs=listed or nobody)


def _listed(word: str, number: int, named: Sized, where: str, meaning: str) -> str:
    """One sentence; empty where there is nobody."""
    if not number:
        return ""
    rest = number - len(named)
    unnamed = f"；其中{rest}家有现行豁免或者有待进一步核对，不列入名单" if rest else ""
    return f"{word}{number}家{where}{meaning}{unnamed}。"


def _counting(view: StatusStatementView) -> Section:
    return Section(
        heading="统计口径",
        paragraphs=items(
            f"应公布机关，指截至{chinese_date(view.as_of)}公布期限已经届满，以及期限虽未届满但已经"
            "公布年度报告的机关；期限当日仍在期限之内。",
            f"{RATE}。公布时间无法判定、未见公布（待人工确认）和无法核实的机关不计入分母。",
            "未公布只计经工作人员确认的机关；核查未见到年度报告的，在确认之前列为未见公布。",
            "公布日期以网页标注的日期为准，没有标注的依次采用网页标签、列表、网址中的日期；"
            "首次核查见到的日期更早的，以首次见到的日期为准。标注日期与核查记录矛盾的，不作认定。",
            f"对本说明有异议的，请与我单位联系，联系人及电话：{view.office_contact}。",
        ),
    )


def _annexes(view: StatusStatementView) -> tuple[Annex, ...]:
    as_of = f"截至{chinese_date(view.as_of)}。"
    found: list[tuple[Sized, Annex]] = [
        (view.late, late_annex(view.late, view.as_of)),
        (view.not_published, missing_annex(view.not_published, view.as_of)),
        (
            view.absent_unconfirmed,
            unseen_annex(
                _UNCONFIRMED_LIST,
                f"{as_of}完整核查后未见到年度报告，须经工作人员确认，不作为未公布。",
                view.absent_unconfirmed,
            ),
        ),
        (
            view.untimed,
            unseen_annex(
                _UNTIMED_LIST, f"{as_of}年度报告已经公布，公布时间无法判定。", view.untimed
            ),
        ),
        (
            view.unknown,
            unseen_annex(
                _UNKNOWN_LIST,
                f"{as_of}因网站访问、核查系统或者有待人工确认等原因未能核实，不作为逾期或者未公布。",
                view.unknown,
            ),
        ),
    ]
    regions = Annex(
        title=_REGION_LIST,
        lead=f"{as_of}单位：家。",
        table=status_table(view.regions, "地区", ""),
    )
    found.append((view.regions[_MOST_REGIONS:], regions))
    return tuple(annex for content, annex in found if content)


def example() -> StatusStatementView:
    """A made-up statement, for looking at the template."""
    departments = replace(example_items.DEPARTMENTS, on_time=21, untimed=1, rate=Fraction(21, 23))
    missing = replace(example_items.MISSING, agency_name="苏镇市水务局")
    return StatusStatementView(
        year=2023,
        issuing_office="苏镇市人民政府办公室",
        office_contact="政务公开科 0000-1234567",
        as_of=date(2024, 2, 20),
        total=replace(departments, label="合计"),
        kinds=(departments,),
        regions=(),
        late=(replace(example_items.LATE, agency_name="苏镇市教育局"),),
        not_published=(missing,),
        absent_unconfirmed=(
            replace(missing, agency_name="苏镇市民政局", reason="两次完整核查均未见到"),
        ),
        untimed=(
            replace(
                missing, agency_name="苏镇市司法局", reason="公布时间无法判定：没有标注公布日期"
            ),
        ),
        unknown=(replace(missing, agency_name="苏镇市交通运输局", reason="网站响应超时"),),
    )
