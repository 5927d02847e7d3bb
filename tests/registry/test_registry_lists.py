"""Lists in Excel and CSV: read as rows, brought into the registry, written out again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from config.errors import InputError
from registry.changes import Import, import_rows
from registry.deadlines import duty_of
from registry.export import export_registry
from registry.loader import load_registry
from registry.merging import Change, ChangeKind, kind_by_name
from registry.model import Agency, AgencyKind, Duty, LocalDeadline, Place, PlaceKind, Registry
from registry.overview import overview_lines
from registry.sheets import SheetRow, read_sheets

OWN = """# 本单位的名录
[[agency]]
id = "jyj"
name = "苏镇市教育局"  # 全称
kind = "department"
region = "990100"
aliases = ["市教育局"]
former_names = ["苏镇市教委"]

# 位置从这里开始
[[place]]
id = "jyj-site"
agency = "jyj"
home = "http://jyj.suzhen.gov.cn/"
delay = 5

[[deadline]]
kind = "township"
month = 2
day = 20
basis = "苏政办〔2023〕1号"
region = "9901"
"""
FLAT_HEADS = ("单位名称", "网址", "区划代码", "备注")


def own_file(folder: Path) -> Path:
    path = folder / "registry.toml"
    path.write_text(OWN, encoding="utf-8")
    return path


def csv_file(folder: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path = folder / "名单.csv"
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


def brought_in(registry: Path, source: Path, *, region: str | None = None) -> Import:
    return import_rows(registry, read_sheets(source).rows, region=region)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_list_of_an_office_is_read_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    source = csv_file(
        tmp_path,
        ",".join(FLAT_HEADS),
        "苏镇市审计局,sjj.suzhen.gov.cn,990100,无",
        ",,,",
        encoding=encoding,
    )
    found = read_sheets(source)
    assert found.rows == (
        SheetRow(
            table="agency", where="名单第2行", values={"name": "苏镇市审计局", "region": "990100"}
        ),
        SheetRow(table="place", where="名单第2行", values={"home": "sjj.suzhen.gov.cn"}),
    )
    assert found.ignored_heads == ("备注",)


def test_excel_keeps_codes_and_years_as_numbers(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "机关"
    sheet.append(["机关编号", "全称*", "类别", "区划代码", "末个年度", "垂直管理", "曾用名"])
    sheet.append(["a1", "甲局", "政府部门", 990100, 2022, "是", "乙局；丙局"])
    path = tmp_path / "表.xlsx"
    book.save(path)
    assert read_sheets(path).rows == (
        SheetRow(
            table="agency",
            where="机关第2行",
            values={
                "id": "a1",
                "name": "甲局",
                "kind": "department",
                "region": "990100",
                "last_year": 2022,
                "vertical": True,
                "former_names": ["乙局", "丙局"],
            },
        ),
    )


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"PK\x03\x04junk", "不是能读取的 Excel 工作簿，请另存为 .xlsx 后再试"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "不是能读取的 Excel 工作簿，请另存为 .xlsx 后再试"),
        (
            "单位,电话\n甲,1\n".encode(),
            "没有找到可用的列：首行应有“全称”（机关）或“首页网址”（位置）等列名",
        ),
        (b"\x81\xff\xfe", "文字编码无法识别，请另存为 UTF-8 的 CSV 或 .xlsx"),
    ],
)
def test_what_is_no_list_is_refused_in_words(tmp_path: Path, body: bytes, problem: str) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(body)
    with pytest.raises(InputError) as error:
        read_sheets(path)
    assert error.value.problems == (problem,)


def test_an_import_adds_changes_and_keeps_what_it_does_not_name(tmp_path: Path) -> None:
    registry = own_file(tmp_path)
    source = csv_file(
        tmp_path,
        "单位名称,网址,区划代码,简称",
        "苏镇市教委,http://jyj.suzhen.gov.cn/,990101,",
        "云溪镇人民政府,yunxi.suzhen.gov.cn,,",
    )
    made = brought_in(registry, source, region="990102")
    assert made.changes == (
        Change(
            kind=ChangeKind.CHANGED,
            table="agency",
            name="苏镇市教委",
            values=(
                ("全称", "苏镇市教育局", "苏镇市教委"),
                ("区划代码", "990100", "990101"),
                ("其他叫法", ["市教育局"], None),
            ),
        ),
        Change(kind=ChangeKind.SAME, table="place", name="http://jyj.suzhen.gov.cn/"),
        Change(kind=ChangeKind.ADDED, table="agency", name="云溪镇人民政府"),
        Change(kind=ChangeKind.ADDED, table="place", name="http://yunxi.suzhen.gov.cn"),
    )
    assert made.guesses == (
        "云溪镇人民政府：类别按名称填为“乡镇（街道）”",
        "名单第3行：网址补全为 http://yunxi.suzhen.gov.cn",
    )
    assert registry.read_text(encoding="utf-8") == OWN
    assert made.write() == tmp_path / "registry.toml.bak"
    assert (tmp_path / "registry.toml.bak").read_text(encoding="utf-8") == OWN
    assert (
        registry.read_text(encoding="utf-8")
        == """# 本单位的名录
