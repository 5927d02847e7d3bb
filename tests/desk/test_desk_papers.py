"""Documents at the desk: every page and every step, as a browser without scripts sends it."""

from __future__ import annotations

import asyncio
import hashlib
import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from desk_office import WRONG, clock_on, desk_config, draft_papers
from lxml import html

from config.settings import Config
from desk.app import desk_open
from ledger.said import NoticeState
from ledger.store import Ledger
from workflow.lock import sole_paper_step

FRAME = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
OWN = (
    "default-src 'self'; script-src 'none'; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)


class Visitor:
    """A browser: it keeps cookies and sends the forms that it was given."""

    def __init__(self, datasette: Any, runner: asyncio.Runner) -> None:
        self.datasette, self.runner = datasette, runner
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, **more: Any) -> Any:
        answer = self.runner.run(
            self.datasette.client.request(method, path, cookies=self.cookies, **more)
        )
        self.cookies |= dict(answer.cookies)
        return answer

    def get(self, path: str, **more: Any) -> Any:
        return self.ask("GET", path, **more)

    def form(self, key: int) -> dict[str, str]:
        """What every form of a document carries."""
        tree = html.fromstring(self.get(f"/-/papers/{key}").text)
        return {n: tree.xpath(f"//input[@name='{n}']/@value")[0] for n in ("csrftoken", "stamp")}

    def send(self, key: int, action: str, form: dict[str, str] | None = None, **typed: str) -> Any:
        fields = {**(self.form(key) if form is None else form), "by": "张三", **typed}
        return self.ask("POST", f"/-/papers/{key}/{action}", data=fields)

    def done(self, key: int, action: str, **typed: str) -> list[str]:
        """Send a form that must succeed; what the next page says."""
        answer = self.send(key, action, **typed)
        assert answer.status_code == 303, answer.text
        page = self.get(answer.headers["location"])
        return texts(page.text, "//div[@role='status']/p")


def texts(page: str, path: str) -> list[str]:
    return [" ".join(one.text_content().split()) for one in html.fromstring(page).xpath(path)]


def minimal_pdf() -> bytes:
    """One empty page."""
    document = pypdfium2.PdfDocument.new()
    document.new_page(200, 200)
    body = io.BytesIO()
    document.save(body)
    document.close()
    return body.getvalue()


@pytest.fixture
def config(tmp_path: Path) -> Config:
    made = desk_config(tmp_path)
    draft_papers(made, {"fin": WRONG})
    return made


@pytest.fixture
def visitor(config: Config) -> Iterator[Visitor]:
    with desk_open(config, clock_on()) as datasette, asyncio.Runner() as runner:
        yield Visitor(datasette, runner)


@pytest.fixture
def second(visitor: Visitor) -> Visitor:
    """Another person."""
    return Visitor(visitor.datasette, visitor.runner)


def state(config: Config, key: int = 1) -> NoticeState:
    with Ledger.open(config.ledger_path) as ledger:
        return ledger.papers.state(key)


