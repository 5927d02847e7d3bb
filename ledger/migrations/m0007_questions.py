"""Step 7: what saved questions share: who may be named, the last case, figures asked for often.

The views are the one place that says which findings may be held against an agency. The indexes
hold all that the questions read of large tables.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from ledger.schema import document

# Counts that are compared over years and agencies; money is left out, for it is no whole number.
KEY_FIGURES = (
    "requests.received.total",
    "requests.carried_in.total",
    "requests.granted.total",
    "requests.partial.total",
    "requests.concluded.total",
    "requests.carried_out.total",
    "disputes.review.total",
    "disputes.suit_direct.total",
    "disputes.suit_after_review.total",
    "proactive.regulations.issued",
    "proactive.regulations.repealed",
    "proactive.regulations.in_force",
    "proactive.normative_documents.issued",
    "proactive.normative_documents.repealed",
    "proactive.normative_documents.in_force",
    "proactive.licences.decisions",
    "proactive.penalties.decisions",
    "proactive.coercive_measures.decisions",
)
_KEYS = ", ".join(f"'{path}'" for path in KEY_FIGURES)


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedView:
    """A view for questions; its columns as (name, Chinese, English)."""

    name: str
    chinese: str
    english: str
    columns: tuple[tuple[str, str, str], ...]
    sql: str


_AGENCY = ("agency_id", "机关编号", "The agency")
_YEAR = ("year", "报告年度", "Year the report is on")
_FINGERPRINT = ("fingerprint", "问题标识", "The finding")
_RULE = ("rule", "规则代码", "Code of the rule")
_JUDGEMENT = ("judgement_id", "审核编号", "The judgement")
_WAIVER = ("waiver_id", "豁免编号", "The waiver")

_LAST_DAY = SharedView(
    name="last_day",
    chinese="最近判定日",
    english="The last day anything was judged: a view must not ask the clock",
    columns=(("day", "最近判定日", "Day of judgement, ISO date"),),
    sql="SELECT max(as_of) AS day FROM runs WHERE state = 'finished'",
)

# Of a group with one max(), SQLite takes the other columns from the row that has the maximum; it
# is asked for outside too, so that no version leaves it out.
_LAST_OF_EACH = """SELECT c.agency_id, c.year, c.run_id, c.judgement_id, r.as_of,
        max(r.started_at || printf('%012d', r.sequence)) AS latest
    FROM cases c JOIN runs r ON r.run_id = c.run_id AND r.state = 'finished'
    {where}GROUP BY c.year, c.agency_id"""

_LATEST_CASES = SharedView(
    name="latest_cases",
    chinese="最近案卷",
    english="The last case of each agency and year, from finished runs",
    columns=(
        _AGENCY,
        _YEAR,
        ("run_id", "运行编号", "The run"),
        ("as_of", "判定日", "Day of judgement, ISO date"),
        ("state", "公布情况", "State on the board"),
        ("reason", "说明", "Why the state is so, in Chinese"),
        ("claimed_date", "所称公布日期", "Claimed day of publication, ISO date"),
        ("not_before", "不早于", "Last day that did not see it, ISO date"),
        ("not_after", "不晚于", "First day that saw it, ISO date"),
        ("report_id", "年报编号", "The report"),
        _JUDGEMENT,
    ),
    sql=f"""SELECT c.agency_id, c.year, c.run_id, last.as_of, c.state, c.reason,
    c.claimed_date, c.not_before, c.not_after, c.report_id, c.judgement_id
FROM ({_LAST_OF_EACH.format(where="")}) last
CROSS JOIN cases c
    ON c.run_id = last.run_id AND c.agency_id = last.agency_id AND c.year = last.year
WHERE last.latest IS NOT NULL""",  # noqa: S608
)

# A run that could not reach the portal has no judgement and takes no figures away.
_LATEST_READINGS = SharedView(
    name="latest_readings",
    chinese="最近识读",
    english="The reading last judged for each agency and year",
    columns=(
        _AGENCY,
        _YEAR,
        ("reading_id", "识读编号", "The reading"),
        _JUDGEMENT,
    ),
    sql=f"""SELECT last.agency_id, last.year, j.reading_id, j.judgement_id
FROM ({_LAST_OF_EACH.format(where="WHERE c.judgement_id IS NOT NULL ")}) last
CROSS JOIN judgements j ON j.judgement_id = last.judgement_id
WHERE last.latest IS NOT NULL AND j.reading_id IS NOT NULL""",  # noqa: S608
)

_KEY_FIGURES = SharedView(
    name="key_figures",
    chinese="主要数据项",
    english="Counts that are compared over years and agencies",
    columns=(
        ("reading_id", "识读编号", "The reading"),
        ("path", "数据项名称", "Name of the cell: table.row.column"),
        ("number", "数值", "The number, where one could be read"),
    ),
    # The list stands here as in the index, word for word: so the index serves.
    sql=f"""SELECT reading_id, path, CAST(value AS INTEGER) AS number FROM figures
