"""``duban desk``: the pages for reviewers, in the browser of this machine."""

from __future__ import annotations

import webbrowser
from contextlib import suppress

import click

from cli.chinese import ChineseCommand
from cli.context import Session

PORT = 8011


@click.command(cls=ChineseCommand, example="duban desk\nduban desk --port 8020 --open")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=PORT,
    metavar="端口",
    help=f"端口，默认 {PORT}；0 表示任选一个空闲的。",
)
@click.option("--host", default="127.0.0.1", metavar="地址", help="只能是本机，默认 127.0.0.1。")
@click.option("--open", "is_opened", is_flag=True, help="同时打开浏览器。")
@click.pass_obj
def desk(session: Session, *, port: int, host: str, is_opened: bool) -> None:
    """打开审阅台：在浏览器中核对、认定、签发文书，查阅台账；按 Ctrl-C 结束。"""
    # Datasette takes a good while to import; the other commands need not wait for it.
    from desk.app import address_of, desk_open, listening, server_of  # noqa: PLC0415

    config = session.config()
    with desk_open(config, session.clock()) as datasette, listening(host, port) as opened:
        address = address_of(opened)
        click.echo(f"审阅台已打开：{address}\n只能在本机访问；结束请按 Ctrl-C。")
        if is_opened:
            webbrowser.open(address)
        with suppress(KeyboardInterrupt):
            server_of(datasette).run(sockets=[opened])
    click.echo("审阅台已关闭。")
