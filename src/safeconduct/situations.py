"""``suggest``: from what somebody tells in their own words to the kind of concern it most likely is.

The cues are data, in ``data/concern_cues.toml``: each a pattern, what it takes the person to be saying, and how
strongly that points to which kinds. All cues that are found add up. To their sum comes, with less weight, what the
single words and pairs of words lean to: ``data/concern_words.json`` holds in how many of the reports that this project
wrote itself each occurs, by kind (``learn`` counts them; a test holds the file to its reports). The kind with the
highest sum is suggested, the next two are offered beside it, and where nothing is recognised there is no kind and the
caller asks.

It is a suggestion and never a decision: the person who reports confirms the kind or picks another. ``child_protection``
errs on the side of asking, because a child's safety does not wait for the right heading.

Of a text longer than ``READ_AT_MOST`` only the beginning and the end are read, so that any text is safe to give.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Final, NamedTuple

import msgspec
import msgspec.json
import msgspec.toml

from safeconduct.activity import ConcernKind
from safeconduct.text import Match, Pattern, Text, pattern

READ_AT_MOST: Final = 16_000
ENOUGH: Final = 2  # a kind of which the cues say this much is recognised
CLEAR_LEAD: Final = 3.5  # over the mean of all kinds: so is one, without any cue, to which the words lean this much
WORD_WEIGHT: Final = 0.4  # of the words' leaning beside the cues
SEEN_OFTEN: Final = 2  # in fewer reports a word says nothing about its kind
NO_NAME: Final = 8  # reports: a word in so many is not somebody's name, though always written with a capital
_SMOOTHING: Final = 1.5  # reports: how slowly a rare word is trusted
_LEANS: Final = 2.0  # a word that leans this much is shown where no cue spoke
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


class Leanings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """In how many reports of each kind a word or a pair of words stands, and how many reports of each kind there are."""

    reports: dict[ConcernKind, int]
    words: dict[str, dict[ConcernKind, int]]


def suggest(situation: str) -> Suggestion:
    """Suggest the kind of concern that ``situation`` tells of; its ``kind`` is ``None`` if nothing is recognised."""
    given = _encodable(_within_bounds(situation))
    text = Text(given)
    heard = tuple(_listen(text, given))
    spoken = _spoken(text.folded)
    ranked = _ranked(heard, spoken)
    kind = ranked[0] if ranked else None
    because = _because(heard, kind) or _leaning_words(text, given, spoken, kind)
    return Suggestion(kind, tuple(ranked[1:3]), any(one.cue.child for one in heard), because)


def learn(reports: Iterable[tuple[str, ConcernKind]]) -> Leanings:
    """Count in how many of the reports each word and pair of words stands, those in ``SEEN_OFTEN`` or more of them.

    A word that is always written with a capital is a name, unless it is in very many reports (Facebook, Year): names
    are left out, for nobody's name says anything about a concern.
    """
    kinds: Counter[ConcernKind] = Counter()
    counts: dict[str, Counter[ConcernKind]] = {}
    plain: set[str] = set()
    for situation, kind in reports:
        kinds[kind] += 1
        text = Text(situation)
        for word, match in _spoken(text.folded).items():
            counts.setdefault(word, Counter())[kind] += 1
            if text.raw[text.span(match.start, match.end)[0]].islower():
                plain.add(word)
    often = {word: found for word, found in sorted(counts.items()) if found.total() >= SEEN_OFTEN}
    single = {word for word in often if word in plain or often[word].total() >= NO_NAME}
    kept = {word: _in_order(found) for word, found in often.items() if single.issuperset(word.split())}
    return Leanings(_in_order(kinds), kept)


def _in_order(found: Counter[ConcernKind]) -> dict[ConcernKind, int]:
    return {kind: found[kind] for kind in ConcernKind if found[kind]}


@cache
def leanings() -> Leanings:
    """The shipped leanings."""
    content = resources.files("safeconduct").joinpath("data", "concern_words.json").read_bytes()
    return msgspec.json.decode(content, type=Leanings)


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


def _listen(text: Text, situation: str) -> Iterator[_Heard]:
    ears = _ears()  # also for an empty text: ``make index`` lists the patterns so
    if not text.folded.strip():
        return
    for ear in ears:
        found = ear.pattern.search(text.folded)
        if found and ear.hears(text.folded):
            start, end = text.span(found.start, found.end)
            yield _Heard(ear.cue, " ".join(situation[start:end].split()))


_WORD: Final = pattern(r"[a-z']+")
_ENDINGS: Final = ("ing", "ed", "es", "s")
_LONG: Final = 4  # letters: a word no longer than this keeps its ending


def _spoken(folded: str) -> dict[str, Match]:
    """Each word (without its ending) and pair of neighbouring words, and where the first of it stands."""
    found: dict[str, Match] = {}
    before: tuple[str, Match] | None = None
    for match in _WORD.all(folded):
        stem = _stem(match.text)
        found.setdefault(stem, match)
        if before:
            found.setdefault(f"{before[0]} {stem}", Match(before[1].start, match.end, ""))
        before = (stem, match)
    return found


def _stem(word: str) -> str:
    if len(word) <= _LONG:
        return word
    ending = next((one for one in _ENDINGS if word.endswith(one)), "")
    return word.removesuffix(ending)


@cache
def _leaning(word: str) -> dict[ConcernKind, float]:
    """How much more often ``word`` stands in reports of a kind than in the others, as the logarithm of the odds."""
    known = leanings()
    counts, every = known.words[word], sum(known.reports.values())
    total = sum(counts.values())
    return {
        kind: math.log(
            (counts.get(kind, 0) + _SMOOTHING * reports / every)
            / (reports + _SMOOTHING)
            * (every - reports + _SMOOTHING)
            / (total - counts.get(kind, 0) + _SMOOTHING)
        )
        for kind, reports in known.reports.items()
    }


def _ranked(heard: Iterable[_Heard], spoken: Iterable[str]) -> list[ConcernKind]:
    """The kinds, the likeliest first, of two alike the earlier in the closed list; none if nothing is recognised."""
    said = _sums((one.cue.weights for one in heard), 1.0)
    known = leanings().words
    leaning = _sums((_leaning(word) for word in spoken if word in known), WORD_WEIGHT)
    sums = {kind: said[kind] + leaning[kind] for kind in ConcernKind}
    lead = max(sums.values()) - sum(sums.values()) / len(sums)
    if max(said.values()) < ENOUGH and lead < CLEAR_LEAD:
        return []
    return sorted(ConcernKind, key=lambda kind: (-sums[kind], _ORDER[kind]))


def _sums(found: Iterable[Mapping[ConcernKind, float]], factor: float) -> dict[ConcernKind, float]:
    sums = dict.fromkeys(ConcernKind, 0.0)
    for one in found:
        for kind, weight in one.items():
            sums[kind] += factor * weight
    return sums


def _leaning_words(text: Text, given: str, spoken: dict[str, Match], kind: ConcernKind | None) -> tuple[str, ...]:
    """The words that lean to ``kind``, for where no cue spoke for it."""
    if kind is None:
        return ()
    known = leanings().words
    telling = [(_leaning(word)[kind], match) for word, match in spoken.items() if word in known]
    telling.sort(key=lambda one: -one[0])
    spans = (text.span(match.start, match.end) for leaning, match in telling[:_SHOWN] if leaning >= _LEANS)
    return tuple(dict.fromkeys(" ".join(given[start:end].split()) for start, end in spans))


def _because(heard: Iterable[_Heard], kind: ConcernKind | None) -> tuple[str, ...]:
    """The words that spoke for ``kind``, the strongest first; with no kind, those that speak of a child."""
    telling = [one for one in heard if (one.cue.weights.get(kind, 0) > 0 if kind else one.cue.child)]
    telling.sort(key=lambda one: -one.cue.weights.get(kind, 0) if kind else 0)
    return tuple(dict.fromkeys(one.words for one in telling))[:_SHOWN]
