"""The ledger (问题台账): the one way to its file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from archive.model import Capture, Visit
from ledger import (
    cases,
    changes,
    decisions,
    findings,
    inputs,
    readings,
    registry_rows,
    runs,
    search,
    versions,
    visits,
)
from ledger.books import Absences, EventLog, Papers, Waivers
from ledger.changes import ReportChange
from ledger.connection import open_connection, transaction
from ledger.decisions import ReopenedDecision, Said
from ledger.documentation import schema_page
from ledger.finding_state import FindingChange
from ledger.model import (
    CaptureRow,
    CaseRow,
    Decision,
    FigureRow,
    FindingQuery,
    FindingRow,
    JudgedCase,
    JudgedFinding,
    NoticeRow,
    Precision,
    PublicationInterval,
    ReadingRow,
    ResultRow,
    Run,
    RunInputs,
    RunState,
)
from ledger.publication import interval_of
from ledger.retention import Thinned, months_before, thin
from ledger.said import NoticeItem
from ledger.search import Passage
from ledger.snapshot import copy_before
from ledger.versions import ReportVersion
from registry.model import Registry


class Ledger:
    """Findings over time in one SQLite file; every method that writes is a transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Use ``Ledger.open``."""
        self._connection = connection

    @classmethod
    def open(cls, path: Path) -> Self:
        """The ledger at ``path``, made or brought up to date as needed.

        Raises:
            LedgerError: the file is no ledger, is newer than the program, or cannot be opened.
        """
        return cls(open_connection(path))

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        """For ``with``."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file."""
        self.close()

    def schema_page(self) -> str:
        """What every table and column means, as Markdown; ``docs/ledger.md`` ends with it."""
        return schema_page(self._connection)

    @property
    def events(self) -> EventLog:
        """The log of what people and jobs did."""
        return EventLog(self._connection)

    @property
    def waivers(self) -> Waivers:
        """What is not to be told for a time."""
        return Waivers(self._connection)

    @property
    def absences(self) -> Absences:
        """Who has not published, as persons confirmed."""
        return Absences(self._connection)

    @property
    def papers(self) -> Papers:
        """Documents on their way to agencies, and what came back."""
        return Papers(self._connection)

    def record_registry(
        self, registry: Registry, years: tuple[int, ...], at: datetime | None = None
    ) -> None:
        """Keep agencies and places, and the duties of the report years.

        With ``at``, the present instant, names and duties are kept as they change over time too.
        """
        with transaction(self._connection) as connection:
            registry_rows.record_registry(connection, registry, years, at)

    def agency_names(self) -> dict[str, str]:
        """The full name of every agency ever watched, by its id."""
        return registry_rows.agency_names(self._connection)

    def begin_run(self, run: Run) -> None:
        """Write the run down as running: nothing of it shows until it is finished."""
        with transaction(self._connection) as connection:
            runs.begin_run(connection, run)

    def finish_run(self, run_id: str, finished_at: datetime) -> None:
        """Make the run whole: findings move and its cases show, all at one moment."""
        with transaction(self._connection) as connection:
            findings.settle_findings(connection, run_id)
            versions.settle_versions(connection, run_id)
            search.note_findings(connection, run_id)
            runs.end_run(connection, run_id, RunState.FINISHED, finished_at, None)

    def index_words(self) -> None:
        """Bring the index of the words of reports up to date, in steps that hold nobody up.

        Words that are not in it yet are found too, more slowly.
        """
        search.index_narratives(self._connection)

    def fail_run(self, run_id: str, finished_at: datetime, reason: str) -> None:
        """Write down that the run did not come to its end; findings stay as they were."""
        with transaction(self._connection) as connection:
            runs.end_run(connection, run_id, RunState.FAILED, finished_at, reason)

    def runs(self) -> tuple[Run, ...]:
        """All runs, in the order in which they began."""
        return runs.all_runs(self._connection)

    def record_visits(self, made: Iterable[Visit], captures: Iterable[Capture] = ()) -> None:
        """Keep visits with their captures. They are facts, also of a run that fails later."""
        with transaction(self._connection, is_redoable=True) as connection:
            visits.record_captures(connection, captures)
            visits.record_visits(connection, made)

    def visits_of(self, agency_id: str, year: int) -> tuple[Visit, ...]:
        """All visits for an agency and year, the earliest first."""
        return visits.visits_of(self._connection, agency_id, year)

    def years_of(self, agency_id: str) -> tuple[int, ...]:
        """The years for which an agency was visited, the earliest first."""
        return visits.years_of(self._connection, agency_id)

    def visits_in(self, run_id: str) -> tuple[Visit, ...]:
        """The visits of a run, in the order in which they were recorded."""
        return visits.visits_in(self._connection, run_id)

    def earlier_visits(self, years: Iterable[int]) -> tuple[Visit, ...]:
        """For each place and year the first and last visit of each outcome, earliest first."""
        return visits.earlier_visits(self._connection, years)

    def robots_since(self, instant: datetime) -> tuple[CaptureRow, ...]:
        """The last answer of each host for its robots.txt, where it came after ``instant``."""
        return visits.robots_since(self._connection, instant)

    def latest_visits(self, year: int) -> tuple[Visit, ...]:
        """The last visit to each place for the year, ordered by place."""
        return visits.latest_visits(self._connection, year)

    def visits_before(self, run_id: str) -> tuple[Visit, ...]:
        """For each place and year of a run the last visit of an earlier run."""
        return visits.visits_before(self._connection, run_id)

    def robots_behind(self, made: Iterable[Visit]) -> Mapping[tuple[str, str], tuple[str, str]]:
        """Of every robots.txt that visits went by, by run and id: (its address, SHA-256)."""
        return visits.robots_behind(self._connection, made)

    def captures_of(self, run_id: str, capture_ids: Iterable[str]) -> tuple[CaptureRow, ...]:
        """The captures with these ids, in that order; ids that are not there are left out."""
        return visits.captures_of(self._connection, run_id, capture_ids)

    def document_hashes(self, without_runs: Iterable[str] = ()) -> tuple[str, ...]:
        """The SHA-256 of every document that visits collected, but for those of some runs."""
        return visits.document_hashes(self._connection, without_runs)

    def publication_of(self, agency_id: str, year: int) -> PublicationInterval:
        """When the report was published, as far as all visits together can tell."""
        return interval_of(self.visits_of(agency_id, year))

    def together(self) -> AbstractContextManager[object]:
        """For ``with``: what a run records inside is written at one moment, which is quicker.

        A call that fails takes nothing else with it. Nobody else can write meanwhile: be brief.
        """
        return transaction(self._connection, is_redoable=True)

    def record_case(self, case: JudgedCase) -> None:
        """Keep one case with its report, reading, figures, results and what they found."""
        with transaction(self._connection, is_redoable=True) as connection:
            cases.record_case(connection, case)

    def cases(self, year: int) -> tuple[CaseRow, ...]:
        """The last case of each watched agency from finished runs, ordered by agency."""
        return cases.latest_cases(self._connection, year)

    def cases_in(self, run_id: str) -> tuple[CaseRow, ...]:
        """The cases of one run, whatever became of it, ordered by agency and year."""
        return cases.cases_in(self._connection, run_id)

    def case_of(self, run_id: str, agency_id: str, year: int) -> CaseRow | None:
        """One case of one run."""
        found = (c for c in self.cases_in(run_id) if (c.agency_id, c.year) == (agency_id, year))
        return next(found, None)

    def results_of(self, judgement_id: int) -> tuple[ResultRow, ...]:
        """The results of a judgement, in the order of the codes."""
        return cases.results_of(self._connection, judgement_id)

    def findings_of(self, judgement_id: int) -> tuple[JudgedFinding, ...]:
        """The findings of a judgement, in the order in which they were found."""
        return cases.findings_of(self._connection, judgement_id)

    def read_by(self, judgement_id: int) -> ReadingRow | None:
        """The reading behind a judgement; ``None`` where no report was read."""
        return readings.reading_of(self._connection, judgement_id)

    def figures(self, agency_id: str, year: int) -> tuple[FigureRow, ...]:
        """The figures of the reading last judged, in the order of the document."""
        return readings.latest_figures(self._connection, agency_id, year)

    def findings(self, query: FindingQuery) -> tuple[FindingRow, ...]:
        """The findings asked for, ordered by year, agency, rule and subject."""
        return findings.find(self._connection, query)

    def history_of(self, fingerprint: str) -> tuple[FindingChange, ...]:
        """What runs changed in the life of a finding, the earliest first."""
        return findings.history_of(self._connection, fingerprint)

    def record_decision(self, decision: Decision) -> None:
        """Keep what a person decided on a finding."""
        with transaction(self._connection) as connection:
            decisions.record_decision(connection, decision)

    def decisions_of(self, fingerprint: str) -> tuple[Decision, ...]:
        """All decisions on a finding, the earliest first."""
        return decisions.decisions_of(self._connection, fingerprint)

    def last_decisions(self, year: int) -> Mapping[str, Decision]:
        """The last decision on each finding of the year that has one, by fingerprint."""
        return decisions.last_decisions(self._connection, year)

    def reopened_decisions(self, query: FindingQuery) -> tuple[ReopenedDecision, ...]:
        """Findings that stand and were decided on as something else than they now are."""
        return decisions.reopened_decisions(self._connection, query)

    def said_then(self, decision: Decision) -> Said | None:
        """What the finding said when it was decided on; ``None`` where that is not kept."""
        return decisions.said_then(self._connection, decision)

    def precisions(self) -> tuple[Precision, ...]:
        """How often people upheld each version of each rule, ordered by code."""
        return decisions.precisions(self._connection)

    def record_inputs(self, run_id: str, started_from: RunInputs) -> None:
        """Keep what the run started from."""
        with transaction(self._connection) as connection:
            inputs.record_inputs(connection, run_id, started_from)

    def inputs_of(self, run_id: str) -> RunInputs | None:
        """What the run started from; ``None`` for runs of an older Duban."""
        return inputs.inputs_of(self._connection, run_id)

    def copy_before(self, run_id: str, path: Path) -> None:
        """Write to the new file ``path`` what was known when the run began to judge."""
        copy_before(self._connection, run_id, path)

    def record_notice(self, notice: NoticeRow, items: Sequence[NoticeItem] = ()) -> int:
        """Keep that a draft was written, and what it lists; its key."""
        return self.papers.draft(notice, items)

    def notices(self, year: int) -> tuple[NoticeRow, ...]:
        """All documents for the year, the oldest first."""
        return self.papers.of_year(year)

    def versions_of(self, agency_id: str, year: int) -> tuple[ReportVersion, ...]:
        """What the places showed as the agency's report, by place, one version after another."""
        return versions.versions_of(self._connection, agency_id, year)

    def changes_of(self, agency_id: str, year: int) -> tuple[ReportChange, ...]:
        """What changed in the agency's report after it was published, old and new."""
        return changes.changes_of(self._connection, agency_id, year)

    def findings_with(self, words: str) -> tuple[str, ...]:
        """The fingerprints of the findings, not of rules in shadow, in which all words stand."""
        return search.findings_with(self._connection, words)

    def thin(self, months: int, *, actor: str, at: datetime, is_dry: bool) -> Thinned:
        """Remove, or only count, captures of old visits that saw nothing new.

        Raises:
            LedgerError: nobody is named.
        """
        before = months_before(at, months)
        return thin(self._connection, before, actor=actor, at=at, is_dry=is_dry)

    def passages_with(self, words: str) -> tuple[Passage, ...]:
        """Where all of ``words`` stand in the reports last judged."""
        return search.passages_with(self._connection, words)
