"""The ledger (问题台账): the one way to its file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from archive.model import Capture, Visit
from ledger import (
    cases,
    decisions,
    findings,
    inputs,
    notices,
    readings,
    registry_rows,
    runs,
    visits,
)
from ledger.connection import open_connection, transaction
from ledger.documentation import schema_page
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
from ledger.snapshot import copy_before
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

    def record_registry(self, registry: Registry, years: tuple[int, ...]) -> None:
        """Keep agencies and places, and the duties of the report years."""
        with transaction(self._connection) as connection:
            registry_rows.record_registry(connection, registry, years)

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
            runs.end_run(connection, run_id, RunState.FINISHED, finished_at, None)

    def fail_run(self, run_id: str, finished_at: datetime, reason: str) -> None:
        """Write down that the run did not come to its end; findings stay as they were."""
        with transaction(self._connection) as connection:
            runs.end_run(connection, run_id, RunState.FAILED, finished_at, reason)

    def runs(self) -> tuple[Run, ...]:
        """All runs, in the order in which they began."""
        return runs.all_runs(self._connection)

    def record_visits(self, made: Iterable[Visit], captures: Iterable[Capture] = ()) -> None:
        """Keep visits with their captures. They are facts, also of a run that fails later."""
        with transaction(self._connection) as connection:
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

    def record_case(self, case: JudgedCase) -> None:
        """Keep one case with its report, reading, figures, results and what they found."""
        with transaction(self._connection) as connection:
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

    def record_notice(self, notice: NoticeRow) -> None:
        """Keep that a draft was written."""
        with transaction(self._connection) as connection:
            notices.record_notice(connection, notice)

    def notices(self, year: int) -> tuple[NoticeRow, ...]:
        """All drafts for the year, the oldest first."""
        return notices.notices_of(self._connection, year)
