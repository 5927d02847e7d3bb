"""``duban desk`` as a person calls it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ledger.store import Ledger

Duban = Callable[..., Any]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("here")
def test_without_a_ledger_it_says_what_to_do(duban: Duban) -> None:
    answer = duban("desk")
    assert (answer.status, answer.out) == (1, "")
    assert "还没有台账" in answer.err
    assert "先运行 duban run" in answer.err


def test_a_port_that_is_taken_is_told(duban: Duban, here: Path) -> None:
    Ledger.open(here / "var" / "ledger.db").close()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        answer = duban("desk", "--port", str(port))
    assert (answer.status, answer.out) == (1, "")
    assert f"端口 {port} 不能使用" in answer.err


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "office.example"])  # noqa: S104 - refused
def test_only_this_machine_is_served(duban: Duban, here: Path, host: str) -> None:
    Ledger.open(here / "var" / "ledger.db").close()
    answer = duban("desk", "--host", host)
    assert (answer.status, answer.out) == (1, "")
    assert f"{host}：审阅台现在没有登录和权限，只能在本机使用" in answer.err


def test_it_answers_until_it_is_interrupted(here: Path, root: Path) -> None:
    Ledger.open(here / "var" / "ledger.db").close()
    with subprocess.Popen(
        [sys.executable, "-m", "cli", "desk", "--port", "0"],
        cwd=here,
        env={**os.environ, "PYTHONPATH": str(root), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        told = process.stdout.readline()
        address = told.partition("：")[2].strip()
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(address, timeout=60) as answer:
            assert "没有符合条件的文书" in answer.read().decode()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 0
        assert told.startswith("审阅台已打开：http://127.0.0.1:")
        assert process.stdout.read().splitlines()[-1] == "审阅台已关闭。"
        assert process.stderr.read() == ""
