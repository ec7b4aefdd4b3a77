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
    r"(?:hinge|tinder|bumble|grindr|dating (?:app|site|profile)|(?:on|had) a date|first date|holding hands|snogging|kissing"
    r"|affair|divorc\w+|separated|split (?:up|from)|(?:her|his) ex\b|(?:her|his) (?:husband|wife|fella|boyfriend|girlfriend"
    r"|bloke|missus)|(?:husband|wife|fella|boyfriend|girlfriend)(?:'s| has)? (?:moved out|left|gone|been seen)|left (?:her|him"
    r"|his wife|her husband)|left (?:her|his) (?:fella|husband|wife)|single again|newly single|moved in with|moving in with"
    r"|shacked up|sleeping with|(?:is|'s|been) seeing (?:someone|each other|one of|the)|gone off with|on the pull|got engaged"
    r"|hen do|stag do|(?:came|come|coming) out (?:to|as)|is gay|not (?:her|his) husband|someone else since)"
)
AGE: Final = (
    r"(?:(?:turn(?:s|ed|ing)|is|hit|hits|now|only|big) (?:19|2[0-9]|[3-7][0-9]|thirty|forty|fifty|sixty|five-oh|six-oh"
    r"|four-oh)\b|the big [3-7]0|[3-7][0-9] (?:today|tomorrow|on the|on friday|on monday|on saturday|yesterday)|(?:40|50|60"
    r"|70)th|(?:she|he)'s (?:only )?[2-7][0-9]\b|surprise [3-7]0th|born in 19[0-9]{2}|(?:her|his) real age)"
)
HOME: Final = (
    r"(?:lives? (?:over|at|on|in|opposite|next|two|three|near|above|behind|round|with)|(?:still )?lives with (?:her|his)"
    r"|doors down|new place|(?:her|his) (?:house|flat|address|drive|street|car|reg|mobile|number|home number"
    r"|front door)|number(?:'s| is)? 0|mobile(?:'s| is)? 0|07[0-9]{3}|home address|address is|reg (?:is|ends)"
    r"|[0-9]{1,3} [a-z]+ (?:road|street|lane|close|avenue|drive|st|rd|rise|walk)|private (?:messages?|chat)|screenshot(?:s"
    r"|ted)?)"
)
PICTURE: Final = (
    r"(?:pics?|photos?|pictured|tagged|tagging|\[(?:photo|video|vid|pic)\]|video|filmed|filming|swipe|slide [0-9]|selfie"
    r"|see (?:pic|clip)|caught (?:our|my|mr|mrs|miss|ms|him|her)|karaoke|asleep|snoozing|fancy dress|📸|face when|meme"
    r"|wedding photos|screenshot|reel|clip|mouth (?:wide )?open|live from)"
)
CONSENT: Final = (
    r"(?:permission|said yes|said i could|okayed|ok'?d|asked (?:first|her|him|them|me to)|with (?:her|his|their) (?:ok|blessing"
    r"|permission|consent|say-so)|at (?:her|his|their) request|happy for|happy to be|consent\w*|fine with|agreed|approved"
    r"|picked (?:his|her|their) own|chosen (?:his|her|their) own|asked us all)"
)
_ROOM: Final = (
    r"(?:kitchen|office|finance|science|maths|english|geography|history|dt|pe|art|music|drama|library|reception|hr|site team"
    r"|humanities|business|cover(?: team)?|year [0-9]+|y[0-9]+|staffroom)"
)
_GOSSIP: Final = (
    r"guess (?:who|which|what)|between us|don't (?:tell|say)|told (?:nobody|no one)|not (?:even )?told|hasn't told"
    r"|you didn't hear|act surprised|apparently|turns out|spotted|caught|keep it|nobody knows"
    r"|doesn't want it known|just so you know|bless (?:her|him)|poor (?:love|thing|soul|lass|lad|man)|the real reason"
    r"|that's why (?:she|he)|(?:she|he) hates it|will kill me|'ll kill me|gonna murder|whether (?:you"
    r"|they) like it|sorry not sorry|won't tell|don't tell (?:her|him)|you're welcome"
)

