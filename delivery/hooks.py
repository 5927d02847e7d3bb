"""Web hooks: a short message to a group of WeCom or DingTalk, or to a system of the office."""

from __future__ import annotations

import http.client
import json
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, HTTPSHandler, OpenerDirector, Request, build_opener

from config.paper_settings import HookSettings
from delivery.errors import LaterError, RefusedError, UncertainError, answered
from delivery.hook_message import masked, request_of
from delivery.model import Attempt, Parcel, reference_of

_SECONDS = 30.0
_MOST_READ = 64 * 1024
_OK, _REDIRECTS, _MANY, _UNAVAILABLE, _THEIR_FAULT = 200, 300, 429, 503, 500
# -1 system busy (both), 45009 (WeCom) and 130101 (DingTalk) too many messages in a minute.
_BUSY_CODES = frozenset({-1, 45009, 130101})


@dataclass(frozen=True, slots=True, kw_only=True)
class HookChannel:
    """The way to one hook; ``target`` is its name in the settings, its address is told masked."""

    settings: HookSettings
    secret: str | None = field(repr=False)
    context: ssl.SSLContext | None = None
    timeout_seconds: float = _SECONDS
    name: str = "webhook"
    carries_files: bool = False

    @property
    def target(self) -> str:
        """The name of the hook."""
        return self.settings.name

    def check(self, parcel: Parcel) -> None:  # noqa: ARG002 - as every channel
        """Whether the secret is there that the settings speak of.

        Raises:
            RefusedError: it says which environment variable is missing.
        """
        variable = self.settings.secret_variable
        if variable is not None and not self.secret:
            raise RefusedError(
                f"网络钩子“{self.target}”缺少签名密钥：请把密钥放入环境变量 {variable}"
            )

    def reference(self, parcel: Parcel, attempt: Attempt) -> str:
        """The mark of the attempt; generic hooks get it in a header and in the message."""
        return reference_of(parcel, self.target, attempt)

    def send(self, parcel: Parcel, attempt: Attempt) -> str:
        """Send the message; what the other side answered.

        Raises:
            DeliveryError: it was refused, is to be tried later, or nobody knows.
        """
        self.check(parcel)
        reference = self.reference(parcel, attempt)
        try:
            request = request_of(self.settings, self.secret, parcel, attempt, reference)
            status, body = self._asked(request)
        except HTTPError as error:
            with error:
                status, body = error.code, b""
        except URLError as error:
            raise self._unreached(error) from error
        except (ValueError, http.client.InvalidURL) as error:
            raise RefusedError(f"网络钩子“{self.target}”的地址写得不对，请核对") from error
        except (OSError, http.client.HTTPException) as error:
            raise self._unknown("没有等到回答") from error
        self._judge(status)
        return self._receipt(body)

    def _asked(self, request: Request) -> tuple[int, bytes]:
        with self._opener().open(request, timeout=self.timeout_seconds) as response:
            return response.status, _bounded(response, self.timeout_seconds)

    def _opener(self) -> OpenerDirector:
        context = self.context or ssl.create_default_context()
        return build_opener(_NoRedirects, HTTPSHandler(context=context))

    def _judge(self, status: int) -> None:
        """Whether the status says that the message was taken.

        Raises:
            DeliveryError: it was not, or nobody knows.
        """
        told = f"网络钩子“{self.target}”（{masked(self.settings.url)}）"
        if status in (_MANY, _UNAVAILABLE):
            raise LaterError(f"{told}暂时不能接收（HTTP {status}）")
        if status >= _THEIR_FAULT:
            raise self._unknown(f"对方出错，HTTP {status}")
        if _REDIRECTS <= status < _REDIRECTS + 100:
            raise RefusedError(f"{told}要求转到别处（HTTP {status}），没有照办：请核对地址")
        if not _OK <= status < _REDIRECTS:
            raise RefusedError(f"{told}拒收（HTTP {status}）")

    def _receipt(self, body: bytes) -> str:
        """What the answer says; robots tell in it whether they took the message."""
        try:
            answer = json.loads(body)
        except (ValueError, RecursionError):
            answer = None
        code = answer.get("errcode") if isinstance(answer, Mapping) else None
        if code is None and self.settings.kind == "generic":
            return answered(body)
        if not isinstance(code, int):
            raise self._unknown(f"回答无法识读：{answered(body)}")
        if code == 0:
            return answered(body)
        told = f"网络钩子“{self.target}”没有接收（{code} {answered(str(answer.get('errmsg')))}）"
        raise LaterError(told) if code in _BUSY_CODES else RefusedError(told)

    def _unreached(self, error: URLError) -> RefusedError | LaterError:
        """Why no connection came about; nothing was sent."""
        told = f"网络钩子“{self.target}”（{masked(self.settings.url)}）"
        cause = error.reason
        if isinstance(cause, ssl.SSLCertVerificationError):
            return RefusedError(f"{told}的证书不可信（{answered(cause.verify_message)}）")
        if isinstance(cause, TimeoutError):
            return LaterError(f"{told}在时限内没有应答")
        said = cause.strerror if isinstance(cause, OSError) and cause.strerror else str(cause)
        return LaterError(f"{told}连接不上（{answered(said)}）")

    def _unknown(self, why: str) -> UncertainError:
        return UncertainError(f"消息已交给网络钩子“{self.target}”，对方可能已经收到（{why}）")


class _NoRedirects(HTTPRedirectHandler):
    """A hook that has moved is for a person to look at: the message would go elsewhere."""

    def redirect_request(
        self,
        req: Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> None:
        """Go nowhere."""


def _bounded(response: http.client.HTTPResponse, seconds: float) -> bytes:
    """The beginning of the answer, however slowly it drips.

    Raises:
        TimeoutError: it took longer than ``seconds``.
    """
    end = time.monotonic() + seconds
    body = b""
    while len(body) < _MOST_READ and (piece := response.read1(_MOST_READ)):
        body += piece
        if time.monotonic() > end:
            raise TimeoutError
    return body[:_MOST_READ]
