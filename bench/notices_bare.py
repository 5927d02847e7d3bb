"""What documents are compared with: bare Jinja2, docxtpl, and Chromium's print, each alone."""

from __future__ import annotations

import asyncio
from functools import cache
from io import BytesIO
from types import TracebackType
from typing import Self

from docx import Document
from docxtpl import DocxTemplate
from jinja2 import Environment, PackageLoader, Template
from playwright.async_api import Page, Playwright, async_playwright

from notices.form.page import environment
from notices.paper import Paper

_TITLES = ("序号", "类别", "规则代码", "所在位置及报告原文", "问题", "依据", "程度")
_REPLY = ("序号", "问题", "是否属实", "整改措施", "完成时间", "更正后网址", "责任人及电话")
_FAMILIES = (
    "{%p for family in listed.families %}",
    "{{ family.heading }}",
    "{%p for found in family.rules %}",
    "{%p if listed.is_by_rule %}",
    "{{ found.rule.rule_title }}（{{ found.rule.severity_label }}）：第{{ found.numbers }}项。",
    "{%p else %}",
    "{%p for item in found.findings %}",
    "{{ item.number }}.{{ item.rule_title }}（{{ item.severity_label }}）：{{ item.message }}",
    "{%p endfor %}",
    "{%p endif %}",
    "{%p endfor %}",
    "{%p endfor %}",
)
_BODY = (
    "{{ wording.title }}",
    "（文号由签发机关编写）",
    "{{ notice.agency_name }}：",
    "{{ wording.opening }}（网址：{{ notice.report_url }}）{{ wording.opening_end }}",
    "一、{{ wording.problem_heading }}",
    *(line.replace("listed", "wording.problems") for line in _FAMILIES),
    "二、整改要求",
    "{%p for demand in wording.demands %}",
    "{{ demand }}",
    "{%p endfor %}",
    "三、反馈时限",
    "{{ wording.reply }}",
    "四、{{ wording.advice_heading }}",
    *(line.replace("listed", "wording.advice") for line in _FAMILIES),
    "五、核查说明",
    "{{ wording.checked }}",
    "{{ wording.unchecked }}",
    "附件：1.问题清单",
    "2.整改情况回执",
    "{{ notice.issuing_office }}",
    "　　年　月　日",
)
_CELLS = (
    "{{ item.number }}",
    "{{ item.family_label }}",
    "{{ item.rule_code }}",
    "{%p for proof in item.evidence %}\n{{ proof.at }}：“{{ proof.printed }}”\n{%p endfor %}",
    "{{ item.rule_title }}\n{{ item.message }}\n改正办法：{{ item.how_to_correct }}",
    "{{ item.basis }}",
    "{{ item.severity_label }}",
)
_REPLY_CELLS = ("{{ item.number }}", "{{ item.rule_title }}（{{ item.rule_code }}）", *[""] * 5)
_PROOF = "{{ loop.index }}.{{ proof.role_label }}：{{ proof.url }}；SHA-256：{{ proof.sha256 }}"


def bare_template(paper: Paper) -> Template:
    """The same template in a plain environment that escapes, compiled."""
    plain = Environment(
        loader=PackageLoader("notices"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    plain.filters.update(environment().filters)
    return plain.get_template(paper.template)


def by_docxtpl(paper: Paper) -> bytes:
    """The same content by docxtpl, from a template that was made once."""
    template = DocxTemplate(BytesIO(_docxtpl_template()))
    template.render(dict(paper.context), autoescape=True)
    target = BytesIO()
    template.save(target)
    return target.getvalue()


@cache
def _docxtpl_template() -> bytes:
    document = Document()
    for line in _BODY:
        document.add_paragraph(line)
    document.add_page_break()
    document.add_paragraph("问题清单")
    _add_table(document, _TITLES, _CELLS)
    for line in ("{%p for proof in notice.proofs %}", _PROOF, "{%p endfor %}"):
        document.add_paragraph(line)
    document.add_page_break()
    document.add_paragraph("整改情况回执")
    _add_table(document, _REPLY, _REPLY_CELLS)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def _add_table(
    document: Document,  # type: ignore[valid-type]
    titles: tuple[str, ...],
    cells: tuple[str, ...],
) -> None:
    table = document.add_table(rows=4, cols=len(titles), style="Table Grid")  # type: ignore[attr-defined]
    table.cell(1, 0).text = "{%tr for item in notice.problems %}"
    table.cell(3, 0).text = "{%tr endfor %}"
    for column, (title, content) in enumerate(zip(titles, cells, strict=True)):
        table.cell(0, column).text = title
        first, *others = content.split("\n")
        table.cell(2, column).text = first
        for line in others:
            table.cell(2, column).add_paragraph(line)


class BareChromium:
    """One Chromium that prints pages and does no more."""

    def __init__(self, executable: str) -> None:
        self._executable = executable
        self._runner = asyncio.Runner()
        self._playwright: Playwright | None = None
        self._page: Page | None = None

    def __enter__(self) -> Self:
        """Start it."""
        self._runner.run(self._start())
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End it."""
        self._runner.run(self._end())
        self._runner.close()

    def pdf(self, page: str) -> bytes:
        """The page as PDF."""
        return self._runner.run(self._print(page))

    async def _start(self) -> None:
        self._playwright = await async_playwright().start()
        browser = await self._playwright.chromium.launch(executable_path=self._executable)
        self._page = await browser.new_page()

    async def _print(self, content: str) -> bytes:
        if self._page is None:
            raise RuntimeError("used outside its context")
        await self._page.set_content(content)
        return await self._page.pdf(
            prefer_css_page_size=True, print_background=True, tagged=True, outline=True
        )

    async def _end(self) -> None:
        if self._page is not None and self._page.context.browser is not None:
            await self._page.context.browser.close()
        if self._playwright is not None:
            await self._playwright.stop()
