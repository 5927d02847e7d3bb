"""CON24: the channels of applications do not add up to the number received."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.claims.channels import channel_lists, judge_channels
from audit.model import Doubt, Finding, NotApplicable, Severity
from audit.passages import one_for_each_subject
from audit.rule import Judgement, rule
from audit.scope import refuse_older_reports


@rule("CON24", at_most=Severity.WARNING, basis="《中华人民共和国政府信息公开条例》第六条")
def channels_differ(case: AuditCase) -> Iterator[Judgement]:
    """各渠道申请数之和与收到申请数不符。

    Requirement:
        正文按渠道（网络、信函、当面等）写明申请数量的，各渠道之和应当等于收到的申请数量。
    What it looks at:
        同一句中两个以上渠道的数量之和，与同句的总数、正文写明的收到申请数、表三本年新收
        （或者本年新收与上年结转之和）比较，与其中之一相同即为一致。
    Not applicable:
        正文没有按渠道写明申请数量，或者只写了一个渠道。
    Not a defect:
        以“等”收尾没有列全的；有约数的无法判定；同句分项之和大于总数的由CON22说明。
    Example:
        收到申请10件，其中网络申请7件、信函申请2件：7 + 2 = 9，与 10 不符。
    How to correct:
        核对申请登记台账，更正各渠道数量或者总数。
    """
    refuse_older_reports(case)
    lists = channel_lists(case)
    if not lists:
        raise NotApplicable("正文没有写明两个以上渠道的申请数量")
    judged = [judge_channels(case, said) for said in lists]
    yield from one_for_each_subject([one for one in judged if isinstance(one, Finding)])
    yield from (one for one in judged if isinstance(one, Doubt))
