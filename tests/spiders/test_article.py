from __future__ import annotations

from datetime import date

import pytest

from archive.model import DateBasis
from spiders.article import Article, read_article
from spiders.attachments import Attachment
from spiders.families.model import Page

URL = "http://slj.qingchuan.gov.cn/nb/202401/t20240125_1.html"
HERE = "http://slj.qingchuan.gov.cn/nb/202401"
TITLE = "青川市水利局2023年政府信息公开工作年度报告"
REPORT = """<h3>一、总体情况</h3><p>文字</p><h3>二、主动公开政府信息情况</h3><p>文字</p>
<h3>三、收到和处理政府信息公开申请情况</h3><table><tr><td>一、本年新收政府信息公开申请数量</td></tr></table>
<h3>四、政府信息公开行政复议、行政诉讼情况</h3><h3>五、存在的主要问题及改进情况</h3>
<h3>六、其他需要报告的事项</h3>"""


def page(text: str, encoding: str = "utf-8") -> Page:
    return Page(url=URL, body=text.encode(encoding), content_type="text/html")


def test_a_whole_report():
    article = read_article(
        page(f"""<html><head><title>{TITLE}_政府信息公开年报_青川市水利局</title>
    <meta name="ArticleTitle" content="{TITLE}"><meta name="PubDate" content="2024-01-26 10:00">
    </head><body><div class="side"><ul><li>汛情通报 2024-03-01</li></ul></div>
    <table><tr><td>索引号</td><td>Q1</td></tr><tr><td>成文日期</td><td>2024年01月20日</td></tr>
    <tr><td>发布日期</td><td>2024年01月26日</td></tr></table><h1>{TITLE}</h1>
    <p>更新时间：2024-02-02</p><div class="TRS_Editor">{REPORT}</div>
    <p><a href="./P020240126.pdf" appendix="true" title="年报.pdf">{TITLE}.pdf</a></p>
    <div class="footer"><a href="/jubao.pdf">举报指南</a></div>
    <div>发布日期：2024-03-09</div></body></html>""")
    )

    assert article == Article(
        title=TITLE,
        titles=(TITLE,),
        claimed_dates={
            DateBasis.LABEL: date(2024, 1, 26),
            DateBasis.META: date(2024, 1, 26),
            DateBasis.ADDRESS: date(2024, 1, 25),
        },
        written_date=date(2024, 1, 20),
        updated_date=date(2024, 2, 2),
        attachments=(Attachment(url=f"{HERE}/P020240126.pdf", name=f"{TITLE}.pdf"),),
        has_report_markers=True,
    )


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"<title>{TITLE} - 青川市水利局</title>", (TITLE,)),
        (f"<title>青川市水利局 信息公开年报 {TITLE}</title>", (TITLE,)),
        (f"<title>青川市水利局-政府信息公开年报-{TITLE}</title>", (TITLE,)),
        (
            f"<title>青川市水利局</title><h1>{TITLE}</h1><h2>相关信息</h2>",
            (TITLE, "青川市水利局"),
        ),
        (
            f'<meta name="articletitle" content="年报"><td class="title">{TITLE}</td>',
            ("年报", TITLE),
        ),
        ("<p>正文</p>", ()),
    ],
)
def test_titles_in_their_order(body: str, expected: tuple[str, ...]):
    article = read_article(page(body))

    assert article.titles == expected
    assert article.title == (expected[0] if expected else "")


def test_the_title_of_the_list_stands_in():
    article = read_article(page("<title>青川市水利局</title>"), listed_title=TITLE)

    assert article.titles == (TITLE, "青川市水利局")


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<a href="年报.docx">下载</a>', ("%E5%B9%B4%E6%8A%A5.docx", "年报.docx")),
        (
            '<a href="/downfile.jsp?filename=a.pdf&amp;showname=%E5%B9%B4%E6%8A%A5.pdf">附件1</a>',
            ("/downfile.jsp?filename=a.pdf&showname=%E5%B9%B4%E6%8A%A5.pdf", "年报.pdf"),
        ),
        (
            "<a href=\"javascript:down3('/f/2023.PDF')\">2023年年报</a>",
            ("/f/2023.PDF", "2023年年报"),
        ),
        ("<span onclick=\"window.open('f/1.wps')\">年报</span>", ("f/1.wps", "年报")),
        ('<iframe src="/pdf/web/viewer.html?file=%2Ff%2F1.pdf"></iframe>', ("/f/1.pdf", "1.pdf")),
        ('<embed src="f/2.pdf">', ("f/2.pdf", "2.pdf")),
        ('<object data="f/3.pdf"></object>', ("f/3.pdf", "3.pdf")),
        ('<div id="pdfshow" data-value="/f/4.pdf"></div>', ("/f/4.pdf", "4.pdf")),
        ('<div data-url="/f/5.ofd">年报</div>', ("/f/5.ofd", "年报")),
        (
            '<a href="/system/_content/download.jsp?owner=1&wbfileid=2">年报文件</a>',
            ("/system/_content/download.jsp?owner=1&wbfileid=2", "年报文件"),
        ),
    ],
)
def test_where_files_hide(markup: str, expected: tuple[str, str]):
    address, name = expected
    root = "http://slj.qingchuan.gov.cn" if address.startswith("/") else f"{HERE}/"
    article = read_article(page(f"<p>{markup}</p>", encoding="gb18030"))

    assert article.attachments == (Attachment(url=root + address, name=name),)


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="next.html">下一篇</a>',
        '<a href="javascript:void(0)">打印</a>',
        '<div class="nav"><a href="/guide.pdf">使用指南</a></div>',
        '<footer><a href="/a.doc">标识说明</a></footer>',
        '<a href="#">附件</a>',
        '<div id="zoom"><img src="/images/icon_pdf.png"></div>',
    ],
)
def test_what_is_no_attachment(markup: str):
    assert read_article(page(markup)).attachments == ()


def test_pages_of_a_picture_version():
    pictures = '<div id="zoom"><img src="./W020240126001.jpg"><img src="./W020240126002.jpg"></div>'

    assert read_article(page(pictures)).attachments == (
        Attachment(url=f"{HERE}/W020240126001.jpg", name="W020240126001.jpg"),
        Attachment(url=f"{HERE}/W020240126002.jpg", name="W020240126002.jpg"),
    )
    assert read_article(page(f"{pictures}{REPORT}")).attachments == ()


def test_a_body_in_a_frame_and_on_further_pages():
    article = read_article(
        page("""<h1>政府信息公开年报</h1><iframe src="body.htm"></iframe>
    <script>createPageHTML(2, 0, "t20240125_1", "html");</script>""")
    )

    assert article.frames == (f"{HERE}/body.htm",)
    assert article.next_pages == (f"{HERE}/t20240125_1_1.html",)
    assert not article.has_report_markers


@pytest.mark.parametrize(
    "body", [b"", b"\x00", b"%PDF-1.7", b"<title></title>", b"<iframe src='http://['>"]
)
def test_rubbish_gives_an_empty_article(body: bytes):
    assert read_article(Page(url="http://a.gov.cn/x", body=body)) == Article(title="")
