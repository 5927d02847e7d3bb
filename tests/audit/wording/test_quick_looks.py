"""A quick look that spares the close one never passes over what the close one would find."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from builders import conforming_report
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.passages import _ADDRESS, passages, passages_with, whole_text, without_addresses
from audit.rules.authenticity.aut04_placeholder_left import _OF_PLACEHOLDERS, _PLACEHOLDERS
from audit.rules.authenticity.aut05_residue_left import _LETTERS, _STRAY_WORD
from audit.rules.authenticity.aut15_count_rough import _MARKS, _ROUGH_WORDS
from audit.rules.completeness.cmp28_number_left_out import _LEFT_OUT, _MAY_BE
from audit.wording.misprints import _FORMS, may_be_misprinted
from audit.wording.nameless import _NAMELESS, OF_NAMES_LEFT_OPEN
from audit.wording.personal import _IDENTITY, _MOBILE, _NAMED, may_be_personal
from audit.wording.repeats import _OF_SET_PHRASES, _SET_PHRASES


def holds(*words: str) -> Callable[[str], object]:
    return lambda text: any(word in text for word in words)


PAIRS = {
    "placeholder": (_PLACEHOLDERS, holds(*_OF_PLACEHOLDERS)),
    "name left open": (_NAMELESS, holds(*OF_NAMES_LEFT_OPEN)),
    "number left out": (_LEFT_OUT, _MAY_BE.search),
    "rough number": (_MARKS, holds(*_ROUGH_WORDS)),
    "set phrase": (_SET_PHRASES, holds(*_OF_SET_PHRASES)),
    "stray word": (_STRAY_WORD, _LETTERS.search),
    "address": (_ADDRESS, lambda text: "\x00" in without_addresses(text)),
    "identity number": (_IDENTITY, may_be_personal),
    "mobile number": (_MOBILE, may_be_personal),
    "name": (_NAMED, may_be_personal),
    **{
        f"misprint {words}": (form, may_be_misprinted)
        for words, (_, form) in _FORMS.items()
        if form.pattern != re.escape(words)
    },
}


@pytest.mark.parametrize("name", PAIRS)
@settings(max_examples=20, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_nothing_is_passed_over(name: str, data: st.DataObject) -> None:
    close, quick = PAIRS[name]
    text = data.draw(_matching(close))

    assert quick(text)


def _matching(form: re.Pattern[str]) -> st.SearchStrategy[str]:
    """Texts with a match; what must stand before one that looks back is put there, too."""
    signs = re.sub(r"[^\w%，。；：（）]", "", form.pattern) or "公开"
    around = st.text(alphabet=sorted({*signs, *"局公开2023年 "}), max_size=6)
    inside = st.from_regex(form) | st.builds("{}{}{}".format, around, st.from_regex(form), around)
    return inside.filter(lambda text: form.search(text) is not None)


@given(words=st.lists(st.sampled_from(["公开", "申请", "条例", "没有的词", "教育局", "2023"])))
def test_passages_with_any_of_the_words(words: list[str]) -> None:
    reading = conforming_report()

    expected = [p for p in passages(reading) if any(word in p.text for word in words)]
    assert list(passages_with(reading, *words)) == expected


def test_the_whole_text_holds_the_title_and_every_passage() -> None:
    reading = conforming_report()

    assert whole_text(reading).split("\n") == [
        reading.title,
        *(line for passage in passages(reading) for line in passage.text.split("\n")),
    ]
