"""The variants V01 to V24 in one table: how each is built, and what stands before it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from portal_lab.faults import BEYOND_ROBOTS, Fault, FaultKind
from portal_lab.portal import Portal
from portal_lab.served import Security
from portal_lab.sites.attachments import Attachments, FileLink
from portal_lab.sites.easysite import Easysite
from portal_lab.sites.epoint import Epoint
from portal_lab.sites.gbk_frames import GbkFrames
from portal_lab.sites.gkmlpt import Gkmlpt
from portal_lab.sites.hanweb_jpaas import HanwebJpaas
from portal_lab.sites.hanweb_jpage import HanwebJpage
from portal_lab.sites.hanweb_xxgk import HanwebXxgk
from portal_lab.sites.json_list import JsonList
from portal_lab.sites.lonsun import Lonsun
from portal_lab.sites.nc_tree import NcTree
from portal_lab.sites.parent_platform import ParentPlatform
from portal_lab.sites.shell_home import ShellHome
from portal_lab.sites.single_page import SinglePage
from portal_lab.sites.site import Site
from portal_lab.sites.static_list import StaticList
from portal_lab.sites.trs import Trs
from portal_lab.sites.trs_search import TrsIgs
from portal_lab.sites.trs_variants import TrsOneBased, TrsPaged, TrsYearFolders
from portal_lab.sites.truecms import Truecms
from portal_lab.sites.ucap import Ucap
from portal_lab.sites.vsb import Vsb
from portal_lab.sites.webforms import PagerKind, WebForms
from portal_lab.sites.wordpress import WordPress
from portal_lab.whole.draft import Outcome
from portal_lab.whole.gates import Gate, RateGate, ScriptGate, SessionGate, captcha_gate

Make = Callable[[Portal], Site]


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A kind of site.

    ``family`` names what is shared by variants that differ only in how they are guarded or reached;
    ``gate`` makes what stands before a host. ``everywhere`` is what every visit ends in, where it
    is always the same, ``also`` other true words for any; ``without_browser`` what holds for a
    visitor that has no browser. ``faults`` hold for every request beyond robots.txt unless they say
    otherwise. Where ``is_known_by_name`` is false the host has no address.
    """

    name: str
    label: str
    make: Make
    family: str
    gate: Callable[[str], Gate] | None = None
    everywhere: Outcome | None = None
    also: tuple[str, ...] = ()
    without_browser: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    security: Security | None = None
    is_known_by_name: bool = True

    @property
    def scheme(self) -> str:
        """How its hosts are asked."""
        return "https" if self.security else "http"


def _any(kind: FaultKind, *, path: str = BEYOND_ROBOTS, nth: int | None = None) -> Fault:
    return Fault(host="", kind=kind, path=path, nth=nth)


def _ends(visit_class: str, *also: str) -> Outcome:
    return Outcome(visit_class=visit_class, also=also)


