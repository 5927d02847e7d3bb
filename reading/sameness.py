"""What makes two readings the same report, whatever stands around it on its page."""

from __future__ import annotations

import hashlib
import json
import re
from decimal import Decimal

from archive.rows import to_plain
from reading.model import Figure, FigureState, Media, ReportReading

# 浏览次数：123 may run into the last sentence of a page.
_COUNTER = re.compile(r"(?:浏览|阅读|点击|访问)(?:次数|量|数|人次)|打印本页|关闭窗口")
_OF_THE_DAY = re.compile(rf"{_COUNTER.pattern}|今天是|星期[一二三四五六日天]|气温")


def report_sha256(
    reading: ReportReading, *, has_text: bool = True, has_preamble: bool = False
) -> str | None:
    """The hash over the report's own text and figures, without the furniture of the page.

    Two readings by the same reader can be compared. Without ``has_text`` the figures alone count,
    for documents of different forms. With ``has_preamble`` the words before the first part count
    too, as far as they are not those of a page that tells the day. ``None`` where nothing can be
    compared: a scan is read by a machine that may see it otherwise the next time, a document that
    is cut lacks what it lacks.
    """
    if reading.media is Media.SCAN or reading.is_cut or not (reading.parts or reading.figures):
        return None
    texts = {
        name.value: ["".join(s.text.split()) for s in part.sentences if not _COUNTER.search(s.text)]
        for name, part in reading.parts.items()
    }
    if has_preamble:
        texts["preamble"] = [
            "".join(s.text.split()) for s in reading.preamble if not _OF_THE_DAY.search(s.text)
        ]
    figures = [
        (path, figure.state.value, figure.value, _words(figure))
        for path, figure in sorted(reading.figures.items())
    ]
    return digest((texts if has_text else {}, figures))


def _words(figure: Figure) -> str | None:
    return figure.printed if figure.state is FigureState.TEXT else None


def digest(content: object) -> str:
    """The hash over values that can be written down, the same for the same values."""
    text = json.dumps(to_plain(content), ensure_ascii=False, sort_keys=True, default=_exact)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _exact(value: object) -> str:
    """A ``Decimal`` by its digits; nothing else is left for this by ``to_plain``."""
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"no canonical form for {type(value).__name__}")
