"""The JSON of ``duban read`` keeps to the letter of the contract."""

from __future__ import annotations

import json

from reading.contract import error_json, reading_json
from reading.errors import DocumentError, DocumentErrorClass
from reading.reader import read


def test_one_document(made):
    changes = {"requests.received.company": "", "requests.received.research": "/"}
    body = made(changes=changes, dropped=frozenset({"requests.granted"})).html()
    found = reading_json(read(body, name="a.html"), file="a.html", sha256="ab" * 32)
    figures, unread = found.pop("figures"), found.pop("unread")
    parts = found.pop("parts")
    assert found == {
        "file": "a.html",
        "sha256": "ab" * 32,
        "media": "html",
        "agency": "示例市样板局",
        "year": 2023,
        "edition": "2021",
        "title": "示例市样板局2023年政府信息公开工作年度报告",
        "dates": {},
        "warnings": [],
    }
    assert parts["other_matters"] == {
        "heading": "六、其他需要报告的事项",
        "text": "本年度未收取信息处理费。",
    }
    assert list(parts) == [
        "overview", "proactive", "requests", "disputes", "problems", "other_matters",
    ]  # fmt: skip
    assert {path: figures[path] for path in (*changes, "proactive.fees.amount")} == {
        "requests.received.company": {"value": None, "printed": "", "at": "表三 第1行 商业企业"},
        "requests.received.research": {"value": None, "printed": "/", "at": "表三 第1行 科研机构"},
        "proactive.fees.amount": {
            "value": "10.5",
            "printed": "10.5",
            "at": "表二 第二十条第（八）项 行政事业性收费 收费金额",
        },
    }
    assert figures["requests.received.total"] == {
        "value": 17, "printed": "17", "at": "表三 第1行 总计",
    }  # fmt: skip
    assert (
        figures["proactive.licences.decisions"]["at"]
        == "表二 第二十条第（五）项 行政许可 处理决定数量"
    )
    assert figures["disputes.review.upheld"]["at"] == "表四 行政复议 结果维持"
    assert unread[0] == {
        "path": "requests.granted.individual",
        "state": "missing",
        "reason": "表三中没有“（一）予以公开”一行",
    }
    assert len(figures) + len(unread) == 200
    assert json.loads(json.dumps(found)) == found


def test_dates_are_told_with_what_they_rest_on(made):
    page = made().html().replace(b"</h1>", "</h1><p>发布日期：2024-01-26</p>".encode())
    signed = page.replace(
        "信息处理费。</p>".encode(), "信息处理费。</p><p>2024年1月20日</p>".encode()
    )
    found = reading_json(read(signed, name="a"), file="a", sha256="")
    assert found["dates"] == {
        "published": {"date": "2024-01-26", "basis": "页面所标发布日期"},
        "signed": {"date": "2024-01-20", "basis": "落款"},
    }


def test_reports_on_other_years_in_the_same_document_are_told_beside_the_newest(made):
    pages = [made(year=year).html().decode() for year in (2023, 2024)]
    body = pages[0].replace("</div></body></html>", pages[1].removeprefix("<html><body><div>"))
    found = reading_json(read(body.encode(), name="a"), file="a", sha256="12")
    assert (found["year"], [one["year"] for one in found["others"]]) == (2024, [2023])
    assert [one["file"] for one in found["others"]] == ["a"]


def test_rows_are_counted_as_they_stand_in_the_document(made):
    body = made(dropped=frozenset({"requests.carried_in"})).html()
    reading = read(body, name="a")
    assert reading.figures["requests.granted.total"].at == "表三 第2行 总计"


def test_a_file_that_cannot_be_used():
    error = DocumentError(DocumentErrorClass.EMPTY, "a.html：文件是空的")
    assert error_json("a.html", error) == {
        "file": "a.html",
        "error": {"class": "empty", "message": "a.html：文件是空的"},
    }
