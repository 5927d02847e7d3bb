"""When a notice or a recheck is drafted for an agency, and when a draft has no reason any more."""

from __future__ import annotations

from pathlib import Path

from audit.model import Severity
from config.clock import local_date
from config.settings import Config
from ledger.model import FindingStatus
from ledger.notice_list import ListedNotice
from ledger.said import NoticeKind, NoticeState
from notices.papers.issue_list import counted
from notices.papers.notice import notice_paper
from notices.papers.recheck import recheck_paper
from workflow.papers.drafts.drafting import Draft, Drafted, Drafting
from workflow.papers.listed_findings import finding_of
from workflow.papers.views.notice_views import (
    PROBLEMS,
    JudgedRows,
    listed_items,
    notice_view,
    told_findings,
)
from workflow.papers.views.recheck_views import recheck_items, recheck_view, rechecked
from workflow.workplace import Workplace

_TO_AGENCIES = (NoticeKind.NOTICE, NoticeKind.RECHECK)


class CaseDrafts:
    """Drafts what is to be told to each agency of its report.

    Before anything was released that is a notice. After it nothing is told twice: a recheck is
    drafted once something changed, or once the term for the reply is over.
    """

    def __init__(self, workplace: Workplace, drafting: Drafting) -> None:
        """``drafting`` is that of the year."""
        self._workplace = workplace
        self._drafting = drafting

    def keep(self, rows: JudgedRows) -> Drafted | None:
        """The draft for one case as it now stands; ``None`` where there is nothing to tell.

        Raises:
            DubanError: a template is wrong or the folder cannot be written.
        """
        agency_id = rows.case.agency_id
        released = self._drafting.released(_TO_AGENCIES, agency_id)
        if not released:
            return self._settle(NoticeKind.NOTICE, rows, notice_draft(rows, self._workplace.config))
        self._drafting.end(NoticeKind.NOTICE, agency_id, _told_by(released[-1]))
        return self._settle(NoticeKind.RECHECK, rows, self._recheck(rows, released))

    def page_of(self, rows: JudgedRows, drafted: Drafted | None) -> Path | None:
        """What the board leads to: the draft, without one the document last released."""
        if drafted is not None:
            return drafted.path
        released = self._drafting.released(_TO_AGENCIES, rows.case.agency_id)
        return self._workplace.config.reports_dir / released[-1].row.path if released else None

    def _recheck(self, rows: JudgedRows, released: tuple[ListedNotice, ...]) -> Draft | None:
        """The recheck; a document that the office has closed is followed by new findings alone."""
        if not rows.is_tellable:
            return None
        workplace, last = self._workplace, released[-1]
        today = local_date(workplace.clock.now())
        workdays = workplace.config.office.correction_workdays
        result = rechecked(workplace.ledger, rows, released, today, workdays)
        has_reason = result.is_new_to_say or result.is_due
        if last.state is NoticeState.CLOSED:
            has_reason = bool(result.found)
        if not has_reason:
            return None
        view = recheck_view(rows, last, result, workplace.config)
        return Draft(
            paper=recheck_paper(view),
            run_id=rows.case.run_id,
            agency_id=view.agency_id,
            year=view.year,
            reason=result.reason(),
            items=recheck_items(rows, result),
            reply_due=view.reply_due_date,
        )

    def _settle(self, kind: NoticeKind, rows: JudgedRows, draft: Draft | None) -> Drafted | None:
        """Keep ``draft``; without one, end what lies there, unless that is only our not seeing."""
        if draft is not None:
            return self._drafting.keep(draft)
        agency_id = rows.case.agency_id
        lying = self._drafting.lying(kind, agency_id)
        if lying is None:
            return None
        if not rows.is_tellable and not rows.withdrawn and self._still_stands(lying):
            return lying
        self._drafting.end(kind, agency_id, _why_none(rows))
        return None

    def _still_stands(self, lying: Drafted) -> bool:
        """Whether any finding that the draft lists is not yet taken back, such as 未公布."""
        ledger = self._workplace.ledger
        today = local_date(self._workplace.clock.now())
        found = (finding_of(ledger, item, today) for item in ledger.papers.items(lying.notice_id))
        return any(one is not None and one.status is FindingStatus.OPEN for one in found)


def _why_none(rows: JudgedRows) -> str:
    """Why there is nothing to tell any more."""
    if rows.withdrawn:
        return "所列问题所在的年报已撤下"
    if rows.aside.waived:
        return "所列问题已经豁免"
    if rows.aside.rejected:
        return "所列问题经人工认定不属实"
    return "所列问题已不存在或者不再认定，没有需要告知的新情况"


def notice_draft(rows: JudgedRows, config: Config) -> Draft | None:
    """The draft of the notice, or ``None`` where nothing may be told to the agency."""
    view = notice_view(rows, config)
    if view is None:
        return None
    told = f"核查发现问题{counted(view.problems)}" if view.problems else "只有改进建议"
    findings = (*told_findings(rows, PROBLEMS), *told_findings(rows, (Severity.ADVICE,)))
    return Draft(
        paper=notice_paper(view),
        run_id=rows.case.run_id,
        agency_id=view.agency_id,
        year=view.year,
        reason=told,
        items=listed_items(rows, findings),
        reply_due=view.reply_due_date if view.problems else None,
    )


def _told_by(last: ListedNotice) -> str:
    number = f"（{last.number}）" if last.number else ""
    return f"已由第{last.row.notice_id}号文书{number}告知"
