"""``duban`` as a person calls it, within the process of the tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from cli.main import call

FOLDERS = 'data_dir = "var"\nreports_dir = "reports_out"\n'
ONE_AGENCY = """
[[agency]]
id = "edu"
name = "苏镇市教育局"
kind = "department"
region = "990100"

[[place]]
id = "edu"
agency = "edu"
home = "http://edu.example/"
"""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


Duban = Callable[..., Answer]


def calling(capsys: pytest.CaptureFixture[str], *before: str) -> Duban:
    """The command; ``before`` is written before the arguments of each call."""

    def run(*arguments: str | Path) -> Answer:
        capsys.readouterr()
        status = call([*before, *map(str, arguments)])
        told = capsys.readouterr()
        return Answer(status, told.out, told.err)

    return run


def set_up(folder: Path, settings: str = FOLDERS) -> tuple[str, str]:
    """Write ``settings`` into ``folder``; gives what a call that uses them begins with."""
    path = folder / "duban.toml"
    path.write_text(settings, encoding="utf-8")
    return "--config", str(path)
