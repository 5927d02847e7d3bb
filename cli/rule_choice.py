"""The options ``--select`` and ``--ignore``: which rules run in this call."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import click

from audit.catalogue import CATALOGUE
from audit.policy import mistakes_in
from config.settings import AuditSettings, Config


def rule_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options ``--select`` and ``--ignore``."""
    command = click.option(
        "--ignore",
        multiple=True,
        metavar="规则",
        help="本次不运行这些规则（代码或类别，以逗号分隔）。",
    )(command)
    return click.option(
        "--select",
        multiple=True,
        metavar="规则",
        help="本次只运行这些规则（代码或类别，以逗号分隔，如 CON,CMP01）。",
    )(command)


def with_choice(config: Config, select: tuple[str, ...], ignore: tuple[str, ...]) -> Config:
    """The configuration with the rules of this call: ``select`` in place, ``ignore`` on top.

    Raises:
        UsageError: a name is neither a code nor a family.
    """
    chosen = AuditSettings(select=_names(select), ignore=_names(ignore))
    problems = mistakes_in(chosen, CATALOGUE)
    if problems:
        told = "；".join(p.replace("audit.", "--", 1) for p in problems)
        raise click.UsageError(told)
    audit = config.audit
    return replace(
        config,
        audit=replace(
            audit,
            select=chosen.select or audit.select,
            ignore=(*audit.ignore, *chosen.ignore),
        ),
    )


def _names(given: tuple[str, ...]) -> tuple[str, ...]:
    names = (name.strip() for words in given for name in words.replace("，", ",").split(","))
    return tuple(name for name in names if name)
