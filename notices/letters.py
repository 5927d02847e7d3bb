"""The letter that asks an agency to let the office's collector in (商请函), and its sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from notices.render import environment
from notices.view import CaptureProof
from notices.write import file_name, write_text


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockedVisit:
    """One visit that was turned away; ``reason`` is what the site did, in Chinese."""

    visited_at: datetime
    url: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessLetterView:
    """The letter to one agency whose site turned the collector away.

    ``is_by_robots`` tells that the site's robots.txt forbids it, and no device in front of it.
    ``delay_seconds`` is the mean pause between two requests, ``pages`` the most asked for in one
    visit.
    """

    agency_id: str
    agency_name: str
    year: int
    issuing_office: str
    office_contact: str
    user_agent: str
    delay_seconds: float
    pages: int
    is_by_robots: bool
    visits: tuple[BlockedVisit, ...]
    proofs: tuple[CaptureProof, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterWording:
    """What the template of the letter needs besides the view."""

    title_lines: tuple[str, ...]
    opening: str
    meaning: str
    conduct: str
    requests: tuple[str, ...]

    @property
    def title(self) -> str:
        """The title as one line."""
        return "".join(self.title_lines)


def write_access_letter(view: AccessLetterView, folder: Path) -> Path:
    """Write the letter into ``folder`` and return its path.

    Raises:
        DubanError: the folder cannot be written.
    """
    template = environment().get_template("access_letter.html")
    text = template.render(letter=view, wording=letter_wording(view))
    name = file_name(view.agency_id, view.agency_name, f"{view.year}年报核查商请函.html")
    return write_text(folder / name, text)


def letter_wording(view: AccessLetterView) -> LetterWording:
    """The sentences of one letter."""
    first = (
        "请在网站 robots.txt 中准许上述身份标识访问政府信息公开年报栏目及其文章、附件"
        if view.is_by_robots
        else "请在网站防护设备或者云防护服务中，将上述身份标识和出口地址列入允许访问的名单"
    )
    return LetterWording(
        title_lines=(
            f"关于商请{view.agency_name}",
            "为政府信息公开工作年度报告核查",
            "提供网站访问便利的函（代拟稿）",
        ),
        opening=(
            f"依据《中华人民共和国政府信息公开条例》第四十七条、第四十九条，"
            f"我单位对{view.year}年政府信息公开工作年度报告的公布情况进行核查，"
            "采用采集程序访问各单位网站的公开页面。对你单位网站的访问未能完成，现将有关情况函告如下。"
        ),
        meaning=(
            "以上情况只说明采集程序未能访问，不作为你单位未公布或者逾期公布年度报告的依据；"
            "你单位年报的公布情况目前记为“无法核实”。"
        ),
        conduct=(
            f"程序同一时间对一个网站只发出一个请求，两次请求平均间隔约{view.delay_seconds:g}秒"
            f"（网站另有要求的从其要求），每次访问不超过{view.pages}个页面，遵守 robots.txt，"
            "只访问公开页面，不登录，不破解验证码，不隐匿身份。"
        ),
        requests=(
            f"{first}。",
            "请将政府信息公开年报栏目和本年度报告的网址告知我单位。",
            "如网站已经迁移或者由上级平台统一发布，请告知新的网址。",
        ),
    )
