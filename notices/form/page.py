"""The Jinja2 environment: everything shown is escaped and cleaned of what cannot be seen.

Templates run in a sandbox, ours and the office's own alike: they reach nothing but what the view
gives them, and no file but the templates themselves.
"""

from __future__ import annotations

import re
from datetime import datetime
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    PackageLoader,
    StrictUndefined,
    select_autoescape,
)
from markupsafe import Markup

from config.clock import SHANGHAI
from notices.form.charts import drawn
from notices.form.sandbox import OfficeFolder, Sandbox
from notices.form.template_faults import FAULTS, TemplateFault, fault_of
from notices.paper import Paper
from notices.visible import visible
from notices.wording import chinese_date, numeral, sentence

_NOT_PLAIN_IN_CSS = re.compile(r'["\\<>&\x00-\x1f]')


def _finalize(value: object) -> object:
    """Clean every text before it is escaped; what is markup already came from our templates."""
    if type(value) is Markup:
        return value
    return visible(value) if isinstance(value, str) else value


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


def css_text(text: str) -> Markup:
    """``text`` as a quoted string of CSS, which cannot end the string nor the style."""
    plain = unescape(text) if isinstance(text, Markup) else text
    escaped = _NOT_PLAIN_IN_CSS.sub(lambda found: f"\\{ord(found[0]):x} ", visible(plain))
    return Markup(f'"{escaped}"')  # noqa: S704 - escaped for CSS one line above


def page_of(paper: Paper, folder: Path | None = None) -> str:
    """As ``Pages.page``, for a single document."""
    return Pages(folder).page(paper)


class Pages:
    """The templates of a batch, read and compiled once."""

    def __init__(self, folder: Path | None = None) -> None:
        """Templates in ``folder``, the office's own, come before ours of the same name.

        Raises:
            TemplateFault: there is no such folder.
        """
        self._environment = environment(folder)

    def page(self, paper: Paper) -> str:
        """The HTML page of ``paper``.

        Raises:
            TemplateFault: a template is wrong; the message names its file and line.
        """
        try:
            return self._environment.get_template(paper.template).render(paper.context)
        except FAULTS as error:
            fault = fault_of(error)
            if fault is None:  # no template had a part in it
                raise
            raise fault from error


def environment(folder: Path | None = None) -> Environment:
    """The environment for all templates; those in ``folder`` come before our own.

    Raises:
        TemplateFault: there is no such folder.
    """
    loader: BaseLoader = PackageLoader("notices")
    if folder:
        if not folder.is_dir():
            raise TemplateFault(folder, None, "没有这个模板文件夹（设置 notices.templates）")
        loader = ChoiceLoader([OfficeFolder(folder), loader])
    env = Sandbox(
        loader=loader,
        # What ends in .txt is plain text for mails and messages; nothing in it is markup.
        autoescape=select_autoescape(
            disabled_extensions=("txt",), default_for_string=True, default=True
        ),
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters.update(
        chinese_date=chinese_date,
        css_text=css_text,
        drawn=drawn,
        local_instant=local_instant,
        numeral=numeral,
        sentence=sentence,
        web_address=web_address,
    )
    return env
