"""What the case is told of visits, places, versions and former years."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from archive.model import DateBasis, VisitClass
from audit.case import AuditCase
from audit.circumstances import SeenVisit
from config.clock import SHANGHAI, FixedClock
from config.settings import AuditSettings, Config, CrawlSettings
from ledger.store import Ledger
from portal_lab.country import build_country
from portal_lab.lab import Lab
from reading.model import ReportReading
from registry.model import Place, PlaceKind, Registry
from workflow.choice import choose
from workflow.circumstances import gathered, remembering, surrounded
from workflow.judging import Readers
from workflow.progress import SILENT
from workflow.run import run_all, run_visits
from workflow.workplace import open_workplace

CELL = "requests.granted.total"
NAME = "苏镇市教育局"
OWN, PLATFORM = "本机关网站（edu.example）", "上级平台（www.example）"
TITLE = f"{NAME}2023年政府信息公开工作年度报告"
URL = "http://edu.example/2023/0.html"


def run(office: Any, day: int, registry: Registry, readers: Readers) -> None:
    run_all(
        office.config,
        office.clock(day),
        registry=registry,
        years=(2023,),
        crawl=office.crawl,
        readers=readers,
    )


def assembled(office: Any, kit: Any, **given: Any) -> AuditCase:
    """The case of the department of education as the audit would have it now."""
    registry = given.get("registry", kit.registry)
    readers = given.get("readers", kit.readers)
    with open_workplace(office.config, office.clock(9), SILENT, registry, (2023,)) as workplace:
        agency = registry.agencies["edu"]
        visits = workplace.ledger.visits_of("edu", 2023)
        choice = choose(registry.places_of("edu"), visits)
        known = gathered(workplace, agency, 2023, visits, choice)
        if "tried" in given:
            chosen = tuple(replace(visit, tried=given["tried"]) for visit in known.chosen)
            known = replace(known, chosen=chosen)
        case = AuditCase(held=None, as_of=date(2024, 2, 9), names=agency.names, given_year=2023)
        return surrounded(workplace.archive, case, known, remembering(readers))


def results(office: Any) -> dict[str, tuple[str, list[str]]]:
    with office.ledger() as ledger:
        (case,) = [case for case in ledger.cases(2023) if case.agency_id == "edu"]
        found = ledger.findings_of(case.judgement_id)
        return {
            row.rule: (row.outcome.value, [f.message for f in found if f.rule == row.rule])
            for row in ledger.results_of(case.judgement_id)
            if row.rule.startswith("TIM")
        }


def page(kit: Any, **changes: Any) -> bytes:
    """A page with tags and a trail; the test reader finds the report in its script."""
    told = kit.report("edu", **changes).decode()
    return (
        '<html><head><meta name="SiteName" content="苏镇市教育局"></head><body>'
        "<div class='bread'>当前位置：首页 &gt; 政务公开 &gt; 通知公告</div>"
        f"<script>{told}</script></body></html>"
    ).encode()


@pytest.fixture
def reading_pages(kit: Any) -> Readers:
    def first(body: bytes, *, name: str, content_type: str | None = None) -> ReportReading:
        inside = body.partition(b"<script>")[2].partition(b"</script>")[0] or body
        read: ReportReading = kit.readers.first(inside, name=name, content_type=content_type)
        return read

    return replace(kit.readers, first=first)  # type: ignore[no-any-return]


def two_places(registry: Registry) -> Registry:
    """The department also publishes on the platform of its government."""
    platform = Place(
        place_id="platform",
        agency_id="edu",
        home_url="http://www.example/",
        kind=PlaceKind.PARENT_PLATFORM,
    )
    return replace(registry, places={**registry.places, "platform": platform})


def test_a_report_that_came_late_with_an_earlier_date(office: Any, kit: Any) -> None:
    published = office.portals["edu"]
    office.portals["edu"] = kit.published(visit_class=VisitClass.NOT_SEEN)
    office.run()
    office.portals["edu"] = published
    office.run(2)
    first, second = assembled(office, kit).publication.visits
    assert first == SeenVisit(
        day=date(2024, 2, 5),
        place=OWN,
        visit_class=VisitClass.NOT_SEEN,
        is_complete=True,
        ended_at=first.ended_at,
    )
    assert second == SeenVisit(
        day=date(2024, 2, 6),
        place=OWN,
        visit_class=VisitClass.COLLECTED,
        url=URL,
        title=TITLE,
        claimed_dates={DateBasis.LABEL: date(2024, 1, 30)},
        content_sha256=second.content_sha256,
        ended_at=second.ended_at,
    )
    assert second.content_sha256 is not None
    outcome, (message,) = results(office)["TIM07"]
    assert outcome == "nonconforming"
    assert message == (
        f"2024年2月5日完整核查{OWN}未见到年报，2024年2月6日见到，页面标注为2024年1月30日，"
        "早于未见到之日，请核对公布日期"
    )


def test_a_late_report_with_its_true_date_is_late_and_no_more(office: Any, kit: Any) -> None:
    published = replace(office.portals["edu"], claimed=date(2024, 2, 6))
    office.portals["edu"] = kit.published(visit_class=VisitClass.NOT_SEEN)
    office.run()
    office.portals["edu"] = published
    office.run(2)
    told = results(office)
    assert told["TIM07"] == ("conforms", [])
    assert [code for code, (outcome, _) in told.items() if outcome == "nonconforming"] == ["TIM01"]


def test_a_report_that_changed_has_two_contents(office: Any, kit: Any) -> None:
    office.run()
    office.portals["edu"] = kit.published(documents=(kit.report("edu", figures={CELL: 99}),))
    office.run(2)
    office.run(3)
    hashes = [visit.content_sha256 for visit in assembled(office, kit).publication.visits]
    assert hashes[1] is None  # between the first and the last nothing is read again
    assert len({hashes[0], hashes[2]} - {None}) == 2
    assert results(office)["TIM08"][0] == "nonconforming"


def test_other_bytes_with_the_same_report_have_one_content(office: Any, kit: Any) -> None:
    office.run()
    body = json.loads(kit.report("edu"))
    office.portals["edu"] = kit.published(documents=(json.dumps(body, indent=1).encode(),))
    office.run(2)
    first, second = assembled(office, kit).publication.visits
    assert first.content_sha256 == second.content_sha256 is not None
    assert results(office)["TIM08"] == ("conforms", [])


def test_what_the_platform_shows_stands_beside_it(office: Any, kit: Any) -> None:
    registry = two_places(kit.registry)
    office.portals["platform"] = kit.published(
        documents=(kit.report("edu", figures={CELL: 5}), b"encrypted")
    )
    run(office, 1, registry, kit.readers)
    case = assembled(office, kit, registry=registry)
    (version,) = case.publication.versions
    assert (version.name, version.url) == (f"{PLATFORM}的网页", "http://www.example/2023/0.html")
    assert version.reading.figures[CELL].value == 5
    outcome, (message,) = results(office)["TIM16"]
    assert outcome == "nonconforming"
    assert f"网页填6，{PLATFORM}的网页填5" in message


def test_page_and_attachment_that_differ_are_told_though_neither_is_believed(
    office: Any, kit: Any
) -> None:
    office.portals["edu"] = kit.published(
        documents=(kit.report("edu", figures={CELL: 99}), kit.report("edu"))
    )
    office.run()
    outcome, (message,) = results(office)["TIM16"]
    assert outcome == "nonconforming"
    assert "网页填99，附件填6" in message
    with office.ledger() as ledger:
        (case,) = [case for case in ledger.cases(2023) if case.agency_id == "edu"]
        assert {f.rule for f in ledger.findings_of(case.judgement_id)} == {"TIM16"}


def test_the_page_tells_its_tags_and_column(office: Any, kit: Any, reading_pages: Readers) -> None:
    office.portals["edu"] = kit.published(documents=(page(kit),))
    run(office, 1, kit.registry, reading_pages)
    publication = assembled(office, kit, readers=reading_pages).publication
    assert publication.tags == {"SiteName": NAME}
    # The list of the column led to it: what the page calls its place says nothing.
    assert publication.column_names is None
    searched = ("读取年报栏目", "站内检索“2023年政府信息公开工作年度报告”")
    found = assembled(office, kit, readers=reading_pages, tried=searched).publication
    assert found.column_names == ("政务公开", "通知公告")
    told = results(office)
    assert (told["TIM13"][0], told["TIM15"][0]) == ("undetermined", "nonconforming")


def test_a_file_of_the_report_s_page_that_is_gone(
    office: Any, kit: Any, reading_pages: Readers
) -> None:
    offered = page(kit).replace(b"</body>", b"<a href='1.pdf'>\xe9\x99\x84\xe4\xbb\xb6</a></body>")
    gone, of_another = "http://edu.example/2023/1.pdf", "http://edu.example/2022/1.pdf"
    office.portals["edu"] = kit.published(documents=(offered,), gone=(of_another, gone))
    for day in (1, 2):
        run(office, day, kit.registry, reading_pages)
    visits = assembled(office, kit, readers=reading_pages).publication.visits
    assert [visit.gone_files for visit in visits] == [(gone,), (gone,)]
    assert results(office)["TIM12"] == (
        "nonconforming",
        [
            f"2024年2月5日和2024年2月6日两次核查，{OWN}的年报页面所列附件均未能打开：页面不存在",
        ],
    )
    office.portals["edu"] = kit.published(documents=(offered,))
    run(office, 3, kit.registry, reading_pages)
    assert results(office)["TIM12"] == ("conforms", [])


def test_the_tags_of_a_platform_are_not_the_agency_s(
    office: Any, kit: Any, reading_pages: Readers
) -> None:
    registry = two_places(kit.registry)
    office.portals["edu"] = kit.published(visit_class=VisitClass.TIMEOUT)
    office.portals["platform"] = kit.published(documents=(page(kit),))
    run(office, 1, registry, reading_pages)
    publication = assembled(office, kit, registry=registry, readers=reading_pages).publication
    assert publication.tags is None


def test_a_report_that_is_a_file_has_no_page(office: Any, kit: Any) -> None:
    office.run()
    publication = assembled(office, kit).publication
    assert (publication.tags, publication.column_names) == (None, None)


def test_nothing_is_known_where_nobody_looked(office: Any, kit: Any) -> None:
    case = assembled(office, kit)
    assert (case.publication.visits, case.publication.years_seen, case.other_years) == ((), {}, {})
    assert case.surroundings.agencies == {"苏镇市财政局": (), "苏镇市河湾镇人民政府": ()}


def test_reports_of_former_years_are_read_again(office: Any, kit: Any) -> None:
    office.config = replace(office.config, audit=AuditSettings(history_from_year=2020))
    former = kit.report("edu", year=2022, title=TITLE.replace("2023", "2022"))
    own = office.portals["edu"]
    office.portals["edu"] = kit.published(documents=(former,))
    run_all(
        office.config,
        office.clock(1),
        registry=kit.registry,
        years=(2022,),
        crawl=office.crawl,
        readers=kit.readers,
    )
    office.portals["edu"] = own
    office.run(2)
    case = assembled(office, kit)
    assert {year: reading.year for year, reading in case.other_years.items()} == {2022: 2022}
    assert case.publication.years_seen == {2022: VisitClass.COLLECTED}
    outcome, _ = results(office)["TIM11"]
    assert outcome == "undetermined"


EVEN = {
    "requests.carried_out.company": 0,
    "requests.carried_out.total": 1,
    "requests.received.company": 2,
    "requests.received.total": 11,
}
IN_FORCE = "proactive.normative_documents.in_force"


def test_chains_run_over_all_years_that_are_held(office: Any, kit: Any) -> None:
    years = (2021, 2022, 2023, 2024, 2025)
    figures: dict[int, dict[str, object]] = {
        year: {**EVEN, IN_FORCE: 9 + 2 * (year - 2021)} for year in years
    }
    figures[2021] = {IN_FORCE: 9}  # carries two over, of which 2022 takes in one
    figures[2023][IN_FORCE] = 30  # which 2024 puts right
    for year in years:
        title = TITLE.replace("2023", str(year))
        document = kit.report("edu", year=year, title=title, figures=figures[year])
        office.portals["edu"] = kit.published(documents=(document,))
        run_all(
            office.config,
            FixedClock(datetime(year + 1, 2, 5, 9, tzinfo=SHANGHAI)),
            registry=kit.registry,
            years=(year,),
            crawl=office.crawl,
            readers=kit.readers,
        )
    with office.ledger() as ledger:
        (case,) = [one for one in ledger.cases(2025) if one.agency_id == "edu"]
        told = {one.rule: one.message for one in ledger.findings_of(case.judgement_id or 0)}
    assert told["CON42"] == (
        "以前年度年报之间的结转数不衔接：2021年度年报“结转下年度继续办理”总计 2，"
        "2022年度年报“上年结转政府信息公开申请数量”总计 1"
    )
    assert told["CON43"] == (
        "以前年度年报的行政规范性文件现行有效件数不衔接：2022年度现行有效 11 + 2023年度制发 3"
        " - 废止 1 = 13，2023年度年报填现行有效 30，2023年度的件数疑有误，2024年度年报已更正"
    )


def test_the_year_after_is_looked_at_too(office: Any, kit: Any) -> None:
    for year in (2022, 2021):
        title = TITLE.replace("2023", str(year))
        document = kit.report("edu", year=year, title=title)
        office.portals["edu"] = kit.published(documents=(document,))
        run_all(
            office.config,
            office.clock(2023 - year),
            registry=kit.registry,
            years=(year,),
            crawl=office.crawl,
            readers=kit.readers,
        )
    with office.ledger() as ledger:
        (case,) = [one for one in ledger.cases(2021) if one.agency_id == "edu"]
        told = {one.rule: one.message for one in ledger.findings_of(case.judgement_id or 0)}
    assert told["CON42"] == (
        "2021年度年报“结转下年度继续办理”总计 2，2022年度年报“上年结转政府信息公开申请数量”总计 1；"
        "如系次年对本年数据的更正，请同步更正本年年报"
    )


def test_the_lab_s_portals_give_their_circumstances(tmp_path: Path) -> None:
    country = build_country()
    whole = country.registry()
    kept = ("czj", "zjj", "jtj")
    registry = replace(
        whole,
        agencies={key: whole.agencies[key] for key in kept},
        places={
            key: replace(place, delay_seconds=0.0)
            for key, place in whole.places.items()
            if place.agency_id in kept
        },
    )
    instants = tuple(datetime(2024, 2, day, 9 + day - 5, tzinfo=SHANGHAI) for day in (5, 6))
    with Lab(country) as lab:
        config = Config(
            data_dir=tmp_path / "var",
            reports_dir=tmp_path / "reports_out",
            crawl=CrawlSettings(proxy=lab.proxy_url, delay_seconds=0.0, is_render_allowed=False),
            audit=AuditSettings(history_from_year=2022),
        )
        run_visits(config, registry, instants, lab.set_now, years=(2022, 2023))
    with Ledger.open(config.ledger_path) as ledger:
        told = {
            case.agency_id: {
                row.rule: row.outcome.value for row in ledger.results_of(case.judgement_id or 0)
            }
            for case in ledger.cases(2023)
        }
    asked = ("TIM06", "TIM07", "TIM08", "TIM11", "TIM12", "TIM13", "TIM15", "TIM16")
    yes, no, none, open_ = "conforms", "nonconforming", "not_applicable", "undetermined"
    assert {key: tuple(rows[code] for code in asked) for key, rows in told.items()} == {
        # Page and attachment agree; nobody looked before it was there.
        "czj": (yes, open_, yes, yes, yes, yes, yes, yes),
        # Came between the visits, with its true date.
        "zjj": (yes, yes, yes, yes, yes, yes, yes, none),
        # An old site in frames, without tags and trail.
        "jtj": (yes, open_, yes, yes, yes, open_, no, none),
    }
    assert {rows["TIM01"] for rows in told.values()} == {yes, no}
