"""A person's word that nothing was published: what it does, when it speaks, when it ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from archive.model import DateBasis, Visit, VisitClass
from config.settings import AuditSettings
from ledger.asking import reading_ledger
from ledger.finding_state import FindingState
from ledger.identity import fingerprint
from ledger.model import FindingQuery, PublicationState
from ledger.notice_list import NoticeQuery
from ledger.said import Absence, AbsenceEnd, NoticeKind
from ledger.statement import publication_figures
from registry.deadlines import duty_of
from registry.model import Place, PlaceKind, Registry
from workflow.absence import AbsenceError, confirm_absence, speaking_absence, unseen_in
from workflow.choice import Choice
from workflow.replay import replay
from workflow.timeliness import timeliness_of

State = PublicationState
NAME = fingerprint("TIM03", "edu", 2023, "publication")
MESSAGE = (
    "公布期限为2024年1月31日，截至2024年2月6日仍未公布"
    "2023年度政府信息公开工作年度报告（经人工确认）"
)


@pytest.fixture
def unseen(office: Any, kit: Any) -> Any:
    """The bureau of education has published nothing, looked for on two days."""
    office.config = replace(office.config, audit=AuditSettings(select=("CON01", "TIM")))
    show(office, kit, 1, VisitClass.NOT_SEEN, VisitClass.ABSENT_UNCONFIRMED)
    return office


def show(office: Any, kit: Any, day: int, *classes: VisitClass) -> None:
    """Run once a day from ``day`` on; the visits to the bureau come out so."""
    for number, visit_class in enumerate(classes, start=day):
        office.portals["edu"] = kit.published(visit_class=visit_class)
        office.run(number)


def confirm(office: Any, day: int = 2, agency: str = "edu") -> Absence:
    """Somebody confirms an hour after the run of ``day``."""
    clock = replace(office.clock(day), instant=office.clock(day).now() + timedelta(hours=1))
    with office.ledger() as ledger:
        (case,) = [one for one in ledger.cases(2023) if one.agency_id == agency]
        return confirm_absence(
            ledger, office.registry, clock, case, by="张三", reason="已查看网站和年报栏目"
        )


def withdraw(office: Any, day: int) -> None:
    at = office.clock(day).now() + timedelta(hours=1)
    with office.ledger() as ledger:
        end = AbsenceEnd(reason="年报发布在上级平台", withdrawn_by="李四", withdrawn_at=at)
        ledger.absences.withdraw("edu", 2023, end)


def stands(office: Any, agency: str = "edu") -> tuple[State, str | None]:
    with office.ledger() as ledger:
        (case,) = [one for one in ledger.cases(2023) if one.agency_id == agency]
    return case.state, case.reason


def finding(office: Any) -> tuple[FindingState, str] | None:
    with office.ledger() as ledger:
        found = ledger.findings(FindingQuery(rule="TIM03"))
    return (found[0].state, found[0].message) if found else None


def drafts(office: Any) -> list[tuple[str, tuple[str, ...]]]:
    """The notices to the bureau, each with how far it has come and what it lists."""
    asked = NoticeQuery(year=2023, agency_id="edu", kind=NoticeKind.NOTICE)
    with office.ledger() as ledger:
        return [
            (
                one.state.label,
                tuple(item.message for item in ledger.papers.items(one.row.notice_id)),
            )
            for one in ledger.papers.listed(asked)
        ]


def figures(office: Any) -> tuple[int, int, int, int]:
    with reading_ledger(office.config.ledger_path) as reader:
        told = publication_figures(reader, 2023)
    return told.not_published, told.absent_unconfirmed, told.late, told.unknown


def test_nobody_is_unpublished_without_a_person(unseen: Any, kit: Any) -> None:
    show(unseen, kit, 3, VisitClass.ABSENT_UNCONFIRMED)
    assert stands(unseen)[0] is State.ABSENT_UNCONFIRMED
    assert (finding(unseen), drafts(unseen), figures(unseen)) == (None, [], (0, 1, 0, 0))


def test_confirmed_told_and_then_published(unseen: Any, kit: Any) -> None:
    published = kit.published(documents=(kit.report("edu"),), claimed=date(2024, 2, 8))
    assert confirm(unseen).absence_id == 1
    # Nothing moves before a run has judged it.
    assert stands(unseen)[0] is State.ABSENT_UNCONFIRMED
    show(unseen, kit, 3, VisitClass.ABSENT_UNCONFIRMED)
    assert stands(unseen) == (State.NOT_PUBLISHED, "2024年2月6日经人工确认未公布")
    assert finding(unseen) == (FindingState.NEW, MESSAGE)
    assert drafts(unseen) == [("代拟稿", (MESSAGE,))]
    assert figures(unseen) == (1, 0, 0, 0)
    unseen.portals["edu"] = published
    unseen.run(4)
    assert stands(unseen)[0] is State.LATE
    assert finding(unseen) == (FindingState.RECTIFIED, MESSAGE)
    assert figures(unseen) == (0, 0, 1, 0)
    with unseen.ledger() as ledger:
        assert ledger.absences.in_force(2023) == {}
    # Taken away again, it is a matter of its own: the old word says nothing of it.
    show(unseen, kit, 5, VisitClass.ABSENT_UNCONFIRMED, VisitClass.ABSENT_UNCONFIRMED)
    assert stands(unseen) == (
        State.LATE,
        "此前已采集，最近一次核查未再见到，待人工核实；"
        + "；".join(f.message for f in _late(unseen)),
    )


def _late(office: Any) -> tuple[Any, ...]:
    with office.ledger() as ledger:
        found: tuple[Any, ...] = ledger.findings(FindingQuery(rule="TIM01"))
    return found


def test_a_day_more_makes_nothing_new(unseen: Any, kit: Any) -> None:
    confirm(unseen)
    seen = []
    for day in (3, 4, 5):
        show(unseen, kit, day, VisitClass.ABSENT_UNCONFIRMED)
        with unseen.ledger() as ledger:
            (case,) = [one for one in ledger.cases(2023) if one.agency_id == "edu"]
            judged = ledger.findings_of(case.judgement_id)
            seen.append((case.judgement_id, [one.message for one in judged]))
    assert seen == [(seen[0][0], [MESSAGE])] * 3
    assert drafts(unseen) == [("代拟稿", (MESSAGE,))]
    with unseen.ledger() as ledger:
        history = ledger.history_of(NAME)
    assert [change.reason for change in history] == ["首次发现", "再次核查仍有此问题"]


def test_the_addresses_are_those_that_the_person_had(unseen: Any, kit: Any) -> None:
    """A visit that finds the list unchanged goes other ways than a whole one."""
    confirm(unseen)
    for day in (3, 4):
        unseen.portals["edu"] = kit.published(
            visit_class=VisitClass.ABSENT_UNCONFIRMED, tried=(f"列表没有变化（{day}）",)
        )
        unseen.run(day)
    with unseen.ledger() as ledger:
        (found,) = ledger.findings(FindingQuery(rule="TIM03"))
        history = ledger.history_of(NAME)
    assert [(one.at, one.printed) for one in found.evidence] == [
        ("核查经过", "打开首页"),
        ("核查经过", "读取年报栏目"),
    ]
    assert [change.reason for change in history] == ["首次发现", "再次核查仍有此问题"]


def test_a_visit_that_could_not_look_neither_renews_nor_lifts_it(unseen: Any, kit: Any) -> None:
    confirm(unseen)
    show(unseen, kit, 3, VisitClass.ABSENT_UNCONFIRMED, VisitClass.TIMEOUT)
    assert stands(unseen) == (State.UNKNOWN, "网站响应超时")
    assert finding(unseen) == (FindingState.NEW, MESSAGE)
    assert drafts(unseen) == [("代拟稿", (MESSAGE,))]
    assert figures(unseen) == (0, 0, 0, 1)
    show(unseen, kit, 5, VisitClass.ABSENT_UNCONFIRMED)
    assert stands(unseen)[0] is State.NOT_PUBLISHED
    assert finding(unseen) == (FindingState.PERSISTING, MESSAGE)


def test_taken_back_it_is_dropped_and_awaits_a_person_again(unseen: Any, kit: Any) -> None:
    confirm(unseen)
    show(unseen, kit, 3, VisitClass.ABSENT_UNCONFIRMED)
    withdraw(unseen, 3)
    assert stands(unseen)[0] is State.NOT_PUBLISHED
    show(unseen, kit, 4, VisitClass.ABSENT_UNCONFIRMED)
    assert stands(unseen) == (State.ABSENT_UNCONFIRMED, None)
    assert finding(unseen) == (FindingState.DROPPED, MESSAGE)
    assert drafts(unseen) == [("已办结", (MESSAGE,))]
    with unseen.ledger() as ledger:
        assert ledger.history_of(NAME)[-1].reason == "未公布的人工确认已经撤回，不再认定"
    confirm(unseen, 4)
    show(unseen, kit, 5, VisitClass.ABSENT_UNCONFIRMED)
    assert finding(unseen) == (FindingState.REOPENED, MESSAGE.replace("2月6日", "2月8日"))


def test_taken_back_and_then_seen_was_never_the_agencys_to_correct(unseen: Any, kit: Any) -> None:
    confirm(unseen)
    show(unseen, kit, 3, VisitClass.ABSENT_UNCONFIRMED)
    withdraw(unseen, 3)
    unseen.portals["edu"] = kit.published(documents=(kit.report("edu"),))
    unseen.run(4)
    assert finding(unseen) == (FindingState.DROPPED, MESSAGE)


def test_taken_back_while_nobody_can_look_it_is_dropped_too(unseen: Any, kit: Any) -> None:
    confirm(unseen)
    show(unseen, kit, 3, VisitClass.ABSENT_UNCONFIRMED)
    withdraw(unseen, 3)
    show(unseen, kit, 4, VisitClass.TIMEOUT)
    assert finding(unseen) == (FindingState.DROPPED, MESSAGE)


def test_a_run_that_is_judged_again_knows_what_it_knew(unseen: Any, kit: Any) -> None:
    confirm(unseen)
    show(unseen, kit, 3, VisitClass.ABSENT_UNCONFIRMED)
    withdraw(unseen, 3)
    show(unseen, kit, 4, VisitClass.ABSENT_UNCONFIRMED)
    confirm(unseen, 4)
    unseen.portals["edu"] = kit.published(documents=(kit.report("edu"),))
    unseen.run(5)
    for day in (2, 3, 4, 5):
        done = replay(unseen.config, f"2024020{4 + day}-090000", readers=kit.readers)
        assert (day, done.differences) == (day, ())


def test_what_a_run_was_not_told_when_it_began_it_does_not_say(unseen: Any, kit: Any) -> None:
    """Somebody confirms while the run of the third day is on its way."""
    crawl = unseen.crawl

    def slowly(job: Any, on_visit: Callable[[Visit], None]) -> int:
        confirm(unseen, 3)
        return int(crawl(job, on_visit))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(unseen), "crawl", lambda _self, job, told: slowly(job, told))
        show(unseen, kit, 3, VisitClass.ABSENT_UNCONFIRMED)
    assert stands(unseen)[0] is State.ABSENT_UNCONFIRMED
    assert replay(unseen.config, "20240207-090000", readers=kit.readers).is_same


@pytest.mark.parametrize(
    ("shown", "why"),
    [(VisitClass.TIMEOUT, "网站响应超时"), (VisitClass.NOT_SEEN, "本次未见，尚待再次核查")],
)
def test_what_is_not_known_cannot_be_confirmed(
    office: Any, kit: Any, shown: VisitClass, why: str
) -> None:
    show(office, kit, 1, shown)
    with pytest.raises(AbsenceError) as refusal:
        confirm(office)
    assert str(refusal.value) == (
        f"苏镇市教育局2023年度现为“无法核实”（{why}），不能确认未公布："
        "没有查成是访问或者本系统的原因，不能据以认定未公布；请先排除原因（见 duban health）"
        "再运行 duban run，期限届满后相隔 24 小时以上两次完整核查均未见到的，才能确认"
    )
    with office.ledger() as ledger:
        assert ledger.absences.of("edu", 2023) == ()


def test_what_was_seen_or_is_not_due_cannot_be_confirmed(office: Any, kit: Any) -> None:
    office.portals["town"] = kit.published(visit_class=VisitClass.NOT_SEEN)
    office.run()
    with pytest.raises(AbsenceError) as refusal:
        confirm(office)
    assert str(refusal.value) == (
        "苏镇市教育局2023年度现为“按时公布”，不能确认未公布："
        "已经见到年报；认为采集的不是该机关该年度年报的，请核对名录中的公布位置"
    )
    with pytest.raises(AbsenceError, match="没有规定期限或者期限未过，尚无须公布"):
        confirm(office, agency="town")


def test_what_was_visited_since_counts(unseen: Any) -> None:
    """A place that the registry names since was never looked at."""
    new = Place(
        place_id="new", agency_id="edu", home_url="http://new.example/", kind=PlaceKind.OWN_SITE
    )
    unseen.registry = Registry(
        agencies=unseen.registry.agencies, places={**unseen.registry.places, "new": new}
    )
    with pytest.raises(AbsenceError) as refusal:
        confirm(unseen)
    assert str(refusal.value) == (
        "苏镇市教育局2023年度在最近一次审核（2024-02-06）之后情况有变化（尚有公布位置未访问），"
        "不能确认未公布；请先运行 duban run，再看 duban absent list"
    )


def test_a_new_place_is_looked_through_before_the_word_speaks_again(unseen: Any, kit: Any) -> None:
    confirm(unseen)
    new = Place(
        place_id="new", agency_id="edu", home_url="http://new.example/", kind=PlaceKind.OWN_SITE
    )
    unseen.registry = Registry(
        agencies=unseen.registry.agencies, places={**unseen.registry.places, "new": new}
    )
    unseen.portals["new"] = kit.published(visit_class=VisitClass.NOT_SEEN)
    show(unseen, kit, 3, VisitClass.ABSENT_UNCONFIRMED)
    assert stands(unseen)[0] is State.UNKNOWN
    unseen.portals["new"] = kit.published(visit_class=VisitClass.ABSENT_UNCONFIRMED)
    show(unseen, kit, 4, VisitClass.ABSENT_UNCONFIRMED)
    assert stands(unseen)[0] is State.NOT_PUBLISHED


def test_who_was_not_seen_is_listed_with_the_looks(unseen: Any, kit: Any) -> None:
    with unseen.ledger() as ledger:
        (one,) = unseen_in(ledger, unseen.registry, 2023)
    assert (one.case.agency_id, one.since, one.absences, one.standing, one.is_proved) == (
        *("edu", date(2024, 2, 5), (), None, True),
    )
    assert [look.why for look in one.looks] == ["此前一次核查，同样未见", "最近一次核查"]
    kept = confirm(unseen)
    show(unseen, kit, 3, VisitClass.TIMEOUT)
    with unseen.ledger() as ledger:
        (one,) = unseen_in(ledger, unseen.registry, 2023)
    assert (one.case.state, one.absences, one.standing, one.is_proved) == (
        *(State.UNKNOWN, (kept,), kept, False),
    )


def test_timeliness_tells_of_it(unseen: Any) -> None:
    confirm(unseen)
    with unseen.ledger() as ledger:
        agency = unseen.registry.agencies["edu"]
        known = timeliness_of(ledger, unseen.registry, agency, 2023, date(2024, 2, 7))
    assert known.reason == ("截至2024年2月6日的完整核查未见到年报；2024年2月6日经人工确认未公布")


def test_a_word_given_before_the_due_date_says_nothing(unseen: Any) -> None:
    """The day was put off after somebody had confirmed."""
    kept = confirm(unseen)
    with unseen.ledger() as ledger:
        every = ledger.visits_of("edu", 2023)
    duty = duty_of(unseen.registry.agencies["edu"], 2023, unseen.registry)
    assert duty is not None
    choice, at = Choice(visits=every[-1:]), kept.confirmed_at + timedelta(days=3)
    said = {
        due: speaking_absence((kept,), every, choice, replace(duty, due_date=due), at)
        for due in (date(2024, 2, 5), date(2024, 2, 6), date(2024, 2, 20))
    }
    assert said == {date(2024, 2, 5): kept, date(2024, 2, 6): None, date(2024, 2, 20): None}
    assert speaking_absence((kept,), every, choice, None, at) is None


def test_a_report_at_a_place_no_longer_watched_ends_it_too(unseen: Any) -> None:
    kept = confirm(unseen)
    with unseen.ledger() as ledger:
        every = ledger.visits_of("edu", 2023)
    later = kept.confirmed_at + timedelta(days=1)
    elsewhere = replace(
        every[-1],
        place_id="former",
        visit_class=VisitClass.COLLECTED_LATE,
        started_at=later,
        ended_at=later,
        claimed_dates={DateBasis.LABEL: date(2024, 2, 7)},
    )
    duty = duty_of(unseen.registry.agencies["edu"], 2023, unseen.registry)
    choice, at = Choice(visits=every[-1:]), later + timedelta(days=1)
    assert speaking_absence((kept,), every, choice, duty, at) == kept
    assert speaking_absence((kept,), (*every, elsewhere), choice, duty, at) is None
