"""Previews show what would be drafted, and leave ledger and drafts as they are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from config.errors import DubanError
from config.paper_settings import NoticeSettings
from ledger.said import NoticeKind
from workflow.papers.drafts.preview import preview_for_agency, preview_overall

CELL = "requests.granted.total"


@pytest.fixture
def judged(office: Any, kit: Any) -> Any:
    """An office that found something at one agency."""
    notices = NoticeSettings(forms=("html",))
    office.config = replace(office.config, notices=notices)
    office.portals["edu"] = kit.published(documents=(kit.report("edu", figures={CELL: 99}),))
    office.run()
    return office


def state(office: Any) -> tuple[object, ...]:
    with office.ledger() as ledger:
        rows = ledger.notices(2023)
    files = {path: path.read_bytes() for path in office.config.reports_dir.rglob("*.html")}
    return rows, files


def test_the_notice_of_an_agency_is_what_is_drafted(judged: Any, tmp_path: Path) -> None:
    before = state(judged)
    written = preview_for_agency(
        judged.config, judged.clock(), "edu", 2023, tmp_path / "预览", registry=judged.registry
    )
    (file,) = written.files
    assert file.path.parent == tmp_path / "预览"
    drafts = judged.config.reports_dir / "2023" / "代拟稿"
    assert file.path.read_bytes() == (drafts / file.path.name).read_bytes()
    assert state(judged) == before


@pytest.mark.parametrize(
    ("agency_id", "said"),
    [("fin", "没有需要告知fin的内容"), ("nobody", "名录中没有编号为“nobody”的机关")],
)
def test_where_there_is_nothing_to_show_it_is_said(
    judged: Any, tmp_path: Path, agency_id: str, said: str
) -> None:
    with pytest.raises(DubanError, match=said):
        preview_for_agency(
            judged.config,
            judged.clock(),
            agency_id,
            2023,
            tmp_path / "预览",
            registry=judged.registry,
        )
    assert not (tmp_path / "预览").exists()


def test_a_document_over_all_agencies(judged: Any, tmp_path: Path) -> None:
    before = state(judged)
    written = preview_overall(
        judged.config,
        judged.clock(),
        NoticeKind.STATUS_STATEMENT,
        2023,
        tmp_path,
        registry=judged.registry,
    )
    assert "公布情况的说明" in written.page.path.read_text(encoding="utf-8")
    assert state(judged) == before
