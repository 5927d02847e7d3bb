"""What a visit leaves behind: captures, and one outcome for each place and year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class CaptureRole(StrEnum):
    """What a capture was fetched for.

    ``NEXT_PAGE`` is a further page of the article before it, which a portal has cut into pages.
    ``REDIRECT`` is an answer that sent us on to another address.
    """

    ROBOTS = "robots"
    REDIRECT = "redirect"
    HOME = "home"
    COLUMN = "column"
    LIST = "list"
    SEARCH = "search"
    ARTICLE = "article"
    NEXT_PAGE = "next_page"
    ATTACHMENT = "attachment"
    DOM = "dom"
    SCREENSHOT = "screenshot"


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One exchange with a portal. The body lies in the archive, untouched, with this ``sha256``.

    ``requested_at`` and ``received_at`` are UTC with zone; ``headers`` keep their order and
    repeats; ``size`` is in bytes.
    ``redirects`` are the addresses passed on the way from ``url`` to ``final_url``; each answer
    on the way is a capture of its own. A rendered page (role ``dom``) and its picture name the
    wire capture they came from in ``derived_from``; so does an answer 304 the capture that holds
    what has not changed. ``protocol`` is as the server answered, such
    as ``HTTP/1.1``. ``remote_address`` is that of the server, unknown behind a proxy;
    ``certificate_sha256`` is over its certificate in DER.
    """

    capture_id: str
    run_id: str
    place_id: str
    role: CaptureRole
    url: str
    final_url: str
    status: int
    requested_at: datetime
    received_at: datetime
    request_headers: tuple[tuple[str, str], ...]
    response_headers: tuple[tuple[str, str], ...]
    sha256: str
    size: int
    method: str = "GET"
    request_body: str | None = None
    redirects: tuple[str, ...] = ()
    derived_from: str | None = None
    protocol: str | None = None
    remote_address: str | None = None
    certificate_sha256: str | None = None

    @property
    def is_resource(self) -> bool:
        """Whether our browser made it: no portal sent these bytes."""
        return self.role in (CaptureRole.DOM, CaptureRole.SCREENSHOT)

    @property
    def content_type(self) -> str | None:
        """The Content-Type header as served, or ``None``."""
        return next(self._header("content-type"), None)

    @property
    def content_encoding(self) -> str | None:
        """The codings of the body as served, in the order they were applied, or ``None``."""
        return ", ".join(self._header("content-encoding")) or None

    def _header(self, name: str) -> Iterator[str]:
        return (value for key, value in self.response_headers if key.lower() == name)


class ClassGroup(StrEnum):
    """Who answers for the outcome of a visit. Only ``AGENCY`` may ever reach a notice."""

    AGENCY = "agency"
    ACCESS = "access"
    CONTENT = "content"
    OURS = "ours"

    @property
    def label(self) -> str:
        """The Chinese word for it."""
        return {"agency": "机关", "access": "访问", "content": "内容", "ours": "本系统"}[self.value]


