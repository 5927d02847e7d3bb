"""The traps T01 to T33 as the roster lays them: each with its number, its year and its plant."""

from __future__ import annotations

from datetime import date

from portal_lab.faults import FaultKind
from portal_lab.whole import in_access as access
from portal_lab.whole import in_entries as entries
from portal_lab.whole import in_pages as pages
from portal_lab.whole.draft import LAST_YEAR, Draft, Plant, Trap
from portal_lab.whole.media import Media

_HERE = date(LAST_YEAR + 1, 2, 10)
_NO_PAGES = "User-agent: *\nDisallow: /\n"
_NO_COLUMN = "User-agent: *\nDisallow: /col/\nDisallow: /art/\nDisallow: /module/\n"
_PAUSE = "User-agent: *\nCrawl-delay: 1\nDisallow: /admin/\n"
_SHELL_PAGE = "<html><body>页面加载中</body></html>"


def _t(code: str, plant: Plant, year: int | None = LAST_YEAR) -> Trap:
    return Trap(code=code, plant=plant, year=year)


def _as_it_is(draft: Draft) -> None:
    del draft


class T:
    """Every trap of the roster by its name. ``year`` is ``None`` where it holds for the site."""

    # T01 to T09: what is published
    work_summary = _t("T01", entries.titled("{name}{year}年信息公开工作总结"))
    report_on_situation = _t("T01", entries.titled("关于{year}年政府信息公开工作情况的报告"))
    only_annual_report = _t("T01", entries.titled("年报"))
    all_on_one_page = _t("T02", entries.all_years_on_one_page, None)
    again_here = _t("T03", access.republished_here)
    again_elsewhere = _t("T03", access.republished_elsewhere)
    # What the variant does by itself: only the number is told.
    file_only = _t("T04", _as_it_is, None)
    session_wanted = _t("T32", _as_it_is, None)
    pdf_2024 = _t("T04", entries.in_form(Media.PDF, 2024), 2024)
    scan_2023 = _t("T05", entries.in_form(Media.SCAN, 2023), 2023)
    scan_2024 = _t("T05", entries.in_form(Media.SCAN, 2024), 2024)
    pictures_2024 = _t("T05", entries.in_pictures(2024), 2024)
    versions_differ = _t("T06", entries.versions_differ())
    versions_differ_2022 = _t("T06", entries.versions_differ(2022), 2022)
    old_text_2024 = _t("T07", entries.wrong_year(2024), 2024)
    wrong_year_docx_2024 = _t("T07", entries.wrong_year(2024, Media.DOCX), 2024)
    wrong_agency_2024 = _t("T08", entries.wrong_agency(2024), 2024)
    wrong_agency_docx_2023 = _t("T08", entries.wrong_agency(2023, Media.DOCX), 2023)
    future_date = _t("T09", entries.dated(date(2026, 12, 30)))
    early_date_2023 = _t("T09", entries.dated(date(2023, 11, 20), 2023), 2023)
    written_before_2023 = _t(
        "T09", pages.other_date_on_the_page("成文日期", "2024-01-02", 2023), 2023
    )
    # T10 to T14: pages
    gbk_untold = _t("T10", pages.encoded(pages.Charset.gbk_untold), None)
    header_lies = _t("T10", pages.encoded(pages.Charset.gbk_told_utf8), None)
    utf8_told_gbk = _t("T10", pages.encoded(pages.Charset.utf8_told_gbk), None)
    utf8_cut = _t("T10", pages.encoded(pages.Charset.utf8_cut), None)
    odd_addresses = _t("T11", pages.odd_addresses, None)
    replaced_2025 = _t("T12", pages.behind_a_shell(pages.LOCATION_REPLACE))
    refresh_2023 = _t("T12", pages.behind_a_shell(pages.META_REFRESH, 2023), 2023)
    column_leads_home = _t("T12", access.column_moved("/zwgk/zfxxgknb_old/"), None)
    frame_here_2024 = _t("T13", pages.in_a_frame(2024), 2024)
    frame_away_2023 = _t("T13", pages.in_a_frame(2023, pages.CMS_HOST), 2023)
    crowd_61 = _t("T14", entries.crowded(50), None)
    crowd_58 = _t("T14", entries.crowded(47), None)
    crowd_33 = _t("T14", entries.crowded(22), None)
    crowd_45 = _t("T14", entries.crowded(34), None)
    crowd_48 = _t("T14", entries.crowded(48), None)
    # T15 to T20: answers
    soft_404_2022 = _t(
        "T15", access.on_the_way("article", FaultKind.SOFT_404, "soft_404", year=2022), 2022
    )
    throttled_list = _t(
        "T15", access.on_the_way("column", FaultKind.THROTTLED, "rate_limited"), None
    )
    empty_column = _t("T15", access.nothing_at_all, None)
    slow_once = _t("T16", access.on_the_way("article", FaultKind.SLOW, nth=1, seconds=20))
    drip_2025 = _t("T16", access.on_the_way("article", FaultKind.DRIP, "timeout", seconds=3600))
    bad_gateway = _t("T16", access.on_the_way("article", FaultKind.BAD_GATEWAY, nth=1))
    truncated_once_2024 = _t(
        "T17", access.on_the_way("article", FaultKind.TRUNCATED, year=2024, nth=1), 2024
    )
    cut_http10_2022 = _t(
        "T17", access.on_the_way("article", FaultKind.HTTP10_CUT, year=2022, nth=1), 2022
    )
    chunk_cut_2024 = _t(
        "T17", access.on_the_way("article", FaultKind.CHUNK_CUT, "truncated", year=2024), 2024
    )
    robots_all = _t("T18", access.robots(_NO_PAGES, "robots_disallow"), None)
    robots_column = _t("T18", access.robots(_NO_COLUMN, "robots_disallow"), None)
    robots_html = _t("T18", access.robots(_SHELL_PAGE, content_type="text/html"), None)
    robots_pause = _t("T18", access.robots(_PAUSE), None)
    robots_500 = _t(
        "T18", access.on_the_way("/robots.txt", FaultKind.SERVER_ERROR, "robots_unknown"), None
    )
    challenged = _t(
        "T19", access.on_the_way("beyond_robots", FaultKind.CHALLENGE, "blocked_challenge"), None
    )
    jsl = _t("T19", access.on_the_way("beyond_robots", FaultKind.JSL, "blocked_challenge"), None)
    captcha = _t(
        "T19", access.on_the_way("beyond_robots", FaultKind.CAPTCHA, "blocked_captcha"), None
    )
    forbidden = _t(
        "T19", access.on_the_way("beyond_robots", FaultKind.FORBIDDEN, "blocked_forbidden"), None
    )
    dead_link_2024 = _t(
        "T20", access.on_the_way("article", FaultKind.GONE, "link_dead", year=2024), 2024
    )
    dead_file_2024 = _t(
        "T20", access.on_the_way("file", FaultKind.GONE, "link_dead", year=2024), 2024
    )
    error_page_2023 = _t("T20", entries.file_is("error_page", 2023), 2023)
    zero_bytes_2024 = _t("T20", entries.file_is("empty", 2024), 2024)
    locked_2024 = _t("T20", entries.file_is("locked", 2024), 2024)
    docx_as_doc_2024 = _t("T20", entries.file_is("docx_as_doc", 2024), 2024)
    pdf_as_docx_2024 = _t("T20", entries.file_is("pdf_as_docx", 2024), 2024)
    # T22 to T26: places and phases. T21 is laid for all: every list has titles that are none.
    nothing_here = _t("T22", access.nothing_at_all, None)
    column_renamed = _t("T23", access.column_moved("/zfxxgk/gknb/", FaultKind.GONE), None)
    redesigned_as_jpage = _t("T23", access.redesigned("V01"), None)
    redesigned_as_trs = _t("T23", access.redesigned("V05"), None)
    unpublished = _t("T24", access.unpublished)
    late = _t("T25", access.published_on(_HERE))
    removed = _t("T26", access.removed)
    # T27 to T33
    zip_2025 = _t("T27", entries.in_a_zip())
    rar_2024 = _t("T27", entries.in_form(Media.RAR, 2024), 2024)
    twice = _t("T28", entries.twice_in_the_list())
    twice_2022 = _t("T28", entries.twice_in_the_list(2022), 2022)
    renamed_to_civil = _t("T29", entries.renamed(2022, "苏镇市民政事务局"), None)
    renamed_to_labour = _t("T29", entries.renamed(2022, "东亭市劳动和社会保障局"), None)
    wechat_2023 = _t("T30", entries.linked_away(2023), 2023)
    weight_2023 = _t("T31", entries.heavy(2023), 2023)
    rows_4000 = _t("T31", entries.crowded(4000, is_beyond_budget=True), None)
    referer_wanted = _t("T32", access.referer_wanted, None)
    hidden_words = _t("T33", pages.hidden_words, None)
    cloned = _t("V24", pages.clone_linked("www.haiyi-nmj.example.com"), None)
