"""The author's own date of birth or a colleague's, and answers to the questions by which banks know us.

Finds a full date of birth (“born 4 March 1984”, “DOB 04/03/84”), an age with the day it was reached, and security
answers: first pet, first street, mother's maiden name, first school, first car, also where a name game asks for them.
Leaves alone: “it's my birthday”, births of children, relatives and the famous, warnings against such games, and a
single harmless memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from safeconduct.activity import Audience, Topic
from safeconduct.detectors._exact import after, around, before, has
from safeconduct.gates import Gate
from safeconduct.screening import Context, Detector, Draft, Example, Finding, Quiet
from safeconduct.text import Match, pattern

_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
_DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_LONG_YEAR: Final = r"(?:19[3-9]\d|200\d)"
_YEAR: Final = rf"(?:{_LONG_YEAR}|'?[3-9]\d)"
_DATE: Final = (
    rf"(?:{_DAY} ?(?:of )?{_MONTH},? {_YEAR}|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2]){_LONG_YEAR}|"
    rf"{_MONTH} {_DAY},? {_LONG_YEAR}|"
    rf"{_DAY} ?[./-] ?(?:0?[1-9]|1[0-2]) ?[./-] ?{_YEAR}|{_LONG_YEAR}[-/](?:0[1-9]|1[0-2])[-/](?:0[1-9]|[12]\d|3[01]))"
)
_CUE: Final = r"(?:\bborn(?: on| at| in)?|\bd\.?o\.?b\.?|\bdate of birth|\bbirth ?date|\bbirthday|\bb\.)"
_TIME: Final = r"(?: at (?:about )?\d{1,2}(?:[.:]\d\d)? ?(?:am|pm))?"
_BIRTHS: Final = (
    pattern(rf"{_CUE}{_TIME}[^\d!?\n]{{0,30}}?({_DATE})(?:[^0-9a-z]|$)"),
    pattern(rf"\bbirthday to me[^\d\n]{{0,8}}({_DATE})(?:[^0-9a-z]|$)"),
    pattern(
        rf"\b({_DATE})[,.]? (?:is|was|that'?s|the day) (?:when |the day )?(?:i was born|my birthday|my date of birth|my dob)\b"
    ),
    pattern(rf"\b[a-z]+ born,?[^\d!?\n]{{0,30}}?({_DATE})(?:[^0-9a-z]|$)"),
    pattern(rf"\bi'?m \d\d (?:today|on)?,? ?(?:on )?({_DATE})(?:[^0-9a-z]|$)"),
)
_AGE_AND_DAY: Final = pattern(
    rf"\b(?:i |i'?ve )?((?:i'?m|i am|turn(?:ed)?|i'?ll be|turning) \d\d (?:today,? |on |this )(?:the )?"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?))\b"
)
_KIN: Final = (
    r"son|daughter|baby|twins?|boys?|girls?|grand\w+|nan|gran|mum|mam|mother|dad|father|niece|nephew|sister|brother|husband|"
    r"wife|uncle|aunt\w*|children"
)
_FAMOUS: Final = r"shakespeare|dickens|king|queen|author|poet|composers?|artist|scientist|singer|actor|footballer|president"
_ANIMALS: Final = r"dog|puppy|pups?|kittens?|cat|foal|horse|hamster|tortoise"
_THINGS: Final = r"company|club|school|band|album|app|nhs|on this day"
_ANYBODY: Final = r"anyone|if you(?:'re| were| are)?|those|people|everyone|nobody|pupil|year \d+|mr|mrs|ms|miss"
_OTHERS: Final = (
    rf"\b(?:{_KIN}|{_FAMOUS}|{_ANIMALS}|{_THINGS}|{_ANYBODY}|he|she|they|who|was|were|his|her|their)\b[^.!?\n]{{0,30}}$"
)
_SELF: Final = (
    r"\b(?:i was|i'm|im|i am|my (?:date|dob|d\.o\.b|birth)|me)\b[^.!?\n]{0,25}$|"
    r"(?:^|[.!?|\n] ?)[a-z]+ (?:girl|lass|lad|boy)\b[^.!?\n]{0,8}$"
)
_EXAMPLE: Final = (
    r"\b(?:for example|e\.g\.|sum|subtract|worksheet|ni number|form asks|history|founded|opened|"
    r"released|expires?|on this day)\b"
)
_NAME_BEFORE: Final = pattern(r"([a-z'-]+ [a-z'-]+)[ ,(]+(?:was )?$|([a-z'-]+)(?:,| \() ?$")
_OF_COLLEAGUE: Final = pattern(
    r"\b(?:mr|mrs|ms|miss|dr) [a-z'-]{2,20} (?:date of birth|dob|d\.o\.b\.?|birth ?date|was born(?: on)?) ?(?:is|:)? ?"
    rf"({_DATE})(?:[^0-9a-z]|$)"
)
_LATER_DAY: Final = r"\b(?:started|moved|married|joined|qualified|opened|graduated|since|wed|met|left|trained)\b"

_PARTS: Final = {
    "pet": r"\b(?:first|childhood|1st) (?:ever )?pet(?:'s name)?\b",
    "street": r"\b(?:first |childhood |old )?(?:street|road)(?: name)? (?:(?:that )?(?:you|i|we|u) )?(?:grew "
    r"up|lived|were born|"
    r"was born|first lived|live[d]?)(?: (?:on|in))?\b|\bfirst street\b",
    "maiden": r"\b(?:mother'?s?|mum'?s?|mam'?s?|mom'?s?) maiden name\b",
    "school": r"\b(?:first|primary|1st) school(?:'?s name)?\b",
    "car": r"\bfirst (?:ever )?car\b",
    "teacher": r"\b(?:favourite|first) teacher\b",
    "born": r"\b(?:born in|town of birth|place of birth|where (?:you|i) (?:were|was) born|birth ?place|[a-z]+ born)\b",
    "word": r"\bmemorable (?:word|date|name|place)\b",
}
_TELLING_PARTS: Final = frozenset({"pet", "street", "maiden"})
_ANSWER: Final = (
    r"(?:\b(?:so |hi |hello )?(?:i'?m|i am|mine'?s|mine is|mine:|that makes me|guess i'?m|i would be|i'?d be|call "
    r"me|meet)\b [a-z]|\bwas (?:an? )?[a-z]+|\bis [a-z]+"
    r"|\bname [a-z]+,|\bcar an? [a-z]+|\bpet [a-z]+[.,!]|\bcalled [a-z]+)"
)
_INVITES: Final = (
    r"\b(?:yours\b|your turn|copy and paste|comment|drop|go\b|tag|name generator|(?:spy|stage|stripper|drag|star|rock "
    r"?star|witness protection|elf|porn|band|royal|hobbit|wrestler|detective|villain)[a-z ]{0,12}name)"
)
_WARNS: Final = (
    r"\b(?:don'?t|do not|please|never|stop|avoid|careful|scam\w*|security question|bank security|hackers? (?:love|want|"
    r"use)|identity theft|phish\w*|lesson|assembly|cpd|warn\w*|data harvest\w*)\b"
)
_MAIDEN_STATED: Final = pattern(r"\b((?:mother'?s?|mum'?s?|mam'?s?) maiden name(?:'s| is| was|:)? (?:[a-z]{3,20}))\b")
_NOT_A_NAME: Final = (
    r" (?:and|plus|is|was|or|on|in|for|the|games?|as|question|questions|too|game|thing|again|then|with|please)$"
)


def _own_birth(draft: Draft, found: Match) -> bool:
    ahead = before(draft, found.start, 75)
    cue = pattern(rf"(?s)^.*({_CUE}{_TIME}[^\d!?\n]{{0,30}})$").search(ahead)  # the last cue before the date
    ahead = ahead[: cue.start] if cue else ahead
    if has(_EXAMPLE, around(draft, found.start, found.end, 40)) or (cue and has(_LATER_DAY, cue.text)):
        return False
    if has(_SELF, ahead + (cue.text if cue else "")):
        return True
    return not has(_OTHERS, ahead) and not _of_somebody_named(draft, ahead, found.start - (len(cue.text) if cue else 0))


def _of_somebody_named(draft: Draft, ahead: str, end: int) -> bool:
    """“Ada Lovelace, born …”, “Prince (born …”: a name with capitals before it, in a post."""
    name = _NAME_BEFORE.search(ahead)
    if name is None or draft.context.kind == "bio":
        return False
    start, finish = draft.text.span(end - len(ahead) + name.start, end - len(ahead) + name.end)
    return all(word[:1].isupper() for word in draft.text.raw[start:finish].split())


def _births(draft: Draft) -> Iterator[Match]:
    end = -1
    found = [match for source in _BIRTHS for match in source.all(draft.folded) if _own_birth(draft, match)]
    for match in sorted((*found, *_AGE_AND_DAY.all(draft.folded)), key=lambda m: (m.start, -m.end)):
        if match.start >= end:
            end = match.end
            yield match


def _parts(draft: Draft) -> list[tuple[Match, str]]:
    """Where the text speaks of what security questions ask for, in order."""
    found = [(match, name) for name, source in _PARTS.items() for match in pattern(source).all(draft.folded)]
    return sorted(found, key=lambda part: part[0].start)


def _games(draft: Draft) -> Iterator[tuple[int, int, bool]]:
    """Stretches with two or more answers, and whether an answer is given rather than only asked for."""
    end = -1
    parts = _parts(draft)
    for (first, name), (second, other) in pairwise(parts):
        if name == other or second.start - first.end > 90 or first.start < end or not {name, other} & _TELLING_PARTS:
            continue
        near = around(draft, first.start, second.end, 70)
        stretch = draft.folded[max(0, first.start - 25) : second.end + 70]
        answered = has(_ANSWER, stretch)
        if not has(_WARNS, near) and (answered or has(_INVITES, near)):
            end = second.end
            yield first.start, second.end, answered


def find(draft: Draft) -> Iterator[Finding]:
    """Birth dates, and answers to security questions."""
    for found in _OF_COLLEAGUE.all(draft.folded):
        why = "This is a colleague's full date of birth, and nothing here says that they agreed."
        yield draft.finding(Topic.COLLEAGUE_PRIVACY, (found.start, found.end), why)
    if draft.personal:
        yield from _own(draft)


def _own(draft: Draft) -> Iterator[Finding]:
    for found in _births(draft):
        yield draft.finding(
            Topic.OWN_DETAILS, (found.start, found.end), "A full date of birth helps anyone who wants to pass for you."
        )
    for start, end, answered in _games(draft):
        yield draft.finding(
            Topic.OWN_DETAILS,
            (start, _answer_end(draft, end)),
            "These are answers to the questions by which a bank knows you.",
            certain=answered,
        )
    for found in _MAIDEN_STATED.all(draft.folded):
        if not has(_NOT_A_NAME, found.text) and not has(_WARNS, around(draft, found.start, found.end, 60)):
            yield draft.finding(Topic.OWN_DETAILS, (found.start, found.end), "A mother's maiden name is what banks ask for.")


def _answer_end(draft: Draft, end: int) -> int:
    """The end of an answer that follows in the same breath: “… so I'm Biscuit Holme”."""
    answer = pattern(r"^([^a-z]{0,6}(?:name )?(?:so )?(?:hi )?(?:i'?m|mine'?s|i am|mine is) [a-z]+ [a-z]+)").search(
        after(draft, end, 60)
    )
    return end + answer.end if answer else end


_PUBLIC: Final = Context(audience=Audience.PUBLIC)
_BIO: Final = Context(audience=Audience.PUBLIC, kind="bio")
_O: Final = Topic.OWN_DETAILS

DETECTOR: Final = Detector(
    id="birth_details",
    says="Dates of birth, the author's own or a colleague's, and answers to security questions.",
    topics=frozenset({Topic.OWN_DETAILS, Topic.COLLEAGUE_PRIVACY}),
    find=find,
    gate=Gate(
        *_BIRTHS, _AGE_AND_DAY, _OF_COLLEAGUE, _MAIDEN_STATED, *(pattern(_PARTS[part]) for part in sorted(_TELLING_PARTS))
    ),
    fires=(
        Example("I was born on 12 June 1981 in Leeds and it rained then too", "12 June 1981", _O, _PUBLIC),
        Example("DOB 04/09/1990, can't believe it says middle-aged on the form", "04/09/1990", _O, _PUBLIC),
        Example("Cardiff lass, b. 3 May 1979, hockey and cheese", "3 May 1979", _O, _BIO),
        Example("Mrs Khan's date of birth is 4 March 1984, payroll", "4 March 1984", Topic.COLLEAGUE_PRIVACY, _PUBLIC),
        Example("I'm 40 on 12 March, somebody hold me", "I'm 40 on 12 March", _O, _PUBLIC),
        Example(
            "My spy name is first pet + street I grew up on so I'm Pickle Woodland",
            "first pet + street I grew up on",
            _O,
            _PUBLIC,
        ),
        Example("Mum's maiden name Adeyemi, first car a Polo, those were the days", "Mum's maiden name Adeyemi", _O, _PUBLIC),
        Example("STAR NAME! First pet and first street, yours below", "First pet and first street", _O, _PUBLIC),
    ),
    quiet=(
        Quiet("It's my birthday and I'm having cake for breakfast."),
        Quiet("Our daughter was born on 4 March 2019 and slept in May"),
        Quiet("Shakespeare was born on 23 April 1564, or so we tell year 9"),
        Quiet("Please don't play those first pet and first street games, that's your bank's security"),
        Quiet("My first car was a Polo. I miss it."),
        Quiet("My first pet was a stick insect called Norman"),
        Quiet("Grandad was born 12/05/1931 and still dances"),
        Quiet("Born and bred in Hull and proud of it"),
        Quiet("The form is due on 04/09/2025 and the fee is on page two"),
        Quiet("40 today, still can't do long division"),
    ),
)
