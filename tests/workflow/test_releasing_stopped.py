"""What no longer holds on the day of a release stops it; what is frozen stays in its folder."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from archive.model import VisitClass
from config.clock import local_date
from config.errors import DubanError
from config.settings import RuleSetting
from ledger.model import NoticeRow
from ledger.said import NoticeFile, NoticeKind
from workflow.papers.release.confirming import confirm
from workflow.papers.release.frozen_files import changed_files
from workflow.papers.release.paper_desk import PaperDesk, paper_desk
from workflow.papers.release.releasing import Order, release
from workflow.papers.release.reviewing import submit
from workflow.papers.release.still_true import no_longer_true, why_untold

CELL = "requests.granted.total"
ORDER = Order(by="李四", number="苏政公开办〔2024〕1号")


@pytest.fixture
def desk(office: Any, kit: Any) -> Iterator[PaperDesk]:
    """A day after a run that drafted a notice, as document 1."""
    office.portals["edu"] = kit.published(documents=(kit.report("edu", figures={CELL: 99}),))
    office.config = replace(office.config, notices=replace(office.config.notices, forms=("html",)))
    office.run()
    with paper_desk(office.config, office.clock(2)) as opened:
        yield opened


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
