"""Errors of the browser room."""

from __future__ import annotations

from config.errors import DubanError


class BrowserError(DubanError):
    """There is no browser, it did not start, or a page did not open."""


class RenderTimeout(BrowserError):  # noqa: N818 - the word of the field
    """The page did not show what it was opened for within the time given."""


class PageRefused(BrowserError):  # noqa: N818 - what the portal did, told by the browser
    """The browser works, and the portal did not let it connect."""


class HostUnknown(PageRefused):
    """The name of the portal does not resolve."""


class CertificateRefused(PageRefused):
    """The portal's secure connection does not hold."""


class AnswerLate(PageRefused):
    """The portal did not give its whole answer within the time given."""


class AnswerCut(PageRefused):
    """The answer ended before its length."""


class BrowserStartError(BrowserError):
    """There is no browser, or it does not start."""


def first_line(error: Exception) -> str:
    """What the browser's driver says; the lines after the first are its own log."""
    return str(error).partition("\n")[0]


# Of Chromium (net::ERR_) and of the program that drives it (Node): what the network did.
_NETWORK: tuple[tuple[tuple[str, ...], type[PageRefused]], ...] = (
    (("ERR_NAME_NOT_RESOLVED", "ENOTFOUND", "EAI_AGAIN"), HostUnknown),
    (
        ("ERR_CERT_", "ERR_SSL_", "ERR_TLS_", "certificate", "EPROTO", "SSL routines"),
        CertificateRefused,
    ),
    (("ERR_TIMED_OUT", "ERR_CONNECTION_TIMED_OUT", "ETIMEDOUT"), AnswerLate),
    (("ERR_CONTENT_LENGTH_MISMATCH", "ERR_INCOMPLETE_CHUNKED", "aborted"), AnswerCut),
    (("net::ERR_", "ECONNREFUSED", "ECONNRESET", "socket hang up", "Parse Error"), PageRefused),
)


def told_by(error: Exception, words: str) -> BrowserError:
    """The error of ours for one of the driver's; ``words`` say what was wanted."""
    said = first_line(error)
    kind = next(
        (kind for marks, kind in _NETWORK if any(mark in said for mark in marks)), BrowserError
    )
    return kind(f"{words}：{said}")
