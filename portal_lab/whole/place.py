"""A host of the whole country: the site of the phase behind what was laid around it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from hashlib import sha256

from portal_lab.answers import HTML, Answer, Request
from portal_lab.portal import Entry, Portal, newest_first
from portal_lab.sites.site import Site
from portal_lab.whole.draft import Draft
from portal_lab.whole.gates import Gate
from portal_lab.whole.in_pages import relinked
from portal_lab.whole.variants import VARIANTS

# Newer than any report that is in time.
_NEWS_DATE = date(2026, 2, 4)


@dataclass(kw_only=True)
class Staged:
    """A site as it is in one phase, with everything the traps put around it.

    ``shared`` is a site that several agencies have in common; the draft is then the view of one.
    """

    draft: Draft
    variant: str
    shared: Site | None = None

    @cached_property
    def site(self) -> Site:
        """The site in the shape of its variant; links that lead away are put in once it stands."""
        if self.shared is not None:
            return self.shared
        draft = self.draft
        entries = [entry for listed in draft.entries.values() for entry in listed]
        unique = {id(entry): entry for entry in (*entries, *draft.others)}
        portal = Portal(
            host=draft.host,
            owner=draft.author.name,
            entries=newest_first(list(unique.values())),
            robots=draft.robots,
        )
        # Most side bars stay as they are; that of every third host moves on between the phases.
        is_lively = portal.number("news", 0, 3) == 0
        portal = replace(portal, news_date=draft.now.date() if is_lively else _NEWS_DATE)
        site = VARIANTS[draft.other_variant or self.variant].make(portal)
        for entry in portal.entries:
            if entry.link:
                relinked(draft, site.article_path(entry), entry.link)
        return site

    def page(self, request: Request) -> Answer:
        """The answer without regard to anything that stands before the site."""
        site = self.site
        draft = self.draft
        if request.path == "/robots.txt":
            kind = (("Content-Type", draft.robots_type),)
            return Answer(headers=kind, body=site.portal.robots.encode())
        extra = draft.extra.get(request.path)
        answer = extra() if extra else site.answer(request, draft.now)
        for change in draft.changes:
            answer = change(request, answer)
        return answer

    def shown(self, year: int) -> Entry | None:
        """The report on ``year`` where it is on line."""
        listed = self.draft.entries.get(year, [])
        return next((entry for entry in listed if entry.appears_at <= self.draft.now), None)

    def paths(self, year: int) -> tuple[str, ...]:
        """Where the bytes of the report on ``year`` lie; nothing where it is not on line."""
        entry = self.shown(year)
        if entry is None:
            return ()
        given = self.draft.documents.get(year)
        return tuple(self.site.report_paths(entry)) if given is None else given

    def hashes(self, year: int) -> tuple[str, ...]:
        """The SHA-256 of those bytes as served; files are served as they were made."""
        entry = self.shown(year)
        if entry is None:
            return ()
        files = {self.site.file_path(entry, i): a for i, a in enumerate(entry.attachments)}
        bodies = (
            files[path].make()
            if path in files
            else self.page(Request(host=self.draft.host, target=path)).body
            for path in self.paths(year)
        )
        return tuple(sha256(body).hexdigest() for body in bodies)


class Host:
    """A host through all phases. ``staged`` gives its site at an instant, made when asked for."""

    def __init__(
        self, staged: Callable[[datetime], Staged], gates: tuple[Gate, ...], *, has_etags: bool
    ) -> None:
        """``has_etags`` tells that a page asked for again is answered by 304 when unchanged."""
        self._staged = staged
        self._gates = gates
        self._has_etags = has_etags

    def answer(self, request: Request, now: datetime) -> Answer:
        """The answer at that instant, before any fault of the way."""
        for gate in self._gates:
            held = gate.held(request, now)
            if held is not None:
                return held
        answer = self._staged(now).page(request)
        for gate in self._gates:
            answer = gate.greeted(request, answer)
        return self._tagged(request, answer) if self._has_etags else answer

    def _tagged(self, request: Request, answer: Answer) -> Answer:
        kind = dict(answer.headers).get("Content-Type", "")
        if answer.status != 200 or request.method != "GET" or kind != HTML:  # noqa: PLR2004
            return answer
        tag = f'"{sha256(answer.body).hexdigest()[:20]}"'
        headers = (*answer.headers, ("ETag", tag))
        if request.header("If-None-Match") == tag:
            return Answer(status=304, headers=headers)
        return Answer(headers=headers, body=answer.body)
