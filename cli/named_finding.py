"""A finding as a person names it: its identity or the beginning of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import click

from cli.context import Session
from config.errors import DubanError
from ledger.model import FindingQuery, FindingRow
from ledger.store import Ledger

_NAME = re.compile(r"[0-9a-fA-F]{4,64}")
_MOST_SHOWN = 10


@contextmanager
def existing_ledger(session: Session) -> Iterator[Ledger]:
    """The ledger of the configuration.

    Raises:
        DubanError: there is none yet.
    """
    path = session.config().ledger_path
    if not path.is_file():
        raise DubanError(f"还没有台账（{path}）；先运行 duban run")
    with Ledger.open(path) as ledger:
        yield ledger


def finding_named(ledger: Ledger, name: str, day: date | None = None) -> FindingRow:
    """The one finding whose identity begins with ``name``; waivers are those of ``day``.

    Raises:
        UsageError: there is none, or more than one.
    """
    if not _NAME.fullmatch(name):
        raise click.UsageError(
            f"“{name}”不是问题标识：应为问题标识的前 4 位以上（数字和 a—f），见 duban findings"
        )
    found = ledger.findings(FindingQuery(fingerprint=name, day=day))
    if not found:
        raise click.UsageError(f"台账中没有标识以“{name}”开头的问题；用 duban findings --all 查看")
    if len(found) > 1:
        shown = "\n".join(
            f"  {row.fingerprint}  {row.agency_name} {row.year} {row.rule}"
            for row in found[:_MOST_SHOWN]
        )
        raise click.UsageError(f"标识以“{name}”开头的问题有 {len(found)} 项，请多写几位：\n{shown}")
    return found[0]
