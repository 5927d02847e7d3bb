"""The sentences, tables and lists of the circular over all agencies (通报)."""

from __future__ import annotations

from markupsafe import Markup

from notices.counting import decimal, share_of
from notices.form.charts import BarGroup, GroupedChart
from notices.overview import (
    Align,
    Annex,
    Column,
    Overview,
    Picture,
    Section,
    Table,
    and_so_on,
    annex_list,
    items,
    numbered_rows,
    with_numbers,
)
from notices.papers.circular_view import CircularView, FamilyProblems, RuleProblems
from notices.papers.issue_list import reply_note
from notices.publication import (
    LATE_LIST,
    MISSING_LIST,
    counts_told,
    late_annex,
    missing_annex,
    rate_told,
    status_picture,
    status_table,
)
from notices.visible import visible
from notices.wording import (
    REGULATION,
    and_the_format,
    chinese_date,
    reply_term,
    sentence,
    term_slot,
)

_RULE_LIST = "年度报告问题统计表"
_PROBLEM_LIST = "经核对的问题清单"
_EXEMPLARY_LIST = "做得较好的机关名单"
_KEEP_ON = "请各机关继续按时、规范公布年度报告。对通报内容有异议的，书面说明并附依据。"
# Rules told in the text, and names after a rule; the annexes have them all.
_MOST_RULES, _MOST_NAMES, _MOST_EXEMPLARY = 8, 5, 20


def circular_wording(view: CircularView) -> Overview:
    """The whole circular in words."""
    annexes = _annexes(view)
    sections = (
        _general(view),
        _problems(view, annexes),
        _time(view, annexes),
        _exemplary(view, annexes),
        _demands(view),
    )
    return Overview(
        title_lines=(f"关于{view.year}年政府信息公开工作年度报告", "核查情况的通报"),
        addressee="各有关单位",
        opening=_opening(view),
        sections=with_numbers(sections),
        annexes=annexes,
        issuing_office=view.issuing_office,
        draft_mark="由督办系统根据核查结果起草。签发前必须逐一核对所有点名：逾期的公布日期和天数，"
        "未公布的确认记录，点名问题的原文，表扬的机关。文号、日期和印章由签发机关填写。"
        + reply_note(view.due_date, view.workdays),
    )


def _opening(view: CircularView) -> str:
    articles = f"依据{REGULATION}第四十七条、第四十九条、第五十条"
    basis = articles + and_the_format(view.format_document)
    when = chinese_date(view.last_day)
    if view.first_day != view.last_day:
        when = f"{chinese_date(view.first_day)}至{when}"
    return (
        f"{basis}，{when}，我单位通过各机关网站的公开页面，对{view.year}年政府信息公开工作年度报告"
        "（以下简称年度报告）的公布和编制情况进行了核查。"
        f"现将截至{chinese_date(view.as_of)}的情况通报如下："
    )


def _general(view: CircularView) -> Section:
    errors = sum(family.errors for family in view.families)
    warnings = sum(family.warnings for family in view.families)
    told = f"共核查年度报告{view.reports}份"
    if errors + warnings:
        told += (
            f"，发现问题{errors + warnings}项（错误{errors}项、警告{warnings}项），"
            f"涉及机关{view.troubled}家"
        )
        mean = share_of(errors + warnings, view.reports)
        told += f"，平均每份{decimal(mean)}项。" if mean is not None else "。"
    else:
        told += "，没有发现错误或者警告。"
    tables = [status_table((*view.kinds, view.total), "机关类别", "年度报告公布情况（单位：家）")]
    pictures = [status_picture(view.total, "应公布机关的公布情况（单位：家）")]
    if errors + warnings:
        tables.append(_family_table(view))
        pictures.append(_family_picture(view))
    return Section(
        heading="总体情况",
        paragraphs=(counts_told(view.total), rate_told(view.total), told),
        tables=tuple(tables),
        pictures=tuple(pictures),
    )


def _family_table(view: CircularView) -> Table:
    heads = ("错误（项）", "警告（项）", "合计（项）", "涉及机关（家）")
    return Table(
        caption="年度报告问题（按类别）",
        columns=(
            Column(label="类别", width=28),
            *(Column(label=head, width=18, align=Align.MIDDLE) for head in heads),
        ),
        rows=(*map(_family_cells, view.families), _family_sums(view)),
    )


