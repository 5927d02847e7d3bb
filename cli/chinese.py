"""Click in Chinese: help pages, their example at the end, and messages about wrong calls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click


class _Page:
    """The help page: usage, arguments and options under Chinese heads, an example at the end."""

    example: str | None = None

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """One line of usage."""
        pieces = " ".join(self.collect_usage_pieces(ctx))  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, pieces, "用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, and for a group its commands."""
        rows = [r for p in self.get_params(ctx) if (r := p.get_help_record(ctx))]  # type: ignore[attr-defined]
        if rows:
            with formatter.section("选项"):
                formatter.write_dl([(a, _required(b)) for a, b in rows])
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)

    def format_epilog(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The example."""
        if self.example:
            with formatter.section("示例"):
                for line in self.example.splitlines():
                    formatter.write_text(line)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """``--help`` with a Chinese meaning."""
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = "显示本说明。"
        return option  # type: ignore[no-any-return]


class ChineseCommand(_Page, click.Command):
    """A command whose help ends in ``example``."""

    def __init__(self, *args: Any, example: str | None = None, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.example = example
        self.options_metavar = "[选项]"


class ChineseGroup(_Page, click.Group):
    """The group of all commands."""

    command_class = ChineseCommand

    def __init__(self, *args: Any, example: str | None = None, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.example = example
        self.options_metavar = "[选项]"
        self.subcommand_metavar = "命令 [参数]…"

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands, in the order in which they were added."""
        rows = [
            (name, self.commands[name].get_short_help_str(60)) for name in self.list_commands(ctx)
        ]
        with formatter.section("命令"):
            formatter.write_dl(rows)

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """The names in the order of the office's work, not of the alphabet."""
        return list(self.commands)


def _required(told: str) -> str:
    """What is said of an option, in Chinese where click says that it must be written."""
    return told.replace("[required]", "（必填）").replace("; required]", "]（必填）")


def explain(error: click.ClickException) -> str:
    """What is wrong with a call, in Chinese."""
    for kind, tell in _EXPLANATIONS:
        if isinstance(error, kind):
            return tell(error)
    for words, told in _SENTENCES.items():
        if words in error.message:
            return told
    return error.message


def _no_such_option(error: click.NoSuchOption) -> str:
    hint = f"；是否想用 {'、'.join(error.possibilities)}？" if error.possibilities else ""
    return f"没有选项 {error.option_name}{hint}"


# The first kind that fits speaks; kinds come before those they derive from.
_EXPLANATIONS: tuple[tuple[type[click.ClickException], Callable[[Any], str]], ...] = (
    (click.NoSuchOption, _no_such_option),
    (click.MissingParameter, lambda error: f"缺少参数 {_name(error)}"),
    (click.BadParameter, lambda error: f"参数 {_name(error)} 的值不对：{_choices(error)}"),
    (click.BadOptionUsage, lambda error: f"选项 {error.option_name} 缺少值或者多了值"),
    (click.FileError, lambda error: f"文件打不开：{error.ui_filename}"),
)
_SENTENCES = {
    "No such command": "没有这个命令；用 duban --help 查看全部命令",
    "unexpected extra argument": "多余的参数；用 --help 查看用法",
}


def _name(error: click.BadParameter) -> str:
    parameter = error.param
    if parameter is None:
        return error.param_hint if isinstance(error.param_hint, str) else ""
    if isinstance(parameter, click.Option):
        return parameter.opts[0]
    return parameter.make_metavar(error.ctx) if error.ctx else parameter.name or ""


def _choices(error: click.BadParameter) -> str:
    kind = error.param.type if error.param is not None else None
    if isinstance(kind, click.Choice):
        return f"可用：{'、'.join(str(choice) for choice in kind.choices)}"
    if isinstance(kind, click.DateTime):
        return "应写成 2024-01-31 的形式"
    if isinstance(kind, (click.types.IntParamType, click.IntRange)):
        return "应为整数" + (
            f"（{kind.min}—{kind.max}）" if isinstance(kind, click.IntRange) else ""
        )
    if isinstance(kind, click.Path):
        return "没有这个文件或文件夹"
    return error.message
