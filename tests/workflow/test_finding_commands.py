"""``duban explain``, ``decide``, ``replay`` and ``rules --precision`` over a run of the office."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from duban_command import Answer, calling, set_up
from evidence_made import damage

from audit.catalogue import CATALOGUE, rule_named
from cli.main import call
from config.clock import SHANGHAI
from config.settings import AuditSettings, RuleSetting
from ledger.identity import fingerprint

RUN = "20240205-090000"
CELLS = {
    "requests.granted.total": 99,
    "requests.granted.individual": 3,
    "requests.granted.legal_service": 0,
}
NAME = fingerprint("CON01", "edu", 2023, "requests.granted")
AGAIN = "与首次识读一致"


@pytest.fixture
def judged(office: Any, kit: Any) -> Any:
    """One agency's total is wrong; one rule runs on it, and the rules on time."""
    office.portals["edu"] = kit.published(documents=(kit.report("edu", figures=CELLS),))
    office.config = replace(office.config, audit=AuditSettings(select=("CON01", "TIM")))
    office.run(readers=kit.seeing_otherwise({}))
    return office


@pytest.fixture
def duban(judged: Any, capsys: pytest.CaptureFixture[str]) -> Callable[..., Answer]:
    return calling(capsys, *set_up(judged.config.data_dir.parent))


def cell(column: str, value: int, place: str) -> str:
    return f"  表三“（一）予以公开”{place} = {value}（{column}，原文“{value}”；第二次识读{AGAIN}）"


def page() -> list[str]:
    rule = rule_named("CON01")
    labels = ("要求", "核查内容", "不适用", "不算问题", "示例", "如何改正")
    heads = (
        "Requirement",
        "What it looks at",
        "Not applicable",
        "Not a defect",
        "Example",
        "How to correct",
    )
    told = [f"  {label}：{rule.section(head)}" for label, head in zip(labels, heads, strict=True)]
    return [f"依据：{rule.basis}", "规则说明：", *told]


def test_a_finding_explained(judged: Any, duban: Callable[..., Answer]) -> None:
    assert duban("decide", NAME, "--upheld", "--by", " 张三 ", "--reason", "已 核对").out == (
        f"已记录：苏镇市教育局 2023 CON01 {NAME} 认定属实。\n"
    )
    answer = duban("explain", NAME[:6])
    with judged.ledger() as ledger:
        (capture,) = ledger.captures_of(RUN, [f"{RUN}:edu:0"])
        (decided,) = ledger.decisions_of(NAME)
        at = {figure.path: figure.at for figure in ledger.figures("edu", 2023)}
    when = decided.decided_at.astimezone(SHANGHAI)
    places = {
        "individual": ("自然人", 3),
        "company": ("商业企业", 1),
        "research": ("科研机构", 0),
        "charity": ("社会公益组织", 0),
        "legal_service": ("法律服务机构", 0),
        "other": ("其他", 0),
        "total": ("总计", 99),
    }
    assert answer.out.splitlines() == [
        f"问题 {NAME}（新发现）",
        "机关：苏镇市教育局（edu）",
        "年度：2023",
        f"规则：CON01 表三各行分项之和与总计不符，第 {rule_named('CON01').version} 版",
        "程度：错误",
        "对象：表三“（一）予以公开”",
        "问题：表三“（一）予以公开”一行：3 + 1 + 0 + 0 + 0 + 0 = 4，报告填 99",
        f"首次发现：2024-02-05（运行 {RUN}）",
        f"最近发现：2024-02-05（运行 {RUN}）",
        "位置和原文：",
        f"  {at['requests.granted.individual']}：“3”",
        f"  {at['requests.granted.company']}：“1”",
        f"  {at['requests.granted.total']}：“99”",
        "所依据的数据：",
        *(
            cell(at[f"requests.granted.{name}"], value, place)
            for name, (place, value) in places.items()
        ),
        "存证：",
        "  年报页面 http://edu.example/2023/0.html",
        f"    取得时间 2024-02-05 09:00:01，{capture.size} 字节",
        f"    SHA-256 {capture.sha256}",
        "识读程序：第 1 版",
        "经历：",
        f"  2024-02-05 新发现（运行 {RUN}）：首次发现",
        "人工认定：",
        f"  {when:%Y-%m-%d %H:%M:%S} 张三 认定属实：已 核对（第 1 版，运行 {RUN}）",
        *page(),
    ]
    assert (answer.status, answer.err) == (0, "")


