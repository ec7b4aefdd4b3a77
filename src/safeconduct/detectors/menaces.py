"""A plain threat against somebody at one's work, a pupil or a parent: “I will kill Mr Hollis”, “slash the head's tyres”.

The words say what will be done to whom, so they are looked for in every text. Leaves alone: jokes that say so, games and sport,
family, what was threatened by somebody else, and hyperbole over a trifle. Sources: kevi 5.1d, tapton N8 among others.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safeconduct.activity import Topic
from safeconduct.detectors._conduct import CONDEMNING, FICTION, SPORT, gate_of, rule, scan, words
from safeconduct.detectors._people import OWN_KIN
from safeconduct.detectors._targets import NAMED, PARENT, ROLE, TITLED, goes_on
from safeconduct.screening import Detector, Draft, Example, Finding, Quiet
from safeconduct.text import Match

_WHY: Final = "This reads as a threat against somebody."
_SOMEBODY: Final = (
    rf"(?:{TITLED}|{NAMED}|{ROLE}|{PARENT}|(?:that|this|the) (?:[a-z0-9]+ ){{0,2}}(?:parent|mum|dad|kid|boy|girl|lad|child"
    rf"|pupil"
    r"|student|woman|man|bloke|bitch|bastard|cow|teacher|ta))"
)
_WILL: Final = (
    r"(?:i'?ll|i'?d|i will|i would|i'?m (?:going to|gonna)|i am going to|im gonna|imma|gonna|we'?ll|we should|let'?s"
    r"|i want to|i wanna"
    r"|i swear i'?ll|(?:someone|somebody|everyone|they) (?:should|needs to|ought to|has to|wants to)|i hope (?:someone"
    r"|somebody)|one day"
    r" i'?ll|i'?d (?:love|like) to|i could)(?: (?:fucking|bloody|actually|happily|gladly|literally|seriously|just|so|go"
    r"|come and))*"
)
_HARM: Final = words(
    r"""kill | murder | stab | shoot | punch | hit | slap | batter | thump | deck | headbutt | strangle | throttle | beat up
    | beat the (?:shit|crap) out of | kick the (?:shit|crap) out of | knock out | run over | do in | hurt | smash | twat
    | break (?:the )?(?:legs|neck|arms|nose|jaw|fingers) of | kick | spit (?:at|on|in) | poison | slit"""
)
_PROPERTY: Final = words("tyres? | car | cars | windows? | windscreen | bike | paintwork | house | shed | locker | front door")
_WRECK: Final = words(
    "slash | key | scratch | smash (?:up|in)? | burn | torch | wreck | egg | trash | let down | set fire to | kick in"
)
_JEST: Final = words(
    r"""lol | lmao | haha\w* | joking | joke | jk | kidding | chess | bowling | rounders | fifa | mario kart | darts
    | pool | quiz
    | paintball | laser (?:tag|quest) | snowball\w* | water (?:fight|balloons?) | custard pies? | sponges? | wet sponge
    | dodgeball
    | in the play | in the panto\w* | in cluedo | murder mystery | among us | mafia | werewolf | minecraft | fortnite
    | ping pong
    | table tennis | badminton | tennis | arm wrestl\w+ | boxing | sparring | karate | judo | spellings? | biscuits? | cake
    | chocolates? | kettle | mug | teabags? | milk | glitter | recorders? | email | singing | the target | the note
    | play button
    | website | photos? | prom | camera | an? (?:text|message|line|email) | thank[- ]you | survey | registration
    | into the | old shed | bacon
    | (?:child|parent|student|teacher) (?:benefit|tax|list|letter|portal|discount|bake|handbook)
    | said | says | told | threatened | was going to | threat(?:s|en\w*)?
    | if (?:he|she|they) (?:sings?|plays?|eats?|finish\w*|nicks?)
    | (?:kill|hit|deck|smash|kick|key|egg) (?:it|the (?:target|ball|gym|high|road|note|lights))"""
)
_UNLESS: Final = rf"{_JEST}|{CONDEMNING}|{FICTION}|{SPORT}|{OWN_KIN}"

_RULES: Final = (
    rule(rf"{_WILL} {_HARM} {_SOMEBODY}", _WHY, unless=_UNLESS, reach=90),
    rule(
        rf"{_WILL} {_WRECK} (?:{_SOMEBODY}'s?|his|her|their|your)(?: \w+)? {_PROPERTY}",
        _WHY,
        unless=rf"{_UNLESS}|wash|polish|insurance|mot",
        reach=90,
    ),
    rule(
        rf"{_SOMEBODY} (?:is|are|will be|'s|'ll be) (?:dead|dead meat|getting (?:a slap|punched|battered|decked)"
        r"|going to get (?:a slap|punched|battered|decked|hurt))",
        _WHY,
        unless=rf"{_UNLESS}|funeral|rip|died|passed|sad|news|dead (?:nice|good|kind|funny|proud|chuffed|happy|clever|easy"
        rf"|keen|busy|late|helpful|right|lovely|pleased|impressive|set|against)|dead on (?:his|her|their) feet",
        reach=90,
    ),
    rule(
        rf"{_WILL} (?:be making|make) (?:{_SOMEBODY}'s|his|her|your|their) life (?:a )?(?:hell|(?:a )?living hell|misery"
        rf"|miserable"
        r"|unbearable)",
        _WHY,
        unless=_UNLESS,
        reach=90,
    ),
)


def _find(draft: Draft) -> Iterator[Finding]:
    yield from scan(draft, Topic.HARASSMENT, _RULES, keep=_is_whole)


def _is_whole(draft: Draft, match: Match) -> bool:
    return not goes_on(draft, match.end)


def _fires(text: str, quote: str) -> Example:
    return Example(text, quote, Topic.HARASSMENT)


DETECTOR: Final = Detector(
    id="menaces",
    says="Finds plain threats against people at one's work, pupils and parents.",
    topics=frozenset({Topic.HARASSMENT}),
    find=_find,
    gate=gate_of(_RULES),
    fires=(
        _fires("I will kill Mr Hollis", "I will kill Mr Hollis"),
        _fires("Somebody should slash the head's tyres", "slash the head's tyres"),
        _fires("I'm going to punch that parent", "punch that parent"),
        _fires("Jayden's dad is dead meat", "Jayden's dad is dead meat"),
        _fires("I'm going to make your life hell", "make your life hell"),
    ),
    quiet=(
        Quiet("I will kill Mr Hollis at chess this lunchtime"),
        Quiet("A parent said he'll punch the caretaker, so I have reported it"),
        Quiet("I'm going to kill my brother if he eats the last one"),
        Quiet("We're going to batter the Year 11s in the staff v students match"),
        Quiet("I'll hit the gym after work and the head can wait"),
        Quiet("The caretaker is dead nice"),
    ),
)
