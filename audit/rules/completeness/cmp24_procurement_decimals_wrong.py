"""CMP24: the amount of procurement has not the decimals that its header asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize

from audit.case import AuditCase
from audit.model import Evidence, Finding, NotApplicable, Severity
from audit.numbers.arithmetic import evidence_of
from audit.rule import ONLY_2019, Judgement, rule
from audit.scope import refuse_older_reports
from reading.editions import PROACTIVE
from reading.model import FigureState
from reading.numbers import value_of

_AMOUNT = f"{PROACTIVE}.procurement.amount"
_ASKED = re.compile(r"(\d|[一二三四五六])位小数|小数点后(?:保留)?(\d|[一二三四五六])位")
_DECIMALS = re.compile(r"\d\.(\d+)")


@rule(
    "CMP24",
    at_most=Severity.ADVICE,
    basis="《政府信息公开工作年度报告格式》表二第二十条第（九）项表头",
    editions=ONLY_2019,
)
def procurement_decimals_wrong(case: AuditCase) -> Iterator[Judgement]:
    """采购总金额的小数位数与表头不符。

    Requirement:
        表头注明“保留4位小数”的，采购总金额应当写到小数点后4位。
    What it looks at:
        表头注明的小数位数，与采购总金额填写的小数位数。
    Not applicable:
        没有取得年报；2021年版格式的年报；表头没有注明小数位数；没有填写金额（见CMP07）。
    Not a defect:
        金额为0；使用千分位分隔符。
    Example:
        表头为“采购总金额（单位：万元，保留4位小数）”，填写“3350”。
    How to correct:
        按表头要求补足小数位数，如“3350.0000”，并核对金额单位。
    """
    refuse_older_reports(case)
    _ = case.edition
    figure = case.reading.figure(_AMOUNT)
    header = case.reading.table_notes.get(_AMOUNT, "")
    asked = _ASKED.search(normalize("NFKC", "".join(header.split())))
    if asked is None:
        raise NotApplicable("表头没有注明采购总金额的小数位数")
    if figure.state is not FigureState.NUMBER:
        raise NotApplicable("采购总金额没有填写数字，见CMP06、CMP07")
    wanted = value_of(asked[1] or asked[2])
    found = _DECIMALS.search(normalize("NFKC", figure.printed or ""))
    places = len(found[1]) if found else 0
    if figure.value and places != wanted:
        yield Finding(
            subject=_AMOUNT,
            severity=Severity.ADVICE,
            message=f"采购总金额表头注明保留{wanted}位小数，填写“{figure.printed}”，有{places}位小数",
            evidence=(Evidence(at="表二 表头", printed=header), evidence_of(figure)),
            paths=(_AMOUNT,),
        )
