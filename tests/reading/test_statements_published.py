"""What was made public: information by channel and kind, documents, decisions, results."""

from __future__ import annotations

import pytest

from reading.model import PartName, StatementKind
from reading.narrative import part
from reading.statements.statements import statements_of

K = StatementKind
OVERVIEW = PartName.OVERVIEW
PUBLISHED = {K.INFORMATION_PUBLISHED}
DOCUMENTS = {kind for kind in K if kind.value.startswith(("documents_", "regulations_"))}
DECISIONS = {K.LICENCES_PENALTIES_PUBLISHED}
PROPOSALS = {K.SUGGESTIONS, K.PROPOSALS, K.SUGGESTIONS_AND_PROPOSALS}


def said(text: str, kinds: set[StatementKind]) -> list[tuple[object, ...]]:
    found = statements_of({OVERVIEW: part(OVERVIEW, "一、总体情况", [text])}, ())
    return [(s.kind.value, s.value, s.topics) for s in found if s.kind in kinds]


def information(text: str) -> list[tuple[object, ...]]:
    return [(value, topics) for _, value, topics in said(text, PUBLISHED)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a list of kinds on a channel is all that it brings
        ("在局网站发布动态、通知等各类信息810篇。", [(810, ("website",))]),
        ("在微信公众号公开工作动态、办事提示等信息92条。", [(92, ("wechat",))]),
        ("共发布微博信息92条。", [(92, ("weibo",))]),
        # the channel stands a clause earlier, and only words of time before the verb
        ("公众号坚持每日更新，全年发布信息92篇，视频号发布信息31条。", [
            (92, ("wechat",)), (31, ("wechat",)),
        ]),
        ("开设规划专栏，本年度公开信息92条。", [(92, ("column",))]),
        # the noun is left out after it was told
        ("在网站发布各类信息810条；在政务微博公开发布92余条。", [
            (810, ("website",)), (92, ("weibo",)),
        ]),
        # one kind, one field, or of unknown scope
        ("在网站发布招标公告信息17条。", [(17, ("website", "some"))]),
        ("发布学前教育信息17条、特殊教育信息4条。", [(17, ("some",)), (4, ("some",))]),
        ("公开教育、医疗等重点领域信息200余条。", [(200, ("some",))]),
        ("聚焦民生领域，公开信息92条。", [(92, ("some",))]),
        ("全年共发布信息92条。", [(92, ("some",))]),
        ("2023年共发布信息92条，其中政府网站公开政府信息45条。", [
            (92, ("some",)), (45, ("website",)),
        ]),
    ],
)  # fmt: skip
def test_information_by_channel(text: str, expected: list[tuple[object, ...]]) -> None:
    assert information(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "市某局公开信息20条。",  # whose, and where, is not told
        "微信公众号累计发布信息300条。",  # perhaps since it was opened
        "自开通以来公众号发布信息300条。",
        "网站已覆盖3个语种，目前共发布信息300条。",
        "计划在网站发布信息20条。",
        "拟在网站公开信息20条。",
        "删除网站公开信息5条。",
        "抽查网站发布信息200条。",
        "在微信公众号发布20条。",  # what, was never told
        "在公众号发布短视频20条。",
        "在网站公开行政处罚信息3条。",  # told as decisions
        "未在网站发布信息3条。",
        "收到信息公开申请3条。",
        "信息公开指南更新3条。",
    ],
)
def test_what_is_no_information_published(text: str) -> None:
    assert information(text) == []


def test_a_year_makes_a_running_count_one_of_the_year() -> None:
    assert information("2023年公众号累计发布信息300条。") == [(300, ("wechat",))]


