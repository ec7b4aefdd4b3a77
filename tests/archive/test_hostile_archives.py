"""Archives that are broken or made to hurt. None may hang, fill memory or disk,
stop the rest, or pass for whole."""

from __future__ import annotations

import builtins
import contextlib
import gzip
import io
import os
import random
import resource
import struct
import tarfile
import zipfile
from pathlib import Path

import pytest

from archive.zipmaking import Item, central, end, local, make
from safeconduct.archive.limits import MB, Limits
from safeconduct.archive.opening import Archive, open_archive
from safeconduct.errors import ArchiveError
from tests_support import at_most

WORDS = b"".join(b"%d %d\n" % (number, number * 7919 % 99991) for number in range(120_000))
SMALL = Limits(members=1000, member_bytes=8 * MB, total_bytes=24 * MB, ratio=50, ratio_from=MB)
EVIL = ("../../evil", "/abs", "..\\b", "C:\\w.txt", "CON", "a/../../../x", "\u202egnp.exe", "x" * 400)


def opened(tmp_path: Path, data: bytes, name: str = "given.zip", limits: Limits | None = None) -> Archive:
    (tmp_path / name).write_bytes(data)
    return open_archive([tmp_path / name], limits)


def refused(tmp_path: Path, data: bytes, name: str = "given.zip", limits: Limits | None = None) -> str:
    with pytest.raises(ArchiveError) as caught:
        opened(tmp_path, data, name, limits)
    return str(caught.value)


def fault(archive: Archive, number: int = 0) -> str:
    """What goes wrong when a member is read to its end."""
    with pytest.raises(ArchiveError) as caught:
        drain(archive, number)
    return str(caught.value)


def drain(archive: Archive, number: int, got: list[bytes] | None = None) -> None:
    with archive.members[number].open() as stream:
        while piece := stream.read(100_000):
            if got is not None:
                got.append(piece)


def up_to_the_fault(archive: Archive, number: int) -> bytes:
    got: list[bytes] = []
    with pytest.raises(ArchiveError):
        drain(archive, number, got)
    return b"".join(got)


def entry(name: bytes, data: bytes) -> bytes:
    """A file of a tar."""
    return tar_header(name, len(data)) + data + bytes(-len(data) % 512)


def tar_header(name: bytes, size: int, kind: bytes = b"0") -> bytes:
    head = bytearray(struct.pack("<100s8s8s8s12s12s8s1s", name, b"644", b"0", b"0", b"%011o" % size, b"0", b" " * 8, kind))
    head += bytes(512 - len(head))
    head[257:263] = b"ustar\0"
    head[148:156] = b"%06o\0 " % sum(head)
    return bytes(head)


