"""An officer's own files: changed in review, named at release, refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from drafted_notice import ORDER, STEM, drafted_notice, files_in, pdf

from config.errors import DubanError
from ledger.said import NoticeState
from notices.paper import Form
from workflow.papers.release.paper_desk import PaperDesk
from workflow.papers.release.releasing import release
from workflow.papers.release.reviewing import send_back, submit


@pytest.fixture
def desk(office: Any, kit: Any) -> Iterator[PaperDesk]:
    with drafted_notice(office, kit, "html", "docx") as opened:
        yield opened


def word(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name in ("[Content_Types].xml", "word/document.xml", *names):
            package.writestr(name, "<x/>")
    return stream.getvalue()


def test_a_word_document_changed_in_review_is_never_lost(desk: PaperDesk) -> None:
    submit(desk, 1, by="张三")
    word = desk.folder(2023, "办理中") / f"1_{STEM}.docx"
    word.write_bytes(word.read_bytes() + b"x")
    with pytest.raises(DubanError, match="送审之后被改动；要用改后的文件签发，请用 --document"):
        release(desk, 1, ORDER)
    moved = send_back(desk, 1, by="李四", reason="改")
    assert moved.kept == (word,)
    assert word.is_file()
    assert list(files_in(desk, "代拟稿")) == [f"{STEM}.html"]


def test_a_word_document_changed_in_review_is_released_where_it_is_named(desk: PaperDesk) -> None:
    submit(desk, 1, by="张三")
    changed = desk.folder(2023, "办理中") / f"1_{STEM}.docx"
    body = word()
    changed.write_bytes(body)
    done = release(desk, 1, replace(ORDER, documents=(changed,)))
    assert [path.name for path in done.files] == [f"1_{STEM}.html", f"1_{STEM}.docx"]
    assert done.files[1].read_bytes() == body


def test_an_officers_own_files_are_frozen_in_place_of_ours(desk: PaperDesk, tmp_path: Path) -> None:
    submit(desk, 1, by="张三")
    sealed = tmp_path / "盖章"
    sealed.write_bytes(pdf(1))
    done = release(desk, 1, replace(ORDER, documents=(sealed,)))
    assert [path.name for path in done.files] == [f"1_{STEM}.html", f"1_{STEM}.pdf"]
    assert done.files[1].read_bytes() == sealed.read_bytes()
    assert [file.form for file in desk.ledger.papers.files(1)] == [Form.HTML, Form.PDF]
    assert list(files_in(desk, "已签发")) == [path.name for path in done.files]


@pytest.mark.parametrize(
    ("bodies", "told"),
    [
        ((b"plain text",), "既不是 Word 文档"),
        ((word()[:60],), "Word 文档已损坏"),
        ((b"PK\x03\x04" + bytes(40),), "Word 文档已损坏"),
        ((word("word/vbaProject.bin"),), "文档含有宏"),
        ((b"%PDF-1.7 nothing",), "PDF 打不开"),
        ((word(), word()), "Word 文档只能给一份"),
    ],
)
def test_a_file_that_is_not_what_it_should_be_is_refused(
    desk: PaperDesk, tmp_path: Path, bodies: tuple[bytes, ...], told: str
) -> None:
    submit(desk, 1, by="张三")
    paths = [tmp_path / f"{number}.docx" for number in range(len(bodies))]
    for path, body in zip(paths, bodies, strict=True):
        path.write_bytes(body)
    with pytest.raises(DubanError, match=told):
        release(desk, 1, replace(ORDER, documents=tuple(paths)))
    with pytest.raises(DubanError, match=r"没有\.docx：文件读不出来"):
        release(desk, 1, replace(ORDER, documents=(tmp_path / "没有.docx",)))
    assert desk.ledger.papers.state(1) is NoticeState.IN_REVIEW
