"""A real HTTP server on loopback that keeps what it is sent and answers as told."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

OK = b'{"errcode":0,"errmsg":"ok"}'


@dataclass(frozen=True, slots=True)
class Sent:
    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(slots=True)
class Hook:
    """``status`` and ``answer`` are what it says; ``None`` for the answer: it says nothing."""

    status: int = 200
    answer: bytes | None = OK
    headers: tuple[tuple[str, str], ...] = ()
    port: int = 0
    came: list[Sent] = field(default_factory=list)
    arrived: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/robot/send?key=KEY-OF-THE-GROUP"


@contextmanager
def hook_server(hook: Hook, context: ssl.SSLContext | None = None) -> Iterator[Hook]:
    """Serve on a free port of loopback; with ``context`` encrypted."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            hook.came.append(Sent(self.path, dict(self.headers), body))
            hook.arrived.set()
            if hook.answer is None:
                hook.over.wait(30)
                return
            self.send_response(hook.status)
            for name, value in hook.headers:
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(hook.answer)

        def log_message(self, *_args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    hook.port = server.server_address[1]
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *_: None  # a client that does not trust us hangs up
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield hook
    finally:
        hook.over.set()
        server.shutdown()
        thread.join()
        server.server_close()
