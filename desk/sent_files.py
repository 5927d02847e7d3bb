"""Files that a person sends with a form (multipart/form-data): bounded, on disk for a moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from python_multipart import FormParser
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import Field, File, parse_options_header

from notices.visible import visible

MULTIPART = "multipart/form-data"
# In characters: a file system takes 255 bytes, of which a character may need four.
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class SentFile:
    """A file as it was sent: the name of its field, its own name, its bytes."""

    field: str
    name: str
    body: bytes


def parts_of(
    content_type: str, body: bytes, most_fields: int
) -> tuple[tuple[tuple[str, str], ...], tuple[SentFile, ...]]:
    """The fields and the files of a body.

    Raises:
        ValueError: it is none, or has more than ``most_fields`` parts.
    """
    fields: list[tuple[str, str]] = []
    files: list[SentFile] = []

    def keep_field(field: Field) -> None:
        fields.append((_text(field.field_name), _text(field.value)))

    def keep_file(file: File) -> None:
        if file.file_name and file.size:
            file.file_object.seek(0)
            name = Path(_text(file.file_name).replace("\\", "/")).name
            files.append(
                SentFile(
                    field=_text(file.field_name),
                    name=visible(name)[-_LONGEST_NAME:],
                    body=file.file_object.read(),
                )
            )
        file.close()

    kind, options = parse_options_header(content_type)
    parser = FormParser(
        kind.decode("latin-1"),
        keep_field,
        keep_file,
        boundary=options.get(b"boundary"),
        config={"MAX_MEMORY_FILE_SIZE": len(body) + 1, "MAX_FIELDS": most_fields},
    )
    try:
        parser.write(body)
        parser.finalize()
    except FormParserError as error:
        raise ValueError(str(error)) from error
    return tuple(fields), tuple(files)


@contextmanager
def on_disk(files: tuple[SentFile, ...]) -> Iterator[tuple[Path, ...]]:
    """The files under their own names, each in a folder of its own, as long as this lasts."""
    with TemporaryDirectory(prefix="duban-desk-") as folder:
        paths = []
        for number, file in enumerate(files):
            path = Path(folder) / str(number) / (file.name.strip(". /") or "文件")
            path.parent.mkdir()
            path.write_bytes(file.body)
            paths.append(path)
        yield tuple(paths)


def _text(raw: bytes | None) -> str:
    return (raw or b"").decode("utf-8", errors="replace")
