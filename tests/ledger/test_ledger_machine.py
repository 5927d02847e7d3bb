"""Months of runs in any order: what holds of the ledger whatever happens (docs/ledger.md).

The world beside it is known: what stood on the portal at each moment, and what each version of the
rule makes of it. The ledger sees only what visits brought.
"""

from __future__ import annotations

import shutil
from datetime import timedelta

import hypothesis.strategies as st
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from ledger_world import (
    CRASHED,
    DUTY,
    FAILURES,
    JUDGED,
    OURS,
    RULE,
    SUBJECTS,
    UNDETERMINED,
    YEAR,
    Judge,
    World,
    empty_ledger,
)

from archive.model import VisitClass
from config.clock import local_date
from ledger.finding_state import FindingState
from ledger.identity import finding_sha256, fingerprint
from ledger.model import Decision, FindingQuery, FindingRow, FindingStatus, NoticeRow, Verdict
from ledger.publication import working_of
from ledger.said import Answer, NoticeItem, NoticeState, Reply, ReplyItem, Waiver, WaiverEnd
from spiders.outcome import LOOKED_EVERYWHERE
from workflow.telling import told_of, waived_rules
from workflow.timeliness import Verdict as OnTime
from workflow.timeliness import verdict_of

ALL = FindingQuery()
WRONG = st.one_of(
    st.dictionaries(st.sampled_from(SUBJECTS), st.integers(1, 3), min_size=1),
    st.just({}),
)
# How a run goes: what the visit meets, and what the rule does. Most go well.
WAYS = [
    *[(None, JUDGED)] * 6,
    *[(failure, JUDGED) for failure in FAILURES],
    (None, UNDETERMINED),
    (None, CRASHED),
    (None, OURS),
]


