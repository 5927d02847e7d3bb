"""The notice to one agency (整改通知 or 函): the sentences that depend on the case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from ledger.said import NoticeKind
from notices.file_names import file_name
from notices.paper import Paper
from notices.papers import example_items
from notices.papers.issue_list import (
    HIDDEN_MARKS,
    IssueList,
    counted,
    demands_of,
    draft_notes,
    issue_list,
    numbered,
    reply_sentence,
)
from notices.view import FamilyCheck, NoticeView, Unchecked
from notices.visible import has_hidden_marks
from notices.wording import REGULATION, Titled, and_the_format, chinese_date


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeWording(Titled):
    """What the template of a notice needs besides the view.

    The address of the report stands between ``opening`` and ``opening_end``. ``draft_notes`` are
    for the officer and leave with the draft marks; ``notes`` stay.
    """

    opening: str
    opening_end: str
    problem_heading: str
    problems: IssueList
    demands: tuple[str, ...]
    reply: Markup
    advice_heading: str
    advice: IssueList
    checked: str
    unchecked: str | None
    annexes: tuple[str, ...]
    annex_head: str
    notes: tuple[str, ...]
    draft_notes: tuple[str, ...]


def notice_paper(view: NoticeView) -> Paper:
    """The notice as a document to be written."""
    return Paper(
        kind=NoticeKind.NOTICE,
        template="notice.html",
        stem=file_name(view.agency_id, view.agency_name, f"{view.year}年报核查"),
        context={"notice": view, "wording": wording_of(view)},
    )


def notice_title(
    agency_name: str, year: int, *, is_between_equals: bool, has_problems: bool = True
) -> tuple[str, ...]:
    """The title, broken into lines by sense (GB/T 9704); joined, as later documents quote it."""
    subject = "有关问题的" if has_problems else "改进建议的"
    kind = "函" if is_between_equals else "整改通知" if has_problems else "通知"
    return (f"关于{agency_name}", f"{year}年政府信息公开工作年度报告", f"{subject}{kind}")


def wording_of(view: NoticeView) -> NoticeWording:
    """The sentences of the notice for one view."""
    head = "附件1" if view.problems else "附件"
    problems, advice = issue_list(view.problems), issue_list(view.advice)
    return NoticeWording(
        title_lines=notice_title(
            view.agency_name,
            view.year,
            is_between_equals=view.is_between_equals,
            has_problems=bool(view.problems),
        ),
        opening=_opening(view),
        opening_end=_opening_end(view),
        problem_heading=_problem_heading(view),
        problems=problems,
        demands=demands_of(view.problems, has_report=view.report_url is not None),
        reply=reply_sentence(view),
        advice_heading=f"改进建议（共{len(view.advice)}项，不计入问题）",
        advice=advice,
        checked=_checked(view),
        unchecked=_unchecked(view, head),
        annexes=("问题清单", "整改情况回执") if view.problems else ("核查情况表",),
        annex_head=head,
        notes=(HIDDEN_MARKS,) if has_hidden_marks(view) else (),
        draft_notes=draft_notes(view, view.problems),
    )


def _report_name(view: NoticeView) -> str:
    return f"{view.year}年政府信息公开工作年度报告"


def _opening(view: NoticeView) -> str:
    """The first sentence, up to the address of the report."""
    articles = f"依据{REGULATION}第四十七条、第四十九条、第五十条"
    basis = articles + and_the_format(view.format_document)
    checked = chinese_date(view.checked_date)
    if view.report_url is None:
        asked = f"对你单位{_report_name(view)}的公布情况进行了核查（截至{checked}）"
        return f"{basis}，我单位{asked}"
    return f"{basis}，我单位于{checked}对你单位公布的《{view.report_title or _report_name(view)}》"


def _opening_end(view: NoticeView) -> str:
    claimed = ""
    if view.claimed_date is not None:
        basis = view.claimed_basis or "页面标注"
        claimed = f"，{basis}的公布日期为{chinese_date(view.claimed_date)}"
    checked = f"进行了核查{claimed}" if view.report_url else ""
    return f"{checked}。现将有关情况{'函告' if view.is_between_equals else '通知'}如下："


def _problem_heading(view: NoticeView) -> str:
    apart = "；改进建议另列，不计入" if view.advice else ""
    return f"核查发现的问题（{counted(view.problems)}{apart}）"


def _checked(view: NoticeView) -> str:
    """What was looked at and found right, by family."""
    checked = sum(one.checked for one in view.checks)
    conforming = sum(one.conforming for one in view.checks)
    told = "，".join(
        f"{one.label}核查{one.checked}项、符合{one.conforming}项"
        for one in view.checks
        if one.checked
    )
    return (
        f"本次共核查{checked}项规则，其中符合要求{conforming}项（{told}）；"
        f"另有{view.not_applicable_count}项规则不适用于你单位。"
    )


def _unchecked(view: NoticeView, annex: str) -> str | None:
    """What could not be checked: ours, and said so."""
    reasons = []
    if view.unchecked:
        reasons.append(f"{len(view.unchecked)}项因未能识读或者核查情况不足未能判定（见{annex}）")
    if view.not_held_count:
        reasons.append(f"{view.not_held_count}项因我单位没有掌握所需资料未予核查")
    if not reasons:
        return None
    return f"有{'，'.join(reasons)}，均不作为你单位的问题。"


def example() -> NoticeView:
    """A made-up notice, for previews, pictures and measurements."""
    return NoticeView(
        agency_id=example_items.AGENCY_ID,
        agency_name=example_items.AGENCY_NAME,
        year=example_items.YEAR,
        issuing_office=example_items.OFFICE,
        office_contact=example_items.CONTACT,
        is_between_equals=False,
        checked_date=date(2024, 2, 6),
        reply_due_date=date(2024, 2, 26),
        reply_workdays=10,
        report_title=example_items.REPORT_TITLE,
        report_url=example_items.REPORT_URL,
        claimed_date=date(2024, 2, 5),
        claimed_basis="页面标注",
        format_document="国办公开办函〔2021〕30号",
        problems=numbered(example_items.PROBLEMS),
        advice=numbered(example_items.ADVICE),
        checks=(
            FamilyCheck(label="完整性", checked=27, conforming=24),
            FamilyCheck(label="时效性", checked=6, conforming=5),
            FamilyCheck(label="一致性", checked=29, conforming=25),
            FamilyCheck(label="真实性与文字", checked=21, conforming=18),
        ),
        not_applicable_count=24,
        not_held_count=8,
        unchecked=(
            Unchecked(
                rule_code="CON27",
                rule_title="图表数据与正文不一致",
                reason="第一部分的图表为图片，未能识读",
            ),
        ),
        proofs=example_items.PROOFS,
    )
