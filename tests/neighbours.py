"""A conforming case among others: the agency's earlier reports that go with it, and other agencies.

``conforming_case`` knows one report alone, so that a case changes nothing but what it is about.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from builders import YEARS, Number, Tables, conforming_report, consistent_tables

from audit.case import AuditCase
from reading.editions import EDITION_2021, PROACTIVE, REQUESTS, Edition
from reading.model import PartName, ReportReading

OLDER_TEXT = {
    PartName.OVERVIEW: (
        "围绕校园安全和义务教育招生，我局召开三次专题会议研究部署，分管负责同志逐校走访。",
        "把家长最关心的划片范围、报名时间和咨询电话放在首页醒目位置，在社区服务站张贴。",
        "建成教育资助在线查询功能，困难家庭足不出户便可了解申报条件、发放标准以及拨付进度。",
        "邀请人大代表、政协委员和媒体记者走进食堂，当场回答提问，会后逐条回复。",
        "编写办事手册五千册，送到各镇中心校；录制短视频讲解学前教育补助办法。",
        "安排两名干部轮流值守咨询电话，记录来电并逐条反馈处理结果，每月汇总一次。",
    ),
    PartName.PROBLEMS: (
        "主要问题是乡镇学校的栏目维护力量薄弱，个别答复文书不够规范。",
        "今后组织骨干教师到乡镇学校结对帮扶，每学期抽查一次栏目，逐件复核答复文书。",
    ),
}
OLDEST_TEXT = {
    PartName.OVERVIEW: (
        "开学季集中发布学区地图、教师资格认定日程和普通话测试安排，热线全天接听。",
    ),
    PartName.PROBLEMS: ("问题是检索不便。今后改造搜索引擎，为老年群体增设语音播报。",),
}


def among_others(case: AuditCase) -> AuditCase:
    """The case with two earlier reports whose numbers lead to it, and no other agency like it."""
    held = case.reading
    year = held.year or YEARS[EDITION_2021]
    last = earlier_report(held, year - 1)
    others = {year - 1: last, year - 2: earlier_report(last, year - 2, OLDEST_TEXT)}
    edition = held.edition or EDITION_2021
    return replace(
        case,
        other_years={y: reading for y, reading in others.items() if y >= edition.first_year},
        surroundings=replace(
            case.surroundings, likenesses=(), subordinates=(), agencies=case.surroundings.agencies
        ),
    )


def earlier_report(
    later: ReportReading, year: int, text: dict[PartName, tuple[str, ...]] = OLDER_TEXT
) -> ReportReading:
    """A conforming report on ``year`` that carries out what ``later`` carries in."""
    edition = later.edition or EDITION_2021
    return conforming_report(
        edition=edition, year=year, tables=tables_before(later, edition), parts=dict(text)
    )


def tables_before(later: ReportReading, edition: Edition) -> Tables:
    """The tables of the year before: nothing else is much different from the later ones."""
    values = {path: figure.value or 0 for path, figure in later.figures.items()}
    columns = [column.name for column in edition.request_columns if column.name != "total"]
    carried_out = [int(values[f"{REQUESTS}.carried_in.{name}"]) for name in columns]
    proactive: dict[str, Number] = {}
    for row in edition.proactive_rows:
        for column in row.columns:
            value = values[f"{PROACTIVE}.{row.name}.{column.name}"]
            proactive[f"{row.name}.{column.name}"] = value
    if edition is EDITION_2021:
        for row in ("regulations", "normative_documents"):
            issued, repealed = proactive[f"{row}.issued"], proactive[f"{row}.repealed"]
            proactive[f"{row}.in_force"] -= issued - repealed
            proactive[f"{row}.issued"] = proactive[f"{row}.repealed"] = 0
        proactive["fees.amount"] += Decimal("0.01")
    else:
        for row in edition.proactive_rows:
            if row.columns[0].name == "previous_items":
                proactive[f"{row.name}.change"] = 0
    return consistent_tables(
        edition,
        proactive=proactive,
        # One more, that a case in court may be about.
        results={"granted": [int(values[f"{REQUESTS}.received.{name}"]) + 1 for name in columns]},
        carried_in=[0] * len(columns),
        carried_out=carried_out,
        disputes={},
    )
