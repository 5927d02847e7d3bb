"""The figures of a report without the rest of it, for those who want nothing else.

On most pages of the web nothing need be asked of the sentences. Wherever they, or the year, might
change a figure, the whole report is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reading.blocks import Paragraph
from reading.charset import Decoded
from reading.editions import Edition
from reading.errors import DocumentError
from reading.facts import identity_of
from reading.figures import read_tables
from reading.forms import form_of
from reading.html.document import read_html
from reading.model import Figure, FigureState, Media, PartName, ReportReading
from reading.parts import outline_of
from reading.reader import read
from reading.several import reports_in
from reading.tables import find_tables

_PRINTED = frozenset({FigureState.NUMBER, FigureState.BLANK, FigureState.TEXT})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFigures:
    """The figures of one report by their paths, and whose they are, as ``ReportReading`` has it."""

    agency: str | None
    year: int | None
    edition: Edition | None
    figures: Mapping[str, Figure]


def read_figures(
    body: bytes, *, name: str, content_type: str | None = None
) -> Mapping[str, Figure]:
    """The figures that ``reading.reader.read`` would give, by their paths, often far sooner.

    Raises:
        DocumentError: see ``reading.reader.read``.
    """
    return figures_in(body, name=name, content_type=content_type)[0].figures


def figures_in(
    body: bytes, *, name: str, content_type: str | None = None
) -> tuple[ReportFigures, ...]:
    """The figures of every report in a document, the newest first; mostly there is one.

    Raises:
        DocumentError: see ``reading.reader.read``.
    """
    try:
        form = form_of(body, content_type)
        is_page = form.media is Media.HTML
        alone = _of_page(form.decoded) if is_page and form.decoded is not None else None
    except DocumentError:
        alone = None  # the whole reading says the same of the file, by its name
    if alone is not None:
        return (alone,)
    return figures_of(read(body, name=name, content_type=content_type))


def figures_of(reading: ReportReading) -> tuple[ReportFigures, ...]:
    """The figures of a reading, and of the others in the same document."""
    return tuple(
        ReportFigures(agency=one.agency, year=one.year, edition=one.edition, figures=one.figures)
        for one in (reading, *reading.others)
    )


def _of_page(decoded: Decoded) -> ReportFigures | None:
    """What the blocks of a page tell alone; ``None`` where more of it may have a say.

    The year counts where a part has no heading or table two no header; that the page may be cut,
    or hide something, counts where a row is not there.
    """
    document = read_html(decoded)
    outline = outline_of(document.blocks)
    if len(outline.sections) < len(PartName) or reports_in(document, outline.blocks):
        return None
    found = find_tables(outline)
    if found.edition is None:
        return None
    figures = read_tables(document, outline, found, None).figures
    if any(figure.state not in _PRINTED for figure in figures.values()):
        return None
    paragraphs = [block.text for block in outline.blocks if isinstance(block, Paragraph)]
    identity = identity_of(outline.preamble, paragraphs, document.titles)
    return ReportFigures(
        agency=identity.agency, year=identity.year, edition=found.edition, figures=figures
    )
