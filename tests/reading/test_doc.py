"""Word 97 files, written piece by piece: what a person sees in them is what is read."""

from __future__ import annotations

import struct
from dataclasses import replace

import pytest
from word_maker import Para, WordFile, cell, container, definition, row_end, table

from reading.blocks import Gap, Grid, Paragraph
from reading.doc.document import read_doc
from reading.doc.fib import open_word
from reading.doc.package import OleKind, ole_kind
from reading.doc.sprms import sprms
from reading.doc.tables import shape_of
from reading.doc.text import Story
from reading.errors import DocumentError
from reading.model import FigureState, Media
from reading.reader import read, reading_of

DELETED, HIDDEN = b"\x00\x08\x01", b"\x3c\x08\x01"
END = Para(text="末段。")


def _blocks(*paragraphs, **options):
    return read_doc(WordFile(paragraphs=[*paragraphs, END], **options).body()).blocks[:-1]


def _slots(grid):
    return [[c.text if c else None for c in row] for row in grid.slots]


def _doubts(grid):
    return [bool(c.doubt) for c in grid.cells()]


def _report(made, **options):
    paragraphs = [Para(text=made.agency_title), Para(text="本报告统计期限为全年。")]
    for heading, words, rows in made._sections():
        paragraphs.append(Para(text=heading))
        if words:
            paragraphs.append(Para(text=words))
        paragraphs += table(rows) if rows else []
    return WordFile(paragraphs=paragraphs, **options)


@pytest.fixture
def report(made):
    def make(*, pieces=1, **changes):
        one = made(**changes)
        one.agency_title = "示例市样板局2023年政府信息公开工作年度报告"
        return _report(one, pieces=pieces), one

    return make


@pytest.mark.parametrize("pieces", [1, 2, 9])
def test_every_figure_of_a_report_whatever_pieces_it_is_stored_in(report, pieces):
    file, made = report(pieces=pieces)
    document = read_doc(file.body())
    reading = reading_of(document)
    assert {p: f.printed for p, f in reading.figures.items()} == made.printed()
    assert {f.state for f in reading.figures.values()} == {FigureState.NUMBER}
    other = read(made.docx(), name="年报")
    assert [p.heading for p in reading.parts.values()] == [p.heading for p in other.parts.values()]
    assert (reading.title, reading.agency, reading.year, document.media) == (
        made.agency_title,
        "示例市样板局",
        2023,
        Media.DOC,
    )


def test_the_grid_is_that_of_the_docx_form(report):
    file, made = report()
    grids = [b for b in read_doc(file.body()).blocks if isinstance(b, Grid)]
    others = [b for b in _docx_blocks(made) if isinstance(b, Grid)]
    assert [_slots(grid) for grid in grids] == [_slots(grid) for grid in others]
    assert [grid.lead for grid in grids] == [grid.lead for grid in others]


def _docx_blocks(made):
    from reading.docx import read_docx  # noqa: PLC0415 - only this test compares

    return read_docx(made.docx()).blocks


def test_zero_blank_and_words_are_three_things(report):
    path = "requests.received.{}"
    changes = {
        path.format("individual"): "",
        path.format("company"): "/",
        path.format("total"): "0",
    }
    file, _ = report(changes=changes)
    figures = reading_of(read_doc(file.body())).figures
    found = [figures[path.format(name)] for name in ("individual", "company", "total")]
    assert [(f.state, f.value, f.printed) for f in found] == [
        (FigureState.BLANK, None, ""),
        (FigureState.TEXT, None, "/"),
        (FigureState.NUMBER, 0, "0"),
    ]


def test_spans_across_and_down():
    last = [("丁", 1, 1), ("戊", 2, 1)]
    [grid] = _blocks(*table([[("甲", 2, 2), ("乙", 1, 1)], [("丙", 1, 1)], last]))
    assert _slots(grid) == [["甲", "甲", "乙"], ["甲", "甲", "丙"], ["丁", "戊", "戊"]]
    assert [c.text for c in grid.own_cells(1)] == ["丙"]


