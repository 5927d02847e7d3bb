"""Whether a ledger file is sound: its pages, its keys, its shape, its log."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ledger import events
from ledger.errors import LedgerError
from ledger.migrate import MIGRATIONS, applied_steps, made_at

_MOST_TOLD = 20
# The step that brought the log.
_LOGGED_SINCE = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """What became of an examination; ``head`` is the hash of the last event, empty without any."""

    schema: int
    events: int
    head: str
    problems: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def open_to_read(path: Path) -> sqlite3.Connection:
    """A connection that cannot write, to a file that exists and has the tables of a ledger.

    Raises:
        LedgerError: there is no such file, or it is none of ours.
    """
    if not path.is_file():
        raise LedgerError(f"{path}：没有这个文件，请检查路径")
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=30)
    connection.row_factory = sqlite3.Row
    try:
        steps = applied_steps(connection)
    except sqlite3.Error as error:
        connection.close()
        raise LedgerError(f"{path}：不是可用的台账文件（{error}）") from error
    if not 0 < steps <= len(MIGRATIONS):
        connection.close()
        told = "不是台账文件" if not steps else "台账由更新版本的程序建立，请升级程序"
        raise LedgerError(f"{path}：{told}")
    return connection


def examine(path: Path, noted_head: str | None = None) -> Examined:
    """Examine a ledger without changing it; ``noted_head`` as in ``ledger.events.verify``.

    Raises:
        LedgerError: there is no such file, or it is none of ours.
    """
    with closing(open_to_read(path)) as connection:
        schema = applied_steps(connection)
        try:
            problems = [*_pages(connection), *_keys(connection), *_shape(connection, schema)]
            log = events.CheckedLog(events=0, head="", problems=())
            if schema >= _LOGGED_SINCE:
                log = events.verify(connection, noted_head)
        except sqlite3.Error as error:
            raise LedgerError(
                f"{path}：台账文件已损坏，读不下去（{error}），请用备份恢复：duban ledger restore"
            ) from error
    return Examined(
        schema=schema,
        events=log.events,
        head=log.head,
        problems=(*problems, *log.problems),
    )


def _pages(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute(f"PRAGMA integrity_check({_MOST_TOLD})").fetchall()
    return [f"文件结构有误：{row[0]}" for row in rows if row[0] != "ok"]


def _keys(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute("PRAGMA foreign_key_check").fetchmany(_MOST_TOLD)
    return [f"{row[0]} 第 {row[1]} 行所指的 {row[2]} 不存在" for row in rows]


def _shape(connection: sqlite3.Connection, schema: int) -> list[str]:
    """Tables, indexes, views and guards that are gone or are not those of this program."""
    with closing(made_at(schema)) as fresh:
        wanted, held = _declared(fresh), _declared(connection)
    return [
        f"{_KINDS.get(kind, kind)} {name} {'缺失' if (kind, name) not in held else '被改动'}"
        for (kind, name), sql in wanted.items()
        if held.get((kind, name)) != sql
    ]


_KINDS = {"table": "表", "index": "索引", "view": "视图", "trigger": "防改触发器"}


def _declared(connection: sqlite3.Connection) -> dict[tuple[str, str], str | None]:
    rows = connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
    return {(row[0], row[1]): row[2] for row in rows}
