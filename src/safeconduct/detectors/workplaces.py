"""A workplace named by a bare name, where the words around say that the author works there.

``school_identity`` knows a school by its shape (“… Primary”). Most people call theirs “Northlode” or “Larkrise End”: here the
name is any capitalised one that is no everyday word, and what is asked for is what ties the author to it: a role held at it,
“our head at …”, “… staffroom”, “I'm caretaker there”, an agency that sends or owes. Leaves alone: those who only went there,
visit, or read of it; other people's schools; towns, firms and clubs. Sources: kevi 5.2b, tapton D1.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from typing import Final

from safeconduct.activity import Account, Topic
from safeconduct.detectors._exact import after, around, before, has
from safeconduct.detectors._people import OWN_KIN
from safeconduct.disguise import everyday
from safeconduct.gates import Gate
from safeconduct.mentions import is_ordinary
from safeconduct.screening import Context, Detector, Draft, Example, Finding, Quiet
from safeconduct.text import Match, pattern

_NAME: Final = r"([a-z][a-z'-]{3,}(?: [a-z][a-z'-]{2,}){0,2})"
_HELD: Final = (
    r"(?:teacher|ta|hlta|teaching assistant|learning support|ect|nqt|trainee|(?:parent |staff )?governor|vice[- ]chair"
    r"|chair(?: of (?:governors|finance))?|head ?teacher|principal|(?:deputy|assistant) head|caretaker|site manager|cook"
    r"|librarian|cover supervisor|senco|bursar|business manager|lunchtime supervisor|dinner lady|midday|exams officer"
    r"|technician|nursery nurse|learning mentor|matron|head of [a-z ]{3,16}|(?:in )?the (?:finance|exams|school)? ?office"
    r"|in the kitchen|in finance|the finance)"
)
_ROLE_AT: Final = pattern(rf"\b{_HELD} (?:(?:here|now|again|down|up|over) )?at (?:the )?{_NAME}")
_ROLE_OF: Final = pattern(rf"\b(?:head ?teacher|chair of governors|caretaker|librarian|bursar) of {_NAME}")
_OURS_AT: Final = pattern(
    r"\b(?:my|our) (?:[a-z0-9]+ ){0,2}(?:parents'? evening|assembly|timetable|classroom|head|deputy|head ?teacher"
    r"|sixth ?formers|(?:nqt|ect) year|ofsted|pupils|staff ?room|lessons?|tutor group|new build|year [0-9]+s?|ta job"
    r"|head of year)"
    rf"(?: (?:was|is|were))? at {_NAME}"
)
_DAYS_AT: Final = pattern(
    r"\b(?:day (?:one|two|three|1|2|3)|(?:first|second|third|last|final) (?:day|week|term|assembly|shift|parents'? evening)"
    r"|finishing|(?:spent|years?|terms?) (?:teaching|working|in the [a-z]+))(?: of supply| back)? at (?:the )?"
    rf"{_NAME}"
)
_ITS: Final = pattern(
    rf"\b{_NAME} (?:crest|staff ?room|staff (?:loos?|toilets|car park|fleece)|trust fleece|mums and dads|6th form|crew"
    r"|lunchtime (?:girlies|ladies|lot|crew))\b"
)
_CALLED: Final = pattern(
    r"\b(?:my|our) (?:old |new |last |current |former )?(?:agency,? "
    rf"|(?:agency|school|nursery|college|setting) (?:is |called |at )|(?:old|last|former) place,? (?:at )?){_NAME}"
)
_AGENCY: Final = pattern(
    rf"\b{_NAME} (?:(?:still )?owes? me|send me(?: to)?|(?:have|has|haven't|hasn't) (?:never |not |still )?(?:once )?paid me"
    r"|put it in an email|booked me|cancelled me|say that's standard)\b"
)
_FROM_AGENCY: Final = pattern(rf"\b(?:booking|shift|payslip|timesheet|consultant)s? (?:at|from|with) {_NAME}")
_WE_AT: Final = pattern(rf"\bat {_NAME},? (?:we|we've|we're|we'll|our (?:head|pupils|parents|staff|children))\b")
_ALL_AT: Final = pattern(
    r"\b(?:all of us|everyone|everybody|the (?:whole )?team|my (?:[a-z]+th|first|second|third)"
    r"(?: year| term)?|we got (?:good|outstanding)(?: in [a-z]+ [a-z]+)?|grades day|results day|inset(?: day)?|jumper day"
    r"|little ones (?:read|sing)|(?:the )?(?:science|maths|english) (?:corridor|block))"
    rf"(?: in (?:the )?[a-z]+)? at {_NAME}"
)
_PUPILS_OF: Final = pattern(rf"\b(?:for|taught|teaching|took) {_NAME} (?:year [0-9]+s?|y[0-9]+s?|reception|sixth form)")
_THERE: Final = pattern(
    rf"\b(?:i'm|i am|i was|i've been|as) (?:(?:the|a|an|their|only|just|still|now|your) ){{0,2}}{_HELD}(?: [a-z]+){{0,2}}"
    r" there\b"
    r"|\bi (?:start(?:ed)?|run|work|worked|teach|taught)(?: (?:in )?(?:the )?[a-z]+)? there\b"
)
_AT_NAME: Final = pattern(rf"\b(?:at|of|for|past|to|old|up|from) {_NAME}")
_ME: Final = (
    r"\b(?:i|i'm|i've|i'll|me|my|mine|we|we're|we've|us|our|myself)\b|^(?:just|proud|happy|former|ex|retired|signed|your)\b"
)
_TRADE: Final = (
    r"\b(?:supply|agenc(?:y|ies)|cover|placement|teachers?|teach|teaching|schools?|lessons?|class|year [0-9]+|y[0-9]+|pupils?"
    r"|umbrella|payslip|timesheets?|booking|dbs|ects?|tas?|students?|head|staff ?room|staff|assembly|parents'? evening|ofsted"
    r"|term|governors?|nursery|kids|maths|science|english)\b"
)
_OTHERS: Final = (
    rf"\b(?:{OWN_KIN}|(?:our|my) (?:eldest|youngest|kids?|lad|boy|girl|little one|old school|mate|friend|neighbour)"
    r"|went to|i went|as a pupil|pupil at|when i was at|visit(?:ed|ing)?|interview|applied|apply|vacanc(?:y|ies)|advert"
    r"|news|paper|telly|tv drama|series|novel|the film|charged|sentenced|court|looked round|open day|class of|alum\w*"
    r"|his|her|she|he)\b"
)
_NOT_WORK: Final = (
    r"^(?:'s)? ?(?:hospital|hotel|council|university|uni|station|market|park run|parkrun|fc|united|rovers|city|rugby|church"
    r"|mosque|gurdwara|temple|bank|cinema|theatre|arena|airport|leisure|pub|inn|arms|library|road|street|lane)\b"
)
_WHY: Final = "This ties your own account to the school or agency that you work for."
_NEAR: Final = 90


def _find(draft: Draft) -> Iterator[Finding]:
    if not draft.personal:
        return
    seen = set[int]()
    for hit in _hits(draft):
        place = _named(draft, hit)
        if place is not None and place.start not in seen and not _elsewhere(draft, place):
            seen.add(place.start)
            yield draft.finding(Topic.SCHOOL_IDENTITY, (place.start, place.end), _WHY)


def _hits(draft: Draft) -> Iterator[Match]:
    folded, bio = draft.folded, draft.context.kind == "bio"
    for each in (_ROLE_AT, _ROLE_OF):
        yield from (hit for hit in each.all(folded) if bio or has(_ME, before(draft, hit.start, _NEAR)))
    for each in (_OURS_AT, _CALLED):
        yield from each.all(folded)
    for each, near in ((_ITS, _ME), (_AGENCY, _TRADE)):
        yield from (_from_capital(draft, hit) for hit in each.all(folded) if _near(draft, hit, near))
    for each in (_DAYS_AT, _FROM_AGENCY, _WE_AT, _ALL_AT, _PUPILS_OF):
        yield from (hit for hit in each.all(folded) if _near(draft, hit, _TRADE))
    there = _THERE.search(folded)
    if there is not None:
        yield from (hit for hit in _AT_NAME.all(folded) if hit.start < there.start + 2 * _NEAR)


def _near(draft: Draft, hit: Match, words: str) -> bool:
    return has(words, around(draft, hit.start, hit.end, 2 * _NEAR))


def _from_capital(draft: Draft, hit: Match) -> Match:
    """The capitalised words at the end of a match: of “again and Larkwell” “Larkwell”."""
    large = list(takewhile(_begins_large, reversed(_words(draft, hit))))
    size = max(0, sum(len(word) + 1 for word in large) - 1)
    return Match(hit.end - size, hit.end, hit.text[len(hit.text) - size :])


def _words(draft: Draft, hit: Match) -> list[str]:
    start, end = draft.text.span(hit.start, hit.end)
    return draft.text.raw[start:end].split(" ")


def _begins_large(word: str) -> bool:
    return word[:1].isupper() and not word.isupper()


def _named(draft: Draft, hit: Match) -> Match | None:
    """The capitalised words at the beginning of a match, if they can be a name: “Larkrise End”, not “Monday” or “Tesco”."""
    name = " ".join(takewhile(_begins_large, _words(draft, hit))).replace("’", "'").removesuffix("'s").rstrip(".,!?")
    first = name.split(" ")[0].casefold()
    if len(first) < _SHORTEST or is_ordinary(first) or first in everyday() or first in _WORLD:
        return None
    return Match(hit.start, hit.start + len(name), hit.text[: len(name)])


_SHORTEST: Final = 4
_WORLD_WORDS: Final = """
    hogwarts narnia mcdonalds mcdonald's wetherspoons nandos nando nando's arsenal everton chelsea wembley ibiza spain france
    oxford cambridge kent bury barnsley strava etsy vinted westminster parliament unison butlins haven glastonbury
    facebook instagram tiktok whatsapp twinkl lidl waitrose morrisons sainsburys sainsbury's ikea argos primark
    childline ofcom unicef oxfam specsavers
