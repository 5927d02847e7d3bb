"""What is sent to web hooks, and the signatures over it.

WeCom: developer.work.weixin.qq.com/document/path/91770. DingTalk, with the signature:
open.dingtalk.com/document/orgapp/custom-robot-access. Only plain text is sent, so that nothing in
a title can become a link or a mention.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import quote, urlencode, urlsplit, urlunsplit
from urllib.request import Request

from config.paper_settings import HookSettings
from config.version import VERSION
from delivery.model import Attempt, Parcel

_LONGEST_TEXT = 600  # WeCom takes 2,048 bytes of text
# ``<@name>`` would call a person in WeCom.
_PLAIN = str.maketrans("<>", "\uff1c\uff1e")


def request_of(
    settings: HookSettings, secret: str | None, parcel: Parcel, attempt: Attempt, reference: str
) -> Request:
    """The request, signed where there is a secret.

    Raises:
        ValueError: the address cannot be asked.
    """
    body = json.dumps(_content(settings.kind, parcel, attempt, reference), ensure_ascii=False)
    sent = body.encode("utf-8", "replace")
    url = urlunsplit(_ascii_part(part) for part in urlsplit(settings.url))
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": f"Duban/{VERSION}",
    }
    if settings.kind == "dingtalk" and secret:
        url = signed_url(url, secret, attempt.at)
    if settings.kind == "generic":
        headers["Duban-Delivery"] = reference
        if secret:
            headers["Duban-Signature"] = f"sha256={signature(secret, sent).hex()}"
    # The settings let http and https through alone.
    return Request(url, data=sent, headers=headers)  # noqa: S310


def masked(url: str) -> str:
    """``https://host/…``: an address without the key that stands in it."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname}/…"


def signature(secret: str, content: bytes) -> bytes:
    """HMAC-SHA256 of ``content``."""
    return hmac.new(secret.encode(), content, hashlib.sha256).digest()


def signed_url(url: str, secret: str, at: datetime) -> str:
    """``url`` with the time in milliseconds and DingTalk's signature over it."""
    stamp = str(int(at.timestamp() * 1000))
    sign = base64.b64encode(signature(secret, f"{stamp}\n{secret}".encode())).decode()
    joint = "&" if urlsplit(url).query else "?"
    return f"{url}{joint}{urlencode({'timestamp': stamp, 'sign': sign})}"


def _content(kind: str, parcel: Parcel, attempt: Attempt, reference: str) -> Mapping[str, object]:
    if kind != "generic":
        text = parcel.short.translate(_PLAIN)[:_LONGEST_TEXT]
        return {"msgtype": "text", "text": {"content": text}}
    return {
        "reference": reference,
        "sent_at": attempt.at.isoformat(),
        "notice_id": parcel.notice_id,
        "title": parcel.title,
        "number": parcel.number,
        "reply_due": parcel.reply_due.isoformat() if parcel.reply_due else None,
        "sha256": parcel.sha256,
        "text": parcel.short,
    }


def _ascii_part(part: str) -> str:
    """A part of an address as it goes over the wire; a Chinese host stays and is refused."""
    return quote(part, safe="%/:=&?~#+!$,;'@()*[]")
