"""TIM16: the same report shows other numbers in another file or on another platform."""

from __future__ import annotations

from collections.abc import Iterator

from audit.case import AuditCase
from audit.circumstances import OtherVersion
from audit.model import Doubt, Evidence, Finding, NotApplicable, Severity, Undetermined
from audit.numbers.versions import OWN, Shown, compared_figures, is_unread_in_one
from audit.rule import Judgement, rule
from reading.model import Media

_SHOWN = 10


@rule(
    "TIM16",
    at_most=Severity.WARNING,
    basis="《中华人民共和国政府信息公开条例》第六条",
)
def versions_differ(case: AuditCase) -> Iterator[Judgement]:
    """不同版本的年报数据不一致。

    Requirement:
        同一年度的年报在网页和附件中、在不同平台上公布的数据应当一致。
    What it looks at:
        网页、附件和其他平台所载同一年报的表二、表三、表四各格数字；只列出双方的数字，不认定以哪一处为准。
    Not applicable:
        只见到一个版本；没有取得年报。
    Not a defect:
        图片、扫描件由机器识别，不作比较；一处没有表格、只有正文的；写法不同而数值相同的。
    Example:
        表三“予以公开”总计，网页填3，附件填5。
    How to correct:
        核对各版本的数据，更正有误的版本，并说明更正情况。
    """
    own = OtherVersion(name=OWN, url=None, reading=case.reading)
    if not case.publication.versions:
        raise NotApplicable("只见到一个版本，没有其他版本可供比较")
    versions = [own, *case.publication.versions]
    legible = [version for version in versions if version.reading.media is not Media.SCAN]
    compared = compared_figures(legible)
    if not compared:
        raise Undetermined("其他版本为扫描件或者没有可比的数据，需人工核对")
    differing = [shown for shown in compared if len({figure.value for _, figure in shown}) > 1]
    if differing:
        more = f"等{len(differing)}处" if len(differing) > _SHOWN else ""
        yield Finding(
            subject="document",
            severity=Severity.WARNING,
            message="不同版本所载数据不一致："
            + "；".join(_told(shown) for shown in differing[:_SHOWN])
            + more,
            evidence=tuple(
                Evidence(at=f"{name} {figure.at}", printed=str(figure.value))
                for shown in differing[:_SHOWN]
                for name, figure in shown
            ),
        )
        return
    unread = sum(is_unread_in_one(path, legible) for path in case.reading.figures)
    if unread:
        yield Doubt(subject="document", reason=f"有{unread}处数据在一个版本中未能读出，未作比较")


def _told(shown: Shown) -> str:
    figures = "，".join(f"{name}填{figure.value}" for name, figure in shown)
    return f"{shown[0][1].at}，{figures}"
