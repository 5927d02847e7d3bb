from __future__ import annotations

import asyncio
import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from evidence_made import VISIT, capture

from archive.errors import ArchiveError
from archive.register import Ending
from archive.store import Archive
from spiders.evidence import SharedWriter


def test_what_is_told_is_on_the_disk(tmp_path: Path) -> None:
    """Many places write side by side; each is told only when its own line is there."""
    archive = Archive(tmp_path)
    writer = archive.open_run("r1")
    shared = SharedWriter(writer)

    async def place(number: int) -> None:
        chance = random.Random(number)  # noqa: S311 - turns, not secrets
        for step in range(10):
            body = chance.randbytes(chance.randrange(5000))
            made = capture("r1", number * 10 + step, body)
            await shared.capture(made, body)
            assert made in archive.captures("r1")
            await asyncio.sleep(0)
        await shared.visit(replace(VISIT, place_id=f"place-{number}"))

    async def all_places() -> None:
        await asyncio.gather(*(place(number) for number in range(12)))

    asyncio.run(all_places())
    assert sorted(visit.place_id for visit in archive.visits("r1")) == sorted(
        f"place-{number}" for number in range(12)
    )
    shared.last_visit(VISIT)
    writer.seal(Ending.FINISHED)
    writer.close()
    assert archive.visits("r1")[-1] == VISIT
    assert archive.examine().is_sound


def test_who_is_stopped_while_waiting_has_written(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    writer = archive.open_run("r1")
    shared = SharedWriter(writer)
    bodies = [bytes([number]) * 100_000 for number in range(20)]

    async def stopped() -> None:
        made = [capture("r1", number, body) for number, body in enumerate(bodies)]
        tasks = [
            asyncio.create_task(shared.capture(one, body))
            for one, body in zip(made, bodies, strict=True)
        ]
        await asyncio.sleep(0)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    asyncio.run(stopped())
    writer.seal(Ending.INTERRUPTED)
    writer.close()
    assert len(archive.captures("r1")) == len(bodies)
    assert archive.examine().is_sound


def test_all_who_wait_hear_that_the_disk_refuses(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    writer = archive.open_run("r1")
    shared = SharedWriter(writer)
    (tmp_path / "warc").write_bytes(b"a file where the folder should be")

    async def refused() -> list[object]:
        writes = (shared.capture(capture("r1", n, b"x"), b"x") for n in range(5))
        return await asyncio.gather(*writes, return_exceptions=True)

    told = asyncio.run(refused())
    writer.close()
    assert [type(one) for one in told] == [ArchiveError] * 5
    with pytest.raises(ArchiveError, match="存证写入失败"):
        writer.commit()


def test_nobody_waits_behind_documents_that_are_read(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    writer = archive.open_run("r1")
    shared = SharedWriter(writer)
    is_read = Event()

    async def written() -> None:
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(1))
        reading = asyncio.create_task(asyncio.to_thread(is_read.wait))
        await asyncio.sleep(0)
        try:
            async with asyncio.timeout(60):
                await shared.capture(capture("r1", 1, b"x"), b"x")
        finally:
            is_read.set()
        await reading

    asyncio.run(written())
    writer.close()
    assert len(archive.captures("r1")) == 1