def _family_cells(family: FamilyProblems) -> tuple[str, ...]:
    both = family.errors + family.warnings
    numbers = (family.errors, family.warnings, both, family.agencies)
    return (family.label, *map(str, numbers))


def _family_sums(view: CircularView) -> tuple[str, ...]:
    errors = sum(family.errors for family in view.families)
    warnings = sum(family.warnings for family in view.families)
    return ("合计", str(errors), str(warnings), str(errors + warnings), str(view.troubled))


def _family_picture(view: CircularView) -> Picture:
    chart = GroupedChart(
        title="年度报告问题（按类别）",
        series=("错误", "警告"),
        groups=tuple(
            BarGroup(label=family.label, values=(family.errors, family.warnings))
            for family in view.families
        ),
        unit="项",
    )
    return Picture(caption="年度报告问题（单位：项）", chart=chart)


def _problems(view: CircularView, annexes: tuple[Annex, ...]) -> Section | None:
    """The commonest problems of content, with the names of whom nobody doubts."""
    rules = [rule for rule in view.rules if not rule.is_of_time]
    if not rules:
        return None
    parts = tuple(
        Section(heading=rule.title, paragraphs=(_rule_told(rule),)) for rule in rules[:_MOST_RULES]
    )
    rest = len(rules) - len(parts)
    lead = "按涉及机关的多少，主要问题如下" + (
        f"，其他{rest}种问题见附件" if rest and annex_list(annexes, _RULE_LIST) else ""
    )
    return Section(heading="年度报告存在的主要问题", paragraphs=(f"{lead}：",), parts=parts)


def _rule_told(rule: RuleProblems) -> str:
    told = f"涉及机关{rule.agencies}家，共{rule.findings}项。"
    if rule.named:
        told += f"其中经核对属实的有：{and_so_on(rule.named, _MOST_NAMES)}。"
    return f"{told}依据：{sentence(rule.basis)}改正要求：{sentence(rule.how_to_correct)}"


def _time(view: CircularView, annexes: tuple[Annex, ...]) -> Section | None:
    total, told = view.total, []
    if total.late:
        told.append(_late_told(view, annexes))
    if total.not_published:
        told.append(_missing_told(view, annexes))
    open_ = [
        f"未见公布、待人工确认的{total.absent_unconfirmed}家" if total.absent_unconfirmed else "",
        f"公布时间无法判定的{total.untimed}家" if total.untimed else "",
        f"无法核实的{total.unknown}家" if total.unknown else "",
    ]
    if any(open_):
        named = "、".join(text for text in open_ if text)
        told.append(f"{named}，不作为逾期或者未公布，不在本次通报之列。")
    return Section(heading="公布时限方面的问题", paragraphs=items(*told)) if told else None


def _late_told(view: CircularView, annexes: tuple[Annex, ...]) -> str:
    told = f"逾期公布的机关{view.total.late}家"
    if view.late:
        names = tuple(f"{one.agency_name}（逾期{one.days}天）" for one in view.late)
        told += f"：{and_so_on(names, _MOST_NAMES)}{annex_list(annexes, LATE_LIST)}"
    rest = view.total.late - len(view.late)
    if rest:
        told += f"；另有{rest}家有待进一步核对，不列名" if view.late else "，有待进一步核对，不列名"
    return f"{told}。"


def _missing_told(view: CircularView, annexes: tuple[Annex, ...]) -> str:
    told = f"截至{chinese_date(view.as_of)}仍未公布、经人工确认的机关{view.total.not_published}家"
    if view.not_published:
        names = tuple(one.agency_name for one in view.not_published)
        told += f"：{and_so_on(names, _MOST_NAMES)}{annex_list(annexes, MISSING_LIST)}"
    rest = view.total.not_published - len(view.not_published)
    if rest:
        told += (
            f"；{'另有' if view.not_published else '其中'}{rest}家有现行豁免或者有待核对，不列名"
        )
    return f"{told}。"


