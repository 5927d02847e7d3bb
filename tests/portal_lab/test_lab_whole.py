"""The whole country: its members and places, the truth, forms, gates, and how it starts."""

from __future__ import annotations

import json
import ssl
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import HTTPSHandler, ProxyHandler, build_opener

import pytest

from portal_lab.answers import Request
from portal_lab.lab import Lab
from portal_lab.phases import LAB_NOW, Phase
from portal_lab.registry_rows import registry_toml
from portal_lab.spoilt import CAPTCHA, FORBIDDEN
from portal_lab.whole.country import OUTSIDE, build_whole_country
from portal_lab.whole.draft import YEARS
from portal_lab.whole.gates import (
    RateGate,
    RefererGate,
    ScriptGate,
    SessionGate,
    captcha_gate,
    token,
)
from portal_lab.whole.media import Media, attachment
from portal_lab.whole.publish import reports_of_member
from portal_lab.whole.roster import ROSTER
from portal_lab.whole.variants import VARIANTS
from registry.loader import load_registry
from registry.model import PlaceKind

COUNTRY = build_whole_country()
NOW = LAB_NOW[Phase.PUBLISHED]
Client = Callable[..., Any]
SPECIFIED = {f"V{n:02d}" for n in range(1, 25)}


def test_every_variant_of_the_specification_is_lived_in() -> None:
    lived = {m.variant for m in ROSTER} | {"V19"}  # the platform is the home of nobody
    assert lived == set(VARIANTS)
    assert SPECIFIED - {name[:3] for name in VARIANTS} == set()
    assert len({m.host for m in ROSTER}) == len(ROSTER) == len({m.agency_id for m in ROSTER})


def test_a_row_of_truth_for_every_place_year_and_phase() -> None:
    places = COUNTRY.registry().places
    for phase in Phase:
        rows = [(row.place_id, row.year) for row in COUNTRY.truth(phase)]
        assert sorted(rows) == sorted((place, year) for place in places for year in YEARS)


def test_the_registry_is_one_that_an_office_can_load(tmp_path: Path) -> None:
    file = tmp_path / "registry.toml"
    file.write_text(registry_toml(COUNTRY.registry()), encoding="utf-8")
    loaded = load_registry(file)
    assert set(loaded.places) == set(COUNTRY.registry().places)
    platforms = {p for p, place in loaded.places.items() if place.kind is PlaceKind.PARENT_PLATFORM}
    assert platforms == {"suzhen-xfj-platform", "haiyi-xfj-platform", "haiyi-daj-platform"}


def rows_of(seed: int, phase: Phase = Phase.PUBLISHED) -> list[str]:
    country = build_whole_country(seed, ("suzhen-jyj", "haiyi-gxj", "dongting-daj", "haiyi-daj"))
    return [row.as_json() for row in country.truth(phase)]


def test_the_truth_follows_from_the_seed_alone() -> None:
    script = (
        "from portal_lab.phases import Phase\n"
        "from portal_lab.whole.country import build_whole_country as build\n"
        "import sys\n"
        "keys = ('suzhen-jyj', 'haiyi-gxj', 'dongting-daj', 'haiyi-daj')\n"
        "rows = [row.as_json() for row in build(3, keys).truth(Phase.PUBLISHED)]\n"
        "sys.stdout.buffer.write('\\n'.join(rows).encode())"
    )
    root = Path(__file__).resolve().parents[2]
    told = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", script], cwd=root, capture_output=True, check=True
    )
    assert told.stdout.decode().split("\n") == rows_of(3)
    assert rows_of(3) != rows_of(4)
    row = json.loads(rows_of(3)[4])
    assert (row["year"], row["phase"], row["visit_class"]) == (2025, "published", "collected")


