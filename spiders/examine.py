"""Opens a candidate: the article, its frames and files, until one is proven to be the report."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from http import HTTPStatus
from urllib.parse import urlsplit

from archive.model import CaptureRole, ClassGroup, DateBasis, KnownPage, VisitClass
from reading.model import Media
from reading.sameness import digest
from registry.model import Agency
from spiders.access import Access, Answer
from spiders.answers import says_gone
from spiders.article import Article, read_article
from spiders.attachments import Attachment, attachments_of
from spiders.errors import Halted
from spiders.families.model import Fetch, ListLink
from spiders.families.single_page import is_shell
from spiders.known import known_page
from spiders.markup import parse, shell_target
from spiders.titles import is_other_agency, years_of
from spiders.verify import Document, Judge, Verification, Wanted, verify_by
from spiders.versions import VERSIONS_DIFFER, figures_that_differ, seems_a_scan, told

# Flag of a report that is there as pictures alone.
SCAN_ONLY = "scan_only"
_GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
_WORDS = re.compile(r"[\u4e00-\u9fff]")
_PAGE_START = (b"<", b"\xef\xbb\xbf<")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a candidate turned out to be. ``failure`` is ``None`` where it is the report.

    ``reason`` is why it is not, or what people should know of one that is.
    ``pages`` are its documents as a later visit may ask for them again; ``content`` is a hash over
    what the report says, of its bytes where that cannot be compared.
    """

    url: str
    title: str
    failure: VisitClass | None = None
    reason: str | None = None
    claimed_dates: Mapping[DateBasis, date] = field(default_factory=dict)
    documents: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    pages: tuple[KnownPage, ...] = ()
    content: str = ""


