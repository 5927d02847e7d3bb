"""The styles of a Word document, whole, and what GB/T 9704 asks of them."""

from __future__ import annotations

from lxml import etree
from word_pages import W

from notices.form.word.layout import CHARACTER, LINE, UPRIGHT, WIDE
from notices.form.word.styles import PARAGRAPHS
from notices.form.word.styles_part import styles_part

# Name and relations; then paragraphs, characters, tables. Lengths in twentieths of a point, sizes
# in half points, indents besides in hundredths of a character.
STYLES: dict[str, tuple[str, ...]] = {
    "Normal": (
        "name:Normal aliases:公文基准",
        "widowControl:0",
        "autoSpaceDE:0",
        "autoSpaceDN:0",
        "snapToGrid:0",
        "spacing:line=579,lineRule=exact",
        "jc:both",
        "font:仿宋_GB2312",
        "snapToGrid:0",
        "spacing:-5",
        "sz:32",
        "szCs:32",
    ),
    "Title": (
        "name:Title aliases:公文标题 basedOn:Normal next:Addressee",
        "keepNext",
        "spacing:after=579,line=680,lineRule=exact",
        "jc:center",
        "font:方正小标宋简体",
        "spacing:0",
        "sz:44",
        "szCs:44",
    ),
    "Number": ("name:发文字号 basedOn:Normal", "spacing:after=579", "jc:center"),
    "Addressee": ("name:主送机关 basedOn:Normal next:BodyText", "jc:left"),
    "BodyText": ("name:公文正文 basedOn:Normal", "ind:firstLineChars=200,firstLine=632"),
    "BodyLeft": ("name:公文正文（含长网址） basedOn:BodyText", "jc:left"),
    "BodyLast": ("name:公文正文（末段） basedOn:BodyText", "keepNext"),
    "Flush": ("name:公文正文（顶格） basedOn:Normal",),
    "Heading1": (
        "name:heading 1 aliases:一级标题 basedOn:Normal next:BodyText",
        "keepNext",
        "ind:firstLineChars=200,firstLine=632",
        "outlineLvl:0",
        "font:黑体",
    ),
    "Heading2": (
        "name:heading 2 aliases:二级标题 basedOn:Normal next:BodyText",
        "keepNext",
        "ind:firstLineChars=200,firstLine=632",
        "outlineLvl:1",
        "font:楷体_GB2312",
    ),
    "Heading3": (
        "name:heading 3 aliases:三级标题 basedOn:Normal next:BodyText",
        "keepNext",
        "ind:firstLineChars=200,firstLine=632",
        "outlineLvl:2",
    ),
    "Heading4": (
        "name:heading 4 aliases:四级标题 basedOn:Normal next:BodyText",
        "keepNext",
        "ind:firstLineChars=200,firstLine=632",
        "outlineLvl:3",
    ),
    "Note": (
        "name:说明文字 basedOn:Normal",
        "spacing:before=120,line=320,lineRule=exact",
        "contextualSpacing",
        "jc:left",
        "spacing:0",
        "sz:21",
        "szCs:21",
    ),
    "TableTitle": ("name:表题 basedOn:Note", "keepNext", "spacing:after=60"),
    "TableLead": ("name:表前行 basedOn:Flush", "keepNext"),
    "AnnexNote": (
        "name:附件说明 basedOn:Normal next:AnnexNoteNext",
        "keepNext",
        "spacing:before=579",
        "ind:leftChars=600,left=1896,hangingChars=400,hanging=1264",
        "jc:left",
    ),
    "AnnexNoteNext": (
        "name:附件说明（续） basedOn:Normal",
        "keepNext",
        "ind:leftChars=600,left=1896,hangingChars=100,hanging=316",
        "jc:left",
    ),
    "Signature": (
        "name:发文机关署名 basedOn:Normal next:Date",
        "keepNext",
        "spacing:before=1158",
        "ind:leftChars=1300,left=4108",
        "jc:center",
    ),
    "Date": (
        "name:Date aliases:成文日期 basedOn:Normal",
        "ind:rightChars=400,right=1264",
        "jc:right",
    ),
    "AnnexHead": (
        "name:附件序号 basedOn:Normal next:AnnexTitle",
        "keepNext",
        "jc:left",
        "font:黑体",
    ),
    "AnnexTitle": (
        "name:附件标题 basedOn:Normal next:BodyText",
        "keepNext",
        "spacing:before=579,after=579,line=680,lineRule=exact",
        "jc:center",
        "outlineLvl:0",
        "font:方正小标宋简体",
        "spacing:0",
        "sz:44",
        "szCs:44",
    ),
    "TableText": (
        "name:表格文字 basedOn:Normal",
        "spacing:line=320,lineRule=exact",
        "jc:left",
        "spacing:0",
        "sz:21",
        "szCs:21",
    ),
    "TableMiddle": ("name:表格文字（居中） basedOn:TableText", "jc:center"),
    "TableNumber": ("name:表格数字 basedOn:TableText", "jc:right"),
    "TableHead": ("name:表头 basedOn:TableText", "jc:center", "font:黑体"),
    "TableRowHead": ("name:表格行首 basedOn:TableText", "font:黑体"),
    "Figure": (
        "name:图 basedOn:Normal next:Caption",
        "keepNext",
        "spacing:before=120,line=240,lineRule=auto",
        "jc:center",
    ),
    "Caption": (
        "name:caption aliases:图题 basedOn:Normal",
        "spacing:before=80,after=160,line=320,lineRule=exact",
        "jc:center",
        "font:黑体",
        "spacing:0",
        "sz:21",
        "szCs:21",
    ),
    "DraftMark": (
        "name:代拟稿标注 basedOn:Normal",
        "pBdr:top,left,bottom,right",
        "spacing:line=320,lineRule=exact",
        "jc:left",
        "font:黑体",
        "color:6D3F00",
        "spacing:0",
        "sz:22",
        "szCs:22",
    ),
    "Footer": (
        "name:footer aliases:页码 basedOn:Normal",
        "spacing:line=240,lineRule=auto",
        "font:宋体",
        "spacing:0",
        "sz:28",
        "szCs:28",
    ),
    "FooterOdd": ("name:页码（单页） basedOn:Footer", "ind:rightChars=100,right=316", "jc:right"),
    "FooterEven": ("name:页码（双页） basedOn:Footer", "ind:leftChars=100,left=316", "jc:left"),
    "TableGap": (
        "name:表间空行 basedOn:Normal",
        "spacing:line=120,lineRule=exact",
        "spacing:0",
        "sz:10",
        "szCs:10",
    ),
    "SectionEnd": (
        "name:分节 basedOn:Normal",
        "spacing:line=20,lineRule=exact",
        "spacing:0",
        "sz:2",
        "szCs:2",
    ),
    "DefaultParagraphFont": ("name:Default Paragraph Font semiHidden",),
    "Strong": ("name:Strong aliases:着重 basedOn:DefaultParagraphFont", "font:黑体"),
    "Hyperlink": ("name:Hyperlink aliases:网址 basedOn:DefaultParagraphFont", "color:auto"),
    "Checksum": (
        "name:校验值 basedOn:DefaultParagraphFont",
        "font:Consolas",
        "spacing:0",
        "sz:18",
        "szCs:18",
    ),
    "Level": ("name:程度 basedOn:DefaultParagraphFont", "font:黑体"),
    "TableNormal": ("name:Normal Table semiHidden", "tblCellMar:0 108 0 108"),
    "OfficialTable": (
        "name:公文表格 basedOn:TableNormal",
        "tblBorders:top,left,bottom,right,insideH,insideV",
        "tblCellMar:60 80 60 80",
    ),
}


