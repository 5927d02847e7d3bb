"""The Jinja2 environment: everything shown is escaped and cleaned of what cannot be seen."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from config.clock import SHANGHAI
from notices.wording import chinese_date, numeral, sentence

# Marks that change the order in which text is shown (Unicode Bidirectional Algorithm, UAX #9).
_BIDI = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def visible(text: str) -> str:
    """``text`` without control characters, bidi marks and lone surrogates; tabs and breaks stay."""
    return "".join(
        c
        for c in text
        if c in "\n\t" or (c not in _BIDI and unicodedata.category(c) not in ("Cc", "Cs"))
    )


def _finalize(value: object) -> object:
    """Clean every text before it is escaped; what is markup already came from our templates."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def web_address(url: str | None) -> str | None:
    """``url`` where it may stand in a link: http and https only."""
    if url is None:
        return None
    try:
        return url if urlsplit(url).scheme in ("http", "https") else None
    except ValueError:
        return None


def local_instant(instant: datetime) -> str:
    """``2024-02-06 10:00:03（北京时间）``."""
    return f"{instant.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}（北京时间）"


def environment() -> Environment:
    """The environment for all templates of this room."""
    env = Environment(
        loader=PackageLoader("notices"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters.update(
        chinese_date=chinese_date,
        numeral=numeral,
        sentence=sentence,
        web_address=web_address,
        local_instant=local_instant,
    )
    return env
