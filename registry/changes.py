"""Brings rows into a registry file (名录): what is new is added, what differs is changed.

The file stays the office's own: comments and order are kept, rows that a list does not name stay.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import tomlkit
from tomlkit.exceptions import TOMLKitError

from config.errors import InputError
from registry.loader import registry_of
from registry.merging import Change, Merger
from registry.model import Registry
from registry.sheets import SheetRow

_EMPTY_FILE = "# 名录：各项的含义见 docs/settings.md。\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """A registry file as it would be after an import, nothing written yet.

    ``guesses`` tell people what was filled in because a list did not say it.
    """

    path: Path
    text: str
    registry: Registry
    changes: tuple[Change, ...]
    guesses: tuple[str, ...]

    def write(self) -> Path | None:
        """Write the file; gives the copy of what stood there before, if anything did.

        Raises:
            InputError: the disk refuses; the old file is untouched.
        """
        try:
            return _replaced(self.path, self.text)
        except OSError as error:
            raise InputError(str(self.path), (f"文件写不进去（{error.strerror}）",)) from error


def import_rows(
    path: Path, rows: Iterable[SheetRow], *, region: str | None, families: Iterable[str] = ()
) -> Import:
    """The registry at ``path`` with ``rows`` brought in; an absent file counts as empty.

    ``region`` is the region code of new agencies whose row has none.

    Raises:
        InputError: the file or the result has mistakes; each is named.
    """
    merger = Merger(_document(path), region)
    for row in rows:
        merger.take(row)
    try:
        registry = registry_of(tomllib.loads(merger.text), str(path), families)
    except InputError as error:
        raise InputError(str(path), merger.located(error.problems)) from error
    return Import(
        path=path,
        text=merger.text,
        registry=registry,
        changes=tuple(merger.changes),
        guesses=tuple(merger.guesses),
    )


def _document(path: Path) -> tomlkit.TOMLDocument:
    try:
        text = path.read_bytes().decode("utf-8-sig") if path.exists() else _EMPTY_FILE
        return tomlkit.parse(text)
    except OSError as error:
        raise InputError(str(path), (f"文件打不开（{error.strerror}）",)) from error
    except UnicodeDecodeError as error:
        raise InputError(str(path), ("不是 UTF-8 编码，请另存为 UTF-8",)) from error
    except TOMLKitError as error:
        raise InputError(str(path), (f"TOML 语法错误：{error}",)) from error


def _replaced(path: Path, text: str) -> Path | None:
    """Write ``text`` in place of the file, the old one beside it with the ending ``.bak``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.new")
    with fresh.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    kept = None
    if path.exists():
        kept = path.with_name(f"{path.name}.bak")
        kept.write_bytes(path.read_bytes())
    fresh.replace(path)
    return kept
