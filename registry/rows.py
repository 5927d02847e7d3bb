"""The rows of a registry as an office writes them: by key in TOML, by Chinese heads in Excel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from typing import Any

from config.addresses import MAIL_ADDRESSES
from config.tables import NOT_EMPTY, NOT_NEGATIVE, WEB_ADDRESS, WINDOW, Must, within
from registry.model import AgencyKind, PlaceKind

DIGITS = Must(str.isdigit, "应为行政区划代码数字")
DIGITS_OR_NOTHING = Must(lambda text: not text or text.isdigit(), "应为行政区划代码数字")
# The regulation of 2007 took effect in May 2008: no report is on an earlier year.
YEAR = within(2008, 2100)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyRow:
    """A row ``[[agency]]``.

    ``first_year`` and ``last_year`` are the first and the last report year that the agency owes;
    ``merged_into`` is the agency that owes the later ones.
    """

    id: str = field(metadata={"head": "机关编号", "must": NOT_EMPTY})
    name: str = field(metadata={"head": "全称", "must": NOT_EMPTY})
    kind: AgencyKind = field(metadata={"head": "类别"})
    region: str = field(metadata={"head": "区划代码", "must": DIGITS})
    aliases: tuple[str, ...] = field(default=(), metadata={"head": "其他叫法"})
    former_names: tuple[str, ...] = field(default=(), metadata={"head": "曾用名"})
    parent: str | None = field(default=None, metadata={"head": "上级机关"})
    vertical: bool = field(default=False, metadata={"head": "垂直管理"})
    makes_regulations: bool | None = field(default=None, metadata={"head": "有规章制定权"})
    first_year: int | None = field(default=None, metadata={"head": "首个年度", "must": YEAR})
    last_year: int | None = field(default=None, metadata={"head": "末个年度", "must": YEAR})
    merged_into: str | None = field(default=None, metadata={"head": "并入机关"})
    emails: tuple[str, ...] = field(
        default=(), metadata={"head": "电子邮箱", "must": MAIL_ADDRESSES}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """A row ``[[place]]``."""

    id: str = field(metadata={"head": "位置编号", "must": NOT_EMPTY})
    agency: str = field(metadata={"head": "机关编号"})
    home: str = field(metadata={"head": "首页网址", "must": WEB_ADDRESS})
    kind: PlaceKind = field(default=PlaceKind.OWN_SITE, metadata={"head": "位置类型"})
    column: str | None = field(default=None, metadata={"head": "年报栏目网址", "must": WEB_ADDRESS})
    hosts: tuple[str, ...] = field(default=(), metadata={"head": "其他主机"})
    family: str | None = field(default=None, metadata={"head": "网站类型"})
    render: bool = field(default=True, metadata={"head": "允许浏览器"})
    delay: float | None = field(default=None, metadata={"head": "请求间隔秒", "must": NOT_NEGATIVE})
    window: str | None = field(default=None, metadata={"head": "访问时段", "must": WINDOW})


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineRow:
    """A row ``[[deadline]]``: a local date with the document it comes from.

    ``region`` is the beginning of the region codes it holds for, all where it is empty.
    """

    kind: AgencyKind = field(metadata={"head": "适用类别"})
    month: int = field(metadata={"head": "月", "must": within(1, 12)})
    day: int = field(metadata={"head": "日", "must": within(1, 31)})
    basis: str = field(metadata={"head": "依据", "must": NOT_EMPTY})
    region: str = field(default="", metadata={"head": "适用地区", "must": DIGITS_OR_NOTHING})
    first_year: int | None = field(default=None, metadata={"head": "起始年度", "must": YEAR})
    last_year: int | None = field(default=None, metadata={"head": "终止年度", "must": YEAR})


ROW_KINDS: Mapping[str, type[AgencyRow | PlaceRow | DeadlineRow]] = {
    "agency": AgencyRow,
    "place": PlaceRow,
    "deadline": DeadlineRow,
}


def columns_of(kind: type[AgencyRow | PlaceRow | DeadlineRow]) -> tuple[Field[Any], ...]:
    """The keys of a kind of row in their order; ``metadata["head"]`` is the head in Excel."""
    return fields(kind)
