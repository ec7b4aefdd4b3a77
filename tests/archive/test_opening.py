"""What the user gave is opened: zip, tar, folder, single file, parts, archives inside archives."""

from __future__ import annotations

import bz2
import gzip
import io
import os
import resource
import stat
import struct
import tarfile
import zipfile
import zlib
from pathlib import Path

import pytest

from archive.zipmaking import Item, central, end, local, make
from safeconduct.archive import sources
from safeconduct.archive.limits import Limits
from safeconduct.archive.opening import Archive, open_archive
from safeconduct.errors import ArchiveError
from tests_support import at_most

FILES = {"data/tweets.js": b"window.YTD = []", "data/like.js": b"x" * 5000, "README.txt": b"hello"}
TEXT = b"".join(b"%d: the quick brown fox\n" % number for number in range(400_000))  # 12 MB


def contents(archive: Archive) -> dict[str, bytes]:
    found = {}
    for member in archive.members:
        with member.open() as stream:
            found[member.name] = stream.read()
    return found


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as target:
        for name, data in files.items():
            target.writestr(name, data)
    return out.getvalue()


def tarred(files: dict[str, bytes], mode: str = "w:gz", form: int = tarfile.PAX_FORMAT) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode, format=form) as target:  # type: ignore[call-overload]
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            target.addfile(info, io.BytesIO(data))
    return out.getvalue()


def opened(tmp_path: Path, data: bytes, name: str = "given.zip", limits: Limits | None = None) -> Archive:
    (tmp_path / name).write_bytes(data)
    return open_archive([tmp_path / name], limits)


def refused(tmp_path: Path, data: bytes, name: str = "given.zip") -> str:
    with pytest.raises(ArchiveError) as caught:
        opened(tmp_path, data, name)
    return str(caught.value)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
def test_a_zip(tmp_path: Path, method: int) -> None:
    archive = opened(tmp_path, zipped(FILES, method))

    assert contents(archive) == FILES
    assert [member.size for member in archive.members] == [len(data) for data in FILES.values()]
    assert {member.source for member in archive.members} == {"given.zip"}
    assert (archive.partial, archive.unopened, archive.notes) == ([], [], [])


def test_a_folder(tmp_path: Path) -> None:
    for name, data in FILES.items():
        (tmp_path / "export" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "export" / name).write_bytes(data)

    archive = open_archive([tmp_path / "export"])

    assert contents(archive) == FILES
    assert [member.name for member in archive.members] == sorted(FILES)
    assert {member.source for member in archive.members} == {"export"}


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2"])
@pytest.mark.parametrize("form", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT, tarfile.USTAR_FORMAT])
def test_a_tar(tmp_path: Path, mode: str, form: int) -> None:
    assert contents(opened(tmp_path, tarred(FILES, mode, form), "archive-2024.tar.gz")) == FILES


@pytest.mark.parametrize("form", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT])
def test_long_names_in_a_tar(tmp_path: Path, form: int) -> None:
    files = {"é" * 150 + "/" + "x" * 200 + ".json": b"{}", "next.json": b"[]"}

    assert contents(opened(tmp_path, tarred(files, form=form), "x.tgz")) == files


@pytest.mark.parametrize("name", ["_chat.txt", "tweets.js", "repo.car", "comments.csv", "noending"])
def test_a_single_file(tmp_path: Path, name: str) -> None:
    archive = opened(tmp_path, b"some words", name)

    assert contents(archive) == {name: b"some words"}
    assert archive.members[0].source == name


def test_a_single_file_packed_by_itself(tmp_path: Path) -> None:
    archive = opened(tmp_path, gzip.compress(TEXT), "comments.csv.gz")

    assert contents(archive) == {"comments.csv": TEXT}
    assert archive.members[0].size == len(TEXT)
    assert contents(opened(tmp_path, bz2.compress(b"a,b\n"), "x.csv.bz2")) == {"x.csv": b"a,b\n"}