def test_the_styles_are_these() -> None:
    root = etree.fromstring(styles_part())
    assert {s.get(f"{W}styleId"): parts(s) for s in root.iter(f"{W}style")} == STYLES


def test_a_page_holds_22_lines_of_28_characters() -> None:
    assert UPRIGHT.text_height // LINE == 22
    assert UPRIGHT.text_width // CHARACTER == 28
    # Characters of 16 pt, each followed by the style's -4 twentieths of a point.
    assert CHARACTER == 16 * 20 - 4
    assert (UPRIGHT.width, UPRIGHT.height) == (WIDE.height, WIDE.width)
    margins = (UPRIGHT.top, UPRIGHT.right, UPRIGHT.bottom, UPRIGHT.left)
    assert (WIDE.right, WIDE.bottom, WIDE.left, WIDE.top) == margins


def test_every_style_builds_on_one_that_is_there() -> None:
    known = {style.style_id for style in PARAGRAPHS}
    assert {s.base for s in PARAGRAPHS if s.base} | {
        s.following for s in PARAGRAPHS if s.following
    } <= known


def parts(style: etree._Element) -> tuple[str, ...]:
    """Names and relations of a style, then what it says of paragraphs, characters, tables."""
    names = [told(child) for child in style if not len(child) and local(child) not in _SILENT]
    return (" ".join(names), *(told(said) for group in style for said in group))


def told(element: etree._Element) -> str:
    name = local(element)
    if name == "rFonts":
        return "font:" + ",".join(sorted({str(value) for value in element.attrib.values()}))
    if name == "tblCellMar":
        return f"{name}:" + " ".join(side.get(f"{W}w", "") for side in element)
    if name in ("pBdr", "tblBorders"):
        return f"{name}:" + ",".join(map(local, element))
    values = [
        str(value) if key == f"{W}val" else f"{local_name(key)}={value}"
        for key, value in element.attrib.items()
    ]
    return ":".join([name, *([",".join(values)] if values else [])])


def local(element: etree._Element) -> str:
    return etree.QName(element).localname


def local_name(key: object) -> str:
    return str(key).rpartition("}")[2]


_SILENT = ("qFormat", "pPr", "rPr")
