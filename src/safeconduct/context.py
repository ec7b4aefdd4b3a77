"""The two topics that come from where a text is going, not from its words alone.

``needs-permission`` (policy kevi, clause 5.2h): a post about the author's school from a personal account without the
head teacher's permission on record. ``missing-disclaimer`` (kevi 5.2h, vision 13): an opinion in a text that ties the
author to the employer, without the statement that the views are personal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from safeconduct.activity import Topic
from safeconduct.mentions import Who, mentions
from safeconduct.screening import Draft, Finding
from safeconduct.text import pattern

_OPINION: Final = pattern(
    r"\b(i (?:really |honestly |personally )?(?:think|believe|reckon|feel|hate|love|disagree|agree)"
    r"|in my (?:view|opinion)|imho?|my (?:view|opinion|take)|should (?:be|have|never|not)|ought to"
    r"|disgrace(?:ful)?|scandal(?:ous)?|ridiculous|brilliant|unfair|wrong to|right to)\b"
)
_DISCLAIMER: Final = pattern(
    r"\b(?:(?:all )?(?:views|opinions|thoughts|posts|tweets|rants)(?: (?:here|expressed|posted))?(?: are| r)?(?: all)?"
    r"(?: entirely| strictly| purely)? (?:my own|mine|personal)|personal (?:views|opinions|capacity)"
    r"|not (?:those|the views|the opinions?|the view) of|speaking (?:only )?for myself|own views)\b"
)
_ABOUT_SCHOOL: Final = frozenset({Topic.WORK_TALK, Topic.CONFIDENTIAL, Topic.PUPIL_IMAGE, Topic.DEROGATORY, Topic.DEFAMATION})


def disclaims(folded: str) -> bool:
    """Whether a folded text says that the views in it are the author's own."""
    return _DISCLAIMER.search(folded) is not None


def context_findings(draft: Draft, found: Sequence[Finding]) -> Iterator[Finding]:
    """The findings that context adds to those of the detectors; all of them build on one of those."""
    if found and draft.personal:
        yield from _needs_permission(draft, found)
        yield from _missing_disclaimer(draft, found)


def _needs_permission(draft: Draft, found: Sequence[Finding]) -> Iterator[Finding]:
    if draft.context.permission or draft.context.kind == "bio":
        return
    start_end = _school_spoken_of(draft, found)
    if start_end is not None:
        why = "This is about your school, and the head teacher's permission for it is not on record."
        yield Finding(Topic.NEEDS_PERMISSION, *start_end, why, "needs-permission")


def _school_spoken_of(draft: Draft, found: Sequence[Finding]) -> tuple[int, int] | None:
    """Where the text speaks of the author's own school: where it is named, or called so in a tale from work."""
    named = next((f for f in found if f.topic is Topic.SCHOOL_IDENTITY and f.certain), None)
    if named:
        return named.start, named.end
    if not any(finding.topic in _ABOUT_SCHOOL and finding.certain for finding in found):
        return None
    own = next((m for m in mentions(draft.text) if m.who is Who.SCHOOL and m.own), None)
    return draft.text.span(own.start, own.end) if own else None


def _missing_disclaimer(draft: Draft, found: Sequence[Finding]) -> Iterator[Finding]:
    tied = any(finding.topic is Topic.SCHOOL_IDENTITY for finding in found)
    if not tied or disclaims(draft.folded):
        return
    opinion = _OPINION.search(draft.folded)
    if opinion:
        why = "This is an opinion next to your school's name, without the words that your views are your own."
        yield Finding(Topic.MISSING_DISCLAIMER, *draft.text.span(opinion.start, opinion.end), why, "missing-disclaimer")
