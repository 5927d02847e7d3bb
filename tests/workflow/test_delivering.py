"""Released documents go out once, and the ledger tells each attempt: against real servers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hook_server import Hook, hook_server
from mail_server import DONE, Postbox, mail_server, raw_server
from released_papers import AT, EMAIL, TITLE, Office, new_office

from config.errors import DubanError
from config.paper_settings import HookSettings
from config.settings import OfficeSettings
from ledger.said import Delivery, DeliveryOutcome, NoticeState
from workflow.lock import BusyError
from workflow.papers.delivery.channels import Order
from workflow.papers.delivery.delivering import Sent, delivery_desk, send_papers
from workflow.progress import SILENT

STEM = f"{TITLE}（苏政公开办〔2024〕1号）"
BUSY = "451 4.3.0 busy"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    return new_office(tmp_path)


@pytest.fixture
def send(office: Office) -> Callable[..., tuple[Sent, ...]]:
    """Send, and let no time pass; what was waited is kept in ``waited``."""

    def whole(*ids: int, waited: list[float] | None = None, **more: Any) -> tuple[Sent, ...]:
        order = Order(notice_ids=ids, operator="王五", **more)
        wait = (waited if waited is not None else []).append
        with delivery_desk(office.config, office.clock) as desk:
            environ = {"DUBAN_HOOK_SECRET": "SECret"}
            return send_papers(desk, office.registry, order, environ, SILENT, wait)

    return whole


def kept(office: Office, notice_id: int) -> list[tuple[str, str, int, str, str | None]]:
    with office.open_ledger() as ledger:
        assert ledger.events.verify().problems == ()
        return [
            (one.channel, one.target, one.attempt, one.outcome.value, one.reason)
            for one in ledger.papers.deliveries(notice_id)
        ]


def state(office: Office, notice_id: int) -> NoticeState:
    with office.open_ledger() as ledger:
        return ledger.papers.state(notice_id)


def test_nothing_leaves_the_house_until_it_is_switched_on(
    office: Office, send: Callable[..., tuple[Sent, ...]]
) -> None:
    postbox = Postbox()
    notice_id = office.release()
    with mail_server(postbox) as port:
        office.mail_to(port)
        told = send(notice_id)
        office.live()
        send(notice_id, is_dry=True)
    assert postbox.asked == 0
    assert told == (
        Sent(
            notice_id=notice_id,
            way="email",
            target=EMAIL,
            outcome=DeliveryOutcome.DRY_RUN,
            told=(
                f"《{TITLE}》将以电子邮件送往 {EMAIL}，"
                f"附件：{STEM}.pdf（1 KB）、{STEM}.docx（1 KB）"
            ),
        ),
    )
    assert kept(office, notice_id) == [
        ("email", EMAIL, number, "dry_run", None) for number in (1, 2)
    ]
    assert state(office, notice_id) is NoticeState.RELEASED


def test_a_mail_arrives_once_and_stands_in_the_ledger(
    office: Office, send: Callable[..., tuple[Sent, ...]]
) -> None:
    postbox = Postbox()
    notice_id = office.release()
    office.live()
    with mail_server(postbox) as port:
        office.mail_to(port)
        (first,) = send(notice_id)
        (second,) = send(notice_id)
        (third,) = send(notice_id, is_again=True)
    assert [one.outcome for one in (first, second, third)] == [
        *(DeliveryOutcome.DELIVERED, None, DeliveryOutcome.DELIVERED)
    ]
    assert second.told == "2024-02-26 09:30 已投递过，没有重复投递；确需重发的，加 --again"
    one, other = postbox.mails
    assert one["Message-ID"] != other["Message-ID"]
    assert one["Subject"] == f"{TITLE}（苏政公开办〔2024〕1号）"
    body = one.get_body(("plain",))
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == (
        "苏镇市教育局：\n\n"
        f"　　现将《{TITLE}》（苏政公开办〔2024〕1号）发给你单位，请查收附件。\n"
        "　　请按文中要求办理，并于2024年3月11日前反馈。\n\n"
        f"附件：\n1.{STEM}.pdf\n2.{STEM}.docx\n\n"
        "联系人及电话：张三 0000-1234567\n\n苏镇市政府办公室\n2024年2月26日\n"
    )
    assert [part.get_payload(decode=True) for part in one.iter_attachments()] == [
        b"%PDF-1.7 paper",
        b"PK\x03\x04 word",
    ]
    with office.open_ledger() as ledger:
        attempts = ledger.papers.deliveries(notice_id)
        steps = ledger.papers.steps(notice_id)
        begun = json.loads(ledger.events.all("开始投递")[0].content)
    assert attempts[0] == Delivery(
        notice_id=notice_id,
        channel="email",
        target=EMAIL,
        outcome=DeliveryOutcome.DELIVERED,
        sha256=hashlib.sha256(b"%PDF-1.7 paper").hexdigest(),
        attempted_by="王五",
        attempted_at=AT,
        attempt=1,
        receipt=f"{one['Message-ID']} 2.0.0 queued as A1",
    )
    assert [(step.state, step.moved_by, step.reason) for step in steps[2:]] == [
        (NoticeState.DELIVERED, "王五", f"电子邮件：{EMAIL}")
    ]
    assert (begun["attempt"], begun["reference"]) == (1, one["Message-ID"])


def test_who_is_busy_is_asked_again_after_growing_waits(
    office: Office, send: Callable[..., tuple[Sent, ...]]
) -> None:
    notice_id = office.release()
    office.live()
    waited: list[float] = []
    with mail_server(Postbox(answers=[BUSY, BUSY, DONE])) as port:
        office.mail_to(port)
        (told,) = send(notice_id, waited=waited)
    assert waited == [7.0, 14.0]
    assert told.outcome is DeliveryOutcome.DELIVERED
    reason = "发信服务器没有接收（451 4.3.0 busy）"
    assert kept(office, notice_id) == [
        ("email", EMAIL, 1, "failed", reason),
        ("email", EMAIL, 2, "failed", reason),
        ("email", EMAIL, 3, "delivered", None),
    ]
    assert state(office, notice_id) is NoticeState.DELIVERED


def test_patience_ends_and_the_next_document_is_tried_once(
    office: Office, send: Callable[..., tuple[Sent, ...]]
) -> None:
    first, second = office.release(), office.release()
    office.live()
    with mail_server(Postbox()) as port:
        pass
    office.mail_to(port)
    waited: list[float] = []
    told = send(first, second, waited=waited)
    assert [one.outcome for one in told] == [DeliveryOutcome.FAILED] * 2
    assert told[0].told == (f"第 3 次，发信服务器 127.0.0.1:{port} 连接不上（Connection refused）")
    assert waited == [7.0, 14.0]
    assert [len(kept(office, one)) for one in (first, second)] == [3, 1]
    assert state(office, first) is NoticeState.RELEASED


def test_what_is_refused_for_good_is_not_tried_again(
    office: Office, send: Callable[..., tuple[Sent, ...]]
) -> None:
    notice_id = office.release()
    office.live()
    postbox = Postbox(refused={EMAIL: "550 5.1.1 no such user"})
    with mail_server(postbox) as port:
        office.mail_to(port)
        (told,) = send(notice_id)
        postbox.refused.clear()
        (later,) = send(notice_id)
    assert told.told == "第 1 次，发信服务器没有接收（550 5.1.1 no such user）"
    # What surely did not arrive may be sent anew without a word.
    assert later.outcome is DeliveryOutcome.DELIVERED


def test_what_may_have_arrived_is_not_sent_again_by_itself(
    office: Office, send: Callable[..., tuple[Sent, ...]]
) -> None:
    notice_id = office.release()
    office.live()
    with raw_server(final=b"") as server:
        office.mail_to(server.port)
        (told,) = send(notice_id)
        (again,) = send(notice_id)
    assert server.whole_texts == 1
    unknown = "邮件已全部交给发信服务器，但没有等到回答，对方可能已经收到（中途断开了连接）"
    assert told.told == f"第 1 次，{unknown}"
    with office.open_ledger() as ledger:
        (attempt,) = ledger.papers.deliveries(notice_id)
    assert (attempt.outcome, attempt.reason) == (DeliveryOutcome.FAILED, unknown)
    assert again.outcome is None
    assert again.told == (
        f"2024-02-26 09:30 的投递结果不明（{unknown}；编号 {attempt.receipt}）："
        "请先向对方核实，确认没有收到、需要重发的，加 --again"
    )
    assert state(office, notice_id) is NoticeState.RELEASED
    with mail_server(Postbox()) as port:
        office.mail_to(port)
        (sent,) = send(notice_id, is_again=True)
    assert sent.outcome is DeliveryOutcome.DELIVERED


def test_a_group_is_told_but_that_is_no_delivery(
    office: Office, send: Callable[..., tuple[Sent, ...]]
) -> None:
    notice_id = office.release()
    with hook_server(Hook()) as hook:
        office.hooks(
            HookSettings(
                name="政务公开群",
                kind="dingtalk",
                url=hook.url,
                secret_variable="DUBAN_HOOK_SECRET",  # noqa: S106 - a name
            )
        )
        office.live()
        (told,) = send(notice_id, how="hook:政务公开群")
        (again,) = send(notice_id, how="hook:政务公开群")
    assert told.outcome is DeliveryOutcome.DELIVERED
    assert again.outcome is None
    (sent,) = hook.came
    assert json.loads(sent.body)["text"]["content"] == (
        f"苏镇市政府办公室已签发《{TITLE}》\n文号：苏政公开办〔2024〕1号\n反馈期限：2024年3月11日"
    )
    assert "sign=" in sent.path
    assert kept(office, notice_id) == [("webhook", "政务公开群", 1, "delivered", None)]
    assert state(office, notice_id) is NoticeState.RELEASED
    ledger_bytes = office.config.ledger_path.read_bytes()
    assert b"KEY-OF-THE-GROUP" not in ledger_bytes
    assert b"SECret" not in ledger_bytes


def test_the_folder_for_pick_up(
    office: Office, send: Callable[..., tuple[Sent, ...]], tmp_path: Path
) -> None:
    notice_id = office.release()
    office.live()
    (told,) = send(notice_id, how="folder")
    assert told.told == (f"第 1 次，回执：{STEM}.pdf、{STEM}.docx")
    assert {path.name: path.read_bytes() for path in (tmp_path / "取件").iterdir()} == {
        f"{STEM}.pdf": b"%PDF-1.7 paper",
        f"{STEM}.docx": b"PK\x03\x04 word",
    }
    assert state(office, notice_id) is NoticeState.DELIVERED


def test_one_that_fails_does_not_stop_the_others(
    office: Office, send: Callable[..., tuple[Sent, ...]]
) -> None:
    good, poor = office.release(), office.release("fin")
    circular, changed = office.release(None), office.release()
    folder = office.config.reports_dir / "2023" / "已签发"
    (folder / f"{changed}_edu_苏镇市_整改通知.pdf").write_bytes(b"%PDF-1.7 other")
    gone = office.release()
    (folder / f"{gone}_edu_苏镇市_整改通知.html").unlink()
    draft = office.draft("fin")
    office.live()
    with mail_server(Postbox()) as port:
        office.mail_to(port)
        sent = send(draft, good, poor, circular, changed, gone, 99, good)
    assert [one.is_well for one in sent] == [False, True, *[False] * 5]
    told = {one.notice_id: one.told for one in sent}
    assert told[draft] == (
        f"第 {draft} 号文书现为代拟稿，尚未签发，不能投递；请先签发（duban notices release）"
    )
    assert told[poor] == (
        f"第 {poor} 号文书：名录中没有苏镇市财政局的电子邮箱，"
        "请在名录写明 emails（电子邮箱），或者用 --to 写明"
    )
    assert told[circular] == (
        f"第 {circular} 号文书（通报）不是发给某一个机关的，请用 --to 写明邮箱"
    )
    assert "签发后被改动过，没有投递；请从备份中恢复" in told[changed]
    assert "不存在，请从备份中恢复后再投递" in told[gone]
    assert "没有第 99 号文书" in told[99]
    assert [kept(office, one) for one in (draft, poor, circular, changed, gone)] == [[]] * 5


def test_addresses_given_by_hand_stand_in_the_place_of_the_registry(
    office: Office, send: Callable[..., tuple[Sent, ...]]
) -> None:
    circular = office.release(None)
    office.live()
    postbox = Postbox()
    with mail_server(postbox) as port:
        office.mail_to(port)
        send(circular, addresses=("a@x.example", "b@x.example"))
    assert postbox.receivers == ["a@x.example", "b@x.example"]
    text = str(postbox.mails[0].get_body(("plain",)).get_content())  # type: ignore[union-attr]
    assert text.startswith("各有关单位：\r\n\r\n　　现将《")
    assert "发给你们，请查收附件。" in text


def test_a_hostile_title_stays_in_its_line(
    office: Office, send: Callable[..., tuple[Sent, ...]]
) -> None:
    notice_id = office.release(title="通知&#13;&#10;Bcc: evil@x.example &lt;b&gt;\u202e甲&amp;乙")
    office.live()
    postbox = Postbox()
    with mail_server(postbox) as port:
        office.mail_to(port)
        send(notice_id)
    assert postbox.receivers == [EMAIL]
    (mail,) = postbox.mails
    assert mail["Bcc"] is None
    assert mail["Subject"] == "通知 Bcc: evil@x.example <b>甲&乙（苏政公开办〔2024〕1号）"


def test_a_page_alone_is_sent_where_there_is_nothing_else(
    office: Office, send: Callable[..., tuple[Sent, ...]]
) -> None:
    notice_id = office.release(forms=("html",), reply_due=None)
    office.live()
    postbox = Postbox()
    with mail_server(postbox) as port:
        office.mail_to(port)
        send(notice_id)
    (mail,) = postbox.mails
    assert [part.get_filename() for part in mail.iter_attachments()] == [f"{STEM}.html"]
    assert "反馈" not in str(mail.get_body(("plain",)).get_content())  # type: ignore[union-attr]


def test_the_words_are_the_offices_to_change(
    office: Office, send: Callable[..., tuple[Sent, ...]], tmp_path: Path
) -> None:
    first, second = office.release(title="甲&amp;乙"), office.release()
    own = tmp_path / "模板"
    own.mkdir()
    (own / "mail.txt").write_text("我局：{{ wording.subject }}\n\n{{ cover.title }}\n", "utf-8")
    office.config = replace(office.config, notices=replace(office.config.notices, templates=own))
    office.live()
    postbox = Postbox()
    with mail_server(postbox) as port:
        office.mail_to(port)
        send(first)
        (own / "mail.txt").write_text("通知\n\n{{ cover.title", "utf-8")
        (told,) = send(second)
    (mail,) = postbox.mails
    assert mail["Subject"] == "我局：甲&乙（苏政公开办〔2024〕1号）"
    assert mail.get_body(("plain",)).get_content() == "甲&乙\r\n"  # type: ignore[union-attr]
    assert told.outcome is None
    assert told.told.startswith(f"{own}/mail.txt第3行：模板语法有误")


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (
            {"how": "张三"},
            "没有“张三”这种投递方式：--how 应为 mail、folder 或 hook:名称",
        ),
        ({"how": "hook:别的群"}, "没有名为“别的群”的网络钩子；已设置的有：（没有设置）"),
        ({"addresses": ("a@b\r\nBcc: c",)}, "“a@b Bcc: c”不是可用的邮箱地址，请核对 --to"),
        ({"how": "folder", "addresses": ("a@b.example",)}, "--to 只用于电子邮件（--how mail）"),
        ({}, "没有设置发信服务器或者发件人：请在 duban.toml 写明 mail.host、mail.sender"),
    ],
)
def test_an_order_that_cannot_be_meant(
    office: Office, send: Callable[..., tuple[Sent, ...]], more: dict[str, Any], told: str
) -> None:
    notice_id = office.release()
    with pytest.raises(DubanError) as error:
        send(notice_id, **more)
    assert str(error.value) == told
    assert kept(office, notice_id) == []


def test_two_hooks_of_one_name_are_a_mistake(
    office: Office, send: Callable[..., tuple[Sent, ...]]
) -> None:
    hook = HookSettings(name="群", kind="wecom", url="https://a.example/?key=1")
    office.hooks(hook, replace(hook, url="https://b.example/?key=2"))
    with pytest.raises(DubanError, match="有几个名为“群”的网络钩子，请改成不同的名称"):
        send(office.release(), how="hook:群")


def test_what_is_closed_is_not_sent(office: Office, send: Callable[..., tuple[Sent, ...]]) -> None:
    notice_id = office.release()
    with office.open_ledger() as ledger:
        ledger.papers.move(notice_id, NoticeState.CLOSED, moved_by="张三", moved_at=AT)
    (told,) = send(notice_id, how="folder")
    assert told.told == f"第 {notice_id} 号文书已办结，不再投递"


def test_a_folder_that_is_not_set(office: Office, send: Callable[..., tuple[Sent, ...]]) -> None:
    office.live(folder=None)
    with pytest.raises(DubanError, match="没有设置取件文件夹"):
        send(office.release(), how="folder")


def test_an_office_without_a_name_sends_nothing(
    office: Office, send: Callable[..., tuple[Sent, ...]]
) -> None:
    office.mail_to(25)
    office.config = replace(office.config, office=OfficeSettings())
    with pytest.raises(DubanError, match=r"请先在 duban\.toml 写明 office\.name"):
        send(office.release())


def test_one_delivery_at_a_time(office: Office) -> None:
    with (
        delivery_desk(office.config, office.clock),
        pytest.raises(BusyError, match="另一次投递正在进行，请等其结束后再试"),
        delivery_desk(office.config, office.clock),
    ):
        pass