def test_from_the_draft_to_the_closed_document(visitor: Visitor, config: Config) -> None:
    assert visitor.done(1, "submit") == ["本文书现为“审核中”。"]
    refused = visitor.send(1, "release", number="苏政公开办〔2024〕7号")
    assert refused.status_code == 400
    assert "有 1 项问题须先经人工认定属实" in texts(refused.text, "//div[@id='wrong']")[0]
    assert "duban" not in texts(refused.text, "//div[@id='wrong']")[0]
    assert visitor.done(1, "confirm", item="2", reason="已核对") == ["已认定属实：第 2 项。"]
    proposed = html.fromstring(visitor.get("/-/papers/1").text).xpath("//input[@name='number']")
    assert proposed[0].get("value") == "苏政公开办〔2024〕1号"
    told = visitor.done(1, "release", number=proposed[0].get("value"), day="2024-04-10")
    assert told == [
        "已签发：文号 苏政公开办〔2024〕1号，日期 2024-04-10；文件已冻结。",
        "要求反馈：2024-04-24 前。",
    ]
    page = visitor.get("/-/papers/1").text
    with Ledger.open(config.ledger_path) as ledger:
        row = ledger.papers.one(1)
    assert texts(page, "//p[@class='frozen']") == [
        f"已冻结 签发的文件不再改动；页面校验值 SHA-256 {row.sha256}"
    ]
    handed = visitor.done(1, "deliver", how="专人送达", receipt="王五签收")
    assert handed == ["已登记送达：专人送达，苏镇市财政局，第 1 次。"]
    answered = {"answer-1": "corrected", "words-1": "已改", "answer-2": ""}
    told = visitor.done(1, "reply", received="2024-04-10", words="已整改", **answered)
    assert told == ["已登记反馈：2024-04-10 收到，逐项答复 1 项。"]
    assert visitor.done(1, "close", reason="全部整改") == ["本文书现为“已办结”。"]
    page = visitor.get("/-/papers/1").text
    # All at the one instant of the clock: steps, then decisions, deliveries and replies.
    assert texts(page, "//ol[@class='history']/li/b") == [
        *("起草", "送审", "签发", "送达", "收到反馈", "办结", "认定第 2 项属实"),
        *("投递（专人送达，第 1 次，苏镇市财政局）：已送达", "2024-04-10 收到反馈"),
    ]
    assert texts(page, "//details[@class='step']/summary") == ["更正"]
    with Ledger.open(config.ledger_path) as ledger:
        assert ledger.events.verify().problems == ()
        assert [(i.answer.value, i.words) for i in ledger.papers.replies(1)[0].items] == [
            ("corrected", "已改")
        ]


def test_a_released_document_is_corrected_by_another(visitor: Visitor, config: Config) -> None:
    for action in ("submit", "confirm", "release"):
        visitor.done(1, action)
    assert visitor.done(1, "correct", reason="附件中另有说明", withdraw="1") == [
        "已起草撤回原文的函（本页），用来代替第 1 号文书；原文不改动。"
    ]
    first, later = visitor.get("/-/papers/1").text, visitor.get("/-/papers/2").text
    assert "/-/papers/2" in html.fromstring(first).xpath("//dl//a/@href")
    assert "/-/papers/1" in html.fromstring(later).xpath("//dl//a/@href")
    assert state(config, 2) is NoticeState.DRAFT


def test_own_files_are_frozen_and_papers_that_came_in_are_kept(
    visitor: Visitor, config: Config
) -> None:
    visitor.done(1, "submit")
    visitor.done(1, "confirm")
    fields = {**visitor.form(1), "by": "李四"}
    text = {"documents": ("../../说明.docx", "并非文档".encode())}
    refused = visitor.ask("POST", "/-/papers/1/release", data=fields, files=text)
    told = texts(refused.text, "//div[@id='wrong']/p")[0]
    assert told.startswith("说明.docx：既不是 Word 文档（.docx），也不是 PDF；")
    assert told.endswith(" 所选的文件须重新选择。")
    own = minimal_pdf()
    kept = {"documents": ("盖章.pdf", own)}
    answer = visitor.ask("POST", "/-/papers/1/release", data=fields, files=kept)
    assert answer.status_code == 303, answer.text
    assert visitor.get("/-/papers/1/files/pdf").content == own
    fields = {**visitor.form(1), "by": "张三", "received": "2024-04-10", "words": "已整改"}
    paper = {"paper": ("回函.PDF", b"%PDF-1.7 paper")}
    assert visitor.ask("POST", "/-/papers/1/reply", data=fields, files=paper).status_code == 303
    sha256 = hashlib.sha256(b"%PDF-1.7 paper").hexdigest()
    assert (config.data_dir / "replies" / f"{sha256}.pdf").read_bytes() == b"%PDF-1.7 paper"
    link = f"/-/papers/1/replies/{sha256}"
    assert link in html.fromstring(visitor.get("/-/papers/1").text).xpath("//ol//a/@href")
    answer = visitor.get(link)
    assert (answer.content, answer.headers["content-type"]) == (
        b"%PDF-1.7 paper",
        "application/octet-stream",
    )
    assert "attachment" in answer.headers["content-disposition"]
    assert visitor.get(f"/-/papers/1/replies/{'0' * 64}").status_code == 409
    (config.data_dir / "replies" / f"{sha256}.pdf").write_bytes(b"changed")
    assert visitor.get(link).status_code == 409


