"""Notices and the board as their readers see them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from lxml import html

from notices.board import board_counts
from notices.render import visible, web_address
from notices.view import (
    BoardRow,
    BoardView,
    CaptureProof,
    NoticeEvidence,
    NoticeItem,
    NoticeView,
    Unchecked,
)
from notices.wording import numeral, wording_of
from notices.write import notice_name, write_board, write_notice


def problem(number: int = 1, **changes: object) -> NoticeItem:
    return replace(
        NoticeItem(
            number=number,
            family_label="一致性",
            rule_code="CON01",
            rule_title="表三各行分项之和与总计不符",
            severity="error",
            severity_label="错误",
            message="表三第3行（一）予以公开：3 + 1 = 4，报告填 5。",
            evidence=(NoticeEvidence(at="表三 第3行 总计", printed="5"),),
            basis="《政府信息公开工作年度报告格式》表三“总计”列",
            how_to_correct="核对该行各类申请人的件数，更正分项或者总计。",
        ),
        **changes,  # type: ignore[arg-type]
    )


def notice(**changes: object) -> NoticeView:
    view = NoticeView(
        agency_id="sz-jyj",
        agency_name="苏镇市教育局",
        year=2023,
        issuing_office="苏镇市人民政府办公室",
        office_contact="张三 0000-1234567",
        is_between_equals=False,
        checked_date=date(2024, 2, 6),
        reply_due_date=date(2024, 2, 27),
        reply_due_text="自收到之日起10个工作日内",
        report_title="苏镇市教育局2023年政府信息公开工作年度报告",
        report_url="http://jyj.suzhen.gov.cn/art/2024/1/24/art_1_2.html",
        claimed_date=date(2024, 1, 24),
        claimed_basis="页面标注",
        format_document="国办公开办函〔2021〕30号",
        problems=(
            problem(),
            problem(
                2,
                family_label="真实性与文字",
                rule_code="AUT04",
                rule_title="占位符未删",
                severity="warning",
                severity_label="警告",
            ),
        ),
        advice=(problem(1, severity="advice", severity_label="建议", rule_code="CMP22"),),
        conforming_count=27,
        not_applicable_count=3,
        unchecked=(
            Unchecked(rule_code="CON03", rule_title="勾稽关系不平", reason="表三第5行不能识读"),
        ),
        proofs=(
            CaptureProof(
                role_label="年报页面",
                url="http://jyj.suzhen.gov.cn/art/2024/1/24/art_1_2.html",
                captured_at=datetime(2024, 2, 6, 2, 0, tzinfo=UTC),
                sha256="ab" * 32,
                size=1234,
            ),
        ),
    )
    return replace(view, **changes)  # type: ignore[arg-type]


def texts(path: Path, xpath: str) -> list[str]:
    tree = html.fromstring(path.read_bytes())
    return ["".join("".join(node.itertext()).split()) for node in tree.xpath(xpath)]


def test_notice_reads_in_official_order(tmp_path: Path) -> None:
    path = write_notice(notice(), tmp_path)
    assert path.name == "sz-jyj_苏镇市教育局_2023年报核查.html"
    assert texts(path, "//h1") == [
        "关于苏镇市教育局2023年政府信息公开工作年度报告有关问题的整改通知（代拟稿）",
        "问题清单",
        "整改情况回执",
    ]
    assert texts(path, "//h2") == [
        "一、核查发现的问题（共2项：错误1项、警告1项；改进建议另列，不计入）",
        "二、整改要求",
        "三、反馈时限",
        "四、改进建议（共1项，不计入问题）",
        "五、核查说明",
    ]
    assert texts(path, "//h3") == ["（一）一致性（1项）", "（二）真实性与文字（1项）"]
    assert texts(path, "//section[1]//tbody/tr/td[3]") == ["CON01", "AUT04"]
    assert texts(path, "//section[2]//tbody/tr/td[2]") == [
        "表三各行分项之和与总计不符（CON01）",
        "占位符未删（AUT04）",
    ]


def test_opening_names_report_basis_and_date() -> None:
    assert wording_of(notice()).opening == (
        "依据《中华人民共和国政府信息公开条例》第四十七条、第四十九条、第五十条和"
        "《政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号），2024年2月6日对你单位"
        "（http://jyj.suzhen.gov.cn/art/2024/1/24/art_1_2.html）公布的"
        "《苏镇市教育局2023年政府信息公开工作年度报告》（页面标注的发布日期为2024年1月24日）进行了核查。"
        "现将有关情况通知如下："
    )


def test_without_report_nothing_is_said_of_its_content() -> None:
    view = notice(report_url=None, report_title=None, claimed_date=None, format_document=None)
    words = wording_of(view)
    assert words.opening == (
        "依据《中华人民共和国政府信息公开条例》第四十七条、第四十九条、第五十条，截至2024年2月6日，"
        "对你单位2023年政府信息公开工作年度报告的公布情况进行了核查。现将有关情况通知如下："
    )
    assert (
        words.demand
        == "请你单位核实有关情况，按照规定格式编制并公布年度报告，公布后将网址一并反馈。"
    )


def test_one_rule_tells_basis_and_correction_once(tmp_path: Path) -> None:
    path = write_notice(notice(problems=(problem(1), problem(2))), tmp_path)
    item = texts(path, "//div[@class='item']/p")
    assert [line[:4] for line in item[:2]] == ["1.表三", "2.表三"]
    assert item[2:] == [
        "改正办法：核对该行各类申请人的件数，更正分项或者总计。",
        "依据：《政府信息公开工作年度报告格式》表三“总计”列。（规则代码：CON01）",
    ]


def test_lateness_alone_asks_for_reasons_not_for_another_report() -> None:
    late = problem(rule_code="TIM01", family_label="时效性")
    assert wording_of(notice(problems=(late,))).demand.startswith("请你单位核实上述情况，说明原因")


def test_advice_alone_is_no_rectification(tmp_path: Path) -> None:
    path = write_notice(notice(problems=()), tmp_path)
    assert texts(path, "//h1") == [
        "关于苏镇市教育局2023年政府信息公开工作年度报告改进建议（代拟稿）"
    ]
    assert texts(path, "//h2") == ["一、改进建议（共1项，不计入问题）", "二、核查说明"]
    assert texts(path, "//section") == []


def test_unknown_calendar_gives_no_date() -> None:
    words = wording_of(notice(reply_due_date=None))
    assert words.reply.startswith("请于自收到之日起10个工作日内报送整改情况回执（附件2）。")


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    hostile = '<script>alert(1)</script>"\u202egnp.exe\x00'
    view = notice(
        agency_name=hostile,
        report_title=hostile,
        report_url="javascript:alert(1)",
        problems=(
            problem(message=hostile, evidence=(NoticeEvidence(at=hostile, printed=hostile),)),
        ),
    )
    path = write_notice(view, tmp_path)
    text = path.read_text(encoding="utf-8")
    assert "<script" not in text
    assert "\u202e" not in text
    assert "\x00" not in text
    assert texts(path, "//p[@class='flush'][1]") == [
        '<script>alert(1)</script>"gnp.exe：',
        *texts(path, "//p[@class='flush'][1]")[1:],
    ]
    assert html.fromstring(path.read_bytes()).xpath("//a[starts-with(@href,'javascript')]") == []


@pytest.mark.parametrize(
    ("agency_id", "name", "expected"),
    [
        ("../../etc", "a/b\\c", "etc_a_b_c_2023年报核查.html"),
        ("x", "某局\u202e\n", "x_某局_2023年报核查.html"),
        ("y" * 300, "名" * 300, "y" * 40 + "_" + "名" * 40 + "_2023年报核查.html"),
    ],
)
def test_file_names_stay_inside_the_folder(agency_id: str, name: str, expected: str) -> None:
    assert notice_name(agency_id, name, 2023) == expected


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


def row(agency_id: str, state: str, **changes: object) -> BoardRow:
    return replace(
        BoardRow(
            agency_id=agency_id,
            agency_name=f"苏镇市{agency_id}局",
            kind_label="政府部门",
            state=state,
            state_label=state,
            reason=None,
            due_date=date(2024, 1, 31),
            claimed_date=None,
            first_seen_date=None,
            report_url=None,
            errors=0,
            warnings=0,
            advice=0,
            undetermined=0,
            notice_href=None,
        ),
        **changes,  # type: ignore[arg-type]
    )


def board(**changes: object) -> BoardView:
    view = BoardView(
        office="苏镇市人民政府办公室",
        year=2023,
        made_at=datetime(2024, 2, 6, 2, 0, tzinfo=UTC),
        run_ids=("r1", "r2"),
        rows=(
            row(
                "教育",
                "on_time",
                report_url="http://a.gov.cn/",
                notice_href="notices/a.html",
                errors=2,
            ),
            row("交通", "late"),
            row("水利", "unknown", reason="网站响应超时"),
            row("林业", "unknown"),
        ),
        families=(("完整性", 3), ("一致性", 1)),
    )
    return replace(view, **changes)  # type: ignore[arg-type]


def test_board_counts_every_state_once() -> None:
    assert [(c.state.name, c.count, c.share) for c in board_counts(board())] == [
        ("on_time", 1, 25),
        ("late", 1, 25),
        ("collected", 0, 0),
        ("absent_unconfirmed", 0, 0),
        ("not_published", 0, 0),
        ("not_due", 0, 0),
        ("unknown", 2, 50),
    ]


def test_board_shows_rows_and_links(tmp_path: Path) -> None:
    path = write_board(board(), tmp_path)
    assert path == tmp_path / "index.html"
    assert texts(path, "//tbody/tr/th") == [
        "苏镇市教育局",
        "苏镇市交通局",
        "苏镇市水利局",
        "苏镇市林业局",
    ]
    tree = html.fromstring(path.read_bytes())
    assert tree.xpath("//tbody//a/@href") == ["notices/a.html", "http://a.gov.cn/"]
    assert texts(path, "//dl/div") == ["完整性3项", "一致性1项"]


def test_board_without_agencies_or_findings(tmp_path: Path) -> None:
    path = write_board(board(rows=(), families=()), tmp_path)
    assert "没有发现错误或者警告。" in texts(path, "//p")
