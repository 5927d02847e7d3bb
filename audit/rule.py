"""The declaration of a rule: a decorated generator whose docstring is its page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from inspect import cleandoc

from audit.case import AuditCase
from audit.model import Doubt, Family, Finding, Severity
from reading.editions import EDITION_2019, EDITION_2021, EDITIONS, Edition

Judgement = Finding | Doubt
Check = Callable[[AuditCase], Iterator[Judgement]]

ALL: tuple[Edition, ...] = EDITIONS
ONLY_2019: tuple[Edition, ...] = (EDITION_2019,)
ONLY_2021: tuple[Edition, ...] = (EDITION_2021,)

PAGE_HEADINGS = (
    "Requirement",
    "What it looks at",
    "Not applicable",
    "Not a defect",
    "Example",
    "How to correct",
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rule:
    """A rule of the catalogue. There is one object for each: no two are ever equal.

    ``at_most`` is the gravest severity it may give; ``basis`` is quoted in notices, so it holds
    only what is safe to quote;
    ``editions`` are the formats it is for; ``version`` is raised when its judgement changes.
    ``needs_reading`` is false for
    rules on publication, which also judge agencies without a report. ``rests_on`` are the codes of
    rules that are judged first: where one of them has a finding on a figure, a finding of this
    rule that needs the same figure is left open and refers to it, so that one cause is told once.
    ``looks_at_others`` marks rules that need the other agencies' reports (``Surroundings``).
    ``is_arithmetic`` marks rules whose findings are nothing but arithmetic over printed figures:
    they need no measured precision to enter notices.
    """

    code: str
    at_most: Severity
    basis: str
    editions: tuple[Edition, ...]
    version: int
    check: Check
    needs_reading: bool = True
    rests_on: tuple[str, ...] = ()
    looks_at_others: bool = False
    is_arithmetic: bool = False

    @property
    def family(self) -> Family:
        """The family its code begins with."""
        return Family(self.code[:3])

    @property
    def page(self) -> str:
        """The whole page: first line the Chinese name, then the fixed headings."""
        return cleandoc(self.check.__doc__ or "")

    @property
    def title(self) -> str:
        """The Chinese name of the defect."""
        return self.page.partition("\n")[0].rstrip("。")

    def section(self, heading: str) -> str:
        """The text under one heading of the page, as one line; empty where the page lacks it."""
        lines: list[str] = []
        inside = False
        for line in self.page.splitlines()[1:]:
            head = next((h for h in PAGE_HEADINGS if line.startswith(f"{h}:")), None)
            if head is not None:
                inside = head == heading
            if inside:
                lines.append(line.removeprefix(f"{heading}:").strip())
        return "".join(lines)


def rule(  # noqa: PLR0913 - one keyword for each thing that a rule declares
    code: str,
    *,
    at_most: Severity,
    basis: str,
    editions: tuple[Edition, ...] = ALL,
    version: int = 1,
    needs_reading: bool = True,
    rests_on: tuple[str, ...] = (),
    looks_at_others: bool = False,
    is_arithmetic: bool = False,
) -> Callable[[Check], Rule]:
    """Declare the decorated generator as the rule ``code``."""

    def declare(check: Check) -> Rule:
        return Rule(
            code=code,
            at_most=at_most,
            basis=basis,
            editions=editions,
            version=version,
            check=check,
            needs_reading=needs_reading,
            rests_on=rests_on,
            looks_at_others=looks_at_others,
            is_arithmetic=is_arithmetic,
        )

    return declare
