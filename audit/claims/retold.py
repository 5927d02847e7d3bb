"""Facts that the narrative tells more than once in the same words (前后重复的数量)."""

from __future__ import annotations

import re

from audit.case import AuditCase
from audit.passages import own_counts
from reading.model import Statement, StatementKind
from reading.plain import plain

K = StatementKind
# Numbers that the tables hold are compared with them by other rules.
_KINDS = (
    *(K.INFORMATION_PUBLISHED, K.DOCUMENTS_PUBLISHED, K.REGULATIONS_PUBLISHED),
    *(K.SUGGESTIONS, K.PROPOSALS, K.SUGGESTIONS_AND_PROPOSALS),
    *(K.PROCESSING_FEE_NOTICES, K.PROCESSING_FEE_COLLECTED),
)
_WHOLE_YEAR = re.compile(r"20\d\d年|全年|本年|今年|年内|共|累计|总")
_FILLER = re.compile(
    r"20\d\d年度?|截[至止]\d+月\d+日|全年|本年度?|今年|年内|共计|合计|总计|累计|总数|数量|共|其中|已|了|达到?|为"
    r"|[我本][局厅委办县市区镇院]|本机关|本单位|[\d.]+[万亿]?[余多]?|[，、：；“”]|件|条|篇|份|个|则|元"
)
# 全年共发布信息68条 stands under many a field of work; 政府信息 are those of the whole agency.
_OF_THE_AGENCY = re.compile(r"政府信息|政务信息|主动公开")


def told_twice(case: AuditCase) -> list[list[Statement]]:
    """Numbers of one kind, scope, unit and wording that stand in more than one sentence.

    Parts of another number are left out: their scope is that of the whole.
    """
    groups: dict[tuple[object, ...], list[Statement]] = {}
    for s in own_counts(case, *_KINDS):
        if s.breakdown_of is None and _is_of_the_agency(s):
            groups.setdefault((s.kind, s.topics, s.unit, _wording(s)), []).append(s)
    return [said for said in groups.values() if len({s.at for s in said}) > 1]


def is_of_the_whole_year(statement: Statement) -> bool:
    """Whether its words say that it counts all of one year."""
    return _WHOLE_YEAR.search(plain(statement.quote).text) is not None


def _wording(statement: Statement) -> str:
    return _FILLER.sub("", plain(statement.quote).text)


def _is_of_the_agency(statement: Statement) -> bool:
    is_free = statement.kind is not K.INFORMATION_PUBLISHED
    return is_free or _OF_THE_AGENCY.search(plain(statement.quote).text) is not None
