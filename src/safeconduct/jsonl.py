"""JSON Lines as a stream: one object in, one object out, whatever the size of the file.

A line that cannot be used yields ``{"id": …, "line": n, "error": "…"}`` in its place; nothing before or after it
is lost. Memory holds one line at a time, or a batch of short ones; a line longer than ``MAX_LINE`` is refused and
passed over.

Where many lines are cheaper at once (``answers_to_many``), a batch is what there is: of a pipe, the lines that have been
written already, so that no answer waits for a line that is yet to come.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO, Final, NamedTuple, TypeVar

import msgspec

from safeconduct.errors import InputError, SafeconductError
from safeconduct.text import mend

MAX_LINE: Final = 32 * 1024 * 1024  # bytes
BATCH: Final = 256  # lines that are answered together
_CHUNK: Final = 1 << 17  # bytes asked for at once; a pipe gives those that are there
_decoder: Final = msgspec.json.Decoder()
_encoder: Final = msgspec.json.Encoder()
_BREAKS: Final = ((b"\xc2\x85", b"\\u0085"), (b"\xe2\x80\xa8", b"\\u2028"), (b"\xe2\x80\xa9", b"\\u2029"))

T = TypeVar("T")
Answer = Callable[[dict[str, Any]], Mapping[str, Any]]
Read = Callable[[dict[str, Any]], T]
AnswerAll = Callable[[Sequence[T]], Iterable[Mapping[str, Any]]]


def answers(lines: BinaryIO, answer: Answer) -> Iterator[tuple[bytes, bool]]:
    """For each line of input one line of output, and whether it is an answer (``True``) or an error."""
    for batch in _batches(lines):
        for number, line in batch:
            yield _answered(number, line, answer)


def answers_to_many(lines: BinaryIO, read: Read[T], answer_all: AnswerAll[T]) -> Iterator[tuple[bytes, bool]]:
    """The same, a batch at a time: ``read`` makes a question of each line or refuses it, ``answer_all`` answers them."""
    for batch in _batches(lines):
        asked = [_read(number, line, read) for number, line in batch]
        found = iter(answer_all([question.value for question in asked if isinstance(question, _Question)]))
        for question in asked:
            yield (encode(next(found)), True) if isinstance(question, _Question) else (question, False)


class _Question(NamedTuple):
    value: Any


def _read(number: int, line: bytes | None, read: Read[T]) -> _Question | bytes:
    """A question, or the words in which a line is refused."""
    given: dict[str, Any] = {}
    try:
        given = _object(line)
        return _Question(read(given))
    except SafeconductError as error:
        return _refusal(number, given, error)


Numbered = tuple[int, bytes | None]


def _batches(stream: BinaryIO) -> Iterator[list[Numbered]]:
    """The lines that hold anything, with their numbers, some at a time; ``None`` in place of one that is too long."""
    number = 0
    for lines in _lines(stream):
        numbered = [(at, line) for at, line in enumerate(lines, number + 1) if line is None or line.strip()]
        number += len(lines)
        for start in range(0, len(numbered), BATCH):
            yield numbered[start : start + BATCH]


def _lines(stream: BinaryIO) -> Iterator[list[bytes | None]]:
    """The lines that each reading completes; one reading waits only until there is something."""
    begun = _Begun()
    while chunk := stream.read1(_CHUNK):  # type: ignore[attr-defined]
        lines = chunk.split(b"\n")
        last = lines.pop()
        complete = [begun.completed(lines[0]), *lines[1:]] if lines else []
        begun.add(last)
        yield complete
    if begun.size:
        yield [begun.completed(b"")]


class _Begun:
    """A line of which only the beginning has been read yet."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self.size = 0

    def add(self, part: bytes) -> None:
        """Take in some more of it, unless it is too long already."""
        self.size += len(part)
        if self.size < MAX_LINE:
            self._parts.append(part)
        else:
            self._parts.clear()

    def completed(self, part: bytes) -> bytes | None:
        """The whole line, with its last part; ``None`` if it is too long."""
        self.add(part)
        line = b"".join(self._parts) if self.size < MAX_LINE else None
        self._parts, self.size = [], 0
        return line


def _answered(number: int, line: bytes | None, answer: Answer) -> tuple[bytes, bool]:
    given: dict[str, Any] = {}
    try:
        given = _object(line)
        return encode(answer(given)), True
    except SafeconductError as error:
        return _refusal(number, given, error), False


def _refusal(number: int, given: dict[str, Any], error: SafeconductError) -> bytes:
    return encode({"id": given.get("id"), "line": number, "error": str(error)})


def _object(line: bytes | None) -> dict[str, Any]:
    if line is None:
        raise InputError(f"The line is longer than {MAX_LINE // 1024 // 1024} MB. Split it.")
    value = decode(line)
    if not isinstance(value, dict):
        raise InputError("The line is not a JSON object. Write one object a line, in { }.")
    return value


def decode(data: bytes) -> Any:
    """The JSON value in some bytes; half surrogate pairs become U+FFFD, so that every place stays where it is.

    Raises:
        InputError: the bytes are not UTF-8 or not JSON.
    """
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        return _decoder.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return _decode_leniently(data, error)
    except RecursionError as error:
        raise InputError("The JSON is nested too deeply.") from error


def _decode_leniently(data: bytes, first: Exception) -> Any:
    """The standard library takes “\\ud83d” alone, which real exports hold; msgspec does not."""
    try:
        return _mended(json.loads(data.decode("utf-8"), parse_constant=_refuse))
    except UnicodeDecodeError as error:
        raise InputError(f"This is not UTF-8 text (byte {error.start}). Save the file as UTF-8.") from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"This is not valid JSON: {first}.") from error


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _mended(value: Any) -> Any:
    if isinstance(value, str):
        return mend(value)
    if isinstance(value, list):
        return [_mended(item) for item in value]
    if isinstance(value, dict):
        return {mend(key): _mended(item) for key, item in value.items()}
    return value


def encode(value: Mapping[str, Any]) -> bytes:
    """One line of JSON, without the line break; what other programs take for one (U+0085, U+2028, U+2029) is escaped."""
    line = _encoder.encode(value)
    for sign, escaped in _BREAKS:
        if sign in line:
            line = line.replace(sign, escaped)
    return line
