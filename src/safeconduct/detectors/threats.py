"""Threats of violence in so many words, whatever the cause they stand beside.

Found: what will or should be done to somebody's body or home, death wished on people, a call to go to somebody's door. These
words mean what they say, so they are sure, are looked for in every text and stay judged inside political or union speech.
Threats that lie in the tone are the matter of ``harassment``. Left alone: idioms ("hang them out to dry"), sport, fiction,
and telling of a threat that one has had.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safeconduct.activity import Topic
from safeconduct.detectors._conduct import CONDEMNING, FICTION, SPORT, gate_of, rule, scan, words
from safeconduct.screening import Detector, Draft, Example, Finding, Quiet

_WHY: Final = "This reads as a threat of violence."
_WHY_PILE: Final = "This calls on others to go after a person."

_WILL: Final = words(
    r"""i'?ll | i'?d | i will | i would | i'?m (?:going to|gonna|about to) | i am going to | we'?ll | we will | we should
    | we'?re (?:going to|gonna) | we (?:need|ought|have) to | let'?s | gonna | going to | i want to | somebody should
    | (?:some(?:one|body)|every(?:one|body)|they|people|you) (?:should|needs? to|ought to|has to|have to|must|wants to)
    | time to | want to"""
)
_ONES: Final = words(
    r"""mps? | tor(?:y|ies) | politicians? | ministers? | councillors? | candidates? | prime minister | pm | chancellor | mayor
    | labour (?:lot|voters?|members?|mps?|supporters?|councillors?) | reform (?:lot|voters?|members?|mps?|supporters?)
    | greens | lefties | leftists | fascists | remainers | brexiteers | scabs? | strikers | strike ?breakers | picket(?:er)?s
    | police | coppers? | judges? | journalists? | landlords? | bosses | governors? | head ?teachers? | heads? | teachers?
    | parents? | inspectors? | neighbours? | cyclists? | ex-?(?:wife|husband)?"""
)
_WHICH: Final = words(
    r"""all | every | each | last | single | one | the | that | this | those | these | them | of | my | our | your | his | her
    | their | local | lot | bloody | fucking | f\*+ing | lying | corrupt | tory | labour | lib dem | reform | snp | green"""
)
_NAMED_ONES: Final = rf"(?:{_WHICH} ){{1,5}}{_ONES}"
_OF: Final = r"(?:your|his|her|their|(?:that|this|the|my|our) (?:[\w-]+ ){0,2}[\w-]+?'?s?'?|[a-z]{3,12}'s)"
_LIMB: Final = words("legs? | arms? | jaw | neck | skull | kneecaps? | fingers? | face | head | teeth | nose | ribs")
_HOME: Final = words("house | home | flat | office | car | van | shop | surgery | place | school")
_TOLD: Final = words(
    r"""threat(?:s|en\w*)? | arrested | charged | convicted | jailed | sentenced | in court | lyrics? | quot(?:e|es|ing)
    | (?:he|she|they|who|man|woman|parent|pupil|kid|somebody|someone|bloke|troll) (?:\w+ ){0,2}(?:said|told|shouted|wrote
    |messaged|emailed|says|tells|yelled|screamed|threatened) | (?:was|been|were) (?:told|sent|messaged|asked)
    | (?:told|sent|messaged|emailed|shouted at) (?:me|us|my) | said (?:he|she|they|someone|to me) | nobody should
    | no one should
    | never | nightmare | dream(?:t|ed)? | cosplay | costume | larp\w* | lego | airsoft | rounders | dodgeball
    | game | player | level | boss fight | metaphor\w* | figure of speech"""
)
_UNLESS: Final = rf"{CONDEMNING}|{FICTION}|{SPORT}|{_TOLD}"

_RULES: Final = (
    rule(
        rf"death to (?:{_WHICH} ){{0,5}}{_ONES}"
        rf"|{_WILL} (?:\w+ ){{0,2}}(?:shoot|hang|lynch|stab|behead|execute|gas|knife|assassinate|firebomb"
        rf"|petrol ?bomb|string up|burn) {_NAMED_ONES}"
        rf"|(?:shoot|hang|lynch|behead|execute|gas|stab|string up) (?:all |every )(?:{_WHICH} ){{0,4}}{_ONES}",
        _WHY,
        unless=rf"{_UNLESS}|out to dry|with (?:a )?(?:question|kindness)|an? (?:email|text|message|look)|cameras?|lens"
        rf"|portraits?|photos?|film\w*|videos?",
    ),
    rule(
        r"hang (?:them|'em|the lot(?: of them)?|every (?:last )?one of them)|string (?:them|'em) up|(?:line|put) (?:them|'em)"
        r" (?:all )?up against (?:a|the) wall",
        _WHY,
        needs=(rf"{_ONES}|traitors?|death to|scum",),
        unless=rf"{_UNLESS}|out|dry|bunting|lights|decorations|washing|posters?|banners?|pictures?|photos?|leaflets?"
        rf"|wall display"
        r"|coats?|display|flags?|baubles|stockings|outside|window|garden",
    ),
    rule(
        rf"{_WILL} (?:\w+ ){{0,2}}(?:put|throw|lob|chuck|heave) (?:a )?(?:brick|petrol bomb|firebomb)s? (?:through|at|in|into)"
        rf" {_OF} (?:\w+ )?(?:windows?|windscreen|{_HOME}|door|letterbox)",
        _WHY,
        unless=_UNLESS,
    ),
    rule(
        rf"{_WILL} (?:\w+ )?(?:burn|torch|firebomb|petrol ?bomb) (?:down )?{_OF} (?:\w+ )?(?:{_HOME})(?: down)?",
        _WHY,
        unless=rf"{_UNLESS}|scented|candles?|incense|calories|{_OF} (?:cakes?|toast)",
    ),
    rule(
        rf"(?:you|he|she|they)(?:'ll|ll| will|'re going to|'re gonna|'s going to| are going to)(?: all)? (?:get|have|find) "
        rf"(?:your|his|her|their) {_LIMB} (?:broken|smashed|kicked|caved|snapped|ripped|punched|stamped)",
        _WHY,
        unless=rf"{_UNLESS}|ski\w*|trampoline|skateboard\w*|ice|icy|ladder|slip\w*|careful|climb\w*|horse|scooter|slide|stairs",
    ),
    rule(
        r"(?:hope|wish|pray|would love it if|be great if|deserves? to) (?:that )?(?:the |that |this |those |every |all "
        r"|our |my "
        r"|your |some ?one |some ?body )?(?:\w+ ){0,3}(?:gets?|is|are|get|be) (?:\w+ )?(?:stabbed|shot(?: dead| in the "
        r"(?:head|face))?|lynched|hanged|strung up|beheaded|run over|beaten up|beaten to|raped|murdered|assassinated|knifed"
        r"|acid attacked)",
        _WHY,
        unless=rf"{_UNLESS}|no ?(?:one|body)|not|doesn'?t|don'?t|won'?t|(?:jabs?|flu|covid|vaccin\w+|booster)|shot (?:of"
        rf"|down|at)",
    ),
    rule(
        r"\b(?:if|when|next time)\b[^.!?\n]{0,60}\b(?:he|she|they|you)(?:'s|'re|'ll| is| are| will) (?:be )?(?:leav(?:e|ing)"
        r"|going home|go home) (?:here |there )?(?:in an ambulance|in a body bag|on a stretcher)",
        _WHY,
        unless=rf"{_UNLESS}|hospital|ward|doctors?|nurses?|surgery|broke|slip\w*|careful",
    ),
    rule(
        r"i'?d (?:happily |gladly |personally )?(?:pull the trigger|tie the noose|kick the chair|light the match"
        r"|throw the first (?:stone|brick))",
        _WHY,
        unless=rf"{_UNLESS}|trigger on (?:a|the|my|it)",
    ),
    rule(
        r"(?:here'?s|here are|these are|i'?ve got|got) (?:\w+ )?(?:his|her|their|all the) (?:full |home )?(?:names?"
        r"|address(?:es)?"
        r"|numbers?)(?: and (?:home )?(?:address(?:es)?|numbers?))?[^!?\n]{0,40}\b(?:(?:go|get|pop) (?:a?round|over|to theirs)"
        r"|pay (?:him|her|them) a visit|make (?:him|her|them) pay|you know what to do|give (?:him|her|them) hell"
        r"|knock on (?:his|her|their))",
        _WHY_PILE,
        unless=rf"{_UNLESS}|parcel|leaflets?|canvass\w*|flowers|lift|casserole|card",
    ),
)


def _find(draft: Draft) -> Iterator[Finding]:
    yield from scan(draft, Topic.HARASSMENT, _RULES)


def _fires(text: str, quote: str) -> Example:
    return Example(text, quote, Topic.HARASSMENT)


DETECTOR: Final = Detector(
    id="threats",
    says="Finds threats of violence in so many words, whatever cause they stand beside.",
    topics=frozenset({Topic.HARASSMENT}),
    find=_find,
    fires=(
        _fires("Somebody should put a brick through that MP's window, in fact I will", "brick through that MP's window"),
        _fires("I'm going to put a brick through my MP's window tonight", "brick through my MP's window"),
        _fires("Somebody should shoot every last Tory MP, and I'd pull the trigger", "shoot every last Tory MP"),
        _fires("Vote Labour or I'll burn your house down", "burn your house down"),
        _fires("I hope the Tory candidate gets stabbed", "gets stabbed"),
        _fires("Cross our picket line and you'll get your legs broken", "you'll get your legs broken"),
        _fires("Death to all Labour MPs, let's hang them", "Death to all Labour MPs"),
        _fires("Any scab who goes in, here's their names and addresses, go round and make them pay", "here's their names"),
    ),
    quiet=(
        Quiet("They should hang the government out to dry for what they did to the NHS"),
        Quiet("Kill the bill! March on Saturday, and fight for every school"),
        Quiet("Ministers should be ashamed. We'll fight them at the ballot box and win"),
        Quiet("Someone put a brick through our MP's window last night. Whatever your politics, that is wrong"),
        Quiet("A man told me he'd burn my house down because I canvass. I have told the police"),
        Quiet("I hope nobody gets stabbed at the carnival this year"),
        Quiet("We'll shoot the governors an email about the fair"),
        Quiet("Let's hang them in the window of the candidates' office, the new posters look great"),
        Quiet("You'll get your legs broken on that trampoline, I tell my boys"),
        Quiet("In the novel somebody wants to assassinate the prime minister"),
        Quiet("I'd shoot the head teacher's portrait with a longer lens next time"),
    ),
    gate=gate_of(_RULES),
)
