"""Numbers that cannot be, sums that do not hold, figures that contradict each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from audit.case import AuditCase
from bench.mutations.model import Circumstance, Draft, Kind, Planted, anywhere, planted
from bench.mutations.touched import around, beside, sums_with
from reading.editions import APPLICANT_COLUMNS, DISPUTES, PROACTIVE, REQUESTS
from registry.model import AgencyKind

_KINDS = tuple(column.name for column in APPLICANT_COLUMNS[:-1])
_NAMES = {PROACTIVE: "table two", REQUESTS: "table three", DISPUTES: "table four"}
_STOCK = f"{PROACTIVE}.normative_documents"
_RULES = f"{PROACTIVE}.regulations"
_OF_DISPUTES = ("纠正", "复议", "诉讼", "申请", "答复")


def _counts(table: str) -> Callable[[Draft], Sequence[str]]:
    return lambda draft: [
        path
        for row in draft.edition.rows
        if row.table == table
        for column, path in zip(row.columns, row.paths(), strict=True)
        if not column.is_money and not column.may_be_negative
    ]


def _totals(table: str) -> Callable[[Draft], Sequence[str]]:
    return lambda draft: [path for path in _counts(table)(draft) if path.endswith(".total")]


def _parts(table: str) -> Callable[[Draft], Sequence[str]]:
    return lambda draft: [path for path in _counts(table)(draft) if not path.endswith(".total")]


def _negative(table: str) -> Kind:
    def plant(draft: Draft, place: str) -> Planted:
        changed = draft.with_figures({place: -1 - draft.number(place)})
        return planted(changed, f"CMP26 {sums_with(place)}", beside(place))

    return Kind(name=f"a count of {_NAMES[table]} is negative", plant=plant, places=_counts(table))


def _fraction(table: str) -> Kind:
    def plant(draft: Draft, place: str) -> Planted:
        return planted(draft.with_figures({place: f"{draft.report.figures[place]}.5"}), "CMP26")

    return Kind(
        name=f"a count of {_NAMES[table]} is a fraction", plant=plant, places=_counts(table)
    )


def _off(name: str, places: Callable[[Draft], Sequence[str]], change: Callable[[int], int]) -> Kind:
    """One figure in a sum is another number."""

    def plant(draft: Draft, place: str) -> Planted | None:
        old = draft.number(place)
        new = change(old)
        if new == old or new < 0:
            return None
        return planted(draft.with_figures({place: new}), sums_with(place), beside(place))

    return Kind(name=name, plant=plant, places=places)


def _turned_round(number: int) -> int:
    return int(str(number)[::-1]) if not str(number).endswith("0") else number


def _moved_between_rows(draft: Draft, place: str) -> Planted | None:
    """Two rows are wrong in one column, which stays right."""
    other = next(r.path for r in draft.edition.result_rows if not place.startswith(f"{r.path}."))
    target = f"{other}.{place.rpartition('.')[2]}"
    if place == target or not draft.number(place):
        return None
    changed = draft.with_figures({place: draft.number(place) - 1, target: draft.number(target) + 1})
    return planted(changed, "CON01", f"{beside(place)} {beside(target)}")


def _result_cells(draft: Draft) -> Sequence[str]:
    return [path for row in draft.edition.result_rows for path in row.paths()]


def _result_parts(draft: Draft) -> Sequence[str]:
    return [path for path in _result_cells(draft) if not path.endswith(".total")]


def _moved_between_columns(draft: Draft, place: str) -> Planted | None:
    """A row stays right while two columns are wrong: in the wrong line of the form."""
    row, _, column = place.rpartition(".")
    target = f"{row}.{next(kind for kind in _KINDS if kind != column)}"
    if not draft.number(place):
        return None
    changed = draft.with_figures({place: draft.number(place) - 1, target: draft.number(target) + 1})
    return planted(changed, "CON02", beside(place))


def _with_total(row: str, must: str) -> Kind:
    """A row grows by one, total and all, and nothing else does."""

    def plant(draft: Draft, place: str) -> Planted:
        paths = (f"{REQUESTS}.{row}.{place}", f"{REQUESTS}.{row}.total")
        changed = draft.with_figures({path: draft.number(path) + 1 for path in paths})
        return planted(changed, must, around(*paths))

    name = f"one more in the row {row}, alone"
    return Kind(name=name, plant=plant, places=lambda _: _KINDS)


@anywhere(
    "every figure is zero and the text counts nothing", "AUT09", "CON07 CON08 CON30 CON35 CON37"
)
def _all_zero(draft: Draft) -> Draft:
    zeros = draft.with_figures(dict.fromkeys(draft.report.figures, 0))
    silent = zeros.silent_on_requests().silent_on_documents()
    return silent.saying("全年未收到政府信息公开申请。", "requests")


def _absurd(name: str, places: Sequence[str], printed: str, must: str = "CMP30") -> Kind:
    def plant(draft: Draft, place: str) -> Planted | None:
        if place not in draft.report.figures:
            return None
        return planted(draft.with_figures({place: printed}), must, beside(place))

    return Kind(name=name, plant=plant, places=lambda _: places)


def _absurd_applications(draft: Draft, _: str) -> Planted:
    """Beyond all measure, and every sum holds."""
    rows = ("received", "granted", "concluded")
    paths = [f"{REQUESTS}.{row}.{kind}" for row in rows for kind in ("individual", "total")]
    changed = draft.with_figures({path: draft.number(path) + 5_000_000 for path in paths})
    return planted(changed, "CMP30", f"CON12 CON13 CON14 CON41 {' '.join(map(beside, paths))}")


def _absurd_disputes(draft: Draft, _: str) -> Planted:
    paths = (f"{DISPUTES}.review.upheld", f"{DISPUTES}.review.total")
    changed = draft.with_figures({path: draft.number(path) + 300_000 for path in paths})
    return planted(changed, "CMP30", beside(paths[0]))


def _year_as_number(draft: Draft, place: str) -> Planted:
    column = {"2021": "in_force", "2019": "total_published"}[draft.edition.name]
    path = f"{_STOCK}.{column}"
    return planted(draft.with_figures({path: place}), "CMP30", beside(path))


def _fee(name: str, printed: str, may: str = "CMP30 CON17 CON19 CON35") -> Kind:
    @anywhere(name, "CMP25", may)
    def change(draft: Draft) -> Draft | None:
        is_asked = draft.is_2021 and not (printed.isdecimal() and draft.is_government)
        return draft.with_figures({f"{PROACTIVE}.fees.amount": printed}) if is_asked else None

    return change


def _decimals(name: str, header: str, printed: str) -> Kind:
    @anywhere(name, "CMP24", "CON35")
    def change(draft: Draft) -> Draft | None:
        if draft.is_2021:
            return None
        path = f"{PROACTIVE}.procurement.amount"
        changed = draft.with_figures({path: printed})
        return replace(changed, labels={path: header}, is_printable=False)

    return change


@anywhere("in force is just what was issued", "CON10", "CON08 CON16 CON35")
def _stock_is_flow(draft: Draft) -> Draft | None:
    if not draft.is_2021 or not draft.number(f"{_STOCK}.issued"):
        return None
    issued = draft.number(f"{_STOCK}.issued")
    return draft.with_figures({f"{_STOCK}.repealed": 0, f"{_STOCK}.in_force": issued})


@anywhere("fewer in force than were issued and not repealed", "CON09", "CON08 CON16 CON35")
def _stock_below_flow(draft: Draft) -> Draft | None:
    if not draft.is_2021:
        return None
    return draft.with_figures(
        {f"{_STOCK}.issued": 9, f"{_STOCK}.repealed": 1, f"{_STOCK}.in_force": 5}
    )


@anywhere("documents were issued and none is in force", "CON09", "CON08 CON16 CON35")
def _stock_empty(draft: Draft) -> Draft | None:
    if not draft.is_2021:
        return None
    return draft.with_figures(
        {f"{_STOCK}.issued": 4, f"{_STOCK}.repealed": 1, f"{_STOCK}.in_force": 0}
    )


def _without_power(name: str, figure: str, circumstance: Circumstance) -> Kind:
    @anywhere(name, "CON11", "CMP19 CON08 CON09 CON10 CON16 CON29 CON35")
    def change(draft: Draft) -> Draft | None:
        path = f"{_RULES}.{figure}"
        if path not in draft.report.figures or draft.is_government:
            return None
        return draft.with_figures({path: 3}).with_case(circumstance)

    return change


def _powerless(case: AuditCase) -> AuditCase:
    return replace(case, makes_regulations=False)


def _in_a_county(case: AuditCase) -> AuditCase:
    return replace(case, region_code="990123")


def _a_township(case: AuditCase) -> AuditCase:
    return replace(case, kind=AgencyKind.TOWNSHIP, due_date=None, due_basis=None)


def _new_above_total(row: str) -> Kind:
    @anywhere(f"more {row} newly published than in all", "CON29", "CON11 CON16 CON35 CMP30")
    def change(draft: Draft) -> Draft | None:
        total = f"{PROACTIVE}.{row}.total_published"
        if draft.is_2021:
            return None
        return draft.with_figures({f"{PROACTIVE}.{row}.published": draft.number(total) + 1})

    return change


def _half(name: str, figure: str) -> Kind:
    @anywhere(name, "CON31", "CON35")
    def change(draft: Draft) -> Draft | None:
        path = f"{PROACTIVE}.procurement.{figure}"
        return None if draft.is_2021 else draft.with_figures({path: 0})

    return change


@anywhere(
    "answers were corrected and part five is silent",
    "CON33",
    "AUT11 CMP17 CON15 CON35 CON37",
)
def _correction_silent(draft: Draft) -> Draft | None:
    path = f"{DISPUTES}.review"
    changed = draft.with_figures(
        {
            f"{path}.corrected": draft.number(f"{path}.corrected") + 1,
            f"{path}.total": draft.number(f"{path}.total") + 1,
        }
    )
    told = draft.report.paragraphs["problems"]
    silent = [text for text in told if not any(word in text for word in _OF_DISPUTES)]
    return changed.with_part("problems", silent) if silent else None


def kinds() -> Iterator[Kind]:
    """All kinds of this page."""
    yield from _sums()
    yield from _odd_numbers()
    yield from _fees_and_stocks()


def _sums() -> Iterator[Kind]:
    for table in (PROACTIVE, REQUESTS, DISPUTES):
        yield _negative(table)
        yield _fraction(table)
    for table in (REQUESTS, DISPUTES):
        name = _NAMES[table]
        yield _off(f"a total of {name} is one too high", _totals(table), lambda n: n + 1)
        yield _off(f"a total of {name} is one too low", _totals(table), lambda n: n - 1)
        yield _off(f"a total of {name} has a nought too many", _totals(table), lambda n: n * 10)
        yield _off(f"a part in {name} is one too high", _parts(table), lambda n: n + 1)
        yield _off(f"a part in {name} is one too low", _parts(table), lambda n: n - 1)
        yield _off(f"a part in {name} is told as zero", _parts(table), lambda _: 0)
    turned = "a total of table three has its digits turned"
    yield _off(turned, _totals(REQUESTS), _turned_round)
    yield Kind(
        name="one application moved between two results",
        plant=_moved_between_rows,
        places=_result_cells,
    )
    yield Kind(
        name="one application moved between two kinds of applicants",
        plant=_moved_between_columns,
        places=_result_parts,
    )
    yield _with_total("received", "CON03")
    yield _with_total("carried_in", "CON03")
    yield _with_total("carried_out", "CON03")
    yield _with_total("granted", "CON02")
    yield _with_total("concluded", "CON02 CON03")
    yield _all_zero


def _odd_numbers() -> Iterator[Kind]:
    telephone = (f"{PROACTIVE}.licences.decisions", f"{PROACTIVE}.penalties.decisions")
    yield _absurd("a telephone number for a count", telephone, "13800138000")
    together = (f"{_RULES}.in_force", f"{_RULES}.total_published", f"{_STOCK}.in_force")
    yield _absurd("numbers of two cells run together", together, "1020304")
    yield _absurd("an amount beyond any revenue", (f"{PROACTIVE}.fees.amount",), "1234567890.12")
    yield Kind(name="applications beyond all measure", plant=_absurd_applications)
    yield Kind(name="reviews beyond all measure", plant=_absurd_disputes)
    yield Kind(
        name="the year for a number of documents",
        plant=_year_as_number,
        places=lambda draft: (str(draft.year),),
    )


def _fees_and_stocks() -> Iterator[Kind]:
    yield _fee("a negative amount of fees", "-5.26")
    yield _fee("an amount of fees with seven decimals", "0.1234567")
    yield _fee("fees in yuan, as the cell says", "52600元")
    yield _fee("the unit of the header in the cell", "5.26万元")
    yield _fee("a great whole number for the fees of a department", "52600")
    header = "采购总金额（单位：万元，保留4位小数）"
    yield _decimals("procurement without decimals", header, "3350")
    yield _decimals("procurement with two decimals", header, "312.50")
    yield _decimals("procurement with five decimals", "采购总金额（万元，四位小数）", "312.50001")
    yield _stock_is_flow
    yield _stock_below_flow
    yield _stock_empty
    for figure in ("issued", "repealed", "in_force", "made", "total_published"):
        yield _without_power(f"regulations {figure} without the power", figure, _powerless)
    yield _without_power("regulations of a body of a county", "in_force", _in_a_county)
    yield _without_power("regulations of a township", "in_force", _a_township)
    yield _new_above_total("normative_documents")
    yield _new_above_total("regulations")
    yield _half("projects without an amount", "amount")
    yield _half("an amount without projects", "items")
    yield _correction_silent