def test_7_5_the_content_decides_and_not_the_name(tmp_path: Path) -> None:
    assert contents(opened(tmp_path, tarred(FILES), "takeout.zip")) == FILES
    assert contents(opened(tmp_path, zipped(FILES), "takeout.tgz")) == FILES
    assert contents(opened(tmp_path, zipped(FILES), "no ending")) == FILES


def test_junk_before_a_zip_and_a_comment_behind_it(tmp_path: Path) -> None:
    assert contents(opened(tmp_path, b"#!/bin/sh\nexit\n" * 99 + zipped(FILES))) == FILES
    assert contents(opened(tmp_path, make(Item(b"a.txt", b"hello"), comment=b"PK\x05\x06 made by hand"))) == {"a.txt": b"hello"}


def test_7_6_names_without_the_utf8_flag(tmp_path: Path) -> None:
    utf8, cp437 = "Zoë/café 😀.json", "caf\u00e9.txt"
    raw = zlib_path(b"plain.txt", "Жанна.txt")

    archive = opened(
        tmp_path,
        make(Item(utf8.encode(), b"a"), Item(cp437.encode("cp437"), b"b"), Item(b"plain.txt", b"c", extra=raw)),
    )

    assert contents(archive) == {utf8: b"a", cp437: b"b", "Жанна.txt": b"c"}


def zlib_path(raw: bytes, name: str) -> bytes:
    """Info-ZIP's extra field for a name in Unicode."""
    body = struct.pack("<BI", 1, zlib.crc32(raw)) + name.encode()
    return struct.pack("<HH", 0x7075, len(body)) + body


def test_7_6_a_name_with_the_flag_that_is_no_utf8_costs_nothing_else(tmp_path: Path) -> None:
    archive = opened(tmp_path, make(Item(b"\xff\xfe.txt", b"a", flags=0x800), Item(b"b.txt", b"b")))

    assert [member.open().read() for member in archive.members] == [b"a", b"b"]


def test_7_6_a_nul_does_not_cut_a_name_and_same_names_stay_two_files(tmp_path: Path) -> None:
    archive = opened(
        tmp_path, make(Item(b"a.js\0.jpg", b"1"), Item(b"x.txt", b"2"), Item(b"x.txt", b"3"), Item(b"X.TXT", b"4"))
    )

    assert [(member.name, member.open().read()) for member in archive.members] == [
        ("a.js\\u0000.jpg", b"1"),
        ("x.txt", b"2"),
        ("x.txt", b"3"),
        ("X.TXT", b"4"),
    ]
    assert not archive.members[0].matches("a.js")


def test_7_6_names_of_300_letters_and_more(tmp_path: Path) -> None:
    name = "x" * 3000 + "/tweets.js"

    assert opened(tmp_path, make(Item(name.encode(), b"1"))).members[0].matches("tweets.js")


def test_folders_and_litter_are_no_files(tmp_path: Path) -> None:
    items = [
        Item(b"data/"),
        Item(b"__MACOSX/data/._tweets.js", b"x"),
        Item(b"data/.DS_Store", b"x"),
        Item(b"data/tweets.js", b"y"),
    ]

    assert contents(opened(tmp_path, make(*items))) == {"data/tweets.js": b"y"}


