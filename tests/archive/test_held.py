"""Files that lie nowhere as they were given: read through somebody else's hands like any other."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile

import pytest

from audit.building import x_files
from safeconduct.archive.opening import Held, open_held
from safeconduct.archive.reading import read_held
from safeconduct.errors import ArchiveError

TWEET = {
    "tweet": {"id_str": "1", "id": "1", "created_at": "Sat Feb 18 12:33:11 +0000 2023", "full_text": "Hello", "entities": {}}
}


class Bytes:
    """Bytes at any place, and how many were asked for at most."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.size = len(data)
        self.most = 0

    def read_at(self, offset: int, size: int) -> bytes:
        self.most = max(self.most, size)
        return self._data[offset : offset + size]


def zipped(files: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, words in files.items():
            archive.writestr(name, words)
    return out.getvalue()


def tarred(files: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, words in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(words.encode())
            archive.addfile(info, io.BytesIO(words.encode()))
    return out.getvalue()


@pytest.mark.parametrize(("name", "pack"), [("x.zip", zipped), ("x.tar.gz", tarred)])
def test_an_archive_is_read(name: str, pack: object) -> None:
    reading = read_held([Held(name, Bytes(pack(x_files([TWEET]))))])  # type: ignore[operator]

    assert "Hello" in [record.text for record in reading.records()]
    assert reading.understood


def test_a_file_by_itself_is_read() -> None:
    rows = b"id,permalink,date,ip,subreddit,gildings,link,parent,body,media\n1,/r/x,2023-01-01 10:00:00 UTC,,x,0,/l,,Hello,\n"

    reading = read_held([Held("comments.csv", Bytes(rows))])

    assert [record.text for record in reading.records()] == ["Hello"]


def test_parts_that_are_missing_are_named() -> None:
    files = x_files([TWEET])
    archive = open_held([Held(f"takeout-x-00{n}.zip", Bytes(zipped(files))) for n in (1, 3)])

    assert "takeout-x-002.zip" in " ".join(archive.partial)


def test_one_that_cannot_be_opened_does_not_hide_the_others() -> None:
    broken, whole = Held("a.zip", Bytes(b"PK\x03\x04 and no more")), Held("b.zip", Bytes(zipped(x_files([TWEET]))))

    reading = read_held([broken, whole])

    assert "Hello" in [record.text for record in reading.records()]
    assert reading.archive.unopened[0][0] == "a.zip"
    assert not reading.understood


def test_what_is_no_download_is_said_by_its_name() -> None:
    with pytest.raises(ArchiveError, match=r"notes\.txt"):
        read_held([Held("notes.txt", Bytes(json.dumps({"hello": 1}).encode()))])


def test_it_is_never_read_at_once() -> None:
    source = Bytes(zipped({**x_files([TWEET]), "data/big.js": "x" * (40 << 20)}))

    list(read_held([Held("x.zip", source)]).records())

    assert source.most <= 1 << 20
