"""What all variants share: robots, home, search, articles and files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from portal_lab import markup
from portal_lab.answers import Answer, Request, file, not_found, page
from portal_lab.portal import Entry, Portal

OTHER_COLUMNS = ("/zn/", "/zd/", "/fdzdgknr/")


class Site:
    """A portal in the shape of one variant.

    A variant gives the address of its column, of its articles and of its files, and answers
    ``own_page`` for its lists. ``search`` is (path, field) or ``None`` where the site has none;
    ``has_tags`` tells that its article pages carry the tags of the national guide.
    """

    search: tuple[str, str] | None = ("/search/index.html", "q")
    container = '<div id="zoom" class="content">'
    has_tags = True

    def __init__(self, portal: Portal) -> None:
        """The addresses of all articles are settled here; nothing is rendered."""
        self.portal = portal
        self._articles = {self.article_path(entry): entry for entry in portal.entries}
        self._files = {
            self.file_path(entry, i): (entry, attachment)
            for entry in portal.entries
            for i, attachment in enumerate(entry.attachments)
        }

    @property
    def column_path(self) -> str:
        """The address of the annual-report column on the host."""
        raise NotImplementedError

    def article_path(self, entry: Entry) -> str:
        """The address of an article on the host."""
        raise NotImplementedError

    def file_path(self, entry: Entry, index: int) -> str:
        """The address of an attachment on the host."""
        return f"/attach/{entry.number}/{index}.{entry.attachments[index].suffix}"

    def own_page(self, request: Request, now: datetime) -> Answer | None:
        """The variant's own lists and interfaces; ``None`` for what it does not have."""
        raise NotImplementedError

    def home(self) -> Answer:
        """The first page, with the four words that lead to the column."""
        links = (*OTHER_COLUMNS, self.column_path)
        form = markup.search_form(*self.search) if self.search else ""
        return page(markup.home(self.portal, links, form))

    def article(self, entry: Entry) -> Answer:
        """The page of an article with its attachments in a box beside the content."""
        if entry.page:
            kept = (("Content-Type", entry.page.content_type),)
            return Answer(headers=kept, body=entry.page.make())
        return page(
            markup.article(
                self.portal, entry, self.container, entry.body(), self.attachment_box(entry)
            )
        )

    def attachment_box(self, entry: Entry) -> str:
        """The attachments as plain links."""
        links = "".join(
            f'<p><a href="{self.file_path(entry, i)}" title="{a.name}">{a.name}</a></p>'
            for i, a in enumerate(entry.attachments)
        )
        return f'<div class="fjxz">附件：{links}</div>' if links else ""

    def report_paths(self, entry: Entry) -> Sequence[str]:
        """The addresses whose bytes hold the report itself: the page, or else its files."""
        own = [self.article_path(entry)] if entry.content or entry.page else []
        return [*own, *(self.file_path(entry, i) for i in range(len(entry.attachments)))]

    def answer(self, request: Request, now: datetime) -> Answer:
        """The answer at that instant, before any fault."""
        if request.path == "/robots.txt":
            return page(self.portal.robots, content_type="text/plain")
        own = self.own_page(request, now)
        return own or self._common_page(request, now) or self._stored(request.path, now)

    def _common_page(self, request: Request, now: datetime) -> Answer | None:
        """Home, search, and the columns that nobody needs."""
        path = request.path
        if path == "/":
            return self.home()
        if self.search and path == self.search[0]:
            return self._found(request.query.get(self.search[1], ""), now)
        if path in OTHER_COLUMNS or path.startswith("/xw/"):
            text = "<p>内容正在更新。</p>"
            return page(markup.document(self.portal, self.portal.owner, text))
        return None

    def _stored(self, path: str, now: datetime) -> Answer:
        """An article or a file that is on line by now."""
        entry = self._articles.get(path)
        if entry and entry.appears_at <= now:
            return self.article(entry)
        entry, attachment = self._files.get(path, (None, None))
        if entry and attachment and entry.appears_at <= now:
            return file(attachment.name, attachment.content_type, attachment.make())
        return not_found()

    def _found(self, words: str, now: datetime) -> Answer:
        """Entries whose title holds every word; an empty question finds nothing."""
        wanted = words.split()
        hits = [
            (self.article_path(entry), entry)
            for entry in self.portal.shown(now)
            if wanted and all(word in entry.title for word in wanted)
        ]
        return page(markup.found(self.portal, words, hits))