@pytest.mark.parametrize("flags", [(1, 2, 2, 0), (2, 1, 1, 0), (3, 1, 1, 0)])
def test_cells_merged_by_flags_as_either_description_has_them(flags):
    rows = [cell("宽"), cell(""), cell(""), cell("窄"), row_end((0, 900, 1800, 2700, 3600), flags)]
    [grid] = _blocks(*rows)
    assert _slots(grid) == [["宽", "宽", "宽", "窄"]]


def _shape(*changes):
    return shape_of(tuple(sprms(b"".join(changes))))


def test_modifiers_after_the_definition_of_a_row_change_it():
    base = definition((0, 900, 1800, 2700))
    assert _shape(base, b"\x24\x56\x00\x02").across == (False, True, False)
    assert _shape(base, b"\x24\x56\x00\x03", b"\x25\x56\x00\x03").across == (False,) * 3
    assert _shape(base, b"\x2b\xd6\x02\x01\x01").down == (False, True, False)
    assert _shape(base, b"\x2b\xd6\x02\x01\x03").down == (False,) * 3
    assert _shape(base, b"\x22\x56\x00\x01") is None
    assert _shape(b"\x21\x76\x00\x03\x68\x01", base).edges == (0, 900, 1800, 2700)
    assert _shape(base[:4]) is None
    assert _shape() is None


@pytest.mark.parametrize(
    ("options", "level"),
    [
        ({"changes": b"\x16\x24\x01"}, 1),
        ({"changes": b"\x16\x24\x01\x4a\x66\xff\xff\xff\xff"}, 1),
        ({"changes": b"\x15\xc6\xff"}, 0),
        ({"short_change": 0x0100 | 0x18 << 1}, 1),
        ({"short_change": 0x0100 | 0x05 << 1}, 0),
    ],
)
def test_modifiers_that_fast_saving_leaves_on_a_piece(options, level):
    story = Story(open_word(WordFile(paragraphs=[Para(text="甲"), END], **options).body()))
    found = [(p.text, p.properties.level) for p in story.paragraphs(0, 6)]
    assert found == [("甲", level), ("末段。", level)]


def test_edges_that_differ_by_a_hair_are_one_edge():
    rows = [cell("甲"), cell("乙"), row_end((-5, 900, 1800))]
    rows += [cell("丙"), cell("丁"), row_end((0, 912, 1790))]
    assert _slots(_blocks(*rows)[0]) == [["甲", "乙"], ["丙", "丁"]]


def test_a_table_in_a_cell_stands_after_the_table():
    inner = b"\x16\x24\x01\x49\x66\x02\x00\x00\x00"
    rows = [
        cell("外"),
        Para(text="里甲", sprms=inner + b"\x4b\x24\x01"),
        Para(text="里乙", sprms=inner + b"\x4b\x24\x01"),
        Para(text="", sprms=inner + b"\x4c\x24\x01" + definition((0, 500, 1000))),
        cell("尾"),
        row_end((0, 900, 1800)),
    ]
    outer, nested = _blocks(*rows)
    assert (_slots(outer), _slots(nested)) == ([["外", "尾"]], [["里甲", "里乙"]])


def test_cells_of_several_paragraphs_and_page_breaks():
    rows = [
        Para(text="上", sprms=b"\x16\x24\x01"),
        cell("中\x0c下\x0b尾"),
        cell("7"),
        row_end((0, 900, 1800)),
    ]
    assert _slots(_blocks(Para(text="前\x0c后"), *rows)[2]) == [["上\n中\n下\n尾", "7"]]


@pytest.mark.parametrize(
    ("text", "odd", "shown"),
    [
        ("12345", ((1, 3, DELETED),), "145"),
        ("12345", ((1, 3, HIDDEN),), "145"),
        ("1(5", ((1, 2, b"\x09\x6a\x00\x00\x34\x00"),), "145"),
        ("\x13 =SUM(ABOVE) \x1412\x15", (), "12"),
        ("\x13 IF \x13 PAGE \x143\x15 \x14是\x15。", (), "是。"),
        ("\x13 XE 收费 \x1512", (), "12"),
        ("12\x02\x05", (), "12"),
        ("1\x1e2\x1f3", (), "1-23"),
        ("\U0001f600 7", (), "\U0001f600 7"),
        ("7 \ud83d", (), "7 \ufffd"),
    ],
)
def test_what_shows_of_a_text(text, odd, shown):
    grid, paragraph = _blocks(cell(text, odd=odd), row_end((0, 900)), Para(text=text, odd=odd))
    assert (_slots(grid), paragraph.text) == ([[shown]], shown)


