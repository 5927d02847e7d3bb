"""Web hooks against a real server on loopback: what is sent, signed, and made of the answer."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hook_server import OK, Hook, hook_server
from mail_server import certificate

from config.paper_settings import HookSettings
from delivery.errors import DeliveryError, LaterError, RefusedError, UncertainError
from delivery.hook_message import masked, signature, signed_url
from delivery.hooks import HookChannel
from delivery.model import Attempt, Parcel


def channel(
    url: str, kind: str = "wecom", secret: str | None = None, seconds: float = 5.0
) -> HookChannel:
    settings = HookSettings(name="政务公开群", kind=kind, url=url)
    return HookChannel(settings=settings, secret=secret, timeout_seconds=seconds)


def test_a_group_of_wecom(parcel: Parcel, attempt: Attempt) -> None:
    with hook_server(Hook()) as hook:
        receipt = channel(hook.url).send(replace(parcel, short="请看 <@all> 通知"), attempt)
    assert receipt == OK.decode()
    (sent,) = hook.came
    assert sent.path == "/robot/send?key=KEY-OF-THE-GROUP"
    assert sent.headers["Content-Type"] == "application/json; charset=utf-8"
    assert json.loads(sent.body) == {
        "msgtype": "text",
        "text": {"content": "请看 \uff1c@all\uff1e 通知"},
    }


def test_a_group_of_dingtalk_is_signed_in_the_address(parcel: Parcel, attempt: Attempt) -> None:
    with hook_server(Hook()) as hook:
        channel(hook.url, "dingtalk", "SECret").send(parcel, attempt)
    (sent,) = hook.came
    assert parse_qs(urlsplit(sent.path).query) == {
        "key": ["KEY-OF-THE-GROUP"],
        "timestamp": ["1708911000000"],
        "sign": ["FoD4/rqCxoGbFkEBXCvU0XRUrUwVUKJHWG17jGzpTlE="],
    }
    assert json.loads(sent.body) == {"msgtype": "text", "text": {"content": parcel.short}}


def test_a_system_of_the_office_gets_all_and_a_signature(parcel: Parcel, attempt: Attempt) -> None:
    with hook_server(Hook(answer=b"")) as hook:
        receipt = channel(hook.url, "generic", "SECret").send(parcel, attempt)
    assert receipt == "（没有说明）"
    (sent,) = hook.came
    reference = f"duban.12.bc8af1a3.1.{parcel.sha256[:12]}"
    assert sent.headers["Duban-Delivery"] == reference
    assert sent.headers["Duban-Signature"] == f"sha256={signature('SECret', sent.body).hex()}"
    assert json.loads(sent.body) == {
        "reference": reference,
        "sent_at": "2024-02-26T01:30:00+00:00",
        "notice_id": 12,
        "title": parcel.title,
        "number": "苏政公开办〔2024〕3号",
        "reply_due": "2024-03-11",
        "sha256": parcel.sha256,
        "text": parcel.short,
    }


def test_signatures_are_those_of_the_makers() -> None:
    # Made with: printf '1704067200000\nthis is secret' | openssl dgst -sha256 -hmac … -binary
    at = datetime(2024, 1, 1, tzinfo=UTC)
    assert signed_url(
        "https://oapi.dingtalk.com/robot/send?access_token=X", "this is secret", at
    ) == (
        "https://oapi.dingtalk.com/robot/send?access_token=X&timestamp=1704067200000&sign=dP9mCg9FwTewq%2BeA%2FVwyLSqokv4ybdqzxKl%2BukiQa68%3D"
    )
    # RFC 4231, test case 2
    assert signature("Jefe", b"what do ya want for nothing?").hex() == (
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    )


@pytest.mark.parametrize(
    ("kind", "answer", "error", "told"),
    [
        ("wecom", b'{"errcode":93000,"errmsg":"invalid webhook url"}', RefusedError, "（93000 inv"),
        ("wecom", b'{"errcode":45009,"errmsg":"freq out of limit"}', LaterError, "（45009 freq"),
        ("dingtalk", b'{"errcode":310000,"errmsg":"sign not match"}', RefusedError, "（310000 si"),
        ("dingtalk", b'{"errcode":-1}', LaterError, "没有接收（-1 None）"),
        ("generic", b'{"errcode":7,"errmsg":"no\\nway"}', RefusedError, "没有接收（7 no way）"),
        ("wecom", b"<html>login</html>", UncertainError, "（回答无法识读：<html>login</html>）"),
        ("wecom", b"[" * 40_000, UncertainError, "回答无法识读：[[["),
        ("wecom", b'{"errcode":"0"}', UncertainError, "回答无法识读"),
    ],
)
def test_answers_are_judged_by_what_they_say(
    parcel: Parcel,
    attempt: Attempt,
    kind: str,
    answer: bytes,
    error: type[DeliveryError],
    told: str,
) -> None:
    with (
        hook_server(Hook(answer=answer)) as hook,
        pytest.raises(error, match=re.escape(told)) as raised,
    ):
        channel(hook.url, kind).send(parcel, attempt)
    assert "KEY-OF" not in str(raised.value)


@pytest.mark.parametrize(
    ("status", "error", "told"),
    [
        (302, RefusedError, "要求转到别处（HTTP 302），没有照办"),
        (307, RefusedError, "要求转到别处（HTTP 307），没有照办"),
        (404, RefusedError, "拒收（HTTP 404）"),
        (429, LaterError, "暂时不能接收（HTTP 429）"),
        (500, UncertainError, "对方可能已经收到（对方出错，HTTP 500）"),
        (503, LaterError, "暂时不能接收（HTTP 503）"),
    ],
)
def test_answers_are_judged_by_their_status(
    parcel: Parcel, attempt: Attempt, status: int, error: type[DeliveryError], told: str
) -> None:
    elsewhere = Hook()
    with hook_server(elsewhere), hook_server(Hook(status=status)) as hook:
        hook.headers = (("Location", elsewhere.url),)
        with pytest.raises(error, match=re.escape(told)) as raised:
            channel(hook.url).send(parcel, attempt)
    assert len(hook.came) == 1
    assert elsewhere.came == []
    assert "KEY-OF" not in str(raised.value)


def test_silence_after_the_message_may_mean_that_it_arrived(
    parcel: Parcel, attempt: Attempt
) -> None:
    with (
        hook_server(Hook(answer=None)) as hook,
        pytest.raises(UncertainError, match="对方可能已经收到（没有等到回答）"),
    ):
        channel(hook.url, seconds=0.2).send(parcel, attempt)
    assert len(hook.came) == 1


def test_a_closed_port_can_be_tried_later(parcel: Parcel, attempt: Attempt) -> None:
    with hook_server(Hook()) as hook:
        pass
    with pytest.raises(LaterError) as raised:
        channel(hook.url).send(parcel, attempt)
    assert str(raised.value) == (
        "网络钩子“政务公开群”（http://127.0.0.1/…）连接不上（Connection refused）"
    )


def test_a_certificate_is_looked_at(tmp_path: Path, parcel: Parcel, attempt: Attempt) -> None:
    ours, trusting = certificate(tmp_path)
    with hook_server(Hook(), ours) as hook:
        url = hook.url.replace("http://127.0.0.1", "https://localhost")
        told = re.escape("（https://localhost/…）的证书不可信（self-signed certificate）")
        with pytest.raises(RefusedError, match=told):
            channel(url).send(parcel, attempt)
        replace(channel(url), context=trusting).send(parcel, attempt)
    assert len(hook.came) == 1


def test_an_address_that_cannot_be_asked(parcel: Parcel, attempt: Attempt) -> None:
    with pytest.raises(RefusedError, match="的地址写得不对"):
        channel("http://127.0.0.1:port/x").send(parcel, attempt)


def test_a_secret_that_is_missing_is_said_before_anything_is_sent(parcel: Parcel) -> None:
    settings = HookSettings(
        name="群",
        kind="dingtalk",
        url="https://a.example/",
        secret_variable="DUBAN_HOOK_SECRET",  # noqa: S106 - a name
    )
    told = "网络钩子“群”缺少签名密钥：请把密钥放入环境变量 DUBAN_HOOK_SECRET"
    with pytest.raises(RefusedError, match=told):
        HookChannel(settings=settings, secret=None).check(parcel)
    assert "SECret" not in repr(channel("https://a.example/", secret="SECret"))  # noqa: S106
    assert masked("https://u:p@hook.example:8443/robot?key=1") == "https://hook.example/…"
