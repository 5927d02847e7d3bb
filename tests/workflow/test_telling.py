"""What is told to agencies, and what is kept for reviewers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest

from audit.catalogue import CATALOGUE, rule_named
from audit.model import Outcome, Severity
from cli.summaries import CRASHED, echo_summary
from config.settings import AuditSettings, RuleSetting
from ledger.identity import finding_sha256
from ledger.model import Decision, FindingQuery, Precision, PublicationState, Verdict
from workflow.audit import audit
from workflow.run import notify_all
from workflow.summary import YearSummary
from workflow.telling import RuleState, imprecise_rules, is_precise_enough, state_of

AT = datetime(2024, 2, 6, 2, 0, tzinfo=UTC)
CELL = "requests.granted.total"
SETTINGS = AuditSettings(decisions_needed=4, least_precision=0.75)
WORDS = rule_named("CMP01")


def known(rule: str, upheld: int, rejected: int) -> Precision:
    return Precision(rule=rule, version=1, findings=9, upheld=upheld, rejected=rejected)


@pytest.mark.parametrize(
    ("upheld", "rejected", "expected"),
    [(0, 0, True), (0, 3, True), (3, 1, True), (2, 2, False), (74, 26, False), (75, 25, True)],
)
def test_precision_is_asked_for_once_enough_is_decided(
    upheld: int, rejected: int, expected: bool
) -> None:
    assert is_precise_enough(WORDS, known("CMP01", upheld, rejected), SETTINGS) is expected
    assert is_precise_enough(rule_named("CON01"), known("CON01", upheld, rejected), SETTINGS)


def test_the_limit_is_exact() -> None:
    settings = AuditSettings(decisions_needed=1, least_precision=0.8)
    assert is_precise_enough(WORDS, known("CMP01", 4, 1), settings)
    assert not is_precise_enough(WORDS, known("CMP01", 79, 21), settings)


def test_only_the_present_version_counts() -> None:
    old = replace(known("CMP01", 0, 9), version=WORDS.version + 1)
    assert imprecise_rules(CATALOGUE, [old], SETTINGS) == frozenset()
    assert imprecise_rules(CATALOGUE, [known("CMP01", 0, 9)], SETTINGS) == {"CMP01"}


@pytest.mark.parametrize(
    ("code", "settings", "precision", "expected"),
    [
        ("CMP01", SETTINGS, None, RuleState.TOLD),
        ("CMP01", SETTINGS, known("CMP01", 0, 4), RuleState.UNTOLD),
        ("CON23", SETTINGS, None, RuleState.UNTOLD),
        ("CMP01", AuditSettings(ignore=("CMP",)), None, RuleState.OFF),
        (
            "CON01",
            AuditSettings(rules=(RuleSetting(code="CON01", is_shadow=True),)),
            None,
            RuleState.SHADOW,
        ),
        (
            "CMP01",
            AuditSettings(rules=(RuleSetting(code="CMP01", is_shadow=True, regions=("41",)),)),
            None,
            RuleState.TOLD,
        ),
    ],
)
def test_the_state_of_a_rule(
    code: str, settings: AuditSettings, precision: Precision | None, expected: RuleState
) -> None:
    assert state_of(rule_named(code), settings, precision) is expected


def year_of(summary: Any) -> YearSummary:
    (year,) = summary.years
    return year


def aside(year: YearSummary) -> tuple[int, int, int]:
    return year.in_shadow, year.imprecise, year.rejected


def notice_text(year: YearSummary) -> str:
    return "".join(path.read_text(encoding="utf-8") for path in year.notices)


@pytest.fixture
def wrong(office: Any, kit: Any) -> Any:
    """One agency's total is wrong, which breaks CON01 and rules that add further."""
    office.portals["edu"] = kit.published(documents=(kit.report("edu", figures={CELL: 99}),))
    return office


def only(*codes: str, shadow: tuple[str, ...] = (), **settings: object) -> AuditSettings:
    entries = tuple(RuleSetting(code=code, is_shadow=True) for code in shadow)
    return AuditSettings(select=(*codes, "TIM"), rules=entries, **settings)


def test_a_rule_in_shadow_is_in_no_notice_and_not_on_the_board(wrong: Any) -> None:
    wrong.config = replace(wrong.config, audit=only("CON01", shadow=("CON01",)))
    summary = wrong.run()
    year = year_of(summary)
    assert (year.findings[Severity.ERROR], year.notices, aside(year)) == (0, (), (1, 0, 0))
    assert "另有仅供审阅、不进入通知和看板的发现：影子规则 1。" in summary.lines()
    assert "CON01" not in year.board.read_text(encoding="utf-8")
    with wrong.ledger() as ledger:
        (found,) = ledger.findings(FindingQuery(is_shadow=True))
        assert ledger.findings(FindingQuery(is_shadow=False)) == ()
    assert found.rule == "CON01"


