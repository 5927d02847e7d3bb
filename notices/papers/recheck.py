"""The result of a recheck (复查结果): what became of the problems of a released notice."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from ledger.said import NoticeKind
from notices.file_names import file_name
from notices.paper import Paper
from notices.papers import example_items
from notices.papers.issue_list import (
    HIDDEN_MARKS,
    IssueList,
    demands_of,
    draft_notes,
    issue_list,
    numbered,
    reply_sentence,
)
from notices.view import NoticeItem, RecheckedItem, RecheckView, ToldBefore
from notices.visible import has_hidden_marks
from notices.wording import REGULATION, Titled, chinese_date, numeral


@dataclass(frozen=True, slots=True, kw_only=True)
class RecheckPart:
    """The problems that stand alike, under one heading; ``lines`` are one sentence each."""

    heading: str
    lines: tuple[str, ...]
    listed: IssueList | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecheckWording(Titled):
    """What the template of a recheck needs besides the view.

    ``asked`` is what is still asked for, as annexes 1 and 2 list it; empty where all is done.
    """

    opening: str
    opening_end: str
    result: str
    parts: tuple[RecheckPart, ...]
    asked: tuple[NoticeItem, ...]
    demand_heading: str
    demands: tuple[str, ...]
    annexes: tuple[str, ...]
    notes: tuple[str, ...]
    draft_notes: tuple[str, ...]


def recheck_paper(view: RecheckView) -> Paper:
    """The result of the recheck as a document to be written."""
    return Paper(
        kind=NoticeKind.RECHECK,
        template="recheck.html",
        stem=file_name(view.agency_id, view.agency_name, f"{view.year}年报复查结果"),
        context={"recheck": view, "wording": recheck_wording(view)},
    )


def recheck_title(agency_name: str, year: int, *, is_between_equals: bool) -> tuple[str, ...]:
    """The title, broken into lines by sense; joined, as later documents quote it."""
    kind = "函" if is_between_equals else "通知"
    return (
        f"关于{agency_name}",
        f"{year}年政府信息公开工作年度报告",
        f"问题整改复查结果的{kind}",
    )


def recheck_wording(view: RecheckView) -> RecheckWording:
    """The sentences of the recheck for one view."""
    asked = asked_of(view)
    parts = tuple(_parts(view))
    return RecheckWording(
        title_lines=recheck_title(
            view.agency_name, view.year, is_between_equals=view.is_between_equals
        ),
        opening=_opening(view),
        opening_end=_opening_end(view),
        result=_result(view),
        parts=parts,
        asked=asked,
        demand_heading=f"{numeral(len(parts) + 2)}、{'下一步要求' if asked else '办理意见'}",
        demands=_demands(view, asked),
        annexes=("问题清单", "整改情况回执") if asked else (),
        notes=(HIDDEN_MARKS,) if has_hidden_marks(view) else (),
        draft_notes=draft_notes(view, asked),
    )


def asked_of(view: RecheckView) -> tuple[NoticeItem, ...]:
    """What is still asked for: not corrected, not explained, or newly found."""
    return (*(one.item for one in (*view.still_open, *view.to_explain)), *view.found)


def _opening(view: RecheckView) -> str:
    before = view.told_before
    number = f"（{before.number}）" if before.number else ""
    return (
        f"{chinese_date(before.released_date)}，我单位以《{before.title}》{number}"
        f"告知你单位年度报告核查发现的{before.problem_count}项问题。"
        f"依据{REGULATION}第四十七条，我单位于{chinese_date(view.checked_date)}"
        "对整改情况进行了复查"
    )


def _opening_end(view: RecheckView) -> str:
    return f"。现将复查结果{'函告' if view.is_between_equals else '通知'}如下："


def _result(view: RecheckView) -> str:
    told = "，".join(
        f"{label}{len(items)}项"
        for label, items in (
            ("已整改", view.corrected),
            ("仍未整改", view.still_open),
            ("待说明原因", view.to_explain),
            ("已说明原因", view.explained),
            ("有异议或者说明、正在复核", view.disputed),
            ("所在年报已撤下", view.gone),
            ("不再要求整改", view.lifted),
            ("本次未能复查", view.unchecked),
        )
        if items
    )
    found = f"新发现问题{len(view.found)}项。" if view.found else "没有新发现的问题。"
    return f"原列{view.told_before.problem_count}项问题中，{told}；{found}" if told else found


def _parts(view: RecheckView) -> list[RecheckPart]:
    """The parts that have something in them, numbered from 二."""
    made: list[tuple[str, tuple[str, ...], IssueList | None]] = [
        ("已整改", _lines(view.corrected), None),
        ("仍未整改", (), _listed(view.still_open)),
        ("逾期等已发生的情况，尚待说明原因", (), _listed(view.to_explain)),
        ("已说明原因，不再要求反馈", _lines(view.explained), None),
        ("你单位有异议或者作出说明，我单位正在复核", _lines(view.disputed), None),
        ("所在年报已撤下", _lines(view.gone), None),
        ("不再要求整改", _lines(view.lifted), None),
        ("本次未能复查（原因不在你单位，由我单位另行复查）", _lines(view.unchecked), None),
        ("新发现的问题", (), issue_list(view.found) if view.found else None),
    ]
    told = [(head, lines, listed) for head, lines, listed in made if lines or listed]
    return [
        RecheckPart(
            heading=f"{numeral(place)}、{head}（{_size(lines, listed)}项）",
            lines=lines,
            listed=listed,
        )
        for place, (head, lines, listed) in enumerate(told, start=2)
    ]


def _size(lines: tuple[str, ...], listed: IssueList | None) -> int:
    if listed is None:
        return len(lines)
    return sum(len(rule.findings) for family in listed.families for rule in family.rules)


def _listed(items: tuple[RecheckedItem, ...]) -> IssueList | None:
    return issue_list(tuple(one.item for one in items)) if items else None


def _lines(items: tuple[RecheckedItem, ...]) -> tuple[str, ...]:
    """One line for each: the numbers of the list are not theirs."""
    return tuple(
        f"（{number}）{one.item.rule_title}（{one.item.rule_code}）：{one.item.message}"
        + (f"。{one.note}" if one.note else "")
        for number, one in enumerate(items, start=1)
    )


def _demands(view: RecheckView, asked: tuple[NoticeItem, ...]) -> tuple[str, ...]:
    if asked:
        has_report = view.report_url is not None
        return (*demands_of(asked, has_report=has_report), reply_sentence(view))
    if view.gone:
        again = "原列问题所在的年报已经撤下，请你单位说明情况，并按照规定的格式重新公布年度报告。"
        return (f"{again}联系人及电话：{view.office_contact}。",)
    if view.disputed or view.unchecked:
        return ("上述正在复核和未能复查的事项，由我单位办理后另行告知，目前无须再作反馈。",)
    return ("原列问题已经办理完毕，无须再作反馈。感谢你单位对政府信息公开工作的支持。",)


def example() -> RecheckView:
    """A made-up recheck, for previews, pictures and measurements."""
    cmp01, cmp10, tim01, con01, con03, con12, con39, aut01, aut04 = (
        RecheckedItem(item=replace(item, is_awaiting=False)) for item in example_items.PROBLEMS
    )
    day = "2024年3月5日核查时已没有此问题"
    (found,) = numbered((example_items.PROBLEMS[6],), first=4)
    open_ones = numbered((con01.item, replace(con12.item, note=None), tim01.item))
    return RecheckView(
        agency_id=example_items.AGENCY_ID,
        agency_name=example_items.AGENCY_NAME,
        year=example_items.YEAR,
        issuing_office=example_items.OFFICE,
        office_contact=example_items.CONTACT,
        is_between_equals=False,
        checked_date=date(2024, 3, 5),
        reply_due_date=date(2024, 3, 19),
        reply_workdays=10,
        report_title=example_items.REPORT_TITLE,
        report_url=example_items.REPORT_URL,
        told_before=ToldBefore(
            title="关于苏镇市教育局2023年政府信息公开工作年度报告有关问题的整改通知",
            number="苏政公开办〔2024〕3号",
            released_date=date(2024, 2, 8),
            problem_count=8,
        ),
        corrected=tuple(replace(one, note=day) for one in (cmp01, cmp10, con03)),
        still_open=tuple(RecheckedItem(item=item) for item in open_ones[:2]),
        to_explain=(RecheckedItem(item=open_ones[2]),),
        disputed=(aut04,),
        lifted=(replace(aut01, note="经我单位复核，撤回该项认定"),),
        found=(replace(found, is_awaiting=con39.item.is_awaiting),),
        proofs=tuple(
            replace(proof, captured_at=datetime(2024, 3, 5, 2, 0, tzinfo=UTC))
            for proof in example_items.PROOFS
        ),
    )
