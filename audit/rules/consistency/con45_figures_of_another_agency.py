"""CON45: all figures are those of another agency's report."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Evidence, Finding, NotApplicable, NotHeld, Severity, Undetermined
from audit.numbers.arithmetic import evidence_of
from audit.numbers.vectors import is_telling, told_of, vector_of
from audit.passages import DOCUMENT
from audit.rule import Judgement, rule
from audit.scope import refuse_older_reports

_SHOWN = 12


@rule(
    "CON45",
    at_most=Severity.WARNING,
    basis="《中华人民共和国政府信息公开条例》第六条",
    looks_at_others=True,
)
def figures_of_another_agency(case: AuditCase) -> Iterator[Judgement]:
    """全部数据与其他机关年报相同。

    Requirement:
        年报应当填报本机关的数据。
    What it looks at:
        表二、表三、表四全部数据项，与已取得的其他机关年报逐项比较。
    Not applicable:
        全部数据均为0或者数字很小，相同并不奇怪。没有与其他机关比较的，无法判定。
    Not a defect:
        有任何一项不同。
    Example:
        甲、乙两个局的年报三张表的全部数据逐项相同。
    How to correct:
        核对是否误用其他机关的数据，重新统计并更正；对方误用的，由对方更正。
    """
    refuse_older_reports(case)
    likenesses = case.surroundings.likenesses
    if likenesses is None:
        raise NotHeld("没有与其他机关的年报进行比较")
    own, edition = vector_of(case.reading), case.edition
    if own is None:
        raise Undetermined("有的数据项不是数字或者未能读出，不能逐项比较")
    if not is_telling(own):
        raise NotApplicable("数字很小或者均为0，与其他机关相同不足以说明问题")
    same = [one for one in likenesses if one.has_same_figures]
    if not same:
        return
    figures = [case.reading.figures[path] for path, _ in own]
    names = "、".join(f"{one.agency}{one.year}年度年报" for one in same)
    yield Finding(
        subject=DOCUMENT,
        severity=Severity.WARNING,
        message=f"三张表的全部数据与{names}相同（{told_of(own, edition)}等），"
        "请核对是否为本机关数据",
        evidence=(
            *map(evidence_of, figures[:_SHOWN]),
            *(Evidence(at=f"{one.agency}{one.year}年度年报", printed="") for one in same),
        ),
        paths=tuple(figure.path for figure in figures),
    )
