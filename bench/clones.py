"""How long the search for reports alike takes, beside comparing all pairs, in the same run.

    .venv/bin/python -m bench.clones            # 20,000 reports: about two minutes
    .venv/bin/python -m bench.clones --quick    # 5,000

Narratives are made from shuffled official words: some sentences are everybody's, some those of a
region, the rest are their own; one in twenty copies another with names and some sentences changed.
Each size is measured in a process of its own, so that its memory is its own. The baseline is the
exact Jaccard share of all pairs over the same shingles, on a sample, times the number of pairs.
Ends with 1 where a requirement is not met.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, pairwise
from math import log2
from random import Random
from time import perf_counter, process_time

from audit.likeness.search import Narrative, common_shingles, likes_of
from audit.likeness.texts import folded, share_of, shingles_of

_ABOVE = Decimal("0.6")
_SIZES = (1250, 2500, 5000, 10_000, 20_000)
_QUICK_SIZES = (1250, 2500, 5000)
_BASELINE_SAMPLE = 600
_MOST_SECONDS, _MOST_MIB, _LEAST_RECALL = 60.0, 2048, 0.99
# A size twice as large may take this much longer than n log n says, for memory grows colder.
_GROWTH_SLACK = 1.35
_EVERY_CLONE = 20
_SENTENCES = 42
_EVERYBODYS, _OF_A_REGION, _REGIONS = 6, 4, 40
_MOST_CHANGED = 14

_WORDS = (
    "政策解读", "栏目更新", "办理流程", "信息发布", "公众关切", "专题培训", "平台建设",
    "目录编制", "审查机制", "线上渠道", "服务大厅", "重点领域", "工作台账", "业务骨干",
    "群众来信", "图文并茂", "权责清单", "营商环境", "检索功能", "档案移交", "会议开放",
    "意见征集", "保密审查", "责任科室", "季度通报", "整改落实", "典型案例", "学习交流",
    "数据共享", "便民指南", "基层窗口", "历史文件", "热点回应", "答复文书", "听取建议",
    "公开属性", "同步推送", "民生项目", "财政资金", "招生就业", "生态环境", "安全生产",
    "住房保障", "乡村振兴", "推进", "规范", "完善", "加强", "提升", "细化", "梳理", "健全",
    "落实", "拓展", "优化", "开展", "明确", "统筹", "压实", "丰富", "畅通", "及时", "全面",
    "持续",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One size. ``planted`` are copies that are truly above the share, ``found`` those told.

    ``seconds`` are by the clock, ``processor_seconds`` of the processor.
    """

    reports: int
    seconds: float
    processor_seconds: float
    mib: int
    pairs: int
    planted: int
    found: int
    characters: int


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and say whether the requirements are met."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="up to 5,000 reports")
    is_quick = parser.parse_args(arguments).quick
    context = multiprocessing.get_context("spawn")
    rows = []
    for size in _QUICK_SIZES if is_quick else _SIZES:
        with context.Pool(1) as pool:
            rows.append(pool.apply(measure, (size,)))
    with context.Pool(1) as pool:
        per_pair = pool.apply(seconds_per_pair)
    _print(rows, per_pair)
    return 0 if all(_verdicts(rows).values()) else 1


def measure(size: int) -> Measured:
    """Search among ``size`` made reports."""
    narratives = made(size)
    started, worked = perf_counter(), process_time()
    likes = likes_of(narratives, _ABOVE)
    seconds, processor_seconds = perf_counter() - started, process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    common = common_shingles(narratives)
    planted = found = 0
    for copy in range(1, size, _EVERY_CLONE):
        texts = (narratives[copy].text, narratives[copy - 1].text)
        if share_of(*(shingles_of(text, common) for text in texts)) > _ABOVE:
            planted += 1
            found += any(like.index == copy - 1 for like in likes[copy])
    return Measured(
        reports=size,
        seconds=seconds,
        processor_seconds=processor_seconds,
        mib=peak,
        pairs=sum(map(len, likes)) // 2,
        planted=planted,
        found=found,
        characters=sum(len(narrative.text) for narrative in narratives) // size,
    )


