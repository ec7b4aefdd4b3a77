"""A plain sexual remark: who is “so hot”, whom one would sleep with, what somebody is to send, what was done where.

These words have one meaning whatever stands around them, so they are looked for in every text; double meanings are the matter
of ``sexual``. Leaves alone: weather, soup and kilns, who is fit for work, birds, tables with nice legs; warnings, lessons and
advice about pictures; a marriage. Sources: tapton N7, vision 7 among others.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safeconduct.activity import Topic
from safeconduct.detectors._conduct import gate_of, rule, scan, words
from safeconduct.detectors._people import OWN_KIN
from safeconduct.detectors._targets import ROLE, TITLED
from safeconduct.screening import Detector, Draft, Example, Finding, Quiet

_WHY: Final = "This is a plain sexual remark."
_VERY: Final = (
    r"(?:(?:so|well|really|dead|proper|absolutely|bloody|fucking|seriously|pretty|just|too|very|quite|a bit|such a) )*"
)
_GROWN: Final = words(
    r"""mums? | dads? | teachers? | tas? | trainees? | student teacher | receptionist | caretaker | head | deputy | nurse | cook
    | coach | cleaner | technician | secretary | supply(?: teacher)? | colleagues? | girls? | lads? | boys? | women
    | woman | man
    | ladies | students? | pupils? | sixth ?formers? | dinner lady | bloke | barmaid"""
)
_ONE: Final = (
    rf"(?:(?:that|the|our|this|my|a|some|one|two|half|those|these|all) (?:of (?:the|my|our) )?(?:[a-z0-9]+ ){{0,3}}{_GROWN}"
    rf"(?: (?:in|from|at|of) (?:the |my |our )?[a-z0-9]+(?: [a-z0-9]+)?)?|{TITLED}|{ROLE})"
)
_IS: Final = r"(?: ?(?:'s|'re) (?:so|well|really|an?|such an?|dead|proper)| is| are| was| were| looks?| looked)"
_HOT: Final = words(
    r"""hot | fit | sexy | shaggable | fuckable | peng | a milf | milfs | a dilf | dilfs | gagging for it | dtf
    | smoking hot | sex on legs | a sex bomb | bangable | a hottie | horny
    | a slut | a slag | slags"""
)
_PARTS: Final = words(
    "arse | ass | tits? | titties | boobs | bum | rack | knockers | jugs | body | legs | backside | booty | cleavage | bod"
)
_FINE: Final = words(
    "great | nice | amazing | perfect | fantastic | cracking | hot | tight | fit | sexy | massive | huge | big"
)
_HARMLESS: Final = words(
    r"""hot (?:tubs?|in|today|and|at|enough|out|water|drinks?|food|meals?|lunch|dinners?|stuff|potato|on|under|to
    |weather|chocolate|because)
    | fit (?:for|to|in|into|as|again|now|enough|and|with|round|inside|all|through|me|you|us|on|under|the|better)
    | degrees | heatwave | heating | radiators? | boiler | oven
    | kiln | weather | fans? | fever | temperature | sun | sunscreen | windows | marathon | parkrun | running | gym | physio
    | training | bleep test | chair | table | piano | spider | bird\w* | nest\w* | feeders? | robin | blue tits? | great tits?
    | lesson | pshe | rse | nspcc | ceop | helpline | warn\w* | safeguarding | policy | report\w* | never | don'?t | shouldn'?t
    | asked (?:to|for) | asks? (?:you|them|him|her|a child|a girl|a boy) | tell an adult | childline
    | asking (?:for|kids|children|girls|boys|pupils) | pressur\w+ | sextortion | leaked | novel
    | film | series
    | husband | wife | hubby | fiancee? | my partner | horse | dog | cat | pony | donkey | curry | chilli | soup | pie | cake
    | casserole | revision | (?:five|5|six|6)-a-side | fundraiser | air con\w* | on the (?:drums|guitar|bass|pitch)
    | doughnuts? | biscuits? | body of (?:work|evidence|water) | jugs of
    | racks? (?:for|of) | rioja
    | wine | ale | giraffe | gallery | exhibition | life drawing | mud\w* | well(?:y|ies) | tights
    | not ok | unacceptable | disgusting"""
)
# Of several children a teacher says how warm they are.
_WARM: Final = r"(?:girls|boys|pupils|students|lads|kids|children)(?: [a-z0-9]+){0,3} (?:are|were|look) (?:[a-z]+ )?hot|my head"
_WANT: Final = (
    r"(?:i'?d|i would|i wanna|i want to|i'?d (?:love|like) to|would (?:love|like) to|wanna|gonna|going to|dying to|happily"
    r"|can i"
    r"|i could|i wish i could|hope to|i)(?: (?:so|totally|happily|definitely|really|love to|like to|still|just))*"
)
_HAVE: Final = r"(?:shag|bang|bone|screw|bed|sleep with|have sex with|get off with|snog)"

_RULES: Final = (
    rule(rf"{_ONE}{_IS} {_VERY}{_HOT}", _WHY, unless=rf"{_HARMLESS}|{_WARM}|{OWN_KIN}", reach=60),
    rule(
        rf"{_ONE}(?:'s got| has| has got|'s|'ve got| have) (?:a |an |the |such a |such |got )?{_VERY}{_FINE} (?:\w+ )?{_PARTS}",
        _WHY,
        unless=rf"{_HARMLESS}|trouser|legs? (?:of|for)|tan|scar|{OWN_KIN}",
        reach=60,
    ),
    rule(
        rf"(?:nice|lovely|amazing|great|fit|sexy|hot|look at (?:the|those|that|them|her|his)) (?:{_PARTS})"
        r"(?: on (?:her|him|that|the (?:new|pe))|,? (?:miss|babe|love|darling|gorgeous|sexy)|$|[!.]*$)",
        _WHY,
        unless=_HARMLESS,
    ),
    rule(
        rf"{_WANT} {_HAVE} (?:{TITLED}|(?:the|that|our|my|one of (?:the|my|our)|half (?:the|of the)|all (?:the|of the)) "
        rf"(?:[a-z0-9]+ ){{0,3}}{_GROWN})",
        _WHY,
        unless=rf"{_HARMLESS}|duty|job|cover|(?:bang|bone|screw|bed) (?:it|out|down|in)|bed (?:the|in)",
    ),
    rule(
        r"(?:send|sent|show|swap|trade|dm|text|snap|want|got any|sending)(?: (?:me|us|some|your|her|his|him|you|more|a|any))*"
        r" (?:nudes?|dick ?pics?|cock pics?|tit pics?|(?:naked|topless|sexy|dirty) (?:pics?|pictures?|photos?|selfies?|vids?))",
        _WHY,
        unless=_HARMLESS,
    ),
    rule(r"i(?:'?m| am) (?:so |really |dead |well |feeling |proper |very )*horny", _WHY, unless=_HARMLESS),
    rule(
        r"(?:had|having|have|got) (?:sex|a shag|a quickie|it off)(?: [a-z]+){0,3} (?:in|on|at|over|behind) (?:the|my|our|a)"
        r" (?:\w+ )?(?:stock ?(?:room|cupboard)|store ?(?:room|cupboard)|classroom|staff ?room|school|desk|office|minibus"
        r"|bike sheds?)",
        _WHY,
        unless=rf"{_HARMLESS}|sex ed\w*|pupils?|students?|year \d+",
    ),
)


def _find(draft: Draft) -> Iterator[Finding]:
    yield from scan(draft, Topic.SEXUAL, _RULES)


def _fires(text: str, quote: str) -> Example:
    return Example(text, quote, Topic.SEXUAL)


DETECTOR: Final = Detector(
    id="lewd",
    says="Finds plain sexual remarks about people, and requests for naked pictures.",
    topics=frozenset({Topic.SEXUAL}),
    find=_find,
    gate=gate_of(_RULES),
    fires=(
        _fires("That new Year 12 girl is so hot", "That new Year 12 girl is so hot"),
        _fires("The PE teacher has a great arse", "The PE teacher has a great arse"),
        _fires("I'd love to sleep with the new TA", "sleep with the new TA"),
        _fires("Send nudes", "Send nudes"),
        _fires("One of the mums is well fit", "One of the mums is well fit"),
        _fires("I am so horny today", "I am so horny"),
        _fires("Nice tits", "Nice tits"),
        _fires("Had sex in the stock cupboard", "Had sex in the stock cupboard"),
    ),
    quiet=(
        Quiet("The head's office is so hot in July"),
        Quiet("Our caretaker is fit for work again after his knee"),
        Quiet("Three great tits on the feeder this morning"),
        Quiet("My wife is so hot, twenty years married"),
        Quiet("If somebody asks you to send nudes, tell an adult you trust, says Childline"),
        Quiet("The curry the dinner lady made is hot"),
        Quiet("I'd do the supply job at that school any day"),
        Quiet("My Year 6 class are hot and tired, fans on"),
        Quiet("The girls are so hot in those blazers"),
        Quiet("My mum is really fit, seventy and up every hill"),
        Quiet("Staff quiz on Friday, the lads are up for it"),
    ),
)