def watch(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Everything that is opened for writing, or made, from now on."""
    made: list[str] = []
    original, original_os = builtins.open, os.open

    def watching(file: object, mode: str = "r", *args: object, **more: object) -> object:
        if set(mode) & set("wax+"):
            made.append(str(file))
        return original(file, mode, *args, **more)  # type: ignore[call-overload]

    def watching_os(path: str, flags: int, *args: int, **more: int) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            made.append(str(path))
        return original_os(path, flags, *args, **more)

    monkeypatch.setattr(builtins, "open", watching)
    monkeypatch.setattr(io, "open", watching)
    monkeypatch.setattr(os, "open", watching_os)
    monkeypatch.setattr(os, "mkdir", lambda path, *_: made.append(str(path)))
    return made


def test_7_1_nothing_is_ever_written_to_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as target:
        for name in EVIL:
            target.writestr(name, WORDS)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("../../inner.zip", inner.getvalue())
        target.writestr("../t.tgz", gzip.compress(entry(b"../../../evil.txt", WORDS) + bytes(1024)))
    path = tmp_path / "sub" / "given.zip"
    path.parent.mkdir()
    path.write_bytes(out.getvalue())
    before = set(tmp_path.parent.rglob("*"))
    made = watch(monkeypatch)

    archive = open_archive([path])

    assert [len(member.open().read()) for member in archive.members] == [len(WORDS)] * (len(EVIL) + 1)
    assert made == []
    assert set(tmp_path.parent.rglob("*")) == before


def test_7_1_links_and_devices_are_only_names(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as target:
        for name, kind in (
            ("sym", tarfile.SYMTYPE),
            ("hard", tarfile.LNKTYPE),
            ("null", tarfile.CHRTYPE),
            ("p", tarfile.FIFOTYPE),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            target.addfile(info)
        info = tarfile.TarInfo("a.txt")
        info.size = 1
        target.addfile(info, io.BytesIO(b"a"))

    archive = opened(tmp_path, out.getvalue(), "x.tar.gz")

    assert [member.name for member in archive.members] == ["a.txt"]
    assert [name for name, _ in archive.unopened] == ["sym", "hard", "null", "p"]


def test_7_1_a_link_in_a_zip_is_only_a_name(tmp_path: Path) -> None:
    archive = opened(tmp_path, make(Item(b"tweets.js", b"/etc/passwd", attributes=0o120777 << 16), Item(b"a.txt", b"a")))

    assert [member.name for member in archive.members] == ["a.txt"]
    assert archive.unopened == [("tweets.js", "it is a link to another file, and links are not followed")]


def test_7_2_a_bomb_is_stopped_by_its_ratio(tmp_path: Path) -> None:
    archive = opened(tmp_path, make(Item(b"bomb.json", bytes(6 * MB)), Item(b"good.txt", b"good")), limits=SMALL)

    assert "built to fill up a computer" in fault(archive)
    assert archive.members[1].open().read() == b"good"


def test_7_2_a_bomb_that_lies_about_its_size_is_stopped(tmp_path: Path) -> None:
    archive = opened(tmp_path, make(Item(b"bomb.json", bytes(6 * MB), size=10)), limits=SMALL)

    assert "not as long as the archive says" in fault(archive)


def test_7_2_a_member_that_is_too_big_is_stopped(tmp_path: Path) -> None:
    data = random.Random(1).randbytes(9 * MB)
    archive = opened(tmp_path, make(Item(b"big.bin", data, 0), Item(b"ok.bin", data[:MB], 0)), limits=SMALL)

    assert "more than 8 MB" in fault(archive)
    assert archive.members[1].open().read() == data[:MB]


def test_7_2_all_members_together_are_limited(tmp_path: Path) -> None:
    data = random.Random(1).randbytes(7 * MB)
    archive = opened(tmp_path, make(*(Item(b"%d.bin" % number, data, 0) for number in range(5))), limits=SMALL)

    assert [len(member.open().read()) for member in archive.members[:3]] == [7 * MB] * 3
    assert "more than 24 MB" in fault(archive, 3)


def test_7_2_a_gzip_bomb_is_stopped_before_its_end(tmp_path: Path) -> None:
    bomb = gzip.compress(tar_header(b"bomb.txt", 64 * MB) + bytes(64 * MB))

    assert "built to fill up a computer" in refused(tmp_path, bomb, "x.tgz", SMALL)
    assert "built to fill up" in fault(opened(tmp_path, gzip.compress(bytes(64 * MB)), "x.csv.gz", SMALL))


def test_7_2_a_bzip2_bomb_takes_no_memory(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_BZIP2) as target:
        target.writestr("bomb.txt", bytes(300 * MB))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    assert "built to fill up" in fault(opened(tmp_path, out.getvalue(), limits=Limits(ratio_from=200 * MB)))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60 * 1024


def test_7_2_overlapping_files_are_refused(tmp_path: Path) -> None:
    """Many entries of the list share the packed bytes of one file."""
    kernel = local(Item(b"kernel", bytes(MB)))
    directory = b"".join(central(Item(b"%d.json" % number, bytes(MB), offset=0), 0) for number in range(250))
    text = refused(tmp_path, kernel + directory + end(250, len(directory), len(kernel)))

    assert "files in it overlap" in text
    assert "give the folder" in text


def test_7_2_files_that_enclose_others_are_refused(tmp_path: Path) -> None:
    inner = local(Item(b"inner.json", b"x" * 100, 0))
    outer = Item(b"outer.json", inner + b"y" * 50, 0)
    body = local(outer)
    directory = central(outer, 0) + central(Item(b"inner.json", b"x" * 100, 0), 30 + len(b"outer.json"))

    assert "overlap" in refused(tmp_path, body + directory + end(2, len(directory), len(body)))


@pytest.mark.parametrize("claims", [1_000_000, None])
def test_7_2_a_million_empty_members_are_refused(tmp_path: Path, claims: int | None) -> None:
    one = central(Item(b"a", b"", 0), 0)
    directory = one * 1_000_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    tail = end(1_000_000 & 0xFFFF, len(directory), 0)
    if claims:
        wide = b"PK\x06\x06" + struct.pack("<Q2H2I4Q", 44, 45, 45, 0, 0, claims, claims, len(directory), 0)
        tail = wide + b"PK\x06\x07" + struct.pack("<IQI", 0, len(directory), 1) + end(0xFFFF, len(directory), 0)

    with at_most(60):
        text = refused(tmp_path, directory + tail, limits=Limits(members=100_000))

    assert "more than 100,000 files" in text
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300 * 1024


def test_7_2_too_many_files_in_a_tar_or_a_folder_are_refused(tmp_path: Path) -> None:
    limits = Limits(members=50)
    for number in range(60):
        (tmp_path / f"{number}.txt").touch()

    with pytest.raises(ArchiveError, match="more than 50 files"):
        open_archive([tmp_path], limits)
    data = b"".join(entry(b"%d" % number, b"") for number in range(60)) + bytes(1024)
    assert "more than 50 files" in refused(tmp_path, gzip.compress(data), "x.tgz", limits)


def test_7_2_archives_nested_like_42_zip_end_soon(tmp_path: Path) -> None:
    data = make(Item(b"0.dll", bytes(20 * MB)))
    for _ in range(5):
        data = make(*(Item(b"lib %x.zip" % number, data) for number in range(16)))

    with at_most(60):
        archive = opened(tmp_path, data)

    assert archive.members == []
    assert len(archive.unopened) == 16**3


def test_7_2_an_archive_that_holds_itself_ends_soon(tmp_path: Path) -> None:
    """What a quine zip looks like from outside: at each depth there is the same again."""
    data = b"words"
    for _ in range(40):
        data = make(Item(b"r/r.zip", data, 0))

    archive = opened(tmp_path, data)

    assert archive.members == []
    assert [name for name, _ in archive.unopened] == ["r/r.zip/r/r.zip/r/r.zip"]


def test_7_2_a_nested_bomb_stops_only_itself(tmp_path: Path) -> None:
    bomb = make(Item(b"x.json", bytes(7 * MB)))
    lie = make(Item(b"pad", bytes(20 * MB), 0), Item(b"x.json", b"1"))

    archive = opened(tmp_path, make(Item(b"a.zip", lie), Item(b"b.zip", bomb), Item(b"c.txt", b"c")), limits=SMALL)

    assert [name for name, _ in archive.unopened] == ["a.zip"]
    assert [member.name for member in archive.members] == ["b.zip/x.json", "c.txt"]
    assert "built to fill up" in fault(archive, 0)


def test_7_2_a_header_that_claims_gigabytes_for_itself_takes_no_memory(tmp_path: Path) -> None:
    for kind in (b"x", b"L", b"g"):
        data = entry(b"a.txt", b"a") + tar_header(b"pax", 6 * 1024**3, kind) + bytes(2048)

        assert "claims more than 16 MB for itself" in refused(tmp_path, data, "x.tar")
        assert "claims more than 16 MB for itself" in refused(tmp_path, gzip.compress(data), "x.tgz")


def test_7_2_wide_sizes_that_lie(tmp_path: Path) -> None:
    lie = b"\x01\x00\x10\x00" + struct.pack("<2Q", 1 << 62, 4)
    archive = opened(
        tmp_path,
        make(Item(b"lie.txt", b"text", 0, size=0xFFFFFFFF, packed=0xFFFFFFFF, extra=lie), Item(b"ok.txt", b"ok")),
    )

    assert archive.members[1].open().read() == b"ok"
    assert "unpacks to more than 8 GB" in fault(archive, 0)


@pytest.mark.parametrize("later", [0, 8])
@pytest.mark.parametrize("method", [0, 8])
def test_7_3_a_download_that_was_cut_off(tmp_path: Path, method: int, later: int) -> None:
    items = [Item(b"%d.txt" % number, WORDS[number:], method, later) for number in range(4)]
    whole = make(*items)
    third = sum(len(local(item)) for item in items[:3])

    archive = opened(tmp_path, whole[: third + 2000 + (method == 0) * 200_000])

    assert [member.name for member in archive.members] == ["0.txt", "1.txt", "2.txt", "3.txt"]
    assert [member.open().read() for member in archive.members[:3]] == [WORDS, WORDS[1:], WORDS[2:]]
    assert [member.partial for member in archive.members] == [False, False, False, True]
    assert "cut off" in fault(archive, 3)
    assert len(up_to_the_fault(archive, 3)) > 1000
    assert WORDS[3:].startswith(up_to_the_fault(archive, 3))
    assert len(archive.partial) == 1
    assert "Download it again" in archive.partial[0]


@pytest.mark.parametrize("later", [0, 8])
def test_7_3_a_missing_list_of_contents(tmp_path: Path, later: int) -> None:
    items = [
        Item(b"dir/", b"", 0, later),
        Item(b"a.txt", WORDS, 8, later),
        Item(b"b.txt", b"", 0),
        Item(b"c.txt", WORDS, 0, later),
    ]
    body = b"".join(local(item) for item in items)

    for data in (body, body + b"PK\x01\x02", body + central(items[0], 0)[:40], b"junk" * 99 + body):
        archive = opened(tmp_path, data)

        assert [(member.name, len(member.open().read())) for member in archive.members] == [
            ("a.txt", len(WORDS)),
            ("b.txt", 0),
            ("c.txt", len(WORDS)),
        ]
        assert len(archive.partial) == 1


def test_7_3_a_cut_archive_at_any_place_never_passes_for_whole(tmp_path: Path) -> None:
    whole = make(*(Item(b"%d.txt" % number, b"words %d" % number, 8, 8 * (number % 2)) for number in range(3)))

    for length in range(40, len(whole) - 1):
        archive = opened(tmp_path, whole[:length])

        assert archive.partial


@pytest.mark.parametrize("pack", [gzip.compress, bytes])
def test_7_3_a_tar_that_was_cut_off(tmp_path: Path, pack: type[bytes]) -> None:
    noise = random.Random(3).randbytes(300_000)
    packed = pack(entry(b"a.txt", b"a" * 700) + entry(b"b.txt", noise) + entry(b"c.txt", b"c") + bytes(1024))

    archive = opened(tmp_path, packed[:200_000], "x.tar.gz")

    assert [(member.name, member.partial) for member in archive.members] == [("a.txt", False), ("b.txt", True)]
    assert archive.members[0].open().read() == b"a" * 700
    assert "cut off" in fault(archive, 1)
    assert 150_000 < len(up_to_the_fault(archive, 1)) < 200_000
    assert "cut off" in archive.partial[0]


def test_7_3_a_tar_damaged_in_the_middle(tmp_path: Path) -> None:
    data = entry(b"a.txt", b"a" * 700) + b"\x55" * 512 + entry(b"b.txt", b"b") + bytes(1024)

    archive = opened(tmp_path, data, "x.tar")

    assert [member.name for member in archive.members] == ["a.txt"]
    assert "damaged in the middle" in archive.partial[0]


def test_7_3_a_nested_archive_that_was_cut_off(tmp_path: Path) -> None:
    inner = make(Item(b"a.txt", WORDS), Item(b"b.txt", WORDS))

    for method in (0, 8):
        archive = opened(tmp_path, make(Item(b"in.zip", inner[:-300], method)))

        assert [member.name for member in archive.members] == ["in.zip/a.txt", "in.zip/b.txt"]
        assert archive.members[0].open().read() == WORDS
        assert "in.zip is cut off" in archive.partial[0]


def test_7_5_a_password(tmp_path: Path) -> None:
    archive = opened(tmp_path, make(Item(b"a.txt", b"secret", flags=1), Item(b"b.txt", b"open")))

    assert "a.txt in given.zip has a password" in fault(archive)
    assert archive.members[0].head() == b""
    assert archive.members[1].open().read() == b"open"


@pytest.mark.parametrize(("method", "name"), [(9, "Deflate64"), (14, "LZMA"), (93, "Zstandard"), (77, "number 77")])
def test_7_5_an_unknown_method(tmp_path: Path, method: int, name: str) -> None:
    archive = opened(tmp_path, make(Item(b"a.txt", b"x", method), Item(b"b.txt", b"open")))

    assert f"({name})" in fault(archive)
    assert "give the folder" in fault(archive)
    assert archive.members[1].open().read() == b"open"


@pytest.mark.parametrize("method", [0, 8])
def test_7_5_a_wrong_check_sum(tmp_path: Path, method: int) -> None:
    archive = opened(tmp_path, make(Item(b"a.txt", WORDS, method, crc=1), Item(b"b.txt", b"open")))

    assert "check sum is wrong" in fault(archive)
    assert up_to_the_fault(archive, 0) == WORDS
    assert archive.members[1].open().read() == b"open"


@pytest.mark.parametrize("size", [3, 10_000_000])
@pytest.mark.parametrize("method", [0, 8])
def test_7_5_a_size_that_lies(tmp_path: Path, method: int, size: int) -> None:
    archive = opened(tmp_path, make(Item(b"a.txt", WORDS, method, size=size), Item(b"b.txt", b"open")))

    assert "not as long as the archive says" in fault(archive)
    assert archive.members[1].open().read() == b"open"


def test_7_5_a_packed_size_that_lies(tmp_path: Path) -> None:
    short = opened(tmp_path, make(Item(b"a.txt", WORDS, packed=100), Item(b"b.txt", b"open")))
    assert "cut off" in fault(short)
    assert short.members[1].open().read() == b"open"

    long = opened(tmp_path, make(Item(b"b.txt", b"open"), Item(b"a.txt", b"x", packed=10_000)))
    assert "longer than there is room" in fault(long, 1)
    assert long.members[0].open().read() == b"open"


def test_7_5_damaged_bytes(tmp_path: Path) -> None:
    data = bytearray(make(Item(b"a.txt", WORDS), Item(b"b.txt", b"open")))
    data[5000:5040] = b"\xff" * 40

    archive = opened(tmp_path, bytes(data))

    assert "damaged" in fault(archive)
    assert archive.members[1].open().read() == b"open"


def test_7_5_a_header_that_is_not_where_the_list_says(tmp_path: Path) -> None:
    archive = opened(tmp_path, make(Item(b"a.txt", b"a"), Item(b"b.txt", b"b", offset=45)))

    assert "does not begin where the archive says" in fault(archive, 1)


def test_7_5_one_volume_of_several(tmp_path: Path) -> None:
    assert "one volume of an archive in several pieces" in refused(tmp_path, make(Item(b"a.txt", b"a"), disk=1))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty (0 bytes)"),
        (b"\n <!DOCTYPE html><html><body>This link has expired</body></html>", "is a web page and no archive"),
        (b"\xef\xbb\xbf<HTML>log in", "is a web page and no archive"),
        (b"7z\xbc\xaf\x27\x1c\0\4rest", "is a 7-Zip archive"),
        (b"Rar!\x1a\x07\x01\0rest", "is a RAR archive"),
        (b"\xfd7zXZ\0rest", "is packed with xz"),
        (b"\x28\xb5\x2f\xfdrest", "is packed with Zstandard"),
        (b"%PDF-1.7 ...", "is a PDF document"),
        (b"\x89PNG\r\n\x1a\n...", "is a picture"),
        (b'{"error": "expired"}', "is an answer of a web server"),
        (b"MZ\x90\0", "is a Windows program"),
        (bytes(4000), "holds only zeros"),
        (b"just some words", "is no archive that can be read here"),
        (b"PK\x03\x04 and then nothing", "no file can be found in it"),
        (end(0, 0, 0), "an archive with nothing in it"),
    ],
)
def test_7_5_what_is_called_zip_and_is_none_is_named(tmp_path: Path, data: bytes, says: str) -> None:
    text = refused(tmp_path, data)

    assert text.startswith("given.zip ")
    assert says in text
    assert any(advice in text for advice in ("again", "Download", "download", "folder"))


def test_7_5_foreign_archives_are_named_whatever_they_are_called(tmp_path: Path) -> None:
    assert "is a 7-Zip archive" in refused(tmp_path, b"7z\xbc\xaf\x27\x1c\0\4rest", "export.7z")
    assert "is a RAR archive" in refused(tmp_path, b"Rar!\x1a\x07\x01\0rest", "export")


def test_7_6_names_that_nobody_can_read_are_harmless(tmp_path: Path) -> None:
    archive = opened(tmp_path, make(*(Item(name.encode(), b"x") for name in EVIL)))

    assert all(member.name.isprintable() for member in archive.members)
    assert not any(set(member.matched.split("/")) & {"..", "."} for member in archive.members)


def samples() -> dict[str, bytes]:
    inner = make(Item(b"x.txt", WORDS[:3000]), Item(b"y.txt", b"y", 0))
    tar = entry(b"a.txt", WORDS[:3000]) + entry(b"in.zip", inner) + bytes(1024)
    return {
        "a.zip": make(Item(b"a.txt", WORDS[:3000]), Item(b"in.zip", inner, 0), Item(b"b.txt", b"b" * 999, 8, 8)),
        "b.tar": tar,
        "c.tgz": gzip.compress(tar, mtime=0),
    }


@pytest.mark.parametrize("name", ["a.zip", "b.tar", "c.tgz"])
def test_mutated_archives_raise_nothing_but_archive_errors(tmp_path: Path, name: str) -> None:
    """Fixed seed, so that a failure can be repeated."""
    whole, chance = samples()[name], random.Random(7)
    for _ in range(400):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 12)):
            data[chance.randrange(len(data))] = chance.choice((0, 1, 8, 0x50, 0x7F, 0x80, 0xFF, chance.randrange(256)))
        if chance.random() < 0.3:
            del data[chance.randrange(len(data)) :]
        _read_all(tmp_path, bytes(data), name)


def _read_all(tmp_path: Path, data: bytes, name: str) -> None:
    try:
        archive = opened(tmp_path, data, name, SMALL)
    except ArchiveError:
        return
    for number in range(len(archive.members)):
        with contextlib.suppress(ArchiveError):
            drain(archive, number)
    archive.close()
