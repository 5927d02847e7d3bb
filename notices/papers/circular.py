"""The circular over all agencies (通报) as a document."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ledger.said import NoticeKind
from notices.file_names import file_name
from notices.overview import noted
from notices.paper import Paper
from notices.papers import example_items
from notices.papers.circular_view import (
    CircularView,
    FamilyProblems,
    NamedProblem,
    RuleProblems,
)
from notices.papers.circular_wording import circular_wording


def circular_paper(view: CircularView) -> Paper:
    """The circular as a document to be written."""
    return Paper(
        kind=NoticeKind.CIRCULAR,
        template="circular.html",
        stem=file_name("全部机关", view.issuing_office, f"{view.year}年报核查通报"),
        context={"circular": view, "wording": noted(circular_wording(view))},
    )


def example() -> CircularView:
    """A made-up circular, for looking at the template."""
    departments = example_items.DEPARTMENTS
    sums, late = _example_rules()
    day = date(2024, 2, 20)
    return CircularView(
        year=2023,
        issuing_office="苏镇市人民政府办公室",
        office_contact="政务公开科 0000-1234567",
        format_document="国办公开办函〔2021〕30号",
        as_of=day,
        first_day=date(2024, 2, 1),
        last_day=day,
        total=replace(departments, label="合计"),
        kinds=(departments,),
        reports=23,
        troubled=4,
        families=(
            FamilyProblems(label="时效性", errors=1, warnings=0, agencies=1),
            FamilyProblems(label="一致性", errors=5, warnings=0, agencies=3),
        ),
        rules=(sums, late),
        named=tuple(
            NamedProblem(
                agency_name=name,
                rule_code=sums.code,
                rule_title=sums.title,
                findings=findings,
                ground="算术核验",
            )
            for name, findings in zip(sums.named, (3, 1, 1), strict=True)
        ),
        late=(example_items.LATE,),
        not_published=(example_items.MISSING,),
        exemplary=("苏镇市自然资源和规划局", "苏镇市交通运输局"),
        due_date=date(2024, 3, 6),
        workdays=10,
    )


def _example_rules() -> tuple[RuleProblems, RuleProblems]:
    sums = RuleProblems(
        code="CON01",
        title="表三各行分项之和与总计不符",
        basis="《政府信息公开工作年度报告格式》表三“总计”列",
        how_to_correct="核对该行各类申请人的件数，更正分项或者总计",
        findings=5,
        agencies=3,
        named=("苏镇市教育局", "苏镇市财政局", "苏镇市水务局"),
        is_of_time=False,
    )
    late = RuleProblems(
        code="TIM01",
        title="部门逾期公布年报",
        basis=example_items.BASIS_OF_DEPARTMENTS,
        how_to_correct="说明逾期原因，今后在每年1月31日前公布年报",
        findings=1,
        agencies=1,
        named=(),
        is_of_time=True,
    )
    return sums, late
