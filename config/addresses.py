"""What an e-mail address looks like that mail servers take without further agreement."""

from __future__ import annotations

import re

from config.tables import Must

_WORD = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"({_WORD}(?:\.{_WORD})*)@({_LABEL}(?:\.{_LABEL})+)")
# RFC 5321, 4.5.3.1: octets of the part before the @, and of the whole path without its brackets.
_LONGEST_LOCAL, _LONGEST = 64, 254


def is_mail_address(text: str) -> bool:
    """Whether ``text`` is one plain address such as ``zwgk@suzhen.example``: no name, no quotes.

    Addresses with Chinese in them need servers that agreed on it (RFC 6531) and do not count.
    """
    match = _ADDRESS.fullmatch(text) if len(text) <= _LONGEST else None
    return match is not None and len(match[1]) <= _LONGEST_LOCAL


MAIL_ADDRESS = Must(is_mail_address, "应为一个邮箱地址，如 zwgk@suzhen.example")
MAIL_ADDRESSES = Must(
    lambda addresses: all(map(is_mail_address, addresses)),
    "各项应为邮箱地址，如 zwgk@suzhen.example",
)
