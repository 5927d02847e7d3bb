from __future__ import annotations

import json

from builders import conforming_report

from audit.contract import results_json
from audit.model import Evidence, Finding, Obstacle, Outcome, RuleResult, Severity

FOUND = RuleResult(
    rule="CON01",
    version=1,
    outcome=Outcome.NONCONFORMING,
    severity=Severity.ERROR,
    findings=(
        Finding(
            subject="requests.granted",
            severity=Severity.ERROR,
            message="3 + 1 = 4，报告填 5",
            evidence=(Evidence(at="表三 第3行 总计", printed="5"),),
            paths=("requests.granted.total",),
        ),
    ),
)
UNTOLD = RuleResult(
    rule="TIM03",
    version=2,
    outcome=Outcome.UNDETERMINED,
    severity=Severity.ERROR,
    reason="没有公布情况的核查记录",
    obstacle=Obstacle.NOT_HELD,
)


def test_results_keep_the_shape_of_the_contract() -> None:
    whole = results_json((FOUND, UNTOLD), conforming_report(), file="甲.docx")

    assert json.loads(json.dumps(whole)) == {
        "file": "甲.docx",
        "agency": "苏镇市教育局",
        "year": 2023,
        "edition": "2021",
        "results": [
            {
                "rule": "CON01",
                "version": 1,
                "outcome": "nonconforming",
                "severity": "error",
                "reason": None,
                "findings": [
                    {
                        "subject": "requests.granted",
                        "severity": "error",
                        "message": "3 + 1 = 4，报告填 5",
                        "evidence": [{"at": "表三 第3行 总计", "printed": "5"}],
                    }
                ],
            },
            {
                "rule": "TIM03",
                "version": 2,
                "outcome": "undetermined",
                "severity": "error",
                "reason": "没有公布情况的核查记录",
                "findings": [],
                "obstacle": "not_held",
            },
        ],
    }


def test_what_is_not_known_is_null() -> None:
    reading = conforming_report(has_tables=False, agency=None, year_read=None)

    assert results_json((), reading, file="乙.txt") == {
        "file": "乙.txt",
        "agency": None,
        "year": None,
        "edition": None,
        "results": [],
    }