@pytest.mark.parametrize("text", ["\x01", "\x13 =SUM(ABOVE) \x15", "\x13 =SUM(ABOVE) "])
def test_a_cell_without_text_of_its_own_is_doubted_and_not_blank(text):
    grid, gap = _blocks(cell(text), cell("1"), row_end((0, 900, 1800)))
    assert (_slots(grid), _doubts(grid)) == ([["", "1"]], [True, False])
    assert isinstance(gap, Gap)


def test_a_picture_in_a_cell_is_unread(report):
    file, _ = report(changes={"requests.received.total": "\x01"})
    figure = reading_of(read_doc(file.body())).figures["requests.received.total"]
    assert (figure.state, figure.value) == (FigureState.UNREADABLE, None)


@pytest.mark.parametrize(
    "rows",
    [
        [cell("甲"), cell("1"), cell("2"), row_end((0, 900, 1800))],
        [cell("甲"), cell("1"), Para(text="", mark="\x07", sprms=b"\x16\x24\x01\x17\x24\x01")],
        [cell("甲"), cell("1"), row_end((0, 900, 1800), (1, 2))],
        [cell("甲"), cell("1"), row_end((0, 900, 1800), (0, 1 << 5))],
        [cell("甲"), cell("1")],
    ],
    ids=["more cells", "no definition", "swallowed across", "swallowed down", "no end"],
)
def test_rows_whose_marks_and_definition_disagree_are_doubted(rows):
    grid, gap = _blocks(*rows)
    assert all(_doubts(grid))
    assert isinstance(gap, Gap)


def test_narrow_characters_and_small_streams():
    rows = [cell("Item"), cell("12"), row_end((0, 900, 1800))]
    file = WordFile(paragraphs=[*rows, Para(text="caf\xe9 \u201cok\u201d")], is_narrow=True)
    grid, paragraph = read_doc(file.body()).blocks
    assert (_slots(grid), paragraph.text) == ([["Item", "12"]], "caf\xe9 \u201cok\u201d")
    streams = file.word_streams()
    assert len(streams["1Table"]) < 4096
    streams["WordDocument"] = streams["WordDocument"].ljust(8192, b"\x00")
    assert read_doc(container(streams)).blocks[1] == paragraph


def test_long_lists_of_modifiers_stand_elsewhere():
    edges = tuple(range(0, 900 * 21, 900))
    packed = b"\x16\x24\x01\x17\x24\x01" + definition(edges)
    end = Para(text="", mark="\x07", sprms=b"\x46\x66" + struct.pack("<I", 8))
    rows = [*(cell(str(number)) for number in range(20)), end]
    store = bytes(8) + struct.pack("<H", len(packed)) + packed
    assert _slots(_blocks(*rows, pictures=store)[0]) == [[str(number) for number in range(20)]]


def _numbered(*paragraphs, **options):
    return [(b.text, b.is_auto_numbered) for b in _blocks(*paragraphs, **options)]


def test_numerals_that_a_word_processor_prints():
    def use(number, level=0):
        return b"\x0a\x26" + bytes([level]) + b"\x0b\x46" + struct.pack("<H", number)

    paragraphs = [
        Para(text="自动", sprms=use(1)),
        Para(text="圆点", sprms=use(2)),
        Para(text="二级", sprms=use(3, 1)),
        Para(text="取消", sprms=use(0), style=1),
        Para(text="样式", style=1),
        Para(text="上级样式", style=2),
        Para(text="无", style=0),
        Para(text="未知", sprms=use(9)),
    ]
    styles = [(0x0FFF, b""), (0, use(1)), (1, b"")]
    lists = [[39], [23], [23, 0, 0, 0, 0, 0, 0, 0, 0]]
    assert _numbered(*paragraphs, styles=styles, lists=lists) == [
        ("一、自动", False),
        ("圆点", False),
        ("二级", True),  # its numeral tells the count of a level that prints a bullet
        ("取消", False),
        ("二、样式", False),
        ("三、上级样式", False),
        ("无", False),
        ("未知", True),
    ]
    assert _numbered(Para(text="自动", sprms=use(1)), Para(text="无")) == [
        ("自动", True),
        ("无", False),
    ]


