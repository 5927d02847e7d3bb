"""CON27: the values of a chart are not those of the text."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.claims.charts import ChartValue, chart_values, unread_charts
from audit.model import Doubt, Evidence, Finding, NotApplicable, Severity, Undetermined
from audit.passages import one_for_each_subject, own_counts, quoted, sentences_of
from audit.rule import Judgement, rule
from reading.model import StatementKind


@rule("CON27", at_most=Severity.WARNING, basis="《中华人民共和国政府信息公开条例》第六条")
def chart_differs(case: AuditCase) -> Iterator[Judgement]:
    """图表数据与正文不一致。

    Requirement:
        统计图表中的数量应当与正文中同一事项的数量一致。
    What it looks at:
        图表在文字中留下的名称和数值，与正文同一渠道主动公开信息的数量；图表各项之和与正文总数相同的也算一致。
    Not applicable:
        年报没有统计图表。
    Not a defect:
        图表列出而正文没有写明的数量，无法判定；以图片表示的图表没有识别，需人工核对；转换时图表名称可能丢失。
    Example:
        图表“政府网站公开信息数量”为 63，正文写明网站公开信息 36条。
    How to correct:
        核对统计台账，使图表与正文一致。
    """
    if not sentences_of(case.reading):
        raise Undetermined("没有读到正文文字，需人工核对原件")
    values = tuple(chart_values(case.reading))
    unread = dict(unread_charts(case.reading))
    if not values and not unread:
        raise NotApplicable("年报没有可识别的统计图表")
    told = {s.value for s in case.reading.statements if s.value is not None}
    if sum(one.value for one in values) not in told:
        open_ones = [one for one in values if one.value not in told]
        judged = [_judged(case, one) for one in open_ones]
        yield from one_for_each_subject([one for one in judged if isinstance(one, Finding)])
        yield from (one for one in judged if isinstance(one, Doubt))
    for subject, at in unread.items():
        yield Doubt(subject=subject, reason=f"{at}的图表没有识别，需人工核对")


def _judged(case: AuditCase, chart: ChartValue) -> Judgement:
    alike = [s for s in own_counts(case, StatementKind.INFORMATION_PUBLISHED) if chart.is_of(s)]
    if len({s.value for s in alike}) != 1 or alike[0].is_approximate:
        reason = f"正文没有与图表“{chart.label}”（{chart.value}）对应的数量，需人工核对"
        return Doubt(subject=chart.subject, reason=reason)
    printed = f"{chart.label} {chart.value}"
    return Finding(
        subject=chart.subject,
        severity=Severity.WARNING,
        message=f"图表“{chart.label}”为 {chart.value}，正文写明 {alike[0].value}"
        f"{alike[0].unit or ''}，前后不一致",
        evidence=(Evidence(at=chart.at, printed=printed), *(quoted(s) for s in alike)),
    )
