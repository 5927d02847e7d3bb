"""The six parts, their headings and what must stand in them; title, period and year."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from audit.case import AuditCase
from bench.mutations.model import ASPECTS, Draft, Kind, Planted, anywhere, planted
from portal_lab.report import LabReport

_TABLES = {"proactive": "CMP06", "requests": "CMP08", "disputes": "CMP11"}
_NUMERALS = "一二三四五六"
_OTHER_NAMES = {
    "overview": "总体工作情况",
    "proactive": "政府信息主动公开工作情况",
    "requests": "收到处理政府信息公开申请的情况",
    "disputes": "政府信息公开工作行政复议、行政诉讼的情况",
    "problems": "存在的主要问题及整改措施",
    "other_matters": "其他需要说明的情况",
}

_WORDS_OF = {
    "active": (("主动公开", "提供"), ("公开信息", "有关内容"), ("公开政府信息", "有关内容")),
    "platforms": tuple(
        (word, "窗口") for word in ("门户网站", "平台", "网站", "公众号", "新媒体", "公报", "专栏")
    ),
}


def _names(draft: Draft) -> Sequence[str]:
    return list(draft.report.headings)


def _left_out(draft: Draft, place: str) -> Planted:
    headings = {name: text for name, text in draft.report.headings.items() if name != place}
    figures = {p: v for p, v in draft.report.figures.items() if not p.startswith(f"{place}.")}
    changed = draft.with_report(headings=headings, figures=figures)
    if place in _TABLES:
        return planted(changed, f"CMP01 {_TABLES[place]}")
    return planted(changed, "CMP01", "CMP19 CMP21 CMP22" if place == "overview" else "CON33")


def _heading_lost(draft: Draft, place: str) -> Planted | None:
    if place not in _TABLES:
        return None
    headings = {name: text for name, text in draft.report.headings.items() if name != place}
    return planted(replace(draft.with_report(headings=headings), is_printable=False), "CMP01")


def _headed(draft: Draft, changes: Mapping[str, str]) -> Draft:
    return draft.with_report(headings={**draft.report.headings, **changes})


def _numeral_lost(draft: Draft, place: str) -> Planted:
    return planted(_headed(draft, {place: draft.report.headings[place][2:]}), "CMP03")


def _numeral_twice(draft: Draft, place: str) -> Planted | None:
    number = _names(draft).index(place)
    if not number:
        return None
    heading = f"{_NUMERALS[number - 1]}{draft.report.headings[place][1:]}"
    return planted(_headed(draft, {place: heading}), "CMP03")


def _numeral_skipped(draft: Draft, place: str) -> Planted:
    number = _names(draft).index(place)
    heading = f"{'二三四五六七'[number]}{draft.report.headings[place][1:]}"
    return planted(_headed(draft, {place: heading}), "CMP03")


def _renamed(draft: Draft, place: str) -> Planted:
    heading = f"{draft.report.headings[place][:2]}{_OTHER_NAMES[place]}"
    return planted(_headed(draft, {place: heading}), "CMP04")


def _without_aspect(draft: Draft, place: str) -> Planted:
    may = {
        "active": "CMP20",
        "requests": "CMP21",
        "oversight": "CMP19",
    }.get(place, "")
    lost = draft.without_aspects(place)
    # A word of the aspect elsewhere tells of it, too.
    for word, other in _WORDS_OF.get(place, ()):
        lost = lost.with_part("overview", [t.replace(word, other) for t in lost.overview])
    return planted(lost, "CMP05", f"{may} AUT16")


def _two_aspects_lost(draft: Draft, _: str) -> Planted:
    return planted(draft.without_aspects("management", "oversight"), "CMP05", "AUT16 CMP19")


def _part(name: str, part: str, texts: Sequence[str], must: str, may: str = "") -> Kind:
    """A part that holds these paragraphs and nothing else."""

    @anywhere(name, must, may)
    def change(draft: Draft) -> Draft | None:
        year = str(draft.year)
        return draft.with_part(part, [text.format(year=year) for text in texts])

    return change


def _fee(name: str, text: str, must: str, may: str = "") -> Kind:
    @anywhere(name, must, may)
    def change(draft: Draft) -> Draft | None:
        if not draft.is_2021:
            return None
        return draft.with_part("other_matters", (text.format(year=draft.year),))

    return change


def _titled(name: str, title: str, must: str, may: str = "") -> Kind:
    @anywhere(name, must, may)
    def change(draft: Draft) -> Draft:
        words = {"agency": draft.report.agency, "year": draft.year, "before": draft.year - 1}
        return draft.with_report(title=title.format(**words))

    return change


def _period(name: str, period: str, must: str, may: str = "") -> Kind:
    """The period told so, in a preamble that names the act and nothing else."""

    @anywhere(name, must, may)
    def change(draft: Draft) -> Draft:
        years = {"year": draft.year, "before": draft.year - 1, "after": draft.year + 1}
        opening = "本报告根据《中华人民共和国政府信息公开条例》编制。"
        return draft.with_preamble(opening, *([period.format(**years)] if period else []))

    return change


@anywhere("no year is told anywhere", "CMP02 CMP23", "CMP22")
def _no_year(draft: Draft) -> Draft:
    agency = draft.report.agency
    unknown = draft.with_case(lambda case: replace(case, given_year=None))
    without = unknown.swapped(f"{draft.year}年", "本年").with_report(
        title=f"{agency}政府信息公开工作年度报告"
    )
    return without.with_preamble("本报告根据《中华人民共和国政府信息公开条例》编制。")


@anywhere("last year's report under this year's title", "CMP23", "AUT01 AUT02")
def _last_years_report(draft: Draft) -> Draft | None:
    if draft.last_year is None:
        return None
    report: LabReport = replace(draft.last_year, year=draft.year, title=draft.report.title)
    return replace(draft, report=report, held={})


@anywhere("part one is a single sentence", "AUT16 CMP05", "CMP19 CMP20 CMP21")
def _thin(draft: Draft) -> Draft:
    return draft.with_part("overview", ("本机关认真推进政府信息公开工作。",))


@anywhere("neither text nor table tell the applications received", "CMP21", "")
def _untold(draft: Draft) -> Draft:
    """A row that is missing is CMP08's matter; here no table at all is there."""
    silent = draft.silent_on_requests().with_report(figures={})
    return replace(silent, is_printable=False)


