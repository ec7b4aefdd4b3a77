"""The shade of a finding, whichever detector made it: policies treat with whom, of whom and in what spirit apart.

Private contact with parents is not that with pupils; a threat against a neighbour touches nobody at the school; a complaint
about work is not a happy tale from it. Whatever is not plain keeps the meaning that most clauses know.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import msgspec

from safeconduct.activity import Aspect, Topic
from safeconduct.detectors._complaint import complains
from safeconduct.detectors._whom import with_parents_only
from safeconduct.mentions import names
from safeconduct.screening import Draft, Finding
from safeconduct.text import fold, pattern

_READ: Final = 1000  # characters of a message that show to whom it is written, and of whom
_SIGNS: Final = ".!?\n"

_TRADE: Final = (
    r"landlord|landlady|letting agents?|estate agents?|builders?|plumbers?|roofers?|electricians?|decorators?|mechanics?"
    r"|garage|barbers?|hairdressers?|butcher|undertaker|dentist|vet|surgeon|gp|solicitor|lawyer|banker|barista|waiter|waitress"
    r"|bouncers?|bartender|barmaid|shopkeeper|kennels?|takeaway|chippy|restaurant|nail bar|salon|cafe|care home"
    r"|nursing home|hotel|airline|parcel firm|courier|delivery (?:man|driver|lad)|(?:bus|taxi|cab|van|lorry|uber|bmw|audi) "
    r"driver|cyclists?|(?:parking|traffic) wardens?"
)
_PUBLIC_LIFE: Final = (
    r"councillors?|cllr|mayor|mps?|politicians?|prime minister|home secretary|chancellor|celebrit(?:y|ies)|pop ?star|singer"
    r"|actor|actress|presenter|influencer|youtuber|footballers?|striker|goalkeeper|goalie|linesman|umpires?|referees?|refs?"
    r"|journalist|columnist|bishop|vicar|pastor"
)
_AT_HOME: Final = (
    r"neighbou?rs?|(?:him|her|them|bloke|man|woman|lad|lot|fella|couple|family|idiot|whoever) (?:next door|upstairs|downstairs"
    r"|over the road|(?:at|from|in) (?:number|no\.?) \d+)|next[- ]door|my ex(?:[- ](?:husband|wife|boyfriend|girlfriend"
    r"|partner))?|burglars?|my flatmate|whoever (?:just )?(?:keyed|scratched|burgled|robbed|broke into)"
)
_BESIDE: Final = 60  # characters around a finding in which a name says with whom it is
_PARENT_BEFRIENDED: Final = pattern(
    r"\b(?:friends? (?:online |now )?with|requests? from|add(?:ed|ing)?|accept(?:ed|ing)?|follow(?:ed|ing)?(?: back)?"
    r"|friended|befriended|let in) (?:(?:one|some|half|all|most|many|several|a|few|two|three|couple|of|the|my|our|new|nice"
    r"|lovely|class|reception|nursery|year [0-9]+|y[0-9]+) ){0,5}(?:mums?|mams?|dads?|mothers?|fathers?|parents?|carers?)\b"
)
_A_CHILD: Final = pattern(
    r"\b(?:pupils?|students?|kids?|child(?:ren)?|boys?|girls?|lads?|lass(?:es)?|daughters?|sons?|sixth[ -]?form\w*|tutees?|her"
    r"|his|you|your|y(?:ea)?r? ?[0-9]+s)\b"
)
_OUTSIDER: Final = pattern(rf"\b(?:{_TRADE}|{_PUBLIC_LIFE}|{_AT_HOME})\b")
_NAMED_NEIGHBOUR: Final = pattern(
    r"\b(?:mr|mrs|ms|miss) [a-z'-]+ (?:next door|over the road|upstairs|downstairs|at (?:number|no\.?) \d+)"
)
_OF_SCHOOL: Final = pattern(
    r"\b(?:schools?|academy|college|nursery|sixth ?form\w*|class(?:room)?|pupils?|students?|kids|child(?:ren)?|year \w+|y\d+"
    r"|[ks]\d|lessons?|teach\w*|tas?|sencos?|head(?: ?(?:teacher|mistress|master))?|deputy|principal|governors?|colleagues?"
    r"|staff|staff ?room|briefing|department|exams?|sats|gcses?|a levels?|mocks?|results|pta|parents?|mums?|dads?|mam|carers?"
    r"|the trust|our trust|supply|placement|agency|tutor\w*|caretaker|bursar|business manager|office|work|at ours|our (?:\w+ )?"
    r"(?:head|boss|manager|team|place)|my (?:boss|manager|mentor)|(?:miss|sir|mr|mrs|ms) [a-z'-]+)\b"
)


def shaded(draft: Draft, found: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings, each with its shade where the text as a whole shows one and the detector gave none."""
    return tuple(_shaded(draft, each) for each in found)


