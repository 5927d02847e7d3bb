"""What was measured of the rules, as tables and as requirements."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from audit.model import Family, Severity
from audit.rule import Rule
from bench.bars import Bar
from bench.metamorphic import Difference
from bench.planting import Trial, recall_of
from bench.real_findings import Compared, Told, undetermined
from bench.rule_speed import LIMIT_MS, RuleTimes
from bench.tables import Table

FEWEST_KINDS = 150
_LEAST_PRECISION, _LEAST_RECALL, _MOST_UNDETERMINED = 0.95, 0.99, 0.05
_SHOWN = 40
_GRAVE = (Severity.ERROR.value, Severity.WARNING.value)


def real_bars(found: Sequence[Compared]) -> Iterator[Bar]:
    """No wrong error; few wrong warnings. What nobody has reviewed counts as wrong."""
    for severity, required in ((Severity.ERROR, 1.0), (Severity.WARNING, _LEAST_PRECISION)):
        right, wrong = _precision(found, severity.value)
        told = right + wrong
        yield Bar(
            name=f"precision of findings told as {severity.value}, real reports",
            required="no wrong one" if required == 1 else f"≥ {required:.0%}",
            measured=f"{_share(right, told)}, {wrong} wrong of {told}",
            is_met=right >= told * required if told else None,
        )


def planting_bars(
    found: Sequence[Trial], rules: Sequence[Rule], kinds: int, forms: Sequence[Difference]
) -> Iterator[Bar]:
    """Kinds enough, every rule reached, recall in each family, and nothing besides."""
    recall = recall_of(found)
    planted = {trial.kind for trial in found}
    yield Bar(
        name="kinds of defect planted",
        required=f"≥ {FEWEST_KINDS}",
        measured=f"{len(planted)} of {kinds}",
        is_met=len(planted) >= FEWEST_KINDS,
    )
    without = [rule.code for rule in rules if rule.code not in recall]
    yield Bar(
        name="rules with a kind of defect",
        required="all",
        measured=f"without: {' '.join(without)}" if without else f"all {len(rules)}",
        is_met=not without,
    )
    for family in Family:
        hits, asked = _of_family(recall, family)
        yield Bar(
            name=f"recall of {family.value} rules",
            required=f"≥ {_LEAST_RECALL:.0%}",
            measured=f"{_share(hits, asked)} of {asked}",
            is_met=hits >= asked * _LEAST_RECALL if asked else None,
        )
    besides = [trial for trial in found if trial.besides]
    yield Bar(
        name="findings besides those of the defect",
        required="0",
        measured=f"{len(besides)} of {len(found)} plantings",
        is_met=not besides,
    )
    others = sum(not one.is_left_open for one in forms)
    yield Bar(
        name="same findings in every form",
        required="no other finding",
        measured=f"{others} others, {len(forms) - others} left open in a form",
        is_met=not others,
    )


def speed_bar(times: RuleTimes) -> Bar:
    """All rules on one reading."""
    return Bar(
        name="all rules on one reading, median, one core",
        required=f"≤ {LIMIT_MS:g} ms",
        measured=f"{times.whole:.2f} ms",
        is_met=times.whole <= LIMIT_MS,
    )


def real_tables(found: Sequence[Compared]) -> Iterator[Table]:
    """By rule; then what is ours alone, theirs alone, and left open."""
    yield Table(
        title="Findings on real reports by rule",
        header=("rule", "both", "reviewed", "ours alone", "theirs alone", "E", "W"),
        rows=tuple(_rule_rows(found)),
        note=f"{sum(one.error is None for one in found)} documents. Ours alone counts as wrong "
        "until a person writes into reviewed.json why it is right. E, W: how many of ours told so "
        "are right.",
    )
    extra = [(one.file, told) for one in found for told in one.extra]
    if extra:
        yield _list("Ours alone", extra)
    missed = [(one.file, told) for one in found for told in one.missed]
    if missed:
        yield _list("Theirs alone", missed)
    refused = [one for one in found if one.error is not None]
    if refused:
        rows = tuple((one.file, str(one.error)) for one in refused)
        yield Table(title="Not read", header=("document", "why"), rows=rows)
    yield Table(
        title="Left open on real reports",
        header=("rule", "undetermined", "applicable", "share", "why, where above 5 %"),
        rows=tuple(_open_rows(found)),
        note="Rules without any undetermined result are not shown. A bare file has no visits, no "
        "register of the office and no other agencies beside it.",
    )


def planting_tables(
    found: Sequence[Trial], rules: Sequence[Rule], differences: Sequence[Difference]
) -> Iterator[Table]:
    """Recall by rule; what was missed, what fired besides, what differed between forms."""
    recall = recall_of(found)
    kinds: dict[str, set[str]] = defaultdict(set)
    for trial in found:
        for code in trial.must:
            kinds[code].add(trial.kind)
    besides = Counter(code for trial in found for code in trial.besides)
    yield Table(
        title="Recall on planted defects by rule",
        header=("rule", "kinds", "planted", "found", "recall", "fired besides"),
        rows=tuple(
            _recall_row(rule.code, kinds[rule.code], recall, besides[rule.code]) for rule in rules
        ),
        note=f"{len({trial.kind for trial in found})} kinds, {len(found)} plantings, "
        f"{sum(trial.is_printed for trial in found)} of them printed as pages and read.",
    )
    wrong = [trial for trial in found if trial.missed or trial.besides]
    if wrong:
        rows = tuple((str(trial),) for trial in wrong[:_SHOWN])
        note = f"{len(wrong)} plantings in all."
        yield Table(title="Missed or besides", header=("planting",), rows=rows, note=note)
    if differences:
        rows = tuple((str(one),) for one in differences[:_SHOWN])
        yield Table(title="Other findings in another form", header=("difference",), rows=rows)


def speed_table(times: RuleTimes) -> Table:
    """Each rule by itself."""
    rows = [(code, f"{spent:.3f}") for code, spent in times.rules.items()]
    return Table(
        title="Time of each rule on one reading",
        header=("rule", "median ms"),
        rows=(
            ("all, as the engine runs them", f"{times.whole:.3f}"),
            ("sum of the medians", f"{sum(times.rules.values()):.3f}"),
            *rows,
        ),
        note=f"Over {times.cases} cases; the slowest took {times.slowest:.1f} ms. What several "
        "rules need is worked out by the first that asks.",
    )


def _precision(found: Sequence[Compared], severity: str) -> tuple[int, int]:
    right = sum(t.severity == severity for one in found for t in (*one.hits, *one.reviewed))
    return right, sum(t.severity == severity for one in found for t in one.extra)


def _rule_rows(found: Sequence[Compared]) -> Iterator[tuple[str, ...]]:
    codes = sorted(
        {t.rule for one in found for t in (*one.hits, *one.extra, *one.reviewed, *one.missed)}
    )
    for code in codes:
        hits, reviewed, extra, missed = (
            [t for one in found for t in getattr(one, name) if t.rule == code]
            for name in ("hits", "reviewed", "extra", "missed")
        )
        shares = [_right(severity, [*hits, *reviewed], extra) for severity in _GRAVE]
        counts = (str(len(one)) for one in (hits, reviewed, extra, missed))
        yield (code, *counts, *shares)


def _right(severity: str, right: Sequence[Told], wrong: Sequence[Told]) -> str:
    good = sum(told.severity == severity for told in right)
    return _share(good, good + sum(told.severity == severity for told in wrong))


def _list(title: str, told: Sequence[tuple[str, Told]]) -> Table:
    rows = tuple((file.removeprefix("reports/"), t.rule, t.subject, t.severity) for file, t in told)
    return Table(title=title, header=("document", "rule", "subject", "severity"), rows=rows)


def _open_rows(found: Sequence[Compared]) -> Iterator[tuple[str, ...]]:
    for code, (left, asked, reasons) in sorted(undetermined(found).items()):
        if left:
            why = ""
            if left > asked * _MOST_UNDETERMINED:
                why = "; ".join(f"{name} {count}" for name, count in Counter(reasons).most_common())
            yield code, str(left), str(asked), _share(left, asked), why


def _recall_row(
    code: str, kinds: set[str], recall: Mapping[str, tuple[int, int]], besides: int
) -> tuple[str, ...]:
    hits, asked = recall.get(code, (0, 0))
    return code, str(len(kinds)), str(asked), str(hits), _share(hits, asked), str(besides)


def _of_family(recall: Mapping[str, tuple[int, int]], family: Family) -> tuple[int, int]:
    counts = [count for code, count in recall.items() if code.startswith(family.value)]
    return sum(hits for hits, _ in counts), sum(asked for _, asked in counts)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2%}" if whole else "—"
