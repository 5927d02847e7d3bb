"""Names and elements of WordprocessingML (ECMA-376), and text that XML may hold."""

from __future__ import annotations

import re

from lxml import etree

from config.errors import DubanError
from notices.visible import visible

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W, R = f"{{{MAIN}}}", f"{{{RELATIONS}}}"
NAMESPACES = {"w": MAIN, "r": RELATIONS}
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

# What XML 1.0 forbids besides what nobody sees.
_FORBIDDEN = re.compile("[\ufffe\uffff]")


class WordFormError(DubanError):
    """A page holds what has no counterpart in Word; the message names the element and its line."""


def safe_text(text: str) -> str:
    """``text`` without what an XML part may not hold and without what cannot be seen."""
    return _FORBIDDEN.sub("", visible(text))


def part(name: str) -> etree._Element:
    """The root of a part, ``<w:name>``."""
    return etree.Element(W + name, nsmap=NAMESPACES)


def child(parent: etree._Element, name: str, /, **attributes: str) -> etree._Element:
    """Append ``<w:name>`` with attributes of the same namespace and return it.

    The schema orders the children of most elements: callers append in that order.
    """
    element = etree.SubElement(parent, W + name)
    for key, value in attributes.items():
        element.set(W + key, value)
    return element


def no_counterpart(element: etree._Element, why: str = "") -> WordFormError:
    """The error for an element of a page that is not in the vocabulary."""
    classes = element.get("class")
    written = f'<{element.tag} class="{classes}">' if classes else f"<{element.tag}>"
    reason = f"（{why}）" if why else ""
    return WordFormError(
        f"网页第{element.sourceline}行的 {written} 没有对应的 Word 写法{reason}，"
        "请在模板中改用说明里列出的元素"
    )


def classes_of(element: etree._Element, known: frozenset[str]) -> frozenset[str]:
    """The classes of an element of a page.

    Raises:
        WordFormError: a class or a style of its own that Word would not show.
    """
    if element.get("style") is not None:
        raise no_counterpart(element, "style 属性不能带入 Word")
    written = element.get("class")
    if not written:
        return frozenset()
    classes = frozenset(written.split())
    if not classes <= known:
        raise no_counterpart(element)
    return classes
