"""The result of a recheck as the agency reads it."""

from __future__ import annotations

from dataclasses import replace

from lxml import html

from notices.form.page import page_of
from notices.papers.recheck import example, recheck_paper, recheck_wording
from notices.view import RecheckView

VIEW = example()
DONE = replace(VIEW, still_open=(), to_explain=(), disputed=(), lifted=(), found=())


def texts(view: RecheckView, xpath: str) -> list[str]:
    tree = html.fromstring(page_of(recheck_paper(view)))
    return ["".join("".join(node.itertext()).split()) for node in tree.xpath(xpath)]


def test_each_problem_stands_in_one_part() -> None:
    assert texts(VIEW, "//h1") == [
        "关于苏镇市教育局2023年政府信息公开工作年度报告问题整改复查结果的通知（代拟稿）",
        "问题清单",
        "整改情况回执",
    ]
    assert texts(VIEW, "//h2") == [
        "一、复查结果",
        "二、已整改（3项）",
        "三、仍未整改（2项）",
        "四、逾期等已发生的情况，尚待说明原因（1项）",
        "五、你单位有异议或者作出说明，我单位正在复核（1项）",
        "六、不再要求整改（1项）",
        "七、新发现的问题（1项）",
        "八、下一步要求",
    ]
    words = recheck_wording(VIEW)
    assert words.result == (
        "原列8项问题中，已整改3项，仍未整改2项，待说明原因1项，有异议或者说明、正在复核1项，"
        "不再要求整改1项；新发现问题1项。"
    )
    assert words.parts[0].lines[0] == (
        "（1）六个部分不齐全（CMP01）：缺少第六部分“其他需要报告的事项”。"
        "2024年3月5日核查时已没有此问题"
    )
    assert words.parts[4].lines == (
        (
            "（1）正文年份与报告年度不符（AUT01）：第四部分写2021年的工作，报告年度为2023年。"
            "经我单位复核，撤回该项认定"
        ),
    )


def test_the_opening_refers_to_the_released_document() -> None:
    assert texts(VIEW, "//article/p[not(@class)][1]") == [
        (
            "2024年2月8日，我单位以《关于苏镇市教育局2023年政府信息公开工作年度报告有关问题的整改通知》"
            "（苏政公开办〔2024〕3号）告知你单位年度报告核查发现的8项问题。"
            "依据《中华人民共和国政府信息公开条例》第四十七条，我单位于2024年3月5日对整改情况进行了复查"
            "（网址：http://jyj.suzhen.example/zfxxgk/nb/2024/t20240205.html）。现将复查结果通知如下："
        )
    ]
    unnumbered = replace(VIEW, told_before=replace(VIEW.told_before, number=None))
    assert "整改通知》告知你单位" in recheck_wording(unnumbered).opening


def test_the_annexes_list_what_is_still_asked_for_and_nothing_else() -> None:
    assert texts(VIEW, "//section[1]//tbody/tr/td[position()=1 or position()=3]") == [
        *("1", "CON01", "2", "CON12", "3", "TIM01", "4", "CON39"),
    ]
    assert texts(VIEW, "//section[2]//tbody/tr/td[1]") == ["1", "2", "3", "4"]


def test_all_corrected_asks_for_nothing_more() -> None:
    assert texts(DONE, "//h2") == ["一、复查结果", "二、已整改（3项）", "三、办理意见"]
    words = recheck_wording(DONE)
    assert words.demands == (
        "原列问题已经办理完毕，无须再作反馈。感谢你单位对政府信息公开工作的支持。",
    )
    assert (words.annexes, words.draft_notes) == ((), ())
    assert texts(DONE, "//section") == []


def test_what_is_ours_is_said_to_be_ours() -> None:
    view = replace(DONE, unchecked=VIEW.disputed)
    assert recheck_wording(view).parts[1].heading == (
        "三、本次未能复查（原因不在你单位，由我单位另行复查）（1项）"
    )
    assert recheck_wording(view).demands == (
        "上述正在复核和未能复查的事项，由我单位办理后另行告知，目前无须再作反馈。",
    )


def test_a_report_that_was_taken_down_is_not_to_be_corrected() -> None:
    view = replace(DONE, corrected=(), gone=VIEW.corrected)
    words = recheck_wording(view)
    assert words.parts[0].heading == "二、所在年报已撤下（3项）"
    assert words.demands == (
        (
            "原列问题所在的年报已经撤下，请你单位说明情况，并按照规定的格式重新公布年度报告。"
            "联系人及电话：（示例）政务公开科　0000-1234567。"
        ),
    )


def test_to_a_body_that_is_not_subordinate_it_is_a_letter() -> None:
    words = recheck_wording(replace(VIEW, is_between_equals=True))
    assert words.title.endswith("问题整改复查结果的函")
    assert words.opening_end == "。现将复查结果函告如下："
