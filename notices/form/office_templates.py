"""The office's own templates (模板): copied to where they can be changed, and checked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from config.errors import DubanError
from ledger.said import NoticeKind
from notices.form.page import Pages
from notices.form.sandbox import OWN_TEMPLATES
from notices.form.slots import issued
from notices.form.word.document import docx_of
from notices.paper import Paper
from notices.write import write_bytes

_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_DRAFT = "代拟稿"
_PLAIN = ".txt"
_ENDINGS = (".html", ".css", _PLAIN)
_ANY_DAY = date(2000, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class CopiedTemplates:
    """``written`` were copied; ``kept`` stood there already and were left as they are."""

    written: tuple[Path, ...]
    kept: tuple[Path, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedTemplate:
    """What became of one template; ``fault`` is Chinese, ``None`` where it is sound."""

    kind: NoticeKind
    template: str
    fault: str | None


def document_templates() -> tuple[Path, ...]:
    """Our templates of documents and covers and their style; the board is no document."""
    return tuple(
        path
        for path in sorted(OWN_TEMPLATES.iterdir())
        if path.suffix in _ENDINGS and path.stem != "board"
    )


def copy_templates(folder: Path, *, is_forced: bool = False) -> CopiedTemplates:
    """Copy our templates into ``folder``; what stands there is only replaced when forced to.

    Raises:
        DubanError: the folder cannot be written.
    """
    written, kept = [], []
    for template in document_templates():
        target = folder / template.name
        if target.exists() and not is_forced:
            kept.append(target)
        else:
            written.append(write_bytes(target, template.read_bytes()))
    return CopiedTemplates(written=tuple(written), kept=tuple(kept))


def unused_templates(folder: Path) -> tuple[Path, ...]:
    """Templates in ``folder`` that take the place of none of ours: a name may be mistyped."""
    names = {path.name for path in document_templates()}
    return tuple(
        path
        for path in sorted(folder.glob("*"))
        if path.suffix in _ENDINGS and path.name not in names
    )


def check_templates(folder: Path | None, papers: Iterable[Paper]) -> tuple[CheckedTemplate, ...]:
    """Render each of ``papers`` and hold the page against what Word and release ask of it.

    Covers, which are plain text, are rendered only.

    Raises:
        TemplateFault: there is no such folder.
    """
    pages = Pages(folder)
    return tuple(
        CheckedTemplate(kind=paper.kind, template=paper.template, fault=_fault(pages, paper))
        for paper in papers
    )


def _fault(pages: Pages, paper: Paper) -> str | None:
    try:
        page = pages.page(paper)
        if paper.template.endswith(_PLAIN):
            return None if page.strip() else f"{paper.template}：写出来是空的"
        title = _TITLE.search(page)
        if title is None or not title[1].strip() or _DRAFT in title[1]:
            return f"{paper.template}：<title> 应为文书标题，不带“{_DRAFT}”字样"
        issued(page, number="文号〔2000〕1号", day=_ANY_DAY)
        docx_of(page)
    except DubanError as error:
        return str(error)
    return None
