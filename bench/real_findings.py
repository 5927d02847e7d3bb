"""Findings on real reports beside the lists that readers wrote from the documents beforehand."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from audit.case import AuditCase
from audit.engine import judge
from audit.model import Outcome, RuleResult
from audit.rule import Rule
from audit.scope import FIRST_YEAR
from bench.expected import ROOT, SHARED
from reading.errors import DocumentError
from reading.model import ReportReading
from reading.reader import read
from registry.model import AgencyKind

CORPUS = ROOT / "tests/corpus"
REVIEWED = CORPUS / "real_findings/reviewed.json"
_AS_OF = date(2026, 4, 10)
_SAMPLES = "reports/samples/"
# 010_hebei_kjt_2023.txt: the agency of a series, and the year.
_SERIES = re.compile(r"\d+_(?P<agency>.+)_(?P<year>20\d\d)[a-z]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One finding, ours or a reader's. A reader's ``note`` says what stands there."""

    rule: str
    subject: str
    severity: str
    note: str

    def is_of(self, other: Told) -> bool:
        """Whether both speak of the same defect: the same rule, and one place within the other.

        A reader may name the row where the rule names its cell, or the whole document.
        """
        if self.rule != other.rule:
            return False
        first, second = self.subject, other.subject
        return "document" in (first, second) or (
            first == second or first.startswith(f"{second}.") or second.startswith(f"{first}.")
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a reader wrote on one document; ``kind`` is the agency's kind."""

    file: str
    kind: AgencyKind | None
    findings: tuple[Told, ...]
    doubtful: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One document: findings in both lists, ours alone, theirs alone; and all results."""

    file: str
    hits: tuple[Told, ...] = ()
    extra: tuple[Told, ...] = ()
    reviewed: tuple[Told, ...] = ()
    missed: tuple[Told, ...] = ()
    results: tuple[RuleResult, ...] = field(default=(), repr=False)
    case: AuditCase | None = field(default=None, repr=False)
    error: str | None = None


def compared(rules: tuple[Rule, ...]) -> Iterator[Compared]:
    """Every document for which a list was written."""
    written = tuple(written_lists())
    reviewed = read_reviewed()
    readings = dict(_readings(written))
    for one in written:
        reading = readings[one.file]
        if isinstance(reading, str):
            yield Compared(file=one.file, error=reading)
        else:
            yield _one(one, case_of(one, reading, readings), rules, reviewed)


def written_lists() -> Iterator[Written]:
    """The lists of the samples, and those of the real reports; a document in both once."""
    lists: dict[str, Written] = dict(_of_samples())
    for path in sorted((CORPUS / "real_findings").glob("[0-9s]*.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        findings = tuple(_told(one) for one in content["findings"])
        doubtful = frozenset(
            code
            for one in content["cannot_tell"]
            for code in re.findall(r"[A-Z]{3}\d\d", one["rule"])
        )
        for file in content.get("files") or [content["file"]]:
            known = lists[file].findings if file in lists else ()
            more = tuple(one for one in known if not any(one.is_of(other) for other in findings))
            lists[file] = Written(
                file=file,
                kind=AgencyKind(content["kind"]) if content.get("kind") else None,
                findings=(*findings, *more),
                doubtful=doubtful,
            )
    yield from (lists[file] for file in sorted(lists))


def case_of(
    written: Written, reading: ReportReading, readings: Mapping[str, ReportReading | str]
) -> AuditCase:
    """A bare file, its kind known, beside the agency's other years that are held."""
    series = _SERIES.search(Path(written.file).stem)
    others: dict[int, ReportReading] = {}
    for file, other in readings.items():
        found = _SERIES.search(Path(file).stem)
        if not series or not found or isinstance(other, str):
            continue
        if found["agency"] == series["agency"] and found["year"] != series["year"]:
            others[int(found["year"])] = other
    names = (reading.agency,) if reading.agency else ()
    return AuditCase(held=reading, as_of=_AS_OF, kind=written.kind, names=names, other_years=others)


def read_reviewed(path: Path = REVIEWED) -> Mapping[str, str]:
    """Findings that a person has looked at and found right: ``file|rule|subject`` and why."""
    if not path.exists():
        return {}
    found: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return found


def key_of(file: str, told: Told) -> str:
    """How the reviewed list names a finding."""
    return f"{file}|{told.rule}|{told.subject}"


def undetermined(found: Iterable[Compared]) -> Mapping[str, tuple[int, int, Mapping[str, int]]]:
    """For each rule: results that are undetermined, all that were applicable, and why."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    reasons: dict[str, Counter[str]] = defaultdict(Counter)
    for one in found:
        for result in one.results:
            if result.outcome is Outcome.NOT_APPLICABLE:
                continue
            counts[result.rule][1] += 1
            if result.outcome is Outcome.UNDETERMINED:
                counts[result.rule][0] += 1
                reasons[result.rule][_class_of(result.reason or "")] += 1
    return {rule: (open_, all_, reasons[rule]) for rule, (open_, all_) in counts.items()}


_CLASSES = (
    (
        "no visits, register or other agencies beside a bare file",
        re.compile(
            "核查记录|报送登记|其他机关|所属部门|名录|列入|标签的年报页面|所在的栏目|立法|规章制定权|是否另外公布"
            "|登记册|文件登记|提交期限|起始年度|公布日期|网页标签|年报页面"
        ),
    ),
    (
        "another year is not held",
        re.compile(r"没有\d{4}年度的年报|没有.{0,12}年报可供|年度年报|相邻"),
    ),
    ("no title was recognised", re.compile("标题")),
    ("the agency's kind or name is not known", re.compile("机关类别|机关名称|不知道机关")),
    (
        "cells ran together or were torn in the text",
        re.compile(
            "未能读出|无法确定|不能确定|单元格|未识别|错位|对应|两个以上数字|没有读到|需人工核对原件|读出"
        ),
    ),
    ("a rough number", re.compile("约数")),
    ("blank or no number in a cell", re.compile("空白|不是数字|见CMP|见CON")),
)


def _class_of(reason: str) -> str:
    return next((name for name, form in _CLASSES if form.search(reason)), "other")


def _one(
    written: Written, case: AuditCase, rules: tuple[Rule, ...], reviewed: Mapping[str, str]
) -> Compared:
    results = judge(case, rules)
    left = list(written.findings)
    hits: list[Told] = []
    extra: list[Told] = []
    right: list[Told] = []
    covered: list[Told] = []
    # Before the format a report has other parts, which nobody can name alike.
    is_older = (case.reading.year or FIRST_YEAR) < FIRST_YEAR
    for told in _ours(results):
        match = next((one for one in left if one.subject == told.subject and one.is_of(told)), None)
        match = match or next((one for one in left if one.is_of(told)), None)
        if match is None and is_older:
            match = next((one for one in left if one.rule == told.rule), None)
        if match is not None:
            hits.append(told)
            # A reader's line on a table or on the whole document may cover several findings.
            if match.subject == told.subject or match.subject.startswith(f"{told.subject}."):
                left.remove(match)
            else:
                covered.append(match)
        elif key_of(written.file, told) in reviewed:
            right.append(told)
        else:
            extra.append(told)
    return Compared(
        file=written.file,
        hits=tuple(hits),
        extra=tuple(extra),
        reviewed=tuple(right),
        missed=tuple(one for one in left if one not in covered),
        results=results,
        case=case,
    )


def _ours(results: Sequence[RuleResult]) -> Iterator[Told]:
    for result in results:
        for finding in result.findings:
            yield Told(
                rule=result.rule,
                subject=finding.subject,
                severity=finding.severity.value,
                note=finding.message,
            )


def _told(one: Mapping[str, str]) -> Told:
    return Told(
        rule=one["rule"],
        subject=one["subject"],
        severity=one["severity"],
        note=one.get("note", ""),
    )


def _of_samples() -> Iterator[tuple[str, Written]]:
    for path in sorted((CORPUS / "samples/findings").glob("*.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        findings = tuple(
            _told({"rule": code, **finding})
            for code, result in content.items()
            for finding in result["findings"]
        )
        for file in (SHARED / _SAMPLES).glob(f"{path.stem}_*"):
            name = f"{_SAMPLES}{file.name}"
            yield name, Written(file=name, kind=None, findings=findings)


def _readings(written: Iterable[Written]) -> Iterator[tuple[str, ReportReading | str]]:
    for one in written:
        path = SHARED / one.file
        try:
            yield one.file, read(path.read_bytes(), name=path.name)
        except (DocumentError, OSError) as error:
            yield one.file, str(error)
