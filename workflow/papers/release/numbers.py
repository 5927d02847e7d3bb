"""The number of a document (文号): by the pattern of the office, or as a person gives it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ledger.said import NoticeKind
from notices.visible import visible
from workflow.papers.release.paper_desk import PaperError

# What leaves the house as an official document; the others may go without a number.
NUMBERED = frozenset(
    {
        NoticeKind.NOTICE,
        NoticeKind.RECHECK,
        NoticeKind.URGING,
        NoticeKind.CIRCULAR,
        NoticeKind.ACCESS_LETTER,
    }
)
_LONGEST = 60


def next_number(pattern: str, year: int, given: Iterable[str]) -> str:
    """The number after the highest that was ever given by this pattern in ``year``.

    Numbers that were left out, or given by hand, are not filled in later.
    """
    before, _, after = pattern.replace("{year}", str(year)).partition("{number}")
    written = re.compile(f"{re.escape(before)}([1-9][0-9]{{0,8}}){re.escape(after)}")
    matches = (written.fullmatch(number) for number in given)
    highest = max((int(match[1]) for match in matches if match), default=0)
    return f"{before}{highest + 1}{after}"


def written_number(number: str) -> str:
    """``number`` as a person gave it, where it can stand in a document.

    Raises:
        PaperError: it is empty or too long, or holds what cannot be seen.
    """
    told = number.strip()
    if not told or len(told) > _LONGEST or "\n" in told or visible(told) != told:
        raise PaperError(
            f"文号应为一行文字，不超过 {_LONGEST} 个字，不含控制字符，如 苏政公开办〔2026〕3号"
        )
    return told


def number_for(
    kind: NoticeKind, number: str | None, pattern: str | None, year: int, given: Iterable[str]
) -> str | None:
    """The number under which a document is released; ``None`` for one that goes without.

    Raises:
        PaperError: it needs one, and neither a person nor a pattern gives it.
    """
    if number is not None:
        return written_number(number)
    if kind not in NUMBERED:
        return None
    if pattern is None:
        raise PaperError(
            f"{kind.label}须有文号：请用 --number 写明，或者在设置中写明文号的写法"
            "（notices.number_pattern）"
        )
    return next_number(pattern, year, given)