def test_7_12_five_gigabytes_of_film_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, size = tmp_path / "big.zip", 5 * 1024**3
    film = b"film.mp4"
    wide = b"\x01\x00\x10\x00" + size.to_bytes(8, "little") * 2
    with path.open("wb") as file:
        file.write(local(Item(b"posts.json", b"[1]", 0)))
        first = file.tell()
        file.write(local(Item(film, b"", 0)))
        file.seek(size, os.SEEK_CUR)
        start = file.tell()
        big = Item(film, b"", 0, size=0xFFFFFFFF, packed=0xFFFFFFFF, extra=wide, offset=first)
        directory = central(Item(b"posts.json", b"[1]", 0), 0) + central(big, 0)
        file.write(directory)
        file.write(b"PK\x06\x06" + (44).to_bytes(8, "little") + b"\x2d\0\x2d\0" + bytes(8) + (2).to_bytes(8, "little") * 2)
        file.write(len(directory).to_bytes(8, "little") + start.to_bytes(8, "little"))
        file.write(b"PK\x06\x07" + bytes(4) + (start + len(directory)).to_bytes(8, "little") + b"\1\0\0\0")
        file.write(end(2, 0xFFFFFFFF, 0xFFFFFFFF))
    taken, original = [0], os.read

    def metered(file: int, count: int) -> bytes:
        piece = original(file, count)
        taken[0] += len(piece)
        return piece

    monkeypatch.setattr(os, "read", metered)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    archive = open_archive([path])

    assert [(member.name, member.size) for member in archive.members] == [("posts.json", 3), ("film.mp4", size)]
    assert archive.members[0].open().read() == b"[1]"
    assert archive.members[1].head(10) == bytes(10)
    assert 0 < taken[0] < 1024 * 1024
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024


def test_100_001_members_open(tmp_path: Path) -> None:
    offsets, body = [], bytearray()
    for number in range(100_001):
        offsets.append(len(body))
        body += local(Item(b"media/%d.jpg" % number, b"", 0))
    directory = b"".join(central(Item(b"media/%d.jpg" % n, b"", 0), offset) for n, offset in enumerate(offsets))
    (tmp_path / "many.zip").write_bytes(bytes(body) + directory + end(100_001 & 0xFFFF, len(directory), len(body)))

    with at_most(60):
        archive = open_archive([tmp_path / "many.zip"])

    assert len(archive.members) == 100_001


def test_an_archive_inside_an_archive(tmp_path: Path) -> None:
    inner = zipped({"posts.json": TEXT, "a/b.json": b"{}"})
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2):
        archive = opened(tmp_path, zipped({"x/posts.zip": inner, "t.tgz": tarred(FILES), "last.txt": b"z"}, method))

        assert contents(archive) == {
            "x/posts.zip/posts.json": TEXT,
            "x/posts.zip/a/b.json": b"{}",
            **{f"t.tgz/{name}": data for name, data in FILES.items()},
            "last.txt": b"z",
        }
        assert archive.members[1].matches("a/b.json")
        assert archive.members[1].matches("posts.zip/a/b.json")


def test_archives_two_deep_are_opened_and_deeper_ones_named(tmp_path: Path) -> None:
    data = zipped({"deep.txt": b"words"})
    for name in ("c.zip", "b.zip", "a.zip"):
        data = zipped({name: data, f"beside {name}.txt": b"x"})

    archive = opened(tmp_path, data)

    assert [member.name for member in archive.members] == [
        "a.zip/b.zip/beside c.zip.txt",
        "a.zip/beside b.zip.txt",
        "beside a.zip.txt",
    ]
    assert [name for name, _ in archive.unopened] == ["a.zip/b.zip/c.zip"]
    assert "2 deep" in archive.unopened[0][1]


def test_archives_in_a_folder_are_opened_and_their_copies_once(tmp_path: Path) -> None:
    (tmp_path / "takeout-1-001.zip").write_bytes(zipped({"a.txt": b"a"}))
    (tmp_path / "takeout-1-001 (1).zip").write_bytes((tmp_path / "takeout-1-001.zip").read_bytes())
    (tmp_path / "takeout-1-002.zip").write_bytes(zipped({"b.txt": b"b"}))
    (tmp_path / "page.zip").write_bytes(b"<html>log in</html>")

    archive = open_archive([tmp_path])

    assert sorted(contents(archive)) == ["takeout-1-001 (1).zip/a.txt", "takeout-1-002.zip/b.txt"]
    assert archive.notes == ["takeout-1-001.zip is the same as takeout-1-001 (1).zip and was read once."]
    assert [name for name, _ in archive.unopened] == ["page.zip"]
    assert archive.partial == []


