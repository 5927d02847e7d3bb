"""The clock: wired as the office means it, run for real, stopped gracefully."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

import scheduler
from config.clock import SHANGHAI
from config.settings import Config, ScheduleSettings
from ledger.model import RunState
from ledger.store import Ledger
from portal_lab.country import build_country
from portal_lab.lab import Lab
from portal_lab.truth import VISIT_TWO


def test_one_daily_job_with_everything_said() -> None:
    config = Config(schedule=ScheduleSettings(hour=4, minute=5, misfire_grace_seconds=60))
    made = scheduler.build_scheduler(config, lambda: None)
    (job,) = made.get_jobs()
    assert (job.id, job.coalesce, job.max_instances, job.misfire_grace_time) == (
        "daily",
        True,
        1,
        60,
    )
    before = datetime(2024, 1, 31, 23, 0, tzinfo=SHANGHAI)
    assert job.trigger.get_next_fire_time(None, before) == datetime(
        2024, 2, 1, 4, 5, tzinfo=SHANGHAI
    )


def configured(folder: Path, proxy: str, *agencies: str) -> Path:
    """A configuration that watches some agencies of the lab."""
    country = build_country()
    rows = country.registry_toml().replace("[[", "\x00[[").split("\x00")
    kept = [row for row in rows if any(f'"{a}"' in row for a in agencies)]
    (folder / "registry.toml").write_text("\n".join(kept), encoding="utf-8")
    path = folder / "duban.toml"
    path.write_text(
        f'report_year = 2023\n[crawl]\nproxy = "{proxy}"\ndelay_seconds = 0\n', encoding="utf-8"
    )
    return path


def test_once_runs_the_job_now(tmp_path: Path) -> None:
    with Lab(build_country()) as lab:
        lab.set_now(VISIT_TWO)
        path = configured(tmp_path, lab.proxy_url, "jyj")
        assert scheduler.main(["--once", "--config", str(path)]) == 0
    with Ledger.open(tmp_path / "var" / "ledger.db") as ledger:
        assert [run.state for run in ledger.runs()] == [RunState.FINISHED]
        assert [case.agency_id for case in ledger.cases(2023)] == ["jyj"]
    assert (tmp_path / "reports_out" / "2023" / "index.html").is_file()


def test_mistakes_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "duban.toml"
    path.write_text("", encoding="utf-8")
    assert scheduler.main(["--once", "--config", str(path)]) == 1
    assert capsys.readouterr().err == (
        f"duban：{tmp_path / 'registry.toml'}：文件打不开（No such file or directory）\n"
    )


def test_sigterm_ends_it_well(tmp_path: Path, root: Path) -> None:
    (tmp_path / "registry.toml").write_text(build_country().registry_toml(), encoding="utf-8")
    child = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, str(root / "scheduler.py")],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(root)},
        stderr=subprocess.PIPE,
        text=True,
    )
    assert child.stderr is not None
    told = child.stderr.readline()
    child.send_signal(signal.SIGTERM)
    _, rest = child.communicate(timeout=60)
    assert child.returncode == 0
    assert [line.split(" ", 2)[2].strip() for line in (told, *rest.splitlines())] == [
        "每日 02:30 运行（北京时间）",
        "收到停止信号，等待正在运行的任务结束",
    ]
