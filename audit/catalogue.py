"""The catalogue: every rule, in the order of the codes, in one plain tuple."""

from __future__ import annotations

from audit.rule import Rule
from audit.rules.authenticity.aut01_year_of_another_report import year_of_another_report
from audit.rules.authenticity.aut02_period_not_of_the_year import period_not_of_the_year
from audit.rules.authenticity.aut03_other_agency_named_as_own import other_agency_named_as_own
from audit.rules.authenticity.aut04_placeholder_left import placeholder_left
from audit.rules.authenticity.aut05_residue_left import residue_left
from audit.rules.authenticity.aut06_text_as_last_year import text_as_last_year
from audit.rules.authenticity.aut07_text_as_another_agency import text_as_another_agency
from audit.rules.authenticity.aut08_text_repeated import text_repeated
from audit.rules.authenticity.aut09_all_figures_zero import all_figures_zero
from audit.rules.authenticity.aut10_overview_speaks_of_others import overview_speaks_of_others
from audit.rules.authenticity.aut11_problems_vague_or_copied import problems_vague_or_copied
from audit.rules.authenticity.aut12_subheading_numerals_broken import subheading_numerals_broken
from audit.rules.authenticity.aut13_likely_misprint import likely_misprint
from audit.rules.authenticity.aut14_document_cited_wrongly import document_cited_wrongly
from audit.rules.authenticity.aut15_count_rough import count_rough
from audit.rules.authenticity.aut16_overview_thin import overview_thin
from audit.rules.authenticity.aut17_content_off_its_heading import content_off_its_heading
from audit.rules.authenticity.aut18_statements_exclude_each_other import (
    statements_exclude_each_other,
)
from audit.rules.authenticity.aut19_halfwidth_punctuation import halfwidth_punctuation
from audit.rules.authenticity.aut20_tense_of_the_day import tense_of_the_day
from audit.rules.authenticity.aut21_old_plan_told_as_new import old_plan_told_as_new
from audit.rules.authenticity.aut22_personal_details_published import personal_details_published
from audit.rules.authenticity.aut23_covering_letter_published import covering_letter_published
from audit.rules.authenticity.aut24_period_beyond_the_year import period_beyond_the_year
from audit.rules.authenticity.aut25_signed_before_the_year_ends import signed_before_the_year_ends
from audit.rules.authenticity.aut26_text_of_an_earlier_year import text_of_an_earlier_year
from audit.rules.completeness.cmp01_part_missing import part_missing
from audit.rules.completeness.cmp02_title_not_standard import title_not_standard
from audit.rules.completeness.cmp03_part_numeral_wrong import part_numeral_wrong
from audit.rules.completeness.cmp04_part_name_differs import part_name_differs
from audit.rules.completeness.cmp05_aspect_not_told import aspect_not_told
from audit.rules.completeness.cmp06_proactive_row_missing import proactive_row_missing
from audit.rules.completeness.cmp07_proactive_cell_unfilled import proactive_cell_unfilled
from audit.rules.completeness.cmp08_request_row_missing import request_row_missing
from audit.rules.completeness.cmp09_request_column_missing import request_column_missing
from audit.rules.completeness.cmp10_request_cell_unfilled import request_cell_unfilled
from audit.rules.completeness.cmp11_dispute_cell_missing import dispute_cell_missing
from audit.rules.completeness.cmp12_wrong_edition import wrong_edition
from audit.rules.completeness.cmp13_row_label_differs import row_label_differs
from audit.rules.completeness.cmp14_balance_note_missing import balance_note_missing
from audit.rules.completeness.cmp15_processing_fee_not_reported import processing_fee_not_reported
from audit.rules.completeness.cmp16_fee_details_missing import fee_details_missing
from audit.rules.completeness.cmp17_problems_not_reported import problems_not_reported
from audit.rules.completeness.cmp18_part_six_says_none import part_six_says_none
from audit.rules.completeness.cmp19_assessment_not_reported import assessment_not_reported
from audit.rules.completeness.cmp20_published_quantity_missing import published_quantity_missing
from audit.rules.completeness.cmp21_applications_not_told import applications_not_told
from audit.rules.completeness.cmp22_period_not_stated import period_not_stated
from audit.rules.completeness.cmp23_year_contradicted import year_contradicted
from audit.rules.completeness.cmp24_procurement_decimals_wrong import procurement_decimals_wrong
from audit.rules.completeness.cmp25_fee_unit_doubtful import fee_unit_doubtful
from audit.rules.completeness.cmp26_count_not_whole import count_not_whole
from audit.rules.completeness.cmp27_local_item_missing import local_item_missing
from audit.rules.completeness.cmp28_number_left_out import number_left_out
from audit.rules.completeness.cmp29_part_count_wrong import part_count_wrong
from audit.rules.completeness.cmp30_figure_absurd import figure_absurd
from audit.rules.completeness.cmp31_told_count_absurd import told_count_absurd
from audit.rules.consistency.con01_row_total_differs import row_total_differs
from audit.rules.consistency.con02_column_total_differs import column_total_differs
from audit.rules.consistency.con03_balance_differs import balance_differs
from audit.rules.consistency.con04_review_total_differs import review_total_differs
from audit.rules.consistency.con05_direct_suit_total_differs import direct_suit_total_differs
from audit.rules.consistency.con06_suit_after_review_total_differs import (
    suit_after_review_total_differs,
)
from audit.rules.consistency.con07_carry_over_differs import carry_over_differs
from audit.rules.consistency.con08_stock_not_continued import stock_not_continued
from audit.rules.consistency.con09_stock_below_year import stock_below_year
from audit.rules.consistency.con10_stock_equals_year import stock_equals_year
from audit.rules.consistency.con11_regulations_without_power import regulations_without_power
from audit.rules.consistency.con12_received_told_differently import received_told_differently
from audit.rules.consistency.con13_concluded_told_differently import concluded_told_differently
from audit.rules.consistency.con14_none_received_contradicted import none_received_contradicted
from audit.rules.consistency.con15_disputes_told_differently import disputes_told_differently
from audit.rules.consistency.con16_documents_told_differently import documents_told_differently
from audit.rules.consistency.con17_decisions_told_differently import decisions_told_differently
from audit.rules.consistency.con18_fee_denial_contradicted import fee_denial_contradicted
from audit.rules.consistency.con19_fee_collected_above_fees import fee_collected_above_fees
from audit.rules.consistency.con20_unpaid_without_notices import unpaid_without_notices
from audit.rules.consistency.con21_same_fact_told_twice import same_fact_told_twice
from audit.rules.consistency.con22_parts_exceed_whole import parts_exceed_whole
from audit.rules.consistency.con23_parts_below_whole import parts_below_whole
from audit.rules.consistency.con24_channels_differ import channels_differ
from audit.rules.consistency.con25_proposals_differ import proposals_differ
from audit.rules.consistency.con26_published_decisions_zero import published_decisions_zero
from audit.rules.consistency.con27_chart_differs import chart_differs
from audit.rules.consistency.con28_refused_told_differently import refused_told_differently
from audit.rules.consistency.con29_new_above_total import new_above_total
from audit.rules.consistency.con30_items_not_continued import items_not_continued
from audit.rules.consistency.con31_procurement_halves_differ import procurement_halves_differ
from audit.rules.consistency.con32_disputes_without_requests import disputes_without_requests
from audit.rules.consistency.con33_correction_not_explained import correction_not_explained
from audit.rules.consistency.con34_departments_exceed_government import (
    departments_exceed_government,
)
from audit.rules.consistency.con35_figure_jumps import figure_jumps
from audit.rules.consistency.con36_table_two_as_last_year import table_two_as_last_year
from audit.rules.consistency.con37_pending_cases_gone import pending_cases_gone
from audit.rules.consistency.con38_exhaustive_list_falls_short import exhaustive_list_falls_short
from audit.rules.consistency.con39_percentage_does_not_fit import percentage_does_not_fit
from audit.rules.consistency.con40_outcome_told_differently import outcome_told_differently
from audit.rules.consistency.con41_sweeping_claim_contradicted import sweeping_claim_contradicted
from audit.rules.consistency.con42_carry_over_chain_broken import carry_over_chain_broken
from audit.rules.consistency.con43_stock_chain_broken import stock_chain_broken
from audit.rules.consistency.con44_figures_of_another_year import figures_of_another_year
from audit.rules.consistency.con45_figures_of_another_agency import figures_of_another_agency
from audit.rules.timeliness.tim01_department_late import department_late
from audit.rules.timeliness.tim02_government_late import government_late
from audit.rules.timeliness.tim03_not_published import not_published
from audit.rules.timeliness.tim04_published_too_early import published_too_early
from audit.rules.timeliness.tim05_no_publication_date import no_publication_date
from audit.rules.timeliness.tim06_dates_disagree import dates_disagree
from audit.rules.timeliness.tim07_date_before_absence import date_before_absence
from audit.rules.timeliness.tim08_changed_without_note import changed_without_note
from audit.rules.timeliness.tim09_submitted_late import submitted_late
from audit.rules.timeliness.tim10_local_deadline_missed import local_deadline_missed
from audit.rules.timeliness.tim11_former_years_missing import former_years_missing
from audit.rules.timeliness.tim12_link_dead import link_dead
from audit.rules.timeliness.tim13_outside_report_column import outside_report_column
from audit.rules.timeliness.tim14_text_not_available import text_not_available
from audit.rules.timeliness.tim15_page_tags_incomplete import page_tags_incomplete
from audit.rules.timeliness.tim16_versions_differ import versions_differ
from config.errors import DubanError

