"""Reports as files, and the command line as a person calls it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from duban_command import Answer, calling

from portal_lab.defects import DEFECTS
from portal_lab.generator import Author, reports_of
from portal_lab.render_docx import report_docx
from portal_lab.render_html import Hand, report_html
from portal_lab.render_text import cell_a_line, tab_separated
from portal_lab.report import LabReport

AUTHOR = Author(name="苏镇市教育局", self_name="我局", topics=("招生入学", "教育经费", "学校建设"))


@pytest.fixture
def duban(capsys: pytest.CaptureFixture[str]) -> Callable[..., Answer]:
    return calling(capsys)


@pytest.fixture(scope="session")
def report() -> LabReport:
    return reports_of(AUTHOR, range(2023, 2024), seed=7)[2023]


@pytest.fixture
def files(tmp_path: Path, report: LabReport) -> dict[str, Path]:
    """One conforming report in every form, and one with a known defect."""
    body = f"<h1>{report.title}</h1>{report_html(report, Hand.PLAIN)}"
    page = f"<!doctype html><meta charset=utf-8><title>年报</title>{body}"
    wrong = report_docx(DEFECTS["row_totals_wrong"].plant(report))
    made = {
        "report.html": page.encode(),
        "report.docx": report_docx(report),
        "lines.txt": cell_a_line(report),
        "tabs.txt": tab_separated(report),
        "wrong.docx": wrong,
        "empty.docx": b"",
        "cut.docx": report_docx(report)[:4000],
        "letter.html": "<p>关于开会的通知</p>".encode(),
        "packed.rar": b"Rar!\x1a\x07\x00" + bytes(64),
    }
    for name, body in made.items():
        (tmp_path / name).write_bytes(body)
    return {name: tmp_path / name for name in made}


@pytest.fixture
def before(tmp_path: Path) -> Path:
    """The report of the year before."""
    path = tmp_path / "before.docx"
    path.write_bytes(report_docx(reports_of(AUTHOR, range(2022, 2024), seed=7)[2022]))
    return path
