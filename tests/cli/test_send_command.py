"""``duban notices send`` and ``deliveries`` as a person calls them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from hook_server import Hook, hook_server
from mail_server import Postbox, mail_server
from released_papers import EMAIL, TITLE, Office, new_office

from cli.chinese import ChineseGroup
from cli.context import Session
from cli.deliver import deliveries, send
from config.errors import DubanError

STEM = f"{TITLE}（苏政公开办〔2024〕1号）"


@click.group(cls=ChineseGroup)
def notices() -> None:
    """文书。"""


notices.add_command(send)
notices.add_command(deliveries)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return new_office(tmp_path)


@pytest.fixture
def call(office: Office) -> Callable[..., Result]:
    """Call with ``settings`` as the file of the office."""

    def run(*arguments: str | int, settings: str = "", environ: Any = None) -> Result:
        folder = office.config.registry.parent
        path = folder / "duban.toml"
        path.write_text(
            '[office]\nname = "苏镇市政府办公室"\ncontact = "张三 0000-1234567"\n' + settings,
            encoding="utf-8",
        )
        return CliRunner(env={"NO_PROXY": "127.0.0.1", **(environ or {})}).invoke(
            notices,
            [str(argument) for argument in arguments],
            obj=Session(config_path=path),
            standalone_mode=False,
        )

    return run


def mail_settings(port: int, *, is_live: bool = True) -> str:
    return (
        f"[delivery]\nis_live = {str(is_live).lower()}\nretry_seconds = 0\ntries = 2\n"
        f'[mail]\nhost = "127.0.0.1"\nport = {port}\nsecurity = "none"\n'
        'sender = "duban@office.example"\n'
    )


def test_a_dry_run_says_what_would_go_where(office: Office, call: Callable[..., Result]) -> None:
    notice_id = office.release()
    answer = call("send", notice_id, "--by", "王五", settings=mail_settings(9, is_live=False))
    assert answer.return_value == 0
    assert answer.stdout == (
        f"第 1 号文书 电子邮件 {EMAIL}：试投。《{TITLE}》将以电子邮件送往 {EMAIL}，"
        f"附件：{STEM}.pdf（1 KB）、{STEM}.docx（1 KB）\n"
        "共 1 项，成功 1 项，未成 0 项。\n"
        "以上只是试投，什么也没有发出：投递没有开通（delivery.is_live = false）。"
        "核对无误后在 duban.toml 中改为 true。\n"
    )
    assert answer.stderr == "投递：共 1 项\n  [1/1] 第 1 号文书：试投\n"


def test_several_documents_of_which_one_fails(office: Office, call: Callable[..., Result]) -> None:
    first, second = office.release(), office.release("fin")
    postbox = Postbox()
    with mail_server(postbox) as port:
        answer = call(
            *("send", first, second, "--by", "王五", "--format", "json"),
            settings=mail_settings(port),
        )
    assert answer.return_value == 1
    assert postbox.receivers == [EMAIL]
    told = json.loads(answer.stdout)
    assert [(one["notice_id"], one["target"], one["outcome"]) for one in told] == [
        (first, EMAIL, "delivered"),
        (second, None, None),
    ]
    assert "没有苏镇市财政局的电子邮箱" in told[1]["told"]
    table = call("deliveries").stdout.splitlines()
    assert table[0].split() == [
        *("文书", "第几次", "方式", "送往", "结果", "时间", "经办人", "说明")
    ]
    assert table[2].split()[:5] == ["1", "1", "电子邮件", EMAIL, "已送达"]
    assert table[3] == "共 1 行。"
    (row,) = json.loads(call("deliveries", first, "--format", "json").stdout)
    assert (row["outcome"], row["attempted_by"], row["attempt"]) == ("delivered", "王五", 1)
    assert call("deliveries", second).stdout == "投递经过：没有符合条件的记录。\n"


def test_keys_are_never_shown(office: Office, call: Callable[..., Result]) -> None:
    notice_id = office.release()
    answer_of_robot = b'{"errcode":310000,"errmsg":"sign not match"}'
    with hook_server(Hook(answer=answer_of_robot)) as hook:
        settings = (
            "[delivery]\nis_live = true\n[[delivery.hooks]]\nname = '群'\nkind = 'dingtalk'\n"
            f"url = '{hook.url}'\nsecret_variable = 'GROUP_SECRET'\n"
        )
        order = ("send", notice_id, "--how", "hook:群", "--by", "王五")
        without = call(*order, settings=settings)
        answer = call(*order, settings=settings, environ={"GROUP_SECRET": "SECret"})
        dry = call(*order, "--dry-run", settings=settings, environ={"GROUP_SECRET": "SECret"})
    assert "缺少签名密钥：请把密钥放入环境变量 GROUP_SECRET" in without.stdout
    assert "网络钩子“群”没有接收（310000 sign not match）" in answer.stdout
    assert [one.return_value for one in (without, answer, dry)] == [1, 1, 0]
    assert dry.stdout.endswith("以上只是试投，什么也没有发出。\n")
    shown = "".join(one.output for one in (without, answer, dry, call("deliveries")))
    assert "KEY-OF-THE-GROUP" not in shown
    assert "SECret" not in shown


def test_mistakes_are_told(office: Office, call: Callable[..., Result]) -> None:
    notice_id = office.release()
    answer = call("send", notice_id, "--how", "fax", "--by", "王五")
    assert isinstance(answer.exception, DubanError)
    assert str(answer.exception).startswith("没有“fax”这种投递方式")
    assert isinstance(call("send", notice_id).exception, click.MissingParameter)
    assert isinstance(call("send", "--by", "王五").exception, click.MissingParameter)
    assert "没有第 7 号文书" in str(call("deliveries", 7).exception)
    office.config.ledger_path.unlink()
    nothing = call("send", notice_id, "--by", "王五")
    assert "还没有台账" in str(nothing.exception)


def test_help_speaks_chinese(call: Callable[..., Result]) -> None:
    page = call("send", "--help").stdout
    assert page.startswith("用法：")
    assert "示例:\n  duban notices send 12 --by 张三" in page
