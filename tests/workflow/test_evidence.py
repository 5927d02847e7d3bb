"""``duban evidence`` and ``duban archive verify`` over runs of the office."""

from __future__ import annotations

import ast
import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from duban_command import Answer, calling, set_up
from evidence_made import damage
from warcio.archiveiterator import ArchiveIterator

from archive.model import Capture, CaptureRole, Visit, VisitClass
from archive.register import Ending
from archive.store import Archive
from config.settings import AuditSettings
from ledger.model import FindingQuery
from spiders.job import CrawlJob
from spiders.outcome import LOOKED_EVERYWHERE

CELLS = {"requests.granted.total": 99}
RUN, SECOND = "20240205-090000", "20240206-090000"
PNG = b"\x89PNG\r\n\x1a\n picture"
LOOKED = (
    (CaptureRole.ROBOTS, "robots.txt", b"User-agent: *\n"),
    (CaptureRole.HOME, "", "<p>首页</p>".encode()),
    (CaptureRole.COLUMN, "nb/", "<p>年报栏目 第一页</p>".encode()),
    (CaptureRole.LIST, "nb/2.html", "<p>年报栏目 第二页</p>".encode()),
    (CaptureRole.SEARCH, "so?q=1", "<p>没有结果</p>".encode()),
)


def crawl(office: Any, job: CrawlJob, on_visit: Callable[[Visit], None]) -> int:
    """As a crawl does it: pages on the way, the report behind a redirect, its picture."""
    writer = Archive(job.archive_root).open_run(job.run_id)
    for place in job.places:
        published = office.portals[place.place_id]
        told = list(LOOKED)
        documents: list[str] = []
        if published.visit_class.has_report:
            told += [
                (CaptureRole.REDIRECT, "2023.html", b""),
                (CaptureRole.ARTICLE, "2023/0.html", published.documents[0]),
                (CaptureRole.SCREENSHOT, "2023/0.html", PNG),
                (CaptureRole.ATTACHMENT, "../../evil name\n.pdf", published.documents[-1] + b" "),
            ]
            numbers = [len(LOOKED) + 1, len(LOOKED) + 3][: len(published.documents)]
            documents = [f"{job.run_id}:{place.place_id}:{number}" for number in numbers]
        ids = []
        for number, (role, path, body) in enumerate(told):
            ids.append(f"{job.run_id}:{place.place_id}:{number}")
            url = f"{place.home_url}{path}"
            made = Capture(
                capture_id=ids[-1],
                run_id=job.run_id,
                place_id=place.place_id,
                role=role,
                url=url,
                final_url=url,
                status=302 if role is CaptureRole.REDIRECT else 200,
                requested_at=job.started_at,
                received_at=job.started_at,
                request_headers=(),
                response_headers=(("Content-Type", "text/html"),),
                sha256=hashlib.sha256(body).hexdigest(),
                size=len(body),
                derived_from=ids[-2] if role is CaptureRole.SCREENSHOT else None,
            )
            writer.capture(made, body)
        visit = Visit(
            run_id=job.run_id,
            place_id=place.place_id,
            agency_id=place.agency_id,
            year=2023,
            visit_class=published.visit_class,
            started_at=job.started_at,
            ended_at=job.started_at,
            tried=("打开首页", "读取年报栏目"),
            documents=tuple(documents),
            evidence=tuple(ids),
            flags=() if documents else (LOOKED_EVERYWHERE,),
        )
        writer.visit(visit)
        on_visit(visit)
    writer.seal(Ending.FINISHED)
    writer.close()
    return 0


@pytest.fixture
def duban(office: Any, capsys: pytest.CaptureFixture[str]) -> Callable[..., Answer]:
    return calling(capsys, *set_up(office.config.data_dir.parent))


@pytest.fixture
def judged(office: Any, kit: Any) -> Any:
    """One agency's total is wrong; another has published nothing."""
    wrong = kit.report("edu", figures=CELLS)
    office.portals["edu"] = kit.published(documents=(wrong,))
    office.portals["fin"] = kit.published(visit_class=VisitClass.NOT_SEEN)
    office.config = replace(office.config, audit=AuditSettings(select=("CON01",)))
    office.crawl = lambda job, on_visit: crawl(office, job, on_visit)  # type: ignore[method-assign]
    office.run()
    office.portals["fin"] = kit.published(visit_class=VisitClass.ABSENT_UNCONFIRMED)
    office.run(2)
    return office


