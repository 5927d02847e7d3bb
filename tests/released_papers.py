"""A small office with released documents on its disk and in its ledger."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from config.clock import FixedClock
from config.paper_settings import DeliverySettings, HookSettings, MailSettings
from config.settings import Config, OfficeSettings
from ledger.model import NoticeRow, Run, RunJob
from ledger.said import Issue, NoticeFile, NoticeKind, NoticeState
from ledger.store import Ledger
from registry.loader import load_registry
from registry.model import Registry

AT = datetime(2024, 2, 26, 1, 30, tzinfo=UTC)
CLOCK = FixedClock(AT)
YEAR = 2023
TITLE = "关于苏镇市教育局2023年政府信息公开工作年度报告有关问题的整改通知"
EMAIL = "zwgk@jyj.suzhen.example"
REGISTRY = f"""
[[agency]]
id = "edu"
name = "苏镇市教育局"
kind = "department"
region = "990100"
emails = ["{EMAIL}"]

[[agency]]
id = "fin"
name = "苏镇市财政局"
kind = "department"
region = "990100"
"""


@dataclass(slots=True)
class Office:
    """``release`` makes a document that has been signed; ``config`` is changed as tests want."""

    config: Config
    registry: Registry
    count: int = 0

    @property
    def clock(self) -> FixedClock:
        return CLOCK

    def live(self, **changes: object) -> None:
        """Switch delivery on, with these settings of it."""
        delivery = replace(self.config.delivery, is_live=True, **changes)  # type: ignore[arg-type]
        self.config = replace(self.config, delivery=delivery)

    def mail_to(self, port: int, seconds: float = 5.0) -> None:
        """Send mail to a server on loopback."""
        mail = MailSettings(
            host="127.0.0.1",
            port=port,
            security="none",
            sender="duban@office.example",
            timeout_seconds=seconds,
        )
        self.config = replace(self.config, mail=mail)

    def hooks(self, *hooks: HookSettings) -> None:
        self.config = replace(self.config, delivery=replace(self.config.delivery, hooks=hooks))

    def open_ledger(self) -> Ledger:
        return Ledger.open(self.config.ledger_path)

    def draft(self, agency_id: str | None = "edu") -> int:
        kind = NoticeKind.NOTICE if agency_id else NoticeKind.CIRCULAR
        self.count += 1
        with self.open_ledger() as ledger:
            return ledger.record_notice(
                NoticeRow(
                    run_id="r1",
                    agency_id=agency_id,
                    year=YEAR,
                    path=f"{YEAR}/代拟稿/{self.count}.html",
                    sha256="ab" * 32,
                    made_at=AT,
                    kind=kind,
                )
            )

    def release(
        self,
        agency_id: str | None = "edu",
        *,
        title: str = TITLE,
        forms: tuple[str, ...] = ("html", "docx", "pdf"),
        reply_due: date | None = date(2024, 3, 11),
    ) -> int:
        notice_id = self.draft(agency_id)
        stem = f"{notice_id}_{agency_id}_苏镇市_整改通知"
        bodies = {
            "html": f"<!doctype html><title>{title}</title><p>正文</p>".encode(),
            "docx": b"PK\x03\x04 word",
            "pdf": b"%PDF-1.7 paper",
        }
        files = tuple(self._keep(f"{stem}.{form}", bodies[form], form) for form in forms)
        number = f"苏政公开办〔2024〕{notice_id}号"
        with self.open_ledger() as ledger:
            ledger.papers.move(notice_id, NoticeState.IN_REVIEW, moved_by="张三", moved_at=AT)
            ledger.papers.release(
                notice_id,
                Issue(
                    page=files[0],
                    files=files,
                    number=number,
                    day=date(2024, 2, 26),
                    reply_due=reply_due,
                ),
                moved_by="李四",
                moved_at=AT,
            )
        return notice_id

    def _keep(self, name: str, body: bytes, form: str) -> NoticeFile:
        path = self.config.reports_dir / str(YEAR) / "已签发" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
        return NoticeFile(
            form=form,
            path=path.relative_to(self.config.reports_dir).as_posix(),
            sha256=hashlib.sha256(body).hexdigest(),
            size=len(body),
        )


def office_at(folder: Path) -> Office:
    """The office whose files lie in ``folder``."""
    config = Config(
        data_dir=folder / "var",
        reports_dir=folder / "reports_out",
        registry=folder / "registry.toml",
        office=OfficeSettings(name="苏镇市政府办公室", contact="张三 0000-1234567"),
        delivery=DeliverySettings(retry_seconds=7.0, folder=folder / "取件"),
    )
    return Office(config=config, registry=load_registry(config.registry))


def new_office(folder: Path) -> Office:
    """An office with a whole run behind it; nothing is delivered until ``live``."""
    (folder / "registry.toml").write_text(REGISTRY, encoding="utf-8")
    office = office_at(folder)
    office.config.reports_dir.mkdir()
    with office.open_ledger() as ledger:
        ledger.record_registry(office.registry, (YEAR,))
        ledger.begin_run(
            Run(run_id="r1", job=RunJob.RUN, years=(YEAR,), as_of=date(2024, 2, 26), started_at=AT)
        )
        ledger.finish_run("r1", AT)
    return office
