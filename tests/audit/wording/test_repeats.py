"""A run that stands twice is found wherever it lies, and its length is told."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from audit.passages import Passage
from audit.wording.repeats import repeats_in

SHORTEST = 30
_CALM = [chr(code) for code in range(0x4E00, 0x9FA0)]


def _passage(at: str, text: str) -> Passage:
    return Passage(subject="parts.overview", at=at, text=text)


@given(
    lead=st.integers(0, 40),
    between=st.integers(1, 40),
    length=st.integers(SHORTEST, 90),
    cut=st.integers(1, 29),
)
def test_a_run_is_found_at_any_place(lead: int, between: int, length: int, cut: int) -> None:
    signs = iter(_CALM)
    before, run, other = (
        "".join(next(signs) for _ in range(count)) for count in (lead, length, between)
    )
    told = [
        _passage("甲", f"{before}{run[:cut]}，12{run[cut:]}。"),
        _passage("乙", f"{other}，{run}。"),
    ]

    (repeat,) = repeats_in(told, SHORTEST)
    assert (repeat.length, repeat.first.at, repeat.second.at) == (length, "甲", "乙")
    assert repeat.second.printed.startswith(run[:SHORTEST])


@given(length=st.integers(1, SHORTEST - 1))
def test_a_shorter_run_is_none(length: int) -> None:
    run = "".join(_CALM[:length])

    assert list(repeats_in([_passage("甲", run), _passage("乙", f"龥{run}")], SHORTEST)) == []


def test_a_run_does_not_go_over_a_title() -> None:
    text = (
        "按照《关于规范平台的通知》要求认真做好各项工作，并且按照部署安排落实到位，及时反馈情况。"
    )

    assert list(repeats_in([_passage("甲", text), _passage("乙", text)], 40)) == []


def test_a_run_is_found_in_a_long_text_too() -> None:
    run, rest = "".join(_CALM[:SHORTEST]), "".join(_CALM[SHORTEST:9000])
    told = [_passage("甲", run), _passage("乙", rest), _passage("丙", run)]

    (repeat,) = repeats_in(told, SHORTEST)
    assert (repeat.length, repeat.first.at, repeat.second.at) == (SHORTEST, "甲", "丙")
