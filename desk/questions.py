"""Saved questions (常用查询): SQL that an officer runs by its name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One saved question; ``sql`` reads the ledger's views only."""

    name: str
    title: str
    sql: str


QUESTIONS = (
    Question(
        name="not_yet_published",
        title="最近一次核查中未见公布或者无法核实的机关",
        sql="""SELECT 机关, 类别, 年度, 情况, 说明, 最后期限 FROM 公布情况
WHERE 情况 IN ('未见公布（待人工确认）', '未公布', '无法核实', '未到期限')
ORDER BY 年度 DESC, 情况, 机关""",
    ),
    Question(
        name="findings_by_rule",
        title="按规则统计仍存在的问题",
        sql="""SELECT 年度, 规则, 程度, count(*) AS 机关数 FROM 问题一览
WHERE 状态 = '存在' GROUP BY 年度, 规则, 程度 ORDER BY 年度 DESC, 机关数 DESC, 规则""",
    ),
)
