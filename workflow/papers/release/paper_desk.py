"""Where people take documents (文书) from step to step: the ledger and the folders they lie in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from config.clock import Clock
from config.errors import DubanError
from config.settings import Config
from ledger.model import NoticeRow
from ledger.said import NoticeItem
from ledger.store import Ledger
from notices.paper import Form
from workflow.lock import require_writable, sole_paper_step

IN_REVIEW, ISSUED = "办理中", "已签发"
# No document comes near it; what does is none of ours.
_LARGEST = 100 * 1024 * 1024


class PaperError(DubanError):
    """A document cannot be taken a step on; the message says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperDesk:
    """What every step is given."""

    config: Config
    clock: Clock
    ledger: Ledger

    def folder(self, year: int, name: str) -> Path:
        """A folder of the documents of a year."""
        return self.config.reports_dir / str(year) / name

    def path_of(self, kept: str) -> Path:
        """Where a file lies that the ledger keeps relative to the folder of reports.

        Raises:
            PaperError: it would lie outside of that folder.
        """
        root = self.config.reports_dir
        if not (root / kept).resolve().is_relative_to(root.resolve()):
            raise PaperError(
                f"{kept}：不在输出文件夹中，台账可能被改动，请核验（duban ledger verify）"
            )
        return root / kept

    def kept(self, path: Path) -> str:
        """``path`` as the ledger keeps it."""
        return path.relative_to(self.config.reports_dir).as_posix()

    def page(self, row: NoticeRow) -> bytes:
        """The page of a document, which is what the ledger says.

        Raises:
            PaperError: the file is gone or was changed.
        """
        path = self.path_of(row.path)
        if not path.is_file():
            raise PaperError(
                f"第 {row.notice_id} 号文书的文件（{path}）不存在，"
                "请重新起草（duban notices draft）"
            )
        body = bytes_of(path)
        if hashlib.sha256(body).hexdigest() != row.sha256:
            raise PaperError(
                f"第 {row.notice_id} 号文书的文件（{path}）与台账记录的校验值不符，起草后被改动过；"
                "要改内容，请改 Word 文档，签发时用 --document 写明；网页请重新起草"
                "（已送审的先退回：duban notices return，再 duban notices draft）"
            )
        return body


@contextmanager
def paper_desk(config: Config, clock: Clock) -> Iterator[PaperDesk]:
    """Hold the documents and open the ledger.

    Raises:
        DubanError: there is no ledger yet, or a folder cannot be written.
        BusyError: somebody else takes a step just now.
    """
    if not config.ledger_path.is_file():
        raise PaperError(f"还没有台账（{config.ledger_path}）；先运行 duban run")
    require_writable(config.reports_dir, "输出文件夹")
    with sole_paper_step(config.data_dir), Ledger.open(config.ledger_path) as ledger:
        yield PaperDesk(config=config, clock=clock, ledger=ledger)


def addressee(ledger: Ledger, row: NoticeRow) -> str:
    """The name of whom a document is sent to; the key of an agency whose name is not known."""
    if row.agency_id is None:
        return "全体机关"
    return ledger.agency_names().get(row.agency_id, row.agency_id)


def numbered(items: Sequence[NoticeItem], notice_id: int, number: int) -> NoticeItem:
    """The item with this number, from 1, of those that a document lists.

    Raises:
        PaperError: it lists none with this number.
    """
    if not 1 <= number <= len(items):
        raise PaperError(f"第 {notice_id} 号文书没有第 {number} 项：共列 {len(items)} 项")
    return items[number - 1]


def bytes_of(path: Path) -> bytes:
    """The content of a file.

    Raises:
        PaperError: it cannot be read, or is too large.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise PaperError(f"{path}：文件超过 {_LARGEST // 1024 // 1024} MB，请核对是否选错文件")
        return path.read_bytes()
    except OSError as error:
        raise PaperError(f"{path}：文件读不出来（{error.strerror}），请检查路径和权限") from error


def forms_beside(page: Path) -> dict[Form, Path]:
    """The files of a document: the page, and the other forms of it that lie beside it."""
    paths = {form: page.with_suffix(f".{form.value}") for form in Form}
    return {form: path for form, path in paths.items() if path.is_file()}


def hashes_of(bodies: dict[Form, bytes]) -> dict[str, str]:
    """The hash of each file, by its form."""
    return {form.value: hashlib.sha256(body).hexdigest() for form, body in bodies.items()}


def remove_copied(files: dict[Form, Path], bodies: dict[Form, bytes]) -> None:
    """Remove files that were copied, but for one that is no longer what was copied."""
    for form, body in bodies.items():
        if files[form].is_file() and bytes_of(files[form]) == body:
            remove(files[form])


def remove(path: Path) -> None:
    """Remove what the ledger no longer speaks of; what cannot be removed does no harm."""
    with suppress(OSError):
        path.unlink()
