"""A pupil, told by name and class or as one of the author's own, called a pain, a nightmare, a waste of time.

No word of it is rude, so the lists pass it by, and a short post gives the model little to go by; yet everybody at the school
knows who is meant. Leaves alone: one's own children and their friends, things that are a nightmare in a year group, what was
said by others and is condemned. Sources: key 13b, kevi 5.1d, tapton N9 among others.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safeconduct.activity import Topic
from safeconduct.detectors._exact import after, before, has
from safeconduct.detectors._people import OWN_KIN
from safeconduct.disguise import everyday
from safeconduct.gates import Gate
from safeconduct.mentions import is_ordinary
from safeconduct.screening import Detector, Draft, Example, Finding, Quiet
from safeconduct.text import Match, pattern

_NEAR: Final = 60  # characters around the words in which something may take them back
_CLASS: Final = (
    r"(?:(?:my |our )?(?:year|yr|y) ?(?:1[0-3]|[1-9])[a-z]?|(?:1[0-3]|[1-9])[a-hj-z]|(?:my|our) (?:[a-z]+ ){0,2}"
    r"(?:class|form|set|group)|reception|nursery)"
)
_CHILD: Final = r"(?:lad|boy|girl|kid|child|pupil|student|one)"
_WHO: Final = (
    rf"(?:[a-z]{{2,14}}(?: [a-z]{{1,14}})? (?:in|from) {_CLASS}"
    rf"|(?:that|this|the|one) (?:new |little )?{_CHILD} (?:in|from) {_CLASS}"
    rf"|(?:one|two|three|some|half|most|a couple|a few) of my {_CLASS}s?)"
)
_REALLY: Final = r"(?:just|always|really|honestly|still|literally|genuinely|such|so|being|getting|becoming)"
_MUCH: Final = (
    r"(?:total|absolute|complete|right|real|proper|massive|huge|utter|constant|living|bloody|blooming|little|big|flipping)"
)
_PEST: Final = (
    r"(?:pain|nightmare|nuisance|pest|menace|liability|terror|headache|wind[- ]?up|brat|waste of (?:space|time|a chair|breath)"
    r"|disaster|lost cause|horror|monster)s?"
)
_BEARABLE: Final = r"(?:hopeless|useless|unbearable|insufferable|infuriating|impossible|unteachable|thick|vile|awful)"
_SAID: Final = pattern(
    rf"\b{_WHO} ?(?:'s|'re| is| are| was| were)(?: {_REALLY}){{0,3}} "
    rf"(?:(?:a |an |the )?(?:{_MUCH} ){{0,2}}{_PEST}|{_BEARABLE})\b"
)
_TAKEN_BACK: Final = (
    rf"\b(?:{OWN_KIN}|(?:our|my) (?:eldest|youngest|middle|little|own)|said|says|saying"
    r"|called|calls|never|shouldn'?t|not (?:a|such)|isn'?t|best|funn(?:y|iest)"
    r"|love (?:him|her|them)|adore|star|joke)\b"
)
_AILS: Final = r"^ (?:at|with|for|to) (?:spelling|maths|football|drawing|art|dodgeball|rounders|hide)"
_WHY: Final = "This slights a pupil who can be recognised."


def _find(draft: Draft) -> Iterator[Finding]:
    for hit in _SAID.all(draft.folded):
        if _is_person(hit) and not _taken_back(draft, hit):
            yield draft.finding(Topic.DEROGATORY, (hit.start, hit.end), _WHY)


def _is_person(hit: Match) -> bool:
    """Whether a name stands where one is looked for: “parking in year 2 is a nightmare” has none."""
    words = hit.text.partition(" in ")[0].partition(" from ")[0].split()[:2]
    return words[0] in _DESCRIBED or any(not is_ordinary(word) and word not in everyday() for word in words)


_DESCRIBED: Final = frozenset(("that", "this", "the", "one", "two", "three", "some", "half", "most", "a"))


def _taken_back(draft: Draft, hit: Match) -> bool:
    named = hit.text.partition(" in ")[0].partition(" from ")[0]
    earlier, later = before(draft, hit.start, _NEAR) + named, after(draft, hit.end, _NEAR)
    return has(_TAKEN_BACK, earlier) or has(_TAKEN_BACK, later) or has(_AILS, later)


DETECTOR: Final = Detector(
    id="pests",
    says="Finds pupils told by name and class who are called a pain or a nightmare.",
    topics=frozenset({Topic.DEROGATORY}),
    find=_find,
    gate=Gate(_SAID),
    fires=(
        Example("Jayden in 5B is such a pain, drives me mad every day", "Jayden in 5B is such a pain", Topic.DEROGATORY),
        Example("honestly aisha in year 3 is a nightmare", "aisha in year 3 is a nightmare", Topic.DEROGATORY),
        Example("One of my Year 9s is an absolute menace", "One of my Year 9s is an absolute menace", Topic.DEROGATORY),
        Example("that new lad in 8C is unbearable", "that new lad in 8C is unbearable", Topic.DEROGATORY),
    ),
    quiet=(
        Quiet("My nephew Jayden in Year 5 is such a pain, love him"),
        Quiet("Parking outside Reception is a nightmare"),
        Quiet("Phonics in Year 1 is a nightmare to plan"),
        Quiet("Our eldest Maya in Year 3 is a nightmare at bedtime"),
        Quiet("Nobody in Year 6 is hopeless, they just need time"),
        Quiet("Whoever said Kai in 4D is a lost cause should meet him now"),
    ),
)
