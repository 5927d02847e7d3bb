"""Two judgements of the same run, held against each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from audit.rule import Rule
from ledger.model import CaseRow, JudgedFinding, ResultRow
from ledger.store import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A case as a ledger holds it."""

    case: CaseRow
    results: tuple[ResultRow, ...]
    findings: tuple[JudgedFinding, ...]
    reader_version: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that is not as it was; ``rule`` is ``None`` where the whole case is meant."""

    agency_id: str
    agency_name: str
    year: int
    rule: str | None
    told: str

    @property
    def line(self) -> str:
        """For people."""
        return f"{self.agency_name}（{self.year}）{self.rule or ''}：{self.told}"


def kept_in(ledger: Ledger, run_id: str) -> tuple[Kept, ...]:
    """The cases of a run, ordered by agency and year."""
    return tuple(_kept(ledger, case) for case in ledger.cases_in(run_id))


def _kept(ledger: Ledger, case: CaseRow) -> Kept:
    judgement = case.judgement_id
    if judgement is None:
        return Kept(case=case, results=(), findings=(), reader_version=None)
    reading = ledger.read_by(judgement)
    return Kept(
        case=case,
        results=ledger.results_of(judgement),
        findings=ledger.findings_of(judgement),
        reader_version=reading.reader_version if reading else None,
    )


def differences_between(
    before: tuple[Kept, ...], after: tuple[Kept, ...]
) -> tuple[Difference, ...]:
    """What of the cases in ``before`` is not the same in ``after``.

    A rule that only one of them has is told by its findings alone.
    """
    now = {(kept.case.agency_id, kept.case.year): kept for kept in after}
    return tuple(
        Difference(
            agency_id=kept.case.agency_id,
            agency_name=kept.case.agency_name,
            year=kept.case.year,
            rule=rule,
            told=told,
        )
        for kept in before
        for rule, told in _differing(kept, now.get((kept.case.agency_id, kept.case.year)))
    )


def changes_between(
    before: tuple[Kept, ...], after: tuple[Kept, ...], rules: Iterable[Rule], reader_version: int
) -> tuple[str, ...]:
    """The rules and the reader that are not what they were, in Chinese."""
    then = {result.rule: result.version for kept in before for result in kept.results}
    ran = {result.rule for kept in after for result in kept.results}
    now = {rule.code: rule.version for rule in rules}
    told = [
        f"规则 {code}：第 {then[code]} 版 → 第 {version} 版"
        if code in then
        else f"规则 {code}：当时没有此规则"
        for code, version in now.items()
        if (code in then and then[code] != version) or (code in ran and code not in then)
    ]
    told += [f"规则 {code}：已不在规则目录中" for code in then if code not in now]
    readers = {kept.reader_version for kept in before} - {None, reader_version}
    told += [
        f"识读程序：第 {version} 版 → 第 {reader_version} 版"
        for version in sorted(readers, key=str)
    ]
    return tuple(told)


def _differing(before: Kept, after: Kept | None) -> Iterator[tuple[str | None, str]]:
    if after is None:
        yield None, "复核没有得出结论"
        return
    if before.case.state is not after.case.state:
        yield None, f"公布情况 {before.case.state.label} → {after.case.state.label}"
    if before.case.reason != after.case.reason:
        yield None, f"说明 {_words(before.case.reason)} → {_words(after.case.reason)}"
    now = {result.rule: result for result in after.results}
    for result in before.results:
        if result.rule in now:
            yield from ((result.rule, told) for told in _result(result, now[result.rule]))
    yield from _findings(before.findings, after.findings)


def _result(before: ResultRow, after: ResultRow) -> Iterator[str]:
    if before.outcome is not after.outcome:
        reason = f"（{after.reason}）" if after.reason else ""
        yield f"结果 {before.outcome.label} → {after.outcome.label}{reason}"
    elif before.reason != after.reason:
        yield f"原因 {_words(before.reason)} → {_words(after.reason)}"
    if before.is_shadow is not after.is_shadow:
        yield "改为影子运行" if after.is_shadow else "不再是影子运行"


def _findings(
    before: tuple[JudgedFinding, ...], after: tuple[JudgedFinding, ...]
) -> Iterator[tuple[str, str]]:
    now = {finding.fingerprint: finding for finding in after}
    known = {finding.fingerprint for finding in before}
    for finding in before:
        other = now.get(finding.fingerprint)
        if other is None:
            yield finding.rule, f"不再得出原有问题 {_words(finding.message)}"
            continue
        if other.message != finding.message:
            yield finding.rule, f"问题 {_words(finding.message)} → {_words(other.message)}"
        elif other.evidence != finding.evidence:
            yield finding.rule, f"问题 {_words(finding.message)} 的证据不同"
        if other.severity is not finding.severity:
            yield finding.rule, f"程度 {finding.severity.label} → {other.severity.label}"
    for finding in after:
        if finding.fingerprint not in known:
            yield finding.rule, f"得出新的问题 {_words(finding.message)}"


def _words(text: str | None) -> str:
    return f"“{text}”" if text else "（无）"
