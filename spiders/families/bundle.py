"""What the script of a single-page application says of its list: the interface, the articles.

Read is only what stands there as a literal. A request whose fields depend on something that the
script works out, or several that could be the one, give nothing: then the browser must tell.

Shapes::

    o.post("/gwk/policy/page",{siteIdList:["0075"],pageNo:t,pageSize:10})
    r({url:"/gwk/policy/page",method:"post",data:{siteIdList:["0075"],pageNo:t,pageSize:10}})
    a.push("/zhengce/detail?businessId="+e.businessId+"&siteId="+e.siteId)
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

_LONGEST = 4 << 20
_CALLS = (
    re.compile(
        r"\.(?P<method>post|get)\(\s*[\"'`](?P<path>/[\w/.\-]{1,200})[\"'`]\s*,\s*"
        r"(?:\{\s*params\s*:\s*)?\{(?P<fields>[^{}]{1,600})\}"
    ),
    re.compile(
        r"url\s*:\s*[\"'`](?P<path>/[\w/.\-]{1,200})[\"'`]\s*,\s*method\s*:\s*[\"'](?P<method>\w{3,4})"
        r"[\"']\s*,\s*(?:data|params)\s*:\s*\{(?P<fields>[^{}]{1,600})\}"
    ),
)
_FIELD = re.compile(
    r"\s*[\"']?(?P<key>\w{1,40})[\"']?\s*:\s*(?P<value>\[[^\[\]]{0,300}\]|\"[^\"]{0,200}\"|"
    r"'[^']{0,200}'|-?\d{1,9}|!0|!1|true|false|null|[\w$.]{1,60})\s*(?:,|$)"
)
_PAGE_KEY = re.compile(r"page|pageNo|pageNum|pageNumber|pageIndex|current|currentPage")
_SIZE_KEY = re.compile(r"size|pageSize|rows|limit")
_BASE = re.compile(r"baseURL\s*:\s*[\"'`](?P<base>/[\w/.\-]{0,100})[\"'`]")
_DETAIL = re.compile(r"[\"'`](?P<path>/[\w/.\-#]{0,120}\?\w{1,40}=.{1,300})", re.DOTALL)
# Parts of an address put together: "+e.id+", ".concat(e.id,", ${e.id}
_JOINS = (
    re.compile(r"[\"']\s*\+\s*[\w$]{1,20}\.(\w{1,40})(?:\s*\+\s*[\"'])?"),
    re.compile(r"[\"']?\s*\)?\.concat\(\s*[\w$]{1,20}\.(\w{1,40})\s*(?:,\s*[\"'])?"),
    re.compile(r"\$\{\s*[\w$]{1,20}\.(\w{1,40})\s*\}"),
)
_TEMPLATE = re.compile(r"/[\w/.\-#]*\?\w+=\{\w+\}(?:&\w+=\{\w+\})*")
_DETAIL_WORDS = re.compile(r"detail|article|content|info|view", re.IGNORECASE)
_DEFAULT_SIZE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Interface:
    """A request for a page of the list, and the address of an article by the record's fields.

    ``fields`` are those of the first page, ``page_key`` the one that counts the pages. ``detail``
    has the names of fields in braces; ``None`` where the records must bring their own addresses.
    """

    path: str
    is_post: bool
    fields: Mapping[str, object]
    page_key: str
    detail: str | None

    def to_note(self, **more: object) -> str:
        """As a text that travels with a request, with what else must travel."""
        own = {
            "path": self.path,
            "is_post": self.is_post,
            "fields": self.fields,
            "page_key": self.page_key,
            "detail": self.detail,
        }
        return json.dumps([own, more], ensure_ascii=False)


def read_bundle(script: str) -> Interface | None:
    """The interface of a list that ``script`` names; ``None`` where it names none or several."""
    text = script[:_LONGEST]
    found = {}
    for pattern in _CALLS:
        for call in pattern.finditer(text):
            fields = _fields(call["fields"])
            key = next((k for k in fields or {} if _PAGE_KEY.fullmatch(k)), None)
            if fields is not None and key is not None:
                found[call["path"]] = (call["method"].lower() == "post", fields, key)
    if len(found) != 1:
        return None
    path, (is_post, fields, key) = next(iter(found.items()))
    bases = {match["base"].rstrip("/") for match in _BASE.finditer(text)} - {""}
    if len(bases) > 1:
        return None
    base = next(iter(bases), "")
    return Interface(
        path=path if path.startswith(f"{base}/") else f"{base}{path}",
        is_post=is_post,
        fields={**fields, key: 1},
        page_key=key,
        detail=_detail(text),
    )


def _fields(text: str) -> dict[str, object] | None:
    """The fields of a call; ``None`` where one of them is worked out elsewhere."""
    fields: dict[str, object] = {}
    position = 0
    while position < len(text):
        match = _FIELD.match(text, position)
        if match is None:
            return None
        key, position = match["key"], match.end()
        value = _literal(match["value"])
        if value is None and _PAGE_KEY.fullmatch(key):
            value = 1
        elif value is None and _SIZE_KEY.fullmatch(key):
            value = _DEFAULT_SIZE
        elif value is None:
            return None
        fields[key] = value
    return fields


def _literal(text: str) -> object:
    """The value of a literal; ``None`` for a name, and for ``null``, which says nothing."""
    words = {"!0": True, "!1": False, "true": True, "false": False}
    if text in words:
        return words[text]
    try:
        value: object = json.loads(text.replace("'", '"'))
    except ValueError:
        return None
    return value


def _detail(text: str) -> str | None:
    """The address of an article with the fields of its record, where one is put together."""
    found = set()
    for match in _DETAIL.finditer(text):
        joined = match["path"]
        for pattern in _JOINS:
            joined = pattern.sub(r"{\1}", joined)
        template = _TEMPLATE.match(joined)
        if template is not None:
            found.add(template[0])
    telling = {path for path in found if _DETAIL_WORDS.search(path)}
    chosen = telling or found
    return next(iter(chosen)) if len(chosen) == 1 else None
