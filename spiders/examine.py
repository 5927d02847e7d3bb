"""Opens a candidate: the article, its frames and files, until one is proven to be the report."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from http import HTTPStatus
from urllib.parse import urlsplit

from archive.model import CaptureRole, DateBasis, VisitClass
from registry.model import Agency
from spiders.access import Access, Answer
from spiders.article import Article, read_article
from spiders.attachments import Attachment
from spiders.classify import is_gone
from spiders.errors import Halted
from spiders.families.model import Fetch, ListLink
from spiders.families.single_page import is_shell
from spiders.markup import parse, shell_target
from spiders.titles import years_of
from spiders.verify import Verification, verify

_GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
_WORDS = re.compile(r"[\u4e00-\u9fff]")
_PAGE_START = (b"<", b"\xef\xbb\xbf<")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a candidate turned out to be. ``failure`` is ``None`` where it is the report."""

    url: str
    title: str
    failure: VisitClass | None = None
    reason: str | None = None
    claimed_dates: Mapping[DateBasis, date] = field(default_factory=dict)
    documents: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


class Examiner:
    """Examines the candidates of one place; a page is fetched once for all years."""

    def __init__(self, access: Access, agency: Agency) -> None:
        """``agency`` is the issuer that the documents must name."""
        self._access = access
        self._names = agency.names
        self._answers: dict[str, Answer] = {}

    async def examine(self, link: ListLink, year: int) -> Finding:
        """The truth about ``link`` as the report on ``year``.

        Raises:
            Halted: the page cannot be reached.
        """
        answer = await self._page(link.url)
        plain = Finding(url=answer.page.url, title=link.title, claimed_dates=_listed(link))
        if trouble := _dead(answer, link.url):
            return replace(plain, failure=trouble.visit_class, reason=trouble.reason)
        if not _is_markup(answer):  # the list links to the file itself
            return _judged(plain, self._verify(answer, link.title, year), (answer,))
        article = read_article(answer.page, listed_title=link.title)
        flags = ("encoding_doubt",) if parse(answer.page).is_doubtful else ()
        known = replace(
            plain,
            title=article.title or link.title,
            claimed_dates={**plain.claimed_dates, **article.claimed_dates},
            flags=flags,
        )
        return await self._in_article(known, answer, article, year)

    async def _in_article(
        self, known: Finding, answer: Answer, article: Article, year: int
    ) -> Finding:
        """The report in the page itself, else in a frame of it, else in a file beside it."""
        own = self._verify(answer, known.title, year)
        rest = [await self._get(url, CaptureRole.ARTICLE) for url in article.next_pages]
        if own.failure is None:
            files = [await self._file(a) for a in article.attachments]
            return _judged(known, own, (answer, *_got(rest), *_got(files)))
        failures = [own]
        for url in article.frames:
            frame = await self._get(url, CaptureRole.ARTICLE)
            inside = (
                frame if isinstance(frame, Verification) else self._verify(frame, known.title, year)
            )
            if isinstance(frame, Answer) and inside.failure is None:
                return _judged(known, inside, (frame, answer))
            failures.append(inside)
        return await self._in_files(known, answer, article, year, failures)

    async def _in_files(
        self,
        known: Finding,
        answer: Answer,
        article: Article,
        year: int,
        failures: list[Verification],
    ) -> Finding:
        wanted = [a for a in article.attachments if _may_be_of(a.name, year)]
        fetched: list[Answer | Verification] = []
        for attachment in wanted:
            file = await self._file(attachment)
            fetched.append(file)
            found = (
                file
                if isinstance(file, Verification)
                else self._verify(file, attachment.name, year)
            )
            if isinstance(file, Answer) and found.failure is None:
                others = [got for got in _got(fetched) if got is not file]
                return _judged(known, found, (file, answer, *others))
            failures.append(found)
        return _judged(known, _worst(failures), ())

    def _verify(self, answer: Answer, name: str, year: int) -> Verification:
        page = answer.page
        found = verify(
            page.body,
            name=name,
            content_type=page.content_type,
            year=year,
            names=self._names,
        )
        is_promised = answer.capture.role is CaptureRole.ATTACHMENT
        if is_promised and not found.is_report and page.body.lstrip().startswith(_PAGE_START):
            return Verification(
                failure=VisitClass.WRONG_TYPE,
                reason=f"下载的不是文件而是网页：{page.url}",
                is_report=False,
            )
        return found

    async def _page(self, url: str) -> Answer:
        """The article at ``url``, past one shell, and rendered where it shows nothing."""
        if url not in self._answers:
            answer = await self._access.get(Fetch(url=url), CaptureRole.ARTICLE)
            if answer.is_ok and _is_markup(answer):
                target = shell_target(answer.page)
                if target is not None:
                    answer = await self._access.get(Fetch(url=target), CaptureRole.ARTICLE)
                if is_shell(answer.page):
                    fetch = Fetch(url=answer.page.url, needs_render=True)
                    answer = await self._access.render(fetch, answer)
            self._answers[url] = answer
        return self._answers[url]

    async def _file(self, attachment: Attachment) -> Answer | Verification:
        return await self._get(attachment.url, CaptureRole.ATTACHMENT)

    async def _get(self, url: str, role: CaptureRole) -> Answer | Verification:
        """The answer, or why there is none: one part that fails does not end the others."""
        try:
            if url not in self._answers:
                self._answers[url] = await self._access.get(Fetch(url=url), role)
        except Halted as halted:
            return Verification(failure=halted.visit_class, reason=halted.reason, is_report=False)
        trouble = _dead(self._answers[url], url)
        if trouble is not None:
            return Verification(failure=trouble.visit_class, reason=trouble.reason, is_report=False)
        return self._answers[url]


