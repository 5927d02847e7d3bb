"""A member of the whole country, and the row that makes one."""

from __future__ import annotations

from dataclasses import dataclass

from portal_lab.generator import Author
from portal_lab.whole.draft import Trap
from portal_lab.whole.media import Media
from registry.model import AgencyKind

_CITIES = {"suzhen": "苏镇市", "dongting": "东亭市", "haiyi": "海宜市"}
_DEPARTMENT = AgencyKind.DEPARTMENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An agency: who it is, where it publishes, in what form, and what goes wrong."""

    key: str
    city: str
    author: Author
    variant: str
    kind: AgencyKind = _DEPARTMENT
    media: Media = Media.HTML
    traps: tuple[Trap, ...] = ()
    aliases: tuple[str, ...] = ()
    on_platform: bool = False

    @property
    def host(self) -> str:
        """Its host."""
        return f"{self.key}.{self.city}.gov.cn"

    @property
    def agency_id(self) -> str:
        """Its key in the registry."""
        return f"{self.city}-{self.key}"


def member(
    place: str,
    name: str,
    topics: str,
    variant: str,
    *traps: Trap,
    kind: AgencyKind = _DEPARTMENT,
    media: Media = Media.HTML,
    aliases: tuple[str, ...] = (),
    on_platform: bool = False,
) -> Member:
    """A row: ``place`` is ``city/key``, ``name`` is without the city for departments."""
    city, key = place.split("/")
    first, second, third = topics.split()
    whole = name if kind is not _DEPARTMENT else f"{_CITIES[city]}{name}"
    me = {AgencyKind.GOVERNMENT: "县政府", AgencyKind.TOWNSHIP: "镇政府"}.get(kind, "我局")
    return Member(
        key=key,
        city=city,
        author=Author(name=whole, self_name=me, topics=(first, second, third), scale=len(key) * 3),
        variant=variant,
        kind=kind,
        media=media,
        traps=traps,
        aliases=aliases,
        on_platform=on_platform,
    )
