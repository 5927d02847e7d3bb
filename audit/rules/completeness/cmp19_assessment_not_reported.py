"""CMP19: a government's report leaves out assessment, appraisal or accountability."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Evidence, Finding, NotApplicable, NotHeld, Severity, Undetermined
from audit.passages import passages
from audit.rule import Judgement, rule
from audit.scope import refuse_older_reports
from registry.model import AgencyKind

_GOVERNMENTS = (AgencyKind.GOVERNMENT, AgencyKind.TOWNSHIP)
_RESULTS = {
    "工作考核": r"考核|考评|绩效评估|绩效评价",
    "社会评议": r"评议|社会评价|公众评价|满意度|第三方评[估价]|社会评估",
    "责任追究": r"责任追究|追究[^，。；]{0,8}责任|追责|问责",
}


@rule(
    "CMP19",
    at_most=Severity.WARNING,
    basis="《中华人民共和国政府信息公开条例》第五十条（各级人民政府的年度报告还应当包括工作考核、"
    "社会评议和责任追究结果情况）",
)
def assessment_not_reported(case: AuditCase) -> Iterator[Judgement]:
    """政府年报没有报告工作考核、社会评议和责任追究结果。

    Requirement:
        各级人民政府的政府信息公开工作年度报告还应当包括工作考核、社会评议和责任追究结果情况。
    What it looks at:
        全文是否写到工作考核、社会评议、责任追究三项，不要求单列标题。
    Not applicable:
        没有取得年报；2019年度以前的年报；政府部门和其他机构的年报。
    Not a defect:
        用“考评”“满意度测评”“问责”等说法；写明没有发生责任追究情形。
    Example:
        县人民政府年报只写了对部门的考核，没有写社会评议和责任追究。
    How to correct:
        在“监督保障”中补写工作考核、社会评议和责任追究的结果；没有发生责任追究的，写明“未发生责任追究情形”。
    """
    refuse_older_reports(case)
    if case.kind is None:
        raise NotHeld("不知道机关类别，不能确定是否为人民政府的年报")
    if case.kind not in _GOVERNMENTS:
        raise NotApplicable(f"只适用于人民政府的年报，本机关为{case.kind.label}")
    text = "\n".join(passage.text for passage in passages(case.reading))
    lacking = [name for name, words in _RESULTS.items() if not re.search(words, text)]
    if not lacking:
        return
    if case.reading.is_cut:
        raise Undetermined("文件不完整，后面的内容可能没有取得，需人工核对原件")
    yield Finding(
        subject="document",
        severity=Severity.WARNING,
        message=f"全文未见{'、'.join(lacking)}的情况，人民政府的年报应当包括",
        evidence=(Evidence(at="全文", printed=""),),
    )
