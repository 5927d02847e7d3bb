"""What no longer holds, or nobody has confirmed, stops a release; frozen files stay in place."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from drafted_notice import CELL, ORDER, drafted_notice, row_of

from archive.model import VisitClass
from config.clock import local_date
from config.errors import DubanError
from config.settings import RuleSetting
from ledger.decisions import decision_on
from ledger.model import FindingQuery, NoticeRow, Verdict
from ledger.said import Absence, NoticeFile, NoticeKind, Waiver
from ledger.store import Ledger
from workflow.papers.release.confirming import Confirmed, confirm
from workflow.papers.release.frozen_files import changed_files
from workflow.papers.release.paper_desk import PaperDesk, paper_desk
from workflow.papers.release.releasing import release
from workflow.papers.release.reviewing import submit
from workflow.papers.release.still_true import no_longer_true, unconfirmed_absences, why_untold


@pytest.fixture
def desk(office: Any, kit: Any) -> Iterator[PaperDesk]:
    with drafted_notice(office, kit, "html") as opened:
        yield opened


def test_a_problem_that_no_longer_stands_stops_the_release(
    office: Any, kit: Any, desk: PaperDesk
) -> None:
    submit(desk, 1, by="张三")
    office.portals["edu"] = kit.published(documents=(kit.report("edu"),))
    office.run(day=3)
    later = replace(desk, clock=office.clock(3))
    with pytest.raises(DubanError) as refusal:
        release(later, 1, ORDER)
    assert str(refusal.value) == (
        "第 1 号文书所述情况起草后有变化，没有签发；请退回（duban notices return）后"
        "重新起草（duban notices draft）；确需按原稿签发的，请加 --as-drafted --reason 理由：\n"
        "  第1项（CON01）已整改，已不是现存的问题\n"
        "  第2项（CON02）已整改，已不是现存的问题"
    )
    release(later, 1, replace(ORDER, as_drafted="仍须书面说明"))
    assert desk.ledger.papers.steps(1)[-1].reason == (
        "按原稿签发：仍须书面说明；起草后的变化：第1项（CON01）已整改，已不是现存的问题；"
        "第2项（CON02）已整改，已不是现存的问题"
    )


def test_a_problem_that_is_waived_rejected_or_changed_stops_the_release(
    office: Any, kit: Any, desk: PaperDesk
) -> None:
    submit(desk, 1, by="张三")
    now = desk.clock.now()
    waiver = Waiver(
        rule="CON01",
        agency_id="edu",
        year=2023,
        from_date=local_date(now),
        until_date=local_date(now),
        reason="改版",
        waived_by="张三",
        waived_at=now,
    )
    desk.ledger.waivers.add(waiver)
    with pytest.raises(DubanError, match="第1项（CON01）已豁免"):
        release(desk, 1, ORDER)
    office.portals["edu"] = kit.published(documents=(kit.report("edu", figures={CELL: 98}),))
    office.run(day=3)
    later = replace(desk, clock=office.clock(3))
    with pytest.raises(DubanError, match="第1项（CON01）起草之后内容有变化"):
        release(later, 1, ORDER)
    decide(desk.ledger, Verdict.REJECTED, later)
    with pytest.raises(DubanError, match="第1项（CON01）已由人工认定不属实"):
        release(later, 1, ORDER)


def decide(ledger: Ledger, verdict: Verdict, desk: PaperDesk) -> None:
    (found,) = ledger.findings(FindingQuery(rule="CON01"))
    at = desk.clock.now()
    ledger.record_decision(decision_on(found, verdict, by="张三", at=at, reason="已核对"))


def test_what_awaits_confirmation_is_confirmed_first(office: Any, desk: PaperDesk) -> None:
    settings = replace(office.config.notices, confirmation="all")
    strict = replace(desk, config=replace(office.config, notices=settings))
    submit(strict, 1, by="张三")
    with pytest.raises(
        DubanError, match=r"有 2 项问题须先经人工认定属实（duban notices confirm 1）"
    ):
        release(strict, 1, ORDER)
    with pytest.raises(DubanError, match="没有第 7 项：共列 2 项"):
        confirm(strict, 1, by="张三", numbers=(7,))
    assert confirm(strict, 1, by="张三", numbers=(2,)) == Confirmed(
        numbers=(2,), still_waiting=(1,)
    )
    assert confirm(strict, 1, by="张三", reason="已核对") == Confirmed(
        numbers=(1,), still_waiting=()
    )
    told = [
        (decision.verdict, decision.decided_by, decision.reason)
        for item in desk.ledger.papers.items(1)
        for decision in desk.ledger.decisions_of(item.fingerprint)
    ]
    assert told == [
        (Verdict.UPHELD, "张三", "已核对"),
        (Verdict.UPHELD, "张三", "签发前逐项核对属实"),
    ]
    assert confirm(strict, 1, by="张三") == Confirmed(numbers=(), still_waiting=())
    assert release(strict, 1, ORDER).number == ORDER.number


def test_what_says_unpublished_is_released_only_while_a_person_stands_by_it(
    desk: PaperDesk,
) -> None:
    """Whatever is set, and even as drafted: this accusation is made by a person."""
    (item, _) = desk.ledger.papers.items(1)
    unpublished, today = replace(item, rule="TIM03"), date(2024, 2, 6)
    assert unconfirmed_absences(desk.ledger, (item, unpublished), today) == (unpublished,)
    desk.ledger.record_notice(replace(row_of(desk)), [unpublished])
    submit(desk, 1, by="张三")
    with pytest.raises(DubanError, match="第1项认为未公布，现在没有有效的人工确认，没有签发"):
        release(desk, 1, replace(ORDER, as_drafted="x"))
    desk.ledger.absences.confirm(
        Absence(
            agency_id="edu",
            year=2023,
            run_id="20240205-090000",
            seen_date=today,
            reason="逐页查看",
            confirmed_by="李四",
            confirmed_at=desk.clock.now(),
        )
    )
    assert unconfirmed_absences(desk.ledger, (unpublished,), today) == ()


def test_what_a_rule_finds_in_shadow_now_is_not_released(office: Any, desk: PaperDesk) -> None:
    submit(desk, 1, by="张三")
    shadow = RuleSetting(code="CON01", is_shadow=True)
    office.config = replace(office.config, audit=replace(office.config.audit, rules=(shadow,)))
    office.run(day=3)
    told = "第1项（CON01）所依据的规则现在不列入告知"
    with pytest.raises(DubanError, match=told):
        release(replace(desk, clock=office.clock(3)), 1, ORDER)


def test_what_a_rule_found_that_changed_or_proved_imprecise_is_not_told(desk: PaperDesk) -> None:
    ledger, day = desk.ledger, local_date(desk.clock.now())
    item = ledger.papers.items(1)[0]
    older = replace(item, rule_version=item.rule_version - 1)
    assert why_untold(ledger, item, (), day) is None
    assert why_untold(ledger, item, {"CON01"}, day) == "所依据的规则现在不列入告知"
    assert why_untold(ledger, older, (), day) == "起草之后内容有变化"


@pytest.mark.parametrize("kind", [NoticeKind.REMINDER, NoticeKind.URGING, NoticeKind.ACCESS_LETTER])
def test_what_asks_for_a_report_is_not_released_once_it_is_published(
    office: Any, kit: Any, kind: NoticeKind
) -> None:
    office.portals["edu"] = kit.published(visit_class=VisitClass.NOT_SEEN)
    office.run()
    with office.ledger() as ledger:
        (case,) = (case for case in ledger.cases(2023) if case.agency_id == "edu")
    page = office.config.reports_dir / "2023" / "代拟稿" / "x.html"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_bytes(b"<html></html>")
    office.portals["edu"] = kit.published(documents=(kit.report("edu"),))
    office.run(day=2)
    with paper_desk(office.config, office.clock(3)) as desk:
        key = desk.ledger.record_notice(
            NoticeRow(
                run_id=case.run_id,
                agency_id="edu",
                year=2023,
                path="2023/代拟稿/x.html",
                sha256=hashlib.sha256(b"<html></html>").hexdigest(),
                made_at=office.clock().now(),
                kind=kind,
            )
        )
        submit(desk, key, by="张三")
        with pytest.raises(DubanError, match="公布情况起草时为无法核实，现为已采集"):
            release(desk, key, ORDER)


def test_what_changed_after_the_draft_is_not_confirmed(
    office: Any, kit: Any, desk: PaperDesk
) -> None:
    submit(desk, 1, by="张三")
    office.portals["edu"] = kit.published(documents=(kit.report("edu", figures={CELL: 98}),))
    office.run(day=3)
    later = replace(desk, clock=office.clock(3))
    with pytest.raises(DubanError, match="第 1 项（CON01）起草后有变化，不能认定；请重新起草"):
        confirm(later, 1, by="张三", numbers=(1,))
    assert desk.ledger.decisions_of(desk.ledger.papers.items(1)[0].fingerprint) == ()


def test_a_frozen_file_is_looked_for_in_the_folder_of_reports_alone(
    desk: PaperDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = desk.config.data_dir.parent / "x.html"
    path.write_bytes(b"x")
    outside = NoticeFile(
        form="html", path=f"../{path.name}", sha256=hashlib.sha256(b"x").hexdigest(), size=1
    )
    monkeypatch.setattr(
        "workflow.papers.release.frozen_files.frozen_files", lambda _: ((1, outside),)
    )
    (told,) = changed_files(desk.config)
    assert told.endswith("不在输出文件夹中")


@pytest.mark.parametrize(("day", "is_fresh"), [(8, True), (9, False)])
def test_nobody_is_urged_on_the_word_of_an_old_look(
    office: Any, desk: PaperDesk, day: int, is_fresh: bool
) -> None:
    """The look of the first day holds for a week; notices rest on what was found, not on it."""
    later = replace(desk, clock=office.clock(day))
    row = desk.ledger.papers.one(1)
    told = ("最近一次核查是2024-02-05，距今超过7天，请再次核查，或者由工作人员打开所列网址核对",)
    assert no_longer_true(later, replace(row, kind=NoticeKind.URGING)) == (() if is_fresh else told)
    assert no_longer_true(later, row) == ()
