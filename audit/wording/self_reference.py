"""How a report speaks of the agency that it is of (自称), and whether that is this agency."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from audit.model import Evidence
from audit.passages import Passage
from audit.wording.quoting import without_quotes
from audit.wording.titles import plain

# 我局, 全市各部门 are no names
_NAME = r"(?P<name>(?![我本全各该])[\u4e00-\u9fff]{2,30}?)"
# Places in a text where only the reporting agency's own name can stand.
_STRONG = (
    re.compile(rf"本(?:年度)?(?:报告|年报)由{_NAME}(?:依据|根据|按照|编制|负责|组织|汇总|，)"),
    re.compile(rf"现(?:将|公布|发布|向社会公[布开]|予以公布){_NAME}(?:20\d\d年|政府信息公开)"),
)
# 2023年，某某县教育局坚持…: mostly the agency, now and then its superior
_WEAK = re.compile(
    rf"(?:20\d\d年(?:度|以来)?[，,]?)?{_NAME}(?:坚持|认真|深入|全面|严格|高度重视|紧紧|积极|持续"
    r"|(?:20\d\d年)?(?:共?收到|共?受理|未收到|未受理|在办理)|20\d\d年)"
)
# 云岭省苏镇市, 汶上县, 云溪镇; the words 城市, 城乡, 社区 are no areas
_AREA = re.compile(
    r"(?:[\u4e00-\u9fff]{1,8}?(?:省|自治区))?(?:[\u4e00-\u9fff]{1,8}?(?:(?<!城)市|自治州))?"
    r"(?:[\u4e00-\u9fff]{1,8}?(?:县|(?<![社园])区|旗|(?<!城)市))?"
    r"(?:[\u4e00-\u9fff]{1,8}?(?:(?<![城村])镇|(?<!城)乡|街道))?"
)
_OF_A_BODY = re.compile(r"(?:[局厅委办院队站所]|委员会|政府|办公室|办事处|中心|管委会)$")
# A government is named by its area alone too: 云溪镇认真贯彻条例.
_RULING = frozenset({"人民政府", "政府", "办事处", "管理委员会", "管委会"})
_SHORTEST_OFFICE = 3
_SHORTEST_AREA = 2
_DESIGNATION = re.compile(
    r"[我本](?<![自根基版文样日标成书资原].)(?P<kind>局|厅|委|镇|乡|街道)(?![面势限部员托派村定静])"
)
# What an agency whose name ends so may call itself.
_CALLS = (
    (re.compile(r"局$"), {"局"}),
    (re.compile(r"厅$|办公厅$"), {"厅"}),
    (re.compile(r"(?:委|委员会|管委会)$"), {"委"}),
    (re.compile(r"镇(?:人民)?政府$|镇$"), {"镇"}),
    (re.compile(r"乡(?:人民)?政府$|乡$"), {"乡"}),
    (re.compile(r"街道(?:办事处)?$"), {"街道"}),
    (re.compile(r"[省市县区州旗](?:人民)?政府$"), set[str]()),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A name that is not this agency's: where it stands, and whether only its own could."""

    subject: str
    evidence: Evidence
    is_certain: bool


def foreign_names(
    told: Iterable[Passage], own: Sequence[str], others: Mapping[str, tuple[str, ...]]
) -> Iterator[Named]:
    """Names of other agencies where the report speaks of its own; ``others`` is the registry."""
    mine = [plain(name) for name in own]
    texts = [(passage, "".join(passage.text.split())) for passage in told]
    whole = "\n".join([text for _, text in texts])
    strong = [form for form in _STRONG if form.search(whole)]
    for passage, text in texts:
        found = [(match["name"], True) for form in strong for match in form.finditer(text)]
        if not found and (weak := _WEAK.match(text)):
            found.append((weak["name"], False))
        for name, is_strong in found:
            is_own = any(name in one or one in name for one in mine)
            if is_own or (_OF_A_BODY.search(name) is None and not _is_area(name)):
                continue
            if any(_is_sibling(name, one) for one in mine) or _is_listed(name, others):
                yield Named(
                    subject=passage.subject,
                    evidence=Evidence(at=passage.at, printed=name),
                    is_certain=is_strong,
                )


def foreign_title(title: str, own: Sequence[str], others: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether the title names another agency of the registry, or its like elsewhere, not this."""
    words = plain(title)
    mine = [plain(name) for name in own]
    if any(name in words for name in mine):
        return False
    return _is_listed(words, others) or any(
        _is_sibling(re.split(r"20\d\d年|关于|政府信息公开", words)[0], name) for name in mine
    )


def _is_listed(words: str, others: Mapping[str, tuple[str, ...]]) -> bool:
    return any(words.startswith(name) for full, names in others.items() for name in (full, *names))


def _is_sibling(name: str, own: str) -> bool:
    """Whether the name is of the same office in another area of the same level.

    泗水县教育局 for 汶上县教育局; not 济宁市教育局, which is its superior.
    """
    area, office = _split(own)
    other, other_office = _split(name)
    return (
        len(office) >= _SHORTEST_OFFICE
        and (
            other_office in (office, f"{office}办公室") or (office in _RULING and not other_office)
        )
        and other[-1:] == area[-1:]
        and min(len(other), len(area)) >= _SHORTEST_AREA
        and not other.endswith(area)
        and not area.endswith(other)
    )


def _is_area(name: str) -> bool:
    return not _split(name)[1]


def _split(name: str) -> tuple[str, str]:
    """The area and the office: 苏镇市, 教育局."""
    found = _AREA.match(name)
    area = found[0] if found else ""
    return area, name[len(area) :]


def wrong_designations(told: Iterable[Passage], own: Sequence[str]) -> Iterator[Named]:
    """我局 in the report of a 委 and the like; nothing where the name does not tell its kind."""
    calls = [fitting for name in own for form, fitting in _CALLS if form.search(plain(name))]
    if len(calls) < len(own) or not calls:
        return
    fitting = set[str]().union(*calls)
    for passage in told:
        if _DESIGNATION.search(passage.text) is None:
            continue
        for match in _DESIGNATION.finditer(without_quotes(passage.text)):
            if match["kind"] not in fitting:
                yield Named(
                    subject=passage.subject,
                    evidence=passage.around(*match.span()),
                    is_certain=False,
                )
