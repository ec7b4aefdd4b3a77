"""Insult, ridicule or contempt for one's own pupils, their parents, colleagues, managers, school or employer.

Generic contempt for “parents” or “pupils” as a group counts too. Politicians, teams, fictional people, objects and the
author's own person do not. An insult alone is not enough: the words must also show a target from school life.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safeconduct.activity import Topic
from safeconduct.detectors._people import COLLEAGUE, HEAD, MY_CLASS, ONE_PUPIL, OWN_KIN, PARENT, TODAY, YEAR
from safeconduct.detectors._weigh import Both, Clue, NameClue, Scale, clue
from safeconduct.mentions import Shape
from safeconduct.screening import Detector, Draft, Example, Finding, Quiet
from safeconduct.text import pattern

INSULT: Final = (
    r"(?:idiots?|moron\w*|muppets?|clowns?|plonkers?|numpt\w+|pillocks?|twits?|prat|wallys?|dimwits?|imbeciles?"
    r"|thick(?:os?)?|dense|dim|stupid|useless|clueless|hopeless"
    r"|incompeten\w+|lazy|spineless|gutless|cowards?|snakes?|weasels?|rats?|vultures?|vermin|pigs?|cow|mare|witch|hag"
    r"|troll|dragon|dinosaur|waste of (?:space|a|oxygen)"
    r"|feral|animals|zoo|savages?|brats?|little sods?|little (?:shits?|sh\*ts|gits?|toerags?|monsters?|terrors?"
    r"|horrors?)|toerags?|scum\w*|scrotes?|chavs?|weirdos?|freaks?"
    r"|pathetic|vile|nasty|poisonous|toxic|two[- ]faced|backstabb\w+|smug|jumped[- ]up|stuck[- ]up|greedy|robbing"
    r"|bull(?:y|ies)|tyrant|dictator|liars?|lying|rotten|grim"
    r"|shambles|shambolic|circus|joke|shithole|dump|hellhole|prick|wankers?|bastards?|arseholes?|dickheads?|bellends?"
    r"|knobs?|knobhead|twats?|tossers?|bitch|c[ou]nts?"
    r"|illiterate|gobby|mouthy|ignorant|entitled|precious|cretin\w*|spoil(?:t|ed)|mollycoddled|jobsworth|parasites?"
    r"|sheep|robots?|dwp|diog|tepa?|glupia?|ghabiy\w*|pagal|ullu|stupide?|prost\w*"
    r"|tonto|ane bate|worst|disgrace\w*|embarrass\w+|laughing ?stock|brain ?(?:dead|cells?)|mental(?:ist)?|nutters?"
    r"|psycho|fat|ugly|smell\w*|stinks?|reek\w*|wet lettuce|weapon)"
)
RIDICULE: Final = (
    r"(?:as much use as|use as a|couldn'?t (?:lead|run|organi[sz]e|boil|find|manage|teach|spell|couldnae)|couldnae run"
    r"|can't (?:read|spell|open|tell|even|pronounce|do straight)|cannot (?:read|spell)"
    r"|thick as|(?:charm|charisma|manner|personality|warmth|memory|attention span|backbone|empathy|leadership) of (?:a"
    r"|an)|has more (?:charisma|personality|sense)|more (?:manners|insight|sense|brains) (?:than|from)"
    r"|would put a|all (?:lanyard|tie|display)|and no (?:trousers|talent|soul|knickers)|the lot of (?:them|you|'em)"
    r"|the pair of them|two brain|between em|shower of|pack of|bunch of|who raised"
    r"|god help|give me strength|no wonder|where do they find|paid to (?:do nothing|sit)|i've met (?:clearer|brighter"
    r"|smarter)|wouldn't know|shouldn't be trusted|never met the word|like (?:a car boot|a bus shelter|wading)"
    r"|imagine a zoo|proof that|evolution|contraception|knuckles|parents (?:these days|nowadays)|kids (?:these days"
    r"|today|nowadays)|get their parenting|can't be bothered|sat on (?:her|his) phone|scrolls? \w+ at the desk"
    r"|hasn't taught|not taught a lesson|never (?:taught|set foot|been in a classroom)|hides? in (?:her|his) office"
    r"|ladies and gentlemen|told you so|do your own job|avoid avoid|that's who|own(?:s)? a mirror|war crime|living in)"
)
CLUES: Final[tuple[Clue, ...]] = (
    clue("insult", 1.4, rf"\b{INSULT}\b", marks=True),
    clue("ridicule", 1.7, rf"\b{RIDICULE}\b", marks=True),
    clue(
        "manager insulted",
        0.5,
        rf"\b{HEAD}\b[^.!?\n]{{0,60}}\b(?:{INSULT}|{RIDICULE})\b|\b(?:{INSULT}"
        rf"|{RIDICULE})\b[^.!?\n]{{0,40}}\b{HEAD}\b",
        marks=True,
    ),
    clue(
        "colleague insulted",
        0.4,
        rf"\b{COLLEAGUE}\b[^.!?\n]{{0,60}}\b(?:{INSULT}|{RIDICULE})\b|\b(?:{INSULT}"
        rf"|{RIDICULE})\b[^.!?\n]{{0,40}}\b{COLLEAGUE}\b",
        marks=True,
    ),
    clue(
        "pupils insulted",
        1.2,
        rf"\b(?:{ONE_PUPIL}|{MY_CLASS}|{YEAR}s?|pupils|students|kids|children)\b[^.!?\n]{{0,60}}\b(?:{INSULT}"
        rf"|{RIDICULE})\b|\b(?:{INSULT}|{RIDICULE})\b[^.!?\n]{{0,40}}\b(?:{ONE_PUPIL}|{MY_CLASS}|{YEAR}s?)\b",
        marks=True,
    ),
    clue(
        "parents insulted",
        0.2,
        rf"\b(?:{PARENT}|mums|dads)\b[^.!?\n]{{0,60}}\b(?:{INSULT}|{RIDICULE})\b|\b(?:{INSULT}"
        rf"|{RIDICULE})\b[^.!?\n]{{0,40}}\b(?:{PARENT})\b",
        marks=True,
    ),
    clue(
        "school insulted",
        1.2,
        rf"\b(?:school|place|trust|agency|academy|staff ?room|office|department"
        rf"|work)\b[^.!?\n]{{0,50}}\b(?:{INSULT}|{RIDICULE})\b|\b(?:{INSULT}"
        rf"|{RIDICULE})\b[^.!?\n]{{0,40}}\b(?:school|place|trust|agency|academy|staff ?room|office)\b",
        marks=True,
    ),
    clue(
        "person insulted",
        0.4,
        rf"\b(?:he|she|they|man|woman|bloke|him|her|them)(?:'s|'re)?\b[^.!?\n]{{0,30}}\b(?:{INSULT}|{RIDICULE})\b"
        rf"|\b(?:{INSULT}) (?:man|woman|bloke|people|lot|types?)\b",
        marks=True,
    ),
    clue(
        "insult ends",
        0.8,
        rf"(?:^|[.!?] )(?:absolute |useless |total |complete |proper |little |sneaky |greedy |lazy "
        rf"|vile )*{INSULT}s?[.!]*$",
    ),
    clue("like a", 0.4, r"\b(?:like|than|of) (?:a|an) [a-z]+(?: [a-z]+)?(?: (?:in|with|on) a [a-z]+)?[.!]?$"),
    clue("head", 1, rf"\b(?:{HEAD})\b"),
    clue("our head", 0.5, rf"\b(?:our|my|the new) (?:[a-z]+ )?{HEAD}\b"),
    clue("our colleague", 0.3, rf"\b(?:our|my|the new) (?:[a-z]+ )?{COLLEAGUE}\b"),
    clue("parents", 0.5, rf"\b{PARENT}\b"),
    clue("my class", 0.2, rf"\b{MY_CLASS}\b"),
    clue("year group", 0.2, rf"\b{YEAR}'?s?\b"),
    clue(
        "ours", 0.8, r"\b(?:ours|at mine|our place|this place|my place|our school|my school|our trust|our kitchen|our staff)\b"
    ),
    clue("today", 0.5, rf"\b{TODAY}\b"),
    clue("quoted", 0.8, r"\"[^\"\n]{3,}\""),
    clue(
        "sarcasm",
        0.4,
        r"\b(?:brilliant|genius|living the dream|well done|apparently|funny that|whoops|lovely day|of course"
        r"|bless|honestly|imagine|sorry not sorry|no hate|swear|sick of|done with|useless)\b",
    ),
    clue("scornful emoji", 1.1, r"[🤡🙄🤮💀🖕🤢🐍]"),
    clue("own family", -0.7, rf"\b{OWN_KIN}\b"),
    clue(
        "oneself",
        -0.8,
        r"\b(?:i'm|i am|i was|i feel|my own|me being|i've been|i look|i felt) (?:\w+ )?(?:such |so |an? |the "
        r"|about |as |too )*(?:idiot|thick|useless|lazy|stupid|clown|numpty|plonker|wreck|mess|hopeless)\b",
    ),
    clue(
        "thing",
        -0.5,
        r"\b(?:printer|photocopier|laminator|hoover|oven|car|bus|train|boiler|weather|app|phone|laptop|wifi|dog"
        r"|cat|puppy|hamster|seagulls?|pigeon|film|book|episode|novel|series|panto|soup|cake|knees?|hair|sat ?nav"
        r"|alarm|kettle)\b",
    ),
    clue(
        "politics and sport",
        -0.2,
        r"\b(?:minister|government|tory|tories|labour|reform|council|secretary|parliament|mps?|united|city|spurs"
        r"|arsenal|fc|referee|striker|defence|season|league|england|landlord|trump|estate agent)\b",
    ),
    clue(
        "condemning",
        -1,
        r"\b(?:don't call|stop calling|the word|slur|called me|calling (?:me|people|children|kids)|not ok|unkind"
        r"|please be kind|be kind|bullying (?:policy|week)|anti-bullying|shouldn't call|no child is|never call)\b",
    ),
    clue(
        "affection",
        -0.5,
        r"\b(?:love (?:them|him|her|it|you)|proud|adore|best|brilliant|lovely|thank(?:s| you)|grateful|joy"
        r"|angels?|legends?|heroes?)\b",
    ),
    clue("general", -0.2, r"\b(?:teachers|schools|training|research|policy|report|the profession|union)\b"),
    clue("you", -0.5, r"\b(?:you|your|you're|u|ur)\b"),
    clue("question", -0.2, r"\?"),
)
_NEAR: Final = pattern(rf"\b(?:{INSULT}|{RIDICULE})\b")
NAMED: Final = (
    NameClue("name insulted", 0.4, frozenset({Shape.GIVEN, Shape.FULL}), _NEAR),
    NameClue("titled insulted", 0.5, frozenset({Shape.TITLED}), _NEAR),
)
_TARGETS: Final = frozenset(
    {"head", "our head", "colleague", "our colleague", "my class", "one pupil", "parents", "ours", "year group"}
)
BOTH: Final = (
    Both("target insulted", 1.2, _TARGETS, frozenset({"insult", "insult ends"})),
    Both("target ridiculed", 0.7, _TARGETS, frozenset({"ridicule", "like a"})),
    Both("target mocked", 0.8, _TARGETS, frozenset({"sarcasm", "scornful emoji"})),
    Both("school, insult", 0.2, frozenset({"school", "ours"}), frozenset({"insult ends", "school insulted", "ridicule"})),
    Both("insult, ridicule", 0.2, frozenset({"insult"}), frozenset({"ridicule", "like a", "insult ends"})),
)
SCALE: Final = Scale(CLUES, NAMED, 3.3, BOTH)


_SURE: Final = 0.8  # points beyond enough from which there is little doubt


def _find(draft: Draft) -> Iterator[Finding]:
    for weighed in SCALE.heavy(draft.text):
        if weighed.clues & _AIMED and weighed.clues & _SCORN:
            sure = weighed.points >= SCALE.enough + _SURE
            yield draft.finding(Topic.DEROGATORY, SCALE.shown(weighed), _WHY, certain=sure)


_WHY: Final = "This looks like an insult or mockery of pupils, parents, colleagues or the school."
_SCORN: Final = frozenset(
    {"insult", "ridicule", "manager insulted", "colleague insulted", "pupils insulted", "parents insulted", "school insulted"}
    | {"person insulted", "insult ends", "like a", "scornful emoji", "sarcasm", "name insulted", "titled insulted"}
)
_AIMED: Final = frozenset(
    {"head", "our head", "colleague", "our colleague", "parents", "my class", "year group", "one pupil", "school", "ours"}
    | {"titled insulted", "pupils insulted", "parents insulted", "school insulted", "manager insulted", "colleague insulted"}
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
)
