"""The same report as a page, a DOCX, a PDF and a text: the findings must be the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from audit.engine import judge
from audit.rule import Rule
from bench.mutations.bases import lab_drafts
from bench.mutations.judged import case_of
from bench.mutations.kinds import all_kinds
from bench.mutations.model import Draft, NoSuchPlace
from bench.printed import printings
from reading.errors import DocumentError
from reading.reader import read

# What depends on the form itself, and rightly differs.
_OF_THE_FORM = frozenset({"TIM14"})
_DEFECTS_EACH = 12
Found = frozenset[tuple[str, str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Findings that one form gives and another does not.

    ``is_left_open``: none is told besides, and the rules of those that are not told say that they
    could not tell, as where a text may have lost a table.
    """

    where: str
    told: str
    is_left_open: bool

    def __str__(self) -> str:
        """In a line."""
        return f"{self.where}: {self.told}{' (left open)' if self.is_left_open else ''}"


def metamorphic_drafts(seeds: int, defects: int = _DEFECTS_EACH) -> Iterator[tuple[str, Draft]]:
    """Reports of the lab, without defects and each with some kinds that can be printed."""
    kinds = list(all_kinds())
    for seed in range(1, seeds + 1):
        for number, draft in enumerate(lab_drafts(range(seed, seed + 1))):
            name = f"lab {seed}.{number}"
            yield f"{name}, no defect", draft
            chance = Random(f"{seed}/{number}")  # noqa: S311 - the same kinds every time
            for kind in chance.sample(kinds, defects):
                places = kind.places(draft)
                try:
                    planted = kind.plant(draft, chance.choice(places)) if places else None
                except NoSuchPlace:
                    continue
                if planted is not None and planted.draft.is_printable:
                    yield f"{name}, {kind.name}", planted.draft


def differences(name: str, draft: Draft, rules: tuple[Rule, ...]) -> Iterator[Difference]:
    """Each form whose findings are others than those of the first."""
    first: Found | None = None
    for form, file, body in printings(draft):
        found, left_open = _judged(draft, file, body, rules)
        if first is None:
            first = found
        elif found != first:
            lost, more = first - found, found - first
            yield Difference(
                where=f"{name}, {form}",
                told=", ".join(
                    (
                        *(f"-{' '.join(one)}" for one in sorted(lost)),
                        *(f"+{' '.join(one)}" for one in sorted(more)),
                    )
                ),
                is_left_open=not more and all(rule in left_open for rule, *_ in lost),
            )


def _judged(
    draft: Draft, file: str, body: bytes, rules: tuple[Rule, ...]
) -> tuple[Found, frozenset[str]]:
    """The findings, and the rules that could not tell."""
    try:
        results = judge(case_of(draft, read(body, name=file)), rules)
    except DocumentError:
        return frozenset({("not read", "", "")}), frozenset()
    found = frozenset(
        (result.rule, finding.subject, finding.severity.value)
        for result in results
        for finding in result.findings
        if result.rule not in _OF_THE_FORM
    )
    return found, frozenset(r.rule for r in results if r.reason is not None)