class VisitClass(StrEnum):
    """The one outcome of a visit to a place for a year (closed list).

    ``NOT_SEEN`` is the first half of ``ABSENT_UNCONFIRMED``: a complete list without the report,
    but before the due date or
    not yet seen twice a day apart. ``not_published`` is missing here on purpose: a person gives
    it, never the collector.
    """

    COLLECTED = "collected"
    COLLECTED_LATE = "collected_late"
    NOT_SEEN = "not_seen"
    ABSENT_UNCONFIRMED = "absent_unconfirmed"
    COLUMN_MISSING = "column_missing"
    COLUMN_EMPTY = "column_empty"
    LINK_DEAD = "link_dead"
    WRONG_YEAR_FILE = "wrong_year_file"
    WRONG_AGENCY_FILE = "wrong_agency_file"
    OFF_DOMAIN_LINK = "off_domain_link"

    ROBOTS_DISALLOW = "robots_disallow"
    ROBOTS_UNKNOWN = "robots_unknown"
    BLOCKED_CHALLENGE = "blocked_challenge"
    BLOCKED_CAPTCHA = "blocked_captcha"
    BLOCKED_FORBIDDEN = "blocked_forbidden"
    RATE_LIMITED = "rate_limited"
    DNS = "dns"
    REFUSED = "refused"
    TLS = "tls"
    TIMEOUT = "timeout"
    HTTP_5XX = "http_5xx"
    MOVED = "moved"

    SOFT_404 = "soft_404"
    TRUNCATED = "truncated"
    WRONG_TYPE = "wrong_type"
    UNSUPPORTED_FORMAT = "unsupported_format"
    ENCRYPTED = "encrypted"
    ENCODING_DOUBT = "encoding_doubt"
    EMPTY_SHELL = "empty_shell"

    LAYOUT_CHANGED = "layout_changed"
    PAGINATION_STALLED = "pagination_stalled"
    INCOMPLETE_LIST = "incomplete_list"
    BUDGET_EXHAUSTED = "budget_exhausted"
    AMBIGUOUS = "ambiguous"
    BROWSER_MISSING = "browser_missing"
    ADAPTER_ERROR = "adapter_error"
    ABORTED = "aborted"

    @property
    def group(self) -> ClassGroup:
        """Who answers for it."""
        return _CLASSES[self][0]

    @property
    def label(self) -> str:
        """What people in the office read."""
        return _CLASSES[self][1]

    @property
    def has_report(self) -> bool:
        """Whether a report of the year was collected and verified."""
        return self in (VisitClass.COLLECTED, VisitClass.COLLECTED_LATE)


_A, _X, _C, _O = ClassGroup.AGENCY, ClassGroup.ACCESS, ClassGroup.CONTENT, ClassGroup.OURS
_CLASSES: dict[VisitClass, tuple[ClassGroup, str]] = {
    VisitClass.COLLECTED: (_A, "已采集"),
    VisitClass.COLLECTED_LATE: (_A, "已采集（逾期公布）"),
    VisitClass.NOT_SEEN: (_O, "本次未见，尚待再次核查"),
    VisitClass.ABSENT_UNCONFIRMED: (_A, "未见公布（待人工确认）"),
    VisitClass.COLUMN_MISSING: (_A, "未找到年报栏目（待人工确认）"),
    VisitClass.COLUMN_EMPTY: (_A, "年报栏目为空（待人工确认）"),
    VisitClass.LINK_DEAD: (_A, "列表有链接，文件打不开（待人工确认）"),
    VisitClass.WRONG_YEAR_FILE: (_A, "链接指向其他年度的年报（待人工确认）"),
    VisitClass.WRONG_AGENCY_FILE: (_A, "链接指向其他机关的年报（待人工确认）"),
    VisitClass.OFF_DOMAIN_LINK: (_A, "链接指向本机关以外的网站（待人工确认）"),
    VisitClass.ROBOTS_DISALLOW: (_X, "网站 robots 规则不允许访问"),
    VisitClass.ROBOTS_UNKNOWN: (_X, "网站 robots 规则取不到，本次不访问"),
    VisitClass.BLOCKED_CHALLENGE: (_X, "被网站防护拦截（脚本验证）"),
    VisitClass.BLOCKED_CAPTCHA: (_X, "被网站防护拦截（验证码）"),
    VisitClass.BLOCKED_FORBIDDEN: (_X, "网站拒绝访问"),
    VisitClass.RATE_LIMITED: (_X, "网站限制访问频率"),
    VisitClass.DNS: (_X, "域名无法解析"),
    VisitClass.REFUSED: (_X, "无法连接"),
    VisitClass.TLS: (_X, "安全连接失败"),
    VisitClass.TIMEOUT: (_X, "网站响应超时"),
    VisitClass.HTTP_5XX: (_X, "网站服务出错"),
    VisitClass.MOVED: (_X, "网站或栏目已迁移"),
    VisitClass.SOFT_404: (_C, "页面不存在（以正常状态返回）"),
    VisitClass.TRUNCATED: (_C, "内容传输不完整"),
    VisitClass.WRONG_TYPE: (_C, "文件与链接所称的类型不符"),
    VisitClass.UNSUPPORTED_FORMAT: (_C, "文件格式不能读取"),
    VisitClass.ENCRYPTED: (_C, "文件已加密"),
    VisitClass.ENCODING_DOUBT: (_C, "页面编码无法确定"),
    VisitClass.EMPTY_SHELL: (_C, "页面没有内容"),
    VisitClass.LAYOUT_CHANGED: (_O, "页面结构未能识别"),
    VisitClass.PAGINATION_STALLED: (_O, "翻页没有进展"),
    VisitClass.INCOMPLETE_LIST: (_O, "列表未能读全"),
    VisitClass.BUDGET_EXHAUSTED: (_O, "本次访问额度用完"),
    VisitClass.AMBIGUOUS: (_O, "有多个候选，无法确定"),
    VisitClass.BROWSER_MISSING: (_O, "需要浏览器，本机没有"),
    VisitClass.ADAPTER_ERROR: (_O, "采集程序出错"),
    VisitClass.ABORTED: (_O, "采集中止"),
}


