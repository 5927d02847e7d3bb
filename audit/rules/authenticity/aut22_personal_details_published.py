"""AUT22: personal details of applicants and others stand in the text."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Evidence, Severity
from audit.passages import Passage, findings_by_subject, passages, whole_text
from audit.rule import Judgement, rule
from audit.wording.personal import may_be_personal, personal_in

_REACH = 6


@rule("AUT22", at_most=Severity.WARNING, basis="《中华人民共和国政府信息公开条例》第十五条")
def personal_details_published(case: AuditCase) -> Iterator[Judgement]:
    """公布了个人信息。

    Requirement:
        年报不应公布申请人等个人的身份证号码、手机号码和姓名。
    What it looks at:
        正文中校验位正确的身份证号码、手机号码、“申请人”“信访人”“原告”之后的姓名。证据中只显示掩去大部分的内容。
    Not applicable:
        没有取得年报。
    Not a defect:
        机关的办公电话、服务热线、公布的联系电话；“申请人张某”“李某某”等已隐去姓名的表述。
    Example:
        申请人张*通过网络申请公开，联系方式138******01。
    How to correct:
        删除个人信息，或者改为“申请人张某”等不能识别个人的表述，并检查附件和历史版本。
    """
    if not may_be_personal(whole_text(case.reading)):
        return
    found: list[tuple[str, Evidence]] = []
    for passage in passages(case.reading):
        found += [(passage.subject, evidence) for evidence in _details(passage)]
    yield from findings_by_subject(
        found, Severity.WARNING, "疑似公布了个人信息，共{count}处：{found}，请核实后删除或者隐去"
    )


def _details(passage: Passage) -> Iterator[Evidence]:
    """Each detail with the words before it, and nothing of it but what is masked."""
    details = sorted(personal_in(passage.text), key=lambda detail: detail.start)
    end_before = 0
    for detail in details:
        before = passage.text[max(detail.start - _REACH, end_before) : detail.start]
        end_before = detail.end
        yield Evidence(at=passage.at, printed=f"{' '.join(before.split())}{detail.masked}")
