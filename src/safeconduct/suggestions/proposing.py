"""Suggestions for a draft, and the text that is left of it when what can be taken out is taken out.

A text is proposed only if it stands the check: put to the exact detectors again, it no longer has any finding of a topic for
which words were taken out, and none of a topic that it had not. A topic for which that fails gets advice alone, and so does the
whole text where something that must not be sent at all would be left in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

import msgspec

from safeconduct.activity import Aspect, Topic
from safeconduct.screening import Draft, Finding
from safeconduct.suggestions.advice import advised
from safeconduct.suggestions.details import detail_edits
from safeconduct.suggestions.edits import Replacement, applied, fitted, merged
from safeconduct.suggestions.harm import TELL, told_of
from safeconduct.suggestions.languages import caution
from safeconduct.suggestions.people import people_edits
from safeconduct.suggestions.swearing import swearing_edits
from safeconduct.suggestions.workplace import workplace_edits

LONGEST: Final = (
    20_000  # characters of a text that is worked over; of a longer one only advice is given, so that none is costly
)


class Suggestion(msgspec.Struct, frozen=True):
    """What to do about findings of one topic; ``replacements`` are the places where taking words out cures it."""

    topic: Topic
    says: str
    replacements: tuple[Replacement, ...] = ()


class Proposal(NamedTuple):
    """The suggestions for a draft, and its text without what can be taken out; ``None`` where that cures nothing."""

    suggestions: tuple[Suggestion, ...]
    redacted: str | None


Edits = dict[Topic, list[Replacement]]
Look = Callable[[str], Iterable[Finding]]
# What must not be sent at all gains nothing from milder words.
_NEVER_POLISHED: Final = frozenset(
    {Topic.GROOMING, Topic.SEXUAL, Topic.HATE, Topic.HARASSMENT, Topic.PRIVATE_CONTACT, Topic.PUPIL_CONTACT}
)
_WAYS: Final = (swearing_edits, people_edits, detail_edits, workplace_edits)


def suggest(draft: Draft, findings: Sequence[Finding]) -> tuple[Suggestion, ...]:
    """What to do about each finding, the most serious topic first, nothing twice. The staff room is no place for what is
    confidential, nor where a child may be at risk (``notes``)."""
    ranked = sorted(findings, key=lambda finding: finding.topic.rank)
    hushed = any(finding.topic is Topic.CONFIDENTIAL for finding in ranked) or (bool(ranked) and told_of(draft.text))
    heard = (each for each in ranked if not (hushed and each.topic is Topic.WORK_TALK and each.aspect is not Aspect.COMPLAINT))
    said = ((finding.topic, advised(finding, draft.context)) for finding in heard)
    return tuple(Suggestion(topic, says) for topic, says in dict.fromkeys(said))


def notes(draft: Draft) -> tuple[str, ...]:
    """What to say of a draft whatever is found in it: that a child may be at risk, that its language is read but in part."""
    return tuple(filter(None, (TELL if told_of(draft.text) else "", caution(draft))))


def propose(draft: Draft, findings: Sequence[Finding], look: Look, others: Sequence[Finding] = ()) -> Proposal:
    """The suggestions with what to take out, and the text without it.

    ``look`` gives what is found in another text for the same place. ``others`` are findings that do not count: they need no
    advice, and they may stay.
    """
    suggestions = suggest(draft, findings)
    edits = edits_for(draft, findings) if len(draft.text.raw) <= LONGEST else {}
    cured = _cured(draft, edits, _Found.of((*findings, *others)), look)
    if not cured or any(finding.topic in _NEVER_POLISHED - cured for finding in findings):
        return Proposal(suggestions, None)
    kept = {topic: edits[topic] for topic in cured}
    return Proposal(tuple(_shown(suggestions, kept)), redacted(draft, kept))


def edits_for(draft: Draft, findings: Sequence[Finding]) -> Edits:
    """For each topic what could be taken out, fitted to the sentence, whether or not it cures the finding."""
    edits: Edits = {}
    for way in _WAYS:
        for topic, edit in way(draft, findings):
            edits.setdefault(topic, []).append(fitted(draft.text.raw, edit))
    return edits


def redacted(draft: Draft, edits: Edits) -> str:
    """The text with the edits of all topics made."""
    return applied(draft.text.raw, merged(edit for topic in edits for edit in edits[topic]))


class _Found(NamedTuple):
    """The topics found in a text, and those found for certain."""

    topics: frozenset[Topic]
    certain: frozenset[Topic]

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> _Found:
        found = tuple(findings)
        return cls(frozenset(f.topic for f in found), frozenset(f.topic for f in found if f.certain))


def _cured(draft: Draft, edits: Edits, found: _Found, look: Look) -> frozenset[Topic]:
    """The topics of which nothing is found any more when the words are taken out, while nothing else gets worse."""
    topics = frozenset(edits)
    while topics:
        text = redacted(draft, {topic: edits[topic] for topic in topics})
        left = _Found.of(look(text)) if any(char.isalnum() for char in text) else found
        if left.topics <= found.topics - topics and left.certain <= found.certain:
            return topics
        topics = topics - left.topics if topics & left.topics else topics - {min(topics, key=lambda topic: topic.rank)}
    return topics


def _shown(suggestions: Iterable[Suggestion], edits: Edits) -> Iterable[Suggestion]:
    """The suggestions, the first of each topic with what to take out."""
    given: set[Topic] = set()
    for suggestion in suggestions:
        if suggestion.topic in edits and suggestion.topic not in given:
            given.add(suggestion.topic)
            yield msgspec.structs.replace(suggestion, replacements=merged(edits[suggestion.topic]))
        else:
            yield suggestion
