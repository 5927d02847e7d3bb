"""Mail against real servers on loopback: what arrives, and what is said where it does not."""

from __future__ import annotations

import re
import ssl
from dataclasses import replace
from pathlib import Path

import pytest
from mail_server import (
    PASSWORD,
    USER,
    Postbox,
    certificate,
    locked,
    mail_server,
    raw_server,
)

from config.paper_settings import MailSettings
from delivery.errors import DeliveryError, LaterError, RefusedError, UncertainError
from delivery.mail import LARGEST_MAIL, MailChannel
from delivery.model import Attempt, Parcel, ParcelFile

RECEIVER = "zwgk@jyj.suzhen.example"


def channel(
    port: int,
    security: str = "none",
    host: str = "127.0.0.1",
    user: str | None = None,
    password: str | None = None,
    context: ssl.SSLContext | None = None,
    seconds: float = 5.0,
) -> MailChannel:
    settings = MailSettings(
        host=host,
        port=port,
        security=security,
        user=user,
        sender="duban@office.example",
        timeout_seconds=seconds,
    )
    return MailChannel(
        settings=settings,
        password=password,
        sender_name="苏镇市政府办公室",
        target=RECEIVER,
        context=context,
    )


def test_what_arrives(parcel: Parcel, attempt: Attempt) -> None:
    postbox = Postbox()
    with mail_server(postbox) as port:
        receipt = channel(port).send(parcel, attempt)
    (mail,) = postbox.mails
    reference = f"<duban.12.a63ac4fd.1.{parcel.sha256[:12]}@office.example>"
    assert receipt == f"{reference} 2.0.0 queued as A1"
    assert postbox.receivers == [RECEIVER]
    assert {name: str(mail[name]) for name in ("Subject", "From", "To", "Date", "Message-ID")} == {
        "Subject": parcel.subject,
        "From": "苏镇市政府办公室 <duban@office.example>",
        "To": RECEIVER,
        "Date": "Mon, 26 Feb 2024 09:30:00 +0800",
        "Message-ID": reference,
    }
    body = mail.get_body(("plain",))
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == parcel.letter
    assert [
        (part.get_filename(), part.get_content_type(), part.get_content())
        for part in mail.iter_attachments()
    ] == [
        (
            "edu_苏镇市教育局_整改通知.pdf",
            "application/pdf",
            b"%PDF-1.7\n" * 99,
        ),
        (
            "edu_苏镇市教育局_整改通知.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            b"PK\x03\x04",
        ),
    ]
    assert b"filename*" in postbox.bodies[0]
    assert postbox.bodies[0].isascii()


def test_a_page_alone_can_be_attached(parcel: Parcel, attempt: Attempt) -> None:
    postbox = Postbox()
    page = ParcelFile(name="通知.html", form="html", content="<p>通知</p>".encode())
    with mail_server(postbox) as port:
        channel(port).send(replace(parcel, files=(page,)), attempt)
    (part,) = postbox.mails[0].iter_attachments()
    assert (part.get_content_type(), part.get_payload(decode=True)) == ("text/html", page.content)


def test_nobody_adds_a_header(parcel: Parcel, attempt: Attempt) -> None:
    postbox = Postbox()
    hostile = replace(
        parcel,
        subject="通知\r\nBcc: evil@x.example\r\n\r\n<script>\u202etxt.exe\x00",
        files=(ParcelFile(name='a"\r\nX-Evil: 1\u202efdp.exe', form="pdf", content=b"%PDF"),),
    )
    with mail_server(postbox) as port:
        sender = channel(port)
        replace(sender, sender_name='办公室" <evil@x.example>\nX-Evil: 1').send(hostile, attempt)
    (mail,) = postbox.mails
    assert postbox.receivers == [RECEIVER]
    assert mail["Bcc"] is None
    assert mail["X-Evil"] is None
    assert mail["Subject"] == "通知 Bcc: evil@x.example <script>txt.exe"
    assert [address.addr_spec for address in mail["From"].addresses] == ["duban@office.example"]
    (part,) = mail.iter_attachments()
    assert part["X-Evil"] is None
    assert part.get_filename() == 'a" X-Evil: 1fdp.exe'


@pytest.mark.parametrize(
    "address", ["a@b.example\r\nRCPT TO:<c@d.example>", "<a@b.example> SIZE=1", "甲@b.example", ""]
)
def test_what_is_no_address_is_never_sent(parcel: Parcel, attempt: Attempt, address: str) -> None:
    postbox = Postbox()
    with mail_server(postbox) as port, pytest.raises(RefusedError):
        replace(channel(port), target=address).send(parcel, attempt)
    assert postbox.asked == 0


@pytest.mark.parametrize(
    ("answer", "kind", "told"),
    [
        ("451 4.3.0 \u7cfb\u7edf\u5fd9", LaterError, "发信服务器没有接收（451 "),
        ("552 5.3.4 too big", RefusedError, "发信服务器没有接收（552 5.3.4 too big）"),
    ],
)
def test_what_the_server_says_of_the_text(
    parcel: Parcel, attempt: Attempt, answer: str, kind: type[DeliveryError], told: str
) -> None:
    with (
        mail_server(Postbox(answers=[answer])) as port,
        pytest.raises(kind, match=re.escape(told)),
    ):
        channel(port).send(parcel, attempt)


