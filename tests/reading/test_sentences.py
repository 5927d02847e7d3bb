from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reading.model import PartName, Sentence, SubHeading
from reading.narrative import loose_sentences, part
from reading.sentences import sentences_of, split_sentences


def sentence(at: str, text: str) -> Sentence:
    return Sentence(text=text, at=at)


def test_sentences_end_at_stops_and_line_breaks() -> None:
    assert sentences_of("第一部分", "健全制度；明确责任。加强培训！\n开展检查") == (
        sentence("第一部分 第1句", "健全制度；明确责任。"),
        sentence("第一部分 第2句", "加强培训！"),
        sentence("第一部分 第3句", "开展检查"),
    )


def test_a_stop_inside_a_quotation_that_goes_on_ends_nothing() -> None:
    text = "按照“应公开，尽公开。”的要求开展工作。坚持“谁公开、谁负责。”落实责任。"
    assert list(split_sentences(text)) == [
        "按照“应公开，尽公开。”的要求开展工作。",
        "坚持“谁公开、谁负责。”",
        "落实责任。",
    ]


def test_a_question_mark_in_an_address_ends_nothing() -> None:
    assert list(split_sentences("见http://a.example/x?id=1。好。")) == [
        "见http://a.example/x?id=1。",
        "好。",
    ]


def test_loose_sentences() -> None:
    assert loose_sentences(["本报告依规编制。", "\u3000", "欢迎查阅。"], label="正文前") == (
        sentence("正文前 第1句", "本报告依规编制。"),
        sentence("正文前 第2句", "欢迎查阅。"),
    )


def test_a_part_with_headings() -> None:
    paragraphs = [
        "2023年，我局做了工作。成效明显。",
        "### （一）主动公开",
        "公开信息12条。及时更新。",
        "（二）依申请公开方面。渠道畅通。",
        "（3） 平台建设情况",
        "1. **做好栏目**。按时更新。",
        "2、做好检索",
        "完善功能。",
        "（四）**监督保障**。严格考核。",
    ]
    built = part(PartName.OVERVIEW, "一、总体情况", paragraphs, numeral="一、")
    assert built.text == "\n".join(paragraphs)
    assert (built.heading, built.numeral, built.is_auto_numbered) == ("一、总体情况", "一、", False)
    assert built.sentences == (
        sentence("第一部分 第1句", "2023年，我局做了工作。"),
        sentence("第一部分 第2句", "成效明显。"),
        sentence("第一部分 （一） 第1句", "公开信息12条。"),
        sentence("第一部分 （一） 第2句", "及时更新。"),
        sentence("第一部分 （二） 第1句", "渠道畅通。"),
        sentence("第一部分 （3） 第1句", "按时更新。"),
        sentence("第一部分 （3） 第2句", "完善功能。"),
        sentence("第一部分 （四） 第1句", "严格考核。"),
    )
    assert built.sub_headings == (
        SubHeading(numeral="（一）", text="主动公开", at="第一部分 （一）"),
        SubHeading(numeral="（二）", text="依申请公开方面", at="第一部分 （二）"),
        SubHeading(numeral="（3）", text="平台建设情况", at="第一部分 （3）"),
        SubHeading(numeral="1.", text="做好栏目", at="第一部分 （3） 1."),
        SubHeading(numeral="2、", text="做好检索", at="第一部分 （3） 2、"),
        SubHeading(numeral="（四）", text="监督保障", at="第一部分 （四）"),
    )


def test_half_width_brackets_are_printed_as_they_stand() -> None:
    built = part(PartName.PROBLEMS, "五、问题", ["(一) 主要问题", "更新慢。"])
    assert built.sub_headings == (SubHeading(numeral="(一)", text="主要问题", at="第五部分 (一)"),)
    assert built.sentences == (sentence("第五部分 (一) 第1句", "更新慢。"),)


def test_a_lead_without_its_numeral() -> None:
    built = part(
        PartName.OVERVIEW,
        "总体情况",
        ["概述。", "主动公开方面。公开12条。", "（二）依申请公开方面。收到3件。"],
    )
    assert built.numeral is None
    assert built.sub_headings == (
        SubHeading(numeral=None, text="主动公开方面", at="第一部分 第2句"),
        SubHeading(numeral="（二）", text="依申请公开方面", at="第一部分 （二）"),
    )
    assert built.sentences == (
        sentence("第一部分 第1句", "概述。"),
        sentence("第一部分 第2句", "主动公开方面。"),
        sentence("第一部分 第3句", "公开12条。"),
        sentence("第一部分 （二） 第1句", "收到3件。"),
    )


def test_a_numbered_sentence_is_heading_and_sentence() -> None:
    built = part(PartName.PROBLEMS, "五、问题", ["（一）公开的内容不够全面，更新较慢。"])
    assert built.sub_headings == (
        SubHeading(numeral="（一）", text="公开的内容不够全面，更新较慢", at="第五部分 （一）"),
    )
    assert built.sentences == (
        sentence("第五部分 （一） 第1句", "（一）公开的内容不够全面，更新较慢。"),
    )


def test_what_is_no_heading() -> None:
    built = part(
        PartName.OVERVIEW,
        "一、总体情况",
        ["一是加强领导。二是加强培训。", "2023.5万人次访问。", "主动公开方面。公开12条。"],
    )
    assert built.sub_headings == ()
    assert [s.text for s in built.sentences] == [
        "一是加强领导。",
        "二是加强培训。",
        "2023.5万人次访问。",
        "主动公开方面。",
        "公开12条。",
    ]


def test_locators_stay_apart_where_a_numeral_stands_twice() -> None:
    built = part(PartName.PROBLEMS, "五、问题", ["（一）甲", "子。", "（一）乙", "丑。"])
    assert [s.at for s in built.sentences] == ["第五部分 （一） 第1句", "第五部分 （一） 第2句"]


def test_numerals_of_part_headings() -> None:
    numerals = {
        heading: part(PartName.OVERVIEW, heading, ()).numeral
        for heading in ("一、总体情况", "## 二.主动公开", "总体情况", "一般情况", "三 收到申请")
    }
    assert numerals == {
        "一、总体情况": "一、",
        "## 二.主动公开": "二.",
        "总体情况": None,
        "一般情况": None,
        "三 收到申请": None,
    }


@given(st.lists(st.text(alphabet="（一）二1.、。甲乙；\n #*2", max_size=30), max_size=8))
def test_no_sentence_shares_its_locator_and_no_word_is_lost(paragraphs: list[str]) -> None:
    built = part(PartName.OVERVIEW, "一、总体情况", paragraphs)
    places = [s.at for s in built.sentences]
    assert len(places) == len(set(places))
    kept = "".join([s.text for s in built.sentences] + [h.text for h in built.sub_headings])
    assert kept.count("甲") >= "".join(paragraphs).count("甲")
