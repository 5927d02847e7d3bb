"""A batch goes on whatever one document does, keeps its order, and holds its limits."""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path

import pytest

from reading.workers.batch import read_many, run_limited
from reading.workers.limits import Limits
from reading.workers.worker_process import WorkerError

TASK = "worker_tasks:misbehave"
MIB = 1024 * 1024
SHORT = Limits(seconds=1.0, memory_bytes=512 * MIB)


def _outcomes(*orders: str, jobs: int = 2, limits: Limits = SHORT) -> list[object]:
    return [
        done.error.error_class.value if done.error else done.result
        for done in run_limited(TASK, orders, jobs=jobs, limits=limits)
    ]


def test_results_come_in_the_order_of_the_documents():
    assert _outcomes("wait 0.3 a", "wait 0 b", "say c", jobs=2) == ["a", "b", "c"]
    assert _outcomes() == []


def test_a_document_that_hangs_costs_only_itself():
    assert _outcomes("say a", "hang", "say b", jobs=1) == ["a", "timeout", "b"]


def test_a_document_that_needs_too_much_memory_costs_only_itself():
    limits = Limits(seconds=60, memory_bytes=256 * MIB)
    assert _outcomes("say a", "eat", "say b", jobs=1, limits=limits) == ["a", "too_large", "b"]


@pytest.mark.parametrize(
    ("deed", "told"),
    [
        ("kill 11", "reader_failed"),
        ("kill 9", "too_large"),
        ("kill 6", "too_large"),
        ("kill 24", "timeout"),
        ("exit 3", "reader_failed"),
        ("crash", "reader_failed"),
        ("refuse 已加密", "encrypted"),
    ],
)
def test_whatever_ends_a_process_is_told_and_the_batch_goes_on(deed, told):
    assert _outcomes("say a", deed, "say b", jobs=1) == ["a", told, "b"]


def test_a_failure_of_ours_names_its_place_and_not_the_file():
    (done,) = run_limited(TASK, ["crash"], limits=SHORT)
    assert str(done.error).startswith("解读程序自身出错（ZeroDivisionError，worker_tasks.py 第")
    assert "这不说明文件有问题" in str(done.error)


def test_further_orders_stand_in_the_place_of_the_first():
    assert _outcomes("say a", "split b c d", "say e") == ["a", "b", "c", "d", "e"]
    assert _outcomes("split", "say b") == ["b"]


def test_what_a_document_started_ends_with_it(tmp_path):
    note = tmp_path / "child"
    assert _outcomes(f"child {note}") == ["timeout"]
    child = int(note.read_text())
    try:
        status = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return
    assert status in "ZX"  # ended, though nobody has asked for its status yet


def test_processes_are_replaced_so_that_memory_stays_flat():
    limits = Limits(seconds=60, memory_bytes=512 * MIB, documents=2)
    pids = _outcomes(*["pid"] * 6, jobs=1, limits=limits)
    assert len(set(pids)) == 3
    limits = Limits(seconds=60, memory_bytes=512 * MIB)
    first, second = _outcomes("swell 300", "pid", jobs=1, limits=limits)
    assert first != second


def test_words_that_a_library_prints_do_not_reach_the_output(capfd):
    assert _outcomes("print hello") == [""]
    assert tuple(capfd.readouterr()) == ("", "")


def test_a_batch_left_in_the_middle_leaves_no_process_behind():
    batch = run_limited(TASK, (f"pid {n}" for n in range(100)), jobs=1, limits=SHORT)
    (done,) = islice(batch, 1)
    batch.close()
    with pytest.raises(ProcessLookupError):
        os.kill(int(done.result), 0)


def test_orders_are_taken_only_as_they_are_needed():
    taken = []

    def orders():
        for number in range(10_000):
            taken.append(number)
            yield f"say {number}"

    batch = run_limited(TASK, orders(), jobs=1, limits=SHORT)
    assert [done.result for done in islice(batch, 3)] == ["0", "1", "2"]
    batch.close()
    assert len(taken) < 100


def test_a_task_that_is_not_there_is_told():
    with pytest.raises(WorkerError, match="解读进程不能启动"):
        list(run_limited("worker_tasks:nothing", ["a"], limits=SHORT))


def test_nothing_is_imported_from_the_folder_of_the_documents(tmp_path, monkeypatch):
    (tmp_path / "json.py").write_text("raise SystemExit(1)")
    (tmp_path / "reading").mkdir()
    monkeypatch.chdir(tmp_path)
    assert _outcomes("say a") == ["a"]


def test_many_documents_are_read_in_order_and_bad_ones_told(tmp_path, made):
    bodies = {"a.html": made().html(), "b.docx": b"", "c.docx": made().docx()}
    for name, body in bodies.items():
        (tmp_path / name).write_bytes(body)
    files = [tmp_path / name for name in [*bodies, "nowhere.docx"]]
    rows = list(read_many(files, jobs=2))
    assert [row["file"] for row in rows] == [str(file) for file in files]
    assert [row.get("media") or row["error"]["class"] for row in rows] == [
        "html",
        "empty",
        "docx",
        "not_found",
    ]
