"""What a text quotes (《…》 and “…”): titles of documents, and the text without them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LONGEST = 120
# 《…的通知》, also with 〈…〉 or a second 《…》 inside
_TITLE_ALONE = re.compile(
    rf"《(?P<words>(?:[^《》\n]|《[^《》\n]{{0,{_LONGEST}}}》){{1,{_LONGEST}}})》"
)
_TITLE = re.compile(
    _TITLE_ALONE.pattern + r"(?:\s*[（(](?P<number>[^《》，,；;。]{2,40}?\d{1,4}\s?号))?"
)
_WORDS = re.compile(r"“[^“”\n]{1,120}”|\"[^\"\n]{1,120}\"")
_INNER = re.compile(r"[《》〈〉<>\s]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A document that the text names: its title, the number (文号) beside it, and its place."""

    words: str
    number: str | None
    start: int
    end: int


def titles_in(text: str) -> tuple[Title, ...]:
    """The titles in 《…》, in order, with the number in brackets after them where one stands."""
    if "《" not in text:
        return ()
    return tuple(
        Title(
            words=found["words"],
            number=found["number"],
            start=found.start(),
            end=found.end("words") + 1,
        )
        for found in _TITLE.finditer(text)
    )


def without_titles(text: str) -> str:
    """The text with titles in 《…》 blotted out, every other character at its place."""
    return _TITLE_ALONE.sub(_blotted, text) if "《" in text else text


def without_quotes(text: str) -> str:
    """The text with titles and quoted words blotted out, every other character at its place."""
    if "《" in text:
        text = _TITLE.sub(_blotted, text)
    if "“" in text or '"' in text:
        text = _WORDS.sub(_blotted, text)
    return text


def _blotted(found: re.Match[str]) -> str:
    return "\x00" * len(found[0])


def folded_title(words: str) -> str:
    """A title as it is compared: without white space and inner brackets of titles."""
    return _INNER.sub("", words)
