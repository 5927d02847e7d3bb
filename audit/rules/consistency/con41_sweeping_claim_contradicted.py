"""CON41: the text says all, or none, of the applications; table three has others."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.claims.breakdowns import nested
from audit.claims.sweeping import Claim, claims_of
from audit.model import Doubt, Finding, NotApplicable, Severity
from audit.numbers.arithmetic import evidence_of, sum_of
from audit.passages import one_for_each_subject, quoted, subject_of
from audit.rule import Judgement, rule
from audit.scope import refuse_older_reports
from reading.model import FigureState


@rule(
    "CON41",
    at_most=Severity.WARNING,
    basis="《中华人民共和国政府信息公开条例》第六条",
    version=2,
    rests_on=("CMP08", "CMP10", "CMP11", "CON13", "CON15"),
)
def sweeping_claim_contradicted(case: AuditCase) -> Iterator[Judgement]:
    """正文“均”“全部”“无一”的表述与表三、表四不符。

    Requirement:
        正文对本年度全部申请作出“均已办结”“均予以公开”“没有不予公开”等概括说明的，应当与表三一致；
        称行政复议、行政诉讼“均获维持”的，应当与表四一致。
    What it looks at:
        称全部办结的，表三结转下年度继续办理总计应当为0；称均予以公开的，表三其他办理结果应当均为0；
        称没有不予公开的，表三“（三）不予公开”各行应当均为0；写明行政复议或者行政诉讼n件均维持、n与表四总计相同的，
        表四纠正、其他结果、尚未审结应当均为0。总计空白的，按该行已填写的数字计算。
    Not applicable:
        正文没有这类概括说明。
    Not a defect:
        “办结n件，均在法定期限内答复”只指已答复的申请；“均按期答复”不涉及尚在办理期限内的申请；
        只对部分申请的说明；其他年度的申请；只指已审结案件的“均维持”（件数与表四总计不同）。
    Example:
        正文称“所有申请均已办理完成”，表三结转下年度继续办理总计填 1。
    How to correct:
        核对申请办理台账，更正正文表述或者表三数量。
    """
    refuse_older_reports(case)
    claims = tuple(claims_of(case))
    if not claims:
        raise NotApplicable("正文没有对全部申请办理情况的概括说明")
    judged = [one for claim in claims if (one := _judged(claim)) is not None]
    yield from one_for_each_subject([one for one in judged if isinstance(one, Finding)])
    yield from (one for one in judged if isinstance(one, Doubt))


def _judged(claim: Claim) -> Judgement | None:
    others = [term for term in claim.terms if term.number]
    if not others:
        unknown = dict.fromkeys(t.no_number for t in claim.terms if t.no_number)
        reason = "；".join(filter(None, unknown))
        return Doubt(subject=subject_of(claim.said.part), reason=reason) if reason else None
    is_blank = any(t.is_in(FigureState.BLANK) for t in claim.terms)
    counted = f"{'至少' if is_blank else ''}为 {sum_of(others)}"
    return Finding(
        subject=subject_of(claim.said.part),
        severity=Severity.WARNING,
        message=f"正文称“{nested(claim.said.quote)}”，{claim.kind.value}{counted}",
        evidence=(quoted(claim.said), *(evidence_of(t.figure) for t in others if t.figure)),
        paths=(*(term.path for term in others), *claim.rests_on),
    )
