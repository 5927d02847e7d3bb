"""Who lives in the fictitious city 苏镇市, and what each of them does with its report of 2023."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from config.clock import SHANGHAI
from portal_lab.faults import BEYOND_ROBOTS, Fault, FaultKind
from portal_lab.generator import Author
from portal_lab.portal import Portal
from portal_lab.render_html import Hand
from portal_lab.sites.attachments import Attachments, FileLink
from portal_lab.sites.gbk_frames import GbkFrames
from portal_lab.sites.gkmlpt import Gkmlpt
from portal_lab.sites.hanweb_jpage import HanwebJpage
from portal_lab.sites.single_page import SinglePage
from portal_lab.sites.site import Site
from portal_lab.sites.static_list import StaticList
from portal_lab.sites.trs import Trs
from registry.model import AgencyKind

CITY_DOMAIN = "suzhen.gov.cn"
CITY_REGION = "990000"


class Media(StrEnum):
    """The form in which an agency publishes."""

    HTML = "html"
    HTML_AND_DOCX = "html_and_docx"
    DOCX = "docx"
    CELL_A_LINE = "cell_a_line"
    TAB_SEPARATED = "tab_separated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """An agency: its portal, its way of publishing, and what is wrong with it.

    ``published`` is the date its page prints, ``None`` where there is no report of 2023;
    ``late_at`` the instant it goes on line where that is not the morning of the date. ``classes``
    are those of the two visits where they do not follow from the dates.
    """

    key: str
    author: Author
    site: Callable[[Portal], Site]
    kind: AgencyKind = AgencyKind.DEPARTMENT
    media: Media = Media.HTML
    hand: Hand = Hand.PLAIN
    published: date | None = date(2024, 1, 18)
    late_at: datetime | None = None
    first_year: int = 2021
    fillers: int = 0
    defect: str | None = None
    has_wrong_year_file: bool = False
    has_pub_date: bool = True
    is_column_known: bool = False
    robots: str = "User-agent: *\nAllow: /\n"
    fault: tuple[FaultKind, str] | None = None
    classes: tuple[str, str] | None = None
    also_accepted: tuple[str, ...] = ()
    aliases: tuple[str, ...] = field(default=())

    @property
    def host(self) -> str:
        """Its host."""
        return f"{self.key}.{CITY_DOMAIN}"

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What spoils every visit to it; slow ones outlast any patience."""
        if self.fault is None:
            return ()
        kind, path = self.fault
        return (Fault(host=self.host, kind=kind, path=path, seconds=3600),)


def _who(name: str, topics: str, *, me: str = "我局", scale: int = 8) -> Author:
    first, second, third = topics.split()
    return Author(name=name, self_name=me, topics=(first, second, third), scale=scale)


def _by_script_links(portal: Portal) -> Site:
    return Attachments(portal, FileLink.ONCLICK)


def _by_data_value(portal: Portal) -> Site:
    return Attachments(portal, FileLink.DATA_VALUE)


_GOVERNMENT, _WORD, _EDITOR = AgencyKind.GOVERNMENT, Hand.WORD, Hand.EDITOR