CLUES: Final[tuple[Clue, ...]] = (
    clue("health", 0.5, rf"\b{HEALTH}\b", marks=True),
    clue("hr", 0.2, rf"\b{HR}\b", marks=True),
    clue("love", 0.9, rf"\b{LOVE}", marks=True),
    clue("age", 0.4, rf"\b{AGE}", marks=True),
    clue("home", 0.4, rf"\b{HOME}", marks=True),
    clue("picture", 0.4, rf"(?:\b|^|\s){PICTURE}", marks=True),
    clue("colleague", 0.5, rf"\b{COLLEAGUE}\b"),
    clue("our colleague", 0.7, rf"\b(?:our|my|the new) (?:[a-z]+ )?{COLLEAGUE}\b"),
    clue("head", 0.3, rf"\b{HEAD}\b"),
    clue("the head", 0.2, rf"\b(?:our|my|the) (?:[a-z]+ )?{HEAD}\b"),
    clue("she", 1.1, r"\b(?:she|he|her|his)(?:'s)?\b"),
    clue("at school", 0.9, rf"\b(?:from|in) (?:the )?{_ROOM}\b"),
    clue("gossip", 1, rf"\b(?:{_GOSSIP})\b|👀|🤫"),
    clue("work", 0.4, r"\b(?:school|staff|work|staff ?room|briefing|class|corridor|department|dept|office|cover|lesson)\b"),
    clue("handles", 0.4, r"@[a-z_.0-9]+[ ,]+@[a-z_.0-9]+|@(?:mr|mrs|miss|ms)"),
    # against
    clue("agreed", -2, rf"\b{CONSENT}\b"),
    clue("greeting", -1.5, r"^(?:hi|hiya|hello|dear|good (?:morning|afternoon|evening)) "),
    clue("own family", -0.6, rf"\b{OWN_KIN}\b"),
    clue("oneself", -0.5, r"\b(?:i'm|i am|my own|i've|i turned|my birthday)\b"),
    clue("pets", -0.3, r"\b(?:dog|cat|puppy|kitten|hamster|rabbit|horse|tabby|vet)\b"),
    clue("you", -0.6, r"\b(?:you|your|u|ur)\b"),
    clue("pupils", -0.6, r"\b(?:pupils?|kids?|children|child|boy|girl|students?|my class|mum|mums|parents)\b"),
    clue("story", -1, r"\b(?:episode|novel|series|film|soap|chapter|character|panto|anne boleyn|henry)\b"),
)
_PRIVATE: Final = pattern(rf"\b(?:{HEALTH}|{HR}|{LOVE}|{AGE}|{HOME})")
_SHOWN: Final = pattern(rf"(?:\b|^|\s){PICTURE}")
_FROM: Final = pattern(rf"^(?:'s)? (?:(?:from|in|at) (?:the )?{_ROOM}|who sits|next door|the (?:caretaker|ta|head))\b")
_PLAIN: Final = frozenset({Shape.GIVEN, Shape.FULL})
_TITLED: Final = frozenset({Shape.TITLED})
NAMED: Final = (
    NameClue("name, private", 0.9, _PLAIN, _PRIVATE),
    NameClue("name from", 0.5, _PLAIN, None, _FROM),
    NameClue("titled", 1.1, _TITLED),
    NameClue("titled shown", 0.3, _TITLED, _SHOWN),
    NameClue("named", 0.2, _PLAIN),
)
_COLLEAGUES: Final = frozenset({"colleague", "our colleague", "head", "the head", "at school", "titled", "name from"})
BOTH: Final = (
    Both("colleague in love", 0.6, _COLLEAGUES, frozenset({"love"})),
    Both("colleague's age", 0.4, _COLLEAGUES, frozenset({"age"})),
    Both("colleague shown", 0.5, _COLLEAGUES, frozenset({"picture", "handles"})),
    Both("colleague's health", 0.3, _COLLEAGUES, frozenset({"health"})),
    Both("gossip, private", 1, frozenset({"gossip"}), frozenset({"love", "age", "home", "health", "hr", "picture"})),
    Both("named, private", 0.4, frozenset({"named", "name from"}), frozenset({"love", "age", "home"})),
    Both("she, private", 0.9, frozenset({"she"}), frozenset({"love", "age", "home"})),
)
SCALE: Final = Scale(CLUES, NAMED, 3.4, BOTH)


_SURE: Final = 2.8  # points beyond enough from which there is little doubt
_PICTURED: Final = frozenset({"picture", "titled shown", "handles"})
_WHO: Final = frozenset(
    {
        "colleague",
        "our colleague",
        "head",
        "the head",
        "at school",
        "titled",
        "titled shown",
        "name from",
        "handles",
        "work",
    }
)
_ROLE: Final = (
    rf"(?:(?:our|my|the|new) (?:[a-z]+ )?(?:{COLLEAGUE}|head|deputy|boss|line manager)|(?:mr|mrs|miss|ms) [a-z'-]{{1,20}})"
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
    weighs=True,
)
