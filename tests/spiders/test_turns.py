"""Who may be visited now, and who waits for whom."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from crawl_site import CRAWL, NB, PAGE, PLACE, VISIT_TWO, crawl_site, portal, serving
from tiny_site import TinySite

from archive.model import VisitClass
from spiders.turns import Load, Turns

HOSTS = 48
EIGHT = 8


async def under_way(turns: Turns, sizes: Sequence[int], ending: int = 0) -> Mapping[int, Load]:
    """Who has a turn once each has taken its bytes and the first ``ending`` have ended."""
    loads: dict[int, Load] = {}
    ends = [asyncio.Event() for _ in sizes]

    async def visit(number: int, size: int) -> None:
        async with turns.turn() as load:
            loads[number] = load
            load.take(size)
            await ends[number].wait()
        del loads[number]

    tasks = [asyncio.create_task(visit(*one)) for one in enumerate(sizes)]
    await asyncio.sleep(0.01)
    for end in ends[:ending]:
        end.set()
        await asyncio.sleep(0.01)
    found = dict(loads)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return found


def test_so_many_places_are_under_way_at_a_time() -> None:
    assert list(asyncio.run(under_way(Turns(3), [0] * 5))) == [0, 1, 2]
    assert list(asyncio.run(under_way(Turns(3), [0] * 5, ending=1))) == [1, 2, 3]


def test_where_much_is_held_only_the_oldest_go_on() -> None:
    turns = Turns(100, most_bytes=10_000_000)
    assert list(asyncio.run(under_way(turns, [20_000_000, *[0] * 20]))) == list(range(EIGHT))
    turns = Turns(100, most_bytes=10_000_000)
    assert list(asyncio.run(under_way(turns, [20_000_000, *[0] * 20], ending=1))) == list(
        range(1, 21)
    )


def test_who_is_under_way_waits_for_room_too() -> None:
    async def held() -> list[bool]:
        turns = Turns(100, most_bytes=10_000_000)
        told: list[bool] = []
        async with turns.turn() as oldest:
            others = [turns.turn() for _ in range(EIGHT)]
            loads = [await other.__aenter__() for other in others]
            loads[-1].take(20_000_000)
            await oldest.room()
            waiting = asyncio.create_task(loads[-1].room())
            await asyncio.sleep(0.01)
            told.append(waiting.done())
            for other in others[:1]:
                await other.__aexit__(None, None, None)
            await asyncio.sleep(0.01)
            told.append(waiting.done())
            for other in others[1:]:
                await other.__aexit__(None, None, None)
        return told

    assert asyncio.run(held()) == [False, True]  # then it is one of the oldest itself


def test_a_host_in_its_pause_keeps_nobody_waiting(tmp_path: Path) -> None:
    """All hosts have been asked before the first of them is asked for its report."""
    hosts = [f"p{number}.suzhen.gov.cn" for number in range(HOSTS)]
    places = tuple(
        replace(
            PLACE,
            place_id=host.partition(".")[0],
            home_url=f"http://{host}/",
            column_url=f"http://{host}{NB}",
            hosts=(host,),
        )
        for host in hosts
    )
    with TinySite(serving(portal())) as site:
        run = crawl_site(
            tmp_path,
            site,
            places=places,
            started_at=VISIT_TWO,
            crawl=replace(CRAWL, delay_seconds=2.0, delay_jitter=0.0, timeout_seconds=30.0),
        )
    assert [visit.visit_class for visit in run.visits] == [VisitClass.COLLECTED] * HOSTS
    first = next(n for n, asked in enumerate(run.asked) if asked.path == PAGE)
    assert {asked.host for asked in run.asked[:first]} == set(hosts)
