"""CON34: the departments' reports already come to more than the government's."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.circumstances import Subordinate
from audit.model import Finding, NotApplicable, NotHeld, Severity
from audit.numbers.arithmetic import evidence_of
from audit.numbers.roll_up import Excess, excesses_over
from audit.rule import Judgement, rule
from audit.scope import refuse_older_reports
from reading.editions import TABLE_LABELS
from registry.model import AgencyKind

_SHOWN = 5


@rule(
    "CON34",
    at_most=Severity.WARNING,
    basis="《中华人民共和国政府信息公开条例》第四十九条、第五十条",
    rests_on=("CMP06", "CMP08", "CMP11", "CON01", "CON02", "CON03"),
    looks_at_others=True,
)
def departments_exceed_government(case: AuditCase) -> Iterator[Judgement]:
    """所属部门年报合计已超过本级政府年报。

    Requirement:
        县级以上人民政府的年报汇总所属部门数据的，各数据项不应小于所属部门年报相应数据之和。
    What it looks at:
        政府年报三张表的各数据项，与已取得的所属部门（不含垂直管理部门）同一年度年报之和；部门年报不全的，
        只看已取得部门之和是否已经超过。
    Not applicable:
        不是人民政府的年报；名录中没有所属部门。没有取得任何所属部门年报的，无法判定。
    Not a defect:
        部门之和不大于政府数据；联合制发的规章、规范性文件可能由几个部门分别统计，只看其中最大的一个部门；
        收费金额的尾数差；政府年报只反映政府本身、不汇总部门数据的，说明统计口径即可。
    Example:
        政府年报本年新收申请 50，已取得的三个部门合计 62。
    How to correct:
        核对汇总数据是否漏统部门；不汇总部门数据的，在年报中说明统计范围。
    """
    refuse_older_reports(case)
    if not _is_government(case):
        raise NotApplicable("不是人民政府的年报")
    departments = case.surroundings.subordinates
    if departments is None:
        raise NotHeld("没有与所属部门的年报进行比较")
    if not departments:
        raise NotApplicable("名录中没有所属部门")
    held = tuple(d for d in departments if d.reading and d.reading.edition is case.edition)
    if not held:
        raise NotHeld(f"名录中的{len(departments)}个所属部门，同一格式的年报均未取得")
    found = list(excesses_over(case.reading, case.edition.rows, held))
    for table in TABLE_LABELS:
        in_table = [excess for excess in found if excess.row.table == table]
        if in_table:
            yield _finding(in_table, table, held, len(departments) - len(held))


def _is_government(case: AuditCase) -> bool:
    """As the registry says; of a bare file, as its name says."""
    if case.kind is not None:
        return case.kind is AgencyKind.GOVERNMENT
    return (case.reading.agency or "").endswith("人民政府")


def _finding(
    found: list[Excess], table: str, held: tuple[Subordinate, ...], missing: int
) -> Finding:
    told = "、".join(excess.words for excess in found[:_SHOWN])
    rest = f"等{len(found)}项" if len(found) > _SHOWN else ""
    unseen = f"（另有{missing}个部门年报未取得）" if missing else ""
    return Finding(
        subject=found[0].own.path if len(found) == 1 else table,
        severity=Severity.WARNING,
        message=f"{TABLE_LABELS[table]}：已取得的{len(held)}个所属部门年报{unseen}"
        f"已超过政府年报：{told}{rest}",
        evidence=(
            *(evidence_of(excess.own) for excess in found[:_SHOWN]),
            *found[0].evidence(),
        ),
        paths=tuple(excess.own.path for excess in found),
    )
