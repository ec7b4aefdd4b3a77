"""What Facebook's sentences tell: “Rhys Williams commented on Nia Price's post.”

The sentences are in the account's language and everything that counts is told without them. In English they also tell whose
post it was and in which group, which is used where it is there.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Final
from unicodedata import combining, normalize

_THINGS: Final = (
    *("timeline", "profile", "post", "photo", "video", "link", "comment", "status", "story", "album", "reel", "live video"),
    *("note", "memory", "life event", "event", "page", "poll", "activity", "question", "reply", "review", "wall", "birthday"),
    *("cover photo", "group", "shared"),
)
_VERBS: Final = (
    *(" commented on ", " replied to ", " reacted to ", " likes ", " liked ", " loves ", " loved ", " wrote on ", " shared "),
    *(" tagged ", " posted on ", " wrote a post on ", " added a new photo to ", " added a photo to ", " added new photos to "),
    *(" posted something on ", " reviewed ", " recommends ", " saved "),
)
_IN_GROUP: Final = (
    " to the group: ",
    " in the group: ",
    " in the group ",
    " to the group ",
    " posted in ",
    " shared a post in ",
)
_NOBODY: Final = frozenset(
    {"a", "an", "the", "his own", "her own", "their own", "your own", "his", "her", "their", "your", "own"}
)
_DID: Final = (" updated ", " added ", " posted in ", " was ", " is ", " changed ", " created ")
_PARTICLES: Final = frozenset(
    {"de", "da", "di", "del", "der", "den", "van", "von", "bin", "bint", "ap", "ab", "al", "el", "la"}
)
_TIMELINES: Final = (  # in the languages of whole sentences: what others write on
    *("timeline", "wall", "profile", "journal", "mur de", "profil", "chronik", "pinnwand", "biografía", "cronología", "muro"),
    *("perfil", "diario", "profilo", "bacheca", "linha do tempo", "cronologia", "tijdlijn", "osi czasu", "oś czasu", "tablicy"),
    *("tidslinje", "vägg", "llinell amser"),
)
_FEWEST, _MOST = 2, 6  # parts of a person's full name
_LEFT: Final = ("you left ", "you stopped being ", "you were removed from ")


def whose(title: str, owner: str = "") -> str:
    """Whose post, photo or timeline a sentence is about; empty if it does not say, or if it is the owner's own."""
    rest = _after_verb(title.replace("’", "'"), owner)
    name = rest[: _possessor(rest)].strip()
    if name.split(" ", 1)[0] in {"a", "an"}:  # “shared a link to Nia's timeline”
        name = next((name.partition(word)[2] for word in (" to ", " on ", " of ") if word in name), name)
    return "" if name.casefold() in _NOBODY or name.casefold() == owner.casefold() else name


def _possessor(text: str) -> int:
    """Where the name ends of whose thing it is: “Nia Price's post”, “the Joneses' photo”; 0 if it is nobody's."""
    place = text.find("'")
    while place >= 0:
        after = place + (3 if text.startswith("'s ", place) else 2)
        if text.startswith(_THINGS, after):
            return place
        place = text.find("'", place + 1)
    return 0


def _after_verb(title: str, owner: str) -> str:
    if owner and title.startswith(owner + " "):
        title = title[len(owner) :]
        if title.startswith(_VERBS):
            return title[max(len(verb) for verb in _VERBS if title.startswith(verb)) :]
    places = [(at, len(verb)) for verb in _VERBS if (at := title.find(verb)) >= 0]
    if not places:
        return ""
    at, length = min(places)
    return title[at + length :]


def writer(title: str) -> str:
    """Who “wrote on your timeline”; empty if the sentence does not say so in English."""
    for verb in (" wrote on ", " posted on ", " shared ", " added ", " tagged you ", " was tagged ", " commented "):
        before, found, _ = title.partition(verb)
        if found:
            return before.strip()
    return ""


def somebody_else(title: str, owners: Collection[str]) -> str:
    """The name that a sentence begins with, if it is a person's and not one of the owner's; else empty.

    A middle name more or less does not make another person. Without a name of the owner nobody can tell whose it is, and it
    is taken for somebody else's where the sentence tells of a timeline: on those others write.
    """
    if not title or any(owner and title.startswith(owner) for owner in owners):
        return ""
    name = _leading_name(title)
    known = [_parts_of(owner) for owner in owners if " " in owner.strip()]
    if not known:
        return name if any(word in title.casefold() for word in _TIMELINES) else ""
    own = _parts_of(name)
    return "" if any(own <= one or one <= own for one in known) else name


def _leading_name(title: str) -> str:
    """The full name before the verb, which in a language that is not known is the first word in small letters."""
    places = [at for verb in (*_VERBS, *_DID) if (at := title.find(verb)) > 0]
    parts = title[: min(places)].split() if places else _capitals(title.split())
    full = _FEWEST <= len(parts) <= _MOST and all(part[0].isupper() or part in _PARTICLES for part in parts)
    return " ".join(parts) if full else ""


def _capitals(parts: Sequence[str]) -> Sequence[str]:
    """The words that a sentence begins with and that are written as names are; none where nothing follows."""
    end = next((place for place, part in enumerate(parts) if not (part[0].isupper() or part in _PARTICLES)), 0)
    return parts[:end]


@lru_cache(maxsize=1024)
def _parts_of(name: str) -> frozenset[str]:
    """The parts of a name without accents."""
    plain = "".join(sign for sign in normalize("NFKD", name.casefold()) if not combining(sign))
    return frozenset(plain.replace("’", "'").split())


def group_in(title: str, known: Sequence[str] = ()) -> str:
    """The group that a sentence names: by its English wording, or by a group that the owner is known to be in."""
    for mark in _IN_GROUP:
        _, found, name = title.partition(mark)
        if found:
            return name.strip().removesuffix(".")
    return next((group for group in known if group in title), "")


def passes_on(title: str) -> bool:
    """Whether the sentence says that something was shared."""
    return " shared " in title


def left_group(title: str) -> bool:
    """Whether the sentence says that the owner left a group."""
    return title.casefold().startswith(_LEFT)


def joined(title: str) -> str:
    """The group of “You became a member of Staff Room.”"""
    for mark in (" a member of ", "You joined ", " an admin of ", "You left ", " added you to "):
        _, found, name = title.partition(mark)
        if found:
            return name.strip().removesuffix(".")
    return title
