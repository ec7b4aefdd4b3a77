"""When the author's home is empty, where its key is, and pictures of papers that say who and where one is.

Finds an absence with its dates (“away 3rd to 17th August”, “house empty till the 19th”), a key under the pot, an
unlocked door, a boarding pass, a driving licence or passport in a picture, and a live location made public.
Leaves alone: vague plans, holidays told after the return, school trips and closures, fiction, and advice against
all this.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from safeconduct.activity import Account, Audience, Topic
from safeconduct.detectors._exact import around, has
from safeconduct.gates import Gate
from safeconduct.screening import Context, Detector, Draft, Example, Finding, Quiet
from safeconduct.text import Match, pattern

_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
_WEEKDAY: Final = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)"
_NTH: Final = (
    rf"(?:(?:the )?\d{{1,2}}(?:st|nd|rd|th)(?: of)?(?: {_MONTH})?|(?:the )?\d{{1,2}} {_MONTH}|{_MONTH} \d{{1,2}}(?:st|nd|rd|"
    rf"th)?|"
    r"\d{1,2}/\d{1,2}(?:/\d{2,4})?|new year'?s (?:day|eve)|christmas eve|boxing day)"
)
_DAY: Final = rf"(?:(?:{_WEEKDAY},? )?{_NTH})"
_WHEN: Final = rf"(?:{_DAY}|(?:next |this )?{_WEEKDAY}(?: night| morning)?|tomorrow|tonight|next week)"
_UNTIL: Final = r"(?:till?|before|until|'till?|til|through)"
_RANGE: Final = rf"(?:(?:from )?(?:{_DAY}|\d{{1,2}}) ?(?:to|-|{_UNTIL}|and back|then back|,? back|,? home)(?: on)? ?{_DAY})"
_LENGTH: Final = (
    r"(?:for (?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|fourteen|(?:the|a) whole|\w+ whole) ?"
    r"(?:days?|nights?|weeks?|fortnight|month))"
)
_SPAN: Final = rf"(?:(?:on |from )?{_WHEN},? {_LENGTH})"
_HOME_AGAIN: Final = (
    rf"(?:(?:back|home|return(?:ing)?)(?: on| here| again)? (?:on )?(?:the following {_WEEKDAY}|{_DAY})|{_UNTIL} {_DAY})"
)
_PERIOD: Final = rf"(?:{_RANGE}|{_SPAN}|{_HOME_AGAIN})"
_ABROAD: Final = (
    r"(?:tenerife|lanzarote|spain|majorca|mallorca|ibiza|greece|crete|corfu|turkey|cyprus|malta|portugal|algarve|france|"
    r"italy|poland|"
    r"romania|ireland|florida|disney\w*|new york|dubai|egypt|morocco|jamaica|barbados|nigeria|lagos|ghana|india|pakistan|"
    r"bangladesh|"
    r"thailand|bali|australia|cornwall|devon|center parcs|butlins|haven)"
)
_GONE: Final = (
    r"(?:off to|off grid|away|fly(?:ing)?|jetting off|we fly|i fly|leav(?:e|ing)|head(?:ing)?(?: off)? to|going to|"
    r"holidays?|hols|cruise|skiing|camping|out of the country|abroad|(?:we're|i'm|we'll be) (?:all )?in|not (?:home|back)|"
    r"won'?t be (?:home|"
    rf"back|in)|{_ABROAD})"
)
_DWELLING: Final = r"(?:(?:whole |our |the |my )?(?:house|flat|place|cottage|home|bungalow))"
_DESERTED: Final = (
    rf"(?:{_DWELLING}(?:'s|'ll| is| will| is going to)?(?: be| stood| sat| standing)?(?: all)? (?:empty|locked up|"
    rf"unoccupied|to itself)|"
    rf"no(?:body|-? ?one)(?:'s| is| will be)? (?:at home|home|in|minding {_DWELLING}))"
)
_ABSENCES: Final = (
    pattern(rf"\b({_GONE}\b[^.!?\n]{{0,45}}?{_PERIOD})\b"),
    pattern(rf"\b({_ABROAD}(?: bound)?[!.:,]{{1,3}} (?:from )?{_PERIOD})\b"),
    pattern(rf"\b({_GONE}\b[^.!?\n]{{0,30}}?\b{_WHEN}\b[^.!?\n]{{0,20}}\b{_HOME_AGAIN})\b"),
    pattern(rf"\b({_PERIOD}[^.!?\n]{{0,40}}[.!]{{0,3}}[^.!?\n]{{0,40}}\b(?:{_DESERTED}|off to|holiday|flying))\b"),
    pattern(
        rf"\b({_DESERTED}\b[^.!?\n]{{0,25}}?(?:{_PERIOD}|{_WHEN}|all (?:week|fortnight|summer|half term|august|july)|"
        rf"{_LENGTH}))\b"
    ),
    pattern(rf"\b((?:on my own|home alone|just me)\b[^.!?\n]{{0,40}}{_UNTIL} (?:{_WEEKDAY} )?{_DAY})\b"),
    pattern(rf"\b((?:working away|away) {_UNTIL} (?:{_WEEKDAY} )?{_DAY})\b"),
)
_SCHOOL_TRIP: Final = (
    r"\b(?:year \d+|y\d+|residential|school (?:trip|is closed|closes|opens)|pupils?|coach leaves|away (?:game|match|fixture|"
    r"day)|page|"
    r"homework|camp|club|term (?:ends|starts)|inset|class|closed from|office (?:is )?closed|exhibition|festival|tour dates|"
    r"conference|"
    r"course|museum|on sale|offer|sale|tickets|exams?|jury|deadline|applications?|half term (?:is|runs)|term dates|booking|"
    r"strike|polls|"
    r"hospital|in (?:19\d\d|20[01]\d)|last (?:summer|year|month|week)|we went|we were|i was|was away|came back|got back|"
    r"back from|"
    r"back home|home from|just back|my son's|my daughter's)\b"
)
_HIDING_PLACE: Final = (
    r"(?:pots?|flower ?pots?|plant ?pots?|planter|mat|doormat|gnomes?|frog|brick|slate|tile|stone|rock|step|meter (?:box|"
    r"cupboard)|"
    r"gas box|cupboard|bin|wheelie bin|porch|shed|garage|greenhouse|bird ?(?:box|feeder|bath|table)|hedgehog|letter ?box|ledge|"
    r"window ?sill|log pile|logs|watering can|statue|tortoise|duck|bench|hook|trough|urn|usual place|number \d+|next door)"
)
_KEY: Final = pattern(
    r"((?:\b[a-z]+ )?\b(?:spare(?: key|'s)?|(?:spare |front door |back door |side door |new place |house |"
    r"door )?keys?)(?: for (?:\w+ ){1,4})?"
    r"(?:'s|'ll be| is| are| will be| lives?| hangs?| stays)? ?(?:still |left |always |just |hidden )?(?:under(?:neath)?|in|"
    r"inside|"
    r"behind|beneath|on|on top of|with|above|next to|by) (?:the |my |our |a )?(?:[a-z]+ ){0,3}?"
    rf"{_HIDING_PLACE})\b"
)
_UNLOCKED: Final = pattern(
    r"\b((?:back|front|side|patio|garage) door(?:'s| is)? (?:\w+ )?(?:unlocked|left open|never locked)|"
    r"(?:burglar |house )?alarm(?:'s| is) (?:on the blink|off|broken|not working)[^.!?\n]{0,30}\b(?:at home|our house|away))\b"
)
_KEY_WITH: Final = pattern(
    r"\b(spare keys?(?:'s| is)? with [a-z]+(?: [a-z]+)? (?:(?:at|in|from) (?:number |no\.? ?|flat )?\d+[a-z]?|downstairs|"
    r"upstairs|"
    r"next door))\b"
)
_NOT_OWN_KEY: Final = (
    r"\b(?:act (?:\d|one|two|three)|itv|bbc drama|novel|book|thriller|film|episode|chapter|story|escape ?room|game|"
    r"caretaker|school|"
    r"staff ?room|office|safe key|master|magic|never|don'?t|do not|burglars? (?:check|look)|worst|always look|locked myself|"
    r"answer key|exam|store key|classroom|lab|hall|"
    r"key stage|in the fridge)\b"
)

_PAPERS: Final = (
    r"((?:\b(?:selfie|pic|pics|photo|picture|snap|here'?s|look at|in the pics)\b[^.!?\n]{0,40}\b)?boarding pass(?:es)?(?: "
    r"(?:selfie|pic|pics|photo|picture))?\b[^.!?\n\]]{0,40})"
)
_PAPERS_CUE: Final = (
    r"\b(?:selfie|pic|pics|photo|picture|gate \d+|printed|\[|seat \d|ref|here|look|adios|passport)|\[[^\]]{0,20}boarding|✈|🛫"
)
_LICENCE: Final = pattern(
    r"(\b(?:here'?s|pic(?:ture)? of|photo of|look at|pics? of)\b[^.!?\n]{0,25}\b(?:my |the |new |full )*(?:driving "
    r"|pcv |hgv |provisional )?licen[cs]e\b[^.!?\n]{0,30}|\b(?:driving |pcv |hgv |provisional )?(?:licen[cs]e|"
    r"passport)\b[^.!?\n]{0,40}?\b(?:front and back|in the pics?|here'?s (?:a|the) (?:pic|photo|front)|photo below|"
    r"look at (?:the|my) (?:state|photo))[^.!?\n]{0,30}|\[(?:photo|pic|picture) of (?:my |the |"
    r"new )?(?:driving )?(?:licen[cs]e|passport)[^\]\n]{0,50}\])"
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
    yield _Rule(tuple(_UNLOCKED.all(folded)), "This tells how to get into your home.", _NOT_OWN_KEY, certain=False)
    passes = tuple(m for m in pattern(_PAPERS).all(folded) if has(_PAPERS_CUE, around(draft, m.start, m.end, 40)))
    yield _Rule(
        passes,
        "A picture of a boarding pass shows your name, your booking and that you are away.",
        r"\b(?:don'?t|never|do not|lost|which app|charge[ds]?)\b",
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
    gate=Gate(*_ABSENCES, _KEY, _KEY_WITH, _UNLOCKED, pattern(_PAPERS), _LICENCE, _LIVE),
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