class Months(RuleBasedStateMachine):
    """The office, the portal and the rule, day after day."""

    @initialize(wrong=WRONG)
    def begin(self, wrong: dict[str, int]) -> None:
        self.world = World()
        self.ledger = self.world.ledger
        self.before: dict[str, FindingRow] = {}
        self.released: dict[int, tuple[NoticeItem, ...]] = {}
        self.decided: dict[str, tuple[int, str]] = {}
        self.disputed: dict[str, bool] = {}
        self.events = 0
        self.has_unjudged = False
        self.world.show(wrong)

    def teardown(self) -> None:
        if hasattr(self, "world"):
            self.world.close()

    # What happens.

    @rule(data=st.data())
    def the_portal_changes(self, data: st.DataObject) -> None:
        """Publish, change, remove, or publish again what was there before."""
        world = self.world
        match data.draw(st.sampled_from(["show", "show", "remove", "again"])):
            case "show":
                world.show(data.draw(WRONG))
            case "remove":
                world.shown = None
            case "again":
                world.shown = data.draw(st.sampled_from(world.documents))

    @rule(blind=st.frozensets(st.sampled_from(SUBJECTS), max_size=2))
    def the_rule_changes(self, blind: frozenset[str]) -> None:
        self.world.judge = Judge(self.world.judge.version + 1, blind)

    @rule(
        way=st.sampled_from(WAYS),
        hours=st.sampled_from([0, 24, 24 * 9, 24 * 40]),
        is_whole=st.sampled_from([True] * 9 + [False]),
    )
    def run(self, way: tuple[VisitClass | None, str], hours: int, is_whole: bool) -> None:
        failure, judging = way
        self.world.now += timedelta(hours=hours)
        self.before = {row.fingerprint: row for row in self.ledger.findings(ALL)}
        run_id = self.world.run(failure, judging, is_whole=is_whole)
        moved = self._moved()
        if not is_whole or judging == OURS:
            assert not moved
        elif judging != JUDGED:
            assert {row.state for row in moved} <= {FindingState.WITHDRAWN}
        elif failure is not None:
            # The rule may have changed, and a visit that was not judged yet counts; else nobody
            # saw anything.
            seen = set() if self.has_unjudged else {FindingState.RECTIFIED, FindingState.PERSISTING}
            assert not {row.state for row in moved} & {FindingState.WITHDRAWN, *seen}
        elif self.world.shown is not None:
            assert self._open() == self.world.judge.finds(self.world.shown)
        elif self.world.is_twice_unseen() and self.world.collected:
            assert self._open() == {}
        for row in moved:
            self._check_move(row)
        if is_whole and judging == JUDGED:
            self.has_unjudged = False
        elif run_id in self.world.collected:
            self.has_unjudged = True

    @rule()
    def the_report_goes_and_is_looked_for_twice(self) -> None:
        self.world.shown = None
        for hours in (0, 24):
            self.run(way=(None, JUDGED), hours=hours, is_whole=True)

    def _moved(self) -> list[FindingRow]:
        """The findings that the last run brought to another state."""
        return [
            row
            for row in self.ledger.findings(ALL)
            if row.fingerprint not in self.before
            or self.before[row.fingerprint].state is not row.state
        ]

    def _check_move(self, row: FindingRow) -> None:
        """What the state says is true of what was last seen of the world."""
        former, world = self.before.get(row.fingerprint), self.world
        shown = world.collected[max(world.collected)]
        match row.state:
            case FindingState.RECTIFIED:
                assert row.subject not in world.judge.finds(shown)
            case FindingState.PERSISTING:
                assert row.subject in world.judge.finds(shown)
            case FindingState.WITHDRAWN:
                assert world.shown is None
                assert world.is_twice_unseen()
            case FindingState.DROPPED:
                assert former is not None
                assert former.rule_version != world.judge.version
                assert row.subject in world.judge.blind
            case FindingState.NEW:
                assert former is None
            case FindingState.REOPENED:
                assert former is not None
                assert not former.state.is_open

    def _open(self) -> dict[str, int]:
        rows = self.ledger.findings(FindingQuery(status=FindingStatus.OPEN))
        return {row.subject: int(row.evidence[0].printed) for row in rows}

    # What people do.

    @precondition(lambda self: self.ledger.findings(ALL))
    @rule(data=st.data())
    def people_act(self, data: st.DataObject) -> None:
        acts = [self._decide, self._waive, self._end_a_waiver, self._notice, self._reply]
        data.draw(st.sampled_from(acts))(data)

    def _decide(self, data: st.DataObject) -> None:
        row = data.draw(st.sampled_from(self.ledger.findings(ALL)))
        self.ledger.record_decision(
            Decision(
                fingerprint=row.fingerprint,
                run_id=row.last_seen_run,
                rule=row.rule,
                rule_version=row.rule_version,
                finding_sha256=finding_sha256(row.message, row.evidence),
                verdict=data.draw(st.sampled_from(list(Verdict))),
                decided_by="张三",
                decided_at=self.world.now,
                reason="已核对",
            )
        )
        self.decided[row.fingerprint] = (row.rule_version, row.message)

    def _waive(self, data: st.DataObject) -> None:
        days = data.draw(st.integers(0, 30))
        self.ledger.waivers.add(
            Waiver(
                rule=data.draw(st.sampled_from([RULE, "CON02", None])),
                agency_id="edu",
                year=data.draw(st.sampled_from([YEAR, YEAR - 1])),
                from_date=self.world.today,
                until_date=self.world.today + timedelta(days=days),
                reason="核实中",
                waived_by="李四",
                waived_at=self.world.now,
            )
        )

    def _end_a_waiver(self, data: st.DataObject) -> None:
        open_ones = [waiver for waiver in self.ledger.waivers.all() if waiver.end is None]
        if not open_ones:
            return
        waiver = data.draw(st.sampled_from(open_ones))
        ended = WaiverEnd(
            from_date=self.world.today, reason="已核实", ended_by="李四", ended_at=self.world.now
        )
        self.ledger.waivers.end(waiver.waiver_id, ended)

    def _notice(self, _data: st.DataObject) -> None:
        """Draft and release what may be told of the last case."""
        (case,) = self.ledger.cases(YEAR)
        if case.judgement_id is None:
            return
        told = told_of(
            self.ledger.results_of(case.judgement_id),
            self.ledger.findings_of(case.judgement_id),
            (),
            self.ledger.last_decisions(YEAR),
            waived_rules((RULE,), self.ledger.waivers.in_force(self.world.today), "edu", YEAR),
        ).findings
        rows = {row.fingerprint: row for row in self._rows()}
        assert not any(rows[one.fingerprint].is_waived for one in told)
        items = tuple(
            NoticeItem(
                fingerprint=one.fingerprint,
                rule=one.rule,
                rule_version=rows[one.fingerprint].rule_version,
                severity=one.severity,
                subject=one.subject,
                message=one.message,
                evidence=one.evidence,
            )
            for one in told
        )
        draft = NoticeRow(
            run_id=case.run_id,
            agency_id="edu",
            year=YEAR,
            path="a.html",
            sha256="ab" * 32,
            made_at=self.world.now,
        )
        key = self.ledger.record_notice(draft, items)
        for step in (NoticeState.IN_REVIEW, NoticeState.RELEASED):
            self.ledger.papers.move(key, step, moved_by="王五", moved_at=self.world.now)
        self.released[key] = items

    def _reply(self, data: st.DataObject) -> None:
        listed = [(key, item) for key, items in self.released.items() for item in items]
        if not listed:
            return
        key, item = data.draw(st.sampled_from(listed))
        answer = data.draw(st.sampled_from(list(Answer)))
        said = ReplyItem(fingerprint=item.fingerprint, answer=answer, words="已阅")
        self.ledger.papers.record_reply(
            Reply(
                notice_id=key,
                received_date=self.world.today,
                words="来函",
                entered_by="王五",
                entered_at=self.world.now,
                items=(said,),
            )
        )
        self.disputed[item.fingerprint] = answer is Answer.DISPUTED

    # What always holds.

    def _rows(self) -> tuple[FindingRow, ...]:
        return self.ledger.findings(FindingQuery(day=self.world.today))

    @invariant()
    def history_is_the_way_to_the_present(self) -> None:
        for row in self._rows():
            assert (row.status is FindingStatus.OPEN) is row.state.is_open
            history = self.ledger.history_of(row.fingerprint)
            assert [change.former for change in history] == [
                None,
                *(change.state for change in history[:-1]),
            ]
            assert history[-1].state is row.state
            assert history[0].run_id == row.first_seen_run

    @invariant()
    def what_stands_beside_a_finding_is_what_people_did(self) -> None:
        today = self.world.today
        told = {item.fingerprint for items in self.released.values() for item in items}
        waivers = [waiver for waiver in self.ledger.waivers.all() if waiver.holds_on(today)]
        for row in self._rows():
            assert row.is_noticed is (row.fingerprint in told)
            assert row.is_disputed is self.disputed.get(row.fingerprint, False)
            covered = [w for w in waivers if w.covers(row.rule, row.agency_id, row.year)]
            assert row.is_waived is bool(covered)
        hidden = {row for one in self.ledger.waivers.hidden_on(today) for row in one.findings}
        assert hidden == {row for row in self._rows() if row.is_waived and row.state.is_open}

    @invariant()
    def a_decision_speaks_for_what_was_decided_on(self) -> None:
        opened = {one.finding.fingerprint: one for one in self.ledger.reopened_decisions(ALL)}
        assert set(opened) == {
            row.fingerprint
            for row in self._rows()
            if row.state.is_open
            and row.fingerprint in self.decided
            and self.decided[row.fingerprint] != (row.rule_version, row.message)
        }
        for name, one in opened.items():
            assert one.then is not None
            assert (one.then.rule_version, one.then.message) == self.decided[name]

    @invariant()
    def what_was_released_stays_and_the_log_is_whole(self) -> None:
        for key, items in self.released.items():
            assert self.ledger.papers.items(key) == items
        log = self.ledger.events.verify()
        assert log.problems == ()
        assert log.events >= self.events
        self.events = log.events

    @invariant()
    def the_interval_is_true_and_no_failure_makes_anybody_late(self) -> None:
        working = working_of(self.ledger.visits_of("edu", YEAR), {"edu-own"})
        seen = [int(run_id[1:]) for run_id in self.world.collected]
        first = min(seen, default=None)
        assert (working.first_sight.run_id if working.first_sight else None) == (
            f"r{first:03}" if first is not None else None
        )
        verdict, _ = verdict_of(working, DUTY, self.world.today)
        if verdict is OnTime.LATE:
            (proof,) = working.last_proof
            assert local_date(proof.started_at) > DUTY.due_date
            assert proof.run_id not in self.world.collected
            assert LOOKED_EVERYWHERE in proof.flags

    @invariant()
    def an_identity_is_its_subject(self) -> None:
        assert {row.fingerprint for row in self._rows()} == {
            fingerprint(RULE, "edu", YEAR, row.subject) for row in self._rows()
        }


def test_months_of_runs_in_any_order() -> None:
    try:
        run_state_machine_as_test(
            Months,
            settings=settings(
                max_examples=40,
                stateful_step_count=40,
                deadline=None,
                derandomize=True,
                suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
            ),
        )
    finally:
        shutil.rmtree(empty_ledger().parent)
        empty_ledger.cache_clear()
