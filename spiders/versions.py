"""Whether the versions of one report (网页与附件) print the same figures.

Only what both print as a number counts: a cell that one reading could not make out, or that a
picture shows, says nothing of the other. What is compared are the numbers of two gists.
"""

from __future__ import annotations

from reading.model import Media
from spiders.gist import Gist

# Flag of a report whose page and files print different numbers.
VERSIONS_DIFFER = "versions_differ"
_SHOWN = 3
_PICTURES = (b"\xff\xd8", b"\x89PNG", b"II*\x00", b"MM\x00*", b"BM", b"GIF8")
# How pages of a scan are packed; the description of a picture is never packed itself.
_PICTURE_FILTERS = (b"/DCTDecode", b"/CCITTFaxDecode", b"/JBIG2Decode", b"/JPXDecode")


def seems_a_scan(body: bytes) -> bool:
    """Whether a file is likely the page once more as a picture (盖章扫描件).

    To read it takes half a minute, and what it prints is not compared. A guess by the bytes alone:
    where it is wrong, the audit compares the two all the same.
    """
    if not body.startswith(b"%PDF"):
        return body.startswith(_PICTURES)
    return b"/Font" not in body and any(name in body for name in _PICTURE_FILTERS)


def figures_that_differ(one: Gist, other: Gist) -> tuple[str, ...]:
    """The paths of the figures that both print as numbers, and not as the same number."""
    if Media.SCAN in (one.media, other.media):
        return ()
    return tuple(
        path
        for path, number in one.numbers.items()
        if (beside := other.numbers.get(path)) is not None and number.value != beside.value
    )


def told(name: str, one: Gist, other: Gist, paths: tuple[str, ...]) -> str:
    """The difference, for people: ``name`` is the file beside the page."""
    shown = "；".join(
        f"{one.numbers[path].at}：{one.numbers[path].printed}、{other.numbers[path].printed}"
        for path in paths[:_SHOWN]
    )
    more = "等" if len(paths) > _SHOWN else ""
    return f"网页与附件“{name}”有 {len(paths)} 处数字不一致（网页、附件依次为 {shown}{more}）"
