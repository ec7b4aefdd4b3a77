"""“My school” or “my agency” in place of the name of one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from safeconduct.activity import Topic
from safeconduct.screening import Draft, Finding
from safeconduct.suggestions.edits import Replacement
from safeconduct.text import pattern

_AGENCY: Final = pattern(r"\b(?:supply|teachers|recruitment|education|agency|staffing|cover|teaching)\b|& co\b")
_SCHOOL: Final = pattern(r"\b(?:school|academy|primary|infants?|juniors?|high|college|nursery|grammar|comp)\b")
_WITH_AGENCY: Final = pattern(
    r"\b(?:agency|supply|consultant|ambassador|books)\b[^.!?\n]{0,30}\b(?:with|of|for|from|through|at) $"
)
_PREFIX: Final = pattern(r"\b((?:the|ysgol) )$")
_OWNED: Final = pattern(r"\b(?:my|our|this|your|a|new|old|first|last|proud|whole|every|ex-?) $")
_NOUN_AFTER: Final = pattern(
    r"^ (?:staff|teacher|teachers|ta|tas|governor|governors|family|community|colleagues|kitchen|office|crest|lanyard|hoodie"
    r"|logo|badge|polo|uniform|site|team|pupils|kids|children|parents|office|hall|job|post|page)\b"
)
_FORMER: Final = pattern(r"\bused to (?:work|teach|be)(?: [a-z]+){0,3} (?:at|for|with|in)(?: the)? $")
_NEEDED: Final = pattern(r"(?:\b(?:at|for|with|from|in|to|of|joining|leaving|by|now|says|reads|called|wearing|@)[ ]|-)$")
_APOSTROPHES: Final = frozenset("'’")
_REST: Final = pattern(
    r"^((?: (?:Primary|Junior|Infant|High|Grammar|Teaching|Education|Supply))* (?:School|Academy|College|Agency|Nursery))\b"
)
_NEAR: Final = 80


def workplace_edits(draft: Draft, findings: Sequence[Finding]) -> Iterator[tuple[Topic, Replacement]]:
    """An edit for every place that names the author's school or agency, wherever it stands in the text."""
    found = [finding for finding in findings if finding.topic is Topic.SCHOOL_IDENTITY]
    for start, end in dict.fromkeys(place for finding in found for place in _everywhere(draft.text.raw, finding)):
        yield Topic.SCHOOL_IDENTITY, _renamed(draft.text.raw, start, end)


def _everywhere(raw: str, finding: Finding) -> Iterator[tuple[int, int]]:
    """Where the name stands as it does in the finding, as a word of its own."""
    name = raw[finding.start : finding.end]
    place = raw.find(name)
    while place >= 0:
        end = place + len(name)
        if not raw[place - 1 : place].isalnum() and not raw[end : end + 1].isalnum():
            yield place, end
        place = raw.find(name, end)


def _renamed(raw: str, start: int, end: int) -> Replacement:
    name = raw[start:end].lower()
    before, after = raw[max(0, start - _NEAR) : start].lower(), raw[end : end + _NEAR].lower()
    if name[0] in "#@":
        return _untagged(start, end, before)
    word = _kind(name, before)
    rest = _REST.search(raw[end : end + _NEAR])
    if rest is not None:
        end, word = end + len(rest.text), _kind(raw[start : end + len(rest.text)].lower(), before)
    if raw[end : end + 1] in _APOSTROPHES and not raw[end + 1 : end + 2].isalnum():
        end += 1  # “Girls'”
    prefix = _PREFIX.search(before)
    if _FORMER.search(before) is not None:
        return Replacement(start - len(prefix.text) if prefix else start, end, f"{'an' if word == 'agency' else 'a'} {word}")
    if prefix is not None:
        start -= len(prefix.text)
    elif _OWNED.search(before) is not None:
        return Replacement(start, end, word)
    return Replacement(start, end, f"my {word}" if _NOUN_AFTER.search(after) is None else f"my {word}'s")


def _kind(name: str, before: str) -> str:
    agency = _AGENCY.search(name) or (_WITH_AGENCY.search(before) and not _SCHOOL.search(name))
    return "agency" if agency else "school"


def _untagged(start: int, end: int, before: str) -> Replacement:
    """A tag goes; where the sentence needs it (“at @HollinsHigh”) “my school” stands in for it."""
    prefix = _PREFIX.search(before)
    if prefix is not None:
        return Replacement(start - len(prefix.text), end, "my school")
    return Replacement(start, end, "my school" if _NEEDED.search(before) is not None else "")
