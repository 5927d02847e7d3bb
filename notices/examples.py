"""An example of every kind of document, of a town that does not exist."""

from __future__ import annotations

from notices.paper import Paper
from notices.papers import (
    access_letter,
    circular,
    cover,
    notice,
    recheck,
    reminder,
    status_statement,
    urging,
    withdrawal,
    yearly_comparison,
)


def examples() -> tuple[Paper, ...]:
    """One document of each kind."""
    return (
        notice.notice_paper(notice.example()),
        reminder.reminder_paper(reminder.example()),
        urging.urging_paper(urging.example()),
        recheck.recheck_paper(recheck.example()),
        circular.circular_paper(circular.example()),
        status_statement.status_statement_paper(status_statement.example()),
        access_letter.access_letter_paper(access_letter.example()),
        yearly_comparison.yearly_comparison_paper(yearly_comparison.example()),
    )


def for_every_template() -> tuple[Paper, ...]:
    """One document of each template: those of each kind, and the letter that takes one back."""
    return (*examples(), withdrawal.withdrawal_paper(withdrawal.example()))


def covers() -> tuple[Paper, ...]:
    """The words that go with a document: the mail, the message to a group."""
    return cover.mail_paper(cover.example()), cover.robot_paper(cover.example())
