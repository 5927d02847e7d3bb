"""Read, judge, read again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

import pytest
from builders import conforming_case, figure_of

from audit.catalogue import CATALOGUE
from audit.model import Outcome, RuleResult
from reading.errors import DocumentError, DocumentErrorClass
from reading.model import Figure, ReportReading
from workflow.judging import Readers, judge_document, judge_unread

CELL = "requests.granted.total"
CASE = replace(conforming_case(), held=None)


def result(results: tuple[RuleResult, ...], code: str) -> RuleResult:
    return next(r for r in results if r.rule == code)


def outcomes(results: tuple[RuleResult, ...], *but: str) -> set[Outcome]:
    return {r.outcome for r in results if r.rule not in but}


def test_a_conforming_report_is_read_once(kit: Any) -> None:
    asked: list[Collection[str]] = []

    def second(
        body: bytes, reading: ReportReading, paths: Collection[str]
    ) -> Mapping[str, Figure | None]:
        del body, reading
        asked.append(paths)
        return {}

    readers = Readers(first=kit.readers.first, second=second, version=1)
    judged = judge_document(kit.report("edu"), "2023.html", CASE, readers=readers)
    assert [r.rule for r in judged.results] == [rule.code for rule in CATALOGUE]
    # What surrounds the report is not known here: no rule on that may accuse.
    harmless = {Outcome.CONFORMS, Outcome.NOT_APPLICABLE, Outcome.UNDETERMINED}
    assert outcomes(judged.results) <= harmless
    assert asked == []


@pytest.mark.parametrize("agrees", [True, False])
def test_an_error_that_the_second_reader_sees_too_or_cannot_look_at_stands(
    kit: Any, *, agrees: bool
) -> None:
    body = kit.report("edu", figures={CELL: 99})
    readers = kit.seeing_otherwise({}) if agrees else kit.readers
    judged = judge_document(body, "2023.html", CASE, readers=readers)
    found = result(judged.results, "CON01")
    assert found.outcome is Outcome.NONCONFORMING
    assert [finding.subject for finding in found.findings] == ["requests.granted"]
    assert judged.reading.figures[CELL].value == 99


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        (3, "两种方法识读的结果不同（99，3）"),
        ("", "两种方法识读的结果不同（99，空白）"),
        ({"text": "/"}, "两种方法识读的结果不同（99，“/”）"),
        ("missing", "两种方法识读的结果不同（99，没有此格）"),
    ],
)
def test_an_error_on_which_two_readings_differ_becomes_undetermined(
    kit: Any, cell: object, told: str
) -> None:
    body = kit.report("edu", figures={CELL: 99})
    judged = judge_document(body, "2023.html", CASE, readers=kit.seeing_otherwise({CELL: cell}))
    doubted = result(judged.results, "CON01")
    assert doubted.outcome is Outcome.UNDETERMINED
    assert doubted.findings == ()
    at = judged.reading.figures[CELL].at
    assert judged.reading.figures[CELL] == replace(
        figure_of(CELL, at, {"unreadable": told}), printed="99"
    )
    assert Outcome.NONCONFORMING not in outcomes(judged.results)


def test_a_second_reader_that_cannot_use_the_document_abstains(kit: Any) -> None:
    def second(
        body: bytes, reading: ReportReading, paths: Collection[str]
    ) -> Mapping[str, Figure | None]:
        del body, reading, paths
        raise DocumentError(DocumentErrorClass.UNSUPPORTED_FORMAT, "不支持")

    readers = Readers(first=kit.readers.first, second=second, version=1)
    body = kit.report("edu", figures={CELL: 99})
    judged = judge_document(body, "2023.html", CASE, readers=readers)
    assert result(judged.results, "CON01").outcome is Outcome.NONCONFORMING


@pytest.mark.parametrize("error_class", ["timeout", "too_large", "reader_failed", "not_found"])
def test_an_error_whose_second_reading_broke_off_is_not_proven(kit: Any, error_class: str) -> None:
    def second(
        body: bytes, reading: ReportReading, paths: Collection[str]
    ) -> Mapping[str, Figure | None]:
        del body, reading, paths
        raise DocumentError(DocumentErrorClass(error_class), "读不完")

    readers = Readers(first=kit.readers.first, second=second, version=1)
    judged = judge_document(
        kit.report("edu", figures={CELL: 99}), "2023.html", CASE, readers=readers
    )
    assert result(judged.results, "CON01").outcome is Outcome.UNDETERMINED
    assert judged.reading.figures[CELL].reason == "第二次识读未能完成：读不完"
    assert Outcome.NONCONFORMING not in outcomes(judged.results)


def test_a_document_that_cannot_be_used_is_told(kit: Any) -> None:
    with pytest.raises(DocumentError) as told:
        judge_document(
            b"encrypted", "2023.docx", CASE, content_type="application/zip", readers=kit.readers
        )
    assert told.value.error_class is DocumentErrorClass.ENCRYPTED
    assert str(told.value) == "2023.docx：application/zip，不能识读"


def test_an_unread_report_is_judged_on_its_publication_only() -> None:
    results = judge_unread(CASE, "本系统未能识读年报文件：已加密")
    assert [r.rule for r in results] == [rule.code for rule in CATALOGUE]
    content = [r for r, rule in zip(results, CATALOGUE, strict=True) if rule.needs_reading]
    assert {(r.outcome, r.reason, r.findings) for r in content} == {
        (Outcome.UNDETERMINED, "本系统未能识读年报文件：已加密", ())
    }
    assert result(results, "TIM01").outcome is Outcome.CONFORMS