def test_a_rule_that_has_changed_since_is_told(
    duban: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = replace(rule_named("CON01"), version=2)
    for catalogue, line in (
        ((newer,), "规则：CON01 表三各行分项之和与总计不符，第 1 版（现行为第 2 版）"),
        ((), "规则：CON01 第 1 版（已不在规则目录中）"),
    ):
        monkeypatch.setattr("workflow.explanation.CATALOGUE", catalogue)
        assert duban("explain", NAME).out.splitlines()[3] == line


def test_of_several_versions_the_one_that_was_judged_is_named(
    judged: Any, kit: Any, duban: Callable[..., Answer]
) -> None:
    whole = kit.report("edu", figures=CELLS)
    lacking = kit.report(
        "edu", figures={**CELLS, "requests.granted.research": {"unreadable": "糊"}}
    )
    judged.portals["edu"] = kit.published(documents=(lacking, whole))
    judged.run(2, readers=kit.seeing_otherwise({}))
    told = duban("explain", NAME).out.splitlines()
    assert [line for line in told if "edu.example" in line] == [
        "  年报页面 http://edu.example/2023/0.html",
        "  年报附件 http://edu.example/2023/1.html（据以审核的版本）",
    ]
    known = json.loads(duban("explain", NAME, "--format", "json").out)
    assert known["judged_sha256"] == known["captures"][1]["sha256"]


def test_a_finding_explained_for_programs(duban: Callable[..., Answer]) -> None:
    told = json.loads(duban("explain", NAME, "--format", "json").out)
    rule = rule_named("CON01")
    assert (told["rule"], told["version"], told["current_version"]) == ("CON01", 1, rule.version)
    assert told["page"]["How to correct"] == rule.section("How to correct")
    assert {figure["path"]: figure["second_reading"] for figure in told["figures"]} == {
        f"requests.granted.{column}": "same"
        for column in (
            "individual", "company", "research", "charity", "legal_service", "other", "total",
        )
    }  # fmt: skip
    assert [capture["url"] for capture in told["captures"]] == ["http://edu.example/2023/0.html"]
    assert told["decisions"] == []


def test_a_second_reader_that_abstains_is_told_so(
    judged: Any, kit: Any, duban: Callable[..., Answer]
) -> None:
    judged.portals["edu"] = kit.published(
        documents=(kit.report("edu", figures={**CELLS, "requests.granted.total": 98}),)
    )
    judged.run(2, readers=kit.readers)
    told = json.loads(duban("explain", NAME, "--format", "json").out)
    assert {figure["second_reading"] for figure in told["figures"]} == {"abstained"}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("zz", "“zz”不是问题标识：应为问题标识的前 4 位以上（数字和 a—f），见 duban findings"),
        ("abc", "“abc”不是问题标识：应为问题标识的前 4 位以上（数字和 a—f），见 duban findings"),
        ("%%%%", "“%%%%”不是问题标识：应为问题标识的前 4 位以上（数字和 a—f），见 duban findings"),
        ("0000", "台账中没有标识以“0000”开头的问题；用 duban findings --all 查看"),
    ],
)
def test_a_finding_that_is_not_there(duban: Callable[..., Answer], name: str, words: str) -> None:
    decided = ("decide", name, "--upheld", "--by", "张三", "--reason", "已核对")
    assert duban("explain", name) == Answer(2, "", f"duban：{words}\n")
    assert duban(*decided) == Answer(2, "", f"duban：{words}\n")


def test_a_beginning_that_two_findings_share(judged: Any, duban: Callable[..., Answer]) -> None:
    twin = f"{NAME[:6]}0000000000"
    with judged.ledger() as ledger:
        ledger._connection.execute(
            "INSERT INTO findings SELECT ?, rule, rule_version, agency_id, year, 'title', severity,"
            " message, evidence, status, first_seen_run, last_seen_run, is_shadow, state"
            " FROM findings"
            " WHERE fingerprint = ?",
            (twin, NAME),
        )
    answer = duban("explain", NAME[:5])
    assert (answer.status, answer.err.splitlines()[0]) == (
        2,
        f"duban：标识以“{NAME[:5]}”开头的问题有 2 项，请多写几位：",
    )
    assert {line.split()[0] for line in answer.err.splitlines()[1:]} == {twin, NAME}
    assert duban("explain", NAME[:7] if NAME[6] != "0" else NAME).status == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ("--by", "张三", "--reason", "因"),
            "请在 --upheld（属实）和 --rejected（不属实）中写一个",
        ),
        (
            ("--upheld", "--rejected", "--by", "张三", "--reason", "因"),
            "请在 --upheld（属实）和 --rejected（不属实）中写一个",
        ),
        (("--upheld", "--by", " ", "--reason", "因"), "--by 和 --reason 不能为空"),
        (("--upheld", "--by", "张三"), "缺少参数 --reason"),
    ],
)
def test_a_decision_half_made(
    judged: Any, duban: Callable[..., Answer], arguments: tuple[str, ...], words: str
) -> None:
    assert duban("decide", NAME, *arguments) == Answer(2, "", f"duban：{words}\n")
    with judged.ledger() as ledger:
        assert ledger.decisions_of(NAME) == ()


