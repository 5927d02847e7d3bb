"""When a notice or a recheck is drafted, what it then says, and when a draft ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from lxml import html

from archive.model import VisitClass
from config.errors import DubanError
from ledger.finding_state import FindingState
from ledger.identity import finding_sha256
from ledger.model import Decision, FindingQuery, NoticeRow, Verdict
from ledger.notice_list import ListedNotice, NoticeQuery
from ledger.said import Answer, Issue, NoticeFile, NoticeKind, NoticeState, Reply, ReplyItem, Waiver
from spiders.outcome import LOOKED_EVERYWHERE
from workflow.run import notify_all

CELL = "requests.granted.total"
NUMBER = "苏政公开办〔2024〕3号"


@pytest.fixture
def wrong(office: Any, kit: Any) -> Any:
    """One agency's cell is wrong, which breaks sums, and its title is not the standard one."""
    office.config = replace(
        office.config,
        audit=replace(office.config.audit, select=("CON01", "CMP02", "TIM01", "TIM08")),
    )
    office.portals["edu"] = kit.published(documents=(bad(kit),))
    return office


def bad(kit: Any, **changes: Any) -> bytes:
    return kit.report(
        "edu", **{"figures": {CELL: 99}, "title": "苏镇市教育局2023年工作报告", **changes}
    )


def listed(office: Any) -> list[ListedNotice]:
    with office.ledger() as ledger:
        return list(ledger.papers.listed(NoticeQuery(year=2023)))


def states(office: Any) -> list[tuple[NoticeKind, NoticeState]]:
    return [(one.row.kind, one.state) for one in listed(office)]


def drafts(office: Any) -> list[str]:
    folder = office.config.reports_dir / "2023" / "代拟稿"
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def headings(path: Path) -> list[str]:
    return [node.text_content() for node in html.fromstring(path.read_bytes()).xpath("//h2")]


def release(office: Any, day: int, reply_due: date | None = date(2024, 2, 20)) -> NoticeRow:
    """The one draft leaves the house on ``day``, as it stands."""
    at = office.clock(day).now() + timedelta(hours=1)
    with office.ledger() as ledger:
        papers = ledger.papers
        (row,) = (
            one.row
            for one in papers.listed(NoticeQuery(year=2023))
            if one.state is NoticeState.DRAFT
        )
        page = NoticeFile(form="html", path=row.path, sha256=row.sha256, size=1)
        papers.move(row.notice_id, NoticeState.IN_REVIEW, moved_by="李四", moved_at=at)
        number = NUMBER if row.kind is NoticeKind.NOTICE else f"{NUMBER}之{row.notice_id}"
        issue = Issue(page=page, files=(page,), day=at.date(), number=number, reply_due=reply_due)
        papers.release(row.notice_id, issue, moved_by="李四", moved_at=at)
        (office.config.reports_dir / row.path).unlink()
        return papers.one(row.notice_id)


def test_daily_runs_keep_one_draft(wrong: Any) -> None:
    wrong.run()
    first = listed(wrong)
    wrong.run(2)
    (one,) = listed(wrong)
    assert one.row.notice_id == first[0].row.notice_id
    assert (one.row.run_id, one.row.reason) == (
        "20240206-090000",
        "核查发现问题共2项：错误1项、警告1项",
    )
    assert drafts(wrong) == ["edu_苏镇市教育局_2023年报核查.html"]


def test_a_form_that_is_not_made_again_does_not_stay(wrong: Any) -> None:
    (year,) = wrong.run().years
    year.notices[0].with_suffix(".pdf").write_bytes(b"%PDF what was true yesterday")
    wrong.run(2)
    assert drafts(wrong) == ["edu_苏镇市教育局_2023年报核查.html"]


def board_links(board: Path) -> list[str]:
    page = html.fromstring(board.read_bytes())
    return [unquote(href) for href in page.xpath("//tbody//a[text()='查看']/@href")]


def test_the_board_links_to_the_draft(wrong: Any) -> None:
    (year,) = wrong.run().years
    assert board_links(year.board) == ["代拟稿/edu_苏镇市教育局_2023年报核查.html"]


