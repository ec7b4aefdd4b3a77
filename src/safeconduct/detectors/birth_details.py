"""The author's own date of birth, and answers to the questions by which banks know us.

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
from safeconduct.screening import Context, Detector, Draft, Example, Finding, Quiet
from safeconduct.text import Match, pattern

_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|"
    r"dec(?:ember)?)"
)
_DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR: Final = r"(?:19[3-9]\d|200\d|'?[3-9]\d)"
_DATE: Final = (
    rf"(?:{_DAY} ?(?:of )?{_MONTH},? {_YEAR}|{_MONTH} {_DAY},? (?:19[3-9]\d|200\d)|{_DAY} ?[./-] ?(?:0?[1-9]|1[0-2]) "
    rf"?[./-] ?{_YEAR}"
    r"|(?:19[3-9]\d|200\d)-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))"
)
_CUE: Final = r"(?:\bborn(?: on| at| in)?|\bd\.?o\.?b\.?|\bdate of birth|\bbirth ?date|\bbirthday|\bb\.)"
_BIRTHS: Final = (
    pattern(
        rf"({_CUE}[^\d!?\n]{{0,30}}{_DATE}(?:,? (?:in|at) (?:the )?[a-z']+(?: (?:general|royal|hospital|"
        rf"infirmary|maternity))?)?)"
        rf"(?:[^0-9a-z]|$)"
    ),
    pattern(rf"\b((?:[a-z]+ born|since birth),?[^\d!?\n]{{0,45}}{_DATE})(?:[^0-9a-z]|$)"),
    pattern(rf"\b(i'?m \d\d (?:today|on)?,? ?(?:on )?{_DATE}[^.!?\n]{{0,60}})"),
    pattern(
        rf"\b((?:i'?m|i am|i turn(?:ed)?|i'?ll be|turned|turning) \d\d (?:today,? |on |this )(?:the )?(?:\d{{1,2}}(?:st|"
        rf"nd|rd|th)?(?: of)? {_MONTH}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?))\b"
    ),
)
_OTHERS: Final = (
    r"\b(?:son|daughter|baby|twins?|boys?|girls?|grand\w+|nan|gran|mum|mam|mother|dad|father|grandad|niece|nephew|"
    r"sister|brother|husband|wife|uncle"
    r"|aunt\w*|he|she|they|who|was|were|shakespeare|dickens|king|queen|author|poet|composer|artist|dog|puppy|pups?|"
    r"kittens?|cat|foal|his|her|their"
    r"|company|club|school|composers?|on this day|mr|mrs|ms|miss|pupil|year \d+|anyone|if you(?:'re| were| are)?|children|"
    r"those|people|everyone|nobody)\b[^.!?\n]{0,30}$"
)
_SELF: Final = r"\b(?:i was|i'm|im|i am|my (?:date|dob|d\.o\.b|birth)|me)\b[^.!?\n]{0,25}$"
_EXAMPLE: Final = (
    r"\b(?:for example|e\.g\.|sum|subtract|worksheet|ni number|form asks|shakespeare|history|founded|opened|"
    r"released|expires?)\b"
)

_PARTS: Final = {
    "pet": r"\b(?:first|childhood|1st) (?:ever )?pet(?:'s name)?\b",
    "street": r"\b(?:first |childhood |old )?(?:street|road)(?: name)? (?:(?:that )?(?:you|i|we|u) )?(?:grew "
    r"up|lived|were born|"
    r"was born|first lived|live[d]?)(?: (?:on|in))?\b|\bfirst street\b",
    "maiden": r"\b(?:mother'?s?|mum'?s?|mam'?s?|mom'?s?) maiden name\b|\b(?:mum|mam|mother) was an? [a-z]+",
    "school": r"\b(?:first|primary|1st) school(?:'?s name)?\b",
    "car": r"\bfirst (?:ever )?car\b",
    "teacher": r"\b(?:favourite|first) teacher\b",
    "born": r"\b(?:born in|town of birth|place of birth|where (?:you|i) (?:were|was) born|birth ?place|[a-z]+ born)\b",
    "team": r"\b(?:season ticket|till i die|memorable (?:word|date))\b",
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
    ahead = before(draft, found.start, 50)
    if has(_EXAMPLE, around(draft, found.start, found.end, 40)):
        return False
    return has(_SELF, ahead) or not has(
        _OTHERS, ahead + " " + found.text[:12] * (found.text[:4] not in ("born", "i'm ", "im 3"))
    )


def _births(draft: Draft) -> Iterator[Match]:
    end = -1
    for found in sorted((m for source in _BIRTHS for m in source.all(draft.folded)), key=lambda m: (m.start, -m.end)):
        if found.start >= end and _own_birth(draft, found):
            end = found.end
            yield found


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
    """Own birth dates and answers to security questions."""
    if not draft.personal:
        return
    for found in _births(draft):
        where = (found.start, found.start + len(found.text.rstrip(" ,|:")))
        yield draft.finding(Topic.OWN_DETAILS, where, "A full date of birth helps anyone who wants to pass for you.")
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
    says="The author's own date of birth, and answers to security questions.",
    topics=frozenset({Topic.OWN_DETAILS}),
    find=find,
    fires=(
        Example("I was born on 12 June 1981 in Leeds and it rained then too", "born on 12 June 1981", _O, _PUBLIC),
        Example("DOB 04/09/1990, can't believe it says middle-aged on the form", "DOB 04/09/1990", _O, _PUBLIC),
        Example("Cardiff lass, b. 3 May 1979, hockey and cheese", "b. 3 May 1979", _O, _BIO),
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
