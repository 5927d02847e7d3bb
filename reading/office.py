"""LibreOffice, where it is installed: the way for Word 6/95 and RTF, and a second reading.

One call converts a batch to DOCX. The call has a profile of its own that is thrown away, no
macros, no links followed, no network by its settings, limits of time and memory, and is ended with
all its children.
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
from tempfile import TemporaryDirectory

from reading.blocks import Document
from reading.doc.package import OleKind, ole_kind
from reading.docx import read_docx
from reading.errors import DocumentError, DocumentErrorClass
from reading.model import Media

SECONDS_TO_START = 60.0
SECONDS_EACH = 15.0
_PROGRAMS = ("soffice", "libreoffice")
_RTF = b"{\\rtf"
_WORD = (OleKind.WORD_97, OleKind.WORD_95)
_MOST_KILOBYTES = 4 * 1024 * 1024
_MOST_BLOCKS = 1024 * 1024  # of 512 bytes, for each file that is written
# The limits are set by the shell, so that they hold for every process that is started.
_LIMITED = (
    f"ulimit -v {_MOST_KILOBYTES} 2>/dev/null; ulimit -f {_MOST_BLOCKS} 2>/dev/null; "
    'ulimit -c 0 2>/dev/null; exec "$0" "$@"'
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

    ``seconds`` is the time limit of one call; where it is left out it grows with the number of
    files. A file on which LibreOffice stops is named, and the others go on without it.
    """
    refused = [_refusal(body) for body in bodies]
    waiting = [number for number, error in enumerate(refused) if error is None]
    office = find_office()
    if office is None:
        return [error or _not_installed() for error in refused]
    found: dict[int, Document | DocumentError] = {
        number: error for number, error in enumerate(refused) if error is not None
    }
    while waiting:
        limit = seconds or SECONDS_TO_START + SECONDS_EACH * len(waiting)
        made, why_ended = _convert(office, [bodies[number] for number in waiting], limit)
        found |= {waiting[place]: _document(content) for place, content in made.items()}
        left = [number for number in waiting if number not in found]
        if why_ended is None:
            found |= dict.fromkeys(left, _not_opened())
        else:
            tried = max((waiting.index(n) for n in waiting if n in found), default=-1)
            for number in left:
                if waiting.index(number) < tried:
                    found[number] = _not_opened()
            rest = [number for number in left if number not in found]
            if rest:
                found[rest[0]] = why_ended
        waiting = [number for number in waiting if number not in found]
    return [found[number] for number in range(len(bodies))]


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


def _convert(
    office: str, bodies: Sequence[bytes], seconds: float
) -> tuple[dict[int, bytes], DocumentError | None]:
    """The DOCX of each file by its place, and why the call ended early, if it did."""
    with TemporaryDirectory(prefix="duban-office-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "out").mkdir()
        _write_profile(folder / "profile")
        sources: list[str] = []
        for place, body in enumerate(bodies):
            source = folder / f"{place}.{'rtf' if body.startswith(_RTF) else 'doc'}"
            source.write_bytes(body)
            sources.append(str(source))
        why_ended = _run(office, folder, sources, seconds)
        outputs = {place: folder / "out" / f"{place}.docx" for place in range(len(bodies))}
        made = {place: path.read_bytes() for place, path in outputs.items() if path.is_file()}
    return made, why_ended


def _run(office: str, folder: Path, sources: Sequence[str], seconds: float) -> DocumentError | None:
    arguments = [
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nologo",
        "--nodefault",
        "--nolockcheck",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(folder / "out"),
        *sources,
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
            stdin=subprocess.DEVNULL,
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


def _document(content: bytes) -> Document | DocumentError:
    try:
        return replace(read_docx(content), media=Media.DOC)
    except DocumentError as error:
        return error


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