class Examiner:
    """Examines the candidates of one place; a page is fetched once for all years."""

    def __init__(
        self,
        access: Access,
        agency: Agency,
        judge: Judge,
        *,
        is_shared: bool = False,
        others: Collection[str] = (),
    ) -> None:
        """``agency`` is the issuer that the documents must name; ``judge`` is called in threads.

        ``is_shared`` tells that the place keeps the reports of many agencies, ``others`` are the
        names of all agencies that are known.
        """
        self._access = access
        self._is_shared = is_shared
        self._judge = judge
        self._names = agency.names
        self._others = others if agency.merged_into is None else ()
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
            found = await self._verify((answer,), link.title, year)
            return _judged(plain, found, (answer,))
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
        """The report in the page with its further pages, else in a frame, else in a file."""
        rest = [await self._get(url, CaptureRole.NEXT_PAGE) for url in article.next_pages]
        pages = (answer, *_got(rest))
        files = _attachments(article, pages)
        if lost := _lost(rest):
            own, pages = lost, ()  # a part of a report would be judged for what the rest holds
        else:
            own = await self._verify(pages, known.title, year, is_compared=bool(files))
        if own.failure is None:
            return await self._with_files(known, own, pages, files, year)
        failures = [own]
        for url in article.frames:
            frame = await self._get(url, CaptureRole.ARTICLE)
            inside = await self._verified(frame, known.title, year)
            if isinstance(frame, Answer) and inside.failure is None:
                return _judged(known, inside, (frame,), pages)
            failures.append(inside)
        wanted = [a for a in files if _may_be_of(a.name, year)]
        if wanted and all(attachment.is_picture for attachment in wanted):
            return await self._in_pictures(known, pages, wanted, year, failures)
        return await self._in_files(known, pages, wanted, year, failures)

    async def _with_files(
        self,
        known: Finding,
        own: Verification,
        pages: tuple[Answer, ...],
        files: tuple[Attachment, ...],
        year: int,
    ) -> Finding:
        """The report in the page; the files beside it are kept, and compared where they are it."""
        fetched = [(one, await self._file(one, known.url)) for one in files]
        finding = _judged(known, own, pages, _got([got for _, got in fetched]))
        differences = []
        for attachment, got in fetched:
            if isinstance(got, Verification) or seems_a_scan(got.page.body):
                continue
            if _may_be_of(attachment.name, year):
                found = await self._verify((got,), attachment.name, year, is_compared=True)
                if found.failure is None and (said := _difference(attachment, own, found)):
                    differences.append(said)
        if not differences:
            return finding
        flags = (*finding.flags, VERSIONS_DIFFER)
        return replace(finding, flags=flags, reason="；".join(differences))

    async def _in_pictures(
        self,
        known: Finding,
        pages: tuple[Answer, ...],
        pictures: list[Attachment],
        year: int,
        failures: list[Verification],
    ) -> Finding:
        """The report as a run of pictures, a page each: one document, whole or not at all."""
        first, *others = pictures
        rest = [await self._file(one, known.url, CaptureRole.NEXT_PAGE) for one in others]
        opening = await self._file(first, known.url)
        if isinstance(opening, Verification):
            return _judged(known, _worst([*failures, opening]), ())
        if lost := _lost(rest):
            return _judged(known, _worst([*failures, lost]), ())
        held = (opening, *_got(rest))
        found = await self._verify(held, known.title, year)
        if found.failure is None:
            return _judged(known, found, held, pages)
        return _judged(known, _worst([*failures, found]), ())

    async def _in_files(
        self,
        known: Finding,
        pages: tuple[Answer, ...],
        wanted: list[Attachment],
        year: int,
        failures: list[Verification],
    ) -> Finding:
        fetched: list[Answer | Verification] = []
        for attachment in wanted:
            file = await self._file(attachment, known.url)
            fetched.append(file)
            found = await self._verified(file, attachment.name, year)
            if isinstance(file, Answer) and found.failure is None:
                others = [got for got in _got(fetched) if got is not file]
                return _judged(known, found, (file,), (*pages, *others))
            failures.append(found)
        return _judged(known, _worst(failures), ())

    async def _verified(self, got: Answer | Verification, name: str, year: int) -> Verification:
        return got if isinstance(got, Verification) else await self._verify((got,), name, year)

    async def _verify(
        self, answers: tuple[Answer, ...], name: str, year: int, *, is_compared: bool = False
    ) -> Verification:
        """In a thread: the requests of other places go on meanwhile."""
        document = Document(
            name=name,
            bodies=tuple(answer.page.body for answer in answers),
            content_types=tuple(answer.page.content_type for answer in answers),
        )
        wanted = Wanted(name=name, year=year, names=self._names, is_compared=is_compared)
        found = await asyncio.to_thread(verify_by, self._judge, document, wanted, self._others)
        page, capture = answers[0].page, answers[0].capture
        is_promised = capture.role is CaptureRole.ATTACHMENT
        if is_promised and found.is_no_report and page.body.lstrip().startswith(_PAGE_START):
            return Verification(
                failure=VisitClass.WRONG_TYPE,
                reason=f"下载的不是文件而是网页：{page.url}",
                is_report=False,
            )
        return self._of_others(found) or found

    def _of_others(self, found: Verification) -> Verification | None:
        """Where many agencies have their reports, another's may well mention this one."""
        issuer = found.gist.issuer if found.gist else None
        is_doubtful = self._is_shared and found.failure is None and not found.is_signed
        if not is_doubtful or issuer is None or not is_other_agency(issuer, self._names):
            return None
        reason = f"文件内容是“{issuer}”的年度报告"
        return replace(found, failure=VisitClass.WRONG_AGENCY_FILE, reason=reason)

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

    async def _file(
        self, attachment: Attachment, article: str, role: CaptureRole = CaptureRole.ATTACHMENT
    ) -> Answer | Verification:
        """The file, asked for as from the page of its article: some hosts give it to no other."""
        is_own = urlsplit(attachment.url).netloc == urlsplit(article).netloc
        headers = (("Referer", article),) if is_own else ()
        return await self._get(attachment.url, role, headers)

    async def _get(
        self, url: str, role: CaptureRole, headers: tuple[tuple[str, str], ...] = ()
    ) -> Answer | Verification:
        """The answer, or why there is none: one part that fails does not end the others."""
        try:
            if url not in self._answers:
                fetch = Fetch(url=url, headers=headers)
                self._answers[url] = await self._access.get(fetch, role)
        except Halted as halted:
            return Verification(failure=halted.visit_class, reason=halted.reason, is_report=False)
        trouble = _dead(self._answers[url], url)
        if trouble is not None:
            return Verification(failure=trouble.visit_class, reason=trouble.reason, is_report=False)
        return self._answers[url]


