"""Known defects: each is a function on the report before it is rendered.

``DEFECTS`` gives for each the codes of the rules that must fire because of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from portal_lab.forms import APPLICANTS
from portal_lab.report import LabReport

# The opening may have no comma of this kind; the paragraph after （一） always has.
_HALF_WIDTH_PARAGRAPHS = (0, 2)


def row_totals_wrong(report: LabReport) -> LabReport:
    """One application moves between the totals of two rows: the rows are wrong, nothing else."""
    totals = [f"requests.{row}.total" for row in report.form.result_rows]
    giver = next(path for path in totals if int(report.figures[path]) > 0)
    taker = next(path for path in totals if path != giver)
    return _with_figures(
        report,
        {
            giver: str(int(report.figures[giver]) - 1),
            taker: str(int(report.figures[taker]) + 1),
        },
    )


def row_missing(report: LabReport) -> LabReport:
    """A row of table three, all of zeros, is left out."""
    lost = {f"requests.unprocessed_publication.{kind}" for kind, _ in APPLICANTS}
    kept = {path: value for path, value in report.figures.items() if path not in lost}
    return replace(report, figures=kept)


def received_told_wrong(report: LabReport) -> LabReport:
    """The text tells more applications received than the table has, carried-over ones included."""
    told = int(report.figures["requests.received.total"])
    wrong = told + int(report.figures["requests.carried_in.total"]) + 3
    return _with_overview(report, f"收到政府信息公开申请{told}件", f"收到政府信息公开申请{wrong}件")


def placeholder_left(report: LabReport) -> LabReport:
    """A name of the template was never filled in."""
    return _with_overview(report, "（二）依申请公开情况", "通过××平台发布便民提示。", before=True)


def cells_blank(report: LabReport) -> LabReport:
    """A cell of table two and a cell of table three are empty."""
    return _with_figures(
        report,
        {"proactive.coercive_measures.decisions": "", "requests.carried_in.charity": ""},
    )


def problems_missing(report: LabReport) -> LabReport:
    """Part five is left out."""
    kept = {name: text for name, text in report.headings.items() if name != "problems"}
    return replace(report, headings=kept)


def half_width_punctuation(report: LabReport) -> LabReport:
    """Commas between Han characters are half-width, in the opening and in what was published."""
    overview = tuple(
        re.sub(r"(?<=[\u4e00-\u9fff])，(?=[\u4e00-\u9fff])", ",", paragraph)
        if i in _HALF_WIDTH_PARAGRAPHS
        else paragraph
        for i, paragraph in enumerate(report.paragraphs["overview"])
    )
    return replace(report, paragraphs={**report.paragraphs, "overview": overview})


def unchanged(report: LabReport) -> LabReport:
    """For defects that lie outside the report's own words and numbers."""
    return report


@dataclass(frozen=True, slots=True, kw_only=True)
class Defect:
    """A defect: how it is made, and the codes of the rules that must fire."""

    plant: Callable[[LabReport], LabReport]
    codes: tuple[str, ...]


DEFECTS: Mapping[str, Defect] = {
    "row_totals_wrong": Defect(plant=row_totals_wrong, codes=("CON01",)),
    "row_missing": Defect(plant=row_missing, codes=("CMP08",)),
    "received_told_wrong": Defect(plant=received_told_wrong, codes=("CON12",)),
    "placeholder_left": Defect(plant=placeholder_left, codes=("AUT04",)),
    # The edition is chosen when the report is generated: see ``country``.
    "old_edition": Defect(plant=unchanged, codes=("CMP12",)),
    "cells_blank": Defect(plant=cells_blank, codes=("CMP07", "CMP10")),
    "problems_missing": Defect(plant=problems_missing, codes=("CMP01",)),
    "half_width_punctuation": Defect(plant=half_width_punctuation, codes=("AUT19",)),
}


def _with_figures(report: LabReport, changed: Mapping[str, str]) -> LabReport:
    return replace(report, figures={**report.figures, **changed})


def _with_overview(report: LabReport, old: str, new: str, *, before: bool = False) -> LabReport:
    """The overview with ``old`` replaced, or with a paragraph ``new`` before the one ``old``."""
    overview: list[str] = []
    for paragraph in report.paragraphs["overview"]:
        if before and paragraph == old:
            overview.append(new)
        overview.append(paragraph if before else paragraph.replace(old, new))
    return replace(report, paragraphs={**report.paragraphs, "overview": tuple(overview)})