@anywhere("nothing in part one says how much was published", "CMP20", "AUT16")
def _no_quantity(draft: Draft) -> Draft:
    return draft.with_aspect(
        "active",
        "围绕群众最关心的事项编制公开清单，逐项明确公开内容、时限和责任科室，对重要政策同步制作问答和图表，"
        "并在办事大厅张贴办理指引，方便不常上网的老年人查阅，重大决策出台前公开征求意见，采纳情况一并公布。",
    )


@anywhere("a government leaves out assessment and accountability", "CMP19", "AUT16")
def _unassessed(draft: Draft) -> Draft | None:
    if not draft.is_government:
        return None
    kept = draft.with_aspect("oversight", "主要负责人定期听取汇报，工作机构人员和经费得到保障。")
    return kept.swapped("责任科室", "经办科室")


@anywhere("a local item is left out", "CMP27", "")
def _no_local_item(draft: Draft) -> Draft | None:
    def circumstance(case: AuditCase) -> AuditCase:
        return replace(case, settings=replace(case.settings, local_items=("年度创新情况",)))

    return draft.with_case(circumstance) if draft.is_2021 else None


@anywhere("the note on the balance is left out", "CMP14", "")
def _no_note(draft: Draft) -> Draft:
    return replace(draft, note=None, is_printable=False)


def _relabelled(name: str, path: str, label: str, edition: str | None = None) -> Kind:
    @anywhere(name, "CMP13", "")
    def change(draft: Draft) -> Draft | None:
        if edition not in (None, draft.edition.name):
            return None
        return replace(draft, labels={path: label}, is_printable=False)

    return change


def _subheaded(name: str, change: Callable[[list[str]], list[str]]) -> Kind:
    """The sub-headings of part one numbered otherwise."""

    def plant(draft: Draft, _: str) -> Planted:
        overview = change(list(draft.report.paragraphs["overview"]))
        return planted(draft.with_part("overview", overview), "AUT12")

    return Kind(name=name, plant=plant)


def _replaced(old: str, new: str) -> Callable[[list[str]], list[str]]:
    return lambda lines: [
        line.replace(old, new) if _is_subheading(line) else line for line in lines
    ]


def _is_subheading(line: str) -> bool:
    return line.partition("）")[2] in ASPECTS.values()


def _on_period() -> Iterator[Kind]:
    yield _period("no period is told", "", "CMP22")
    whole = "本报告所列数据的统计期限自{%s}年%s起至{%s}年%s止。"
    for name, ends, must, may in (
        (
            "the period is the year before",
            ("before", "1月1日", "before", "12月31日"),
            "CMP23",
            "AUT02",
        ),
        (
            "the period is the year after",
            ("after", "1月1日", "after", "12月31日"),
            "CMP23",
            "AUT02",
        ),
        (
            "the period ends on 30 December",
            ("year", "1月1日", "year", "12月30日"),
            "AUT02",
            "CMP22",
        ),
        ("the period ends in November", ("year", "1月1日", "year", "11月30日"), "AUT02", "CMP22"),
        (
            "the period begins in the year before",
            ("before", "1月1日", "year", "12月31日"),
            "AUT02",
            "",
        ),
        ("the period ends in the year after", ("year", "1月1日", "after", "12月31日"), "AUT02", ""),
        (
            "the period begins on 2 January",
            ("year", "1月2日", "year", "12月31日"),
            "AUT02",
            "CMP22",
        ),
    ):
        yield _period(name, whole % ends, must, may)


