"""What a crawl puts down for a while is gone when it has ended, however it ended."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from crawl_site import PAGE, crawl_site, job_for, portal, serving
from tiny_site import Asked, TinySite

from archive.register import Ending
from archive.store import Archive
from browser.executable import find_browser
from spiders.scratch import scratch_folder

SHELL = '<html><body><div id="app"></div><script src="/a.js"></script></body></html>'


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


def test_the_folder_is_the_run_s_own_and_gone_at_the_end(archive: Archive) -> None:
    with scratch_folder(archive, "run-1") as folder:
        (folder / "profile").mkdir()
        assert folder.is_dir()
    assert not folder.exists()


def test_what_a_broken_off_run_left_goes_and_what_another_uses_stays(archive: Archive) -> None:
    above = archive.root.parent / "scratch"
    for run_id in ("ended", "going-on"):
        (above / run_id / "profile").mkdir(parents=True)
        archive.open_run(run_id).close()
    writer = archive.open_run("ended")
    writer.seal(Ending.INTERRUPTED)
    writer.close()
    with scratch_folder(archive, "run-1"):
        assert {folder.name for folder in above.glob("*")} - {"run-1"} == {"going-on"}


@pytest.mark.skipif(find_browser() is None, reason="no browser on this machine")
def test_a_browser_that_is_killed_with_its_crawl_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "t"
    elsewhere.mkdir()
    monkeypatch.setenv("TMPDIR", str(elsewhere))
    seen: list[set[str]] = []

    def answered(asked: Asked) -> bytes | None:
        if asked.path == "/a.js":
            profiles = tmp_path.parent.glob("**/playwright_chromiumdev_profile-*")
            seen.append({path.parent.name for path in profiles})
            for file in Path(f"/proc/{os.getpid()}/task").glob("*/children"):
                for pid in file.read_text().split():
                    os.kill(int(pid), signal.SIGKILL)
            return None
        return serving({**portal(), PAGE: SHELL, "/zfxxgk/nb/": SHELL})(asked)

    with TinySite(answered) as site:
        run = crawl_site(tmp_path, site, browser_path=find_browser())
    assert run.status == -signal.SIGKILL
    assert list(elsewhere.iterdir()) == []
    assert list((job_for(tmp_path, "").archive_root.parent / "scratch").glob("*")) == []
