"""The desk serves a ledger with Chinese labels and saved questions."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from lxml import html

from bench.years_made import Size, make
from desk.questions import desk_sql
from ledger.questions.catalogue import question_named, questions
from ledger.questions.values import values_of
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


def test_a_saved_question_is_asked_with_fields_left_empty(
    get: Callable[[str], tuple[int, str]],
) -> None:
    told = json.loads(get("/ledger/on-time-rate.json?kind=政府部门")[1])
    assert (told["rows"], told["query"]["params"]) == (
        [],
        {"year": "", "by": "", "region": "", "kind": "政府部门"},
    )
    tree = html.fromstring(get("/ledger/on-time-rate")[1])
    assert [h.text_content().strip() for h in tree.xpath("//h1")] == ["按时公布率"]
    assert tree.xpath("//form//input[@type='text']/@name") == ["year", "by", "region", "kind"]


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = tmp_path_factory.mktemp("desk") / "ledger.db"
    make(path, Size(agencies=30, years=2, figures=0, waivers=5))
    with closing(sqlite3.connect(path)) as connection:
        yield connection


@pytest.mark.parametrize("name", [question.name for question in questions()])
def test_every_saved_question_answers_as_on_the_command_line(
    years: sqlite3.Connection, name: str
) -> None:
    question = question_named(name)
    required = {p.name: "第7号市示例局" for p in question.parameters if p.is_required}
    expected = years.execute(question.sql, values_of(years, question, required)).fetchall()
    typed = {p.name: required.get(p.name, "") for p in question.parameters}
    assert years.execute(desk_sql(question), typed).fetchall() == expected


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("unresolved", {"days": "5", "year": "全部", "agency": "第7号市示例局", "rows": "3"}),
        ("unresolved", {"days": " 5 ", "year": "2015", "agency": "a00007", "severity": "全部"}),
        ("agency-figures", {"agency": "第7号市示例局", "part": "requests.received"}),
        ("largest-changes", {"figure": "予以公开", "year": "最近", "rows": "4"}),
        ("on-time-rate", {"by": "地区", "region": "9901", "kind": "政府部门"}),
    ],
)
def test_what_is_typed_means_what_it_means_on_the_command_line(
    years: sqlite3.Connection, name: str, written: dict[str, str]
) -> None:
    question = question_named(name)
    expected = years.execute(question.sql, values_of(years, question, written)).fetchall()
    typed = {p.name: written.get(p.name, "") for p in question.parameters}
    assert (years.execute(desk_sql(question), typed).fetchall(), expected != []) == (expected, True)


@pytest.mark.parametrize(
    "written",
    [{"agency": "没有这个机关", "days": "0"}, {"year": "去年", "days": "0"}, {"year": "1; DROP"}],
)
def test_what_is_not_understood_finds_nothing(
    years: sqlite3.Connection, written: dict[str, str]
) -> None:
    question = question_named("unresolved")
    typed = {p.name: written.get(p.name, "") for p in question.parameters}
    assert years.execute(desk_sql(question), typed).fetchall() == []


def test_nothing_can_be_written(get: Callable[[str], tuple[int, str]]) -> None:
    status, answer = get("/ledger.json?sql=delete+from+findings")
    told = json.loads(answer.splitlines()[-1])
    assert (status, told["error"]) == (1, "Statement must be a SELECT")
