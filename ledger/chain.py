"""The form in which events are hashed. Released: ledgers rest on it, so it never changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

Plain = str | int | None


def canonical(content: Mapping[str, Plain]) -> str:
    """The content as JSON: keys in order, no spaces, Chinese as it is."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def link(previous: str, cells: tuple[Plain, ...]) -> str:
    """The hash over an event: that of the one before, then its other cells in their order."""
    text = json.dumps([previous, *cells], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
