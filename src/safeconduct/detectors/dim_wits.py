"""Sayings that call somebody stupid, said of one's own pupils, parents, colleagues or lessons.

“Lights on, nobody home, period 5 again” holds no rude word, yet whoever sat in that room knows what is meant. Such a saying
of a class, a parent, a colleague or a lesson is contempt. Leaves alone: the same of oneself, one's family, a dog, a soup, a
minister or a goalkeeper, and what is quoted to condemn it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safeconduct.activity import Topic
from safeconduct.detectors._exact import after, around, before, has
from safeconduct.detectors._people import MY_CLASS, OWN_KIN, YEAR
from safeconduct.gates import Gate
from safeconduct.screening import Detector, Draft, Example, Finding, Quiet
from safeconduct.text import Match, pattern

_NEAR: Final = 70  # characters around a saying in which it must say of whom
_SOON: Final = 25  # and after it in which it may turn out to be said of oneself
_VESSELS: Final = (
    r"picnic|full (?:load|deck|set|shilling|english|pack|box|toolbox)|six[- ]?pack|happy meal|loaf|dozen|barbecue|bbq"
    r"|fry[- ]?up|shilling|pound|quid|load|deck|meal deal|tea set"
)
_THICK_AS: Final = (
    r"mince|two (?:short )?planks?|a (?:plank|brick|post|whale omelette|castle (?:wall|door)|submarine door|door)|bricks?"
    r"|planks?|pig ?(?:muck|sh\w+|s[*]+t)|custard|porridge|treacle|champ|shit|gravy"
)
_SAYING: Final = pattern(
    r"\b(?:lights?(?:'s| are| is| were| was)? on[ ,;:.–—-]+(?:(?:and|but|yet|though) )?(?:there(?:'s| is| was) )?"
    r"(?:nobody|no ?-?one)(?:'s| is| was)? (?:at )?(?:home|in)"
    r"|(?:not|hardly|isn't|aren't|ain't|wasn't|weren't) (?:exactly |quite |really |all )?(?:the |your )?"
    r"(?:sharpest (?:tool|knife|knives|pencil|crayon)|brightest (?:bulb|crayon|spark|button|lamp|candle))s?"
    rf"|[a-z]+ (?:or two )?short of an? (?:{_VESSELS})"
    r"|lift (?:doesn'?t|does not|didn'?t|don'?t) (?:quite )?(?:go|reach|stop)(?: all the way)?(?: up)? (?:to|at) the top"
    r"|(?:one|two|three|half a|a single|not a|not one|a couple of|couple of|zero|no) brain ?cells?"
    r"|not a brain ?cell|if brains were|gene pool|(?:not|isn't|aren't) (?:playing|dealing) with a full deck"
    r"|room[- ]temperature iqs?|iqs? (?:of a|below|under|lower)"
    r"|wheel'?s? (?:is )?(?:spinning|turning|going)[ ,]+(?:but |and )?(?:the )?hamster"
    rf"|(?:thick|dense|dim|daft|dumb) as (?:{_THICK_AS}))\b"
)
_LESSON: Final = r"(?:(?:period|lesson) (?:[1-7]|one|two|three|four|five|six|seven)|last (?:lesson|period)|cover lesson)"
_THEM: Final = (
    r"(?:(?:my|our|ours|these|those|this|that|today's|the) (?:[a-z]+ ){0,2}(?:class|classes|set|sets|form|tutor group|cohort"
    r"|year group|pupils|students|kids|starters|staff ?room|slt|smt|department|ta|teacher|supply|head|deputy|governors?"
    r"|parents?|mums?|dads?)|parents (?:these days|nowadays|at|of)|(?:year|yr|y) ?(?:1[0-3]|[0-9])(?:s|'s)?|slt"
    rf"|{MY_CLASS}|{YEAR}'?s?|(?:1[0-3]|[7-9])(?:[a-z][0-9]|[gh]))"
)
_OF_WHOM: Final = rf"\b(?:{_THEM}|{_LESSON})\b"
_ONESELF: Final = (
    r"\b(?:i'?m|i am|i was|i feel|i felt|i have|i had|me|myself|us|we'?re|we are|we were|my (?:own )?(?:brain|head|mind)"
    r"|feeling)\b"
)
_OTHERS: Final = (
    rf"\b(?:{OWN_KIN}|dogs?|cats?|pupp(?:y|ies)|terrier|spaniel|labrador|hamsters?|budgie|pony|horse|seagulls?|soup|sauce"
    r"|gravy|stew|fog|paste|paint|quiz|minister|government|council|politicians?|mps?|pm|tory|tories|labour|reform|striker|keeper"
    r"|goalkeeper|referee|ref|midfield|defence|back four|villain|character|actor|contestants?|flatmates?|landlord|neighbours?"
    r"|other schools?|number [0-9]+)\b"
)
_QUOTED: Final = (
    r"\b(?:call(?:ed|ing|s)?|say(?:ing|s)?|said|phrase|expression|heard|overheard|told|stop|never|shouldn'?t|tribunal|idioms?"
    r"|prohibited|comments? like)\b"
)


def _find(draft: Draft) -> Iterator[Finding]:
    for hit in _SAYING.all(draft.folded):
        if _is_contempt(draft, hit):
            yield draft.finding(Topic.DEROGATORY, (hit.start, hit.end), _WHY)


_WHY: Final = "This calls pupils, parents, colleagues or a lesson of yours stupid."


def _is_contempt(draft: Draft, hit: Match) -> bool:
    near, earlier, later = around(draft, hit.start, hit.end, _NEAR), before(draft, hit.start), after(draft, hit.end, _SOON)
    if has(_ONESELF, earlier) or has(_ONESELF, later) or has(_OTHERS, near) or has(_QUOTED, earlier):
        return False
    return has(_OF_WHOM, near)


DETECTOR: Final = Detector(
    id="dim_wits",
    says="Finds sayings that call one's own pupils, parents or colleagues stupid without a rude word.",
    topics=frozenset({Topic.DEROGATORY}),
    find=_find,
    gate=Gate(_SAYING),
    fires=(
        Example("lights on, nobody home, period 5 again", "lights on, nobody home", Topic.DEROGATORY),
        Example("Set 4 maths. The lights are on but nobody's home", "lights are on but nobody's home", Topic.DEROGATORY),
        Example("Two sandwiches short of a picnic, this year 9", "sandwiches short of a picnic", Topic.DEROGATORY),
        Example("our new TA is not the sharpest tool in the box", "not the sharpest tool", Topic.DEROGATORY),
        Example("8H3: the lift doesn't go to the top floor", "lift doesn't go to the top", Topic.DEROGATORY),
        Example("One brain cell for the whole of 10B and it is off sick", "One brain cell", Topic.DEROGATORY),
    ),
    quiet=(
        Quiet("Lights on, nobody home at number 12, I think they are in Spain"),
        Quiet("By period 5 I'm lights on, nobody home"),
        Quiet("My brother is not the sharpest tool in the box but he can cook"),
        Quiet("Our goalkeeper has one brain cell, and year 9 boys could score past him"),
        Quiet("That soup was thick as mince, just how our year 6 cook makes it"),
        Quiet("Never say a child is a few sandwiches short of a picnic, the trainer told our department"),
        Quiet("Quiz night, six of us, two brain cells between us"),
    ),
)