def test_7_4_the_same_archive_twice_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped(FILES))
    (tmp_path / "copy.zip").write_bytes(path.read_bytes())
    (tmp_path / "link.zip").symlink_to(path)

    archive = open_archive([path, path, tmp_path / "copy.zip", tmp_path / "link.zip"])

    assert contents(archive) == FILES
    assert archive.notes == [
        "a.zip is the same as a.zip and was read once.",
        "copy.zip is the same as a.zip and was read once.",
        "link.zip is the same as a.zip and was read once.",
    ]


def test_several_paths_in_the_order_given(tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_bytes(zipped({"x": b"1"}))
    (tmp_path / "a.zip").write_bytes(zipped({"x": b"2"}))

    archive = open_archive([tmp_path / "b.zip", tmp_path / "a.zip"])

    assert [(member.source, member.open().read()) for member in archive.members] == [("b.zip", b"1"), ("a.zip", b"2")]


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        (("takeout-20240101T000000Z-001.zip", "takeout-20240101T000000Z-003.zip"), ["takeout-20240101T000000Z-002.zip"]),
        (("takeout-20240101T000000Z-002.tgz",), ["takeout-20240101T000000Z-001.tgz"]),
        (("takeout-20240101T000000Z-001.zip", "takeout-20240202T000000Z-002.zip"), ["takeout-20240202T000000Z-001.zip"]),
        (("takeout-20240101T000000Z-1-001.zip", "takeout-20240101T000000Z-1-002 (1).zip"), []),
        (("takeout-20240101T000000Z-001.zip", "takeout-20240101T000000Z-010.zip"), ["-002.zip", "-006.zip and 3 more"]),
        (("x-part2.zip",), ["x-part1.zip"]),
        (("x.zip", "x-part2.zip"), []),
        (("x_part1.zip", "x_part3.zip"), ["x_part2.zip"]),
        (("facebook-amina-2024-01-15-AbC-2.zip",), ["facebook-amina-2024-01-15-AbC-1.zip"]),
        (("facebook-amina-2024-01-15-AbC.zip", "facebook-amina-2024-01-15-AbC-2.zip"), []),
        (("facebook-amina-2024-01-15.zip",), []),
        (("twitter-2024-01-15-9f3c.zip", "mydata~1700000000000.zip"), []),
        (("export (3).zip",), []),
    ],
)
def test_7_3_missing_parts_are_named(tmp_path: Path, given: tuple[str, ...], missing: list[str]) -> None:
    for number, name in enumerate(given):
        (tmp_path / name).write_bytes(zipped({"a.txt": b"%d" % number}))

    archive = open_archive([tmp_path / name for name in given])

    assert bool(archive.partial) == bool(missing)
    assert all(name in archive.partial[0] for name in missing)


def test_of_several_paths_one_bad_does_not_stop_the_rest(tmp_path: Path) -> None:
    """What the machine refuses is said, and the rest is read."""
    (tmp_path / "good.zip").write_bytes(zipped(FILES))
    (tmp_path / "bad.zip").write_bytes(b"")

    archive = open_archive([tmp_path / "bad.zip", tmp_path / "good.zip"])

    assert contents(archive) == FILES
    assert [name for name, _ in archive.unopened] == ["bad.zip"]
    assert archive.partial == ["bad.zip could not be opened, so that not everything was read."]


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "good.zip").write_bytes(zipped(FILES))

    with pytest.raises(ArchiveError, match=r"nowhere\.zip does not exist\. Check the name\."):
        open_archive([tmp_path / "good.zip", tmp_path / "nowhere.zip"])


def test_links_are_not_followed_out_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_bytes(b"secret")
    inside = tmp_path / "export"
    (inside / "deeper").mkdir(parents=True)
    (inside / "ours.txt").write_bytes(b"ours")
    (inside / "link.txt").symlink_to(tmp_path / "secret.txt")
    (inside / "deeper" / "up").symlink_to(tmp_path)

    archive = open_archive([inside])

    assert contents(archive) == {"ours.txt": b"ours"}
    assert [name for name, _ in archive.unopened] == ["deeper/up", "link.txt"]


