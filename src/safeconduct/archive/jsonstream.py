"""JSON as a stream: the items of its lists one by one, whatever the size of the file.

Made for what platforms really write: a byte order mark, UTF-16, ``window.YTD.tweets.part0 = `` in front, a ``;`` behind,
trailing commas, raw line breaks in strings, ``\\xNN`` (Telegram), lone surrogates, NaN, numbers of thousands of digits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, Final, NamedTuple

from safeconduct.archive._jsonwindow import MAX_ITEM, Broken, Cut, Window
from safeconduct.errors import ArchiveError

Path = tuple[str | int, ...]

_SAMPLES: Final = 2  # items of a list that show how the others begin; before the first there is no comma
_DEEPEST: Final = 64  # levels that are walked into; what lies deeper is yielded whole


class Item(NamedTuple):
    """A value and where it stood: keys and places in lists from the top, the last place being its own."""

    path: tuple[str | int, ...]
    value: Any


def items(
    stream: BinaryIO,
    *,
    descend: Callable[[Path], bool] | None = None,
    problem: Callable[[str], None] = lambda _: None,
) -> Iterator[Item]:
    """Walk a JSON file.

    Objects and lists are walked into; the items of a list are yielded whole, as is every value that is not a container.
    ``descend(path)`` may say otherwise for a container at a path: ``True`` walks into it, ``False`` yields it whole.
    By default every object that is not an item of a list is walked into, and every list.
    An empty list or object that is walked into is yielded as it is, so that emptiness is seen.
    A broken item is reported through ``problem`` and passed over; what stands after it is still read where its end can
    be found. Of two equal keys of an object that is yielded whole the last counts.

    Raises:
        ArchiveError: nothing of the file can be read as JSON; or the stream raises it, once all that came before is read.
    """
    window = Window(stream)
    window.to_value()
    walk = _Walk(window, descend, problem)
    found = False
    for item in walk.items():
        found = True
        yield item
    if window.error is not None:
        raise window.error
    if not found and walk.faulty:
        raise ArchiveError("nothing in it can be read as JSON")


def whole(stream: BinaryIO, problem: Callable[[str], None] = lambda _: None) -> Any:
    """The one value of a small file (at most ``MAX_ITEM`` characters), read as leniently as ``items`` does; of a file that
    ends in the middle, what is there.

    Raises:
        ArchiveError: it is not JSON, or too long.
    """
    window = Window(stream)
    window.to_value()
    try:
        value = window.value()
    except Broken as fault:
        raise ArchiveError(f"it holds {fault}") from None
    except Cut:
        if window.error is not None:
            raise window.error from None
        value = window.rest()
        problem("the file ends in the middle")
    _trailing(window, problem)
    return value


def _trailing(window: Window, problem: Callable[[str], None]) -> None:
    while window.peek() == ";":
        window.pos += 1
    if window.peek():
        problem("something else stands after the data")


class _Frame:
    """A container that is being walked through."""

    __slots__ = ("is_list", "lead", "path", "place")

    def __init__(self, path: Path, *, is_list: bool) -> None:
        self.path = path
        self.is_list = is_list
        self.place = 0
        self.lead = ""  # how the items of the list begin


class _Walk:
    """The way through a file: a stack of the containers that are open."""

    def __init__(self, window: Window, descend: Callable[[Path], bool] | None, problem: Callable[[str], None]) -> None:
        self._window = window
        self._descend = descend
        self._problem = problem
        self._open: list[_Frame] = []
        self.faulty = False

    def items(self) -> Iterator[Item]:
        """Everything up to the end of the top-level value; then what follows is looked at."""
        try:
            yield from self._value(())
            top = self._open[0] if self._open else None
            while self._open:
                frame = self._open[-1]
                yield from self._list(frame) if frame.is_list else self._object(frame)
                if not self._open and top is not None and self._goes_on(top):
                    self._fault("a list that seems to end before its last record")
                    self._open.append(top)
        except Cut:
            self._fault("the file ends in the middle")
            return
        _trailing(self._window, self._problem)

    def _goes_on(self, top: _Frame) -> bool:
        """Whether the list goes on behind its end, which then was a bracket of something broken."""
        if not top.is_list:
            return False
        mark = self._window.peek()
        return mark == "," or (mark not in ("", ";") and self._window.to_next(top.lead))

    def _fault(self, what: str) -> None:
        self.faulty = True
        self._problem(what)

    def _value(self, path: Path) -> Iterator[Item]:
        """A value that begins at the window's place: opened if it is to be walked into, yielded if not."""
        start = self._window.peek()
        if not start:
            raise Cut
        if start in "{[" and self._walked(path, is_list=start == "["):
            self._enter(path, start)
            return
        try:
            yield Item(path, self._window.value())
        except Broken as fault:
            self._fault(str(fault))

    def _walked(self, path: Path, *, is_list: bool) -> bool:
        if len(self._open) >= _DEEPEST:
            return False
        if self._descend is not None:
            return self._descend(path)
        return is_list or not path or isinstance(path[-1], str)

    def _list(self, frame: _Frame) -> Iterator[Item]:
        """The items of a list up to its end, or to one that is walked into."""
        window, path = self._window, frame.path
        while True:
            mark = window.peek()
            if mark == ",":
                window.pos += 1
            elif mark == "]":
                yield from self._close(frame, [])
                return
            elif not mark:
                raise Cut
            elif mark in "}:;)":
                self._fault("signs between records that do not belong there")
                if not window.to_next(frame.lead):
                    frame.lead = ""  # looked for once, and not to be found
                    window.pass_junk(",]{[")
            else:
                if frame.place < _SAMPLES:
                    frame.lead = window.lead() or frame.lead
                here = (*path, frame.place)
                frame.place += 1
                if mark in "{[" and self._walked(here, is_list=mark == "["):
                    self._enter(here, mark)
                    return
                try:
                    yield Item(here, window.value(frame.lead))
                except Broken as fault:
                    self._fault(str(fault))

    def _enter(self, path: Path, mark: str) -> None:
        self._window.pos += 1
        self._open.append(_Frame(path, is_list=mark == "["))

    def _close(self, frame: _Frame, empty: Any) -> Iterator[Item]:
        self._window.pos += 1
        self._open.pop()
        if not frame.place:
            yield Item(frame.path, empty)

    def _object(self, frame: _Frame) -> Iterator[Item]:
        """The next key and value of an object."""
        window = self._window
        mark = window.peek()
        if mark == ",":
            window.pos += 1
        elif mark == "}":
            yield from self._close(frame, {})
        elif mark == '"':
            frame.place += 1
            yield from self._pair(frame)
        elif not mark:
            raise Cut
        else:
            self._fault("signs between records that do not belong there")
            window.pass_junk(',"}')

    def _pair(self, frame: _Frame) -> Iterator[Item]:
        window = self._window
        try:
            key = window.value()
        except Broken as fault:
            self._fault(str(fault))
            return
        if window.peek() == ":":
            window.pos += 1
            if window.peek() in (",", "}"):
                self._fault("a key without a value")
            else:
                yield from self._value((*frame.path, key))
        else:
            self._fault("a key without a value")


__all__: Final = ("MAX_ITEM", "Item", "Path", "items", "whole")
