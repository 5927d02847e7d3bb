"""Asks the ledger without being able to change it: saved questions and SQL of a person's own."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from ledger import decisions
from ledger.errors import LedgerError
from ledger.migrate import MIGRATIONS
from ledger.model import Precision
from ledger.questions.model import Question
from ledger.questions.values import Value, values_of
from ledger.questions.words import in_words
from ledger.store import Ledger

# A question of a person's own may take so long and give so many rows.
SECONDS_ALLOWED = 30.0
ROWS_ALLOWED = 100_000
_STEPS_BETWEEN_LOOKS = 20_000
_LONGEST_VALUE = 16 * 1024 * 1024
_LONGEST_SQL = 100_000
_BUSY_SECONDS = 30.0
# Questions over many years go to and fro in a large file; SQLite's own 2 MiB hold too little.
_CACHE_KIB = 131_072

_READING = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE})
_FORBIDDEN_FUNCTIONS = frozenset({"load_extension", "fts3_tokenizer"})
# The index of words asks for it whenever it is searched.
_HARMLESS_PRAGMA = "data_version"

Cell = str | int | float | bytes | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What came back: named columns and rows; ``is_cut`` where there were more rows."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    is_cut: bool = False


class LedgerReader:
    """A ledger opened for reading only; whatever is asked of it, nothing is written."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        """Use ``reading_ledger``."""
        self._connection = connection
        self._path = path

    def ask(self, question: Question, written: Mapping[str, str]) -> Listing:
        """The answer to a saved question; ``written`` are parameters as a person writes them.

        Raises:
            LedgerError: a parameter is not as it must be, or the ledger cannot be read.
        """
        with self._explained():
            values = values_of(self._connection, question, written)
            cursor = self._connection.execute(question.sql, values)
            columns = tuple(str(column[0]) for column in cursor.description)
            rows = tuple(cursor)
        columns, rows = in_words(columns, rows)
        return Listing(title=question.title, columns=columns, rows=rows)

    def precisions(self) -> tuple[Precision, ...]:
        """How often people upheld what each rule found.

        Raises:
            LedgerError: the ledger cannot be read.
        """
        with self._explained():
            return decisions.precisions(self._connection)

    def stream(
        self, sql: str, values: Mapping[str, Value]
    ) -> tuple[tuple[str, ...], Iterator[tuple[Cell, ...]]]:
        """The columns and rows of a statement of the program's own, rows as they are asked for.

        Raises:
            LedgerError: the ledger cannot be read, now or later.
        """
        with self._explained():
            cursor = self._connection.execute(sql, values)
        return tuple(str(column[0]) for column in cursor.description), self._rows(cursor)

    def _rows(self, cursor: sqlite3.Cursor) -> Iterator[tuple[Cell, ...]]:
        with self._explained():
            yield from cursor

    def query(
        self, sql: str, *, seconds: float = SECONDS_ALLOWED, most_rows: int = ROWS_ALLOWED
    ) -> Listing:
        """The answer to SQL that a person wrote.

        Raises:
            LedgerError: it is no single query, has mistakes, or takes longer than ``seconds``.
        """
        if len(sql.encode("utf-8", "replace")) > _LONGEST_SQL:
            raise LedgerError(f"查询语句过长，最多 {_LONGEST_SQL} 字节")
        end = monotonic() + seconds
        self._connection.set_progress_handler(lambda: monotonic() > end, _STEPS_BETWEEN_LOOKS)
        try:
            with self._explained(seconds):
                cursor = self._connection.execute(sql)
                if cursor.description is None:
                    raise LedgerError("没有可以执行的查询语句；只能写一条 SELECT 查询")
                columns = tuple(str(column[0]) for column in cursor.description)
                rows = cursor.fetchmany(most_rows + 1)
        finally:
            self._connection.set_progress_handler(None, 0)
        return Listing(
            title="查询结果",
            columns=columns,
            rows=tuple(rows[:most_rows]),
            is_cut=len(rows) > most_rows,
        )

    @contextmanager
    def _explained(self, seconds: float = SECONDS_ALLOWED) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, sqlite3.Warning) as error:
            raise LedgerError(_said(error, seconds, self._path)) from error


@contextmanager
def reading_ledger(path: Path) -> Iterator[LedgerReader]:
    """The ledger at ``path`` for reading; one of an older program is brought up to date first.

    Raises:
        LedgerError: it is no ledger, is newer than the program, or cannot be opened.
    """
    if _steps_taken(path) != len(MIGRATIONS):
        Ledger.open(path).close()
    connection = _connected(path)
    try:
        connection.execute("PRAGMA query_only = ON")
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        connection.set_authorizer(_authorize)
        yield LedgerReader(connection, path)
    finally:
        connection.close()


def _connected(path: Path) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro",
            uri=True,
            timeout=_BUSY_SECONDS,
            isolation_level=None,
        )
    except sqlite3.Error as error:
        raise LedgerError(f"{path}：台账打不开（{error}），请检查路径和权限") from error
    # What another program may have put in must not end an answer.
    connection.text_factory = lambda stored: stored.decode("utf-8", "replace")
    return connection


def _steps_taken(path: Path) -> int:
    connection = _connected(path)
    try:
        (number,) = connection.execute("SELECT max(number) FROM _migrations").fetchone()
    except sqlite3.Error:
        return 0
    finally:
        connection.close()
    return int(number or 0)


def _authorize(
    action: int, first: str | None, second: str | None, _database: str | None, _by: str | None
) -> int:
    """Reading and functions are allowed, and nothing else that SQLite can do."""
    if action in _READING:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_FUNCTION and second not in _FORBIDDEN_FUNCTIONS:
        return sqlite3.SQLITE_OK
    # A virtual table (json_each, the index of words) describes itself so; SQLite itself refuses
    # a person's UPDATE of the schema.
    if action == sqlite3.SQLITE_UPDATE and first == "sqlite_master":
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_PRAGMA and first == _HARMLESS_PRAGMA and second is None:
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def _said(error: Exception, seconds: float, path: Path) -> str:
    words = str(error)
    if "interrupted" in words:
        return f"查询超过 {seconds:g} 秒，已停止；请缩小范围（如加上年度）后再试"
    if any(refusal in words for refusal in _REFUSALS):
        return "只能查询，不能改动台账，也不能附加其他文件或者更改数据库设置；请只写 SELECT"
    if "one statement at a time" in words:
        return "一次只能写一条查询语句"
    for english, chinese in _MISTAKES.items():
        if english in words:
            return f"查询语句有误：{chinese}（{words}）"
    return f"{path}：查询未能完成（{words}）；语句有误的请更正，台账损坏的请从备份恢复"


_REFUSALS = (
    "not authorized",
    "authorization denied",
    "prohibited",
    "readonly",
    "may not be modified",
)
_MISTAKES = {
    "syntax error": "写法不对",
    "incomplete input": "没有写完",
    "no such table": "没有这个表或视图，名称见 docs/ledger.md",
    "no such column": "没有这一列，名称见 docs/ledger.md",
    "no such function": "没有这个函数",
    "ambiguous column": "列名不止一处有，请写明是哪个表的",
    "binding": "其中有参数，须写成具体的值",
    "bindings": "其中有参数，须写成具体的值",
    "too big": "有的值过长",
    "unrecognized token": "有不能识别的字符",
}
