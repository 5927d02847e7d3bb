"""What a person sent with a form: bounded, checked for forgery, told in words where it is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from secrets import compare_digest
from typing import Any
from urllib.parse import parse_qsl

from config.errors import DubanError
from desk.sent_files import MULTIPART, SentFile, parts_of
from notices.visible import visible

# The reply to a document with some hundred items, every one answered at length.
MOST_BYTES = 1_000_000
# With it a sealed document that was scanned, or the paper that an agency sent.
MOST_BYTES_WITH_FILES = 60_000_000
_MOST_FIELDS = 5000
_LONGEST_LINE, _LONGEST_TEXT = 500, 20_000
_KIND = "application/x-www-form-urlencoded"
TOKEN = "csrftoken"  # noqa: S105 - the name of a field
_COOKIE = "ds_csrftoken"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class FormError(DubanError):
    """A form cannot be taken; ``status`` is the answer's status (HTTP)."""

    def __init__(self, message: str, status: HTTPStatus = HTTPStatus.BAD_REQUEST) -> None:
        self.status = status
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a form by their names, as they were typed, and the files sent with it."""

    fields: Mapping[str, str]
    files: tuple[SentFile, ...] = ()

    def line(self, name: str, label: str) -> str:
        """One line of text without what cannot be seen; empty where nothing was typed.

        Raises:
            FormError: it is too long.
        """
        told = " ".join(visible(self.fields.get(name, "")).split())
        return _bounded(told, label, _LONGEST_LINE)

    def text(self, name: str, label: str) -> str:
        """Text of several lines.

        Raises:
            FormError: it is too long.
        """
        told = visible(self.fields.get(name, "").replace("\r\n", "\n")).strip()
        return _bounded(told, label, _LONGEST_TEXT)

    def required(self, name: str, label: str) -> str:
        """A line that must be there.

        Raises:
            FormError: it is empty or too long.
        """
        told = self.line(name, label)
        if not told:
            raise FormError(f"请填写{label}")
        return told

    def day(self, name: str, label: str) -> date | None:
        """A day; ``None`` where the field was left empty.

        Raises:
            FormError: it is no day.
        """
        told = self.line(name, label)
        if not told:
            return None
        try:
            return date.fromisoformat(told if _DAY.fullmatch(told) else "")
        except ValueError as error:
            raise FormError(f"{label}“{told}”写法不对，应为 2026-03-02 这样的日期") from error

    def number(self, name: str) -> int | None:
        """The number of an item; ``None`` where there is none."""
        told = self.fields.get(name, "")
        return int(told) if re.fullmatch(r"[1-9][0-9]{0,5}", told) else None


def _bounded(told: str, label: str, longest: int) -> str:
    if len(told) > longest:
        raise FormError(f"{label}太长（{len(told)} 个字），请控制在 {longest} 个字以内")
    return told


async def sent_form(request: Any) -> Form:  # noqa: ANN401 - Datasette carries no types
    """The form that ``request`` brings.

    The token is that of Datasette (asgi-csrf). It is compared here, because asgi-csrf lets by
    what comes without any cookie: there it takes rights from a cookie, here nobody logs in yet.

    Raises:
        FormError: it is too large or no form, or no page of ours made it.
    """
    content_type = request.headers.get("content-type", "")
    kind = content_type.partition(";")[0].strip().lower()
    if kind not in (_KIND, MULTIPART):
        raise FormError("提交的内容不是本页的表单", HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    if _COOKIE not in request.cookies:
        raise _forged()
    body = await _body(request, MOST_BYTES if kind == _KIND else MOST_BYTES_WITH_FILES)
    try:
        if kind == MULTIPART:
            return _genuine(request, *parts_of(content_type, body, _MOST_FIELDS))
        text = body.decode("utf-8", errors="replace")
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError as error:
        raise FormError("提交的内容过多或者不完整，没有处理") from error
    return _genuine(request, tuple(pairs), ())


def _genuine(
    request: Any,  # noqa: ANN401
    pairs: tuple[tuple[str, str], ...],
    files: tuple[SentFile, ...],
) -> Form:
    """The form, once it is sure that a page of ours made it."""
    fields = dict(pairs)
    if not compare_digest(
        fields.pop(TOKEN, "").encode(errors="replace"), request.scope[TOKEN]().encode()
    ):
        raise _forged()
    return Form(fields, files)


def _forged() -> FormError:
    return FormError(
        "这份表单不是由当前打开的审阅台生成的（也可能是审阅台重新启动过），没有处理；"
        "请刷新页面后重新填写",
        HTTPStatus.FORBIDDEN,
    )


async def _body(request: Any, most: int) -> bytes:  # noqa: ANN401
    body = bytearray()
    while True:
        message = await request.receive()
        if message["type"] != "http.request":
            raise FormError("提交中断，没有处理")
        body += message.get("body", b"")
        if len(body) > most:
            raise FormError("提交的内容过多，没有处理", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        if not message.get("more_body", False):
            return bytes(body)