def _shaded(draft: Draft, finding: Finding) -> Finding:
    aspect, shows = _SHADES.get(finding.topic, (None, None))
    if finding.aspect is not None or shows is None or not shows(draft, finding):
        return finding
    return msgspec.structs.replace(finding, aspect=aspect)


def _is_with_parents(draft: Draft, _: Finding) -> bool:
    return with_parents_only(draft.to_read.folded[:_READ])


def _befriends_parents(draft: Draft, finding: Finding) -> bool:
    """It is parents who are let in, and nothing in the sentence may mean a child: no word for one, and no name."""
    said = _around(draft, finding, 0)
    if _PARENT_BEFRIENDED.search(said) is None or _A_CHILD.search(said) is not None:
        return False
    return not any(_within(draft, name.start, name.end, finding) for name in names(draft.text))


def _within(draft: Draft, start: int, end: int, finding: Finding) -> bool:
    begun, ended = draft.text.span(start, end)
    return begun < finding.end + _BESIDE and finding.start - _BESIDE < ended


def _is_of_outsider(draft: Draft, _: Finding) -> bool:
    """Somebody of whom a school knows nothing is meant, and no word speaks of school."""
    text = draft.to_read.folded[:_READ]
    for named in tuple(_NAMED_NEIGHBOUR.all(text)):  # a title is a sign of school, but not of somebody next door
        text = text.replace(named.text, "neighbour")
    return _OUTSIDER.search(text) is not None and _OF_SCHOOL.search(text) is None


def _complains(draft: Draft, finding: Finding) -> bool:
    """The sentences are asked in which the words stand, and the one after them: “… by e-mail. Disgusted.”"""
    return complains(_around(draft, finding, 1))


def _around(draft: Draft, finding: Finding, more: int) -> str:
    """The folded sentences in which the words of a finding stand, and so many more after them."""
    raw = draft.text.raw
    start = max(raw.rfind(sign, 0, finding.start) for sign in _SIGNS) + 1
    end = _sentence_ends(raw, finding.end)
    for _ in range(more):
        end = _sentence_ends(raw, end + 1)
    return fold(raw[max(start, finding.start - _READ) : min(end, finding.end + _READ)])


def _sentence_ends(raw: str, place: int) -> int:
    ends = (raw.find(sign, place) for sign in _SIGNS)
    return min((end for end in ends if end >= 0), default=len(raw))


_SHADES: Final[Mapping[Topic, tuple[Aspect, Callable[[Draft, Finding], bool]]]] = {
    Topic.PRIVATE_CONTACT: (Aspect.PARENT, _is_with_parents),
    Topic.PUPIL_CONTACT: (Aspect.PARENT, _befriends_parents),
    Topic.HARASSMENT: (Aspect.OUTSIDER, _is_of_outsider),
    Topic.DEFAMATION: (Aspect.OUTSIDER, _is_of_outsider),
    Topic.WORK_TALK: (Aspect.COMPLAINT, _complains),
}
