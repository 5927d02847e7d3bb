"""How many requests are on their way at a time, and whose pause begins when."""

from __future__ import annotations

import asyncio
import resource
from types import SimpleNamespace

import pytest
from scrapy import Request
from scrapy.http import Response

from spiders import settings
from spiders.handler import RenderingHandler


class Waiting:
    """A client whose answers are held back until they are let go."""

    def __init__(self) -> None:
        self.came: list[str] = []
        self.go = asyncio.Event()

    async def download_request(self, request: Request) -> Response:
        self.came.append(request.url)
        await self.go.wait()
        return Response(request.url)


def handler_with(client: Waiting, slots: dict[str, SimpleNamespace]) -> RenderingHandler:
    made = RenderingHandler.__new__(RenderingHandler)
    made.crawler = SimpleNamespace(engine=SimpleNamespace(downloader=SimpleNamespace(slots=slots)))
    made._plain = client
    made._turns = asyncio.Semaphore(2)
    return made


def test_a_request_that_waits_for_its_turn_begins_its_pause_when_it_leaves() -> None:
    async def asked() -> tuple[list[str], list[str], list[bool]]:
        client = Waiting()
        slots = {name: SimpleNamespace(lastseen=0.0) for name in "abc"}
        handler = handler_with(client, slots)
        tasks = [
            asyncio.create_task(
                handler.download_request(
                    Request(f"http://{name}.gov.cn/", meta={"download_slot": name})
                )
            )
            for name in slots
        ]
        await asyncio.sleep(0.01)
        first = list(client.came)
        client.go.set()
        await asyncio.gather(*tasks)
        return first, client.came, [slot.lastseen > 0 for slot in slots.values()]

    first, all_of_them, rested = asyncio.run(asked())
    assert first == ["http://a.gov.cn/", "http://b.gov.cn/"]
    assert all_of_them == [*first, "http://c.gov.cn/"]
    assert rested == [False, False, True]


@pytest.mark.parametrize(
    ("limits", "places", "with_browser", "asked_for"),
    [
        ((1024, 1_048_576), 1000, 200, (4096, 1_048_576)),
        ((1024, resource.RLIM_INFINITY), 1000, 200, (4096, resource.RLIM_INFINITY)),
        ((20_000, 20_000), 1000, 200, None),
        ((256, 400), 72, 72, (400, 400)),
        ((64, 64), 1, 1, None),
    ],
)
def test_as_many_places_as_files_may_be_open(
    limits: tuple[int, int],
    places: int,
    with_browser: int,
    asked_for: tuple[int, int] | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[int, int]] = []
    monkeypatch.setattr(resource, "getrlimit", lambda _: limits)
    monkeypatch.setattr(resource, "setrlimit", lambda _, wanted: asked.append(wanted))
    assert settings.places_at_once(has_browser=False) == places
    assert settings.places_at_once(has_browser=True) == with_browser
    assert asked == ([asked_for] * 2 if asked_for else [])
