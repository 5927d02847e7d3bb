"""Words that should not stand in a report: sentences (``sentences.yml``) and passages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import yaml

from audit.case import AuditCase
from bench.mutations.model import Draft, Kind, anywhere

SENTENCES = Path(__file__).with_name("sentences.yml")
_RUN = (
    "紧盯全市重点工作和群众关切的问题，加强信息发布和热点回应工作，"
    "不断增强公开实效，让群众看得懂信得过。"
)
_KNOWN = {"苏教发〔2023〕5号": "苏镇市教育局政务公开工作方案"}


def _added(one: Mapping[str, str]) -> Kind:
    must = one["must"]

    @anywhere(one["name"], must, one.get("may", ""))
    def change(draft: Draft) -> Draft:
        if "AUT10" in must and draft.is_government:
            return None  # a government may speak of all its area
        name = draft.report.agency
        words = {"y": draft.year, "b": draft.year - 1, "a": draft.year + 1, "o": f"云溪{name[2:]}"}
        return draft.saying(one["text"].format(**words), one["where"])

    return change


@anywhere("a document has another title than in the register", "AUT14", "AUT21")
def _other_title(draft: Draft) -> Draft:
    def circumstance(case: AuditCase) -> AuditCase:
        return replace(case, surroundings=replace(case.surroundings, documents=_KNOWN))

    told = draft.saying("印发《学校安全工作方案》（苏教发〔2023〕5号）。", "platforms")
    return told.with_case(circumstance)


@anywhere("a run of characters in two parts", "AUT08", "")
def _twice_in_two_parts(draft: Draft) -> Draft:
    return draft.saying(_RUN, "platforms").saying(_RUN, "other_matters")


@anywhere("half-width commas all over part one", "AUT19", "")
def _half_width(draft: Draft) -> Draft:
    return draft.with_part("overview", [text.replace("，", ",") for text in draft.overview])


@anywhere(
    "a covering letter and nothing else", "AUT23 CMP01", "AUT16 CMP05 CMP19 CMP20 CMP21 CMP22"
)
def _letter(draft: Draft) -> Draft:
    letter = draft.with_preamble(
        "苏镇市人民政府办公室：",
        f"现将我单位{draft.year}年政府信息公开工作年度报告报送你们，请审阅。",
    )
    headings = {"overview": draft.report.headings["overview"]}
    only = letter.with_report(headings=headings, figures={})
    return replace(only.with_part("overview", ("年报见附件。",)), is_printable=False)


def _off(name: str, aspect: str, text: str) -> Kind:
    """Under a sub-heading stands what belongs under another, and nothing else."""

    @anywhere(name, "AUT17", "AUT16 CMP05 CMP19 CMP20 CMP21")
    def change(draft: Draft) -> Draft:
        return draft.with_aspect(aspect, text)

    return change


@anywhere("signed before the year ends", "AUT25", "")
def _signed_early(draft: Draft) -> Draft:
    signed = f"{draft.year}年11月20日"
    return replace(draft, trailer=(draft.report.agency, signed), is_printable=False)


def kinds() -> Iterator[Kind]:
    """All kinds of this page."""
    yield from map(_added, yaml.safe_load(SENTENCES.read_text(encoding="utf-8")))
    yield _other_title
    yield _twice_in_two_parts
    yield _half_width
    yield _letter
    policies = "加大政策解读力度，科学解读重要政策，及时回应群众关切。"
    yield _off("interpretation of policies under management", "management", policies)
    yield _off("the site under supervision", "oversight", "优化网站首页，公众号及时推送。")
    yield _off(
        "training under the heading on platforms", "platforms", "组织业务培训两次，纳入年度考核。"
    )
    yield _signed_early
