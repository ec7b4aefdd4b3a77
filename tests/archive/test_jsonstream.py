"""JSON as platforms write it and as downloads break it: item by item, in little memory, in linear time."""

from __future__ import annotations

import contextlib
import io
import json
import random
import tracemalloc
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.archive import _jsonmend, jsonstream
from safeconduct.archive._jsonwindow import Window
from safeconduct.errors import ArchiveError
from tests_support import at_most


def read(source: str | bytes, **more: Any) -> tuple[list[tuple[Any, Any]], list[str]]:
    """What came out, as plain pairs, and what was reported."""
    data = source if isinstance(source, bytes) else source.encode()
    problems: list[str] = []
    found = [tuple(item) for item in jsonstream.items(io.BytesIO(data), problem=problems.append, **more)]
    return found, problems


class Trickle(io.RawIOBase):
    """A source that gives a few bytes at a time, and fails where it is told to."""

    def __init__(self, data: bytes, step: int, fails_at: int | None = None) -> None:
        self._data, self._step, self._at, self._fails_at = data, step, 0, fails_at

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self._fails_at is not None and self._at >= self._fails_at:
            raise ArchiveError("its check sum is wrong")
        piece = self._data[self._at : self._at + min(self._step, len(buffer))]
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)


def test_items_of_lists_come_whole_and_objects_are_walked_into() -> None:
    found, problems = read('{"a": [{"b": [1]}, {}], "c": {"d": 1, "e": []}, "f": {}, "g": null}')

    assert found == [(("a", 0), {"b": [1]}), (("a", 1), {}), (("c", "d"), 1), (("c", "e"), []), (("f",), {}), (("g",), None)]
    assert problems == []


def test_descend_opens_items_and_keeps_objects_whole() -> None:
    found, _ = read('{"chats": [{"id": 1, "messages": [{"x": 1}]}], "me": {"n": 2}}', descend=lambda path: path != ("me",))

    assert found == [(("chats", 0, "id"), 1), (("chats", 0, "messages", 0, "x"), 1), (("me",), {"n": 2})]


@pytest.mark.parametrize("empty", ["[]", "{}", "window.YTD.like.part0 = [ ]", "\ufeff[\n]\n"])
def test_emptiness_is_seen(empty: str) -> None:
    found, problems = read(empty)

    assert found in ([((), [])], [((), {})])
    assert problems == []


@pytest.mark.parametrize(
    "prefix",
    [
        "window.YTD.tweets.part0 = ",
        "window.YTD.tweets.part0=\r\n",
        'window["YTD"]["tweets"] = ',
        "Grailbird.data.tweets_2014_03 = \n ",
        "var tweet_index =  ",
        "\ufeffwindow.YTD.x.part12 = ",
        ")]}'\n",
        "callback(",
    ],
)
def test_code_in_front_is_dropped_up_to_the_data(prefix: str) -> None:
    found, problems = read(prefix + '[{"a": "b = [c"}]')

    assert found == [((0,), {"a": "b = [c"})]
    assert problems == []


def test_null_for_the_data_is_null() -> None:
    assert read("window.YTD.like.part0 = null;") == ([((), None)], [])


def test_data_that_begins_at_once_may_hold_an_equals_sign() -> None:
    assert read('["a = [1]"]')[0] == [((0,), "a = [1]")]


@pytest.mark.parametrize("suffix", [";", ";\n", "\r\n;;\n", "\x00\x00\x00"])
def test_a_semicolon_behind_is_nothing(suffix: str) -> None:
    assert read("[1]" + suffix) == ([((0,), 1)], [])


