"""LibreOffice opens the document and sets it as GB/T 9704 asks: 22 lines of 28 characters."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pdfplumber
import pytest
from word_pages import DRAFT, page_with

from notices.form.word.document import docx_of
from reading.office import find_office

OFFICE = find_office()
PARAGRAPHS = "".join(f"<p>{'核' * 26}{'查' * 28}{'改' * 27}。</p>" for _ in range(12))
PAGE = page_with(
    f'<article class="sheet">{PARAGRAPHS}</article>'
    '<section class="sheet annex wide"><p class="annex-head">附件</p><h1>清单</h1>'
    "<table><thead><tr><th>序号</th></tr></thead><tbody>"
    f"{'<tr class=blank><td>1</td></tr>' * 20}</tbody></table></section>",
    before=DRAFT,
)


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if OFFICE is None:
        pytest.skip("no LibreOffice on this machine")
    folder = tmp_path_factory.mktemp("office")
    (folder / "a.docx").write_bytes(docx_of(PAGE))
    command = [
        str(OFFICE),
        f"-env:UserInstallation=file://{folder}/profile",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(folder / "a.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603 - ours
    return folder / "a.pdf"


def lines_of(path: Path, page: int) -> list[str]:
    with pdfplumber.open(path) as document:
        lines = document.pages[page].extract_text_lines()
    return ["".join(line["text"].split()) for line in lines]


def test_a_page_has_22_lines_of_28_characters(pdf: Path) -> None:
    mark, *lines, foot = lines_of(pdf, 0)
    assert (mark, foot) == ("代拟稿：须经审签。", "—1—")
    assert [len(line) for line in lines] == [26, 28, 28] * 7 + [26]
    assert lines[:3] == ["核" * 26, "查" * 28, "改" * 27 + "。"]


def test_the_annex_lies_on_its_side_and_its_head_repeats(pdf: Path) -> None:
    with pdfplumber.open(pdf) as document:
        sizes = [(round(page.width), round(page.height)) for page in document.pages]
    assert sizes == [(595, 842)] * 2 + [(842, 595)] * 3
    assert lines_of(pdf, 2)[:3] == ["附件", "清单", "序号"]
    assert lines_of(pdf, 3)[0] == "序号"
    assert lines_of(pdf, 3)[-1] == "—4—"