def test_a_draft_ends_once_all_is_corrected(wrong: Any, kit: Any) -> None:
    wrong.run()
    wrong.portals["edu"] = kit.published(documents=(kit.report("edu"),))
    wrong.run(2)
    assert (states(wrong), drafts(wrong)) == ([(NoticeKind.NOTICE, NoticeState.CLOSED)], [])
    with wrong.ledger() as ledger:
        (step,) = ledger.papers.steps(1)
    assert (step.moved_by, step.reason) == (
        "督办系统",
        "所列问题已不存在或者不再认定，没有需要告知的新情况",
    )
    wrong.portals["edu"] = kit.published(documents=(bad(kit),))
    wrong.run(3)
    assert states(wrong)[1:] == [(NoticeKind.NOTICE, NoticeState.DRAFT)]


def test_a_draft_ends_once_its_problems_are_waived(wrong: Any) -> None:
    wrong.run()
    clock = wrong.clock(2)
    with wrong.ledger() as ledger:
        ledger.waivers.add(
            Waiver(
                rule=None,
                agency_id="edu",
                year=2023,
                from_date=date(2024, 2, 6),
                until_date=date(2024, 3, 6),
                reason="机构改革",
                waived_by="张三",
                waived_at=clock.now(),
            )
        )
    notify_all(wrong.config, clock, registry=wrong.registry, years=(2023,))
    with wrong.ledger() as ledger:
        assert [step.reason for step in ledger.papers.steps(1)] == ["所列问题已经豁免"]
    assert drafts(wrong) == []


def test_a_failure_of_ours_leaves_the_draft_where_it_is(wrong: Any, kit: Any) -> None:
    wrong.run()
    wrong.portals["edu"] = kit.published(documents=(b"crash",))
    (year,) = wrong.run(2).years
    assert states(wrong) == [(NoticeKind.NOTICE, NoticeState.DRAFT)]
    assert [path.name for path in year.notices] == drafts(wrong)


def test_a_draft_in_review_is_not_written_again_while_it_says_the_same(
    wrong: Any, kit: Any
) -> None:
    wrong.run()
    with wrong.ledger() as ledger:
        ledger.papers.move(1, NoticeState.IN_REVIEW, moved_by="李四", moved_at=wrong.clock().now())
    wrong.run(2)
    assert states(wrong) == [(NoticeKind.NOTICE, NoticeState.IN_REVIEW)]
    wrong.portals["edu"] = kit.published(
        documents=(bad(kit, title="苏镇市教育局2023年政府信息公开工作年度报告"),)
    )
    wrong.run(3)
    assert states(wrong)[1:] == [(NoticeKind.NOTICE, NoticeState.DRAFT)]


def test_after_the_release_nothing_is_told_twice(wrong: Any) -> None:
    wrong.run()
    row = release(wrong, 1)
    (year,) = wrong.run(2).years
    assert (states(wrong), drafts(wrong)) == ([(NoticeKind.NOTICE, NoticeState.RELEASED)], [])
    assert (year.notices, board_links(year.board)) == ((), [row.path.removeprefix("2023/")])


def test_what_was_corrected_and_what_was_not(wrong: Any, kit: Any) -> None:
    wrong.run()
    release(wrong, 1)
    wrong.portals["edu"] = kit.published(
        documents=(bad(kit, title="苏镇市教育局2023年政府信息公开工作年度报告"),)
    )
    (year,) = wrong.run(2).years
    (path,) = year.notices
    assert headings(path) == [
        "一、复查结果",
        "二、已整改（1项）",
        "三、仍未整改（1项）",
        "四、下一步要求",
    ]
    text = html.fromstring(path.read_bytes()).text_content()
    assert f"有关问题的整改通知》（{NUMBER}）告知你单位年度报告核查发现的2项问题" in text
    assert "2024年2月6日核查时已没有此问题" in text
    recheck = listed(wrong)[1].row
    assert (recheck.kind, recheck.reason) == (NoticeKind.RECHECK, "已整改1项")
    with wrong.ledger() as ledger:
        assert [item.rule for item in ledger.papers.items(recheck.notice_id)] == ["CON01"]
    release(wrong, 2)
    wrong.run(3)
    assert states(wrong)[2:] == []


