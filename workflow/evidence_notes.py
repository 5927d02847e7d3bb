"""The page of a package of evidence that people read first (说明.txt)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from archive.model import CaptureRole
from audit.catalogue import CATALOGUE
from audit.places import place_name
from config.clock import SHANGHAI
from ledger.model import CaptureRow, CaseRow, FindingRow
from workflow.evidence import Look
from workflow.papers.views.notice_views import ROLE_LABELS

_HOW_TO_CHECK = """\
二、怎样核验

1. 把本压缩包解压缩到一个空文件夹。
2. 在该文件夹中运行：python3 verify.py（Windows 上为 py verify.py）。
   只需要 Python 3.8 以上，不需要本系统，不访问网络。
   显示“核验通过”即表示：各文件与清单相符；WARC 记录逐字节与当时的存证记录相符；
   存证记录首尾相连，与封存时一致。
   也可以另用 sha256sum -c SHA256SUMS 核对各文件。
3. 与取证单位核对登记簿末行校验值（其存证登记簿中应有同一行）：
   {head}
4. 看网页原貌：用公开的重放工具打开 warc 文件夹中的文件，如 pywb、ReplayWeb.page。

三、文件

说明.txt       本说明
finding.json   所证事项的全部内容；是审核问题的，有规则、位置、原文、计算过程和人工认定
files/         各页面、文件和截图，供直接查看；网页保存为文本（.txt），以免打开时运行其中的脚本
warc/          取得的原始记录（WARC 1.1）：请求、应答的首部和内容，与传输时一致
runs/          存证记录，逐行相连；与本问题无关的行只保留其校验值
register.jsonl 存证登记簿：每次采集的开始和封存
objects/       旧版存证中的内容（没有的不列）
SHA256SUMS     各文件的 SHA-256 校验值
verify.py      核验程序
"""


def notes_on(
    about: tuple[str, ...], looks: tuple[Look, ...], files: Mapping[str, str], head: str
) -> str:
    """The text; ``files`` are the names of what may be opened, by SHA-256."""
    lines = [
        "证据包说明",
        "",
        "一、这是什么",
        "",
        "本压缩包由“督办”从其存证中提取，内容未经改动，用以证明下列事项。",
        *about,
        "",
        *_HOW_TO_CHECK.format(head=head).splitlines(),
        "",
        "四、取证经过（北京时间）",
    ]
    for number, look in enumerate(looks, start=1):
        lines += ["", *_about_look(number, look, files)]
    if not any(one.role is CaptureRole.SCREENSHOT for look in looks for one in look.captures):
        lines += [
            "",
            "本证据包没有页面截图：采集时没有用浏览器打开所涉页面（多数页面不用浏览器即可取得内容）。",
        ]
    return "\r\n".join(_plain(line) for line in (*lines, ""))


def about_finding(finding: FindingRow) -> tuple[str, ...]:
    """What a finding says, in lines."""
    rule = next((rule for rule in CATALOGUE if rule.code == finding.rule), None)
    return (
        f"问题标识：{finding.fingerprint}",
        f"机关：{finding.agency_name}",
        f"年度：{finding.year}",
        f"规则：{finding.rule}{f' {rule.title}' if rule else ''}（第 {finding.rule_version} 版）",
        f"对象：{place_name(finding.subject, finding.evidence)}",
        f"问题：{finding.message}",
        f"首次发现：{finding.first_seen_date}；最近发现：{finding.last_seen_date}",
    )


def about_case(case: CaseRow) -> tuple[str, ...]:
    """Where an agency stands for a year, in lines."""
    bounds = (
        f"最后一次完整核查未见年报：{case.not_before or '无'}；"
        f"首次见到年报：{case.not_after or '无'}；网站标注的公布日期：{case.claimed_date or '无'}"
    )
    return (
        f"机关：{case.agency_name}",
        f"年度：{case.year}",
        f"公布情况：{case.state.label}",
        f"判定日：{case.as_of}；公布期限：{case.due_date or '未规定'}",
        *((f"说明：{case.reason}",) if case.reason else ()),
        bounds,
    )


def _about_look(number: int, look: Look, files: Mapping[str, str]) -> Iterator[str]:
    visit = look.visit
    yield f"（{number}）{look.why}：{visit.visit_class.label}"
    yield (
        f"    采集运行 {visit.run_id}，公布位置 {visit.place_id}，年度 {visit.year}，"
        f"{_instant(visit.started_at)} 至 {_instant(visit.ended_at)}"
    )
    if visit.reason:
        yield f"    结论：{visit.reason}"
    if visit.tried:
        yield "    经过：" + "；".join(visit.tried)
    for capture in look.captures:
        yield from _about_capture(capture, files)


def _about_capture(capture: CaptureRow, files: Mapping[str, str]) -> Iterator[str]:
    yield f"    {ROLE_LABELS[capture.role]} {capture.final_url}"
    yield (
        f"        {_instant(capture.received_at)} 取得，状态 {capture.status}，{capture.size} 字节"
        f"，存证编号 {capture.capture_id}"
    )
    yield f"        SHA-256 {capture.sha256}"
    if capture.sha256 in files:
        yield f"        文件 {files[capture.sha256]}"


def _instant(at: datetime) -> str:
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")


def _plain(line: str) -> str:
    """A title or an address may hold anything; here it stays on its line."""
    return "".join(character if character.isprintable() else " " for character in line)
