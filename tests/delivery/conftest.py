"""A released document as it is sent, and one attempt."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from delivery.model import Attempt, Parcel, ParcelFile


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests speak to loopback alone."""
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def attempt() -> Attempt:
    return Attempt(number=1, at=datetime(2024, 2, 26, 1, 30, tzinfo=UTC))


@pytest.fixture
def parcel() -> Parcel:
    title = "关于苏镇市教育局2023年政府信息公开工作年度报告有关问题的整改通知"
    return Parcel(
        notice_id=12,
        title=title,
        number="苏政公开办〔2024〕3号",
        reply_due=date(2024, 3, 11),
        subject=f"{title}（苏政公开办〔2024〕3号）",
        letter="苏镇市教育局：\n\n请查收附件。\n.\n..两点开头的一行\n",
        short=f"已签发：{title}\n文号：苏政公开办〔2024〕3号",
        files=(
            ParcelFile(
                name="edu_苏镇市教育局_整改通知.pdf", form="pdf", content=b"%PDF-1.7\n" * 99
            ),
            ParcelFile(name="edu_苏镇市教育局_整改通知.docx", form="docx", content=b"PK\x03\x04"),
        ),
    )
