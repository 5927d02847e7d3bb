"""When a PDF says that it was made and last changed."""

from __future__ import annotations

import ctypes
import re
from datetime import date
from typing import Any

import pypdfium2.raw as pdfium

from reading.facts import day_of_instant

_NAMES = {"created": b"CreationDate", "modified": b"ModDate"}
_LONGEST = 256
# D:20240226144123+08'00', D:20240226144123Z, D:20240226, 20240226144123
_INSTANT = re.compile(
    r"(?:D:)?(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?\s*(?:(Z)|([+-]\d\d)'?(\d\d)?)?"
)


def claimed_dates(document: Any) -> dict[str, date]:  # noqa: ANN401 - a C handle
    """Days in China, under the names that claimed dates have; what is no date is left out."""
    days = {name: day_of_property(_property(document, key)) for name, key in _NAMES.items()}
    return {name: day for name, day in days.items() if day is not None}


def day_of_property(text: str) -> date | None:
    """The day in China of an instant as PDF writes it, or as people do who do not know how.

    A time without a zone is taken as it stands.
    """
    found = _INSTANT.match(text.strip())
    if found is None:
        return day_of_instant(text)
    year, month, day, hour, minute, second, utc, hours, minutes = found.groups()
    zone = "+00:00" if utc else f"{hours}:{minutes or '00'}" if hours else ""
    time = f"T{hour}:{minute}:{second or '00'}{zone}" if hour else ""
    return day_of_instant(f"{year}-{month}-{day}{time}")


def _property(document: Any, key: bytes) -> str:  # noqa: ANN401 - a C handle
    held = ctypes.create_string_buffer(_LONGEST)
    size = pdfium.FPDF_GetMetaText(document, key, held, _LONGEST)
    return held.raw[: min(size, _LONGEST)].decode("utf-16-le", errors="replace").rstrip("\0")
