"""The desk's own pages: their templates, and the answers made of them."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any

from datasette.utils.asgi import Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from config.clock import SHANGHAI
from notices.visible import visible

_FOLDER = Path(__file__).parent
STYLE = _FOLDER / "static" / "desk.css"
# What messages say to people at the command line, as it is done at the desk.
_AT_THE_DESK = {
    "请加 --as-drafted --reason 理由": "请勾选“仍按原稿签发”并写明理由",
    "请用 --document 写明该文件": "请在签发时选择该文件",
    "签发时用 --document 写明": "签发时选择该文件",
    "请用 --number 写明": "请填写文号",
    "，请用 --reason 写明": "",
    "认定不属实的用 duban decide": "认定不属实的在“所列问题”中认定",
}
# Files that were sent lie in a folder of the moment: its name tells a person nothing.
_MOMENT = re.compile(r"\S*/duban-desk-[^/]*/[0-9]+/")
_COMMANDS = re.compile(r"（[^（）]*(?:duban |--[a-z])[^（）]*）")


def page(name: str, status: int = HTTPStatus.OK, **context: object) -> Any:  # noqa: ANN401
    """The answer that shows the template ``name``."""
    text = _environment().get_template(name).render(**context)
    return Response.html(text, status=status, headers={"cache-control": "private, no-store"})


def told_page(title: str, told: str, status: int) -> Any:  # noqa: ANN401
    """An answer that is nothing but a message."""
    return page("desk_told.html", status, title=title, told=at_the_desk(told))


def at_the_desk(message: str) -> str:
    """``message`` without what only helps at the command line."""
    for written, instead in _AT_THE_DESK.items():
        message = message.replace(written, instead)
    return _COMMANDS.sub("", _MOMENT.sub("", message))


@cache
def _environment() -> Environment:
    """Everything is escaped; what cannot be seen or turns the order of reading is left out."""
    environment = Environment(
        loader=FileSystemLoader(_FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    environment.filters["instant"] = _instant
    return environment


def _shown(value: object) -> object:
    """What is written for a value; what a macro made is finished already."""
    is_text = isinstance(value, str) and not isinstance(value, Markup)
    return visible(str(value)) if is_text else value


def _instant(at: datetime) -> str:
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
