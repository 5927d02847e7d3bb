"""From ledger rows to the view of the board."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from audit.model import Family, Severity
from notices.view import BoardRow, BoardView
from registry.model import AgencyKind
from workflow.papers.views.notice_views import JudgedRows, is_unjudged

_PROBLEMS = (Severity.ERROR, Severity.WARNING)


def board_view(
    judged: tuple[JudgedRows, ...],
    notice_hrefs: Mapping[str, str],
    letter_hrefs: Mapping[str, str],
    *,
    office: str,
    year: int,
    made_at: datetime,
) -> BoardView:
    """The board of one year.

    ``notice_hrefs`` and ``letter_hrefs`` lead to the documents by agency, relative to the board.
    """
    families = Counter(
        Family(finding.rule[:3])
        for rows in judged
        for finding in rows.findings
        if finding.severity in _PROBLEMS
    )
    return BoardView(
        office=office,
        year=year,
        made_at=made_at,
        run_ids=tuple(dict.fromkeys(rows.case.run_id for rows in judged)),
        rows=tuple(
            _row(
                rows,
                notice_hrefs.get(rows.case.agency_id),
                letter_hrefs.get(rows.case.agency_id),
            )
            for rows in judged
        ),
        families=tuple((family.label, families[family]) for family in Family),
    )


def _row(rows: JudgedRows, notice_href: str | None, letter_href: str | None) -> BoardRow:
    case = rows.case
    severities = Counter(finding.severity for finding in rows.findings)
    return BoardRow(
        agency_id=case.agency_id,
        agency_name=case.agency_name,
        kind_label=AgencyKind(case.agency_kind).label,
        state=case.state.value,
        state_label=case.state.label,
        reason=case.reason,
        due_date=case.due_date,
        claimed_date=case.claimed_date,
        first_seen_date=case.not_after,
        report_url=case.report_url,
        errors=severities[Severity.ERROR],
        warnings=severities[Severity.WARNING],
        advice=severities[Severity.ADVICE],
        undetermined=_not_judged(rows),
        notice_href=notice_href,
        letter_href=letter_href,
    )


def _not_judged(rows: JudgedRows) -> int:
    return sum(is_unjudged(result) for result in rows.results)
