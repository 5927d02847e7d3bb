"""Writes a document in its forms: the page from its template, Word and PDF from the page."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from pathlib import Path
from types import TracebackType
from typing import Self

from config.errors import DubanError
from notices.form.page import Pages
from notices.form.print import Printer
from notices.form.weasy import PrintRefused
from notices.form.word.document import docx_of
from notices.paper import Form, Paper, WrittenFile, WrittenPaper
from notices.write import write_bytes


class PaperWriter:
    """One for a batch: it holds the templates and, once a PDF is asked for, one browser.

    Use it as a context manager, outside asyncio.
    """

    def __init__(
        self, forms: Collection[Form], *, templates: Path | None = None, browser: str | None = None
    ) -> None:
        """``templates`` is the office's own folder, ``browser`` the path of Chromium."""
        self._forms = tuple(form for form in Form if form in forms)
        self._pages = Pages(templates)
        self._printer = Printer(browser)

    def __enter__(self) -> Self:
        """The writer itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Ends the browser."""
        self._printer.close()

    def page(self, paper: Paper) -> str:
        """The HTML page of ``paper``.

        Raises:
            TemplateFault: a template of the office is wrong; the message names file and line.
        """
        return self._pages.page(paper)

    def write(self, paper: Paper, folder: Path) -> WrittenPaper:
        """Write ``paper`` into ``folder`` in every form.

        Raises:
            DubanError: a template is wrong or the folder cannot be written; what stood there
                stays.
        """
        return self.write_page(self.page(paper), folder, paper.stem)

    def write_page(self, page: str, folder: Path, stem: str) -> WrittenPaper:
        """Write a page that is already rendered, and the other forms of it.

        A form that is not written leaves none of an older page behind.

        Raises:
            DubanError: the page cannot be told in Word, or the folder cannot be written.
        """
        made = {Form.HTML: page.encode()}
        left_out = []
        # A chart of a Word document is printed, too.
        for form, make in ((Form.DOCX, docx_of), (Form.PDF, self._printer.pdf)):
            if form in self._forms:
                try:
                    made[form] = make(page)
                except PrintRefused as error:
                    left_out.append(f"{stem}：{error}")
        for form in Form:
            if form not in made:
                _remove(folder / f"{stem}.{form}")
        return WrittenPaper(
            files=tuple(
                _written(form, folder / f"{stem}.{form}", made[form])
                for form in Form
                if form in made
            ),
            left_out=tuple(left_out),
        )


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise DubanError(f"{path}：旧文件不能删除（{error.strerror}）；请检查权限") from error


def _written(form: Form, path: Path, content: bytes) -> WrittenFile:
    write_bytes(path, content)
    digest = hashlib.sha256(content).hexdigest()
    return WrittenFile(form=form, path=path, sha256=digest, size=len(content))
