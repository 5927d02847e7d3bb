"""An office with drafts of notices on its disk and in its ledger, for the desk."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from overall_world import AS_OF, KINDS, REGISTRY, YEAR, Recorded, config_in, found

from audit.model import RuleResult, Severity
from config.clock import SHANGHAI, FixedClock
from config.paper_settings import NoticeSettings
from config.settings import Config
from ledger.model import PublicationState
from workflow.papers.drafts.case_drafts import CaseDrafts
from workflow.papers.drafts.drafting import Drafting, paper_writer
from workflow.papers.views.judged import judged_of
from workflow.progress import SILENT
from workflow.workplace import open_workplace

# One finding waits for a person (a warning that is no arithmetic), one does not.
WRONG = (found("CON01"), found("CMP02", Severity.WARNING, "narrative"))
STATES = {"fin": PublicationState.ON_TIME, "law": PublicationState.ON_TIME}


def clock_on(day: date = AS_OF) -> FixedClock:
    return FixedClock(datetime(day.year, day.month, day.day, 15, tzinfo=SHANGHAI))


_AGENCY = """
[[agency]]
id = "{key}"
name = "{name}"
kind = "department"
region = "990100"

[[place]]
id = "{key}"
agency = "{key}"
home = "http://{key}.example/"
"""


def desk_config(folder: Path, forms: tuple[str, ...] = ("html",)) -> Config:
    registry = folder / "registry.toml"
    registry.write_text(
        "".join(_AGENCY.format(key=key, name=KINDS[key][0]) for key in STATES), encoding="utf-8"
    )
    return replace(
        config_in(folder),
        registry=registry,
        notices=NoticeSettings(forms=forms, number_pattern="苏政公开办〔{year}〕{number}号"),
    )


def draft_papers(
    config: Config, results: Mapping[str, tuple[RuleResult, ...]], day: date = AS_OF
) -> None:
    """A run on ``day`` that finds ``results``, and the drafts that follow from it."""
    with open_workplace(config, clock_on(day), SILENT, REGISTRY, (YEAR,)) as workplace:
        with closing(sqlite3.connect(config.ledger_path)) as connection:
            (runs,) = connection.execute("SELECT count(*) FROM runs").fetchone()
        Recorded(workplace.ledger, number=runs).run(results, STATES, day=day)
        with paper_writer(config) as writer:
            drafts = CaseDrafts(workplace, Drafting(workplace, writer, YEAR))
            for rows in judged_of(workplace, YEAR):
                drafts.keep(rows)
