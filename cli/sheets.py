"""Tables as CSV for Excel."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from config.spreadsheets import harmless


def csv_text(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """For Excel: a byte order mark first, and no cell that it would run as a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(heads)
    for row in rows:
        writer.writerow([harmless(cell) for cell in row])
    return "\ufeff" + out.getvalue().removesuffix("\r\n")
