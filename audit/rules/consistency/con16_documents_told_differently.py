"""CON16: regulations or normative documents told in the text are not those of table two."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import NotApplicable, Severity
from audit.numbers.arithmetic import term_of
from audit.passages import Expected, judge_each, may_be_wider, own_counts
from audit.rule import ONLY_2021, Judgement, rule
from audit.scope import refuse_older_reports
from reading.editions import PROACTIVE
from reading.model import Statement, StatementKind

K = StatementKind
_CELLS = {
    K.REGULATIONS_MADE: ("制发规章", "regulations.issued"),
    K.REGULATIONS_REPEALED: ("废止规章", "regulations.repealed"),
    K.REGULATIONS_IN_FORCE: ("现行有效规章", "regulations.in_force"),
    K.DOCUMENTS_MADE: ("制发行政规范性文件", "normative_documents.issued"),
    K.DOCUMENTS_REPEALED: ("废止行政规范性文件", "normative_documents.repealed"),
    K.DOCUMENTS_IN_FORCE: ("现行有效行政规范性文件", "normative_documents.in_force"),
}


@rule(
    "CON16",
    at_most=Severity.ERROR,
    basis="《中华人民共和国政府信息公开条例》第六条",
    editions=ONLY_2021,
    rests_on=("CMP06", "CMP07"),
)
def documents_told_differently(case: AuditCase) -> Iterator[Judgement]:
    """正文规范性文件数量与表二不符。

    Requirement:
        正文写明的本机关本年度制发、废止和现行有效的规章、行政规范性文件数量，应当与表二相应数据一致。
    What it looks at:
        正文中写明件数的制发（制定、出台、印发）、废止、现行有效的规章和规范性文件，与表二第二十条第（一）项比较。
    Not applicable:
        2019年版格式；正文没有写明本机关规章、规范性文件的数量。
    Not a defect:
        起草、代拟、联合制发、转发的文件和其他机关的文件；政策性文件；公开、解读、清理的件数；其他年度的数量；
        作为信息总数的分项列出、写明全市或者系统的，范围可能不同，仅作警告。
    Example:
        正文写明制发行政规范性文件 5件，表二本年制发件数为 3，前后不一致。
    How to correct:
        核对规范性文件台账，更正正文或者表二，使两处数量一致；正文所指范围不同的，写明范围。
    """
    refuse_older_reports(case)
    told = own_counts(case, *_CELLS)
    if not told:
        raise NotApplicable("正文没有写明本机关制发、废止、现行有效的规章、规范性文件数量")
    # 发布政务信息4464条，其中制发的规范性文件1件 may count items of information.
    vague = [s for s in told if s.breakdown_of is not None or may_be_wider(s)]
    certain = [s for s in told if s not in vague]
    for said, severity in ((certain, Severity.ERROR), (vague, Severity.WARNING)):
        yield from judge_each(
            [
                ([s for s in said if s.kind is kind], lambda s: (_expected(case, s),), name)
                for kind, (name, _) in _CELLS.items()
            ],
            severity,
        )


def _expected(case: AuditCase, statement: Statement) -> Expected:
    name, cell = _CELLS[statement.kind]
    term = term_of(case.reading, f"{PROACTIVE}.{cell}")
    return Expected(words=f"表二{name}件数", value=term.number, terms=(term,))
