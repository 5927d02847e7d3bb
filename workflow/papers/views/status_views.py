"""From ledger rows to the view of the publication-status statement (公布情况说明)."""

from __future__ import annotations

from ledger.asking import LedgerReader
from ledger.model import PublicationState
from notices.papers.status_statement import StatusStatementView
from notices.publication import UnseenAgency
from workflow.papers.views.publication_views import (
    Published,
    late_agency,
    published_in,
    unseen_agency,
)
from workflow.workplace import Workplace


def status_statement_view(
    workplace: Workplace, reader: LedgerReader, year: int
) -> StatusStatementView:
    """The statement on ``year`` as of the day last judged.

    Raises:
        DubanError: nothing was judged for that year.
        LedgerError: the ledger cannot be read.
    """
    published = published_in(workplace, reader, year)
    late = tuple(
        found
        for one in published.of(PublicationState.LATE)
        if published.is_nameable(one) and (found := late_agency(one)) is not None
    )
    owing = {one.agency_id for one in published.owed}
    office = workplace.config.office
    return StatusStatementView(
        year=year,
        issuing_office=office.name,
        office_contact=office.contact,
        as_of=published.as_of,
        total=published.total,
        kinds=published.kinds,
        regions=published.regions,
        late=late,
        not_published=_nameable(published, PublicationState.NOT_PUBLISHED),
        absent_unconfirmed=_nameable(published, PublicationState.ABSENT_UNCONFIRMED),
        untimed=tuple(map(unseen_agency, published.of(PublicationState.COLLECTED))),
        unknown=tuple(map(unseen_agency, published.of(PublicationState.UNKNOWN))),
        without_duty=sum(
            agency.owes(year) and agency.agency_id not in owing
            for agency in workplace.registry.agencies.values()
        ),
    )


def _nameable(published: Published, state: PublicationState) -> tuple[UnseenAgency, ...]:
    return tuple(unseen_agency(one) for one in published.of(state) if published.is_nameable(one))
