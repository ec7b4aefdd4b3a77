"""The milder text that is offered for copying. It is checked again as if it had been typed: nobody is handed a text that may
not be posted, nor one that still goes against somebody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from safeconduct.activity import Outcome, Topic
from safeconduct.policy import Policy
from safeconduct.screening import Context, Finding
from safeconduct.text import fold, pattern
from safeconduct.walks import Check, check_draft

_AGAINST_SOMEBODY: Final = frozenset({Topic.DEROGATORY, Topic.HARASSMENT, Topic.HATE, Topic.DEFAMATION})
_STILL: Final[Mapping[Topic, str]] = {
    Topic.SECURITY: "gives away how to get in somewhere",
    Topic.CONFIDENTIAL: "tells what is confidential",
    Topic.DISREPUTE: "could bring the school or you into disrepute",
    Topic.COPYRIGHT: "uses somebody else’s work",
    Topic.COLLEAGUE_PRIVACY: "tells of a colleague’s private life",
    Topic.WORK_TALK: "talks about work",
    Topic.SCHOOL_IDENTITY: "ties you to your school",
    Topic.PROFANITY: "swears",
    Topic.OWN_DETAILS: "gives away your own details",
    Topic.PUPIL_IMAGE: "shows pupils",
    Topic.MISSING_DISCLAIMER: "does not say that the views are yours",
}
# Of somebody who may be anybody nothing is found, and yet nobody is handed an insult to post.
_INSULT: Final = pattern(
    r"\b(?:you|u|is|are|was|were|he's|she's|they're|you're|ur|such|what|that|those) (?:[a-z]+ ){0,3}?"
    r"(?:idiots?|morons?|muppets?|clowns?|cows?|cretins?|fools?|imbeciles?|losers?|rats?|snakes?|pigs?|witch|hag|toad"
    r"|waste of space)\b"
)
_SOMETHING: Final = "needs a second thought: the reasons are below"


class Milder(NamedTuple):
    """A text to go on with; ``still`` says what is left in it that calls for thought, and then it is not for copying."""

    text: str
    still: str = ""


def milder(found: Check, policies: Sequence[Policy], context: Context) -> Milder | None:
    """The text without what can be taken out, if it is any better under the same policies in the same place."""
    if found.redacted is None:
        return None
    again = check_draft(found.redacted, policies, context, redacting=False)
    insults = _INSULT.search(fold(found.redacted)) is not None
    if insults or again.decision.outcome is Outcome.STOP or any(_stays(each, found) for each in found.findings):
        return None
    return Milder(found.redacted, _left(again) if again.decision.outcome is Outcome.CAUTION else "")


def _stays(finding: Finding, found: Check) -> bool:
    """Whether something said against somebody is still there when all is taken out that can be: of “a … idiot” the idiot
    is left, found again or not."""
    edits = (edit for suggestion in found.suggestions for edit in suggestion.replacements)
    gone = any(edit.start <= finding.start and finding.end <= edit.end for edit in edits)
    return finding.topic in _AGAINST_SOMEBODY and not gone


def _left(again: Check) -> str:
    """What is left, as the end of a sentence."""
    spoke = {reason.topic for reason in again.decision.reasons if reason.outcome is not None}
    said = [_STILL[topic] for topic in again.topics if topic in spoke and topic in _STILL]
    return f"{', '.join(said[:-1])} and {said[-1]}" if len(said) > 1 else (said or [_SOMETHING])[0]


__all__: Final = ("Milder", "milder")
