"""Pages as trees: decoding, parsing, addresses, and which addresses may be followed."""

from __future__ import annotations

import html
import ipaddress
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml.html import (
    HtmlComment,
    HtmlElement,
    HtmlElementClassLookup,
    HtmlEntity,
    HTMLParser,
    HtmlProcessingInstruction,
    document_fromstring,
)
from w3lib.url import safe_url_string

from reading.charset import decode
from spiders.families.model import Page

_HIDDEN = frozenset({"script", "style", "noscript", "template", "head"})
_BLOCKS = frozenset({"br", "p", "div", "ul", "li", "dl", "dt", "dd", "table", "tr", "td", "th"})
_XML_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
_NO_TEXT = "<html><head></head><body></body></html>"
# A jump by location.replace, by location.href or by location itself, to a literal address
_JUMP = re.compile(
    r"\blocation(?:\.href)?\s*(?:=|\.(?:replace|assign)\s*\()\s*(['\"])(?P<to>[^'\"]{1,500})\1"
    r"(?!\s*\+)"
)
_REFRESH = re.compile(r"^\s*\d*(?:\.\d+)?\s*[;,]?\s*url\s*=\s*['\"]?(?P<to>[^'\"]+)", re.IGNORECASE)
_TEMPLATE = re.compile(r"<\?|<%|\{\{|\$\{|\[\[")
_STRING = re.compile(r"(['\"])(?P<text>[^'\"]{1,1000})\1")
_SHELL_TEXT = 200
_OWN_NAMES = (".localhost", ".local", ".internal", ".lan", ".home.arpa")
_NUMERIC_HOST = re.compile(r"^(?:0x[0-9a-f]+|\d+)(?:\.(?:0x[0-9a-f]+|\d+))*$")


@dataclass(frozen=True, kw_only=True, eq=False)  # without slots, for what is looked at once
class Markup:
    """A page decoded and parsed. The tree is shared: it is never changed.

    ``base`` is what relative addresses hang on (``<base href>`` counts); ``is_doubtful`` says that
    the encoding could not be made out for certain.
    """

    url: str
    text: str
    encoding: str
    is_doubtful: bool
    tree: HtmlElement
    base: str

    @cached_property
    def shown(self) -> str:
        """What a person reads on the page (see ``visible_text``)."""
        return visible_text(self.tree)

    def absolute(self, href: str) -> str | None:
        """``href`` as an address that can be asked for, or ``None`` (see ``absolute_url``)."""
        return absolute_url(self.base, href, self.encoding)

    def meta(self, name: str) -> str:
        """The first filled ``<meta name=…>``, whatever its letters' case, or an empty string."""
        wanted = name.lower()
        for element in self.tree.iter("meta"):
            if (element.get("name") or "").strip().lower() == wanted:
                content = squeeze(element.get("content") or "")
                if content:
                    return content
        return ""


@lru_cache(maxsize=8)
def parse(page: Page) -> Markup:
    """Decode and parse ``page``; anything at all gives a tree, if an empty one."""
    decoded = decode(page.body, page.content_type)
    return _markup(page.url, decoded.text, decoded.encoding, is_doubtful=decoded.is_doubtful)


def parse_fragment(text: str, base: str) -> Markup:
    """A piece of markup that was found inside a script or an answer of an interface."""
    return _markup(base, text, "utf-8", is_doubtful=False)


def _markup(url: str, text: str, encoding: str, *, is_doubtful: bool) -> Markup:
    source = _XML_HEAD.sub("", text).replace("\x00", "")
    tree = _tree(source if source.strip() else _NO_TEXT)
    base = next((e.get("href") for e in tree.iter("base") if e.get("href")), None)
    return Markup(
        url=url,
        text=text,
        encoding=encoding,
        is_doubtful=is_doubtful,
        tree=tree,
        base=_joined(url, base) or url if base else url,
    )


def _element_classes() -> etree.ElementNamespaceClassLookup:
    """The classes of ``lxml.html``, looked up without a call to Python for every element."""
    lookup = etree.ElementNamespaceClassLookup(
        etree.ElementDefaultClassLookup(
            element=HtmlElement,
            comment=HtmlComment,
            pi=HtmlProcessingInstruction,
            entity=HtmlEntity,
        )
    )
    special = HtmlElementClassLookup._default_element_classes  # noqa: SLF001 - the one list
    lookup.get_namespace(None).update(special)
    return lookup


_CLASSES = _element_classes()


def _tree(source: str) -> HtmlElement:
    parser = HTMLParser(encoding="utf-8")
    parser.set_element_class_lookup(_CLASSES)
    try:
        return document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:  # a comment and nothing else
        return document_fromstring(_NO_TEXT)


