"""Previews (预览): documents as they would be drafted now, written elsewhere and kept nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.clock import Clock
from config.errors import DubanError
from config.settings import Config
from ledger.said import NoticeKind
from notices.form.writer import PaperWriter
from notices.paper import WrittenPaper
from registry.model import Registry
from workflow.papers.drafts.case_drafts import CaseDrafts
from workflow.papers.drafts.drafting import Draft, Drafted, Drafting, paper_writer
from workflow.papers.drafts.overall import OVERALL
from workflow.papers.views.judged import judged_of
from workflow.progress import SILENT
from workflow.workplace import Workplace, open_workplace


class _Preview(Drafting):
    """Writes drafts into ``folder`` and tells the ledger nothing of them."""

    def __init__(self, workplace: Workplace, writer: PaperWriter, year: int, folder: Path) -> None:
        super().__init__(workplace, writer, year)
        self._target = folder
        self.written: list[WrittenPaper] = []

    def keep(self, draft: Draft) -> Drafted:
        """Write it."""
        written = self._writer.write(draft.paper, self._target)
        self.written.append(written)
        return Drafted(notice_id=0, path=written.page.path, left_out=written.left_out)

    def end(self, kind: NoticeKind, agency_id: str | None, reason: str) -> None:
        """A draft that has no reason any more ends with the next run, not with a preview."""

    def lying(self, kind: NoticeKind, agency_id: str | None) -> Drafted | None:  # noqa: ARG002
        """What lies there is no matter of a preview."""
        return None


def preview_for_agency(
    config: Config,
    clock: Clock,
    agency_id: str,
    year: int,
    folder: Path,
    *,
    registry: Registry | None = None,
) -> WrittenPaper:
    """The notice or the recheck that would be drafted for an agency now.

    Without ``registry`` the configured file is taken.

    Raises:
        DubanError: there is no such agency, nothing is to be told to it, or the document cannot be
            written.
    """
    with _previewing(config, clock, registry, year, folder) as (workplace, preview):
        if agency_id not in workplace.registry.agencies:
            raise DubanError(f"名录中没有编号为“{agency_id}”的机关，请用 duban registry 核对")
        rows = [rows for rows in judged_of(workplace, year) if rows.case.agency_id == agency_id]
        for one in rows:
            CaseDrafts(workplace, preview).keep(one)
        if not preview.written:
            raise DubanError(f"按台账现状，{year}年度没有需要告知{agency_id}的内容，没有写出文书")
        return preview.written[0]


def preview_overall(
    config: Config,
    clock: Clock,
    kind: NoticeKind,
    year: int,
    folder: Path,
    *,
    registry: Registry | None = None,
) -> WrittenPaper:
    """A document over all agencies; ``kind`` is one of ``workflow.papers.drafts.overall.OVERALL``.

    Without ``registry`` the configured file is taken.

    Raises:
        DubanError: nothing was judged for that year, or the document cannot be written.
    """
    with _previewing(config, clock, registry, year, folder) as (workplace, preview):
        OVERALL[kind](workplace, preview, year)
        return preview.written[0]


@contextmanager
def _previewing(
    config: Config, clock: Clock, registry: Registry | None, year: int, folder: Path
) -> Iterator[tuple[Workplace, _Preview]]:
    with (
        open_workplace(config, clock, SILENT, registry, (year,)) as workplace,
        paper_writer(config) as writer,
    ):
        yield workplace, _Preview(workplace, writer, year, folder)
