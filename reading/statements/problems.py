"""Problems and measures in part five: which sentences speak of one.

A wide net on purpose: a sentence taken for a problem accuses nobody, one overlooked may.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reading.model import Statement, StatementKind
from reading.statements.told import GAP, STOPS, Told

# Every alternative begins with a sign of its own: so a text without any is searched far quicker.
_AMISS = rf"[^{STOPS}]{{0,24}}(?:问题|不足|差距|薄弱|短板|困难|欠缺|弱项|误区|空间|现象)"
_PROBLEM = re.compile(
    rf"存在{_AMISS}|有着?{_AMISS}|面临{_AMISS}|发现{_AMISS}"
    r"|问题(?:主要)?(?:是|有|在于|表现|：)|不足之处|不足|薄弱|短板|弱项|欠缺|差距|有待|亟待|亟需|仍需|还需|尚需"
    r"|需要?(?:进一步|继续|不断|持续|加强|提高|提升|完善|改进)|待(?:进一步|提高|提升|加强|完善)"
    r"|不(?:够|高|强|到位|及时|全面|规范|完善|平衡|充分|丰富|深入|熟悉|明显|健全|多|统一|一致|理想|广|足|深|细|实|准确|严|畅|合理|均衡|大|新|主动|适应|可显示|专业|熟练|稳定)"
    r"|滞后|单一|单调|偏[少低弱慢窄]|较[少低弱慢差窄]|缺乏|缺少|缺失|过于|太少|欠佳|不力|仍有[^，；。]{0,10}空间"
    r"|尚未|相对(?:薄弱|较)|提升空间|难以|疏漏|断链|暗链|参差不齐|流于形式"
)
_NONE_OF = rf"[^{STOPS}]{{0,12}}(?:问题|不足|短板|情况)"
_DENIED = re.compile(
    rf"不存在{_NONE_OF}|未发现{_NONE_OF}|没有{_NONE_OF}|无{_NONE_OF}|未出现{_NONE_OF}"
    rf"|解决了[^{STOPS}]{{0,16}}问题"
)
# In 针对存在的问题 the problem is only named for what is done about it.
_ANSWERED = re.compile(
    rf"(?:针对|解决|整改|聚焦|围绕|克服|破解|改进|查找|对照|补齐|补强|弥补|正视|直面|梳理|提到|指出)[^{STOPS}]{{0,24}}?"
    r"(?:存在的?)?(?:主要|突出|以上|上述|这些|各类)?(?:问题|不足|短板|弱项|薄弱环节|差距|困难)"
)
_NEED = re.compile(rf"(?:需要?|有待|亟待|亟需|待)[^{STOPS}]*")
_ADVERBS = (
    r"(?:(?:第?[一二三四五六七八九十]{1,2}[是要、，]|首先|其次|再次|最后|同时|此外|另外|并|也|还|继续|进一步|持续|不断"
    r"|着力|积极|切实|深入|全面|定期|及时|严格|认真|大力|更加|充分|主动|逐步|有效|扎实|稳步|全力|始终"
    r"|[我本][局厅委办县市区镇校院单位机关]{1,3}|将|会|要|拟|已|在今后的?工作中)[，：]?)*+"
)
_ACTION = (
    r"(?:加强|强化|完善|健全|提升|提高|加大|规范|优化|推进|创新|丰富|拓展|拓宽|深化|扩大|落实|充实|畅通|组织|开展"
    r"|建立|增加|细化|压实|学习|培训|坚持|做好|抓好|明确|严把|梳理|整合|改进|整改|改善|推动|打造|聚焦|紧扣|围绕"
    r"|加快|注重|督促|检查|增强|巩固|配合|邀请|举办|制定|修订|夯实|构建|统筹|运用|利用|通过|借助|广泛)"
)
_MEASURE = re.compile(
    r"下一?步|今后|接下来|下一阶段|下阶段|新的一年|改进(?:措施|情况|办法|方向|工作)|整改"
    r"|以下措施|如下措施|相应措施|有力措施|有效措施|采取措施"
    rf"|将[^{STOPS}]{{0,30}}?{_ACTION}|拟[^{STOPS}]{{0,30}}?{_ACTION}"
)
_ACTS = re.compile(rf"(?:^|[{STOPS}：、]){_ADVERBS}{_ACTION}")
_LISTED = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,2}(?:是|[）)])|第[一二三四五六七八九十]{1,2}[，、]|\d[.、]|首先|其次|最后"
)
_PROBLEM_TITLE = re.compile(r"问题|不足|困难|差距|短板")
_MEASURE_TITLE = re.compile(r"改进|整改|措施|打算|举措|下一?步|安排|计划|解决办法|方向")
_NOTHING = re.compile(r"(?:无|没有|暂无|略|不适用)[。，；]?")
_SOLVED = re.compile(r"(?:问题|不足)的?(?:解决|整改|改进)")
# A line such as 主要问题： or 存在的问题及改进措施 tells nothing itself.
_ONLY_TITLE = re.compile(
    r"(?:[我本][局厅委办县市区]|当前|目前|工作中?|政府信息公开)*(?:还|仍)?(?:存在)?的?(?:主要|突出)?"
    r"(?:问题|不足|困难|差距|短板|和|与|及|以及|、|之处)*(?:的|具体|下一?步|工作|今后|主要|解决|改进|整改"
    r"|办法|措施|情况|打算|安排|计划|举措|方向|思路|方面|和|与|及|以及|、)*：?"
)
_LONGEST_TITLE = 30
_LEAST = 4


def problem_statements(sentences: Iterable[Told]) -> Iterator[Statement]:
    """One statement for each problem and each measure that a sentence of part five speaks of.

    Under a heading such as 主要问题 every sentence tells of it; an item of a list tells of what the
    sentence before it began.
    """
    before: StatementKind | None = None
    for told in sentences:
        text = told.text.rstrip("。；")
        if len(text) <= _LONGEST_TITLE and _ONLY_TITLE.fullmatch(text):
            before = _kind_of_title(text)
            continue
        if len(text) < _LEAST or _NOTHING.fullmatch(text):
            continue
        found = list(_cues(told.text))
        kinds = {kind for kind, _, _ in found}
        title = _kind_of_title(told.heading)
        if title is not None and title not in kinds and not _DENIED.match(text):
            found.append((title, 0, 1))
        elif not found and before is not None and _LISTED.match(text):
            found.append((before, 0, 1))
        for kind, start, end in found:
            yield told.statement(
                kind, told.clause_start(start, f"{STOPS}："), told.clause_end(end, f"{STOPS}：")
            )
        before = found[-1][0] if found else before


def _cues(text: str) -> Iterator[tuple[StatementKind, int, int]]:
    open_text = _ANSWERED.sub(_blank, _DENIED.sub(_blank, text))
    problem = _PROBLEM.search(open_text)
    if problem is not None:
        yield StatementKind.PROBLEM, problem.start(), problem.end()
    needless = _NEED.sub(_blank, text)
    acts = (act for act in _ACTS.finditer(needless) if not _is_not_enough(text, act))
    found = [cue for cue in (_MEASURE.search(needless), next(acts, None)) if cue is not None]
    if found:
        first = min(found, key=lambda cue: cue.start())
        start = first.start() + (text[first.start()] in STOPS)
        yield StatementKind.MEASURE, start, first.end()


def _blank(found: re.Match[str]) -> str:
    return GAP * len(found[0])


def _is_not_enough(text: str, act: re.Match[str]) -> bool:
    """Whether the clause that seems to act tells that something is not done enough."""
    stops = [at for stop in STOPS if (at := text.find(stop, act.end())) >= 0]
    return _PROBLEM.search(text, act.start(), min(stops, default=len(text))) is not None


def _kind_of_title(title: str) -> StatementKind | None:
    """改进措施 and 问题的解决办法 tell of measures, 存在的问题 of problems, 问题及措施 of both."""
    is_of_problems = _PROBLEM_TITLE.search(title) is not None
    is_of_measures = _MEASURE_TITLE.search(title) is not None
    if is_of_measures and (not is_of_problems or _SOLVED.search(title)):
        return StatementKind.MEASURE
    return StatementKind.PROBLEM if is_of_problems and not is_of_measures else None
