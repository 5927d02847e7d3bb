"""Turns an agency's reports into what its list shows: reports, decoys, and other notices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, partial

from portal_lab.cast import Media, Role
from portal_lab.defects import DEFECTS
from portal_lab.forms import FORM_2019
from portal_lab.generator import reports_of
from portal_lab.portal import Attachment, Entry, Portal, newest_first
from portal_lab.render_docx import DOCX_TYPE, report_docx
from portal_lab.render_html import report_html
from portal_lab.render_text import cell_a_line, tab_separated
from portal_lab.report import LabReport
from portal_lab.truth import REPORT_YEAR

_TEXT_TYPE = "text/plain"
_NEWEST_NOTICE = date(2024, 2, 4)
_NOTICES_A_DAY = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """An agency's portal and its reports by year, defects included."""

    portal: Portal
    reports: Mapping[int, LabReport]


def publication_of(role: Role, seed: int) -> Publication:
    """Everything that the agency has on line or will have."""
    forms = {REPORT_YEAR: FORM_2019} if role.defect == "old_edition" else {}
    reports = dict(
        reports_of(role.author, range(role.first_year, REPORT_YEAR + 1), seed, forms=forms)
    )
    if role.defect:
        reports[REPORT_YEAR] = DEFECTS[role.defect].plant(reports[REPORT_YEAR])
    entries = [
        _report_entry(role, report, reports)
        for report in reports.values()
        if report.year < REPORT_YEAR or role.published
    ]
    entries += [*_decoys(role), *_notices(role)]
    portal = Portal(
        host=role.host,
        owner=role.author.name,
        entries=newest_first(entries),
        robots=role.robots,
    )
    return Publication(portal=portal, reports=reports)


def _report_entry(role: Role, report: LabReport, reports: Mapping[int, LabReport]) -> Entry:
    is_current = report.year == REPORT_YEAR
    shown = date(report.year + 1, 1, 11 + len(role.key) + report.year % 10)
    held = reports[report.year - 1] if is_current and role.has_wrong_year_file else report
    content = partial(report_html, held, role.hand)
    has_page = role.media in (Media.HTML, Media.HTML_AND_DOCX)
    return Entry(
        number=report.year - 2000,
        title=report.title,
        shown_date=role.published or shown if is_current else shown,
        late_at=role.late_at if is_current else None,
        content=cache(content) if has_page else None,
        attachments=() if role.media is Media.HTML else (_attachment(role.media, report, held),),
        has_pub_date=role.has_pub_date,
        report_year=report.year,
    )


def _attachment(media: Media, named: LabReport, held: LabReport) -> Attachment:
    """The file of ``held`` under the name of ``named``: they differ where a wrong file is put."""
    if media in (Media.DOCX, Media.HTML_AND_DOCX):
        make = cache(partial(report_docx, held))
        return Attachment(name=f"{named.title}.docx", content_type=DOCX_TYPE, make=make)
    render = cell_a_line if media is Media.CELL_A_LINE else tab_separated
    make = cache(partial(render, held))
    return Attachment(name=f"{named.title}.txt", content_type=_TEXT_TYPE, make=make)


def _decoys(role: Role) -> list[Entry]:
    """Titles that hold the words of the report and are none."""
    owner = role.author.name
    titles = [
        # Not the words that a search for the report would use: where there is none, it stays empty.
        (41, "关于编制2023年度政府信息公开工作年度报告的通知", date(2024, 1, 5)),
        (42, f"{owner}2023年网站工作年度报表", date(2024, 1, 10)),
        (43, f"{owner}2023年法治政府建设年度报告", date(2024, 1, 25)),
        (44, "中华人民共和国政府信息公开条例", date(2019, 5, 15)),
    ]
    if role.published and role.late_at is None:
        explained = f"图解：{owner}2023年政府信息公开工作年度报告"
        titles.append((45, explained, role.published))
    entries = [Entry(number=n, title=title, shown_date=day) for n, title, day in titles]
    return [
        *entries,
        Entry(
            number=46,
            title="一图读懂政府信息公开申请流程",
            shown_date=date(2023, 6, 8),
            link="https://mp.weixin.qq.com/s/lab-46",
        ),
    ]


def _notices(role: Role) -> list[Entry]:
    """Other things in the same list, newer than the report, so that it slips to a later page."""
    topics = role.author.topics
    return [
        Entry(
            number=100 + i,
            title=f"{role.author.name}{topics[i % 3]}事项公示（第{i + 1}期）",
            shown_date=_NEWEST_NOTICE - timedelta(days=(role.fillers - i) // _NOTICES_A_DAY),
        )
        for i in range(role.fillers)
    ]
