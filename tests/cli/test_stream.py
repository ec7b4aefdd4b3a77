"""JSON Lines in batches: the same answers in the same order, and none that waits for a line to come."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cli.running import jsonl, run
from safeconduct import jsonl as lines_of_json
from safeconduct.errors import InputError
from safeconduct.jsonl import answers, answers_to_many
from tests_support import at_most


class Trickle(io.BytesIO):
    """Bytes that come a few at a time, as through a slow pipe."""

    def __init__(self, data: bytes, sizes: Sequence[int]) -> None:
        super().__init__(data)
        self._sizes = list(sizes)

    def read1(self, size: int | None = -1, /) -> bytes:
        return super().read1(self._sizes.pop() if self._sizes else size)


def _read(given: dict[str, Any]) -> int:
    if not isinstance(given.get("n"), int):
        raise InputError("no number")
    return int(given["n"])


def _doubled(asked: Sequence[int]) -> Iterator[dict[str, Any]]:
    return ({"twice": 2 * number} for number in asked)


def _one_by_one(given: dict[str, Any]) -> dict[str, Any]:
    return {"twice": 2 * _read(given)}


LINES = st.lists(
    st.sampled_from([b'{"n": 1}', b'{"n": 20}\r', b"", b" ", b"{", b'{"id": 7}', b"\xff", b'{"n": 3, "x": "a b"}'])
)


@settings(derandomize=True, max_examples=200, deadline=None)
@given(LINES, st.booleans(), st.lists(st.integers(1, 9)))
def test_in_whatever_pieces_the_lines_come_they_are_answered_as_one_by_one(
    lines: list[bytes], ended: bool, sizes: list[int]
) -> None:
    data = b"\n".join(lines) + (b"\n" if ended else b"")

    whole = list(answers(io.BytesIO(data), _one_by_one))

    assert list(answers_to_many(Trickle(data, sizes), _read, _doubled)) == whole
    assert [json.loads(line).get("line") for line, good in whole if not good] == [
        number for number, line in enumerate(lines, start=1) if line in (b"{", b'{"id": 7}', b"\xff")
    ]


def test_a_line_that_is_too_long_is_refused_wherever_it_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines_of_json, "MAX_LINE", 30)
    longest = b'{"n": 4, "x": "' + b"y" * 12 + b'"}'
    data = b"\n".join([b'{"n": 1}', longest, b"x" * 31, longest + b" ", b'{"n": 2}', b"x" * 30])

    for size in range(1, 30):  # a chunk is never as long as the longest line
        answered = list(answers_to_many(Trickle(data, [size] * 200), _read, _doubled))
        assert [good for _, good in answered] == [True, True, False, False, True, False]


def test_batches_are_bounded() -> None:
    sizes = []

    def counted(asked: Sequence[int]) -> Iterator[dict[str, Any]]:
        sizes.append(len(asked))
        return _doubled(asked)

    answered = list(answers_to_many(io.BytesIO(jsonl(*({"n": n} for n in range(2_000)))), _read, counted))

    assert [json.loads(line)["twice"] for line, _ in answered] == [2 * n for n in range(2_000)]
    assert max(sizes) == lines_of_json.BATCH


@pytest.mark.parametrize("size", [1, 3])
def test_no_answer_waits_for_a_line_that_is_yet_to_be_written(size: int) -> None:
    command = [sys.executable, "-m", "safeconduct", "check", "--policy", "kevi", "--jsonl", "-"]
    with (
        at_most(60, "the answer to a line"),
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process,
    ):
        assert process.stdin is not None
        assert process.stdout is not None
        for number in range(0, 4 * size, size):
            ids = list(range(number, number + size))
            process.stdin.write(jsonl(*({"id": each, "text": "Soup for tea"} for each in ids)))
            process.stdin.flush()
            assert [json.loads(process.stdout.readline())["id"] for _ in ids] == ids
        process.stdin.close()


def test_each_line_is_checked_under_its_own_policies_and_in_its_own_context() -> None:
    text = "Holy shit what a day"
    changes: list[dict[str, Any]] = [
        {},
        {"policies": ["key"]},
        {"policies": ["kevi"]},
        {"account": "official"},
        {"text": 7},
        {},
    ]
    given = [{"id": number, "text": text, **change} for number, change in enumerate(changes)]

    together = run("check", "--policy", "kevi", "--jsonl", "-", stdin=jsonl(*given)).lines
    apart = [run("check", "--policy", "kevi", "--jsonl", "-", stdin=jsonl(line)).lines[0] for line in given]

    assert [{**answer, "line": 0} for answer in together] == [{**answer, "line": 0} for answer in apart]
    assert [answer["id"] for answer in together] == list(range(6))
