"""TIM14: the report was published as pictures only."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.model import Evidence, Finding, NotHeld, Severity
from audit.publication import last_sights
from audit.rule import Judgement, rule
from reading.model import Media


@rule(
    "TIM14",
    at_most=Severity.WARNING,
    basis="《中华人民共和国政府信息公开条例》第二十四条",
)
def text_not_available(case: AuditCase) -> Iterator[Judgement]:
    """年报只有图片或者扫描件。

    Requirement:
        政府信息公开平台应当具备信息检索、查阅、下载等功能，年报应当有可以检索的文字版。
    What it looks at:
        网页正文和附件是否都是图片或者没有文字层的扫描件。
    Not applicable:
        没有取得年报。
    Not a defect:
        网页正文或者附件中有一份是文字版，图片、扫描件只是另外提供的；带有文字层的PDF文件。
    Example:
        年报页面只有一份盖章后扫描的PDF文件，没有文字版。
    How to correct:
        补充发布网页文字版，或者由原始文档直接转换的文件。
    """
    versions = case.publication.versions
    if any(media is not Media.SCAN for media in _media(case)):
        return
    if case.publication.visit_class is None:
        raise NotHeld("该文件为扫描件，不知道是否另外公布了文字版")
    pages = [visit.url for visit in last_sights(case) if visit.url]
    told = f"见到的{len(versions)}份文件" if len(versions) > 1 else "年报文件"
    yield Finding(
        subject="document",
        severity=Severity.WARNING,
        message=f"{told}为图片或者扫描件，未见可以检索的文字版",
        evidence=tuple(Evidence(at="年报页面", printed=url) for url in pages)
        or (Evidence(at="全文", printed=""),),
    )


def _media(case: AuditCase) -> list[Media]:
    return [case.reading.media, *(version.reading.media for version in case.publication.versions)]