[[agency]]
id = "jyj"
name = "苏镇市教委"  # 全称
kind = "department"
region = "990101"
former_names = ["苏镇市教委"]

[[agency]]
id = "a0002"
name = "云溪镇人民政府"
kind = "township"
region = "990102"

# 位置从这里开始
[[place]]
id = "jyj-site"
agency = "jyj"
home = "http://jyj.suzhen.gov.cn/"
delay = 5

[[place]]
id = "a0002-site"
agency = "a0002"
home = "http://yunxi.suzhen.gov.cn"

[[deadline]]
kind = "township"
month = 2
day = 20
basis = "苏政办〔2023〕1号"
region = "9901"
"""
    )


def test_mistakes_name_the_line_of_the_list_and_change_nothing(tmp_path: Path) -> None:
    registry = own_file(tmp_path)
    source = csv_file(tmp_path, "全称,类别,区划代码", "甲局,科室,990100", "乙局,政府部门,")
    with pytest.raises(InputError) as error:
        brought_in(registry, source)
    assert error.value.problems == (
        (
            "agency[2]（a0002）.kind："
            "应为 department、government、township、development_zone 之一，现为 '科室'（名单第2行）"
        ),
        "agency[3]（a0003）.region：缺少此项（名单第3行）",
    )
    assert [path.name for path in tmp_path.iterdir() if "registry" in path.name] == [
        "registry.toml"
    ]


@pytest.mark.parametrize("name", ["名录.xlsx", "名录.csv"])
def test_what_is_exported_comes_back_the_same(tmp_path: Path, name: str) -> None:
    registry = own_file(tmp_path)
    assert export_registry(registry, tmp_path / name) == 1
    changes = brought_in(registry, tmp_path / name).changes
    assert {change.kind for change in changes} == {ChangeKind.SAME}
    fresh = tmp_path / "fresh.toml"
    made = brought_in(fresh, tmp_path / name)
    made.write()
    before, after = load_registry(registry), load_registry(fresh)
    assert (after.agencies, after.places) == (before.agencies, before.places)
    assert after.local_deadlines == (before.local_deadlines if name.endswith("xlsx") else ())


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    registry = tmp_path / "registry.toml"
    registry.write_text(OWN.replace("苏镇市教育局", "=1+1"), encoding="utf-8")
    export_registry(registry, tmp_path / "表.xlsx")
    sheet = load_workbook(tmp_path / "表.xlsx")["机关"]
    assert (sheet["B2"].value, sheet["B2"].data_type) == ("=1+1", "s")
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:M2")
    export_registry(registry, tmp_path / "表.csv")
    line = (tmp_path / "表.csv").read_bytes().decode("utf-8-sig").splitlines()[1]
    assert line.startswith("jyj,'=1+1,政府部门")
    assert read_sheets(tmp_path / "表.csv").rows[0].values["name"] == "=1+1"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("苏镇市水利局", AgencyKind.DEPARTMENT),
        ("南浦县人民政府", AgencyKind.GOVERNMENT),
        ("云溪镇人民政府", AgencyKind.TOWNSHIP),
        ("南门街道办事处", AgencyKind.TOWNSHIP),
        ("苏镇经济开发区管委会", AgencyKind.DEVELOPMENT_ZONE),
        ("苏镇市国有资产监督管理委员会", AgencyKind.DEPARTMENT),
        ("苏镇市人民政府办公室", AgencyKind.DEPARTMENT),
    ],
)
def test_the_kind_a_name_speaks_of(name: str, kind: AgencyKind) -> None:
    assert kind_by_name(name) is kind


def agency(**changes: object) -> Agency:
    given = {
        "agency_id": "a",
        "name": "云溪镇人民政府",
        "kind": AgencyKind.TOWNSHIP,
        "region_code": "990103",
    }
    return Agency(**{**given, **changes})  # type: ignore[arg-type]


def local(day: int, region: str = "", **years: int) -> LocalDeadline:
    return LocalDeadline(
        kind=AgencyKind.TOWNSHIP, month=2, day=day, basis=f"{day}号文", region=region, **years
    )


@pytest.mark.parametrize(
    ("deadlines", "day"),
    [
        ((local(20),), 20),
        ((local(20), local(10, "9901")), 10),
        ((local(20), local(10, "9902")), 20),
        ((local(20, first_year=2024),), None),
        ((local(20, last_year=2022), local(10, "99")), 10),
    ],
)
def test_the_local_date_of_the_smallest_region_counts(
    deadlines: tuple[LocalDeadline, ...], day: int | None
) -> None:
    registry = Registry(agencies={}, places={}, local_deadlines=deadlines)
    expected = day and Duty(
        agency_id="a", year=2023, due_date=date(2024, 2, day), basis=f"{day}号文"
    )
    assert duty_of(agency(), 2023, registry) == expected


def test_an_agency_owes_only_the_years_it_existed() -> None:
    renamed = agency(kind=AgencyKind.DEPARTMENT, first_year=2021, last_year=2023)
    owed = [year for year in range(2019, 2026) if duty_of(renamed, year)]
    assert owed == [2021, 2022, 2023]


def test_the_overview_tells_due_dates_and_what_is_missing() -> None:
    old = agency(agency_id="old", name="旧局", kind=AgencyKind.DEPARTMENT, last_year=2022)
    registry = Registry(
        agencies={
            "a": agency(),
            "old": Agency(
                agency_id="old",
                name="旧局",
                kind=old.kind,
                region_code="99",
                last_year=2022,
                merged_into="new",
            ),
            "new": agency(agency_id="new", name="新局", kind=AgencyKind.DEPARTMENT),
        },
        places={
            "p": Place(
                place_id="p",
                agency_id="new",
                home_url="http://xj.suzhen.gov.cn/",
                kind=PlaceKind.OWN_SITE,
            )
        },
    )
    assert overview_lines(registry, 2023) == (
        "名录没有错误：机关 3 个，公布位置 1 个。",
        "2023 年度应公布年报的机关 2 个：",
        (
            "  政府部门 1 个：2024年1月31日前，"
            "依据《中华人民共和国政府信息公开条例》第四十九条第一款"
        ),
        "  乡镇（街道） 1 个：名录没有规定期限，不判断是否按时",
        "没有公布位置的机关，不会被采集：云溪镇人民政府（1 个）",
        "未写年报栏目、由程序从首页寻找的位置：新局（http://xj.suzhen.gov.cn/）（1 个）",
        "2023 年度没有年报义务的机关：旧局（并入新局）（1 个）",
    )