def test_what_the_truth_says_is_what_the_lab_serves(opened: Callable[[Lab], Client]) -> None:
    keys = ("suzhen-fgw", "suzhen-wjw", "dongting-jtj", "dongting-nmj", "haiyi-ybj", "haiyi-czj")
    country = build_whole_country(1, keys)
    with Lab(country, now=NOW) as lab:
        browse = opened(lab)
        for row in country.truth(Phase.PUBLISHED):
            if row.year == 2023:
                continue  # scans take long to make
            served = tuple(sha256(browse(url).body).hexdigest() for url in row.urls)
            assert served == row.files()


def test_the_lab_makes_nothing_before_it_is_asked() -> None:
    """No writer of documents is loaded to start."""
    script = (
        "import sys\n"
        "from portal_lab.lab import Lab\n"
        "from portal_lab.whole.country import build_whole_country\n"
        "with Lab(build_whole_country()):\n"
        "    heavy = {'docx', 'openpyxl', 'pypdfium2', 'PIL', 'weasyprint'} & set(sys.modules)\n"
        "sys.exit(', '.join(heavy) or 0)"
    )
    root = Path(__file__).resolve().parents[2]
    subprocess.run([sys.executable, "-c", script], cwd=root, check=True)  # noqa: S603 - our own


@pytest.mark.parametrize(
    ("media", "start"),
    [
        (Media.DOCX, b"PK\x03\x04"),
        (Media.DOC, b"\xd0\xcf\x11\xe0"),
        (Media.WPS, b"\xd0\xcf\x11\xe0"),
        (Media.PDF, b"%PDF-"),
        (Media.SCAN, b"%PDF-"),
        (Media.XLSX, b"PK\x03\x04"),
        (Media.OFD, b"PK\x03\x04"),
        (Media.TXT, "苏镇市教育局2025年".encode()),
        (Media.RAR, b"Rar!"),
    ],
)
def test_a_form_is_what_its_first_bytes_say(media: Media, start: bytes) -> None:
    (member,) = [m for m in ROSTER if m.agency_id == "suzhen-jyj"]
    made = attachment(media, reports_of_member(member, 1)[2025])
    assert made.make().startswith(start)
    assert made.make() == made.make()


def test_a_script_stands_before_the_site_until_its_cookie_is_right() -> None:
    gate = ScriptGate("a.example")
    held = gate.held(Request(host="a.example"), NOW)
    assert held is not None
    assert (held.status, b"$_ts" in held.body, b"5000" in held.body) == (412, True, True)
    right = (("Cookie", f"x=1; zQ8xT={token('a.example')}"),)
    assert gate.held(Request(host="a.example", headers=right), NOW) is None
    assert gate.held(Request(host="a.example", target="/robots.txt"), NOW) is None
    never = ScriptGate("a.example", is_passable=False)
    assert never.held(Request(host="a.example", headers=right), NOW) is not None


@pytest.mark.parametrize(
    ("gate", "page"), [(RateGate(limit=3), FORBIDDEN), (captcha_gate(3), CAPTCHA)]
)
def test_a_wall_counts_a_minute_and_recovers(gate: RateGate, page: object) -> None:
    times = iter([0.0, 1.0, 2.0, 3.0, 4.0, 599.0, 604.0, 605.0])
    gate.clock = lambda: next(times)
    asked = Request(host="a.example", target="/x")
    assert [gate.held(asked, NOW) for _ in range(5)] == [None, None, None, page, page]
    assert gate.held(asked, NOW) == page
    assert [gate.held(asked, NOW) for _ in range(2)] == [None, None]


def test_a_wall_also_recovers_when_the_clock_is_moved() -> None:
    gate = RateGate(limit=0, clock=lambda: 1.0)
    asked = Request(host="a.example", target="/x")
    assert gate.held(asked, NOW) == FORBIDDEN
    gate.limit = 5
    assert gate.held(asked, NOW + timedelta(minutes=11)) is None


