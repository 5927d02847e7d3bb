"""``duban read`` and ``duban check``: the contract, and bad input."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from archives import raw_zip, zipped

from audit.catalogue import CATALOGUE
from cli.check import Circumstances
from cli.context import Session
from cli.documents import limits_here
from cli.main import call
from portal_lab.report import LabReport
from reading.reader import read
from reading.workers.limits import Limits
from reading.workers.rows import reading_text

GOOD = ("report.html", "report.docx", "lines.txt", "tabs.txt")
MEDIA = {"report.html": "html", "report.docx": "docx", "lines.txt": "text", "tabs.txt": "text"}


@pytest.mark.parametrize("name", GOOD)
def test_read_gives_every_figure_as_printed(
    duban: Callable, files: dict[str, Path], report: LabReport, name: str
) -> None:
    answer = duban("read", files[name], "--format", "json")
    (row,) = json.loads(answer.out)
    assert answer.status == 0
    assert {path: figure["printed"] for path, figure in row["figures"].items()} == report.figures
    assert row["unread"] == []
    assert {key: row[key] for key in ("file", "sha256", "media", "agency", "year", "edition")} == {
        "file": str(files[name]),
        "sha256": hashlib.sha256(files[name].read_bytes()).hexdigest(),
        "media": MEDIA[name],
        "agency": "苏镇市教育局",
        "year": 2023,
        "edition": "2021",
    }
    assert list(row["parts"]) == [
        "overview",
        "proactive",
        "requests",
        "disputes",
        "problems",
        "other_matters",
    ]


def test_values_places_and_types(
    duban: Callable, files: dict[str, Path], report: LabReport
) -> None:
    (row,) = json.loads(duban("read", files["report.html"], "--format", "json").out)
    total, fees = "requests.received.total", "proactive.fees.amount"
    assert row["figures"][total] == {
        "value": int(report.figures[total]),
        "printed": report.figures[total],
        "at": "表三 第1行 总计",
    }
    assert row["figures"][fees]["value"] == report.figures[fees]
    assert row["figures"]["proactive.licences.decisions"]["at"] == (
        "表二 第二十条第（五）项 行政许可 处理决定数量"
    )
    assert row["figures"]["disputes.review.upheld"]["at"] == "表四 行政复议 结果维持"


def test_unusable_files_are_told_and_the_others_go_on(
    duban: Callable, files: dict[str, Path]
) -> None:
    names = ("empty.docx", "cut.docx", "letter.html", "packed.rar", "report.docx")
    answer = duban("read", *(files[n] for n in names), "nowhere.docx", "--format", "json")
    rows = json.loads(answer.out)
    assert answer.status == 2
    assert [row.get("error", {}).get("class") for row in rows] == [
        "empty",
        "truncated",
        "not_a_report",
        "unsupported_format",
        None,
        "not_found",
    ]
    plain = duban("read", "nowhere.docx")
    assert (plain.status, plain.out) == (
        2,
        "nowhere.docx：不能使用：文件打不开（No such file or directory），请核对路径\n",
    )


@pytest.mark.parametrize("name", GOOD)
def test_a_conforming_report_has_no_findings(
    duban: Callable, files: dict[str, Path], name: str
) -> None:
    answer = duban(
        *("check", files[name], "--kind", "department", "--published", "2024-01-30"),
        *("--as-of", "2024-02-06", "--format", "json"),
    )
    (row,) = json.loads(answer.out)
    assert [r["rule"] for r in row["results"]] == [rule.code for rule in CATALOGUE]
    assert [r for r in row["results"] if r["findings"]] == []
    undetermined = [r for r in row["results"] if r["outcome"] == "undetermined"]
    assert [r["rule"] for r in undetermined if r["obstacle"] != "not_held"] == []
    assert (answer.status, row["agency"], row["year"], row["edition"]) == (
        0,
        "苏镇市教育局",
        2023,
        "2021",
    )


def test_an_error_gives_status_one(duban: Callable, files: dict[str, Path]) -> None:
    answer = duban("check", files["wrong.docx"], "--format", "json")
    (row,) = json.loads(answer.out)
    found = {r["rule"]: r["severity"] for r in row["results"] if r["findings"]}
    assert (answer.status, found) == (1, {"CON01": "error"})
    told = duban("check", files["wrong.docx"])
    assert told.status == 1
    assert "[错误] CON01 表三各行分项之和与总计不符" in told.out


def _archive(files: dict[str, Path], tmp_path: Path) -> Path:
    """One member of each kind, GBK names, a nested archive, an encrypted one beside."""
    good, wrong = files["report.docx"].read_bytes(), files["wrong.docx"].read_bytes()
    path = tmp_path / "各部门.zip"
    path.write_bytes(
        raw_zip(
            [
                ("教育局.docx".encode("gbk"), good),
                ("../环保局.html".encode("gbk"), files["report.html"].read_bytes()),
                ("财政局.docx".encode("gbk"), wrong),
                (b"inside.zip", zipped({"a.docx": good})),
                (b"empty.docx", b""),
            ]
        )
    )
    return path


def test_each_member_of_an_archive_is_a_document(
    duban: Callable, files: dict[str, Path], report: LabReport, tmp_path: Path
) -> None:
    archive = _archive(files, tmp_path)
    answer = duban("read", files["report.html"], archive, files["lines.txt"], "--format", "json")
    rows = json.loads(answer.out)
    assert answer.status == 2
    assert [row["file"] for row in rows] == [
        str(files["report.html"]),
        *(f"{archive}!{n}" for n in ("教育局.docx", "环保局.html", "财政局.docx")),
        *(f"{archive}!{n}" for n in ("inside.zip", "empty.docx")),
        str(files["lines.txt"]),
    ]
    assert [
        (row.get("media"), row.get("form"), row.get("error", {}).get("class")) for row in rows
    ] == [
        ("html", None, None),
        ("zip-member", "docx", None),
        ("zip-member", "html", None),
        ("zip-member", "docx", None),
        (None, None, "unsupported_format"),
        (None, None, "empty"),
        ("text", None, None),
    ]
    assert {p: f["printed"] for p, f in rows[1]["figures"].items()} == report.figures
    assert rows[1]["sha256"] == hashlib.sha256(files["report.docx"].read_bytes()).hexdigest()


def test_check_judges_each_member_of_an_archive(
    duban: Callable, files: dict[str, Path], tmp_path: Path
) -> None:
    archive = _archive(files, tmp_path)
    answer = duban("check", archive, "--format", "json")
    rows = json.loads(answer.out)
    assert answer.status == 2
    assert [
        [r["rule"] for r in row["results"] if r["severity"] == "error" and r["findings"]]
        if "results" in row
        else row["error"]["class"]
        for row in rows
    ] == [[], [], ["CON01"], "unsupported_format", "empty"]
    told = duban("check", archive).out
    assert f"{archive}!财政局.docx\n" in told
    assert f"{archive}!inside.zip：不能使用：压缩包里还有压缩包" in told


@pytest.mark.parametrize("name", ["archive", "empty.docx", "nowhere", "pipe"])
def test_without_a_usable_last_year_the_rest_is_judged(
    duban: Callable, files: dict[str, Path], tmp_path: Path, name: str
) -> None:
    os.mkfifo(tmp_path / "pipe")
    previous = _archive(files, tmp_path) if name == "archive" else tmp_path / name
    plain = duban("check", files["wrong.docx"], "--format", "json")
    answer = duban(
        *("check", files["wrong.docx"], "--previous", previous, "--time-limit", "5"),
        *("--format", "json"),
    )
    assert (plain.status, answer.status, answer.out) == (1, 2, plain.out)
    (told,) = answer.err.splitlines()
    reasons = {
        "archive": "是压缩包，请指明其中的一份年报文件",
        "empty.docx": "empty.docx：文件是空的，没有任何内容，请重新取得文件",
        "nowhere": "文件打不开（No such file or directory），请核对路径",
        "pipe": (
            "读取超过 5 秒，已停止；可用 --time-limit 或设置 reading.timeout_seconds 延长时限，"
            "或核对是否为年报文件"
        ),
    }
    words = f"duban：上一年度的年报 {previous} 不能使用，本次审核不与上年比较："
    assert told == words + reasons[name]


def test_a_rule_that_crashed_goes_before_a_last_year_that_cannot_be_used(
    duban: Callable, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cli.check.TASK", "worker_tasks:check_with_a_broken_rule")
    answer = duban("check", files["report.docx"], "--previous", files["empty.docx"])
    assert answer.status == 3


def test_last_years_report_is_given_to_the_rules(
    duban: Callable, files: dict[str, Path], before: Path
) -> None:
    answer = duban("check", files["report.docx"], "--previous", before)
    assert (answer.status, answer.err) == (0, "")
    given = Circumstances(
        agency=None,
        year=None,
        kind="department",
        region=None,
        published="2024-01-30",
        as_of="2024-02-06",
        previous=reading_text(read(before.read_bytes(), name="before.docx")),
    ).case(2023)
    assert given.other_years.keys() == {2022}
    assert (given.other_years[2022].year, given.due_date, given.as_of) == (
        2022,
        date(2024, 1, 31),
        date(2024, 2, 6),
    )


def test_a_document_beyond_its_time_is_told_and_the_others_go_on(
    duban: Callable, files: dict[str, Path], tmp_path: Path
) -> None:
    pipe = tmp_path / "pipe.html"  # to read it is to wait for ever
    os.mkfifo(pipe)
    arguments = (pipe, files["report.docx"], "--time-limit", "2", "--jobs", "1")
    answer = duban("check", *arguments, "--format", "json")
    first, second = json.loads(answer.out)
    assert answer.status == 2
    assert first["error"] == {
        "class": "timeout",
        "message": (
            "读取超过 2 秒，已停止；可用 --time-limit 或设置 reading.timeout_seconds 延长时限，"
            "或核对是否为年报文件"
        ),
    }
    assert second["agency"] == "苏镇市教育局"


def test_the_limits_are_those_of_the_configuration(
    duban: Callable, files: dict[str, Path], tmp_path: Path
) -> None:
    pipe, config = tmp_path / "pipe.html", tmp_path / "duban.toml"
    os.mkfifo(pipe)
    config.write_text("[reading]\ntimeout_seconds = 2\nmemory_mib = 1024\n", encoding="utf-8")
    for command in ("read", "check"):
        answer = duban("--config", config, command, pipe, files["report.docx"], "--jobs", "1")
        assert answer.status == 2
        assert "读取超过 2 秒" in answer.out
    assert limits_here(Session(config_path=config), None) == Limits(
        seconds=2.0, memory_bytes=1024 * 1024 * 1024
    )
    assert limits_here(Session(config_path=config), 7).seconds == 7.0
    config.write_text("[reading]\nmemory_mib = 1\n", encoding="utf-8")
    wrong = duban("--config", config, "read", files["report.docx"])
    told = f"duban：{config}：reading.memory_mib：应在 256 到 262144 之间，现为 1\n"
    assert (wrong.status, wrong.out, wrong.err) == (1, "", told)


def test_a_bar_is_shown_on_a_terminal_only(
    files: dict[str, Path], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    names = [str(files["report.docx"]), str(files["lines.txt"])]
    assert call(["read", *names, "--format", "json"]) == 0
    plain = capfd.readouterr()
    assert plain.err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    assert call(["read", *names, "--format", "json"]) == 0
    shown = capfd.readouterr()
    assert shown.out == plain.out


def test_late_publication_needs_kind_and_date(duban: Callable, files: dict[str, Path]) -> None:
    arguments = ("check", files["report.docx"], "--published", "2024-02-05", "--format", "json")
    outcomes = {}
    for kind in ("department", "government", "township", None):
        given = ("--kind", kind) if kind else ()
        (row,) = json.loads(duban(*arguments, *given).out)
        results = {r["rule"]: r["outcome"] for r in row["results"]}
        outcomes[kind] = (results["TIM01"], results["TIM02"])
    assert outcomes == {
        "department": ("nonconforming", "not_applicable"),
        "government": ("not_applicable", "conforms"),
        "township": ("not_applicable", "not_applicable"),
        None: ("undetermined", "undetermined"),
    }


def test_the_gravest_status_wins(
    duban: Callable, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    both = duban("check", files["wrong.docx"], files["empty.docx"], files["report.docx"])
    assert both.status == 2

    monkeypatch.setattr("cli.check.TASK", "worker_tasks:check_with_a_broken_rule")
    crashed = duban("check", files["wrong.docx"], files["empty.docx"])
    assert crashed.status == 3
    assert "[规则出错] CMP01" in crashed.out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("chek",), "duban：没有这个命令；用 duban --help 查看全部命令"),
        (("check",), "duban：缺少参数 文件…"),
        (("check", "x", "--knd", "a"), "duban：没有选项 --knd；是否想用 --kind？"),
        (
            ("check", "x", "--kind", "bureau"),
            "duban：参数 --kind 的值不对：可用：department、government、township、development_zone",
        ),
        (
            ("check", "x", "--published", "31.1.2024"),
            "duban：参数 --published 的值不对：应写成 2024-01-31 的形式",
        ),
        (
            ("check", "x", "--year", "二〇二三"),
            "duban：参数 --year 的值不对：应为整数（2008—2100）",
        ),
    ],
)
def test_wrong_calls_are_explained(duban: Callable, arguments: tuple[str, ...], told: str) -> None:
    answer = duban(*arguments)
    assert (answer.status, answer.out, answer.err.strip()) == (2, "", told)


def test_without_a_command_the_help_is_shown(duban: Callable) -> None:
    answer = duban()
    assert (answer.status, answer.out.splitlines()[0]) == (2, "用法：duban [选项] 命令 [参数]…")


def test_an_unknown_rule_is_explained(duban: Callable) -> None:
    answer = duban("rules", "XYZ99")
    assert (answer.status, answer.err) == (
        1,
        "duban：没有代码为 XYZ99 的规则；用 duban rules 查看全部规则\n",
    )


def test_rules_list_and_page(duban: Callable) -> None:
    listed = duban("rules").out.splitlines()
    assert [line.split()[0] for line in listed] == [rule.code for rule in CATALOGUE]
    page = duban("rules", "con01").out.splitlines()
    assert page[0] == "CON01 表三各行分项之和与总计不符"
    assert [line for line in page if line and not line.startswith(" ") and "：" not in line][
        1:
    ] == [
        "要求",
        "核查内容",
        "不适用",
        "不算问题",
        "示例",
        "如何改正",
    ]
    rows = json.loads(duban("rules", "--format", "json").out)
    assert [row["rule"] for row in rows] == [rule.code for rule in CATALOGUE]


def test_a_bad_configuration_is_told_without_traceback(duban: Callable, tmp_path: Path) -> None:
    path = tmp_path / "duban.toml"
    path.write_text("x = 1\n[crawl]\ndelay_seconds = -1\n", encoding="utf-8")
    answer = duban("--config", path, "run")
    assert (answer.status, answer.out, answer.err.splitlines()) == (
        1,
        "",
        [
            f"duban：{path}：x：没有这个设置项",
            f"{path}：crawl.delay_seconds：不能为负，现为 -1",
        ],
    )
    assert call(["--config", str(tmp_path / "none.toml"), "findings"]) == 1
