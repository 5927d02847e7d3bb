"""Every portal family, in one plain tuple."""

from __future__ import annotations

from spiders.families.easysite import EASYSITE
from spiders.families.epoint import EPOINT
from spiders.families.folders import FOLDERS
from spiders.families.framed import FRAMED
from spiders.families.gkmlpt import GKMLPT
from spiders.families.hanweb_jpaas import HANWEB_JPAAS
from spiders.families.hanweb_jpage import HANWEB_JPAGE
from spiders.families.hanweb_xxgk import HANWEB_XXGK
from spiders.families.json_list import JSON_LIST
from spiders.families.lonsun import LONSUN
from spiders.families.model import Family, Page
from spiders.families.nc_tree import NC_TREE
from spiders.families.script_array import SCRIPT_ARRAY
from spiders.families.single_page import SINGLE_PAGE
from spiders.families.static_list import STATIC_LIST
from spiders.families.trs import TRS
from spiders.families.truecms import TRUECMS
from spiders.families.ucap import UCAP
from spiders.families.vsb import VSB
from spiders.families.webforms import WEBFORMS
from spiders.families.wordpress import WORDPRESS

FAMILIES: tuple[Family, ...] = (
    GKMLPT,
    HANWEB_JPAGE,
    HANWEB_XXGK,
    HANWEB_JPAAS,
    TRUECMS,
    UCAP,
    EPOINT,
    TRS,
    FOLDERS,
    VSB,
    LONSUN,
    NC_TREE,
    EASYSITE,
    WORDPRESS,
    WEBFORMS,
    SCRIPT_ARRAY,
    FRAMED,
    JSON_LIST,
    SINGLE_PAGE,
    STATIC_LIST,
)

FAMILY_NAMES: tuple[str, ...] = tuple(family.name for family in FAMILIES)


def families_for(page: Page) -> tuple[Family, ...]:
    """The families that know the page, best first; an empty tuple where none does."""
    scored = [(family.sniff(page), family) for family in FAMILIES]
    ranked = sorted((entry for entry in scored if entry[0] > 0), key=lambda entry: -entry[0])
    return tuple(family for _, family in ranked)


def family_named(name: str) -> Family | None:
    """The family of that name, or ``None``."""
    return next((family for family in FAMILIES if family.name == name), None)
