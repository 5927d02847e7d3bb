"""Puts into a page the sentence that names the document it takes the place of (更正)."""

from __future__ import annotations

import re

from markupsafe import escape

from config.errors import DubanError
from notices.visible import visible

# After the addressee; a document without one has the line for the number, or the title alone.
_BEFORE = (
    re.compile(r'<p class="addressee"[^>]*>.*?</p>', re.DOTALL),
    re.compile(r'<p class="number"[^>]*>.*?</p>', re.DOTALL),
    re.compile(r"<h1[^>]*>.*?</h1>", re.DOTALL),
)


def with_reference(page: str, sentence: str) -> str:
    """``page`` with ``sentence`` as the first paragraph under the addressee.

    Every other byte stays. It is put in here and not by the templates, so that no template of an
    office can leave it out.

    Raises:
        DubanError: the page has neither addressee nor number nor title.
    """
    for before in _BEFORE:
        match = before.search(page)
        if match is not None:
            told = f"\n<p>{escape(visible(sentence))}</p>"
            return page[: match.end()] + told + page[match.end() :]
    raise DubanError("模板中没有标题、文号和主送机关，写不进所更正文书的文号，请检查模板")
