"""``duban notices``: documents from the draft to the reply; alone it drafts, as a run does."""

from __future__ import annotations

import click

from cli.chinese import ChineseGroup
from cli.deliver import deliveries, send
from cli.notice_drafts import correct_command, draft, draft_all
from cli.notice_lists import due, list_notices, show
from cli.notice_steps import (
    close_command,
    confirm_command,
    deliver_command,
    release_command,
    reply_command,
    return_command,
    submit_command,
)
from cli.notice_templates import preview, templates
from cli.summaries import FORMAT, YEAR


@click.group(
    cls=ChineseGroup,
    invoke_without_command=True,
    example="duban notices\nduban notices list --state in_review\n"
    "duban notices submit 12 --by 张三\nduban notices release 12 --by 李四",
)
@YEAR
@FORMAT
@click.pass_context
def notices(ctx: click.Context, *, year: int | None, form: str) -> int | None:
    """文书：起草、送审、签发、送达、反馈、办结；不写子命令时重新起草各机关的文书和看板。"""
    if ctx.invoked_subcommand is None:
        return draft_all(ctx.obj, year, form)
    if year is not None or form != "text":
        raise click.UsageError("--year 和 --format 请写在子命令之后")
    return None


for command in (
    draft,
    list_notices,
    show,
    submit_command,
    return_command,
    confirm_command,
    release_command,
    deliver_command,
    send,
    deliveries,
    reply_command,
    due,
    close_command,
    correct_command,
    preview,
    templates,
):
    notices.add_command(command)
