"""One job at a time on a data folder."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

from config.errors import DubanError


class BusyError(DubanError):
    """Another job works on the same data folder."""


def require_writable(folder: Path, name: str) -> None:
    """Find out before the work, not after it, that its results could not be kept.

    Raises:
        DubanError: the folder cannot be made or written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=folder, prefix=".duban-"):
            pass
    except OSError as error:
        raise DubanError(f"{folder}：{name}不能写入（{error.strerror}）") from error


@contextmanager
def sole_job(data_dir: Path) -> Iterator[None]:
    """Hold the data folder while a job runs; the system lets go when the process ends or dies.

    Raises:
        BusyError: another job holds it.
        DubanError: the folder cannot be written.
    """
    with _held(
        data_dir, "job.lock", "另一项采集或审核任务正在使用该数据文件夹，请等其结束后再运行"
    ):
        yield


@contextmanager
def sole_paper_step(data_dir: Path) -> Iterator[None]:
    """Hold the documents while a person takes one a step on; jobs go on meanwhile.

    Raises:
        BusyError: another step is being taken.
        DubanError: the folder cannot be written.
    """
    with _held(data_dir, "papers.lock", "另一个人正在办理文书，请稍后再试"):
        yield


@contextmanager
def sole_delivery(data_dir: Path) -> Iterator[None]:
    """Hold what goes out, so that nothing goes out twice; jobs and steps go on meanwhile.

    Raises:
        BusyError: another delivery is under way.
        DubanError: the folder cannot be written.
    """
    with _held(data_dir, "delivery.lock", "另一次投递正在进行，请等其结束后再试"):
        yield


@contextmanager
def _held(data_dir: Path, name: str, busy: str) -> Iterator[None]:
    path = data_dir / name
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        handle = path.open("a")
    except OSError as error:
        raise DubanError(f"{data_dir}：数据文件夹不能写入（{error.strerror}）") from error
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise BusyError(f"{data_dir}：{busy}") from error
        yield
