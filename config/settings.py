"""Every setting with its default and a one-line meaning: one frozen ``Config``."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from config.paper_settings import (
    DeliverySettings,
    LadderSettings,
    MailSettings,
    NoticeSettings,
)
from config.tables import (
    MONTH_AND_DAY,
    NOT_EMPTY,
    NOT_NEGATIVE,
    POSITIVE,
    WEB_ADDRESS,
    WINDOW,
    one_of,
    within,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeSettings:
    """The supervising office that uses Duban (政府信息公开工作主管部门)."""

    name: str = field(
        default="（主管部门名称）", metadata={"meaning": "主管部门全称，用于通知和看板"}
    )
    contact: str = field(
        default="（联系人及电话）", metadata={"meaning": "联系人及电话，印在通知上"}
    )
    correction_workdays: int = field(
        default=10, metadata={"meaning": "要求反馈整改情况的工作日数", "must": POSITIVE}
    )
    is_advice_told_alone: bool = field(
        default=False, metadata={"meaning": "没有问题、只有改进建议的，是否也起草通知"}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlSettings:
    """How the collector behaves towards portals; polite by default."""

    user_agent: str = field(
        default="DubanReportCollector/0.1 (+https://office.example/duban; duban@office.example)",
        metadata={"meaning": "采集程序的身份标识，应写明单位网址和联系邮箱", "must": NOT_EMPTY},
    )
    delay_seconds: float = field(
        default=3.0, metadata={"meaning": "同一网站两次请求之间的间隔（秒）", "must": NOT_NEGATIVE}
    )
    delay_jitter: float = field(
        default=0.5, metadata={"meaning": "间隔的随机浮动比例（0—1）", "must": within(0, 1)}
    )
    timeout_seconds: float = field(
        default=60.0, metadata={"meaning": "单次请求的时限（秒）", "must": POSITIVE}
    )
    challenge_seconds: float = field(
        default=60.0,  # a challenge works for half a minute and more before it lets a browser in
        metadata={
            "meaning": "网站以脚本核验访问者时，浏览器最多等待的时间（秒）",
            "must": POSITIVE,
        },
    )
    page_budget: int = field(
        default=60, metadata={"meaning": "每个位置每次最多打开的页面数", "must": POSITIVE}
    )
    file_budget: int = field(
        default=30, metadata={"meaning": "每个位置每次最多下载的文件数", "must": POSITIVE}
    )
    full_visit_every: int = field(
        default=7,
        metadata={
            "meaning": "列表没有变化的位置，每多少次采集全面核查一次（1 为每次）",
            "must": POSITIVE,
        },
    )
    max_bytes: int = field(
        default=200 * 1024 * 1024,
        metadata={"meaning": "单个文件的大小上限（字节）", "must": POSITIVE},
    )
    deadline_seconds: float = field(
        default=6 * 3600.0,
        metadata={"meaning": "一次采集的总时限（秒），到时中止", "must": POSITIVE},
    )
    longest_retry_after: float = field(
        default=300.0,
        metadata={
            "meaning": "网站要求稍后再来时，每次采集对一个网站最多等待的时间（秒）",
            "must": NOT_NEGATIVE,
        },
    )
    window: str | None = field(
        default=None,
        metadata={
            "meaning": "每天允许访问网站的时段（北京时间），如 22:00-06:00，留空为不限",
            "must": WINDOW,
        },
    )
    is_render_allowed: bool = field(
        default=True, metadata={"meaning": "页面需要脚本才能显示时是否使用浏览器"}
    )
    proxy: str | None = field(
        default=None, metadata={"meaning": "HTTP 代理地址，一般留空", "must": WEB_ADDRESS}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingSettings:
    """What one document may cost: each is read in a process of its own that is ended beyond it."""

    timeout_seconds: float = field(
        default=60.0, metadata={"meaning": "解读一份文件的时限（秒）", "must": POSITIVE}
    )
    memory_mib: int = field(
        default=3072,
        metadata={"meaning": "解读一份文件的内存上限（MB）", "must": within(256, 262_144)},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleSettings:
    """When the daily job runs, in Asia/Shanghai."""

    hour: int = field(
        default=2, metadata={"meaning": "每日运行的时（0—23，北京时间）", "must": within(0, 23)}
    )
    minute: int = field(
        default=30, metadata={"meaning": "每日运行的分（0—59）", "must": within(0, 59)}
    )
    misfire_grace_seconds: int = field(
        default=6 * 3600, metadata={"meaning": "错过时间后仍补跑的宽限（秒）", "must": POSITIVE}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSetting:
    """What an office sets for one rule, everywhere or for some regions and years.

    Where several fit a report the later ones win, each in what it says.
    """

    code: str = field(metadata={"meaning": "规则代码，如 CON01", "must": NOT_EMPTY})
    is_on: bool | None = field(default=None, metadata={"meaning": "是否运行此规则"})
    severity: str | None = field(
        default=None,
        metadata={
            "meaning": "问题的程度最高到哪一级（`error`、`warning`、`advice`、`hint`），"
            "不能高于规则自身的最高程度",
            "must": one_of("error", "warning", "advice", "hint"),
        },
    )
    is_shadow: bool | None = field(
        default=None,
        metadata={"meaning": "是否只作影子运行：结果留存供审阅，不进入通知和看板"},
    )
    regions: tuple[str, ...] = field(
        default=(), metadata={"meaning": "适用地区（区划代码前缀），不写为全部地区"}
    )
    from_year: int | None = field(
        default=None,
        metadata={"meaning": "从哪一报告年度起适用", "must": within(2008, 2100)},
    )
    to_year: int | None = field(
        default=None,
        metadata={"meaning": "到哪一报告年度止适用（含）", "must": within(2008, 2100)},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditSettings:
    """What an office may set for its rules: which run and how, local demands, thresholds."""

    select: tuple[str, ...] = field(
        default=(),
        metadata={"meaning": "只运行这些规则（代码或类别，如 CON01、CMP），不写为全部"},
    )
    ignore: tuple[str, ...] = field(
        default=(), metadata={"meaning": "不运行这些规则（代码或类别）"}
    )
    rules: tuple[RuleSetting, ...] = field(
        default=(), metadata={"meaning": "对单条规则按地区、年度的设置，见下文"}
    )
    least_precision: float = field(
        default=0.8,
        metadata={
            "meaning": "人工认定属实的比例低于此值的规则不进入通知（数字勾稽类规则除外）",
            "must": within(0, 1),
        },
    )
    decisions_needed: int = field(
        default=10,
        metadata={
            "meaning": "一条规则有多少项人工认定后才按上述比例衡量",
            "must": POSITIVE,
        },
    )
    fee_regions: tuple[str, ...] = field(
        default=("41",),
        metadata={
            "meaning": "地方文件明确要求报告信息处理费的地区（区划代码前缀），CMP15据此定为错误"
        },
    )
    local_items: tuple[str, ...] = field(
        default=(),
        metadata={"meaning": "本地区要求在第六部分报告的附加内容（关键词），CMP27据此核查"},
    )
    local_deadline: str | None = field(
        default=None,
        metadata={
            "meaning": "本地区另行规定的公布期限（月-日，如 01-20），TIM10据此核查",
            "must": MONTH_AND_DAY,
        },
    )
    history_from_year: int | None = field(
        default=None,
        metadata={
            "meaning": "应当留存历年年报的起始年度，采集时一并查找其后各年度，TIM11据此核查",
            "must": within(2008, 2100),
        },
    )
    shortest_overview: int = field(
        default=400,
        metadata={"meaning": "第一部分少于多少个汉字视为过短（AUT16）", "must": NOT_NEGATIVE},
    )
    repeated_run: int = field(
        default=30,
        metadata={"meaning": "相同文字连续多少个汉字视为报告内重复（AUT08）", "must": POSITIVE},
    )
    like_last_year: float = field(
        default=0.8,
        metadata={"meaning": "与上年正文相似度高于此值视为雷同（AUT06）", "must": within(0, 1)},
    )
    like_others: float = field(
        default=0.6,
        metadata={"meaning": "与其他机关正文相似度高于此值视为雷同（AUT07）", "must": within(0, 1)},
    )
    jump_factor: float = field(
        default=5.0,
        metadata={"meaning": "与上年相比超过多少倍视为突变（CON35）", "must": POSITIVE},
    )
    jump_difference: int = field(
        default=20,
        metadata={"meaning": "突变的最小差额（CON35）", "must": NOT_NEGATIVE},
    )
    days_apart: int = field(
        default=7,
        metadata={
            "meaning": "各处标注的公布日期相差超过多少天视为矛盾（TIM06）",
            "must": NOT_NEGATIVE,
        },
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthSettings:
    """When a run as a whole gives cause for alarm."""

    alarm_share: float = field(
        default=0.2,
        metadata={
            "meaning": "受阻或页面结构未能识别的访问超过此比例时提示（0—1）",
            "must": within(0, 1),
        },
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerSettings:
    """How long the ledger keeps what repeats; findings, decisions and the log stay for ever."""

    captures_months: int | None = field(
        default=None,
        metadata={
            "meaning": "列表和文件没有变化的访问，其抓取记录在台账中保留多少个月，留空为长期保留"
            "（存证不受影响）",
            "must": within(1, 1200),
        },
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Everything an office may set. Paths are absolute once loaded."""

    data_dir: Path = field(
        default=Path("var"), metadata={"meaning": "存证、台账和日志所在的文件夹"}
    )
    reports_dir: Path = field(
        default=Path("reports_out"), metadata={"meaning": "通知和看板输出的文件夹"}
    )
    registry: Path = field(
        default=Path("registry.toml"), metadata={"meaning": "名录文件（机关及公布位置）"}
    )
    report_year: int | None = field(
        default=None,
        metadata={"meaning": "核查的年报年度，留空为上一年", "must": within(2008, 2100)},
    )
    browser: str | None = field(
        default=None, metadata={"meaning": "浏览器程序的路径，留空自动查找"}
    )
    office: OfficeSettings = field(default_factory=OfficeSettings, metadata={"meaning": "主管部门"})
    crawl: CrawlSettings = field(default_factory=CrawlSettings, metadata={"meaning": "采集"})
    health: HealthSettings = field(default_factory=HealthSettings, metadata={"meaning": "采集健康"})
    reading: ReadingSettings = field(default_factory=ReadingSettings, metadata={"meaning": "解读"})
    ledger: LedgerSettings = field(default_factory=LedgerSettings, metadata={"meaning": "台账"})
    audit: AuditSettings = field(default_factory=AuditSettings, metadata={"meaning": "审核规则"})
    notices: NoticeSettings = field(default_factory=NoticeSettings, metadata={"meaning": "文书"})
    ladder: LadderSettings = field(default_factory=LadderSettings, metadata={"meaning": "督办阶梯"})
    delivery: DeliverySettings = field(
        default_factory=DeliverySettings, metadata={"meaning": "投递"}
    )
    mail: MailSettings = field(default_factory=MailSettings, metadata={"meaning": "邮件"})
    schedule: ScheduleSettings = field(
        default_factory=ScheduleSettings, metadata={"meaning": "定时运行"}
    )

    @property
    def archive_dir(self) -> Path:
        """Where the evidence lies."""
        return self.data_dir / "archive"

    @property
    def ledger_path(self) -> Path:
        """The SQLite file of the ledger."""
        return self.data_dir / "ledger.db"
