"""Drafts the correction (更正) of a released document: a new one that takes its place."""

from __future__ import annotations

from dataclasses import dataclass, replace

from audit.catalogue import CATALOGUE
from config.clock import Clock, local_date
from config.settings import Config
from ledger.events import named
from ledger.model import NoticeRow
from ledger.notice_list import ListedNotice, NoticeQuery
from ledger.said import NoticeKind, NoticeState
from notices.form.references import with_reference
from notices.form.writer import PaperWriter
from notices.paper import Form, Paper
from notices.papers.withdrawal import (
    FormerDocument,
    WithdrawalView,
    correction_sentence,
    withdrawal_paper,
)
from workflow.papers.drafts.case_drafts import notice_draft
from workflow.papers.drafts.drafting import Draft, Drafted, Drafting
from workflow.papers.drafts.overall import OVERALL
from workflow.papers.release.paper_desk import PaperError
from workflow.papers.release.reviewing import required
from workflow.papers.release.still_true import why_untold
from workflow.papers.views.judged import judged_of
from workflow.progress import Progress
from workflow.telling import imprecise_rules
from workflow.workplace import Workplace, open_workplace


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A draft that corrects; ``is_withdrawal`` where it only takes the former document back.

    ``standing`` are problems that are taken back though they still may be told: the numbers in the
    former document. Unless a person rejects or waives them, the next draft tells them again.
    """

    drafted: Drafted
    is_withdrawal: bool
    standing: tuple[int, ...] = ()


class _ReferringWriter(PaperWriter):
    """Writes documents that name the one whose place they take."""

    sentence = ""

    def page(self, paper: Paper) -> str:
        """The page, with the sentence in it."""
        page = super().page(paper)
        return with_reference(page, self.sentence) if self.sentence else page


class _CorrectionDrafting(Drafting):
    """Keeps drafts that correct one document, apart from the drafts of runs."""

    def __init__(
        self, workplace: Workplace, writer: PaperWriter, corrected: NoticeRow, reason: str
    ) -> None:
        super().__init__(workplace, writer, corrected.year)
        self._corrected = corrected
        self._reason = reason

    def keep(self, draft: Draft) -> Drafted:
        """Write ``draft`` as the correction."""
        key = self._corrected.notice_id
        return super().keep(
            replace(
                draft,
                paper=replace(draft.paper, stem=f"{draft.paper.stem}_更正第{key}号"),
                supersedes=key,
                reason=f"更正第{key}号文书：{self._reason}",
            )
        )

    def _taken(self, draft: Draft) -> NoticeRow | None:
        """None: a document of the kind that is in review corrects nothing."""
        del draft
        return None


def correct(
    config: Config,
    clock: Clock,
    progress: Progress,
    notice_id: int,
    *,
    by: str,
    reason: str,
    is_withdrawal: bool = False,
) -> Correction:
    """Draft what takes the place of a released document, from what the ledger now holds.

    A notice or a document over all agencies is told anew; where a notice has nothing to tell any
    more, for every other kind and where it is asked for, the former is withdrawn by a letter.

    Raises:
        DubanError: the document was never released, was corrected already or is being corrected,
            nobody is named, no reason is given, another job is at work, or the draft cannot be
            written.
    """
    told, actor = required(reason), named(by)
    with open_workplace(config, clock, progress) as workplace:
        former = _released(workplace, notice_id)
        workplace.ledger.events.append(
            kind="起草更正",
            actor=actor,
            at=clock.now(),
            content={"notice_id": notice_id, "reason": told},
        )
        forms = tuple(map(Form, config.notices.forms))
        with _ReferringWriter(
            forms, templates=config.notices.templates, browser=config.browser
        ) as writer:
            drafting = _CorrectionDrafting(workplace, writer, former.row, told)
            if not is_withdrawal:
                writer.sentence = correction_sentence(_former(former), told)
                drafted = _told_anew(workplace, drafting, former.row)
                if drafted is not None:
                    return Correction(drafted=drafted, is_withdrawal=False)
            writer.sentence = ""
            letter = _withdrawal(workplace, former, told)
            return Correction(
                drafted=drafting.keep(letter),
                is_withdrawal=True,
                standing=_standing(workplace, notice_id),
            )


def _released(workplace: Workplace, notice_id: int) -> ListedNotice:
    papers = workplace.ledger.papers
    row = papers.one(notice_id)
    listed = {one.row.notice_id: one for one in papers.listed(NoticeQuery(year=row.year))}
    former = listed[notice_id]
    if former.released_at is None:
        raise PaperError(
            f"第 {notice_id} 号文书没有签发，不用更正：退回（duban notices return）后重新起草即可"
        )
    for one in listed.values():
        key = one.row.notice_id
        if one.row.supersedes != notice_id:
            continue
        if one.released_at is not None:
            raise PaperError(
                f"第 {notice_id} 号文书已由第 {key} 号更正；再有更正，请更正第 {key} 号"
            )
        if one.state is NoticeState.IN_REVIEW:
            raise PaperError(
                f"第 {notice_id} 号文书的更正（第 {key} 号）正在审核；"
                "要重新起草，请先退回（duban notices return）"
            )
    return former


def _former(listed: ListedNotice) -> FormerDocument:
    day = listed.issued_date
    if day is None:
        raise PaperError(f"第 {listed.row.notice_id} 号文书没有成文日期，不能更正")
    return FormerDocument(kind=listed.row.kind, number=listed.number, issued_date=day)


def _told_anew(workplace: Workplace, drafting: Drafting, row: NoticeRow) -> Drafted | None:
    """The document as the ledger now has it; ``None`` where it is to be withdrawn."""
    overall = OVERALL.get(row.kind)
    if overall is not None:
        return overall(workplace, drafting, row.year)
    if row.kind is not NoticeKind.NOTICE:
        return None
    for rows in judged_of(workplace, row.year):
        if rows.case.agency_id == row.agency_id:
            draft = notice_draft(rows, workplace.config)
            return None if draft is None else drafting.keep(draft)
    return None


def _standing(workplace: Workplace, notice_id: int) -> tuple[int, ...]:
    ledger, settings = workplace.ledger, workplace.config.audit
    imprecise = imprecise_rules(CATALOGUE, ledger.precisions(), settings)
    today = local_date(workplace.clock.now())
    items = enumerate(ledger.papers.items(notice_id), start=1)
    return tuple(
        number for number, item in items if why_untold(ledger, item, imprecise, today) is None
    )


def _withdrawal(workplace: Workplace, former: ListedNotice, reason: str) -> Draft:
    row, office = former.row, workplace.config.office
    items = workplace.ledger.papers.items(row.notice_id)
    view = WithdrawalView(
        agency_id=row.agency_id,
        agency_name=former.agency_name,
        year=row.year,
        issuing_office=office.name,
        office_contact=office.contact,
        former=_former(former),
        reason=reason,
        problems=tuple(item.message for item in items) if row.agency_id else (),
    )
    return Draft(
        paper=withdrawal_paper(view),
        run_id=row.run_id,
        agency_id=row.agency_id,
        year=row.year,
        reason=reason,
    )
