"""Pin how well each report beside the project is read: ``python -m bench.floors``.

Floors rise by themselves; one falls only with ``--lower-floors``, and the reason for it belongs in
the change log. A document that cannot be read yet has no floor.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from bench.expected import ROOT, SHARED, collected
from bench.quality import Score, Tally, score

FLOORS = ROOT / "tests/corpus/floors.json"
PINNED = ("cells", "missing", "parts", "title", "year", "dates", "statements")
Floor = Mapping[str, int]


def floor_of(found: Score) -> dict[str, int]:
    """What is pinned of a document: right and unread cells, and all else that was right."""
    cells = found.tally("cells") + found.tally("missing")
    floor = {"right": cells.right, "unread": cells.unread}
    others = (found.tally(name) for name in PINNED[2:])
    return floor | {"facts": sum(tally.right for tally in others)}


def falls(floor: Floor, found: Floor) -> tuple[str, ...]:
    """In which words a document is read worse than it was."""
    worse = [f"{name}: {found[name]} < {floor[name]}" for name in ("right", "facts")
             if found[name] < floor[name]]  # fmt: skip
    if found["unread"] > floor["unread"]:
        worse.append(f"unread: {found['unread']} > {floor['unread']}")
    return tuple(worse)


def wrong_of(found: Score) -> Tally:
    """Cells, missing cells and claims together, of which none may be wrong in a text form."""
    return found.tally("cells") + found.tally("missing") + found.tally("statements")


def main() -> int:
    """Write the floors; 1 where one would fall and that was not asked for."""
    parser = argparse.ArgumentParser(description="Pin how well each report is read.")
    parser.add_argument("--lower-floors", action="store_true", help="let floors fall")
    asked = parser.parse_args()
    if not (SHARED / "reports").is_dir():
        sys.stderr.write("The reports are not beside the project (../shared/reports).\n")
        return 2
    old = read_floors()
    found = dict(_found())
    fallen = {
        name: worse
        for name, floor in old.items()
        if (worse := falls(floor, found[name]) if name in found else ("no longer read",))
    }
    for name, worse in fallen.items():
        print(f"{name}: {'; '.join(worse)}")
    if fallen and not asked.lower_floors:
        print("Nothing was written. If it must be so: --lower-floors, and say why.")
        return 1
    _write(found)
    print(f"{len(found)} floors, {len(found.keys() - old.keys())} of them new.")
    return 0


def read_floors(path: Path = FLOORS) -> dict[str, Floor]:
    """The floors by the name of the document; none where the file is not there."""
    if not path.exists():
        return {}
    floors: dict[str, Floor] = json.loads(path.read_text(encoding="utf-8"))
    return floors


def _found() -> Iterator[tuple[str, dict[str, int]]]:
    for document in collected():
        if document.expected is not None:
            found = score(document)
            if found.error is None:
                yield document.name, floor_of(found)


def _write(found: Mapping[str, Floor]) -> None:
    """One document a line, so that a change shows what changed."""
    lines = (f" {json.dumps(name)}: {json.dumps(floor)}" for name, floor in sorted(found.items()))
    FLOORS.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
