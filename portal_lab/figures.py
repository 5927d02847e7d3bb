"""Random figures whose sums hold, one year after another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from portal_lab.forms import APPLICANTS, DISPUTES, FORM_2019, Form

_KINDS = tuple(name for name, _ in APPLICANTS[:-1])
_KIND_WEIGHTS = (70, 14, 3, 2, 6, 5)
# How often an application ends so. What is not named never happens in the lab.
_RESULT_WEIGHTS = {
    "granted": 40,
    "partial": 10,
    "refused_third_party": 5,
    "refused_internal_affairs": 4,
    "refused_deliberative": 4,
    "refused_enforcement_file": 4,
    "refused_query": 3,
    "unavailable_not_held": 18,
    "unavailable_needs_creation": 5,
    "unavailable_unclear": 4,
    "unprocessed_complaint": 4,
    "unprocessed_repeat": 3,
    "other_uncorrected": 4,
    "other_reason": 2,
    "other": 6,
}
_FIRST_STOCK = (4, 30)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearEnd:
    """What one year hands to the next.

    Applications still open by kind of applicant, documents in force, numbers of items (2019
    edition), and about how many decisions the agency takes a year, by row.
    """

    open_applications: tuple[str, ...]
    documents: int
    items: tuple[int, ...]
    decisions: Mapping[str, int]


def first_year_end(random: Random, *, scale: int) -> YearEnd:
    """The state before the first year of an agency of this scale."""
    return YearEnd(
        open_applications=tuple(random.choices(_KINDS, _KIND_WEIGHTS, k=random.randint(0, 2))),
        documents=random.randint(*_FIRST_STOCK),
        items=tuple(random.randint(2, 20) for _ in range(5)),
        decisions={
            "licences": random.randint(30, 40 * (scale + 1)),
            "penalties": random.randint(5, 6 * (scale + 1)),
            "coercive_measures": random.randint(1, 4),
            "other_services": random.randint(5, 90),
        },
    )


def figures_of_year(
    form: Form, random: Random, before: YearEnd, *, scale: int
) -> tuple[dict[str, str], YearEnd]:
    """Every figure of the form as printed, and what the year hands on.

    ``scale`` is about how many applications the agency receives a year.
    """
    figures = dict.fromkeys(form.paths(), "0")
    handed_on = _proactive(form, random, before, figures, scale)
    opened = _requests(form, random, before, figures, scale)
    _disputes(random, figures, scale)
    figures = {path: figures[path] for path in form.paths()}
    return figures, replace(handed_on, open_applications=opened)


def _proactive(
    form: Form, random: Random, before: YearEnd, figures: dict[str, str], scale: int
) -> YearEnd:
    issued = random.randint(1, 5)
    repealed = random.randint(0, 2)
    documents = max(before.documents, 3) + issued - repealed
    # A fifth more or less than usual: an agency does not change its nature in a year.
    decisions = {row: n * random.randint(80, 120) // 100 for row, n in before.decisions.items()}
    stock = "proactive.normative_documents"
    if form is FORM_2019:
        values = {f"{stock}.made": issued, f"{stock}.published": issued}
        values[f"{stock}.total_published"] = documents
    else:
        del decisions["other_services"]
        values = {f"{stock}.issued": issued, f"{stock}.repealed": repealed}
        values[f"{stock}.in_force"] = documents
        figures["proactive.fees.amount"] = _money(random, scale)
    figures |= {path: str(value) for path, value in values.items()}
    figures |= {f"proactive.{row}.decisions": str(value) for row, value in decisions.items()}
    items = before.items
    if form is FORM_2019:
        items = _items(random, before, figures)
    return replace(before, documents=documents, items=items)


def _money(random: Random, scale: int) -> str:
    """An amount in 万元 with up to two decimals, without idle zeros."""
    return str(Decimal(random.randint(1, 900 * (scale + 1))) / 100)


def _items(random: Random, before: YearEnd, figures: dict[str, str]) -> tuple[int, ...]:
    rows = ("licences", "other_services", "penalties", "coercive_measures", "fees")
    ends: list[int] = []
    for row, previous in zip(rows, before.items, strict=True):
        change = random.randint(-1, 2)
        figures[f"proactive.{row}.previous_items"] = str(previous)
        figures[f"proactive.{row}.change"] = str(change)
        ends.append(previous + change)
    figures["proactive.procurement.items"] = str(random.randint(1, 12))
    figures["proactive.procurement.amount"] = str(Decimal(random.randint(1000, 90000)) / 100)
    return tuple(ends)


def _requests(
    form: Form, random: Random, before: YearEnd, figures: dict[str, str], scale: int
) -> tuple[str, ...]:
    """Every application gets a kind of applicant and one result, so that all sums hold."""
    count = random.randint(scale - scale // 3, scale + scale // 3) if scale else 0
    received = random.choices(_KINDS, _KIND_WEIGHTS, k=count)
    opened = tuple(received[: random.randint(0, min(3, count))])
    closed = [*before.open_applications, *received[len(opened) :]]
    rows = [row for row in form.result_rows if row in _RESULT_WEIGHTS]
    weights = [_RESULT_WEIGHTS[row] for row in rows]
    results = Counter(zip(random.choices(rows, weights, k=len(closed)), closed, strict=True))
    for (row, kind), number in results.items():
        figures[f"requests.{row}.{kind}"] = str(number)
    for row, kinds in (
        ("received", received),
        ("carried_in", before.open_applications),
        ("concluded", closed),
        ("carried_out", opened),
    ):
        for kind, number in Counter(kinds).items():
            figures[f"requests.{row}.{kind}"] = str(number)
    for row in form.request_rows():
        total = sum(int(figures[f"requests.{row}.{kind}"]) for kind in _KINDS)
        figures[f"requests.{row}.total"] = str(total)
    return opened


def _disputes(random: Random, figures: dict[str, str], scale: int) -> None:
    """Cases that were upheld or ended otherwise; the lab's agencies lose none."""
    for row, _ in DISPUTES:
        numbers = {
            end: random.choices((0, 1, 2), (6, 3, 1))[0] if scale else 0
            for end in ("upheld", "other")
        }
        for end, number in {**numbers, "total": sum(numbers.values())}.items():
            figures[f"disputes.{row}.{end}"] = str(number)