def test_a_part_of_one_kind_is_only_a_part() -> None:
    assert information("网站全年发布信息100条，其中解读类信息20条、公告类信息80条。") == [
        (100, ("website",))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("网站主动公开政府信息100条，其中规范性文件3条，公示公告97条。", [
            ("documents_published", 3),
        ]),
        ("发布政务信息100条，其中，我局制发的规范性文件3件、其他文件97件。", [
            ("documents_published", 3),
        ]),
        ("主动公开规章2件，规范性文件6件，其他文件9件。", [
            ("regulations_published", 2), ("documents_published", 6),
        ]),
        ("2023年制发的6件规范性文件均已在网站公开。", [
            ("documents_made", 6), ("documents_published", 6),
        ]),
        ("更新发布本年度制发规范性文件6件。", [("documents_made", 6), ("documents_published", 6)]),
        ("清理规范性文件，对20件规范性文件评估后，保留18件，废止2件。", [
            ("documents_repealed", 2),
        ]),
        ("对20件规范性文件进行清理，其中17件保留、1件修改、2件予以废止或宣布失效。", [
            ("documents_repealed", 2),
        ]),
        ("清理规范性文件20件，其中保留17件，废止或失效3件。", [("documents_repealed", 3)]),
        # other things
        ("废止或宣布失效规范性文件2件。", []),
        ("对20件规范性文件进行清理，废止或宣布失效2件。", []),
        ("报送信息100条，其中规范性文件3条。", []),
        ("制发的6件规范性文件未公开。", [("documents_made", 6)]),
        ("制发的6件规范性文件尚未全部公开。", [("documents_made", 6)]),
        ("对20件规范性文件进行清理，拟废止2件。", []),
        ("对20件规范性文件进行清理，建议2件予以废止。", []),
        ("对20件规范性文件进行清理，2件失效。", []),
        ("制发规范性文件6件，审查合同5件，废止3件。", [("documents_made", 6)]),
        ("制发规范性文件6件，审查合同若干，废止3件。", [("documents_made", 6)]),
    ],
)  # fmt: skip
def test_documents_published_and_repealed(text: str, expected: list[tuple[object, ...]]) -> None:
    assert [(kind, value) for kind, value, _ in said(text, DOCUMENTS)] == expected


@pytest.mark.parametrize(
    ("agency", "actor"),
    [
        ("示例市人民政府办公厅", "own"),
        ("示例市人民政府", "own"),
        ("示例市样板局", "unclear"),
        ("示例县人民政府", "unclear"),  # perhaps those of the city above
        (None, "unclear"),
    ],
)
def test_documents_of_the_government_are_its_own(agency: str | None, actor: str) -> None:
    text = "主动公开市政府规章2件、市政府及市政府办公厅行政规范性文件6件。"
    parts = {OVERVIEW: part(OVERVIEW, "一、总体情况", [text])}
    found = statements_of(parts, (), agency=agency)
    assert [(s.kind.value, s.value, s.actor and s.actor.value) for s in found] == [
        ("regulations_published", 2, actor),
        ("documents_published", 6, actor),
    ]


def test_a_list_after_a_comma_is_of_the_same_body() -> None:
    found = statements_of(
        {OVERVIEW: part(OVERVIEW, "一、总体情况", ["起草规章1件，规范性文件2件。"])}, ()
    )
    assert [(s.kind.value, s.value, s.actor and s.actor.value) for s in found] == [
        ("regulations_made", 1, "drafted"),
        ("documents_made", 2, "drafted"),
    ]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("公开卫生许可证12条、采伐许可证3条。", [12, 3]),
        ("公开卫生许可证12条、申请采伐许可证3条。", [12]),
        ("公示吊销许可证3条。", []),
        ("公开许可证办理流程3条。", []),
        ("发放卫生许可证12条。", []),
    ],
)
def test_licences_published(text: str, values: list[int]) -> None:
    assert said(text, DECISIONS) == [
        ("licences_penalties_published", value, ("licences",)) for value in values
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("公开建议提案办理结果74件。", [("suggestions_and_proposals", 74, ("published",))]),
        ("公开人大代表建议复文12件、政协提案复文5件。", [
            ("suggestions", 12, ("published",)), ("proposals", 5, ("published",)),
        ]),
        ("发布信息90条，其中人大代表建议和政协提案办理结果5件。", [
            ("suggestions_and_proposals", 5, ("published",)),
        ]),
        ("办理人大代表建议12件。", [("suggestions", 12, ())]),
        ("办理建议提案14件，公开人大代表建议复文4件。", [
            ("suggestions_and_proposals", 14, ()),
        ]),
        ("未公开人大代表建议办理结果3件。", []),
        ("公开重点人大代表建议办理结果3件。", []),
        ("信息公开工作中，人大代表建议办理结果3件。", []),
    ],
)  # fmt: skip
def test_results_of_proposals_published(text: str, expected: list[tuple[object, ...]]) -> None:
    assert said(text, PROPOSALS) == expected
