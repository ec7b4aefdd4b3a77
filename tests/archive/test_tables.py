"""CSV tables: every way in which a table is not what the csv module expects."""

from __future__ import annotations

import io
import tracemalloc
from typing import Any

import pytest

from safeconduct.archive import tables
from safeconduct.errors import ArchiveError
from tests_support import at_most


def read(data: bytes | str, *needs: str) -> tuple[list[dict[str, str]], list[str]]:
    problems: list[str] = []
    raw = data.encode() if isinstance(data, str) else data
    found = [dict(row.cells) for row in tables.rows(io.BytesIO(raw), needs=needs, problem=problems.append)]
    return found, problems


def test_plain_rows_are_found_by_header_and_counted_from_0() -> None:
    table = b'Date,Link,Message\r\n2024,https://a.example,"he said ""no"", and left\r\nthen came back"\r\n2025,b,c\r\n'

    found = list(tables.rows(io.BytesIO(table), needs=("message",)))

    assert [row.index for row in found] == [0, 1]
    assert found[0].get("message") == 'he said "no", and left\r\nthen came back'
    assert found[1].get("nowhere", "link") == "b"
    assert found[1].get("nowhere") == ""


@pytest.mark.parametrize(
    "name", ["Sender_Profile-URL", " sender  profile url ", "\ufeffSENDER PROFILE URL", '"Sender Profile URL"']
)
def test_a_column_has_one_name_however_it_is_written(name: str) -> None:
    assert tables.header(name) == "sender profile url"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_encodings_are_recognised_with_mark_or_without(encoding: str) -> None:
    found, problems = read("id,body\n1,Złoty Ωmega 👩‍🏫\n".encode(encoding), "id", "body")

    assert (found, problems) == ([{"id": "1", "body": "Złoty Ωmega 👩‍🏫"}], [])


def test_an_old_windows_file_is_read() -> None:
    assert read("id,body\n1,Zoë’s café\n".encode("cp1252"), "id")[0] == [{"id": "1", "body": "Zoë’s café"}]


def test_cut_emoji_and_half_pairs_become_replacement_characters() -> None:
    table = b"id,body\n1,caf\xc3\xa9 \xf0\x9f\x98\n2,\xed\xa0\xbd!\n"

    assert [row["body"] for row in read(table, "id")[0]] == ["café \ufffd", "\ufffd!"]


def test_nul_bytes_are_replaced() -> None:
    assert read(b"id,body\n1,a\x00b\n", "id")[0] == [{"id": "1", "body": "a\ufffdb"}]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_told_by_the_header(delimiter: str) -> None:
    table = f'id,body,x\n1,"a{delimiter} b",c\n'.replace(",", delimiter)

    assert read(table, "id", "body")[0] == [{"id": "1", "body": f"a{delimiter} b", "x": "c"}]


def test_a_preamble_is_passed_over_and_a_repeated_column_numbered() -> None:
    table = 'Notes:\n"Some addresses are missing, see ""help"""\n\nFirst Name,Company Names,Company Names\nA,b,c\n'

    assert read(table, "first name")[0] == [{"first name": "A", "company names": "b", "company names 2": "c"}]


def test_two_tables_in_one_file() -> None:
    table = "Playlist ID,Title\nPL1,Mine\n\nVideo ID,Time Added\nv,2024\n\nTime Added,Video ID\n2025,w\n"

    assert read(table, "video id")[0] == [{"video id": "v", "time added": "2024"}, {"time added": "2025", "video id": "w"}]


def test_no_header_is_an_error() -> None:
    for table in ("", "a,b\n1,2\n", "\n" * 60 + "id,body\n1,2\n"):
        with pytest.raises(ArchiveError):
            read(table, "id", "body")


def test_only_a_header_gives_no_rows_and_no_problem() -> None:
    assert read("id,body\n", "id") == ([], [])


