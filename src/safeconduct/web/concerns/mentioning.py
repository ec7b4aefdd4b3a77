"""Of whom words speak: by a name, by a part of it, or by a role (“our head”, “the Designated Safeguarding Lead”).

Whoever would get a concern and may be the one whom it is about must not get it unasked, so rather too many are found than
too few: a wrong one costs a question.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import Final, NamedTuple

from safeconduct import accused
from safeconduct.activity import Told
from safeconduct.disguise import everyday
from safeconduct.mentions import is_ordinary
from safeconduct.web.access.rights import Position
from safeconduct.web.concerns.chart import POSITION_OF
from safeconduct.web.people.models import Person
from safeconduct.web.people.searching import plain

_SHORTEST: Final = 3  # letters of a last name that is looked for without a title before it
_TITLES: Final = frozenset(
    ("mr", "mrs", "ms", "miss", "mx", "dr", "doctor", "prof", "professor", "rev", "sir", "madam", "mister")
)
_DOES: Final = frozenset(("is", "was", "has", "had", "does", "did", "keeps", "says", "said", "sends", "sent", "and", "s"))
_ENDS: Final = frozenset('.!?:;\n"“”‘(')


class _Word(NamedTuple):
    """A word of a text as names are searched; whether it has a capital, and whether that is so since a sentence begins."""

    plain: str
    capital: bool
    begins: bool


# --- names ------------------------------------------------------------------------------------------------------------


def mentioned(text: str, people: Iterable[Person], *, who: str | None = None) -> list[Person]:
    """Those whose full name or last name stands in a text: it may be about them, though nobody said so.

    ``who`` is what stands where it was asked who it is. Where that is asked, a first name alone counts, too.
    """
    said, described = _words(text), _words(who or "")
    spoken = f" {' '.join(word.plain for word in (*said, *described))} "
    alone = {word.plain for word in described}
    return [
        each
        for each in people
        if any(f" {name} " in spoken for name in _names(each))
        or (who is not None and ((first := _first(each)) in alone or _stands_alone(first, said)))
    ]


def _words(text: str) -> list[_Word]:
    """Letters alone, without accents: “Mrs Müller's” are the words mrs, muller and s."""
    found, begins = list[_Word](), True
    for letters, run in groupby(unicodedata.normalize("NFC", text), str.isalpha):
        signs = "".join(run)
        if letters:
            found.append(_Word(plain(signs), signs[0].isupper(), begins))
        begins = not letters and (begins or not _ENDS.isdisjoint(signs))
    return found


def _names(person: Person) -> Iterator[str]:
    """What somebody is called, as it is searched: the whole name, the last one, its halves; a short one behind a title."""
    parts = person.name.split()
    if not parts:
        return
    yield _said(person.name)
    for each in dict.fromkeys((parts[-1], *plain(parts[-1]).split("-"))) if len(parts) > 1 else ():
        last = _said(each)
        yield from (f"{title} {last}" for title in _TITLES if last)
        if len(last) >= _SHORTEST:
            yield from dict.fromkeys((last, last.replace(" ", "")))


def _said(name: str) -> str:
    return " ".join(word.plain for word in _words(name))


def _first(person: Person) -> str:
    """The first name, as it is searched; nothing where there is none."""
    names = [word.plain for word in _words(person.name) if word.plain not in _TITLES]
    return names[0] if len(names) > 1 and len(names[0]) > 1 else ""


def _stands_alone(first: str, said: Sequence[_Word]) -> bool:
    """Whether a first name stands there; one that is an everyday word (“will”, “mark”) only where it can be nothing else."""
    found = [(one, then) for one, then in pairwise((*said, _Word("", capital=False, begins=False))) if one.plain == first]
    usual = is_ordinary(first) or first in everyday()
    return any(not usual or _is_name(one, then) for one, then in found)


def _is_name(word: _Word, then: _Word) -> bool:
    """Whether an everyday word is a name by its capital, or at the beginning of a sentence by what it does there."""
    return then.plain in _DOES if word.begins else word.capital


# --- roles ------------------------------------------------------------------------------------------------------------


def blamed(words: str, who: str) -> frozenset[Position]:
    """The roles that the words make the ones complained of, and those that stand where it is asked who it is."""
    return _positions((*accused.accused(words), *accused.named(who)))


def spoken_of(words: str, who: str) -> frozenset[Position]:
    """Besides these, every role of which the words speak otherwise than as those who were told.

    Where nobody is on the list as a line manager, the head is everybody's.
    """
    found = blamed(words, who) | _positions(accused.spoken_of(words))
    return found | {Position.HEADTEACHER} if Position.LINE_MANAGER in found else found


def _positions(roles: Iterable[Told]) -> frozenset[Position]:
    return frozenset(POSITION_OF[role] for role in roles if role in POSITION_OF)


__all__: Final = ("blamed", "mentioned", "spoken_of")
