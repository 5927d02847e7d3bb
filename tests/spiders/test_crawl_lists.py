"""What a visit says of lists that hold no report: empty, of a side bar, one of several."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from crawl_site import NB, PLACE, UNSEEN_BEFORE, VISIT_TWO, crawl, portal

from archive.model import VisitClass
from spiders.outcome import LOOKED_EVERYWHERE

HEAD = (
    "<!DOCTYPE html><html><head><title>政府信息公开年报</title>"
    '<meta name="ColumnName" content="政府信息公开年报"></head><body>'
)


def rows(count: int, name: str) -> str:
    lines = "".join(
        f'<li><a href="/{name}/{n}.html">关于事项{n}的通知</a><span>2024-01-{n:02d}</span></li>'
        for n in range(1, count + 1)
    )
    return f'<div class="{name}"><ul>{lines}</ul></div>'


def column(*blocks: str) -> str:
    return f"{HEAD}{''.join(blocks)}</body></html>"


def second_visit(folder: Path, page: str) -> tuple[VisitClass, int | None]:
    """The visit a day after one that had seen nothing."""
    run = crawl(folder, portal({NB: page}), earlier=(UNSEEN_BEFORE,), started_at=VISIT_TWO)
    return run.visit.visit_class, run.visit.listed


def test_an_empty_list_is_an_empty_column(tmp_path: Path) -> None:
    page = column('<ul class="list"></ul><p>共0条 第1/1页</p>')
    assert second_visit(tmp_path, page) == (VisitClass.COLUMN_EMPTY, 0)


def test_a_page_that_is_not_understood_is_no_empty_column(tmp_path: Path) -> None:
    page = column('<div id="rows"></div><script src="/js/rows.js"></script>')
    assert second_visit(tmp_path, page) == (VisitClass.LAYOUT_CHANGED, None)


def test_the_side_bar_is_left_out(tmp_path: Path) -> None:
    page = column(rows(3, "main_list"), rows(9, "side"))
    assert second_visit(tmp_path, page) == (VisitClass.ABSENT_UNCONFIRMED, 3)


def test_one_of_several_lists_proves_no_absence(tmp_path: Path) -> None:
    page = column(rows(3, "box1"), rows(9, "box2"))
    run = crawl(tmp_path, portal({NB: page}), earlier=(UNSEEN_BEFORE,), started_at=VISIT_TWO)
    assert run.visit.visit_class is VisitClass.INCOMPLETE_LIST
    assert run.visit.reason == "页面上有几个列表，都没有年报，无法确认哪一个是年报栏目的"
    assert LOOKED_EVERYWHERE not in run.visit.flags


def company_rows(name: str) -> str:
    lines = "".join(
        f'<li><a href="/{name}/{n}.html">苏镇第{n}水务有限公司2022年信息公开年度报告</a>'
        f"<span>2023-01-{n:02d}</span></li>"
        for n in range(1, 6)
    )
    return f'<div class="{name}"><ul>{lines}</ul></div>'


def test_the_reports_of_companies_beside_another_list_prove_no_absence(tmp_path: Path) -> None:
    page = column(rows(3, "box1"), company_rows("box2"))
    assert second_visit(tmp_path, page) == (VisitClass.INCOMPLETE_LIST, 5)


def test_a_column_of_companies_does_not_end_the_search(tmp_path: Path) -> None:
    home = (
        "<html><head><title>苏镇市教育局</title></head><body>"
        '<a href="/qygk/">企业信息公开年报</a><a href="/zfxxgk/">政务公开</a></body></html>'
    )
    disclosure = '<html><body><a href="/zfxxgk/nb/">政府信息公开年报</a></body></html>'
    companies = f"<html><head><title>企业信息</title></head><body>{company_rows('c')}</body></html>"
    run = crawl(
        tmp_path,
        portal({"/": home, "/zfxxgk/": disclosure, "/qygk/": companies}),
        places=(replace(PLACE, column_url=None),),
    )
    assert run.visit.visit_class is VisitClass.COLLECTED
    assert f"从首页找到栏目 http://jyj.suzhen.gov.cn{NB}" in run.visit.tried
