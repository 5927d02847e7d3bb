"""The page of the documents on saved questions, made from what they declare."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.questions.catalogue import questions
from ledger.questions.model import FIGURE_NAMES, Question

_HEAD = """# 常用查询

用 `duban ask` 列出，用 `duban ask 名称` 查询，名称写英文名或者中文题目都可以，
参数写作 `--param 参数=值`。本页由 `duban ask --format markdown` 生成。
每个查询是 `ledger/questions/` 下的一页 SQL。

各查询共同遵守：

- 未公布须经人工确认；未见公布（待人工确认）和无法核实分别列出，不算未公布，也不算逾期。
- 列举机关问题时，不列影子规则的发现、有现行豁免的问题，
  以及对同一规则版本、同样内容已认定不属实的问题。
- 人工认定的准确率不足、按设置不列入告知的规则，其问题照列，在规则名称后注明；
  计数和涉及多条规则的平均数也包括在内。
- “最近”是台账中最近的年报年度；天数以最近判定日为准，不以查询当天为准；
  豁免是否有效，以最近判定日和最近一次登记、终止豁免之日中较晚的一天为准。
"""


def questions_page() -> str:
    """All questions as Markdown."""
    return "\n".join((_HEAD, *(line for q in questions() for line in _section(q)), *_figures()))


def _section(question: Question) -> Iterator[str]:
    yield f"## {question.title}\n"
    yield f"`duban ask {question.name}`\n"
    yield f"{question.explanation}\n"
    if question.parameters:
        yield "| 参数 | 名称 | 默认 | 可写 | 含义 |"
        yield "|---|---|---|---|---|"
        for one in question.parameters:
            yield f"| `{one.name}` | {one.label} | {one.default} | {one.takes} | {one.meaning} |"
        yield ""


def _figures() -> Iterator[str]:
    yield "## 主要数据项\n"
    yield "| 名称 | 代码 |"
    yield "|---|---|"
    for name, path in FIGURE_NAMES.items():
        yield f"| {name} | `{path}` |"
    yield ""
