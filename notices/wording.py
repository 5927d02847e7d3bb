"""The sentences of a notice that depend on the case; templates only place them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from notices.view import NoticeItem, NoticeView

REGULATION = "《中华人民共和国政府信息公开条例》"
_NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleGroup:
    """The problems that one rule found: basis and correction are told once."""

    findings: tuple[NoticeItem, ...]

    @property
    def rule(self) -> NoticeItem:
        """Any item: all say the same of the rule."""
        return self.findings[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemGroup:
    """The problems of one family under one heading, e.g. （一）完整性."""

    heading: str
    rules: tuple[RuleGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What the template of a notice needs besides the view."""

    title_lines: tuple[str, ...]
    opening: str
    problem_heading: str
    groups: tuple[ItemGroup, ...]
    demand: str
    reply: str
    advice_heading: str
    checked: str
    unchecked: str
    annexes: tuple[str, ...]

    @property
    def title(self) -> str:
        """The title as one line."""
        return "".join(self.title_lines)


def wording_of(view: NoticeView) -> Wording:
    """The wording of the notice for one view."""
    return Wording(
        title_lines=_title_lines(view),
        opening=_opening(view),
        problem_heading=_problem_heading(view),
        groups=_groups(view.problems),
        demand=_demand(view),
        reply=_reply(view),
        advice_heading=f"改进建议（共{len(view.advice)}项，不计入问题）",
        checked=(
            f"本次按审核规则逐项核查，符合要求{view.conforming_count}项，"
            f"不适用{view.not_applicable_count}项，未能判定{len(view.unchecked)}项。"
        ),
        unchecked="下列事项因资料不足或者未能识读，本次未能判定，不作为你单位的问题：",
        annexes=("问题清单", "整改情况回执") if view.problems else (),
    )


def sentence(text: str) -> str:
    """``text`` with the full stop that it lacks."""
    return text if text.rstrip("”’）").endswith(("。", "！", "？", "；")) else f"{text}。"


def chinese_date(day: date) -> str:
    """``2024年2月6日``, without leading zeros (GB/T 9704)."""
    return f"{day.year}年{day.month}月{day.day}日"


def numeral(number: int) -> str:
    """一 … 十, 十一 …, for headings."""
    if number <= len(_NUMERALS):
        return _NUMERALS[number - 1]
    tens, ones = divmod(number, 10)
    head = "" if tens == 1 else _NUMERALS[tens - 1]
    return f"{head}十{_NUMERALS[ones - 1] if ones else ''}"


def _report_name(view: NoticeView) -> str:
    return f"{view.year}年政府信息公开工作年度报告"


def _title_lines(view: NoticeView) -> tuple[str, ...]:
    """The title, broken by sense (GB/T 9704)."""
    if view.problems:
        kind = "有关问题的函" if view.is_between_equals else "有关问题的整改通知"
    else:
        kind = "改进建议的函" if view.is_between_equals else "改进建议"
    return (f"关于{view.agency_name}", _report_name(view), f"{kind}（代拟稿）")


def _opening(view: NoticeView) -> str:
    basis = f"依据{REGULATION}第四十七条、第四十九条、第五十条"
    if view.format_document:
        basis += f"和《政府信息公开工作年度报告格式》（{view.format_document}）"
    checked = chinese_date(view.checked_date)
    if view.report_url is None:
        told = f"，截至{checked}，对你单位{_report_name(view)}的公布情况进行了核查"
    else:
        name = view.report_title or _report_name(view)
        claimed = ""
        if view.claimed_date is not None:
            basis_label = view.claimed_basis or "页面标注"
            claimed = f"（{basis_label}的发布日期为{chinese_date(view.claimed_date)}）"
        told = f"，{checked}对你单位（{view.report_url}）公布的《{name}》{claimed}进行了核查"
    return f"{basis}{told}。现将有关情况通知如下："


def _problem_heading(view: NoticeView) -> str:
    errors = sum(item.severity == "error" for item in view.problems)
    warnings = len(view.problems) - errors
    apart = "；改进建议另列，不计入" if view.advice else ""
    return f"核查发现的问题（共{len(view.problems)}项：错误{errors}项、警告{warnings}项{apart}）"


def _groups(problems: tuple[NoticeItem, ...]) -> tuple[ItemGroup, ...]:
    labels = list(dict.fromkeys(item.family_label for item in problems))
    groups = []
    for number, label in enumerate(labels, start=1):
        items = tuple(item for item in problems if item.family_label == label)
        heading = f"（{numeral(number)}）{label}（{len(items)}项）"
        groups.append(ItemGroup(heading=heading, rules=_by_rule(items)))
    return tuple(groups)


def _by_rule(items: tuple[NoticeItem, ...]) -> tuple[RuleGroup, ...]:
    """Neighbours that one rule found stand together."""
    return tuple(
        RuleGroup(findings=tuple(neighbours))
        for _, neighbours in groupby(items, key=lambda item: item.rule_code)
    )


def _demand(view: NoticeView) -> str:
    if all(item.rule_code.startswith("TIM") for item in view.problems) and view.report_url:
        return (
            "请你单位核实上述情况，说明原因，并采取措施，确保今后按照规定的期限公布年度报告。"
            "实际公布时间与核查结果不一致的，请提供证明材料。"
        )
    if view.report_url is None:
        return "请你单位核实有关情况，按照规定格式编制并公布年度报告，公布后将网址一并反馈。"
    return (
        "请对照附件1逐项核实、更正。更正后的年度报告在原栏目发布，并注明更正说明；"
        "原文留存备查，不得直接删除。标为“警告”的事项，如核实后确无问题，请在回执中说明。"
    )


def _reply(view: NoticeView) -> str:
    due = chinese_date(view.reply_due_date) + "前" if view.reply_due_date else view.reply_due_text
    return (
        f"请于{due}报送整改情况回执（附件2）。对核查结果有异议的，请在回执中一并说明并附依据。"
        f"联系人及电话：{view.office_contact}。"
    )
