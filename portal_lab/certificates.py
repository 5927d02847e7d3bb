"""The lab's own authority, and the TLS of its hosts."""

from __future__ import annotations

import ssl
import warnings
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from portal_lab.served import Security

_FROM = datetime(2020, 1, 1, tzinfo=UTC)
_FOR = timedelta(days=365 * 60)
WRONG_NAME = "other.example.org"


class Authority:
    """Signs certificates for the hosts of a lab; made when the first is asked for."""

    @cached_property
    def _key(self) -> ec.EllipticCurvePrivateKey:
        return ec.generate_private_key(ec.SECP256R1())

    @cached_property
    def _certificate(self) -> x509.Certificate:
        name = _named("门户实验室测试根证书")
        return (
            _builder(name, name, self._key)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .sign(self._key, hashes.SHA256())
        )

    @property
    def pem(self) -> bytes:
        """The authority's certificate, for clients that are to trust the lab."""
        return self._certificate.public_bytes(serialization.Encoding.PEM)

    def context(self, host: str, security: Security) -> ssl.SSLContext:
        """The server side of TLS for ``host``."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        named = WRONG_NAME if security is Security.WRONG_NAME else host
        with TemporaryDirectory() as folder:
            file = Path(folder) / "host.pem"
            file.write_bytes(self._signed(named))
            context.load_cert_chain(file)
        if security is Security.LEGACY:
            with warnings.catch_warnings():
                # That it is out of date is the point.
                warnings.simplefilter("ignore", DeprecationWarning)
                context.set_ciphers("ALL:@SECLEVEL=0")
                context.minimum_version = ssl.TLSVersion.TLSv1
                context.maximum_version = ssl.TLSVersion.TLSv1_1
        return context

    def _signed(self, host: str) -> bytes:
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = (
            _builder(_named(host), self._certificate.subject, key)
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
            .sign(self._key, hashes.SHA256())
        )
        secret = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        return secret + certificate.public_bytes(serialization.Encoding.PEM)


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_FROM)
        .not_valid_after(_FROM + _FOR)
    )
