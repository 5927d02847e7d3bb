"""The styles of a document: everything about its look stands here (GB/T 9704—2012)."""

from __future__ import annotations

from dataclasses import dataclass

from notices.form.word.layout import LINE

SONG, FANGSONG, HEI, KAI = "宋体", "仿宋_GB2312", "黑体", "楷体_GB2312"
XIAOBIAOSONG = "方正小标宋简体"
BODY_SIZE = 16
"""Points: 三号."""
_BROWN = "6D3F00"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphStyle:
    """A style of paragraphs.

    Sizes in points, ``line``, ``before`` and ``after`` in twentieths of a point (``line`` 0: as
    high as what stands in it), ``first``, ``left``, ``right`` and ``hanging`` in characters.
    ``name`` is the one that Word knows a built-in style by, ``alias`` the Chinese one beside it.
    """

    style_id: str
    name: str
    alias: str | None = None
    base: str | None = "Normal"
    following: str | None = None
    font: str | None = None
    size: float | None = None
    colour: str | None = None
    align: str | None = None
    line: int | None = None
    before: int | None = None
    after: int | None = None
    first: int | None = None
    left: int | None = None
    right: int | None = None
    hanging: int | None = None
    level: int | None = None
    stays_with_next: bool = False
    is_boxed: bool = False
    is_closed_up: bool = False
    """No space between neighbours of this style."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CharacterStyle:
    """A style of characters."""

    style_id: str
    name: str
    alias: str | None = None
    font: str | None = None
    size: float | None = None
    colour: str | None = None


PARAGRAPHS = (
    ParagraphStyle(
        style_id="Normal", name="Normal", alias="公文基准", base=None,
        font=FANGSONG, size=BODY_SIZE, align="both", line=LINE,
    ),
    ParagraphStyle(
        style_id="Title", name="Title", alias="公文标题", following="Addressee",
        font=XIAOBIAOSONG, size=22, align="center", line=680, after=LINE, stays_with_next=True,
    ),
    ParagraphStyle(style_id="Number", name="发文字号", align="center", after=LINE),
    ParagraphStyle(style_id="Addressee", name="主送机关", following="BodyText", align="left"),
    ParagraphStyle(style_id="BodyText", name="公文正文", first=2),
    ParagraphStyle(style_id="BodyLeft", name="公文正文（含长网址）", base="BodyText", align="left"),
    ParagraphStyle(
        style_id="BodyLast", name="公文正文（末段）", base="BodyText", stays_with_next=True
    ),
    ParagraphStyle(style_id="Flush", name="公文正文（顶格）"),
    ParagraphStyle(
        style_id="Heading1", name="heading 1", alias="一级标题", following="BodyText",
        font=HEI, first=2, level=0, stays_with_next=True,
    ),
    ParagraphStyle(
        style_id="Heading2", name="heading 2", alias="二级标题", following="BodyText",
        font=KAI, first=2, level=1, stays_with_next=True,
    ),
    ParagraphStyle(
        style_id="Heading3", name="heading 3", alias="三级标题", following="BodyText",
        first=2, level=2, stays_with_next=True,
    ),
    ParagraphStyle(
        style_id="Heading4", name="heading 4", alias="四级标题", following="BodyText",
        first=2, level=3, stays_with_next=True,
    ),
    ParagraphStyle(
        style_id="Note", name="说明文字",
        size=10.5, align="left", line=320, before=120, is_closed_up=True
    ),
    ParagraphStyle(
        style_id="TableTitle", name="表题", base="Note", after=60, stays_with_next=True
    ),
    ParagraphStyle(style_id="TableLead", name="表前行", base="Flush", stays_with_next=True),
    ParagraphStyle(
        style_id="AnnexNote", name="附件说明", following="AnnexNoteNext",
        align="left", before=LINE, left=6, hanging=4, stays_with_next=True,
    ),
    ParagraphStyle(
        style_id="AnnexNoteNext", name="附件说明（续）",
        align="left", left=6, hanging=1, stays_with_next=True,
    ),
    # The name stands over the middle of a date of seven characters that ends four from the right.
    ParagraphStyle(
        style_id="Signature", name="发文机关署名", following="Date",
        align="center", before=2 * LINE, left=13, stays_with_next=True,
    ),
    ParagraphStyle(style_id="Date", name="Date", alias="成文日期", align="right", right=4),
    ParagraphStyle(
        style_id="AnnexHead", name="附件序号", following="AnnexTitle",
        font=HEI, align="left", stays_with_next=True,
    ),
    ParagraphStyle(
        style_id="AnnexTitle", name="附件标题", following="BodyText", font=XIAOBIAOSONG, size=22,
        align="center", line=680, before=LINE, after=LINE, level=0, stays_with_next=True,
    ),
    ParagraphStyle(
        style_id="TableText", name="表格文字", size=10.5, align="left", line=320
    ),
    ParagraphStyle(
        style_id="TableMiddle", name="表格文字（居中）", base="TableText", align="center"
    ),
    ParagraphStyle(style_id="TableNumber", name="表格数字", base="TableText", align="right"),
    ParagraphStyle(
        style_id="TableHead", name="表头", base="TableText", font=HEI, align="center"
    ),
    ParagraphStyle(style_id="TableRowHead", name="表格行首", base="TableText", font=HEI),
    ParagraphStyle(
        style_id="Figure", name="图", following="Caption",
        align="center", line=0, before=120, stays_with_next=True
    ),
    ParagraphStyle(
        style_id="Caption", name="caption", alias="图题",
        font=HEI, size=10.5, align="center", line=320, before=80, after=160
    ),
    ParagraphStyle(
        style_id="DraftMark", name="代拟稿标注",
        font=HEI, size=11, colour=_BROWN, align="left", line=320, is_boxed=True
    ),
    ParagraphStyle(
        style_id="Footer", name="footer", alias="页码", font=SONG, size=14, line=0
    ),
    ParagraphStyle(
        style_id="FooterOdd", name="页码（单页）", base="Footer", align="right", right=1
    ),
    ParagraphStyle(style_id="FooterEven", name="页码（双页）", base="Footer", align="left", left=1),
    # Parts neighbouring tables, of which Word would make one.
    ParagraphStyle(style_id="TableGap", name="表间空行", size=5, line=120),
    # Carries the end of a section after a table without a line of its own.
    ParagraphStyle(style_id="SectionEnd", name="分节", size=1, line=20),
)  # fmt: skip

CHARACTERS = (
    CharacterStyle(style_id="Strong", name="Strong", alias="着重", font=HEI),
    # As the printed page has it: an official document is black.
    CharacterStyle(style_id="Hyperlink", name="Hyperlink", alias="网址", colour="auto"),
    CharacterStyle(style_id="Checksum", name="校验值", font="Consolas", size=9),
    CharacterStyle(style_id="Level", name="程度", font=HEI),
)
