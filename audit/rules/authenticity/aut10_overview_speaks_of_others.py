"""AUT10: part one speaks in general of agencies or areas, not of the agency's own work."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Doubt, NotApplicable, Obstacle, Severity
from audit.passages import findings_by_subject, passages_with, subject_of
from audit.rule import Judgement, rule
from audit.scope import part_to_judge
from reading.model import PartName
from registry.model import AgencyKind

_OWN_AREA = frozenset({AgencyKind.GOVERNMENT, AgencyKind.TOWNSHIP, AgencyKind.DEVELOPMENT_ZONE})
_OF_AN_AREA = re.compile(r"(?:人民政府|管委会|管理委员会|街道办事处|实验区|开发区|新区)$")
_OF_A_BODY = re.compile(r"[局厅委办院]$|办公室$|办公厅$")
# 一是部分地区…; not 督促各级政府部门…, 部分地区的数据…
_OTHERS = re.compile(
    r"(?:^|[，。；：]|[一二三四五六]是)(?:目前|但|但是|同时|然而)?"
    r"(?P<who>各级政府(?:及其)?部门|各级行政机关|(?:部分|一些|少数|个别|有的)(?:地区|地方|地区和部门|部门和地区))"
    r"(?!的)"
)


@rule("AUT10", at_most=Severity.WARNING, basis="《中华人民共和国政府信息公开条例》第五十条")
def overview_speaks_of_others(case: AuditCase) -> Iterator[Judgement]:
    """总体情况泛化，未写本机关工作。

    Requirement:
        第一部分应当报告本机关的工作，不宜以“各级政府部门”“部分地区”等泛指的主体代替。
    What it looks at:
        第一部分中以“各级政府部门”“部分地区”“一些地方”等为主语的句子。
    Not applicable:
        没有取得年报；没有第一部分（见CMP01）；人民政府、乡镇（街道）、开发区管委会报告本地区情况。
    Not a defect:
        写本机关督促、指导各级部门的工作；存在问题部分对系统内情况的分析。
    Example:
        各级政府部门高度重视政府信息公开工作，部分地区还建立了考核机制。
    How to correct:
        改写为本机关本年度实际开展的工作。
    """
    part = part_to_judge(case, PartName.OVERVIEW)
    if case.kind in _OWN_AREA or _names_fit(case, _OF_AN_AREA):
        raise NotApplicable("本级政府、乡镇（街道）和开发区可以报告本地区情况")
    subject = subject_of(part.name)
    found = [
        (passage.subject, passage.around(*match.span("who"), reach=10))
        for passage in passages_with(case.reading, "各级", "地区", "地方")
        if passage.subject == subject
        for match in _OTHERS.finditer(passage.text)
    ]
    if found and case.kind is None and not _names_fit(case, _OF_A_BODY):
        reason = "不知道机关类别，不能确定是否在报告本地区情况"
        yield Doubt(subject=subject, reason=reason, obstacle=Obstacle.NOT_HELD)
        return
    yield from findings_by_subject(
        found,
        Severity.WARNING,
        "以泛指的地区或者部门为主语，没有写本机关的工作，共{count}处：{found}",
    )


def _names_fit(case: AuditCase, form: re.Pattern[str]) -> bool:
    names = case.names or ((case.reading.agency,) if case.reading.agency else ())
    return any(form.search(name) for name in names)
