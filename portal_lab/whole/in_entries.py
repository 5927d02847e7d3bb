"""Traps in what is published: titles, files, dates, versions, doubles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache, partial

from config.clock import SHANGHAI
from portal_lab.answers import Answer
from portal_lab.paper.pdf import locked_pdf, report_pdf
from portal_lab.phases import Phase
from portal_lab.portal import Attachment, Entry
from portal_lab.render_html import Hand, report_html
from portal_lab.report import LabReport
from portal_lab.whole.draft import LAST_YEAR, YEARS, Draft, Plant
from portal_lab.whole.media import DOCX_TYPE, PDF_TYPE, Media, attachment, bundle, pictures

_ERROR_PAGE = "<html><body>系统正在升级维护，给您带来不便敬请谅解。</body></html>".encode()
_HEAVY = 60 * 1024 * 1024
_CROWD_DATE = date(2026, 1, 20)
_NOTICES_A_DAY, _MORE_A_PHASE = 400, 3


def titled(title: str, year: int = LAST_YEAR) -> Plant:
    """T01: another title; ``{name}`` and ``{year}`` stand for the agency and the year."""

    def plant(draft: Draft) -> None:
        shown = title.format(name=draft.author.name, year=year)
        draft.change(year, title=shown)
        draft.expect(year, "collected", also=("title_nonstandard",), flags=("title_nonstandard",))

    return plant


def all_years_on_one_page(draft: Draft) -> None:
    """T02: one article with anchors, a report under each."""
    reports = [draft.reports[year] for year in sorted(YEARS, reverse=True)]
    first = draft.report(LAST_YEAR)
    anchors = " ".join(f'<a href="#y{r.year}">{r.year}年</a>' for r in reports)
    bodies = [f'<h2 id="y{r.year}">{r.title}</h2>{report_html(r, Hand.EDITOR)}' for r in reports]
    entry = replace(
        first,
        title=f"{draft.author.name}历年政府信息公开工作年度报告（{YEARS[0]}—{LAST_YEAR}年）",
        content=lambda: anchors + "\n".join(bodies),
        attachments=(),
    )
    draft.entries = {year: [entry] for year in YEARS}
    for year in YEARS:
        draft.expect(year, "collected", also=("collected_late",), flags=())


def in_form(media: Media, year: int = LAST_YEAR, *, with_page: bool = False) -> Plant:
    """T04, T05, T27: a file of that form, beside the page or in its place."""

    def plant(draft: Draft) -> None:
        held = attachment(media, draft.reports[year])
        content = draft.report(year).content if with_page else None
        draft.change(year, content=content, attachments=(held,))
        if media is Media.SCAN:
            draft.expect(year, "collected", also=("scan_only",), flags=("scan_only",))
        if media is Media.RAR:
            draft.expect(year, "unsupported_format")

    return plant


def in_pictures(year: int = LAST_YEAR) -> Plant:
    """T05: the picture version, a run of pictures in the article."""

    def plant(draft: Draft) -> None:
        held = pictures(draft.reports[year])
        prefix = f"/images/{year + 1}/"
        shown = "".join(f'<p><img src="{prefix}{one.name}"></p>' for one in held)
        draft.change(year, content=lambda: shown, attachments=())
        for one in held:
            draft.extra[f"{prefix}{one.name}"] = partial(_file, one)
        draft.documents[year] = tuple(f"{prefix}{one.name}" for one in held)
        draft.expect(year, "collected", also=("scan_only",), flags=("scan_only",))

    return plant


def versions_differ(year: int = LAST_YEAR) -> Plant:
    """T06: the page and its PDF print different numbers."""

    def plant(draft: Draft) -> None:
        held = replace(draft.reports[year], figures=_other_figures(draft.reports[year]))
        draft.change(year, attachments=(attachment(Media.PDF, held),))
        draft.expect(year, "collected", flags=("versions_differ",))

    return plant


def wrong_year(year: int = LAST_YEAR, media: Media | None = None) -> Plant:
    """T07: the report of the year before behind the title of this one."""

    def plant(draft: Draft) -> None:
        held = draft.reports[year - 1]
        if media is None:
            draft.change(year, content=cache(partial(report_html, held, Hand.EDITOR)))
        else:
            named = f"{draft.reports[year].title}.{media.value}"
            draft.change(year, content=None, attachments=(attachment(media, held, named),))
        draft.expect(year, "wrong_year_file")

    return plant


def wrong_agency(year: int = LAST_YEAR, media: Media | None = None) -> Plant:
    """T08: another agency's report behind the right title."""

    def plant(draft: Draft) -> None:
        held = renamed_report(draft.reports[year], draft.author.name, "东亭市粮食和物资储备局")
        if media is None:
            draft.change(year, content=cache(partial(report_html, held, Hand.WORD)))
        else:
            named = f"{draft.reports[year].title}.{media.value}"
            draft.change(year, content=None, attachments=(attachment(media, held, named),))
        draft.expect(year, "wrong_agency_file")

    return plant


def dated(day: date, year: int = LAST_YEAR) -> Plant:
    """T09: a date of publication that cannot be: before the year's end, or in the future."""

    def plant(draft: Draft) -> None:
        there = datetime(year + 1, 1, 16, 9, tzinfo=SHANGHAI)
        draft.change(year, shown_date=day, late_at=there)
        draft.expect(year, "date_anomaly", also=("collected",), flags=("date_anomaly",))

    return plant


