"""The generator: sums hold, words agree with figures, every form prints the same figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from lxml import html

from portal_lab.country import Country
from portal_lab.defects import DEFECTS
from portal_lab.forms import FORM_2019, FORM_2021
from portal_lab.generator import Author, reports_of
from portal_lab.render_docx import report_docx
from portal_lab.render_html import Hand, report_html
from portal_lab.render_text import cell_a_line, tab_separated
from portal_lab.report import LabReport, spread, tables_of

AUTHOR = Author(
    name="苏镇市教育局", self_name="我局", topics=("招生入学", "教育经费", "学校建设"), scale=12
)
KINDS = ("individual", "company", "research", "charity", "legal_service", "other")
ENDS = ("upheld", "corrected", "other", "pending")
HAN = re.compile(r"[\u4e00-\u9fff]")


def request_table(figures: Mapping[str, str]) -> dict[str, dict[str, int]]:
    rows: dict[str, dict[str, int]] = {}
    for path, printed in figures.items():
        table, row, column = path.split(".")
        if table == "requests":
            rows.setdefault(row, {})[column] = int(printed)
    return rows


def wrong_sums(figures: Mapping[str, str]) -> list[str]:
    rows = request_table(figures)
    wrong = [row for row, cells in rows.items() if sum(cells[k] for k in KINDS) != cells["total"]]
    ends = ("received", "carried_in", "concluded", "carried_out")
    for kind in (*KINDS, "total"):
        n, c, r7, f = (rows[row][kind] for row in ends)
        if sum(cells[kind] for row, cells in rows.items() if row not in ends) != r7:
            wrong.append(f"concluded.{kind}")
        if n + c != r7 + f:
            wrong.append(f"balance.{kind}")
    for row in ("review", "suit_direct", "suit_after_review"):
        told = int(figures[f"disputes.{row}.total"])
        if sum(int(figures[f"disputes.{row}.{end}"]) for end in ENDS) != told:
            wrong.append(row)
    return wrong


def printed_words(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("seed", range(12))
def test_sums_hold_and_years_join(seed: int) -> None:
    reports = reports_of(AUTHOR, range(2019, 2024), seed)
    assert [wrong_sums(report.figures) for report in reports.values()] == [[]] * 5
    assert [r.form.name for r in reports.values()] == ["2019", "2019", "2021", "2021", "2021"]
    assert [len(r.figures) for r in reports.values()] == [198, 198, 200, 200, 200]
    for year in range(2020, 2024):
        before, after = (request_table(reports[y].figures) for y in (year - 1, year))
        assert before["carried_out"] == after["carried_in"]
    for year in (2022, 2023):
        stock = "proactive.normative_documents"
        now = {k: int(reports[year].figures[f"{stock}.{k}"]) for k in ("issued", "repealed")}
        held = [int(reports[y].figures[f"{stock}.in_force"]) for y in (year - 1, year)]
        assert held[1] == held[0] + now["issued"] - now["repealed"]
        assert held[1] > now["issued"]


@pytest.mark.parametrize("scale", [0, 2, 12])
@pytest.mark.parametrize("seed", range(8))
def test_the_words_agree_with_the_figures(seed: int, scale: int) -> None:
    author = Author(name=AUTHOR.name, self_name="我局", topics=AUTHOR.topics, scale=scale)
    report = reports_of(author, range(2023, 2024), seed)[2023]
    text = "".join(report.paragraphs["overview"])
    assert len(HAN.findall(text)) >= 400
    rows = request_table(report.figures)
    told = re.search(r"收到政府信息公开申请(\d+)件", text)
    if rows["received"]["total"]:
        assert told is not None
        assert int(told[1]) == rows["received"]["total"]
        concluded = re.search(r"办结政府信息公开申请(\d+)件", text)
        assert concluded is not None
        assert int(concluded[1]) == rows["concluded"]["total"]
    else:
        assert (told, "未收到政府信息公开申请" in text) == (None, True)
    counted = re.search(r"政府信息(\d+)条.*?(\d+)条.*?(\d+)条.*?(\d+)条", text)
    assert counted is not None
    whole, *parts = (int(n) for n in counted.groups())
    assert whole == sum(parts)
    for word, column in (("制发行政规范性文件", "issued"), ("废止", "repealed")):
        said = re.search(rf"{word}(\d+)件", text)
        assert said is not None
        assert said[1] == report.figures[f"proactive.normative_documents.{column}"]
    assert set(re.findall(r"(20\d\d)年", text + "".join(report.preamble))) == {"2023"}
    assert "{" not in "".join(sum(report.paragraphs.values(), ()))


def test_agencies_do_not_write_the_same(country: Country) -> None:
    texts = [
        set(re.split(r"[。；]", "".join(i.reports[2023].paragraphs["overview"])))
        for i in country.inhabitants
        if i.reports
    ]
    shared = [len(a & b) / len(a | b) for n, a in enumerate(texts) for b in texts[:n]]
    assert max(shared) < 0.3


def figures_in_order(report: LabReport) -> list[str]:
    return [report.figures[path] for path in report.form.paths() if path in report.figures]


def cells_of_grid(report: LabReport) -> list[str]:
    return [
        printed_words(cell.text)
        for rows in tables_of(report).values()
        for row in spread(rows)
        for cell in row
        if cell
    ]


@pytest.mark.parametrize("year", [2019, 2023])
def test_every_form_prints_the_same_cells(year: int) -> None:
    report = reports_of(AUTHOR, range(year, year + 1), 3)[year]
    expected = cells_of_grid(report)
    for hand in Hand:
        page = html.fromstring(f"<div>{report_html(report, hand)}</div>")
        assert [printed_words(td.text_content()) for td in page.iter("td")] == expected
    lines = [line for line in cell_a_line(report).decode().split("\n") if line.startswith("\t")]
    assert [printed_words(line) for line in lines if line.strip()] == expected
    rows = [line for line in tab_separated(report).decode().split("\n") if "\t" in line]
    assert [printed_words(c) for row in rows for c in row.split("\t") if c] == expected
    assert {row.count("\t") + 1 for row in rows} == {4, 10, 15}
    held = Document(BytesIO(report_docx(report)))
    merged = []
    for table in held.tables:
        seen: list[Any] = []
        for row in table.rows:
            for cell in row.cells:
                if cell._tc not in seen:
                    seen.append(cell._tc)
                    merged.append(printed_words(cell.text))
    assert merged == expected


def test_html_tables_fill_their_grid() -> None:
    report = reports_of(AUTHOR, range(2023, 2024), 3)[2023]
    for rows in tables_of(report).values():
        area = sum(cell.across * cell.down for row in rows for cell in row)
        width = sum(cell.across for cell in rows[0])
        assert area == width * len(rows)


def test_the_figures_stand_in_the_tables_in_order() -> None:
    report = reports_of(AUTHOR, range(2023, 2024), 3)[2023]
    numbers = [c for c in cells_of_grid(report) if re.fullmatch(r"[\d.]+", c)]
    assert numbers == figures_in_order(report)


def test_files_are_the_same_every_time() -> None:
    first, second = (reports_of(AUTHOR, range(2021, 2024), 5)[2023] for _ in range(2))
    assert first == second
    assert report_docx(first) == report_docx(second)


Planted = Callable[[str], tuple[LabReport, LabReport]]


@pytest.fixture
def planted() -> Planted:
    def plant(name: str) -> tuple[LabReport, LabReport]:
        report = reports_of(AUTHOR, range(2023, 2024), 7)[2023]
        return report, DEFECTS[name].plant(report)

    return plant


def test_defect_row_totals_wrong(planted: Planted) -> None:
    _, broken = planted("row_totals_wrong")
    wrong = wrong_sums(broken.figures)
    assert len(wrong) == 2
    assert set(wrong) <= set(FORM_2021.result_rows)


def test_defect_row_missing(planted: Planted) -> None:
    report, broken = planted("row_missing")
    lost = set(report.figures) - set(broken.figures)
    assert {path.split(".")[1] for path in lost} == {"unprocessed_publication"}
    assert "要求提供公开出版物" not in report_html(broken, Hand.PLAIN)
    assert len(cells_of_grid(report)) - len(cells_of_grid(broken)) == 8


def test_defect_received_told_wrong(planted: Planted) -> None:
    report, broken = planted("received_told_wrong")
    said = [
        re.findall(r"收到政府信息公开申请(\d+)件", "".join(r.paragraphs["overview"]))
        for r in (report, broken)
    ]
    received, carried = (
        int(report.figures[f"requests.{row}.total"]) for row in ("received", "carried_in")
    )
    assert said == [[str(received)], [str(received + carried + 3)]]
    assert broken.figures == report.figures


def test_defect_placeholder_left(planted: Planted) -> None:
    report, broken = planted("placeholder_left")
    added = set(broken.paragraphs["overview"]) - set(report.paragraphs["overview"])
    assert added == {"通过××平台发布便民提示。"}


def test_defect_cells_blank(planted: Planted) -> None:
    report, broken = planted("cells_blank")
    changed = {p for p, printed in broken.figures.items() if printed != report.figures[p]}
    assert changed == {
        "proactive.coercive_measures.decisions",
        "requests.carried_in.charity",
    }
    assert [broken.figures[path] for path in sorted(changed)] == ["", ""]


def test_defect_problems_missing(planted: Planted) -> None:
    _, broken = planted("problems_missing")
    text = report_html(broken, Hand.PLAIN)
    assert [h in text for h in ("五、存在的主要问题", "六、其他需要报告的事项")] == [False, True]


@pytest.mark.parametrize("seed", range(8))
def test_defect_half_width_punctuation(seed: int) -> None:
    report = reports_of(AUTHOR, range(2023, 2024), seed)[2023]
    broken = DEFECTS["half_width_punctuation"].plant(report)
    text = "".join(broken.paragraphs["overview"])
    assert re.search(r"[\u4e00-\u9fff],[\u4e00-\u9fff]", text)
    assert text.replace(",", "，") == "".join(report.paragraphs["overview"])


def test_the_old_edition_may_be_used_for_a_later_year() -> None:
    report = reports_of(AUTHOR, range(2021, 2024), 1, forms={2023: FORM_2019})[2023]
    assert (report.form, wrong_sums(report.figures)) == (FORM_2019, [])
    text = report_html(report, Hand.PLAIN)
    assert ("第二十条第（九）项" in text, "2023年政府信息公开工作年度报告" in report.title) == (
        True,
        True,
    )
