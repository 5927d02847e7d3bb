from __future__ import annotations

from pathlib import Path

from ledger.store import Ledger


def test_the_page_ends_with_what_the_database_says(ledger: Ledger, root: Path) -> None:
    page = (root / "docs" / "ledger.md").read_text(encoding="utf-8")
    _, _, tables = page.partition("## Tables and views\n\n")
    assert tables == ledger.schema_page()
