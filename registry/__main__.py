"""``python -m registry FILE…``: prints every mistake of registry files; used before a commit."""

from __future__ import annotations

import sys
from pathlib import Path

from config.errors import DubanError
from registry.loader import load_registry


def main(files: list[str]) -> int:
    """0 where every file is sound, else 1."""
    status = 0
    for name in files:
        try:
            load_registry(Path(name))
        except DubanError as error:
            sys.stderr.write(f"{error}\n")
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
