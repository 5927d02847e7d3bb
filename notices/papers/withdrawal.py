"""The letter that takes a released document back (撤回函), and the sentence of a correction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ledger.said import NoticeKind
from notices.file_names import file_name
from notices.paper import Paper
from notices.visible import has_hidden_marks
from notices.wording import HIDDEN_LEFT_OUT, Titled, chinese_date, sentence

_TO_ALL = "各有关单位"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerDocument:
    """The released document that is corrected; ``number`` is ``None`` where it has none."""

    kind: NoticeKind
    number: str | None
    issued_date: date

    @property
    def name(self) -> str:
        """``2024年2月7日印发的整改通知（苏政公开办〔2024〕1号）``."""
        number = f"（{self.number}）" if self.number else ""
        return f"{chinese_date(self.issued_date)}印发的{self.kind.label}{number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawalView:
    """The letter; ``agency_name`` is ``None`` where the document went to all.

    ``problems`` are those that it listed, as it told them; ``reason`` is the officer's.
    """

    agency_id: str | None
    agency_name: str | None
    year: int
    issuing_office: str
    office_contact: str
    former: FormerDocument
    reason: str
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawalWording(Titled):
    """What the template needs besides the view.

    ``hidden`` says that something of what is quoted was left out.
    """

    addressee: str
    opening: str
    problems_head: str
    problems: tuple[str, ...]
    closing: str
    hidden: str | None


def withdrawal_paper(view: WithdrawalView) -> Paper:
    """The letter as a document to be written; its kind is that of the document taken back."""
    subject = f"{view.year}年{view.former.kind.label}撤回函"
    name = file_name(view.agency_id or "全体", view.agency_name or "各机关", subject)
    return Paper(
        kind=view.former.kind,
        template="withdrawal.html",
        stem=name,
        context={"withdrawal": view, "wording": withdrawal_wording(view)},
    )


def withdrawal_wording(view: WithdrawalView) -> WithdrawalWording:
    """The sentences of the letter."""
    return WithdrawalWording(
        title_lines=(
            f"关于撤回{view.year}年政府信息公开",
            f"工作年度报告{view.former.kind.label}的函",
        ),
        addressee=view.agency_name or _TO_ALL,
        opening=(
            f"我单位{view.former.name}，经复核应予撤回，自本函印发之日起停止执行。"
            f"撤回原因：{sentence(view.reason)}"
        ),
        problems_head="该文所列事项一并撤回，不再作为你单位的问题：",
        problems=tuple(sentence(problem) for problem in view.problems),
        closing=(
            "已按该文办理的，可以保留整改结果；尚未办理的，不必再办理，也不必反馈。"
            f"由此带来的不便，敬请谅解。联系人及电话：{view.office_contact}。"
        ),
        hidden=HIDDEN_LEFT_OUT if has_hidden_marks(view) else None,
    )


def correction_sentence(former: FormerDocument, reason: str) -> str:
    """What a document that takes the place of another says of it."""
    return (
        f"本文代替我单位{former.name}，自印发之日起以本文为准，原文停止执行。"
        f"更正原因：{sentence(reason)}"
    )


def example() -> WithdrawalView:
    """A letter of the fictitious city of Suzhen."""
    return WithdrawalView(
        agency_id="jyj",
        agency_name="苏镇市教育局",
        year=2023,
        issuing_office="苏镇市人民政府办公室",
        office_contact="政务公开科，0000-1234567",
        former=FormerDocument(
            kind=NoticeKind.NOTICE,
            number="苏政公开办〔2024〕1号",
            issued_date=date(2024, 2, 7),
        ),
        reason="年报附件中另有说明，本单位核查时未予采用",
        problems=("表三“（一）予以公开”一行：3 + 1 = 4，报告填 5",),
    )