def _exemplary(view: CircularView, annexes: tuple[Annex, ...]) -> Section | None:
    if not view.exemplary:
        return None
    number = len(view.exemplary)
    where = annex_list(annexes, _EXEMPLARY_LIST)
    names = and_so_on(view.exemplary, _MOST_NAMES) if where else "、".join(view.exemplary)
    return Section(
        heading="做得较好的机关",
        paragraphs=(f"按时公布，且各项核查均未发现错误和警告的机关{number}家：{names}{where}。",),
    )


def _demands(view: CircularView) -> Section:
    is_of_content = any(not rule.is_of_time for rule in view.rules)
    told = [
        "尚未公布年度报告的机关，应当立即按照规定格式编制并公布，将网址报送我单位。"
        if view.total.not_published
        else "",
        "逾期公布的机关，应当查明原因，采取措施，确保今后按照规定的期限公布。"
        if view.total.late
        else "",
        "年度报告存在问题的机关，应当对照整改通知逐项核对、更正。更正后的年度报告在原栏目发布，"
        "并注明更正说明；原文留存备查，不得直接删除。"
        if is_of_content
        else "",
    ]
    told.append(_reply(view) if any(told) else f"{_KEEP_ON}{_contact(view)}")
    return Section(heading="工作要求", paragraphs=items(*told))


def _reply(view: CircularView) -> Markup:
    term = term_slot(reply_term(view.due_date, view.workdays, "本通报"))
    return Markup(
        "有关机关请于{}将整改情况报送我单位。对通报内容有异议的，一并书面说明并附依据。{}"
    ).format(term, visible(_contact(view)))


def _contact(view: CircularView) -> str:
    return f"联系人及电话：{view.office_contact}。"


def _annexes(view: CircularView) -> tuple[Annex, ...]:
    """The lists that have something in them, in the order of the text."""
    found = (
        (view.late, late_annex(view.late, view.as_of)),
        (view.not_published, missing_annex(view.not_published, view.as_of)),
        (view.rules, _rule_annex(view)),
        (view.named, _problem_annex(view)),
        (view.exemplary[_MOST_EXEMPLARY:], _exemplary_annex(view)),
    )
    return tuple(annex for content, annex in found if content)


def _rule_annex(view: CircularView) -> Annex:
    rows = (
        (rule.code, rule.title, str(rule.findings), str(rule.agencies), rule.basis)
        for rule in view.rules
    )
    return Annex(
        title=_RULE_LIST,
        lead=f"截至{chinese_date(view.as_of)}。按涉及机关的多少排列，只计错误和警告；改进建议不计入问题。",
        table=Table(
            columns=(
                Column(label="序号", width=7, align=Align.MIDDLE),
                Column(label="规则代码", width=12, align=Align.MIDDLE),
                Column(label="问题", width=34),
                Column(label="项数", width=8, align=Align.NUMBER),
                Column(label="机关数", width=9, align=Align.NUMBER),
                Column(label="依据", width=30),
            ),
            rows=numbered_rows(tuple(rows)),
        ),
    )


def _problem_annex(view: CircularView) -> Annex:
    rows = (
        (one.agency_name, one.rule_code, one.rule_title, str(one.findings), one.ground)
        for one in view.named
    )
    return Annex(
        title=_PROBLEM_LIST,
        lead=f"截至{chinese_date(view.as_of)}。只列经算术核验或者经人工认定属实的问题，"
        "具体位置和数值见发给各机关的通知。",
        table=Table(
            columns=(
                Column(label="序号", width=7, align=Align.MIDDLE),
                Column(label="机关", width=28),
                Column(label="规则代码", width=12, align=Align.MIDDLE),
                Column(label="问题", width=31),
                Column(label="项数", width=8, align=Align.NUMBER),
                Column(label="核对方式", width=14, align=Align.MIDDLE),
            ),
            rows=numbered_rows(tuple(rows)),
        ),
    )


def _exemplary_annex(view: CircularView) -> Annex:
    return Annex(
        title=_EXEMPLARY_LIST,
        lead=f"截至{chinese_date(view.as_of)}，按时公布且各项核查均未发现错误和警告的机关。",
        table=Table(
            columns=(
                Column(label="序号", width=10, align=Align.MIDDLE),
                Column(label="机关", width=90),
            ),
            rows=numbered_rows(tuple((name,) for name in view.exemplary)),
        ),
    )