_PLAIN: tuple[Variant, ...] = (
    Variant(name="V01", label="大汉 jpage", make=HanwebJpage, family="hanweb_jpage"),
    Variant(name="V02", label="大汉信息公开目录", make=HanwebXxgk, family="hanweb_xxgk"),
    Variant(name="V03", label="大汉 JPaaS", make=HanwebJpaas, family="hanweb_jpaas"),
    Variant(name="V04", label="truecms", make=Truecms, family="truecms"),
    Variant(name="V05", label="拓尔思（页码从 0 起）", make=TrsPaged, family="trs"),
    Variant(name="V05i", label="拓尔思（检索另设接口）", make=TrsIgs, family="trs"),
    Variant(name="V06", label="拓尔思（页码从 1 起）", make=TrsOneBased, family="trs_one"),
    Variant(name="V07", label="拓尔思（按年分目录）", make=TrsYearFolders, family="trs_folders"),
    Variant(name="V08", label="广东 gkmlpt", make=Gkmlpt, family="gkmlpt"),
    Variant(
        name="V08x",
        label="广东 gkmlpt（部门目录）",
        make=partial(Gkmlpt, folder="/rsj"),
        family="gkmlpt",
    ),
    Variant(name="V09", label="开普 UCAP", make=Ucap, family="ucap"),
    Variant(name="V10", label="博达 VSB", make=Vsb, family="vsb"),
    Variant(name="V11", label="龙讯", make=Lonsun, family="lonsun"),
    Variant(name="V12", label="新点（页码从 0 起）", make=Epoint, family="epoint"),
    Variant(
        name="V12b",
        label="新点（页码从 1 起）",
        make=partial(Epoint, first_page=1),
        family="epoint",
    ),
    Variant(
        name="V13",
        label="汇联 easysite",
        make=Easysite,
        family="easysite",
        also=("rate_limited",),
    ),
    Variant(name="V14", label="n/c 目录树", make=NcTree, family="nc_tree"),
    Variant(
        name="V14b",
        label="n/c 目录树（加速乐）",
        make=partial(NcTree, is_guarded=True),
        family="nc_tree",
        without_browser=("blocked_challenge", "browser_missing"),
    ),
    Variant(
        name="V15",
        label="单页应用（接口可直接访问）",
        make=JsonList,
        family="json_list",
        without_browser=("collected", "browser_missing"),
    ),
    Variant(
        name="V15c",
        label="单页应用（接口要求会话）",
        make=partial(JsonList, needs_session=True),
        family="json_list",
        without_browser=("browser_missing",),
    ),
    Variant(
        name="V15b",
        label="单页应用（接口要求页面会话）",
        make=SinglePage,
        family="single_page",
        without_browser=("browser_missing",),
    ),
    Variant(name="V16", label="WebForms（回传翻页）", make=WebForms, family="webforms"),
    Variant(
        name="V16b",
        label="WebForms（网址翻页）",
        make=partial(WebForms, pager=PagerKind.QUERY),
        family="webforms",
    ),
    Variant(
        name="V17",
        label="WordPress",
        make=partial(WordPress, crawl_delay=1),
        family="wordpress",
    ),
    Variant(name="V18", label="旧式 GBK 框架站", make=GbkFrames, family="gbk_frames"),
    Variant(name="V19", label="上级平台", make=ParentPlatform, family="parent_platform"),
    Variant(name="V23", label="首页只是跳转", make=ShellHome, family="shell_home"),
    Variant(name="V24", label="被仿冒的网站", make=StaticList, family="static_list"),
    Variant(name="S01", label="静态列表", make=StaticList, family="static_list"),
    Variant(name="S02", label="只发附件", make=Attachments, family="attachments"),
)
_FILES: tuple[Variant, ...] = tuple(
    Variant(
        name=f"S02-{link.value}",
        label=f"只发附件（{link.value}）",
        make=partial(Attachments, link=link),
        family="attachments",
    )
    for link in FileLink
    if link is not FileLink.HREF
)
_GUARDED: tuple[Variant, ...] = (
    Variant(
        name="V16s",
        label="须有会话",
        make=StaticList,
        family="static_list",
        gate=lambda _: SessionGate(),
    ),
    Variant(
        name="V20",
        label="脚本验证（浏览器可过）",
        make=Trs,
        family="trs",
        gate=ScriptGate,
        without_browser=("blocked_challenge", "browser_missing"),
    ),
    Variant(
        name="V20b",
        label="脚本验证（不可过）",
        make=Trs,
        family="trs",
        gate=lambda host: ScriptGate(host, is_passable=False, seconds=1),
        everywhere=_ends("blocked_challenge"),
    ),
    Variant(
        name="V21",
        label="每分钟 30 次的防火墙",
        make=HanwebJpage,
        family="hanweb_jpage",
        gate=lambda _: RateGate(),
    ),
    Variant(
        name="V21b",
        label="每分钟 1 次的防火墙",
        make=HanwebJpage,
        family="hanweb_jpage",
        gate=lambda _: RateGate(limit=1),
        everywhere=_ends("blocked_forbidden", "rate_limited"),
    ),
    Variant(
        name="V21c",
        label="验证码",
        make=StaticList,
        family="static_list",
        gate=lambda _: captcha_gate(1),
        everywhere=_ends("blocked_captcha"),
    ),
)
_BROKEN: tuple[Variant, ...] = (
    Variant(
        name="V22",
        label="HTTPS",
        make=StaticList,
        family="static_list",
        security=Security.SOUND,
    ),
    Variant(
        name="V22-name",
        label="证书不是本站的",
        make=StaticList,
        family="static_list",
        security=Security.WRONG_NAME,
        everywhere=_ends("tls", "robots_unknown"),
    ),
    Variant(
        name="V22-legacy",
        label="TLS 过旧",
        make=StaticList,
        family="static_list",
        security=Security.LEGACY,
        everywhere=_ends("tls", "refused", "robots_unknown"),
    ),
    Variant(
        name="V22-dns",
        label="域名不存在",
        make=StaticList,
        family="static_list",
        # Seen through a proxy, a name that nobody knows is a 502 of the proxy.
        everywhere=_ends("dns", "robots_unknown", "http_5xx", "refused"),
        is_known_by_name=False,
    ),
    Variant(
        name="V22-refused",
        label="拒绝连接",
        make=StaticList,
        family="static_list",
        faults=(_any(FaultKind.CLOSE, path="/"),),
        everywhere=_ends("refused", "robots_unknown"),
    ),
    Variant(
        name="V22-502",
        label="先 502 后正常",
        make=StaticList,
        family="static_list",
        faults=(_any(FaultKind.BAD_GATEWAY, nth=1), _any(FaultKind.BAD_GATEWAY, nth=4)),
    ),
    Variant(
        name="V22-http10",
        label="HTTP/1.0",
        make=StaticList,
        family="static_list",
        faults=(_any(FaultKind.HTTP10),),
    ),
)

VARIANTS: Mapping[str, Variant] = {
    variant.name: variant for variant in (*_PLAIN, *_FILES, *_GUARDED, *_BROKEN)
}
