"""CON33: decisions were corrected in review or suit, and part five does not speak of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Doubt, Evidence, Finding, NotApplicable, Severity
from audit.numbers.arithmetic import Term, evidence_of, require_rows, term_of
from audit.passages import subject_of
from audit.rule import Judgement, rule
from audit.scope import part_to_judge, refuse_older_reports
from reading.model import PartName

# 被纠错率, 因答复不规范被撤销, 行政诉讼败诉: any word that takes the matter up will do.
_SPOKEN_OF = re.compile(
    r"复议|诉讼|应诉|败诉|纠错|纠正|撤销|确认违法|责令|重新(?:作出)?(?:答复|处理)"
)


@rule(
    "CON33",
    at_most=Severity.ADVICE,
    basis="《中华人民共和国政府信息公开条例》第五十条",
    version=2,
    rests_on=("CMP11", "CON04", "CON05", "CON06"),
)
def correction_not_explained(case: AuditCase) -> Iterator[Judgement]:
    """行政复议、行政诉讼结果纠正而第五部分没有说明。

    Requirement:
        政府信息公开行政复议、行政诉讼有“结果纠正”的，第五部分宜说明反映的问题和改进情况。
    What it looks at:
        表四三类案件的“结果纠正”之和是否大于0，第五部分是否提到复议、诉讼，或者被纠正、被撤销。
    Not applicable:
        表四“结果纠正”均为0；没有第五部分。
    Not a defect:
        第五部分以任何方式提到行政复议、行政诉讼、被纠正、被撤销、重新答复。只提到依申请公开工作、没有提到被纠正的，
        看不出说的是同一件事，仍作建议。
    Example:
        表四行政复议“结果纠正”填 2，第五部分没有提到行政复议。
    How to correct:
        在第五部分补充说明被纠正的原因和改进答复工作的措施。
    """
    refuse_older_reports(case)
    rows = case.edition.dispute_rows
    require_rows(case.reading, rows)
    terms = [term_of(case.reading, f"{row.path}.corrected", row.label) for row in rows]
    corrected = [term for term in terms if term.number]
    if not corrected:
        unknown = [term.no_number for term in terms if term.no_number]
        if unknown:
            yield Doubt(subject="disputes", reason="；".join(unknown))
            return
        raise NotApplicable("表四“结果纠正”均为0")
    part = part_to_judge(case, PartName.PROBLEMS)
    if _SPOKEN_OF.search("".join(part.text.split())):
        return
    told = "、".join(f"{term.name} {term.number}" for term in corrected)
    yield Finding(
        subject=subject_of(part.name),
        severity=Severity.ADVICE,
        message=f"表四“结果纠正”：{told}，第五部分没有提到行政复议、行政诉讼或者被纠正的情况",
        evidence=(
            *(evidence_of(term.figure) for term in corrected if term.figure),
            Evidence(at=part.name.label, printed=part.heading),
        ),
        paths=tuple(term.path for term in corrected if _may_be_the_slip(case, term)),
    )


def _may_be_the_slip(case: AuditCase, corrected: Term) -> bool:
    """Whether the row would add up without it: then what CON04 … CON06 tell may be its fault."""
    row = corrected.path.removesuffix(".corrected")
    parts = (term_of(case.reading, path) for path in case.edition.row(row).paths())
    *cells, total = (term.number for term in parts)
    others = sum(cell for cell in cells if cell is not None) - (corrected.number or 0)
    return total is None or total == others