def test_a_problem_is_dismissed_and_the_document_waits_to_be_drafted_anew(
    visitor: Visitor, config: Config
) -> None:
    visitor.done(1, "submit")
    without = visitor.send(1, "dismiss", item="2", reason=" ")
    assert texts(without.text, "//div[@id='wrong']/p") == ["请填写认定不属实的理由"]
    assert visitor.done(1, "dismiss", item="2", reason="附件中另有说明")[0].startswith(
        "已认定不属实：第 2 项"
    )
    page = visitor.get("/-/papers/1").text
    assert "第2项（CMP02）已由人工认定不属实" in texts(page, "//div[@role='alert']//li")
    refused = visitor.send(1, "release")
    assert (refused.status_code, state(config)) == (400, NoticeState.IN_REVIEW)
    assert visitor.done(1, "return", reason="重新起草") == ["本文书现为“代拟稿”。"]


def test_the_second_person_is_told_and_nothing_is_overwritten(
    visitor: Visitor, second: Visitor, config: Config
) -> None:
    old = second.form(1)
    visitor.done(1, "submit")
    visitor.done(1, "confirm")
    late = second.send(1, "close", old, by="李四", reason="不发了")
    assert late.status_code == 409
    told = texts(late.text, "//div[@id='wrong']")[0]
    assert "您填写的内容没有提交" in told
    assert texts(late.text, "//div[@id='wrong']//li/b") == ["送审", "认定第 2 项属实"]
    typed = html.fromstring(late.text).xpath("//form[contains(@action, 'close')]//input/@value")
    assert typed[2:] == ["不发了", "李四"]
    assert state(config) is NoticeState.IN_REVIEW
    assert second.send(1, "return", reason="依据须补充").status_code == 303


def test_one_form_sent_twice_is_one_step(visitor: Visitor, config: Config) -> None:
    visitor.done(1, "submit")
    visitor.done(1, "confirm")
    visitor.done(1, "release")
    form = visitor.form(1)
    answers = [visitor.send(1, "deliver", form, how="邮寄").status_code for _ in range(2)]
    with Ledger.open(config.ledger_path) as ledger:
        assert (answers, len(ledger.papers.deliveries(1))) == ([303, 409], 1)


def test_a_form_made_before_the_draft_was_drafted_anew_is_stale(
    visitor: Visitor, config: Config
) -> None:
    old = visitor.form(1)
    draft_papers(config, {"fin": WRONG[:1]}, date(2024, 4, 11))
    late = visitor.send(1, "submit", old)
    assert late.status_code == 409
    assert "代拟稿已按新的核查结果重新起草" in texts(late.text, "//div[@id='wrong']")[0]
    assert state(config) is NoticeState.DRAFT


def test_a_forged_form_does_nothing(visitor: Visitor, second: Visitor, config: Config) -> None:
    mine = visitor.form(1)
    theirs = second.form(1)
    path, fields = "/-/papers/1/submit", {**mine, "by": "张三"}
    forged = [
        # Without any cookie, as from a page elsewhere, and with the token of somebody else.
        visitor.runner.run(visitor.datasette.client.post(path, data=fields)),
        visitor.ask("POST", path, data={**fields, "csrftoken": theirs["csrftoken"]}),
        visitor.ask("POST", path, data={**fields, "csrftoken": "é"}),
        visitor.ask("POST", path, data={"by": "张三", "stamp": mine["stamp"]}),
    ]
    assert [answer.status_code for answer in forged] == [403] * 4
    assert "不是由当前打开的审阅台生成的" in forged[0].text
    assert visitor.ask("POST", path, json=fields).status_code == 415
    assert visitor.ask("POST", path, data={**fields, "x": "字" * 400_000}).status_code == 413
    many = "&".join(f"f{n}=1" for n in range(6000))
    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert visitor.ask("POST", path, content=many, headers=kind).status_code == 400
    for broken in ("multipart/form-data", "multipart/form-data; boundary=x"):
        headers = {"content-type": broken}
        assert visitor.ask("POST", path, content=b"--y", headers=headers).status_code in (400, 403)
    assert visitor.get(path).headers["location"] == "/-/papers/1"
    assert state(config) is NoticeState.DRAFT


