"""Whatever stands in a title or a name, the mail keeps its headers and its parts."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes, policy

from hypothesis import example, given, settings
from hypothesis import strategies as st

from delivery.errors import one_line
from delivery.message import mail_of
from delivery.model import Attempt, Parcel, ParcelFile, waits

HEADERS = ["Subject", "From", "To", "Date", "Message-ID", "MIME-Version", "Content-Type"]
ATTEMPT = Attempt(number=2, at=datetime(2024, 2, 26, 1, 30, tzinfo=UTC))


@settings(max_examples=100, deadline=None)
@given(subject=st.text(max_size=300), name=st.text(max_size=120), office=st.text(max_size=80))
@example(subject="\r\nBcc: a@b.example", name="a\nX: 1.pdf", office="=?utf-8?q?a?= <x@y.example>,")
@example(subject="长" * 300, name="名" * 120, office="\u202e室\u2028\x85\x0b\x1c")
@example(subject="", name="", office="")
def test_headers_stay_those_they_are(subject: str, name: str, office: str) -> None:
    parcel = Parcel(
        notice_id=1,
        title="",
        number=None,
        reply_due=None,
        subject=subject,
        letter="正文\n",
        short="",
        files=(ParcelFile(name=name, form="pdf", content=b"%PDF"),),
    )
    mail = mail_of(
        parcel,
        ATTEMPT,
        sender="a@b.example",
        sender_name=office,
        receiver="c@d.example",
    ).as_bytes()
    seen = message_from_bytes(mail, policy=policy.default)
    assert mail.isascii()
    assert seen.keys() == HEADERS
    assert [one.addr_spec for one in seen["From"].addresses] == ["a@b.example"]
    assert [one.addr_spec for one in seen["To"].addresses] == ["c@d.example"]
    assert one_line(seen["Subject"]) == one_line(subject)
    (part,) = seen.iter_attachments()
    assert part.get_payload(decode=True) == b"%PDF"
    assert max(len(line) for line in mail.split(b"\r\n")) < 998


def test_waits_grow_but_not_for_ever() -> None:
    assert list(waits(5.0, 1)) == []
    assert list(waits(5.0, 4)) == [5.0, 10.0, 20.0]
    assert list(waits(500.0, 3)) == [500.0, 600.0]
