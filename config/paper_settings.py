"""Settings of documents (文书): drafting, the ladder of reminders, delivery."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from config.addresses import MAIL_ADDRESS
from config.tables import NOT_NEGATIVE, POSITIVE, WEB_ADDRESS, Must, one_of, within

_FORMS = ("html", "docx", "pdf")
DOCUMENT_FORMS = Must(
    lambda forms: "html" in forms and set(forms) <= set(_FORMS),
    "应为 html、docx、pdf 中的若干项，其中 html 必须有",
)
NUMBER_PATTERN = Must(
    lambda text: text.count("{number}") == 1 and text.count("{year}") <= 1,
    "应含一个 {number}，可含一个 {year}",
)
DAYS = Must(lambda days: all(day > 0 for day in days), "各项应大于 0")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeSettings:
    """How documents are drafted and released."""

    forms: tuple[str, ...] = field(
        default=("html", "docx", "pdf"),
        metadata={"meaning": "代拟稿写成哪几种文件（html 必有）", "must": DOCUMENT_FORMS},
    )
    templates: Path | None = field(
        default=None, metadata={"meaning": "本单位自己的模板所在的文件夹，留空用自带的模板"}
    )
    number_pattern: str | None = field(
        default=None,
        metadata={
            "meaning": "文号的写法，如 苏政公开办〔{year}〕{number}号，留空则签发时由人填写",
            "must": NUMBER_PATTERN,
        },
    )
    confirmation: str = field(
        default="warning",
        metadata={
            "meaning": "签发前须经人工认定属实的问题：`none` 无，`warning` 警告，"
            "`all` 全部（未公布一律须经人工确认）",
            "must": one_of("none", "warning", "all"),
        },
    )
    most_shown: int = field(
        default=12,
        metadata={"meaning": "问题清单中一项问题最多列出多少处位置", "must": POSITIVE},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderSettings:
    """When agencies are reminded, urged and named (提醒、催办、通报), in working days."""

    is_on: bool = field(
        default=True, metadata={"meaning": "是否按期限起草提醒、催办和通报（只起草，不发出）"}
    )
    remind_before: tuple[int, ...] = field(
        default=(20, 5, 1),
        metadata={"meaning": "期限前多少个工作日起草提醒", "must": DAYS},
    )
    urge_after: tuple[int, ...] = field(
        default=(1, 5),
        metadata={"meaning": "期限后多少个工作日起草催办", "must": DAYS},
    )
    name_after: int = field(
        default=10,
        metadata={"meaning": "期限后多少个工作日起草通报（0 为不起草）", "must": NOT_NEGATIVE},
    )
    answer_workdays: int = field(
        default=3, metadata={"meaning": "催办要求几个工作日内答复", "must": POSITIVE}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    """The mail server; the password comes from the environment, ``DUBAN_MAIL_PASSWORD``."""

    host: str | None = field(
        default=None, metadata={"meaning": "发信服务器（SMTP），留空则不用邮件"}
    )
    port: int = field(
        default=465, metadata={"meaning": "发信服务器的端口", "must": within(1, 65535)}
    )
    security: str = field(
        default="tls",
        metadata={
            "meaning": "加密方式：`tls`（一开始就加密）、`starttls`、`none`（仅限本机或内网）",
            "must": one_of("tls", "starttls", "none"),
        },
    )
    user: str | None = field(default=None, metadata={"meaning": "登录名，留空则不登录"})
    sender: str | None = field(
        default=None, metadata={"meaning": "发件人邮箱", "must": MAIL_ADDRESS}
    )
    timeout_seconds: float = field(
        default=30.0, metadata={"meaning": "连接发信服务器的时限（秒）", "must": POSITIVE}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class HookSettings:
    """One group robot or other web hook; its secret comes from the environment."""

    name: str = field(metadata={"meaning": "名称，投递时以此指明"})
    kind: str = field(
        metadata={
            "meaning": "种类：`wecom`（企业微信）、`dingtalk`（钉钉）、`generic`（通用）",
            "must": one_of("wecom", "dingtalk", "generic"),
        }
    )
    url: str = field(metadata={"meaning": "地址", "must": WEB_ADDRESS})
    secret_variable: str | None = field(
        default=None, metadata={"meaning": "存放签名密钥的环境变量名，留空则不签名"}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverySettings:
    """How released documents are delivered; nothing leaves the house until ``is_live``."""

    is_live: bool = field(
        default=False, metadata={"meaning": "是否真正投递；关闭时只试投，记录将要投给谁"}
    )
    tries: int = field(
        default=3, metadata={"meaning": "一次投递最多尝试的次数", "must": within(1, 10)}
    )
    retry_seconds: float = field(
        default=5.0,
        metadata={"meaning": "第一次重试前等待的时间（秒），以后每次加倍", "must": NOT_NEGATIVE},
    )
    folder: Path | None = field(default=None, metadata={"meaning": "供取件的文件夹，留空则不用"})
    hooks: tuple[HookSettings, ...] = field(
        default=(), metadata={"meaning": "群机器人等网络钩子，见下文"}
    )
