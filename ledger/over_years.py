"""Figures of all agencies over years, for comparisons: what was read, and what was corrected."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from ledger.asking import LedgerReader
from ledger.questions.catalogue import question_named

_YEARS = """
SELECT DISTINCT c.year FROM cases c JOIN runs r ON r.run_id = c.run_id AND r.state = 'finished'
WHERE c.year <= :year ORDER BY c.year
"""

# A count beyond fifteen digits is no count: somebody typed a date or an account number.
_FIGURES = """
SELECT h.year, h.agency_id, g.value
FROM latest_readings h
CROSS JOIN agencies a ON a.agency_id = h.agency_id AND a.is_watched = 1
CROSS JOIN json_each(:paths) p
CROSS JOIN figures g ON g.reading_id = h.reading_id AND g.path = p.value
WHERE h.year IN (SELECT value FROM json_each(:years)) AND g.state = 'number'
    AND length(g.value) BETWEEN 1 AND 15 AND g.value NOT GLOB '*[^0-9]*'
"""

_READ = """
SELECT h.year, count(*) FROM latest_readings h
CROSS JOIN agencies a ON a.agency_id = h.agency_id AND a.is_watched = 1
WHERE h.year IN (SELECT value FROM json_each(:years))
GROUP BY h.year
"""


def years_held(reader: LedgerReader, year: int) -> tuple[int, ...]:
    """The report years up to ``year`` that the ledger knows of, the earliest first.

    Raises:
        LedgerError: the ledger cannot be read.
    """
    _, rows = reader.stream(_YEARS, {"year": year})
    return tuple(int(str(held)) for (held,) in rows)


def reports_read(reader: LedgerReader, years: Collection[int]) -> Mapping[int, int]:
    """How many agencies' reports were read, by year.

    Raises:
        LedgerError: the ledger cannot be read.
    """
    _, rows = reader.stream(_READ, {"years": json.dumps(list(years))})
    found = {int(str(year)): int(str(count)) for year, count in rows}
    return {year: found.get(year, 0) for year in years}


def sums_read(
    reader: LedgerReader, years: Collection[int], paths: Collection[str]
) -> Mapping[int, Mapping[str, int]]:
    """By year and agency the sum of the figures at ``paths``.

    An agency of which one of them could not be read as a whole number is left out of that year.

    Raises:
        LedgerError: the ledger cannot be read.
    """
    wanted = {"years": json.dumps(list(years)), "paths": json.dumps(list(paths))}
    _, rows = reader.stream(_FIGURES, wanted)
    read: dict[int, dict[str, list[int]]] = {year: {} for year in years}
    for year, agency_id, value in rows:
        read[int(str(year))].setdefault(str(agency_id), []).append(int(str(value)))
    return {
        year: {one: sum(found) for one, found in agencies.items() if len(found) == len(paths)}
        for year, agencies in read.items()
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """Findings that released documents told of, and how many of them were seen corrected."""

    told: int = 0
    corrected: int = 0


def correction_of(reader: LedgerReader, year: int) -> Correction:
    """As the saved question time-to-correction counts.

    Raises:
        LedgerError: the ledger cannot be read.
    """
    listing = reader.ask(question_named("time-to-correction"), {"year": str(year)})
    for row in (dict(zip(listing.columns, cells, strict=True)) for cells in listing.rows):
        return Correction(told=int(str(row["已通知"])), corrected=int(str(row["已整改"])))
    return Correction()