def test_short_rows_are_filled_and_long_ones_keep_what_is_beyond() -> None:
    found, problems = read("id,body,x\n1\n2,a,b,more,words\n3,a,b,,\n", "id")

    assert found == [
        {"id": "1", "body": "", "x": ""},
        {"id": "2", "body": "a", "x": "b", "extra": "more,words"},
        {"id": "3", "body": "a", "x": "b"},
    ]
    assert problems == ["a row has fewer fields than the header", "a row has more fields than the header"]


def test_a_quote_in_the_middle_of_a_field_is_only_a_quote() -> None:
    assert read('id,body\n1,a 5" nail\n2,b\n', "id") == ([{"id": "1", "body": 'a 5" nail'}, {"id": "2", "body": "b"}], [])


def test_an_unbalanced_quote_does_not_swallow_the_file() -> None:
    table = 'id,body,x\n0,"fine\nand dandy",y\n1,"oops,3\n' + "".join(f'{n},"row {n}",z\n' for n in range(2, 50_000))

    found, problems = read(table, "id")

    assert len(found) == 50_000
    assert found[1] == {"id": "1", "body": '"oops', "x": "3"}
    assert found[-1] == {"id": "49999", "body": "row 49999", "x": "z"}
    assert problems == ["a quote is never closed"]


def test_an_unbalanced_quote_without_others_after_it_costs_one_row() -> None:
    table = 'id,body,x\n1,"oops,3\n' + "".join(f"{n},row,z\n" for n in range(2, 50_000))

    found, problems = read(table, "id")

    assert (len(found), found[1]["id"], problems) == (49_999, "2", ["a quote is never closed"])


def test_a_last_row_that_is_cut_off_keeps_its_words() -> None:
    found, problems = read('id,body,x\n1,a,b\n2,"long words\n\nand mo', "id")

    assert found[1]["body"] == "long words\n\nand mo"
    assert "the last row is cut off" in problems


@pytest.mark.parametrize("line", ['a"b,"c\n', '"\n', '"""\n', '"a"b,"\n', '\r"\r\n'])
def test_hostile_quotes_come_to_an_end(line: str) -> None:
    with at_most(60):  # looking for the closing quote anew for every row would take minutes
        read("id,b\n" + line * 150_000, "id")


def test_a_message_of_ten_megabytes_is_read_whole() -> None:
    words = "word, " * 1_700_000

    assert read(f'id,body\n1,"{words}"\n2,x\n', "id")[0][0]["body"] == words


class _Endless(io.RawIOBase):
    """So many megabytes of one byte between a beginning and an end, made as they are read."""

    def __init__(self, begin: bytes, filler: bytes, megabytes: int, end: bytes) -> None:
        self._pieces = iter([begin, *[filler * (1 << 16)] * (16 * megabytes), end])
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while len(self._left) < len(buffer) and (piece := next(self._pieces, None)) is not None:
            self._left += piece
        size = min(len(buffer), len(self._left))
        buffer[:size] = self._left[:size]
        self._left = self._left[size:]
        return size


def test_one_endless_line_is_passed_over_in_bounded_memory() -> None:
    problems: list[str] = []
    stream = io.BufferedReader(_Endless(b"id,body\n1,a\n2,", b"x", 64, b"\n3,c\n"))
    tracemalloc.start()

    found = [row.cells["id"] for row in tables.rows(stream, needs=("id",), problem=problems.append)]

    assert tracemalloc.get_traced_memory()[1] < 120_000_000
    tracemalloc.stop()
    assert (found, problems) == (["1", "3"], ["a line is too long to be read"])


def test_what_came_before_a_damage_is_given_first() -> None:
    class Damaged(io.BytesIO):
        def readinto(self, buffer: Any) -> int:
            size = super().readinto(buffer)
            if not size:
                raise ArchiveError("wrong check sum")
            return size

    found = []
    with pytest.raises(ArchiveError, match="check sum"):  # noqa: PT012
        for row in tables.rows(Damaged(b"id,body\n1,a\n2,b\n3"), needs=("id",)):
            found.append(row.cells["id"])  # noqa: PERF401

    assert found == ["1", "2"]
