"""What one PDF may cost: pages, characters, objects, time."""

from __future__ import annotations

from dataclasses import dataclass, field
from time import monotonic

from reading.errors import DocumentError, DocumentErrorClass

MOST_PAGES = 400
MOST_GLYPHS = 600_000
MOST_OBJECTS = 400_000
MOST_SECONDS = 60.0
"""For one document. The longest report seen has 24 pages and is read in half a second."""


@dataclass(slots=True)
class Budget:
    """What one document may cost."""

    glyphs: int = MOST_GLYPHS
    objects: int = MOST_OBJECTS
    end: float = field(default_factory=lambda: monotonic() + MOST_SECONDS)

    def take(self, *, glyphs: int = 0, objects: int = 0) -> None:
        """Count what a page holds before it is read."""
        self.glyphs -= glyphs
        self.objects -= objects
        if self.glyphs < 0 or self.objects < 0:
            raise DocumentError(
                DocumentErrorClass.TOO_LARGE,
                "PDF 内文字或图形过多，超出处理上限，请核对是否为年报文件",
            )

    def check_time(self) -> None:
        """Between two pages; a page itself cannot be stopped from here."""
        if monotonic() > self.end:
            raise DocumentError(
                DocumentErrorClass.TIMEOUT, "PDF 读取时间过长，已停止，请核对是否为年报文件"
            )
