"""The program dies between sending and writing down: nobody knows, and nothing goes out again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from mail_server import Postbox, mail_server, raw_server
from released_papers import EMAIL, Office, new_office

from ledger.said import DeliveryOutcome, NoticeState
from workflow.papers.delivery.channels import Order
from workflow.papers.delivery.delivering import Sent, delivery_desk, send_papers
from workflow.progress import SILENT

# Run by a process of its own, which is killed while it waits for the last answer.
_SENDER = """
import sys
from pathlib import Path

from released_papers import office_at
from workflow.papers.delivery.channels import Order
from workflow.papers.delivery.delivering import delivery_desk, send_papers
from workflow.progress import SILENT

office = office_at(Path(sys.argv[1]))
office.mail_to(int(sys.argv[2]), seconds=60.0)
office.live()
order = Order(notice_ids=(int(sys.argv[3]),), operator="王五")
with delivery_desk(office.config, office.clock) as desk:
    send_papers(desk, office.registry, order, {}, SILENT)
"""


def send(office: Office, notice_id: int, *, is_again: bool = False) -> Sent:
    order = Order(notice_ids=(notice_id,), operator="赵六", is_again=is_again)
    with delivery_desk(office.config, office.clock) as desk:
        (sent,) = send_papers(desk, office.registry, order, {}, SILENT)
    return sent


def test_an_attempt_that_was_killed_counts_as_unknown(root: Path, tmp_path: Path) -> None:
    office = new_office(tmp_path)
    notice_id = office.release()
    office.live()
    with raw_server(final=None) as server:
        command = [sys.executable, "-c", _SENDER, str(tmp_path), str(server.port), str(notice_id)]
        paths = os.pathsep.join((str(root), str(root / "tests")))
        environ = {**os.environ, "PYTHONPATH": paths}
        child = subprocess.Popen(command, cwd=root, env=environ)  # noqa: S603 - ours
        assert server.text_came.wait(60)
        child.send_signal(signal.SIGKILL)
        assert child.wait(60) == -signal.SIGKILL
    with office.open_ledger() as ledger:
        assert ledger.papers.deliveries(notice_id) == ()
        assert len(ledger.events.all("开始投递")) == 1
    postbox = Postbox()
    with mail_server(postbox) as port:
        office.mail_to(port)
        told = send(office, notice_id)
        assert postbox.asked == 0
        again = send(office, notice_id, is_again=True)
    assert told.outcome is None
    assert told.told.startswith("2024-02-26 09:30 的投递结果不明（投递中途被终止，对方可能已经收到")
    assert again.outcome is DeliveryOutcome.DELIVERED
    with office.open_ledger() as ledger:
        first, second = ledger.papers.deliveries(notice_id)
        assert ledger.events.verify().problems == ()
        assert ledger.papers.state(notice_id) is NoticeState.DELIVERED
    assert (first.target, first.attempt, first.outcome) == (EMAIL, 1, DeliveryOutcome.FAILED)
    assert (first.attempted_by, second.attempted_by) == ("王五", "赵六")
    assert first.receipt == f"<duban.{notice_id}.a63ac4fd.1.{first.sha256[:12]}@office.example>"
    assert (second.attempt, second.outcome) == (2, DeliveryOutcome.DELIVERED)
