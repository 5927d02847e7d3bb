"""Sums are exact, gaps are told, and nothing is ever taken for zero in silence."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.model import Doubt, Evidence, Finding, NotApplicable, Severity, Undetermined
from audit.numbers.arithmetic import (
    Balance,
    Term,
    gathered,
    require_rows,
    row_name,
    standing_rows,
    sum_if_known,
    sum_of,
    term_of,
)
from reading.editions import EDITION_2019, EDITION_2021
from reading.model import Figure, FigureState, Media, ReportReading

BLANK, TEXT, MISSING = FigureState.BLANK, FigureState.TEXT, FigureState.MISSING
UNREADABLE = FigureState.UNREADABLE
_TEXTS = {BLANK: "", TEXT: "/"}


def figure(path: str, cell: Decimal | int | FigureState) -> Figure:
    if isinstance(cell, FigureState):
        return Figure(
            path=path, state=cell, at=f"在{path}", printed=_TEXTS.get(cell), reason="字迹不清"
        )
    return Figure(
        path=path, state=FigureState.NUMBER, at=f"在{path}", value=cell, printed=str(cell)
    )


def reading_of(**cells: Decimal | int | FigureState) -> ReportReading:
    paths = {name.replace("__", "."): cell for name, cell in cells.items()}
    return ReportReading(
        media=Media.TEXT,
        title=None,
        agency=None,
        year=2023,
        year_basis=None,
        edition=EDITION_2021,
        preamble=(),
        parts={},
        figures={path: figure(path, cell) for path, cell in paths.items()},
    )


def terms(*cells: Decimal | int | FigureState, start: int = 1) -> tuple[Term, ...]:
    paths = [f"requests.row.c{start + place}" for place in range(len(cells))]
    reading = reading_of(**dict(zip(paths, cells, strict=True)))
    return tuple(term_of(reading, path) for path in paths)


def total_of(cell: Decimal | int | FigureState) -> tuple[Term, ...]:
    return terms(cell, start=9)


def test_the_working_is_told_in_words() -> None:
    balance = Balance(parts=terms(3, 1, 0), total=total_of(5))

    assert balance.working == "3 + 1 + 0 = 4，报告填 5"
    assert balance.judged("requests.granted", "某行") == Finding(
        subject="requests.granted",
        severity=Severity.ERROR,
        message="某行：3 + 1 + 0 = 4，报告填 5",
        evidence=(
            Evidence(at="在requests.row.c1", printed="3"),
            Evidence(at="在requests.row.c2", printed="1"),
            Evidence(at="在requests.row.c9", printed="5"),
        ),
        paths=("requests.row.c1", "requests.row.c2", "requests.row.c3", "requests.row.c9"),
    )


def test_equal_sums_are_nothing_to_speak_of() -> None:
    assert Balance(parts=terms(3, 1), total=total_of(4)).judged("s", "w") is None


def test_money_is_added_exactly() -> None:
    balance = Balance(parts=terms(Decimal("0.1"), Decimal("0.2")), total=total_of(Decimal("0.3")))

    assert balance.obstacle is None
    assert balance.is_equal


def test_a_balance_of_two_sums_shows_both() -> None:
    balance = Balance(parts=terms(10, 2), total=(*total_of(9), *terms(1, start=10)))

    assert balance.working == "10 + 2 = 12；9 + 1 = 10；相差 2"


def test_a_terse_sum_leaves_zeros_out() -> None:
    named = [
        Term(path=t.path, name=f"第{place}项", figure=t.figure)
        for place, t in enumerate(terms(3, 0, 1), start=1)
    ]

    assert (
        Balance(parts=tuple(named), total=total_of(5), is_terse=True).working
        == "第1项 3 + 第3项 1 = 4，报告填 5"
    )
    assert (
        Balance(parts=terms(0, 0), total=total_of(5), is_terse=True).working
        == "各项均为 0，合计 0，报告填 5"
    )


@pytest.mark.parametrize(
    ("parts", "total", "reason"),
    [
        ((3, BLANK), 3, "有1格为空白，空白按0计则相符"),
        ((3, BLANK, BLANK), 5, "有2格为空白，空白按0计则相差2"),
        ((3, 1), BLANK, "总计为空白（见CMP10），分项中的数字合计4"),
        ((BLANK, BLANK), BLANK, "总计为空白（见CMP10），分项中的数字合计0"),
        ((3, TEXT), 3, "在requests.row.c2：填“/”，不是数字"),
        ((3, MISSING), 3, "年报缺少“在requests.row.c2”（见CMP09），其余各项相符"),
        ((3, MISSING), 5, "年报缺少“在requests.row.c2”（见CMP09），其余各项相差2"),
        ((MISSING, MISSING), MISSING, "年报没有这一列的数据，见CMP09"),
        ((3, UNREADABLE), 3, "在requests.row.c2：字迹不清"),
        ((3, FigureState.AMBIGUOUS), 3, "在requests.row.c2：字迹不清"),
        (
            (UNREADABLE,) * 4,
            3,
            "在requests.row.c1等4格：字迹不清",
        ),
        ((BLANK, UNREADABLE), 3, "在requests.row.c2：字迹不清"),
    ],
)
def test_a_gap_is_a_doubt_that_says_what_the_rest_leaves(
    parts: tuple[int | FigureState, ...], total: int | FigureState, reason: str
) -> None:
    balance = Balance(parts=terms(*parts), total=total_of(total))

    assert balance.judged("s", "w") == Doubt(subject="s", reason=reason)


def test_a_missing_row_is_named_with_the_rule_that_tells_it() -> None:
    missing = term_of(reading_of(requests__row__c2=MISSING), "requests.row.c2", "四、结转")

    assert (
        Balance(parts=(*terms(3), missing), total=total_of(5)).obstacle
        == "年报缺少“四、结转”（见CMP08），其余各项相差2"
    )


def test_a_figure_of_which_the_reader_knows_nothing_is_unread() -> None:
    term = term_of(reading_of(), "requests.granted.total")

    assert term.no_number == "requests.granted.total：未识别到所属表格"
    assert term.number is None


def test_a_term_says_why_it_is_no_number() -> None:
    assert [t.no_number for t in terms(1, BLANK, TEXT, MISSING)] == [
        None,
        "在requests.row.c2为空白",
        "在requests.row.c3填“/”，不是数字",
        "在requests.row.c4在年报中没有（见CMP08）",
    ]


def test_a_sum_is_known_only_if_every_term_is() -> None:
    assert sum_if_known(terms(1, 2)) == 3
    assert sum_if_known(terms(1, BLANK)) is None
    assert sum_of(terms(1, BLANK)) == 1


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=22), st.integers(0, 10**9))
def test_numbers_are_judged_by_their_sum_alone(parts: list[int], total: int) -> None:
    found = Balance(parts=terms(*parts), total=total_of(total)).judged("s", "w")

    assert (found is None) == (sum(parts) == total)


@given(st.lists(st.sampled_from([0, 1, 7, BLANK, TEXT, MISSING, UNREADABLE]), min_size=2))
def test_a_gap_is_never_an_error(cells: list[int | FigureState]) -> None:
    found = Balance(parts=terms(*cells[1:]), total=total_of(cells[0])).judged("s", "w")

    has_gap = any(isinstance(cell, FigureState) for cell in cells)
    assert isinstance(found, Doubt) == has_gap


def test_doubts_of_one_reason_are_one_doubt() -> None:
    finding = Finding(subject="c", severity=Severity.ERROR, message="m", evidence=())
    doubts = [Doubt(subject=name, reason="空白") for name in ("a", "b")]

    assert list(gathered([doubts[0], None, finding, doubts[1]], "requests")) == [
        finding,
        Doubt(subject="requests", reason="共2处，空白"),
    ]
    assert list(gathered([doubts[0]], "requests")) == [doubts[0]]


def test_rows_that_are_missing_or_unread_stop_the_rule() -> None:
    row = EDITION_2021.row("disputes.review")
    paths = [path.replace(".", "__") for path in row.paths()]

    with pytest.raises(NotApplicable, match="年报没有表四的这部分数据，见CMP11"):
        require_rows(reading_of(**dict.fromkeys(paths, MISSING)), (row,))
    with pytest.raises(Undetermined, match="表四未能读出：字迹不清"):
        require_rows(reading_of(**dict.fromkeys(paths, UNREADABLE)), (row,))
    with pytest.raises(Undetermined, match="表四未能读出：未识别到表格"):
        require_rows(reading_of(), (row,))
    require_rows(reading_of(**{**dict.fromkeys(paths, MISSING), paths[0]: BLANK}), (row,))


def test_the_other_results_are_taken_as_they_stand() -> None:
    one_row = [p.replace(".", "__") for p in EDITION_2019.row("requests.other").paths()]
    names = [row.name for row in EDITION_2021.request_rows]
    mixed = standing_rows(reading_of(**dict.fromkeys(one_row, 0)), EDITION_2021)

    assert standing_rows(reading_of(), EDITION_2021) == EDITION_2021.request_rows
    assert [row.name for row in mixed] == [
        *[name for name in names if not name.startswith("other_")][:-2],
        "other",
        "concluded",
        "carried_out",
    ]


def test_rows_have_short_names_in_the_working() -> None:
    assert [
        row_name(EDITION_2021.row(f"requests.{name}"))
        for name in ("granted", "partial", "refused_query", "concluded")
    ] == ["（一）予以公开", "（二）部分公开", "（三）不予公开第8项", "（七）总计"]
