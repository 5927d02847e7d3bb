"""The registry file: read whole, and wrong in every way at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from config.errors import InputError
from registry.__main__ import main
from registry.deadlines import duty_of
from registry.loader import load_registry
from registry.model import Agency, AgencyKind, Duty, LocalDeadline, Place, PlaceKind, Registry

GOOD = """
[[agency]]
id = "jyj"
name = "苏镇市教育局"
kind = "department"
region = "990100"
aliases = ["市教育局"]
parent = "szf"
makes_regulations = false

[[agency]]
id = "szf"
name = "苏镇市人民政府"
kind = "government"
region = "990100"

[[place]]
id = "jyj-site"
agency = "jyj"
home = "http://jyj.suzhen.gov.cn/"
column = "http://xxgk.suzhen.gov.cn/jyj/nb/"
hosts = ["static.suzhen.gov.cn"]
family = "trs"
delay = 5

[[place]]
id = "jyj-parent"
agency = "jyj"
kind = "parent_platform"
home = "http://www.suzhen.gov.cn/"
render = false

[[deadline]]
kind = "township"
month = 2
day = 20
basis = "苏政办〔2023〕1号"
"""


def registry_file(folder: Path, text: str) -> Path:
    path = folder / "名录.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_registry(tmp_path: Path) -> None:
    school = Agency(
        agency_id="jyj",
        name="苏镇市教育局",
        kind=AgencyKind.DEPARTMENT,
        region_code="990100",
        aliases=("市教育局",),
        parent_id="szf",
        makes_regulations=False,
    )
    site = Place(
        place_id="jyj-site",
        agency_id="jyj",
        home_url="http://jyj.suzhen.gov.cn/",
        column_url="http://xxgk.suzhen.gov.cn/jyj/nb/",
        hosts=("static.suzhen.gov.cn", "jyj.suzhen.gov.cn", "xxgk.suzhen.gov.cn"),
        family="trs",
        delay_seconds=5.0,
    )
    parent = Place(
        place_id="jyj-parent",
        agency_id="jyj",
        home_url="http://www.suzhen.gov.cn/",
        kind=PlaceKind.PARENT_PLATFORM,
        hosts=("www.suzhen.gov.cn",),
        is_render_allowed=False,
    )
    registry = load_registry(registry_file(tmp_path, GOOD), ["trs"])
    assert registry == Registry(
        agencies={
            "jyj": school,
            "szf": Agency(
                agency_id="szf",
                name="苏镇市人民政府",
                kind=AgencyKind.GOVERNMENT,
                region_code="990100",
            ),
        },
        places={"jyj-site": site, "jyj-parent": parent},
        local_deadlines=(
            LocalDeadline(kind=AgencyKind.TOWNSHIP, month=2, day=20, basis="苏政办〔2023〕1号"),
        ),
    )
    assert registry.places_of("jyj") == (site, parent)
    assert school.names == ("苏镇市教育局", "市教育局")


BAD = """
[[agency]]
id = "a"
name = ""
kind = "bureau"
region = "990100"

[[agency]]
id = "b"
name = "乙局"
kind = "department"
region = "九九"
parent = "zzz"
colour = "red"

[[agency]]
id = "c"
name = "丙局"
kind = "department"
region = "九九"
parent = "zzz"

[[agency]]
id = "c"
name = "丙局"
kind = "department"
region = "990100"

[[place]]
id = "p"
agency = "nobody"
home = "ftp://x/"
family = "wordstar"
delay = -1

[[place]]
agency = "c"
home = "http://ok.gov.cn/"

[[deadline]]
kind = "township"
month = 2
day = 30
basis = " "

[agencies]
x = 1
"""


def test_every_mistake_at_once(tmp_path: Path) -> None:
    path = registry_file(tmp_path, BAD)
    with pytest.raises(InputError) as error:
        load_registry(path, ["trs", "gkmlpt"])
    assert error.value.problems == (
        "agencies：没有这个表，可用：agency、place、deadline",
        "agency[1]（a）.name：不能为空，现为 ''",
        (
            "agency[1]（a）.kind："
            "应为 department、government、township、development_zone 之一，现为 'bureau'"
        ),
        "agency[2]（b）.colour：没有这个设置项",
        "agency[2]（b）.region：应为行政区划代码数字，现为 '九九'",
        "agency[3]（c）.region：应为行政区划代码数字，现为 '九九'",
        "place[1]（p）.home：应为 http:// 或 https:// 开头的网址，现为 'ftp://x/'",
        "place[1]（p）.delay：不能为负，现为 -1",
        "place[2].id：缺少此项",
        "deadline[1].basis：不能为空，现为 ' '",
        "agency：id “c”重复 2 次",
        "agency[2]（b）.parent：名录中没有 id 为 'zzz' 的机关",
        "agency[3]（c）.parent：名录中没有 id 为 'zzz' 的机关",
        "place[1]（p）.agency：名录中没有 id 为 'nobody' 的机关",
        "place[1]（p）.family：没有名为 'wordstar' 的网站类型，可用：gkmlpt、trs",
        "deadline[1]：没有 2 月 30 日这一天",
    )


def test_an_empty_registry_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        load_registry(registry_file(tmp_path, ""))
    assert error.value.problems == ("agency：名录中没有机关，至少要有一个 [[agency]]",)


def test_a_table_instead_of_rows(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        load_registry(registry_file(tmp_path, '[agency]\nid = "a"\n'))
    assert error.value.problems == ("agency：应写成 [[agency]]",)


def test_the_check_before_a_commit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = registry_file(tmp_path, GOOD)
    assert main([str(good)]) == 0
    assert main([str(good), str(tmp_path / "none.toml")]) == 1
    assert capsys.readouterr().err == (
        f"{tmp_path / 'none.toml'}：文件打不开（No such file or directory）\n"
    )


@pytest.mark.parametrize(
    ("kind", "due", "basis"),
    [
        (AgencyKind.DEPARTMENT, date(2024, 1, 31), "第四十九条第一款"),
        (AgencyKind.GOVERNMENT, date(2024, 3, 31), "第四十九条第二款"),
    ],
)
def test_statutory_duties(kind: AgencyKind, due: date, basis: str) -> None:
    agency = Agency(agency_id="a", name="某局", kind=kind, region_code="99")
    assert duty_of(agency, 2023) == Duty(
        agency_id="a",
        year=2023,
        due_date=due,
        basis=f"《中华人民共和国政府信息公开条例》{basis}",
    )


def test_townships_owe_only_what_a_local_rule_says() -> None:
    town = Agency(agency_id="t", name="南桥镇", kind=AgencyKind.TOWNSHIP, region_code="99")
    local = LocalDeadline(kind=AgencyKind.TOWNSHIP, month=2, day=20, basis="苏政办〔2023〕1号")
    registry = Registry(agencies={"t": town}, places={}, local_deadlines=(local,))
    assert duty_of(town, 2023) is None
    assert duty_of(town, 2023, registry) == Duty(
        agency_id="t", year=2023, due_date=date(2024, 2, 20), basis="苏政办〔2023〕1号"
    )
