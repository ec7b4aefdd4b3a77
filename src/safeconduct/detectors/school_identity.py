"""A personal account that ties itself to the author's own school or agency, present, future or former.

Names a school by its shape (a capitalised name before “School”, “Academy”, “Primary”, “Ysgol …”, a handle or hashtag
that holds such a word) and asks for words of belonging near it (“I teach at”, “our staff at”, “leaving … after”), for
speaking in its name, or for its crest, logo or uniform (``Aspect.LOGO``). Naming a school without claiming to work
there is left alone, and so are official accounts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from safeconduct.activity import Account, Aspect, Topic
from safeconduct.gates import Gate
from safeconduct.mentions import is_ordinary
from safeconduct.screening import Context, Detector, Draft, Example, Finding, Quiet
from safeconduct.text import Match, pattern

_SORT: Final = (
    r"(?:c of e |ce |rc |catholic |community |junior |infant |special |free |grammar |boys'? |girls'? |learning |primary |high "
    r"|comprehensive |sixth form |academy )*"
)
_PLACE_OF_WORK: Final = (
    r"school|academy|primary|juniors?|infants?|high|college|nursery|preschool|pre-school|grammar|comp|comprehensive|girls'?"
    r"|boys'?|special|sixth form|federation|trust|supply|teaching|education|teachers|recruitment|supply teachers|rc high|rc"
    r"|c of e"
)
_KIND: Final = rf"{_SORT}(?:{_PLACE_OF_WORK})"
_BEFORE: Final = r"st|saint|queen|king|our lady|upper|lower|north|south|east|west|great|little"
_NAMED: Final = pattern(
    rf"\b((?:(?:{_BEFORE})\.? )?[a-z][a-z'-]{{2,}}(?: (?:of|in|on|the|&|le|cum)? ?[a-z][a-z'-]{{2,}}){{0,2}}? {_KIND})\b"
)
_SAINT: Final = pattern(
    r"\b((?:st|saint)\.? [a-z]{3,}'s(?: (?:primary|high|academy|school|rc|college))*|ysgol(?: [a-z-]+){1,3}"
    r"|(?:queen|king) [a-z]+'s grammar)\b"
)
_HANDLE: Final = pattern(
    r"([@#][a-z0-9_.]*(?:school|primary|academy|high|juniors?|infants?|college|sixthform|nursery|sch|edu|education|supply"
    r"|teachers)(?:[a-z0-9_]{0,12})\b|#(?:team|weare)[a-z]{4,20}|#[a-z]{3,20}(?:family|way|school|strong)\b)"
)
_ROLES: Final = (
    r"(?:chair of )?governors?|head ?teacher|head of|assistant head|deputy|business manager|site manager|caretaker|librarian"
    r"|network manager|office manager|ta|hlta|lead|cover supervisor|coach|eyfs|dinner lady|midday|invigilat\w+"
)
_AT_WORK: Final = (
    r"i'm (?:at|with|a |an |the |one of|head|leaving|joining|on the books)|i (?:am|work|teach|worked|taught|was|did)"
    r"|i've (?:been|joined|worked|taught|got the job)|i'll be (?:joining|leaving|starting|a)|i will be|that's me"
    r"|work(?:ing|ed|s)? (?:at|for|with)|teach(?:ing|er)? (?:of [a-z]+ )?(?:[a-z]+ )?(?:at|for|with)|dysgu|gweithio|dechrau"
    r"|bennaeth|pennaeth"
)
_BELONGING: Final = (
    r"(?:my|our) (?:staff|school|agency|class|kitchen|office|lanyard|colleagues|new|old|last|former|ect|nqt|placement|shifts"
    r"|deputy|head|governors|classroom|team|first|own|results|replacement|actual|last place|old place)|at mine|classroom"
    r"|member of staff|staff|lanyard|crest|polo shirt|hoodie|id badge|proud|ambassador|placement|represent|recruit|elected"
    r"|delighted to be|position as|grateful to|thank you (?:to )?"
)
_COMING_AND_GOING: Final = (
    r"joining|joined|(?:last|first|tenth|final) year at|leaving|leave|left|starting at|start as|first day|last day|day (?:one"
    r"|1)|week one|officially|appointed|goodbye to|another inset|(?:[0-9]+|one|two|three|four|five|six|seven|eight|nine|ten"
    r"|eleven|twelve|fifteen|twenty)"
    r" (?:years|months|terms|weeks) (?:at|with|a )|been with|books of|supply (?:at|with)|register with|anyone else (?:with|at)"
)
_SPEAKING: Final = (
    r"on behalf of|speaking (?:as|for)|we at|we governors|us at|all of us|come (?:and )?(?:work|eat) (?:with us|at)|come to our"
    r"|with us"
)
_MINE: Final = pattern(rf"\b(?:{_AT_WORK}|{_BELONGING}|{_COMING_AND_GOING}|{_SPEAKING}|{_ROLES})\b")
_OTHERS: Final = pattern(
    r"\b(?:my (?:son|daughter|niece|nephew|kids?|eldest|youngest|little one|grand\w+|mum|dad|sister|brother|wife|husband"
    r"|partner|friend|mate|neighbour)'?s?|my boy|my girl|my lad|class of|my old school|our rivals|i was a pupil|as a pupil"
    r"|went to|i went|pupil at|when i was at|looked round|visit(?:ed|ing)?|played (?:at|against)|congratulations to"
    r"|well done to|read in|in the paper|published|report on|interview|applied|advertising|vacancy|vacancies|is hiring"
    r"|open day|not at|(?:their|his|her) (?:school|teacher|class|uniform|son|daughter|child|kids)|as a (?:parent|resident)"
    r"|feast day|never (?:even |actually )?(?:worked|taught|been))\b"
)
_OPEN_TO_ALL: Final = pattern(
    r"\b(?:f[eê]tes?|fayres?|fairs?|jumble sale|car boot|bring and buy|bake sale|fun run|fireworks|table ?top sale|all welcome"
    r"|everyone welcome|open to all|polling station|voting|polls? (?:are |is )?open|vaccin\w+|blood donation|parkrun"
    r"|slimming world"
    r"|evening class(?:es)?|brownies|cubs|scouts|zumba|pilates)\b"
)
# Words after or before which any capitalised name must be the place of work, whether or not it says “school”.
_JOB_AT: Final = (
    r"(?:supply|cover|shifts?|placement|member of staff|ta job|job|role|staff|consultant|branch manager|career|life|days"
    r"|week one|back|books|temping|teaching|contract|years|months) (?:at|with|for|of|through)"
)
_WORK_AT: Final = (
    r"(?:i've been|been|we're|working|worked|work|teach|taught|employed|joining|starting|start|started) (?:at|with|for|through)"
    r"|come (?:and )?work with us at|joining|my (?:old|new|last|current) (?:place|school|agency|job),?(?: at)?"
    r"|my replacement at|(?:i'm|i am) (?:with|supply at|teaching at|based at)|anyone else (?:at|with)|(?:ambassador"
    r"|recruit)s? (?:for|at|with)|member of"
)
_PLACED: Final = pattern(rf"\b(?:{_JOB_AT}|{_WORK_AT}) ([a-z][a-z'-]{{2,}}(?: (?:(?:& )?[a-z][a-z'-]{{1,}}))?)")
_SENDER: Final = pattern(
    r"\b([a-z][a-z'-]{2,}(?: [a-z][a-z'-]{2,})?) (?:sent me to|got me for|recruit|ambassadors?|has(?:n't)? paid me|cancelled me"
    r"|booked me|is looking for cover)\b"
)
_TRADE: Final = pattern(
    r"\b(?:supply|agency|agencies|cover|placement|consultant|teachers?|teaching|school|staff|lesson|class|year [0-9]+|y[0-9]+"
    r"|booking|umbrella|ambassadors?|dbs|ects?|tas?|timesheets?|phonics|pupils?|kids|rates?|holiday pay)\b"
)
_CITY: Final = pattern(
    r"^ ?(?:hospital|hotel|council|university|station|market|park|fc|united|rugby|choir|church|mosque|bank|aldi|tesco)\b"
)
_ALUMNUS: Final = pattern(r"\b(?:class of|alum\w*|old (?:boy|girl)|went to|pupil at|former pupil|parent at)\b")
_LOGO: Final = pattern(r"\b(crest|logo|lanyard|polo shirt|uniform|hoodie|fleece|badge|school tie)\b")
_VOICE: Final = pattern(r"\b(?:on behalf of|speaking (?:as|for)|we at|we governors|official page|our numbers|i'm authorised)\b")
# Words that stand before “school” without being its name.
_WORK_WORDS_LIST: Final = """
    yes no lovely average consultant muslim christian jewish sikh hindu catholic english welsh scottish irish polish asian
    black white cpd school primary high college nursery academy education supply teaching cover teachers trust community the
    a my our this that every any special private secondary local state village free good old new first infant junior
