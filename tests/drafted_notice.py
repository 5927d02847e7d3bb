"""A notice that a run drafted, as document 1, in the hands of an officer the day after."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from typing import Any

import pypdfium2

from ledger.model import NoticeRow
from workflow.papers.release.paper_desk import PaperDesk, paper_desk
from workflow.papers.release.releasing import Order

CELL = "requests.granted.total"
ORDER = Order(by="李四", number="苏政公开办〔2024〕1号")
STEM = "edu_苏镇市教育局_2023年报核查"


@contextmanager
def drafted_notice(office: Any, kit: Any, *forms: str) -> Iterator[PaperDesk]:
    """The report of the bureau of education is wrong; documents are written in these forms."""
    office.portals["edu"] = kit.published(documents=(kit.report("edu", figures={CELL: 99}),))
    office.config = replace(office.config, notices=replace(office.config.notices, forms=forms))
    office.run()
    with paper_desk(office.config, office.clock(2)) as opened:
        yield opened


def files_in(desk: PaperDesk, name: str) -> dict[str, str]:
    """The files of a folder with their hashes."""
    folder = desk.folder(2023, name)
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
        if folder.is_dir()
    }


def row_of(desk: PaperDesk) -> NoticeRow:
    return desk.ledger.papers.one(1)


def pdf(pages: int) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(100, 100)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()
