"""Backup while a run writes, restore, taking over, statistics, and thinning."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from audit.model import Outcome
from ledger.errors import LedgerError
from ledger.examination import examine
from ledger.keeping import back_up, restore, take_over
from ledger.migrate import MIGRATIONS
from ledger.model import NoticeRow
from ledger.retention import Thinned, months_before
from ledger.statistics import statistics_of
from ledger.store import Ledger
from spiders.outcome import UNCHANGED

AT = datetime(2024, 2, 20, 1, tzinfo=UTC)


@pytest.fixture
def held(ledger: Ledger, given: Any, record: Callable[..., None], tmp_path: Path) -> Path:
    """The file of a closed ledger that holds a run."""
    record(1, given.result(Outcome.NONCONFORMING, "requests.granted"))
    ledger.close()
    return tmp_path / "ledger.db"


def runs_in(path: Path) -> list[str]:
    with Ledger.open(path) as ledger:
        return [run.run_id for run in ledger.runs()]


def test_a_backup_while_a_run_writes_is_whole(held: Path, given: Any, tmp_path: Path) -> None:
    stop, begun = Event(), Event()

    def write() -> None:
        with Ledger.open(held) as ledger:
            ledger.begin_run(given.run(2))
            for number in range(100_000):
                case = given.case(2, given.result(Outcome.CONFORMS), documents=(f"{number:064x}",))
                ledger.record_visits([given.visit(2)])
                ledger.record_case(case)
                begun.set()
                if stop.is_set():
                    return

    writer = Thread(target=write)
    writer.start()
    try:
        assert begun.wait(60)
        made = back_up(held, tmp_path / "备份" / "一.db")
    finally:
        stop.set()
        writer.join()
    assert made.examined.problems == ()
    assert sorted(path.name for path in made.path.parent.iterdir()) == ["一.db"]
    assert runs_in(made.path) == ["r1", "r2"]
    with Ledger.open(made.path) as copy:
        assert [case.run_id for case in copy.cases(2023)] == ["r1"]


def test_a_backup_overwrites_nothing(held: Path, tmp_path: Path) -> None:
    target = tmp_path / "notes.txt"
    target.write_text("somebody's notes")
    with pytest.raises(LedgerError, match="备份不覆盖已有的文件"):
        back_up(held, target)
    assert target.read_text() == "somebody's notes"


def test_restore_keeps_the_former_file_and_says_so_in_the_log(
    held: Path, given: Any, tmp_path: Path
) -> None:
    back_up(held, tmp_path / "backup.db")
    with Ledger.open(held) as ledger:
        ledger.begin_run(given.run(2))
    done = restore(held, tmp_path / "backup.db", actor="张三", at=AT)
    assert done.former == tmp_path / "ledger-before-20240220-090000.db"
    assert (runs_in(held), runs_in(done.former)) == (["r1"], ["r1", "r2"])
    with Ledger.open(held) as ledger:
        (event,) = ledger.events.all()
    assert (event.actor, event.kind, event.at) == ("张三", "恢复台账", AT)
    assert '"former":"ledger-before-20240220-090000.db"' in event.content
    assert examine(held).is_sound


def test_restore_where_nothing_stood(held: Path, tmp_path: Path) -> None:
    back_up(held, tmp_path / "backup.db")
    done = restore(tmp_path / "new" / "ledger.db", tmp_path / "backup.db", actor="张三", at=AT)
    assert done.former is None
    assert runs_in(tmp_path / "new" / "ledger.db") == ["r1"]
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == ["ledger.db"]


def spoil_pages(path: Path) -> None:
    body = bytearray(path.read_bytes())
    for start in range(8192, len(body), 8192):
        body[start : start + 64] = b"\xff" * 64
    path.write_bytes(bytes(body))


def drop_a_guard(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TRIGGER decisions_update")


def take_a_parent(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DELETE FROM places")
        connection.commit()


def write_notes(path: Path) -> None:
    path.write_text("somebody's notes")


def make_another_database(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE notes (text)")


def come_from_the_future(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO _migrations VALUES (99, 'future')")
        connection.commit()


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (spoil_pages, "有问题|损坏|不是可用"),
        (drop_a_guard, "防改触发器 decisions_update 缺失"),
        (take_a_parent, "所指的 places 不存在"),
        (write_notes, "不是可用的台账文件"),
        (make_another_database, "不是台账文件"),
        (come_from_the_future, "请升级程序"),
        (Path.unlink, "没有这个文件"),
    ],
)
def test_what_is_not_sound_is_not_restored(
    held: Path, tmp_path: Path, spoil: Callable[[Path], None], told: str
) -> None:
    backup = tmp_path / "backup.db"
    back_up(held, backup)
    spoil(backup)
    before = held.read_bytes()
    with pytest.raises(LedgerError, match=told):
        restore(held, backup, actor="张三", at=AT)
    assert held.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if "before" in path.name] == []


def test_a_ledger_in_use_is_not_set_aside(held: Path, tmp_path: Path) -> None:
    back_up(held, tmp_path / "backup.db")
    with Ledger.open(held), pytest.raises(LedgerError, match="请先停止审阅台"):
        restore(held, tmp_path / "backup.db", actor="张三", at=AT)
    assert runs_in(held) == ["r1"]


def test_a_damaged_ledger_is_set_aside_as_it_is(held: Path, tmp_path: Path) -> None:
    back_up(held, tmp_path / "backup.db")
    held.write_bytes(b"broken" * 1000)
    done = restore(held, tmp_path / "backup.db", actor="张三", at=AT)
    assert done.former is not None
    assert done.former.read_bytes() == b"broken" * 1000
    assert runs_in(held) == ["r1"]


def test_an_older_ledger_is_taken_over_where_nothing_ran_yet(tmp_path: Path, given: Any) -> None:
    old, path = tmp_path / "old.db", tmp_path / "ledger.db"
    with closing(sqlite3.connect(old)) as connection:
        connection.executescript(
            Path(__file__).with_name("old").joinpath("schema03.sql").read_text(encoding="utf-8")
        )
    before = old.read_bytes()
    with Ledger.open(path) as empty:
        empty.record_registry(given.registry, (2023,))
    done = take_over(path, old, actor="张三", at=AT)
    assert (done.examined.schema, done.former is not None) == (3, True)
    assert (runs_in(path), old.read_bytes()) == (["r1", "r2"], before)
    with pytest.raises(LedgerError, match="台账中已有 2 次运行"):
        take_over(path, old, actor="张三", at=AT)


def test_statistics(held: Path) -> None:
    found = statistics_of(held)
    assert (found.schema, found.runs) == (len(MIGRATIONS), (("finished", 1),))
    assert (found.first_day, found.last_day) == ("2024-02-05", "2024-02-05")
    assert found.size == held.stat().st_size
    rows = {table.name: (table.chinese, table.rows) for table in found.tables}
    assert rows["agencies"] == ("机关", 2)
    assert (rows["figures"], rows["runs"]) == (("数据项", 200), ("运行", 1))


@pytest.mark.parametrize(
    ("now", "months", "day"),
    [
        (datetime(2024, 3, 31, 1, tzinfo=UTC), 1, date(2024, 2, 29)),
        (datetime(2024, 3, 31, 20, tzinfo=UTC), 1, date(2024, 3, 1)),  # 4月1日 in Shanghai
        (datetime(2024, 1, 15, tzinfo=UTC), 12, date(2023, 1, 15)),
        (datetime(2024, 12, 31, tzinfo=UTC), 1, date(2024, 11, 30)),
    ],
)
def test_months_before(now: datetime, months: int, day: date) -> None:
    assert months_before(now, months).date() == day


def captures(ledger: Ledger) -> list[str]:
    rows = ledger._connection.execute("SELECT capture_id FROM captures ORDER BY requested_at, 1")
    return [row[0] for row in rows]


def test_only_captures_of_old_unchanged_visits_in_between_are_thinned(
    ledger: Ledger, given: Any
) -> None:
    """r1 collected; r2, r3, r4 saw it unchanged; r3 stands behind a document; r5 is the last."""
    for number in range(1, 6):
        ledger.begin_run(given.run(number))
        own = f"r{number}:c{number}"
        capture = replace(given.capture(number), capture_id=own)
        document = replace(given.capture(number), capture_id=f"r{number}:d")
        visit = given.visit(number, documents=("r1:d",), evidence=("r1:d", own))
        kept = replace(visit, flags=(UNCHANGED,)) if number > 1 else visit
        ledger.record_visits([kept], [capture, document] if number in (1, 2) else [capture])
        ledger.record_case(given.case(number, visit=kept))
        ledger.finish_run(f"r{number}", given.day(number))
    ledger.record_notice(
        NoticeRow(
            run_id="r3", agency_id="edu", year=2023, path="p", sha256="s", made_at=given.day(3)
        )
    )
    every = ["r1:c1", "r1:d", "r2:c2", "r2:d", "r3:c3", "r4:c4", "r5:c5"]
    later = datetime(2025, 2, 20, tzinfo=UTC)
    found = ledger.thin(2, actor="张三", at=later, is_dry=True)
    assert found == Thinned(before=date(2024, 12, 20), visits=2, captures=3)
    assert (captures(ledger), ledger.events.all()) == (every, ())
    assert ledger.thin(2, actor="张三", at=later, is_dry=False) == found
    assert captures(ledger) == ["r1:c1", "r1:d", "r3:c3", "r5:c5"]
    assert [(event.kind, event.actor) for event in ledger.events.all()] == [
        ("按保留期限精简", "张三")
    ]
    assert len(ledger.visits_of("edu", 2023)) == 5
    again = ledger.thin(2, actor="张三", at=later, is_dry=False)
    assert (again.captures, len(ledger.events.all())) == (0, 1)
    assert ledger.thin(24, actor="张三", at=later, is_dry=True).visits == 0
