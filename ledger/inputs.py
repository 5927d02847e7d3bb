"""What a run started from: the registry and the settings of the audit, each kept once."""

from __future__ import annotations

import hashlib
import json
import sqlite3

from archive.rows import from_plain
from config.settings import AuditSettings
from ledger.model import RunInputs
from ledger.rows import json_text
from registry.model import Registry


def record_inputs(connection: sqlite3.Connection, run_id: str, inputs: RunInputs) -> None:
    """Keep what the run started from; what is known already is only referred to."""
    registry, settings = _keep(connection, inputs.registry), _keep(connection, inputs.settings)
    connection.execute("INSERT INTO run_inputs VALUES (?, ?, ?)", (run_id, registry, settings))


def inputs_of(connection: sqlite3.Connection, run_id: str) -> RunInputs | None:
    """What the run started from; ``None`` for runs of an older Duban, which kept nothing.

    Raises:
        ArchiveError: what is kept does not fit.
    """
    row = connection.execute(
        "SELECT r.content AS registry, s.content AS settings FROM run_inputs i "
        "JOIN inputs r ON r.sha256 = i.registry_sha256 "
        "JOIN inputs s ON s.sha256 = i.settings_sha256 WHERE i.run_id = ?",
        (run_id,),
    ).fetchone()
    if row is None:
        return None
    return RunInputs(
        registry=from_plain(Registry, json.loads(row["registry"])),
        settings=from_plain(AuditSettings, json.loads(row["settings"])),
    )


def _keep(connection: sqlite3.Connection, value: Registry | AuditSettings) -> str:
    content = json_text(value)
    sha256 = hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()
    connection.execute("INSERT OR IGNORE INTO inputs VALUES (?, ?)", (sha256, content))
    return sha256
