"""Words of reports and findings are found, long ones and short ones, indexed yet or not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from builders import conforming_report

from audit.model import Outcome
from ledger.identity import fingerprint
from ledger.search import Passage
from ledger.store import Ledger
from reading.model import PartName, ReportReading

GRANTED = fingerprint("CON01", "edu", 2023, "requests.granted")
WORDS = "2023年，我局制发规范性文件3件，全部主动公开。100%_按时\\答复。CON01与con01"


def with_words(text: str) -> ReportReading:
    reading = conforming_report()
    part = replace(reading.parts[PartName.OVERVIEW], heading="一、总体情况", text=text)
    return replace(reading, parts={PartName.OVERVIEW: part}, preamble=())


@pytest.mark.parametrize("is_indexed", [True, False])
@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("规范性文件", True),
        ("规范性 主动公开", True),
        ("规范性 主动公布", False),
        ("件", True),
        ("按时", True),
        ("文字", False),
        ("0%_按", True),
        ("按时\\答复", True),
        ("%", True),
        ("件%部", False),
        ("con01与CON", True),
        ('"', False),
        ('规范性"文件', False),
        ("规范性文件3件，全部主动公开。100%_按时\\答复。CON01与con01" * 2, False),
        ("", False),
        ("  ", False),
    ],
)
def test_narratives(
    ledger: Ledger, record: Callable[..., None], words: str, *, is_found: bool, is_indexed: bool
) -> None:
    record(1, reading=with_words(WORDS))
    if is_indexed:
        ledger.index_words()
        indexed = ledger._connection.execute("SELECT indexed_to FROM search_progress").fetchone()
        assert indexed[0] == 1
    assert [(p.agency_id, p.year, p.part) for p in ledger.passages_with(words)] == (
        [("edu", 2023, "overview")] if is_found else []
    )


def test_only_what_was_last_judged_is_found_with_what_stands_around(
    ledger: Ledger, record: Callable[..., None]
) -> None:
    record(1, reading=with_words("原来的文字"))
    record(2, reading=with_words("甲" * 40 + "现在的文字" + "乙" * 40))
    record(3, reading=with_words("没有完成的文字"), finish=False)
    assert ledger.passages_with("文字") == (
        Passage(
            agency_id="edu",
            agency_name="苏镇市教育局",
            year=2023,
            part="overview",
            heading="一、总体情况",
            excerpt="…" + "甲" * 27 + "现在的文字" + "乙" * 30 + "…",
        ),
    )


def test_the_same_words_are_kept_once(
    record: Callable[..., None], counts: Callable[..., dict[str, int]]
) -> None:
    record(1, reading=with_words(WORDS))
    record(2, reading=replace(with_words(WORDS), warnings=("另一次识读",)))
    assert counts("readings", "narratives", "narrative_texts") == {
        "readings": 2,
        "narratives": 2,
        "narrative_texts": 1,
    }


def test_hostile_words_do_no_harm(ledger: Ledger, record: Callable[..., None]) -> None:
    record(1, reading=with_words("半个字\ud800在此，\x00零字符"))
    ledger.index_words()
    assert len(ledger.passages_with("半个字?在此")) == 1
    for words in ("'; DROP TABLE runs --", 'a" OR "b', "NEAR(一 二)", "零\x00字符串", "*^:-"):
        assert ledger.passages_with(words) == ()
        assert ledger.findings_with(words) == ()


def test_findings_by_agency_words_and_evidence(
    ledger: Ledger, given: Any, record: Callable[..., None]
) -> None:
    record(
        1,
        given.result(Outcome.NONCONFORMING, "requests.granted"),
        replace(given.result(Outcome.NONCONFORMING, "shadowed", rule="CON99"), is_shadow=True),
    )
    for words in ("教育局", "报告填", "表三 第1行", "CON01 填", "5"):
        assert ledger.findings_with(words) == (GRANTED,)
    assert ledger.findings_with("printed") == ()
    other = given.result(Outcome.NONCONFORMING, "requests.granted")
    words = replace(other.findings[0], message="4 + 1 = 5，报告写 6")
    record(2, replace(other, findings=(words,)))
    assert ledger.findings_with("报告填") == ()
    assert ledger.findings_with("报告写") == (GRANTED,)
