"""LibreOffice, where it is installed: the way for Word 6/95 and RTF, and a second reading.

One call converts a batch to DOCX. The call has a profile of its own that is thrown away, no
macros, no links followed, no network by its settings, limits of time and memory, and is ended with
all its children when its time is up, or when the process that called it is gone.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp

from reading.blocks import Document
from reading.doc.package import OleKind, ole_kind
from reading.docx import read_docx
from reading.errors import DocumentError, DocumentErrorClass
from reading.forms import LARGEST_BODY
from reading.model import Media
from reading.office_folders import office_folder

SECONDS_TO_START = 60.0
SECONDS_EACH = 15.0
_PROGRAMS = ("soffice", "libreoffice")
_RTF = b"{\\rtf"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD = (OleKind.WORD_97, OleKind.WORD_95)
_MOST_KILOBYTES = 4 * 1024 * 1024
_MOST_BLOCKS = 1024 * 1024  # of 512 bytes, for each file that is written
# The limits are set by the shell, so that they hold for every process that is started. The caller
# holds the other end of the shell's input: when that closes, because the caller was killed, all
# that was started here is ended.
_LIMITED = (
    f"ulimit -v {_MOST_KILOBYTES} 2>/dev/null; ulimit -f {_MOST_BLOCKS} 2>/dev/null; "
    "ulimit -c 0 2>/dev/null; exec 3<&0; "
    '"$0" "$@" 3<&- </dev/null & office=$!; '
    "{ cat <&3 >/dev/null; kill -KILL 0; } & "
    'exec 3<&-; wait "$office"'
)
_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Save/Document", "CreateBackup", "false"),
    ("Office.Writer/Content/Update", "Link", "0"),
    # A proxy that is nowhere: nothing is fetched, whatever a document asks for.
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def find_office() -> str | None:
    """The path of LibreOffice, or ``None`` where it is not installed."""
    return next((path for name in _PROGRAMS if (path := shutil.which(name))), None)


def read_with_office(
    bodies: Sequence[bytes], *, seconds: float | None = None
) -> list[Document | DocumentError]:
    """Each Word or RTF file as LibreOffice reads it, in the order given, or why it is not read.

    ``seconds`` as for ``converted_bodies``.
    """
    return [_document(made) for made in converted_bodies(bodies, seconds=seconds)]


def converted_bodies(
    bodies: Sequence[bytes], *, seconds: float | None = None
) -> list[bytes | DocumentError]:
    """The DOCX that LibreOffice makes of each Word or RTF file, in one call, or why it makes none.

    ``seconds`` is the time limit of one call; where it is left out it grows with the number of
    files. A file on which LibreOffice stops is named, and the others go on without it.
    """
    found: list[bytes | DocumentError | None] = [_refusal(body) for body in bodies]
    waiting = [number for number, error in enumerate(found) if error is None]
    with office_folder() as folder:
        sources = [folder / f"{number}{ending_of(bodies[number])}" for number in waiting]
        for number, source in zip(waiting, sources, strict=True):
            source.write_bytes(bodies[number])
        for number, made in zip(waiting, convert(sources, seconds=seconds), strict=True):
            found[number] = made if isinstance(made, DocumentError) else made.read_bytes()
    return [one or _not_opened() for one in found]


def convert(sources: Sequence[Path], *, seconds: float | None = None) -> list[Path | DocumentError]:
    """The DOCX that LibreOffice makes of each Word or RTF file, or why it makes none.

    The files stand in one folder under names with different stems; the DOCX go into its folder
    ``out``. ``seconds`` as for ``converted_bodies``.
    """
    office = find_office()
    if office is None or not sources:
        return [_not_installed() for _ in sources]
    folder = sources[0].parent
    found: dict[Path, Path | DocumentError] = {}
    waiting = list(sources)
    while waiting:
        limit = seconds or SECONDS_TO_START + SECONDS_EACH * len(waiting)
        why_ended = _run(office, folder, waiting, limit)
        outputs = {source: folder / "out" / f"{source.stem}.docx" for source in waiting}
        found |= {source: path for source, path in outputs.items() if path.is_file()}
        left = [source for source in waiting if source not in found]
        if why_ended is None:
            found |= dict.fromkeys(left, _not_opened())
        else:
            # Files are taken in order: those before the last that was made were tried.
            tried = max((place for place, s in enumerate(waiting) if s in found), default=0)
            found |= dict.fromkeys((s for s in waiting[:tried] if s not in found), _not_opened())
            if rest := [source for source in left if source not in found]:
                found[rest[0]] = why_ended
        waiting = [source for source in waiting if source not in found]
    return [found[source] for source in sources]


def needs_office(path: Path) -> bool:
    """Whether a file can be read by LibreOffice only: RTF and Word 6/95."""
    try:
        if not path.is_file() or path.stat().st_size > LARGEST_BODY:
            return False
        with path.open("rb") as file:
            start = file.read(len(_OLE))
            if not start.startswith(_OLE):
                return start.startswith(_RTF)
            return is_for_office(start + file.read())
    except OSError:
        return False


OFFICE_MARKS = (_RTF, _OLE)
"""How the files begin that may need LibreOffice."""


def is_for_office(body: bytes) -> bool:
    """Whether a body can be read by LibreOffice only: RTF and Word 6/95."""
    if not body.startswith(_OLE) or len(body) > LARGEST_BODY:
        return body.startswith(_RTF) and len(body) <= LARGEST_BODY
    try:
        return ole_kind(body) is OleKind.WORD_95
    except DocumentError:
        return False


def _refusal(body: bytes) -> DocumentError | None:
    """Only what plainly is a Word or RTF file is handed to LibreOffice."""
    if body.startswith(_RTF):
        return None
    try:
        kind = ole_kind(body)
    except DocumentError as error:
        return error
    if kind is OleKind.ENCRYPTED:
        return DocumentError(
            DocumentErrorClass.ENCRYPTED, "文件已加密，无法读取，请取得未加密的文件"
        )
    if kind not in _WORD:
        return DocumentError(
            DocumentErrorClass.UNSUPPORTED_FORMAT, "文件不是 Word 或 RTF 文档，请核对文件"
        )
    return None


def ending_of(body: bytes) -> str:
    """The ending under which LibreOffice knows what it is given."""
    return ".rtf" if body.startswith(_RTF) else ".doc"


def _run(
    office: str, folder: Path, sources: Sequence[Path], seconds: float
) -> DocumentError | None:
    """One call; gives why it ended early, if it did."""
    profile = Path(mkdtemp(prefix="profile-", dir=folder))
    _write_profile(profile)
    (folder / "out").mkdir(exist_ok=True)
    arguments = [
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        "--nologo",
        "--nodefault",
        "--nolockcheck",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(folder / "out"),
        *map(str, sources),
    ]
    try:
        child = subprocess.Popen(  # noqa: S603 - LibreOffice itself, on files that we named
            ["/bin/sh", "-c", _LIMITED, office, *arguments],
            cwd=folder,
            env={
                "PATH": os.environ.get("PATH", os.defpath),
                "HOME": str(folder),
                "TMPDIR": str(folder),
                "LANG": "C.UTF-8",
                "SAL_USE_VCLPLUGIN": "svp",
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return _not_installed()
    try:
        status = child.wait(seconds)
    except subprocess.TimeoutExpired:
        return DocumentError(
            DocumentErrorClass.TIMEOUT,
            "LibreOffice 在规定时间内没有读完文件，请另存为 DOCX 后再提交",
        )
    finally:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        if child.stdin is not None:
            child.stdin.close()
    return _not_opened() if status else None


def _write_profile(folder: Path) -> None:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    (folder / "user").mkdir(parents=True)
    (folder / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>\n',
        encoding="utf-8",
    )


def _document(made: bytes | DocumentError) -> Document | DocumentError:
    if isinstance(made, DocumentError):
        return made
    try:
        return read_converted(made)
    except DocumentError as error:
        return error


def read_converted(body: bytes) -> Document:
    """The document of a DOCX that was made of a Word or RTF file.

    Raises:
        DocumentError: the DOCX cannot be used.
    """
    return replace(read_docx(body), media=Media.DOC)


def _not_opened() -> DocumentError:
    return DocumentError(
        DocumentErrorClass.TRUNCATED,
        "LibreOffice 无法打开文件，文件可能不完整或已损坏，请重新取得文件",
    )


def _not_installed() -> DocumentError:
    return DocumentError(
        DocumentErrorClass.UNSUPPORTED_FORMAT,
        "读取 Word 6.0/95 和 RTF 文档需要 LibreOffice，请先安装，或另存为 DOCX 后再提交",
    )