def test_pipes_and_sockets_are_never_opened(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"a")
    os.mkfifo(tmp_path / "pipe.txt")

    assert contents(open_archive([tmp_path])) == {"a.txt": b"a"}
    with pytest.raises(ArchiveError, match="neither a file nor a folder"):
        open_archive([tmp_path / "pipe.txt"])


def test_7_14_what_may_not_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_bytes(b"a")
    (tmp_path / "b.txt").write_bytes(b"b")
    monkeypatch.setattr(os, "access", lambda path, _: not str(path).endswith("b.txt"))

    archive = open_archive([tmp_path])

    assert contents(archive) == {"a.txt": b"a"}
    assert archive.unopened == [("b.txt", "you are not allowed to read it")]


def test_7_14_a_folder_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(path: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", denied)

    with pytest.raises(ArchiveError, match="you are not allowed to"):
        open_archive([tmp_path])


def test_7_14_a_file_that_goes_away_while_it_is_read(tmp_path: Path) -> None:
    archive = opened(tmp_path, b"a" * 10, "x.txt")
    (tmp_path / "x.txt").unlink()

    with pytest.raises(ArchiveError, match="not there any more"):
        archive.members[0].open()
    assert archive.members[0].head() == b""


def test_7_14_a_read_only_source(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped(FILES))
    path.chmod(stat.S_IRUSR)

    assert contents(open_archive([path])) == FILES


def test_streams_of_one_archive_do_not_disturb_each_other(tmp_path: Path) -> None:
    for data in (zipped({"a.txt": TEXT, "b.txt": TEXT}), tarred({"a.txt": TEXT, "b.txt": TEXT})):
        first, second = (member.open() for member in opened(tmp_path, data).members)
        got = [b"", b""]
        for _ in range(10):
            got = [got[0] + first.read(1000), got[1] + second.read(70_000)]

        assert got == [TEXT[:10_000], TEXT[:700_000]]


def test_a_packed_tar_is_read_in_any_order_without_starting_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "_FIRST_GAP", 1024 * 1024)

    files = {f"{number}.txt": TEXT[number : number + 3_000_000] for number in range(8)}
    archive = opened(tmp_path, tarred(files), "x.tgz")
    unpacked = []
    original = sources.Unpacked._unpack

    def metered(self: sources.Unpacked, state: sources._State, size: int) -> bytes:
        data = original(self, state, size)
        unpacked.append(len(data))
        return data

    monkeypatch.setattr(sources.Unpacked, "_unpack", metered)

    found = {member.name: member.open().read() for member in reversed(archive.members)}

    assert found == files
    assert sum(unpacked) < 1.6 * sum(map(len, files.values()))


def test_a_thousand_archives_need_few_open_files(tmp_path: Path) -> None:
    for number in range(300):
        (tmp_path / f"WhatsApp Chat - {number}.zip").write_bytes(zipped({"_chat.txt": b"%d" % number}))
    archive = open_archive([tmp_path])
    streams = [member.open() for member in archive.members]

    assert sorted(stream.read() for stream in streams) == sorted(b"%d" % number for number in range(300))
    assert 0 < len(archive._home.files._kept) <= 16

    archive.close()

    assert not archive._home.files._kept


def test_a_stream_reads_by_lines_and_in_pieces(tmp_path: Path) -> None:
    archive = opened(tmp_path, zipped({"a.txt": TEXT}))

    assert sum(1 for _ in archive.members[0].open()) == 400_000
    with archive.members[0].open() as stream:
        assert stream.read(10) + stream.readline() == TEXT[: TEXT.index(b"\n") + 1]
        assert len(stream.read(3_000_000)) == 3_000_000
    with io.TextIOWrapper(archive.members[0].open(), encoding="utf-8") as text:
        assert text.read() == TEXT.decode()
    assert archive.members[0].head(20) == TEXT[:20]