@pytest.mark.parametrize(
    ("action", "typed", "told"),
    [
        ("submit", {"by": " \u202e "}, "请填写经办人姓名"),
        ("release", {"number": "甲〔2024〕1号"}, "第 1 号文书"),
        ("release", {"day": "2024-4-1"}, "成文日期“2024-4-1”写法不对"),
        ("deliver", {"how": "邮寄"}, "第 1 号文书"),
        ("reply", {"received": "2024-04-10", "words": "好"}, "第 1 号文书"),
        ("reply", {"words": "好"}, "请填写收到日期和反馈内容"),
        ("close", {"reason": "字" * 501}, "办结理由太长（501 个字）"),
        ("correct", {"reason": "认定有误"}, "没有签发，不用更正"),
        ("dismiss", {"item": "9", "reason": "不对"}, "没有第 9 项"),
        ("confirm", {"item": "9"}, "没有第 9 项"),
    ],
)
def test_what_cannot_be_done_is_told_and_changes_nothing(
    visitor: Visitor, config: Config, action: str, typed: dict[str, str], told: str
) -> None:
    answer = visitor.send(1, action, **typed)
    assert answer.status_code == 400
    assert told in texts(answer.text, "//div[@id='wrong']")[0]
    with Ledger.open(config.ledger_path) as ledger:
        assert (ledger.papers.steps(1), ledger.papers.deliveries(1)) == ((), ())


def test_while_somebody_takes_a_step_another_waits(visitor: Visitor, config: Config) -> None:
    with sole_paper_step(config.data_dir):
        answer = visitor.send(1, "close", reason="不发了")
    assert answer.status_code == 400
    assert "另一个人正在办理文书，请稍后再试" in texts(answer.text, "//div[@id='wrong']")[0]
    assert state(config) is NoticeState.DRAFT


def test_what_was_done_is_told_only_by_the_step_that_did_it(visitor: Visitor) -> None:
    answer = visitor.send(1, "submit")
    told = answer.headers["location"].partition("told=")[2]
    for path in ("/-/papers/1?told=已签发", "/-/papers/1?told=~", f"/-/papers/1?told={told}x"):
        shown = visitor.get(path)
        assert (shown.status_code, texts(shown.text, "//div[@role='status']")) == (200, [])


def test_the_officer_is_known_on_the_next_page(visitor: Visitor) -> None:
    visitor.done(1, "submit")
    names = html.fromstring(visitor.get("/-/papers/1").text).xpath("//input[@name='by']/@value")
    assert set(names) == {"张三"}
    visitor.cookies["duban_officer"] = "%22%3E%3Cscript%3E%E2%80%AE"
    page = visitor.get("/-/papers/1").text
    assert "<script" not in page
    assert html.fromstring(page).xpath("//input[@name='by']/@value")[0] == '"><script>'


def test_hostile_text_is_shown_as_text(visitor: Visitor, config: Config) -> None:
    name = "<script>alert(1)</script>\u202e局\x07&amp;"
    with closing(sqlite3.connect(config.ledger_path)) as connection, connection:
        connection.execute("UPDATE agencies SET name = ? WHERE agency_id = 'fin'", (name,))
        connection.execute("UPDATE notice_items SET message = '<img src=x onerror=alert(1)>'")
    for path in ("/-/papers", "/-/papers/1"):
        page = visitor.get(path).text
        assert "<script" not in page
        assert "<img" not in page
        assert "\u202e" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;局&amp;amp;" in page
    kept = visitor.get("/-/papers/1/files/html").headers["content-disposition"]
    assert kept.isascii()
    assert "script" in kept
    assert '"1.html"' in kept
    found = visitor.get(
        "/-/papers", params={"agency": "</title><script>", "state": "x", "year": "y"}
    )
    assert "<script" not in found.text


def test_the_page_is_framed_without_scripts_and_only_as_it_was_written(
    visitor: Visitor, config: Config
) -> None:
    with Ledger.open(config.ledger_path) as ledger:
        row = ledger.papers.one(1)
    path = config.reports_dir / row.path
    framed = visitor.get("/-/papers/1/page")
    assert framed.headers["content-security-policy"] == FRAME
    assert hashlib.sha256(framed.content).hexdigest() == row.sha256
    assert html.fromstring(visitor.get("/-/papers/1").text).xpath("//iframe/@sandbox") == [""]
    path.write_text("<p>别的</p>", encoding="utf-8")
    changed = visitor.get("/-/papers/1/page")
    assert changed.status_code == 409
    assert "别的" not in changed.text
    assert "与台账记录的校验值不符，起草后被改动" in changed.text
    page = visitor.get("/-/papers/1").text
    assert html.fromstring(page).xpath("//iframe") == []
    assert "与台账记录的校验值不符" in texts(page, "//p[@role='alert']")[0]


