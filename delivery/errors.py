"""What may become of an attempt to deliver, other than success.

Tree::

    DeliveryError
    ├── RefusedError      certain that nothing arrived; to try the same again is no use
    ├── LaterError        certain that nothing arrived; the other side may take it later
    └── UncertainError    it may have arrived: never tried again by the program alone
"""

from __future__ import annotations

import unicodedata

from config.errors import DubanError

_LONGEST = 200


class DeliveryError(DubanError):
    """An attempt that did not succeed for sure; the message is the reason, in Chinese."""


class RefusedError(DeliveryError):
    """The other side, or we ourselves, will not have it so."""


class LaterError(DeliveryError):
    """The other side cannot be reached or asks to come again."""


class UncertainError(DeliveryError):
    """Everything was sent, but no answer came: the document may have arrived."""


def one_line(text: str, longest: int | None = None) -> str:
    """``text`` in one line, without what cannot be seen; cut at ``longest`` characters."""
    shown = (_shown(c) for c in text)
    line = " ".join("".join(shown).split())
    return line if longest is None or len(line) <= longest else f"{line[:longest]}…"


def _shown(character: str) -> str:
    """Control characters part words; marks that only turn or join what is read are left out."""
    kind = unicodedata.category(character)
    return " " if kind == "Cc" else "" if kind in ("Cf", "Cs") else character


def answered(answer: bytes | str) -> str:
    """What the other side said, fit to be shown and kept: it is not ours."""
    text = answer if isinstance(answer, str) else answer.decode("utf-8", "replace")
    return one_line(text, _LONGEST) or "（没有说明）"
