"""An agency's draft in a phase: its reports, what else it lists, and the traps laid for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache, partial

from portal_lab.generator import reports_of
from portal_lab.phases import LAB_NOW, Phase
from portal_lab.portal import Entry
from portal_lab.render_html import Hand, report_html
from portal_lab.report import LabReport
from portal_lab.whole.draft import LAST_YEAR, YEARS, Draft
from portal_lab.whole.media import Media, attachment
from portal_lab.whole.member import Member

_HANDS = tuple(Hand)
_IN_TIME = date(LAST_YEAR + 1, 1, 16)


@cache
def reports_of_member(member: Member, seed: int) -> Mapping[int, LabReport]:
    """The reports of all years, the same in every phase."""
    return reports_of(member.author, range(YEARS[0], LAST_YEAR + 1), seed)


def draft_of(member: Member, phase: Phase, seed: int) -> Draft:
    """What the agency has on line in ``phase``, or will have."""
    reports = reports_of_member(member, seed)
    draft = Draft(
        author=member.author,
        kind=member.kind,
        media=member.media,
        phase=phase,
        now=LAB_NOW[phase],
        host=member.host,
        reports=reports,
        entries={year: [report_entry(member, report)] for year, report in reports.items()},
        others=_decoys(member),
    )
    for trap in member.traps:
        trap.plant(draft)
    return draft


def report_entry(member: Member, report: LabReport) -> Entry:
    """The report in the agency's own form, in the January that follows its year."""
    day = 11 + len(member.key) + report.year % 10
    shown = _IN_TIME if report.year == LAST_YEAR else date(report.year + 1, 1, day)
    hand = _HANDS[len(member.agency_id) % len(_HANDS)]
    is_page = member.media is Media.HTML
    return Entry(
        number=report.year - 2000,
        title=report.title,
        shown_date=shown,
        content=cache(partial(report_html, report, hand)) if is_page else None,
        attachments=() if is_page else (attachment(member.media, report),),
        report_year=report.year,
    )


def _decoys(member: Member) -> list[Entry]:
    """T21: titles that hold the words of the report and are none, in every list."""
    name, year = member.author.name, LAST_YEAR
    titles = (
        (41, f"关于编制{year}年度政府信息公开工作年度报告的通知", date(year + 1, 1, 5)),
        (42, f"{name}{year}年网站工作年度报表", date(year + 1, 1, 10)),
        (43, f"{name}{year}年法治政府建设年度报告", date(year + 1, 1, 25)),
        (44, "中华人民共和国政府信息公开条例", date(2019, 5, 15)),
        (45, f"图解：{name}{year - 1}年政府信息公开工作年度报告", date(year, 1, 22)),
        (46, "苏镇城市建设集团有限公司信息公开年度报告", date(year, 6, 30)),
    )
    return [Entry(number=n, title=title, shown_date=day) for n, title, day in titles]
