"""A notice as the agency reads it, and as the leader who signs it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from lxml import html

from notices.file_names import file_name
from notices.form.page import page_of, web_address
from notices.papers.issue_list import HIDDEN_MARKS, MOST_IN_BODY, issue_list, numbered
from notices.papers.notice import example, notice_paper, wording_of
from notices.view import NoticeEvidence, NoticeItem, NoticeView
from notices.visible import visible
from notices.wording import numeral

VIEW = example()
LATE, WRONG_SUM, WARNED = VIEW.problems[2], VIEW.problems[3], VIEW.problems[1]
CORRECT = (
    "请对照附件1逐项核实、更正。更正后的年度报告在原栏目发布，并注明更正的时间、事项和原因；"
    "更正前的文本留存备查。"
)
EXPLAIN = (
    "对逾期的情况，请说明原因并采取措施，今后按照规定的期限提交、公布年度报告；"
    "实际时间与核查结果不一致的，请提供证明材料。"
)


def page(view: NoticeView) -> html.HtmlElement:
    return html.fromstring(page_of(notice_paper(view)))


def texts(view: NoticeView, xpath: str) -> list[str]:
    return ["".join("".join(node.itertext()).split()) for node in page(view).xpath(xpath)]


def test_it_reads_in_official_order() -> None:
    assert texts(VIEW, "//h1") == [
        "关于苏镇市教育局2023年政府信息公开工作年度报告有关问题的整改通知（代拟稿）",
        "问题清单",
        "整改情况回执",
    ]
    assert texts(VIEW, "//h2") == [
        "一、核查发现的问题（共9项：错误6项、警告3项；改进建议另列，不计入）",
        "二、整改要求",
        "三、反馈时限",
        "四、改进建议（共2项，不计入问题）",
        "五、核查说明",
    ]
    assert texts(VIEW, "//h3") == [
        "（一）完整性（2项）",
        "（二）时效性（1项）",
        "（三）一致性（4项）",
        "（四）真实性与文字（2项）",
        "（一）完整性（1项）",
        "（二）真实性与文字（1项）",
    ]
    assert texts(VIEW, "//p[@class='addressee']") == ["苏镇市教育局："]
    assert texts(VIEW, "//p[starts-with(@class, 'annex-note')]") == [
        "附件：1.问题清单",
        "2.整改情况回执",
    ]
    assert texts(VIEW, "//p[@class='signature']") == ["苏镇市人民政府办公室"]


def test_the_issue_list_holds_all_that_is_needed_to_correct() -> None:
    (row,) = page(VIEW).xpath("//section[1]//tbody/tr[4]")
    cells = [[p.text_content() for p in cell] or cell.text_content() for cell in row]
    assert cells == [
        "4",
        "一致性",
        "CON01",
        ["表三 第3行 总计：“47”"],
        [
            "表三各行分项之和与总计不符",
            "表三 第3行“（一）予以公开”：38 + 4 + 0 + 1 + 0 + 2 = 45，报告填47。",
            "改正办法：核对该行各类申请人的数量，更正分项或者总计，使六项之和等于总计。",
        ],
        "《政府信息公开工作年度报告格式》表三“总计”列",
        "错误",
    ]


def test_the_evidence_can_be_checked() -> None:
    assert texts(VIEW, "//section[1]/p[@class='note']")[1] == (
        "1.年报页面：http://jyj.suzhen.example/zfxxgk/nb/2024/t20240205.html；"
        "抓取时间：2024-02-0610:00:03（北京时间）；48213字节；SHA-256：" + "3f5a" * 16
    )


def test_the_reply_slip_has_a_row_for_each_problem() -> None:
    rows = page(VIEW).xpath("//section[2]//tbody/tr[@class='blank']")
    assert [row[0].text for row in rows] == [str(item.number) for item in VIEW.problems]
    assert rows[3][1].text == "表三各行分项之和与总计不符（CON01）"


def test_the_opening_names_basis_report_and_dates() -> None:
    assert texts(VIEW, "//article/p[not(@class)][1]") == [
        (
            "依据《中华人民共和国政府信息公开条例》第四十七条、第四十九条、第五十条和"
            "《政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号），我单位于2024年2月6日对你单位"
            "公布的《苏镇市教育局2023年政府信息公开工作年度报告》"
            "（网址：http://jyj.suzhen.example/zfxxgk/nb/2024/t20240205.html）进行了核查，"
            "页面标注的公布日期为2024年2月5日。现将有关情况通知如下："
        )
    ]


def test_what_is_not_subordinate_gets_a_letter() -> None:
    words = wording_of(replace(VIEW, is_between_equals=True, reply_due_date=None))
    assert words.title == "关于苏镇市教育局2023年政府信息公开工作年度报告有关问题的函"
    assert words.opening_end.endswith("现将有关情况函告如下：")
    assert words.reply.striptags().startswith(
        "请于收到本函之日起10个工作日内报送整改情况回执（附件2）。"
    )


def test_nothing_is_said_of_the_content_of_a_report_that_is_not_there() -> None:
    missing = replace(LATE, number=1, rule_code="TIM03", rule_title="未公布年报")
    view = replace(
        VIEW,
        problems=(missing,),
        advice=(),
        report_url=None,
        report_title=None,
        claimed_date=None,
        format_document=None,
        proofs=(),
    )
    words = wording_of(view)
    assert words.opening + words.opening_end == (
        "依据《中华人民共和国政府信息公开条例》第四十七条、第四十九条、第五十条，我单位对你单位"
        "2023年政府信息公开工作年度报告的公布情况进行了核查（截至2024年2月6日）。"
        "现将有关情况通知如下："
    )
    assert words.demands == (
        (
            "请你单位核实有关情况，立即按照规定的格式编制并在政府信息公开年报栏目公布年度报告，"
            "将公布的网址一并反馈；已经公布的，请提供公布的网址和时间。"
        ),
    )
    assert texts(view, "//section[1]/p[@class='note']")[1:] == ["核查时没有取得年报文件。"]


@pytest.mark.parametrize(
    ("problems", "expected"),
    [
        ((LATE,), (EXPLAIN,)),
        ((WRONG_SUM,), (CORRECT,)),
        (
            (WARNED, LATE),
            (f"{CORRECT}标为“警告”的事项，经核实确无问题的，请在回执中说明。", EXPLAIN),
        ),
        (
            (replace(WRONG_SUM, rule_code="AUT22"),),
            (CORRECT, "涉及个人信息的内容，请立即从公开页面和附件中删除或者遮盖。"),
        ),
    ],
)
def test_what_is_past_is_to_be_explained_and_the_rest_corrected(
    problems: tuple[NoticeItem, ...], expected: tuple[str, ...]
) -> None:
    assert wording_of(replace(VIEW, problems=problems)).demands == expected


def test_advice_alone_is_no_rectification() -> None:
    view = replace(VIEW, problems=())
    assert texts(view, "//h1") == [
        "关于苏镇市教育局2023年政府信息公开工作年度报告改进建议的通知（代拟稿）",
        "核查情况表",
    ]
    assert texts(view, "//h2") == ["一、改进建议（共2项，不计入问题）", "二、核查说明"]
    assert texts(view, "//article/p[starts-with(@class, 'annex-note')]") == ["附件：核查情况表"]
    assert texts(view, "//p[@class='annex-head']") == ["附件"]


def test_many_problems_are_told_by_rule_and_whole_in_the_annex_alone() -> None:
    sums = tuple(replace(WRONG_SUM, message=f"第{row}行不符") for row in range(1, MOST_IN_BODY + 1))
    view = replace(VIEW, problems=numbered((*sums, LATE)))
    assert texts(view, "//article/h3[1]/following-sibling::p[1]") == [
        "表三各行分项之和与总计不符错误：12项（附件1第1—12项）。"
    ]
    assert texts(view, "//article//p[contains(., '行不符')]") == []
    assert len(page(view).xpath("//section[1]//td[contains(., '行不符')]")) == MOST_IN_BODY
    few = issue_list(numbered((*sums[1:], LATE)))
    assert not few.is_by_rule


def test_only_so_many_places_are_shown() -> None:
    places = tuple(NoticeEvidence(at=f"表三 第{row}行", printed="") for row in range(1, 6))
    view = replace(VIEW, problems=(replace(WRONG_SUM, evidence=places),), most_shown=2)
    assert [p.text for p in page(view).xpath("//section[1]//tbody/tr/td[4]/p")] == [
        "表三 第1行",
        "表三 第2行",
        "等5处",
    ]


def test_what_was_and_was_not_checked() -> None:
    words = wording_of(VIEW)
    assert words.checked == (
        "本次共核查83项规则，其中符合要求72项（完整性核查27项、符合24项，时效性核查6项、符合5项，"
        "一致性核查29项、符合25项，真实性与文字核查21项、符合18项）；另有24项规则不适用于你单位。"
    )
    assert words.unchecked == (
        "有1项因未能识读或者核查情况不足未能判定（见附件1），8项因我单位没有掌握所需资料未予核查，"
        "均不作为你单位的问题。"
    )
    assert wording_of(replace(VIEW, unchecked=(), not_held_count=0)).unchecked is None


def test_what_is_for_the_officer_leaves_with_the_draft() -> None:
    view = replace(VIEW, caution="最近一次核查未能完成，沿用此前采集的年报")
    assert texts(view, "//article//p[@data-draft]") == [
        "〔起草说明〕反馈日期签发时按签发之日后10个工作日重新算；用改过的文件签发的请自行核对。",
        "〔起草说明〕标有“待确认”的3项，须经人工认定属实后方可签发。",
        "〔起草说明〕最近一次核查未能完成，沿用此前采集的年报。",
    ]
    assert texts(view, "//article//span[@data-draft]") == ["（代拟稿）", *["〔待确认〕"] * 3]


def test_without_a_published_calendar_no_day_is_named() -> None:
    words = wording_of(replace(VIEW, reply_due_date=None))
    assert words.reply.striptags().startswith(
        "请于收到本通知之日起10个工作日内报送整改情况回执（附件2）。"
    )
    assert words.draft_notes[0] == (
        "有关年度的节假日安排尚未公布，未能算出反馈的具体日期，文中只写工作日数。"
    )
    assert (
        wording_of(replace(VIEW, reply_due_date=date(2024, 3, 1)))
        .reply.striptags()
        .startswith("请于2024年3月1日前报送")
    )


def test_hostile_words_stay_words() -> None:
    hostile = '<script>alert(1)</script>"\u202egnp.exe\x00'
    view = replace(
        VIEW,
        agency_name=hostile,
        report_title=hostile,
        report_url="javascript:alert(1)",
        problems=(
            replace(
                WRONG_SUM, message=hostile, evidence=(NoticeEvidence(at=hostile, printed=hostile),)
            ),
        ),
    )
    text = page_of(notice_paper(view))
    assert [mark for mark in ("<script", "\u202e", "\x00") if mark in text] == []
    assert texts(view, "//p[@class='addressee']") == ['<script>alert(1)</script>"gnp.exe：']
    assert page(view).xpath("//a[starts-with(@href,'javascript')]") == []
    assert texts(view, "//article/p[@class='note'][not(@data-draft)]") == [f"注：{HIDDEN_MARKS}"]
    assert texts(VIEW, "//article/p[@class='note'][not(@data-draft)]") == []


@pytest.mark.parametrize(
    ("agency_id", "name", "expected"),
    [
        ("../../etc", "a/b\\c", "etc_a_b_c_2023年报核查"),
        ("x", "某局\u202e\n", "x_某局_2023年报核查"),
        ("y" * 300, "名" * 300, "y" * 40 + "_" + "名" * 40 + "_2023年报核查"),
    ],
)
def test_file_names_stay_inside_the_folder(agency_id: str, name: str, expected: str) -> None:
    assert file_name(agency_id, name, "2023年报核查") == expected
    view = replace(VIEW, agency_id=agency_id, agency_name=name)
    assert notice_paper(view).stem == expected


def test_visible_and_addresses() -> None:
    assert visible("a\x07b\u2066c\nd\te") == "abc\nd\te"
    assert [web_address(u) for u in ("http://a/", "https://a/", "file:///a", "//[bad", None)] == [
        "http://a/",
        "https://a/",
        None,
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("number", "expected"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一")]
)
def test_numerals(number: int, expected: str) -> None:
    assert numeral(number) == expected
