"""The files that an article offers (附件): where they hide, and what they are called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

from lxml.html import HtmlElement

from spiders.markup import Markup, squeeze, string_literals, visible_text

_DOCUMENT = re.compile(r"\.(?:pdf|docx?|wps|et|xlsx?|ofd|ceb|zip|rar|7z|rtf|txt)$", re.IGNORECASE)
# The pages of a scanned report are uploaded: their names are numbers or hashes, never words
_PICTURE = re.compile(r"/(?:W0\d+|P0\d+|[\d_\-]{6,}|[0-9a-f]{16,})\.(?:jpe?g|png)$", re.IGNORECASE)
# Downloads whose type stands in the answer's header only
_DOWNLOAD = re.compile(
    r"download\.jsp|downfile\.jsp|file-download|DownloadAttachUrl|/downloadfile|"
    r"downloadZtbAttach|ztbAttachDownload",
    re.IGNORECASE,
)
_VIEWER_KEYS = frozenset({"file", "url", "src", "pdf", "pdfurl", "fileurl"})
_VIEWER_PAGE = re.compile(
    r"(?:viewer|reader|preview|view|pdf)[\w.\-]*\.s?html?$|/(?:viewer|web)/?$", re.IGNORECASE
)
_ATTRIBUTES = {"iframe": "src", "embed": "src", "object": "data"}
_HOLDERS = ("data-value", "data-url", "data-src", "data-href", "data-file")
_MAY_NAME_FILES = "//a | //iframe | //embed | //object | //*[@onclick or @" + (
    " or @".join(_HOLDERS) + "]"
)
_CHROME_TAGS = frozenset({"header", "footer", "nav", "aside"})
_CHROME = re.compile(
    r"(?:^|[\s_-])(?:header|head|footer|foot|nav|navbar|menu|sidebar|share|qrcode|ewm|banner|"
    r"breadcrumb|friend\w*|links?)(?:$|[\s_-])",
    re.IGNORECASE,
)
_EMPTY_NAMES = re.compile(
    r"^(?:点击|在线|立即)?(?:下载|查看|打开|预览|附件\d*|download)(?:附件|文件|查看)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file to fetch. ``name`` is what the page calls it; its type is told by its bytes alone."""

    url: str
    name: str

    @property
    def is_picture(self) -> bool:
        """Whether the address is that of a picture, and not of a document."""
        return _PICTURE.search(unquote(urlsplit(self.url).path)) is not None


def attachments_of(markup: Markup, body: HtmlElement | None) -> tuple[Attachment, ...]:
    """Every file on the page outside its chrome, in order, each address once.

    Pictures count only inside ``body``, and only where the page offers no document: there they
    may be the pages of the report. Give no ``body`` where the page has the report as text.
    """
    found: dict[str, str] = {}
    for element in markup.tree.xpath(_MAY_NAME_FILES):
        if not isinstance(element, HtmlElement):
            continue
        files = [url for text in _sources(element) if (url := file_url(markup, text)) is not None]
        if not files or _is_chrome(element):
            continue
        for url in files:
            name = _name(element, url)
            if len(name) > len(found.get(url, "")):
                found[url] = name
    if not found and body is not None:
        found = dict(_pictures(markup, body))
    return tuple(Attachment(url=url, name=name) for url, name in found.items())


def file_url(markup: Markup, text: str) -> str | None:
    """The address of a file, if ``text`` is one: by its path or by a value of its query.

    The address inside a viewer (``viewer.html?file=…``) is taken out of it.
    """
    url = markup.absolute(text)
    if url is None:
        return None
    parts = urlsplit(url)
    path, values = unquote(parts.path), parse_qsl(parts.query)
    for key, value in values:
        if key.lower() in _VIEWER_KEYS and _VIEWER_PAGE.search(path):
            inner = markup.absolute(value)
            inner_path = unquote(urlsplit(inner).path) if inner else ""
            return inner if _DOCUMENT.search(inner_path) else None
    if _DOCUMENT.search(path) or _DOWNLOAD.search(url):
        return url
    return url if any(_DOCUMENT.search(value.split("?")[0]) for _, value in values) else None


def _sources(element: HtmlElement) -> Iterator[str]:
    """The attributes of an element that may name a file."""
    href, tag = element.get("href") or "", element.tag
    if tag == "a" and not href.lower().startswith("javascript:"):
        yield href
    elif tag == "a":
        yield from string_literals(unquote(href))
    if tag in _ATTRIBUTES:
        yield element.get(_ATTRIBUTES[tag]) or ""
    for name in _HOLDERS:
        if value := element.get(name):
            yield value
    yield from string_literals(element.get("onclick") or "")


def _pictures(markup: Markup, body: HtmlElement) -> Iterator[tuple[str, str]]:
    for element in body.iter("img", "a"):
        url = markup.absolute(element.get("src") or element.get("href") or "")
        if url is not None and _PICTURE.search(unquote(urlsplit(url).path)):
            yield url, squeeze(element.get("title") or element.get("alt") or "") or _file_name(url)


def _is_chrome(element: HtmlElement) -> bool:
    chain = (element, *element.iterancestors())
    return any(
        e.tag in _CHROME_TAGS or _CHROME.search(f"{e.get('class', '')} {e.get('id', '')}")
        for e in chain
        if e.tag not in ("html", "body")
    )


def _name(element: HtmlElement, url: str) -> str:
    said = (visible_text(element), element.get("download"), element.get("title"))
    names = [name for text in said if (name := squeeze(text or "")) and len(name) < 200]  # noqa: PLR2004
    telling = [name for name in names if not _EMPTY_NAMES.match(name)]
    return telling[0] if telling else _file_name(url)


def _file_name(url: str) -> str:
    """The name in the address: of the query first (``showname=``), then of the path."""
    parts = urlsplit(url)
    query = {key.lower(): value for key, value in parse_qsl(parts.query)}
    for key in ("showname", "filename", "fileurl", "pathfile", "file"):
        if name := query.get(key, "").rpartition("/")[2]:
            return name
    return unquote(parts.path).rpartition("/")[2]
