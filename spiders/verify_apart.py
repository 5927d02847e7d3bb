"""Verification in the process that reads (核验与解读同在一处): only the verdict comes back.

A whole reading takes as long on its way as half its making, and of most reports nothing but the
verdict and the gist is used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from archive.errors import ArchiveError
from archive.rows import from_line, to_line
from reading.errors import DocumentError, DocumentErrorClass
from reading.model import ReportReading
from reading.workers.limited import LimitedReader
from spiders.gist import gist_of
from spiders.verify import Judge, Verification, Wanted, judge_reading

_TELLER = f"{__name__}:verdict"


def judge_apart(reader: LimitedReader) -> Judge:
    """A judge whose documents are read and judged by the processes of ``reader``."""

    def judge(
        bodies: Sequence[bytes], *, content_types: Sequence[str | None], wanted: Wanted
    ) -> Verification:
        told = reader.told_of_pages(
            bodies,
            name=wanted.name,
            content_types=content_types,
            teller=_TELLER,
            asked=to_line(wanted),
        )
        return _understood(told, wanted.name)

    return judge


def verdict(reading: ReportReading, asked: str) -> str:
    """What the process tells of a reading: the verification, with the gist in its stead.

    ``asked`` is a ``Wanted`` on its way.
    """
    wanted = from_line(Wanted, asked)
    gist = gist_of(reading.on(wanted.year), has_numbers=wanted.is_compared)
    return to_line(replace(judge_reading(reading, wanted), reading=None, gist=gist))


def _understood(told: str, name: str) -> Verification:
    """The verification that was told.

    Raises:
        DocumentError: it is none, which is a failure of ours.
    """
    try:
        found = from_line(Verification, told)
    except ArchiveError as error:
        raise _nonsense(name) from error
    if found.gist is None:
        raise _nonsense(name)
    return found


def _nonsense(name: str) -> DocumentError:
    return DocumentError(
        DocumentErrorClass.READER_FAILED, f"{name}：解读进程给出的结果无法识别，未能核验"
    )
