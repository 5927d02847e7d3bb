"""Every kind of defect that is planted."""

from __future__ import annotations

from collections.abc import Sequence

from bench.mutations import figures, others, parts, publication, tables, told, wording
from bench.mutations.model import Kind


def all_kinds() -> Sequence[Kind]:
    """All kinds, in the order of the pages; no two have the same name."""
    pages = (tables, figures, parts, told, wording, others, publication)
    return [kind for page in pages for kind in page.kinds()]


def kinds_without_words() -> Sequence[Kind]:
    """Those that change no words: for reports whose words are not ours."""
    return [kind for page in (tables, figures, publication) for kind in page.kinds()]
