"""The five sample reports: every rule finds what an independent reader wrote down before it ran."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from audit.case import AuditCase
from audit.catalogue import CATALOGUE
from audit.engine import judge
from audit.model import RuleResult
from reading.reader import read

EXPECTED = Path(__file__).parent.parent / "corpus" / "samples" / "findings"
SAMPLES = sorted(path.stem for path in EXPECTED.glob("*.json"))

Judged = dict[str, tuple[str, list[tuple[str, str]]]]


def judged(results: tuple[RuleResult, ...]) -> Judged:
    """Outcome and findings (subject, severity) of each rule."""
    return {
        result.rule: (
            result.outcome.value,
            sorted((f.subject, f.severity.value) for f in result.findings),
        )
        for result in results
    }


def expected(number: str) -> Judged:
    """The list written from the document."""
    listed = json.loads((EXPECTED / f"{number}.json").read_text("utf-8"))
    return {
        code: (
            result["outcome"],
            sorted((f["subject"], f["severity"]) for f in result["findings"]),
        )
        for code, result in listed.items()
    }


@pytest.mark.real_reports
@pytest.mark.parametrize("number", SAMPLES)
def test_a_sample_is_judged_as_its_reader_did(shared: Path, number: str) -> None:
    path = next((shared / "reports" / "samples").glob(f"{number}_*"))
    reading = read(path.read_bytes(), name=path.name)
    case = AuditCase(held=reading, as_of=date(2024, 3, 1))

    assert judged(judge(case, CATALOGUE)) == expected(number)