def test_numerals_in_a_table_stand_before_words_and_not_before_figures():
    def use(number):
        return b"\x0a\x26\x00\x0b\x46" + struct.pack("<H", number)

    row = [cell("予以公开", sprms=use(1)), cell("12", sprms=use(1)), row_end((0, 900, 1800))]
    grid = _blocks(*row, Para(text="以后", sprms=use(1)), lists=[[39]])[0]
    assert _slots(grid) == [["一、予以公开", "12"]]


def test_a_list_that_changes_its_definition_has_numerals_that_are_not_known():
    def use(number):
        return b"\x0a\x26\x00\x0b\x46" + struct.pack("<H", number)

    file = WordFile(
        paragraphs=[Para(text=text, sprms=use(1)) for text in ("甲", "乙")], lists=[[39]]
    )
    streams = file.word_streams()
    at = streams["1Table"].index(struct.pack("<II12x", 1, 100)) + 4 + 12
    streams["1Table"] = streams["1Table"][:at] + b"\x01" + streams["1Table"][at + 1 :]
    blocks = read_doc(container(streams)).blocks
    assert [(b.text, b.is_auto_numbered) for b in blocks[:2]] == [("甲", True), ("乙", True)]


def test_a_text_box_is_read_where_its_shape_is_anchored():
    box = [Para(text="一、总体情况"), Para(text="框内。")]
    found = _blocks(
        Para(text="前"),
        Para(text="\x08锚"),
        Para(text="后\x08"),
        boxes={77: box, 78: [Para(text="组内。")]},
        anchors={2: 77, 6: 99},
    )
    shown = [b.text if isinstance(b, Paragraph) else "·" for b in found]
    assert shown == ["前", "锚", "一、总体情况", "框内。", "后", "·", "末段。"]


@pytest.mark.parametrize(
    ("file", "kind", "error"),
    [
        (WordFile(paragraphs=[END]), OleKind.WORD_97, None),
        (WordFile(paragraphs=[END], mark=0xA5DC), OleKind.WORD_95, "unsupported_format"),
        (WordFile(paragraphs=[END], flags=0x0100), OleKind.ENCRYPTED, "encrypted"),
        (WordFile(paragraphs=[END], mark=0x1234), OleKind.OTHER, "unsupported_format"),
        (
            WordFile(paragraphs=[END], streams={"EncryptedPackage": b"x"}),
            OleKind.ENCRYPTED,
            "encrypted",
        ),
    ],
)
def test_the_kinds_of_file_are_told_apart(file, kind, error):
    body = file.body()
    assert ole_kind(body) is kind
    if error is not None:
        with pytest.raises(DocumentError) as raised:
            read_doc(body)
        assert raised.value.error_class.value == error


@pytest.mark.parametrize(
    ("streams", "kind"),
    [({"Workbook": b"x" * 5000}, OleKind.EXCEL), ({"PowerPoint Document": b"x"}, OleKind.OTHER)],
)
def test_other_containers_are_no_word_file(streams, kind):
    assert ole_kind(container(streams)) is kind


@pytest.mark.parametrize(
    "file",
    [
        WordFile(paragraphs=[replace(END, mark="\x07")]),
        WordFile(paragraphs=[Para(text="没有末尾", mark="")]),
        WordFile(paragraphs=[Para(text="\x00" * 9), END]),
        WordFile(paragraphs=[cell("甲"), row_end((0, 900)), replace(row_end((0, 900)), text="乙")]),
    ],
    ids=["cell mark outside", "no last mark", "zeros", "text in a row mark"],
)
def test_what_contradicts_itself_is_damaged(file):
    with pytest.raises(DocumentError) as raised:
        read_doc(file.body())
    assert raised.value.error_class.value == "truncated"
