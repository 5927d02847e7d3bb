"""``duban notices``, step by step: into review, back, confirmed, released, delivered, answered."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import click

from cli.chinese import ChineseCommand
from cli.context import Session
from cli.notice_lists import DAY, NOTICE_ID
from ledger.said import Answer
from workflow.papers.release.confirming import confirm
from workflow.papers.release.paper_desk import paper_desk
from workflow.papers.release.releasing import Order, release
from workflow.papers.release.replying import Answered, HandDelivery, Received, deliver, reply
from workflow.papers.release.reviewing import Moved, close, send_back, submit

BY = click.option("--by", required=True, metavar="姓名", help="经办人。")
_REASON = click.option("--reason", required=True, metavar="说明", help="理由。")
_FILE = click.Path(path_type=Path, dir_okay=False)
_ITEM = re.compile(r"([1-9][0-9]{0,5})=([a-z]+)(?:[:：](.*))?", re.DOTALL)


@click.command("submit", cls=ChineseCommand, example="duban notices submit 12 --by 张三")
@NOTICE_ID
@BY
@click.pass_obj
def submit_command(session: Session, *, notice_id: int, by: str) -> None:
    """送审：代拟稿移入“办理中”，以后不再被重新起草覆盖。"""
    with paper_desk(session.config(), session.clock()) as desk:
        _tell_moved(submit(desk, notice_id, by=by))


@click.command(
    "return", cls=ChineseCommand, example="duban notices return 12 --by 李四 --reason 依据须补充"
)
@NOTICE_ID
@BY
@_REASON
@click.pass_obj
def return_command(session: Session, *, notice_id: int, by: str, reason: str) -> None:
    """退回：审核中的文书退为代拟稿，下次起草时更新。"""
    with paper_desk(session.config(), session.clock()) as desk:
        _tell_moved(send_back(desk, notice_id, by=by, reason=reason))


@click.command(
    "close", cls=ChineseCommand, example="duban notices close 12 --by 张三 --reason 已全部整改"
)
@NOTICE_ID
@BY
@_REASON
@click.pass_obj
def close_command(session: Session, *, notice_id: int, by: str, reason: str) -> None:
    """办结；没有签发的，其文件一并移除。"""
    with paper_desk(session.config(), session.clock()) as desk:
        _tell_moved(close(desk, notice_id, by=by, reason=reason))


def _tell_moved(moved: Moved) -> None:
    click.echo(f"第 {moved.notice_id} 号文书：{moved.state.label}。")
    if moved.page.is_file():
        click.echo(f"文件：{moved.page}")
    for path in moved.kept:
        click.echo(f"注意：{path} 送审后被改动过，没有移走，请自行处理。")


@click.command(
    "confirm",
    cls=ChineseCommand,
    example="duban notices confirm 12 --by 张三\n"
    "duban notices confirm 12 --by 张三 --item 2 --item 3",
)
@NOTICE_ID
@BY
@click.option(
    "--item",
    "numbers",
    multiple=True,
    type=click.IntRange(min=1),
    metavar="序号",
    help="只认定这几项。",
)
@click.option("--reason", default="", metavar="说明", help="理由，默认为“签发前逐项核对属实”。")
@click.pass_obj
def confirm_command(
    session: Session, *, notice_id: int, by: str, numbers: tuple[int, ...], reason: str
) -> None:
    """认定文书所列的待确认问题属实；不属实的用 duban decide 认定。"""
    with paper_desk(session.config(), session.clock()) as desk:
        done = confirm(desk, notice_id, by=by, numbers=numbers, reason=reason)
    told = "、".join(map(str, done.numbers))
    click.echo(
        f"已认定属实：第 {told} 项。" if done.numbers else "没有须经人工认定的问题，没有记录。"
    )
    if done.still_waiting:
        click.echo(f"仍待认定：第 {'、'.join(map(str, done.still_waiting))} 项。")


@click.command(
    "release",
    cls=ChineseCommand,
    example="duban notices release 12 --by 李四 --number 苏政公开办〔2026〕3号\n"
    "duban notices release 12 --by 李四 --document 改后.docx --document 盖章.pdf",
)
@NOTICE_ID
@BY
@click.option("--number", metavar="文号", help="文号；设置了文号的写法的可以不写。")
@click.option("--date", "day", type=DAY, metavar="日期", help="成文日期，默认为当天。")
@click.option(
    "--document",
    "documents",
    multiple=True,
    type=_FILE,
    metavar="文件",
    help="以此文件代替自动生成的 Word 文档或者 PDF，每种一份。",
)
@click.option("--as-drafted", is_flag=True, help="起草后情况有变化，仍按原稿签发；须写 --reason。")
@click.option("--reason", metavar="说明", help="按原稿签发的理由。")
@click.pass_obj
def release_command(
    session: Session,
    *,
    notice_id: int,
    by: str,
    number: str | None,
    day: datetime | None,
    documents: tuple[Path, ...],
    as_drafted: bool,
    reason: str | None,
) -> None:
    """签发：填入文号和日期，文件封存，不再改动。"""
    if as_drafted != (reason is not None):
        raise click.UsageError("--as-drafted 和 --reason 须同时写")
    order = Order(
        by=by,
        number=number,
        day=day.date() if day else None,
        documents=documents,
        as_drafted=reason,
    )
    with paper_desk(session.config(), session.clock()) as desk:
        done = release(desk, notice_id, order)
    told = f"文号 {done.number}，" if done.number else ""
    click.echo(f"第 {notice_id} 号文书已签发：{told}日期 {done.day}。")
    if done.reply_due:
        click.echo(f"要求反馈：{done.reply_due} 前。")
    for path in done.files:
        click.echo(f"文件：{path}")
    for reason_left in done.left_out:
        click.echo(f"注意：{reason_left}", err=True)


@click.command(
    "deliver",
    cls=ChineseCommand,
    example="duban notices deliver 12 --by 张三 --how 专人送达 --receipt 王五签收",
)
@NOTICE_ID
@BY
@click.option("--how", required=True, metavar="方式", help="送达方式，如 专人送达、机要、邮寄。")
@click.option("--to", "target", metavar="对象", help="送往何处、交给何人，默认为受文机关。")
@click.option("--receipt", metavar="回执", help="签收人、邮寄单号等。")
@click.pass_obj
def deliver_command(
    session: Session, *, notice_id: int, by: str, how: str, target: str | None, receipt: str | None
) -> None:
    """登记人工送达；用邮件等自动投递见 duban notices send。"""
    with paper_desk(session.config(), session.clock()) as desk:
        kept = deliver(desk, notice_id, HandDelivery(by=by, how=how, to=target, receipt=receipt))
    click.echo(
        f"已登记：第 {notice_id} 号文书 {kept.channel} {kept.target}，第 {kept.attempt} 次。"
    )


@click.command(
    "reply",
    cls=ChineseCommand,
    example="duban notices reply 12 --by 张三 --received 2026-03-02 --words 已逐项整改 "
    "--item 1=corrected --item 2=disputed:口径不同 --paper 回函.pdf",
)
@NOTICE_ID
@BY
@click.option("--received", required=True, type=DAY, metavar="日期", help="收到反馈之日。")
@click.option("--words", required=True, metavar="内容", help="反馈的主要内容。")
@click.option(
    "--item",
    "answers",
    multiple=True,
    metavar="序号=答复[:说明]",
    help="对单项问题的答复：corrected 已整改、disputed 有异议、explained 作出说明。",
)
@click.option("--paper", type=_FILE, metavar="文件", help="来文，按校验值存入数据文件夹。")
@click.pass_obj
def reply_command(
    session: Session,
    *,
    notice_id: int,
    by: str,
    received: datetime,
    words: str,
    answers: tuple[str, ...],
    paper: Path | None,
) -> None:
    """登记机关的反馈。"""
    told = tuple(map(_answered, answers))
    with paper_desk(session.config(), session.clock()) as desk:
        entered = reply(
            desk,
            notice_id,
            Received(by=by, day=received.date(), words=words, answers=told, paper=paper),
        )
    click.echo(
        f"已登记：第 {notice_id} 号文书 {entered.received_date} 收到反馈，"
        f"逐项答复 {len(entered.items)} 项。"
    )
    if entered.sha256:
        click.echo(f"来文已存：SHA-256 {entered.sha256}")


def _answered(text: str) -> Answered:
    match = _ITEM.fullmatch(text)
    words = {answer.value: answer for answer in Answer}
    if match is None or match[2] not in words:
        raise click.UsageError(
            f"--item {text} 写法不对：应为 序号=答复[:说明]，答复为 corrected（已整改）、"
            "disputed（有异议）、explained（作出说明）"
        )
    return Answered(number=int(match[1]), answer=words[match[2]], words=match[3] or "")
