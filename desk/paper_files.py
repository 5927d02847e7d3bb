"""The files of a document that the desk gives out: those the ledger knows, and no others."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from config.errors import DubanError
from ledger.model import NoticeRow
from ledger.said import NoticeState
from notices.paper import Form
from workflow.papers.release.paper_desk import PaperDesk, PaperError, bytes_of, forms_beside
from workflow.papers.release.replying import paper_path


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFile:
    """A file of a document.

    ``sha256`` is what the ledger says it is, ``None`` where it says nothing: a Word document
    beside a draft. ``fault`` tells in Chinese what is wrong with it; a file that was released and
    is no longer what was released is not given out.
    """

    form: Form
    path: Path
    sha256: str | None
    size: int
    is_frozen: bool
    fault: str | None = None

    @property
    def can_be_had(self) -> bool:
        """Whether the desk gives it out."""
        return self.fault is None or not (self.is_frozen or self.form is Form.HTML)


def files_of(desk: PaperDesk, row: NoticeRow, state: NoticeState) -> tuple[PaperFile, ...]:
    """The files of a document, the page first.

    Raises:
        PaperError: one would lie outside of the folder of reports.
    """
    frozen = desk.ledger.papers.files(row.notice_id)
    if frozen:
        return tuple(
            _looked_at(Form(file.form), desk.path_of(file.path), file.sha256, is_frozen=True)
            for file in frozen
        )
    page = desk.path_of(row.path)
    placed = desk.ledger.papers.placed(row.notice_id) if state is NoticeState.IN_REVIEW else {}
    known = {**placed, Form.HTML.value: row.sha256}
    paths = {Form.HTML: page, **forms_beside(page)}
    return tuple(
        _looked_at(form, path, known.get(form.value), is_frozen=False)
        for form, path in paths.items()
    )


def body_of(file: PaperFile) -> bytes:
    """The bytes of a file, which are what was looked at.

    Raises:
        PaperError: it is not given out, or was changed meanwhile.
    """
    if not file.can_be_had:
        raise PaperError(f"{file.path}：{file.fault}")
    body = bytes_of(file.path)
    if file.fault is None and file.sha256 not in (None, hashlib.sha256(body).hexdigest()):
        raise PaperError(f"{file.path}：文件刚刚被改动，请刷新页面")
    return body


def reply_of(desk: PaperDesk, notice_id: int, sha256: str) -> tuple[bytes, str]:
    """A paper that an agency sent on a document, and its ending.

    Raises:
        DubanError: there is no such document, none of its replies brought this paper, or the
            paper is gone or was changed.
    """
    desk.ledger.papers.one(notice_id)
    if sha256 not in {reply.sha256 for reply in desk.ledger.papers.replies(notice_id)}:
        raise PaperError(f"第 {notice_id} 号文书没有登记过这份来文")
    path = paper_path(desk.config.data_dir, sha256)
    body = bytes_of(path) if path else b""
    if path is None or hashlib.sha256(body).hexdigest() != sha256:
        raise PaperError("来文缺失或者被改动，与登记的校验值不符")
    return body, path.suffix


def _looked_at(form: Form, path: Path, sha256: str | None, *, is_frozen: bool) -> PaperFile:
    size, fault = 0, None
    try:
        body = bytes_of(path)
    except DubanError:
        fault = "文件缺失或者读不出来"
    else:
        size = len(body)
        if sha256 not in (None, hashlib.sha256(body).hexdigest()):
            fault = "与封存时的校验值不符，签发后被改动" if is_frozen else _changed(form)
    return PaperFile(
        form=form, path=path, sha256=sha256, size=size, is_frozen=is_frozen, fault=fault
    )


def _changed(form: Form) -> str:
    if form is Form.HTML:
        return "与台账记录的校验值不符，起草后被改动"
    return "送审之后被改动，不会自动用于签发"
