"""Documents that only LibreOffice can read, converted in one call before a batch begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from reading.errors import DocumentError
from reading.members import is_archive, members_beginning
from reading.office import OFFICE_MARKS, convert, ending_of, is_for_office, needs_office
from reading.office_folders import office_folder
from reading.workers.handed import Converted, Handed, load

_ZIP = b"PK"


_Found = tuple[str, int | None, bytes]
"""A file, the number of the member where it is an archive, and what is to be converted."""


@contextmanager
def orders_of(files: Sequence[str | Path], **more: object) -> Iterator[Iterator[str]]:
    """The orders of a batch for ``files``, with ``more`` that its task needs.

    LibreOffice takes seconds to start, so RTF and Word 6/95 files are converted together, those in
    archives too; their orders name the DOCX that was made of them, which is there while this lasts.
    """
    with office_folder() as folder:
        made = _converted(list(dict.fromkeys(map(str, files))), folder)
        yield (
            Handed(
                file=str(file),
                converted=made.get((str(file), None)),
                inside={
                    number: one
                    for (name, number), one in made.items()
                    if name == str(file) and number is not None
                },
            ).order(**more)
            for file in files
        )


def _converted(files: Sequence[str], folder: Path) -> dict[tuple[str, int | None], Converted]:
    sources: dict[tuple[str, int | None], Path] = {}
    for number, (file, member, body) in enumerate(_for_office(files)):
        # A number for a name: names of files are no business of LibreOffice.
        copy = folder / f"{number}{ending_of(body)}"
        copy.write_bytes(body)
        sources[file, member] = copy
    made = convert(tuple(sources.values()))
    return {
        source: Converted(error_class=one.error_class.value, message=str(one))
        if isinstance(one, DocumentError)
        else Converted(docx=str(one))
        for source, one in zip(sources, made, strict=True)
    }


def _for_office(files: Sequence[str]) -> Iterator[_Found]:
    """What of the files needs LibreOffice.

    A file that is gone meanwhile, or is damaged, is left out: who reads it will tell.
    """
    for file in files:
        try:
            if needs_office(Path(file)):
                yield file, None, load(file)
            elif _may_be_archive(Path(file)) and is_archive(body := load(file)):
                for entry, inside in members_beginning(body, OFFICE_MARKS):
                    if is_for_office(inside):
                        yield file, entry.number, inside
        except DocumentError:
            continue


def _may_be_archive(path: Path) -> bool:
    try:
        if not path.is_file():  # to read a pipe is to wait for ever
            return False
        with path.open("rb") as file:
            return file.read(len(_ZIP)) == _ZIP
    except OSError:
        return False
