"""Numbers and claims of the text that the tables contradict."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from bench.mutations.model import Draft, Kind, anywhere
from reading.editions import DISPUTES, PROACTIVE, REQUESTS

_RESULTS = {
    "granted": "予以公开",
    "partial": "部分公开",
    "unavailable": "无法提供",
    "unprocessed": "不予处理",
    "other": "其他处理",
}
_DOCUMENTS = {
    "2021": {"issued": "制发", "repealed": "废止", "in_force": "现行有效"},
}
_DECISIONS = {
    "licences": "作出行政许可决定",
    "penalties": "作出行政处罚决定",
    "coercive_measures": "作出行政强制决定",
}
_DISPUTE_NAMES = {"review": "行政复议", "suit": "行政诉讼"}
_ON_REQUESTS = "AUT18 CON12 CON13 CON14 CON21 CON40 CON41"


def _total(draft: Draft, row: str) -> int:
    return draft.number(f"{REQUESTS}.{row}.total")


def _result(draft: Draft, name: str) -> int:
    """The number of one outcome over all its rows."""
    return sum(_total(draft, r.name) for r in draft.edition.result_rows if r.name.startswith(name))


def _disputes(draft: Draft, name: str) -> int:
    rows = [row.path for row in draft.edition.dispute_rows if row.name.startswith(name)]
    return sum(draft.number(f"{row}.total") for row in rows)


def _on_requests(draft: Draft, sentence: str) -> Draft:
    """The sentence in the place of those that count applications."""
    return draft.silent_on_requests().saying(sentence, "requests")


def _told(name: str, must: str, sentence: Callable[[Draft], str | None], may: str = "") -> Kind:
    """A sentence on applications that the table contradicts; none where it would be right."""

    @anywhere(name, must, may)
    def change(draft: Draft) -> Draft | None:
        text = sentence(draft)
        return None if text is None else _on_requests(draft, text)

    return change


def _received_wrong(draft: Draft) -> str:
    wrong = _total(draft, "received") + _total(draft, "carried_in") + 3
    return f"全年收到政府信息公开申请{wrong}件。"


def _received_ten(draft: Draft) -> str | None:
    received = _total(draft, "received")
    return f"本年度共收到政府信息公开申请{received}0件。" if received else None


def _received_less(draft: Draft) -> str | None:
    received = _total(draft, "received")
    return f"全年受理政府信息公开申请{received - 1}件。" if received > 1 else None


def _none_received(draft: Draft) -> str | None:
    return "全年未收到政府信息公开申请。" if _total(draft, "received") else None


def _zero_received(draft: Draft) -> str | None:
    return "全年收到政府信息公开申请0件。" if _total(draft, "received") else None


def _concluded_wrong(draft: Draft) -> str:
    return f"全年办结政府信息公开申请{_total(draft, 'concluded') + 2}件。"


def _all_concluded(draft: Draft) -> str | None:
    received = _total(draft, "received")
    # As many concluded as received may be those: then what is open came from the year before.
    if not received or not _total(draft, "carried_out") or received == _total(draft, "concluded"):
        return None
    return f"全年收到政府信息公开申请{received}件，均已按时办结。"


def _sweeping(draft: Draft) -> str | None:
    received = _total(draft, "received")
    if not received or not _total(draft, "carried_out"):
        return None
    carried = _total(draft, "carried_in")
    told = f"全年收到政府信息公开申请{received}件，上年结转{carried}件，"
    return f"{told}所有申请均已办理完成。" if carried else None


def _all_granted(draft: Draft) -> str | None:
    received = _total(draft, "received")
    if not received or _total(draft, "granted") == _total(draft, "concluded"):
        return None
    return f"全年收到政府信息公开申请{received}件，均依法予以公开。"


def _none_refused(draft: Draft) -> str | None:
    received = _total(draft, "received")
    if not received or not _result(draft, "refused"):
        return None
    return f"全年收到政府信息公开申请{received}件，没有不予公开的情形。"


def _outcome(name: str, words: str, must: str) -> Kind:
    def sentence(draft: Draft) -> str | None:
        concluded, told = _total(draft, "concluded"), _result(draft, name)
        if told + 1 > concluded:
            return None
        return f"全年办结政府信息公开申请{concluded}件，其中{words}{told + 1}件。"

    return _told(f"the number of outcomes {words} is another", must, sentence, "CON22 CON28 CON40")


def _document(edition: str, figure: str, words: str) -> Kind:
    @anywhere(f"the text tells another number of documents: {words}", "CON16", "CON21")
    def change(draft: Draft) -> Draft | None:
        if draft.edition.name != edition:
            return None
        wrong = draft.number(f"{PROACTIVE}.normative_documents.{figure}") + 2
        return draft.silent_on_documents().saying(f"全年{words}行政规范性文件{wrong}件。")

    return change


@anywhere("the text denies documents that the table has", "CON16", "")
def _no_documents(draft: Draft) -> Draft | None:
    if not draft.is_2021 or not draft.number(f"{PROACTIVE}.normative_documents.issued"):
        return None
    return draft.silent_on_documents().saying("本年度未制发行政规范性文件。")


def _decision(row: str, words: str) -> Kind:
    @anywhere(f"the text tells another number of {row}", "CON17", "CON21")
    def change(draft: Draft) -> Draft:
        wrong = draft.number(f"{PROACTIVE}.{row}.decisions") + 5
        return draft.saying(f"全年{words}{wrong}件。")

    return change


@anywhere("the text denies penalties that the table has", "CON17", "")
def _no_penalties(draft: Draft) -> Draft | None:
    has_some = draft.number(f"{PROACTIVE}.penalties.decisions")
    return draft.saying("全年未作出行政处罚决定。") if has_some else None


@anywhere("the text tells another amount of fees", "CON17", "")
def _other_fees(draft: Draft) -> Draft | None:
    return draft.saying("全年收取行政事业性收费98765.43万元。") if draft.is_2021 else None


def _dispute(name: str, words: str) -> Kind:
    @anywhere(f"the text tells another number: {words}", "CON15", "")
    def change(draft: Draft) -> Draft:
        wrong = _disputes(draft, name) + 9
        return draft.saying(f"全年发生因政府信息公开引起的{words}{wrong}件。", "disputes")

    return change


@anywhere("the text denies reviews and suits that the table has", "CON15", "")
def _no_disputes(draft: Draft) -> Draft | None:
    if not _disputes(draft, ""):
        return None
    return draft.saying("本年度未发生因政府信息公开引起的行政复议和行政诉讼。", "disputes")


@anywhere("another number of reviews upheld", "CON15", "")
def _review_outcome(draft: Draft) -> Draft | None:
    total, upheld = _disputes(draft, "review"), draft.number(f"{DISPUTES}.review.upheld")
    if not upheld:
        return None
    told = f"全年发生因政府信息公开引起的行政复议{total}件，维持{upheld - 1}件。"
    return draft.saying(told, "disputes")


def _denied(name: str, text: str, must: str) -> Kind:
    """Part six beside an applicant who did not pay."""

    @anywhere(name, must, "CMP16 CON40 CON35")
    def change(draft: Draft) -> Draft | None:
        if not draft.is_2021:
            return None
        path = f"{REQUESTS}.other_unpaid"
        giver = next(
            (r for r in draft.edition.result_rows
             if r.path != path and draft.number(f"{r.path}.individual")), None
        )  # fmt: skip
        if giver is None:
            return None
        moved = {
            f"{row}.{column}": draft.number(f"{row}.{column}") + step
            for row, step in ((giver.path, -1), (path, 1))
            for column in ("individual", "total")
        }
        return draft.with_figures(moved).with_part("other_matters", (text.format(draft.year),))

    return change


def _fee_told_elsewhere(name: str, elsewhere: str, text: str, may: str = "") -> Kind:
    @anywhere(name, "CON18", may)
    def change(draft: Draft) -> Draft | None:
        if not draft.is_2021:
            return None
        told = draft.with_part("other_matters", (text.format(draft.year),))
        return told.saying(elsewhere, "active")

    return change


@anywhere("a fee was collected and table two has none", "CON19", "CON17 CON35")
def _fee_above_fees(draft: Draft) -> Draft | None:
    if not draft.is_2021:
        return None
    text = f"{draft.year}年，发出信息处理费收费通知1件、总金额380元，收取信息处理费380元。"
    zero = draft.with_figures({f"{PROACTIVE}.fees.amount": 0})
    return zero.with_part("other_matters", (text,))


@anywhere("decisions were published and none was taken", "CON26", "CON17 CON35")
def _published_none(draft: Draft) -> Draft:
    zero = {f"{PROACTIVE}.{row}.decisions": 0 for row in ("licences", "penalties")}
    return draft.with_figures(zero).saying("在门户网站公开“双公示”信息42条。")


def _share(name: str, sentence: Callable[[int], str | None]) -> Kind:
    @anywhere(name, "CON39", "CON40")
    def change(draft: Draft) -> Draft | None:
        text = sentence(_total(draft, "concluded"))
        return None if text is None else draft.saying(text, "requests")

    return change


def _channels(name: str, missing: int, must: str) -> Kind:
    @anywhere(name, must, "CON22 CON23 CON24")
    def change(draft: Draft) -> Draft | None:
        received = _total(draft, "received")
        if received <= abs(missing) + 1:
            return None
        told = f"网络申请{received - 1 - missing}件、信函申请1件"
        return _on_requests(draft, f"全年收到政府信息公开申请{received}件，其中{told}。")

    return change


@anywhere("one fact is told twice with two numbers", "CON21", "")
def _told_twice(draft: Draft) -> Draft:
    once = draft.saying("全年共主动公开政务动态信息326条。", "platforms")
    return once.saying("全年共主动公开政务动态信息362条。", "oversight")


@anywhere("the chart has another number", "CON27", "AUT05 AUT16")
def _chart(draft: Draft) -> Draft:
    told = draft.with_aspect("active", "全年通过门户网站公开政府信息3601条。")
    return replace(told, trailer=("政府网站公开信息数量 类别 1 6301",), is_printable=False)


@anywhere("all is done and some is carried over", "AUT18", _ON_REQUESTS)
def _done_and_open(draft: Draft) -> Draft | None:
    received = _total(draft, "received")
    told = f"全年收到政府信息公开申请{received}件，均已办结，结转下年度继续办理申请2件。"
    return _on_requests(draft, told) if received else None


def kinds() -> Iterator[Kind]:
    """All kinds of this page."""
    yield _told("the text tells more applications received", "CON12", _received_wrong)
    yield _told("a nought too many in the text", "CON12", _received_ten)
    yield _told("the text tells one application less", "CON12", _received_less)
    yield _told("the text says that none was received", "CON14", _none_received, "CON12 AUT18")
    yield _told("the text says that 0 were received", "CON14", _zero_received, "CON12 AUT18")
    yield _told("the text tells more concluded", "CON13", _concluded_wrong)
    yield _told("all concluded at once, and some are open", "CON13", _all_concluded, "CON41")
    yield _told("all concluded, though some are open", "CON41", _sweeping, "CON13")
    yield _told("all granted, though some were not", "CON41", _all_granted, "CON40")
    yield _told("none refused, though some were", "CON41", _none_refused, "CON28")
    for name, words in _RESULTS.items():
        yield _outcome(name, words, "CON40")
    yield _outcome("refused", "不予公开", "CON28")
    for edition, figures in _DOCUMENTS.items():
        for figure, words in figures.items():
            yield _document(edition, figure, words)
    yield _no_documents
    for row, words in _DECISIONS.items():
        yield _decision(row, words)
    yield _no_penalties
    yield _other_fees
    for name, words in _DISPUTE_NAMES.items():
        yield _dispute(name, words)
    yield _no_disputes
    yield _review_outcome
    denial = "{}年，本机关未发出信息处理费收费通知，未收取信息处理费。"
    yield _denied("no notice sent, yet an applicant did not pay", denial, "CON18")
    yield _denied("no notice told, yet one did not pay", "{}年，本机关未收取信息处理费。", "CON20")
    yield _fee_told_elsewhere(
        "no notice sent, yet notices stand elsewhere", "全年发出信息处理费收费通知2件。", denial
    )
    yield _fee_told_elsewhere(
        "nothing collected, yet an amount stands elsewhere", "全年实际收取信息处理费500元。",
        "{}年，本机关未收取信息处理费。", "CMP16 CON19",
    )  # fmt: skip
    yield _fee_above_fees
    yield _published_none
    yield _told_twice
    yield _chart
    yield _done_and_open
    yield from _on_breakdowns()


def _on_breakdowns() -> Iterator[Kind]:
    yield _share(
        "a share does not fit",
        lambda n: f"全年办结政府信息公开申请{n}件，其中予以公开{n}件，占58.55%。" if n else None,
    )
    yield _channels("the channels fall short", 1, "CON24")
    yield _channels("the channels exceed what was received", -2, "CON22")