"""
_WORK_WORDS: Final = frozenset(_WORK_WORDS_LIST.split())
_NEAR: Final = 80


def _find(draft: Draft) -> Iterator[Finding]:
    if not draft.personal:
        return
    for place in _places(draft):
        if (draft.context.kind == "bio" and _ALUMNUS.search(draft.folded) is None) or _belongs(draft.folded, place):
            logo = _LOGO.search(_around(draft.folded, place)) or _VOICE.search(_around(draft.folded, place))
            yield draft.finding(Topic.SCHOOL_IDENTITY, (place.start, place.end), _WHY, aspect=Aspect.LOGO if logo else None)
        elif _elsewhere(draft.folded, place):
            finding = draft.finding(Topic.SCHOOL_IDENTITY, (place.start, place.end), _WHY)
            yield msgspec.structs.replace(finding, vetoed=_NO_CLAIM)
    for place in _placed(draft):
        yield draft.finding(Topic.SCHOOL_IDENTITY, (place.start, place.end), _WHY, certain=False)


_WHY: Final = "This ties your own account to the school or agency that you work for."


_NO_CLAIM: Final = "the school is named, and nothing says that you work there"


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
    while len(words) > 1 and not words[-1][:1].isupper() and words[-1] not in _PLAIN_NOUNS:
        words.pop()
    capitals = all(word[:1].isupper() or word.lower() in _JOINING | _PLAIN_NOUNS for word in words)
    if len(words) < 2 or not capitals or not (words[-1][:1].isupper() or words[-1] in _PLAIN_NOUNS):
        return None
    name = match.text[skip : skip + len(" ".join(words))]
    return Match(match.start + skip, match.start + skip + len(name), name)


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


def _elsewhere(folded: str, place: Match) -> bool:
    """Whether a school is named for another reason than work: one's children, a fair, a polling station."""
    if place.text[0] in "@#":  # a handle or hashtag is a tie of its own
        return False
    around = _around(folded, place)
    reason = _OTHERS.search(around) is not None or _OPEN_TO_ALL.search(around) is not None
    return reason and _MINE.search(around) is None


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
        Quiet("My kids go to Oakfield Primary and we love it"),
        Quiet("My kids go to St Anne's Primary and the head there is lovely"),
        Quiet("Summer fair at St Mary's Primary this Saturday, all welcome"),
        Quiet("Fairfield Academy fete is on Saturday, all welcome"),
        Quiet("Voting at Oakfield Primary School today, polling station open till ten"),
        Quiet("Congratulations to Carrow Hill Academy on the netball."),
        Quiet("Never worked for Carrow Hill Academy but their choir made me cry on the telly"),
        Quiet("The primary school down the road has a new gate."),
        Quiet("I went to Oakenshaw High in the eighties, detention in every room."),
        Quiet("I teach at a school with a leaky roof and a good choir."),
        Quiet("St Jude, patron of lost causes, help me through this week."),
        Quiet("Supply teaching is a good life if you like surprises."),
        Quiet("Carrow Hill Academy: the office is closed on Friday.", Context(account=Account.OFFICIAL)),
    ),
    gate=Gate(_NAMED, _SAINT, _HANDLE, _PLACED, _SENDER),
    weighs=True,
)
