"""Writes notices and the board as files that open from the file system, with no network."""

from __future__ import annotations

import os
import re
from pathlib import Path

from config.errors import DubanError
from notices.board import BOARD_STATES, board_counts
from notices.render import environment, visible
from notices.view import BoardView, NoticeView
from notices.wording import wording_of

# Places of evidence shown for one problem; the ledger keeps them all.
SHOWN_PLACES = 12
_FORBIDDEN_IN_NAMES = re.compile(r'[\\/:*?"<>|\s.]+')


def write_notice(view: NoticeView, folder: Path) -> Path:
    """Write the notice of one agency into ``folder`` and return its path."""
    text = (
        environment()
        .get_template("notice.html")
        .render(notice=view, wording=wording_of(view), shown=SHOWN_PLACES)
    )
    return write_text(folder / notice_name(view.agency_id, view.agency_name, view.year), text)


def write_board(view: BoardView, folder: Path) -> Path:
    """Write the board (看板) into ``folder`` and return its path."""
    counts = board_counts(view)
    most = max((count for _, count in view.families), default=0)
    text = (
        environment()
        .get_template("board.html")
        .render(board=view, counts=counts, states=BOARD_STATES, most=most)
    )
    return write_text(folder / "index.html", text)


def notice_name(agency_id: str, agency_name: str, year: int) -> str:
    """The name of the notice's file."""
    return file_name(agency_id, agency_name, f"{year}年报核查.html")


def file_name(agency_id: str, agency_name: str, ending: str) -> str:
    """A file name that is safe whatever the registry says and that people can read."""
    parts = [
        _FORBIDDEN_IN_NAMES.sub("_", visible(text)).strip("_") for text in (agency_id, agency_name)
    ]
    return f"{parts[0][:40]}_{parts[1][:40]}_{ending}"


def write_text(path: Path, text: str) -> Path:
    """Write atomically: a reader sees the old file or the new one, whole.

    Raises:
        DubanError: the folder cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Short: the name of the file itself may be as long as the system allows.
        temporary = path.with_name(f".{os.getpid()}.tmp")
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(path)
    except OSError as error:
        raise DubanError(f"{path.parent}：输出文件夹不能写入（{error.strerror}）") from error
    return path
