"""Reading for threads in processes that can be killed: the same readings, and hard limits."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread

import pytest

from reading.again import read_again
from reading.errors import DocumentError
from reading.reader import read, read_pages
from reading.workers.limited import LimitedReader
from reading.workers.limits import Limits
from reading.workers.rows import figures_of_text, figures_text, reading_of_text, reading_text

MIB = 1024 * 1024
TASK = "worker_tasks:read_or_misbehave"
SHORT = Limits(seconds=5.0, memory_bytes=1024 * MIB)


@pytest.fixture
def limited():
    with LimitedReader(SHORT, 1, task=TASK) as reader:
        yield reader


def _class(reader: LimitedReader, body: bytes) -> str:
    with pytest.raises(DocumentError) as caught:
        reader.read(body, name="年报.html")
    assert str(caught.value).startswith("年报.html：")
    return caught.value.error_class.value


@pytest.mark.parametrize("form", ["html", "docx"])
def test_a_reading_is_the_same_after_the_journey(made, form):
    reading = read(getattr(made(), form)(), name="a")
    again = reading_of_text(reading_text(reading))
    assert again == reading
    assert [type(key) for key in again.parts] == [type(key) for key in reading.parts]
    assert again.edition is reading.edition
    assert figures_of_text(figures_text({**reading.figures, "a": None})) == {
        **reading.figures,
        "a": None,
    }


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"edition": "1999"}', '{"edition": null}'])
def test_what_is_no_reading_is_a_failure_of_ours(text):
    with pytest.raises(DocumentError) as caught:
        reading_of_text(text)
    assert caught.value.error_class.value == "reader_failed"


def test_both_readings_are_those_of_this_process(limited, made):
    body = made().html()
    reading = limited.read(body, name="a.html")
    assert reading == read(body, name="a.html")
    paths = list(reading.figures)
    assert limited.read_again(body, reading, paths) == read_again(body, reading, paths)


def test_pages_are_joined(limited, made):
    whole = made().html().decode()
    at = whole.index("<p>三、收到")
    pages = [
        f"{whole[:at]}</div></body></html>".encode(),
        f"<html><body><div>{whole[at:]}".encode(),
    ]
    types = ["text/html", None]
    reading = limited.read_pages(pages, name="a.html", content_types=types)
    assert reading == read_pages(pages, name="a.html", content_types=types)
    assert {path: f.printed for path, f in reading.figures.items()} == made().printed()


def test_what_is_told_of_a_reading_comes_back_in_its_stead(limited, made):
    order = {"teller": "worker_tasks:year_told", "asked": "{}年"}
    assert limited.told_of_pages([made().html()], name="a.html", **order) == "2023年"
    with pytest.raises(DocumentError, match=r"^a\.html：文件是空的") as caught:
        limited.told_of_pages([b""], name="a.html", **order)
    assert caught.value.error_class.value == "empty"
    with pytest.raises(DocumentError, match=r"^a\.html：解读程序自身出错（KeyError") as caught:
        limited.told_of_pages([made().html()], name="a.html", **{**order, "asked": "{title}"})
    assert caught.value.error_class.value == "reader_failed"


def test_a_document_that_cannot_be_used_is_told_as_by_the_reader(limited):
    with pytest.raises(DocumentError) as own:
        read(b"", name="年报.html")
    with pytest.raises(DocumentError) as told:
        limited.read(b"", name="年报.html")
    assert (told.value.error_class, str(told.value)) == (own.value.error_class, str(own.value))


def test_whatever_a_document_does_the_next_one_is_read(limited, made):
    assert _class(limited, b"do hang") == "timeout"
    assert _class(limited, b"do kill 11") == "reader_failed"
    assert _class(limited, b"do kill 9") == "too_large"
    assert _class(limited, b"do exit 0") == "reader_failed"
    assert _class(limited, b"do say nonsense") == "reader_failed"
    assert limited.read(made().html(), name="a.html").year == 2023


def test_a_process_that_ended_between_two_documents_costs_none(limited, made):
    limited.read(made().html(), name="a.html")
    (worker,) = limited._alive
    worker.end()
    worker._process.wait()
    assert limited.read(made().html(), name="a.html").year == 2023


def test_threads_share_the_processes(made):
    bodies = [made(changes={"requests.received.total": str(n)}).html() for n in range(8)]
    with LimitedReader(SHORT, 2) as reader, ThreadPoolExecutor(4) as pool:
        reader.start()
        readings = list(pool.map(lambda body: reader.read(body, name="a.html"), bodies))
        assert len(reader._alive) == 2
    assert [r.figures["requests.received.total"].value for r in readings] == list(range(8))


def test_who_waits_hears_of_the_end():
    reader = LimitedReader(Limits(seconds=60.0), 1, task=TASK)
    reader.start()
    told: list[DocumentError] = []
    has_begun = Event()

    def wait() -> None:
        has_begun.set()
        with pytest.raises(DocumentError) as caught:
            reader.read(b"do hang", name="a.html")
        told.append(caught.value)

    thread = Thread(target=wait)
    thread.start()
    has_begun.wait()
    reader.close()
    thread.join(30)
    assert len(told) == 1
    with pytest.raises(DocumentError, match="解读已中止"):
        reader.read(b"do say a", name="a.html")
