"""Findings on real reports beside what independent readers wrote down beforehand."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.catalogue import CATALOGUE
from audit.model import Outcome
from bench.real_findings import Told, compared, key_of


@pytest.mark.real_reports
def test_no_error_and_no_warning_is_told_that_no_reader_saw(shared: Path) -> None:  # noqa: ARG001
    found = list(compared(CATALOGUE))
    alone = {
        key_of(one.file, told): told.note
        for one in found
        for told in one.extra
        if told.severity in ("error", "warning")
    }
    assert alone == {}
    crashed = [r for one in found for r in one.results if r.outcome is Outcome.CRASHED]
    assert crashed == []


@pytest.mark.parametrize(
    ("ours", "theirs", "is_same"),
    [
        ("requests.granted", "requests.granted", True),
        ("requests.granted.total", "requests.granted", True),
        ("requests.granted", "requests.granted.total", True),
        ("disputes.review", "disputes", True),
        ("parts.overview", "document", True),
        ("requests.granted", "requests.partial", False),
        ("parts.overview", "parts.problems", False),
        ("requests.granted", "requests.grant", False),
    ],
)
def test_one_place_within_the_other_is_the_same_defect(
    ours: str, theirs: str, *, is_same: bool
) -> None:
    assert told("CON01", ours).is_of(told("CON01", theirs)) is is_same


def test_another_rule_is_another_defect() -> None:
    assert not told("CON01", "document").is_of(told("CON02", "document"))


def told(rule: str, subject: str) -> Told:
    return Told(rule=rule, subject=subject, severity="warning", note="")