def test_only_files_of_the_document_are_given_out(visitor: Visitor, config: Config) -> None:
    assert visitor.get("/-/papers/1/files/pdf").status_code == 409
    assert visitor.get("/-/papers/1/files/toml").status_code == 404
    assert visitor.get("/-/papers/2/page").status_code == 404
    (config.data_dir / "secret.html").write_text("密")
    with closing(sqlite3.connect(config.ledger_path)) as connection, connection:
        connection.execute("UPDATE notices SET path = '../var/secret.html'")
    answer = visitor.get("/-/papers/1/page")
    assert answer.status_code == 409
    assert "不在输出文件夹中" in answer.text
    assert visitor.get("/-/papers/1").status_code == 500


def test_a_released_file_that_was_changed_is_not_given_out(
    visitor: Visitor, config: Config
) -> None:
    visitor.done(1, "submit")
    visitor.done(1, "confirm")
    visitor.done(1, "release")
    (path,) = (config.reports_dir / "2023" / "已签发").glob("*.html")
    path.chmod(0o644)
    path.write_text("<p>别的</p>", encoding="utf-8")
    page = visitor.get("/-/papers/1").text
    assert "与封存时的校验值不符，签发后被改动" in texts(page, "//p[@role='alert']")[0]
    assert visitor.get("/-/papers/1/files/html").status_code == 409
    path.unlink()
    assert "缺失" in texts(visitor.get("/-/papers/1").text, "//p[@role='alert']")[0]


def test_a_number_that_is_taken_is_told_and_what_was_typed_stays(
    visitor: Visitor, config: Config
) -> None:
    draft_papers(config, {"law": WRONG, "fin": WRONG})
    for key in (1, 2):
        visitor.done(key, "submit")
        visitor.done(key, "confirm")
    visitor.done(1, "release", number="甲〔2024〕3号")
    answer = visitor.send(2, "release", number="甲〔2024〕3号", day="2024-04-10")
    assert answer.status_code == 400
    tree = html.fromstring(answer.text)
    assert tree.xpath("//input[@name='number']/@value") == ["甲〔2024〕3号"]
    assert tree.xpath("//input[@name='day']/@value") == ["2024-04-10"]


def test_every_page_forbids_what_it_does_not_need(visitor: Visitor) -> None:
    for path in ("/-/papers", "/-/papers/1", "/-/papers/77", "/-/desk/desk.css"):
        headers = visitor.get(path).headers
        assert headers["content-security-policy"] == OWN
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in visitor.get("/ledger").headers["content-security-policy"]
    links = html.fromstring(visitor.get("/ledger/findings").text).xpath("//nav//a/@href")
    assert "/-/papers" in links


@pytest.mark.parametrize("host", ["elsewhere.example", "127.0.0.1.example:8011", "", "[::1", "é"])
def test_another_name_for_this_machine_is_refused(visitor: Visitor, host: str) -> None:
    headers = {"host": host.encode()}
    assert visitor.get("/-/papers", headers=headers).status_code == 421
    assert visitor.get("/ledger", headers=headers).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1:8011", "localhost", "[::1]:9"])
def test_this_machine_is_let_in(visitor: Visitor, host: str) -> None:
    assert visitor.get("/-/papers", headers={"host": host}).status_code == 200


def test_datasette_reads_what_was_just_written_and_writes_nothing(visitor: Visitor) -> None:
    visitor.done(1, "submit")
    rows = visitor.get("/ledger.json?sql=select+state+from+notice_states&_shape=arrays").json()
    assert rows["rows"] == [["in_review"]]
    assert visitor.get("/ledger.json?sql=delete+from+notice_states").status_code == 400
    assert visitor.get("/ledger.db").status_code == 403


def test_a_fault_of_ours_is_told_without_its_insides(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> None:
        raise ZeroDivisionError("insides")

    monkeypatch.setattr("desk.papers.paper_view", crash)
    answer = visitor.get("/-/papers/1")
    assert answer.status_code == 500
    assert "insides" not in answer.text
    assert "请告知系统维护人员" in answer.text
