"""The lines of a run file, each tied to the one before it by its hash.

A line is ``{"digest", "previous", "kind", "row"}``: ``previous`` is the digest of the line before
(64 zeros on the first), ``digest`` the SHA-256 over ``previous`` and the SHA-256 of kind and row,
both as hexadecimal text. A changed, missing or moved line breaks the chain there; and of a line
that may not be shown the SHA-256 of its content is enough to follow the chain across it. Older
lines have the SHA-256 over previous, kind and row at once.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from archive.errors import ArchiveError

START = "0" * 64
# A hostile portal may put half a surrogate pair into a title; the record must still be written.
_LONE_SURROGATES = "surrogatepass"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One line of a run file; ``row`` is the plain content, ``kind`` says of what."""

    digest: str
    previous: str
    kind: str
    row: Any

    @property
    def is_sound(self) -> bool:
        """Whether the digest fits the content."""
        return self.is_divisible or self.digest == _sha256([self.previous, self.kind, self.row])

    @property
    def is_divisible(self) -> bool:
        """Whether the digest is made from ``content``, so that this may stand for the line."""
        return self.digest == _joined(self.previous, self.content)

    @property
    def content(self) -> str:
        """The SHA-256 of kind and row."""
        return _sha256([self.kind, self.row])


def link(previous: str, kind: str, row: object) -> Link:
    """The line that follows the one with digest ``previous``."""
    digest = _joined(previous, _sha256([kind, row]))
    return Link(digest=digest, previous=previous, kind=kind, row=row)


def encode(link: Link) -> bytes:
    """The line as bytes, with its line break."""
    plain = {
        "digest": link.digest,
        "previous": link.previous,
        "kind": link.kind,
        "row": link.row,
    }
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    return text.encode(errors=_LONE_SURROGATES) + b"\n"


def decode(line: bytes) -> Link:
    """The line that ``line`` holds.

    Raises:
        ArchiveError: it is not one of ours.
    """
    try:
        plain = json.loads(line)
        return Link(**{name: plain[name] for name in ("digest", "previous", "kind", "row")})
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ArchiveError("不是有效的存证记录") from error


def line_problems(line: bytes, found: Link, previous: str) -> Iterator[str]:
    """What is wrong with a line and its tie to the one before, in Chinese.

    A blank more or less says nothing else, but it was not written.
    """
    if not found.is_sound or encode(found) != line + b"\n":
        yield "内容被改动，与校验值不符"
    if found.previous != previous:
        yield "与上一行不相连，其间有记录缺失或被移动"


def whole_lines(content: bytes) -> Iterator[bytes]:
    """The finished lines; a half last line, left by a kill, is not among them."""
    return iter(content.split(b"\n")[:-1])


def _joined(previous: str, content: str) -> str:
    return hashlib.sha256(f"{previous}{content}".encode(errors=_LONE_SURROGATES)).hexdigest()


def _sha256(content: list[object]) -> str:
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(canonical.encode(errors=_LONE_SURROGATES)).hexdigest()