def linked_away(year: int = LAST_YEAR) -> Plant:
    """T30: the list leads to a WeChat article."""

    def plant(draft: Draft) -> None:
        away = f"https://mp.weixin.qq.com/s/lab-{draft.host}-{year}"
        draft.change(year, link=away, content=None, attachments=())
        draft.documents[year] = ()
        draft.expect(year, "off_domain_link")

    return plant


def file_is(kind: str, year: int = LAST_YEAR) -> Plant:
    """T20: what lies behind the link of the file.

    ``kind`` is ``error_page``, ``empty``, ``locked``, ``docx_as_doc`` or ``pdf_as_docx``.
    """

    def plant(draft: Draft) -> None:
        report = draft.reports[year]
        made: dict[str, tuple[str, str, Callable[[], bytes]]] = {
            "error_page": ("pdf", PDF_TYPE, lambda: _ERROR_PAGE),
            "empty": ("pdf", PDF_TYPE, lambda: b""),
            "locked": ("pdf", PDF_TYPE, locked_pdf),
            "docx_as_doc": ("doc", "application/msword", attachment(Media.DOCX, report).make),
            "pdf_as_docx": ("docx", DOCX_TYPE, attachment(Media.PDF, report).make),
        }
        name, content_type, make = made[kind]
        held = Attachment(name=f"{report.title}.{name}", content_type=content_type, make=make)
        draft.change(year, content=None, attachments=(held,))
        failures = {"error_page": "wrong_type", "empty": "empty_shell", "locked": "encrypted"}
        if kind in failures:
            also = ("wrong_type",) if kind == "empty" else ()
            draft.expect(year, failures[kind], also=also)

    return plant


def in_a_zip(year: int = LAST_YEAR) -> Plant:
    """T27: a zip with one file for each department, two of them with nearly the same name."""

    def plant(draft: Draft) -> None:
        report, name = draft.reports[year], draft.author.name
        others = [f"{name}招生办公室", "苏镇市体育局", f"东亭{name[2:]}"]
        held = {
            f"部门年报/{who}{year}年政府信息公开年报.docx": renamed_report(report, name, who)
            for who in (*others, name)
        }
        draft.change(year, content=None, attachments=(bundle(f"{year}年各部门年报.zip", held),))

    return plant


def twice_in_the_list(year: int = LAST_YEAR) -> Plant:
    """T28: the same report under two addresses."""

    def plant(draft: Draft) -> None:
        entry = draft.report(year)
        draft.entries[year].append(replace(entry, number=entry.number + 500))

    return plant


def renamed(until: int, former: str) -> Plant:
    """T29: reports up to ``until`` carry the agency's former name."""

    def plant(draft: Draft) -> None:
        for year in YEARS:
            if year > until:
                continue
            held = renamed_report(draft.reports[year], draft.author.name, former)
            make = cache(partial(report_html, held, Hand.PLAIN))
            draft.change(year, title=held.title, content=make)

    return plant


def heavy(year: int = LAST_YEAR) -> Plant:
    """T31: a PDF of 60 MB."""

    def plant(draft: Draft) -> None:
        report = draft.reports[year]
        held = Attachment(
            name=f"{report.title}.pdf",
            content_type=PDF_TYPE,
            make=partial(report_pdf, report, weight=_HEAVY),
        )
        draft.change(year, content=None, attachments=(held,))
        draft.expect(year, "collected", also=("budget_exhausted",))

    return plant


def crowded(count: int, *, is_beyond_budget: bool = False) -> Plant:
    """T14, T31: as many other things in the list, all newer than the reports in it.

    With each later phase a few more come, so that pages shift between the visits.
    """

    def plant(draft: Draft) -> None:
        later = _MORE_A_PHASE * list(Phase).index(draft.phase)
        topics = draft.author.topics
        draft.others += [
            Entry(
                number=1000 + i,
                title=f"{draft.author.name}{topics[i % 3]}事项公示（第{i + 1}期）",
                shown_date=_CROWD_DATE - timedelta(days=max(0, count - i) // _NOTICES_A_DAY),
            )
            for i in range(count + max(0, later - _MORE_A_PHASE))
        ]
        if is_beyond_budget:
            draft.also = ("budget_exhausted",)

    return plant


def renamed_report(report: LabReport, old: str, new: str) -> LabReport:
    """The report with another agency's name in every place."""

    def said(texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(text.replace(old, new) for text in texts)

    return replace(
        report,
        agency=new,
        title=report.title.replace(old, new),
        preamble=said(report.preamble),
        paragraphs={name: said(texts) for name, texts in report.paragraphs.items()},
    )


def _other_figures(report: LabReport) -> dict[str, str]:
    """One application more in the first row, its total and nowhere else."""
    changed = {}
    for path in ("requests.granted.individual", "requests.granted.total"):
        changed[path] = str(int(report.figures[path]) + 1)
    return {**report.figures, **changed}


def _file(held: Attachment) -> Answer:
    return Answer(headers=(("Content-Type", held.content_type),), body=held.make())