def test_once_all_is_corrected_nothing_more_is_asked(wrong: Any, kit: Any) -> None:
    wrong.run()
    release(wrong, 1)
    wrong.portals["edu"] = kit.published(documents=(kit.report("edu"),))
    (year,) = wrong.run(2).years
    assert headings(year.notices[0]) == ["一、复查结果", "二、已整改（2项）", "三、办理意见"]
    release(wrong, 2)
    wrong.run(20)
    # By then the ladder has drafted the circular over all agencies.
    assert states(wrong)[2:] == [(NoticeKind.CIRCULAR, NoticeState.DRAFT)]


def test_a_new_problem_is_told_beside_what_was_told(wrong: Any, kit: Any) -> None:
    wrong.portals["edu"] = kit.published(
        documents=(kit.report("edu", title="苏镇市教育局2023年工作报告"),)
    )
    wrong.run()
    release(wrong, 1)
    wrong.portals["edu"] = kit.published(documents=(bad(kit),))
    (year,) = wrong.run(2).years
    assert headings(year.notices[0]) == [
        "一、复查结果",
        "二、仍未整改（1项）",
        "三、新发现的问题（1项）",
        "四、下一步要求",
    ]
    assert listed(wrong)[1].row.reason == "新发现1项"


def test_after_the_term_what_still_stands_is_told_once(wrong: Any) -> None:
    wrong.run()
    release(wrong, 1, reply_due=date(2024, 2, 6))
    wrong.run(2)
    assert states(wrong)[1:] == []
    (year,) = wrong.run(3).years
    assert headings(year.notices[0]) == ["一、复查结果", "二、仍未整改（2项）", "三、下一步要求"]
    assert listed(wrong)[1].row.reason == "反馈时限已过"


def test_without_a_new_look_nobody_is_said_not_to_have_corrected(wrong: Any, kit: Any) -> None:
    wrong.run()
    release(wrong, 1, reply_due=date(2024, 2, 6))
    wrong.portals["edu"] = kit.published(visit_class=VisitClass.TIMEOUT, reason="60 秒无应答")
    wrong.run(3)
    assert states(wrong)[1:] == []
    wrong.portals["edu"] = kit.published(documents=(bad(kit),))
    wrong.unchanged = {"edu"}
    wrong.run(4)
    assert states(wrong)[1:] == []


def answer(office: Any, notice_id: int, day: int, **answers: Answer) -> None:
    """The agency replies on ``day``, with an answer for each rule."""
    at = office.clock(day).now() + timedelta(hours=2)
    with office.ledger() as ledger:
        items = ledger.papers.items(notice_id)
        ledger.papers.record_reply(
            Reply(
                notice_id=notice_id,
                received_date=at.date(),
                words="回执",
                entered_by="李四",
                entered_at=at,
                items=tuple(
                    ReplyItem(fingerprint=item.fingerprint, answer=answers[item.rule], words="说明")
                    for item in items
                    if item.rule in answers
                ),
            )
        )


def test_what_is_disputed_waits_for_a_person(wrong: Any) -> None:
    wrong.run()
    notice = release(wrong, 1, reply_due=date(2024, 2, 6))
    answer(wrong, notice.notice_id, 1, CMP02=Answer.DISPUTED, CON01=Answer.CORRECTED)
    (year,) = wrong.run(3).years
    assert headings(year.notices[0])[1:3] == [
        "二、仍未整改（1项）",
        "三、你单位有异议或者作出说明，我单位正在复核（1项）",
    ]
    text = year.notices[0].read_text(encoding="utf-8")
    assert "你单位反馈已经整改，本次复查时仍有此问题。" in text
    decide(wrong, "CMP02", Verdict.UPHELD, 3)
    (year,) = wrong.run(4).years
    assert headings(year.notices[0])[1:2] == ["二、仍未整改（2项）"]
    decide(wrong, "CMP02", Verdict.REJECTED, 4)
    (year,) = wrong.run(5).years
    assert headings(year.notices[0])[1:3] == ["二、仍未整改（1项）", "三、不再要求整改（1项）"]
    assert "经我单位复核，撤回该项认定" in year.notices[0].read_text(encoding="utf-8")


