"""JSON that the strict decoder refuses: one item at a time, read as what was meant. Slow, and only for those items."""

from __future__ import annotations

import json
from json.decoder import scanstring  # type: ignore[attr-defined]  # not in the type stubs
from typing import Any, Final

_BLANKS: Final = frozenset(" \n\r\t\ufeff\x00\x0b\x0c\u2028\u2029")
_ENDS: Final = frozenset(" \n\r\t\ufeff\x00,:]}")
_ESCAPES: Final = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_WORDS: Final = {"true": True, "false": False, "null": None, "undefined": None, "NaN": None}
_DEEPEST: Final = 400
_FIRST_KEY: Final = 120  # characters within which an item's first key ends
_HEX: Final = frozenset("0123456789abcdefABCDEF")


class Hopeless(Exception):  # noqa: N818
    """What was meant cannot be told."""


class Brackets:
    """Finds the end of a value by counting brackets outside strings, in pieces."""

    def __init__(self) -> None:
        self._depth = 0
        self._in_string = False
        self._escaped = False

    def feed(self, text: str, start: int, stop: int) -> int:
        """Look on from ``start`` up to ``stop``: the place behind the value's end, −1 if it is not there."""
        pos = start
        while pos < stop:
            if self._in_string:
                pos = self._string(text, pos, stop)
                if not self._in_string and not self._depth:
                    return pos
                continue
            quote = text.find('"', pos, stop)
            until = stop if quote < 0 else quote
            end = self._between(text, pos, until)
            if end >= 0:
                return end
            self._in_string = quote >= 0
            pos = until + 1
        return -1

    def _string(self, text: str, pos: int, stop: int) -> int:
        """Go on to behind the quote that closes the string."""
        if self._escaped:
            self._escaped = False
            pos += 1
        quote = text.find('"', pos, stop)
        while pos < stop:
            if 0 <= quote < pos:  # escaped; looked for only then, so that many escapes cost no more than their length
                quote = text.find('"', pos, stop)
            slash = text.find("\\", pos, stop if quote < 0 else quote)
            if slash < 0:
                self._in_string = quote < 0
                return stop if quote < 0 else quote + 1
            self._escaped = slash + 1 >= stop
            pos = slash + 2
        return stop

    def _between(self, text: str, start: int, stop: int) -> int:
        """Count the brackets of a stretch without strings; the place behind the one that closes the value, or −1."""
        closing = text.count("}", start, stop) + text.count("]", start, stop)
        opening = text.count("{", start, stop) + text.count("[", start, stop)
        if closing < self._depth or not closing + opening + self._depth:
            self._depth += opening - closing
            return self._scalar(text, start, stop) if not opening + self._depth else -1
        for place in range(start, stop):
            char = text[place]
            if char in "{[":
                self._depth += 1
            elif char in "}]":
                self._depth -= 1
                if self._depth <= 0:
                    return place + 1 if not self._depth else place
            elif char == "," and not self._depth:
                return place
        return -1

    def _scalar(self, text: str, start: int, stop: int) -> int:
        """A word or number ends before the next comma."""
        return text.find(",", start, stop)


def lead(text: str, pos: int) -> str:
    """How an item of a list begins, blanks before it included, up to its first key: by this the next one is found.
    Empty where it tells nothing."""
    start = pos
    while start > 0 and text[start - 1] in _BLANKS:
        start -= 1
    quote = text.find('"', pos, pos + _FIRST_KEY)
    end = text.find('"', quote + 1, pos + _FIRST_KEY) if quote >= 0 else -1
    if end < 0 or not start or text[start - 1] not in ",[" or text[pos + 1 : quote].strip():
        return ""
    return text[start : end + 1] if text[pos] == "{" else ""


def parse(text: str, *, cut: bool = False) -> Any:
    """One value: trailing and doubled commas, ``\\xNN``, unknown escapes and endless numbers (kept as strings) allowed.
    ``cut`` takes the end of the text for the end of everything that is open.

    Raises:
        Hopeless: it is not even that.
    """
    return _Parser(text, cut=cut).top()


