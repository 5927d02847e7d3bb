"""Whole rows of questions that name agencies: what must be told, and what must not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from builders import conforming_report

from archive.model import VisitClass
from audit.model import Outcome
from ledger.asking import LedgerReader, reading_ledger
from ledger.identity import finding_sha256
from ledger.model import Decision, FindingQuery, PublicationInterval, PublicationState, Verdict
from ledger.questions.catalogue import question_named
from ledger.said import Waiver
from ledger.store import Ledger
from registry.model import Agency, AgencyKind, Place, Registry

SUBJECT = "requests.granted"
OFFICES = tuple(f"第{n}局" for n in range(1, 11))
DUE = date(2024, 1, 31)

Row = tuple[object, ...]


@pytest.fixture
def reader(ledger: Ledger, tmp_path: Path) -> Iterator[LedgerReader]:
    agencies = {
        f"d{n}": Agency(
            agency_id=f"d{n}", name=name, kind=AgencyKind.DEPARTMENT, region_code="990100"
        )
        for n, name in enumerate(OFFICES, start=1)
    }
    places = {
        f"{one}-own": Place(place_id=f"{one}-own", agency_id=one, home_url=f"http://{one}.example/")
        for one in agencies
    }
    ledger.record_registry(Registry(agencies=agencies, places=places), (2021, 2022, 2023))
    with reading_ledger(tmp_path / "ledger.db") as opened:
        yield opened


@pytest.fixture
def put(ledger: Ledger, given: Any) -> Callable[..., None]:
    """A case of office ``n`` on ``year``, in the run that is open."""

    def one(n: int, year: int, *results: object, number: int = 1, **changes: object) -> None:
        own = {"agency_id": f"d{n}", "year": year}
        visit_class = changes.pop("visit_class", VisitClass.COLLECTED)
        visit = given.visit(number, visit_class, f"d{n}-own", **own)
        ledger.record_visits([visit])
        told: dict[str, object] = {"visit": visit, "state": PublicationState.ON_TIME, **own}
        ledger.record_case(given.case(number, *results, **{**told, **changes}))

    return one


@pytest.fixture
def run(ledger: Ledger, given: Any) -> None:
    """Run 1, begun, with what its visits captured."""
    ledger.begin_run(given.run(1))
    ledger.record_visits([], [given.capture(1)])


@pytest.fixture
def reject(ledger: Ledger, given: Any) -> Callable[..., None]:
    def one(**wanted: object) -> None:
        (finding,) = ledger.findings(FindingQuery(**wanted))  # type: ignore[arg-type]
        ledger.record_decision(
            Decision(
                fingerprint=finding.fingerprint,
                run_id="r1",
                rule=finding.rule,
                rule_version=1,
                finding_sha256=finding_sha256(finding.message, finding.evidence),
                verdict=Verdict.REJECTED,
                decided_by="张三",
                decided_at=given.day(1),
                reason="核对无误",
            )
        )

    return one


@pytest.fixture
def waive(ledger: Ledger, given: Any) -> Callable[..., None]:
    def one(rule: str, agency_id: str, year: int | None) -> None:
        ledger.waivers.add(
            Waiver(
                rule=rule,
                agency_id=agency_id,
                year=year,
                from_date=date(2024, 1, 1),
                until_date=date(2024, 12, 31),
                reason="口径正在核实",
                waived_by="张三",
                waived_at=given.day(1),
            )
        )

    return one


def rows(reader: LedgerReader, name: str, **written: str) -> list[Row]:
    return list(reader.ask(question_named(name), written).rows)


@pytest.mark.usefixtures("run")
def test_repeat_offenders_are_those_of_several_years_that_may_be_told(
    ledger: Ledger,
    reader: LedgerReader,
    given: Any,
    put: Callable[..., None],
    waive: Callable[..., None],
    reject: Callable[..., None],
) -> None:
    def wrong(rule: str) -> Any:
        return given.result(Outcome.NONCONFORMING, SUBJECT, rule=rule)

    shadow = replace(wrong("CON02"), is_shadow=True)
    for year in (2021, 2022, 2023):
        put(1, year, wrong("CON01"), shadow)
    for year in (2022, 2023):
        put(2, year, wrong("CON03"))
        put(3, year, wrong("CON04"))
        put(4, year, given.result(Outcome.NONCONFORMING, SUBJECT, "requests.partial"))
    put(5, 2023, wrong("CON01"))
    ledger.finish_run("r1", given.day(1))
    waive("CON03", "d2", 2023)
    reject(rule="CON04", year=2022)
    title = "表三各行分项之和与总计不符"
    assert rows(reader, "repeat-offenders") == [
        ("第1局", "CON01", title, 3, "2021、2022、2023", 3),
        ("第4局", "CON01", title, 2, "2022、2023", 4),
    ]
    assert rows(reader, "repeat-offenders", years="3", severity="错误", region="9901") == [
        ("第1局", "CON01", title, 3, "2021、2022、2023", 3)
    ]
    assert rows(reader, "repeat-offenders", region="98") == []


@pytest.mark.usefixtures("run")
def test_late_are_those_the_rules_on_time_may_call_so(
    ledger: Ledger,
    reader: LedgerReader,
    given: Any,
    put: Callable[..., None],
    waive: Callable[..., None],
    reject: Callable[..., None],
) -> None:
    wrong = given.result(Outcome.NONCONFORMING, "publication", rule="TIM01")
    late = {
        "state": PublicationState.LATE,
        "reason": "逾期2天",
        "interval": PublicationInterval(
            not_before=date(2024, 2, 1),
            not_after=date(2024, 2, 3),
            claimed_date=date(2024, 2, 2),
            claimed_dates={},
        ),
    }
    for n in (1, 2, 3):
        put(n, 2023, wrong, **late)
    put(4, 2023, replace(wrong, is_shadow=True), state=PublicationState.COLLECTED)
    put(5, 2022, wrong, **late)
    ledger.finish_run("r1", given.day(1))
    waive("TIM01", "d2", None)
    reject(rule="TIM01", agency_id="d3")
    told = ("2024-02-02", "2024-02-01", "2024-02-03", "逾期2天")
    assert rows(reader, "late") == [("第1局", "政府部门", 2023, "2024-01-31", *told)]
    assert rows(reader, "late", year="2022") == [("第5局", "政府部门", 2022, "2023-01-31", *told)]


@pytest.mark.usefixtures("run")
def test_outliers_are_compared_with_their_like(
    ledger: Ledger, reader: LedgerReader, given: Any, put: Callable[..., None]
) -> None:
    path = "requests.received.total"
    wrong = given.result(Outcome.NONCONFORMING, path)
    for n, number in enumerate((10, 11, 12, 13, 14, 15, 16, 17, 29, 30), start=1):
        reading = conforming_report()
        figure = replace(reading.figures[path], value=number)
        # What rules found of it, and whether it is told, does not matter here.
        put(
            n,
            2023,
            replace(wrong, is_shadow=n % 2 == 0),
            reading=replace(reading, figures={**reading.figures, path: figure}),
        )
    for n in range(1, 8):  # too few to compare
        put(n, 2022, reading=conforming_report())
    ledger.finish_run("r1", given.day(1))
    # Quartiles 12 and 17, middle 14: above 17 + 2 * 5 lie two, above 17 + 3 * 5 nothing.
    assert rows(reader, "outliers", times="2") == [
        ("第10局", "政府部门", 2023, 30, 14, 17, 10),
        ("第9局", "政府部门", 2023, 29, 14, 17, 10),
    ]
    assert rows(reader, "outliers", times="3", year="全部") == []


@pytest.mark.usefixtures("run")
def test_portals_are_counted_by_what_failed(
    ledger: Ledger, reader: LedgerReader, given: Any, put: Callable[..., None]
) -> None:
    classes = {
        1: (VisitClass.TIMEOUT, VisitClass.TRUNCATED, VisitClass.LAYOUT_CHANGED),
        2: (VisitClass.NOT_SEEN, VisitClass.COLLECTED, VisitClass.NOT_SEEN),
        3: (VisitClass.NOT_SEEN, VisitClass.DNS, VisitClass.COLLECTED),
    }
    ledger.finish_run("r1", given.day(1))
    for at in range(3):
        number = at + 2
        ledger.begin_run(given.run(number))
        ledger.record_visits([], [given.capture(number)])
        for n, made in classes.items():
            state = PublicationState.UNKNOWN
            put(n, 2023, number=number, visit_class=made[at], state=state, results=None)
        ledger.finish_run(f"r{number}", given.day(number))
    last = "2024-02-08T01:01:00+00:00"
    assert rows(reader, "failing-portals") == [
        ("第1局", "http://d1.example/", 3, 3, 1, 1, 1, "页面结构未能识别", last),
        ("第3局", "http://d3.example/", 3, 1, 1, 0, 0, "已采集", last),
    ]
    assert rows(reader, "failing-portals", year="2022") == []
    assert len(rows(reader, "failing-portals", rows="1")) == 1


@pytest.mark.parametrize(("days", "is_past"), [(0, False), (1, True)])
@pytest.mark.parametrize("was_visited", [True, False])
def test_a_report_is_owed_from_the_day_after_the_due_day(
    ledger: Ledger,
    reader: LedgerReader,
    given: Any,
    put: Callable[..., None],
    days: int,
    *,
    is_past: bool,
    was_visited: bool,
) -> None:
    """On the due day itself there is still time; who was last visited by then is not known."""
    ledger._connection.execute("DELETE FROM duties WHERE agency_id <> 'd1'")
    if was_visited:
        ledger.begin_run(replace(given.run(1), as_of=DUE))
        put(
            1,
            2023,
            visit_class=VisitClass.NOT_SEEN,
            state=PublicationState.NOT_DUE,
            results=None,
            reading=None,
            documents=(),
        )
        ledger.finish_run("r1", given.day(1))
    ledger.begin_run(replace(given.run(2), as_of=DUE + timedelta(days=days)))
    ledger.record_visits([], [given.capture(2)])
    put(2, 2022, number=2)
    ledger.finish_run("r2", given.day(2))
    why = ("2024-01-31", "期限届满后尚未核查") if was_visited else ("2024-02-01", "尚未核查")
    told = [("无法核实", "第1局", "政府部门", 2023, "2024-01-31", *why)]
    assert rows(reader, "not-published", year="2023") == (told if is_past else [])
    counted = [(2023, "全部", 1, 0, 0, 0, 0, 0, 1, None)]
    assert rows(reader, "on-time-rate", year="2023") == (counted if is_past else [])
