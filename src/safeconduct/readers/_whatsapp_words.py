"""What a WhatsApp message says: somebody's words, a file, a poll; or the app's own words about it, which nobody wrote.

On an iPhone the app marks its own words with U+200E in front, in every language. On Android nothing does, and what it writes
is known from the shape (``<…>``, ``file (…)``) and a list.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from safeconduct.readers import _whatsapp_wording as wording
from safeconduct.readers._whatsapp_lines import MARK

_LONGEST_LABEL: Final = 32  # characters of ``attached``, ``POLL`` and the like in any language
_LONGEST_NOTICE: Final = 90  # characters of a whole sentence of the app's
_MAPS: Final = ("https://maps.google.com/", "https://www.google.com/maps", "https://maps.apple.com/", "https://foursquare.com/")
_NAMED_BY_APP: Final = frozenset({"IMG", "VID", "AUD", "PTT", "STK", "DOC", "GIF"})


class Said(NamedTuple):
    """What one message says. ``owners`` tells that the phone's owner deleted it, ``system`` that nobody said it."""

    text: str
    attached: tuple[str, ...] = ()
    edited: bool = False
    deleted: bool = False
    owners: bool = False
    system: bool = False


_CLOSING: Final = frozenset(" >)\u2069")
_SENTENCES: Final = wording.DELETED_BY_OWNER | wording.DELETED | wording.NO_WORDS | wording.CALLS
_STARTS: Final = frozenset(words[:4] for words in (*_SENTENCES, *wording.SAFETY_NOTICES, *wording.DELETED_BY_ADMIN))
STARTS_OF_DELETION: Final = frozenset(words[:3] for words in wording.DELETED_BY_OWNER)
NOTHING: Final = Said("")
SYSTEM: Final = Said("", system=True)
_DELETED: Final = Said("", deleted=True)
_DELETED_BY_OWNER: Final = Said("", deleted=True, owners=True)


def is_plain(words: str) -> bool:
    """Whether nothing at all points to the app: so with nearly every message, whose words are then what it says."""
    if not words.isascii() and MARK in words:
        return False
    return "\n" not in words and ":" not in words and words[-1:] not in _CLOSING and words[:4] not in _STARTS


def said(words: str, *, iphone: bool) -> Said:
    """What stands behind the name, understood."""
    marked = words.startswith(MARK)
    body, edited = _without_edit_mark(words.lstrip(MARK) if marked else words, iphone=iphone)
    found = _by_the_app(body, marked=marked, iphone=iphone)
    if found is None:
        found = SYSTEM if marked and iphone and not edited else Said(body)
    return found._replace(edited=True) if edited else found


def own_deletion(words: str) -> bool:
    """Whether a line says that the phone's owner deleted a message."""
    if words[:3] not in STARTS_OF_DELETION and not words.startswith(MARK):
        return False
    return len(words) <= _LONGEST_NOTICE and _notice(words) in wording.DELETED_BY_OWNER


def _by_the_app(body: str, *, marked: bool, iphone: bool) -> Said | None:
    """What the app wrote in place of words, or around them."""
    short = _notice(body) if len(body) <= _LONGEST_NOTICE else ""
    if short:
        found = _sentence(short, body, marked=marked)
        if found is not None:
            return found
    if iphone and body.startswith(wording.SAFETY_NOTICES):
        return SYSTEM
    first, below, caption = body.partition("\n")
    if below and _is_omission(first):  # the words below a picture that is not in the export
        return Said(caption)
    attached = _with_file(body, marked=marked, iphone=iphone)
    return attached or _poll(body, marked=marked)


def _notice(words: str) -> str:
    return words.strip(f" {MARK}\u2068\u2069").removesuffix(".")


def _sentence(short: str, body: str, *, marked: bool) -> Said | None:
    if short in wording.DELETED_BY_OWNER:
        return _DELETED_BY_OWNER
    if short in wording.DELETED or short.startswith(wording.DELETED_BY_ADMIN):
        return _DELETED
    if short in wording.CALLS:
        return SYSTEM
    if short in wording.NO_WORDS or _is_place(short) or _is_omission(body):
        return NOTHING
    if marked and len(short) <= _LONGEST_LABEL and _has(short, wording.OMITTED):
        return NOTHING
    return None


def _has(text: str, stems: tuple[str, ...]) -> bool:
    folded = text.casefold()
    return any(stem in folded for stem in stems)


def _is_omission(body: str) -> bool:
    """``<Media omitted>``, ``<Multimedia omitido>``…"""
    return body[:1] == "<" and body[-1:] == ">" and _has(body, wording.MEDIA) and "<" not in body[1:]