def _on_titles() -> Iterator[Kind]:
    whole = "政府信息公开工作年度报告"
    yield _titled("the title says 工作报告", "{agency}{year}年度政府信息公开工作报告", "CMP02")
    yield _titled("the title is the short one", "{agency}{year}年政府信息公开年度报告", "CMP02")
    yield _titled("the title says 年报", "{agency}{year}年政府信息公开年报", "CMP02")
    yield _titled("the title says 政务公开", "{agency}{year}年政务公开工作年度报告", "CMP02")
    yield _titled("the title names no agency", f"{{year}}年{whole}", "CMP02", "AUT03")
    yield _titled("the title names no year", f"{{agency}}{whole}", "CMP02", "CMP23")
    yield _titled("the title names neither", whole, "CMP02", "CMP23 AUT03")
    yield _titled(
        "the title has the year before", f"{{agency}}{{before}}年{whole}", "CMP02 CMP23", "AUT01"
    )
    yield _titled("the title is another agency's", f"苏镇市民政局{{year}}年{whole}", "AUT03 CMP02")
    yield _titled(
        "a word stands twice in the title", "{agency}{year}年政府信息公开工作工作年度报告",
        "AUT13 CMP02",
    )  # fmt: skip
    yield _titled(
        "the template's words stand in the title",
        f"{{agency}}（具体名称）{{year}}年{whole}",
        "AUT04",
        "CMP02",
    )


def _on_part_five() -> Iterator[Kind]:
    yield _part("part five is empty", "problems", (), "CMP17", "AUT11 CON33")
    yield _part("part five says 无", "problems", ("无",), "CMP17", "AUT11 CON33")
    only = "下一步，本机关将加强业务培训，完善工作制度，把各项要求落到实处。"
    yield _part("part five has only measures", "problems", (only,), "CMP17", "AUT11 CON33")
    only = "本机关政府信息公开工作还存在政策解读形式单一的问题。"
    yield _part("part five has only problems", "problems", (only,), "CMP17", "AUT11 CON33")


def _on_fees() -> Iterator[Kind]:
    yield _fee("part six says 无", "无。", "CMP15 CMP18")
    yield _fee(
        "part six says that there is nothing", "本年度没有其他需要报告的事项。", "CMP15 CMP18"
    )
    yield _fee("part six says 暂无", "暂无", "CMP15 CMP18")
    yield _fee("part six speaks of other things", "建议提案办理结果已在门户网站公开。", "CMP15")
    yield _fee("the fee without its name", "全年未收取政府信息公开任何费用。", "CMP16")
    yield _fee("notices without amounts", "{year}年发出信息处理费收费通知2件。", "CMP16")
    yield _fee("an amount without notices", "{year}年收取信息处理费300元。", "CMP16", "CON19")


def _on_labels() -> Iterator[Kind]:
    law = "2.其他法律法规禁止公开"
    yield _relabelled("words of a label are left out", "requests.refused_by_law", law)
    yield _relabelled("another numeral in a label", "requests.concluded", "（八）总计")
    old = ("proactive.normative_documents", "规范性文件", "2021")
    yield _relabelled("a label of the older edition", *old)
    yield _no_note


def _on_subheadings() -> Iterator[Kind]:
    yield _subheaded("a sub-heading has no numeral", _replaced("（一）", ""))
    yield _subheaded("a sub-heading in another style", _replaced("（三）", "（3）"))
    yield _subheaded("a numeral of sub-headings left out", _replaced("（二）", "（三）"))
    yield _subheaded("a numeral of sub-headings twice", _replaced("（三）", "（二）"))


def _on_counts() -> Iterator[Kind]:
    for number in "五七三":

        @anywhere(f"the report says that it has {number} parts", "CMP29", "")
        def change(draft: Draft, number: str = number) -> Draft:
            return draft.saying(f"本报告共分为{number}个部分。", "preamble")

        yield change


def kinds() -> Iterator[Kind]:
    """All kinds of this page."""
    yield Kind(name="a part is left out", plant=_left_out, places=_names)
    yield Kind(name="the heading of a part is lost", plant=_heading_lost, places=_names)
    yield Kind(name="a heading has no numeral", plant=_numeral_lost, places=_names)
    yield Kind(name="the numeral of the heading before", plant=_numeral_twice, places=_names)
    yield Kind(name="the numeral of the heading behind", plant=_numeral_skipped, places=_names)
    yield Kind(name="a heading has another name", plant=_renamed, places=_names)
    aspects: Callable[[Draft], Sequence[str]] = lambda _: tuple(ASPECTS)  # noqa: E731
    yield Kind(name="one of the five aspects is left out", plant=_without_aspect, places=aspects)
    yield Kind(name="two of the five aspects are left out", plant=_two_aspects_lost)
    yield from _on_titles()
    yield from _on_period()
    yield _no_year
    yield _last_years_report
    yield _thin
    yield _untold
    yield _no_quantity
    yield _unassessed
    yield _no_local_item
    yield from _on_part_five()
    yield from _on_fees()
    yield from _on_labels()
    yield from _on_subheadings()
    yield from _on_counts()