@pytest.fixture
def office(office: Any) -> Any:
    """An office that may be given another crawler."""

    class Loose(type(office)):  # type: ignore[misc]
        pass

    return Loose(config=office.config, portals=office.portals)


def finding(office: Any, rule: str) -> str:
    with office.ledger() as ledger:
        (row,) = ledger.findings(FindingQuery(rule=rule))
    return row.fingerprint


def unpacked(path: Path, folder: Path) -> Path:
    with ZipFile(path) as packed:
        names = packed.namelist()
        assert not [name for name in names if ".." in name or name.startswith("/")]
        packed.extractall(folder)
    return folder


def verified(folder: Path) -> tuple[int, str]:
    """What the package's own program says, run with nothing but Python."""
    done = subprocess.run(  # noqa: S603 - a program of ours
        [sys.executable, "-I", "-S", "-W", "error", str(folder / "verify.py")],
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
        env={"PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"},
    )
    assert done.stderr == ""
    return done.returncode, done.stdout


def captured(folder: Path) -> list[tuple[str, str]]:
    """Capture and kind of the records in the package's WARC files."""
    found = []
    for path in sorted((folder / "warc").iterdir()):
        with path.open("rb") as file:
            found += [
                (r.rec_headers.get_header("Duban-Capture-ID"), r.rec_type)
                for r in ArchiveIterator(file, check_digests="raise")
                if r.content_stream().read() is not None and r.rec_type != "request"
            ]
    return found


def test_a_report_is_packed_with_what_led_to_it(
    judged: Any, duban: Callable[..., Answer], tmp_path: Path
) -> None:
    name = finding(judged, "CON01")
    path = tmp_path / "out.zip"
    answer = duban("evidence", name[:8], "--out", path)
    assert answer == Answer(
        0,
        f"已写出证据包 {path}：存证 3 项，页面截图 1 幅。\n"
        "核验：解压缩后在其中运行 python3 verify.py。\n",
        "",
    )
    folder = unpacked(path, tmp_path / "out")
    assert sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()) == [
        "SHA256SUMS",
        "files/01-article.txt",
        "files/02-screenshot.png",
        "finding.json",
        "register.jsonl",
        f"runs/{RUN}.jsonl",
        f"runs/{SECOND}.jsonl",
        "verify.py",
        f"warc/{RUN}-00001.warc.gz",
        f"warc/{SECOND}-00001.warc.gz",
        "说明.txt",
    ]
    # Nothing changed on the second day: its records refer to those of the first.
    assert captured(folder) == [
        (None, "warcinfo"),
        (f"{RUN}:edu:6", "response"),
        (f"{RUN}:edu:7", "resource"),
        (None, "warcinfo"),
        (f"{SECOND}:edu:5", "response"),
        (f"{SECOND}:edu:6", "revisit"),
        (f"{SECOND}:edu:7", "revisit"),
    ]
    assert verified(folder) == (
        0,
        "核验通过：5 项存证（含所引用的先前内容）与校验值、记录链和登记簿一致。\n",
    )
    assert json.loads((folder / "finding.json").read_bytes())["fingerprint"] == name
    notes = (folder / "说明.txt").read_text(encoding="utf-8-sig")
    assert "机关：苏镇市教育局" in notes
    assert "文件 files/01-article.txt" in notes
    assert Archive(judged.config.archive_dir).register.read().head in notes
    assert "没有页面截图" not in notes


@pytest.mark.usefixtures("judged")
def test_an_absence_is_packed_with_both_visits(
    duban: Callable[..., Answer], tmp_path: Path
) -> None:
    path = tmp_path / "out.zip"
    answer = duban("evidence", "--agency", "苏镇市财政局", "--year", 2023, "--out", path)
    assert answer.out.startswith(f"已写出证据包 {path}：存证 10 项，没有页面截图。\n"), answer
    folder = unpacked(path, tmp_path / "out")
    assert [one for one in captured(folder) if one[0] and one[0].startswith(SECOND)] == [
        (f"{SECOND}:fin:{number}", "revisit") for number in range(5)
    ]
    assert verified(folder)[0] == 0
    notes = (folder / "说明.txt").read_text(encoding="utf-8-sig")
    assert "公布情况：未见公布（待人工确认）" in notes
    assert "判定日：2024-02-06；公布期限：2024-01-31" in notes
    assert "（1）此前一次核查，同样未见：本次未见，尚待再次核查" in notes
    assert "（2）最近一次核查：未见公布（待人工确认）" in notes
    assert "本证据包没有页面截图" in notes
    shown = [
        (folder / name).read_text(encoding="utf-8")
        for name in sorted(p.relative_to(folder).as_posix() for p in (folder / "files").iterdir())
    ]
    assert shown == [body.decode() for role, _, body in LOOKED if role is not CaptureRole.ROBOTS]


