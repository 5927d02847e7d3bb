"""Every portal family, in one plain tuple."""

from __future__ import annotations

from spiders.families.framed import FRAMED
from spiders.families.gkmlpt import GKMLPT
from spiders.families.hanweb_jpage import HANWEB_JPAGE
from spiders.families.model import Family, Page
from spiders.families.single_page import SINGLE_PAGE
from spiders.families.static_list import STATIC_LIST
from spiders.families.trs import TRS

FAMILIES: tuple[Family, ...] = (GKMLPT, HANWEB_JPAGE, TRS, FRAMED, SINGLE_PAGE, STATIC_LIST)

FAMILY_NAMES: tuple[str, ...] = tuple(family.name for family in FAMILIES)


def families_for(page: Page) -> tuple[Family, ...]:
    """The families that know the page, best first; an empty tuple where none does."""
    scored = [(family.sniff(page), family) for family in FAMILIES]
    ranked = sorted((entry for entry in scored if entry[0] > 0), key=lambda entry: -entry[0])
    return tuple(family for _, family in ranked)


def family_named(name: str) -> Family | None:
    """The family of that name, or ``None``."""
    return next((family for family in FAMILIES if family.name == name), None)
