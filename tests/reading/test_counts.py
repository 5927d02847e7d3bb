"""What is a part of what: breakdowns in a sentence, where they end, and what leaves them open."""

from __future__ import annotations

import pytest

from reading.model import Actor, PartName, StatementKind
from reading.narrative import part
from reading.statements.statements import statements_of

K = StatementKind


def breakdowns(text):
    """Each whole with its parts, and whether the parts need not be all."""
    said = statements_of({PartName.OVERVIEW: part(PartName.OVERVIEW, "一、情况", [text])}, ())
    return [
        (
            whole.value,
            tuple(s.value for s in said if s.kind is K.COUNT_PART and s.breakdown_of == whole.key),
            whole.is_open,
        )
        for whole in said
        if whole.kind is K.COUNT_WHOLE
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("公开信息100条，其中工作动态60条，通知公告40条。", [(100, (60, 40), False)]),
        ("公开信息100条，其中：动态60条、公告30条等。", [(100, (60, 30), True)]),
        ("公开信息100条，其中动态等信息60条。", [(100, (60,), True)]),
        ("公开信息100条，主要包括动态60条、公告30条。", [(100, (60, 30), True)]),
        ("公开信息100条，其中主要是动态60条、公告30条。", [(100, (60, 30), True)]),
        ("公开信息100余条，其中动态60条。", [(100, (60,), True)]),
        ("公开信息100条，其中动态60余条。", [(100, (60,), True)]),
        ("公开信息100条（其中动态60条，公告40条）。", []),
        # the unit changes, or the sentence turns to another matter
        ("编发文章40篇，其中原创9篇，关注人数达300人。", [(40, (9,), False)]),
        ("收到申请9件，其中网络申请8件，信函申请1件，办结9件。", [(9, (8, 1), False)]),
        ("受理申请9件，其中自然人8件；共办结7件，结转2件。", [(9, (8,), False)]),
        ("收到申请9件，其中自然人8件，均已办结。", [(9, (8,), False)]),
        # what may still be of the list leaves it open
        ("回应关切11次，其中专访1次，召开发布会2次；政策解读32次。", [(11, (1,), True)]),
        ("公开信息9条，其中动态5条；公告2条。", [(9, (5, 2), False)]),
        ("公开信息9条，其中动态5条，公告2条；通知2条。", [(9, (5, 2), True)]),
        ("公开信息9条，包括：动态5条；公告2条；预决算信息。", [(9, (5, 2), True)]),
        ("内容52条，其中1条播放量破亿、2条破千万。", [(52, (1, 2), False)]),
        # shares do not count
        (
            "办结申请9件，其中：予以公开5件，占55.6%；不予公开4件，占44.4%。",
            [(9, (5, 4), False)],
        ),
        # there is no whole, or it is not plain which
        ("其中网络申请8件，信函申请1件。", []),
        ("行政复议和行政诉讼分别为3件、5件。", []),
        ("全文包括总体情况等6个部分。", []),
        ("占比17%，其中网络8件。", []),
    ],
)
def test_breakdowns(text, expected):
    assert breakdowns(text) == expected


def test_two_breakdowns_of_a_sentence_are_kept_apart():
    text = "发布文章9篇，其中原创4篇；发布视频7条，其中动画3条，访谈4条。"
    assert breakdowns(text) == [(9, (4,), True), (7, (3, 4), False)]


def test_the_statement_on_a_matter_says_of_what_it_is_a_part():
    text = "共承办人大代表建议和政协委员提案14件，其中：人大代表建议4件，政协委员提案10件。"
    said = statements_of({PartName.OVERVIEW: part(PartName.OVERVIEW, "一、情况", [text])}, ())
    whole, first, second = (
        next(s for s in said if s.kind is kind)
        for kind in (K.SUGGESTIONS_AND_PROPOSALS, K.SUGGESTIONS, K.PROPOSALS)
    )
    assert (whole.value, whole.key, whole.breakdown_of) == (14, f"{whole.at}/1", None)
    assert (first.value, first.key, first.breakdown_of) == (4, None, whole.key)
    assert (second.value, second.unit, second.breakdown_of) == (10, "件", whole.key)
    assert (first.quote, first.actor) == ("人大代表建议4件", Actor.OWN)
