"""The catalogue: every rule, in the order of the codes, in one plain tuple."""

from __future__ import annotations

from audit.rule import Rule
from audit.rules.authenticity.aut04_placeholder_left import placeholder_left
from audit.rules.authenticity.aut05_residue_left import residue_left
from audit.rules.authenticity.aut09_all_figures_zero import all_figures_zero
from audit.rules.authenticity.aut12_subheading_numerals_broken import subheading_numerals_broken
from audit.rules.authenticity.aut19_halfwidth_punctuation import halfwidth_punctuation
from audit.rules.completeness.cmp01_part_missing import part_missing
from audit.rules.completeness.cmp02_title_not_standard import title_not_standard
from audit.rules.completeness.cmp03_part_numeral_wrong import part_numeral_wrong
from audit.rules.completeness.cmp06_proactive_row_missing import proactive_row_missing
from audit.rules.completeness.cmp07_proactive_cell_unfilled import proactive_cell_unfilled
from audit.rules.completeness.cmp08_request_row_missing import request_row_missing
from audit.rules.completeness.cmp09_request_column_missing import request_column_missing
from audit.rules.completeness.cmp10_request_cell_unfilled import request_cell_unfilled
from audit.rules.completeness.cmp11_dispute_cell_missing import dispute_cell_missing
from audit.rules.completeness.cmp12_wrong_edition import wrong_edition
from audit.rules.completeness.cmp15_processing_fee_not_reported import processing_fee_not_reported
from audit.rules.completeness.cmp17_problems_not_reported import problems_not_reported
from audit.rules.completeness.cmp22_period_not_stated import period_not_stated
from audit.rules.consistency.con01_row_total_differs import row_total_differs
from audit.rules.consistency.con02_column_total_differs import column_total_differs
from audit.rules.consistency.con03_balance_differs import balance_differs
from audit.rules.consistency.con04_review_total_differs import review_total_differs
from audit.rules.consistency.con05_direct_suit_total_differs import direct_suit_total_differs
from audit.rules.consistency.con06_suit_after_review_total_differs import (
    suit_after_review_total_differs,
)
from audit.rules.consistency.con10_stock_equals_year import stock_equals_year
from audit.rules.consistency.con12_received_told_differently import received_told_differently
from audit.rules.consistency.con13_concluded_told_differently import concluded_told_differently
from audit.rules.consistency.con14_none_received_contradicted import none_received_contradicted
from audit.rules.consistency.con18_fee_denial_contradicted import fee_denial_contradicted
from audit.rules.consistency.con26_published_decisions_zero import published_decisions_zero
from audit.rules.timeliness.tim01_department_late import department_late
from audit.rules.timeliness.tim02_government_late import government_late
from audit.rules.timeliness.tim03_not_published import not_published
from audit.rules.timeliness.tim04_published_too_early import published_too_early
from config.errors import DubanError

CATALOGUE: tuple[Rule, ...] = (
    part_missing,
    title_not_standard,
    part_numeral_wrong,
    proactive_row_missing,
    proactive_cell_unfilled,
    request_row_missing,
    request_column_missing,
    request_cell_unfilled,
    dispute_cell_missing,
    wrong_edition,
    processing_fee_not_reported,
    problems_not_reported,
    period_not_stated,
    department_late,
    government_late,
    not_published,
    published_too_early,
    row_total_differs,
    column_total_differs,
    balance_differs,
    review_total_differs,
    direct_suit_total_differs,
    suit_after_review_total_differs,
    stock_equals_year,
    received_told_differently,
    concluded_told_differently,
    none_received_contradicted,
    fee_denial_contradicted,
    published_decisions_zero,
    placeholder_left,
    residue_left,
    all_figures_zero,
    subheading_numerals_broken,
    halfwidth_punctuation,
)


def rule_named(code: str) -> Rule:
    """The rule with this code, in any case of letters.

    Raises:
        DubanError: there is none.
    """
    for rule in CATALOGUE:
        if rule.code == code.upper():
            return rule
    raise DubanError(f"没有代码为 {code} 的规则；用 duban rules 查看全部规则")