def _may_be_of(name: str, year: int) -> bool:
    """Whether a file's name leaves the year open; digits of a name without words mean nothing."""
    years = years_of(name)  # 2021—2023年部门年报.zip
    return not years or years[0] <= year <= years[-1] or _WORDS.search(name) is None


def _lost(rest: list[Answer | Verification]) -> Verification | None:
    """Why the article is not whole, if it is not; how pages are counted is our guess."""
    for number, got in enumerate(rest, start=2):
        if isinstance(got, Verification) and got.failure is not None:
            is_theirs = got.failure.group is ClassGroup.AGENCY
            return Verification(
                failure=VisitClass.TRUNCATED if is_theirs else got.failure,
                reason=f"年报分为 {len(rest) + 1} 页，第 {number} 页未能取得：{got.reason}",
                is_report=False,
            )
    return None


def _attachments(article: Article, pages: tuple[Answer, ...]) -> tuple[Attachment, ...]:
    """The files that the article offers, on whichever of its pages, each once."""
    further = (attachments_of(parse(answer.page), None) for answer in pages[1:])
    found = {one.url: one for files in (article.attachments, *further) for one in files}
    return tuple(found.values())


def _difference(attachment: Attachment, own: Verification, found: Verification) -> str | None:
    if own.gist is None or found.gist is None:
        return None
    paths = figures_that_differ(own.gist, found.gist)
    return told(attachment.name, own.gist, found.gist, paths) if paths else None


def _judged(
    known: Finding,
    found: Verification,
    held: tuple[Answer, ...],
    beside: tuple[Answer, ...] = (),
) -> Finding:
    """What ``found`` makes of the candidate; ``held`` has the report, ``beside`` belongs to it."""
    if found.failure is not None:
        return replace(
            known,
            failure=found.failure,
            reason=found.reason or None,
            flags=(*known.flags, *found.flags),
        )
    documents = tuple(dict.fromkeys((*held, *beside)))
    is_one_of_several = found.gist is not None and found.gist.is_one_of_several
    return replace(
        known,
        claimed_dates={} if is_one_of_several else known.claimed_dates,
        reason=found.reason or None,
        documents=tuple(answer.capture.capture_id for answer in documents),
        flags=(*known.flags, *found.flags, *((SCAN_ONLY,) if _is_scan(found) else ())),
        pages=tuple(
            known_page(answer.capture) for answer in documents if not answer.capture.is_resource
        ),
        content=_content(found, held),
    )


def _is_scan(found: Verification) -> bool:
    return found.gist is not None and found.gist.media is Media.SCAN


def _content(found: Verification, held: tuple[Answer, ...]) -> str:
    said = found.gist.content if found.gist else None
    if said is not None or len(held) > 1:
        return said or digest([answer.capture.sha256 for answer in held])
    return held[0].capture.sha256


def _worst(failures: list[Verification]) -> Verification:
    """What says most: one that may be the report and was not read, then another report."""
    return min(reversed(failures), key=lambda failure: failure.openness)


def _dead(answer: Answer, asked: str) -> Halted | None:
    status = answer.page.status
    if status in _GONE:
        return Halted(VisitClass.LINK_DEAD, f"链接打不开（状态 {status}）：{asked}")
    if not answer.is_ok:
        return Halted(VisitClass.LAYOUT_CHANGED, f"链接返回状态 {status}：{asked}")
    if not answer.page.body:
        return Halted(VisitClass.EMPTY_SHELL, f"链接的内容为空：{asked}")
    if _is_markup(answer) and says_gone(answer.page):
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
