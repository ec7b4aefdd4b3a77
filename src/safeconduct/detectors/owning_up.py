"""One's own misconduct in so many words: drugs taken, a sickie pulled for pleasure, drunk in front of a class, records made up.

These sentences mean one thing, so they are looked for in every text; what is hinted at is the matter of ``disrepute``. Leaves
alone: what others did, what was long ago or never, medicine, real illness, a drink at the weekend, lessons and films about it.
Sources: key 5, tapton N7 among others.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safeconduct.activity import Topic
from safeconduct.detectors._conduct import gate_of, rule, scan, words
from safeconduct.screening import Detector, Draft, Example, Finding, Quiet

_WHY_DRUGS: Final = "This says that you took illegal drugs."
_WHY_SICK: Final = "This says that you reported sick without being ill."
_WHY_DRUNK: Final = "This says that you were drunk or hung over at work."
_WHY_MADE_UP: Final = "This says that records, marks or proofs of yours are made up."
_I: Final = (
    r"(?:^|[.!?\n] ?|\bi(?:'ve| have|'d)?|\bme and [a-z]+|\bwe(?:'ve| have)?)"
    r"(?: (?:just|only|also|even|then|totally|maybe|may have))* ?"
)
_DRUG: Final = words(
    r"""cocaine | mdma | ketamine | ecstasy | heroin | crystal meth | crack | lsd | a spliff | spliffs
    | a line of (?:coke|charlie|ket)
    | (?:some|a few|a couple of|two|three) (?:lines|pingers|pills)
    | (?:some )?(?:ket|mandy|weed|coke) (?:at|in|on|last|before|with|again)
    | a few lines of coke | magic mushrooms | shrooms | an edible | edibles | a bong"""
)
_OTHERS: Final = words(
    r"""he | she | they | his | her | who | pupils? | students? | film | book | novel | character | series
    | documentary
    | workshop | talk | charity | rehab | clean | sober | recovery | years ago | at uni
    | in the (?:eighties|nineties|90s|80s)
    | never | not | don'?t | didn'?t | wouldn'?t | if | dentist | surgeon | doctor | hospital | operation | anaesthetic
    | ambulance
    | crack (?:the|on|filler|of|open|it)
    | edible (?:garden|plants?|glitter|flowers?|cake) | lines (?:of (?:the|a|our)|out|from) | script | poem | felt
    | fairy | clay
    | for my (?:hay ?fever|headache|back|knee) | cuppa | for tea | pizza | photocopier | printer | laptop | boiler | car
    | top order | batting | election | charts? | data about | certificates? for | reference (?:guide|manual|photo)
    | hours (?:we|i) (?:lost|missed|owed) | colleagues? | missed | dog | cat | horse
    | shares | podcast | police | raid | found | seized | confiscated | policy | training | myth"""
)
_ILL: Final = words(
    "flu | covid | norovirus | vomiting | migraine | a&e | hospital | doctor'?s? | operation | tonsillitis | infection "
    "| poorly | duvet | stinking | a cold"
)
_PLEASURE: Final = words(
    r"""shopping | shop
    | the (?:races|match|football|cricket|rugby|beach|pub|gig|concert|sales|darts|spa|cinema|festival) | wembley | alton towers
    | a gig | a concert | a festival | taylor swift | glastonbury | the trafford centre | primark | ikea | a spa day
    | golf | fishing
    | my (?:birthday|mate's (?:do|wedding|birthday))
    | watch (?:the|england|wimbledon) | go (?:shopping|out|to the) | play (?:golf|fifa|the new) | the new (?:fifa|cod|zelda|gta)
    | black friday | have a (?:long weekend|lie[- ]in|day off)"""
)
_AT_WORK: Final = words(
    r"""(?:in|at|to|into) (?:work|school|my lesson|lessons|assembly|briefing|registration)
    | (?:taught|teaching|marked|marking|covered|drove)
    | period [1-6] | year \d+ | my class | the kids | in front of (?:the|my) (?:class|kids|pupils)
    | parents'? evening | on duty | break duty | sports day"""
)
_PROOF: Final = words(
    r"""(?:observation|lesson|meeting|marking|safeguarding) (?:notes|records?|logs?) | marks | grades | the registers?
    | attendance
    | (?:my|the|their|our) (?:cv|degree|qualifications?|references?|dbs|certificates?|timesheets?|sick ?note|mileage
    |expenses|hours|data|assessments|results|reading records|risk assessments?) | signatures? | coursework
    | a (?:sick ?note|reference|doctor'?s note|degree)"""
)

