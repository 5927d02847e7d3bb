"""Which rules look at a figure: what may or must fire when it alone is changed."""

from __future__ import annotations

from reading.editions import DISPUTES, PROACTIVE, REQUESTS

_BALANCED = ("received", "carried_in", "concluded", "carried_out")
_DISPUTE_SUMS = {"review": "CON04", "suit_direct": "CON05", "suit_after_review": "CON06"}
# What the text and last year's report say beside the figure.
_BESIDE = {
    "received": "CON12 CON14 CON24 CON35",
    "carried_in": "CON07 CON12 CON35",
    "concluded": "CON13 CON41 CON35",
    "carried_out": "CON13 CON35 CON41",
    "other_unpaid": "CON18 CON20 CON40",
    "normative_documents": "CON08 CON09 CON10 CON16 CON29 CON35 CMP30",
    "regulations": "CON08 CON09 CON10 CON11 CON16 CON29 CON35 CMP30",
    "fees": "CMP25 CMP30 CON17 CON19 CON30 CON35",
    "procurement": "CON31 CON35 CMP30",
    "review": "CON15 CON32 CON33 CON35 CON37",
    "suit_direct": "CON15 CON32 CON33 CON35 CON37",
    "suit_after_review": "CON15 CON32 CON33 CON35 CON37",
}
_ON_RESULTS = "CON28 CON35 CON40 CON41"
_ON_DECISIONS = "CMP30 CON17 CON26 CON30 CON35"


def sums_with(path: str) -> str:
    """The sums that no longer hold once this figure alone is another number."""
    table, row, _ = path.split(".")
    if table == DISPUTES:
        return _DISPUTE_SUMS[row]
    if table == PROACTIVE:
        return ""
    codes = ["CON01"]
    if row not in ("received", "carried_in", "carried_out"):
        codes.append("CON02")
    if row in _BALANCED:
        codes.append("CON03")
    return " ".join(codes)


def beside(path: str) -> str:
    """The rules on the text and on other reports that look at this figure, too."""
    table, row, *_ = path.split(".")
    return _BESIDE.get(row, _ON_RESULTS if table == REQUESTS else _ON_DECISIONS)


def around(*paths: str) -> str:
    """All rules that look at these figures."""
    return " ".join(f"{sums_with(path)} {beside(path)}" for path in paths)
