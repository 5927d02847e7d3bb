"""A run over very many reports, made up: the registry, the visits, and each case as judged."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

sys.path.append(str(Path(__file__).resolve().parent.parent / "tests"))

from builders import conforming_report

from archive.model import Visit, VisitClass
from audit.catalogue import CATALOGUE
from audit.model import Evidence, Finding, Outcome, RuleResult, Severity
from ledger.model import JudgedCase, PublicationInterval, PublicationState
from reading.model import ReportReading, Sentence
from registry.model import Agency, AgencyKind, Place, Registry

RULES, YEAR = 104, 2023
AT = datetime(2024, 2, 5, 1, tzinfo=UTC)
BASE = conforming_report()
_INTERVAL = PublicationInterval(claimed_dates={})
_WORDS = (
    *(
        "政策解读",
        "栏目更新",
        "办理流程",
        "信息发布",
        "公众关切",
        "专题培训",
        "平台建设",
        "目录编制",
    ),
    *(
        "审查机制",
        "线上渠道",
        "服务大厅",
        "重点领域",
        "工作台账",
        "业务骨干",
        "群众来信",
        "权责清单",
    ),
    *(
        "推进",
        "规范",
        "完善",
        "加强",
        "提升",
        "细化",
        "梳理",
        "健全",
        "落实",
        "拓展",
        "优化",
        "开展",
    ),
)


def registry_of(reports: int) -> Registry:
    """As many agencies as reports, each with a place of its own."""
    ids = [f"a{number}" for number in range(reports)]
    return Registry(
        agencies={
            one: Agency(
                agency_id=one,
                name=f"苏镇市第{one[1:]}局",
                kind=AgencyKind.DEPARTMENT,
                region_code="990100",
            )
            for one in ids
        },
        places={
            f"{one}-own": Place(
                place_id=f"{one}-own", agency_id=one, home_url=f"http://{one}.example/"
            )
            for one in ids
        },
    )


def visit_of(run_id: str, number: int) -> Visit:
    """The visit that collected the report of one agency."""
    return Visit(
        run_id=run_id,
        place_id=f"a{number}-own",
        agency_id=f"a{number}",
        year=YEAR,
        visit_class=VisitClass.COLLECTED,
        started_at=AT,
        ended_at=AT,
        title="政府信息公开工作年度报告",
        url=f"http://a{number}.example/2023.html",
    )


def case_of(run_id: str, number: int) -> JudgedCase:
    """The report of one agency as a run has read and judged it."""
    return JudgedCase(
        run_id=run_id,
        agency_id=f"a{number}",
        year=YEAR,
        state=PublicationState.ON_TIME,
        visit=visit_of(run_id, number),
        interval=replace(_INTERVAL, not_after=date(2024, 2, 5)),
        documents=(f"{number:064x}",),
        reading=_reading(number, BASE),
        reader_version=1,
        results=tuple(_results(number)),
        judged_sha256=f"{number:064x}",
    )


def _reading(number: int, base: ReportReading) -> ReportReading:
    """The report of one agency: every figure and sentence its own."""
    figures = {
        path: figure
        if figure.value is None
        else replace(figure, value=figure.value + number, printed=str(figure.value + number))
        for path, figure in base.figures.items()
    }
    chance = Random(number)  # noqa: S311 - no secret
    parts = {}
    for name, part in base.parts.items():
        told = tuple(
            Sentence(text="".join(chance.choices(_WORDS, k=8)) + "。", at=f"{name.label} 第{i}句")
            for i in range(1, 9)
        )
        parts[name] = replace(part, text="".join(s.text for s in told), sentences=told)
    return replace(base, figures=figures, parts=parts)


def _results(number: int) -> Iterator[RuleResult]:
    """Of each report five rules find something, and some could not judge."""
    codes = [rule.code for rule in CATALOGUE]
    codes += [f"XXX{extra:02}" for extra in range(RULES - len(codes))]
    for place, code in enumerate(codes[:RULES]):
        if (place + number) % 20 == 0:
            yield _found(code, number)
        elif (place + number) % 20 == 1:
            yield _result(code, Outcome.UNDETERMINED, "表三第3行未能识读")
        elif place % 5 == 0:
            yield _result(code, Outcome.NOT_APPLICABLE, "本规则不适用于该版格式")
        else:
            yield _result(code, Outcome.CONFORMS)


def _result(code: str, outcome: Outcome, reason: str | None = None) -> RuleResult:
    return RuleResult(
        rule=code, version=1, outcome=outcome, severity=Severity.ERROR, reason=reason, findings=()
    )


def _found(code: str, number: int) -> RuleResult:
    finding = Finding(
        subject="requests.granted",
        severity=Severity.ERROR,
        message=f"表三“予以公开”一行各分项之和为 {number + 4}，总计填 {number + 5}，相差 1",
        evidence=(Evidence(at="表三 第3行 总计", printed=str(number + 5)),),
        paths=("requests.granted.total",),
    )
    return replace(_result(code, Outcome.NONCONFORMING), findings=(finding,))
