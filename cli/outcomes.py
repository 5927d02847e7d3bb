"""A judged document as people read it at the command line."""

from __future__ import annotations

from collections import Counter

from audit.catalogue import rule_named
from audit.model import Evidence, Finding, Obstacle, Outcome, RuleResult
from workflow.judging import JudgedDocument

_SHOWN = 8


def told(file: str, judged: JudgedDocument) -> str:
    """Findings, gravest first; then what could not be judged; then the counts."""
    reading, results = judged.reading, judged.results
    edition = f"{reading.edition.name}年版格式" if reading.edition else "格式版本未识别"
    lines = [
        f"{file}",
        f"  {reading.agency or '机关未识别'}  {reading.year or '年度未识别'}  {edition}",
    ]
    open_ = tuple(result for result in results if not result.is_shadow)
    lines += _found(open_)
    lines += _undetermined(open_)
    counts = Counter(result.outcome for result in open_)
    lines.append("  合计：" + "，".join(f"{o.label}{counts[o]}" for o in Outcome if counts[o]))
    shadow = tuple(result for result in results if result.is_shadow)
    if shadow:
        lines.append(f"  影子规则 {len(shadow)} 条，仅供审阅，不计入以上结果：")
        lines += [*_found(shadow), *_undetermined(shadow)]
    return "\n".join(lines)


def _found(results: tuple[RuleResult, ...]) -> list[str]:
    found = [(finding, result) for result in results for finding in result.findings]
    found.sort(key=lambda pair: pair[0].severity.rank)
    return [line for finding, result in found for line in _finding(finding, result)]


def _finding(finding: Finding, result: RuleResult) -> list[str]:
    title = rule_named(result.rule).title
    places = "；".join(_place(e) for e in finding.evidence[:_SHOWN])
    if len(finding.evidence) > _SHOWN:
        places += f"；等{len(finding.evidence)}处"
    lines = [f"  [{finding.severity.label}] {result.rule} {title}：{finding.message}"]
    return [*lines, f"         {places}"] if places else lines


def _place(evidence: Evidence) -> str:
    return f"{evidence.at}“{evidence.printed}”" if evidence.printed else evidence.at


def _undetermined(results: tuple[RuleResult, ...]) -> list[str]:
    open_ = [r for r in results if r.outcome in (Outcome.UNDETERMINED, Outcome.CRASHED)]
    not_held = [
        r.rule
        for r in open_
        if r.outcome is Outcome.UNDETERMINED and r.obstacle is Obstacle.NOT_HELD
    ]
    lines = [
        f"  [{result.outcome.label}] {result.rule} {rule_named(result.rule).title}：{result.reason}"
        for result in open_
        if result.rule not in not_held
    ]
    if not_held:
        lines.append(
            f"  [未予核查] 没有核查记录、其他年度或者其他机关的年报等资料，{len(not_held)}条规则"
            f"未予核查：{'、'.join(not_held)}"
        )
    return lines
