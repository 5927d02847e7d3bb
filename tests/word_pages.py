"""Pages as templates render them, and Word documents as tests look at them."""

from __future__ import annotations

import zipfile
from io import BytesIO

from docx import Document
from docx.document import Document as Opened
from lxml import etree

from notices.form.charts import Bar, BarChart, drawn
from notices.form.word.document import docx_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CHART = drawn(BarChart(title="按时率", bars=(Bar(label="教育局", value=5),), unit="家"))
DRAFT = '<div class="draft-mark" role="note" data-draft>代拟稿：须经审签。</div>'
SENTENCE = "为贯彻落实有关规定，现将有关情况通知如下，请认真组织核实整改并按时反馈。"

# Every element that templates may use.
WHOLE = f"""
<article class="sheet">
<h1>关于苏镇市教育局<br>有关问题的整改通知<span data-draft>（代拟稿）</span></h1>
<p class="number" data-slot="number">（文号由签发机关编写）</p>
<p class="addressee">苏镇市教育局：</p>
<p>现将有关情况
   通知如下：</p>
<h2>一、问题</h2>
<h3>（一）一致性</h3>
<h4>1.表三</h4>
<h5>（1）第3行</h5>
<p>1.总计<span class="level error">错误</span>：<strong>应为4</strong>，<code>abc</code>。</p>
<p>网址 <a href="http://jyj.suzhen.gov.cn/年报?a=1&amp;b=2">http://jyj.suzhen.gov.cn/年报?a=1&amp;b=2</a>。</p>
<p class="flush">填报单位</p>
<p class="note">注：说明。</p>
<p class="annex-note">附件：1.问题清单</p>
<p class="annex-note next">2.图</p>
<p class="signature">苏镇市人民政府办公室</p>
<p class="date" data-slot="date">　　年　月　日</p>
</article>
<section class="sheet annex wide">
<p class="annex-head">附件1</p>
<h1>问题清单</h1>
<table>
<colgroup><col style="width:10%"><col style="width:50%"><col style="width:40%"></colgroup>
<thead><tr><th scope="col" rowspan="2">序号</th><th scope="col" colspan="2">数</th></tr>
<tr><th scope="col">甲</th><th scope="col">乙</th></tr></thead>
<tbody>
<tr><th scope="row">一</th><td class="middle">中</td><td class="number">1,234</td></tr>
<tr class="blank"><th scope="row" rowspan="2">二</th><td>甲<br>乙</td>
<td><p>表三：“5”</p><p>表四</p>等2处</td></tr>
<tr><td colspan="2"></td></tr>
</tbody>
</table>
</section>
<section class="sheet annex">
<p class="annex-head">附件2</p>
<h1>图</h1>
<figure>{CHART}<figcaption>图1　按时率</figcaption></figure>
</section>
"""


def page_with(sheets: str, *, before: str = "") -> str:
    """A page whose body has ``sheets`` in its main part and ``before`` in front of it."""
    head = '<meta charset="utf-8"><title>关于 通知</title><style>p{}</style>'
    return (
        f'<!doctype html>\n<html lang="zh-CN"><head>{head}</head>\n'
        f"<body>{before}<main>\n{sheets}\n</main></body></html>"
    )


def sheet(blocks: str) -> str:
    """A page of one sheet that holds ``blocks``."""
    return page_with(f'<article class="sheet">\n{blocks}\n</article>')


def opened(page: str) -> Opened:
    """The document of ``page`` as python-docx sees it."""
    return Document(BytesIO(docx_of(page)))


def parts_of(body: bytes) -> dict[str, bytes]:
    """The parts of a file by their names."""
    with zipfile.ZipFile(BytesIO(body)) as package:
        return {name: package.read(name) for name in package.namelist()}


def main_part(page: str) -> etree._Element:
    """The main part of the document of ``page``."""
    return etree.fromstring(parts_of(docx_of(page))["word/document.xml"])


def styled_texts(page: str) -> list[tuple[str, str]]:
    """Style and text of every paragraph outside tables; a break of the line is a stroke."""
    return [
        (p.style.style_id, p.text.replace("\n", "/"))
        for p in opened(page).paragraphs
        if p.style is not None
    ]
