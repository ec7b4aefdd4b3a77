"""A pupil's records: “Reading Sam's EHCP”, a list of names with their marks, what “my 1:1” is tested for.

A plan, a file or a report that has a child's name before it is confidential whatever is said of it, and so are marks
beside names. Leaves alone: the author's own children, scores of games and teams, adults' certificates. Sources: key 14,
vision 11, tapton N1 among others.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safeconduct.activity import Topic
from safeconduct.detectors._exact import around, has
from safeconduct.detectors._people import OWN_KIN
from safeconduct.disguise import everyday
from safeconduct.gates import Gate
from safeconduct.mentions import is_ordinary
from safeconduct.screening import Detector, Draft, Example, Finding, Quiet
from safeconduct.text import Match, pattern

_PAPER: Final = (
    r"(?:ehcp?|iep|send (?:file|support plan)|safeguarding (?:file|record|log|form)|cpoms"
    r"|child protection (?:plan|file)"
    r"|behaviour (?:plan|log|report|record)|ed psych report|educational psychologist'?s? report|care plan"
    r"|personal education plan|pep meeting|exclusion letter|salt report|speech therapy report"
    r"|camhs (?:letter|referral|report)"
    r"|social services file)"
)
_NAMED: Final = pattern(rf"\b([a-z]{{3,14}})'s (?:new |draft |latest |annual |school )?{_PAPER}(?: review| meeting)?\b")
_MARK: Final = r"(?:[a-z]{3,14}(?: [a-z])?(?: got| -| –|:| =)? ?[0-9]{1,3}(?: ?%| ?/ ?[0-9]{2,3})?)"
_LISTED: Final = pattern(
    r"\b(?:sats?|test|mock|exam|maths|reading|phonics|spag|gcse|assessment|class|quiz|spelling|science|english) (?:results"
    r"|scores|marks"
    rf"|levels|percentages)\b[^.!?\n]{{0,40}}[:–\n-] ?{_MARK}[,;\n ]+(?:and )?{_MARK}"
)
# One child alone is “my 1:1” or “my pupil”, and everybody at the school knows which.
_TOLD: Final = pattern(
    r"\bmy (?:1:1|1-1|1 to 1|one[- ]to[- ]one|pupil|student|tutee)(?: (?:kid|child|boy|girl|lad|pupil))?"
    r"(?: in (?:year|yr|y) ?[0-9]+| in reception)?(?:'s| is| has| was)(?: (?:just|now|been|being|got|getting|also|finally))* "
    r"(?:(?:tested|assessed|referred|diagnosed|medicated|on medication) (?:for|with|to) [a-z]+|(?:an? )?(?:autis\w+|adhd"
    r"|dyslexi\w+"
    r"|social worker|child protection plan|ehcp|epileps\w+|diabet\w+)|in (?:foster )?care|a looked[- ]after child"
    r"|self[- ]harming"
    r"|fostered|adopted|on free school meals|pregnant|suicidal)\b"
)
_AT_WORK: Final = (
    r"\b(?:my|our) (?:class|year|set|form|pupils?|students?|tutor group|group|kids)\b"
    r"|\b(?:year|yr|y) ?(?:1[0-3]|[1-9])|\b[1-9][a-h]\b"
)
_OURS: Final = (
    rf"\b(?:{OWN_KIN}|my (?:own |little |eldest |youngest )?(?:son|daughter|boy|girl|twins|kids)|our (?:son|daughter"
    rf"|eldest|youngest|lad)"
    r"|as (?:his|her) (?:mum|mam|dad|parent)|training case|in the voice of|dickens|trunchbull|dogg?y|puppy|vet|nanna|nana"
    r"|teddies|example|made[- ]up|my lad|my lass|foster carer|pub quiz|fantasy football|bowling|darts|golf)\b"
)
_WHY_PAPER: Final = "This speaks of a pupil's confidential papers by name."
_WHY_TOLD: Final = "This tells something private of one pupil, and those who know you know which."
_WHY_MARKS: Final = "This gives pupils' results beside their names."


def _find(draft: Draft) -> Iterator[Finding]:
    for hit in _NAMED.all(draft.folded):
        if _of_a_pupil(draft, hit):
            yield draft.finding(Topic.CONFIDENTIAL, (hit.start, hit.end), _WHY_PAPER)
    for hit in _TOLD.all(draft.folded):
        yield draft.finding(Topic.CONFIDENTIAL, (hit.start, hit.end), _WHY_TOLD)
    for hit in _LISTED.all(draft.folded):
        near = around(draft, hit.start, hit.end, 60)
        if has(_AT_WORK, near) and not has(_OURS, near) and any(map(_is_name, hit.text.split())):
            yield draft.finding(Topic.CONFIDENTIAL, (hit.start, hit.end), _WHY_MARKS)


def _is_name(word: str) -> bool:
    bare = word.strip(",:;%–-.")
    return bare.isalpha() and not is_ordinary(bare) and bare not in everyday() and bare not in _MEASURED


_MEASURED: Final = frozenset(
    ("mencap", "twinkl", "barnardo", "median", "mean", "english", "physics", "lions", "maths", "boys", "girls")
)


def _of_a_pupil(draft: Draft, hit: Match) -> bool:
    if has(r"\b(?:mr|mrs|ms|miss|mx|dr) $", draft.folded[max(0, hit.start - 5) : hit.start]):
        return False  # whoever keeps it
    name = draft.folded[hit.start : hit.end].partition("'s")[0].rpartition(" ")[2]
    return _is_name(name) and not has(_OURS, around(draft, hit.start, hit.end, 80))


DETECTOR: Final = Detector(
    id="records",
    says="Finds a pupil's plans and files by name, lists of names with marks, and what one pupil is diagnosed with.",
    topics=frozenset({Topic.CONFIDENTIAL}),
    find=_find,
    gate=Gate(_NAMED, _LISTED, _TOLD),
    fires=(
        Example("Reading Sam's EHCP tonight", "Sam's EHCP", Topic.CONFIDENTIAL),
        Example("Finished Amira's behaviour plan at last", "Amira's behaviour plan", Topic.CONFIDENTIAL),
        Example("Here are the SATs results for my class: Aisha 110, Ben 98", "SATs results", Topic.CONFIDENTIAL),
        Example("My pupil is being tested for autism", "being tested for autism", Topic.CONFIDENTIAL),
        Example("Year 9 test scores: Kai 12%, Zofia 88%", "test scores", Topic.CONFIDENTIAL),
    ),
    quiet=(
        Quiet("My son Sam's EHCP came through, after two years"),
        Quiet("Writing the EHCPs all weekend, what a form"),
        Quiet("Fantasy football scores in our class WhatsApp of dads: Kai 12, Ben 98"),
        Quiet("Everybody's care plan is reviewed each year, says the leaflet"),
    ),
)
