"""When the author's home is empty, where its key is, and pictures of papers that say who and where one is.

Finds an absence with its dates (“away 3rd to 17th August”, “house empty till the 19th”), a key under the pot, a
boarding pass, a driving licence or passport in a picture, and a live location made public. Leaves alone: vague plans,
holidays told after the return, school trips and closures, fiction, and advice against all this.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from safeconduct.activity import Account, Audience, Topic
from safeconduct.detectors._exact import around, has
from safeconduct.screening import Context, Detector, Draft, Example, Finding, Quiet
from safeconduct.text import Match, pattern

_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|"
    r"dec(?:ember)?)"
)
_WEEKDAY: Final = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)"
_NTH: Final = (
    rf"(?:(?:the )?\d{{1,2}}(?:st|nd|rd|th)(?: of)?(?: {_MONTH})?|(?:the )?\d{{1,2}} {_MONTH}|{_MONTH} \d{{1,2}}(?:st|nd|"
    rf"rd|th)?|\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?)"
)
_DAY: Final = rf"(?:(?:{_WEEKDAY},? )?{_NTH})"
_RANGE: Final = (
    rf"(?:(?:from )?(?:{_DAY}|\d{{1,2}}) ?(?:to|-|till?|until|through|and back|then back|,? back|,? home)(?: on)? ?{_DAY})"
)
_SPAN: Final = (
    rf"(?:(?:on|from) (?:{_DAY}|tomorrow|{_WEEKDAY}|next week) for (?:\d+|a|an|one|two|three|ten|nine|eight|seven"
    rf"|five|four|six|fourteen|whole"
    r"|[a-z]+ whole) "
    rf"?[a-z]* ?(?:days?|nights?|weeks?|week|fortnight|month))"
)
_BACK: Final = rf"(?:back (?:on |here )?(?:{_DAY})|(?:till|until|til|'til|'till) {_DAY})"
_GONE: Final = (
    r"(?:off to|away|flying (?:to|out)|jetting off|we fly|i fly|we're in|i'm in|going to|heading to|holidays?|hols|"
    r"cruise|tenerife|spain|greece|turkey|florida|cyprus|portugal|france|italy|out of the country|abroad"
    r"|house(?:'s|'ll| is| will be)? (?:be )?(?:sat )?empty|house to (?:ourselves|itself)|nobody (?:home|in)|no one "
    r"(?:home|in)|sunning ourselves|adios)"
)
_ABSENCES: Final = (
    pattern(rf"\b({_GONE}\b[^.!?\n]{{0,45}}?(?:{_RANGE}|{_SPAN}|{_BACK}))\b"),
    pattern(rf"\b({_GONE}\b[^.!?\n]{{0,30}}?\b(?:from |on )?{_DAY},? back (?:on )?{_DAY})\b"),
    pattern(
        rf"\b((?:[a-z]+ )?{_RANGE}[^.!?\n]{{0,3}}[!.]{{0,3}} ?[^.!?\n]{{0,30}}\b(?:house (?:is |will be |to itself "
        rf")?(?:empty)?|whole house|off to|holiday|flying|nobody (?:home|in)))\b"
    ),
    pattern(
        rf"\b((?:whole |our |the |my )?(?:house|flat|place)(?:'s|'ll| is| will| is going to)?(?: be|"
        rf" stood| sat)? empty\b[^.!?\n]"
        rf"{{0,25}}?(?:{_RANGE}|{_BACK}|{_DAY}|all (?:week|fortnight|summer|half term|august|july)|for (?:a|two|three|"
        rf"\d+) (?:weeks?|fortnight|nights)))\b"
    ),
    pattern(rf"\b(just me and the kids at[^.!?\n]{{3,40}}(?:till|until|til) {_DAY})\b"),
    pattern(rf"(adios[^.!?\n]{{0,30}}{_BACK})\b"),
)
_SCHOOL_TRIP: Final = (
    r"\b(?:year \d+|y\d+|residential|school (?:trip|is closed|closes|opens)|pupils?|coach leaves|away (?:game"
    r"|match|fixture|day)|page|homework|camp|"
    r"club|term (?:ends|starts)|"
    r"inset|class|closed from|office (?:is )?closed|exhibition|festival|tour dates|conference|course|museum|on sale|"
    r"offer|sale|tickets"
    r"|exams?|jury|deadline|applications?|half term is|half term runs|term dates|booking|strike|polls|hospital|in "
    r"19\d\d|in 20[01]\d|last (?:summer|year|month|week)|we went|we were|i was|was away|came back|got back|back from|"
    r"back home|home from)\b"
)
_KEY: Final = pattern(
    r"((?:[a-z]+ )?(?:spare(?: key|'s)?|(?:spare |front door |back door |new place |house |door )?keys?)(?:'s|'ll "
    r"be| is| are| will be)? (?:still |left |always |just )?(?:under|in|inside|behind|beneath|on top of|with|above|"
    r"next to)"
    r" (?:the |my |our |a )?(?:[a-z]+ ){0,3}?(?:pots?|flower ?pot|plant ?pot|planter|mat|doormat|gnomes?|frog|brick|"
    r"stone|rock|meter box|gas box|bin|wheelie bin|porch|shed|greenhouse|bird ?(?:box|feeder|bath)|hedgehog|letterbox|"
    r"letter box|ledge|window ?sill|log pile|watering can|statue|tortoise|duck"
    r"|at number \d+|next door|mr [a-z]+ downstairs|number \d+))\b"
)
_KEY_WITH: Final = pattern(
    r"\b(spare keys?(?:'s| is)? with [a-z]+(?: [a-z]+)? (?:at|in|from) (?:number |no\.? ?|flat )?\d+[a-z]?|spare keys?(?:'s|"
    r" is)? with [a-z]+ [a-z]+ (?:downstairs|upstairs|next door))\b"
)
_NOT_OWN_KEY: Final = (
    r"\b(?:act (?:\d|one|two|three)|itv|bbc drama|novel|thriller|film|episode|chapter|story|escape ?room|game|caretaker|"
    r"school|staff ?room|office|safe key|master|biff|magic|never|don'?t|do not|burglars? (?:check|look)|worst|always look)\b"
)

_PAPERS: Final = (
    r"((?:\b(?:selfie|pic|pics|photo|picture|snap|here'?s|look at|in the pics)\b[^.!?\n]{0,40}\b)?boarding pass(?:es)?(?: "
    r"(?:selfie|pic|pics|photo|picture))?\b[^.!?\n\]]{0,40})"
)
_PAPERS_CUE: Final = (
    r"\b(?:selfie|pic|pics|photo|picture|gate \d+|\[|seat \d|ref|here|look|adios|passport)|\[[^\]]{0,20}boarding|✈|🛫"
)
_LICENCE: Final = pattern(
    r"(\b(?:here'?s|pic(?:ture)? of|photo of|look at|pics? of)\b[^.!?\n]{0,25}\b(?:my |the |new |full )*(?:driving "
    r"|pcv |hgv |provisional )?licen[cs]e\b[^.!?\n]{0,30}|\b(?:driving |pcv |hgv |provisional )?(?:licen[cs]e|"
    r"passport)\b[^.!?\n"
    r"]{0,40}?\b(?:front and back|in the pics?|here'?s (?:a|the) (?:pic|photo|front)|photo below|look at (?:the|my) "
    r"(?:state|photo))[^.!?\n]{0,30}"
    r"|\[(?:photo|pic|picture) of (?:my |the |new )?(?:driving )?(?:licen[cs]e|passport)[^\]\n]{0,50}\])"
)
_NOT_LICENCE: Final = (
    r"\b(?:tv|software|school|screening|fishing|gun|dog|marriage|music|prs|cla|alcohol|premises|open|for selling|creative|"
    r"taxi|site|covers?|dance|poetic|to print|(?:don'?t|never|do not) (?:post|share|put|show)|warn\w*|blur\w*|covered "
    r"the)\b"
)
_LIVE: Final = pattern(
    r"\b((?:sharing|shared|turned on|here'?s|posting|got|putting) my live location\b[^.!?\n]{0,40}|my live location(?:'s|"
    r" is) on[^.!?\n]{0,30}|follow my (?:run|walk|ride) live from (?:home|my (?:house|door))[^.!?\n]{0,20})"
)


class _Rule(NamedTuple):
    """Places in a text, what is said of them, and what must not stand near."""

    places: tuple[Match, ...]
    why: str
    unless: str
    certain: bool = True


def _rules(draft: Draft) -> Iterator[_Rule]:
    folded = draft.folded
    yield _Rule(
        tuple(m for source in _ABSENCES for m in source.all(folded)), "This tells when nobody is at your home.", _SCHOOL_TRIP
    )
    yield _Rule((*_KEY.all(folded), *_KEY_WITH.all(folded)), "This tells where the key to your home is.", _NOT_OWN_KEY)
    passes = tuple(m for m in pattern(_PAPERS).all(folded) if has(_PAPERS_CUE, around(draft, m.start, m.end, 40)))
    yield _Rule(
        passes,
        "A picture of a boarding pass shows your name, your booking and that you are away.",
        r"\b(?:don'?t|never|do not|lost|which app|print(?:ed|ing)?|charge[ds]?)\b",
    )
    yield _Rule(tuple(_LICENCE.all(folded)), "A picture of a licence or passport is enough to pass for you.", _NOT_LICENCE)
    yield _Rule(
        tuple(_LIVE.all(folded)),
        "This lets others see where you are at this moment.",
        r"\b(?:turn(?:ed)? (?:it )?off|don'?t|never|warn)\b",
        certain=False,
    )


def find(draft: Draft) -> Iterator[Finding]:
    """Dated absences, keys, pictures of papers and live locations of the author's own."""
    if not draft.personal or draft.context.audience is Audience.DIRECT:
        return
    for rule in _rules(draft):
        end = -1
        for found in sorted(rule.places, key=lambda m: (m.start, -m.end)):
            if found.start >= end and not has(rule.unless, around(draft, found.start, found.end, 60)):
                end = found.end
                yield draft.finding(Topic.OWN_DETAILS, (found.start, found.end), rule.why, certain=rule.certain)


