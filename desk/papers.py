"""The pages of documents (文书): the list, one document, its files, and the steps taken there."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, TypeVar
from urllib.parse import quote, unquote, urlencode

from datasette.utils.asgi import Response
from itsdangerous import BadSignature

from config.clock import Clock, local_date
from config.errors import DubanError
from config.settings import Config
from desk.forms import TOKEN, Form, FormError, sent_form
from desk.gate import OWN
from desk.paper_files import PaperFile, body_of, files_of, reply_of
from desk.paper_list import PaperList, PaperQuery, paper_list
from desk.paper_steps import ACTIONS, Done, StaleError, take
from desk.paper_view import paper_view
from desk.rendering import at_the_desk, page, told_page
from ledger.errors import LedgerError
from ledger.examination import open_to_read
from ledger.said import Answer, NoticeKind, NoticeState
from ledger.store import Ledger
from notices.file_names import safe_name
from notices.paper import Form as FileForm
from notices.visible import visible
from workflow.papers.release.paper_desk import PaperDesk, PaperError, addressee

_OFFICER, _MONTH = "duban_officer", 30 * 24 * 3600
_LONGEST_NAME = 30
_TOLD = "paper-told"
_KEY = "(?P<key>[1-9][0-9]{0,8})"
_POLICY = "content-security-policy"
_FRAME_POLICY = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
_MEDIA = {
    FileForm.HTML: "text/html; charset=utf-8",
    FileForm.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileForm.PDF: "application/pdf",
}
T = TypeVar("T")
Request = Any  # Datasette carries no types


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPages:
    """The pages over one ledger; every question and step runs in a thread of its own."""

    config: Config
    clock: Clock

    def routes(self) -> list[tuple[str, Callable[..., Any]]]:
        """What Datasette is to send here."""
        return [
            (f"^{OWN}$", self.listed),
            (f"^{OWN}/{_KEY}$", self.shown),
            (f"^{OWN}/{_KEY}/page$", self.framed),
            (f"^{OWN}/{_KEY}/files/(?P<form>html|docx|pdf)$", self.file),
            (f"^{OWN}/{_KEY}/replies/(?P<sha256>[0-9a-f]{{64}})$", self.reply),
            (f"^{OWN}/{_KEY}/(?P<action>{'|'.join(ACTIONS)})$", self.taken),
        ]

    async def listed(self, request: Request) -> Any:  # noqa: ANN401
        """The list, with the filters of the address."""
        query = _query(request)
        try:
            found = await asyncio.to_thread(self._list, query)
        except DubanError as error:
            return told_page("文书", str(error), HTTPStatus.INTERNAL_SERVER_ERROR)
        return page(
            "desk_papers.html",
            query=query,
            found=found,
            states=tuple(NoticeState),
            kinds=tuple(NoticeKind),
            link=lambda **changed: _link(query, **changed),
        )

    async def shown(self, request: Request, datasette: Any) -> Any:  # noqa: ANN401
        """One document."""
        key = int(request.url_vars["key"])
        return await self._shown(request, key, told=_told(request, datasette, key))

    async def framed(self, request: Request) -> Any:  # noqa: ANN401
        """The page of a document as it is, for the frame: no script, no address, no form."""
        key = int(request.url_vars["key"])

        def asked(desk: PaperDesk) -> Any:  # noqa: ANN401
            body, _ = _file(desk, key, FileForm.HTML)
            return _raw(body, _MEDIA[FileForm.HTML], {_POLICY: _FRAME_POLICY})

        return await self._given(asked)

    async def file(self, request: Request) -> Any:  # noqa: ANN401
        """A file of a document, to be kept."""
        key, form = int(request.url_vars["key"]), FileForm(request.url_vars["form"])

        def asked(desk: PaperDesk) -> Any:  # noqa: ANN401
            body, name = _file(desk, key, form)
            return _attached(body, _MEDIA[form], f"{key}.{form}", f"{name}.{form}")

        return await self._given(asked)

    async def reply(self, request: Request) -> Any:  # noqa: ANN401
        """A paper that came in, to be kept: whatever it is, the browser does not open it."""
        key, sha256 = int(request.url_vars["key"]), request.url_vars["sha256"]

        def asked(desk: PaperDesk) -> Any:  # noqa: ANN401
            body, ending = reply_of(desk, key, sha256)
            name = f"{key}_{sha256[:8]}{ending}"
            return _attached(body, "application/octet-stream", name, f"来文_{name}")

        return await self._given(asked)

    async def taken(self, request: Request, datasette: Any) -> Any:  # noqa: ANN401
        """Does what a form asks for, then shows the document."""
        key, action = int(request.url_vars["key"]), request.url_vars["action"]
        if request.method != "POST":
            return Response.redirect(f"{OWN}/{key}", status=HTTPStatus.SEE_OTHER)
        form = Form({})
        try:
            form = await sent_form(request)
            done = await asyncio.to_thread(take, self.config, self.clock, key, action, form)
        except FormError as error:
            return await self._refused(request, key, action, form, error, error.status)
        except StaleError as error:
            return await self._refused(request, key, action, form, error, HTTPStatus.CONFLICT)
        except DubanError as error:
            return await self._refused(request, key, action, form, error, HTTPStatus.BAD_REQUEST)
        return _after(datasette, done, form)

    async def _refused(
        self,
        request: Request,
        key: int,
        action: str,
        form: Form,
        error: DubanError,
        status: HTTPStatus,
    ) -> Any:  # noqa: ANN401
        """The document once more, with what is wrong and what was typed."""
        if status is HTTPStatus.FORBIDDEN:
            return told_page("没有提交", str(error), status)
        item = form.fields.get("item", "")
        name = "decide" if action in ("confirm", "dismiss") else action
        return await self._shown(
            request,
            key,
            status=status,
            wrong=at_the_desk(str(error)) + ("\n所选的文件须重新选择。" if form.files else ""),
            seen=error.seen if isinstance(error, StaleError) else None,
            failed=f"{name}-{item}" if item else name,
            entered=form.fields,
        )

    async def _shown(
        self, request: Request, key: int, status: HTTPStatus = HTTPStatus.OK, **context: object
    ) -> Any:  # noqa: ANN401
        try:
            view = await asyncio.to_thread(self._read, lambda desk: paper_view(desk, key))
        except LedgerError as error:
            return told_page("没有这份文书", str(error), HTTPStatus.NOT_FOUND)
        except DubanError as error:
            return told_page("文书打不开", str(error), HTTPStatus.INTERNAL_SERVER_ERROR)
        given = {"told": (), "wrong": None, "seen": None, "failed": "", "entered": {}, **context}
        return page(
            "desk_paper.html",
            status,
            view=view,
            answers=tuple(Answer),
            officer=_officer(request),
            csrftoken=request.scope[TOKEN](),
            **given,
        )

    async def _given(self, asked: Callable[[PaperDesk], Any]) -> Any:  # noqa: ANN401
        try:
            return await asyncio.to_thread(self._read, asked)
        except LedgerError as error:
            return told_page("没有这份文书", str(error), HTTPStatus.NOT_FOUND)
        except DubanError as error:
            return told_page("文件不能使用", str(error), HTTPStatus.CONFLICT)

    def _list(self, query: PaperQuery) -> PaperList:
        today = local_date(self.clock.now())
        with closing(open_to_read(self.config.ledger_path)) as connection:
            return paper_list(connection, query, today)

    def _read(self, asked: Callable[[PaperDesk], T]) -> T:
        with Ledger.open(self.config.ledger_path) as ledger:
            return asked(PaperDesk(config=self.config, clock=self.clock, ledger=ledger))


def _query(request: Request) -> PaperQuery:
    """The filters of the address; what is not understood leaves its field open."""
    args = request.args
    words = " ".join(visible(args.get("agency") or "").split())[:100]
    return PaperQuery(
        state=next((s for s in NoticeState if s.value == args.get("state")), None),
        kind=next((k for k in NoticeKind if k.value == args.get("kind")), None),
        year=_whole(args.get("year")),
        agency=words or None,
        is_overdue=args.get("due") == "overdue",
        before=_whole(args.get("before")),
    )


def _whole(text: str | None) -> int | None:
    return int(text) if text and re.fullmatch(r"[1-9][0-9]{0,8}", text) else None


def _link(query: PaperQuery, **changed: object) -> str:
    """The address of the list with some filters changed; a changed filter begins anew."""
    told = {
        "state": query.state.value if query.state else None,
        "kind": query.kind.value if query.kind else None,
        "year": query.year,
        "agency": query.agency,
        "due": "overdue" if query.is_overdue else None,
        **changed,
    }
    written = urlencode({name: str(value) for name, value in told.items() if value is not None})
    return f"{OWN}?{written}" if written else OWN


def _file(desk: PaperDesk, key: int, form: FileForm) -> tuple[bytes, str]:
    """The bytes of a file and the name under which it is kept."""
    papers = desk.ledger.papers
    row = papers.one(key)
    file = _of_form(files_of(desk, row, papers.state(key)), form)
    if file is None:
        raise PaperError(f"第 {key} 号文书没有{form.label}")
    name = f"{key}_{safe_name(addressee(desk.ledger, row), 40)}_{row.year}_{row.kind.label}"
    return body_of(file), name


def _attached(body: bytes, media: str, plain: str, name: str) -> Any:  # noqa: ANN401
    """Bytes to be kept under ``name``; ``plain`` is its ASCII stand-in for old browsers."""
    kept = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    headers = {"content-disposition": kept, _POLICY: "sandbox; default-src 'none'"}
    return _raw(body, media, headers)


def _raw(body: bytes, media: str, headers: Mapping[str, str]) -> Any:  # noqa: ANN401
    kept = {**headers, "cache-control": "private, no-store"}
    return Response(body, headers=kept, content_type=media)


def _of_form(files: tuple[PaperFile, ...], form: FileForm) -> PaperFile | None:
    return next((file for file in files if file.form is form), None)


def _after(datasette: Any, done: Done, form: Form) -> Any:  # noqa: ANN401
    """On to the document; what was done goes along signed, the officer's name in a cookie."""
    told = datasette.sign([done.notice_id, list(done.told)], _TOLD)
    answer = Response.redirect(
        f"{OWN}/{done.notice_id}?{urlencode({'told': told})}", status=HTTPStatus.SEE_OTHER
    )
    answer.set_cookie(
        _OFFICER,
        quote(form.line("by", "经办人姓名")[:_LONGEST_NAME]),
        max_age=_MONTH,
        path=OWN,
        httponly=True,
        samesite="strict",
    )
    return answer


def _told(request: Request, datasette: Any, key: int) -> tuple[str, ...]:  # noqa: ANN401
    """What the step before did, where the address truly comes from it."""
    try:
        notice_id, told = datasette.unsign(request.args.get("told") or "", _TOLD)
    except BadSignature:
        return ()
    return tuple(told) if notice_id == key else ()


def _officer(request: Request) -> str:
    return visible(unquote(request.cookies.get(_OFFICER, "")))[:_LONGEST_NAME].strip()
