"""The folder for pick-up: whole files, nothing outside it, nothing overwritten."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from delivery.errors import RefusedError
from delivery.folder import FolderChannel
from delivery.model import Attempt, Parcel, ParcelFile


def found(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_files_are_put_whole_and_only_once(
    tmp_path: Path, parcel: Parcel, attempt: Attempt
) -> None:
    channel = FolderChannel(folder=tmp_path / "取件")
    names = "edu_苏镇市教育局_整改通知.pdf、edu_苏镇市教育局_整改通知.docx"
    assert channel.send(parcel, attempt) == names
    stamps = [path.stat().st_mtime_ns for path in channel.folder.iterdir()]
    assert channel.send(parcel, attempt) == names
    assert found(channel.folder) == {file.name: file.content for file in parcel.files}
    assert [path.stat().st_mtime_ns for path in channel.folder.iterdir()] == stamps


def test_another_document_stays(tmp_path: Path, parcel: Parcel, attempt: Attempt) -> None:
    (tmp_path / parcel.files[1].name).write_bytes(b"another")
    with pytest.raises(RefusedError, match="取件文件夹中已有同名的其他文件，没有覆盖，请先移走"):
        FolderChannel(folder=tmp_path).send(parcel, attempt)
    assert found(tmp_path) == {parcel.files[1].name: b"another"}


def test_a_link_does_not_lead_out_of_the_folder(
    tmp_path: Path, parcel: Parcel, attempt: Attempt
) -> None:
    outside = tmp_path / "outside"
    (tmp_path / "取件").mkdir()
    for name in (parcel.files[0].name, "a.pdf"):
        (tmp_path / "取件" / name).symlink_to(outside)
    with pytest.raises(RefusedError, match="已有同名的其他文件"):
        FolderChannel(folder=tmp_path / "取件").send(parcel, attempt)
    assert not outside.exists()


@pytest.mark.parametrize("name", ["../a.pdf", "/a.pdf", "b/../a.pdf", "..", "", "..\\a.pdf", "a\0"])
def test_a_name_does_not_lead_out_of_the_folder(
    tmp_path: Path, parcel: Parcel, attempt: Attempt, name: str
) -> None:
    hostile = replace(parcel, files=(ParcelFile(name=name, form="pdf", content=b"%PDF"),))
    with pytest.raises(RefusedError, match=re.escape(f"文件名 {name!r} 不能用于取件文件夹")):
        FolderChannel(folder=tmp_path / "取件").send(hostile, attempt)
    assert list(tmp_path.iterdir()) == []


def test_where_there_are_no_links_files_are_moved(
    tmp_path: Path, parcel: Parcel, attempt: Attempt, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    FolderChannel(folder=tmp_path).send(parcel, attempt)
    assert found(tmp_path) == {file.name: file.content for file in parcel.files}


def test_a_folder_that_cannot_be_made(tmp_path: Path, parcel: Parcel, attempt: Attempt) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(RefusedError, match="Not a directory"):
        FolderChannel(folder=tmp_path / "file" / "取件").send(parcel, attempt)
