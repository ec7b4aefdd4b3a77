"""Pieces of patterns for the people at one's own work of whom a plain sentence says something outright.

They are strings, to be put together into patterns, for folded text: somebody with a title, a name with a place of work
behind it, a role, a class or pupils, a pupil's parents. ``is_person`` tells whether a name stands where a pattern took one.
"""

from __future__ import annotations

from typing import Final

from safeconduct.detectors._people import CHILD, CODE, COLLEAGUE, YEAR
from safeconduct.disguise import everyday
from safeconduct.mentions import is_ordinary
from safeconduct.screening import Draft
from safeconduct.text import pattern

TITLED: Final = r"(?:mr|mrs|ms|miss|mx) [a-z][a-z'-]{1,20}"
AT_WORK: Final = (
    r"(?:in|from|on) (?:the )?(?:office|kitchen|canteen|staff ?room|hr|reception|admin|finance|front desk|site team"
    r"|my department"
    rf"|my (?:class|form|set|year|group)|{YEAR}[a-z]?|{CODE})"
)
NAMED: Final = rf"[a-z]{{2,14}}(?: [a-z]{{1,14}})? {AT_WORK}"
_LEADER: Final = (
    r"(?:head ?teacher|headmistress|headmaster|(?:executive |exec )?head|deputy(?: head)?|assistant head|principal"
    r"|vice principal|line manager|boss|chair of governors|governors?|business manager|bursar|agency consultant|consultant)"
)
# Whom one meets at school alone: of a receptionist, a cook or a manager anybody may speak.
_AT_SCHOOL: Final = (
    r"(?:head ?teacher|headmistress|headmaster|deputy(?: head)?|assistant head|head|chair of governors|governors|slt|smt"
    r"|tas?|hltas?"
    r"|teaching assistants?|ects?|nqts?|sencos?|dsl|head of (?:year|maths|english|science|art|drama|pe|history|geography|music"
    r"|sixth form)|caretaker|dinner lad(?:y|ies)|cover supervisor|exams officer|class ?teacher|form tutor|lollipop (?:man|lady)"
    r"|supply teacher|business manager|pe teacher|midday(?: supervisor)?s?|new (?:teacher|ta)|lunchtime staff)"
)
_NEW: Final = r"(?:new |old |other |acting |so-called |stupid |bloody )?"
ROLE: Final = (
    rf"(?:(?:my|our|half (?:of )?(?:my|our)|all (?:of )?(?:my|our)|(?:some|most|one) of (?:my|our))"
    rf" {_NEW}(?:{_LEADER}|{COLLEAGUE}s?)(?: at (?:my|our|this) school)?"
    rf"|(?:the|that|this) {_NEW}{_AT_SCHOOL}(?: at (?:my|our|this) school)?"
    r"|slt|smt|(?:my|our) (?:hr|management|trust|leadership team)|the (?:slt|smt|leadership team|governing body"
    r"|office (?:ladies"
    r"|staff))|(?:the )?(?:staff|teachers|tas|management) (?:at|in) (?:my|our|this) (?:school|academy|nursery|college"
    r"|department))"
)
CLASS: Final = (
    rf"(?:(?:my|our|those|these) (?:(?:whole|entire|new|bottom set|top set) )?(?:(?:{YEAR}|{CODE})s?(?: (?:class|lot|kids"
    rf"|group))?|class"
    r"|form|tutor group|pupils|students|sixth formers)"
    rf"|(?:today's )?(?:year|yr|y) ?(?:1[0-3]|[1-9])s?|{CODE}"
    rf"|(?:the |these |half the |most of the |all the )?(?:{CHILD}s?|pupils|students) (?:at (?:my|our|this) school"
    rf"|(?:that )?i teach"
    r"|in my class|i work with)"
    r"|(?:one|two|three|some|half|most|a few) of my (?:pupils|students|class|form|kids))"
)
KIND_OF_PARENT: Final = r"(?:mum|dad|mam|mother|father|nan|parents|stepdad|stepmum)"
PARENT: Final = (
    rf"(?:[a-z]{{3,14}}'s? {KIND_OF_PARENT}|(?:the|some of the|most of the|half the) parents (?:at|of|in|from)"
    r" (?:my|our|this) (?:school|class|kids|pupils)|(?:some|half|most|all) of (?:my|our) (?:class |pupils'? )?parents)"
)
FICTION: Final = (
    r"(?:mr|mrs|ms|miss|mx) (?:wickham|toad|wormwood|tibbs|ewell|elton|brocklehurst|grinch|honey|darcy|bennet|collins"
    r"|rochester|hyde|bean|gradgrind|birling|tumnus|trunchbull|twit|fox|tickle|men"
    r"|blobby|trump|potato|incredible|burns|motley|bumble|wolf|bear|bunny|rat|piggy|havisham|bates|danvers|beale|brown|t|world"
    r"|universe|president|speaker|chips|big|robot|snuffles|whiskers|marple|spock|freeze)\b"
)


def goes_on(draft: Draft, end: int) -> bool:
    """Whether the last word of a match goes on in the text as written: “pig-headed”, “my TA's cake”."""
    at = draft.text.span(end - 1, end)[1]
    return _GOES_ON.search(draft.text.raw[at : at + 2]) is not None


_GOES_ON: Final = pattern(r"^[-‐‑'’][A-Za-z]")


def is_person(words: str) -> bool:
    """Whether a name stands where one is looked for: “parking in year 2 is a nightmare” has none."""
    who = pattern(rf"^(?:[a-z]{{2,14}}(?: [a-z]{{1,14}})? {AT_WORK}|[a-z]{{3,14}}'s? {KIND_OF_PARENT})\b").search(words)
    if who is None:
        return True
    first = [word.removesuffix("'s") for word in who.text.split(" ")[:1]]
    return any(not is_ordinary(word) and word not in everyday() for word in first)
