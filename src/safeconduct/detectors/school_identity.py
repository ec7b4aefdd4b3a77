"""A personal account that ties itself to the author's own school or agency, present, future or former.

Names a school by its shape (a capitalised name before “School”, “Academy”, “Primary”, “Ysgol …”, a handle or hashtag
that holds such a word) and asks for words of belonging near it (“I teach at”, “our staff at”, “leaving … after”), for
speaking in its name, or for its crest, logo or uniform (``Aspect.LOGO``). Naming a school without claiming to work
there is left alone, and so are official accounts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safeconduct.activity import Account, Aspect, Topic
from safeconduct.mentions import is_ordinary
from safeconduct.screening import Context, Detector, Draft, Example, Finding, Quiet
from safeconduct.text import Match, pattern

_KIND: Final = (
    r"(?:c of e |ce |rc |catholic |community |junior |infant |special |free |grammar |boys'? |girls'? |learning "
    r"|primary |high |comprehensive |sixth form |academy )*"
    r"(?:school|academy|primary|juniors?|infants?|high|college|nursery|preschool|pre-school|grammar|comp|girls'?"
    r"|boys'?|special|sixth form|federation|trust"
    r"|supply(?: desk)?|teaching|education|teachers|classrooms|cover|recruitment|supply teachers|rc high|rc|c of e)"
)
_NAMED: Final = pattern(
    rf"\b((?:(?:st|saint|queen|king|our lady|dell|upper|lower|north|south|east|west|great"
    rf"|little)\.? )?[a-z][a-z'-]{{2,}}(?: (?:of|in|on|the|&|le|cum)? ?[a-z][a-z'-]{{2,}}){{0,2}}? {_KIND})\b"
)
_SAINT: Final = pattern(
    r"\b((?:st|saint)\.? [a-z]{3,}'s(?: (?:primary|high|academy|school|rc|college))*|ysgol(?: [a-z-]+){1,3}"
    r"|queen [a-z]+'s grammar)\b"
)
_HANDLE: Final = pattern(
    r"([@#][a-z0-9_.]*(?:school|primary|academy|high|juniors?|infants?|college|sixthform|nursery|sch|edu|education"
    r"|supply|teachers|cc)(?:[a-z0-9_]{0,12})\b"
    r"|#team[a-z]{4,20}|#[a-z]{3,20}(?:family|way|kitchen|school|strong)\b)"
)
_MINE: Final = pattern(
    r"\b(?:i'm (?:at|with|a |an |the |one of|head|leaving|joining|on the books)|i (?:am|work|teach|worked|taught|was"
    r"|did) |i've (?:been|joined|worked|taught)|i'll be (?:joining|leaving|starting|a)"
    r"|work(?:ing|ed|s)? (?:at|for|with)|teach(?:ing|er)? (?:of [a-z]+ )?(?:[a-z]+ )?(?:at|for|with)|(?:my"
    r"|our) (?:staff|school|agency|class|kitchen|office|lanyard|colleagues|new|old|last|former|ect|nqt|actual"
    r"|invigilator"
    r"|placement|shifts|tenth|deputy|head|governors|classroom|team|first)|member of staff|joining|joined|leaving|leave"
    r"|left|starting at|start as|first day|day one|day 1|week one|officially|appointed|on behalf of|speaking (?:as|for)"
    r"|we at|we governors|us at|all of us|(?:chair of )?governors?|goodbye to|check in|that's me|i will be|position as"
    r"|my own|lanyard|crest|polo shirt|proud|our results|come (?:and )?eat at|miss [a-z]+ @|going at mine"
    r"|remember the name|same agency|head ?teacher|head of|deputy|assistant head|business manager|site manager"
    r"|caretaker|librarian|network manager|office manager|ta|hlta|lead|cover supervisor|coach|eyfs"
    r"|dinner lady|midday|invigilat\w+|(?:[0-9]+|one|two|three|four|five|six|eight|ten|twelve|fifteen|twenty) (?:years"
    r"|months|terms|weeks) (?:at|with|driving)|proud (?:to|ambassador|member)|thank you (?:to )?|grateful to|elected"
    r"|delighted to be|recruit|ambassador|come (?:and )?work with us|come to our|with us|register with|supply (?:at"
    r"|with)|placement|anyone else (?:with|at)|been with|books of|represent)\b"
)
_OTHERS: Final = pattern(
    r"\b(?:my (?:son|daughter|niece|nephew|kids?|eldest|youngest|grand\w+|mum|dad|sister|brother|wife|husband|partner"
    r"|friend|mate|neighbour)'?s?|my boy|my girl|my lad|class of|my old school|our rivals|i was a pupil|as a pupil"
    r"|went to|i went|pupil at|when i was at|looked round"
    r"|visit(?:ed|ing)?|played (?:at|against)|congratulations to|well done to|read in|in the paper|published|report on"
    r"|interview|applied|advertising|vacancy|vacancies|is hiring|open day|not at|their|his|her)\b"
)
# Words after or before which any capitalised name must be the place of work, whether or not it says “school”.
_PLACED: Final = pattern(
    r"\b(?:(?:supply|cover|shifts?|placement|member of staff|ta job|job|role|staff|consultant|branch manager|career"
    r"|life|days|week one|back|books|temping|teaching|contract|terms? of [a-z -]{4,20}|books of|years|months) (?:at"
    r"|with|for|of|through)"
    r"|(?:i've been|we're|working|worked|work|teach|taught|employed|joining|starting|start|started) (?:at|with|for"
    r"|through)|come (?:and )?work with us at|joining|my replacement at|my (?:old|new|last|current) (?:place|school"
    r"|agency|job),?(?: at)?"
    r"|(?:i'm|i am) (?:with|supply at|teaching at|based at)|anyone else (?:at|with)|lanyard says|day's work at"
    r"|(?:ambassador|recruit)s? (?:for|at|with)|the rest of us are on £?[0-9]+ with|member of)"
    r" ([a-z][a-z'-]{2,}(?: (?:(?:& )?[a-z][a-z'-]{1,}))?)"
)
_SENDER: Final = pattern(
    r"\b([a-z][a-z'-]{2,}(?: [a-z][a-z'-]{2,})?) (?:sent me to|got me for|recruit|ambassadors?|hq as"
    r"|'?s christmas party|has(?:n't)? paid me|cancelled me|booked me|is looking for cover|coach to)\b"
)
_TRADE: Final = pattern(
    r"\b(?:supply|agency|agencies|cover|placement|consultant|teachers?|teaching|school|staff|lesson|class"
    r"|year [0-9]+|y[0-9]+|booking|umbrella|ambassadors?|dbs|ects?|tas?|timesheets?|phonics|pupils?|kids"
    r"|rates?)\b"
)
_CITY: Final = pattern(
    r"^ ?(?:hospital|hotel|council|university|station|market|park|fc|united|rugby|choir|church|mosque|bank|aldi|tesco)\b"
)
_ALUMNUS: Final = pattern(r"\b(?:class of|alum\w*|old (?:boy|girl)|went to|pupil at|former pupil|parent at)\b")
_LOGO: Final = pattern(r"\b(crest|logo|lanyard|polo shirt|uniform|hoodie|fleece|badge|school tie)\b")
_VOICE: Final = pattern(r"\b(?:on behalf of|speaking (?:as|for)|we at|we governors|official page|our numbers|i'm authorised)\b")
_WORK_WORDS: Final = frozenset(
    [
        "clown",
        "circus",
        "yes",
        "no",
        "lovely",
        "consultant",
        "average",
        "muslim",
        "christian",
        "jewish",
        "sikh",
        "hindu",
        "english",
        "welsh",
        "scottish",
        "irish",
        "polish",
        "asian",
        "black",
        "white",
        "cpd",
        "school",
        "primary",
        "high",
        "college",
        "nursery",
        "academy",
        "education",
        "supply",
        "teaching",
        "cover",
        "teachers",
        "trust",
        "community",
        "the",
        "a",
        "my",
        "our",
        "this",
        "that",
        "every",
        "any",
        "special",
        "private",
        "secondary",
        "local",
        "state",
        "village",
        "free",
        "good",
        "old",
        "new",
        "first",
        "infant",
        "junior",
    ]
)
_NEAR: Final = 80


def _find(draft: Draft) -> Iterator[Finding]:
    if not draft.personal:
        return
    for place in _places(draft):
        if (draft.context.kind == "bio" and _ALUMNUS.search(draft.folded) is None) or _belongs(draft.folded, place):
            logo = _LOGO.search(_around(draft.folded, place)) or _VOICE.search(_around(draft.folded, place))
            yield draft.finding(Topic.SCHOOL_IDENTITY, (place.start, place.end), _WHY, aspect=Aspect.LOGO if logo else None)
    for place in _placed(draft):
        yield draft.finding(Topic.SCHOOL_IDENTITY, (place.start, place.end), _WHY, certain=False)


_WHY: Final = "This ties your own account to the school or agency that you work for."


def _places(draft: Draft) -> Iterator[Match]:
    for match in (*_NAMED.all(draft.folded), *_SAINT.all(draft.folded)):
        place = _named(draft, match)
        if place is not None:
            yield place
    yield from _HANDLE.all(draft.folded)


def _placed(draft: Draft) -> Iterator[Match]:
    """Names without “school” in them, where the words around leave no other reading: “on supply with …”."""
    for match in (*_PLACED.all(draft.folded), *_SENDER.all(draft.folded)):
        around = draft.folded[max(0, match.start - 160) : match.end + 160]
        words = _capitals(draft, match)
        if (
            words
            and _TRADE.search(around)
            and not _CITY.search(draft.folded[match.end : match.end + 12])
            and not _OTHERS.search(around)
        ):
            yield Match(match.start, match.start + len(words), match.text[: len(words)])


def _capitals(draft: Draft, match: Match) -> str:
    """The leading capitalised words of a match, as far as they can be a name."""
    start, end = draft.text.span(match.start, match.end)
    words = draft.text.raw[start:end].split(" ")
    kept = 0
    while kept < len(words) and (_proper(words[kept]) or (kept and words[kept] == "&")):
        kept += 1
    return " ".join(words[:kept]).rstrip(" &")


_JOINING: Final = frozenset({"of", "in", "on", "the", "&", "le", "de", "e", "y", "and"})
_PLAIN_NOUNS: Final = frozenset({"school", "primary", "high", "college", "nursery", "academy", "juniors", "infants", "grammar"})


def _named(draft: Draft, match: Match) -> Match | None:
    """The part of a match from its first capital on, if that is a name and not “Primary School” alone."""
    start, end = draft.text.span(match.start, match.end)
    words = draft.text.raw[start:end].split(" ")
    skip = 0
    while words and not _proper(words[0]):
        skip += len(words.pop(0)) + 1
    capitals = all(word[:1].isupper() or word.lower() in _JOINING | _PLAIN_NOUNS for word in words)
    if len(words) < 2 or not capitals or not (words[-1][:1].isupper() or words[-1] in _PLAIN_NOUNS):
        return None
    return Match(match.start + skip, match.end, match.text[skip:])


def _proper(word: str) -> bool:
    """Whether a word can begin the name of a school."""
    plain = word.lower().replace("’", "'")
    return (
        word[:1].isupper() and plain.removesuffix("'s") not in _WORK_WORDS and "'" not in plain[:-2] and not is_ordinary(plain)
    )


def _around(folded: str, place: Match) -> str:
    return folded[max(0, place.start - _NEAR) : place.end + _NEAR]


def _belongs(folded: str, place: Match) -> bool:
    around = _around(folded, place)
    return _MINE.search(around) is not None and _OTHERS.search(around) is None


DETECTOR: Final = Detector(
    "school_identity",
    "Finds a personal account tied to the author's own school or agency by name, handle, crest or voice.",
    frozenset({Topic.SCHOOL_IDENTITY}),
    _find,
    (
        Example("Eight years at Larchmoor Primary today and I still love it", "Larchmoor Primary", Topic.SCHOOL_IDENTITY),
        Example("I'm a TA at St Winifred's in Hull and the children are a delight", "St Winifred's", Topic.SCHOOL_IDENTITY),
        Example(
            "Delighted to be joining Carrow Hill Academy as head of maths in September",
            "Carrow Hill Academy",
            Topic.SCHOOL_IDENTITY,
        ),
        Example("On behalf of all of us at Thistle Bank Juniors, thank you", "Thistle Bank Juniors", Topic.SCHOOL_IDENTITY),
        Example("New polo shirt with the crest of Oakenshaw High on it, very smart", "Oakenshaw High", Topic.SCHOOL_IDENTITY),
        Example(
            "Maths teacher | Harrow Lane High | runs on tea", "Harrow Lane High", Topic.SCHOOL_IDENTITY, Context(kind="bio")
        ),
        Example(
            "Officially on the books of Larkmead Supply, first booking on Monday", "Larkmead Supply", Topic.SCHOOL_IDENTITY
        ),
        Example("Bin lunch i fy merch, a diolch i bawb: I teach at Ysgol Bro Dyfan", "Ysgol Bro Dyfan", Topic.SCHOOL_IDENTITY),
    ),
    (
        Quiet("Maths teacher in the north, runs on tea"),
        Quiet("My son starts at Larchmoor Primary on Monday and I am not ready."),
        Quiet("Congratulations to Carrow Hill Academy on the netball."),
        Quiet("The primary school down the road has a new gate."),
        Quiet("I went to Oakenshaw High in the eighties, detention in every room."),
        Quiet("I teach at a school with a leaky roof and a good choir."),
        Quiet("St Jude, patron of lost causes, help me through this week."),
        Quiet("Supply teaching is a good life if you like surprises."),
        Quiet("Carrow Hill Academy: the office is closed on Friday.", Context(account=Account.OFFICIAL)),
    ),
)
