"""Tags of a web page before the parser gets them: of none more attributes than it can take.

The parser walks through all attributes of a tag for each further one, so that a megabyte of them would take minutes.
Tags and attributes are told apart as HTML says. In doubt something is taken for a tag: that changes nothing, unless it
has more attributes than any page.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import Final

MAX_ATTRIBUTES: Final = 400  # far more than any page has in one tag

_SMALL: Final = 400  # characters of a tag that cannot hold too many
_KNOWN: Final = 2000  # small tags that are remembered
_BLANKS: Final = " \t\n\r\f"
_NAME_ENDS: Final = frozenset(f"{_BLANKS}/>")
_KEY_ENDS: Final = frozenset(f"{_BLANKS}/>=")
_BARE_ENDS: Final = frozenset(f"{_BLANKS}>")
_RAW: Final = ("script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes")  # no markup stands in them
_RAW_BEGINS: Final = frozenset("stxinSTXIN")
_MARKS: Final = frozenset("!?/")
_LETTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")


class Tags:
    """Goes along with a page, piece by piece, and leaves out what is too much of a tag.

    ``_state`` takes a text and a place in it, says how far it got and what comes next. If it neither moves nor
    changes, the few characters that are left can be told only with those after them.
    """

    def __init__(self, problem: Callable[[str], None]) -> None:
        self._problem = problem
        self._state: Callable[[str, int], int] = self._text
        self._plain: set[str] = set()  # small tags that were looked at: an export repeats a few hundred
        self._left = ""
        self._last = False
        self._name = ""  # of the tag that is open
        self._count = 0  # its attributes so far
        self._quote = ""
        self._shut = False  # whether it would be closed by its own slash if it ended here

    def bounded(self, piece: str, *, last: bool) -> str:
        """The next piece of the page as the parser may have it."""
        text, self._last = self._left + piece, last
        kept: list[str] = []
        pos = 0
        while pos < len(text):
            state, too_many = self._state, self._count > MAX_ATTRIBUTES
            done = state(text, pos)
            if done == pos and self._state == state:
                break
            if not too_many:
                kept.append(text[pos:done])
            pos = done
        self._left = text[pos:]
        return "".join(kept)

    def _text(self, text: str, pos: int) -> int:
        """Outside tags. Small ones are passed at once."""
        while (start := text.find("<", pos)) >= 0:
            end = text.find(">", start, start + _SMALL)
            if end > 0 and text[start:end] in self._plain:
                pos = end + 1
                continue
            begins = text[start + 1 : start + 4]
            if len(begins) < 3 and not self._last:
                return start
            if begins[:1] in _LETTERS or (begins[:1] == "/" and begins[1:2] in _LETTERS):
                if end < 0 or not self._is_plain(text[start:end]):
                    self._state, self._name = self._named, text[start + 1]
                    return start + 2
                pos = end + 1
            elif begins == "!--":
                self._state = self._comment
                return start + 2  # ``<!-->`` and ``<!--->`` end at once
            elif begins[:1] in _MARKS:
                self._state = self._declared
                return start + 2
            else:
                pos = start + 1
        return len(text)

    def _is_plain(self, tag: str) -> bool:
        plain = _ends_at_once(tag)
        if plain and len(self._plain) < _KNOWN:
            self._plain.add(tag)
        return plain

    def _declared(self, text: str, pos: int) -> int:
        """In ``<!…>`` or ``<?…>``."""
        end = text.find(">", pos)
        if end < 0:
            return len(text)
        self._state = self._text
        return end + 1

    def _named(self, text: str, pos: int) -> int:
        end = _until(text, pos, _NAME_ENDS)
        self._name = (self._name + text[pos:end])[:12].lower()
        if end < len(text):
            self._state = self._between
        return end

    def _between(self, text: str, pos: int) -> int:
        """Before an attribute or the tag's end."""
        while pos < len(text) and text[pos] in _BLANKS:
            pos += 1
        if pos == len(text):
            return pos
        if text[pos] == "/":
            self._shut = True
            return pos + 1
        if text[pos] == ">":
            self._state, self._count = self._ended, 0
            return pos
        self._shut = False
        self._count += 1
        if self._count == MAX_ATTRIBUTES + 1:
            self._problem(f"a tag has more than {MAX_ATTRIBUTES} attributes: the others were left out")
        self._state = self._begun
        return pos

    def _begun(self, text: str, pos: int) -> int:
        """The first character of an attribute, which may be any."""
        del text
        self._state = self._key
        return pos + 1

    def _key(self, text: str, pos: int) -> int:
        end = _until(text, pos, _KEY_ENDS)
        if end < len(text):
            self._state = self._keyed
        return end

    def _keyed(self, text: str, pos: int) -> int:
        """Before an equals sign, if there is one."""
        while pos < len(text) and text[pos] in _BLANKS:
            pos += 1
        if pos == len(text):
            return pos
        self._state = self._value if text[pos] == "=" else self._between
        return pos + (text[pos] == "=")

    def _value(self, text: str, pos: int) -> int:
        """Before a value."""
        while pos < len(text) and text[pos] in _BLANKS:
            pos += 1
        if pos == len(text):
            return pos
        if text[pos] in "\"'":
            self._state, self._quote = self._quoted, text[pos]
            return pos + 1
        self._state = self._bare
        return pos

    def _quoted(self, text: str, pos: int) -> int:
        end = text.find(self._quote, pos)
        if end < 0:
            return len(text)
        self._state = self._between
        return end + 1

    def _bare(self, text: str, pos: int) -> int:
        end = _until(text, pos, _BARE_ENDS)
        if end > pos:
            self._shut = text[end - 1] == "/"
        if end < len(text):
            self._state = self._between
        return end

    def _ended(self, text: str, pos: int) -> int:
        del text
        self._state = self._raw if self._name in _RAW and not self._shut else self._text
        self._shut = False
        return pos + 1

    def _raw(self, text: str, pos: int) -> int:
        """In a script, up to its end."""
        end = f"</{self._name}"
        while (start := text.find("<", pos)) >= 0:
            found = text[start : start + len(end) + 1].lower()
            if found[:-1] == end and found[-1] in _NAME_ENDS:
                self._state = self._text
                return start
            if end.startswith(found) and not self._last:
                return start
            pos = start + 1
        return len(text)

    def _comment(self, text: str, pos: int) -> int:
        ends = [at for end in ("-->", "--!>") if (at := text.find(end, pos)) >= 0]
        if ends:
            self._state = self._text
            return min(ends) + 3
        return len(text) if self._last else max(pos, len(text) - 3)


def _until(text: str, pos: int, ends: Container[str]) -> int:
    while pos < len(text) and text[pos] not in ends:
        pos += 1
    return pos


def _ends_at_once(tag: str) -> bool:
    """Whether a small tag certainly ends at its first ``>``, and what follows is markup: every second quote then stands
    behind an equals sign, and no other."""
    if tag[1] in _RAW_BEGINS and tag[1:10].lower().startswith(_RAW):
        return False
    if '"' not in tag and "'" not in tag:
        return True
    parts = tag.split('"')
    opening, within = parts[:-1:2], parts[1::2]
    whole = len(parts) % 2 and all(part.endswith("=") for part in opening)
    return bool(whole) and "'" not in tag and not any(part.rstrip().endswith("=") for part in within)
