"""A document in its forms: whole or as it was before."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from browser.executable import find_browser
from notices.examples import examples
from notices.form.template_faults import TemplateFault
from notices.form.word.document import docx_of
from notices.form.word.elements import WordFormError
from notices.form.writer import PaperWriter
from notices.paper import Form

NOTICE = examples()[0]
EVERY = tuple(Form)


def content(folder: Path) -> dict[str, bytes]:
    return {path.suffix: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.browser
@pytest.mark.skipif(find_browser() is None, reason="no Chromium on this machine")
def test_all_forms_are_made_of_one_page(tmp_path: Path) -> None:
    with PaperWriter(EVERY) as writer:
        written = writer.write(NOTICE, tmp_path)
        page = writer.page(NOTICE)
    assert [file.form for file in written.files] == [Form.HTML, Form.DOCX, Form.PDF]
    assert written.left_out == ()
    assert written.page.path == tmp_path / f"{NOTICE.stem}.html"
    made = content(tmp_path)
    assert made[".html"] == page.encode()
    assert made[".docx"] == docx_of(page)
    assert made[".pdf"].startswith(b"%PDF-")
    for file in written.files:
        body = file.path.read_bytes()
        assert (file.sha256, file.size) == (hashlib.sha256(body).hexdigest(), len(body))


def test_only_the_forms_asked_for_are_written_and_none_of_an_older_page_stays(
    tmp_path: Path,
) -> None:
    for form in EVERY:
        (tmp_path / f"{NOTICE.stem}.{form}").write_text("旧")
    with PaperWriter((Form.DOCX,)) as writer:
        written = writer.write(NOTICE, tmp_path)
    assert [file.form for file in written.files] == [Form.HTML, Form.DOCX]
    assert sorted(content(tmp_path)) == [".docx", ".html"]


def test_what_cannot_be_printed_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    with PaperWriter(EVERY) as writer:
        written = writer.write(NOTICE, tmp_path)
    assert [file.form for file in written.files] == [Form.HTML, Form.DOCX]
    (told,) = written.left_out
    assert told.startswith(f"{NOTICE.stem}：没有中文字体，不生成 PDF")


def test_a_wrong_template_leaves_what_was_there(tmp_path: Path) -> None:
    templates, folder = tmp_path / "模板", tmp_path / "文书"
    templates.mkdir()
    with PaperWriter((Form.HTML, Form.DOCX), templates=templates) as writer:
        writer.write(NOTICE, folder)
    before = content(folder)
    (templates / "notice.html").write_text("\n{{ notice.nothing }}")
    with (
        PaperWriter((Form.HTML, Form.DOCX), templates=templates) as writer,
        pytest.raises(TemplateFault, match=r"notice.html第2行"),
    ):
        writer.write(NOTICE, folder)
    assert content(folder) == before


def test_a_page_that_word_cannot_tell_leaves_what_was_there(tmp_path: Path) -> None:
    with PaperWriter((Form.HTML, Form.DOCX)) as writer:
        writer.write(NOTICE, tmp_path)
        before = content(tmp_path)
        with pytest.raises(WordFormError, match="blink"):
            writer.write_page(
                writer.page(NOTICE).replace("<h1>", "<blink></blink><h1>", 1),
                tmp_path,
                NOTICE.stem,
            )
    assert content(tmp_path) == before
