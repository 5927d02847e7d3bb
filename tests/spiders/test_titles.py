from __future__ import annotations

import pytest

from spiders.titles import (
    TitleJudgement,
    TitleVerdict,
    is_agency_report_title,
    is_body_below,
    is_other_agency,
    is_report_title,
    is_standard_title,
    judge_title,
    years_of,
)

MATCH, MAYBE, NO = TitleVerdict.MATCH, TitleVerdict.MAYBE, TitleVerdict.NO
FINANCE = ("云岭县财政局", "云岭县国资局")
COUNTY = ("云岭县人民政府",)


@pytest.mark.parametrize(
    ("title", "verdict"),
    [
        ("云岭县财政局2023年政府信息公开工作年度报告", MATCH),
        ("云岭县财政局 2023 年度政府信息公开年报", MATCH),
        ("2023年政府信息公开工作年度报告", MATCH),
        ("２０２３年政府信息公开年度报告", MATCH),
        ("二〇二三年度政府信息公开工作年度报告", MATCH),
        ("二○二三年政府信息公开年度报告", MATCH),
        ("县财政局2023年政府信息公开工作年度报告", MATCH),
        ("财政局2023年信息公开年报", MATCH),
        ("关于2023年政府信息公开工作情况的报告", MATCH),
        ("2023年信息公开工作总结", MATCH),
        ("政府信息公开年报（2023年）", MATCH),
        ("云岭县国资局2023年政府信息公开工作年度报告.pdf", MATCH),
        ("2023年度政府信息公开年报（云岭县财政局）", MATCH),
        ("江南省云岭县财政局2023年政府信息公开工作年度报告", MATCH),
        ("《云岭县财政局2023年政府信息公开工作年度报告》", MATCH),
        ("政府信息公开年报", MAYBE),
        ("年报.pdf", MAYBE),
        ("2023年度报告", MAYBE),
        ("2023年度", MAYBE),
        ("2022年", NO),
        ("2023年政务公开工作总结", MAYBE),
        ("2023—2024年政府信息公开工作年度报告", MAYBE),
        ("2024年公布2023年政府信息公开工作年度报告", MAYBE),
        ("云岭县财政局2023年政府信息公开工作年度报...", MAYBE),
        ("云岭县2023年政府信息公开工作年度报告", MAYBE),
        ("云岭县政局2023年政府信息公开工作年度报告", MAYBE),
        ("云岭县财政局2022年政府信息公开工作年度报告", NO),
        ("云岭县教育局2023年政府信息公开工作年度报告", NO),
        ("云岭县第一人民医院2023年信息公开年度报告", NO),
        ("云岭水务有限公司2023年信息公开年度报告", NO),
        ("关于做好2023年政府信息公开工作年度报告编制和发布工作的通知", NO),
        ("2023年政府网站工作年度报表", NO),
        ("云岭县财政局政府网站工作年报（2023年度）", NO),
        ("2023年政府信息公开工作要点", NO),
        ("一图读懂2023年政府信息公开工作年度报告", NO),
        ("2023年法治政府建设年度报告", NO),
        ("2023年度部门决算公开", NO),
        ("2023年统计年报", NO),
        ("2023年度企业年报公示", NO),
        ("2023年政府信息公开工作考核情况的报告", NO),
        ("2023年春节放假安排", NO),
    ],
)
def test_title_of_a_department(title: str, verdict: TitleVerdict):
    assert judge_title(title, 2023, FINANCE).verdict is verdict


@pytest.mark.parametrize(
    ("title", "verdict"),
    [
        ("云岭县人民政府2023年政府信息公开工作年度报告", MATCH),
        ("云岭县2023年政府信息公开工作年度报告", MATCH),
        ("云岭县人民政府信息公开工作年度报告（2023）", MATCH),
        ("云岭县人民政府办公室2023年政府信息公开工作年度报告", MAYBE),
        ("云岭县财政局2023年政府信息公开工作年度报告", NO),
        ("青川市2023年政府信息公开工作年度报告", NO),
    ],
)
def test_title_of_a_government(title: str, verdict: TitleVerdict):
    assert judge_title(title, 2023, COUNTY).verdict is verdict


