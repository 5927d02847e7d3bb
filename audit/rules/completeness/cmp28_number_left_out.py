"""CMP28: a unit stands in the text without its number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Evidence, Severity
from audit.passages import findings_by_subject, passages, whole_text
from audit.rule import Judgement, rule
from audit.scope import refuse_older_reports

# What may follow a unit: a stop or the next count; 条例, 件数 and 次要 are other words.
_ENDS = r"(?=\s*(?:[，。；、）),;]|其中|$))"
# 主动公开信息  条; 共  件; 公开企业资质条、许可证76条; 增长 %
_LEFT_OUT = re.compile(
    rf"(?:信息|文件|申请|公开|答复|办结|收到|发布)(?:共计|共|了|约)?\s+(?:余)?[条件次篇份]{_ENDS}"
    rf"|(?<!公)(?:共计?|总计|合计|累计)\s*[条件次篇份]{_ENDS}"
    r"|(?:信息|资质|公告|动态)条(?=[，。；、])"
    r"|(?:增长|下降|提高|减少|占比?|占总数的?|达到?)\s*[%\uff05]"
)
# What stands before the sign in any of them; few reports have it.
_MAY_BE = re.compile(
    r"[条件次篇份%\uff05](?:(?<=[\s共计息质告态长降高少占比数的达到].)|(?<=\s余.))"
)


@rule(
    "CMP28",
    at_most=Severity.WARNING,
    basis="《中华人民共和国政府信息公开条例》第六条、第五十条",
)
def number_left_out(case: AuditCase) -> Iterator[Judgement]:
    """正文中的数字留空。

    Requirement:
        正文中的数量应当填写完整。
    What it looks at:
        “信息”“文件”“申请”“公开”等词之后空格接“条”“件”“次”，“共”之后直接是“条”“件”，以及百分号前没有数字的。
    Not applicable:
        没有取得年报；2019年度以前的年报。
    Not a defect:
        数字与单位之间有空格；“公开 条例”“申请 件数”等其他词语；表格中的文字。
    Example:
        “2020年主动公开信息  条。”
    How to correct:
        补填所缺的数字；没有发生的，写明为0或者没有。
    """
    refuse_older_reports(case)
    if _MAY_BE.search(whole_text(case.reading)) is None:
        return
    found: list[tuple[str, Evidence]] = [
        (passage.subject, passage.around(*place.span()))
        for passage in passages(case.reading)
        for place in _LEFT_OUT.finditer(passage.text)
    ]
    yield from findings_by_subject(
        found, Severity.WARNING, "有{count}处单位之前没有数字：{found}，应当补填"
    )