def test_out_of_shadow_it_is_told(wrong: Any) -> None:
    was = wrong.config
    wrong.config = replace(was, audit=only("CON01", shadow=("CON01",)))
    wrong.run()
    wrong.config = replace(was, audit=only("CON01"))
    year = year_of(wrong.run(2))
    assert (year.findings[Severity.ERROR], len(year.notices), aside(year)) == (1, 1, (0, 0, 0))
    page = rule_named("CON01")
    assert f"<p>改正办法：{page.section('How to correct')}</p></td>" in notice_text(year)
    assert f"<td>{page.basis}</td>" in notice_text(year)


def test_lateness_in_shadow_calls_nobody_late(office: Any) -> None:
    office.portals["edu"] = replace(
        office.portals["edu"], claimed=datetime(2024, 2, 3, tzinfo=UTC).date()
    )
    office.config = replace(office.config, audit=only("CON01", shadow=("TIM01",)))
    office.run()
    with office.ledger() as ledger:
        (case,) = (case for case in ledger.cases(2023) if case.agency_id == "edu")
    assert (case.state, case.reason) == (PublicationState.COLLECTED, "公布时间未作判定")


def decide(office: Any, verdict: Verdict, times: int = 1) -> None:
    """Decide on the one finding; further decisions are as if on other content."""
    with office.ledger() as ledger:
        (row,) = ledger.findings(FindingQuery())
        for number in range(times):
            content = finding_sha256(row.message, row.evidence) if number == 0 else str(number)
            ledger.record_decision(
                Decision(
                    fingerprint=row.fingerprint,
                    run_id=row.last_seen_run,
                    rule=row.rule,
                    rule_version=row.rule_version,
                    finding_sha256=content,
                    verdict=verdict,
                    decided_by="张三",
                    decided_at=AT,
                    reason="已核对",
                )
            )


def test_a_rejected_finding_comes_back_only_with_other_content(wrong: Any, kit: Any) -> None:
    wrong.config = replace(wrong.config, audit=only("CON01"))
    wrong.run()
    decide(wrong, Verdict.REJECTED)
    same = year_of(wrong.run(2))
    assert (same.findings[Severity.ERROR], same.notices, aside(same)) == (0, (), (0, 0, 1))
    wrong.portals["edu"] = kit.published(documents=(kit.report("edu", figures={CELL: 98}),))
    other = year_of(wrong.run(3))
    assert (other.findings[Severity.ERROR], len(other.notices), aside(other)) == (1, 1, (0, 0, 0))


def test_an_upheld_finding_stays(wrong: Any) -> None:
    wrong.config = replace(wrong.config, audit=only("CON01"))
    wrong.run()
    decide(wrong, Verdict.UPHELD)
    year = year_of(wrong.run(2))
    assert (year.findings[Severity.ERROR], len(year.notices), aside(year)) == (1, 1, (0, 0, 0))


def test_a_rule_that_is_too_often_rejected_is_kept_out(office: Any, kit: Any) -> None:
    office.portals["edu"] = kit.published(
        documents=(kit.report("edu", without_parts=["problems"]),)
    )
    office.config = replace(office.config, audit=only("CMP01", decisions_needed=3))
    first = year_of(office.run())
    assert (first.findings[Severity.ERROR], len(first.notices)) == (1, 1)
    decide(office, Verdict.REJECTED, times=3)
    again = year_of(notify_all(office.config, office.clock(), registry=kit.registry, years=(2023,)))
    assert (again.findings[Severity.ERROR], again.notices, aside(again)) == (0, (), (0, 1, 0))


@pytest.mark.parametrize("shadow", [(), ("CMP02",)])
def test_a_rule_that_crashes_is_told_and_no_other_suffers(
    office: Any,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    shadow: tuple[str, ...],
) -> None:
    def broken(_case: object) -> Any:
        raise KeyError("x")

    rules = tuple(replace(r, check=broken) if r.code == "CMP02" else r for r in CATALOGUE)
    monkeypatch.setattr("workflow.run.audit", partial(audit, rules=rules))
    office.config = replace(office.config, audit=only("CMP01", "CMP02", "CON01", shadow=shadow))
    summary = office.run()
    assert echo_summary(summary, "text") == CRASHED
    assert "规则程序出错 3 项（属本系统问题，请报告）。" in capsys.readouterr().out
    assert [r.message for r in caplog.records if r.name == "audit.engine"] == [
        "rule CMP02 crashed"
    ] * 3
    with office.ledger() as ledger:
        for case in ledger.cases(2023):
            outcomes = {r.rule: r.outcome for r in ledger.results_of(case.judgement_id or 0)}
            assert outcomes["CMP02"] is Outcome.CRASHED
            assert (outcomes["CMP01"], outcomes["CON01"]) == (Outcome.CONFORMS,) * 2
