"""HTTPS through a proxy's tunnel: a certificate that holds, and one that does not."""

from __future__ import annotations

import socket
import ssl
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from crawl_site import CRAWL, HOST, PLACE, job_for, portal, serving
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from tiny_site import Asked

from archive.model import Visit, VisitClass
from archive.store import Archive
from spiders.process import run_crawl

HTTPS_PLACE = replace(PLACE, home_url=f"https://{HOST}/", column_url=f"https://{HOST}/zfxxgk/nb/")


def certificate(folder: Path, name: str) -> Path:
    """A self-signed certificate with its key, valid in all the years of these tests."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2090, 1, 1, tzinfo=UTC))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "site.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return file


@contextmanager
def tunnel(file: Path, *, is_old: bool = False) -> Iterator[str]:
    """A proxy that answers every CONNECT with the tiny site behind TLS, of 2006 if ``is_old``."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    if is_old:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            context.set_ciphers("ALL:@SECLEVEL=0")
            context.minimum_version = ssl.TLSVersion.TLSv1
            context.maximum_version = ssl.TLSVersion.TLSv1_1
    listener = socket.create_server(("127.0.0.1", 0))
    site = serving(portal())

    def serve(plain: socket.socket) -> None:
        with suppress(OSError), plain:
            read_head(plain)
            plain.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            with context.wrap_socket(plain, server_side=True) as wrapped:
                target = read_head(wrapped).split(b" ")[1].decode()
                url = f"https://{HOST}{target}"
                asked = Asked(method="GET", url=url, headers={}, body=b"", began=0.0)
                wrapped.sendall(site(asked) or b"")

    def accept() -> None:
        with suppress(OSError):
            while True:
                plain, _ = listener.accept()
                threading.Thread(target=serve, args=(plain,), daemon=True).start()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)


def read_head(stream: socket.socket) -> bytes:
    head = b""
    while b"\r\n\r\n" not in head:
        part = stream.recv(4096)
        if not part:
            raise ConnectionError
        head += part
    return head


def visited(folder: Path, file: Path, *, is_old: bool = False) -> Visit:
    heard: list[Visit] = []
    with tunnel(file, is_old=is_old) as proxy:
        job = job_for(folder, proxy, places=(HTTPS_PLACE,))
        job = replace(job, crawl=replace(CRAWL, proxy=proxy))
        run_crawl(job, heard.append, grace=5.0)
    (visit,) = heard
    return visit


def test_a_trusted_certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = certificate(tmp_path, HOST)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    visit = visited(tmp_path, file)
    assert (visit.visit_class, visit.url) == (
        VisitClass.COLLECTED,
        f"https://{HOST}/zfxxgk/nb/2023.html",
    )
    held = x509.load_pem_x509_certificate(file.read_bytes()).fingerprint(hashes.SHA256()).hex()
    kept = Archive(tmp_path / "archive").captures("run-1")
    assert {capture.certificate_sha256 for capture in kept} == {held}


@pytest.mark.parametrize(
    ("name", "why"),
    [(HOST, "证书不受信任"), ("other.gov.cn", "证书与网站域名不符")],
)
def test_a_certificate_that_does_not_hold(
    name: str, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = certificate(tmp_path, name)
    if name != HOST:  # trusted, but for another host
        monkeypatch.setenv("SSL_CERT_FILE", str(file))
    visit = visited(tmp_path, file)
    assert visit.visit_class is VisitClass.TLS
    assert f"安全连接失败（{why}）" in (visit.reason or ""), visit


def test_tls_of_old_is_refused_and_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = certificate(tmp_path, HOST)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    visit = visited(tmp_path, file, is_old=True)
    assert visit.visit_class is VisitClass.TLS
    assert "网站只支持过旧的 TLS 版本" in (visit.reason or ""), visit
