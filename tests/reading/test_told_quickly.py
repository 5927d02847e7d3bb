"""What is told apart quickly is told the same as slowly."""

from __future__ import annotations

import random
from difflib import SequenceMatcher

import pytest

from reading import labels
from reading.editions import EDITIONS, locator, locators
from reading.html import parsing
from reading.html.parsing import tree_of
from reading.html.rows import tells_of_table
from reading.labels import bare_label, is_label_word, request_row
from reading.model import PartName
from reading.numbers import numbers_in
from reading.part_headings import part_of_heading
from reading.plain import plain
from reading.statements import results

_TURNS = 300
_NEARLY, _CLEARLY = 0.8, 0.08
_SHORTEST = 6


def _changed(label: str, chance: random.Random) -> str:
    signs = list(label)
    for _ in range(chance.randrange(1, 4)):
        place = chance.randrange(len(signs))
        signs[place] = chance.choice(("", "的", signs[place] * 2, "事项", chance.choice(label)))
    return "".join(signs)


def _nearest(words: str) -> str | None:
    """By a full search of all labels."""
    alike: dict[str, float] = {}
    for label, name in labels._REQUESTS.items():
        if len(label) >= _SHORTEST:
            ratio = SequenceMatcher(None, label, words, autojunk=False).ratio()
            alike[name] = max(ratio, alike.get(name, 0.0))
    first, second = sorted(alike, key=lambda name: -alike[name])[:2]
    is_plain = alike[first] >= _NEARLY and alike[first] - alike[second] >= _CLEARLY
    return first if is_plain else None


def test_the_nearest_label_is_that_of_a_full_search():
    chance = random.Random(3)  # noqa: S311 - the same labels every time
    names = sorted(labels._REQUESTS)
    found = 0
    for _ in range(_TURNS):
        words = _changed(chance.choice(names), chance)
        if len(words) >= _SHORTEST:
            assert labels._nearest(words) == _nearest(words), words
            found += labels._nearest(words) is not None
    assert found > _TURNS // 4


def test_labels_that_are_like_no_row_are_so_by_a_full_search():
    long = {label for label in labels._LIKE_NO_ROW if len(label) >= _SHORTEST}

    assert {"行政规范性文件", "本年废止件数", "社会公益组织"} < long
    assert [label for label in sorted(long) if _nearest(label)] == []
    assert [label for label in long if request_row(label)] == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_places_of_a_row_are_those_of_its_figures(edition):
    for number, row in enumerate(edition.rows):
        assert locators(row, number) == [locator(row, column, number) for column in row.columns]


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_label_is_one(edition):
    for row in edition.rows:
        assert is_label_word(row.label)
        assert is_label_word(" ".join(bare_label(row.label)))
        assert all(is_label_word(column.label) for column in row.columns)


@pytest.mark.parametrize(
    "text",
    [
        "本年制发件数",
        "本 年 制 发 件 数",
        "本年增/减",
        "其中本年收费金额（单位：万元）如下",
        "行政复议：结果维持",
        "\uf98e 不是，本年废止件数",
    ],
)
def test_words_of_tables_are_told_with_spaces_and_marks_between(text):
    assert tells_of_table(text)


def test_words_of_tables_that_end_a_text_are_told_only_there():
    assert not tells_of_table("结果维持原判的有三件")
    assert not tells_of_table("本年度共制发文件")


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("一、总 体 情 况", PartName.OVERVIEW),
        ("二、主动公开政府信息情\u2f4e", None),
        ("五、存在的主要问题及改进情况", PartName.PROBLEMS),
        ("五、存在不足", PartName.PROBLEMS),
        ("六、其他需要报告的事项", PartName.OTHER_MATTERS),
        ("六、其他", None),
    ],
)
def test_headings_are_told(line, name):
    assert part_of_heading(line) is name


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("全年受理12件、余30余件", [12, 30]),
        ("１２ 件", [12]),  # noqa: RUF001 - full-width digits occur
        ("约三十余人次", [30]),
        ("增长百分之五", [5]),
        ("增长5 %", [5]),
        ("没有数字", []),
        ("3.7万人", [37000]),
    ],
)
def test_numbers_are_found(text, values):
    assert [number.value for number in numbers_in(text)] == values


def test_plain_text_stays_as_it_is():
    printed = "全年受理申请12件，办结10件。"
    simple = plain(printed)

    assert (simple.text, simple.places) == (printed, tuple(range(len(printed))))


@pytest.mark.parametrize(
    ("style", "is_hidden"),
    [
        ("display:none", True),
        ("&#100;isplay:none", True),
        ("&#x64;isplay&#58;none", True),
        ("font-family:&#39;宋体&#39;;display:non&#101;", True),
        ("font-family:&#39;宋体&#039;,&#x27;a&#34;", False),
    ],
)
def test_a_style_written_in_references_hides(style, is_hidden):
    assert bool(tree_of(f'<p>见<span style="{style}">9</span></p>').hidden) is is_hidden


def test_names_of_fonts_in_quotation_marks_need_no_search():
    told = '<p style="font-family:&#39;宋体&#39;">一</p>'.encode()

    assert not parsing._has_codes_in_tags(told)
    assert parsing._has_codes_in_tags(told.replace(b"&#39;", b"&#97;"))


@pytest.mark.parametrize(
    "words",
    [
        "予以公开",
        "同意公开和部分公开",
        "部分公开",
        "不予公开",
        "无法提供",
        "不予处理",
        "作出其他处理",
    ],
)
def test_the_words_of_every_result_hold_a_word_of_them_all(words):
    assert any(form.search(words) for _, form in results._BEFORE)
    assert any(form.match(words) for _, form in results._AFTER)
    assert results._SEVERAL.search(words)


@pytest.mark.parametrize(
    "words", ["上年结转", "去年度结转来的", "结转下年度", "转入次年", "顺延至明年"]
)
def test_the_words_of_all_that_is_carried_hold_a_word_of_them_all(words):
    assert any(form.search(words) for _, form in results._CARRIED)
    assert results._CARRY.search(words)
