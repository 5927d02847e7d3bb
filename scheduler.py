"""The clock: one daily job, by APScheduler.

``python scheduler.py`` (or ``duban schedule``) waits and runs the job at the configured time of day
in Asia/Shanghai; ``--once`` runs it now and ends. APScheduler's defaults would drop a job that is a
second late, so grace, coalescing and the number of instances are set explicitly.
"""

from __future__ import annotations

import argparse
import logging
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import sleep
from types import FrameType

try:
    from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_MISSED, JobExecutionEvent
    from apscheduler.schedulers.background import BackgroundScheduler
    from apscheduler.triggers.cron import CronTrigger
except ModuleNotFoundError:  # the machine's own Python instead of the project's
    sys.exit(
        "duban：请用 ./duban schedule，或先运行 ./duban doctor 再用 .venv/bin/python scheduler.py"
    )

from config.clock import SHANGHAI, SystemClock
from config.errors import DubanError
from config.loader import load_config
from config.settings import Config
from workflow.run import run_all
from workflow.workplace import require_sound_settings, watched_registry

logger = logging.getLogger("duban.scheduler")

# How soon a signal is noticed.
_LISTENING_SECONDS = 0.5


def daily_job(config: Config) -> bool:
    """Collect, read, audit and write the notices once; tells whether the run ended well."""
    summary = run_all(config, SystemClock())
    for line in summary.lines():
        logger.info("%s", line)
    return summary.is_whole


def build_scheduler(config: Config, job: Callable[[], object]) -> BackgroundScheduler:
    """A scheduler with the one daily job, not yet started."""
    schedule = config.schedule
    scheduler = BackgroundScheduler(timezone=SHANGHAI)
    scheduler.add_job(
        job,
        CronTrigger(hour=schedule.hour, minute=schedule.minute, timezone=SHANGHAI),
        id="daily",
        name="每日核查",
        replace_existing=True,
        coalesce=True,
        max_instances=1,
        misfire_grace_time=schedule.misfire_grace_seconds,
    )
    scheduler.add_listener(_tell, EVENT_JOB_ERROR | EVENT_JOB_MISSED)
    return scheduler


def _tell(event: JobExecutionEvent) -> None:
    """A job that did not run, or failed, is said aloud: silence would look like success."""
    if event.code == EVENT_JOB_MISSED:
        logger.error("任务错过了计划时间 %s，未运行", event.scheduled_run_time)
    else:
        logger.error("任务运行失败：%s", event.exception)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the clock until SIGTERM or Ctrl-C, or the job once; returns the exit status."""
    parser = argparse.ArgumentParser(description="督办定时运行")
    parser.add_argument("--config", type=Path, help="配置文件，默认为当前文件夹的 duban.toml")
    parser.add_argument("--once", action="store_true", help="立即运行一次后退出")
    options = parser.parse_args(arguments)
    logging.basicConfig(format="%(asctime)s %(message)s", force=True)
    logger.setLevel(logging.INFO)
    try:
        config = load_config(options.config, os.environ, Path.cwd())
        # A mistake is told now, to the person who starts the clock, not at night to nobody.
        require_sound_settings(config)
        watched_registry(config)
        if options.once:
            return 0 if daily_job(config) else 1
        return _wait(config)
    except DubanError as error:
        sys.stderr.write(f"duban：{error}\n")
        return 1


def _wait(config: Config) -> int:
    scheduler = build_scheduler(config, lambda: daily_job(config))
    received: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        # Nothing else: a lock taken here might be one that the interrupted line holds.
        received.append(number)

    signal.signal(signal.SIGTERM, note)
    signal.signal(signal.SIGINT, note)
    scheduler.start()
    logger.info("每日 %02d:%02d 运行（北京时间）", config.schedule.hour, config.schedule.minute)
    while not received:
        sleep(_LISTENING_SECONDS)
    logger.info("收到停止信号，等待正在运行的任务结束")
    scheduler.shutdown(wait=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
