"""What counts when two narratives are compared, and the search over many of them."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest
from builders import conforming_case, conforming_report
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.likeness.copied import own_shingles, refuse_short_text, share_above
from audit.likeness.search import Like, Narrative, bands_for, common_shingles, likes_of
from audit.likeness.texts import MARK, comparable_text, folded, percent, share_of, shingles_of
from audit.model import NotApplicable
from reading.model import PartName

HAN = [chr(code) for code in range(0x4E00, 0x4E00 + 2000)]


def seeded(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - made text


def words(random: Random, length: int) -> str:
    return "".join(random.choices(HAN, k=length))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023年，公开信息326条。", "年公开信息条"),
        ("全市教育系统", "全市教育系统"),
        ("全县教育系统", "全市教育系统"),
        ("我局公开栏目十二个", "公开栏目个"),
        ("落实《中华人民共和国政府信息公开条例》要求", f"落实{MARK}要求"),
        ("坚持以公开为常态、不公开为例外，更新栏目", f"坚持{MARK}更新栏目"),
        ("", ""),
    ],
    ids=["figures", "city", "county", "itself", "title", "template", "nothing"],
)
def test_what_is_left_of_a_text(text: str, expected: str) -> None:
    assert folded(text) == expected


def test_names_and_places_do_not_count() -> None:
    first = conforming_report(parts={"overview": ["苏镇市教育局在苏镇中心小学举办开放日活动。"]})
    second = conforming_report(
        agency="云川县民政局", parts={"overview": ["云川县民政局在云川中心小学举办开放日活动。"]}
    )
    parts = [PartName.OVERVIEW]

    assert comparable_text(first, ("苏镇市教育局",), parts) == "在中心小学举办开放日活动"
    assert comparable_text(second, ("云川县民政局",), parts) == "在中心小学举办开放日活动"


def test_tables_are_no_narrative() -> None:
    text = ["一、本年新收政府信息公开申请数量", "2.其他法律行政法规禁止公开"]
    reading = conforming_report(parts={"requests": text})

    assert comparable_text(reading, (), [PartName.REQUESTS]) == ""


def test_shingles_do_not_go_over_what_was_taken_out() -> None:
    assert shingles_of("一二三四五六七八九") == {"一二三四五六七八", "二三四五六七八九"}
    assert shingles_of(f"一二三四五{MARK}六七八九十甲乙") == set()
    assert shingles_of("一二三四五六七八九", frozenset({"一二三四五六七八"})) == {
        "二三四五六七八九"
    }


def test_the_share_is_exact() -> None:
    assert share_of({"a", "b", "c"}, {"b", "c", "d"}) == Decimal("0.5")
    assert share_of({"a"}, {"a"}) == 1
    assert share_of({"a"}, {"b"}) == 0
    assert share_of(set(), set()) == 0


def test_a_share_is_never_told_too_high() -> None:
    assert percent(Decimal("0.80099")) == "80.0%"
    assert percent(Decimal(1)) == "100.0%"
    assert percent(Decimal("0.9999")) == "99.9%"


def copy_of(random: Random, text: str, changed: float) -> str:
    """The text with its end written anew."""
    kept = int(len(text) * (1 - changed))
    return text[:kept] + words(random, len(text) - kept)


def test_copies_are_found_with_their_exact_share() -> None:
    random = seeded(7)
    texts = [words(random, 600) for _ in range(60)]
    texts += [texts[3], copy_of(random, texts[4], 0.1), copy_of(random, texts[5], 0.6)]
    narratives = [Narrative(agency=str(i), text=text) for i, text in enumerate(texts)]
    likes = likes_of(narratives, Decimal("0.6"))
    near = share_of(shingles_of(texts[4]), shingles_of(texts[61]))

    assert likes[3] == (Like(index=60, share=Decimal(1)),)
    assert likes[60] == (Like(index=3, share=Decimal(1)),)
    assert likes[4] == (Like(index=61, share=near),)
    assert Decimal("0.7") < near < Decimal("0.9")
    assert [likes[i] for i in range(63) if i not in (3, 4, 60, 61)] == [()] * 59


def test_reports_of_one_agency_and_one_document_are_not_compared() -> None:
    text = words(seeded(1), 400)
    own = [Narrative(agency="教育局", text=text), Narrative(agency="教育局", text=text)]
    same = [Narrative(agency=name, text=text, title="年报") for name in ("政府", "办公室")]

    assert likes_of(own, Decimal("0.6")) == ((), ())
    assert likes_of(same, Decimal("0.6")) == ((), ())


def test_texts_too_short_are_not_compared() -> None:
    text = words(seeded(2), 100)
    narratives = [Narrative(agency=str(i), text=text) for i in range(2)]

    assert likes_of(narratives, Decimal("0.6")) == ((), ())
    assert likes_of([], Decimal("0.6")) == ()


def test_what_many_agencies_write_is_common_property() -> None:
    random = seeded(3)
    shared = words(random, 300)
    texts = [shared + MARK + words(random, 300) for _ in range(30)]
    narratives = [Narrative(agency=str(i), text=text) for i, text in enumerate(texts)]

    assert common_shingles(narratives) == shingles_of(shared)
    assert likes_of(narratives, Decimal("0.3")) == ((),) * 30


def test_a_few_copies_are_not_common_property() -> None:
    text = words(seeded(4), 300)
    narratives = [Narrative(agency=str(i), text=text) for i in range(8)]

    assert common_shingles(narratives) == frozenset()
    assert [len(likes) for likes in likes_of(narratives, Decimal("0.6"))] == [7] * 8


def test_a_large_group_of_copies_tells_the_first_ten() -> None:
    random = seeded(5)
    text = words(random, 300)
    texts = [text] * 50 + [words(random, 300) for _ in range(300)]
    narratives = [Narrative(agency=str(i), text=one) for i, one in enumerate(texts)]
    likes = likes_of(narratives, Decimal("0.6"))

    assert [len(found) for found in likes] == [10] * 50 + [0] * 300


@pytest.mark.parametrize(
    ("share", "expected"),
    [(0.9, (13, 8)), (0.8, (38, 8)), (0.6, (145, 6)), (0.4, (105, 3)), (0.01, (900, 1))],
)
def test_buckets_are_as_steep_as_the_share_allows(share: float, expected: tuple[int, int]) -> None:
    assert bands_for(share) == expected


@pytest.mark.parametrize(("share", "told"), [("0", 1), ("0.999", 1), ("1", 0)])
def test_the_ends_of_the_scale(share: str, told: int) -> None:
    text = words(seeded(6), 300)
    narratives = [Narrative(agency=str(i), text=text) for i in range(2)]

    assert [len(likes) for likes in likes_of(narratives, Decimal(share))] == [told, told]


def test_a_text_is_long_enough_by_what_is_different_in_it() -> None:
    varied, same = words(seeded(3), 60), words(seeded(4), 10) * 9
    part, other = PartName.PROBLEMS, PartName.OVERVIEW
    case = conforming_case(conforming_report(parts={part: [same], other: [varied]}))

    refuse_short_text(case, case.reading, 40, other)
    refuse_short_text(case, case.reading, 40)
    assert len(own_shingles(case, case.reading, 10, part)) == 10
    with pytest.raises(NotApplicable, match="可比较的正文仅90字"):
        refuse_short_text(case, case.reading, 40, part)


def test_parts_together_may_be_long_enough() -> None:
    first, second = "".join(HAN[400:440]), "".join(HAN[440:480])
    parts = dict.fromkeys(PartName, ()) | {"overview": [first], "problems": [second]}
    case = conforming_case(conforming_report(parts=parts))

    refuse_short_text(case, case.reading, 60)
    assert len(own_shingles(case, case.reading, 60)) == 66


@settings(max_examples=60, deadline=None)
@given(
    own=st.text(alphabet="天地玄黄", max_size=90),
    other=st.text(alphabet="天地玄黄", max_size=90),
    kept=st.integers(0, 90),
    least=st.sampled_from(("0", "0.3", "0.5", "0.8", "0.95")),
)
def test_a_share_is_told_where_it_is_above_and_nowhere_else(
    own: str, other: str, kept: int, least: str
) -> None:
    parts = dict.fromkeys(PartName, ()) | {"overview": [own or "天"]}
    case = conforming_case(conforming_report(parts=parts))
    text = own_shingles(case, case.reading, 0)
    against = shingles_of(own[:kept] + other)
    share = share_of(text, against)

    told = share_above(case, against, Decimal(least))
    assert told == (share if share > Decimal(least) else None)
