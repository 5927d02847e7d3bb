"""Mail over SMTP: every stage knows whether the document can have arrived.

Up to the end of the text nothing can have arrived (RFC 5321, 4.2.5: the server takes the
responsibility with its answer to the final dot). Once the dot was handed over, silence means that
nobody knows.
"""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from config.addresses import is_mail_address
from config.paper_settings import MailSettings
from delivery.errors import DeliveryError, LaterError, RefusedError, UncertainError, answered
from delivery.message import mail_of, message_id
from delivery.model import Attempt, Parcel

# Many servers in offices take no more; a larger document goes by another way.
LARGEST_MAIL = 30 * 1024 * 1024
_MEGABYTE = 1024 * 1024
_NOBODY_KNOWS = "邮件已全部交给发信服务器，但没有等到回答，对方可能已经收到"
_DONE, _FORWARDED, _GO_ON = 250, 251, 354
# RFC 5321, 4.2.1: answers from 500 on are final, those from 400 on for the time being.
_FINAL = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class MailChannel:
    """The way to one mail address; ``target`` is that address.

    ``context`` is how certificates are verified, by default as the system trusts them.
    """

    settings: MailSettings
    password: str | None = field(repr=False)
    sender_name: str
    target: str
    context: ssl.SSLContext | None = None
    name: str = "email"
    carries_files: bool = True

    def check(self, parcel: Parcel) -> None:
        """Whether the settings are whole and the mail can be made and is not too large.

        Raises:
            RefusedError: it says what is missing.
        """
        if self.settings.host is None or self.settings.sender is None:
            raise RefusedError(
                "没有设置发信服务器或者发件人：请在 duban.toml 写明 mail.host、mail.sender"
            )
        if not is_mail_address(self.target):
            raise RefusedError(f"收件人“{answered(self.target)}”不是可用的邮箱地址")
        if self.settings.user is not None and not self.password:
            raise RefusedError("没有发信密码：请把密码放入环境变量 DUBAN_MAIL_PASSWORD")
        size = sum(len(file.content) for file in parcel.files) * 4 // 3
        _require_size(size, LARGEST_MAIL)

    def reference(self, parcel: Parcel, attempt: Attempt) -> str:
        """The Message-ID."""
        return message_id(parcel, self.settings.sender or "", self.target, attempt)

    def send(self, parcel: Parcel, attempt: Attempt) -> str:
        """Send the mail; the server's answer, with the Message-ID.

        Raises:
            DeliveryError: it was refused, is to be tried later, or nobody knows.
        """
        self.check(parcel)
        mail = mail_of(
            parcel,
            attempt,
            sender=self.settings.sender or "",
            sender_name=self.sender_name,
            receiver=self.target,
        ).as_bytes()
        with self._session() as server:
            self._announce(server, len(mail))
            answer = _hand_over(server, mail)
        return f"{self.reference(parcel, attempt)} {answered(answer)}"

    @contextmanager
    def _session(self) -> Iterator[smtplib.SMTP]:
        """A server that let us in; what fails inside did not arrive, unless it says otherwise."""
        try:
            with _left(self._opened()) as server:
                self._enter(server)
                yield server
        except smtplib.SMTPAuthenticationError as error:
            raise _judged(error.smtp_code, error.smtp_error, "登录没有通过") from error
        except smtplib.SMTPResponseException as error:
            raise _judged(error.smtp_code, error.smtp_error) from error
        except ssl.SSLCertVerificationError as error:
            raise RefusedError(
                f"发信服务器 {self._place} 的证书不可信（{answered(error.verify_message)}）"
                "：请核对 mail.host，单位自己的证书可用环境变量 SSL_CERT_FILE 指明"
            ) from error
        except smtplib.SMTPNotSupportedError as error:
            raise RefusedError(
                f"发信服务器 {self._place} 不支持所设的加密或者登录方式："
                "请核对 mail.security、mail.user"
            ) from error
        except UnicodeError as error:
            raise RefusedError("发信的登录名或者密码含有发信服务器不接受的字符") from error
        except (OSError, smtplib.SMTPException) as error:
            raise LaterError(f"发信服务器 {self._place} {_silence(error)}") from error

    def _opened(self) -> smtplib.SMTP:
        """A connection to the server, encrypted from the beginning where the settings say so."""
        host, port = self.settings.host or "", self.settings.port
        seconds = self.settings.timeout_seconds
        if self.settings.security == "tls":
            return smtplib.SMTP_SSL(host, port, timeout=seconds, context=self._trust)
        return smtplib.SMTP(host, port, timeout=seconds)

    def _enter(self, server: smtplib.SMTP) -> None:
        if self.settings.security == "starttls":
            server.starttls(context=self._trust)
        server.ehlo_or_helo_if_needed()
        if self.settings.user is not None:
            server.login(self.settings.user, self.password or "")

    @property
    def _trust(self) -> ssl.SSLContext:
        return self.context or ssl.create_default_context()

    def _announce(self, server: smtplib.SMTP, size: int) -> None:
        """Name sender, receiver and size, and ask leave to send the text."""
        limit = server.esmtp_features.get("size", "")
        if limit.isdigit() and int(limit):
            _require_size(size, int(limit))
        _require(server.mail(self.settings.sender or ""), _DONE)
        _require(server.rcpt(self.target), _DONE, _FORWARDED)
        _require(server.docmd("DATA"), _GO_ON)

    @property
    def _place(self) -> str:
        return f"{self.settings.host}:{self.settings.port}"


def _hand_over(server: smtplib.SMTP, mail: bytes) -> bytes:
    """Send the text and its final dot; what the server answers to that."""
    body = re.sub(rb"(?m)^\.", b"..", mail)
    server.send(body if body.endswith(b"\r\n") else body + b"\r\n")
    try:
        server.send(b".\r\n")
        code, answer = server.getreply()
    except (OSError, smtplib.SMTPException) as error:
        raise UncertainError(f"{_NOBODY_KNOWS}（{_silence(error)}）") from error
    if code < _DONE:  # what is no answer at all comes as -1
        raise UncertainError(f"{_NOBODY_KNOWS}（回答无法识读：{answered(answer)}）")
    _require((code, answer), _DONE)
    return answer


def _silence(error: Exception) -> str:
    """Why nothing more came; smtplib tells a timeout as a lost connection."""
    if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
        return "在时限内没有应答"
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return "中途断开了连接"
    cause = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return f"连接不上（{answered(cause)}）"


def _require(reply: tuple[int, bytes], *codes: int) -> None:
    if reply[0] not in codes:
        raise _judged(*reply)


def _judged(code: int, answer: bytes | str, what: str = "没有接收") -> DeliveryError:
    """What an answer other than the wished one means."""
    told = f"发信服务器{what}（{code} {answered(answer)}）"
    return RefusedError(told) if code >= _FINAL else LaterError(told)


def _require_size(size: int, limit: int) -> None:
    if size > limit:
        raise RefusedError(
            f"邮件约 {size / _MEGABYTE:.1f} MB，超过上限 {limit / _MEGABYTE:.1f} MB："
            "请改用文件夹取件，或者另行送达"
        )


@contextmanager
def _left(server: smtplib.SMTP) -> Iterator[smtplib.SMTP]:
    """Say goodbye in the end where that is possible: how it is answered changes nothing."""
    try:
        yield server
    finally:
        with suppress(OSError, smtplib.SMTPException):
            if server.sock is not None:
                server.quit()
        server.close()