def _may_be_of(name: str, year: int) -> bool:
    """Whether a file's name leaves the year open; digits of a name without words mean nothing."""
    return year in years_of(name) or not years_of(name) or _WORDS.search(name) is None


def _judged(known: Finding, found: Verification, documents: tuple[Answer, ...]) -> Finding:
    is_it = found.failure is None
    return replace(
        known,
        failure=found.failure,
        reason=found.reason or None,
        documents=tuple(answer.capture.capture_id for answer in documents) if is_it else (),
        flags=(*known.flags, *found.flags),
    )


def _worst(failures: list[Verification]) -> Verification:
    """What says most: a report of another year or agency, then a file, then the page itself."""
    reports = [failure for failure in failures if failure.is_report]
    return reports[0] if reports else failures[-1]


def _dead(answer: Answer, asked: str) -> Halted | None:
    status = answer.page.status
    if status in _GONE:
        return Halted(VisitClass.LINK_DEAD, f"链接打不开（状态 {status}）：{asked}")
    if not answer.is_ok:
        return Halted(VisitClass.LAYOUT_CHANGED, f"链接返回状态 {status}：{asked}")
    if not answer.page.body:
        return Halted(VisitClass.EMPTY_SHELL, f"链接的内容为空：{asked}")
    if _is_markup(answer) and is_gone(parse(answer.page).text):
        return Halted(VisitClass.SOFT_404, f"页面内容为“不存在”：{asked}")
    if urlsplit(answer.page.url).path in ("", "/") and urlsplit(asked).path not in ("", "/"):
        return Halted(VisitClass.SOFT_404, f"链接跳转到了首页：{asked}")
    return None


def _is_markup(answer: Answer) -> bool:
    kind = (answer.page.content_type or "").lower()
    start = answer.page.body[:1024].lstrip()
    return start.startswith(_PAGE_START) or (
        "html" in kind and start[:4] not in (b"%PDF", b"PK\x03\x04")
    )


def _listed(link: ListLink) -> dict[DateBasis, date]:
    return {} if link.listed_date is None else {DateBasis.LIST: link.listed_date}


def _got(fetched: list[Answer | Verification]) -> tuple[Answer, ...]:
    return tuple(answer for answer in fetched if isinstance(answer, Answer))
