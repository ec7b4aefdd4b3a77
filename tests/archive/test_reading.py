"""The reading of an archive: who reads what, one bad file never stops the rest, and every file is accounted for."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from safeconduct.archive.opening import open_archive
from safeconduct.archive.reader import Export, FileKind, Reader, Sheet
from safeconduct.archive.reading import Reading, Status, read_paths
from safeconduct.archive.record import Record, RecordKind, as_object
from safeconduct.errors import ArchiveError


def lines(sheet: Sheet) -> Iterator[Record]:
    """One post a line; odd words in a file make the reader behave oddly."""
    with sheet.open() as stream:
        for index, line in enumerate(stream.read().decode().splitlines()):
            if line == "damaged":
                raise ArchiveError("the file is damaged")
            if line == "fault":
                raise KeyError("a fault of the reader")
            if line == "strange":
                sheet.problem("an entry of a shape that is not known")
            elif line == "nothing":
                sheet.empty()
            elif line == "held":
                sheet.items = 1
            else:
                yield sheet.record(RecordKind.POST, index, text=line, own=True)


def begin(export: Export) -> None:
    if export.find("owner.txt"):
        export.owners.add("Nia Roberts")
    export.expected.update(dict.fromkeys(export.find("posts.log"), 2))


ORIOLE = Reader(
    "oriole",
    "Oriole",
    (FileKind(("posts*.log", "comments.log"), lines),),
    signs=("oriole.sign",),
    skips={"ads.log": "adverts: nothing a policy speaks of"},
    begin=begin,
)
WREN = Reader("wren", "Wren", (FileKind(("comments.log",), lines),), signs=("wren.sign", "wren2.sign"))
SNIFFY = Reader("sniffy", "Sniffy", (FileKind(("*.log",), lines, sniff=lambda head: head.startswith(b"sniffy")),))
DODO = Reader("dodo", "Dodo", (), signs=("dodo.sign",), unread="Dodo downloads cannot be read yet.")


def folder(tmp_path: Path, **files: str) -> Path:
    top = tmp_path / "download"
    top.mkdir(exist_ok=True)
    for name, text in files.items():
        (top / f"{name}.{'sign' if name.endswith('sign') else 'log'}").write_text(text, encoding="utf-8")
    return top


def reading_of(*paths: Path, known: tuple[Reader, ...] = (ORIOLE, WREN, SNIFFY, DODO), owner: str = "") -> Reading:
    return Reading(open_archive(list(paths)), owner, known)


def texts(reading: Reading) -> list[str]:
    return [record.text for record in reading.records()]


def status(reading: Reading, member: str) -> Status:
    return next(file.status for file in reading.files if file.member == member)


def test_a_file_is_read_and_accounted_for(tmp_path: Path) -> None:
    reading = reading_of(folder(tmp_path, posts="one\ntwo"))

    assert texts(reading) == ["one", "two"]
    assert status(reading, "posts.log") is Status.READ
    assert reading.understood


def test_a_bad_file_never_stops_the_rest(tmp_path: Path) -> None:
    reading = reading_of(folder(tmp_path, posts1="one\ndamaged\nnever", posts2="fault", posts3="three"))

    assert texts(reading) == ["one", "three"]
    assert [status(reading, f"posts{n}.log") for n in (1, 2, 3)] == [Status.PARTLY, Status.NOT_UNDERSTOOD, Status.READ]
    assert not reading.understood


def test_a_file_in_which_nothing_is_found_is_an_error_that_names_it(tmp_path: Path) -> None:
    reading = reading_of(folder(tmp_path, posts1="", posts2="two"))
    texts(reading)

    [wrong] = [file for file in reading.files if not file.understood]
    assert wrong.member == "posts1.log"
    assert "nothing in it was understood" in wrong.why


def test_a_file_that_is_rightly_empty_is_no_error(tmp_path: Path) -> None:
    reading = reading_of(folder(tmp_path, posts1="nothing"))

    assert texts(reading) == []
    assert status(reading, "posts1.log") is Status.EMPTY
    assert reading.understood
    assert not reading.anything_read


def test_what_was_not_understood_inside_a_file_is_counted(tmp_path: Path) -> None:
    reading = reading_of(folder(tmp_path, posts1="one\nstrange\nstrange"))
    texts(reading)

    assert reading.files[0].problems == {"an entry of a shape that is not known": 2}
    assert reading.files[0].status is Status.PARTLY


def test_the_export_s_own_count_is_held_against_what_is_there(tmp_path: Path) -> None:
    short = reading_of(folder(tmp_path, posts="one"))
    texts(short)

    assert any("2 entries, and 1" in problem for problem in short.files[0].problems)


def test_the_platform_with_more_signs_around_reads_a_file_that_two_claim(tmp_path: Path) -> None:
    (tmp_path / "both").mkdir()
    for name in ("oriole.sign", "wren.sign", "wren2.sign"):
        (tmp_path / "both" / name).write_text("")
    (tmp_path / "both" / "comments.log").write_text("whose?")

    assert [record.platform for record in reading_of(tmp_path / "both").records()] == ["wren"]


def test_signs_count_only_beside_or_above_the_file(tmp_path: Path) -> None:
    for name in ("oriole", "wren"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.sign").write_text("")
        (tmp_path / name / "comments.log").write_text(name)

    reading = reading_of(tmp_path)

    assert sorted((record.platform, record.text) for record in reading.records()) == [("oriole", "oriole"), ("wren", "wren")]


def test_a_sniff_decides_where_a_name_does_not(tmp_path: Path) -> None:
    reading = reading_of(folder(tmp_path, diary="sniffy words", other="something else"))

    assert texts(reading) == ["sniffy words"]
    assert status(reading, "other.log") is Status.NOT_UNDERSTOOD


def test_what_is_left_aside_is_said_with_its_reason(tmp_path: Path) -> None:
    top = folder(tmp_path, posts1="one", ads="buy")
    (top / "oriole.sign").write_text("")

    reading = reading_of(top)
    texts(reading)

    [ads] = [file for file in reading.files if file.member == "ads.log"]
    assert (ads.status, ads.why) == (Status.SKIPPED, "adverts: nothing a policy speaks of")


def test_a_platform_without_a_reader_is_recognised_and_said_to_be_unread(tmp_path: Path) -> None:
    top = folder(tmp_path, posts1="one", other="words")
    (top / "dodo.sign").write_text("")

    reading = reading_of(top)
    texts(reading)

    assert next(file.why for file in reading.files if file.member == "other.log") == "Dodo downloads cannot be read yet."


def test_pictures_and_films_are_counted_and_not_opened(tmp_path: Path) -> None:
    top = folder(tmp_path, posts1="one")
    (top / "holiday.mp4").write_bytes(b"0" * 5000)

    reading = reading_of(top)

    assert texts(reading) == ["one"]
    assert (reading.media, reading.media_bytes) == (1, 5000)
    assert reading.understood


def test_overlapping_exports_count_once_and_the_locator_names_the_archive(tmp_path: Path) -> None:
    old, new = tmp_path / "old.zip", tmp_path / "new.zip"
    for path, words in ((old, "one\ntwo"), (new, "one\ntwo\nthree")):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("posts1.log", words)

    reading = reading_of(old, new)
    records = list(reading.records())

    assert [record.text for record in records] == ["one", "two", "three"]
    assert [as_object(record)["locator"]["archive"] for record in records] == ["old.zip", "old.zip", "new.zip"]
    assert reading.repeated == 2


def test_an_archive_of_somebody_else_is_said(tmp_path: Path) -> None:
    def named(export: Export) -> None:
        export.owners |= {"Nia Roberts", "nia.r"}

    reader = Reader("oriole", "Oriole", ORIOLE.files, begin=named)
    mine = reading_of(folder(tmp_path, posts1="one"), known=(reader,), owner="nia roberts")
    other = reading_of(folder(tmp_path, posts1="one"), known=(reader,), owner="Tom Bell")
    texts(mine)
    texts(other)

    assert mine.warnings == []
    assert any("somebody else" in warning for warning in other.warnings)


def test_a_begin_that_fails_costs_only_what_it_would_have_known(tmp_path: Path) -> None:
    def broken(export: Export) -> None:
        raise ArchiveError("the profile cannot be read")

    reader = Reader("oriole", "Oriole", ORIOLE.files, begin=broken)
    reading = reading_of(folder(tmp_path, posts1="one"), known=(reader,))

    assert texts(reading) == ["one"]
    assert not reading.understood


def test_nobody_s_files_are_an_error_that_says_what_is_read(tmp_path: Path) -> None:
    (tmp_path / "shopping.txt").write_text("milk")

    with pytest.raises(ArchiveError, match="not a download of any platform"):
        read_paths([tmp_path / "shopping.txt"])


def test_until_all_is_read_nobody_may_say_that_nothing_was_found(tmp_path: Path) -> None:
    reading = reading_of(folder(tmp_path, posts1="one\ntwo"))
    next(reading.records())

    assert not reading.understood


def owned(export: Export) -> None:
    """The owners stand in a file of their own, one a line."""
    for member in export.find("owner.log"):
        with member.open() as stream:
            export.owners |= set(stream.read().decode().split("\n"))


OWNED = Reader("oriole", "Oriole", (FileKind(("posts.log", "owner.log"), lines),), begin=owned)


def several(tmp_path: Path, *owners: str) -> Reading:
    paths = []
    for number, names in enumerate(owners):
        path = tmp_path / f"download of {number}.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("posts.log", f"words {number}")
            if names:
                archive.writestr("owner.log", names)
        paths.append(path)
    return reading_of(*paths, known=(OWNED,))


@pytest.mark.parametrize(
    ("owners", "people"),
    [
        (("Nia", "Nia"), 1),
        (("Nia", ""), 1),
        (("Nia", "You"), 1),
        (("", ""), 1),
        (("Nia", "Tom"), 2),
        (("Nia", "Tom", ""), 3),
        (("Nia", "Tom", "Nia\nTom"), 1),
    ],
)
def test_archives_are_read_apart_for_each_person_and_together_for_one(
    tmp_path: Path, owners: tuple[str, ...], people: int
) -> None:
    reading = several(tmp_path, *owners)

    assert len(reading.exports) == people
    assert {f"words {number}" for number in range(len(owners))} <= set(texts(reading))