def test_near_equal_names_are_kept_apart():
    title = "新云岭县财政局2023年政府信息公开工作年度报告"

    assert judge_title(title, 2023, FINANCE) == TitleJudgement(
        verdict=MAYBE, reason="标题中的单位名称与名录不完全一致", years=(2023,)
    )


@pytest.mark.parametrize("span", ["2021—2025年", "2021-2025年", "2021年至2025年", "2021～2025年"])
def test_a_span_of_years_holds_those_between(span: str):
    title = f"云岭县财政局{span}政府信息公开工作年度报告"

    judgement = judge_title(title, 2023, FINANCE)
    assert (judgement.verdict, judgement.years) == (MAYBE, (2021, 2025))
    assert judge_title(title, 2020, FINANCE).verdict is NO
    assert judge_title(title, 2026, FINANCE).verdict is NO


@pytest.mark.parametrize("part", ["服务中心", "城东分局", "国库支付中心"])
def test_a_body_below_the_agency_is_another(part: str):
    title = f"云岭县财政局{part}2023年政府信息公开工作年度报告"

    assert judge_title(title, 2023, FINANCE).verdict is NO
    assert is_other_agency(f"云岭县财政局{part}", FINANCE)
    assert is_body_below(f"云岭县财政局{part}", FINANCE)
    assert not is_other_agency("云岭县财政局", FINANCE)
    assert not is_body_below("云岭县财政局", FINANCE)


def test_an_own_name_excludes_nothing():
    names = ("云岭县绩效考核办公室",)
    title = "云岭县绩效考核办公室2023年政府信息公开工作年度报告"

    assert judge_title(title, 2023, names) == TitleJudgement(
        verdict=MATCH, reason="标题为2023年信息公开年度报告", years=(2023,)
    )


def test_every_doubt_is_named():
    judgement = judge_title("云岭县发改局年报", 2023, ("云岭县发展和改革局",))

    assert judgement == TitleJudgement(
        verdict=MAYBE,
        reason="标题没有写明信息公开；标题没有写年份；标题中的单位名称与名录不完全一致",
    )


def test_without_names_the_issuer_is_not_judged():
    assert judge_title("某局2023年政府信息公开工作年度报告", 2023).verdict is MATCH


def test_years_and_kind():
    assert years_of("二\u3007二四年公布2023年政府信息公开年报") == (2023, 2024)
    assert years_of("文号20231号") == ()
    assert is_report_title("某县2019年政府信息公开工作年度报告")
    assert is_report_title("某市审计局2019年政府信息公开工作年度报告")
    assert not is_report_title("2019年政府信息公开工作审计情况的报告")
    assert not is_report_title("2019年政府信息公开工作年度报告解读")


@pytest.mark.parametrize(
    ("title", "is_agency"),
    [
        ("云岭县财政局2023年政府信息公开工作年度报告", True),
        ("2023年政府信息公开工作年度报告", True),
        ("云岭县城市建设集团有限公司信息公开年度报告", False),
        ("云岭县水务有限公司2023年度信息公开年度报告", False),
        ("2023年信息公开年度报告（云岭县人民医院）", False),
        ("云岭县财政局2023年政府信息公开工作年度报告解读", False),
    ],
)
def test_a_company_is_no_agency(title: str, *, is_agency: bool) -> None:
    assert is_agency_report_title(title) is is_agency


@pytest.mark.parametrize(
    ("title", "is_standard"),
    [
        ("云岭县财政局2023年政府信息公开工作年度报告", True),
        ("2023年信息公开年报", True),
        ("关于2023年政府信息公开工作情况的年度报告", True),
        ("2023年信息公开工作总结", False),
        ("关于2023年政府信息公开工作情况的报告", False),
        ("2023年政府信息公开工作报告", False),
        ("政府信息公开年报", False),
        ("云岭县财政局2022年政府信息公开工作年度报告", False),
    ],
)
def test_the_usual_words_of_a_title(title: str, *, is_standard: bool) -> None:
    assert is_standard_title(title, 2023, FINANCE) is is_standard
