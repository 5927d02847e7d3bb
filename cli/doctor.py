"""``duban doctor``: one line for each part that Duban stands on."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path

import chinese_calendar
import click

from browser.service import find_browser
from cli.chinese import ChineseCommand
from cli.context import Session
from config.errors import DubanError
from config.settings import Config
from workflow.lock import require_writable
from workflow.workplace import watched_registry

_APT = "apt-get install --no-install-recommends "


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part: ``is_needed`` parts make the command fail where they are missing."""

    name: str
    is_found: bool
    version: str
    purpose: str
    remedy: str
    is_needed: bool = False


@click.command(cls=ChineseCommand, example="duban doctor\nduban doctor --format json")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出形式。"
)
@click.pass_obj
def doctor(session: Session, *, form: str) -> int:
    """检查本机的各个组成部分：有没有、什么版本、作什么用、怎样取得。"""
    parts = tuple(parts_of(session))
    if form == "json":
        click.echo(json.dumps([asdict(part) for part in parts], ensure_ascii=False, indent=1))
    else:
        for part in parts:
            click.echo(_line(part))
    return 1 if any(part.is_needed and not part.is_found for part in parts) else 0


def _line(part: Part) -> str:
    if part.is_found:
        return f"[有] {part.name}  {part.version}  用于{part.purpose}"
    mark = "[缺]" if part.is_needed else "[无]"
    return f"{mark} {part.name}  用于{part.purpose}  取得办法：{part.remedy}"


def parts_of(session: Session) -> Iterator[Part]:
    """Every part, needed ones first."""
    yield Part(
        name="Python",
        is_found=sys.version_info >= (3, 11),
        version=".".join(map(str, sys.version_info[:3])),
        purpose="运行本系统",
        remedy="安装 Python 3.11 或以上版本",
        is_needed=True,
    )
    for package, purpose in _PACKAGES.items():
        yield _package(package, purpose)
    yield _browser(session)
    yield _font("Noto Serif CJK SC", "fonts-noto-cjk", "通知和看板中的宋体、黑体，网页截图")
    yield _font("AR PL KaitiM GB", "fonts-arphic-gkai00mp", "通知中的楷体")
    yield _pango()
    yield _office()
    yield _recognition()
    yield _calendar(session)
    yield from _folders(session)


_PACKAGES = {
    "scrapy": "采集网页",
    "playwright": "驱动浏览器",
    "lxml": "解读网页和文档",
    "jinja2": "生成通知",
    "sqlite-utils": "问题台账",
    "apscheduler": "定时运行",
}


def _package(name: str, purpose: str) -> Part:
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        version = ""
    return Part(
        name=name,
        is_found=bool(version),
        version=version,
        purpose=purpose,
        remedy="在项目文件夹中运行 ./setup.sh base",
        is_needed=True,
    )


def _browser(session: Session) -> Part:
    path = find_browser(_or_none(lambda: session.config().browser))
    has_driver = bool(_run([sys.executable, "-m", "playwright", "--version"]))
    return Part(
        name="浏览器",
        is_found=path is not None and has_driver,
        version=_first_line([path, "--version"]) if path else "",
        purpose="采集需要脚本的页面、截图；没有时这些位置记为“需要浏览器，本机没有”",
        remedy=f"{_APT}chromium-headless-shell libatomic1，或用 DUBAN_BROWSER 指明路径",
    )


def _font(family: str, package: str, purpose: str) -> Part:
    listing = _run(["fc-list", family, "family"]) if shutil.which("fc-list") else ""
    return Part(
        name=f"字体 {family}",
        is_found=bool(listing.strip()),
        version="",
        purpose=purpose,
        remedy=_APT + package,
    )


def _pango() -> Part:
    """WeasyPrint is imported in a process of its own: without pango the import itself fails."""
    told = _run([sys.executable, "-c", "import weasyprint; print(weasyprint.__version__)"])
    return Part(
        name="WeasyPrint 与 pango",
        is_found=bool(told.strip()),
        version=told.strip(),
        purpose="没有浏览器时生成 PDF",
        remedy=f"{_APT}libpango-1.0-0 libpangoft2-1.0-0",
    )


def _office() -> Part:
    path = shutil.which("soffice") or shutil.which("libreoffice")
    return Part(
        name="LibreOffice（可选）",
        is_found=path is not None,
        version=_first_line([path, "--version"]) if path else "",
        purpose="旧版 Word 文档的第二种读法",
        remedy=f"{_APT}libreoffice-writer-nogui",
    )


def _recognition() -> Part:
    is_found = importlib.util.find_spec("rapidocr") is not None
    return Part(
        name="文字识别（可选）",
        is_found=is_found,
        version=metadata.version("rapidocr") if is_found else "",
        purpose="识读扫描件和图片",
        remedy="DUBAN_EXTRAS=ocr ./duban doctor",
    )


def _calendar(session: Session) -> Part:
    """Replies are due in working days of this year and the next."""
    year = session.clock().now().year
    last = max(day.year for day in chinese_calendar.constants.workdays)
    return Part(
        name="节假日和调休日历",
        is_found=last >= year,
        version=f"数据到 {last} 年",
        purpose="计算工作日期限；没有数据的年份只写“N个工作日内”",
        remedy="升级 chinesecalendar 后重新锁定依赖",
    )


def _folders(session: Session) -> Iterator[Part]:
    try:
        config = session.config()
    except DubanError as error:
        yield Part(
            name="配置文件",
            is_found=False,
            version="",
            purpose="本单位的设置",
            remedy=f"改正：{'；'.join(str(error).splitlines())}",
            is_needed=True,
        )
        return
    yield _folder("数据文件夹", config.data_dir, "存证、台账和日志")
    yield _folder("输出文件夹", config.reports_dir, "通知和看板")
    yield _registry(config)


def _folder(name: str, path: Path, purpose: str) -> Part:
    try:
        require_writable(path, name)
    except DubanError as error:
        return Part(
            name=name,
            is_found=False,
            version="",
            purpose=purpose,
            remedy=f"让运行本系统的用户可以写入；{error}",
            is_needed=True,
        )
    return Part(
        name=name, is_found=True, version=str(path), purpose=purpose, remedy="", is_needed=True
    )


def _registry(config: Config) -> Part:
    try:
        registry = watched_registry(config)
    except DubanError as error:
        told = "；".join(str(error).splitlines())
        version, remedy = "", f"按 docs/registry.example.toml 编写；{told}"
    else:
        version, remedy = f"{config.registry}（机关 {len(registry.agencies)} 个）", ""
    return Part(
        name="名录文件",
        is_found=bool(version),
        version=version,
        purpose="列出应公布年报的机关及其网站",
        remedy=remedy,
    )


def _or_none(ask: Callable[[], str | None]) -> str | None:
    try:
        return ask()
    except DubanError:
        return None


def _first_line(command: list[str]) -> str:
    return _run(command).strip().partition("\n")[0]


def _run(command: list[str]) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - fixed programs, no input of others
            command, capture_output=True, text=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout if done.returncode == 0 else ""
