"""The platforms of the cities: a page of all departments for each, with sixty names or more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

from portal_lab.generator import Author
from portal_lab.phases import LAB_NOW, Phase
from portal_lab.portal import Entry
from portal_lab.whole.draft import YEARS, Draft
from portal_lab.whole.in_entries import renamed_report
from portal_lab.whole.media import Media, bundle
from portal_lab.whole.member import Member
from portal_lab.whole.publish import report_entry, reports_of_member
from portal_lab.whole.roster import ROSTER
from registry.model import AgencyKind

_DEPARTMENTS = 60
_FILLERS = (
    *("办公室", "外事办", "民族宗教事务局", "退役军人事务局", "机关事务管理局", "人民防空办公室"),
    *("地方金融监督局", "供销合作社", "气象局", "地震局", "邮政管理局", "烟草专卖局"),
    *("海关", "税务局", "消防救援支队", "残疾人联合会"),
)
# The member whose report of that year lies in a zip of all departments.
ZIP_MEMBER, ZIP_YEAR = "suzhen-xfj", 2023


def platform_host(city: str) -> str:
    """The host of a city's government."""
    return f"www.{city}.gov.cn"


def platform_members(city: str) -> tuple[Member, ...]:
    """Those whose reports the platform has."""
    return tuple(m for m in ROSTER if m.city == city and m.on_platform)


def platform_draft(city: str, phase: Phase, seed: int) -> Draft:
    """The platform of a city: its members' reports among those of other departments."""
    members = platform_members(city)
    name = {"suzhen": "苏镇市", "dongting": "东亭市", "haiyi": "海宜市"}[city]
    author = Author(name=f"{name}人民政府", self_name="市政府", topics=("政务", "民生", "发展"))
    others = [
        _filler(number, f"{name}{_department(number)}", year)
        for year in YEARS
        for number in range(len(members) * 2, _DEPARTMENTS)
    ]
    for i, member in enumerate(members):
        others += [_entry(member, i, year, seed) for year in YEARS]
        near = f"{member.author.name}服务中心"
        others += [_filler(i * 2 + 1, near, year) for year in YEARS]
    return Draft(
        author=author,
        kind=AgencyKind.GOVERNMENT,
        media=Media.HTML,
        phase=phase,
        now=LAB_NOW[phase],
        host=platform_host(city),
        reports={},
        entries={},
        others=others,
    )


def member_view(city: str, member: Member, phase: Phase, seed: int, whole: Draft) -> Draft:
    """What the platform has of one member."""
    place = platform_members(city).index(member)
    entries = {year: [_entry(member, place, year, seed)] for year in YEARS}
    return replace(whole, entries=entries, kind=member.kind, phase=phase)


@cache
def _entry(member: Member, place: int, year: int, seed: int) -> Entry:
    report = reports_of_member(member, seed)[year]
    entry = replace(report_entry(member, report), number=place * 2 + year * 100)
    if (member.agency_id, year) != (ZIP_MEMBER, ZIP_YEAR):
        return entry
    name = member.author.name
    held = {
        f"{who}{year}年政府信息公开年报.docx": renamed_report(report, name, who)
        for who in (f"{name}服务中心", "苏镇市体育局", name)
    }
    return replace(entry, content=None, attachments=(bundle(f"{year}年部门年报.zip", held),))


def _filler(number: int, name: str, year: int) -> Entry:
    return Entry(
        number=number + year * 100,
        title=f"{name}{year}年政府信息公开工作年度报告",
        shown_date=date(year + 1, 1, 10 + number % 15),
        report_year=year,
    )


def _department(number: int) -> str:
    word = _FILLERS[number % len(_FILLERS)]
    return word if number < len(_FILLERS) else f"{word}第{number // len(_FILLERS)}分局"