def test_an_unknown_receiver_is_final(parcel: Parcel, attempt: Attempt) -> None:
    postbox = Postbox(refused={RECEIVER: "550 5.1.1 no such user"})
    with (
        mail_server(postbox) as port,
        pytest.raises(RefusedError, match=re.escape("（550 5.1.1 no such user）")),
    ):
        channel(port).send(parcel, attempt)
    assert postbox.asked == 0


def test_a_closed_port_can_be_tried_later(parcel: Parcel, attempt: Attempt) -> None:
    with mail_server(Postbox()) as port:
        pass
    with pytest.raises(LaterError, match=re.escape(f"127.0.0.1:{port} 连接不上（Connection ")):
        channel(port).send(parcel, attempt)


def test_a_server_that_says_nothing_is_left(parcel: Parcel, attempt: Attempt) -> None:
    with raw_server(greets=False) as server, pytest.raises(LaterError, match="在时限内没有应答"):
        channel(server.port, seconds=0.2).send(parcel, attempt)
    assert server.whole_texts == 0


@pytest.mark.parametrize(
    ("final", "told"),
    [
        (b"", "对方可能已经收到（中途断开了连接）"),
        (None, "对方可能已经收到（在时限内没有应答）"),
        (b"hello\r\n", "对方可能已经收到（回答无法识读：o）"),
    ],
)
def test_nobody_knows_where_the_last_answer_is_missing(
    parcel: Parcel, attempt: Attempt, final: bytes | None, told: str
) -> None:
    with (
        raw_server(final=final) as server,
        pytest.raises(UncertainError, match=re.escape(told)),
    ):
        channel(server.port, seconds=1.5 if final is None else 5.0).send(parcel, attempt)
    assert server.whole_texts == 1


def test_encryption_from_the_beginning_and_later(
    tmp_path: Path, parcel: Parcel, attempt: Attempt
) -> None:
    ours, trusting = certificate(tmp_path)
    postbox = Postbox()
    with mail_server(postbox, ssl_context=ours) as port:
        channel(port, "tls", "localhost", context=trusting).send(parcel, attempt)
    with mail_server(postbox, tls_context=ours, require_starttls=True) as port:
        channel(port, "starttls", "localhost", context=trusting).send(parcel, attempt)
    assert len(postbox.bodies) == 2


@pytest.mark.parametrize(
    ("host", "is_trusted", "told"),
    [
        ("localhost", False, "证书不可信（self-signed certificate）"),
        ("127.0.0.1", True, "证书不可信（IP address mismatch"),
    ],
)
@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_certificate_that_cannot_be_trusted(
    tmp_path: Path,
    parcel: Parcel,
    attempt: Attempt,
    *,
    host: str,
    is_trusted: bool,
    told: str,
    security: str,
) -> None:
    ours, trusting = certificate(tmp_path)
    postbox = Postbox()
    side = {"ssl_context" if security == "tls" else "tls_context": ours}
    context = trusting if is_trusted else None
    with mail_server(postbox, **side) as port, pytest.raises(RefusedError, match=re.escape(told)):
        channel(port, security, host, context=context).send(parcel, attempt)
    assert postbox.asked == 0


def test_nothing_is_sent_in_the_open_where_encryption_is_set(
    parcel: Parcel, attempt: Attempt
) -> None:
    postbox = Postbox()
    with mail_server(postbox) as port, pytest.raises(RefusedError, match="不支持所设的加密"):
        channel(port, "starttls").send(parcel, attempt)
    assert postbox.asked == 0


def test_login(tmp_path: Path, parcel: Parcel, attempt: Attempt) -> None:
    ours, trusting = certificate(tmp_path)
    postbox = Postbox()
    with mail_server(postbox, **locked(tls_context=ours)) as port:
        known = channel(port, "starttls", "localhost", USER, PASSWORD, trusting)
        known.send(parcel, attempt)
        for password, told in (
            ("wrong", "发信服务器登录没有通过（535 5.7.8 Authentication credentials invalid）"),
            ("密码", "发信的登录名或者密码含有发信服务器不接受的字符"),
            ("", "没有发信密码：请把密码放入环境变量 DUBAN_MAIL_PASSWORD"),
        ):
            with pytest.raises(RefusedError, match=re.escape(told)) as error:
                replace(known, password=password).send(parcel, attempt)
            assert "wrong" not in str(error.value)
    assert len(postbox.bodies) == 1
    assert PASSWORD not in repr(known)


def test_a_mail_that_is_too_large(parcel: Parcel, attempt: Attempt) -> None:
    large = ParcelFile(name="大.pdf", form="pdf", content=bytes(200_000))
    postbox = Postbox()
    with (
        mail_server(postbox, data_size_limit=100_000) as port,
        pytest.raises(RefusedError, match=re.escape("邮件约 0.3 MB，超过上限 0.1 MB")),
    ):
        channel(port).send(replace(parcel, files=(large,)), attempt)
    assert postbox.asked == 0
    larger = replace(large, content=bytes(LARGEST_MAIL))
    with pytest.raises(RefusedError, match=re.escape("超过上限 30.0 MB：请改用文件夹取件")):
        channel(1).check(replace(parcel, files=(larger,)))


def test_settings_that_are_not_whole(parcel: Parcel) -> None:
    bare = replace(channel(25), settings=MailSettings())
    with pytest.raises(RefusedError, match="没有设置发信服务器或者发件人"):
        bare.check(parcel)
