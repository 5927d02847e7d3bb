"""``duban registry discover`` and ``fingerprint`` over a site of the test."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from crawl_site import COLUMN, HOME, NB, OLD_ROWS, Pages, list_page, portal, row, serving
from tiny_site import Asked, TinySite

NAME = "苏镇市教育局"
REGISTRY = """
[[agency]]
id = "szj"
name = "苏镇市审计局"
kind = "department"
region = "990100"
"""
CONFIG = """
[crawl]
delay_seconds = 0.0
timeout_seconds = 5.0
proxy = "{proxy}"
is_render_allowed = false
"""
FOUND = f"""经过：
  打开首页 {HOME}
  从首页逐级查找年报栏目
  从首页找到栏目 {COLUMN}
  按“静态列表”读取列表，共 3 条，已读全
建议的年报栏目：{COLUMN}
  网页标题：政府信息公开年报
  所在位置：（页面未写）
  网页标签：ColumnName=政府信息公开年报
  网站类型：静态列表（static_list，特征分值 10）
  列表：共 3 条，已读全；其中年报 3 份
    2023：苏镇市教育局2023年政府信息公开工作年度报告，2024-01-20  {COLUMN}2023.html
    2022：苏镇市教育局2022年政府信息公开工作年度报告，2023-01-18  {COLUMN}2022.html
    2021：苏镇市教育局2021年政府信息公开工作年度报告，2022-01-19  {COLUMN}2021.html
请核对以上内容；无误的，用以下命令加入名录：
  duban registry add --name {NAME} --home {HOME} --column {COLUMN} --region 990100
"""
PAGE_TOLD = f"""网页：{COLUMN}
  网页标题：政府信息公开年报
  所在位置：（页面未写）
  网页标签：ColumnName=政府信息公开年报
  是否年报栏目：是
识别这个网页的网站类型（分值高的在前，采集时依次试用）：
    10  static_list（静态列表），本页列出 3 条
"""


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "registry.toml").write_text(REGISTRY, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def site(office: Path) -> Iterator[Callable[[Pages], list[Asked]]]:
    """Serve pages to the office's collector; gives the log of what is asked."""
    running: list[TinySite] = []

    def start(pages: Pages) -> list[Asked]:
        server = TinySite(serving(pages)).__enter__()
        running.append(server)
        text = CONFIG.format(proxy=server.url)
        (office / "duban.toml").write_text(text, encoding="utf-8")
        return server.asked

    yield start
    for server in running:
        server.__exit__(None, None, None)


def test_the_column_is_proposed_with_its_evidence(duban: Any, site: Any, office: Path) -> None:
    asked = site(portal())
    told = duban("registry", "discover", HOME, "--name", NAME, "--region", "990100")
    assert (told.out, told.err, told.status) == (FOUND, "", 0)
    # No report is opened, nothing is left behind, nothing is written.
    assert [one.path for one in asked] == ["/robots.txt", "/", NB]
    assert list((office / "var").iterdir()) == []
    assert (office / "registry.toml").read_text(encoding="utf-8") == REGISTRY


def test_the_command_given_adds_it_and_so_does_add(duban: Any, site: Any, office: Path) -> None:
    site(portal())
    told = duban("registry", "discover", HOME, "--name", NAME, "--region", "990100", "--add")
    path = office / "registry.toml"
    assert (told.out, told.status) == (
        (
            f"{FOUND}新增 机关：{NAME}\n新增 位置：{HOME}\n"
            f"请核对：{NAME}：类别按名称填为“政府部门”\n"
            f"新增 2 项，更改 0 项，已写入 {path}，原文件存为 {path}.bak\n"
        ),
        0,
    )
    written = path.read_text(encoding="utf-8")
    path.write_text(REGISTRY, encoding="utf-8")
    command = FOUND.splitlines()[-1].split()[1:]
    assert duban(*command).status == 0
    assert path.read_text(encoding="utf-8") == written