def test_decisions_make_the_table(duban: Callable[..., Answer]) -> None:
    title = rule_named("CON01").title
    head = "人工认定属实的比例低于 80.0% 的规则不进入通知（认定满 10 项起衡量，数字勾稽类除外）。"
    none = duban("rules", "CON01", "--precision").out.splitlines()
    assert none == [
        head,
        f"CON01 第1版  问题 1  已认定 0  属实 0  不属实 0  属实率 —  入通知（数字勾稽）  {title}",
    ]
    duban("decide", NAME, "--upheld", "--by", "张三", "--reason", "已核对")
    duban("decide", NAME, "--rejected", "--by", "李四", "--reason", "附件另有说明")
    some = duban("rules", "CON01", "--precision").out.splitlines()
    assert some == [
        head,
        "CON01 第1版  问题 1  已认定 1  属实 0  不属实 1  属实率 0.0%  入通知（数字勾稽）  "
        + title,
    ]
    assert json.loads(duban("rules", "con01", "--precision", "--format", "json").out) == [
        {
            "rule": "CON01",
            "version": 1,
            "findings": 1,
            "decided": 1,
            "upheld": 0,
            "rejected": 1,
            "share": "0.0000",
            "state": "told",
            "arithmetic": True,
        }
    ]
    whole = duban("rules", "--precision").out.splitlines()
    assert [line[:5] for line in whole[1:]] == [rule.code for rule in CATALOGUE]
    assert duban("rules", "--precision", "--format", "markdown") == Answer(
        2, "", "duban：--precision 只能用 text 或 json 输出\n"
    )


def test_the_table_tells_what_is_set(judged: Any, duban: Callable[..., Answer]) -> None:
    path = judged.config.data_dir.parent / "duban.toml"
    path.write_text(
        path.read_text(encoding="utf-8") + "[audit]\nignore = ['CMP01']\n"
        "[[audit.rules]]\ncode = 'CMP02'\nis_shadow = true\n"
        "[[audit.rules]]\ncode = 'CMP03'\nis_shadow = true\nregions = ['41']\n",
        encoding="utf-8",
    )
    rows = {line[:5]: line for line in duban("rules", "--precision").out.splitlines()}
    assert [rows[code].split("  ")[6] for code in ("CMP01", "CMP02", "CMP03", "CON23")] == [
        "停用",
        "影子",
        "入通知（另有按地区或年度的设置）",
        "不入通知",
    ]


def test_findings_in_shadow_are_listed_apart(judged: Any, duban: Callable[..., Answer]) -> None:
    entry = RuleSetting(code="CON01", is_shadow=True)
    judged.config = replace(judged.config, audit=AuditSettings(select=("CON01",), rules=(entry,)))
    judged.run(2)
    assert duban("findings").out == "共 0 项。\n"
    (row,) = json.loads(duban("findings", "--shadow", "--format", "json").out)
    assert (row["fingerprint"], row["rule"]) == (NAME, "CON01")
    told = duban("explain", NAME).out.splitlines()[0]
    assert told == f"问题 {NAME}（仍存在；影子规则，仅供审阅，不进入通知）"


def test_a_replay_that_cannot_be_made(judged: Any, duban: Callable[..., Answer]) -> None:
    assert duban("replay", "nothing") == Answer(
        2, "", "duban：台账中没有运行 nothing；运行编号见看板和台账视图“运行记录”\n"
    )
    with judged.ledger() as ledger:
        (sha256, *_) = ledger.document_hashes()
    damage(judged.config.archive_dir, sha256)
    answer = duban("replay", RUN)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith("duban：存证缺失或已损坏，不能复核：\n")
    assert sha256 in answer.err


def test_without_a_ledger(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "duban.toml"
    path.write_text("", encoding="utf-8")
    for arguments, status in (
        (("explain", "abcd"), 1),
        (("rules", "--precision"), 1),
        (("replay", RUN), 2),
    ):
        assert call(["--config", str(path), *arguments]) == status
        assert capsys.readouterr().err == (
            f"duban：还没有台账（{tmp_path / 'var' / 'ledger.db'}）；先运行 duban run\n"
        )
