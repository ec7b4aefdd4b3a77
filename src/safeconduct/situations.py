"""``suggest``: from what somebody tells in their own words to the kind of concern it most likely is.

The cues are data, in ``data/concern_cues.toml``: each a pattern, what it takes the person to be saying, and how
strongly that points to which kinds. All cues that are found add up; the kind with the highest sum is suggested, the
next two are offered beside it, and where nothing is recognised there is no kind and the caller asks.

It is a suggestion and never a decision: the person who reports confirms the kind or picks another. ``child_protection``
errs on the side of asking, because a child's safety does not wait for the right heading.

Of a text longer than ``READ_AT_MOST`` only the beginning and the end are read, so that any text is safe to give.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from typing import Final, NamedTuple

import msgspec
import msgspec.toml

from safeconduct.activity import ConcernKind
from safeconduct.text import Pattern, Text, pattern

READ_AT_MOST: Final = 16_000
ENOUGH: Final = 2  # a kind with a lower sum is no suggestion
_SHOWN: Final = 6  # words that led there: more would explain nothing
_ORDER: Final = {kind: index for index, kind in enumerate(ConcernKind)}


class Suggestion(msgspec.Struct, frozen=True):
    """The kind that the words point to, the next likely ones, and the words that led there.

    ``child_protection`` says that some words point to harm to a child.
    """

    kind: ConcernKind | None
    alternatives: tuple[ConcernKind, ...] = ()
    child_protection: bool = False
    because: tuple[str, ...] = ()


class Cue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A way of speaking: what it means and how strongly it points to which kinds.

    ``also`` must be found as well, wherever it stands; ``unless`` must not be found anywhere.
    """

    pattern: str
    means: str
    weights: dict[ConcernKind, int]
    also: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    child: bool = False


class _CueFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    words: dict[str, str]
    cue: tuple[Cue, ...]


class _Ear(NamedTuple):
    """A cue with its patterns made ready, so that all are known before the first is searched."""

    cue: Cue
    pattern: Pattern
    also: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]

    def hears(self, folded: str) -> bool:
        return all(one.search(folded) for one in self.also) and not any(one.search(folded) for one in self.unless)


class _Heard(NamedTuple):
    """A cue that was found, and the words in which."""

    cue: Cue
    words: str


def suggest(situation: str) -> Suggestion:
    """Suggest the kind of concern that ``situation`` tells of; its ``kind`` is ``None`` if nothing is recognised."""
    heard = tuple(_listen(_encodable(_within_bounds(situation))))
    ranked = _ranked(heard)
    kind = ranked[0] if ranked else None
    return Suggestion(kind, tuple(ranked[1:3]), any(one.cue.child for one in heard), _because(heard, kind))


@cache
def cues() -> tuple[Cue, ...]:
    """The shipped cues, the named words in their patterns written out."""
    content = resources.files("safeconduct").joinpath("data", "concern_cues.toml").read_bytes()
    file = msgspec.toml.decode(content, type=_CueFile)
    words = _written_out(file.words)
    return tuple(_complete(cue, words) for cue in file.cue)


def _complete(cue: Cue, words: dict[str, str]) -> Cue:
    return msgspec.structs.replace(
        cue,
        pattern=_fill(cue.pattern, words),
        also=tuple(_fill(source, words) for source in cue.also),
        unless=tuple(_fill(source, words) for source in cue.unless),
    )


def _written_out(words: dict[str, str]) -> dict[str, str]:
    """Each named stretch with the ones before it filled in, closed off by word boundaries if it is made of words."""
    done: dict[str, str] = {}
    for name, source in words.items():
        filled = f"(?:{_fill(source, done)})"
        done[name] = filled if source.startswith("[^") else rf"\b{filled}\b"
    return done


def _fill(source: str, words: dict[str, str]) -> str:
    for name, value in words.items():
        source = source.replace(f"<{name}>", value)
    return source


def _encodable(situation: str) -> str:
    """Half of a surrogate pair, as a broken file may hold, becomes a question mark."""
    return situation.encode("utf-8", "replace").decode("utf-8")


@cache
def _ears() -> tuple[_Ear, ...]:
    return tuple(_Ear(cue, pattern(cue.pattern), _patterns(cue.also), _patterns(cue.unless)) for cue in cues())


def _patterns(sources: Iterable[str]) -> tuple[Pattern, ...]:
    return tuple(pattern(source) for source in sources)


def _within_bounds(situation: str) -> str:
    if len(situation) <= READ_AT_MOST:
        return situation
    half = READ_AT_MOST // 2
    return f"{situation[:half]}\n{situation[-half:]}"


def _listen(situation: str) -> Iterator[_Heard]:
    text = Text(situation)
    if not text.folded.strip():
        return
    for ear in _ears():
        found = ear.pattern.search(text.folded)
        if found and ear.hears(text.folded):
            start, end = text.span(found.start, found.end)
            yield _Heard(ear.cue, " ".join(situation[start:end].split()))


def _ranked(heard: Iterable[_Heard]) -> list[ConcernKind]:
    """The kinds that reach ``ENOUGH``, the likeliest first; of two alike the earlier in the closed list."""
    sums = dict.fromkeys(ConcernKind, 0)
    for one in heard:
        for kind, weight in one.cue.weights.items():
            sums[kind] += weight
    reached = (kind for kind in ConcernKind if sums[kind] >= ENOUGH)
    return sorted(reached, key=lambda kind: (-sums[kind], _ORDER[kind]))


def _because(heard: Iterable[_Heard], kind: ConcernKind | None) -> tuple[str, ...]:
    """The words that spoke for ``kind``, the strongest first; with no kind, those that speak of a child."""
    telling = [one for one in heard if (one.cue.weights.get(kind, 0) > 0 if kind else one.cue.child)]
    telling.sort(key=lambda one: -one.cue.weights.get(kind, 0) if kind else 0)
    return tuple(dict.fromkeys(one.words for one in telling))[:_SHOWN]
