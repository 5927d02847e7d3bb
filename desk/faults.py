"""What is told where a page cannot be given; the insides go to the log, never to a person."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any

from datasette import hookimpl
from datasette.utils.asgi import Base400, Response
from datasette.views.base import DatasetteError

from desk.rendering import told_page

_LOG = logging.getLogger(__name__)
_OURS = "程序出错，本次没有完成，已有的数据不受影响。请告知系统维护人员。"
_MISSING = "请从文书列表或者台账首页重新打开。"


@hookimpl  # type: ignore[untyped-decorator]  # Datasette carries no types
def handle_exception(request: Any, exception: Exception) -> Any:  # noqa: ANN401
    """In the place of Datasette's own handler, which prints the values of all variables."""
    status, told = _told(exception)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        _LOG.error("%s", request.path, exc_info=exception)
    if request.path.partition("?")[0].endswith(".json"):
        return Response.json({"ok": False, "error": told, "status": status}, status=status)
    title = "没有这个页面" if status == HTTPStatus.NOT_FOUND else "页面打不开"
    return told_page(title, told, status)


def _told(exception: Exception) -> tuple[int, str]:
    if isinstance(exception, Base400):
        is_missing = exception.status == HTTPStatus.NOT_FOUND
        return exception.status, _MISSING if is_missing else str(exception)
    if isinstance(exception, DatasetteError):
        told = "查询没有完成：可能超过时限，请缩小范围。"
        return exception.status, told if exception.message_is_html else str(exception.message)
    return HTTPStatus.INTERNAL_SERVER_ERROR, _OURS
