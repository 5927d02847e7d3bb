"""The board as its readers see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from lxml import html

from notices.board import board_counts, write_board
from notices.view import BoardRow, BoardView


def texts(path: Path, xpath: str) -> list[str]:
    tree = html.fromstring(path.read_bytes())
    return ["".join("".join(node.itertext()).split()) for node in tree.xpath(xpath)]


def row(agency_id: str, state: str, **changes: object) -> BoardRow:
    return replace(
        BoardRow(
            agency_id=agency_id,
            agency_name=f"苏镇市{agency_id}局",
            kind_label="政府部门",
            state=state,
            state_label=state,
            reason=None,
            due_date=date(2024, 1, 31),
            claimed_date=None,
            first_seen_date=None,
            report_url=None,
            errors=0,
            warnings=0,
            advice=0,
            undetermined=0,
            notice_href=None,
        ),
        **changes,  # type: ignore[arg-type]
    )


def board(**changes: object) -> BoardView:
    view = BoardView(
        office="苏镇市人民政府办公室",
        year=2023,
        made_at=datetime(2024, 2, 6, 2, 0, tzinfo=UTC),
        run_ids=("r1", "r2"),
        rows=(
            row(
                "教育",
                "on_time",
                report_url="http://a.gov.cn/",
                notice_href="notices/a.html",
                errors=2,
            ),
            row("交通", "late"),
            row("水利", "unknown", reason="网站响应超时"),
            row("林业", "unknown"),
        ),
        families=(("完整性", 3), ("一致性", 1)),
    )
    return replace(view, **changes)  # type: ignore[arg-type]


def test_board_counts_every_state_once() -> None:
    assert [(c.state.name, c.count) for c in board_counts(board())] == [
        ("on_time", 1),
        ("late", 1),
        ("collected", 0),
        ("absent_unconfirmed", 0),
        ("not_published", 0),
        ("not_due", 0),
        ("unknown", 2),
    ]


def test_board_shows_rows_and_links(tmp_path: Path) -> None:
    path = write_board(board(), tmp_path)
    assert path == tmp_path / "index.html"
    assert texts(path, "//tbody/tr/th") == [
        "苏镇市教育局",
        "苏镇市交通局",
        "苏镇市水利局",
        "苏镇市林业局",
    ]
    tree = html.fromstring(path.read_bytes())
    assert tree.xpath("//tbody//a/@href") == ["notices/a.html", "http://a.gov.cn/"]
    assert texts(path, "//dl/div") == ["完整性3项", "一致性1项"]


def test_board_without_agencies_or_findings(tmp_path: Path) -> None:
    path = write_board(board(rows=(), families=()), tmp_path)
    assert "没有发现错误或者警告。" in texts(path, "//p")
