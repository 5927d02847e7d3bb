"""What is delivered and by which channel, as values; nothing here knows the ledger."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

# The wait before a try doubles each time, up to this many seconds.
_LONGEST_WAIT = 600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelFile:
    """One file of a released document; ``name`` is a bare file name, ``form`` html, docx or pdf."""

    name: str
    form: str
    content: bytes

    @property
    def sha256(self) -> str:
        """The hash of its content."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A released document, ready to be sent.

    ``sha256`` is that of its first file and stands for the document. ``subject`` and ``letter``
    are the subject and the text of a mail, ``short`` the message for a group of people; all are
    plain text. ``title``, ``number`` and ``reply_due`` are those of the document.
    """

    notice_id: int
    title: str
    number: str | None
    reply_due: date | None
    subject: str
    letter: str
    short: str
    files: tuple[ParcelFile, ...]

    @property
    def sha256(self) -> str:
        """The hash that stands for the document."""
        return self.files[0].sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One attempt: ``number`` counts from 1 for a document, channel and target."""

    number: int
    at: datetime


class Channel(Protocol):
    """A way to one receiver. What it tells of itself holds no key and no password."""

    @property
    def name(self) -> str:
        """``email``, ``webhook`` or ``folder``, as the ledger keeps it."""
        ...

    @property
    def target(self) -> str:
        """The address, the name of the hook or the folder, as the ledger keeps it."""
        ...

    @property
    def carries_files(self) -> bool:
        """Whether the receiver gets the document itself, not only word of it."""
        ...

    def check(self, parcel: Parcel) -> None:
        """Find out what can be found out without sending anything.

        Raises:
            RefusedError: this could never be sent.
        """
        ...

    def reference(self, parcel: Parcel, attempt: Attempt) -> str:
        """The mark by which the receiver knows this attempt again, where it carries one."""
        ...

    def send(self, parcel: Parcel, attempt: Attempt) -> str:
        """Send it; what the other side answered.

        Raises:
            DeliveryError: it was refused, is to be tried later, or nobody knows.
        """
        ...


def reference_of(parcel: Parcel, target: str, attempt: Attempt) -> str:
    """``duban.12.9f3a61c2.1.0badc0ffee42``: document, receiver, attempt, hash of the file."""
    receiver = hashlib.sha256(target.encode()).hexdigest()[:8]
    return f"duban.{parcel.notice_id}.{receiver}.{attempt.number}.{parcel.sha256[:12]}"


def waits(first: float, tries: int) -> Iterator[float]:
    """The seconds to wait between ``tries`` tries, doubled each time."""
    for number in range(tries - 1):
        yield min(first * 2**number, _LONGEST_WAIT)
