"""Well-known misprints of official writing (错别字), each with what is meant.

A short list with contexts, no model of the language: what is not in it is not told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# The words to look for, what is meant, and the form in which they are wrong where not in any. A
# form begins with the words and then looks back over them: so it is found far more quickly.
_MISPRINTS = (
    ("既使", "即使", None),
    ("按排", "安排", None),
    ("布署", "部署", None),
    ("座落", "坐落", None),
    ("关健", "关键", None),
    ("幅射", "辐射", None),
    ("复盖", "覆盖", None),
    ("园满", "圆满", None),
    ("根椐", "根据", None),
    ("规犯", "规范", None),
    ("陪训", "培训", None),
    ("推近", "推进", None),
    ("副度", "幅度", None),
    ("严竣", "严峻", None),
    ("必竞", "毕竟", None),
    ("脉博", "脉搏", None),
    ("通迅", "通讯", None),
    ("复仪", "复议", None),
    ("建仪", "建议", None),
    ("协仪", "协议", None),
    ("异仪", "异议", None),
    ("诉颂", "诉讼", None),
    ("迫不急待", "迫不及待", None),
    ("按步就班", "按部就班", None),
    ("再接再励", "再接再厉", None),
    ("竟竟业业", "兢兢业业", None),
    ("融汇贯通", "融会贯通", None),
    ("一如继往", "一如既往", None),
    ("政策解毒", "政策解读", None),
    ("政府息信", "政府信息", None),
    ("依申公开", "依申请公开", None),
    ("依请公开", "依申请公开", None),
    ("权利清单", "权力清单", None),
    ("渠到", "渠道", r"渠到(?<!水渠到)"),
    ("大副", "大幅", r"大副(?=提|增|上|下)"),
    ("申清", "申请", r"申清(?![洁楚晰])"),
    ("行政权利", "行政权力", r"行政权利(?!人|义务|救济)"),
    ("进一部", "进一步", r"进一部(?!分|署|门)"),
    ("下一部", "下一步", r"下一部(?=工作|，|我|将)"),
    # 企业诉求反应渠道; not 反应迅速, 反应机制
    ("反应", "反映", r"反应(?<=(?:诉求|意见|民意|问题)反应)(?=渠道|情况|的|到|，|。)"),
    # 畅通公开受理渠。
    ("渠", "渠道", r"渠(?<=(?:受理|公开|申请|沟通|互动|反映)渠)(?=[，。；、])"),
    # 截止2023年底; not 截止日期, 截止时间
    ("截止", "截至", r"截止(?=\s?\d{1,4}\s?[年月]|目前)"),
    # 2021度，依托门户网站公开
    ("度", "年度", r"度(?<=20\d\d度)(?!假)"),
    ("贯彻实", "贯彻落实", r"贯彻实(?![施行际现])"),
    # 的的确确, 目的的, 为了了解, 信息信息化 are right
    ("的的", None, r"的的(?<!目的的)(?!确|士)"),
    ("了了", None, r"了了(?<![为除]了了)(?![解然结])"),
    ("进行进行", None, None),
    ("工作工作", None, None),
    ("信息信息", None, r"信息信息(?!化|技术|产业|管理|安全|系统)"),
    ("，，", None, None),
    ("、、", None, None),
    ("；；", None, None),
    ("。。", None, r"。。(?<!。。。)(?!。)"),
    ("，。", None, None),
    ("。，", None, None),
)
_FORMS = {words: (meant, re.compile(form or re.escape(words))) for words, meant, form in _MISPRINTS}
_ANY = re.compile("|".join(form.pattern for _, form in _FORMS.values()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Misprint:
    """A likely misprint at ``start`` to ``end``; ``meant`` is ``None`` for what stands twice."""

    words: str
    meant: str | None
    start: int
    end: int


def may_be_misprinted(text: str) -> bool:
    """Whether anything in the text, or in many put together, looks like a misprint."""
    return _ANY.search(text) is not None


def misprints_in(text: str) -> Iterator[Misprint]:
    """Every likely misprint of the list, in the order of the list."""
    for words, (meant, form) in _FORMS.items():
        # Most texts hold none of them, and to look for plain words is quick.
        if words in text:
            for found in form.finditer(text):
                yield Misprint(words=found[0], meant=meant, start=found.start(), end=found.end())
