"""The collector without the reading of what it downloads: ``python -m bench.lab_unread``.

As ``spiders.crawl`` in all else: it asks for, decides, archives and judges the same. What every
document is taken for is a report that says nothing of its year and its author.
"""

from __future__ import annotations

import pkgutil
import sys
from collections.abc import Sequence

import spiders.crawl
from reading.reader import read_pages
from reading.workers.limited import LimitedReader, Teller

_HEADINGS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
_PAGE = "".join(f"<h2>{heading}</h2><p>有关工作情况正常。</p>" for heading in _HEADINGS)
_READING = read_pages([f"<html><body>{_PAGE}</body></html>".encode()], name="unread.html")


class Unread(LimitedReader):
    """Starts no process and looks at nothing."""

    def start(self) -> None:
        """Nothing is started."""

    def told_of_pages(
        self,
        bodies: Sequence[bytes],
        *,
        name: str,
        content_types: Sequence[str | None] = (),
        teller: str,
        asked: str,
    ) -> str:
        """Always of the same reading, in this process."""
        del bodies, name, content_types
        tell: Teller = pkgutil.resolve_name(teller)
        return tell(_READING, asked)


if __name__ == "__main__":
    spiders.crawl.LimitedReader = Unread  # type: ignore[misc]
    sys.exit(spiders.crawl.main())
