"""Tumblr and Pinterest: recognised, never read, never counted as having been looked at."""

from __future__ import annotations

import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from safeconduct.archive.opening import open_archive
from safeconduct.archive.reader import Reader
from safeconduct.archive.reading import Reading, Status
from safeconduct.readers import facebook, instagram, pinterest, tumblr


def looked_at(path: Path, reader: Reader) -> Reading:
    reading = Reading(open_archive([path]), "", [reader])
    with closing(reading.archive):
        assert list(reading.records()) == []
    return reading


def test_a_tumblr_download_is_named_and_not_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "inner.zip", "w") as inner:
        inner.writestr("html/1.html", "<html><p>a post</p></html>")
    with zipfile.ZipFile(tmp_path / "tumblr.zip", "w") as outer:
        outer.writestr("payload-0.json", "[]")
        outer.writestr("posts.zip", (tmp_path / "inner.zip").read_bytes())
        outer.writestr("media/1.jpg", b"x")

    reading = looked_at(tmp_path / "tumblr.zip", tumblr.reader)

    assert {file.status for file in reading.files} == {Status.NOT_UNDERSTOOD}
    assert all(file.why.startswith("this is a download from Tumblr: recognised, not read") for file in reading.files)
    assert len(reading.files) == 2
    assert not reading.understood


@pytest.mark.parametrize("name", ["posts/1.html", "html/1.html"])
@pytest.mark.parametrize("nested", [True, False])
def test_pages_of_tumblr_are_not_taken_for_facebooks(tmp_path: Path, name: str, nested: bool) -> None:
    page = "<!DOCTYPE HTML><html><head><meta charset='utf-8'></head><body><p>a post</p><div id='footer'></div></body></html>"
    with zipfile.ZipFile(tmp_path / "inner.zip", "w") as inner:
        inner.writestr(name, page)
    with zipfile.ZipFile(tmp_path / "tumblr.zip", "w") as outer:
        outer.writestr("payload-0.json", "[]")
        outer.writestr("media/1.jpg", b"x")
        outer.writestr(*(("posts.zip", (tmp_path / "inner.zip").read_bytes()) if nested else (name, page)))

    reading = Reading(open_archive([tmp_path / "tumblr.zip"]), "", [facebook.READER, instagram.READER, tumblr.reader])
    with closing(reading.archive):
        assert list(reading.records()) == []

    assert {(file.platform, file.status) for file in reading.files} == {("tumblr", Status.NOT_UNDERSTOOD)}
    assert not any(export.warnings for export in (one[1] for one in reading.exports))


@pytest.mark.parametrize("name", ["pinterest.html", "pinterest_data_export.html", "Pinterest-2024/index.html"])
def test_a_pinterest_download_is_named_and_not_read(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("<html><h1>Pinterest</h1></html>", encoding="utf-8")

    reading = looked_at(tmp_path, pinterest.reader)

    assert [file.platform for file in reading.files] == ["pinterest"]
    assert not reading.understood