def test_a_correction_that_was_reported_after_our_last_look_is_not_denied(wrong: Any) -> None:
    wrong.run()
    notice = release(wrong, 1, reply_due=date(2024, 2, 6))
    wrong.run(2)
    answer(wrong, notice.notice_id, 2, CMP02=Answer.CORRECTED, CON01=Answer.CORRECTED)
    clock = wrong.clock(4)
    notify_all(wrong.config, clock, registry=wrong.registry, years=(2023,))
    assert states(wrong)[1:] == []


def decide(office: Any, rule: str, verdict: Verdict, day: int) -> None:
    with office.ledger() as ledger:
        (row,) = ledger.findings(FindingQuery(rule=rule))
        ledger.record_decision(
            Decision(
                fingerprint=row.fingerprint,
                run_id=row.last_seen_run,
                rule=rule,
                rule_version=row.rule_version,
                finding_sha256=finding_sha256(row.message, row.evidence),
                verdict=verdict,
                decided_by="张三",
                decided_at=office.clock(day).now() + timedelta(hours=3),
                reason="已核对",
            )
        )


def test_lateness_is_to_be_explained_and_told_once(wrong: Any, kit: Any) -> None:
    wrong.portals["edu"] = kit.published(documents=(kit.report("edu"),), claimed=date(2024, 2, 3))
    wrong.run()
    notice = release(wrong, 1, reply_due=date(2024, 2, 6))
    (year,) = wrong.run(3).years
    assert headings(year.notices[0])[1:2] == ["二、逾期等已发生的情况，尚待说明原因（1项）"]
    answer(wrong, notice.notice_id, 3, TIM01=Answer.EXPLAINED)
    wrong.run(4)
    assert (states(wrong)[1:], drafts(wrong)) == ([(NoticeKind.RECHECK, NoticeState.CLOSED)], [])


def test_a_report_that_is_gone_is_not_to_be_corrected(wrong: Any, kit: Any) -> None:
    wrong.run()
    gone = kit.published(visit_class=VisitClass.NOT_SEEN, flags=(LOOKED_EVERYWHERE,))
    wrong.portals["edu"] = gone
    wrong.run(2)
    (draft,) = listed(wrong)
    page = (wrong.config.reports_dir / draft.row.path).read_text(encoding="utf-8")
    assert "〔起草说明〕此前已采集，最近一次核查未再见到，待人工核实。" in page
    wrong.run(4)
    with wrong.ledger() as ledger:
        assert {f.state for f in ledger.findings(FindingQuery(agency_id="edu"))} == {
            FindingState.WITHDRAWN
        }
        assert [step.reason for step in ledger.papers.steps(1)] == ["所列问题所在的年报已撤下"]
    assert drafts(wrong) == []


def test_of_a_report_that_is_gone_after_the_notice_that_is_told(wrong: Any, kit: Any) -> None:
    wrong.run()
    release(wrong, 1)
    gone = kit.published(visit_class=VisitClass.NOT_SEEN, flags=(LOOKED_EVERYWHERE,))
    wrong.portals["edu"] = gone
    wrong.run(2)
    (year,) = wrong.run(4).years
    assert headings(year.notices[0]) == [
        "一、复查结果",
        "二、所在年报已撤下（2项）",
        "三、办理意见",
    ]


def test_a_notice_that_the_office_closed_is_followed_by_new_problems_alone(
    wrong: Any, kit: Any
) -> None:
    wrong.run()
    notice = release(wrong, 1)
    with wrong.ledger() as ledger:
        ledger.papers.move(
            notice.notice_id,
            NoticeState.CLOSED,
            moved_by="李四",
            moved_at=wrong.clock().now(),
            reason="办结",
        )
    wrong.portals["edu"] = kit.published(documents=(kit.report("edu"),))
    wrong.run(2)
    assert states(wrong)[1:] == []


def test_a_template_of_the_office_that_is_wrong_leaves_the_last_draft(
    wrong: Any, tmp_path: Path
) -> None:
    (year,) = wrong.run().years
    before = year.notices[0].read_bytes()
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "notice.html").write_text("{{ notice.nothing }}", encoding="utf-8")
    settings = replace(wrong.config.notices, templates=tmp_path / "own")
    broken = replace(wrong.config, notices=settings)
    with pytest.raises(DubanError, match=r"notice\.html"):
        notify_all(broken, wrong.clock(2), registry=wrong.registry, years=(2023,))
    assert year.notices[0].read_bytes() == before
