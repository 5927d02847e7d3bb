"""What makes two readings the same report."""

from __future__ import annotations

from dataclasses import replace

from builders import conforming_report

from reading.model import Media, PartName, Sentence
from reading.sameness import report_sha256

REPORT = conforming_report()
CELL = "requests.granted.total"


def test_the_furniture_of_the_page_does_not_count() -> None:
    part = REPORT.parts[PartName.OTHER_MATTERS]
    counter = Sentence(text="浏览次数：123 打印本页", at="第六部分 第9句")
    counted = replace(part, sentences=(*part.sentences, counter))
    around = replace(
        REPORT,
        parts={**REPORT.parts, PartName.OTHER_MATTERS: counted},
        preamble=(*REPORT.preamble, counter),
        trailer=(counter,),
        title="年报",
        warnings=("编码存疑",),
    )
    assert report_sha256(around) == report_sha256(REPORT) is not None


def test_a_figure_or_a_word_counts() -> None:
    part = REPORT.parts[PartName.PROBLEMS]
    word = Sentence(text="补充说明一点。", at="第五部分 第9句")
    longer = {**REPORT.parts, PartName.PROBLEMS: replace(part, sentences=(*part.sentences, word))}
    other = conforming_report(figures={CELL: 99})
    hashes = {report_sha256(r) for r in (REPORT, other, replace(REPORT, parts=longer))}
    assert len(hashes) == 3
    assert report_sha256(replace(REPORT, parts=longer), has_text=False) == report_sha256(
        REPORT, has_text=False
    )


def test_what_cannot_be_compared_has_none() -> None:
    assert report_sha256(replace(REPORT, media=Media.SCAN)) is None
    assert report_sha256(replace(REPORT, is_cut=True)) is None
    assert report_sha256(replace(REPORT, parts={}, figures={})) is None


def test_the_words_before_the_first_part_count_where_they_are_asked_for() -> None:
    corrected = Sentence(text="本报告于公布后作了文字更正，以本版为准。", at="前言 第1句")
    today = Sentence(text="今天是2026年2月5日 星期四", at="前言 第2句")
    changed = replace(REPORT, preamble=(*REPORT.preamble, corrected))
    dated = replace(REPORT, preamble=(today, *REPORT.preamble))
    own = report_sha256(REPORT, has_preamble=True)
    assert report_sha256(changed) == report_sha256(REPORT)
    assert report_sha256(changed, has_preamble=True) != own
    assert report_sha256(dated, has_preamble=True) == own