def _is_place(short: str) -> bool:
    """``Location: https://maps…``, ``Name (address): https://foursquare…``: a place on the map, and no words of anybody."""
    label, colon, link = short.rpartition(": ")
    return bool(colon) and link.startswith(_MAPS) and " " not in link and "\n" not in label


def _without_edit_mark(body: str, *, iphone: bool) -> tuple[str, bool]:
    """The words without ``<This message was edited>`` behind them, and whether it was there."""
    if body[-1:] != ">":
        return body, False
    start = body.rfind("<")
    before, mark = body[:start], body[start + 1 : -1]
    if start <= 0 or before[-1:] not in f" {MARK}\n" or not before.strip(f" {MARK}") or len(mark) > _LONGEST_NOTICE:
        return body, False
    by_app = iphone and before.endswith(MARK) and ":" not in mark
    if not by_app and not (_has(mark, wording.EDITED) and " " in mark and ":" not in mark):
        return body, False
    return before.removesuffix(MARK).removesuffix(" "), True


def _with_file(body: str, *, marked: bool, iphone: bool) -> Said | None:
    first, _, rest = body.partition("\n")
    if iphone:
        return _file_behind(body) or _file_behind(first, rest) or _left_out_behind(body)
    name = _file_in_front(first, marked=marked)
    return Said(rest, (name,)) if name else None


def _file_behind(line: str, below: str = "") -> Said | None:
    """``words <attached: file>`` of an iPhone, ``Name.pdf • 1 page <attached: file>`` of a document on one."""
    if line[-1:] != ">":
        return None
    start = line.rfind("<")
    label, colon, name = line[start + 1 : -1].partition(":")
    name = name.strip()
    if start < 0 or not colon or len(label) > _LONGEST_LABEL or not _is_file(name):
        return None
    before = _words_before(line[:start])
    return Said("\n".join(part for part in (before, below) if part), (name,))


def _words_before(before: str) -> str:
    if " • " in before:  # the document's own name and its number of pages
        return ""
    return before.removesuffix(MARK).removesuffix(" ") if before.strip(f" {MARK}") else ""


def _left_out_behind(body: str) -> Said | None:
    """``words U+200E image omitted``: the words that went with a picture that is not in the export."""
    before, mark, last = body.rpartition(MARK)
    if mark and len(last) <= _LONGEST_LABEL and _has(last, wording.OMITTED):
        return Said(_words_before(before))
    return None


def _file_in_front(line: str, *, marked: bool) -> str:
    """The file's name in ``IMG-20230218-WA0001.jpg (file attached)`` of Android, in any language."""
    if line[-1:] != ")" or len(line) > 300:
        return ""
    name, bracket, note = line[:-1].rpartition(" (")
    name = name.strip(MARK)
    if not bracket or not _is_file(name):
        return ""
    by_app = name[:3] in _NAMED_BY_APP and "-WA" in name
    return name if by_app or marked or _has(note, wording.ATTACHED) else ""


def _is_file(name: str) -> bool:
    ending = name.rpartition(".")[2]
    return "." in name and 2 <= len(ending) <= 5 and ending.isalnum() and "\n" not in name and "://" not in name


def _poll(body: str, *, marked: bool) -> Said | None:
    """``POLL:``, the question, ``OPTION: words (2 votes)``…: the question and the options are words of who asks."""
    head, colon, question = body.partition("\n")[0].partition(":")
    if not colon or not _is_label(head, marked=marked):
        return None
    asked: list[str] = [question.strip()] if question.strip() else []
    options: list[str] = []
    for line in body.split("\n")[1:]:
        option = _option(line, marked=marked)
        if option is not None:
            options.append(option)
        elif not options:
            asked.append(line.removeprefix(MARK))
    return Said("\n".join((*asked, *options))) if options and asked else None


def _is_label(word: str, *, marked: bool) -> bool:
    """A word in capitals; in a script that has none only where the app's mark is in front."""
    word = word.strip(" \u00a0\u202f")
    return 1 < len(word) <= _LONGEST_LABEL and (word.isupper() or (marked and word == word.upper()))


def _option(line: str, *, marked: bool) -> str | None:
    label, colon, words = line.lstrip(MARK).partition(":")
    option, bracket, votes = words.strip().rpartition(" (")
    if not colon or not bracket or votes[-1:] != ")" or not _is_label(label, marked=marked):
        return None
    return option if any(letter.isdigit() for letter in votes) else None
