"""Reports in Markdown: tables of bars in the ways that converters write them."""

from __future__ import annotations

import pytest

from reading.model import PartName
from reading.reader import read


def _wide(table):
    return max(len(line) for line in table)


def _spread(table):
    """Every slot of the grid: a spanning cell prints in its first slot, the rest are blank."""
    wide = max(sum(across for _, across, _ in line) for line in table[:1])
    slots = [[None] * wide for _ in table]
    for number, line in enumerate(table):
        column = 0
        for text, across, down in line:
            while column < wide and slots[number][column] is not None:
                column += 1
            for below in range(down):
                for beside in range(across):
                    slots[number + below][column + beside] = ""
            slots[number][column] = text
            column += across
    return [[text or "" for text in line] for line in slots]


def _own(table):
    """Only the cells that a row has of its own."""
    return [[text for text, _, _ in line] for line in table]


def _full(rows, wide):
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return [lines[0], "|" + " :---: |" * wide, *lines[1:]]


def _bare(rows, wide):
    lines = [" | ".join(row) for row in rows]
    return [lines[0], " | ".join(["---"] * wide), *lines[1:]]


def _bold(rows, wide):
    return _full([[f"**{text}**" if text else "&nbsp;" for text in row] for row in rows], wide)


def _markdown(report, cells, write):
    lines = ["# 示例市样板局2023年政府信息公开工作年度报告", ""]
    for heading, words, table in report._sections():
        lines += [f"## {heading}", ""]
        if words:
            lines += [words, ""]
        if table is not None:
            lines += [*write(cells(table), _wide(table)), ""]
    return "\n".join(lines).encode()


@pytest.mark.parametrize("write", [_full, _bare, _bold])
@pytest.mark.parametrize("cells", [_spread, _own])
def test_tables_of_bars_are_read_whole(made, cells, write):
    report = made()
    reading = read(_markdown(report, cells, write), name="年报.md")
    assert {p: f.printed for p, f in reading.figures.items()} == report.printed()
    assert list(reading.parts) == [*PartName]
    assert reading.warnings == ()


def test_a_bar_that_is_escaped_parts_no_cells(made):
    body = _markdown(made(labels={"proactive.licences": "行政许可"}), _own, _full).decode()
    reading = read(body.replace("| 行政处罚 |", "| 行政处罚\\|类 |").encode(), name="年报.md")
    assert reading.figures["proactive.licences.decisions"].state.value == "number"
    assert reading.figures["proactive.penalties.decisions"].state.value == "unreadable"
