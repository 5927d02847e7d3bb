"""Real SMTP servers on loopback: one that answers as told, and raw ones that hang or hang up."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

USER, PASSWORD = "duban", "secret-word"
DONE = "250 2.0.0 queued as A1"


@dataclass(slots=True)
class Postbox:
    """What came in. ``answers`` are given to the texts in turn, the last one for ever."""

    answers: list[str] = field(default_factory=lambda: [DONE])
    asked: int = 0
    bodies: list[bytes] = field(default_factory=list)
    receivers: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802
        self.asked += 1
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if answer.startswith("2"):
            self.bodies.append(envelope.content)
            self.receivers += envelope.rcpt_tos
        return answer

    @property
    def mails(self) -> list[EmailMessage]:
        return [message_from_bytes(body, policy=policy.default) for body in self.bodies]


class _Lock:
    """Lets in whoever knows the password."""

    def __call__(self, _server: Any, _session: Any, _envelope: Any, _how: str, given: Any) -> Any:
        is_right = (given.login, given.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=is_right, handled=False)


@contextmanager
def mail_server(postbox: Postbox, **settings: Any) -> Iterator[int]:
    """A server on a free port of loopback; gives the port."""
    controller = _started(postbox, settings)
    try:
        yield controller.port
    finally:
        controller.stop()


def _started(postbox: Postbox, settings: dict[str, Any]) -> Controller:
    """Another process may take the free port before the server does: then the next is tried."""
    for is_last in (False, False, True):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        controller = Controller(postbox, hostname="127.0.0.1", port=port, **settings)
        try:
            controller.start()
        except OSError:
            if is_last:
                raise
        else:
            return controller
    raise AssertionError


def locked(**settings: Any) -> dict[str, Any]:
    """Settings of a server that wants a password."""
    return {"authenticator": _Lock(), "auth_required": True, **settings}


@dataclass(slots=True)
class RawServer:
    """Speaks SMTP line by line until told not to; counts the texts that came in whole."""

    port: int
    whole_texts: int = 0
    text_came: threading.Event = field(default_factory=threading.Event)


Script = Callable[[str], bytes | None]


def polite(line: str) -> bytes | None:
    """The answer to a command; ``None`` to the end of the text."""
    if line.startswith("EHLO"):
        return b"250 loopback\r\n"
    return b"354 go on\r\n" if line == "DATA" else b"250 OK\r\n"


@contextmanager
def raw_server(*, greets: bool = True, final: bytes | None = None) -> Iterator[RawServer]:
    """``final`` is the answer to the end of the text: ``b""`` hangs up, ``None`` stays silent."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = RawServer(port=listening.getsockname()[1])
    stop = threading.Event()
    thread = threading.Thread(
        target=_serve, args=(listening, server, stop, greets, final), daemon=True
    )
    thread.start()
    try:
        yield server
    finally:
        stop.set()
        listening.close()
        thread.join(10)


def _serve(
    listening: socket.socket,
    server: RawServer,
    stop: threading.Event,
    greets: bool,
    final: bytes | None,
) -> None:
    listening.settimeout(0.05)
    while not stop.is_set():
        try:
            connection, _ = listening.accept()
        except TimeoutError:
            continue
        except OSError:
            return
        with connection:
            if greets:
                _speak(connection, server, stop, final)
            else:
                stop.wait()


def _speak(
    connection: socket.socket, server: RawServer, stop: threading.Event, final: bytes | None
) -> None:
    connection.sendall(b"220 loopback ready\r\n")
    in_text = False
    with connection.makefile("rb") as lines:
        for raw in lines:
            line = raw.decode("ascii", "replace").rstrip("\r\n")
            if not in_text:
                connection.sendall(polite(line) or b"")
                in_text = line == "DATA"
            elif line == ".":
                server.whole_texts += 1
                server.text_came.set()
                if final is None:
                    stop.wait()
                elif final:
                    connection.sendall(final)
                return


def certificate(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A certificate for ``localhost``: the server's side, and the side that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2099, 1, 1, tzinfo=UTC))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = folder / "server.pem"
    pem.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server.load_cert_chain(pem)
    return server, ssl.create_default_context(cafile=str(pem))
