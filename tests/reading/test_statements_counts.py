"""Counts in the narrative: documents, decisions, reviews and suits, proposals, results, items."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from reading.model import PartName, Statement, StatementKind
from reading.narrative import part
from reading.reader import read
from reading.statements.statements import statements_of

K = StatementKind
OVERVIEW = PartName.OVERVIEW
COUNTS = frozenset(
    kind
    for kind in K
    if kind.value.startswith(
        (
            "information_", "documents_", "regulations_", "licences_decided", "penalties_decided",
            "coercive_", "fees_", "reviews", "suits", "suggestions", "proposals",
        )
    )
) | {
    K.REQUESTS_GRANTED, K.REQUESTS_PARTIAL, K.REQUESTS_GRANTED_OR_PARTIAL, K.REQUESTS_REFUSED,
    K.REQUESTS_UNAVAILABLE, K.REQUESTS_UNPROCESSED, K.REQUESTS_OTHER, K.REQUESTS_CARRIED_IN,
    K.REQUESTS_CARRIED_OUT, K.REQUESTS_BY_CHANNEL,
}  # fmt: skip


def said(text: str, name: PartName = OVERVIEW, heading: str = "") -> tuple[Statement, ...]:
    paragraphs = [heading, text] if heading else [text]
    found = statements_of({name: part(name, "一、情况", paragraphs)}, ())
    return tuple(s for s in found if s.kind in COUNTS)


def claims(text: str, name: PartName = OVERVIEW, heading: str = "") -> list[tuple[object, ...]]:
    return [
        (s.kind.value, s.value, s.actor.value if s.actor else None)
        for s in said(text, name, heading)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全年制发行政规范性文件3件。", [("documents_made", 3, "own")]),
        ("本年度共制定出台规范性文件3件，废止1件。", [
            ("documents_made", 3, "own"), ("documents_repealed", 1, "own"),
        ]),
        ("制发规范性文件3件、废止2件、现行有效26件。", [
            ("documents_made", 3, "own"), ("documents_repealed", 2, "own"),
            ("documents_in_force", 26, "own"),
        ]),
        ("印发3件规范性文件。", [("documents_made", 3, "own")]),
        ("2023年印发的16个规范性文件全部公开。", [
            ("documents_made", 16, "own"), ("documents_published", 16, "own"),
        ]),
        ("集中公开现行有效行政规范性文件698件。", [("documents_in_force", 698, "own")]),
        ("宣布废止规范性文件5件。", [("documents_repealed", 5, "own")]),
        ("规范性文件制发3件。", [("documents_made", 3, "own")]),
        ("主动公开规章13件。", [("regulations_published", 13, "own")]),
        ("制定规章1部。", [("regulations_made", 1, "own")]),
        ("牵头起草省政府规章1件、省政府规范性文件2件，全年制发厅规范性文件1件、废止1件。", [
            ("regulations_made", 1, "drafted"), ("documents_made", 2, "drafted"),
            ("documents_made", 1, "own"), ("documents_repealed", 1, "own"),
        ]),
        ("代市政府起草规范性文件2件。", [("documents_made", 2, "drafted")]),
        ("以市政府名义印发规范性文件2件。", [("documents_made", 2, "drafted")]),
        ("会同市财政局印发规范性文件2件。", [("documents_made", 2, "joint")]),
        ("印发市政府规范性文件2件。", [("documents_made", 2, "unclear")]),
        ("指导各部门制发规范性文件2件。", [("documents_made", 2, "others")]),
        ("本年度未制发规范性文件。", [("documents_made", 0, "own")]),
        ("全年未制定规章和规范性文件，未废止规范性文件。", [
            ("documents_made", 0, "own"), ("regulations_made", 0, "own"),
            ("documents_repealed", 0, "own"),
        ]),
        # other things
        ("清理规范性文件53件。", []),
        ("宣布失效规范性文件5件。", []),
        ("审查规范性文件5件，备案规范性文件3件。", []),
        ("发布政策文件36件。", []),
        ("转发规范性文件3件。", []),
        ("更新规范性文件20余件。", []),
        ("建立健全规章制度12项。", []),
        ("去年制发规范性文件3件。", []),
        ("未及时公开规范性文件。", []),
    ],
)  # fmt: skip
def test_documents(text: str, expected: list[tuple[object, ...]]) -> None:
    assert sorted(claims(text), key=str) == sorted(expected, key=str)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("完成省级行政许可审批事项3189项、行政处罚81项。", [
            ("licences_decided", 3189, "own"), ("penalties_decided", 81, "own"),
        ]),
        ("作出行政许可决定12件，行政处罚决定3件，行政强制0件。", [
            ("licences_decided", 12, "own"), ("penalties_decided", 3, "own"),
            ("coercive_measures_decided", 0, "own"),
        ]),
        ("办理12件行政许可。", [("licences_decided", 12, "own")]),
        ("行政许可办件量为12件。", [("licences_decided", 12, "own")]),
        ("未作出行政处罚决定。", [("penalties_decided", 0, "own")]),
        ("无行政处罚、行政强制。", [
            ("penalties_decided", 0, "own"), ("coercive_measures_decided", 0, "own"),
        ]),
        ("公示行政许可信息12条、行政处罚信息3条。", []),
        ("梳理行政许可事项35项，取消行政许可事项2项。", []),
        ("受理行政许可申请12件。", []),
        ("行政许可事项35项。", []),
        ("公开行政处罚决定3件。", []),
        ("取消行政确认事项2项。", []),
        ("未公开行政处罚决定3件。", []),
        ("收取行政事业性收费670.376375万元。", [("fees_collected", Decimal("6703763.75"), "own")]),
        ("全年行政事业性收费收入共计5,000元。", [("fees_collected", Decimal(5000), "own")]),
        ("未收取行政事业性收费。", [("fees_collected", Decimal(0), "own")]),
        ("无行政事业性收费项目。", [("fees_collected", Decimal(0), "own")]),
        ("减免行政事业性收费3万元。", []),
        ("收取信息处理费380元。", []),
    ],
)  # fmt: skip
def test_decisions_and_fees(text: str, expected: list[tuple[object, ...]]) -> None:
    assert claims(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("因政府信息公开引起的行政复议案件2件、行政诉讼案件7件。", [
            ("reviews", 2, ()), ("suits", 7, ()),
        ]),
        ("信息公开类行政复议7件，诉讼9件，均获维持。", [
            ("reviews", 7, ()), ("suits", 9, ()),
            ("reviews_all_upheld", None, ()), ("suits_all_upheld", None, ()),
        ]),
        ("有1件涉及政府信息公开工作的行政复议。", [("reviews", 1, ())]),
        ("政府信息公开行政复议3件，其中维持2件，纠正1件。", [
            ("reviews", 3, ()), ("reviews", 2, ("upheld",)), ("reviews", 1, ("corrected",)),
        ]),
        ("因信息公开被提起行政诉讼2件，尚未审结1件。", [
            ("suits", 2, ()), ("suits", 1, ("pending",)),
        ]),
        ("涉及政府信息公开的行政复议、行政诉讼共9件，维持8件。", [("reviews_and_suits", 9, ())]),
        ("未发生因政府信息公开引起的行政复议、行政诉讼。", [("reviews", 0, ()), ("suits", 0, ())]),
        ("未发生有关政府信息公开事务的行政复议，未发生有关政府信息公开事务的行政诉讼。", [
            ("reviews", 0, ()), ("suits", 0, ()),
        ]),
        ("没有因政府信息公开而被提起的复议或诉讼。", [("reviews", 0, ()), ("suits", 0, ())]),
        ("未因政府信息公开引起行政复议和提起行政诉讼。", [("reviews", 0, ()), ("suits", 0, ())]),
        ("收到信息公开申请17件，无行政复议、诉讼等情况。", [("reviews", 0, ()), ("suits", 0, ())]),
        ("无因政府信息公开申请行政复议情况。", [("reviews", 0, ())]),
        # heard as an organ of review; other matters; denials of something narrower
        ("共受理行政复议3起，行政诉讼5起。", []),
        ("2018年共受理行政复议1起，行政诉讼5起，没有因政府信息公开而被提起的行政复议。", [
            ("reviews", 0, ()),
        ]),
        ("审结政府信息公开行政复议案件3件。", []),
        ("全年行政诉讼案件5件。", []),
        ("未发生因依申请公开被行政复议纠错或行政诉讼败诉情形。", []),
        ("政府信息公开未经复议直接起诉1件。", []),
        ("做好政府信息公开行政复议、行政诉讼应诉工作，共办理相关案件74件。", [
            ("reviews_and_suits", 74, ()),
        ]),
        ("减少政府信息公开行政复议、行政诉讼案件数量。", []),
        ("未发生败诉的政府信息公开行政诉讼。", []),
    ],
)  # fmt: skip
def test_reviews_and_suits(text: str, expected: list[tuple[object, ...]]) -> None:
    assert [(s.kind.value, s.value, s.topics) for s in said(text)] == expected


def test_part_four_speaks_of_disclosure_without_saying_so() -> None:
    text = "本年度共发生行政复议2件、行政诉讼1件。"
    assert claims(text, PartName.DISPUTES) == [("reviews", 2, "own"), ("suits", 1, "own")]
    assert claims("无行政复议、行政诉讼。", PartName.DISPUTES) == [
        ("reviews", 0, "own"), ("suits", 0, "own"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("共办理人大代表建议12件、政协提案5件。", [
            ("suggestions", 12, "own"), ("proposals", 5, "own"),
        ]),
        ("承办县级人大代表建议和政协委员提案共14件，其中：建议4件，提案10件。", [
            ("suggestions_and_proposals", 14, "own"), ("suggestions", 4, "own"),
            ("proposals", 10, "own"),
        ]),
        ("办理建议提案41件。", [("suggestions_and_proposals", 41, "own")]),
        ("办理12件人大代表建议。", [("suggestions", 12, "own")]),
        ("本年度未承办人大代表建议和政协委员提案。", [
            ("suggestions", 0, "own"), ("proposals", 0, "own"),
        ]),
        ("未承办省级、市级人大代表建议和政协委员提案。", []),
        ("征集群众意见建议61件。", []),
        ("主办人大代表建议3件，协办5件。", []),
        ("收到意见建议61条。", []),
        ("提出改进建议3条。", []),
    ],
)  # fmt: skip
def test_suggestions_and_proposals(text: str, expected: list[tuple[object, ...]]) -> None:
    assert claims(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "办结政府信息公开申请9件，其中：予以公开4件，部分公开1件，不予公开2件，无法提供1件，不予处理1件，其他处理0件。",
            [
                ("requests_granted", 4), ("requests_partial", 1), ("requests_refused", 2),
                ("requests_unavailable", 1), ("requests_unprocessed", 1), ("requests_other", 0),
            ],
        ),
        (
            "受理信息公开申请9件，予以公开及部分公开5件（55%），因本机关不掌握等原因无法提供4件。",
            [("requests_granted_or_partial", 5), ("requests_unavailable", 4)],
        ),
        ("申请9件，3件不予公开，均依申请公开办理。", [("requests_refused", 3)]),
        ("收到政府信息公开申请9件，上年结转政府信息公开申请2件。", [("requests_carried_in", 2)]),
        ("办理信息公开申请9件，结转下年度继续办理2件。", [("requests_carried_out", 2)]),
        ("收到信息公开申请9件，办结7件，2件结转下年度继续办理。", [("requests_carried_out", 2)]),
        (
            "从申请方式看，网络申请15件，占79%，信函申请4件，占21%。",
            [("requests_by_channel", 15), ("requests_by_channel", 4)],
        ),
        # items of information, other matters, sums of several results
        ("上报信息20条，不予公开信息零条。", []),
        ("收到申请9件，予以公开信息30条。", []),
        ("答复网民留言9件，不予处理1件。", []),
        ("予以公开、不予公开的申请共9件。", []),
    ],
)  # fmt: skip
def test_results_of_requests(text: str, expected: list[tuple[object, ...]]) -> None:
    found = said(text, heading="（二）依申请公开情况")
    assert [(s.kind.value, s.value) for s in found] == expected


def test_the_year_to_which_requests_are_carried_is_not_the_year_told_of() -> None:
    (carried,) = said("2025年，收到政府信息公开申请154件，结转至2026年6件。")
    assert (carried.kind, carried.value, carried.year) == (K.REQUESTS_CARRIED_OUT, 6, 2025)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023年主动公开政府信息63条。", [(63, 2023, ())]),
        ("全年通过门户网站主动公开各类政府信息10407条。", [(10407, None, ("website",))]),
        ("通过微信公众号发布信息672条。", [(672, None, ("wechat",))]),
        ("全年共公布政府信息2602条。", [(2602, None, ())]),
        ("主动公开政府信息7700余条。", [(7700, None, ())]),
        # sent on, an average, denied, asked for
        ("向门户网站报送信息883条。", []),
        ("微信公众号日均发布信息3条。", []),
        ("不予公开信息零条。", []),
        ("收到主动公开政府信息申请3件。", []),
    ],
)
def test_information_published(text: str, expected: list[tuple[object, ...]]) -> None:
    assert [(s.value, s.year, s.topics) for s in said(text)] == expected


SAMPLES = {
    "000": [
        ("information_published", 4464, "own"), ("documents_published", 1, "own"),
        ("suggestions_and_proposals", 74, "own"),
        ("information_published", 1378, "own"),
        ("regulations_made", 1, "drafted"), ("documents_made", 2, "drafted"),
        ("documents_made", 1, "own"), ("documents_repealed", 1, "own"),
        ("licences_decided", 3189, "own"), ("penalties_decided", 81, "own"),
        ("fees_collected", Decimal("6703763.75"), "own"),
    ],
    "001": [("information_published", 1198, "own")],
    "002": [
        ("information_published", 2953, "own"), ("information_published", 970, "own"),
        ("information_published", 580, "own"), ("information_published", 750, "own"),
        ("requests_by_channel", 8, "own"), ("requests_by_channel", 1, "own"),
        ("reviews", 0, "own"), ("suits", 0, "own"), ("information_published", 33, "own"),
    ],
    "003": [
        ("information_published", 278, "own"), ("information_published", 63, "own"),
        ("information_published", 215, "own"),
        ("reviews", 0, "own"), ("suits", 0, "own"),
        ("suggestions_and_proposals", 14, "own"), ("suggestions", 4, "own"),
        ("proposals", 10, "own"),
    ],
    "004": [],
}  # fmt: skip


@pytest.mark.real_reports
@pytest.mark.parametrize("number", sorted(SAMPLES))
def test_counts_in_the_samples(shared: Path, number: str) -> None:
    (path,) = (shared / "reports" / "samples").glob(f"{number}_*.txt")
    found = read(path.read_bytes(), name=path.name).statements
    assert [
        (s.kind.value, s.value, s.actor.value if s.actor else None)
        for s in found
        if s.kind in COUNTS
    ] == SAMPLES[number]