def test_nothing_of_others_is_told(
    judged: Any, duban: Callable[..., Answer], tmp_path: Path
) -> None:
    path = tmp_path / "out.zip"
    duban("evidence", finding(judged, "CON01"), "--out", path)
    folder = unpacked(path, tmp_path / "out")
    text = b"".join((folder / f"runs/{run}.jsonl").read_bytes() for run in (RUN, SECOND))
    assert b"edu" in text
    assert b"town" not in text
    assert b'"fin"' not in text


def test_any_change_to_the_package_is_found(
    judged: Any, duban: Callable[..., Answer], tmp_path: Path
) -> None:
    path = tmp_path / "out.zip"
    duban("evidence", finding(judged, "CON01"), "--out", path)
    whole = unpacked(path, tmp_path / "whole")
    for name in [p.relative_to(whole) for p in whole.rglob("*") if p.is_file()]:
        if name.name == "verify.py":
            continue  # whoever changes the judge need not change what is judged
        folder = tmp_path / "changed"
        shutil.copytree(whole, folder)
        content = bytearray((folder / name).read_bytes())
        content[len(content) // 2] ^= 1
        (folder / name).write_bytes(content)
        assert verified(folder)[0] == 1, name
        shutil.rmtree(folder)
    (whole / "more.txt").write_text("x", encoding="utf-8")
    assert verified(whole) == (1, "more.txt：清单中没有的文件\n核验未通过：共 1 处问题。\n")


def test_a_package_with_new_sums_is_still_held_against_the_chain(
    judged: Any, duban: Callable[..., Answer], tmp_path: Path
) -> None:
    path = tmp_path / "out.zip"
    duban("evidence", finding(judged, "CON01"), "--out", path)
    folder = unpacked(path, tmp_path / "out")

    def forge(name: str, change: Callable[[bytes], bytes]) -> str:
        before = (folder / name).read_bytes()
        sums = (folder / "SHA256SUMS").read_text(encoding="utf-8")
        after = change(before)
        (folder / name).write_bytes(after)
        new = sums.replace(hashlib.sha256(before).hexdigest(), hashlib.sha256(after).hexdigest())
        (folder / "SHA256SUMS").write_text(new, encoding="utf-8")
        status, told = verified(folder)
        assert status == 1, (name, told)
        (folder / name).write_bytes(before)
        (folder / "SHA256SUMS").write_text(sums, encoding="utf-8")
        return told

    warc, run = f"warc/{RUN}-00001.warc.gz", f"runs/{RUN}.jsonl"
    assert "与校验值不符" in forge(warc, lambda c: c[:-20] + bytes([c[-20] ^ 1]) + c[-19:])
    assert "多出没有记录说明的内容" in forge(warc, lambda c: c + c)
    assert "不是存证中的内容" in forge("files/01-article.txt", lambda c: c + b" ")
    assert "与封存时不符" in forge(run, lambda c: b"".join(c.splitlines(keepends=True)[:-1]))
    assert "内容被改动" in forge(run, lambda c: c.replace(b'"status":200', b'"status":201'))
    assert "与登记簿不符" in forge(run, lambda c: c.replace(b'"register":"', b'"register":"0', 1))
    assert "内容被改动" in forge(
        "register.jsonl", lambda c: b"".join(c.splitlines(keepends=True)[1:])
    )


def test_the_program_in_the_package_runs_on_old_pythons(root: Path) -> None:
    source = (root / "archive/verify.py").read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 8))
    imported = {
        name.partition(".")[0]
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported <= sys.stdlib_module_names


def test_the_package_goes_to_the_output_folder(judged: Any, duban: Callable[..., Answer]) -> None:
    name = finding(judged, "CON01")
    assert duban("evidence", name).status == 0
    path = judged.config.reports_dir / "evidence" / f"edu-2023-CON01-{name[:8]}.zip"
    first = path.read_bytes()
    assert duban("evidence", name).status == 0
    assert path.read_bytes() == first
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_a_package_that_cannot_be_written(
    judged: Any, duban: Callable[..., Answer], tmp_path: Path
) -> None:
    before = sorted(tmp_path.rglob("*"))
    name = finding(judged, "CON01")
    answer = duban("evidence", name, "--out", tmp_path)
    assert answer == Answer(1, "", f"duban：{tmp_path}：证据包写入失败（Is a directory）\n")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    answer = duban("evidence", name, "--out", tmp_path / "file" / "x.zip")
    assert (answer.status, answer.out) == (1, "")
    assert answer.err.startswith(f"duban：{tmp_path / 'file' / 'x.zip'}：证据包写入失败（")
    after = sorted(path for path in tmp_path.rglob("*") if path.name not in ("file", "duban.toml"))
    assert after == [path for path in before if path.name != "duban.toml"]


def test_evidence_that_is_damaged_is_not_packed(
    judged: Any, kit: Any, duban: Callable[..., Answer], tmp_path: Path
) -> None:
    sha256 = hashlib.sha256(kit.report("edu", figures=CELLS)).hexdigest()
    damage(judged.config.archive_dir, sha256)
    answer = duban("evidence", finding(judged, "CON01"), "--out", tmp_path / "x.zip")
    assert (answer.status, answer.out) == (1, "")
    assert answer.err == f"duban：存证中没有校验值为 {sha256} 的内容，或者已损坏\n"
    assert list(tmp_path.glob("*.zip")) == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["ffffffff"], "台账中没有标识以“ffffffff”开头的问题；用 duban findings --all 查看"),
        ([], "问题标识和 --agency 须写一个，也只能写一个"),
        (["ffff", "--agency", "edu"], "问题标识和 --agency 须写一个，也只能写一个"),
        (["--agency", "无此局", "--year", "2023"], "台账中没有“无此局”2023年度的核查结果"),
    ],
)
def test_wrong_calls(
    judged: Any, duban: Callable[..., Answer], arguments: list[str], told: str
) -> None:
    del judged
    assert duban("evidence", *arguments) == Answer(2, "", f"duban：{told}\n")


