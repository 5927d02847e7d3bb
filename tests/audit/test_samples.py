"""The five sample reports: every rule finds what an independent reader wrote down before it ran."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from audit.case import AuditCase
from audit.catalogue import CATALOGUE
from audit.engine import judge
from audit.model import RuleResult
from reading.reader import read

EXPECTED = Path(__file__).parent.parent / "corpus" / "samples" / "findings"
SAMPLES = sorted(path.stem for path in EXPECTED.glob("*.json"))

Found = dict[str, list[tuple[str, str]]]


def findings(results: tuple[RuleResult, ...]) -> Found:
    """Findings (subject, severity) of each rule that has any."""
    return {
        result.rule: sorted((f.subject, f.severity.value) for f in result.findings)
        for result in results
        if result.findings
    }


def listed(number: str) -> dict[str, dict[str, Any]]:
    """The list written from the document: a rule that is not in it finds nothing."""
    found: dict[str, dict[str, Any]] = json.loads((EXPECTED / f"{number}.json").read_text("utf-8"))
    return found


@pytest.mark.real_reports
@pytest.mark.parametrize("number", SAMPLES)
def test_a_sample_is_judged_as_its_reader_did(shared: Path, number: str) -> None:
    path = next((shared / "reports" / "samples").glob(f"{number}_*"))
    reading = read(path.read_bytes(), name=path.name)
    results = judge(AuditCase(held=reading, as_of=date(2024, 3, 1)), CATALOGUE)

    expected = listed(number)
    assert findings(results) == {
        code: sorted((f["subject"], f["severity"]) for f in result["findings"])
        for code, result in expected.items()
        if result["findings"]
    }
    assert {r.rule: r.outcome.value for r in results if r.rule in expected} == {
        code: result["outcome"] for code, result in expected.items()
    }
