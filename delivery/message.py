"""Makes the mail: text, attachments with Chinese names, and headers that nobody can add to."""

from __future__ import annotations

from datetime import datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from config.clock import SHANGHAI
from delivery.errors import one_line
from delivery.model import Attempt, Parcel, ParcelFile, reference_of

_TYPES = {
    "pdf": ("application", "pdf"),
    "docx": ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "html": ("text", "html"),
}


def message_id(parcel: Parcel, sender: str, receiver: str, attempt: Attempt) -> str:
    """The Message-ID: the same for the same document, receiver and attempt."""
    return f"<{reference_of(parcel, receiver, attempt)}@{sender.rpartition('@')[2]}>"


def mail_of(
    parcel: Parcel, attempt: Attempt, *, sender: str, sender_name: str, receiver: str
) -> EmailMessage:
    """The mail that takes ``parcel`` from ``sender`` to ``receiver``.

    Both are plain addresses (``config.addresses``); texts become one line in a header.
    """
    message = EmailMessage(policy=policy.SMTP)
    message["Subject"] = one_line(parcel.subject)
    message["From"] = Address(display_name=one_line(sender_name), addr_spec=sender)
    message["To"] = Address(addr_spec=receiver)
    message["Date"] = _date(attempt.at)
    message["Message-ID"] = message_id(parcel, sender, receiver, attempt)
    message.set_content(parcel.letter, charset="utf-8", cte="base64")
    for file in parcel.files:
        _attach(message, file)
    return message


def _attach(message: EmailMessage, file: ParcelFile) -> None:
    main, sub = _TYPES[file.form]
    # A name that is not ASCII is written as RFC 2231 has it.
    message.add_attachment(
        file.content, maintype=main, subtype=sub, filename=one_line(file.name), cte="base64"
    )


def _date(at: datetime) -> str:
    return format_datetime(at.astimezone(SHANGHAI))
