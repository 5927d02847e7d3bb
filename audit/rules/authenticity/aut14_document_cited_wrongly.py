"""AUT14: the title and the number of a cited document do not belong together."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Doubt, Evidence, Finding, NotApplicable, Obstacle, Severity
from audit.passages import DOCUMENT, one_for_each_subject, passages_with
from audit.rule import Judgement, rule
from audit.wording.cited import wrong_number, wrong_title
from audit.wording.quoting import titles_in


@rule("AUT14", at_most=Severity.ADVICE, basis="《中华人民共和国政府信息公开条例》第六条")
def document_cited_wrongly(case: AuditCase) -> Iterator[Judgement]:
    """引用文件的名称或者文号有误。

    Requirement:
        引用法规和文件的名称、文号应当准确，并且相互对应。
    What it looks at:
        书名号内的文件名称及其后括号内的文号，与国家有关文件和登记的文件名录核对；《条例》的全称。
    Not applicable:
        没有取得年报；正文没有引用带文号的文件。
    Not a defect:
        《政府信息公开条例》等简称；文号括号形式不同。文号未登记的，无法核对，不作判断。
    Example:
        《政府信息公开信息处理费管理办法》（国办函〔2020〕190号）。
    How to correct:
        对照原文件更正名称或者文号。
    """
    documents = case.surroundings.documents or {}
    findings: list[Finding] = []
    is_any = False
    unknown: list[str] = []
    for passage in passages_with(case.reading, "《"):
        for title in titles_in(passage.text):
            wrong = wrong_title(title)
            if wrong is None and title.number is not None:
                is_any = True
                try:
                    wrong = wrong_number(title, documents, case.year)
                except KeyError:
                    unknown.append(title.number)
            if wrong is not None:
                place = Evidence(at=passage.at, printed=_printed(passage.text, title.start))
                findings.append(
                    Finding(
                        subject=passage.subject,
                        severity=Severity.ADVICE,
                        message=wrong,
                        evidence=(place,),
                    )
                )
    if not is_any and not findings:
        raise NotApplicable("正文没有引用带文号的文件")
    yield from one_for_each_subject(findings)
    if unknown:
        numbers = "、".join(dict.fromkeys(unknown))
        reason = f"文件名录没有登记下列文号，不能核对：{numbers}"
        yield Doubt(subject=DOCUMENT, reason=reason, obstacle=Obstacle.NOT_HELD)


def _printed(text: str, start: int) -> str:
    end = text.find("》", start)
    return " ".join(text[start : end + 24].split())
