"""Files that only LibreOffice can read, converted in one call before a batch begins."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from reading.errors import DocumentError
from reading.office import convert, needs_office
from reading.workers.handed import Converted, Handed


@contextmanager
def orders_of(files: Sequence[str | Path], **more: object) -> Iterator[Iterator[str]]:
    """The orders of a batch for ``files``, with ``more`` that its task needs.

    LibreOffice takes seconds to start, so RTF and Word 6/95 files are converted together; their
    orders name the DOCX that was made of them, which is there while this lasts.
    """
    old = list(dict.fromkeys(str(file) for file in files if needs_office(Path(file))))
    with TemporaryDirectory(prefix="duban-office-", ignore_cleanup_errors=True) as folder:
        made = _converted(old, Path(folder))
        yield (
            Handed(file=str(file), converted=made.get(str(file))).order(**more) for file in files
        )


def _converted(files: Sequence[str], folder: Path) -> dict[str, Converted]:
    sources: dict[str, Path] = {}
    for number, file in enumerate(files):
        try:
            copy = Path(shutil.copyfile(file, folder / str(number)))
            with copy.open("rb") as opened:
                ending = ".rtf" if opened.read(1) == b"{" else ".doc"
        except OSError:  # gone meanwhile: who reads it will tell
            continue
        sources[file] = copy.rename(copy.with_suffix(ending))
    made = convert(tuple(sources.values()))
    return {
        file: Converted(error_class=one.error_class.value, message=str(one))
        if isinstance(one, DocumentError)
        else Converted(docx=str(one))
        for file, one in zip(sources, made, strict=True)
    }
