"""Matching printed labels to rows and columns of the format.

A label is folded first: full-width forms, white space, brackets, quotes and other marks do not
count. Small changes of wording are accepted as listed, or where the words are nearly the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from functools import lru_cache
from types import MappingProxyType

from reading.editions import EDITIONS, EXTRA_PROACTIVE_LABELS, Edition

_NOT_WORDS = re.compile(r"[\W_]+")
# “（三）不予公开”, “四、结转…”, “1.属于…”, “5属于…” (the dot lost)
_ENUMERATOR = re.compile(
    r"^\s*(?:(?P<group>\([一二三四五六七八九十]{1,2}\))|[一二三四五六七八九十]{1,2}[、.,]"
    r"|\(\d{1,2}\)|\d{1,2}[.、,:]?(?!\d))\s*"
)
_NEARLY, _CLEARLY = 0.8, 0.08
_RIVAL = _NEARLY - _CLEARLY - 0.01  # what is less alike is no rival of what is nearly so
_SHORTEST_NEAR, _SHORTEST_PREFIX = 6, 8
_LONG_KIND = 5

_REQUEST_SYNONYMS = {
    "received": ("本年新收", "本年新收政府信息公开申请"),
    "carried_in": ("上年结转", "上年结转政府信息公开申请"),
    "partial": ("部分公开",),
    "refused_by_law": ("其他法律法规禁止公开", "法律行政法规禁止公开"),
    "other": ("其他处理",),
    "carried_out": ("结转下年度", "结转下年继续办理", "结转下一年度继续办理"),
}
_PROACTIVE_SYNONYMS = {
    "normative_documents": ("规范性文件", "行政规范性文件"),
    "coercive_measures": ("行政强制措施",),
    "fees": ("行政事业收费", "行政事业性收费"),
}
_APPLICANT_SYNONYMS = {"charity": ("社会公益",), "legal_service": ("法律服务",)}
WEAK_ROWS = frozenset({"concluded", "other", "other_reason"})
"""Rows of table three with labels too short to tell by themselves what they stand in."""
_HEADER_WORDS = frozenset({"法人或其他组织", "申请人情况", "信息内容"})
_SHARED_WORDS = frozenset({"其他", "总计"})  # they are rows, too
_COLUMN_SYNONYMS = {
    "本年度新制作数量": "made",
    "本年度公开数量": "published",
    "本年度新公开数量": "published",
    "本年增减": "change",
}


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """The words of a label and nothing else."""
    if text.isalpha() and unicodedata.is_normalized("NFKC", text):
        return text.lower()
    return _NOT_WORDS.sub("", unicodedata.normalize("NFKC", text)).lower()


@lru_cache(maxsize=8192)
def _bare(text: str) -> tuple[str, bool]:
    """The folded label without enumerator and remark in brackets; whether it is a group （一）."""
    if text.isalpha():
        return fold(text), False
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _ENUMERATOR.match(plain)
    is_group = bool(found and found.group("group"))
    rest = plain[found.end() :] if found else plain
    head = rest.split("(", 1)[0]
    return fold(head) or fold(rest), is_group


def without_enumerator(label: str) -> str:
    """The folded words of a label without its enumerator; a remark in brackets stays."""
    plain = unicodedata.normalize("NFKC", label).strip()
    return fold(_ENUMERATOR.sub("", plain, count=1))


def bare_label(label: str) -> str:
    """The folded words of a label without enumerator and remark in brackets."""
    return _bare(label)[0]


def _names(
    rows: Iterable[tuple[str, str]], synonyms: Mapping[str, tuple[str, ...]]
) -> dict[str, str]:
    names = {_bare(label)[0]: name for name, label in rows}
    for name, words in synonyms.items():
        names.update(dict.fromkeys(words, name))
    return names


_REQUESTS = _names(
    ((row.name, row.label) for e in EDITIONS for row in e.request_rows), _REQUEST_SYNONYMS
)
_PROACTIVE = _names(
    ((row.name, row.label) for e in EDITIONS for row in e.proactive_rows), _PROACTIVE_SYNONYMS
)
_APPLICANTS = _names(
    ((c.name, c.label) for e in EDITIONS for row in e.request_rows for c in row.columns),
    _APPLICANT_SYNONYMS,
)
_PROACTIVE_COLUMNS = {
    e.name: {_bare(c.label)[0]: c.name for row in e.proactive_rows for c in row.columns}
    for e in EDITIONS
}
_DISPUTES = _names(
    ((c.name, c.label) for e in EDITIONS for row in e.dispute_rows for c in row.columns), {}
)
_EXTRAS = frozenset(fold(label) for label in EXTRA_PROACTIVE_LABELS)
GROUPS = frozenset(
    {"本年度办理结果"} | {_bare(r.group)[0] for e in EDITIONS for r in e.request_rows if r.group}
)
HEADER_WORDS = (_HEADER_WORDS | _APPLICANTS.keys()) - _SHARED_WORDS
DISPUTE_KINDS: Mapping[str, str] = MappingProxyType(
    {fold(row.label): row.name for e in EDITIONS for row in e.dispute_rows}
)


_BEFORE_LABEL = r"[\W\d_一二三四五六七八九十]"
# The first sign of every label, past what enumerates; other widths and scripts may stand for one.
_MAY_BE_LABEL = re.compile(
    f"{_BEFORE_LABEL}*+["
    + "".join(
        sorted({
            re.sub(f"^{_BEFORE_LABEL}+", "", label)[:1]
            for label in (
                *_REQUESTS, *_PROACTIVE, *_DISPUTES, *_APPLICANTS, *GROUPS, *HEADER_WORDS,
                *DISPUTE_KINDS, "第二十条第", "其他",
                *(label for columns in _PROACTIVE_COLUMNS.values() for label in columns),
            )
        })
    )
    + "\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]"
)  # fmt: skip


@lru_cache(maxsize=8192)
def request_row(text: str) -> str | None:
    """The row of table three that a label names, e.g. ``granted``; ``None`` for a group."""
    words, is_group = _bare(text)
    if words == "其他" and is_group:
        return "other"
    exact = _REQUESTS.get(words)
    if exact is not None or words in GROUPS:
        return exact
    if len(words) >= _SHORTEST_PREFIX:
        starts = {name for label, name in _REQUESTS.items() if label.startswith(words)}
        if len(starts) == 1:
            return starts.pop()
    return None if words in _LIKE_NO_ROW else _nearest(words)


_NEAR = tuple(
    (label, name, frozenset(label))
    for label, name in _REQUESTS.items()
    if len(label) >= _SHORTEST_NEAR
)
_LONGEST_NEAR = 2 * max(map(len, _REQUESTS))


def _nearest(words: str) -> str | None:
    """The one row whose label is nearly these words, and clearly more so than any other."""
    if not _SHORTEST_NEAR <= len(words) <= _LONGEST_NEAR:
        return None
    first, best = None, 0.0
    rivals = _likely(words)
    for bound, label, name in rivals:
        if bound >= _NEARLY and (ratio := _alike(label, words)) > best:
            first, best = name, ratio
    if best < _NEARLY:
        return None
    is_clear = all(
        name == first or best - bound >= _CLEARLY or best - _alike(label, words) >= _CLEARLY
        for bound, label, name in rivals
    )
    return first if is_clear else None


def _likely(words: str) -> list[tuple[float, str, str]]:
    """The labels that may be alike, each with what ``_alike`` cannot exceed, and their rows.

    Told by signs that only one of the two has, in a fraction of the time.
    """
    signs = frozenset(words)
    found: list[tuple[float, str, str]] = []
    for label, name, own in _NEAR:
        length = len(words) + len(label)
        shared = len(words) - len(signs - own)
        if 2 * shared >= _RIVAL * length:
            bound = 2 * min(shared, len(label) - len(own - signs)) / length
            if bound >= _RIVAL:
                found.append((bound, label, name))
    return found


def _alike(label: str, words: str) -> float:
    return SequenceMatcher(None, label, words, autojunk=False).ratio()


# Labels that stand in every report and are like none of these rows: nothing need be compared.
_LIKE_NO_ROW = frozenset(
    label
    for labels in (_PROACTIVE, _DISPUTES, _APPLICANTS, *_PROACTIVE_COLUMNS.values())
    for label in labels
    if _nearest(label) is None
)


@lru_cache(maxsize=8192)
def proactive_row(text: str) -> str | None:
    """The row of table two that a label names, e.g. ``licences``."""
    return _PROACTIVE.get(_bare(text)[0])


@lru_cache(maxsize=8192)
def applicant_column(text: str) -> str | None:
    """The column of table three that a label names, e.g. ``individual``."""
    return _APPLICANTS.get(fold(text))


@lru_cache(maxsize=8192)
def dispute_column(text: str) -> str | None:
    """The column of table four that a label names, e.g. ``upheld``."""
    return _DISPUTES.get(fold(text))


@lru_cache(maxsize=8192)
def dispute_kind(text: str) -> str | None:
    """The row of table four that a label or a lead names, e.g. ``suit_direct``."""
    words = fold(text)
    for label, name in DISPUTE_KINDS.items():
        if len(label) >= _LONG_KIND and label in words:
            return name
    return DISPUTE_KINDS.get(_bare(text)[0])


def is_extra_row(text: str) -> bool:
    """Whether a label is of a row that localities add to table two."""
    return _bare(text)[0] in _EXTRAS


def proactive_column(text: str, edition: Edition) -> str | None:
    """The column of table two in this edition that a label names, e.g. ``made``."""
    return _proactive_column(text, edition.name)


@lru_cache(maxsize=8192)
def _proactive_column(text: str, edition: str) -> str | None:
    words = _bare(text)[0]
    named = _PROACTIVE_COLUMNS[edition]
    synonym = _COLUMN_SYNONYMS.get(words)
    return named.get(words) or (synonym if synonym in named.values() else None)


def is_label_word(text: str) -> bool:
    """Whether a text is a label in the very words of the format; far quicker than ``is_label``."""
    return _MAY_BE_LABEL.match(text) is not None and _is_label_word(text)


def label_words_in(texts: Iterable[str]) -> Iterator[str]:
    """Those of the texts that are such labels."""
    return filter(_is_label_word, filter(_MAY_BE_LABEL.match, texts))


@lru_cache(maxsize=8192)
def _is_label_word(text: str) -> bool:
    words, is_group = _bare(text)
    return bool(words) and (
        words in _REQUESTS
        or words in _PROACTIVE
        or words in _DISPUTES
        or words in _APPLICANTS
        or words in GROUPS
        or words in HEADER_WORDS
        or words in DISPUTE_KINDS
        or words.startswith("第二十条第")
        or (is_group and words == "其他")
        or any(words in columns for columns in _PROACTIVE_COLUMNS.values())
    )


@lru_cache(maxsize=8192)
def is_label(text: str) -> bool:
    """Whether a cell holds a label of any statutory table, so that it is no figure."""
    words, is_group = _bare(text)
    return bool(words) and (
        words in GROUPS
        or words in HEADER_WORDS
        or words in DISPUTE_KINDS
        or words == "行政诉讼"
        or words.startswith("第二十条第")
        or (is_group and words == "其他")
        or dispute_column(text) is not None
        or applicant_column(text) is not None
        or proactive_row(text) is not None
        or any(proactive_column(text, edition) is not None for edition in EDITIONS)
        or request_row(text) is not None
    )
