"""JSON Lines as a stream: one object in, one object out, whatever the size of the file.

A line that cannot be used yields ``{"id": …, "line": n, "error": "…"}`` in its place; nothing before or after it
is lost. Memory holds one line at a time; a line longer than ``MAX_LINE`` is refused and passed over.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO, Final

import msgspec

from safeconduct.errors import InputError, SafeconductError
from safeconduct.text import mend

MAX_LINE: Final = 32 * 1024 * 1024  # bytes
_decoder: Final = msgspec.json.Decoder()
_encoder: Final = msgspec.json.Encoder()
_BREAKS: Final = ((b"\xc2\x85", b"\\u0085"), (b"\xe2\x80\xa8", b"\\u2028"), (b"\xe2\x80\xa9", b"\\u2029"))

Answer = Callable[[dict[str, Any]], Mapping[str, Any]]


def answers(lines: BinaryIO, answer: Answer) -> Iterator[tuple[bytes, bool]]:
    """For each line of input one line of output, and whether it is an answer (``True``) or an error."""
    for number, line in enumerate(_lines(lines), start=1):
        if line is None or line.strip():
            yield _answered(number, line, answer)


def _lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """The lines, ``None`` in place of one that is too long."""
    while line := stream.readline(MAX_LINE):
        if len(line) < MAX_LINE or line.endswith(b"\n"):
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(MAX_LINE)
        yield None


def _answered(number: int, line: bytes | None, answer: Answer) -> tuple[bytes, bool]:
    given: dict[str, Any] = {}
    try:
        given = _object(line)
        return encode(answer(given)), True
    except SafeconductError as error:
        return encode({"id": given.get("id"), "line": number, "error": str(error)}), False


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