def squeeze(text: str) -> str:
    """``text`` with every run of white space as one space, and none at the ends."""
    return " ".join(text.split())


def visible_text(element: HtmlElement) -> str:
    """What a person reads in ``element``: no scripts, no styles; white space squeezed."""
    return squeeze("".join(_texts(element)))


def _texts(element: HtmlElement) -> Iterator[str]:
    """The texts under ``element`` in order. A walk by events: no page is too deep for it."""
    hidden = 0
    for event, node in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        is_hidden = isinstance(node.tag, str) and node.tag in _HIDDEN
        if event == "start":
            hidden += is_hidden
            if not hidden:
                yield " " if node.tag in _BLOCKS else ""
                yield node.text or ""
            continue
        if event == "end":
            hidden -= is_hidden
            if not hidden and node.tag in _BLOCKS:
                yield " "
        if node is not element and not hidden and node.tail:
            yield node.tail


def absolute_url(base: str, href: str, encoding: str = "utf-8") -> str | None:
    """``href`` on ``base``: cleaned, percent-encoded, http or https; else ``None``.

    Entities, spaces, backslashes and ``//host`` are put right. A fragment is dropped but where it
    is the address itself (``#/detail/1`` of a single-page site, ``annualreport#2629``). A bare
    fragment, ``javascript:``, ``mailto:`` and the like give ``None``, and so does an address with
    the place holder of a script's template in it (``<?=el.link?>``, ``{{url}}``).
    """
    text = _CONTROLS.sub("", html.unescape(href)).strip(" \u3000\xa0")
    if _TEMPLATE.search(text):
        return None
    if not text or (text.startswith("#") and not text.startswith(("#/", "#!"))):
        return None
    path, mark, query = text.partition("?")
    joined = _joined(base, path.replace("\\", "/") + mark + query)
    if joined is None:
        return None
    address, _, fragment = joined.partition("#")
    if fragment.startswith(("/", "!")) or ("/gkmlpt/" in address and fragment.isdigit()):
        address = f"{address}#{fragment}"
    try:
        return safe_url_string(address.replace(" ", "%20"), encoding=encoding)
    except (ValueError, UnicodeError, LookupError):
        return None


def _joined(base: str, href: str) -> str | None:
    try:
        joined = urljoin(base, href)
        parts = urlsplit(joined)
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a bracket or a port that is none
        return None
    return joined if is_web else None


def is_allowed(url: str, hosts: Collection[str]) -> bool:
    """Whether ``url`` may be followed for a place with these ``hosts``.

    A host is allowed by its exact name, or by an entry ``*.name`` that stands for all under it.
    Other schemes, addresses with a user name, and everything that points into the office's own
    network (private addresses in any spelling, names without a dot) are refused, listed or not.
    """
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".").lower()
        has_user = parts.username is not None or parts.password is not None
    except ValueError:
        return False
    if parts.scheme not in ("http", "https") or has_user or not _is_public(host):
        return False
    wanted = {entry.rstrip(".").lower() for entry in hosts}
    parents = (host.split(".", n)[n] for n in range(1, host.count(".") + 1))
    return host in wanted or any(f"*.{parent}" in wanted for parent in parents)


def _is_public(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        is_inside = "." not in host or host.endswith(_OWN_NAMES)
        return not is_inside and _NUMERIC_HOST.match(host) is None  # 127.1, 0x7f.0.0.1


def string_literals(script: str) -> tuple[str, ...]:
    """The quoted strings of a short script, such as an ``onclick``."""
    return tuple(match["text"] for match in _STRING.finditer(script))


def script_texts(markup: Markup) -> Iterator[str]:
    """The inline scripts of a page."""
    for element in markup.tree.iter("script"):
        if element.text:
            yield element.text


def shell_target(page: Page) -> str | None:
    """Where a page without content of its own sends its reader: script, refresh or sole frame.

    ``None`` where the page has content, names no literal address, or sends back to itself.
    """
    markup = parse(page)
    if len(markup.shown) >= _SHELL_TEXT:
        return None
    found = [m["to"] for script in script_texts(markup) for m in _JUMP.finditer(script)]
    found += [
        m["to"] for e in markup.tree.iter("body") for m in _JUMP.finditer(e.get("onload", ""))
    ]
    for element in markup.tree.iter("meta"):
        if (element.get("http-equiv") or "").lower() == "refresh":
            refresh = _REFRESH.match(element.get("content") or "")
            found += [refresh["to"]] if refresh else []
    frames = [e.get("src") or "" for e in markup.tree.iter("iframe")]
    if not markup.shown and len(frames) == 1:
        found += frames
    targets = (markup.absolute(to) for to in found)
    return next((to for to in targets if to is not None and to != page.url), None)