_RULES: Final = (
    rule(
        rf"{_I}(?:took|did|had|have done|done|snorted|smoked|smoking|dropped|popped|necked|bought|doing|taking) (?:(?:some"
        rf"|more|loads of|a bit"
        rf" of|lots of|way too much|a load of) )?{_DRUG}",
        _WHY_DRUGS,
        unless=_OTHERS,
        reach=70,
    ),
    rule(
        r"(?:(?:called|phoned|rang|ring|calling|phoning|ringing|emailed|messaged) in sick|off sick|took a sick day|on the sick)"
        rf"(?: [a-z]+){{0,4}} (?:to|so|for|and (?:went|going|spent|watched|played)|but (?:i'm|actually|really)"
        rf"|because)(?: [a-z]+){{0,4}} {_PLEASURE}"
        r"|(?:pulled|pulling|threw|throwing|chucked|chucking|took|having|had|doing) a sickie",
        _WHY_SICK,
        unless=rf"{_OTHERS}|{_ILL}",
        reach=70,
    ),
    rule(
        r"i(?:'m| am| was| went| came| turned up| got|'ve been|'ve turned up)(?: \w+){0,2} (?:still )?(?:drunk|hung ?over"
        r"|pissed|wasted|stoned"
        rf"|high as a kite|hammered|off my (?:face|head))(?: \w+){{0,5}} {_AT_WORK}",
        _WHY_DRUNK,
        unless=rf"{_OTHERS}|pissed (?:off|at|with)|dream\w*|nightmare|hammered (?:by|with|at|in)|tent pegs|stoned [a-z]+ kilos",
        reach=70,
    ),
    rule(
        rf"{_I}(?:faked|forged|made up|fiddled|falsified|invented|photoshopped|bought) "
        rf"(?:(?:all|half|most|some) (?:of )?)?(?:the )?{_PROOF}",
        _WHY_MADE_UP,
        unless=_OTHERS,
        reach=70,
    ),
)


def _find(draft: Draft) -> Iterator[Finding]:
    yield from scan(draft, Topic.DISREPUTE, _RULES)


def _fires(text: str, quote: str) -> Example:
    return Example(text, quote, Topic.DISREPUTE)


DETECTOR: Final = Detector(
    id="owning_up",
    says="Finds one's own drug taking, false sickness, drunkenness at work and made-up records in so many words.",
    topics=frozenset({Topic.DISREPUTE}),
    find=_find,
    gate=gate_of(_RULES),
    fires=(
        _fires("Took cocaine last night, teaching in an hour", "Took cocaine last night"),
        _fires("I called in sick to go shopping", "called in sick to go shopping"),
        _fires("Pulled a sickie today, sun is out", "Pulled a sickie"),
        _fires("I was so hungover in my lesson today", "hungover in my lesson"),
        _fires("Faked the observation notes again", "Faked the observation notes"),
        _fires("I made up half of the grades", "made up half of the grades"),
    ),
    quiet=(
        Quiet("Called in sick, norovirus has got all of us"),
        Quiet("He took cocaine in the film and it ends badly"),
        Quiet("I was hungover all Sunday, never again, said my brother"),
        Quiet("Never took ecstasy in my life and never will"),
        Quiet("The dentist gave me something and I was off my face, bed"),
        Quiet("Bought a reference book for Year 6"),
    ),
)
