"""What a job tells at its end, in Chinese lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from audit.model import Outcome, Severity
from ledger.model import PublicationState, Run
from workflow.health import Health
from workflow.notify import Written
from workflow.papers.views.notice_views import is_unjudged


@dataclass(frozen=True, slots=True, kw_only=True)
class YearSummary:
    """One report year: agencies by state, findings by severity, rules not judged, files.

    Findings that are kept aside (in shadow, not precise enough, rejected, waived) are counted
    apart. ``left_out`` says why forms of documents could not be made.
    """

    year: int
    states: Mapping[PublicationState, int]
    findings: Mapping[Severity, int]
    undetermined: int
    crashed: int
    board: Path
    notices: tuple[Path, ...]
    letters: tuple[Path, ...] = ()
    steps: tuple[Path, ...] = ()
    left_out: tuple[str, ...] = ()
    in_shadow: int = 0
    imprecise: int = 0
    rejected: int = 0
    waived: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSummary:
    """A job's end. ``failures`` are all ours; ``run_id`` is ``None`` where only drafts were made.

    ``visits`` counts the visits of the run by the words for their outcome.
    """

    run_id: str | None
    as_of: date
    years: tuple[YearSummary, ...] = ()
    visits: Mapping[str, int] = field(default_factory=dict)
    failures: tuple[str, ...] = ()
    health: Health | None = None

    @property
    def has_crashed_rules(self) -> bool:
        """Whether a rule crashed on any case."""
        return any(year.crashed for year in self.years)

    @property
    def is_whole(self) -> bool:
        """Whether nothing of ours went wrong."""
        return not self.failures and not self.has_crashed_rules

    def lines(self) -> tuple[str, ...]:
        """The summary for people, one line for each thing."""
        lines = []
        if self.run_id:
            lines.append(f"运行 {self.run_id}（判定日 {self.as_of.isoformat()}）完成。")
        if self.visits:
            told = "，".join(f"{label} {count}" for label, count in self.visits.items())
            lines.append(f"采集：{told}。")
        if self.health:
            lines.extend(self.health.lines())
        for year in self.years:
            lines.extend(_year_lines(year))
        if self.failures:
            lines.append(f"本系统出错 {len(self.failures)} 处（不计为机关的问题）：")
            lines.extend(f"  {failure}" for failure in self.failures)
        return tuple(lines)


def summarise(
    run: Run | None,
    as_of: date,
    written: tuple[Written, ...],
    visits: Mapping[str, int],
    failures: tuple[str, ...],
    health: Health | None = None,
) -> RunSummary:
    """The summary of a job."""
    return RunSummary(
        run_id=run.run_id if run else None,
        as_of=as_of,
        years=tuple(_year(one) for one in written),
        visits=visits,
        failures=failures,
        health=health,
    )


def _year(written: Written) -> YearSummary:
    states = Counter(rows.case.state for rows in written.judged)
    findings = Counter(f.severity for rows in written.judged for f in rows.findings)
    unjudged = [r for rows in written.judged for r in rows.results if is_unjudged(r)]
    outcomes = Counter(result.outcome for result in unjudged)
    return YearSummary(
        year=written.year,
        states={state: states[state] for state in PublicationState if states[state]},
        findings={severity: findings[severity] for severity in Severity},
        undetermined=outcomes[Outcome.UNDETERMINED],
        crashed=outcomes[Outcome.CRASHED] + sum(rows.aside.crashed for rows in written.judged),
        board=written.board,
        notices=written.notices,
        letters=written.letters,
        steps=written.steps,
        left_out=written.left_out,
        in_shadow=sum(rows.aside.in_shadow for rows in written.judged),
        imprecise=sum(rows.aside.imprecise for rows in written.judged),
        rejected=sum(rows.aside.rejected for rows in written.judged),
        waived=sum(rows.aside.waived for rows in written.judged),
    )


def _year_lines(year: YearSummary) -> list[str]:
    total = sum(year.states.values())
    states = "，".join(f"{state.label} {count}" for state, count in year.states.items())
    findings = "，".join(f"{severity.label} {n}" for severity, n in year.findings.items())
    lines = [
        f"{year.year} 年度：机关 {total} 个；{states}。"
        if total
        else f"{year.year} 年度：尚无审核结果。",
        f"发现：{findings}；未能判定 {year.undetermined} 项。",
        f"通知（代拟稿）：{len(year.notices)} 份。",
        f"看板：{year.board}",
    ]
    if year.letters:
        lines.insert(-1, f"商请访问便利的函（代拟稿）：{len(year.letters)} 份。")
    if year.steps:
        lines.insert(-1, f"提醒、催办和通报（代拟稿）：{len(year.steps)} 份。")
    lines[-1:-1] = [f"有的文书形式没有写成：{reason}" for reason in year.left_out]
    aside = {
        "影子规则": year.in_shadow,
        "准确率不足的规则": year.imprecise,
        "人工认定不属实": year.rejected,
        "已豁免": year.waived,
    }
    if any(aside.values()):
        told = "，".join(f"{label} {count}" for label, count in aside.items() if count)
        lines.insert(2, f"另有仅供审阅、不进入通知和看板的发现：{told}。")
    if year.crashed:
        lines.insert(2, f"规则程序出错 {year.crashed} 项（属本系统问题，请报告）。")
    return lines
