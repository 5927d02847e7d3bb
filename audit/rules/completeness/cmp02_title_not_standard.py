"""CMP02: the title lacks the agency, the year, or the name of the document."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Doubt, Evidence, Finding, Obstacle, Severity, Undetermined
from audit.rule import Judgement, rule
from audit.scope import refuse_older_reports
from audit.wording.titles import has_full_name, has_short_name, names_agency, plain, years_in


@rule(
    "CMP02",
    at_most=Severity.WARNING,
    basis="《中华人民共和国政府信息公开条例》第四十九条、第五十条；"
    "《政府信息公开工作年度报告格式》",
)
def title_not_standard(case: AuditCase) -> Iterator[Judgement]:
    """标题不规范。

    Requirement:
        标题应当写明机关名称、报告年度和“政府信息公开工作年度报告”。
    What it looks at:
        标题是否含有机关名称、年度和文种名称；空格、换行以及“年”与“年度”的差别不计。
    Not applicable:
        没有取得年报；2019年度以前的年报。
    Not a defect:
        机关名称单独写在标题前一行；使用名录登记的规范简称；“政府信息公开年度报告”“年报”等常用简称只作建议。
    Example:
        “2023年度政府信息公开工作报告”：没有机关名称，“工作年度报告”写成“工作报告”。
    How to correct:
        把标题改为“（机关全称）（年度）年政府信息公开工作年度报告”。
    """
    refuse_older_reports(case)
    reading = case.reading
    if not reading.title:
        raise Undetermined("未识别到年报标题，需人工核对原件")
    title = plain(reading.title)
    above = {plain(sentence.text) for sentence in reading.preamble}
    names = [plain(name) for name in case.names or (reading.agency or "",) if name]
    lacking = [*_wrong_year(case, title), *_wrong_name(title)]
    if not names:
        reason = "不知道机关名称，不能核对标题中的机关名称"
        yield Doubt(subject="标题", reason=reason, obstacle=Obstacle.NOT_HELD)
    elif not any(names_agency(title, name) or name in above for name in names):
        lacking.insert(0, ("没有写明机关名称", Severity.WARNING))
    if lacking:
        yield Finding(
            subject="title",
            severity=min((severity for _, severity in lacking), key=lambda s: s.rank),
            message=f"标题“{reading.title}”{'；'.join(what for what, _ in lacking)}",
            evidence=(Evidence(at="标题", printed=reading.title),),
        )


def _wrong_year(case: AuditCase, title: str) -> Iterator[tuple[str, Severity]]:
    years, known = years_in(title), case.given_year or case.reading.year
    if not years:
        yield "没有写明报告年度", Severity.WARNING
    elif known is not None and known not in years:
        yield f"写明的年度是{years[0]}年，报告年度是{known}年", Severity.WARNING


def _wrong_name(title: str) -> Iterator[tuple[str, Severity]]:
    if has_full_name(title):
        return
    if has_short_name(title):
        yield "使用了简称，全称应为“政府信息公开工作年度报告”", Severity.ADVICE
    else:
        yield "没有使用“政府信息公开工作年度报告”的名称", Severity.WARNING
