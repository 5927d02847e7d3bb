"""Whether the files of released documents, and papers that came in, are still what they were."""

from __future__ import annotations

import hashlib
from contextlib import closing
from pathlib import Path

from config.settings import Config
from ledger.examination import open_to_read
from ledger.notice_files import frozen_files, reply_papers
from ledger.said import NoticeFile
from workflow.papers.release.replying import paper_path


def changed_files(config: Config) -> tuple[str, ...]:
    """What is wrong with the files of released documents and with papers kept, told in Chinese.

    Raises:
        LedgerError: there is no ledger, or it cannot be read.
    """
    with closing(open_to_read(config.ledger_path)) as connection:
        frozen, papers = frozen_files(connection), reply_papers(connection)
    problems = (
        *(_problem(config.reports_dir, notice_id, file) for notice_id, file in frozen),
        *(_paper_problem(config.data_dir, notice_id, sha256) for notice_id, sha256 in papers),
    )
    return tuple(problem for problem in problems if problem is not None)


def _paper_problem(data_dir: Path, notice_id: int, sha256: str) -> str | None:
    path = paper_path(data_dir, sha256)
    told = f"第 {notice_id} 号文书的来文（SHA-256 {sha256}）"
    try:
        found = _sha256(path) if path else None
    except OSError as error:
        return f"{told}读不出来（{error.strerror}）"
    if found is None:
        return f"{told}缺失"
    return None if found == sha256 else f"{told}被改动"


def _problem(folder: Path, notice_id: int, file: NoticeFile) -> str | None:
    path = folder / file.path
    told = f"第 {notice_id} 号文书的签发文件 {path} "
    if not path.resolve().is_relative_to(folder.resolve()):
        return f"{told}不在输出文件夹中"
    try:
        sha256 = _sha256(path)
    except OSError as error:
        return f"{told}缺失或者读不出来（{error.strerror}）"
    return None if sha256 == file.sha256 else f"{told}签发后被改动"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