def seconds_per_pair() -> float:
    """The baseline: the exact share of each pair of a sample, the shingles already cut."""
    sets = [shingles_of(narrative.text) for narrative in made(_BASELINE_SAMPLE)]
    started = perf_counter()
    alike = sum(share_of(first, second) > _ABOVE for first, second in combinations(sets, 2))
    seconds = perf_counter() - started
    if not alike:
        raise SystemExit("the made reports hold no copies")
    return seconds / (len(sets) * (len(sets) - 1) / 2)


def made(size: int) -> list[Narrative]:
    """Made reports; each twentieth copies the one before."""
    random = Random(size)  # noqa: S311 - made text
    everybodys = [_sentence(random) for _ in range(_EVERYBODYS)]
    regions = [[_sentence(random) for _ in range(_OF_A_REGION)] for _ in range(_REGIONS)]
    return [
        Narrative(agency=str(number), text=folded("".join(sentences)))
        for number, sentences in enumerate(_reports(random, size, everybodys, regions))
    ]


def _reports(
    random: Random, size: int, everybodys: list[str], regions: list[list[str]]
) -> Iterator[list[str]]:
    before: list[str] = []
    for number in range(size):
        if number % _EVERY_CLONE == 1:
            own = list(before)
            for _ in range(random.randrange(_MOST_CHANGED)):
                own[random.randrange(len(own))] = _sentence(random)
        else:
            alone = _SENTENCES - _EVERYBODYS - _OF_A_REGION
            own = [*everybodys, *random.choice(regions)]
            own += [_sentence(random) for _ in range(alone)]
            random.shuffle(own)
        before = own
        yield own


def _sentence(random: Random) -> str:
    return "".join(random.choices(_WORDS, k=random.randint(6, 11))) + "。"


def _verdicts(rows: Sequence[Measured]) -> dict[str, bool]:
    last = rows[-1]
    recall = sum(row.found for row in rows) / sum(row.planted for row in rows)
    return {
        f"{last.reports:,} reports in at most {_MOST_SECONDS:.0f} s": last.seconds <= _MOST_SECONDS,
        f"under {_MOST_MIB} MiB": last.mib < _MOST_MIB,
        f"copies found: {recall:.2%}, at least {_LEAST_RECALL:.0%}": recall >= _LEAST_RECALL,
        "processor no faster than n log n (second half of the sizes)": all(
            later.processor_seconds
            <= earlier.processor_seconds * _growth(earlier, later) * _GROWTH_SLACK
            for earlier, later in list(pairwise(rows))[len(rows) // 2 - 1 :]
        ),
    }


def _growth(earlier: Measured, later: Measured) -> float:
    return later.reports * log2(later.reports) / (earlier.reports * log2(earlier.reports))


def _print(rows: Sequence[Measured], per_pair: float) -> None:
    header = (
        "reports",
        "characters",
        "processor, s",
        "clock, s",
        "MiB",
        "all pairs, s",
        "times faster",
        "pairs",
    )
    print("  ".join(f"{title:>12}" for title in (*header, "copies found")))
    for row in rows:
        whole = per_pair * row.reports * (row.reports - 1) / 2
        cells = (
            f"{row.reports:,}",
            f"{row.characters:,}",
            f"{row.processor_seconds:.1f}",
            f"{row.seconds:.1f}",
            f"{row.mib:,}",
            f"{whole:,.0f}",
            f"{whole / row.seconds:,.0f}",
            f"{row.pairs:,}",
            f"{row.found} of {row.planted}",
        )
        print("  ".join(f"{cell:>12}" for cell in cells))
    print(f"all pairs: the exact share of {_BASELINE_SAMPLE} reports, times the number of pairs")
    for requirement, is_met in _verdicts(rows).items():
        print(f"{'met    ' if is_met else 'NOT MET'}  {requirement}")


if __name__ == "__main__":
    sys.exit(main())
