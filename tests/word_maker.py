"""Writes small Word 97 files for tests: text in pieces, properties in pages, an OLE container.

Only what the tests need is written, by the published layout (MS-DOC, MS-CFB), and apart from the
reader: nothing of ``reading`` is used here.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

SpannedTable = Sequence[Sequence[tuple[str, int, int]]]  # rows of (text, column span, row span)
CELL = b"\x16\x24\x01"  # in a table
ROW_END = CELL + b"\x17\x24\x01"
SECTOR = 512
_END, _FREE, _FAT, _MORE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFC
_COLUMN = 900  # twips
_STYLES, _CHARACTERS, _PARAGRAPHS, _PIECES = 1, 12, 13, 33
_SHAPES, _BOXES, _LISTS, _LIST_USES = 40, 56, 73, 74
_PAIRS, _TEXT_AT = 0x5D, 2048


@dataclass(frozen=True, kw_only=True)
class Para:
    """A paragraph with its mark; ``odd`` are runs of characters with modifiers of their own."""

    text: str
    mark: str = "\r"
    sprms: bytes = b""
    style: int = 0
    odd: tuple[tuple[int, int, bytes], ...] = ()

    @property
    def characters(self) -> str:
        """Text and mark, a character for each two bytes, as Word counts."""
        packed = (self.text + self.mark).encode("utf-16-le", "surrogatepass")
        return "".join(map(chr, struct.unpack(f"<{len(packed) // 2}H", packed)))


def cell(text: str, *, sprms: bytes = b"", odd: tuple[tuple[int, int, bytes], ...] = ()) -> Para:
    """A cell of a table."""
    return Para(text=text, mark="\x07", sprms=CELL + sprms, odd=odd)


def row_end(edges: Sequence[int], merges: Sequence[int] | None = None) -> Para:
    """The mark of a row; ``merges`` are the flags of each cell."""
    return Para(text="", mark="\x07", sprms=ROW_END + definition(edges, merges))


def definition(edges: Sequence[int], merges: Sequence[int] | None = None) -> bytes:
    """The modifier that defines the cells of a row."""
    count = len(edges) - 1
    cells = b"".join(
        struct.pack("<H18x", flags) for flags in (merges if merges is not None else [0] * count)
    )
    packed = struct.pack(f"<B{count + 1}h", count, *edges) + cells
    return struct.pack("<HH", 0xD608, len(packed) + 1) + packed


def table(rows: SpannedTable) -> list[Para]:
    """Marks and definitions of a table that is given by spans, as Word stores it."""
    made: list[Para] = []
    wide = sum(columns for _, columns, _ in rows[0])
    open_above: dict[int, tuple[int, int]] = {}  # column -> (width, rows that follow)
    for row in rows:
        waiting = list(row)
        texts: list[str] = []
        edges, merges = [0], []
        column = 0
        below: dict[int, tuple[int, int]] = {}
        while column < wide:
            if column in open_above:
                width, left = open_above[column]
                texts.append("")
                merges.append(1 << 5)
            elif waiting:
                text, width, deep = waiting.pop(0)
                left = deep
                texts.append(text)
                merges.append(3 << 5 if deep > 1 else 0)
            else:
                break
            if left > 1:
                below[column] = (width, left - 1)
            column += width
            edges.append(column * _COLUMN)
        open_above = below
        made += [cell(text) for text in texts]
        made.append(row_end(edges, merges))
    return made


@dataclass(kw_only=True)
class WordFile:
    """All that goes into a file. ``pieces`` parts the text, the last piece first in the file."""

    paragraphs: Sequence[Para]
    pieces: int = 1
    is_narrow: bool = False
    changes: bytes = b""  # modifiers of all pieces, as fast saving leaves them
    short_change: int = 0  # one modifier in its short form
    boxes: Mapping[int, Sequence[Para]] = field(default_factory=dict)  # by number of the shape
    anchors: Mapping[int, int] = field(default_factory=dict)  # place in the text -> shape
    styles: Sequence[tuple[int, bytes]] = ()  # (base, modifiers)
    lists: Sequence[Sequence[int]] = ()  # kinds of numeral, for each level
    pictures: bytes = b""
    mark: int = 0xA5EC
    flags: int = 0
    streams: Mapping[str, bytes] = field(default_factory=dict)

    def body(self) -> bytes:
        """The file."""
        return container(self.word_streams())

    def word_streams(self) -> dict[str, bytes]:
        """The streams, by name."""
        stories = [list(self.paragraphs), [p for box in self.boxes.values() for p in box]]
        lengths = [sum(len(p.characters) for p in story) for story in stories]
        everything = stories[0] + stories[1]
        if lengths[1]:
            everything.append(Para(text=""))  # the mark that ends all texts
        words = bytearray(_TEXT_AT)
        groups = _groups(everything, self.pieces)
        places: dict[int, int] = {}
        for number in range(len(groups) - 1, -1, -1):
            places[number] = len(words)
            words += self._encoded("".join(p.characters for p in groups[number]))
        words += bytes(-len(words) % SECTOR)
        runs: list[tuple[int, int, Para]] = []
        width = 1 if self.is_narrow else 2
        for number in range(len(groups) - 1, -1, -1):
            at = places[number]
            for paragraph in groups[number]:
                runs.append((at, at + len(paragraph.characters) * width, paragraph))
                at = runs[-1][1]
        tables = {
            _PIECES: self._pieces(groups, places),
            _PARAGRAPHS: _pages(words, [(a, b, _papx(p)) for a, b, p in runs], 13),
            _CHARACTERS: _pages(words, _character_runs(runs, width), 1),
            _STYLES: _styles(self.styles),
            _LISTS: _lists(self.lists),
            _LIST_USES: _list_uses(self.lists),
            **self._boxes(),
        }
        packed = self._head(words, tables, lengths)
        return {
            "WordDocument": bytes(words),
            "1Table": packed,
            **({"Data": self.pictures} if self.pictures else {}),
            **self.streams,
        }

    def _encoded(self, text: str) -> bytes:
        if self.is_narrow:
            return text.encode("cp1252")
        return text.encode("utf-16-le", "surrogatepass")

    def _pieces(self, groups: Sequence[Sequence[Para]], places: Mapping[int, int]) -> bytes:
        bounds = [0]
        for group in groups:
            bounds.append(bounds[-1] + sum(len(p.characters) for p in group))
        packed = struct.pack(f"<{len(bounds)}I", *bounds)
        for number in range(len(groups)):
            where = places[number] * 2 | 0x40000000 if self.is_narrow else places[number]
            packed += struct.pack("<HIH", 0, where, 1 if self.changes else self.short_change)
        head = b"\x01" + struct.pack("<H", len(self.changes)) + self.changes
        table = b"\x02" + struct.pack("<I", len(packed)) + packed
        return head + table if self.changes else table

    def _boxes(self) -> dict[int, bytes]:
        if not self.anchors:
            return {}
        bounds = [0]
        for box in self.boxes.values():
            bounds.append(bounds[-1] + sum(len(p.characters) for p in box))
        bounds.append(bounds[-1] + 1)
        texts = struct.pack(f"<{len(bounds)}I", *bounds)
        for shape in (*self.boxes, 0):
            texts += struct.pack("<14xI4x", shape)
        places = [*self.anchors, sum(len(p.characters) for p in self.paragraphs)]
        shapes = struct.pack(f"<{len(places)}I", *places)
        for shape in self.anchors.values():
            shapes += struct.pack("<I22x", shape)
        return {_SHAPES: shapes, _BOXES: texts}

    def _head(self, words: bytearray, tables: Mapping[int, bytes], lengths: list[int]) -> bytes:
        struct.pack_into("<HHHHHH", words, 0, self.mark, 0xC1, 0, 0x0804, 0, 0x0200 | self.flags)
        struct.pack_into("<H", words, 0x20, 14)
        struct.pack_into("<H", words, 0x3E, 22)
        struct.pack_into("<I", words, 0x40, len(words))
        struct.pack_into("<I", words, 0x4C, lengths[0])
        struct.pack_into("<I", words, 0x64, lengths[1])
        struct.pack_into("<H", words, 0x98, _PAIRS)
        packed = bytearray()
        for number, content in tables.items():
            if content:
                size = struct.unpack_from("<H", content)[0] * 28 + 2 if number == _LISTS else None
                struct.pack_into("<II", words, 0x9A + number * 8, len(packed), size or len(content))
                packed += content
        return bytes(packed)


def container(streams: Mapping[str, bytes]) -> bytes:
    """An OLE container with these streams; those under 4,096 bytes go into the small one."""
    sectors: list[bytes] = []
    fat: list[int] = []

    def put(content: bytes) -> int:
        start = len(sectors)
        count = -(-len(content) // SECTOR)
        for number in range(count):
            piece = content[number * SECTOR : (number + 1) * SECTOR]
            sectors.append(piece.ljust(SECTOR, b"\x00"))
            fat.append(start + number + 1 if number < count - 1 else _END)
        return start if count else _END

    small = bytearray()
    small_fat: list[int] = []
    entries: list[tuple[str, int, int]] = []
    for name, content in streams.items():
        if len(content) >= 4096:
            entries.append((name, put(content), len(content)))
            continue
        start, count = len(small_fat), -(-len(content) // 64)
        small_fat += [start + n + 1 if n < count - 1 else _END for n in range(count)]
        small += content.ljust(count * 64, b"\x00")
        entries.append((name, start if count else _END, len(content)))
    small_at = put(bytes(small))
    small_table = struct.pack(f"<{len(small_fat)}I", *small_fat)
    small_table = small_table.ljust(-(-len(small_table) // SECTOR) * SECTOR, b"\xff")
    small_fat_at = put(small_table)
    directory = _entry("Root Entry", 5, 1 if entries else _FREE, _FREE, small_at, len(small))
    for number, (name, start, size) in enumerate(entries, start=1):
        after = number + 1 if number < len(entries) else _FREE
        directory += _entry(name, 2, _FREE, after, start, size)
    directory_at = put(directory.ljust(-(-len(directory) // SECTOR) * SECTOR, b"\x00"))
    tables = more = 0
    while tables * 128 < len(sectors) + tables + more:
        tables += 1
        more = -(-max(tables - 109, 0) // 127)
    places = [len(sectors) + more + number for number in range(tables)]
    listed = places[:109] + [_FREE] * (109 - tables)
    for number in range(more):
        part = places[109 + number * 127 : 236 + number * 127]
        after = len(sectors) + 1 if number < more - 1 else _END
        sectors.append(struct.pack("<128I", *part, *[_FREE] * (127 - len(part)), after))
    fat += [_MORE] * more + [_FAT] * tables
    packed = struct.pack(f"<{len(fat)}I", *fat).ljust(tables * SECTOR, b"\xff")
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII109I",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        *(0x3E, 3, 0xFFFE, 9, 6, 0, tables, directory_at, 0, 4096),
        *(small_fat_at, len(small_table) // SECTOR),
        *(places[0] - more if more else _END, more),
        *listed,
    )
    return header + b"".join(sectors) + packed


def _entry(name: str, kind: int, child: int, after: int, start: int, size: int) -> bytes:
    encoded = name.encode("utf-16-le") + b"\x00\x00"
    return struct.pack(
        "<64sHBBIII16x4x16xIII",
        encoded, len(encoded), kind, 1, _FREE, after, child if kind == 5 else _FREE,
        start, size, 0,
    )  # fmt: skip


def _groups(paragraphs: Sequence[Para], count: int) -> list[list[Para]]:
    step = -(-len(paragraphs) // count)
    return [list(paragraphs[at : at + step]) for at in range(0, len(paragraphs), step)]


def _papx(paragraph: Para) -> bytes:
    packed = struct.pack("<H", paragraph.style) + paragraph.sprms
    if len(packed) % 2:
        return bytes([(len(packed) + 1) // 2]) + packed
    return bytes([0, len(packed) // 2]) + packed


def _character_runs(
    runs: Sequence[tuple[int, int, Para]], width: int
) -> list[tuple[int, int, bytes]]:
    found: list[tuple[int, int, bytes]] = []
    for start, end, paragraph in runs:
        at = start
        for first, last, sprms in paragraph.odd:
            found.append((at, start + first * width, b""))
            found.append((start + first * width, start + last * width, bytes([len(sprms)]) + sprms))
            at = start + last * width
        found.append((at, end, b""))
    return [run for run in found if run[0] < run[1]]


def _pages(words: bytearray, runs: Sequence[tuple[int, int, bytes]], entry: int) -> bytes:
    """Write the pages behind the text; the table that lists them."""
    numbers: list[int] = []
    starts: list[int] = []
    waiting = list(runs)
    while waiting:
        page = bytearray(SECTOR)
        taken: list[tuple[int, int, int]] = []
        known: dict[bytes, int] = {}
        free = SECTOR - 1
        for start, end, packed in waiting:
            at = known.get(packed, 0)
            if packed and not at:
                at = (free - len(packed)) // 2 * 2
            if 4 * (len(taken) + 2) + entry * (len(taken) + 1) > min(at or free, free):
                break
            if packed and packed not in known:
                page[at : at + len(packed)] = packed
                known[packed] = free = at
            taken.append((start, end, at))
        for number, (start, _, at) in enumerate(taken):
            struct.pack_into("<I", page, number * 4, start)
            page[4 * (len(taken) + 1) + number * entry] = at // 2
        struct.pack_into("<I", page, len(taken) * 4, taken[-1][1])
        page[-1] = len(taken)
        numbers.append(len(words) // SECTOR)
        starts.append(taken[0][0])
        words += page
        waiting = waiting[len(taken) :]
    return struct.pack(f"<{2 * len(numbers) + 1}I", *starts, runs[-1][1] if runs else 0, *numbers)


def _styles(styles: Sequence[tuple[int, bytes]]) -> bytes:
    if not styles:
        return b""
    packed = struct.pack("<HHH14x", 18, len(styles), 10)
    for number, (base, sprms) in enumerate(styles):
        upx = struct.pack("<HH", len(sprms) + 2, number) + sprms
        style = struct.pack("<HHHHH", 0, 1 | base << 4, 1, 0, 0)
        style += struct.pack("<H", 1) + "A\x00".encode("utf-16-le") + upx
        packed += struct.pack("<H", len(style)) + style + b"\x00" * (len(style) % 2)
    return packed


def _lists(lists: Sequence[Sequence[int]]) -> bytes:
    if not lists:
        return b""
    packed = struct.pack("<H", len(lists))
    for number, levels in enumerate(lists, start=1):
        packed += struct.pack("<I22xBx", number * 100, len(levels) == 1)
    for levels in lists:
        for kind in levels:
            packed += struct.pack("<IB23x", 1, kind) + struct.pack("<HHH", 2, 0, ord("、"))
    return packed


def _list_uses(lists: Sequence[Sequence[int]]) -> bytes:
    if not lists:
        return b""
    uses = (struct.pack("<I12x", (number + 1) * 100) for number in range(len(lists)))
    return struct.pack("<I", len(lists)) + b"".join(uses)
