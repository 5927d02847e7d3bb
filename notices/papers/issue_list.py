"""How problems and advice are listed: whole where they are few, by rule where they are many."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from markupsafe import Markup

from notices.view import NoticeItem, ReportPaperView
from notices.visible import visible
from notices.wording import numeral, reply_term, term_slot

MOST_IN_BODY = 12
"""So many findings are told one by one in the body; more are told by rule, and whole in annex 1."""

NOT_TO_BE_CORRECTED = frozenset({"TIM01", "TIM02", "TIM09", "TIM10"})
"""Rules on what is past: an agency can explain it, but no longer correct it."""

HIDDEN_MARKS = "引用的年报文字中有不可见字符或者改变文字方向的字符，本文引用时已略去。"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleGroup:
    """What one rule found: correction and basis are told once."""

    findings: tuple[NoticeItem, ...]

    @property
    def rule(self) -> NoticeItem:
        """Any item: all say the same of the rule."""
        return self.findings[0]

    @property
    def numbers(self) -> str:
        """The numbers that the findings have in the list: ``3`` or ``3—7``."""
        first, last = self.findings[0].number, self.findings[-1].number
        return f"{first}" if first == last else f"{first}—{last}"

    @property
    def is_awaiting(self) -> bool:
        """Whether a person has yet to confirm one of them."""
        return any(item.is_awaiting for item in self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyGroup:
    """The findings of one family under one heading, e.g. （一）完整性（3项）."""

    heading: str
    rules: tuple[RuleGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueList:
    """Findings as the body tells them; ``is_by_rule`` where single ones stand in annex 1 alone."""

    families: tuple[FamilyGroup, ...]
    is_by_rule: bool


def issue_list(items: tuple[NoticeItem, ...]) -> IssueList:
    """The list of ``items``, which stand in their order: family by family, rule by rule."""
    groups = []
    for number, (label, found) in enumerate(
        groupby(items, key=lambda item: item.family_label), start=1
    ):
        family = tuple(found)
        heading = f"（{numeral(number)}）{label}（{len(family)}项）"
        groups.append(FamilyGroup(heading=heading, rules=_by_rule(family)))
    return IssueList(families=tuple(groups), is_by_rule=len(items) > MOST_IN_BODY)


def _by_rule(items: tuple[NoticeItem, ...]) -> tuple[RuleGroup, ...]:
    return tuple(
        RuleGroup(findings=tuple(found))
        for _, found in groupby(items, key=lambda item: item.rule_code)
    )


def counted(items: tuple[NoticeItem, ...]) -> str:
    """``共5项：错误3项、警告2项``; a grade that nothing has is left out."""
    errors = sum(item.severity == "error" for item in items)
    grades = (("错误", errors), ("警告", len(items) - errors))
    told = "、".join(f"{label}{count}项" for label, count in grades if count)
    return f"共{len(items)}项：{told}"


def demands_of(items: tuple[NoticeItem, ...], *, has_report: bool) -> tuple[str, ...]:
    """What an agency is asked to do about ``items``, one paragraph each.

    What is past is to be explained; what stands in the report is to be corrected where it stands.
    """
    codes = {item.rule_code for item in items}
    demands = []
    if not has_report:
        demands.append(
            "请你单位核实有关情况，立即按照规定的格式编制并在政府信息公开年报栏目公布年度报告，"
            "将公布的网址一并反馈；已经公布的，请提供公布的网址和时间。"
        )
    elif codes - NOT_TO_BE_CORRECTED:
        warned = "标为“警告”的事项，经核实确无问题的，请在回执中说明。"
        has_warnings = any(item.severity == "warning" for item in items)
        demands.append(
            "请对照附件1逐项核实、更正。更正后的年度报告在原栏目发布，并注明更正的时间、事项和原因；"
            f"更正前的文本留存备查。{warned if has_warnings else ''}"
        )
    if codes & NOT_TO_BE_CORRECTED:
        demands.append(
            "对逾期的情况，请说明原因并采取措施，今后按照规定的期限提交、公布年度报告；"
            "实际时间与核查结果不一致的，请提供证明材料。"
        )
    if "AUT22" in codes:
        demands.append("涉及个人信息的内容，请立即从公开页面和附件中删除或者遮盖。")
    return tuple(demands)


def reply_sentence(view: ReportPaperView) -> Markup:
    """Until when to answer and to whom; without a published calendar no day is named."""
    kind = "本函" if view.is_between_equals else "本通知"
    term = reply_term(view.reply_due_date, view.reply_workdays, kind)
    return Markup(
        "请于{}报送整改情况回执（附件2）。对核查结果有异议的，"
        "请在上述时限内一并说明理由并附相关依据，由我单位复核。联系人及电话：{}。"
    ).format(term_slot(term), visible(view.office_contact))


def reply_note(due: date | None, workdays: int) -> str:
    """What the officer should know of the day named, or not named; for drafts alone."""
    if due is None:
        return "有关年度的节假日安排尚未公布，未能算出反馈的具体日期，文中只写工作日数。"
    return f"反馈日期签发时按签发之日后{workdays}个工作日重新算；用改过的文件签发的请自行核对。"


def draft_notes(view: ReportPaperView, asked: tuple[NoticeItem, ...]) -> tuple[str, ...]:
    """What the officer should know before release; ``asked`` is what is to be corrected."""
    notes = [reply_note(view.reply_due_date, view.reply_workdays)] if asked else []
    awaiting = sum(item.is_awaiting for item in asked)
    if awaiting:
        notes.append(f"标有“待确认”的{awaiting}项，须经人工认定属实后方可签发。")
    if view.caution:
        notes.append(f"{view.caution}。")
    return tuple(notes)


def numbered(items: tuple[NoticeItem, ...], first: int = 1) -> tuple[NoticeItem, ...]:
    """The items with their numbers in the list."""
    return tuple(replace(item, number=place) for place, item in enumerate(items, start=first))
