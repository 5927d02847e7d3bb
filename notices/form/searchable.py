"""Makes the Chinese of a PDF of Chromium searchable.

Noto CJK draws 文 (U+6587) and the radical ⽂ (U+2F42) with one glyph, and Chromium's PDF names
the glyph by the lower of the two: whoever searches or copies gets radicals that are no characters.
The tables that name glyphs (ToUnicode, ISO 32000-1, 9.10.3) are told the character instead, as an
incremental update (7.5.6) behind the untouched file.
"""

from __future__ import annotations

import re
import unicodedata
import zlib

_KANGXI = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
# CJK Radicals Supplement: for most Unicode has no normal form; those that Noto draws alike.
_SUPPLEMENT = dict(
    zip(
        (
            "⺂⺃⺅⺉⺋⺎⺏⺐⺒⺓⺔⺕⺖⺘⺙⺛⺞⺟⺠⺡⺣⺤⺦⺨⺫⺭⺯⺰⺱⺳⺹⺺⺾"
            "⻁⻂⻃⻅⻆⻈⻉⻋⻌⻐⻑⻒⻓⻔⻖⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻮⻯⻰⻱⻲⻳㬵"
        ),
        (
            "乛乚亻刂㔾兀尣尢巳幺彑彐忄扌攵旡歺母民氵灬爫丬犭罒礻糹纟罓㓁耂肀艹"
            "虎衤覀见角讠贝车辶钅長镸长门阝青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾斉齐齿竜龙龜亀龟胶"
        ),
        strict=True,
    )
)
_MEANT = _KANGXI | {ord(radical): character for radical, character in _SUPPLEMENT.items()}

_TABLE = re.compile(rb"/ToUnicode (\d+) 0 R")
_OBJECT = re.compile(rb"(\d+) 0 obj\s*<<(.*?)>>\s*stream\r?\n", re.DOTALL)
_LENGTH = re.compile(rb"/Length (\d+)")
_END = re.compile(rb"trailer\s*<<(.*?)>>\s*startxref\s+(\d+)\s+%%EOF\s*$", re.DOTALL)
_OFFSETS = re.compile(rb"xref\s+0 (\d+)\s+")
_ENTRY_SIZE = 20
_LARGEST = 1 << 20
_CHARACTERS = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_TRIPLE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_MOST_IN_A_BLOCK = 100
_BLOCKS = (b"beginbfchar", b"beginbfrange")
_BLOCK_ENDS = (b"endbfchar", b"endbfrange")


def searchable(pdf: bytes) -> bytes:
    """``pdf`` with its radicals named as characters; a file of another make is given back as is."""
    end = _END.search(pdf, max(0, len(pdf) - 4096))
    offsets = _offsets(pdf, int(end[2])) if end else {}
    if end is None or not offsets:
        return pdf
    added, places = bytearray(b"\n"), {}
    for number in sorted({int(found[1]) for found in _TABLE.finditer(pdf)}):
        table = _renamed(pdf, number, offsets.get(number))
        if table is not None:
            places[number] = len(pdf) + len(added)
            added += b"%d 0 obj\n<</Length %d>> stream\n" % (number, len(table))
            added += table + b"\nendstream\nendobj\n"
    if not places:
        return pdf
    start = len(pdf) + len(added)
    added += b"xref\n"
    for number, place in places.items():
        added += b"%d 1\n%010d 00000 n \n" % (number, place)
    added += b"trailer\n<<%s\n/Prev %s>>\nstartxref\n%d\n%%%%EOF\n" % (end[1], end[2], start)
    return pdf + bytes(added)


def _offsets(pdf: bytes, start: int) -> dict[int, int]:
    """Where each object stands, from a plain table of offsets that covers the whole file."""
    head = _OFFSETS.match(pdf, start)
    if head is None:
        return {}
    size = min(int(head[1]), len(pdf) // _ENTRY_SIZE)
    places = (head.end() + number * _ENTRY_SIZE for number in range(size))
    lines = (pdf[place : place + 10] for place in places)
    return {number: int(line) for number, line in enumerate(lines) if line.isdigit()}


def _renamed(pdf: bytes, number: int, offset: int | None) -> bytes | None:
    """The table ``number`` with characters for radicals, or ``None`` where nothing changes."""
    head = _OBJECT.match(pdf, offset) if offset is not None else None
    length = _LENGTH.search(head[2]) if head else None
    if head is None or length is None or int(head[1]) != number:
        return None
    content = pdf[head.end() : head.end() + int(length[1])]
    if b"/FlateDecode" in head[2]:
        try:
            content = zlib.decompressobj().decompress(content, _LARGEST)
        except zlib.error:
            return None
    names = _names(content)
    if not any(_code(name) in _MEANT for name in names.values()):
        return None
    first = min(place for place in map(content.find, _BLOCKS) if place >= 0)
    last = max(content.rfind(word) + len(word) for word in _BLOCK_ENDS)
    # The count of the first block stands before its word.
    before = content[:first].rstrip().rstrip(b"0123456789")
    return before + _blocks(names) + content[last:]


def _names(content: bytes) -> dict[bytes, bytes]:
    """What each code is called, both in hexadecimal."""
    names: dict[bytes, bytes] = {}
    for block in _CHARACTERS.finditer(content):
        names.update({pair[1]: pair[2] for pair in _PAIR.finditer(block[1])})
    for block in _RANGES.finditer(content):
        for low, high, name in _TRIPLE.findall(block[1]):
            for step in range(min(int(high, 16) - int(low, 16), 0xFFFF) + 1):
                code = b"%0*X" % (len(low), int(low, 16) + step)
                names[code] = b"%0*X" % (len(name), int(name, 16) + step)
    return names


def _code(name: bytes) -> int:
    return int(name, 16)


def _blocks(names: dict[bytes, bytes]) -> bytes:
    lines = [b"<%s> <%s>\n" % (code, _meant(name)) for code, name in sorted(names.items())]
    groups = [lines[i : i + _MOST_IN_A_BLOCK] for i in range(0, len(lines), _MOST_IN_A_BLOCK)]
    return b"".join(
        b"%d beginbfchar\n%sendbfchar\n" % (len(group), b"".join(group)) for group in groups
    )


def _meant(name: bytes) -> bytes:
    character = _MEANT.get(_code(name))
    return b"%04X" % ord(character) if character else name
