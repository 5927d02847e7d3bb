"""How agencies published, as documents over all of them tell it: counts, lists and the words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from notices.counting import percent
from notices.form.charts import Bar, BarChart
from notices.overview import Align, Annex, Column, Picture, Table, numbered_rows
from notices.wording import chinese_date

RATE = (
    "按时公布率，指按时公布的机关数占按时公布、逾期公布和未公布三者之和的比例，"
    "百分比保留一位小数，其余舍去"
)
LATE_LIST = "逾期公布机关名单"
MISSING_LIST = "未公布机关名单"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusCount:
    """Agencies by how they published; all but ``not_due`` together are ``due``.

    ``not_published`` was confirmed by a person. ``untimed`` published, when cannot be told;
    ``absent_unconfirmed`` awaits a person; ``unknown`` is ours or the access. None of these three
    is late or not published, and none enters ``rate``, which is ``None`` where nobody is left.
    """

    label: str
    due: int
    on_time: int
    late: int
    not_published: int
    untimed: int
    absent_unconfirmed: int
    unknown: int
    not_due: int
    rate: Fraction | None

    @property
    def verified(self) -> int:
        """Of how many it is known whether they published in time."""
        return self.on_time + self.late + self.not_published


@dataclass(frozen=True, slots=True, kw_only=True)
class LateAgency:
    """An agency that published after its day.

    ``basis`` says who owes by that day, ``published_date`` with ``published_basis`` when it
    published and how that is known, ``checked_date`` when it was last looked at.
    """

    agency_name: str
    due_date: date
    basis: str
    published_date: date
    published_basis: str
    days: int
    checked_date: date


@dataclass(frozen=True, slots=True, kw_only=True)
class UnseenAgency:
    """An agency whose report was not seen, or of which it cannot be told when; with the reason.

    ``checked_date`` is ``None`` where it was never looked at.
    """

    agency_name: str
    due_date: date
    basis: str
    checked_date: date | None
    reason: str


def counts_told(count: StatusCount) -> str:
    """The figures as one sentence."""
    told = [f"应公布年度报告的机关共{count.due}家"]
    parts = [
        (count.on_time, "按时公布{}家"),
        (count.late, "逾期公布{}家"),
        (count.not_published, "未公布{}家（均经人工确认）"),
        (count.untimed, "已公布但公布时间无法判定{}家"),
        (count.absent_unconfirmed, "未见公布、待人工确认{}家"),
        (count.unknown, "无法核实{}家"),
    ]
    shown = [text.format(number) for number, text in parts if number]
    if shown:
        told.append(f"其中：{'，'.join(shown)}")
    text = "。".join(told) + "。"
    if count.not_due:
        text += f"另有{count.not_due}家期限未到，不计入应公布机关。"
    return text


def rate_told(count: StatusCount) -> str:
    """The share in time, and of whom."""
    if count.rate is None:
        return "尚无能够核实公布情况的机关，不计算按时公布率。"
    return (
        f"能够核实公布情况的机关{count.verified}家，其中按时公布{count.on_time}家，"
        f"按时公布率为{percent(count.rate)}。"
    )


def status_table(counts: tuple[StatusCount, ...], first: str, caption: str) -> Table:
    """A row for each count; ``first`` heads the column of labels."""
    heads = (
        *(("应公布", 8), ("按时公布", 8), ("逾期公布", 8), ("未公布（已确认）", 11)),
        *(("公布时间无法判定", 11), ("未见公布（待确认）", 12), ("无法核实", 8)),
        *(("未到期限", 8), ("按时公布率", 12)),
    )
    return Table(
        caption=caption,
        columns=(
            Column(label=first, width=14),
            *(Column(label=head, width=width, align=Align.MIDDLE) for head, width in heads),
        ),
        rows=tuple(_cells(count) for count in counts),
    )


def _cells(count: StatusCount) -> tuple[str, ...]:
    numbers = (
        *(count.due, count.on_time, count.late, count.not_published, count.untimed),
        *(count.absent_unconfirmed, count.unknown, count.not_due),
    )
    return (count.label, *map(str, numbers), percent(count.rate))


def status_picture(count: StatusCount, caption: str) -> Picture:
    """The agencies by how they published, as bars."""
    bars = (
        ("按时公布", count.on_time),
        ("逾期公布", count.late),
        ("未公布（已确认）", count.not_published),
        ("公布时间无法判定", count.untimed),
        ("未见公布（待确认）", count.absent_unconfirmed),
        ("无法核实", count.unknown),
    )
    chart = BarChart(
        title="应公布机关的公布情况",
        bars=tuple(Bar(label=label, value=number) for label, number in bars),
        unit="家",
    )
    return Picture(caption=caption, chart=chart)


def late_annex(agencies: tuple[LateAgency, ...], as_of: date) -> Annex:
    """The list of who was late, with the days and how they are known."""
    return Annex(
        title=LATE_LIST,
        lead=f"截至{chinese_date(as_of)}。逾期天数自期限届满次日起算，期限含当日，不因节假日顺延。"
        + _bases(agencies),
        table=Table(
            columns=(
                Column(label="序号", width=7, align=Align.MIDDLE),
                Column(label="机关", width=28),
                Column(label="公布期限", width=19),
                Column(label="公布日期及来源", width=19),
                Column(label="逾期天数", width=8, align=Align.MIDDLE),
                Column(label="核查日期", width=19),
            ),
            rows=numbered_rows(
                tuple(
                    (
                        one.agency_name,
                        chinese_date(one.due_date),
                        f"{chinese_date(one.published_date)}（{one.published_basis}）",
                        str(one.days),
                        chinese_date(one.checked_date),
                    )
                    for one in agencies
                )
            ),
        ),
    )


def unseen_annex(title: str, lead: str, agencies: tuple[UnseenAgency, ...]) -> Annex:
    """A list of agencies with the reason for each."""
    return Annex(
        title=title,
        lead=lead + _bases(agencies),
        table=Table(
            columns=(
                Column(label="序号", width=7, align=Align.MIDDLE),
                Column(label="机关", width=27),
                Column(label="公布期限", width=19),
                Column(label="最近核查日期", width=19),
                Column(label="情况说明", width=28),
            ),
            rows=numbered_rows(
                tuple(
                    (
                        one.agency_name,
                        chinese_date(one.due_date),
                        chinese_date(one.checked_date) if one.checked_date else "尚未核查",
                        one.reason,
                    )
                    for one in agencies
                )
            ),
        ),
    )


def missing_annex(agencies: tuple[UnseenAgency, ...], as_of: date) -> Annex:
    """The list of who has not published, as a person confirmed."""
    lead = f"截至{chinese_date(as_of)}。均经工作人员确认。"
    return unseen_annex(MISSING_LIST, lead, agencies)


def _bases(agencies: Iterable[LateAgency | UnseenAgency]) -> str:
    """Which day is owed on what basis, each told once."""
    days: dict[tuple[date, str], None] = {(one.due_date, one.basis): None for one in agencies}
    told = "；".join(f"{chinese_date(day)}，{basis}" for day, basis in sorted(days))
    return f"公布期限的依据：{told}。" if told else ""
