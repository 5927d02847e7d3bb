"""The desk serves a ledger with Chinese labels and saved questions."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html

from desk.questions import QUESTIONS
from ledger.store import Ledger


@pytest.fixture
def get(tmp_path: Path, root: Path) -> Callable[[str], tuple[int, str]]:
    """What Datasette answers, run as its own program over an empty ledger."""
    ledger = tmp_path / "ledger.db"
    Ledger.open(ledger).close()
    plugins = tmp_path / "plugins"
    plugins.mkdir()
    (plugins / "duban_desk.py").write_text("from desk.plugin import *\n", encoding="utf-8")

    def ask(path: str) -> tuple[int, str]:
        done = subprocess.run(  # noqa: S603 - our own arguments
            [
                *(sys.executable, "-m", "datasette", "serve", "--immutable", str(ledger)),
                *("--plugins-dir", str(plugins), "--get", path),
            ],
            env={**os.environ, "PYTHONPATH": str(root)},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout

    return ask


def test_tables_carry_their_chinese_titles(get: Callable[[str], tuple[int, str]]) -> None:
    status, page = get("/ledger/findings")
    tree = html.fromstring(page)
    assert (status, [h.text_content().strip() for h in tree.xpath("//h1")]) == (0, ["问题"])
    meanings = dict(
        zip(
            [term.text_content() for term in tree.xpath("//dl/dt")],
            [meaning.text_content() for meaning in tree.xpath("//dl/dd")],
            strict=True,
        )
    )
    assert meanings["agency_id"] == "机关编号"
    assert json.loads(get("/-/metadata.json")[1])["title"] == "督办台账"


@pytest.mark.parametrize("name", [question.name for question in QUESTIONS])
def test_every_saved_question_runs(get: Callable[[str], tuple[int, str]], name: str) -> None:
    assert get(f"/ledger/{name}.json?_shape=array") == (0, "[]\n")


def test_nothing_can_be_written(get: Callable[[str], tuple[int, str]]) -> None:
    status, answer = get("/ledger.json?sql=delete+from+findings")
    told = json.loads(answer.splitlines()[-1])
    assert (status, told["error"]) == (1, "Statement must be a SELECT")