def test_code_behind_the_data_is_never_read_and_reported_once() -> None:
    found, problems = read('x = [1];\nfetch("http://example.org/" + [2]); window.y = [3]')

    assert found == [((0,), 1)]
    assert problems == ["something else stands after the data"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_encodings_are_told_by_their_mark_or_their_zeros(encoding: str) -> None:
    found, problems = read('[{"t": "Siân 👩‍🏫"}]'.encode(encoding))

    assert found == [((0,), {"t": "Siân 👩‍🏫"})]
    assert problems == []


def test_bytes_that_are_no_text_become_the_replacement_sign() -> None:
    assert read(b'[{"a": "x\xffy"}]')[0] == [((0,), {"a": "x\ufffdy"})]


def test_raw_line_breaks_tabs_nan_and_half_surrogates_pass() -> None:
    found, problems = read('[{"a": "x\ny\tz"}, "\\ud83d", NaN, -Infinity, 1E400]')

    assert found[0] == ((0,), {"a": "x\ny\tz"})
    assert found[1] == ((1,), "\ud83d")
    assert [repr(value) for _, value in found[2:]] == ["nan", "-inf", "inf"]
    assert problems == []


def test_the_last_of_two_equal_keys_counts() -> None:
    assert read('[{"a": 1, "a": 2}]')[0] == [((0,), {"a": 2})]


def test_trailing_commas_are_nothing() -> None:
    found, problems = read('{"orderedItems": [{"a": [1, 2,],}, {"a": 3},],}')

    assert [value for _, value in found] == [{"a": [1, 2]}, {"a": 3}]
    assert problems == []


def test_telegrams_hex_escapes_are_read_only_after_an_odd_run_of_backslashes() -> None:
    found, problems = read(r'[{"a": "x\x0By\\x0B\\\x1f", "b": "C:\\xampp"}]')

    assert found == [((0,), {"a": "x\x0by\\x0B\\\x1f", "b": "C:\\xampp"})]
    assert problems == []


@pytest.mark.parametrize("digits", [4_301, 100_000])
def test_a_number_of_thousands_of_digits_is_kept_as_text(digits: int) -> None:
    found, _ = read(f'[{{"a": {"9" * digits}}}, {{"a": 1}}]')

    assert found == [((0,), {"a": "9" * digits}), ((1,), {"a": 1})]


@pytest.mark.parametrize("depth", [2_000, 200_000])
def test_deep_nesting_costs_only_its_own_item(depth: int) -> None:
    found, problems = read(f'[{{"a": {"[" * depth}"]]"{"]" * depth}}}, {{"a": 2}}]')

    assert found == [((1,), {"a": 2})]
    assert problems == ["a record nested too deep"]


def test_a_file_of_nothing_but_brackets_is_an_error() -> None:
    with at_most(60), pytest.raises(ArchiveError, match="nothing in it"):
        read("[" * 3_000_000)


def test_a_broken_item_is_reported_and_the_rest_is_read() -> None:
    found, problems = read('[{"a": 1}, {"a": oops}, {"a" 3}, {"a": {"b": "]"}}]')

    assert found == [((0,), {"a": 1}), ((3,), {"a": {"b": "]"}})]
    assert problems == ["a record that is broken"] * 2


@pytest.mark.parametrize("broken", ['{\n    "t" : "never closed\n  }', '{\n    "t" : {"u": [1, 2}\n  ', '{\n    "t" : {\n  }'])
def test_a_missing_quote_or_bracket_costs_one_item_of_a_pretty_file(broken: str) -> None:
    good = ['{\n    "t" : "one"\n  }', '{\n    "t" : "three"\n  }', '{\n    "t" : "four"\n  }']
    found, problems = read("[\n  " + ",\n  ".join([good[0], broken, *good[1:]]) + "\n]")

    assert [value for _, value in found] == [{"t": "one"}, {"t": "three"}, {"t": "four"}]
    assert problems == ["a record that is broken"]


def test_a_missing_quote_costs_one_item_of_a_compact_file() -> None:
    found, problems = read('[{"a":1},{"a":"x},{"a":3},{"a":4}]')

    assert [value for _, value in found] == [{"a": 1}, {"a": 3}, {"a": 4}]
    assert problems == ["a record that is broken"]


def test_a_bracket_too_many_ends_nothing() -> None:
    found, problems = read('[{"a": 1}}, {"a": 2}]')

    assert [value for _, value in found] == [{"a": 1}, {"a": 2}]
    assert len(problems) == 1


def test_a_bracket_that_closes_the_list_too_early_hides_nothing() -> None:
    found, problems = read('[{"a": 1}, {"a" ]}, {"a": 2}], {"a": 3}]')

    assert [value for _, value in found if isinstance(value, dict)] == [{"a": 1}, {"a": 2}, {"a": 3}]
    assert "a list that seems to end before its last record" in problems


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("garbage", [b"\xff" * 40, b'"', b'"]}]}', b"}}]", b"[[[{{{", b"\\", b'": "x'])
def test_a_few_bytes_of_garbage_cost_a_few_records(indent: int | None, garbage: bytes) -> None:
    record = {
        "tweet": {"id": 1, "entities": {"urls": [{"url": "a", "indices": ["1", "2"]}], "media": []}, "text": "[x] {y} said"}
    }
    data = json.dumps([record] * 300, indent=indent).encode()
    for place in range(len(data) // 2, len(data) // 2 + 400, 11):
        found, problems = read(data[:place] + garbage + data[place + len(garbage) :], descend=lambda path: not path)

        kept = sum(value == record for _, value in found)

        assert kept >= 296, (place, problems)
        assert problems or kept >= 299


def test_a_broken_value_of_an_object_costs_only_its_key() -> None:
    found, problems = read('{"a": abc, "b": , "c" 1, "d": [2]}')

    assert found == [(("d", 0), 2)]
    assert len(problems) >= 3


@pytest.mark.parametrize("cut", range(1, 30))
def test_what_stands_before_a_cut_is_read(cut: int) -> None:
    whole = '[{"a": "one"}, {"a": "two"}, {"a": "three"}]'
    found, problems = read(whole[:-cut])

    assert [value["a"] for _, value in found] == ["one", "two", "three"][: whole[:-cut].count("}")]
    assert problems == ["the file ends in the middle"]


def test_a_damaged_stream_gives_what_came_before_and_then_its_error() -> None:
    data = json.dumps([{"n": number} for number in range(1000)]).encode()
    got: list[Any] = []

    with pytest.raises(ArchiveError, match="check sum"):
        got.extend(jsonstream.items(io.BufferedReader(Trickle(data, 100, fails_at=5000))))

    assert 400 < len(got) < 560  # of 9 to 12 bytes each
    assert [item.value["n"] for item in got] == list(range(len(got)))


@pytest.mark.parametrize("nothing", ["", "  \n", "\ufeff", "\x00" * 100, "hello", "<html></html>", "window.YTD.x = "])
def test_what_is_no_json_is_an_error(nothing: str) -> None:
    with pytest.raises(ArchiveError):
        read(nothing)


@pytest.mark.parametrize("step", [1, 2, 3, 7, 1000])
def test_nothing_depends_on_where_the_source_is_cut_into_pieces(step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("safeconduct.archive._jsonwindow._CHUNK", step)
    values = [1234567, 89, -1.5e10, 'é\\"\n👍', {"a": [True, None, {"b": "x" * 50}]}, 0.25, [1, [2]], "\\x", 10**30]
    data = json.dumps(values, ensure_ascii=False).encode()

    found = list(jsonstream.items(io.BufferedReader(Trickle(data, step), 16), descend=lambda path: not path))

    assert [item.value for item in found] == values
    assert [item.path for item in found] == [(place,) for place in range(len(values))]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=30,
)


@settings(max_examples=200, deadline=None)
@given(st.lists(JSON), st.sampled_from([None, 1, 2]), st.booleans())
def test_it_reads_what_the_standard_library_reads(values: list[Any], indent: int | None, plain: bool) -> None:
    text = json.dumps(values, indent=indent, ensure_ascii=plain)

    found = [
        item.value for item in jsonstream.items(io.BytesIO(text.encode("utf-8", "replace")), descend=lambda path: not path)
    ]

    assert found == (values or [[]])


@settings(max_examples=200, deadline=None)
@given(JSON)
def test_the_lenient_parser_agrees_with_the_strict_one(value: Any) -> None:
    text = json.dumps({"a": value})

    assert jsonstream.whole(io.BytesIO((text[:-1] + ",}").encode())) == {"a": value}


def test_random_damage_never_raises_anything_else_and_never_hangs() -> None:
    generator = random.Random(4)
    source = json.dumps(
        [{"tweet": {"id": str(n), "text": 'say "hi" \\ ü', "list": [{"a": 1}, []]}} for n in range(30)], indent=1
    )
    for _ in range(1500):
        data = bytearray(source.encode())
        for _ in range(generator.randint(1, 6)):
            place = generator.randrange(len(data))
            data[place : place + generator.choice((0, 1, 1, 5))] = generator.choice(
                (b"", b'"', b"\\", b"[", b"}", b"\xff", b"\0", b"\\x1")
            )
        with at_most(60), contextlib.suppress(ArchiveError):
            read(bytes(data))
            jsonstream.whole(io.BytesIO(bytes(data)))


def test_most_of_a_damaged_file_is_still_read() -> None:
    generator = random.Random(5)
    lines = [json.dumps({"tweet": {"id": n, "full_text": 'She said "no" [again] {twice}'}}, indent=2) for n in range(2000)]
    broken = set(generator.sample(range(2000), 100))
    for n in broken:
        place = generator.randrange(15, len(lines[n]) - 1)
        lines[n] = lines[n][:place] + lines[n][place + 3 :]

    found, _ = read("window.YTD.tweets.part0 = [ " + ", ".join(lines) + " ]")
    kept = {value["tweet"]["id"] for _, value in found if isinstance(value, dict) and isinstance(value.get("tweet"), dict)}

    assert len(set(range(2000)) - broken - kept) <= 5


def test_items_that_break_their_neighbours_come_to_an_end() -> None:
    text = '[{"a":1},' + ",".join(['{"a":"x},{"a":2}'] * 50_000) + "]"

    with at_most(60):  # reading on to the end of the file for every broken item would take minutes
        found, _ = read(text)

    assert found[0] == ((0,), {"a": 1})


def test_broken_items_behind_a_large_one_cost_no_more() -> None:
    text = '[{"a":"' + "x\\n" * 3_000_000 + '"}' + ',{"a":oops}' * 20_000 + "]"

    with at_most(60):
        found, problems = read(text)

    assert len(found) == 1
    assert len(problems) == 20_000


def test_an_item_that_is_too_long_is_passed_over_without_being_kept() -> None:
    size = jsonstream.MAX_ITEM + 1000

    pieces = [b'[{"a": 1}, {"a": "', *[b"x" * 1_000_000] * (size // 1_000_000 + 20), b'"}, {"a": 3}]']

    class Long(io.BytesIO):
        """One item of 40 million characters between two short ones."""

        def read1(self, size: int | None = -1) -> bytes:
            assert size
            return pieces.pop(0) if pieces else b""

    problems: list[str] = []
    tracemalloc.start()
    found = [item.value for item in jsonstream.items(Long(), problem=problems.append)]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert found == [{"a": 1}, {"a": 3}]
    assert problems == ["a record that is too long"]
    assert peak < 5 * jsonstream.MAX_ITEM


def test_ten_megabytes_of_one_message_are_read() -> None:
    found, problems = read('[{"a": "' + "é" * 10_000_000 + '"}]')

    assert len(found[0][1]["a"]) == 10_000_000
    assert problems == []


def test_memory_does_not_grow_with_the_file() -> None:
    record = (json.dumps({"tweet": {"full_text": "x" * 400, "numbers": list(range(100))}}) + ", ").encode()
    data = b"[" + record * 20_000 + b"{}]"

    tracemalloc.start()
    count = sum(1 for _ in jsonstream.items(io.BytesIO(data)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert count == 20_001
    assert peak < 8_000_000


class TestWhole:
    def test_it_gives_the_one_value(self) -> None:
        assert jsonstream.whole(io.BytesIO(b'window.__THAR_CONFIG = {"userInfo": {"a": [1,],}};')) == {"userInfo": {"a": [1]}}

    def test_of_a_cut_file_it_gives_what_is_there(self) -> None:
        problems: list[str] = []

        assert jsonstream.whole(io.BytesIO(b'{"a": [1, {"b": "tex'), problems.append) == {"a": [1, {"b": "tex"}]}
        assert problems == ["the file ends in the middle"]

    @pytest.mark.parametrize("bad", [b"", b"{a: 1}", b"<p>", b"[" * 5000 + b"]" * 5000, b'{"a": "' + b"x" * 17_000_000 + b'"}'])
    def test_what_cannot_be_read_is_an_error(self, bad: bytes) -> None:
        with pytest.raises(ArchiveError):
            jsonstream.whole(io.BytesIO(bad))


@pytest.mark.parametrize(
    "text", ['[{"a": "' + "\\\\" * 4_000_000, '[{"a": "' + "\\x0b" * 2_000_000 + '"}]'], ids=["open", "strange"]
)
def test_a_text_of_nothing_but_escapes_costs_no_more_than_its_length(text: str) -> None:
    with at_most(40), contextlib.suppress(ArchiveError):  # it took minutes
        read(text)


@pytest.mark.parametrize("broken", ['{"a":{"b":1}', '\n  {\n    "a":"x\n  }'], ids=["never closed", "pretty"])
def test_broken_items_are_looked_through_a_few_times_not_each_with_all_its_neighbours(
    broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = []
    feed = _jsonmend.Brackets.feed

    def watched(self: _jsonmend.Brackets, text: str, start: int, stop: int) -> int:
        looked.append(stop - start)
        return feed(self, text, start, stop)

    monkeypatch.setattr(_jsonmend.Brackets, "feed", watched)
    good = [f'{broken[: broken.index("a") - 1]}"a":{number}}}' for number in range(3)]
    found, problems = read("[" + ",".join([*good[:2], *[broken] * 5_000, good[2]]) + "]", descend=lambda path: not path)

    assert sum(looked) < 4_000_000  # it was sixteen thousand for each
    assert len(problems) >= 4_999
    assert found[0] == ((0,), {"a": 0})


def test_faults_are_met_near_the_beginning_of_what_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """The standard decoder counts the lines before each fault."""
    places = []
    mended = Window._mended

    def watched(self: Window, lead: str) -> Any:
        places.append(self.pos)
        return mended(self, lead)

    monkeypatch.setattr(Window, "_mended", watched)
    read('[{"a":1}' + ',{"a":oops}' * 20_000 + "]")

    assert len(places) == 20_000
    assert max(places) < 64 * 1024


class Watched(str):
    """A text that counts how much of it is searched."""

    __slots__ = ("searched",)

    def find(self, wanted: str, start: Any = 0, end: Any = None) -> int:
        found = super().find(wanted, start, end)
        stop = len(self) if end is None else min(end, len(self))
        self.searched = getattr(self, "searched", 0) + (stop if found < 0 else found) - start
        return found


def watched_window(text: str) -> tuple[Window, Watched]:
    window = Window(io.BytesIO(b""))
    window.ended = True
    window.text = watched = Watched(text)
    return window, watched


def test_a_sign_that_stands_nowhere_is_not_looked_for_everywhere_each_time() -> None:
    window, text = watched_window(":," * 100_000)

    for _ in range(1000):
        window.pass_junk(",]{[")

    assert window.pos == 1999
    assert text.searched < 1_000_000  # it was 600 million


def test_lists_that_never_go_on_as_they_began_are_given_up_sooner() -> None:
    window, text = watched_window('{"a":[{"b":1},:]},' * 60_000)

    assert not any(window.to_next('{"b"') for _ in range(1000))
    assert text.searched < 150 * 1024 * 1024


def test_an_item_that_can_be_mended_is_mended_after_many_that_cannot() -> None:
    text = '[{"a":1},{"a":2}' + ',{"a":{"b":1}' * 3_000 + ',{"a":[' + '"word",' * 500 + "]}]"
    found, _ = read(text, descend=lambda path: not path)

    assert [len(value["a"]) for _, value in found[2:]] == [500]