WHERE path IN ({_KEYS}) AND state = 'number'""",  # noqa: S608
)

_WAIVERS = SharedView(
    name="waivers_in_force",
    chinese="现行豁免",
    english="Waivers in force on the day last judged",
    columns=(
        _WAIVER,
        ("rule", "规则代码", "Code of the rule; absent: every rule"),
        ("agency_id", "机关编号", "The agency; absent: every agency"),
        ("year", "报告年度", "Year the report is on; absent: every year"),
    ),
    sql="""SELECT w.waiver_id, w.rule, w.agency_id, w.year
FROM waivers w LEFT JOIN waiver_ends e ON e.waiver_id = w.waiver_id, last_day
WHERE w.from_date <= last_day.day AND last_day.day <= w.until_date
    AND coalesce(e.from_date, '9999') > last_day.day""",
)

# One branch for each way to find the findings by an index.
_WAIVED = SharedView(
    name="waived_findings",
    chinese="已豁免问题",
    english="Findings covered by a waiver in force on the day last judged",
    columns=(_WAIVER, _FINGERPRINT),
    sql="""SELECT w.waiver_id, f.fingerprint
FROM waivers_in_force w CROSS JOIN findings f ON f.agency_id = w.agency_id
WHERE w.agency_id IS NOT NULL AND coalesce(w.rule, f.rule) = f.rule
    AND coalesce(w.year, f.year) = f.year
UNION ALL
SELECT w.waiver_id, f.fingerprint
FROM waivers_in_force w CROSS JOIN findings f ON f.rule = w.rule
WHERE w.agency_id IS NULL AND w.rule IS NOT NULL AND coalesce(w.year, f.year) = f.year
UNION ALL
SELECT w.waiver_id, f.fingerprint
FROM waivers_in_force w CROSS JOIN findings f
WHERE w.agency_id IS NULL AND w.rule IS NULL AND coalesce(w.year, f.year) = f.year""",
)

_REJECTED = SharedView(
    name="rejected_findings",
    chinese="已认定不属实的问题",
    english="Findings a person rejected, of the same version of the rule and saying the same",
    columns=(_FINGERPRINT, _RULE, _AGENCY, _YEAR),
    sql="""SELECT f.fingerprint, f.rule, f.agency_id, f.year
FROM (SELECT fingerprint, max(decision_id) AS decision_id FROM decisions GROUP BY fingerprint) d
CROSS JOIN decisions last ON last.decision_id = d.decision_id AND last.verdict = 'rejected'
CROSS JOIN findings f ON f.fingerprint = d.fingerprint AND f.rule_version = last.rule_version
WHERE coalesce((SELECT h.finding_sha256 FROM finding_history h
    JOIN runs r ON r.run_id = h.run_id
    WHERE h.fingerprint = f.fingerprint ORDER BY r.sequence DESC LIMIT 1),
    last.finding_sha256) = last.finding_sha256""",
)

_STANDING = SharedView(
    name="standing_findings",
    chinese="可列举的现存问题",
    english="Findings that stand and may be named: not in shadow, not waived, not rejected",
    columns=(
        _FINGERPRINT,
        _RULE,
        _AGENCY,
        _YEAR,
        ("severity", "程度", "error, warning, advice or hint"),
        ("first_seen_run", "首次发现的运行编号", "Run that first found it"),
    ),
    sql="""SELECT fingerprint, rule, agency_id, year, severity, first_seen_run
FROM findings
WHERE is_shadow = 0 AND status = 'open'
    AND fingerprint NOT IN (SELECT fingerprint FROM waived_findings)
    AND fingerprint NOT IN (SELECT fingerprint FROM rejected_findings)""",
)

VIEWS = (
    _LAST_DAY,
    _LATEST_CASES,
    _LATEST_READINGS,
    _KEY_FIGURES,
    _WAIVERS,
    _WAIVED,
    _REJECTED,
    _STANDING,
)

_INDEXES = {
    "cases_latest": "cases (year, agency_id, run_id, judgement_id)",
    "findings_standing": "findings (is_shadow, status, year, rule, severity, agency_id, "
    "fingerprint, first_seen_run, state)",
    "visits_outcome": "visits (year, place_id, visit_class, ended_at)",
    "figures_key": "figures (reading_id, path, state, value) "
    f"WHERE path IN ({_KEYS}) AND state = 'number'",
}


def apply(database: Database) -> None:
    """Make indexes and views."""
    for name, covered in _INDEXES.items():
        database.execute(f"CREATE INDEX {name} ON {covered}")
    for view in VIEWS:
        database.create_view(view.name, view.sql)
        document(database, view.name, [("", view.chinese, view.english), *view.columns])
