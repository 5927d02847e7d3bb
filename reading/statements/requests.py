"""What the narrative says of applications: how many received, none, how many concluded.

The numbers of a sentence are read one after another, each with the words since the number before
it: 收到申请10件，办结10件 is two numbers, and 其中：网络申请8件 is a part of the number before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reading.model import Statement, StatementKind
from reading.numbers import NONE_WORDS, PERCENT, Number
from reading.statements.told import GAP, STOPS, Told

_UNITS = {"件", "条", "份", "宗", "次", "例", "起", "个", "件次"}
_DISCLOSURE = re.compile(r"信息的?公开|依申请公开|公开(?:政府|政务)?信息|政务公开")
_NOUN = (
    rf"(?:(?:政府|政务)?信息的?公开{GAP}*(?:类|的)?(?:有效)?{GAP}*申请|依申请公开(?:政府|政务)?(?:信息)?的?(?:申请)?"
    r"|依申请(?:政府|政务)?信息公开(?:申请)?|申请公开(?:政府|政务)?信息|公开(?:政府|政务)?信息的?申请)"
    r"(?:表|书|件|事项|案件|函)?"
)
_BARE_NOUN = rf"(?:(?:各类|相关|有关|有效|公开)?{GAP}*申请(?:件|事项)?)"
_TAIL = rf"(?:共计|共|总计|合计|总数|总量|数量|数|累计|为|有|是|达到?|约|近|超过?|的|：|，|{GAP})*"
_RECEIVE = (
    r"(?<![未没不])(?<!没有)(?<!不予)(?:新?收到|新收|受理|接收到?|接到|接受|登记|新增|收悉)"
    r"(?:了|过|并受理)?"
)
_RECEIVED_BEFORE = re.compile(
    rf"(?P<verb>{_RECEIVE})(?P<between>[^{STOPS}]{{0,60}}?)(?P<noun>{_NOUN}){_TAIL}$"
    rf"|(?P<noun2>{_NOUN})(?P<between2>[^{STOPS}]{{0,10}})(?P<verb2>{_RECEIVE}){_TAIL}$"
)
_RECEIVED_BARE = re.compile(rf"(?P<verb>{_RECEIVE})(?P<between>)(?P<noun>{_BARE_NOUN}){_TAIL}$")
_RECEIVED_AHEAD = re.compile(rf"(?P<verb>{_RECEIVE})(?P<between>){_TAIL}$")
_NOUN_AFTER = re.compile(rf"的?(?:有效|各类|书面)?(?:{_NOUN}|{_BARE_NOUN})(?![引被产所])")
_DONE = (
    r"(?<![未没不])(?<!不予)(?<!公开)"
    r"(?:办理)?(?:办结|办复|答复|回复|办理完毕|处理完毕|办理完结|办理完成)"
)
_DONE_WORD = re.compile(_DONE)
_DONE_BEFORE = re.compile(rf"{_DONE}了?(?:{_NOUN}|{_BARE_NOUN})?{_TAIL}$")
_NOUN_DONE_BEFORE = re.compile(rf"(?:{_NOUN}|{_BARE_NOUN})[^{STOPS}]{{0,16}}{_DONE}了?{_TAIL}$")
_DONE_AFTER = re.compile(rf"的?(?:{_NOUN}|{_BARE_NOUN})[^{STOPS}]{{0,16}}{_DONE}(?!率)")
# 受理的申请已按期答复 speaks of all of them too.
_ALL_DONE = re.compile(
    rf"(?:(?:均|全部|都已|全数|悉数)|(?:收到|受理)的(?:{_NOUN}|{_BARE_NOUN})已)"
    rf"[^{STOPS}未]{{0,24}}{_DONE}(?!率)"
)
# 按时办结率 is of those concluded.
_RATE = re.compile(r"(?<![按及][时期])(?:办结|办复|答复|回复)率(?:均|已|为|达到?|是|实现)*$")
_HANDLED = re.compile(rf"(?<![未没不])办理了?{_NOUN}{_TAIL}$")
_HANDLED_BARE = re.compile(r"^[，；、]?(?:共|已|共计|当年|年内|全年|其中)*办理了?(?:共|共计|：)?$")
_THEN_CARRIED = re.compile(r"[，、；](?:剩余|其余|另有|尚有|余下)?(?:的)?(?:结转|转入|顺延)")
_ALL_REQUESTS = re.compile(
    rf"(?:所有|全部|上述|以上|收到的|受理的)(?:的|{GAP})*(?:{_NOUN}|申请件?)"
)
_OTHER_NOUNS = re.compile(
    r"信箱|留言|咨询|来信|来电|热线|工单|建议|提案|议案|投诉|举报|信访|复议|诉讼|许可|诉求|网民"
    r"|信件|邮件|案卷|问政|求助|提问|评论|意见"
)
_CHANNELS = re.compile(r"网络|网上|在线|信函|邮寄|当面|现场|电子邮件|邮箱|传真|书面")
_PEOPLE = re.compile(r"自然人|公民|个人|企业|法人|组织|机构|律师|律所|单位")
_ONE_KIND = re.compile(r"自然人|个人|企业|法人|科研机构|律师|律所")
_ONE_MATTER = re.compile(
    r"(?:关于|有关|涉及|针对|要求|对)(?!(?:政府|政务)?信息公开|依申请|公开政府信息)"
    r"|转来|转办|转交|移送|交办|补正|上年|结转"
)
_PARTS = re.compile(r"其中|包括|涉及|分别|按[^，；。]{1,8}(?:分|看)|从[^，；。]{1,10}看")
_ONLY_TOTAL = re.compile("[共总合计数量为]*")
_WHO = (
    r"(?:任何|有关|相关|公民|法人|自然人|企业|其他|其它|组织|社会|公众|群众|单位|个人|机构|和|及|与|或者?|、"
    r"|等|提出|提交|递交|申请人|的|来自|向?本?[我本][局厅委办县市区镇单位机关]{1,3}|要求|各类|一[件份条]|新的|通过|以|网络|网上|信函|当面|邮寄|书面|传真|方式|渠道|途径|形式)*+"
)
_NONE = re.compile(
    rf"{NONE_WORDS}(?:收到|收悉|接收到?|接到|受理|新收|有|发生|出现)?过?{_WHO}"
    rf"(?:{_NOUN}|(?P<bare>申请))(?:的?(?:情况|情形|事项|事宜|业务|要求))?(?=[{STOPS}、和及与或：]|$)"
)

_CARRIED = re.compile(r"上年|上一年|结转")
_SAME_APPLICATIONS = re.compile(
    r"上年|上一年|结转|(?:受理|登记|增加|减少|增长|下降|予以公开|不予公开|部分公开|无法提供|不予处理)了?$"
)
# What a part of the government received is not what the report's table counts.
_SOME_BODIES = re.compile(r"本级|各(?:部门|单位|镇|乡|街道|科室|处室|县|区)|所属|下属|直属")
_LONGEST_WORDS = 120
_ALL_OF_THEM = 100


@dataclass(slots=True)
class _Before:
    """The number that stands before in the sentence, as far as applications are concerned.

    ``is_done``: it is of those concluded alone, or all were told to be.
    """

    value: int | None = None
    is_request: bool = False
    received: int | None = None
    is_done: bool = False
    is_approximate: bool = False
    place: int = 0
    has_parts: bool = False


def request_statements(told: Told) -> Iterator[tuple[int, Statement]]:
    """Claims about applications in one sentence, each with its place."""
    if "申请" not in told.text:
        return
    is_on_requests = bool(_DISCLOSURE.search(told.text) or _DISCLOSURE.search(told.heading))
    yield from _none_received(told, is_on_requests=is_on_requests)
    before = _Before()
    end = 0
    for number in told.numbers:
        yield from _all_concluded(told, before, end, number.start)
        start = max(end, _start_of_words(told, number, end), number.start - _LONGEST_WORDS)
        words = told.text[start : number.start]
        if number.unit == PERCENT:
            yield from _by_rate(told, number, words, before)
            continue
        yield from _of_number(told, number, words, before, is_on_requests=is_on_requests)
        end = number.end
    yield from _all_concluded(told, before, end, len(told.text))
    yield from _all_without_number(told, before)


def _start_of_words(told: Told, number: Number, end: int) -> int:
    """Where the words that tell of the number begin: 收到的申请，共10件 begins a clause earlier."""
    start = told.clause_start(number.start)
    if start > end and _ONLY_TOTAL.fullmatch(told.text[start : number.start]):
        start = told.clause_start(start - 1)
    return start


def _of_number(
    told: Told, number: Number, words: str, before: _Before, *, is_on_requests: bool
) -> Iterator[tuple[int, Statement]]:
    if number.unit not in _UNITS or not isinstance(number.value, int):
        return
    is_part = _is_part(told, number, before)
    after = told.text[number.end : told.clause_end(number.end)]
    received = _received(words, after, is_on_requests=is_on_requests)
    kind: StatementKind | None = None
    start = number.start
    if received is not None:
        if is_part or _is_partial(words, received):
            return
        kind = StatementKind.REQUESTS_RECEIVED
        start = number.start - len(words) + received
    elif _is_concluded(words, after, before, is_on_requests=is_on_requests) or (
        before.is_request
        and _HANDLED_BARE.search(words) is not None
        and _THEN_CARRIED.match(told.text, number.end) is not None
    ):
        if is_part and not _is_of_whole(told, number, words, before):
            return
        kind = StatementKind.REQUESTS_CONCLUDED
        start = number.start - len(words)
    if kind is None:
        if _HANDLED.search(words) and not is_part:
            # 办理 leaves open whether they were received or concluded: what follows is of them.
            before.value, before.is_request, before.place = None, True, number.end
            before.is_done = before.has_parts = False
            return
        # 上年结转2件, 受理15件, 予以公开9件 tell of the same applications: the chain goes on.
        is_same = is_part or _SAME_APPLICATIONS.search(words) is not None
        before.is_request = before.is_request and is_same
        before.has_parts = before.has_parts or is_part
        return
    before.value, before.is_request, before.place = number.value, True, number.end
    is_done = kind is StatementKind.REQUESTS_CONCLUDED
    before.is_done = is_done and before.received != number.value
    before.received = before.received if is_done else number.value
    before.is_approximate, before.has_parts = number.is_approximate, False
    end = number.end + _noun_length(after)
    statement = told.timed(
        kind, start, end, value=number.value, is_approximate=number.is_approximate
    )
    if statement is not None:
        yield number.start, statement


def _is_part(told: Told, number: Number, before: _Before) -> bool:
    """Whether 其中 and the like stand between the number of applications and this number."""
    start = told.clause_start(number.start, "；。")
    if before.is_request:
        start = max(start, before.place)
        return _PARTS.search(told.text, start, number.start) is not None
    return told.text.startswith("其中")


def _is_of_whole(told: Told, number: Number, words: str, before: _Before) -> bool:
    """Whether a number concluded after 其中 is of all applications, and not of one part of them.

    It follows 其中 at once, or it is a clause of its own and the only such number.
    """
    if not before.has_parts:
        return re.match(rf"[^{STOPS}申自企]{{0,14}}$", words) is not None
    is_clause = told.text[number.start - len(words) - 1] in STOPS
    return is_clause and len(_DONE_WORD.findall(told.text, before.place)) == 1


def _received(words: str, after: str, *, is_on_requests: bool) -> int | None:
    """Where the words of a number received begin."""
    found = _RECEIVED_BEFORE.search(words)
    if found is None and is_on_requests:
        found = _RECEIVED_BARE.search(words)
    if found is None and _NOUN_AFTER.match(after):
        is_full = re.match(rf"的?(?:有效|各类|书面)?{_NOUN}", after) is not None
        found = _RECEIVED_AHEAD.search(words) if is_full or is_on_requests else None
    return None if found is None else found.start()


def _is_partial(words: str, start: int) -> bool:
    """Whether the number is of one channel, one kind of applicant or one matter only."""
    told = words[start:] if len(set(_CHANNELS.findall(words[:start]))) != 1 else words
    return (
        len(set(_CHANNELS.findall(told))) == 1
        or (_ONE_KIND.search(told) is not None and len(set(_PEOPLE.findall(told))) == 1)
        or _ONE_MATTER.search(words[start:]) is not None
        or _SOME_BODIES.search(words) is not None
    )


def _is_concluded(words: str, after: str, before: _Before, *, is_on_requests: bool) -> bool:
    clause = words + after
    if _OTHER_NOUNS.search(clause) or _CARRIED.search(words):
        return False
    if _DONE_AFTER.match(after):
        return is_on_requests and not _ALL_DONE.search(after)
    if _DONE_BEFORE.search(words) or _NOUN_DONE_BEFORE.search(words):
        is_named = _DISCLOSURE.search(clause) is not None
        is_bare = "申请" in clause and is_on_requests
        return is_named or is_bare or before.is_request
    return False


def _noun_length(after: str) -> int:
    found = _NOUN_AFTER.match(after)
    return found.end() if found else 0


def _none_received(told: Told, *, is_on_requests: bool) -> Iterator[tuple[int, Statement]]:
    for found in _NONE.finditer(told.text):
        if found["bare"] and not is_on_requests:
            continue
        people = set(_PEOPLE.findall(found[0]))
        subject = told.text[told.clause_start(found.start()) : found.start()]
        if (_ONE_KIND.search(found[0]) and len(people) == 1) or _SOME_BODIES.search(subject):
            continue
        if len(set(_CHANNELS.findall(found[0]))) == 1:
            continue
        statement = told.timed(StatementKind.REQUESTS_NONE_RECEIVED, found.start(), found.end())
        if statement is not None:
            yield found.start(), statement


def _all_concluded(
    told: Told, before: _Before, start: int, end: int
) -> Iterator[tuple[int, Statement]]:
    """均已办结 after the number of applications and its parts.

    After that of applications concluded, if fewer than received, it is a matter of course.
    """
    if not before.is_request or before.is_done:
        return
    found = _ALL_DONE.search(told.text, start, end)
    if found is None:
        return
    # 全部办结10件 is a number of its own.
    if end < len(told.text) and not told.text[found.end() : end].strip(GAP):
        return
    clause = told.text[told.clause_start(found.start()) : found.end()]
    if _OTHER_NOUNS.search(clause):
        return
    is_mixed = "结转" in told.text[before.place : found.start()]
    statement = told.timed(
        StatementKind.REQUESTS_ALL_CONCLUDED,
        *found.span(),
        value=None if is_mixed else before.value,
        is_approximate=before.is_approximate and not is_mixed,
    )
    if statement is not None:
        before.is_done = True
        yield found.start(), statement


def _by_rate(
    told: Told, number: Number, words: str, before: _Before
) -> Iterator[tuple[int, Statement]]:
    """办结率100% after the number received."""
    found = _RATE.search(words) if number.value == _ALL_OF_THEM else None
    if found is None or not before.is_request or before.is_done or _OTHER_NOUNS.search(words):
        return
    start = number.start - len(words) + found.start()
    kind = StatementKind.REQUESTS_ALL_CONCLUDED
    statement = told.timed(
        kind, start, number.end, value=before.value, is_approximate=before.is_approximate
    )
    if statement is not None:
        before.is_done = True
        yield number.start, statement


def _all_without_number(told: Told, before: _Before) -> Iterator[tuple[int, Statement]]:
    if before.value is not None:
        return
    for found in _ALL_DONE.finditer(told.text):
        # 对收到的申请认真进行了办理，全部按时答复 names them a clause earlier.
        start = told.clause_start(found.start(), "；。！？")
        if not _ALL_REQUESTS.match(told.text, start + told.text.startswith("对", start)):
            start = told.clause_start(found.start())
        clause = told.text[start : found.end()]
        if _ALL_REQUESTS.search(clause) and not _OTHER_NOUNS.search(clause):
            statement = told.timed(StatementKind.REQUESTS_ALL_CONCLUDED, found.start(), found.end())
            if statement is not None:
                yield found.start(), statement
