"""The author's own school or agency, by the names that the site or the roster knows it by.

“Elm Park is rubbish” says nothing to whoever does not know where the author works; the site does know. Found: contempt of the
workplace or the people in it, and words that tie the author to it. A name is also known without “Primary School” behind it
where what is left is no everyday word. Leaves alone: news of it, its events, what only mentions it.
Sources: key 13b, kevi 5.2b, tapton D1 and N9 among others.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from safeconduct.activity import Topic
from safeconduct.detectors._exact import after, before, has
from safeconduct.detectors._people import OWN_KIN
from safeconduct.detectors._targets import goes_on
from safeconduct.disguise import everyday
from safeconduct.mentions import is_ordinary
from safeconduct.screening import Context, Detector, Draft, Example, Finding, Quiet, Roster
from safeconduct.text import pattern

_KIND: Final = pattern(
    r" (?:(?:c of e|church of england|catholic|rc|community|free|special|primary|junior|infants?|secondary|high|grammar"
    r"|comprehensive"
    r"|upper|lower|middle|nursery|sixth form|preparatory|prep|academy|school|college|multi academy|trust|federation"
    r"|teachers?|teacher"
    r"|supply|education|recruitment|agency|ltd|limited|and|of|the) ?)+$"
)
_IS: Final = r"(?: ?'s (?:just|such|an?|the|so)| is| was| are| were)"
_REALLY: Final = (
    r"(?: (?:just|always|really|honestly|still|literally|so|such|an?|the|absolutely|total|totally|complete|completely|utter"
    r"|utterly|proper|real|right|bloody|fucking|worst|biggest|all|full of|run by|a bunch of|a load of))*"
)
_BAD: Final = (
    r"(?:joke|dump|shambles|shit ?hole|hell ?hole|hole|pit|cesspit|circus|zoo|madhouse|disgrace|farce|toxic|rubbish|crap"
    r"|shit|shite"
    r"|pants|terrible|awful|dreadful|appalling|hell|useless|laughing stock|sinking ship|cult|idiots?|morons?|clowns?"
    r"|bullies|snakes"
    r"|muppets|pathetic|a waste of (?:space|time)|lazy|thick|stupid|incompetent|nightmares?|embarrass(?:ment|ing)|scum"
    r"|feral|animals)"
)
_ILL: Final = pattern(rf"^{_IS}{_REALLY} {_BAD}\b")
_TIED: Final = (
    r"\b(?:i|i'm|i've|we|we're|we've)(?: [a-z]+){0,4} (?:work|works|worked|working|teach|taught|teaching|start|started"
    r"|starting|cover"
    r"|covering|covered|employed|hired|joined|joining|leaving|left|placed|booked)(?: [a-z]+){0,3} (?:at|for|with|by"
    r"|in) (?:the )?$"
    r"|\b(?:my|our) (?:[a-z]+ ){0,2}(?:class|pupils|students|school|job|boss|head|colleagues|staff ?room|agency|placement"
    r"|shift)"
    r"(?: [a-z]+){0,2} (?:at|in|is|from|with) (?:the )?$"
    r"|\b(?:teacher|ta|teaching assistant|head|deputy|senco|caretaker|cover supervisor|governor|supply|job|post|role)"
    r"(?: [a-z]+){0,2} (?:at|for|with) (?:the )?$"
)
_NOT_MINE: Final = rf"\b(?:{OWN_KIN}|(?:my|our) (?:kids?|eldest|youngest|lad|lass|son|daughter)|he|she|went to|as a pupil)\b"
_WHY_BAD: Final = "This speaks ill of the place where you work."
_WHY_TIED: Final = "This ties your own account to the school or agency that you work for."
_REACH: Final = 70


@lru_cache(maxsize=64)
def _names(schools: frozenset[str]) -> tuple[str, ...]:
    """All forms of the names, the longest first."""
    forms = {form for school in schools for form in _forms(" ".join(school.split()))}
    return tuple(sorted(forms, key=lambda form: (-len(form), form)))


def _forms(school: str) -> Iterator[str]:
    yield school
    kind = _KIND.search(school)
    bare = school[: kind.start] if kind is not None else school
    if " " in bare or (len(bare) > 4 and not is_ordinary(bare) and bare not in everyday()):
        yield bare


def _find(draft: Draft) -> Iterator[Finding]:
    for start, end in _places(draft) if draft.context.roster.schools else ():
        ahead, later = before(draft, start, _REACH), after(draft, end, _REACH)
        ill = _ILL.search(later)
        if ill is not None and not goes_on(draft, end + ill.end) and not has(_NOT_MINE, ahead):
            yield draft.finding(Topic.DEROGATORY, (start, end + ill.end), _WHY_BAD)
        if draft.personal and has(_TIED, ahead) and not has(_NOT_MINE, ahead + later):
            yield draft.finding(Topic.SCHOOL_IDENTITY, (start, end), _WHY_TIED)


def _places(draft: Draft) -> Iterator[tuple[int, int]]:
    """Where a name stands as words of its own, each place once, with its longest form."""
    taken = set[int]()
    for name in _names(draft.context.roster.schools):
        at = draft.folded.find(name)
        while at >= 0:
            end = at + len(name)
            if at not in taken and not any(map(str.isalnum, draft.folded[at - 1 : at] + draft.folded[end : end + 1])):
                taken.add(at)
                yield at, end
            at = draft.folded.find(name, end)


_KNOWN: Final = Context(roster=Roster(schools=frozenset({"elm park primary school", "brightway teachers ltd"})))

DETECTOR: Final = Detector(
    id="own_workplace",
    says="Finds contempt of one's own school or agency, and ties to it, by the names that the site or the roster knows.",
    topics=frozenset({Topic.DEROGATORY, Topic.SCHOOL_IDENTITY}),
    find=_find,
    fires=(
        Example("Elm Park is rubbish", "Elm Park is rubbish", Topic.DEROGATORY, _KNOWN),
        Example("The staff at Elm Park are morons", "Elm Park are morons", Topic.DEROGATORY, _KNOWN),
        Example("Elm Park Primary School is a total joke", "is a total joke", Topic.DEROGATORY, _KNOWN),
        Example("Elm Park's such a joke", "such a joke", Topic.DEROGATORY, _KNOWN),
        Example("I have been teaching at Elm Park since May", "Elm Park", Topic.SCHOOL_IDENTITY, _KNOWN),
    ),
    quiet=(
        Quiet("The fair at Elm Park was lovely", _KNOWN),
        Quiet("Elm Park is closed tomorrow because of the snow", _KNOWN),
        Quiet("My daughter has been learning at Elm Park since May and she started work at Elm Park library", _KNOWN),
        Quiet("Elm Parka is rubbish, the zip went in a week", _KNOWN),
        Quiet("Elm Park is rubbish"),
    ),
)
