"""What is true of the country: the answers that a collector and an auditor should reach."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from config.clock import SHANGHAI

REPORT_YEAR = 2023
VISIT_ONE = datetime(2024, 2, 5, 9, tzinfo=SHANGHAI)
VISIT_TWO = datetime(2024, 2, 6, 10, tzinfo=SHANGHAI)


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What is true of one place and year.

    ``visit_one`` and ``visit_two`` are the classes of a visit at ``VISIT_ONE`` and ``VISIT_TWO``;
    ``also_accepted`` are others that say the same of a fault whose class is a matter of taste.
    ``sha256s`` are the files that hold the report itself, empty where only a script shows it.
    ``figures`` are printed by path, as the document has them; a path that is absent is left out.
    ``planted`` are the codes of rules that must find something in the report; advice apart, no
    other rule may.
    """

    agency_id: str
    place_id: str
    year: int
    visit_one: str
    visit_two: str
    also_accepted: tuple[str, ...] = ()
    published_date: date | None = None
    sha256s: tuple[str, ...] = ()
    figures: Mapping[str, str] = field(default_factory=dict)
    planted: tuple[str, ...] = ()

    def as_json(self) -> str:
        """One line of JSON."""
        row = {
            "agency_id": self.agency_id,
            "place_id": self.place_id,
            "year": self.year,
            "visit_one": self.visit_one,
            "visit_two": self.visit_two,
            "also_accepted": self.also_accepted,
            "published_date": self.published_date and self.published_date.isoformat(),
            "sha256s": self.sha256s,
            "planted": self.planted,
            "figures": dict(self.figures),
        }
        return json.dumps(row, ensure_ascii=False)
