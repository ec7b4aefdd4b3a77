"""Bytes of text files as characters, a piece at a time: byte order mark, then UTF-8, then UTF-16, then Windows' own."""

from __future__ import annotations

import codecs
import io
from typing import BinaryIO, Final, cast

HEAD: Final = 4096  # bytes that are looked at to tell the encoding
_MENDING: Final = "safeconduct-mending"
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def _mended(error: UnicodeError) -> tuple[str | bytes, int]:
    """What is no UTF-8 is read as Windows-1252, which is what is left of old files; a cut-off emoji becomes U+FFFD."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    if wrong == b"\xed" and error.object[error.start + 1 : error.start + 2] >= b"\xa0":
        return "\ufffd", min(error.start + 3, len(error.object))  # half a surrogate pair, written as if it were a character
    if wrong >= b"\xf0\x80" or error.encoding not in {"utf-8", "utf8"}:
        return "\ufffd", error.end
    return wrong.decode("cp1252", "replace"), error.end


codecs.register_error(_MENDING, _mended)


def encoding_of(head: bytes) -> str:
    """The encoding, as Python calls it, of a file that begins with these bytes."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    even, odd = head[0::2], head[1::2]
    if odd.count(0) > len(odd) // 2:
        return "utf-16-le"
    return "utf-16-be" if even.count(0) > len(even) // 2 else "utf-8"


def peeking(stream: BinaryIO) -> tuple[io.BufferedReader[io.RawIOBase], bytes]:
    """The stream, buffered anew, and its first bytes, which are still to be read from it."""
    buffered = io.BufferedReader(cast("io.RawIOBase", stream), 1 << 16)
    return buffered, buffered.peek(HEAD)[:HEAD]


def as_text(stream: BinaryIO) -> io.TextIOWrapper:
    """The stream as characters, line ends as they are; never raises for what the bytes are."""
    buffered, head = peeking(stream)
    return io.TextIOWrapper(buffered, encoding=encoding_of(head), errors=_MENDING, newline="")


def decoder(encoding: str) -> codecs.IncrementalDecoder:
    """Decodes piece after piece as ``as_text`` does."""
    return codecs.getincrementaldecoder(encoding)(_MENDING)
