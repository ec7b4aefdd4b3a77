"""The part of a JSON file that is in memory: it moves on as values are taken out, and grows when one does not fit."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable
from typing import Any, BinaryIO, Final

from safeconduct.archive import _jsonmend
from safeconduct.errors import ArchiveError

MAX_ITEM: Final = 16 * 1024 * 1024  # characters; a longer item is passed over and reported

_CHUNK: Final = 256 * 1024  # bytes
_BEHIND: Final = 80  # characters kept before the place: how the items of a list are set apart
_FIRST_LOOK: Final = 4096  # characters in which the end of a broken item is looked for first
_SURE_LOOK: Final = 16 * 1024  # characters without an end after which the next item may be told by how it begins
_SHORT_LOOK: Final = 128  # the same once much was looked at in vain
_REACH: Final = 1024 * 1024  # characters within which a list that went wrong must go on as it began
_SHORT_REACH: Final = 4096  # the same once much was looked at in vain
_PATIENCE: Final = 1024 * 1024  # characters that broken items are looked through in vain before looks are short
_MISSES: Final = 100  # lists that do not go on as they began before the reach is short
_PASSED: Final = 32 * 1024  # characters behind the place that are kept while items are broken
_NEAR: Final = 64  # characters in which a sign is looked for first
_STEP: Final = 8 * 1024 * 1024  # characters by which the window grows at most
_BLANKS: Final = " \n\r\t\ufeff\x00\x0b\x0c\u2028\u2029"
_HEADER: Final = 400  # characters that an assignment in front of the data may take
_decoder: Final[Any] = json.JSONDecoder(strict=False)  # what it is made of has no types
_decode: Final[Callable[[str, int], tuple[Any, int]]] = _decoder.scan_once


class Broken(Exception):  # noqa: N818
    """A value cannot be read and was passed over; ``str`` says what it was."""


class Cut(Exception):  # noqa: N818
    """The file ends inside a value."""


def _encoding(head: bytes) -> tuple[str, int]:
    """The encoding of a file that begins so, and how many bytes its mark takes."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if head.startswith(mark):
            return name, len(mark)
    if len(head) >= 4 and head[0] and not head[1] and not head[3]:
        return "utf-16-le", 0
    if len(head) >= 4 and not head[0] and head[1] and not head[2]:
        return "utf-16-be", 0
    return "utf-8", 0


