"""Places of a text and what to put there, so that the sentence around still reads.

Places count code points of the text as given. What is taken out takes one of the spaces beside it along; what begins a
sentence gets its capital; “a” and “an” fit the word that follows.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec


class Replacement(msgspec.Struct, frozen=True, order=True):
    """The text from ``start`` up to, not including, ``end`` gives way to ``text``, which may be empty."""

    start: int
    end: int
    text: str


def applied(raw: str, edits: Iterable[Replacement]) -> str:
    """The text with every edit made; the edits must not overlap."""
    pieces, last = [], 0
    for edit in sorted(edits):
        pieces += [raw[last : edit.start], edit.text]
        last = edit.end
    return "".join([*pieces, raw[last:]])


def merged(edits: Iterable[Replacement]) -> tuple[Replacement, ...]:
    """The edits in order, overlapping ones made one, with the words of the longest."""
    kept: list[Replacement] = []
    for edit in sorted(edits, key=lambda each: (each.start, -each.end)):
        if kept and edit.start < kept[-1].end:
            kept[-1] = _joined(kept[-1], edit)
        else:
            kept.append(edit)
    return tuple(kept)


def _joined(first: Replacement, second: Replacement) -> Replacement:
    longest = max(first, second, key=lambda edit: edit.end - edit.start)
    return Replacement(first.start, max(first.end, second.end), longest.text)


def fitted(raw: str, edit: Replacement) -> Replacement:
    """An edit made to fit the sentence around it."""
    opens = begins_sentence(raw, edit.start)
    if not edit.text:
        edit = _taken_out(raw, edit, opens=opens)
    elif opens and raw[edit.start].isupper():
        edit = msgspec.structs.replace(edit, text=edit.text[0].upper() + edit.text[1:])
    return _with_article(raw, edit)


_OPENING: Final = " \t\"'“‘(*_"
_CLOSING: Final = ".!?…\n"


def begins_sentence(raw: str, place: int) -> bool:
    """Whether nothing but opening marks or pictures stands between a place and the end of the sentence before it."""
    while place and not raw[place - 1].isalnum() and raw[place - 1] not in _CLOSING:
        if raw[place - 1] in ",;:-–—/&":
            return False
        place -= 1
    return place == 0 or raw[place - 1] in _CLOSING


_HELD: Final = ",;:.!?… \t"


def _taken_out(raw: str, edit: Replacement, *, opens: bool) -> Replacement:
    """Of the spaces on both sides one goes along; at the start of a sentence the marks that follow, too."""
    start, end = edit.start, edit.end
    if opens:
        while end < len(raw) and raw[end] in _HELD:
            end += 1
        return _raised(raw, Replacement(start, end, ""), raw[edit.start])
    if raw[start - 1] in " \t" and (end == len(raw) or not (raw[end].isalnum() or raw[end] in "\"“‘'(#@£[")):
        start -= 1
    return Replacement(start, end, "")


def _raised(raw: str, edit: Replacement, first: str) -> Replacement:
    """The capital of the word taken out, handed on to the next."""
    if not first.isupper() or edit.end == len(raw) or not raw[edit.end].islower():
        return edit
    return Replacement(edit.start, edit.end + 1, raw[edit.end].upper())


def _with_article(raw: str, edit: Replacement) -> Replacement:
    """“an arsehole” becomes “a so-and-so”, “a shitty evening” “an evening”."""
    before = raw[: edit.start].rstrip(" ")
    article = next((word for word in ("an", "a") if _ends_with_word(before, word)), None)
    following = (edit.text or raw[edit.end : edit.end + 12]).strip()
    if article is None or not following[:1].isalpha():
        return edit
    right = "an" if following[0].lower() in "aeiou" else "a"
    if right == article:
        return edit
    place = len(before) - len(article)
    shown = right.capitalize() if before[place].isupper() else right
    return Replacement(place, edit.end, shown + raw[len(before) : edit.start] + edit.text)


def _ends_with_word(text: str, word: str) -> bool:
    return text[-len(word) :].lower() == word and not text[: -len(word)][-1:].isalnum()
