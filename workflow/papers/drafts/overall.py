"""Drafts the documents over all agencies: circular, publication statement, yearly comparison.

They are drafted when a person asks, or where the ladder has come to the circular; no run makes
them by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from ledger.asking import LedgerReader, reading_ledger
from ledger.said import NoticeKind
from notices.paper import Paper
from notices.papers.circular import circular_paper
from notices.papers.status_statement import status_statement_paper
from notices.papers.yearly_comparison import yearly_comparison_paper
from workflow.papers.drafts.drafting import Draft, Drafted, Drafting
from workflow.papers.views.circular_views import circular_of
from workflow.papers.views.publication_views import run_behind
from workflow.papers.views.status_views import status_statement_view
from workflow.papers.views.yearly_views import yearly_comparison_view
from workflow.workplace import Workplace

_ON_DEMAND = "按需起草"
_View = TypeVar("_View")


def draft_circular(
    workplace: Workplace, drafting: Drafting, year: int, *, reason: str = _ON_DEMAND
) -> Drafted:
    """Draft the circular (通报) on ``year``; ``reason`` says why, in Chinese.

    Raises:
        DubanError: nothing was judged for that year, or the draft cannot be written.
        LedgerError: the ledger cannot be read.
    """
    run_id = run_behind(workplace, year)
    with reading_ledger(workplace.config.ledger_path) as reader:
        circular = circular_of(workplace, reader, year)
    return drafting.keep(
        Draft(
            paper=circular_paper(circular.view),
            run_id=run_id,
            agency_id=None,
            year=year,
            reason=reason,
            items=circular.items,
            reply_due=circular.view.due_date,
        )
    )


def draft_status_statement(
    workplace: Workplace, drafting: Drafting, year: int, *, reason: str = _ON_DEMAND
) -> Drafted:
    """Draft the publication-status statement (公布情况说明) on ``year``.

    Raises:
        DubanError: nothing was judged for that year, or the draft cannot be written.
        LedgerError: the ledger cannot be read.
    """
    return drafting.keep(
        _draft(workplace, year, reason, status_statement_view, status_statement_paper)
    )


def draft_yearly_comparison(
    workplace: Workplace, drafting: Drafting, year: int, *, reason: str = _ON_DEMAND
) -> Drafted:
    """Draft the yearly comparison report (年度比较报告) on ``year``.

    Raises:
        DubanError: nothing was judged for that year or for any before it, or the draft cannot be
            written.
        LedgerError: the ledger cannot be read.
    """
    return drafting.keep(
        _draft(workplace, year, reason, yearly_comparison_view, yearly_comparison_paper)
    )


def _draft(
    workplace: Workplace,
    year: int,
    reason: str,
    view_of: Callable[[Workplace, LedgerReader, int], _View],
    paper_of: Callable[[_View], Paper],
) -> Draft:
    """The draft of a document that lists no findings."""
    run_id = run_behind(workplace, year)
    with reading_ledger(workplace.config.ledger_path) as reader:
        paper = paper_of(view_of(workplace, reader, year))
    return Draft(paper=paper, run_id=run_id, agency_id=None, year=year, reason=reason)


# What ``duban notices draft --kind`` may name beside the documents for one agency.
OVERALL: Mapping[NoticeKind, Callable[[Workplace, Drafting, int], Drafted]] = {
    NoticeKind.CIRCULAR: draft_circular,
    NoticeKind.STATUS_STATEMENT: draft_status_statement,
    NoticeKind.YEARLY_COMPARISON: draft_yearly_comparison,
}