CATALOGUE: tuple[Rule, ...] = (
    part_missing,
    title_not_standard,
    part_numeral_wrong,
    part_name_differs,
    aspect_not_told,
    proactive_row_missing,
    proactive_cell_unfilled,
    request_row_missing,
    request_column_missing,
    request_cell_unfilled,
    dispute_cell_missing,
    wrong_edition,
    row_label_differs,
    balance_note_missing,
    processing_fee_not_reported,
    fee_details_missing,
    problems_not_reported,
    part_six_says_none,
    assessment_not_reported,
    published_quantity_missing,
    applications_not_told,
    period_not_stated,
    year_contradicted,
    procurement_decimals_wrong,
    fee_unit_doubtful,
    count_not_whole,
    local_item_missing,
    number_left_out,
    part_count_wrong,
    figure_absurd,
    told_count_absurd,
    department_late,
    government_late,
    not_published,
    published_too_early,
    no_publication_date,
    dates_disagree,
    date_before_absence,
    changed_without_note,
    submitted_late,
    local_deadline_missed,
    former_years_missing,
    link_dead,
    outside_report_column,
    text_not_available,
    page_tags_incomplete,
    versions_differ,
    row_total_differs,
    column_total_differs,
    balance_differs,
    review_total_differs,
    direct_suit_total_differs,
    suit_after_review_total_differs,
    carry_over_differs,
    stock_not_continued,
    stock_below_year,
    stock_equals_year,
    regulations_without_power,
    received_told_differently,
    concluded_told_differently,
    none_received_contradicted,
    disputes_told_differently,
    documents_told_differently,
    decisions_told_differently,
    fee_denial_contradicted,
    fee_collected_above_fees,
    unpaid_without_notices,
    same_fact_told_twice,
    parts_exceed_whole,
    parts_below_whole,
    channels_differ,
    proposals_differ,
    published_decisions_zero,
    chart_differs,
    refused_told_differently,
    new_above_total,
    items_not_continued,
    procurement_halves_differ,
    disputes_without_requests,
    correction_not_explained,
    departments_exceed_government,
    figure_jumps,
    table_two_as_last_year,
    pending_cases_gone,
    exhaustive_list_falls_short,
    percentage_does_not_fit,
    outcome_told_differently,
    sweeping_claim_contradicted,
    carry_over_chain_broken,
    stock_chain_broken,
    figures_of_another_year,
    figures_of_another_agency,
    year_of_another_report,
    period_not_of_the_year,
    other_agency_named_as_own,
    placeholder_left,
    residue_left,
    text_as_last_year,
    text_as_another_agency,
    text_repeated,
    all_figures_zero,
    overview_speaks_of_others,
    problems_vague_or_copied,
    subheading_numerals_broken,
    likely_misprint,
    document_cited_wrongly,
    count_rough,
    overview_thin,
    content_off_its_heading,
    statements_exclude_each_other,
    halfwidth_punctuation,
    tense_of_the_day,
    old_plan_told_as_new,
    personal_details_published,
    covering_letter_published,
    period_beyond_the_year,
    signed_before_the_year_ends,
    text_of_an_earlier_year,
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
