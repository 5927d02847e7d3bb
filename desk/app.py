"""The desk in process: Datasette over the ledger with our pages, on this machine alone."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import uvicorn
from datasette import hookimpl
from datasette.app import Datasette
from datasette.plugins import pm
from datasette.utils.asgi import Response

from config.clock import Clock
from config.errors import DubanError
from config.settings import Config
from desk import faults, plugin
from desk.gate import LOOPBACK, OWN, App, guarded
from desk.papers import PaperPages
from desk.rendering import STYLE
from ledger.store import Ledger

_FAULTS = "datasette.handle_exception"
_SETTINGS = {"default_page_size": 50, "allow_download": False, "num_sql_threads": 3}


class DeskError(DubanError):
    """The desk cannot be opened; the message says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DeskPages:
    """Our pages as a Datasette plugin; it knows the settings, which a module cannot."""

    __name__ = "duban_desk_pages"
    papers: PaperPages

    @hookimpl  # type: ignore[untyped-decorator]  # Datasette carries no types
    def register_routes(self, datasette: Any) -> list[tuple[str, Callable[..., Any]]]:  # noqa: ANN401, ARG002
        """Our pages and their style."""
        return [*self.papers.routes(), (r"^/-/desk/desk\.css$", _style)]

    @hookimpl  # type: ignore[untyped-decorator]
    def skip_csrf(self, datasette: Any, scope: dict[str, Any]) -> bool:  # noqa: ANN401, ARG002
        """Our forms are checked by ``desk.forms``, more strictly."""
        return str(scope["path"]).startswith(f"{OWN}/")

    @hookimpl  # type: ignore[untyped-decorator]
    def asgi_wrapper(self, datasette: Any) -> Callable[[App], App]:  # noqa: ANN401, ARG002
        """Stands before every page, Datasette's own among them."""
        return guarded

    @hookimpl  # type: ignore[untyped-decorator]
    def menu_links(self, datasette: Any) -> list[dict[str, str]]:  # noqa: ANN401, ARG002
        """The way from Datasette's pages to ours."""
        return [{"href": OWN, "label": "文书"}]


@contextmanager
def desk_open(config: Config, clock: Clock) -> Iterator[Any]:
    """Datasette over the ledger with our pages; the plugins are there as long as it is.

    Datasette reads the file as it changes, over connections that cannot write (``mode=ro``):
    opened as immutable it would not see what a step has just written. What is written goes
    through ``Ledger``.

    Raises:
        DubanError: there is no ledger, or it cannot be used.
    """
    if not config.ledger_path.is_file():
        raise DeskError(f"还没有台账（{config.ledger_path}）；先运行 duban run")
    Ledger.open(config.ledger_path).close()
    pages = DeskPages(papers=PaperPages(config=config, clock=clock))
    with _registered((pages, plugin, faults)):
        datasette = Datasette(files=[str(config.ledger_path)], settings=_SETTINGS)
        try:
            yield datasette
        finally:
            datasette.executor.shutdown()
            for database in datasette.databases.values():
                database.close()


@contextmanager
def _registered(plugins: tuple[object, ...]) -> Iterator[None]:
    """The plugins among those of Datasette, but for its own handler of faults."""
    added = [one for one in plugins if not pm.is_registered(one)]
    default = pm.unregister(name=_FAULTS)
    for one in added:
        pm.register(one)
    try:
        yield
    finally:
        for one in added:
            pm.unregister(one)
        pm.register(default, _FAULTS)


def listening(host: str, port: int) -> socket.socket:
    """A socket on this machine; port 0 takes one that is free.

    Raises:
        DeskError: ``host`` is another than this machine, or the port is taken.
    """
    if host not in LOOPBACK:
        raise DeskError(
            f"{host}：审阅台现在没有登录和权限，只能在本机使用，地址只能是 "
            "127.0.0.1、localhost 或者 ::1"
        )
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    opened = socket.socket(family, socket.SOCK_STREAM)
    try:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind((host, port))
        opened.listen()
    except OSError as error:
        opened.close()
        raise DeskError(
            f"端口 {port} 不能使用（{error.strerror}）：可能审阅台已经打开，或者被其他程序占用；"
            "请关闭该程序，或者用 --port 换一个端口"
        ) from error
    return opened


def address_of(opened: socket.socket) -> str:
    """The address of the first page."""
    host, port = opened.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}{OWN}"


def server_of(datasette: Any) -> uvicorn.Server:  # noqa: ANN401
    """What answers: ``run(sockets=[…])`` until it is told to end (Ctrl-C).

    Steps under way are finished first.
    """
    settings = uvicorn.Config(
        datasette.app(),
        log_level="warning",
        lifespan="on",
        ws="none",
        proxy_headers=False,
        server_header=False,
    )
    return uvicorn.Server(settings)


async def _style() -> Any:  # noqa: ANN401
    """The style of our pages."""
    return Response(
        STYLE.read_text(encoding="utf-8"),
        content_type="text/css; charset=utf-8",
        headers={"cache-control": "private, max-age=300"},
    )
