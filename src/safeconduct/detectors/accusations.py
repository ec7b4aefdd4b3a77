"""A crime or a grave wrong said outright of somebody who can be recognised: “The caretaker is a paedophile”.

Said of somebody at one's work, of a pupil's parent or of anybody by title and name, such a sentence accuses; whether it is true
is for others to find out, and telling the right person is no matter of this rule (``protected`` sees to disclosures).
Leaves alone: what a court or an inquiry found, novels and films, lessons on crime, what is denied or quoted to condemn.
Sources: key 13b, tapton N9 among others.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safeconduct.activity import Topic
from safeconduct.detectors._conduct import gate_of, rule, scan, words
from safeconduct.detectors._people import OWN_KIN
from safeconduct.detectors._targets import FICTION, NAMED, PARENT, ROLE, TITLED, goes_on, is_person
from safeconduct.screening import Detector, Draft, Example, Finding, Quiet
from safeconduct.text import Match

_WHY: Final = "This accuses somebody who can be recognised of a crime or a grave wrong, as a fact."
_WHO: Final = rf"(?:{TITLED}|{NAMED}|{ROLE}|{PARENT})"
_REALLY: Final = (
    r"(?: (?:just|always|really|honestly|still|literally|actually|clearly|basically|definitely|obviously|probably))*"
)
_MUCH: Final = r"(?:(?:an?|the|such a|total|complete|absolute|known|massive|proper|right|big|bloody|fucking|filthy) )*"
_CRIMINAL: Final = words(
    r"""pa?edo(?:phile)?s? | nonces? | perverts? | pervs? | groomers? | rapists? | thie(?:f|ves) | crooks? | fraud(?:ster)?s?
    | con ?(?:man|artist) | criminals? | drug dealers? | dealers? | racists? | nazis? | sexist | homophobes? | homophobic
    | islamophobic | antisemit\w* | wife beater | abusers? | child abuser | murderer | smackhead | crackhead | junkie | druggie
    | alcoholic | corrupt | on the take | on drugs | dealing drugs | selling drugs | stealing | on the fiddle"""
)
_MONEY: Final = words(
    r"""money | cash | fund | funds | budget | expenses | takings | petty cash | dinner money | trip money
    | charity money | raffle
    | bake sale | tuck shop | laptops? | ipads? | pupil premium | overtime"""
)
_TOOK: Final = words(
    r"""stole | steals | nicked | nicks | pinched | pocketed | pockets | embezzled | took | takes | has been taking
    | (?:has been |is |was |keeps )?(?:stealing|nicking|pocketing|fiddling|embezzling|skimming) | fiddled | fiddles"""
)
_EXAM: Final = words(
    "sats | gcses? | exams? | mocks? | coursework | phonics (?:check|screening) | tests? | assessments? | moderation | baseline"
)
_SETTLED: Final = words(
    r"""convicted | jailed | sentenced | pleaded | guilty | found by | tribunal | inquiry | court | charged | banned by
    | struck off
    | cleared | acquitted | exonerated | police said | admitted | news | paper | article | bbc | guardian | reported
    | novel | film | book | episode | character | series | drama | panto\w* | play | plays | played | playing | waterloo road
    | eastenders | corrie | emmerdale | cluedo | murder mystery | guess who | mafia | werewolf | among us | game | pretend\w*
    | not | isn'?t | wasn'?t | never | no | if | untrue | lies? | rumours? | defamat\w+ | libel\w* | slander\w* | false
    | call(?:ed|ing|s)? | whoever | training | lesson | assembly | hearts? | the show | biscuits? | chips? | my heart
    | folk | ceilidh | (?:criminal|fraud) (?:barrister|lawyer|solicitor|investigator|officer|law|justice) | hamlet'?s? | discuss
    | pheasants? | boo | for (?:his|her|their) (?:thyroid|heart|blood pressure|back|knee) | dealer in | swaps | junkie for
    | alcoholic (?:ginger|drinks?|cocktails?) | (?:down|over|across|up) to | to be charged
    | for (?:\w+ )?(?:testing|repair) | apart
    | line by line | raised | clash | tracker | timetable | login | printer | practice | rigged up | library cards? | tickets?
    | kindness | high notes? | back for | until | world book day | essays?
    | chocolates? | pen | mug | stapler | parking space | pencil | crisps | lunch | seat | my (?:chair|charger|milk|jumper)"""
)

_RULES: Final = (
    rule(
        rf"{_WHO}(?: ?(?:'s|'re) an?| is| are| was| were| must be){_REALLY} {_MUCH}{_CRIMINAL}",
        _WHY,
        unless=rf"{_SETTLED}|{FICTION}|{OWN_KIN}",
        reach=60,
    ),
    rule(
        rf"{_WHO}{_REALLY} {_TOOK} (?:the |our |some |all |from |school |a |of )*(?:\w+ )?(?:\w+'s )?{_MONEY}",
        _WHY,
        unless=rf"{_SETTLED}|{FICTION}|{OWN_KIN}|to the bank|collect\w*|count\w*|to (?:the )?office",
        reach=60,
    ),
    rule(
        rf"{_WHO}{_REALLY} (?:cheat(?:ed|s)|is cheating|was cheating|changed (?:the |their |kids' |pupils' )?(?:answers|marks)"
        rf"|gave (?:them |the kids |pupils )?the answers|fixed|rigged|faked) (?:\w+ ){{0,4}}{_EXAM}",
        _WHY,
        unless=rf"{_SETTLED}|{FICTION}|{OWN_KIN}",
        reach=60,
    ),
    rule(
        rf"{_WHO}{_REALLY} (?:(?:has |is |was )?(?:slept|sleeping|sleeps|having sex|had sex) with (?:a|an|one of (?:the"
        rf"|his|her))"
        r" (?:\w+ )?(?:pupil|student|sixth ?former|kid|girl|boy|year \w+)|(?:beats|hits|hit|slaps|slapped|punched|touches"
        r"|touched up"
        r"|abuses|abused|molests|grooms) (?:\w+ )?(?:\w+ )?(?:kids|children|pupils|students|girls|boys|wife|son|daughter))",
        _WHY,
        unless=rf"{_SETTLED}|{FICTION}|{OWN_KIN}|hearts?|the right note",
        reach=60,
    ),
)


def _find(draft: Draft) -> Iterator[Finding]:
    yield from scan(draft, Topic.DEFAMATION, _RULES, keep=_of_a_person)


def _of_a_person(draft: Draft, match: Match) -> bool:
    return is_person(draft.folded[match.start : match.end]) and not goes_on(draft, match.end)


def _fires(text: str, quote: str) -> Example:
    return Example(text, quote, Topic.DEFAMATION)


DETECTOR: Final = Detector(
    id="accusations",
    says="Finds crimes and grave wrongs said outright of people who can be recognised.",
    topics=frozenset({Topic.DEFAMATION}),
    find=_find,
    gate=gate_of(_RULES),
    fires=(
        _fires("The caretaker is a paedophile", "The caretaker is a paedophile"),
        _fires("The head teacher is a racist", "The head teacher is a racist"),
        _fires("Jayden's dad is a drug dealer", "Jayden's dad is a drug dealer"),
        _fires("Miss Rowe cheated in the SATs", "Miss Rowe cheated in the SATs"),
        _fires("Our business manager took the charity money", "business manager took the charity money"),
        _fires("Mr Hollis slept with a sixth former", "Mr Hollis slept with a sixth former"),
    ),
    quiet=(
        Quiet("The head teacher is not a racist and I wish people would stop"),
        Quiet("The former caretaker was convicted and is a thief in law, says the court report"),
        Quiet("Mr Hollis is the murderer in our staff murder mystery"),
        Quiet("Mrs Okafor took the charity money to the bank this afternoon"),
        Quiet("My son's teacher is a biscuit thief and we love her"),
        Quiet("Mr Hyde is a murderer and Mr Fox is a thief, discuss"),
    ),
)
