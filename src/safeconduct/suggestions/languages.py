"""A word of caution where a text is mostly in a language that the check does not read well.

The lexicons know swear words of many languages, and a text in one of those of which there is a word list is read in a rough
English too (``safeconduct.abroad``), no more: a clean answer to such a text would promise too much. What is English is told by
its commonest words, what cannot be read at all by its letters.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from safeconduct.disguise import words
from safeconduct.mentions import is_grammar
from safeconduct.screening import Draft
from safeconduct.text import Text, pattern

PARTLY: Final = (
    "Most of this is not in English, which is the only language that is read well here: do not rely on this answer alone. "
    "If in doubt, ask a colleague who reads the language, or leave it unposted."
)
UNREAD: Final = (
    "Most of this is in a script that cannot be read here, so hardly anything of it was checked: do not rely on this answer. "
    "If in doubt, ask a colleague who reads it, or leave it unposted."
)
ROUGHLY: Final = (
    "Most of this is not in English. It was put into a rough English word by word and checked so, which can miss what it says "
    "or get it wrong: do not rely on this answer alone. If in doubt, ask a colleague who reads the language, or leave it "
    "unposted."
)
CAUTIONS: Final = (PARTLY, UNREAD, ROUGHLY)
_WORD: Final = pattern(r"[a-z]+(?:'[a-z]+)?")
_FEW: Final = 4  # words by which nothing can be told
_GRAMMAR: Final = 0.2  # share of the commonest words below which a text may be in another language
_KNOWN: Final = 0.72  # and share of words that posts in English use below which it is


def caution(draft: Draft) -> str:
    """What to say of the language of a draft; nothing where it is English, or too short to tell."""
    return ROUGHLY if draft.in_english is not None else _unread(draft.text)


def _unread(text: Text) -> str:
    letters = [char for char in text.raw if char.isalpha()]
    other = sum(not _is_latin(char) for char in letters)
    if len(letters) > _FEW and other > len(letters) / 2:
        return UNREAD
    said = [match.text for match in _WORD.all(text.folded)]
    if len(said) < _FEW:
        return ""
    common, known = (sum(map(test, said)) / len(said) for test in (is_grammar, words().__contains__))
    return PARTLY if common < _GRAMMAR and known < _KNOWN else ""


@lru_cache(maxsize=1_000)
def _is_latin(char: str) -> bool:
    return char.isascii() or unicodedata.name(char, "").startswith(("LATIN", "MODIFIER", "FULLWIDTH LATIN", "MATHEMATICAL"))


__all__: Final = ("CAUTIONS", "PARTLY", "ROUGHLY", "UNREAD", "caution")
