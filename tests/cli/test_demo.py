"""The demonstration, whole: what the office sees equals what is true of the country."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import html

from audit.model import Severity
from browser.executable import find_browser
from ledger.model import CaseRow, FindingQuery, FindingRow, PublicationState
from ledger.store import Ledger
from portal_lab.country import build_country
from portal_lab.truth import Truth

STATES = {
    "collected_late": PublicationState.LATE,
    "absent_unconfirmed": PublicationState.ABSENT_UNCONFIRMED,
}


@dataclass(frozen=True)
class Seen:
    """What a run of the demonstration left behind."""

    cases: dict[str, CaseRow]
    findings: tuple[FindingRow, ...]
    folder: Path


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def seen_in(folder: Path, year: int) -> Seen:
    with Ledger.open(folder / "var" / "demo" / "ledger.db") as ledger:
        return Seen(
            cases={case.agency_id: case for case in ledger.cases(year)},
            findings=ledger.findings(FindingQuery(year=year)),
            folder=folder / "reports_out" / "demo" / str(year),
        )


def expected_state(truth: Truth, case: CaseRow) -> PublicationState:
    if truth.visit_two in STATES:
        return STATES[truth.visit_two]
    if truth.visit_two == "collected":
        return PublicationState.ON_TIME if case.due_date else PublicationState.COLLECTED
    is_early = truth.visit_two == "not_seen"
    return PublicationState.NOT_DUE if is_early else PublicationState.UNKNOWN


@pytest.mark.browser
def test_the_board_tells_the_truth(duban: Callable, tmp_path: Path) -> None:
    if find_browser() is None:
        pytest.skip("no browser on this machine")
    answer = duban("demo")
    assert answer.status == 0
    seen = seen_in(tmp_path, 2023)
    truths = {truth.agency_id: truth for truth in build_country().truth}
    assert {key: case.state for key, case in seen.cases.items()} == {
        key: expected_state(truth, seen.cases[key]) for key, truth in truths.items()
    }
    found = {key: {f.rule for f in seen.findings if f.agency_id == key} for key in truths}
    assert found == {key: set(truth.planted) for key, truth in truths.items()}
    dates = {key: case.claimed_date for key, case in seen.cases.items()}
    assert dates == {key: truth.published_date for key, truth in truths.items()}
    board = html.fromstring((seen.folder / "index.html").read_bytes())
    links = board.xpath("//td/a[text()='查看']/@href")
    written = {link.rpartition("/")[2].partition("_")[0] for link in links}
    # Advice alone, such as TIM15 on an old site, makes no notice.
    problems = (Severity.ERROR, Severity.WARNING)
    assert written == {f.agency_id for f in seen.findings if f.severity in problems}
    assert all((seen.folder / unquote(link)).is_file() for link in links)


@pytest.mark.real_reports
def test_the_samples_travel_the_same_road(
    duban: Callable, tmp_path: Path, shared: Path, root: Path
) -> None:
    answer = duban("demo", "--documents", shared / "reports" / "samples", "--without-browser")
    assert answer.status == 0
    found = sorted(
        (f.agency_name, f.rule, f.subject, f.severity.value)
        for year in (2019, 2023)
        for f in seen_in(tmp_path, year).findings
    )
    assert found == sorted(expected_findings(root))
    states = [case.state for case in seen_in(tmp_path, 2023).cases.values()]
    assert states == [PublicationState.ON_TIME] * 4
    boards = [seen_in(tmp_path, year).folder / "index.html" for year in (2019, 2023)]
    assert [len(html.fromstring(b.read_bytes()).xpath("//tbody/tr")) for b in boards] == [1, 4]


def expected_findings(root: Path) -> list[tuple[str, str, str, str]]:
    """The lists that were written from the documents."""
    expected = []
    folder = root / "tests" / "corpus" / "samples"
    for path in sorted((folder / "findings").glob("*.json")):
        agency = json.loads((folder / "readings" / path.name).read_text(encoding="utf-8"))["agency"]
        rules = json.loads(path.read_text(encoding="utf-8"))
        expected += [
            (agency, rule, finding["subject"], finding["severity"])
            for rule, result in rules.items()
            for finding in result["findings"]
        ]
    return expected


def test_a_folder_without_reports_is_told(duban: Callable, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("关于开会的通知", encoding="utf-8")
    answer = duban("demo", "--documents", tmp_path)
    assert (answer.status, answer.out) == (1, "")
    first, last = answer.err.splitlines()
    assert first.startswith("letter.txt：略过：")
    assert last == f"duban：{tmp_path}：没有可用的年报"
