"""Keeps drafts (代拟稿): one for an agency and kind, until somebody takes it in hand."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from config.errors import DubanError
from config.settings import Config
from ledger.identity import finding_sha256
from ledger.model import NoticeRow
from ledger.notice_list import ListedNotice, NoticeQuery
from ledger.said import NoticeItem, NoticeKind, NoticeState
from notices.form.writer import PaperWriter
from notices.paper import Form, Paper
from workflow.workplace import Workplace

DRAFTS = "代拟稿"
JOB = "督办系统"
"""Who moves a document where no person does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A document to be drafted, and what the ledger shall say of it.

    ``run_id`` is the run whose findings it tells, ``items`` the findings it lists, ``reason`` why
    it is drafted, in Chinese; ``supersedes`` the released document that it corrects.
    """

    paper: Paper
    run_id: str
    agency_id: str | None
    year: int
    reason: str
    items: tuple[NoticeItem, ...] = ()
    reply_due: date | None = None
    supersedes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """A draft as it now lies: ``path`` is its HTML page.

    ``is_taken`` where somebody has it in hand and it says the same, so that none was made.
    """

    notice_id: int
    path: Path
    is_taken: bool = False
    left_out: tuple[str, ...] = ()


def paper_writer(config: Config) -> PaperWriter:
    """The writer that the office's settings ask for.

    Raises:
        DubanError: the folder of the office's templates is not there.
    """
    return PaperWriter(
        tuple(map(Form, config.notices.forms)),
        templates=config.notices.templates,
        browser=config.browser,
    )


class Drafting:
    """Drafts of one year; made for one job."""

    def __init__(self, workplace: Workplace, writer: PaperWriter, year: int) -> None:
        """Looks at what was drafted for ``year`` before."""
        self._workplace = workplace
        self._writer = writer
        self._papers = workplace.ledger.papers
        self._folder = workplace.config.reports_dir / str(year) / DRAFTS
        self._former: dict[tuple[NoticeKind, str | None], list[ListedNotice]] = {}
        for one in self._papers.listed(NoticeQuery(year=year)):
            self._former.setdefault((one.row.kind, one.row.agency_id), []).append(one)

    def released(
        self, kinds: Collection[NoticeKind], agency_id: str | None
    ) -> tuple[ListedNotice, ...]:
        """The released documents of these kinds to an agency, the earliest first."""
        found = [
            (one.released_at, one)
            for kind in kinds
            for one in self._former.get((kind, agency_id), ())
        ]
        dated = [(at, one) for at, one in found if at is not None]
        return tuple(
            one for _, one in sorted(dated, key=lambda pair: (pair[0], pair[1].row.notice_id))
        )

    def keep(self, draft: Draft) -> Drafted:
        """Write ``draft`` in the place of the one that nobody has taken in hand.

        Where one that lists the same is in review, that one is given back and none is made.

        Raises:
            DubanError: a template is wrong or the folder cannot be written; what stood there
                stays.
        """
        taken = self._taken(draft)
        if taken is not None:
            page = self._workplace.config.reports_dir / taken.path
            return Drafted(notice_id=taken.notice_id, path=page, is_taken=True)
        written = self._writer.write(draft.paper, self._folder)
        path = written.page.path.relative_to(self._workplace.config.reports_dir).as_posix()
        notice_id = self._papers.draft(
            NoticeRow(
                run_id=draft.run_id,
                agency_id=draft.agency_id,
                year=draft.year,
                path=path,
                sha256=written.page.sha256,
                made_at=self._workplace.clock.now(),
                kind=draft.paper.kind,
                reply_due=draft.reply_due,
                supersedes=draft.supersedes,
                reason=draft.reason,
            ),
            draft.items,
        )
        self._clear_up(draft, notice_id, path)
        # A Word file or PDF that could not be made again would go on saying what was true once.
        self._remove(path, keeping={file.form for file in written.files})
        return Drafted(notice_id=notice_id, path=written.page.path, left_out=written.left_out)

    def end(self, kind: NoticeKind, agency_id: str | None, reason: str) -> None:
        """Close the draft that has no reason any more, and remove its files.

        What somebody has in review stays, and so does the draft of a correction.
        """
        for row in self._drafts(kind, agency_id, supersedes=None):
            self._close(row, reason)
            self._remove(row.path)

    def lying(self, kind: NoticeKind, agency_id: str | None) -> Drafted | None:
        """The draft that lies there and nobody has in review."""
        rows = tuple(self._drafts(kind, agency_id, supersedes=None))
        if not rows:
            return None
        path = self._workplace.config.reports_dir / rows[-1].path
        return Drafted(notice_id=rows[-1].notice_id, path=path)

    def _drafts(
        self, kind: NoticeKind, agency_id: str | None, supersedes: int | None
    ) -> Iterable[NoticeRow]:
        return (
            one.row
            for one in self._former.get((kind, agency_id), ())
            if one.state is NoticeState.DRAFT and one.row.supersedes == supersedes
        )

    def _clear_up(self, draft: Draft, notice_id: int, path: str) -> None:
        """Close what an older program drafted anew in each run; remove files of another name."""
        for row in self._drafts(draft.paper.kind, draft.agency_id, draft.supersedes):
            if row.notice_id != notice_id:
                self._close(row, "由较新的代拟稿代替")
            if row.path != path:
                self._remove(row.path)

    def _close(self, row: NoticeRow, reason: str) -> None:
        self._papers.move(
            row.notice_id,
            NoticeState.CLOSED,
            moved_by=JOB,
            moved_at=self._workplace.clock.now(),
            reason=reason,
        )

    def _remove(self, path: str, keeping: Collection[Form] = ()) -> None:
        """Remove a draft's files, where they lie in the folder of drafts."""
        page = self._workplace.config.reports_dir / path
        if page.parent != self._folder:
            return
        for form in set(Form) - set(keeping):
            file = page.with_suffix(f".{form.value}")
            try:
                file.unlink(missing_ok=True)
            except OSError as error:
                raise DubanError(
                    f"{file}：不再需要的代拟稿不能删除（{error.strerror}），"
                    "请检查文件是否被其他程序打开，然后重新运行"
                ) from error

    def _taken(self, draft: Draft) -> NoticeRow | None:
        """The document in review that lists just the same."""
        for one in self._former.get((draft.paper.kind, draft.agency_id), ()):
            if one.state is NoticeState.IN_REVIEW and _says(
                self._papers.items(one.row.notice_id)
            ) == _says(draft.items):
                return one.row
        return None


def _says(items: Iterable[NoticeItem]) -> list[tuple[str, int, str]]:
    """What items say, without the day until which something was awaited: that is another daily."""
    return [
        (one.fingerprint, one.rule_version, finding_sha256(one.message, one.evidence))
        for one in items
    ]
