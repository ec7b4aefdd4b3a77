"""Insult, ridicule or contempt for one's own pupils, their parents, colleagues, managers, school or employer.

Generic contempt for “parents” or “pupils” as a group counts too. Politicians, teams, fictional people, objects and the
author's own person do not. An insult alone is not enough: the words must also show a target from school life.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safeconduct.activity import Topic
from safeconduct.detectors._people import COLLEAGUE, HEAD, MY_CLASS, NO_TEACHER, ONE_PUPIL, OWN_KIN, PARENT, TODAY, YEAR
from safeconduct.detectors._weigh import Both, Clue, NameClue, Scale, clue
from safeconduct.mentions import Shape
from safeconduct.screening import Detector, Draft, Example, Finding, Quiet
from safeconduct.text import pattern

_FOOLS: Final = (
    r"idiots?|idiotic|moron\w*|muppets?|clowns?|plonkers?|numpt\w+|pillocks?|twits?|dimwits?|imbeciles?"
    r"|cretin\w*|fools?|buffoons?|halfwits?|dunces?|simpletons?|divs?|melts?|wet lettuce|weapon|plum"
    r"|thick(?:os?)?|dense|dim|stupid|daft|gormless|clueless|witless|brainless|illiterate|ignorant"
    r"|brain ?(?:dead|cells?)|mental(?:ist)?|nutters?|psycho|unhinged|cuckoo|barmy"
)
_IDLERS: Final = (
    r"useless|hopeless|incompeten\w+|inept|lazy|idle|bone idle|work[- ]?shy|skivers?|dossers?|waste of (?:space|a|oxygen|money)"
    r"|jobsworth|parasites?|spongers?|passengers?|deadwood|dead wood|sheep|robots?|dinosaurs?|fossils?|couldn't care less"
)
_VILLAINS: Final = (
    r"spineless|gutless|cowards?|cowardly|snakes?|weasels?|rats?|vultures?|vermin|pigs?|cow|mare|witch(?:es)?|hags?|troll"
    r"|dragon|toads?|harpy|harpies|gargoyle|ogre|pathetic|vile|nasty|horrid|poisonous|toxic|venomous|spiteful"
    r"|vindictive|two[- ]faced|backstabb\w+|sneaky|slimy|snobs?|snobby|smug|pompous|jumped[- ]up|stuck[- ]up|greedy|robbing"
    r"|bull(?:y|ies)|tyrants?|dictators?|liars?|lying|rotten|grim|hypocrites?|creeps?|creepy|sad little"
    r"|busybod(?:y|ies)"
)
_URCHINS: Final = (
    r"feral|animals|savages?|brats?|bratty|little (?:sods?|shits?|sh\*ts|gits?|toerags?|monsters?|terrors?|horrors?|devils?"
    r"|beasts?)|toerags?|scum\w*|scrotes?|chavs?|chavvy|yobs?|yobbos?|thugs?|oiks?|urchins|weirdos?|freaks?|gobby|gobshites?"
    r"|mouthy|entitled|spoil(?:t|ed)|mollycoddled|rude|disrespectful|pain in the (?:neck|arse|backside|bum)"
)
_RUDE: Final = (
    r"prick|prat|wankers?|bastards?|arseholes?|arses?|dickheads?|bellends?|knobs?|knobheads?|twats?|tossers?|bitch(?:es)?"
    r"|c[ou]nts?|shithole|shitshow|shite|sh[i*]te|gits?|sods?"
)
_BAD_PLACE: Final = (
    r"(?:dump|hole|pit|tip) of a|worst (?:class|school|head|place|job|department|kids|parents|staff|trust|agency|lot|set)"
    r"|shambles|shambolic|circus|zoo|madhouse|joke|farce|dump|hellhole|cesspit|sinking ship|cachu hwch|laughing ?stock|cult"
    r"|disgrace\w*|embarrass\w+|car crash|train wreck|clueless|omnishambles"
)
_LOOKS: Final = r"fat|ugly|smell\w*|stinks?|stank|reek\w*|minging|scruffy|tramp|face like|dressed (?:in|by)|butters"
_ABROAD: Final = (
    r"diog|twp|dwl|hen ast|dim clem|tepa?|tepy|glupi[a]?|idiota|idiotka|debil\w*|ghabiy\w*|pagal|ullu|bewakoof|gadha|bekaar"
    r"|stupide?|nul(?:le)?|ane bate|prost\w*|tont[oa]"
)
INSULT: Final = rf"(?:{_FOOLS}|{_IDLERS}|{_VILLAINS}|{_URCHINS}|{_RUDE}|{_BAD_PLACE}|{_LOOKS}|{_ABROAD})"
_FAILINGS: Final = (
    r"couldn(?:'?t|ae) (?:lead|run|organi[sz]e|boil|find|manage|teach|spell|pour|hit|count|tie|plan|control|care less"
    r"|recogni[sz]e)|can(?:'?t|not) (?:read|spell|count|write|open|even|pronounce|do straight|teach|control|stand|be bothered"
    r"|tell (?:his|her|their))"
    r"|wouldn'?t (?:know|recogni[sz]e|notice|last|trust)|shouldn'?t be (?:trusted|allowed|let|in charge|near)"
    r"|doesn'?t (?:know|have) (?:a clue|(?:his|her|their) (?:arse|elbow))|(?:hasn'?t|haven'?t|without|not) (?:got )?a clue"
    r"|no (?:idea|clue|backbone|spine|manners|soul|shame|talent|personality)|never (?:taught|set foot|been in a classroom"
    r"|done a day|met the word|knowingly)|hasn'?t taught|not taught a|can'?t be (?:arsed|bothered)"
)
_LIKENED: Final = (
    r"as much use as|use as a|(?:about )?as \w+ as (?:a|an|two|my|the) \w+|thick as|(?:all )?the (?:\w+ )?(?:charm|charisma"
    r"|manners?|personality|warmth|memory|range|attention span|backbone|empathy|leadership|brains?|wit|spine|urgency|grace"
    r"|subtlety|self[- ]awareness) of (?:a|an|my)|\w+ range of a|attention span of|more (?:charisma|personality|sense|manners"
    r"|insight|brains|life|urgency|backbone|use) (?:than|from|in)|if brains were|two brain|evolution"
    r"|knuckles|gene pool|short of a (?:picnic|full)|sharpest tool|brightest (?:bulb|spark|button)|lights are on"
    r"|(?:like|worse than) (?:herding|teaching|talking to|trying to|watching|being|working (?:in|for)) a?"
    r"|belongs? in a|should be in a|under a rock|stone age|(?:off|from) another planet|what planet"
)
_BUNCHES: Final = (
    r"the lot of (?:them|you|'em)|the pair of them|(?:absolute|utter|complete) shower|shower of|pack of|bunch of|load of"
    r"|parents (?:these days|nowadays)|(?:kids|pupils|students|children) (?:these days|today|nowadays)|who raised"
    r"|get their parenting|call (?:themselves|himself|herself)|calls? (?:themselves|himself|herself)|so[- ]called|excuse for a"
    r"|god'?s gift"
)
_JIBES: Final = (
    r"god help (?:us|the|them|any)|give me strength|where do they (?:find|get)|paid to (?:do nothing|sit|breathe)"
    r"|paid for (?:what|that)|sat on (?:his|her|their) (?:phone|backside|arse)|hides? in (?:his|her|their) offices?"
    r"|hid in (?:his|her|their)|in love with (?:his|her) own|(?:his|her) own voice|nothing better to do|do your (?:own )?job"
    r"|get a life|get a grip|own a mirror|all (?:lanyard|tie|clipboard|talk|mouth|display|teeth)|and no (?:trousers|talent"
    r"|soul|knickers|action|bite)|walks on water|precious (?:angel|darling|little|baby)|little (?:angel|darling"
    r"|prince(?:ss)?)s?|can do no wrong|explains a lot|what do you expect|sneer\w*|sat there like|like i'm (?:five"
    r"|twelve|stupid|a child)|power trip|jumped up|up (?:his|her|their) own"
)
RIDICULE: Final = rf"(?:{_FAILINGS}|{_LIKENED}|{_BUNCHES}|{_JIBES})"
_SARCASM: Final = (
    r"brilliant|genius(?:es)?|living the dream|well done|apparently|funny that|whoops|lovely day|of course|bless|honestly"
    r"|imagine|sorry not sorry|no hate|swear|sick of|done with|inspir(?:ing|ational) stuff|slow clap|bravo|round of applause"
    r"|give (?:that|the|him|her|them) (?:man|woman|lady|lad)? ?a (?:medal|raise|bonus)|congratulations to the|shock horror"
    r"|what a surprise|surprise surprise|couldn'?t make it up|visionary|masterclass|world[- ]class|award|of the year|hero"
    r"|so professional|very professional|thanks for nothing|cheers for that|allegedly|\"professional\"|role model"
)
_SNEERS: Final = (
    r"not being funny|no offence|ngl|(?:gonna|going to|have to|got to) say it|someone had to say|there,? i said it|hot take"
    r"|i'?ve (?:met|seen|had|known) (?:more|better|brighter|clearer|smarter)|quelle surprise|no wonder|no surprise|as usual"
    r"|so (?:was|has|is|does|do) (?:a|the|my)|draw your own|you do the maths|source: me|who (?:vets|signed|hired|thought|lets"
    r"|let)|might like to (?:consider|try)|meant to be (?:adults|grown"
    r"|professional)|some (?:bloke|man|woman) from|sounds? like (?:a|he|she|an)|what (?:he|she"
    r"|they) (?:mean|meant)s? is|do one|pal|mate|bore off|eye ?roll\w*|yawn|good luck to|rather (?:eat|stick"
    r"|chew|pull|lick)|entire job|whose (?:entire|whole|only)|allowed to run|half of them|same people who"
    r"|tells? you everything|wanders? in|swans? (?:in|about|off|around)|strut\w*|parad(?:es?|ing)|waltz\w*|rocks? up"
    r"|rolled? (?:in|up)|turned up late|screech\w*|screaming at|whing\w+|moan(?:s|ing|ed)?|whining|gossip\w*"
    r"|smirk\w*|barked?|banging on|drones?|droned|droning"
)
_WORKPLACE: Final = (
    r"school|place|trust|agency|academy|staff ?room|office|department|dept|work|staff|team|colleagues|nursery|college"
    r"|kitchen|management|meeting|teachers here"
)
_SCORN_WORDS: Final = rf"(?:{INSULT}|{RIDICULE})"


def _scorned(who: str, before: int, after: int) -> str:
    """A pattern for contempt in the same sentence as somebody: after the word for them, or before it."""
    return rf"\b{who}\b[^.!?\n]{{0,{after}}}\b{_SCORN_WORDS}\b|\b{_SCORN_WORDS}\b[^.!?\n]{{0,{before}}}\b{who}\b"


CLUES: Final[tuple[Clue, ...]] = (
    clue("insult", 0.9, rf"\b{INSULT}\b", marks=True),
    clue("fool", 0.2, rf"\b(?:{_FOOLS})\b"),
    clue("idler", 0.5, rf"\b(?:{_IDLERS})\b"),
    clue("villain", 0.5, rf"\b(?:{_VILLAINS})\b"),
    clue("bad place", -0.2, rf"\b(?:{_BAD_PLACE})\b"),
    clue("ridicule", 1, rf"\b{RIDICULE}\b", marks=True),
    clue("likened", 0.4, rf"\b(?:{_LIKENED})\b"),
    clue("jibe", 0.4, rf"\b(?:{_JIBES}|{_BUNCHES})"),
    clue("manager insulted", 0.6, _scorned(HEAD, 40, 60), marks=True),
    clue("colleague insulted", 0.1, _scorned(COLLEAGUE, 40, 60), marks=True),
    clue(
        "pupils insulted",
        0.6,
        _scorned(rf"(?:{ONE_PUPIL}|{MY_CLASS}|{YEAR}s?|pupils|students|kids|children)", 40, 60),
        marks=True,
    ),
    clue("parents insulted", 0.6, _scorned(rf"(?:{PARENT}|mums|dads)", 40, 60), marks=True),
    clue("school insulted", 0.4, _scorned(rf"(?:{_WORKPLACE})", 40, 50), marks=True),
    clue(
        "person insulted",
        0.7,
        rf"\b(?:he|she|they|man|woman|bloke|him|her|them)(?:'s|'re)?\b[^.!?\n]{{0,30}}\b{_SCORN_WORDS}\b"
        rf"|\b{INSULT} (?:man|woman|bloke|people|lot|types?)\b",
        marks=True,
    ),
    clue(
        "insult ends",
        0.5,
        rf"(?:^|[.!?] )(?:absolute |useless |total |complete |proper |little |sneaky |greedy |lazy |vile )*{INSULT}s?[.!]*$",
    ),
    clue("like a", 0.2, r"\b(?:like|than|of) (?:a|an) [a-z]+(?: [a-z]+)?(?: (?:in|with|on) a [a-z]+)?[.!]?$"),
    clue("head", 1, rf"\b{HEAD}\b"),
    clue("our head", 0.4, rf"\b(?:our|my|the new) (?:[a-z]+ )?{HEAD}\b"),
    clue("colleague", 0.1, rf"\b{COLLEAGUE}\b"),
    clue("our colleague", 0.3, rf"\b(?:our|my|the new) (?:[a-z]+ )?{COLLEAGUE}\b"),
    clue("parents", 0.5, rf"\b{PARENT}\b"),
    clue("my class", 0.4, rf"\b{MY_CLASS}\b"),
    clue("one pupil", 0.2, rf"\b{ONE_PUPIL}\b"),
    clue("year group", 0.2, rf"\b{YEAR}'?s?\b"),
    clue("workplace", 0.2, rf"\b(?:{_WORKPLACE})\b"),
    clue(
        "ours",
        0.8,
        r"\b(?:ours|at mine|our place|this place|my place|our (?:school|trust|kitchen|staff|department|dept|parents|kids|head)"
        r"|my (?:department|dept|school|hod|line manager)|i work (?:with|for|at)|working (?:with|for|here)|round here)\b",
    ),
    clue("today", 0.2, rf"\b{TODAY}\b"),
    clue("quoted", 0.6, r"\"[^\"\n]{3,}\""),
    clue("scare quotes", 0.1, r"\"[a-z]+(?:[ -][a-z]+)?[.,]?\""),
    clue("sarcasm", 0.3, rf"\b(?:{_SARCASM})\b"),
    clue("sneer", 1.4, rf"\b(?:{_SNEERS})\b", marks=True),
    clue("head quoted", -0.1, rf"\b{HEAD}\b[^\"\n]{{0,60}}\"|\"[^\n\"]{{0,30}}\b{HEAD}\b", marks=True),
    clue(
        "throwaway", 0.2, r"\b(?:throwaway|not naming|won't name|who i (?:won't|shan't)|rant|vent|fuming|done with|sick of)\b"
    ),
    clue("scornful emoji", 1, r"[🤡🙄🤮💀🖕🤢🐍]"),
    # against
    clue("no teacher", -1, rf"\b{NO_TEACHER}"),
    clue("own family", -0.7, rf"\b{OWN_KIN}\b"),
    clue(
        "oneself",
        -1,
        r"\b(?:i'm|i am|i was|i feel|my own|me being|i've been|i look|i felt|i have|i've got|i can't|i couldn't) (?:\w+ ){0,3}"
        r"(?:idiot|thick|useless|lazy|stupid|clown|numpty|plonker|wreck|mess|hopeless|like|as|the)\b",
    ),
    clue(
        "thing",
        -0.6,
        r"\b(?:printer|photocopier|laminator|hoover|oven|car|bus|train|boiler|weather|app|phone|laptops?|wifi|dog|cat|puppy"
        r"|hamster|seagulls?|pigeon|film|book|episode|novel|series|panto|soup|cake|knees?|hair|sat ?nav|alarm|kettle|game"
        r"|three-year-old|pizza|airline|shakespeare"
        r"|macbeth|hamlet|iago|austen|dickens|mr darcy|boleyn|toddler|grandkids|garden|tesco|wedding)\b",
    ),
    clue(
        "politics and sport",
        -0.8,
        r"\b(?:minister|pm|government|tory|tories|labour|reform|council|secretary|parliament|election|mps?|united|city|spurs"
        r"|arsenal|fc|referee|striker|midfield|defence|season|league|england|landlord|trump|estate agent)\b",
    ),
    clue(
        "condemning",
        -2.5,
        r"\b(?:don't call|stop calling|the word|slur|called me|calling (?:me|people|children|kids)|not ok|unkind"
        r"|please be kind|be kind|bullying (?:policy|week|has no)|anti-bullying|should(?:n't| not)? call|nobody should"
        r"|no child is"
        r"|never call|not a label|if you see it|never all right)\b",
    ),
    clue(
        "affection",
        -0.5,
        r"\b(?:love (?:them|him|her|it|you)|i'd marry|proud|adore|best|brilliant|lovely|thank(?:s| you)|grateful|joy|angels?"
        r"|legends?|heroes?|magic|hat off|shout out)\b",
    ),
    clue("general", -0.3, r"\b(?:teachers|schools|training|research|policy|report|the profession|union|discuss|museum)\b"),
    clue("you", -0.4, r"\b(?:you|your|you're|u|ur)\b"),
    clue("question", -0.2, r"\?"),
)
_NEAR: Final = pattern(rf"\b{_SCORN_WORDS}\b")
NAMED: Final = (
    NameClue("name insulted", 0.4, frozenset({Shape.GIVEN, Shape.FULL}), _NEAR),
    NameClue("titled insulted", 0.2, frozenset({Shape.TITLED}), _NEAR),
    NameClue("titled", 0.6, frozenset({Shape.TITLED})),
)
_TARGETS: Final = frozenset(
    {"head", "our head", "colleague", "our colleague", "my class", "one pupil", "parents", "ours", "year group", "titled"}
)
BOTH: Final = (
    Both("target insulted", 1, _TARGETS, frozenset({"insult", "insult ends"})),
    Both("target ridiculed", 0.7, _TARGETS, frozenset({"ridicule", "like a"})),
    Both("target mocked", 0.4, _TARGETS, frozenset({"sarcasm", "scornful emoji", "scare quotes"})),
    Both("target sneered at", 0.4, _TARGETS, frozenset({"sneer", "throwaway", "head quoted"})),
    Both("school, insult", 0.7, frozenset({"workplace", "ours"}), frozenset({"insult ends", "school insulted", "ridicule"})),
    Both("insult, ridicule", 0.4, frozenset({"insult"}), frozenset({"ridicule", "like a", "insult ends"})),
)
SCALE: Final = Scale(CLUES, NAMED, 3.0, BOTH)


_SURE: Final = 2.2  # points beyond enough from which there is little doubt


def _find(draft: Draft) -> Iterator[Finding]:
    for weighed in SCALE.heavy(draft.text):
        if weighed.clues & _AIMED:
            sure = weighed.points >= SCALE.enough + _SURE
            yield draft.finding(Topic.DEROGATORY, SCALE.shown(weighed), _WHY, certain=sure)


_WHY: Final = "This looks like an insult or mockery of pupils, parents, colleagues or the school."
_AIMED: Final = _TARGETS | frozenset(
    {"workplace", "titled insulted", "name insulted", "person insulted", "pupils insulted", "parents insulted"}
    | {"school insulted", "manager insulted", "colleague insulted"}
)


DETECTOR: Final = Detector(
    "derogatory",
    "Finds insult and ridicule of one's own pupils, parents, colleagues, school or employer.",
    frozenset({Topic.DEROGATORY}),
    _find,
    (
        Example("Our head couldn't run a bath, let alone a school. Absolute clown.", "head", Topic.DEROGATORY),
        Example(
            "My line manager is a lazy, two-faced snake and everyone in the staffroom knows it",
            "line manager",
            Topic.DEROGATORY,
        ),
        Example(
            "My year 8s are feral this term, proper little animals, not one brain cell between them", "feral", Topic.DEROGATORY
        ),
        Example(
            "The parents at our school are thick as mince, no wonder the kids can't spell", "thick as mince", Topic.DEROGATORY
        ),
        Example(
            "SLT at ours are useless. They have the backbone of a jellyfish and the manners of a goat",
            "useless",
            Topic.DEROGATORY,
        ),
        Example(
            "The new TA is as much use as a paper umbrella. Hopeless, the lot of them in that office", "TA", Topic.DEROGATORY
        ),
        Example("This place is a joke and the deputy is a bully in a lanyard", "joke", Topic.DEROGATORY),
        Example(
            "Some parents shouldn't be trusted with a hamster, honestly, mine this year are clueless",
            "clueless",
            Topic.DEROGATORY,
        ),
    ),
    (
        Quiet("The minister is useless and has never set foot in a classroom."),
        Quiet("I am such an idiot, left my keys in the freezer again."),
        Quiet("That referee was a clown."),
        Quiet("The photocopier is a lazy, two-faced beast and I will outlive it."),
        Quiet("My class are a joy and I will miss them."),
        Quiet("My brother is an idiot and I love him."),
        Quiet("Calling a child stupid is never all right, said the trainer today, and she is right."),
        Quiet("The soup was thick as mud and twice as nice."),
        Quiet("Macbeth is a spineless man with an ambitious wife. Discuss."),
    ),
    weighs=True,
)
