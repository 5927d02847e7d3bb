"""``duban test``: the project's own tests."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click

from cli.chinese import ChineseCommand
from config.errors import DubanError
from reading.workers.limits import cores

# The tests of one file stay together, for they share what is slow to make; the longest files begin
# first (tests/conftest.py), and not those with the most tests, which the plugin would prefer.
_TOGETHER = ("--dist", "loadfile", "--no-loadscope-reorder")
# Tests that wait, for a portal that never answers, leave their core to those of one process more.
_WAITING = 1
ROOT = Path(__file__).resolve().parent.parent


@click.command(
    cls=ChineseCommand,
    example="duban test\nduban test --no-skips\nduban test tests/audit -k CON01",
    context_settings={"ignore_unknown_options": True},
)
@click.option(
    "--no-skips", is_flag=True, help="真实年报或浏览器的测试若被跳过，按失败处理（用于持续集成）。"
)
@click.argument("arguments", nargs=-1, metavar="[pytest 的参数]…", type=click.UNPROCESSED)
def test(*, no_skips: bool, arguments: tuple[str, ...]) -> int:
    """运行本项目的测试，使用全部处理器核（逐个运行加 -n 0）。"""
    if not (ROOT / "tests").is_dir():
        raise DubanError("此安装中没有 tests 文件夹；请在源代码文件夹中运行 ./duban test")
    options = ["--no-skips"] if no_skips else []
    return subprocess.run(  # noqa: S603 - our own interpreter and our own tests
        [sys.executable, "-m", "pytest", "-q", *_at_once(), *options, *arguments],
        cwd=ROOT,
        check=False,
    ).returncode


def _at_once() -> tuple[str, ...]:
    return ("-n", str(cores() + _WAITING), *_TOGETHER)