class DateBasis(StrEnum):
    """Where a claimed date of publication was read, most trusted first."""

    LABEL = "label"
    META = "meta"
    LIST = "list"
    ADDRESS = "address"

    @property
    def label(self) -> str:
        """The Chinese word for it."""
        return {"label": "页面标注", "meta": "网页标签", "list": "列表日期", "address": "网址日期"}[
            self.value
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPage:
    """A page that the archive holds, by which a later visit tells whether it is still the same.

    ``url`` is the address that gave it. ``headers`` are those that its reading and a question for
    it with a condition need (``KEPT_HEADERS``).
    """

    url: str
    capture_id: str
    sha256: str
    headers: tuple[tuple[str, str], ...] = ()


KEPT_HEADERS = frozenset({"content-type", "content-encoding", "etag", "last-modified"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSeen:
    """A list as a visit read it to its proven end, or found it unchanged.

    ``url`` is the column's address, ``column_url`` the one that the registry named then.
    ``entries_sha256`` is over all entries; ``opening_sha256`` over those of the first page that has
    any, ``None`` where that page cannot speak for the whole list. ``whole_at`` is when everything
    was last looked at, ``unchanged`` how many visits since have only looked at the list.
    """

    url: str
    family: str
    page: KnownPage
    entries_sha256: str
    whole_at: datetime
    column_url: str | None = None
    opening_sha256: str | None = None
    unchanged: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSeen:
    """What a visit that collected a report leaves for the next to compare with.

    ``contents`` are the hashes of what each version of the report says. ``listing`` is ``None``
    where the list cannot be compared: it was not read whole, or only a browser shows it.
    """

    documents: tuple[KnownPage, ...]
    contents: tuple[str, ...] = ()
    listing: ListSeen | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """The outcome of one visit to one place for one year.

    ``documents`` are the ids of the captures that hold the report, page before attachments;
    ``evidence`` are all captures
    of the visit in order, also the negative ones. Both may name captures of former runs, where the
    portal showed nothing new. ``claimed_dates`` are every date of publication
    the portal states, by
    where it stands. ``listed`` and ``declared`` are the links read from the list and the total the
    portal declares. ``seen`` is what the next visit compares with.
    """

    run_id: str
    place_id: str
    agency_id: str
    year: int
    visit_class: VisitClass
    started_at: datetime
    ended_at: datetime
    family: str | None = None
    reason: str | None = None
    tried: tuple[str, ...] = ()
    title: str | None = None
    url: str | None = None
    claimed_dates: Mapping[DateBasis, date] = field(default_factory=dict)
    documents: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    listed: int | None = None
    declared: int | None = None
    flags: tuple[str, ...] = ()
    seen: ReportSeen | None = None

    @property
    def published_date(self) -> date | None:
        """The most trusted claimed date, or ``None`` where the portal states none."""
        return next((self.claimed_dates[b] for b in DateBasis if b in self.claimed_dates), None)