"""
_WORLD: Final = frozenset(_WORLD_WORDS.split())


def _elsewhere(draft: Draft, place: Match) -> bool:
    near = before(draft, place.start, _NEAR) + " " + after(draft, place.end, _NEAR // 2)
    return has(_OTHERS, near) or has(_NOT_WORK, after(draft, place.end, 24))


_PATTERNS: Final = (
    _ROLE_AT, _ROLE_OF, _OURS_AT, _DAYS_AT, _ITS, _CALLED, _AGENCY, _FROM_AGENCY, _THERE, _WE_AT, _ALL_AT, _PUPILS_OF,
)  # fmt: skip

DETECTOR: Final = Detector(
    id="workplaces",
    says="Finds a personal account tied to the author's own school or agency where it is called by a bare name.",
    topics=frozenset({Topic.SCHOOL_IDENTITY}),
    find=_find,
    gate=Gate(
        _ROLE_AT, _ROLE_OF, _OURS_AT, _DAYS_AT, _ITS, _CALLED, _AGENCY, _FROM_AGENCY, _THERE, _WE_AT, _ALL_AT, _PUPILS_OF
    ),
    fires=(
        Example("Thank you! I'm just the drama teacher at Brindlecombe, but yes", "Brindlecombe", Topic.SCHOOL_IDENTITY),
        Example("Planner by day, governor at Wickersley by night", "Wickersley", Topic.SCHOOL_IDENTITY, Context(kind="bio")),
        Example("GRWM for my first parents evening at Kestle Mead", "Kestle Mead", Topic.SCHOOL_IDENTITY),
        Example("Gutted to be finishing at Marlbeck on Friday, the staff are lovely", "Marlbeck", Topic.SCHOOL_IDENTITY),
        Example("Filmed in the Kestlewood staff room, my favourite light", "Kestlewood", Topic.SCHOOL_IDENTITY),
        Example("Late again? My agency is Coverwell and they pay on the dot", "Coverwell", Topic.SCHOOL_IDENTITY),
        Example("Agency maths again and Larkwell owe me for the full day", "Larkwell", Topic.SCHOOL_IDENTITY),
        Example("The lock at Eskbridge gym is broken, I'm caretaker there", "Eskbridge", Topic.SCHOOL_IDENTITY),
        Example("At Wrenbury we've banned phones in lessons and I sleep better", "Wrenbury", Topic.SCHOOL_IDENTITY),
        Example("Drove the minibus for Fennyford's year 4 today", "Fennyford", Topic.SCHOOL_IDENTITY),
    ),
    quiet=(
        Quiet("The caretaker at Brindlecombe was on the news again"),
        Quiet("My son's head of year at Brindlecombe rang again"),
        Quiet("I was a pupil at Wrenbury and the caretaker at Wrenbury terrified me"),
        Quiet("Our head of year at Nando's again on a Friday, we love a chicken"),
        Quiet("First day at Butlins and the kids are feral"),
        Quiet("Head teacher at Brindlecombe wanted: I saw the vacancy and laughed"),
        Quiet("Everyone at Wembley was singing, school night or not"),
        Quiet("Learning support at Brindlecombe is open on Friday", Context(account=Account.OFFICIAL)),
    ),
)
