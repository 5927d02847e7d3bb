"""Tables declared with what they mean, in Chinese and English, and made through sqlite-utils."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``kind`` is ``str`` (TEXT) or ``int`` (INTEGER); ``?`` after a name allows NULL."""

    declared: str
    kind: type
    chinese: str
    english: str

    @property
    def name(self) -> str:
        """The name in the database."""
        return self.declared.removesuffix("?")

    @property
    def is_nullable(self) -> bool:
        """Whether the value may be absent."""
        return self.declared.endswith("?")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableDeclaration:
    """A table. ``references`` are foreign keys as (columns, table, columns there)."""

    name: str
    chinese: str
    english: str
    primary_key: tuple[str, ...]
    columns: tuple[Column, ...]
    references: tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...] = ()
    unique: tuple[tuple[str, ...], ...] = ()
    indexes: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewDeclaration:
    """A read-only view for people, its columns named in Chinese; ``columns`` explain them."""

    name: str
    english: str
    columns: tuple[tuple[str, str], ...]
    sql: str


DOCUMENTATION = "_columns"


def create_table(database: Database, table: TableDeclaration) -> None:
    """Make the table STRICT, with its keys and indexes, and write down what it means."""
    made = database.table(table.name)
    made.create(
        {column.name: column.kind for column in table.columns},
        pk=table.primary_key[0] if len(table.primary_key) == 1 else table.primary_key,
        not_null={column.name for column in table.columns if not column.is_nullable},
        foreign_keys=[_reference(reference) for reference in table.references],
        strict=True,
    )
    for columns in table.unique:
        made.create_index(columns, unique=True)
    for columns in table.indexes:
        made.create_index(columns)
    rows = [("", table.chinese, table.english)]
    rows += [(column.name, column.chinese, column.english) for column in table.columns]
    document(database, table.name, rows)


def create_view(database: Database, view: ViewDeclaration) -> None:
    """Make the view and write down what it means."""
    database.create_view(view.name, view.sql)
    rows = [("", view.name, view.english)]
    rows += [(name, name, english) for name, english in view.columns]
    document(database, view.name, rows)


def add_column(
    database: Database, table_name: str, column: Column, default: str | None = None
) -> None:
    """Give a table one more column; rows that are there get ``default``, an SQL literal.

    A column that may be absent needs none.
    """
    kind = {str: "TEXT", int: "INTEGER"}[column.kind]
    rest = "" if column.is_nullable else f" NOT NULL DEFAULT {default}"
    # Name, kind and default are constants of a migration.
    database.execute(f'ALTER TABLE "{table_name}" ADD COLUMN "{column.name}" {kind}{rest}')
    document(database, table_name, [(column.name, column.chinese, column.english)])


def only_added(database: Database, table_name: str) -> None:
    """Refuse, from now on, to change or remove rows of the table."""
    for change in ("UPDATE", "DELETE"):
        database.execute(
            f'CREATE TRIGGER "{table_name}_{change.lower()}" BEFORE {change} ON "{table_name}" '
            f"BEGIN SELECT RAISE(ABORT, '{table_name} are only added'); END"
        )


def create_search(
    database: Database, name: str, content: tuple[str, str, str], chinese: str, english: str
) -> None:
    """Make an index of three-character runs, which finds words of Chinese, over a column.

    ``content`` is (table, its integer key, column). The index holds no text and no positions, so
    it stays small; what it finds is looked at again in the table.
    """
    table, key, column = content
    database.execute(
        f'CREATE VIRTUAL TABLE "{name}" USING fts5({column}, content="{table}", '
        f"content_rowid=\"{key}\", tokenize='trigram', detail='none', columnsize=0)"
    )
    document(
        database, name, [("", chinese, english), (column, "被检索的文字", "Text that is searched")]
    )


def drop_view(database: Database, name: str) -> None:
    """Take a view away, to be made anew."""
    database.execute(f'DROP VIEW "{name}"')
    forget(database, name)


def forget(database: Database, name: str) -> None:
    """Take away what is written down of a table or view."""
    database.execute(f"DELETE FROM {DOCUMENTATION} WHERE table_name = ?", (name,))  # noqa: S608


def document(database: Database, table_name: str, rows: list[tuple[str, str, str]]) -> None:
    """Keep (column, Chinese, English) for a table; the empty column name is the table itself."""
    database.table(DOCUMENTATION).insert_all(
        {
            "table_name": table_name,
            "column_name": column,
            "chinese": chinese,
            "english": english,
        }
        for column, chinese, english in rows
    )


def _reference(
    reference: tuple[tuple[str, ...], str, tuple[str, ...]],
) -> tuple[str | tuple[str, ...], str, str | tuple[str, ...]]:
    """sqlite-utils wants a bare name for a single column."""
    columns, table, there = reference
    if len(columns) == 1:
        return columns[0], table, there[0]
    return columns, table, there
