"""Text cut into sentences, each with its locator."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reading.model import Sentence

# A full stop inside a quotation that the sentence goes on after ends nothing: “…。”的要求.
_CLOSING = r"”’』」）)》\""
_END = re.compile(
    r"(?=[。！？!?\n])(?:"
    rf"[。！？]++(?![{_CLOSING}])|[。！？]++[{_CLOSING}]++(?![，,、；;：:的等和与及])"
    r"|(?<=[^\x00-\x7f])[!?]++|\n+)"
)


def split_sentences(text: str) -> Iterator[str]:
    """The sentences of a text in order, stripped, none empty; a line break ends a sentence."""
    start = 0
    for end in _END.finditer(text):
        yield from _stripped(text[start : end.end()])
        start = end.end()
    yield from _stripped(text[start:])


def sentences_of(label: str, text: str, *, first: int = 1) -> tuple[Sentence, ...]:
    """The sentences with locators ``{label} 第k句``, counted from ``first``."""
    return tuple(
        Sentence(text=sentence, at=f"{label} 第{number}句")
        for number, sentence in enumerate(split_sentences(text), first)
    )


def _stripped(text: str) -> Iterator[str]:
    # \u3000 is white space to Python; the zero-width signs are not.
    sentence = text.strip().strip("\u200b\ufeff").strip()
    if sentence:
        yield sentence
