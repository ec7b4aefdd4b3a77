"""A plain insult said outright of somebody at one's own work, or of the place: “My TA is an idiot”, “Elm Park is a dump”.

It takes nobody's wit to see it, yet so short a text gives scales and models little to go by. Asked for are a target of school
life, a word for “is” and an insult. Leaves alone: family, characters, ministers, things and teams; what is said of oneself;
what is negated, quoted to condemn or taken back. Sources: key 13b, kevi 5.1d, tapton N9 among others.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safeconduct.activity import Topic
from safeconduct.detectors._exact import after, before, has
from safeconduct.detectors._people import OWN_KIN
from safeconduct.detectors._targets import CLASS, FICTION, NAMED, PARENT, ROLE, TITLED, goes_on, is_person
from safeconduct.gates import Gate
from safeconduct.screening import Detector, Draft, Example, Finding, Quiet
from safeconduct.text import Match, Pattern, pattern

_NEAR: Final = 50  # characters around the words in which something may take them back
_REALLY: Final = (
    r"(?:just|always|really|honestly|still|literally|genuinely|actually|clearly|basically|frankly|officially|so|being|all"
    r"|nothing but|pretty|quite|completely|totally|utterly|absolutely|fucking|effing|bloody|proper|right|well|fully|dead"
    r"|like|too|both)"
)
_MUCH: Final = (
    r"(?:such|an?|the|biggest|worst|most|total|totally|absolute|complete|right|real|proper|massive|huge|utter|constant|bloody"
    r"|fucking|effing|blooming|flipping|big|fat|old|little|lazy|useless|stupid|nasty|stuck-up|sad|daft|silly|horrible|mean|rude"
    r"|fat|smug|bitter|miserable|jumped-up|incompetent|spineless|bunch of|pack of|load of|set of|bit of an?|piece of)"
)
_FOOL: Final = (
    r"(?:idiots?|idiotic|morons?|moronic|muppets?|clowns?|plonkers?|numpt(?:y|ies)|pillocks?|twits?|dimwits?|imbeciles?"
    r"|cretins?|fools?|buffoons?|halfwits?|dunces?|thick(?:os?)?|stupid|dumb|dim|dense|gormless|clueless|brainless|brain ?dead"
    r"|cabbages?|airheads?)"
)
_GRIM: Final = r"(?:terrible|awful|dreadful|shocking|laughable)"
_IDLER: Final = (
    r"(?:useless|hopeless|incompetent|inept|lazy|bone idle|workshy|skivers?|waste of (?:space|oxygen|money|time|a salary)"
    r"|jobsworth|deadwood|dinosaurs?|rubbish|crap|shit|shite|pants|trash|garbage)"
)
_VILLAIN: Final = (
    r"(?:spineless|gutless|cowards?|snakes?|weasels?|rats?|pigs?|cows?|mares?|witch(?:es)?|hags?|dragons?|toads?|trolls?"
    r"|pathetic|vile|nasty(?: piece of work)?|horrible|horrid|evil|poisonous|toxic|spiteful|vindictive|two[- ]faced"
    r"|backstabbers?"
    r"|slimy|smug|pompous|arrogant|ignorant|bull(?:y|ies)|tyrants?|dictators?|liars?|hypocrites?|creeps?|creepy|psychos?"
    r"|nutters?|weirdos?|freaks?|snobs?|scum|vermin|parasites?|disgusting|minging|ugly|fat)"
)
_RUDE: Final = (
    r"(?:pricks?|prats?|wankers?|bastards?|arseholes?|assholes?|arses?|dick(?:head)?s?|bellends?|knob(?:head)?s?|twats?"
    r"|tossers?"
    r"|bitch(?:es)?|cunts?|gits?|sods?|shits?|toe-?rags?|scrotes?|chavs?|yobs?)"
)
_TIRESOME: Final = r"(?:nightmares?|jokes?|embarrass(?:ment|ing)|disgrace(?:ful)?|shambles|pain|pest|menace|liability|farce)"
_WILD: Final = r"(?:feral|animals|savages?|brats?|monsters?|unteachable|unbearable|a waste of time)"
_PERSON: Final = rf"(?:{_FOOL}|{_IDLER}|{_VILLAIN}|{_RUDE}|{_TIRESOME}|{_GRIM}|(?:a|an) (?:absolute |total |complete )?waste)"
_PLACE_IS: Final = (
    r"(?:(?:a|an|the|such a|one big|just a) )?(?:(?:absolute|total|complete|utter|real|right|proper|bloody|fucking|worst)"
    r" )*(?:dump|shambles|shit ?hole|hell ?hole|hole|cesspit|pit|joke|circus|zoo|madhouse|disgrace|farce|mess|toxic"
    r"|rubbish|crap"
    r"|shit|shite|pants|terrible|awful|dreadful|appalling|hell|useless|laughing stock|sinking ship|cult"
    r"|(?:full|run) (?:of|by) (?:\w+ )?(?:idiots|morons|clowns|bullies|snakes|muppets|fools|bitches|liars))"
)

_PLACE: Final = (
    r"(?:(?:this|my|our) (?:old |last |new |current |whole |bloody )?(?:school|academy|nursery|trust|agency|workplace"
    r"|department"
    r"|staff ?room|place of work)|the (?:school|academy|place|agency|trust|nursery|college) (?:that |where )?i (?:work"
    r"|teach|am)"
    r"(?: (?:for|at|in|with))?)"
)
_IS: Final = (
    rf"(?: ?(?:'s|'re) (?:{_REALLY}|such an?|an?|the|total|absolute|complete|right|real|proper)"  # not “our school's rubbish”
    r"| is| are| was| were| can be| must be)"
)


def _said(who: str, what: str) -> Pattern:
    return pattern(rf"\b{who}{_IS}(?: {_REALLY}){{0,3}} (?:{_MUCH} ){{0,4}}{what}\b")


_WORDS: Final = (
    _said(TITLED, _PERSON),
    _said(NAMED, _PERSON),
    _said(ROLE, _PERSON),
    _said(CLASS, rf"(?:{_FOOL}|{_IDLER}|{_VILLAIN}|{_RUDE}|{_TIRESOME}|{_WILD})"),
    _said(PARENT, rf"(?:{_PERSON}|{_WILD})"),
    pattern(rf"\b{_PLACE}{_IS}(?: {_REALLY}){{0,3}} {_PLACE_IS}\b"),
    pattern(
        rf"\b(?:what|that|you|the|bloody|such)(?: {_MUCH}){{1,4}} (?:{_FOOL}|{_RUDE}|cow|witch|pig|bully|creep|liar"
        rf"|snake)[, ]+(?:of )?{TITLED}\b"
    ),
)
_TAKEN_BACK: Final = (
    rf"\b(?:my head(?:'s| is| was) (?:[a-z]+ ){{0,2}}(?:thick|dense|useless|mess|fuzzy|pain|shot|shed)|{OWN_KIN}|said|says"
    rf"|saying|call(?:ed|s|ing)?|whoever|anyone who|who thinks?|you think|thinks|never|shouldn'?t"
    rf"|isn'?t"
    r"|not (?:a|an|such)|if|imagine|pretend(?:s|ed|ing)?|plays?|playing|novel|film|episode|book|character|panto(?:mime)?"
    r"|nativity"
    r"|series|sitcom|netflix|in the story|eastenders|corrie|waterloo road|matilda|quote|the word|love (?:him|her|them|it)|adore"
    r"|dogs?|cats?|pony|hamster|guinea pig|my mate|council|minister|mps?|mp)\b"
)
_LATER: Final = (
    r"^ with (?:an?|the) |^ to (?:plan|timetable|park|book|find|get to|reach|buy|shop|wrap|draw|spell|organise|photograph)\b"
    r"|^ in (?:the|our|my|that|this|a|her|his|their) (?:[a-z]+ ){0,3}(?:nativity|panto\w*|play|assembly|show|christmas"
    r"|concert|knees?"
    r"|back|feet|dance|thriller|film|series|story|book|display|game)\b"
    r"|^ (?:good|brilliant|fun|busy|warm|hot|cold|lucky|excited|proud|nice|clever|balls?)\b|^ on (?:this|that|my) "
    r"|^[^.!?\n]{0,20}\b(?:joke|joking|jk|kidding|bless|legend|best|love them|love (?:him|her)|adore)\b"
    r"|^[^!?\n]{0,40}\b(?:world book day|essays?|by page|writing prompt|wrote|straw houses?|brick houses?|plate spinning"
    r"|juggl\w+"
    r"|circus skills|alpacas?|petting|tortoise|bus stop|quality street|doughnuts?|chocolates?|biscuits|secret santa)\b"
)
_GOOD_AT: Final = r"^ at "  # a weakness that can be told of a friend, unless it is
_BAD_AT: Final = (
    r"^ at (?:(?:his|her|their|the|your|its) jobs?|teaching|management|managing|leading|everything|anything|life|listening"
    r"|learning"
    r"|behaving|thinking|communicat\w+|supporting|looking after)\b"
)
_NO_CLASS: Final = r"^(?:[48]k|5k|10k|3d|4x4)\b"
_WHY: Final = "This insults somebody at your work, or your workplace."


def _find(draft: Draft) -> Iterator[Finding]:
    seen = set[int]()
    for each in _WORDS:
        for hit in each.all(draft.folded):
            if hit.start not in seen and _meant(draft, hit):
                seen.add(hit.start)
                yield draft.finding(Topic.DEROGATORY, (hit.start, hit.end), _WHY)


_IN_A_CLASS: Final = pattern(r"\b(?:outside|in|for|near|by|around|opposite|behind|from|with|on) $")
_ONE_IS: Final = r"^[^ ]+ ?[^ ]* ?(?:'s|is|was) "


def _meant(draft: Draft, hit: Match) -> bool:
    earlier, later = before(draft, hit.start, _NEAR), after(draft, hit.end, _NEAR)
    if _IN_A_CLASS.search(earlier) and has(_ONE_IS, hit.text):
        return False  # “parking outside year 2 is a nightmare”
    if has(_GOOD_AT, later) and not has(_BAD_AT, later):
        return False
    spared = has(_TAKEN_BACK, earlier + hit.text) or has(_LATER, later) or has(FICTION, hit.text) or has(_NO_CLASS, hit.text)
    return is_person(hit.text) and not spared and not goes_on(draft, hit.end)


DETECTOR: Final = Detector(
    id="insults",
    says="Finds plain insults said outright of colleagues, managers, pupils, parents or one's school.",
    topics=frozenset({Topic.DEROGATORY}),
    find=_find,
    gate=Gate(*_WORDS),
    fires=(
        Example("My TA is an idiot", "My TA is an idiot", Topic.DEROGATORY),
        Example("Mr Hollis is an idiot and everybody knows it", "Mr Hollis is an idiot", Topic.DEROGATORY),
        Example("Sarah in the office is useless", "Sarah in the office is useless", Topic.DEROGATORY),
        Example("Year 9 are morons", "Year 9 are morons", Topic.DEROGATORY),
        Example("Jayden's mum is a nightmare", "Jayden's mum is a nightmare", Topic.DEROGATORY),
        Example("This school is a joke", "This school is a joke", Topic.DEROGATORY),
        Example("The deputy is an absolute joke", "The deputy is an absolute joke", Topic.DEROGATORY),
        Example("The kid I teach is so stupid", "The kid I teach is so stupid", Topic.DEROGATORY),
    ),
    quiet=(
        Quiet("My brother is an idiot and I love him"),
        Quiet("Mr Darcy is an idiot until chapter 34"),
        Quiet("Never call a child stupid: no pupil of ours is stupid"),
        Quiet("Whoever says our head is useless has never met her"),
        Quiet("Parking outside Year 2 is a nightmare"),
        Quiet("My class are animals in the nativity this year"),
        Quiet("The printer in the office is useless"),
        Quiet("Mr Hollis is no fool"),
        Quiet("My class are little monsters and I love them"),
        Quiet("My head is thick with a cold today"),
        Quiet("The receptionist at the dentist's is useless"),
        Quiet("The cook in that café is rubbish"),
    ),
)