_PUBLIC: Final = Context(audience=Audience.PUBLIC)
_OFFICIAL: Final = Context(account=Account.OFFICIAL, audience=Audience.PUBLIC)
_O: Final = Topic.OWN_DETAILS

DETECTOR: Final = Detector(
    id="location_absence",
    says="When the author's home is empty, where its key is, and pictures of identity papers.",
    topics=frozenset({Topic.OWN_DETAILS}),
    find=find,
    fires=(
        Example("Off to Crete 3rd to the 17th August, can't wait", "Off to Crete 3rd to the 17th August", _O, _PUBLIC),
        Example("House is empty till the 19th so no parcels please", "House is empty till the 19th", _O, _PUBLIC),
        Example("Away from the 5th for ten nights, goodbye rain", "Away from the 5th for ten nights", _O, _PUBLIC),
        Example("Key's under the blue pot if you want to feed the fish", "Key's under the blue pot", _O, _PUBLIC),
        Example("Boarding pass selfie, gate 9, here we go", "Boarding pass selfie", _O, _PUBLIC),
        Example("Here's my new driving licence, look at that hair", "Here's my new driving licence", _O, _PUBLIC),
        Example("Away 24 July to 14 August, all of us, bliss", "Away 24 July to 14 August", _O, _PUBLIC),
    ),
    quiet=(
        Quiet("Off to Wales at some point this summer, if the van starts."),
        Quiet("Back home from two weeks in Crete, 3rd to 17th August, what a time"),
        Quiet("Year 6 are away on residential from the 3rd to the 7th June."),
        Quiet("The office is closed 3rd to 17th August.", _OFFICIAL),
        Quiet("In the film the key's under the mat and nobody ever looks"),
        Quiet("Never post your boarding pass, the barcode holds your booking"),
        Quiet("Our school film licence covers it, here's the licence on the wall"),
        Quiet("Turn off your live location before half term, folks"),
        Quiet("The exhibition runs from the 3rd to the 17th, off to see it soon"),
        Quiet("Holiday mood already and it's only Tuesday"),
    ),
)
