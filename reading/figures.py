"""Every figure of the edition with its state, out of the rows that were found.

A row that is not there is a fact only where nothing else can explain it: no picture in its place,
no row without a label, no text that ran together, and the report goes on after the table.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from reading.blocks import Document, Gap, Grid, Paragraph
from reading.cells import ambiguous, figure_of_cell
from reading.editions import (
    DISPUTES,
    PROACTIVE,
    REQUESTS,
    TABLE_LABELS,
    Edition,
    Row,
    locator,
    locators,
)
from reading.editions_found import edition_mixed_in, edition_of, notes_of, rows_wanted
from reading.found import BALANCE_NOTE, FoundRow, FoundTables
from reading.labels import fold
from reading.model import Figure, FigureState, Media, PartName
from reading.parts import Outline

_PART_OF = {
    PROACTIVE: PartName.PROACTIVE,
    REQUESTS: PartName.REQUESTS,
    DISPUTES: PartName.DISPUTES,
}
MARKS_OF = {
    PROACTIVE: "第二十条第",
    REQUESTS: "新收政府信息公开申请数量",
    DISPUTES: "未经复议直接起诉",
}
_RAN_TOGETHER = "文字提取时单元格连在一起，无法确定各单元格的取值"
_LABELS_AT_LEAST = 2
_SHORTEST_SEEN = 5
_NOTE_BEFORE, _NOTE_AFTER = 8, 32
_NUMBER = r"([\d,]+(?:\.\d+)?)(?![\d.,])"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTables:
    """The figures of a document, the edition, and what is worth a word."""

    edition: Edition | None
    figures: dict[str, Figure] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


def read_tables(
    document: Document, outline: Outline, found: FoundTables, year: int | None
) -> ReadTables:
    """Figures of every row of the edition, whatever their state."""
    texts = _Texts(outline)
    edition, warnings = edition_of(found, partial(texts.folded, None), year)
    if edition is None:
        return ReadTables(edition=None, warnings=warnings)
    maker = _Maker(document, outline, found, texts, edition)
    figures: dict[str, Figure] = {}
    for row in rows_wanted(edition, found):
        for figure in maker.figures(row):
            figures[figure.path] = figure
    loose = tuple(
        f"{TABLE_LABELS[table]}有 {count} 行数字没有可识别的行名，未予采用"
        for table, count in found.loose.items()
        if count
    )
    return ReadTables(
        edition=edition,
        figures=figures,
        # Words of a scan are as the machine made them out: no evidence of another wording.
        notes={} if document.media is Media.SCAN else _notes(edition, found, texts),
        warnings=(*warnings, *loose),
    )


def _notes(edition: Edition, found: FoundTables, texts: _Texts) -> dict[str, str]:
    """The notes on the words of the tables, the note on the balance from wherever it stands."""
    notes = notes_of(edition, found)
    note = None if BALANCE_NOTE in notes else texts.balance_note()
    return {**notes, BALANCE_NOTE: note} if note else notes


class _Texts:
    """The folded words outside grids, for each part and for the whole document."""

    def __init__(self, outline: Outline) -> None:
        """``outline`` holds the blocks."""
        self._outline = outline
        self._cached: dict[PartName | None, str] = {}

    def raw(self, name: PartName | None) -> str:
        section = self._outline.section(name) if name else None
        blocks = self._outline.blocks
        inside = blocks[section.start : section.end] if section else blocks
        return "\n".join(block.text for block in inside if isinstance(block, Paragraph))

    def has_anywhere(self, words: str) -> bool:
        """Whether these words stand in any paragraph or cell."""
        cells = (
            fold(cell.text)
            for block in self._outline.blocks
            if isinstance(block, Grid)
            for cell in block.cells()
        )
        return words in self.folded(None) or any(words in text for text in cells)

    def balance_note(self) -> str | None:
        """The words on 勾稽关系 wherever they stand, e.g. above a table that lost its header."""
        for block in self._outline.blocks:
            if isinstance(block, Gap):
                continue
            printed = [c.text for c in block.cells()] if isinstance(block, Grid) else [block.text]
            for text in printed:
                at = text.find("勾稽关系")
                if at >= 0 and fold(text[max(at - _NOTE_BEFORE, 0) : at]).endswith("列数据的"):
                    return text[max(at - _NOTE_BEFORE, 0) : at + _NOTE_AFTER].strip()
        return None

    def folded(self, name: PartName | None) -> str:
        if name not in self._cached:
            self._cached[name] = re.sub(
                r"[\W_]+", "", unicodedata.normalize("NFKC", self.raw(name))
            ).lower()
        return self._cached[name]


class _Maker:
    """Makes the figures of one row after another."""

    def __init__(
        self,
        document: Document,
        outline: Outline,
        found: FoundTables,
        texts: _Texts,
        edition: Edition,
    ) -> None:
        """All that explains why a row is, or is not, there."""
        self._document = document
        self._outline = outline
        self._found = found
        self._texts = texts
        self._numbers = {row.name: n for n, row in enumerate(edition.request_rows, start=1)}
        self._ran_together = {table: self._is_run_together(table, edition) for table in _PART_OF}

    def figures(self, row: Row) -> tuple[Figure, ...]:
        """The figures of a row, in the order of its columns."""
        here = self._found.at(row.path)
        hits = [hit for hit in here if edition_mixed_in(hit, row) is None]
        if not hits:
            return self._mixed(row, here[0]) if here else self._absent(row)
        readings = [self._of_hit(row, hit) for hit in hits]
        if len(readings) == 1 or all(_same(readings[0], other) for other in readings[1:]):
            return readings[0]
        reason = f"“{row.label}”一行出现 {len(hits)} 次且内容不同，无法确定以哪一行为准"
        return tuple(ambiguous(f.path, f.at, reason) for f in readings[0])

    def _mixed(self, row: Row, hit: FoundRow) -> tuple[Figure, ...]:
        """A row that is there with the columns of another edition."""
        other = edition_mixed_in(hit, row)
        name = other.name if other else ""
        reason = f"{TABLE_LABELS[row.table]}“{row.label}”一行按{name}年版格式的各列填写"
        return tuple(
            Figure(
                path=f"{row.path}.{column.name}",
                at=locator(row, column, hit.number),
                state=self._state_of_absent,
                reason=reason,
            )
            for column in row.columns
        )

    def _of_hit(self, row: Row, hit: FoundRow) -> tuple[Figure, ...]:
        cells = hit.by_column(row.column_names)
        if cells is None:
            return self._not_aligned(row, hit)
        found: list[Figure] = []
        places = locators(row, hit.number)
        for column, path, at in zip(row.columns, row.paths(), places, strict=True):
            cell = cells.get(column.name)
            if cell is not None:
                found.append(figure_of_cell(cell.text, column, path=path, at=at, doubt=cell.doubt))
                continue
            reason = f"{TABLE_LABELS[row.table]}没有“{column.label}”一列"
            found.append(Figure(path=path, at=at, state=self._state_of_absent, reason=reason))
        return tuple(found)

    @staticmethod
    def _not_aligned(row: Row, hit: FoundRow) -> tuple[Figure, ...]:
        """A row of which it is not sure which cell is of which column."""
        printed = " ".join(cell.text for cell in hit.cells if cell.text)
        filled = sum(1 for cell in hit.cells if cell.text)
        reason = (
            f"该行应有 {len(row.columns)} 个单元格，实有 {len(hit.cells)} 个"
            f"（其中 {filled} 个有内容），无法对应各列"
        )
        return tuple(
            ambiguous(
                f"{row.path}.{column.name}", locator(row, column, hit.number), reason, printed[:200]
            )
            for column in row.columns
        )

    @property
    def _state_of_absent(self) -> FigureState:
        """What is not seen in a scan may stand there all the same."""
        is_scan = self._document.media is Media.SCAN
        return FigureState.UNREADABLE if is_scan else FigureState.MISSING

    def _absent(self, row: Row) -> tuple[Figure, ...]:
        state, reason = self._why_absent(row)
        number = self._numbers.get(row.name, 0)
        lone = self._lone_number(row) if self._ran_together[row.table] else None
        found: list[Figure] = []
        for column in row.columns:
            path, at = f"{row.path}.{column.name}", locator(row, column, number)
            if lone is not None:
                found.append(figure_of_cell(lone, column, path=path, at=at))
            else:
                found.append(Figure(path=path, at=at, state=state, reason=reason))
        return tuple(found)

    def _why_absent(self, row: Row) -> tuple[FigureState, str]:
        """Missing is a fact about the document; whatever may be our own blindness is not."""
        label = TABLE_LABELS[row.table]
        is_there = bool(self._found.of(row.table))
        if self._ran_together[row.table] and not is_there:
            return FigureState.AMBIGUOUS, _RAN_TOGETHER
        doubt = next(self._doubts(row, label, is_there=is_there), None)
        if doubt is not None:
            return FigureState.UNREADABLE, doubt
        if self._document.media is Media.SCAN:
            return FigureState.UNREADABLE, f"扫描件中没有识别到“{row.label}”一行，请人工核对原件"
        what = f"{label}中没有“{row.label}”一行" if is_there else f"全文没有{label}"
        return FigureState.MISSING, what

    def _doubts(self, row: Row, label: str, *, is_there: bool) -> Iterator[str]:
        """Every reason why the row may stand in the document all the same."""
        table, name = row.table, _PART_OF[row.table]
        if self._outline.has_gap(name):
            yield f"{label}所在部分有图片、附件或嵌入对象，内容可能在其中，未能读取"
        if self._document.is_cut:
            yield "文件不完整，后面的内容可能没有取得"
        if self._found.loose[table] or row.path in self._found.bare:
            yield f"{label}中有的行行名与数字分离，无法确定是否为“{row.label}”"
        if is_there:
            words = fold(row.label.split("（区", 1)[0])
            if words in self._texts.folded(name):
                yield f"“{row.label}”的行名在表格之外，未能与数字对应"
            if not self._goes_on(table):
                yield f"{label}之后没有内容，文件可能不完整"
        elif self._texts.has_anywhere(MARKS_OF[table]):
            yield f"{label}的表格形状异常，未能与各列对应"
        elif self._document.media is Media.TEXT:
            yield f"文本中没有识别到{label}，可能在转换为文本时丢失"
        elif not any(s.heading.name.number > name.number for s in self._outline.sections):
            yield f"{label}应在的位置之后没有内容，文件可能不完整"

    def _goes_on(self, table: str) -> bool:
        place = self._found.last_place[table]
        later = [p for name, p in self._found.last_place.items() if name != table and p > place]
        return bool(later) or self._outline.has_text_after(place)

    def _is_run_together(self, table: str, edition: Edition) -> bool:
        """Whether a table's labels stand in running text because cells ran together."""
        if self._found.of(table):
            return False
        words = self._texts.folded(_PART_OF[table])
        if table == DISPUTES:
            return "未经复议直接起诉" in words
        rows = edition.proactive_rows if table == PROACTIVE else edition.request_rows
        marks = "第二十条第" if table == PROACTIVE else "申请人情况"
        seen = sum(fold(r.label) in words for r in rows if len(fold(r.label)) >= _SHORTEST_SEEN - 1)
        return marks in words and seen >= _LABELS_AT_LEAST

    def _lone_number(self, row: Row) -> str | None:
        """A row with one column cannot run together with itself: 行政许可1029第二十条…"""
        is_scan = self._document.media is Media.SCAN
        if row.table != PROACTIVE or len(row.columns) != 1 or is_scan:
            return None
        form = re.compile(rf"(?<!\w){_NUMBER}".replace(r"(?<!\w)", re.escape(row.label) + r"\s*"))
        section = self._outline.section(PartName.PROACTIVE)
        hits = form.findall(self._texts.raw(PartName.PROACTIVE)) if section else []
        return hits[0] if len(hits) == 1 else None


def _same(one: tuple[Figure, ...], other: tuple[Figure, ...]) -> bool:
    return [(f.state, f.value, f.printed) for f in one] == [
        (f.state, f.value, f.printed) for f in other
    ]
