"""Fixtures that every room's tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
# What takes longest begins first, that no process is left alone with it at the end
# (``pytest --durations`` tells what has come to belong here).
LONGEST = (
    "reading/test_scan.py",
    "spiders/test_crawl_lab.py",
    "reading/test_scan_turns.py",
    "cli/test_demo.py",
    "cli/test_read_and_check.py",
    "spiders/test_crawl_unchanged.py",
    "reading/test_batch.py",
    "spiders/test_crawl.py",
    "spiders/test_crawl_politeness.py",
    "browser/test_service_bounds.py",
    "spiders/test_crawl_challenge.py",
    "spiders/test_crawl_portals.py",
    "reading/test_scan_of_pictures.py",
    "reading/test_figures_alone.py",
    "spiders/test_crawl_process.py",
    "spiders/test_crawl_documents.py",
    "reading/test_limited.py",
    "cli/test_figures_command.py",
    "audit/test_planted_defects.py",
    "workflow/test_parallel.py",
    "spiders/test_crawl_evidence.py",
    "reading/test_scan_unruled.py",
    "spiders/test_crawl_wire.py",
    "audit/wording/test_quick_looks.py",
    "reading/test_doc_damage.py",
    "spiders/test_crawl_faults.py",
)


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's own folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real reports beside the project; skips, saying so, where it is absent."""
    if not (SHARED / "reports").is_dir():
        pytest.skip("real reports are not beside the project (../shared/reports)")
    return SHARED


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--no-skips",
        action="store_true",
        help="a skipped test on real reports or in the browser is a failure",
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first; the rest, and the tests of each file, keep their order."""
    places = {ROOT / "tests" / name: place for place, name in enumerate(LONGEST)}
    if gone := [str(path) for path in places if not path.is_file()]:
        raise pytest.UsageError(f"tests/conftest.py names files that are not there: {gone}")
    items.sort(key=lambda item: places.get(item.path, len(places)))


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):  # noqa: ARG001
    outcome = yield
    report = outcome.get_result()
    if item.config.getoption("--no-skips") and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and --no-skips forbids it: {report.longrepr}"
