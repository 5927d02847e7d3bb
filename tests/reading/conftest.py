"""Made reports with known figures, rendered in every form that the reader knows."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field

import docx
import pytest

from reading.editions import EDITION_2019, EDITION_2021, Edition, Row

HEADINGS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
NARRATIVE = {
    HEADINGS[0]: "本机关认真贯彻条例，全年主动公开信息若干条。",
    HEADINGS[4]: "存在的问题是解读形式单一。下一步将丰富解读形式。",
    HEADINGS[5]: "本年度未收取信息处理费。",
}
TITLE = "示例市样板局{year}年政府信息公开工作年度报告"
PREAMBLE = "本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。"
Table = list[list[tuple[str, int, int]]]  # rows of (text, column span, row span)


@dataclass
class MadeReport:
    """A report whose every figure is another number; ``changes`` replaces printed cells."""

    edition: Edition = EDITION_2021
    year: int = 2023
    changes: dict[str, str] = field(default_factory=dict)
    dropped: frozenset[str] = frozenset()
    labels: dict[str, str] = field(default_factory=dict)
    without_tables: frozenset[str] = frozenset()
    in_place: dict[str, str] = field(default_factory=dict)

    def printed(self) -> dict[str, str]:
        """What every cell prints, by path."""
        cells: dict[str, str] = {}
        for number, path in enumerate(self.edition.paths(), start=1):
            cells[path] = f"{number}.5" if path.endswith(".amount") else str(number)
        return cells | self.changes

    def cell(self, row: Row, name: str) -> str:
        return self.printed()[f"{row.path}.{name}"]

    def label(self, row: Row) -> str:
        return self.labels.get(row.path, row.label)

    def proactive(self) -> Table:
        table: Table = []
        block = header = None
        for row in self.edition.proactive_rows:
            if row.path in self.dropped:
                continue
            spans = {3: (1, 1, 1), 2: (1, 2), 1: (3,)}[len(row.columns)]
            if row.block != block:
                block, header = row.block, None
                table.append([(block, 4, 1)])
            names = [column.label for column in row.columns]
            if names != header:
                header = names
                table.append(
                    [("信息内容", 1, 1), *((n, s, 1) for n, s in zip(names, spans, strict=True))]
                )
            cells = [self.cell(row, column.name) for column in row.columns]
            table.append(
                [(self.label(row), 1, 1), *((c, s, 1) for c, s in zip(cells, spans, strict=True))]
            )
        return table

    def requests(self) -> Table:
        rows = [row for row in self.edition.request_rows if row.path not in self.dropped]
        results = [r for r in rows if r.name not in ("received", "carried_in", "carried_out")]
        table: Table = [
            [("（本列数据的勾稽关系为：…）", 3, 3), ("申请人情况", 7, 1)],
            [("自然人", 1, 2), ("法人或其他组织", 5, 1), ("总计", 1, 2)],
            [(c.label, 1, 1) for c in rows[0].columns[1:-1]],
        ]
        group = None
        for row in rows:
            line: list[tuple[str, int, int]] = []
            if row in results and row is results[0]:
                line.append(("三、本年度办理结果", 1, len(results)))
            if row.group is not None and row.group != group:
                line.append((row.group, 1, sum(r.group == row.group for r in rows)))
            group = row.group
            width = 1 if row.group else 2 if row in results else 3
            line.append((self.label(row), width, 1))
            line += [(self.cell(row, column.name), 1, 1) for column in row.columns]
            table.append(line)
        return table

    def disputes(self) -> Table:
        five = [column.label for column in self.edition.dispute_rows[0].columns]
        return [
            [("行政复议", 5, 1), ("行政诉讼", 10, 1)],
            [*((n, 1, 2) for n in five), ("未经复议直接起诉", 5, 1), ("复议后起诉", 5, 1)],
            [(name, 1, 1) for name in five * 2],
            [
                (self.cell(row, column.name), 1, 1)
                for row in self.edition.dispute_rows
                for column in row.columns
            ],
        ]

    def tables(self) -> dict[str, Table]:
        made = {
            "proactive": self.proactive(),
            "requests": self.requests(),
            "disputes": self.disputes(),
        }
        return {name: t for name, t in made.items() if name not in self.without_tables}

    def _sections(self) -> list[tuple[str, str | None, Table | None]]:
        tables = self.tables()
        names = {HEADINGS[1]: "proactive", HEADINGS[2]: "requests", HEADINGS[3]: "disputes"}
        return [
            (
                heading,
                NARRATIVE.get(heading) or self.in_place.get(names.get(heading, "")),
                tables.get(names.get(heading, "")),
            )
            for heading in HEADINGS
        ]

    def html(self) -> bytes:
        body = [
            f"<h1>{TITLE.format(year=self.year)}</h1>",
            f"<p>{PREAMBLE.format(year=self.year)}</p>",
        ]
        for heading, words, table in self._sections():
            body.append(f"<p>{heading}</p>")
            if words:
                body.append(words if words.startswith("<") else f"<p>{words}</p>")
            if table is not None:
                rows = "".join(
                    "<tr>"
                    + "".join(
                        f'<td colspan="{c}" rowspan="{r}"><p>{t}</p></td>' for t, c, r in line
                    )
                    + "</tr>"
                    for line in table
                )
                body.append(f"<table><tbody>{rows}</tbody></table>")
        return f"<html><body><div>{''.join(body)}</div></body></html>".encode()

    def cell_lines(self) -> bytes:
        """One cell a line behind a tab, an empty line after each row (Word saved as text)."""
        lines = [TITLE.format(year=self.year), "", PREAMBLE.format(year=self.year)]
        for heading, words, table in self._sections():
            lines.append(heading)
            if words:
                lines.append(words)
            for row in table or []:
                lines += ["\t" + text for text, _, _ in row]
                lines.append("")
        return "\n".join(lines).encode()

    def tab_rows(self) -> bytes:
        """Rows parted by tabs, padded with blanks at the end."""
        lines = [TITLE.format(year=self.year), PREAMBLE.format(year=self.year)]
        for heading, words, table in self._sections():
            lines.append(heading)
            if words:
                lines.append(words)
            lines += ["\t".join([*(text for text, _, _ in row), "", ""]) for row in table or []]
        return "\n".join(lines).encode()

    def docx(self) -> bytes:
        document = docx.Document()
        document.add_paragraph(TITLE.format(year=self.year))
        document.add_paragraph(PREAMBLE.format(year=self.year))
        for heading, words, table in self._sections():
            document.add_paragraph(heading)
            if words:
                document.add_paragraph(words)
            if table is not None:
                _add_table(document, table)
        stream = io.BytesIO()
        document.save(stream)
        return stream.getvalue()


def _add_table(document: object, rows: Table) -> None:
    wide = sum(columns for _, columns, _ in rows[0])
    table = document.add_table(rows=len(rows), cols=wide)  # type: ignore[attr-defined]
    taken: set[tuple[int, int]] = set()
    for number, line in enumerate(rows):
        column = 0
        for text, columns, deep in line:
            while (number, column) in taken:
                column += 1
            cell = table.cell(number, column)
            if columns > 1 or deep > 1:
                cell = cell.merge(table.cell(number + deep - 1, column + columns - 1))
            cell.text = text
            taken |= {
                (number + down, column + across)
                for down in range(deep)
                for across in range(columns)
            }
            column += columns


@pytest.fixture
def made() -> Callable[..., MadeReport]:
    """A made report of the 2021 edition."""
    return MadeReport


@pytest.fixture
def made_2019() -> Callable[..., MadeReport]:
    """A made report of the 2019 edition."""

    def make(**changes: object) -> MadeReport:
        return MadeReport(edition=EDITION_2019, year=2019, **changes)  # type: ignore[arg-type]

    return make