def test_the_report_of_a_company_is_not_counted(duban: Any, site: Any) -> None:
    company = ("/zfxxgk/nb/9.html", "苏镇水务有限公司2023年信息公开年度报告", "2024-01-21")
    site(portal(rows=(row(2023, "2024-01-20"), *OLD_ROWS, company)))
    told = duban("registry", "discover", HOME, "--name", NAME)
    assert "列表：共 4 条，已读全；其中年报 3 份" in told.out
    assert company[1] not in told.out


def test_a_column_of_many_is_told_as_a_platform(duban: Any, site: Any) -> None:
    title = "苏镇市财政局{}年政府信息公开工作年度报告"
    others = [(f"/zfxxgk/nb/x{y}.html", title.format(y), "2024-01-19") for y in range(2020, 2024)]
    site(portal(rows=(row(2023, "2024-01-20"), *others[:1], *OLD_ROWS)))
    assert "平台" not in duban("registry", "discover", HOME, "--name", NAME).out
    site(portal(rows=(row(2023, "2024-01-20"), *others, *OLD_ROWS)))
    told = duban("registry", "discover", HOME, "--name", NAME)
    assert told.out.splitlines()[-4:] == [
        "  注意：栏目中多为其他机关的年报，按上级平台登记。",
        "请核对以上内容；无误的，用以下命令加入名录：",
        (
            f"  duban registry add --name {NAME} --home {HOME} --column {COLUMN} "
            "--place-kind parent_platform --region 区划代码"
        ),
        "  （“区划代码”应改为六位数字；名录中已有这个机关的，不必写 --region）",
    ]


def test_the_reports_of_another_agency_are_told(duban: Any, site: Any) -> None:
    site(portal())
    told = duban("registry", "discover", HOME, "--name", "苏镇市财政局")
    assert "  注意：所列年报的标题都不是苏镇市财政局的，请核对网址和机关全称。" in told.out


def test_as_json(duban: Any, site: Any) -> None:
    site(portal())
    told = duban("registry", "discover", HOME, "--format", "json")
    found = json.loads(told.out)
    assert (found["column"]["url"], found["column"]["family"]) == (COLUMN, "static_list")
    assert [report["years"] for report in found["column"]["reports"]] == [[2023], [2022], [2021]]


@pytest.mark.parametrize(
    ("pages", "reason"),
    [
        ({"/": "<html><body><p>欢迎访问本网站。</p></body></html>"}, "首页没有识别出信息公开入口"),
        ({"/robots.txt": b""}, "robots.txt 取不到"),
    ],
    ids=["no-way", "no-robots"],
)
def test_without_a_result_the_reason_is_told(
    duban: Any, site: Any, pages: dict[str, Any], reason: str
) -> None:
    site({**portal(), **pages})
    told = duban("registry", "discover", HOME)
    assert told.status == 1
    assert f"\n没有结果：{reason}" in told.out


def test_a_page_and_the_families_that_know_it(duban: Any, site: Any) -> None:
    asked = site({**portal(), NB: list_page((row(2023, "2024-01-20"), *OLD_ROWS))})
    told = duban("registry", "fingerprint", COLUMN)
    assert (told.out, told.status) == (
        PAGE_TOLD,
        0,
    )
    assert [one.path for one in asked] == ["/robots.txt", NB]
    told = duban("registry", "fingerprint", f"{HOME}nothing")
    assert (told.status, told.out) == (1, f"没有结果：页面返回状态 404：{HOME}nothing\n")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("discover", "ftp://x.gov.cn/"), "不是网址：ftp://x.gov.cn/"),
        (("discover", "javascript:alert(1)"), "不是网址：javascript:alert(1)"),
        (("discover", HOME, "--add"), "还应写 --name"),
        (("discover", HOME, "--add", "--name", NAME, "--format", "json"), "不能与"),
        (("fingerprint", "http://["), "不是网址"),
    ],
)
@pytest.mark.usefixtures("office")
def test_a_wrong_call(duban: Any, arguments: tuple[str, ...], told: str) -> None:
    answer = duban("registry", *arguments)
    assert answer.status == 2
    assert told in answer.err
