"""Makes the reports of an agency, year after year, from a seed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from portal_lab.figures import figures_of_year, first_year_end
from portal_lab.forms import HEADINGS, Form, form_of_year
from portal_lab.narrative import paragraphs, preamble
from portal_lab.report import LabReport


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """An agency as its reports need it.

    ``topics`` are three fields of work; ``scale`` is about how many applications come in a year.
    """

    name: str
    self_name: str
    topics: tuple[str, str, str]
    scale: int = 8


def reports_of(
    author: Author,
    years: range,
    seed: int,
    forms: Mapping[int, Form] | None = None,
) -> Mapping[int, LabReport]:
    """The author's conforming reports by year; what one year leaves open, the next carries in.

    ``forms`` says where a year uses another edition than its own.
    """
    before = first_year_end(_random(seed, author.name, "start"), scale=author.scale)
    reports: dict[int, LabReport] = {}
    for year in years:
        form = (forms or {}).get(year) or form_of_year(year)
        random = _random(seed, author.name, str(year))
        figures, before = figures_of_year(form, random, before, scale=author.scale)
        gaps = {
            "year": str(year),
            "name": author.name,
            "me": author.self_name,
            **dict(zip("abc", author.topics, strict=True)),
        }
        reports[year] = LabReport(
            agency=author.name,
            year=year,
            form=form,
            title=f"{author.name}{year}年政府信息公开工作年度报告",
            figures=figures,
            headings=HEADINGS,
            preamble=preamble(random, gaps),
            paragraphs=paragraphs(form, random, figures, gaps),
        )
    return reports


def _random(seed: int, *names: str) -> Random:
    """A stream of its own for each purpose, the same on every machine."""
    return Random(f"{seed}/{'/'.join(names)}")  # noqa: S311 - a fictitious country, no secret
