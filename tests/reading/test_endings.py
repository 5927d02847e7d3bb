"""A document that ends before its end accuses nobody of what may have come after."""

from __future__ import annotations

import pytest
from builders import conforming_case

from audit.catalogue import CATALOGUE
from audit.engine import judge
from audit.model import Outcome, Severity
from reading.charset import decode
from reading.endings import ends_early
from reading.errors import DocumentError
from reading.model import Media
from reading.reader import read


@pytest.mark.parametrize("tenths", range(1, 10))
@pytest.mark.parametrize("is_page", [True, False])
def test_a_cut_page_is_never_an_error(made, tenths: int, is_page: bool) -> None:
    whole = made().html()
    if is_page:
        whole = b"<!doctype html><html><head><meta charset=utf-8></head><body><div>" + whole
        whole += b"</div></body></html>"
    body = whole[: len(whole) * tenths // 10]
    try:
        reading = read(body, name="年报.html")
    except DocumentError:
        return
    results = judge(conforming_case(reading), CATALOGUE)
    accused = {r.rule for r in results for f in r.findings if f.severity is Severity.ERROR}
    assert accused & {"CMP01", "CMP06", "CMP08", "CMP09", "CMP11", "CMP17"} == set()
    outcomes = {r.rule: r.outcome for r in results}
    assert outcomes["CMP22"] is not Outcome.NONCONFORMING
    assert outcomes["CMP15"] is not Outcome.NONCONFORMING


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"<html><body><p>a</p></body></html>", False),
        (b"<html><body><p>a</p></body>", True),
        (b"<html><body><p>a</p></bo", True),
        (b"<div><p>a</p></div>", False),
        (b"<div><p>a</p>", True),
        (b"<table><tr><td>1</td></tr>", True),
        ("<p>甲</p>".encode()[:-5], True),
    ],
)
def test_pages_that_end_early(body: bytes, expected: bool) -> None:
    assert ends_early(decode(body), Media.HTML) is expected


def test_a_text_is_cut_where_a_character_is() -> None:
    whole = "一、总体情况".encode()
    assert [ends_early(decode(whole[:n]), Media.TEXT) for n in (len(whole), len(whole) - 1)] == [
        False,
        True,
    ]