class Window:
    """The text in memory and the place in it. ``error`` is what stopped the stream, kept until all before it is read."""

    def __init__(self, stream: BinaryIO) -> None:
        self.text = ""
        self.pos = 0
        self.ended = False
        self.error: ArchiveError | None = None
        self._in_vain = 0  # characters that were looked at for the ends of broken items, and not passed
        self._misses = 0  # lists of which nothing went on as they began
        # one reading of the source at a time: what it gave before it fails must not be lost
        self._read = getattr(stream, "read1", stream.read)
        head = b""
        while len(head) < 4 and (piece := self._bytes(_CHUNK)):
            head += piece
        name, mark = _encoding(head)
        self._decoder = codecs.getincrementaldecoder(name)("replace")
        self.text = self._decoder.decode(head[mark:])

    def _bytes(self, size: int) -> bytes:
        if self.error is not None:
            return b""
        try:
            return self._read(size) or b""
        except ArchiveError as fault:
            self.error = fault
            return b""

    def more(self) -> bool:
        """Double what lies ahead, and let go of what lies behind. False at the end of the file."""
        if self.ended:
            return False
        start = max(0, self.pos - _BEHIND)
        pieces = [self.text[start:]]
        self.pos -= start
        lacking = max(_CHUNK, min(len(self.text) - start, _STEP))
        before = lacking
        while lacking > 0 and not self.ended:
            data = self._bytes(lacking)
            self.ended = not data
            pieces.append(self._decoder.decode(data, self.ended))
            lacking -= len(pieces[-1])
        self.text = "".join(pieces)
        return lacking < before

    def peek(self) -> str:
        """The next character that is not blank, the place moved to it; empty at the end of the file."""
        text, pos = self.text, self.pos
        while True:
            try:
                while text[pos] in _BLANKS:
                    pos += 1
            except IndexError:
                self.pos = pos
                if not self.more():
                    return ""
                text, pos = self.text, self.pos
            else:
                self.pos = pos
                return text[pos]

    def to_value(self) -> None:
        """Move to where the data begins: behind ``window.YTD.tweets.part0 =`` and the like.

        Raises:
            ArchiveError: there is none.
        """
        start = self.peek()
        if not start:
            raise self.error or ArchiveError("it is empty")
        if start in '{["-0123456789' or self.text.startswith(("true", "false", "null", "NaN"), self.pos):
            return
        while len(self.text) - self.pos < _HEADER and self.more():
            pass
        name, equals, _ = self.text[self.pos : self.pos + _HEADER].partition("=")
        if equals and "{" not in name and "(" not in name and (start.isalpha() or start == "_"):
            self.pos += len(name) + 1
        if self.peek() in ("{", "[") or self.text.startswith("null", self.pos):
            return
        self.pass_junk("{[")
        if not self.peek():
            raise self.error or ArchiveError("it is no JSON")

    def lead(self) -> str:
        """How the item at the place begins, by which the others of its list can be told."""
        while len(self.text) - self.pos < _HEADER and self.more():
            pass
        return _jsonmend.lead(self.text, self.pos)

    def to_next(self, lead: str) -> bool:
        """Move to the next item that begins like the others of its list; false if there is none near."""
        if not lead:
            return False
        reach = _REACH if self._misses < _MISSES else _SHORT_REACH
        while len(self.text) - self.pos < reach and self.more():
            pass
        found = self.text.find("," + lead, self.pos, self.pos + reach)
        if found >= 0:
            self.pos = found
        else:
            self._misses += 1
        return found >= 0

    def pass_junk(self, stops: str) -> None:
        """Move to the next of some characters, at least one further."""
        self.pos += 1
        near = _NEAR  # grows, so that a character that stands nowhere is not looked for in the whole window each time
        while self.pos < len(self.text) or self.more():
            border = min(self.pos + near, len(self.text))
            found = [at for stop in stops if (at := self.text.find(stop, self.pos, border)) >= 0]
            self.pos = min(found, default=border)
            if found:
                return
            near *= 2

    def value(self, lead: str = "") -> Any:
        """The value at the place, and the place moved behind it. ``lead`` is how the items of its list begin.

        Raises:
            Broken: it cannot be read; the place is behind it.
            Cut: the file ends inside it.
        """
        while True:
            text, pos = self.text, self.pos
            try:
                value, end = _decode(text, pos)
            except RecursionError:
                self._pass_over(_jsonmend.Brackets(), 0)
                raise Broken("a record nested too deep") from None
            except StopIteration as stop:  # nothing there that could be a value
                if not self._grown(stop.value):
                    return self._mended(lead)
                continue
            except json.JSONDecodeError as fault:
                if not self._grown(len(text) if fault.msg.startswith("Unterminated") else fault.pos):
                    return self._mended(lead)
                continue
            except ValueError:  # a number of thousands of digits
                return self._mended(lead)
            # a number may go on behind the edge: 12|34, 12|.5, 1|e+7
            if end + 8 > len(text) and text[pos] not in '{["' and not self.ended:
                self.more()
                continue
            self.pos = end
            if end - pos > MAX_ITEM:
                raise Broken("a record that is too long")
            return value

    def _grown(self, wrong: int) -> bool:
        """Whether the value may only have been cut at the window's edge, near which it went wrong, and there is more now."""
        return wrong + 16 > len(self.text) and len(self.text) - self.pos <= MAX_ITEM and self.more()

    def _mended(self, lead: str) -> Any:
        """A value that the strict decoder refuses: read leniently up to its last bracket.

        The end is looked for in ever longer stretches, so that what it costs is in proportion to what is passed; where it
        is not, since items never end, the looks become short.
        """
        if self.pos > _PASSED:  # each fault counts the lines before it: let there be few
            self.text, self.pos = self.text[self.pos - _BEHIND :], _BEHIND
        pretty = "\n" in lead
        sure = _SURE_LOOK if self._in_vain < _PATIENCE else _SHORT_LOOK
        brackets = _jsonmend.Brackets()
        looked, limit = 0, min(_FIRST_LOOK, sure)
        while True:
            while len(self.text) - self.pos < limit and self.more():
                pass
            stretch = min(limit, len(self.text) - self.pos)
            next_one = self.text.find("," + lead, self.pos + 1, self.pos + stretch) if lead else -1
            # nothing that ends behind the next item of a pretty file is taken
            stop = next_one + 1 if pretty and next_one >= 0 else self.pos + stretch
            end = brackets.feed(self.text, self.pos + looked, stop)
            last = self.ended and stretch == len(self.text) - self.pos
            if end >= 0 or (next_one >= 0 and (last or pretty or limit >= sure)):
                self._in_vain += stop - max(end, next_one) if end < 0 else 0
                return self._taken(end, next_one, pretty=pretty)
            if last:
                raise Cut
            looked, limit = stretch, limit * 2
            if looked >= MAX_ITEM:
                self._pass_over(brackets, looked)
                raise Broken("a record that is too long")

    def _taken(self, end: int, next_one: int, *, pretty: bool) -> Any:
        """The value up to ``end``, unless another item begins before it: then a quote or bracket is missing."""
        if end < 0 or (next_one >= 0 and next_one < end and pretty):
            self.pos = next_one
            raise Broken("a record that is broken")
        piece = self.text[self.pos : end]
        self.pos = end
        try:
            return _jsonmend.parse(piece)
        except _jsonmend.Hopeless:
            if next_one >= 0 and self.peek() not in (",", "]", "}", ""):
                self.pos = max(self.pos, next_one)
            raise Broken("a record that is broken") from None

    def _pass_over(self, brackets: _jsonmend.Brackets, looked: int) -> None:
        """Move behind the value at the place without keeping it.

        Raises:
            Cut: the file ends first.
        """
        self.pos += looked
        while True:
            end = brackets.feed(self.text, self.pos, len(self.text))
            if end >= 0:
                self.pos = end
                return
            self.pos = len(self.text)
            if not self.more():
                raise Cut

    def rest(self) -> Any:
        """What is there of a value that is cut off by the end of the file.

        Raises:
            ArchiveError: none of it can be read.
        """
        try:
            return _jsonmend.parse(self.text[self.pos :], cut=True)
        except _jsonmend.Hopeless:
            raise ArchiveError("it is cut off, and what is there is no JSON") from None
        finally:
            self.pos = len(self.text)