class _Parser:
    """A walk over the text with the open containers on a stack; ``keys`` holds the key that waits for its value."""

    def __init__(self, text: str, *, cut: bool) -> None:
        self._text = text
        self._pos = 0
        self._cut = cut
        self._open: list[Any] = []
        self._keys: list[str | None] = []
        self._ready = True  # a comma, or the beginning, stands before what comes next

    def top(self) -> Any:
        root: Any = None
        while mark := self._peek():
            if mark in "]}":
                self._close(mark)
                if not self._open:
                    return root
            elif mark == ",":
                self._pos += 1
                self._ready = True
            elif self._open and isinstance(self._open[-1], dict) and self._keys[-1] is None:
                self._key(mark)
            else:
                value = self._next(mark)
                root = value if root is None else root
                if not self._open:
                    return root
        return self._at_end(root)

    def _next(self, mark: str) -> Any:
        """Read a value and put it where it belongs; a container stays open."""
        if not self._ready and isinstance(self._open[-1], list):
            raise Hopeless
        value, is_open = self._value(mark)
        self._ready = is_open
        if self._open:
            self._put(value)
        if is_open:
            self._push(value)
        return value

    def _at_end(self, root: Any) -> Any:
        if not self._cut or root is None:
            raise Hopeless
        return root

    def _peek(self) -> str:
        text, pos, size = self._text, self._pos, len(self._text)
        while pos < size and text[pos] in _BLANKS:
            pos += 1
        self._pos = pos
        return text[pos] if pos < size else ""

    def _push(self, container: Any) -> None:
        if len(self._open) >= _DEEPEST:
            raise Hopeless
        self._open.append(container)
        self._keys.append(None)

    def _close(self, mark: str) -> None:
        if not self._open or isinstance(self._open[-1], dict) != (mark == "}") or self._keys[-1] is not None:
            raise Hopeless
        self._pos += 1
        self._open.pop()
        self._keys.pop()
        self._ready = False

    def _key(self, mark: str) -> None:
        """Read a key and its colon."""
        if mark != '"' or not self._ready:
            raise Hopeless
        key = self._string()
        colon = self._peek()
        if colon == ":":
            self._pos += 1
            self._keys[-1] = key
        elif colon or not self._cut:
            raise Hopeless

    def _put(self, value: Any) -> None:
        if isinstance(self._open[-1], list):
            self._open[-1].append(value)
            return
        key = self._keys[-1]
        self._keys[-1] = None
        self._open[-1][key] = value

    def _value(self, mark: str) -> tuple[Any, bool]:
        """The value at the place, and whether it is a container that is open now."""
        if mark in "{[":
            self._pos += 1
            return ({} if mark == "{" else []), True
        return (self._string() if mark == '"' else self._scalar()), False

    def _scalar(self) -> Any:
        text, start = self._text, self._pos
        end = start
        while end < len(text) and text[end] not in _ENDS:
            end += 1
        word = text[start:end]
        self._pos = end
        if word in _WORDS:
            return _WORDS[word]
        return self._number(word)

    def _number(self, word: str) -> Any:
        if word.lstrip("-").isdecimal() and word.isascii():
            return int(word) if len(word) < 4000 else word
        try:
            return json.loads(word)
        except ValueError:
            if self._cut and self._pos == len(self._text):
                return None
            raise Hopeless from None

    def _string(self) -> str:
        start = self._pos + 1
        try:
            value, self._pos = scanstring(self._text, start, False)  # noqa: FBT003
        except ValueError:
            return self._odd_string(start)
        return str(value)

    def _odd_string(self, start: int) -> str:
        text, pos, pieces = self._text, start, []
        quote = text.find('"', pos)
        while True:
            if 0 <= quote < pos:
                quote = text.find('"', pos)
            slash = text.find("\\", pos, len(text) if quote < 0 else quote)
            if slash >= 0:
                pieces.append(text[pos:slash])
                pos = self._escape(slash, pieces)
                continue
            if quote < 0 and not self._cut:
                raise Hopeless
            pieces.append(text[pos : len(text) if quote < 0 else quote])
            self._pos = len(text) if quote < 0 else quote + 1
            return "".join(pieces)

    def _escape(self, slash: int, pieces: list[str]) -> int:
        """What the escape at the place stands for, and where it ends."""
        char = self._text[slash + 1 : slash + 2]
        digits = self._text[slash + 2 : slash + 2 + {"x": 2, "u": 4}.get(char, 0)]
        if digits and len(digits) in (2, 4) and _HEX.issuperset(digits) and (char == "x") == (len(digits) == 2):
            pieces.append(chr(int(digits, 16)))
            return slash + 2 + len(digits)
        pieces.append(_ESCAPES.get(char, char))
        return slash + 2
