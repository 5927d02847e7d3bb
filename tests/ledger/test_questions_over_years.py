"""Questions over several years, held against what a made ledger is made of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.years_made import Size, make
from ledger.asking import LedgerReader, reading_ledger
from ledger.questions.catalogue import question_named

SIZE = Size(agencies=60, years=3, figures=0, waivers=0)
YEARS = (2016, 2017)
"""Those with a year before."""


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LedgerReader]:
    path: Path = tmp_path_factory.mktemp("years") / "ledger.db"
    make(path, SIZE)
    with reading_ledger(path) as opened:
        yield opened


def asked(reader: LedgerReader, name: str, **written: str) -> list[dict[str, object]]:
    listing = reader.ask(question_named(name), written)
    return [dict(zip(listing.columns, row, strict=True)) for row in listing.rows]


def agency(n: int) -> str:
    return f"第{n}号市示例局"


def is_broken(n: int, year: int) -> bool:
    return (n + year) % 30 == 0


def test_carry_over_is_told_where_the_numbers_differ(reader: LedgerReader) -> None:
    rows = asked(reader, "carry-over-breaks")
    assert sorted((r["机关"], r["年度"], r["相差"], r["规则结论"]) for r in rows) == sorted(
        (agency(n), year, 1, "有问题")
        for n in range(SIZE.agencies)
        for year in YEARS
        if is_broken(n, year)
    )


def test_documents_in_force_are_told_where_the_chain_breaks(reader: LedgerReader) -> None:
    rows = asked(reader, "in-force-chains", year="全部")
    assert sorted((r["机关"], r["文件种类"], r["年度"], r["相差"]) for r in rows) == sorted(
        (agency(n), kind, year, 4 if is_broken(n, year) else -4)
        for n in range(SIZE.agencies)
        for kind in ("规章", "行政规范性文件")
        for year in YEARS
        if is_broken(n, year) or is_broken(n, year - 1)
    )
    assert (
        len(asked(reader, "in-force-chains", show="全部", year="全部"))
        == SIZE.agencies * len(YEARS) * 2
    )


def test_the_days_from_the_notice_to_the_correction(reader: LedgerReader) -> None:
    # Released on 2 March, seen corrected by the last of eight runs a fortnight apart.
    rows = asked(reader, "time-to-correction", year="2016")
    ((day, shortest, longest),) = [(r["平均天数"], r["最短天数"], r["最长天数"]) for r in rows]
    assert (day, shortest, longest) == ("57.0", 57, 57)
    told = {(r["已通知"], r["已整改"], r["尚未整改"], r["不再认定"]) for r in rows}
    assert [all_ == done + left + dropped for all_, done, left, dropped in told] == [True]


def test_two_reports_alike_are_one_row(reader: LedgerReader) -> None:
    rows = asked(reader, "clone-pairs", year="2017")
    pairs = [(str(r["年报"]), str(r["另一份年报"])) for r in rows]
    standing = reader.query(
        "SELECT a.name FROM standing_findings s JOIN agencies a USING (agency_id) "
        "WHERE s.rule = 'AUT07' AND s.year = 2017"
    )
    numbers = {int(str(row[0]).strip("第号市示例局")) for row in standing.rows}
    assert len(pairs) == len({frozenset((n, n ^ 1)) for n in numbers})
    assert {name for pair in pairs for name in pair} == {
        f"{agency(n)}2017年度年报" for one in numbers for n in (one, one ^ 1)
    }


def test_nothing_in_shadow_is_named(reader: LedgerReader) -> None:
    rows = asked(reader, "rules-by-frequency", year="全部")
    (total,) = reader.query(
        "SELECT count(*) FROM findings WHERE is_shadow = 0 AND status = 'open'"
    ).rows
    hidden = reader.query(
        "SELECT count(*) FROM rejected_findings JOIN findings f "
        "USING (fingerprint) WHERE f.is_shadow = 0 AND f.status = 'open'"
    ).rows
    assert sum(int(str(r["现存问题"])) for r in rows) == int(str(total[0])) - int(str(hidden[0][0]))


def test_the_largest_change_comes_first_and_meets_the_figures(reader: LedgerReader) -> None:
    rows = asked(reader, "largest-changes", year="2017", rows="5")
    sizes = [abs(int(str(r["增减"]))) for r in rows]
    assert (len(sizes), sizes) == (5, sorted(sizes, reverse=True))
    first = rows[0]
    figures = asked(
        reader, "agency-figures", agency=str(first["机关"]), part="requests.received.total"
    )
    assert [(r["年度"], r["较上年"]) for r in figures if r["年度"] == 2017] == [
        (2017, first["增减"])
    ]
