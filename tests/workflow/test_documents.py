"""Which document of a visit is judged, and what the others beside it are good for."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from archives import raw_zip, zipped
from builders import conforming_case

from archive.model import CaptureRole
from audit.circumstances import OtherVersion
from audit.model import Severity
from ledger.model import CaptureRow, FindingQuery, PublicationState
from reading.model import Media, PartName, ReportReading
from workflow.documents import documents_of
from workflow.judging import ATTACHMENT, PAGE, Readers, judge_document, judge_reading

CELL = "requests.granted.total"
OTHER_CELL = "requests.received.total"
PAGES = b"pages"


def errors(office: Any) -> set[str]:
    with office.ledger() as ledger:
        return {f.rule for f in ledger.findings(FindingQuery(severity=Severity.ERROR))}


def figure(office: Any, path: str = CELL) -> tuple[str, str | None, str | None]:
    with office.ledger() as ledger:
        (found,) = [f for f in ledger.figures("edu", 2023) if f.path == path]
    return found.state.value, found.value, found.reason


def state(office: Any) -> tuple[PublicationState, str | None]:
    with office.ledger() as ledger:
        (case,) = [case for case in ledger.cases(2023) if case.agency_id == "edu"]
    return case.state, case.reason


def warnings(office: Any) -> list[str]:
    with office.ledger() as ledger:
        (row,) = ledger._connection.execute("SELECT warnings FROM readings WHERE agency_id = 'edu'")
    told: list[str] = json.loads(row["warnings"])
    return told


def test_the_member_that_is_the_report_is_judged(office: Any, kit: Any) -> None:
    others = {"财政局.html": kit.report("fin"), "说明.txt": b"not_a_report"}
    wrong = kit.report("edu", figures={CELL: 99})
    archive = zipped(others | {"教育局/年报.docx": wrong})
    office.portals["edu"] = kit.published(documents=(b"not_a_report", archive))
    office.run()
    assert "CON01" in errors(office)
    assert warnings(office) == ["年报取自压缩包中的“教育局/年报.docx”"]


def test_the_second_reader_is_given_the_member(office: Any, kit: Any) -> None:
    wrong = kit.report("edu", figures={CELL: 99})
    office.portals["edu"] = kit.published(documents=(zipped({"a.html": wrong}),))
    bodies: list[bytes] = []

    def second(body: bytes, reading: ReportReading, paths: Sequence[str]) -> dict[str, None]:
        del reading
        bodies.append(body)
        return dict.fromkeys(paths)

    office.run(readers=Readers(first=kit.readers.first, second=second))
    assert set(bodies) == {wrong}


@pytest.mark.parametrize(
    ("archive", "told"),
    [
        (zipped({"a.docx": b"encrypted"}), "1.html!a.docx：None，不能识读"),
        (
            raw_zip([(b"a.doc", b"x" * 20)], flags=1),
            "1.html!a.doc：压缩包内的文件已加密，无法读取，请取得未加密的文件",
        ),
        (
            zipped({"a.txt": bytes(80_000_000)}),
            "1.html：压缩包展开后过大或文件过多，超出处理上限，未予展开",
        ),
        (
            zipped({"b.zip": zipped({"a": b"x"})}),
            "1.html!b.zip：压缩包里还有压缩包，未予展开，请先解开再读取",
        ),
    ],
)
def test_an_archive_we_cannot_read_is_ours(
    office: Any, kit: Any, archive: bytes, told: str
) -> None:
    office.portals["edu"] = kit.published(documents=(b"not_a_report", archive))
    office.run()
    assert state(office) == (PublicationState.ON_TIME, f"本系统未能识读年报文件：{told}")
    assert errors(office) == set()


def test_the_fullest_version_is_judged(office: Any, kit: Any) -> None:
    page = kit.report("edu", figures={"requests.*": "missing"})
    office.portals["edu"] = kit.published(documents=(page, kit.report("edu")))
    office.run()
    assert figure(office)[0] == "number"
    assert errors(office) == set()


def test_the_page_is_judged_where_both_are_as_full(office: Any, kit: Any) -> None:
    page = kit.report("edu", figures={OTHER_CELL: ""})
    file = kit.report("edu", figures={CELL: ""})
    office.portals["edu"] = kit.published(documents=(page, file))
    office.run()
    assert (figure(office)[0], figure(office, OTHER_CELL)[0]) == ("number", "blank")


def test_an_error_on_which_page_and_attachment_differ_accuses_nobody(office: Any, kit: Any) -> None:
    wrong = kit.report("edu", figures={CELL: 99})
    office.portals["edu"] = kit.published(documents=(wrong, kit.report("edu")))
    office.run()
    assert errors(office) == set()
    kind, _, reason = figure(office)
    assert (kind, reason) == ("unreadable", "网页与附件所载数字不同（网页99，附件6）")


def test_the_attachment_that_is_judged_is_told_after_the_page(office: Any, kit: Any) -> None:
    page = kit.report("edu", figures={"disputes.*": {"unreadable": "图片"}})
    file = kit.report("edu", figures={CELL: 99})
    office.portals["edu"] = kit.published(documents=(page, file))
    office.run()
    assert figure(office)[2] == "网页与附件所载数字不同（网页6，附件99）"


def test_two_attachments_are_told_apart(office: Any, kit: Any) -> None:
    first, second = kit.report("edu", figures={CELL: 99}), kit.report("edu")
    office.portals["edu"] = kit.published(documents=(b"not_a_report", first, second))
    office.run()
    assert figure(office)[2] == "附件一与附件二所载数字不同（附件一99，附件二6）"


def test_an_error_that_both_show_stands(office: Any, kit: Any) -> None:
    page = kit.report("edu", figures={CELL: 99})
    file = kit.report("edu", figures={CELL: 99, OTHER_CELL: 4711})
    office.portals["edu"] = kit.published(documents=(page, file))
    office.run()
    assert "CON01" in errors(office)


def test_a_report_of_another_year_or_agency_beside_it_is_no_version_of_it(
    office: Any, kit: Any
) -> None:
    page = kit.report("edu", figures={CELL: 99})
    other = kit.report("fin")
    office.portals["edu"] = kit.published(documents=(page, other))
    office.run()
    assert "CON01" in errors(office)


def test_the_tables_alone_are_not_judged_for_the_parts_they_lack(office: Any, kit: Any) -> None:
    page = kit.report("edu", figures={"requests.*": {"unreadable": "图片"}})
    table = kit.report("edu", without_parts=[part.value for part in PartName])
    office.portals["edu"] = kit.published(documents=(page, table))
    office.run()
    assert errors(office) == set()
    assert figure(office)[0] == "unreadable"


def test_the_readings_beside_it_are_kept_for_rules(kit: Any) -> None:
    reading = kit.readers.first(kit.report("edu"), name="a")
    other = replace(reading, media=Media.DOCX)
    case = replace(conforming_case(), held=None)
    version = OtherVersion(name=ATTACHMENT, url="http://a.example/1.docx", reading=other)
    judged = judge_reading(reading, case, lambda _r, _p: {}, name=PAGE, beside=(version,))
    assert (judged.reading, judged.beside) == (reading, (version,))
    assert judge_document(kit.report("edu"), "a", case, readers=kit.readers).beside == ()


def capture(number: int, role: CaptureRole) -> CaptureRow:
    at = conforming_case().as_of
    return CaptureRow(
        run_id="r",
        capture_id=str(number),
        place_id="p",
        role=role,
        url="u",
        final_url=f"http://a.example/{number}",
        status=200,
        requested_at=at,  # type: ignore[arg-type]  # no matter here
        received_at=at,  # type: ignore[arg-type]
        content_type=None,
        content_encoding=None,
        sha256="",
        size=0,
    )


def test_further_pages_belong_to_the_page_before_them() -> None:
    roles = [
        *(CaptureRole.ATTACHMENT, CaptureRole.ARTICLE, CaptureRole.NEXT_PAGE),
        *(CaptureRole.NEXT_PAGE, CaptureRole.ATTACHMENT, CaptureRole.DOM),
    ]
    captures = tuple(capture(number, role) for number, role in enumerate(roles))
    assert [(c.label, [one.capture_id for one in c.captures]) for c in documents_of(captures)] == [
        ("附件一", ["0"]),
        ("网页", ["1", "2", "3"]),
        ("附件二", ["4"]),
        ("网页", ["5"]),
    ]


def test_pages_are_read_as_one_and_looked_at_again_one_by_one(office: Any, kit: Any) -> None:
    wrong = kit.report("edu", figures={CELL: 99})
    office.portals["edu"] = kit.published(documents=(b"one", b"two"), further_pages=1)
    joined: list[Sequence[bytes]] = []

    def pages(
        bodies: Sequence[bytes], *, name: str, content_types: Sequence[str | None]
    ) -> ReportReading:
        joined.append(bodies)
        assert content_types == ("text/html", "text/html")
        read: ReportReading = kit.readers.first(wrong, name=name)
        return read

    def second(body: bytes, reading: ReportReading, paths: Sequence[str]) -> dict[str, Any]:
        del reading
        right = kit.readers.first(kit.report("edu"), name="").figures
        return {path: right[path] if body == b"two" else None for path in paths}

    office.run(readers=Readers(first=kit.readers.first, second=second, pages=pages))
    assert joined == [(b"one", b"two")]
    assert errors(office) == set()
    assert figure(office)[2] == "两种方法识读的结果不同（99，6）"


def test_pages_that_contradict_each_other_abstain(kit: Any) -> None:
    reading = kit.readers.first(kit.report("edu"), name="")
    wrong = kit.readers.first(kit.report("edu", figures={CELL: 99}), name="")

    def second(body: bytes, reading: ReportReading, paths: Sequence[str]) -> dict[str, Any]:
        return {path: (wrong if body == b"1" else reading).figures[path] for path in paths}

    seen = Readers(second=second).read_again([b"1", b"2"], reading, [CELL, OTHER_CELL])
    assert seen == {CELL: None, OTHER_CELL: reading.figures[OTHER_CELL]}
