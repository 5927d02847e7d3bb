"""A judged document as people read it at the command line."""

from __future__ import annotations

from collections import Counter

from audit.catalogue import rule_named
from audit.model import Evidence, Finding, Outcome, RuleResult
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
    found = [(finding, result) for result in results for finding in result.findings]
    found.sort(key=lambda pair: pair[0].severity.rank)
    lines += [line for finding, result in found for line in _finding(finding, result)]
    lines += _undetermined(results)
    counts = Counter(result.outcome for result in results)
    lines.append("  合计：" + "，".join(f"{o.label}{counts[o]}" for o in Outcome if counts[o]))
    return "\n".join(lines)


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
    return [
        f"  [{result.outcome.label}] {result.rule} {rule_named(result.rule).title}：{result.reason}"
        for result in results
        if result.outcome in (Outcome.UNDETERMINED, Outcome.CRASHED)
    ]
