"""CMP20: part one gives no number for what was published."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Evidence, Finding, Severity, Undetermined
from audit.passages import opening_of
from audit.rule import Judgement, rule
from audit.scope import part_to_judge, refuse_older_reports
from reading.model import Part, PartName, Sentence, StatementKind
from reading.numbers import numbers_in

_NAME = "主动公开"
_UNITS = frozenset(
    {"件", "条", "份", "篇", "期", "次", "场", "个", "项", "部", "则", "批次", "场次"}
)
_COUNTED = (
    StatementKind.INFORMATION_PUBLISHED,
    StatementKind.DOCUMENTS_MADE,
    StatementKind.DOCUMENTS_PUBLISHED,
    StatementKind.REGULATIONS_MADE,
    StatementKind.REGULATIONS_PUBLISHED,
    StatementKind.LICENCES_PENALTIES_PUBLISHED,
)


@rule(
    "CMP20",
    at_most=Severity.ADVICE,
    basis="《中华人民共和国政府信息公开条例》第五十条第（一）项",
)
def published_quantity_missing(case: AuditCase) -> Iterator[Judgement]:
    """主动公开情况没有数量。

    Requirement:
        总体情况宜用具体数量说明本年度主动公开政府信息的情况。
    What it looks at:
        第一部分“主动公开”之下有没有带计量单位的数字；没有小标题的，查看第一部分全部文字。
    Not applicable:
        没有取得年报；2019年度以前的年报；没有第一部分（见CMP01）。
    Not a defect:
        公开数量写在第一部分的其他段落或者第二部分；数量为0；约数。
    Example:
        “我局严格遵循信息公开原则，加快推进行政执法信息公开。”之外没有其他内容。
    How to correct:
        补写本年度主动公开政府信息的数量，以及主要渠道、主要类别的数量。
    """
    refuse_older_reports(case)
    part = part_to_judge(case, PartName.OVERVIEW)
    if not part.sentences:
        raise Undetermined("没有读到第一部分的文字，需人工核对原件")
    if case.reading.said(*_COUNTED) or any(_has_count(s) for s in _on_publication(part)):
        return
    if case.reading.trailer:
        raise Undetermined("文中有图表，主动公开的数量可能写在图表中，需人工核对原件")
    yield Finding(
        subject=f"parts.{PartName.OVERVIEW}",
        severity=Severity.ADVICE,
        message="第一部分没有写明主动公开政府信息的数量",
        evidence=(Evidence(at=part.name.label, printed=opening_of(_words(part))),),
    )


def _on_publication(part: Part) -> tuple[Sentence, ...]:
    """The sentences under the heading 主动公开; all where no numbered heading names it."""
    headed = [h.at for h in part.sub_headings if h.numeral is not None and _NAME in h.text]
    return tuple(
        s for s in part.sentences if not headed or any(s.at.startswith(f"{at} ") for at in headed)
    )


def _has_count(sentence: Sentence) -> bool:
    return any(number.unit in _UNITS for number in numbers_in(sentence.text))


def _words(part: Part) -> str:
    return "".join(sentence.text for sentence in _on_publication(part))
