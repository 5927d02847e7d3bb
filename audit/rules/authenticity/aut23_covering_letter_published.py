"""AUT23: a covering letter to the supervising office was published in the report's place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Evidence, Finding, Severity, Undetermined
from audit.passages import DOCUMENT, opening_of
from audit.rule import Judgement, rule
from reading.model import Sentence

# 市政府办公室：
_RECIPIENT = re.compile(
    r"^[^，。；：:《》\s]{2,30}(?:办公室|办公厅|人民政府|政府办|公开办|委员会|[局厅办科处])[：:]"
    r"(?=\s*$|\s*(?:现|根据|按照|为))"
)
_HANDED_IN = re.compile(
    r"现[^。]{0,80}?(?:报送|呈报|上报|呈送|随文报|报来)|现报送|请(?:予)?(?:审阅|审核|审查|审定|查收)"
    r"|特此(?:报告|报送|函报)|妥否"
)
_FEWEST_PARTS = 3


@rule(
    "AUT23",
    at_most=Severity.WARNING,
    basis="《中华人民共和国政府信息公开条例》第四十九条、第五十条",
)
def covering_letter_published(case: AuditCase) -> Iterator[Judgement]:
    """以报送函代替年报。

    Requirement:
        应当向社会公布年报全文，不能以报送年报的函件代替。
    What it looks at:
        正文是否既有主送单位（“市政府办公室：”），又有“现将……报送”“请审阅”等报送用语。
    Not applicable:
        没有取得年报。
    Not a defect:
        “现将有关情况报告如下”；向社会公布的说明；网页上“发布机构：”等栏目文字。
    Example:
        市政府办公室：现将我局2023年政府信息公开工作年度报告报送你们，请审阅。
    How to correct:
        公布年报全文；年报正文完整的，删去主送单位和报送用语。
    """
    reading = case.reading
    outside = (*reading.preamble, *reading.trailer)
    inside = [sentence for part in reading.parts.values() for sentence in part.sentences]
    if not outside and not inside:
        raise Undetermined("没有读到正文文字，需人工核对原件")
    recipients = [s for s in reading.preamble if _RECIPIENT.search(s.text)]
    handed_in = [s for s in outside if _HANDED_IN.search(s.text)]
    if not recipients or not handed_in:
        return
    is_report = len(reading.parts) >= _FEWEST_PARTS
    yield Finding(
        subject=DOCUMENT,
        severity=Severity.ADVICE if is_report else Severity.WARNING,
        message=(
            "年报正文保留了主送单位和报送用语，公布时宜删去"
            if is_report
            else "公布的是报送年报的函件，没有年报正文"
        ),
        evidence=tuple(_shown(sentence) for sentence in dict.fromkeys((*recipients, *handed_in))),
    )


def _shown(sentence: Sentence) -> Evidence:
    return Evidence(at=sentence.at, printed=opening_of(sentence.text))
