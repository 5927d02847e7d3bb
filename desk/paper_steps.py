"""What the forms of a document ask for, done by the same functions as at the command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from config.clock import Clock
from config.errors import DubanError
from config.settings import Config
from desk.forms import Form, FormError
from desk.paper_view import PaperView, paper_view
from desk.sent_files import on_disk
from ledger.said import Answer
from workflow.papers.release.confirming import confirm, dismiss
from workflow.papers.release.correcting import correct
from workflow.papers.release.paper_desk import PaperDesk, paper_desk
from workflow.papers.release.releasing import Order, release
from workflow.papers.release.replying import Answered, HandDelivery, Received, deliver, reply
from workflow.papers.release.reviewing import Moved, close, send_back, submit
from workflow.progress import SILENT

BY = "by"


class StaleError(DubanError):
    """The document moved on since the form was made; ``seen`` is how much of its history was."""

    def __init__(self, seen: int) -> None:
        self.seen = seen
        super().__init__(
            "您打开这个页面之后，这份文书又有变动。您填写的内容没有提交，也没有覆盖任何内容；"
            "请看下面的变动，需要时按最新情况重新提交。"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What was done, in sentences; ``notice_id`` is the document to show next."""

    notice_id: int
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """What a step is given: the form, and the files sent with it where they now lie."""

    form: Form
    paths: tuple[Path, ...]


def take(config: Config, clock: Clock, notice_id: int, action: str, form: Form) -> Done:
    """Do what a form asks for.

    Raises:
        StaleError: something happened with the document since the form was made.
        DubanError: it cannot be done; nothing has changed then.
    """
    by = form.required(BY, "经办人姓名")
    with on_disk(form.files) as paths, paper_desk(config, clock) as desk:
        _require_fresh(paper_view(desk, notice_id), form)
        if action != "correct":
            told = _STEPS[action](desk, notice_id, by, Given(form, paths))
            return Done(notice_id=notice_id, told=told)
    # It opens the ledger itself, and holds the folder against jobs.
    return _correct(config, clock, notice_id, by, form)


def _require_fresh(view: PaperView, form: Form) -> None:
    stamp = form.line("stamp", "页面标记")
    if stamp == view.stamp:
        return
    seen = stamp.rpartition(".")[2]
    raise StaleError(int(seen) if seen.isascii() and seen.isdecimal() else len(view.history))


def _submit(desk: PaperDesk, notice_id: int, by: str, given: Given) -> tuple[str, ...]:
    del given
    return _moved(submit(desk, notice_id, by=by))


def _return(desk: PaperDesk, notice_id: int, by: str, given: Given) -> tuple[str, ...]:
    reason = given.form.required("reason", "退回理由")
    return _moved(send_back(desk, notice_id, by=by, reason=reason))


def _close(desk: PaperDesk, notice_id: int, by: str, given: Given) -> tuple[str, ...]:
    reason = given.form.required("reason", "办结理由")
    return _moved(close(desk, notice_id, by=by, reason=reason))


def _moved(moved: Moved) -> tuple[str, ...]:
    left = (f"{path.name} 送审后被改动过，没有移走，请自行处理。" for path in moved.kept)
    return (f"本文书现为“{moved.state.label}”。", *left)


def _confirm(desk: PaperDesk, notice_id: int, by: str, given: Given) -> tuple[str, ...]:
    number = given.form.number("item")
    numbers = (number,) if number else ()
    done = confirm(
        desk, notice_id, by=by, numbers=numbers, reason=given.form.line("reason", "理由")
    )
    if not done.numbers:
        return ("没有须经人工认定的问题，没有记录。",)
    return (f"已认定属实：第 {'、'.join(map(str, done.numbers))} 项。",)


def _dismiss(desk: PaperDesk, notice_id: int, by: str, given: Given) -> tuple[str, ...]:
    number = given.form.number("item")
    if number is None:
        raise FormError("没有写明是第几项问题")
    reason = given.form.required("reason", "认定不属实的理由")
    dismiss(desk, notice_id, number=number, by=by, reason=reason)
    return (f"已认定不属实：第 {number} 项。本文书须重新起草后才能签发。",)


def _release(desk: PaperDesk, notice_id: int, by: str, given: Given) -> tuple[str, ...]:
    as_drafted = None
    if "as_drafted" in given.form.fields:
        as_drafted = given.form.required("reason", "按原稿签发的理由")
    order = Order(
        by=by,
        number=given.form.line("number", "文号") or None,
        day=given.form.day("day", "成文日期"),
        documents=given.paths,
        as_drafted=as_drafted,
    )
    done = release(desk, notice_id, order)
    number = f"文号 {done.number}，" if done.number else ""
    due = (f"要求反馈：{done.reply_due} 前。",) if done.reply_due else ()
    return (f"已签发：{number}日期 {done.day}；文件已冻结。", *due, *done.left_out)


def _deliver(desk: PaperDesk, notice_id: int, by: str, given: Given) -> tuple[str, ...]:
    kept = deliver(
        desk,
        notice_id,
        HandDelivery(
            by=by,
            how=given.form.required("how", "送达方式"),
            to=given.form.line("to", "送往何处") or None,
            receipt=given.form.line("receipt", "回执") or None,
        ),
    )
    return (f"已登记送达：{kept.channel}，{kept.target}，第 {kept.attempt} 次。",)


def _reply(desk: PaperDesk, notice_id: int, by: str, given: Given) -> tuple[str, ...]:
    day = given.form.day("received", "收到日期")
    words = given.form.text("words", "反馈内容")
    if day is None or not words:
        raise FormError("请填写收到日期和反馈内容")
    if len(given.paths) > 1:
        raise FormError("来文只能选一个文件")
    paper = given.paths[0] if given.paths else None
    count = len(desk.ledger.papers.items(notice_id))
    answers = tuple(
        Answered(number=number, answer=answer, words=given.form.line(f"words-{number}", "逐项说明"))
        for number in range(1, count + 1)
        if (answer := _answer(given.form, number)) is not None
    )
    received = Received(by=by, day=day, words=words, answers=answers, paper=paper)
    entered = reply(desk, notice_id, received)
    return (f"已登记反馈：{entered.received_date} 收到，逐项答复 {len(entered.items)} 项。",)


def _answer(form: Form, number: int) -> Answer | None:
    told = form.line(f"answer-{number}", "逐项答复")
    if not told:
        return None
    try:
        return Answer(told)
    except ValueError as error:
        raise FormError(f"第 {number} 项的答复写法不对，请在所列几种中选择") from error


def _correct(config: Config, clock: Clock, notice_id: int, by: str, form: Form) -> Done:
    made = correct(
        config,
        clock,
        SILENT,
        notice_id,
        by=by,
        reason=form.required("reason", "更正的原因"),
        is_withdrawal="withdraw" in form.fields,
    )
    kind = "撤回原文的函" if made.is_withdrawal else "更正的文书"
    told = f"已起草{kind}（本页），用来代替第 {notice_id} 号文书；原文不改动。"
    return Done(notice_id=made.drafted.notice_id, told=(told, *made.drafted.left_out))


_STEPS: Mapping[str, Callable[[PaperDesk, int, str, Given], tuple[str, ...]]] = {
    "submit": _submit,
    "return": _return,
    "confirm": _confirm,
    "dismiss": _dismiss,
    "release": _release,
    "deliver": _deliver,
    "reply": _reply,
    "close": _close,
}
ACTIONS = (*_STEPS, "correct")
