"""What part six tells of the notices of the processing fee (收费通知) besides its statements."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reading.model import Part, Statement, StatementKind
from reading.numbers import Number, numbers_in
from reading.plain import plain

_ASKED = re.compile(r"通知|应收|应缴|总金额|总额")
_COLLECTED = re.compile(r"实际|实收|已收|收取|收缴|缴纳")
_STOP = re.compile(r"[；。]")


def notices_are_counted(part: Part) -> bool:
    """Whether a number of cases is told, by whatever word: 其中民政局1件，收取380元."""
    return any(number.unit == "件" for _, numbers in _sentences(part) for number in numbers)


def amount_asked_is_told(part: Part, said: Sequence[Statement]) -> bool:
    """Whether an amount stands beside those collected: what the notices asked for.

    Without a number of notices it must be named so, since an amount collected is often told twice.
    """
    kinds = {statement.kind for statement in said if statement.value is not None}
    sums = [(text, n) for text, numbers in _sentences(part) for n in numbers if n.unit == "元"]
    if StatementKind.PROCESSING_FEE_NOTICES in kinds:
        return len(sums) > (StatementKind.PROCESSING_FEE_COLLECTED in kinds)
    return any(_is_asked(text, number) for text, number in sums)


def _is_asked(text: str, number: Number) -> bool:
    """Whether the last word before the amount that tells what became of it is of the notices."""
    words = _STOP.split(text[: number.start])[-1]
    asked = [found.end() for found in _ASKED.finditer(words)]
    collected = [found.end() for found in _COLLECTED.finditer(words)]
    return bool(asked) and max(asked) > max(collected, default=-1)


def _sentences(part: Part) -> list[tuple[str, tuple[Number, ...]]]:
    texts = [plain(sentence.text).text for sentence in part.sentences]
    return [(text, tuple(numbers_in(text))) for text in texts]
