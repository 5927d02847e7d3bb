"""The words of a report, in agreement with its figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from portal_lab import sentences
from portal_lab.forms import FORM_2019, Form

Paragraphs = Mapping[str, tuple[str, ...]]


def preamble(random: Random, gaps: Mapping[str, str]) -> tuple[str, ...]:
    """The paragraph before part one, with the statistics period."""
    return (random.choice(sentences.PREAMBLES).format_map(gaps),)


def paragraphs(
    form: Form, random: Random, figures: Mapping[str, str], gaps: Mapping[str, str]
) -> Paragraphs:
    """The paragraphs of every part; ``gaps`` fill the sentences."""
    problem, measure = random.choice(list(zip(sentences.PROBLEMS, sentences.MEASURES, strict=True)))
    fee = random.choice(sentences.FEES).format_map(gaps)
    return {
        "overview": _overview(form, random, figures, gaps),
        "proactive": (),
        "requests": (),
        "disputes": (),
        "problems": (
            f"存在的主要问题：{problem}".format_map(gaps),
            measure.format_map(gaps),
        ),
        "other_matters": (fee if form is not FORM_2019 else "本年度没有其他需要报告的事项。",),
    }


def _overview(
    form: Form, random: Random, figures: Mapping[str, str], gaps: Mapping[str, str]
) -> tuple[str, ...]:
    def say(bank: Sequence[str], count: int) -> str:
        return "".join(random.sample(bank, k=count)).format_map(gaps)

    return (
        say(sentences.OPENINGS, 1),
        "（一）主动公开情况",
        _counts(random, gaps) + say(sentences.ACTIVE, 3) + _documents(form, figures),
        "（二）依申请公开情况",
        say(sentences.CHANNELS, 2) + _requests(random, figures),
        "（三）政府信息管理情况",
        say(sentences.MANAGEMENT, 3),
        "（四）政府信息公开平台建设情况",
        say(sentences.PLATFORMS, 3),
        "（五）监督保障情况",
        say(sentences.OVERSIGHT, 2) + say(sentences.ASSESSMENTS, 1),
    )


def _counts(random: Random, gaps: Mapping[str, str]) -> str:
    """How much was published: the parts make the whole."""
    parts = [random.randint(12, 240) for _ in range(3)]
    numbers = {f"n{i}": str(part) for i, part in enumerate(parts, start=1)}
    return random.choice(sentences.COUNTS).format(**gaps, **numbers, total=sum(parts))


def _documents(form: Form, figures: Mapping[str, str]) -> str:
    stock = "proactive.normative_documents"
    if form is FORM_2019:
        return f"全年新制作规范性文件{figures[f'{stock}.made']}件，全部向社会公开。"
    return (
        f"全年制发行政规范性文件{figures[f'{stock}.issued']}件，"
        f"废止{figures[f'{stock}.repealed']}件，现行有效{figures[f'{stock}.in_force']}件。"
    )


def _requests(random: Random, figures: Mapping[str, str]) -> str:
    received, carried_in, concluded, carried_out = (
        int(figures[f"requests.{row}.total"])
        for row in ("received", "carried_in", "concluded", "carried_out")
    )
    if not received:
        closed = f"，上年结转的申请{carried_in}件已全部办结" if carried_in else ""
        return f"全年未收到政府信息公开申请{closed}。"
    carried = f"，上年结转申请{carried_in}件" if carried_in else ""
    left = f"，结转下年度继续办理申请{carried_out}件" if carried_out else ""
    if random.random() < 0.5:  # noqa: PLR2004 - one of two wordings
        carried = f"，另有上年结转申请{carried_in}件" if carried_in else ""
        return (
            f"本年度共收到政府信息公开申请{received}件{carried}。"
            f"全年答复办结政府信息公开申请{concluded}件{left}。"
        )
    return (
        f"全年收到政府信息公开申请{received}件{carried}；办结政府信息公开申请{concluded}件{left}。"
    )