def test_the_archive_is_verified(judged: Any, duban: Callable[..., Answer]) -> None:
    head = Archive(judged.config.archive_dir).register.read().head
    last = (
        f"登记簿末行校验值：{head}（可另行抄存，供日后比对）\n"
        "结论：完好，没有发现改动、缺失或增加。\n"
    )
    one = f"运行 {RUN}：完好，已封存；存证 23 项，访问结果 3 条\n"
    two = f"运行 {SECOND}：完好，已封存；存证 23 项，访问结果 3 条\n"
    assert duban("archive", "verify") == Answer(0, one + two + last, "")
    assert duban("archive", "verify", SECOND) == Answer(0, two + last, "")
    assert duban("archive", "verify", "nothing").status == 2
    row = json.loads(duban("archive", "verify", "--format", "json").out)
    assert (row["sound"], row["register"], [run["run"] for run in row["runs"]]) == (
        True,
        head,
        [RUN, SECOND],
    )


def test_what_is_wrong_with_the_archive_is_told(judged: Any, duban: Callable[..., Answer]) -> None:
    root = judged.config.archive_dir
    with judged.ledger() as ledger:
        (sha256, *_) = ledger.document_hashes()
    path = damage(root, sha256)
    answer = duban("archive", "verify", RUN)
    assert answer.status == 1
    assert f"运行 {RUN}：有问题 1 处，已封存" in answer.out
    assert f"字节起的记录（内容的校验值 {sha256}）被改动，与校验值不符\n" in answer.out
    assert answer.out.endswith("结论：有问题 1 处。\n")
    assert path.name in answer.out


def test_what_is_cut_off_with_its_seal_is_missed_by_the_ledger(
    judged: Any, duban: Callable[..., Answer]
) -> None:
    root = judged.config.archive_dir
    (root / f"runs/{SECOND}.jsonl").unlink()
    (root / f"warc/{SECOND}-00001.warc.gz").unlink()
    register = root / "register.jsonl"
    lines = register.read_bytes().splitlines(keepends=True)
    register.write_bytes(b"".join(lines[:2]))
    answer = duban("archive", "verify")
    assert answer.status == 1
    assert f"台账中有运行 {SECOND} 的访问结果，存证中没有：" in answer.out


def test_an_archive_without_anything(office: Any, duban: Callable[..., Answer]) -> None:
    assert duban("archive", "verify") == Answer(0, "还没有存证。\n", "")
    assert not office.config.archive_dir.exists()
