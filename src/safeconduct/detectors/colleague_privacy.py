"""A colleague's private life, told or shown without their stated agreement.

Home, age, relationships, health, contact details, private messages; pictures and tags come with ``Aspect.PICTURE``.
Stated agreement, unnamed thanks and the author's own friends and family are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safeconduct.activity import Aspect, Topic
from safeconduct.detectors._people import COLLEAGUE, HEAD, OWN_KIN
from safeconduct.detectors._weigh import Both, Clue, NameClue, Scale, clue
from safeconduct.detectors.confidential import HEALTH, HR
from safeconduct.mentions import Shape
from safeconduct.screening import Detector, Draft, Example, Finding, Quiet
from safeconduct.text import Pattern, pattern

LOVE: Final = (
    r"(?:hinge|tinder|bumble|grindr|dating (?:app|profile)|on a date|first date|holding hands|snogging|kissing|affair"
    r"|divorc\w+|separated|split (?:up|from)|her ex|his ex|(?:her|his) (?:husband|wife|fella|boyfriend"
    r"|girlfriend|bloke|missus)|(?:husband|wife)'?s? (?:has )?(?:moved out|left|gone)|left (?:her|him|his wife"
    r"|her husband)|single again|moved in with|sleeping with|seeing (?:someone|each other)|hen do|stag do|came out"
    r"|come out to|is gay|not (?:her|his) husband)"
)
AGE: Final = (
    r"(?:(?:turn(?:s|ed)|is|hit|now|big) (?:[3-7][0-9]|thirty|forty|fifty|sixty|five-oh|six-oh)\b"
    r"|[3-7][0-9] (?:today|tomorrow|on the|on friday|on monday|yesterday)|(?:40|50|60|70)th|he's [3-7][0-9]\b"
    r"|she's [3-7][0-9]\b|surprise (?:[3-7]0th)|born in 19[0-9]{2})"
)
HOME: Final = (
    r"(?:lives? (?:over|at|on|in|opposite|next|two|three|near)|doors down|new place|(?:her|his) (?:house|flat"
    r"|address|drive|street|car|reg|mobile|number|home number|locker)|number'?s? (?:is )?0|07[0-9]{3}"
    r"|home address|[0-9]{1,3} [a-z]+ (?:road|street|lane|close|avenue|drive|st|rd|rise|walk)"
    r"|private (?:messages?|chat)|screenshots?|screenshotted)"
)
PICTURE: Final = (
    r"(?:pics?|photos?|pictured|tagged|tagging|\[(?:photo|video|vid|pic)\]|video|filmed|filming|swipe"
    r"|slide [0-9]|selfie|see pic|caught (?:our|my|mr|mrs|miss|him|her)|karaoke|asleep|snoozing|fancy dress"
    r"|pictured|📸|face when|meme|wedding photos|screenshot|reel|clip)"
)
CONSENT: Final = (
    r"(?:permission|said yes|said i could|okayed|ok'?d|asked (?:first|her|him|them|me to)|with (?:her|his"
    r"|their) (?:ok|blessing|permission|consent)|at (?:her|his|their) request|happy for|happy to be"
    r"|consent\w*|fine with|agreed|approved)"
)

CLUES: Final[tuple[Clue, ...]] = (
    clue("health", 0.5, rf"\b{HEALTH}\b", marks=True),
    clue("hr", 0.5, rf"\b{HR}\b", marks=True),
    clue("love", 0.9, rf"\b{LOVE}", marks=True),
    clue("age", 0.5, rf"\b{AGE}", marks=True),
    clue("home", 0.4, rf"\b{HOME}", marks=True),
    clue("picture", 0.6, rf"(?:\b|^|\s){PICTURE}", marks=True),
    clue("our colleague", 0.6, rf"\b(?:our|my|the new) (?:[a-z]+ )?{COLLEAGUE}\b"),
    clue("the head", 0.3, rf"\b(?:our|my|the) (?:[a-z]+ )?{HEAD}\b"),
    clue("she", 1.5, r"\b(?:she|he|her|his)(?:'s)?\b"),
    clue(
        "at school",
        0.9,
        r"\b(?:from|in) (?:the )?(?:kitchen|office|finance|science|maths|english|geography|dt|pe|the library"
        r"|reception|hr|agency|year [0-9]+|y[0-9]+|[0-9][a-z]|art|music|history|humanities|business|cover team"
        r"|site team)\b",
    ),
    clue(
        "gossip",
        1.1,
        r"\b(?:guess who|between us|don't (?:tell|say)|told (?:nobody|no one)|not (?:even )?told|you didn't hear"
        r"|act surprised|apparently|spotted|caught|keep it|nobody knows|reckons we don't know|just so you know"
        r"|bless her|bless him|poor|the real reason|she hates it|will kill me|'ll kill me|gonna murder"
        r"|whether you like it|sorry not sorry|won't tell)\b|👀|🤫",
    ),
    clue("work", 0.8, r"\b(?:school|staff|work|staff ?room|briefing|class|corridor|department|dept|office|cover|lesson)\b"),
    clue("handles", 0.7, r"@[a-z_.0-9]+[ ,]+@[a-z_.0-9]+|@(?:mr|mrs|miss|ms)"),
    clue("agreed", -2, rf"\b{CONSENT}\b"),
    clue("own family", -0.8, rf"\b{OWN_KIN}\b"),
    clue("oneself", -0.8, r"\b(?:i'm|i am|my own|i've|i turned|my birthday)\b"),
    clue("pets", -0.5, r"\b(?:dog|cat|puppy|kitten|hamster|rabbit|horse|tabby|vet)\b"),
    clue("you", -0.6, r"\b(?:you|your|u|ur)\b"),
    clue("pupils", -0.8, r"\b(?:pupils?|kids?|children|child|boy|girl|students?|my class|mum|mums|parents)\b"),
)
_PRIVATE: Final = pattern(rf"\b(?:{HEALTH}|{HR}|{LOVE}|{AGE}|{HOME})")
_SHOWN: Final = pattern(rf"(?:\b|^|\s){PICTURE}")
_FROM: Final = pattern(
    r"^(?:'s)? (?:from|in|at|who sits|next door|the) (?:the )?(?:kitchen|office|finance|science|maths|english"
    r"|geography|dt|pe|library|reception|hr|agency|year|y[0-9]|art|music|history|humanities|business|cover"
    r"|site|caretaker|ta|head)"
)
_PLAIN: Final = frozenset({Shape.GIVEN, Shape.FULL})
_TITLED: Final = frozenset({Shape.TITLED})
NAMED: Final = (
    NameClue("name, private", 1.1, _PLAIN, _PRIVATE),
    NameClue("name from", 0.3, _PLAIN, None, _FROM),
    NameClue("titled", 0.9, _TITLED),
    NameClue("titled shown", 0.4, _TITLED, _SHOWN),
    NameClue("named", 0.2, _PLAIN),
)
_COLLEAGUES: Final = frozenset({"colleague", "our colleague", "head", "the head", "at school", "titled", "name from"})
BOTH: Final = (
    Both("colleague in love", 0.4, _COLLEAGUES, frozenset({"love"})),
    Both("colleague's age", 0.4, _COLLEAGUES, frozenset({"age"})),
    Both("colleague shown", 0.9, _COLLEAGUES, frozenset({"picture", "handles"})),
    Both("colleague's health", 0.2, _COLLEAGUES, frozenset({"health"})),
    Both("gossip, private", 0.8, frozenset({"gossip"}), frozenset({"love", "age", "home", "health", "hr", "picture"})),
    Both("named, private", 0.3, frozenset({"named", "name from"}), frozenset({"love", "age", "home"})),
    Both("she, private", 1, frozenset({"she"}), frozenset({"love", "age", "home"})),
)
SCALE: Final = Scale(CLUES, NAMED, 4.5, BOTH)


_SURE: Final = 1.5  # points beyond enough from which there is little doubt
_PICTURED: Final = frozenset({"picture", "name shown", "titled shown", "handles"})
_WHO: Final = frozenset(
    {
        "colleague",
        "our colleague",
        "head",
        "the head",
        "at school",
        "titled",
        "titled, private",
        "titled shown",
        "name from",
        "handles",
        "work",
    }
)
_ROLE: Final = (
    rf"(?:(?:our|my|the|new) (?:[a-z]+ )?(?:{COLLEAGUE}|head|deputy|boss|line manager)|(?:mr|mrs|miss|ms) [a-z'-]{{1,20}})"
)
_ROOM: Final = (
    r"(?:kitchen|office|finance|science|maths|english|geography|history|dt|pe|art|music|library|reception|hr|site team"
    r"|humanities|cover team)"
)
# Shapes that leave little room for another reading.
_TOLD: Final = (
    pattern(rf"\b(?:{_ROLE}\b[^.!?\n]{{0,70}}\b{LOVE}|{LOVE}[^.!?\n]{{0,50}}\b{_ROLE})\b"),
    pattern(
        rf"\b{_ROLE}\b[^.!?\n]{{0,30}}\b(?:turn(?:s|ed)|is|hit) (?:[3-7][0-9]|the big)\b(?: (?:today|tomorrow|on"
        rf"|this|yesterday)|[.!,]|$)"
    ),
    pattern(
        rf"\b{_ROLE}(?:'s)?\b[^.!?\n]{{0,30}}\b(?:lives (?:over|at|on|opposite|next door|two|three|near)|new place"
        rf"|house is|home address|moved to [0-9])"
    ),
    pattern(rf"\b[a-z]+ (?:from|in) (?:the )?{_ROOM}\b[^.!?\n]{{0,60}}\b(?:{LOVE}|{AGE}|lives |turned [3-7][0-9])"),
    pattern(
        r"\b(?:she|he)(?:'s| is| was|'d)? [^.!?\n]{0,40}(?:not telling anyone|told (?:nobody|no one)"
        r"|not told (?:work|anyone|the head))"
    ),
)
_SHOWN_TO_ALL: Final = (
    pattern(
        r"\b(?:tagged|tagging) (?:you all|everyone|her|him|them all|below|the (?:whole )?(?:team|staff|lot))\b"
        r"|@[a-z_.0-9]{3,30},? @[a-z_.0-9]{3,30}(?: and|,)? @[a-z_.0-9]{3,30}"
    ),
    pattern(
        rf"\b(?:caught|snapped|filmed|pictured) {_ROLE}\b[^.!?\n]{{0,60}}\b(?:asleep|nap\w*|snooz\w+|sleeping"
        rf"|snoring|drunk|dancing|face|minibus|karaoke)\b"
    ),
    pattern(
        rf"\b{_ROLE}\b[^.!?\n]{{0,40}}\b(?:asleep|snoozing|karaoke|budgie smugglers|fancy dress"
        rf"|hen do)\b[^\n]{{0,60}}\b(?:pics?|photos?|video|vid|screenshots?|swipe|clip)\b"
    ),
)
_AGREED: Final = pattern(
    rf"\b(?:{CONSENT}|{OWN_KIN}|episode|novel|series|film|chapter|character|cat|dog|tabby|kitten|(?:hi|hello"
    rf"|dear|good (?:morning|evening|afternoon)) (?:mr|mrs|miss|ms))\b"
)


def _find(draft: Draft) -> Iterator[Finding]:
    yield from _plain(draft, _TOLD, None)
    yield from _plain(draft, _SHOWN_TO_ALL, Aspect.PICTURE)
    for weighed in SCALE.heavy(draft.text):
        if weighed.clues & _WHO and draft.context.kind != "bio":
            aspect = Aspect.PICTURE if weighed.clues & _PICTURED else None
            sure = weighed.points >= SCALE.enough + _SURE
            yield draft.finding(Topic.COLLEAGUE_PRIVACY, SCALE.shown(weighed), _WHY[aspect], aspect=aspect, certain=sure)


def _plain(draft: Draft, shapes: tuple[Pattern, ...], aspect: Aspect | None) -> Iterator[Finding]:
    for shape in shapes:
        for match in shape.all(draft.folded):
            around = draft.folded[max(0, match.start - _ROUND) : match.end + _ROUND]
            if _AGREED.search(around) is None:
                yield draft.finding(Topic.COLLEAGUE_PRIVACY, (match.start, match.end), _WHY[aspect], aspect=aspect)


_ROUND: Final = 120  # characters around in which agreement may be stated
_WHY: Final = {
    None: "This looks like something from a colleague's private life.",
    Aspect.PICTURE: "This looks like a picture or tag of a colleague without a word that they agreed.",
}


DETECTOR: Final = Detector(
    "colleague_privacy",
    "Finds a colleague's private life, told or shown without their stated agreement.",
    frozenset({Topic.COLLEAGUE_PRIVACY}),
    _find,
    (
        Example(
            "Guess who I spotted on Hinge last night, none other than our caretaker",
            "spotted on Hinge",
            Topic.COLLEAGUE_PRIVACY,
        ),
        Example("Mr Adeyemi turned 50 yesterday and thinks nobody knows", "Mr Adeyemi turned 50", Topic.COLLEAGUE_PRIVACY),
        Example(
            "Miss Kowalska has moved in with her fella from the gym, they were holding hands in the car park",
            "Miss Kowalska",
            Topic.COLLEAGUE_PRIVACY,
        ),
        Example("Tagging you all from the staff do whether you like it or not", "Tagging you all", Topic.COLLEAGUE_PRIVACY),
        Example(
            "Caught Mr Singh snoozing in the minibus again, pic below", "Caught Mr Singh snoozing", Topic.COLLEAGUE_PRIVACY
        ),
        Example(
            "Our receptionist lives opposite the chip shop and her ex was round again last night",
            "lives opposite",
            Topic.COLLEAGUE_PRIVACY,
        ),
        Example("Leila from the office is getting a divorce, she found the texts", "divorce", Topic.COLLEAGUE_PRIVACY),
        Example("She's pregnant and not telling anyone at work till the scan", "not telling anyone", Topic.COLLEAGUE_PRIVACY),
    ),
    (
        Quiet("My lovely TA brought me soup. That is the post."),
        Quiet("Our head turned 50 and said I could put the balloons on here, so here they are."),
        Quiet("My sister is getting a divorce and I am on the sofa bed for a week."),
        Quiet("Caught our cat snoozing in the laundry basket again, pic below."),
        Quiet("The caretaker in that film lives opposite the haunted chapel."),
        Quiet("Happy birthday to my best friend, forty and still dancing."),
        Quiet("Photos from the staff do are up, everyone in them said yes first."),
        Quiet("The head in that film has moved in with her deputy and I am hooked."),
        Quiet("Dear Mrs Amadi, the trip leaves at nine and the photo form is in the bag."),
    ),
)
