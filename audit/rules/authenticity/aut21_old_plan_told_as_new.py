"""AUT21: a plan of an earlier year is told as made in the year reported on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from audit.case import AuditCase
from audit.model import Evidence, Severity
from audit.passages import Passage, findings_by_subject, passages_with
from audit.rule import Judgement, rule
from audit.wording.quoting import Title, titles_in

_MADE = re.compile(
    r"(?:制定|制订|印发|制发|出台|下发|拟定|编制)(?:并?(?:印发|下发|实施|出台))?(?:了|本?[局厅委]|我[局厅委镇]){0,2}$"
)
# 按照上级印发的…, 2022年12月印发…: not made this year, or not by us
_OTHERS = re.compile(
    r"(?:按照|根据|依据|贯彻|落实|对照|执行|学习|转发|参照)[^，。；]*$|(?:此前|已于|曾)[^。；]*$"
)
_PLAN = re.compile(r"要点|方案|计划|安排|分工|任务|清单|台账")
_TELLS_BACK = re.compile(r"总结|报告|公报|统计|考核|评价|评估|结果|情况|通报|决算|绩效|检查|整改")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_JOINT = re.compile(r"[、，,和及与以]{0,2}")


@rule("AUT21", at_most=Severity.WARNING, basis="《中华人民共和国政府信息公开条例》第六条")
def old_plan_told_as_new(case: AuditCase) -> Iterator[Judgement]:
    """往年文件列为本年工作。

    Requirement:
        年报应当报告本年度的工作，列举的制发文件应当属于本年度。
    What it looks at:
        “制定、印发、出台”之后书名号内的工作要点、方案、计划、安排等，名称中的年份是否早于报告年度。
    Not applicable:
        没有取得年报。
    Not a defect:
        上年度的决算、总结、报告、考核结果；名称为跨年度的规划；句中写明是往年印发的；按照上级往年文件开展工作。
    Example:
        2019年度报告写“制定印发《2018年政务公开重点工作责任分工方案》”。
    How to correct:
        核对文件名称中的年份，属于笔误的更正；确为往年文件的，改为本年度制发的文件或者删除。
    """
    found: list[tuple[str, Evidence]] = []
    for passage in passages_with(case.reading, "《"):
        for title in _made_titles(passage):
            years = [int(year) for year in _YEAR.findall(title.words)]
            is_plan = _PLAN.search(title.words) and not _TELLS_BACK.search(title.words)
            if years and is_plan and max(years) < case.year:
                evidence = passage.around(title.start, title.end, reach=4)
                found.append((passage.subject, evidence))
    yield from findings_by_subject(
        found,
        Severity.WARNING,
        "把往年的文件列为本年工作，共{count}处：{found}，请核对年份",
    )


def _made_titles(passage: Passage) -> Iterator[Title]:
    """The titles that stand after 印发 and the like, alone or in a list."""
    titles = titles_in(passage.text)
    after = dict(pairwise(titles))
    for first in titles:
        before = passage.text[: first.start]
        made = _MADE.search(before)
        if made is None or _OTHERS.search(before[: made.start()]) or _names_a_year(before):
            continue
        title: Title | None = first
        while title is not None:
            yield title
            following = after.get(title)
            gap = passage.text[title.end : following.start] if following else None
            title = following if gap is not None and _JOINT.fullmatch(gap) else None


def _names_a_year(before: str) -> bool:
    """Whether the clause says in which year the document was made."""
    return _YEAR.search(re.split(r"[。；]", before)[-1]) is not None
