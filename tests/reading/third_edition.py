"""Run as a program: adds a third edition by writing a table, and reads a report made by it.

It prints what is wrong as JSON, ``{}`` where everything is read. A process of its own, because an
edition is a table that stands in the code before anything is imported.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace

from reading import editions
from reading.editions import DISPUTES, EDITION_2021, PROACTIVE, REQUESTS, Column, Edition, Row

_STOCK = (
    Column(name="made", label="本年新立件数"),
    Column(name="amended", label="本年修改件数"),
    Column(name="repealed", label="本年废止件数"),
    Column(name="in_force", label="年末有效件数"),
)
_HANDLED = (Column(name="handled", label="本年办结数量"),)
_APPLICANTS = (
    *EDITION_2021.request_rows[0].columns[:-1],
    Column(name="foreign", label="境外组织"),
    EDITION_2021.request_rows[0].columns[-1],
)
_OUTCOMES = (
    *EDITION_2021.dispute_rows[0].columns[:3],
    Column(name="settled", label="调解结案"),
    *EDITION_2021.dispute_rows[0].columns[3:],
)


def _proactive(name: str, label: str, block: str, columns: tuple[Column, ...]) -> Row:
    block = f"第二十条第（{block}）项"
    return Row(table=PROACTIVE, name=name, label=label, block=block, columns=columns)


def _requests() -> tuple[Row, ...]:
    rows = [
        replace(row, columns=_APPLICANTS)
        for row in EDITION_2021.request_rows
        if row.name != "other_unpaid"
    ]
    place = next(n for n, row in enumerate(rows) if row.name == "refused_query") + 1
    secret = Row(
        table=REQUESTS,
        name="refused_work_secret",
        label="9.属于机关工作秘密范围",
        group="（三）不予公开",
        columns=_APPLICANTS,
    )
    return (*rows[:place], secret, *rows[place:])


THIRD = Edition(
    name="2031",
    document_number="国办公开办函〔2031〕1号",
    first_year=2031,
    last_year=None,
    proactive_rows=(
        _proactive("regulations", "规章", "一", _STOCK),
        _proactive("normative_documents", "行政规范性文件", "一", _STOCK),
        _proactive("licences", "行政许可", "五", _HANDLED),
        _proactive("inspections", "行政检查事项", "六", _HANDLED),
        _proactive("penalties", "行政处罚", "六", _HANDLED),
    ),
    request_rows=_requests(),
    dispute_rows=tuple(
        Row(table=DISPUTES, name=row.name, label=row.label, group=row.group, columns=_OUTCOMES)
        for row in EDITION_2021.dispute_rows
    ),
)
editions.EDITIONS = (
    editions.EDITION_2019,
    replace(EDITION_2021, last_year=2030),
    THIRD,
)


def _cells(texts: list[tuple[str, int, int]]) -> str:
    cells = (f'<td colspan="{across}" rowspan="{down}">{t}</td>' for t, across, down in texts)
    return f"<tr>{''.join(cells)}</tr>"


def _page(printed: dict[str, str]) -> bytes:
    """A page that any edition lays out: tables from nothing but the edition."""
    proactive, block = [], None
    for row in THIRD.proactive_rows:
        if row.block != block:
            block = row.block
            proactive.append(_cells([(block or "", 5, 1)]))
            labels = [(column.label, 1, 1) for column in row.columns]
            proactive.append(_cells([("信息内容", 1, 1), *labels]))
        proactive.append(_cells([(row.label, 1, 1), *((printed[p], 1, 1) for p in row.paths())]))
    wide = len(_APPLICANTS)
    requests = [
        _cells([("", 1, 3), ("申请人情况", wide, 1)]),
        _cells([("自然人", 1, 2), ("法人或其他组织", wide - 2, 1), ("总计", 1, 2)]),
        _cells([(column.label, 1, 1) for column in _APPLICANTS[1:-1]]),
        *(
            _cells([(row.label, 1, 1), *((printed[p], 1, 1) for p in row.paths())])
            for row in THIRD.request_rows
        ),
    ]
    each = len(_OUTCOMES)
    names = [(column.label, 1, 1) for column in _OUTCOMES]
    disputes = [
        _cells([("行政复议", each, 1), ("行政诉讼", each * 2, 1)]),
        _cells(
            [
                *((label, 1, 2) for label, _, _ in names),
                ("未经复议直接起诉", each, 1),
                ("复议后起诉", each, 1),
            ]
        ),
        _cells([*names, *names]),
        _cells([(printed[p], 1, 1) for row in THIRD.dispute_rows for p in row.paths()]),
    ]
    headings = (
        ("<p>一、总体情况</p><p>甲。</p>", []),
        ("<p>二、主动公开政府信息情况</p>", proactive),
        ("<p>三、收到和处理政府信息公开申请情况</p>", requests),
        ("<p>四、政府信息公开行政复议、行政诉讼情况</p>", disputes),
        ("<p>五、存在的主要问题及改进情况</p><p>乙。</p><p>六、其他需要报告的事项</p>", []),
    )
    body = "".join(words + f"<table>{''.join(rows)}</table>" for words, rows in headings)
    title = "示例市样板局2031年政府信息公开工作年度报告"
    return f"<html><body><h1>{title}</h1><div>{body}<p>丙。</p></div></body></html>".encode()


def main() -> None:
    """Read a report of each form, and say what differs."""
    from reading.again import read_again  # noqa: PLC0415 - after the table is written
    from reading.reader import read  # noqa: PLC0415

    printed = {path: str(number) for number, path in enumerate(THIRD.paths(), start=1)}
    body = _page(printed)
    reading = read(body, name="年报")
    wrong = {
        path: [text, reading.figures[path].printed if path in reading.figures else None]
        for path, text in printed.items()
        if path not in reading.figures or reading.figures[path].printed != text
    }
    facts = {"edition": [reading.edition.name if reading.edition else None, "2031"]}
    facts["more"] = [sorted(set(reading.figures) - set(printed)), []]
    facts["warnings"] = [list(reading.warnings), []]
    again = read_again(body, reading, tuple(printed))
    differing = {
        path: [figure.printed, printed[path]]
        for path, figure in again.items()
        if figure is not None and figure.printed != printed[path]
    }
    wrong |= {name: pair for name, pair in facts.items() if pair[0] != pair[1]}
    sys.stdout.write(json.dumps(wrong | differing, ensure_ascii=False))


if __name__ == "__main__":
    main()
