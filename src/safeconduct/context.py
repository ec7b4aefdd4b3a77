"""The two topics that come from where a text is going, not from its words alone.

``needs-permission`` (policy kevi, clause 5.2h): a post about the author's school from a personal account, be it ever so
kind, without the head teacher's permission on record. ``missing-disclaimer`` (kevi 5.2h, vision 13): an opinion in a text
that ties the author to the employer, without the statement that the views are personal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from safeconduct.activity import Topic
from safeconduct.mentions import Who, mentions
from safeconduct.screening import Draft, Finding
from safeconduct.text import fold, pattern

_OPINION: Final = pattern(
    r"\b(i (?:really |honestly |personally )?(?:think|believe|reckon|feel|hate|love|disagree|agree)"
    r"|in my (?:view|opinion)|imh?o|my (?:view|opinion|take)|should (?:be|have|never|not)|ought to"
    r"|disgrace(?:ful)?|scandal(?:ous)?|ridiculous|brilliant|unfair|wrong to|right to)\b"
)
_DISCLAIMER: Final = pattern(
    r"\b(?:(?:all )?(?:views|opinions|thoughts|posts|tweets|rants)(?: (?:here|expressed|posted))?(?: are| r)?(?: all)?"
    r"(?: entirely| strictly| purely)? (?:my own|mine|personal)|personal (?:views|opinions|capacity)"
    r"|not (?:those|the views|the opinions?|the view) of|speaking (?:only )?for myself|own views)\b"
)
_OUR_SCHOOL: Final = pattern(
    r"\b(?:our|my) (?:own |whole |lovely |little |wee |wonderful |brilliant |amazing |primary |secondary |special |infant "
    r"|junior "
    r"|village )?(?:school|academy|nursery)(?:'s)?\b"
)
_HAPPENS: Final = pattern(
    r"\b(?:today|tonight|yesterday|this (?:morning|afternoon|evening|week|term)|last (?:week|night|friday|term)"
    r"|(?:has|have|had|just|finally|we|it|library|hall|garden|playground) (?:been |just |now |finally )?(?:opened|raised"
    r"|won|held"
    r"|broke|closed|celebrated|hosted|welcomed|performed|planted|built|bought)|nobody at (?:our|my)|cares?)\b"
)
_LONG_AGO: Final = pattern(
    r"\b(?:when i was|as a (?:pupil|kid|child|lad|girl|parent)|my (?:old|last|former|first) (?:school|academy|nursery)|back in"
    r"|years ago|(?:19|20)[0-9]{2}|my (?:son|daughter|lad|boy|girl|kids?|eldest|youngest|nephew|niece)|our (?:lad|lass|kids))\b"
)
_ASKS: Final = pattern(r"^(?:can|could|does|do|is|should|would|will|has|anyone|how|what|who)\b|\?$")
# The head's permission is for what is said of the school, not of those who send one there.
_AGENCY: Final = pattern(
    r"\b(?:supply|recruitment|agenc(?:y|ies)|education(?: services| group| recruitment)?|teachers|teaching|personnel|staffing)$"
)
_SPEAKER: Final = pattern(
    r"^(?:hi|hello|i(?:'m| am| work| teach)|as an?|proud|(?:supply |maths |english |science |primary |secondary |head|class )?"
    r"(?:teacher|ta|tutor|governor|teaching assistant|staff|supply)|(?:i )?(?:work|teach)(?:ing)?)\b.{0,60}"
    r"\b(?:at|for|of|in|from|with)\b|^.{0,60}@"
)
_SIGNS: Final = ".!?\n|"
_NEAR: Final = 120  # characters before a name in which a sentence says whose it is
_ABOUT_SCHOOL: Final = frozenset({Topic.WORK_TALK, Topic.CONFIDENTIAL, Topic.PUPIL_IMAGE, Topic.DEROGATORY, Topic.DEFAMATION})


def disclaims(folded: str) -> bool:
    """Whether a folded text says that the views in it are the author's own."""
    return _DISCLAIMER.search(folded) is not None


def introduces(draft: Draft, finding: Finding) -> bool:
    """Whether the sentence in which a school is named only says who speaks: that is no post about the school."""
    before = draft.text.raw.rfind
    start = max(before(sign, 0, finding.start) for sign in _SIGNS) + 1
    said = fold(draft.text.raw[max(start, finding.start - _NEAR) : finding.end]).strip()
    return _SPEAKER.search(said) is not None and _HAPPENS.search(said) is None


def context_findings(draft: Draft, found: Sequence[Finding]) -> Iterator[Finding]:
    """The findings that context adds to those of the detectors."""
    if draft.personal and (found or draft.text.may_hold(_OUR_SCHOOL)):
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
    sure = (f for f in found if f.topic is Topic.SCHOOL_IDENTITY and f.certain)
    named = next((f for f in sure if _AGENCY.search(fold(draft.text.raw[f.start : f.end])) is None), None)
    if named:
        return named.start, named.end
    if not any(finding.topic in _ABOUT_SCHOOL and finding.certain for finding in found):
        return _news_of_school(draft)
    own = next((m for m in mentions(draft.text) if m.who is Who.SCHOOL and m.own), None)
    return draft.text.span(own.start, own.end) if own else None


def _news_of_school(draft: Draft) -> tuple[int, int] | None:
    """Where something that happens at the author's own school is told, which needs no finding of another kind."""
    if _OUR_SCHOOL.search(draft.folded) is None or _LONG_AGO.search(draft.folded) is not None:
        return None
    for sentence in draft.text.sentences:
        school = _OUR_SCHOOL.search(sentence.text)
        if school is not None and _HAPPENS.search(sentence.text) is not None and _ASKS.search(sentence.text) is None:
            return draft.text.span(sentence.start + school.start, sentence.start + school.end)
    return None


def _missing_disclaimer(draft: Draft, found: Sequence[Finding]) -> Iterator[Finding]:
    tied = any(finding.topic is Topic.SCHOOL_IDENTITY for finding in found)
    if not tied or disclaims(draft.folded):
        return
    opinion = _OPINION.search(draft.folded)
    if opinion:
        why = "This is an opinion next to your school's name, without the words that your views are your own."
        yield Finding(Topic.MISSING_DISCLAIMER, *draft.text.span(opinion.start, opinion.end), why, "missing-disclaimer")
