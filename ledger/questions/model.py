"""A saved question and its parameters, as its page declares them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ParameterKind(StrEnum):
    """What a parameter takes; the value is the word used on the page."""

    YEAR = "年度"
    AGENCY = "机关"
    REGION = "地区"
    FIGURE = "数据项"
    NUMBER = "整数"
    DAY = "日期"
    CHOICE = "选项"
    TEXT = "文字"


ALL = "全部"
LATEST = "最近"
REQUIRED = "必填"

# The figures that questions compare, by the names people give them.
FIGURE_NAMES = {
    "本年新收申请": "requests.received.total",
    "上年结转申请": "requests.carried_in.total",
    "予以公开": "requests.granted.total",
    "部分公开": "requests.partial.total",
    "办理结果总计": "requests.concluded.total",
    "结转下年度": "requests.carried_out.total",
    "行政复议总计": "disputes.review.total",
    "未经复议直接起诉总计": "disputes.suit_direct.total",
    "复议后起诉总计": "disputes.suit_after_review.total",
    "规章本年制发": "proactive.regulations.issued",
    "规章本年废止": "proactive.regulations.repealed",
    "规章现行有效": "proactive.regulations.in_force",
    "规范性文件本年制发": "proactive.normative_documents.issued",
    "规范性文件本年废止": "proactive.normative_documents.repealed",
    "规范性文件现行有效": "proactive.normative_documents.in_force",
    "行政许可": "proactive.licences.decisions",
    "行政处罚": "proactive.penalties.decisions",
    "行政强制": "proactive.coercive_measures.decisions",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter. ``default`` is as a person would write it, ``必填`` where there is none.

    ``choices`` are those of kind ``CHOICE``; ``least`` and ``most`` bound a number.
    """

    name: str
    label: str
    kind: ParameterKind
    default: str
    meaning: str
    choices: tuple[str, ...] = ()
    least: int = 0
    most: int = 0

    @property
    def is_required(self) -> bool:
        """Whether a person must give it."""
        return self.default == REQUIRED

    @property
    def takes(self) -> str:
        """What may be written, in Chinese."""
        if self.kind is ParameterKind.CHOICE:
            return "、".join(self.choices)
        if self.kind is ParameterKind.NUMBER:
            return f"{self.least}—{self.most} 的整数"
        told = _TAKES[self.kind]
        return told.removesuffix(_OR_ALL) if self.is_required else told


_OR_ALL = f"，或者 {ALL}"
_TAKES = {
    ParameterKind.YEAR: "年度，或者 最近、全部",
    ParameterKind.AGENCY: "机关全称、其他名称或者编号，或者 全部",
    ParameterKind.REGION: "行政区划代码或者其前几位，或者 全部",
    ParameterKind.FIGURE: "主要数据项的名称（见文末）",
    ParameterKind.DAY: "日期，如 2024-01-31",
    ParameterKind.TEXT: "文字，或者 全部",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One saved question; ``sql`` reads only."""

    name: str
    title: str
    explanation: str
    parameters: tuple[Parameter, ...]
    sql: str
