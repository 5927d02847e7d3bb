"""Where measured tables go: a page of the documents; and the line that shows progress."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from bench.tables import Table, machine

_BEGIN, _END = "<!-- measured -->", "<!-- end of what was measured -->"


def renew(path: Path, tables: Sequence[Table]) -> None:
    """Put the tables between the marks of a page, or write a page that holds nothing else."""
    old = path.read_text(encoding="utf-8") if path.exists() else f"{_BEGIN}\n{_END}\n"
    head, _, rest = old.partition(_BEGIN)
    tail = rest.partition(_END)[2]
    body = "\n".join((f"Machine: {machine()}.\n", *(table.as_markdown() for table in tables)))
    path.write_text(f"{head}{_BEGIN}\n\n{body}\n{_END}{tail}", encoding="utf-8")


def progress(what: str = "") -> None:
    """Show on a terminal what is measured now; nothing clears the line."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{what[:90]}")
        sys.stderr.flush()
