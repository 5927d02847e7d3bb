"""``python tests/tidy_files.py FILE…``: no large files, and a newline at the end of each."""

from __future__ import annotations

import sys
from pathlib import Path

LARGEST = 500_000


def faults(names: list[str]) -> list[str]:
    found = []
    for name in names:
        body = Path(name).read_bytes()
        if len(body) > LARGEST:
            found.append(f"{name}: {len(body)} bytes, more than {LARGEST}")
        if body and not body.endswith(b"\n"):
            found.append(f"{name}: no newline at the end")
    return found


if __name__ == "__main__":
    told = faults(sys.argv[1:])
    sys.stderr.write("".join(f"{line}\n" for line in told))
    sys.exit(bool(told))
