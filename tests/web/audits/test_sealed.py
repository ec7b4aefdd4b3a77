"""Sealed files: read anywhere with their key, by nobody else, changed by nobody unnoticed; they go on where they stopped."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from safeconduct.errors import ArchiveError
from safeconduct.web.audits.sealed import PIECE, Reader, Writer, fingerprint, keep, kept, new_key

KEY = bytes(range(32))
DATA = random.Random(7).randbytes(3 * PIECE + 1234)


def written(path: Path, data: bytes = DATA, at: int = 0) -> Path:
    writer = Writer(path, KEY, at)
    for start in range(0, len(data), 50_001):
        assert writer.write(data[start : start + 50_001]) == len(data[start : start + 50_001])
    writer.close()
    assert writer.at == at + len(data)
    return path


@pytest.mark.parametrize(
    ("at", "size"), [(0, 10), (PIECE - 3, 6), (PIECE, PIECE), (0, 10**9), (2 * PIECE + 7, 2 * PIECE), (10**9, 5), (5, 0)]
)
def test_it_is_read_at_any_place(at: int, size: int, tmp_path: Path) -> None:
    reader = Reader(written(tmp_path / "x"), KEY)

    assert reader.size == len(DATA)
    assert reader.read_at(at, size) == DATA[at : at + size]
    reader.close()


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE])
def test_every_length_comes_back(size: int, tmp_path: Path) -> None:
    reader = Reader(written(tmp_path / "x", DATA[:size]), KEY)

    assert (reader.size, reader.read()) == (size, DATA[:size])
    reader.close()


def test_it_goes_on_behind_what_counts_whatever_an_interruption_left(tmp_path: Path) -> None:
    path = written(tmp_path / "x", DATA[: 2 * PIECE])
    with path.open("ab") as file:
        file.write(b"half a piece")

    written(path, DATA[PIECE:], at=PIECE)

    reader = Reader(path, KEY)
    assert reader.read() == DATA
    reader.close()


def test_it_goes_on_behind_a_whole_piece_only(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="whole piece"):
        Writer(tmp_path / "x", KEY, at=5)


def test_nothing_of_it_can_be_read_without_the_key(tmp_path: Path) -> None:
    path = written(tmp_path / "x", b"Vexilloptera " * 9000)

    assert b"Vexilloptera" not in path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600
    reader = Reader(path, new_key())
    with pytest.raises(ArchiveError, match="cannot be opened"):
        reader.read_at(0, 5)
    reader.close()


def test_equal_pieces_do_not_look_equal(tmp_path: Path) -> None:
    one, other = (written(tmp_path / name, bytes(PIECE)).read_bytes() for name in "ab")

    assert one[12:] != other[12:]


def test_a_change_or_another_order_is_noticed(tmp_path: Path) -> None:
    path = written(tmp_path / "x")
    whole = path.read_bytes()
    stride = PIECE + 28
    for changed in (whole[:100] + b"!" + whole[101:], whole[stride : 2 * stride] + whole[:stride] + whole[2 * stride :]):
        path.write_bytes(changed)
        reader = Reader(path, KEY)
        with pytest.raises(ArchiveError, match="cannot be opened"):
            reader.read_at(0, 5)
        reader.close()


def test_something_small_is_bound_to_its_name(tmp_path: Path) -> None:
    keep(tmp_path / "a", KEY, b"words")
    assert kept(tmp_path / "a", KEY) == b"words"
    (tmp_path / "a").rename(tmp_path / "b")
    for name in ("a", "b"):
        with pytest.raises(ArchiveError):
            kept(tmp_path / name, KEY)


def test_a_fingerprint_tells_keys_apart_and_is_no_key() -> None:
    assert fingerprint(KEY) != fingerprint(new_key())
    assert KEY.hex() not in fingerprint(KEY)