def test_the_minute_of_a_wall_also_passes_when_the_clock_is_moved() -> None:
    gate = RateGate(limit=2, clock=lambda: 1.0)
    asked = Request(host="a.example", target="/x")
    days = [NOW, NOW, NOW + timedelta(days=30), NOW + timedelta(days=30)]
    assert [gate.held(asked, day) for day in days] == [None] * 4
    assert gate.held(asked, days[-1]) == FORBIDDEN


def test_a_session_begins_at_the_home_page() -> None:
    gate = SessionGate()
    back = gate.held(Request(host="a.example", target="/nb/"), NOW)
    assert back is not None
    assert dict(back.headers)["Location"] == "/"
    home = Request(host="a.example")
    assert gate.held(home, NOW) is None
    greeted = gate.greeted(home, FORBIDDEN)
    assert dict(greeted.headers)["Set-Cookie"].startswith("JSESSIONID=")
    known = (("Cookie", "JSESSIONID=7F2"),)
    assert gate.held(Request(host="a.example", target="/nb/", headers=known), NOW) is None


def test_files_only_for_those_who_come_from_the_site() -> None:
    gate = RefererGate("/files/")
    asked = Request(host="a.example", target="/files/1.pdf")
    assert gate.held(asked, NOW) == FORBIDDEN
    named = (("Referer", "http://a.example/nb/"),)
    assert gate.held(Request(host="a.example", target="/files/1.pdf", headers=named), NOW) is None
    assert gate.held(Request(host="a.example", target="/nb/"), NOW) is None


def https(lab: Lab, host: str) -> bytes:
    trust = ssl.create_default_context(cadata=lab.authority_pem.decode())
    opener = build_opener(ProxyHandler({"https": lab.proxy_url}), HTTPSHandler(context=trust))
    with opener.open(f"https://{host}/robots.txt", timeout=20) as answer:
        return bytes(answer.read())


def test_tls_sound_wrong_and_old() -> None:
    keys = ("haiyi-zjj", "haiyi-kjj", "haiyi-rsj")
    with Lab(build_whole_country(1, keys), now=NOW) as lab:
        assert https(lab, "zjj.haiyi.gov.cn").startswith(b"User-agent")
        for host in ("kjj.haiyi.gov.cn", "rsj.haiyi.gov.cn"):
            with pytest.raises(URLError, match="SSL"):
                https(lab, host)


def test_a_host_without_a_name_is_not_there(opened: Callable[[Lab], Client]) -> None:
    with Lab(build_whole_country(1, ("haiyi-fgw",)), now=NOW) as lab:
        assert opened(lab)("http://fgw.haiyi.gov.cn/").status == 502


def test_the_copy_is_on_a_host_that_nobody_may_ask() -> None:
    home = COUNTRY.answer(Request(host="nmj.haiyi.gov.cn"), NOW)
    copy = COUNTRY.answer(Request(host="www.haiyi-nmj.example.com"), NOW)
    assert home is not None
    assert copy == home
    assert b"http://www.haiyi-nmj.example.com/" in home.body
    hosts = {host for place in COUNTRY.registry().places.values() for host in place.hosts}
    assert hosts.isdisjoint(OUTSIDE)


def test_a_platform_names_sixty_departments_in_every_year() -> None:
    answer = COUNTRY.answer(Request(host="www.suzhen.gov.cn", target="/zwgk/bmnb/index.html"), NOW)
    assert answer is not None
    text = answer.body.decode()
    for year in YEARS:
        assert text.count(f"{year}年政府信息公开工作年度报告</a>") >= 60
    assert "苏镇市信访局2024年" in text
    assert "苏镇市信访局服务中心2024年" in text


def test_an_unchanged_page_is_not_sent_twice() -> None:
    asked = Request(host="jyj.haiyi.gov.cn")
    first = COUNTRY.answer(asked, NOW)
    assert first is not None
    tag = dict(first.headers)["ETag"]
    known = Request(host=asked.host, headers=(("If-None-Match", tag),))
    again = COUNTRY.answer(known, NOW)
    assert again is not None
    assert (again.status, again.body) == (304, b"")
