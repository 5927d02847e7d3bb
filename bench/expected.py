"""The reports with known contents: where they lie, and what a reader should find in them."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"

# Rows whose label an earlier extraction tore from their cells: the expected reading holds them by
# the order of the form, and says itself that to leave them unread is not wrong while a guess is.
TORN = {
    "reports/real/006_shanghai_stc_2024.txt": frozenset(
        f"requests.{row}"
        for row in (
            "partial", "refused_by_law", "refused_internal_affairs", "unavailable_not_held",
            "unavailable_needs_creation", "unavailable_unclear", "unprocessed_excessive",
            "unprocessed_confirmation", "other_uncorrected", "other_unpaid",
        )
    ),
    "reports/real/007_shanghai_go_2025.txt": frozenset(
        f"requests.{row}"
        for row in ("unprocessed_confirmation", "other_uncorrected", "other_unpaid")
    ),
}  # fmt: skip
# The same report in other forms: what each holds of it, beside the figures.
_CONVERTED = "reports/forms/"
_TABLES_ALONE = frozenset({"xlsx"})
_PICTURES = {"table3.png": ("requests",)}


class Origin(StrEnum):
    """Where a document comes from."""

    REAL = "real"
    SAMPLE = "sample"
    CONVERTED = "converted"
    MADE = "made"


class Form(StrEnum):
    """The form of a document, finer than the reader's own: each row of the tables is one."""

    HTML = "HTML"
    GB18030 = "HTML, GB18030"
    DOCX = "DOCX"
    DOC = "DOC"
    WPS = "WPS"
    PDF = "PDF with text"
    XLSX = "XLSX"
    OFD = "OFD"
    TEXT = "text"
    SCAN = "scan, 200 dpi"
    PICTURE = "picture"

    @property
    def is_text(self) -> bool:
        """Whether the characters are in the file, so that no cell may be read wrongly."""
        return self not in (Form.SCAN, Form.PICTURE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What stands in a document.

    ``figures`` gives for each path the value (digits, ``None`` where the cell is no number) and
    the text of the cell; ``missing`` are figures that it does not have, ``unread`` those that
    nobody can honestly read, ``torn`` rows that may be left unread. What is ``None`` is not
    known, or does not stand in this form, and is not measured.
    ``statements`` are pairs of a kind and its value, for a period the two days; ``doubtful``
    those of which one can hold that they are claimed or that they are not. ``is_every_claim``:
    the document makes no others, else none of the same kinds.
    """

    figures: Mapping[str, tuple[str | None, str]]
    missing: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()
    torn: frozenset[str] = frozenset()
    year: int | None = None
    has_title: bool = True
    title: str | None = None
    parts: Mapping[str, str] | None = None
    dates: Mapping[str, str] | None = None
    statements: Sequence[tuple[str, str]] | None = None
    doubtful: Sequence[tuple[str, str]] = ()
    is_every_claim: bool = False

    @property
    def is_spoilt(self) -> bool:
        """Whether an earlier extraction ran cells together or tore labels from them."""
        return bool(self.unread or self.torn)

    @property
    def is_no_report(self) -> bool:
        """Whether nothing of a report stands in it, so that to refuse it is right."""
        return not self.figures and self.year is None and not self.parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A report to be read; ``expected`` is ``None`` where nobody has written it down yet."""

    name: str
    form: Form
    origin: Origin
    body: bytes = field(repr=False)
    expected: Expected | None = field(default=None, repr=False)


def plain(text: str) -> str:
    """A text by which titles, headings and cells are compared: spaces do not count."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def form_of_name(name: str) -> Form:
    """The form of a file of the collection, by its name."""
    if name.endswith("_gb18030.html"):
        return Form.GB18030
    suffix = name.rpartition(".")[2]
    return {
        "html": Form.HTML, "docx": Form.DOCX, "doc": Form.DOC, "wps": Form.WPS, "pdf": Form.PDF,
        "xlsx": Form.XLSX, "ofd": Form.OFD, "txt": Form.TEXT, "png": Form.PICTURE,
    }[suffix]  # fmt: skip


def collected(root: Path = ROOT, shared: Path = SHARED) -> Iterator[Document]:
    """Every report of the collection beside the project, in the order of their names."""
    known = dict(_expectations(root, shared))
    reports = shared / "reports"
    for folder, origin in (
        ("samples", Origin.SAMPLE),
        ("real", Origin.REAL),
        ("forms", Origin.CONVERTED),
    ):
        for path in sorted((reports / folder).rglob("*.*")):
            name = path.relative_to(shared).as_posix()
            if path.suffix in (".json", ".csv", ".md"):
                continue
            yield Document(
                name=name,
                form=form_of_name(path.name),
                origin=origin,
                body=path.read_bytes(),
                expected=known.get(name) or _of_other_form(name, known),
            )


def _expectations(root: Path, shared: Path) -> Iterator[tuple[str, Expected]]:
    """Each file for which an expected reading was written."""
    for path in sorted((root / "tests/corpus/samples/readings").glob("*.json")):
        for file in (shared / "reports/samples").glob(f"{path.stem}_*"):
            yield file.relative_to(shared).as_posix(), _expected(path, file.name)
    for path in sorted((root / "tests/corpus/real").glob("*.json")):
        written = json.loads(path.read_text(encoding="utf-8"))
        if "figures" in written:
            for name in written.get("files") or [written["file"]]:
                yield name, _expected(path, name)


def _expected(path: Path, name: str) -> Expected:
    written = json.loads(path.read_text(encoding="utf-8"))
    return Expected(
        figures={
            name: (None if value is None else str(value), printed)
            for name, (value, printed) in written["figures"].items()
        },
        missing=frozenset(written["missing"]),
        unread=frozenset(written.get("unread", ())),
        torn=TORN.get(name, frozenset()),
        year=written["year"],
        title=written["title"],
        parts=written["parts"] or None,
        # Several files that hold the same report have dates of their own.
        dates=None if written.get("files") else written.get("dates"),
        statements=_statements(written.get("statements")),
        doubtful=_statements(written.get("statements_doubtful")) or (),
        is_every_claim=True,
    )


def _statements(written: object) -> tuple[tuple[str, str], ...] | None:
    """Claims written down as pairs of a kind and its value, with a reason where in doubt."""
    if not isinstance(written, list):
        return None
    return tuple((str(kind), str(value)) for kind, value, *_ in written)


def _of_other_form(name: str, known: Mapping[str, Expected]) -> Expected | None:
    """The converted reports hold what the page beside them holds, or the tables of it."""
    if not name.startswith(_CONVERTED):
        return None
    folder, _, file = name.rpartition("/")
    whole = known.get(f"{folder}/report.html")
    if whole is None:
        return None
    tables = _PICTURES.get(file)
    if tables is None and file.rpartition(".")[2] not in _TABLES_ALONE:
        return whole
    return Expected(
        figures={
            path: cell
            for path, cell in whole.figures.items()
            if tables is None or path.partition(".")[0] in tables
        },
        missing=frozenset(p for p in whole.missing if not tables or p.partition(".")[0] in tables),
        has_title=False,
    )
