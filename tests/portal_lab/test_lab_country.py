"""The country: who is in it, what is true, how it changes with the clock, given documents."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from archive.model import VisitClass
from portal_lab.__main__ import written
from portal_lab.cast import CAST
from portal_lab.country import Country, GivenDocument, build_country, country_of_documents
from portal_lab.lab import Lab
from portal_lab.render_html import Hand, report_html
from portal_lab.truth import VISIT_ONE, VISIT_TWO
from registry.loader import load_registry
from registry.model import AgencyKind

Client = Callable[..., Any]
Opened = Callable[[Lab], Client]


def test_two_builds_are_equal_and_seeds_differ(country: Country) -> None:
    again = build_country()
    assert again.truth_jsonl() == country.truth_jsonl()
    assert again.registry_toml() == country.registry_toml()
    other = build_country(2)
    assert other.registry_toml() == country.registry_toml()
    assert other.truth_jsonl() != country.truth_jsonl()


def test_the_registry_loads_as_it_is(country: Country, tmp_path: Path) -> None:
    path = tmp_path / "registry.toml"
    path.write_text(country.registry_toml(), encoding="utf-8")
    loaded, built = load_registry(path), country.registry()
    assert dict(loaded.agencies) == dict(built.agencies)
    assert dict(loaded.places) == dict(built.places)


def test_the_country_has_everyone_it_needs(country: Country) -> None:
    kinds = Counter(agency.kind for agency in country.registry().agencies.values())
    assert kinds == {
        AgencyKind.DEPARTMENT: 23,
        AgencyKind.GOVERNMENT: 2,
        AgencyKind.TOWNSHIP: 1,
        AgencyKind.DEVELOPMENT_ZONE: 1,
    }
    assert len({type(i.site) for i in country.inhabitants}) == 7
    assert {t.place_id for t in country.truth} == set(country.registry().places)


def test_the_truth_uses_the_collectors_words(country: Country) -> None:
    classes = {c for t in country.truth for c in (t.visit_one, t.visit_two, *t.also_accepted)}
    assert classes <= {visit_class.value for visit_class in VisitClass}
    assert Counter((t.visit_one, t.visit_two) for t in country.truth) == {
        ("collected", "collected"): 15,
        ("collected_late", "collected_late"): 1,
        ("not_seen", "collected_late"): 1,
        ("not_seen", "absent_unconfirmed"): 2,
        ("not_seen", "not_seen"): 1,
        ("wrong_year_file", "wrong_year_file"): 1,
        ("refused", "refused"): 1,
        ("timeout", "timeout"): 1,
        ("http_5xx", "http_5xx"): 1,
        ("robots_disallow", "robots_disallow"): 1,
        ("blocked_challenge", "blocked_challenge"): 1,
        ("robots_unknown", "robots_unknown"): 1,
    }
    assert sorted(code for t in country.truth for code in t.planted) == [
        "AUT04",
        "AUT19",
        "CMP01",
        "CMP07",
        "CMP08",
        "CMP10",
        "CMP12",
        "CON01",
        "CON12",
        "TIM01",
        "TIM01",
        *["TIM15"] * 6,
    ]


def test_the_truth_names_the_bytes_as_served(country: Country, browse: Client) -> None:
    checked = []
    for inhabitant, truth in zip(country.inhabitants, country.truth, strict=True):
        entry = inhabitant.entry_of(2023)
        if not truth.sha256s or entry is None or entry.appears_at > VISIT_ONE:
            continue
        served = [
            browse(inhabitant.place.home_url[:-1] + path).body
            for path in inhabitant.site.report_paths(entry)
        ]
        assert tuple(sha256(body).hexdigest() for body in served) == truth.sha256s
        checked.append(truth.agency_id)
    assert len(checked) == 14


def test_what_is_written_is_one_line_for_each_place(country: Country) -> None:
    lines = country.truth_jsonl().splitlines()
    row = json.loads(lines[0])
    assert [json.loads(line)["year"] for line in lines[: len(CAST)]] == [2023] * len(CAST)
    assert len(lines) == len(CAST) + len(country.history)
    assert (row["agency_id"], row["year"], row["published_date"]) == ("jyj", 2023, "2024-01-18")
    assert row["figures"] == dict(country.truth[0].figures)


def test_earlier_years_are_there_in_both_editions(country: Country) -> None:
    years = Counter(truth.year for truth in country.history)
    assert years == {2019: 2, 2020: 2, 2021: len(CAST), 2022: len(CAST)}
    oldest = next(t for t in country.history if (t.agency_id, t.year) == ("czj", 2019))
    assert (oldest.visit_one, len(oldest.figures), len(oldest.sha256s)) == ("collected", 198, 2)
    former = next(t for t in country.history if (t.agency_id, t.year) == ("sfj", 2022))
    assert (former.visit_one, former.planted) == ("collected", ())
    down = next(t for t in country.history if (t.agency_id, t.year) == ("cgj", 2022))
    assert (down.visit_one, down.figures, down.sha256s) == ("refused", {}, ())


def test_a_late_report_appears_between_the_visits(country: Country, opened: Opened) -> None:
    home = "http://zjj.suzhen.gov.cn"
    inhabitant = next(i for i in country.inhabitants if i.agency.agency_id == "zjj")
    entry = inhabitant.entry_of(2023)
    assert entry is not None
    article = home + inhabitant.site.article_path(entry)
    search = f"{home}/gkmlpt/search?keywords=2023"
    with Lab(country) as lab:
        browse = opened(lab)
        seen = []
        before, after = datetime(2024, 2, 5, 15, 29), datetime(2024, 2, 5, 15, 31)  # noqa: DTZ001
        for now in (VISIT_ONE, VISIT_TWO, before, after):
            lab.set_now(now)
            seen.append((browse(article).status, entry.title in browse(search).text))
        page = browse(article).text
    assert seen == [(404, False), (200, True), (404, False), (200, True)]
    assert "发布日期：2024-02-05" in page
    assert entry.shown_date == date(2024, 2, 5)


def test_a_wrong_years_file_lies_behind_the_right_title(country: Country) -> None:
    inhabitant = next(i for i in country.inhabitants if i.agency.agency_id == "sfj")
    current, former = inhabitant.entry_of(2023), inhabitant.entry_of(2022)
    assert current is not None
    assert former is not None
    assert list(inhabitant.files_of(current)) == list(inhabitant.files_of(former))
    assert current.attachments[0].name == "苏镇市司法局2023年政府信息公开工作年度报告.docx"


def test_given_documents_are_served_untouched(country: Country, opened: Opened) -> None:
    report = next(i.reports for i in country.inhabitants if i.reports)[2023]
    page = f"<html><body>{report_html(report, Hand.PLAIN)}</body></html>".encode("gb18030")
    given = country_of_documents(
        [
            GivenDocument(
                agency_name="甲局",
                year=2023,
                file_name="甲局年报.txt",
                body="年报".encode(),
                content_type="text/plain",
                region="130000",
            ),
            GivenDocument(
                agency_name="乙局",
                year=2022,
                file_name="b.html",
                body=page,
                content_type="text/html; charset=gb18030",
            ),
            GivenDocument(
                agency_name="甲局",
                year=2019,
                file_name="旧.pdf",
                body=b"%PDF-1.4",
                content_type="application/pdf",
            ),
        ]
    )
    agencies = given.registry().agencies.values()
    assert [(a.agency_id, a.name, a.region_code) for a in agencies] == [
        ("dept1", "甲局", "130000"),
        ("dept2", "乙局", "990000"),
    ]
    assert [(t.agency_id, t.year, t.published_date, t.sha256s) for t in given.truth] == [
        ("dept1", 2023, date(2024, 1, 20), (sha256("年报".encode()).hexdigest(),)),
        ("dept1", 2019, date(2020, 1, 20), (sha256(b"%PDF-1.4").hexdigest(),)),
        ("dept2", 2022, None, (sha256(page).hexdigest(),)),
    ]
    with Lab(given) as lab:
        browse = opened(lab)
        listed = browse("http://dept1.suzhen.gov.cn/xxgk/xxgknb/index.html").text
        assert "甲局2023年政府信息公开工作年度报告" in listed
        served = browse("http://dept2.suzhen.gov.cn/xxgk/xxgknb/1.html")
    assert (served.body, served.headers["Content-Type"]) == (page, "text/html; charset=gb18030")


def test_the_command_writes_registry_and_truth(tmp_path: Path, country: Country) -> None:
    written(country, tmp_path / "lab")
    assert (tmp_path / "lab" / "registry.toml").read_text("utf-8") == country.registry_toml()
    assert (tmp_path / "lab" / "truth.jsonl").read_text("utf-8") == country.truth_jsonl()
