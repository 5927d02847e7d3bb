"""What each rule rests on, and how grave that lets it be."""

from __future__ import annotations

import re

from audit.catalogue import CATALOGUE
from audit.model import Severity

# What the requirement behind each rule rests on:
#   v  read in its source: the regulation, the notice on the format, the printed tables, a circular
#   a  arithmetic over printed figures, or two places of one report that exclude each other
#   s  seen in reports
#   o  set by the office for its region
#   i  inferred: reasonable, but written in no source that was read
#   m  remembered: the source was not read
GROUNDS = {
    "CMP01": "v", "CMP02": "v", "CMP03": "s", "CMP04": "v", "CMP05": "v", "CMP06": "v",
    "CMP07": "m", "CMP08": "v", "CMP09": "v", "CMP10": "m", "CMP11": "v", "CMP12": "v",
    "CMP13": "v", "CMP14": "s", "CMP15": "v", "CMP16": "m", "CMP17": "v", "CMP18": "m",
    "CMP19": "v", "CMP20": "v", "CMP21": "v", "CMP22": "v", "CMP23": "a", "CMP24": "s",
    "CMP25": "i", "CMP26": "a", "CMP27": "o", "CMP28": "v", "CMP29": "a", "CMP30": "i",
    "CMP31": "a",
    "TIM01": "v", "TIM02": "v", "TIM03": "v", "TIM04": "v", "TIM05": "m", "TIM06": "v",
    "TIM07": "v", "TIM08": "v", "TIM09": "v", "TIM10": "o", "TIM11": "m", "TIM12": "v",
    "TIM13": "m", "TIM14": "v", "TIM15": "m", "TIM16": "v",
    "CON01": "a", "CON02": "a", "CON03": "a", "CON04": "a", "CON05": "a", "CON06": "a",
    "CON07": "a", "CON08": "i", "CON09": "a", "CON10": "i", "CON11": "m", "CON12": "a",
    "CON13": "a", "CON14": "a", "CON15": "a", "CON16": "a", "CON17": "a", "CON18": "a",
    "CON19": "v", "CON20": "m", "CON21": "a", "CON22": "a", "CON23": "i", "CON24": "a",
    "CON25": "a", "CON26": "i", "CON27": "a", "CON28": "a", "CON29": "a", "CON30": "i",
    "CON31": "i", "CON32": "i", "CON33": "i", "CON34": "v", "CON35": "i", "CON36": "v",
    "CON37": "i", "CON38": "i", "CON39": "a", "CON40": "a", "CON41": "a", "CON42": "a",
    "CON43": "i", "CON44": "v", "CON45": "v",
    "AUT01": "v", "AUT02": "v", "AUT03": "v", "AUT04": "v", "AUT05": "s", "AUT06": "v",
    "AUT07": "v", "AUT08": "v", "AUT09": "i", "AUT10": "v", "AUT11": "i", "AUT12": "i",
    "AUT13": "v", "AUT14": "i", "AUT15": "v", "AUT16": "i", "AUT17": "i", "AUT18": "i",
    "AUT19": "i", "AUT20": "i", "AUT21": "i", "AUT22": "v", "AUT23": "v", "AUT24": "v",
    "AUT25": "v", "AUT26": "v",
}  # fmt: skip
PROVEN = ("v", "a")
# What a notice may quote: the regulation by its articles, all of which were read; the format by the
# titles of its parts and tables; what the office's own region asks for.
QUOTABLE = re.compile(
    r"《中华人民共和国政府信息公开条例》第[^《》]+"
    r"|《政府信息公开工作年度报告格式》(第.部分.*|表.+|（国办公开办函〔2021〕30号、国办公开办函〔2019〕60号）)?"
    r"|《政府信息公开工作年度报告格式（试行）》表.+"
    r"|本地区关于.+"
)


def test_every_rule_has_its_ground() -> None:
    assert {rule.code for rule in CATALOGUE} == set(GROUNDS)


def test_an_error_rests_on_what_was_read_or_on_arithmetic() -> None:
    grave = {rule.code: GROUNDS[rule.code] for rule in CATALOGUE if rule.at_most is Severity.ERROR}
    assert {code: ground for code, ground in grave.items() if ground not in PROVEN} == {}


def test_what_enters_notices_without_proof_is_arithmetic() -> None:
    assert {GROUNDS[rule.code] for rule in CATALOGUE if rule.is_arithmetic} == {"a"}


def test_a_problem_quotes_only_what_was_read() -> None:
    problems = [r for r in CATALOGUE if r.at_most in (Severity.ERROR, Severity.WARNING)]
    doubtful = {
        rule.code: source
        for rule in problems
        for source in rule.basis.split("；")
        if not QUOTABLE.fullmatch(source)
    }
    assert doubtful == {}