CAST: tuple[Role, ...] = (
    Role(
        key="jyj",
        author=_who("苏镇市教育局", "招生入学 教育经费 学校建设", scale=12),
        site=HanwebJpage,
        hand=_EDITOR,
        aliases=("市教育局",),
    ),
    Role(
        key="fgw",
        author=_who("苏镇市发展和改革委员会", "重大项目 价格收费 节能降耗", me="我委"),
        site=HanwebJpage,
        hand=_WORD,
        published=date(2024, 1, 15),
        fillers=60,
        defect="row_totals_wrong",
        aliases=("苏镇市发展改革委",),
    ),
    Role(
        key="slj",
        author=_who("苏镇市水利局", "防汛抗旱 水资源管理 河道治理"),
        site=HanwebJpage,
        published=None,
    ),
    Role(
        key="czj",
        author=_who("苏镇市财政局", "预算决算 政府采购 专项资金", scale=10),
        site=Trs,
        media=Media.HTML_AND_DOCX,
        published=date(2024, 1, 12),
        first_year=2019,
        fillers=48,
    ),
    Role(
        key="wjw",
        author=_who("苏镇市卫生健康委员会", "医疗服务 疾病预防 托育服务", me="我委"),
        site=Trs,
        hand=_WORD,
        published=date(2024, 2, 2),
        aliases=("苏镇市卫生健康委",),
    ),
    Role(
        key="nanpu",
        author=_who("南浦县人民政府", "乡村振兴 城乡建设 民生实事", me="县政府", scale=30),
        site=Trs,
        kind=_GOVERNMENT,
        published=None,
    ),
    Role(
        key="rsj",
        author=_who("苏镇市人力资源和社会保障局", "就业创业 社会保险 人才招聘", scale=14),
        site=Gkmlpt,
        defect="received_told_wrong",
        fillers=19,
        aliases=("苏镇市人社局",),
    ),
    Role(
        key="beitang",
        author=_who("北塘区人民政府", "旧城改造 养老服务 营商环境", me="区政府", scale=36),
        site=Gkmlpt,
        kind=_GOVERNMENT,
        hand=_EDITOR,
        published=date(2024, 1, 30),
        is_column_known=True,
    ),
    Role(
        key="zjj",
        author=_who("苏镇市住房和城乡建设局", "房屋安全 物业管理 工程质量", scale=16),
        site=Gkmlpt,
        published=date(2024, 2, 5),
        late_at=datetime(2024, 2, 5, 15, 30, tzinfo=SHANGHAI),
    ),
    Role(
        key="mzj",
        author=_who("苏镇市民政局", "社会救助 养老机构 社会组织"),
        site=StaticList,
        defect="placeholder_left",
        has_pub_date=False,
        robots="User-agent: *\nCrawl-delay: 1\nDisallow: /admin/\n",
        fillers=8,
    ),
    Role(
        key="sjj",
        author=_who("苏镇市审计局", "审计结果 整改情况 内部审计", scale=3),
        site=StaticList,
        published=None,
        fillers=9,
    ),
    Role(
        key="yunxi",
        author=_who("云溪镇人民政府", "村务公开 惠农补贴 土地流转", me="镇政府", scale=2),
        site=StaticList,
        kind=AgencyKind.TOWNSHIP,
        hand=_EDITOR,
        defect="half_width_punctuation",
        is_column_known=True,
    ),
    Role(
        key="jtj",
        author=_who("苏镇市交通运输局", "公路养护 公交线路 道路运输"),
        site=GbkFrames,
        first_year=2019,
        published=date(2024, 1, 22),
    ),
    Role(
        key="nyj",
        author=_who("苏镇市农业农村局", "种业监管 农机补贴 耕地保护"),
        site=GbkFrames,
        hand=_WORD,
        defect="row_missing",
        is_column_known=True,
    ),
    Role(
        key="scjgj",
        author=_who("苏镇市市场监督管理局", "食品抽检 企业登记 计量检定", scale=20),
        site=SinglePage,
        hand=_EDITOR,
        is_column_known=True,
        aliases=("苏镇市市场监管局",),
    ),
    Role(
        key="wglj",
        author=_who("苏镇市文化广电和旅游局", "文物保护 旅游市场 公共文化"),
        site=SinglePage,
        defect="cells_blank",
        published=date(2024, 1, 26),
        is_column_known=True,
    ),
    Role(
        key="sthj",
        author=_who("苏镇市生态环境局", "环境质量 排污许可 环保督察", scale=11),
        site=Attachments,
        media=Media.DOCX,
        defect="problems_missing",
    ),
    Role(
        key="kfq",
        author=_who("苏镇经济开发区管理委员会", "招商引资 园区规划 企业服务", me="管委会"),
        site=Attachments,
        kind=AgencyKind.DEVELOPMENT_ZONE,
        media=Media.CELL_A_LINE,
    ),
    Role(
        key="zrj",
        author=_who("苏镇市自然资源和规划局", "土地供应 不动产登记 规划许可", scale=22),
        site=_by_data_value,
        media=Media.DOCX,
        defect="old_edition",
        is_column_known=True,
    ),
    Role(
        key="sfj",
        author=_who("苏镇市司法局", "法律援助 行政复议 公证服务", scale=5),
        site=_by_script_links,
        media=Media.DOCX,
        has_wrong_year_file=True,
        classes=("wrong_year_file", "wrong_year_file"),
    ),
    Role(
        key="gxj",
        author=_who("苏镇市工业和信息化局", "技术改造 数字转型 惠企政策"),
        site=_by_script_links,
        media=Media.TAB_SEPARATED,
        published=date(2024, 1, 31),
        has_pub_date=False,
    ),
    Role(
        key="cgj",
        author=_who("苏镇市城市管理局", "市容环境 户外广告 垃圾分类"),
        site=StaticList,
        fault=(FaultKind.CLOSE, "/"),
        classes=("refused", "refused"),
        also_accepted=("robots_unknown",),
    ),
    Role(
        key="yjj",
        author=_who("苏镇市应急管理局", "安全生产 救灾物资 应急预案"),
        site=StaticList,
        fault=(FaultKind.SLOW, BEYOND_ROBOTS),
        classes=("timeout", "timeout"),
    ),
    Role(
        key="tjj",
        author=_who("苏镇市统计局", "统计数据 经济普查 抽样调查", scale=4),
        site=StaticList,
        fault=(FaultKind.GARBAGE, BEYOND_ROBOTS),
        classes=("http_5xx", "http_5xx"),
        also_accepted=("refused", "truncated", "wrong_type", "layout_changed", "empty_shell"),
    ),
    Role(
        key="tyj",
        author=_who("苏镇市体育局", "全民健身 体育场馆 青少年训练", scale=2),
        site=StaticList,
        robots="User-agent: *\nDisallow: /zfxxgk/\n",
        classes=("robots_disallow", "robots_disallow"),
    ),
    Role(
        key="kjj",
        author=_who("苏镇市科学技术局", "科技项目 成果转化 科研诚信", scale=3),
        site=StaticList,
        fault=(FaultKind.CHALLENGE, BEYOND_ROBOTS),
        classes=("blocked_challenge", "blocked_challenge"),
    ),
    Role(
        key="swj",
        author=_who("苏镇市商务局", "外资外贸 消费促进 成品油管理"),
        site=StaticList,
        fault=(FaultKind.SERVER_ERROR, r"/robots\.txt"),
        classes=("robots_unknown", "robots_unknown"),
    ),
)
