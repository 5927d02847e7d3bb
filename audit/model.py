"""What the audit says: findings with evidence, doubts, and one result for each rule."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from config.errors import DubanError


class Severity(StrEnum):
    """How grave a finding is, gravest first."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"
    HINT = "hint"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return _RANKS[self._value_]

    @property
    def label(self) -> str:
        """The Chinese word for it."""
        return {"error": "错误", "warning": "警告", "advice": "建议", "hint": "提示"}[self.value]


# By the word: it is found in a fraction of the time that a member takes.
_RANKS = {severity.value: rank for rank, severity in enumerate(Severity)}


class Outcome(StrEnum):
    """What became of a rule on one report. Percentages never count ``UNDETERMINED``."""

    CONFORMS = "conforms"
    NONCONFORMING = "nonconforming"
    NOT_APPLICABLE = "not_applicable"
    UNDETERMINED = "undetermined"
    CRASHED = "crashed"

    @property
    def label(self) -> str:
        """The Chinese word for it."""
        return {
            "conforms": "符合",
            "nonconforming": "不符合",
            "not_applicable": "不适用",
            "undetermined": "无法判定",
            "crashed": "规则出错",
        }[self.value]


class Family(StrEnum):
    """The four families of rules; the value begins the code."""

    COMPLETENESS = "CMP"
    TIMELINESS = "TIM"
    CONSISTENCY = "CON"
    AUTHENTICITY = "AUT"

    @property
    def label(self) -> str:
        """The Chinese word for it, as the issue list prints it."""
        return {"CMP": "完整性", "TIM": "时效性", "CON": "一致性", "AUT": "真实性与文字"}[
            self.value
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where to look (``at``, a locator) and what stands there.

    ``printed`` is quoted from the document; it is empty where something is not there.
    """

    at: str
    printed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One shortcoming. ``subject`` comes from the closed vocabulary of the contract.

    ``message`` says in Chinese what is wrong with the working in words, e.g. ``3 + 1 + 0 =
    4，报告填 5``.
    ``paths`` are the figures it rests on: they are read a second time before an error is believed.
    """

    subject: str
    severity: Severity
    message: str
    evidence: tuple[Evidence, ...]
    paths: tuple[str, ...] = ()


class Obstacle(StrEnum):
    """Why a rule could not judge, as far as it matters who has to do something about it.

    ``NOT_HELD`` is what the office does not hold or has not looked at: its registers, reports of
    other years or agencies, earlier visits. It leaves the rule open on every report and tells
    nothing about this one. ``UNCLEAR`` is everything that a person should look at: unread,
    contradictory, rough.
    """

    NOT_HELD = "not_held"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Something that a rule could not judge while it goes on with the rest."""

    subject: str
    reason: str
    obstacle: Obstacle = Obstacle.UNCLEAR


class NotApplicable(DubanError):  # noqa: N818 - an answer, not a failure
    """Raised where a rule does not concern the report; the message is the reason."""


class Undetermined(DubanError):  # noqa: N818 - an answer, not a failure
    """Raised where what a rule needs is not known; the message is the reason."""

    obstacle = Obstacle.UNCLEAR


class NotHeld(Undetermined):
    """Raised where the office does not hold what a rule needs."""

    obstacle = Obstacle.NOT_HELD


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleResult:
    """The outcome of one rule on one report.

    ``severity`` is the gravest of its findings, or the highest that the rule may give where there
    is none. ``is_shadow`` marks a rule that ran in shadow: its result is for reviewers only.
    ``obstacle`` is of an undetermined result: ``NOT_HELD`` where nothing else stood in the way.
    """

    rule: str
    version: int
    outcome: Outcome
    severity: Severity
    reason: str | None = None
    findings: tuple[Finding, ...] = ()
    is_shadow: bool = False
    obstacle: Obstacle | None = None
