"""The child's side of a survey: from what was found to what is proposed. No report is opened."""

from __future__ import annotations

from pathlib import Path

from archive.rows import to_line
from spiders.columns import is_column
from spiders.discovery import Found
from spiders.families.catalogue import FAMILIES
from spiders.families.model import Page
from spiders.markup import parse, squeeze
from spiders.placement import placement_of
from spiders.proposal import FamilyScore, ListedReport, SeenColumn
from spiders.titles import is_agency_report_title, years_of


def write_column(found: Found, path: Path) -> None:
    """Write what was found for the caller to read."""
    path.write_text(to_line(column_of(found)), encoding="utf-8", errors="replace")


def write_page(page: Page, path: Path) -> None:
    """Write what is known of a page that alone was opened."""
    path.write_text(to_line(_page(page)), encoding="utf-8", errors="replace")


def column_of(found: Found) -> SeenColumn:
    """The column with its evidence."""
    listing, page = found.listing, _page(found.column.page)
    home = _page(found.home.page) if found.home is not None else page
    reports = [link for link in listing.links if is_agency_report_title(link.title)]
    return SeenColumn(
        url=page.url,
        title=page.title,
        trail=page.trail,
        tags=page.tags,
        is_column=found.is_column,
        families=page.families,
        family=listing.family.name,
        listed=len(listing.links),
        declared=listing.declared,
        trouble=listing.trouble.reason if listing.trouble else None,
        reports=tuple(
            ListedReport(
                title=link.title,
                url=link.url,
                years=years_of(link.title),
                listed_date=link.listed_date,
            )
            for link in sorted(reports, key=lambda link: years_of(link.title), reverse=True)
        ),
        site_name=home.site_name,
    )


def _page(page: Page) -> SeenColumn:
    markup, placement = parse(page), placement_of(page)
    title = next((squeeze(e.text_content()) for e in markup.tree.iter("title")), "")
    scored = [(family.sniff(page), family) for family in FAMILIES]
    known = sorted((one for one in scored if one[0] > 0), key=lambda one: -one[0])
    return SeenColumn(
        url=page.url,
        title=title,
        trail=(placement.column_names if placement else None) or (),
        tags=placement.tags if placement else {},
        is_column=is_column(page),
        families=tuple(
            FamilyScore(
                name=family.name,
                label=family.label,
                score=score,
                entries=len(family.first(page).links),
            )
            for score, family in known
        ),
        site_name=markup.meta("SiteName") or None,
    )
