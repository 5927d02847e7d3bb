"""The desk serves a ledger with Chinese labels and saved questions."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette
from datasette.plugins import pm
from lxml import html

import desk.plugin
from desk.questions import QUESTIONS
from ledger.store import Ledger


@pytest.fixture
def served(tmp_path: Path):
    path = tmp_path / "ledger.db"
    Ledger.open(path).close()
    pm.register(desk.plugin, name="duban_desk_under_test")
    try:
        yield Datasette([], immutables=[str(path)])
    finally:
        pm.unregister(name="duban_desk_under_test")


def get(served: Datasette, path: str) -> Any:
    async def ask() -> Any:
        return await served.client.get(path)

    return asyncio.run(ask())


def test_tables_carry_their_chinese_titles(served: Datasette) -> None:
    page = get(served, "/ledger/findings")
    tree = html.fromstring(page.text)
    assert [h.text_content().strip() for h in tree.xpath("//h1")] == ["问题"]
    meanings = dict(
        zip(
            [term.text_content() for term in tree.xpath("//dl/dt")],
            [meaning.text_content() for meaning in tree.xpath("//dl/dd")],
            strict=True,
        )
    )
    assert meanings["agency_id"] == "机关编号"
    labels = get(served, "/-/metadata.json").json()
    assert labels["title"] == "督办台账"


def test_every_saved_question_runs(served: Datasette) -> None:
    answers = {q.name: get(served, f"/ledger/{q.name}.json?_shape=array").json() for q in QUESTIONS}
    assert answers == {q.name: [] for q in QUESTIONS}


def test_nothing_can_be_written(served: Datasette) -> None:
    answer = get(served, "/ledger.json?sql=delete+from+findings")
    assert answer.status_code == 400
