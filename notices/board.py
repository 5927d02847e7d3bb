"""The board (看板): its states, their counts, and the page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from notices.form.page import environment
from notices.view import BoardView
from notices.write import write_text


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardState:
    """One state of an agency on the board, in the order in which it is shown."""

    name: str
    label: str
    meaning: str


BOARD_STATES = (
    BoardState(name="on_time", label="按时公布", meaning="已采集，公布日期不晚于规定期限"),
    BoardState(name="late", label="逾期公布", meaning="已采集，公布日期晚于规定期限"),
    BoardState(name="collected", label="已采集", meaning="已采集，公布时间无法判定或者未规定期限"),
    BoardState(
        name="absent_unconfirmed",
        label="未见公布（待人工确认）",
        meaning="两次完整核查均未见到，须由工作人员确认",
    ),
    BoardState(name="not_published", label="未公布", meaning="已由工作人员确认未公布"),
    BoardState(name="not_due", label="未到期限", meaning="尚未见到，但期限未到"),
    BoardState(
        name="unknown", label="无法核实", meaning="因访问或者本系统原因未能核实，不计为逾期"
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardCount:
    """How many agencies are in a state."""

    state: BoardState
    count: int


def board_counts(view: BoardView) -> tuple[BoardCount, ...]:
    """The counts of all states, in order; states that nobody is in are kept with 0."""
    return tuple(
        BoardCount(state=state, count=sum(row.state == state.name for row in view.rows))
        for state in BOARD_STATES
    )


def write_board(view: BoardView, folder: Path) -> Path:
    """Write the board into ``folder`` and return its path.

    Raises:
        DubanError: the folder cannot be written.
    """
    text = (
        environment()
        .get_template("board.html")
        .render(
            board=view,
            counts=board_counts(view),
            states=BOARD_STATES,
            most=max((count for _, count in view.families), default=0),
        )
    )
    return write_text(folder / "index.html", text)
