"""Swear words of the groups that Ofcom calls medium, strong and strongest, in English and in other languages.

Found: inflections and compounds, censored and disguised spellings, abbreviations, gestures by emoji, symbols in
place of a word. Left alone: mild words (bloody, damn, arse, bugger, crap, git, sod), minced oaths, letter strings
inside other words, names, animals, dishes and trade terms, and a swear word that is only being spoken about.
The groups follow Ofcom's published research on attitudes to offensive language.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Final

from safeconduct.activity import Topic
from safeconduct.detectors._spelling import Speller, Spelt
from safeconduct.gates import Gate
from safeconduct.screening import Detector, Draft, Example, Finding, Lexicons, Quiet, read_terms
from safeconduct.text import Text, pattern

_WHY: Final = "This is a swear word, and it stays one when letters are left out or changed."
_WHY_ABROAD: Final = "This is a swear word in another language."
_WHY_UNSURE: Final = "This may be read as a swear word."
_WHY_SIGN: Final = "These symbols stand for a swear word or a rude gesture."

_MILD: Final = (
    "bloody", "bugger", "buggers", "crap", "crappy", "damn", "damned", "arse", "arses", "sods", "sodding", "cow", "cows",
    "silly", "stupid", "fairly", "family", "friday", "facebook", "school", "staff", "ship", "suit", "spit",
)  # fmt: skip


@cache
def _speller() -> Speller:
    return Speller(_terms("profanity"), _terms("profanity_innocent"), infixes=("fuck",), rivals=_MILD)


def meant(quote: str) -> str:
    """The listed word that a spelling stands for, or at least its stem; the quote itself, folded, where it is none."""
    text = Text(quote)
    return next((found.form for found in _speller().found(text)), text.folded)


def _terms(lexicon: str) -> tuple[str, ...]:
    file = resources.files("safeconduct.data") / "lexicons" / f"{lexicon}.txt"
    return tuple(term for term, _ in read_terms(file.read_text("utf-8")))


# --- words with a harmless meaning too: only in the company that makes them rude ----------------------------------

_ABUSIVE: Final = (
    r"(?:absolute|total|complete|utter|massive|giant|huge|raging|proper|pompous|arrogant|smug|jumped[ -]up|little|"
    r"stupid|daft|useless|lazy|sad|rude|selfish|such an?|what an?|you|ya|yer|right|being an?|"
    r"(?:he|she|it)(?:'s| is| was) (?:such )?an?|(?:they|you)(?:'re| are)(?: all| such| just)?|(?:pack|bunch|load|shower) of)"
)
_IN_COMPANY: Final = tuple(
    pattern(source)
    for source in (
        (
            rf"\b{_ABUSIVE} ((?:knob|cock|dick|prick|tosser|slag|pussy|bell end|bell-end|skank|whore|bint|nob)s?)"
            r"(?:$|[^\w\s]|\s+(?:tbh|lol|of a|you|he|she|they|who|and|for|in|from|at|on|about|i|is|are|was|if|when|but|"
            r"who's|mate|the lot|sometimes|today)\b)"
        ),
        r"(?:^|[.!?\n]\s*)((?:pricks?|knobs|dicks|cocks|tossers?|balls))\s*(?:[.!?]|$|,? (?:the lot|all of|every one))",
        r"\b(dick move|knobs? of the highest order)\b",
        (
            r"\b(?:a|the|that|this|some|my|our|your) (?:jumped[ -]up |total |absolute |little |complete )?(prick|tosser)\b"
            r"(?:$|[.,!?;)]|\s+(?:of a|who|in the|from|tbh|lol|and|has|is|was|just|cut|parked)\b)"
        ),
        r"\b((?:silly|stupid|daft|posh|old) bints?)\b",
        r"\b(?:load of|oh|complete|total|absolute|what utter|utter) (balls)(?:$|[.,!?;)])",
        r"\b(balls (?:to (?:that|this|it|the|him|her|them|you|all)|up|ed up)|balls?ed(?:[ -]| it )up|balls-up)\b",
        r"\b((?:goes?|gone|going|went|all|got|day|week) tits[ -]up|tits[ -]up)\b",
        r"\b(?:on|gets on|getting on|off) (?:my|his|her|your|their) (tits)\b",
        r"\b(?:suck|eat|lick) (?:my|his|a|your) (dick|cock|balls)\b",
        r"\b(?:for|the|what the|oh|holy|this|that) (fk|fking|fs)(?:$|[ ,.!?'’]s? ?(?:sake|off|this|that|is|are|was|you|me)?)",
        r"\b(?:what|who|how|why|where) (tf|tff|the f)(?:$|[ ?!.,])",
        (
            r"\b(?:load of|total|utter|absolute|complete|pure|such|calling|calls?|what|this is|smells? of|is all) "
            r"(bs)(?:$|[ ?!.,])"
        ),
        (
            r"\b(?:tired|cold|hot|old|cute|rude|cringe|hungry|sad|slow|broke|busy|boring|bored|dead|funny|weird|awkward|"
            r"annoying|annoyed|stressed|knackered|hungover|bad|good|salty|sus|loud|mad|angry|jealous|proud|happy|lazy) (af)\b"
        ),
        r"\b(af) (?:tired|knackered|bored|hungry|annoyed|hot|cold)\b",
        r"\b(sons? of (?:a )?bitch(?:es)?)\b",
        r"\b(f(?:--?|\.|\*|')(?:k?ing?|ed|er|ers|s|ck))\b",
        r"\b(f off|f u very much|get to f|f\.?o\.?a\.?d)(?:$|[ .,!?])",
        r"\b(cluster ?f[*@!.-]{1,2}c?k(?:s|ed|ing)?|sh[*!.]thouses?)\b",
        r"\b((?:absolute|total|complete|utter|right|massive) tits?|an? tit with an?|cnuts|(?:absolute|total|utter) cnut)\b",
        r"\b((?:good|quick|cheeky) shag (?:behind|in|with|from|and)|(?:he|she|boss) shags|shags like|(?:i'?d|who'?d) shag)\b",
        r"\b(eff off|effing and blinding and fing)\b",
        r"\b(p off you)\b",
        r"\b((?:knob|dick|shit|fuck)[ -](?:heads?|faces?)|(?:arse|ass|a\*\*)[ -]?holes?)\b",
        r"\b(piss artist|rat arsed|half[ -]arsed shit|shit[ -]faced)\b",
        # nobody masks a harmless prick, dick, cock, tit, shag, slag, knob, whore or pussy
        (
            r"(?:^|[^\w*@!])((?:pr[1!|*]c?k|d[1!|*]ck|c[0*]ck|t[1!*]t|sh[4@*]g|sl[4@*]g|kn[0*]b|wh[0*]re|p[*v]ssy)"
            r"(?:s|g?ers?|g?ing|g?ed|heads?)?)(?:$|[^\w*@])"
        ),
        # said in code
        (
            r"\b(whiskey tango foxtrot|c ?u next tuesday|fk(?:in)? off|wnkrs?|uckfay|itshay|kcuf(?:f|ing)?|tihs|tnuc|"
            r"kaminey|kameen[ae]y?|k c u f)\b"
        ),
    )
)
_SIGNS: Final = tuple(
    pattern(source)
    for source in (
        r"(\x{1F595}[\x{1F3FB}-\x{1F3FF}]?(?:\x{1F595}[\x{1F3FB}-\x{1F3FF}]?)*)",
        r"(\x{1F92C}(?:\x{1F92C}+|(?:ing|ed|er|off)\b))",
        r"\b(?:load of|piece of|holy|bull|talking|full of|absolute|total|pile of|don't give a|no) ?(\x{1F4A9}+)",
        r"\b(?:bull)(\x{1F4A9}+)",
        r"(\x{1F4A9}+ ?(?:show|hole|head|storm|house))\b",
        r"(?:^|\s)((?:[@#$%&][@#$%&£*!?^]{2,8}|[*!£][@#$%&][@#$%&£*!?^]{1,8})(?:ing|ed)?)(?:$|[\s.,!?;:])",
    )
)
_OTHER_SCRIPT: Final = pattern(
    "(他妈的|他媽的|操你妈|操你媽|傻逼|傻屄|王八蛋|肏|妈逼|屌你|仆街|씨발|시발|병신|개새끼|くそったれ)"
)

_ABROAD: Final = Gate(Lexicons.shipped().sign_of("profanity_abroad"))
_PATTERNED: Final = Gate(*_IN_COMPANY, *_SIGNS, _OTHER_SCRIPT)

# --- what makes a listed word harmless -----------------------------------------------------------------------------

_DOGS: Final = pattern(
    r"\b(?:pupp(?:y|ies)|pups|litters?|breed(?:er|ers|ing|s)?|dogs?|whelp\w*|kennels?|spaniels?|labradors?|terriers?|whippets?|"
    r"crufts|pedigree|stud|in season|spay(?:ed|ing)?|vet|collies?|hounds?|heelers?|dachshund|lurchers?|wolf|wolves|"
    r"vixen|otters?)\b"
)
_TENT: Final = pattern(r"\b(?:tents?|canvas|camping|glamping|campsite|festival tent|bell tent)\b")
_BASTARD_TRADE: Final = pattern(
    r"(?:\bthe bastard\b|\bbastard (?:files?|amber|title|sword|toadflax|cut|wing|saffron|trench\w*|feud\w*|sons?|daughters?|"
    r"half|line|claim|branch|child of the king|prince|executioner)\b|\b(?:royal|king's|legitimate|illegitimate|bar sinister|"
    r"conqueror|plantagenet|jon snow|edmund|duke|shakespeare|recipe|recipes)\b)"
)
_SPOKEN_OF: Final = pattern(
    r"\b(?:the word|the words|the term|swear words?|swearwords?|called (?:me|him|her|us|them|someone)|etymology|"
    r"(?:mis)?spell(?:ing|ed|s)?|rhymes? with|old english|anglo-saxon|middle english|dictionary|filter|"
    r"blocked word|in chaucer)\b"
)
_EXPLAINED: Final = pattern(r"^['\"]?(?: on [a-z]+ [a-z]+)? (?:stands for|stood for|is short for|means)\b")
_NAME_BEFORE: Final = pattern(r"(?:mr|mrs|ms|miss|dr|sir|lord|lady)\.? $")


def _excused(draft: Draft, found: Spelt) -> bool:
    """Whether the words around make a listed word harmless."""
    start, end = max(0, found.start - 160), min(len(draft.folded), found.end + 160)
    if _EXPLAINED.search(draft.folded[found.end : found.end + 40]):
        return True
    around = draft.folded[start:end]
    if found.form.startswith("bitch") and found.form != "bitchy":
        return _DOGS.search(around) is not None
    if found.form.startswith(("bellend", "bell-end")):
        return _TENT.search(around) is not None
    if found.form in ("bastard", "bastards"):
        return _BASTARD_TRADE.search(around) is not None
    return _is_name(draft, found)


def _is_name(draft: Draft, found: Spelt) -> bool:
    return _NAME_BEFORE.search(draft.folded[max(0, found.start - 6) : found.start]) is not None


def _spoken_of(draft: Draft, start: int, end: int) -> bool:
    """A word in quotation marks that the sentence only talks about."""
    quoted = draft.folded[max(0, start - 1) : start] in ("'", '"') and draft.folded[end : end + 1] in ("'", '"')
    return quoted and _SPOKEN_OF.search(draft.folded[max(0, start - 120) : end + 120]) is not None


def _find(draft: Draft) -> Iterator[Finding]:
    for found in _speller().found(draft.text):
        if not _excused(draft, found) and not _spoken_of(draft, found.start, found.end):
            why = _WHY if found.sure else _WHY_UNSURE
            yield draft.finding(Topic.PROFANITY, (found.start, found.end), why, certain=found.sure)
    for hit in draft.hits("profanity_abroad") if _ABROAD.admits(draft.text) else ():
        if not _spoken_of(draft, hit.start, hit.end):
            yield draft.finding(Topic.PROFANITY, hit, _WHY_ABROAD)
    if _PATTERNED.admits(draft.text):
        yield from _by_pattern(draft)


def _by_pattern(draft: Draft) -> Iterator[Finding]:
    for rule in _IN_COMPANY:
        for match in rule.all(draft.folded):
            yield draft.finding(Topic.PROFANITY, (match.start, match.end), _WHY)
    for rule in (*_SIGNS, _OTHER_SCRIPT):
        for match in rule.all(draft.folded):
            yield draft.finding(Topic.PROFANITY, (match.start, match.end), _WHY_SIGN)


def _fires(text: str, quote: str) -> Example:
    return Example(text, quote, Topic.PROFANITY)


DETECTOR = Detector(
    id="profanity",
    says="Finds swear words of Ofcom's medium, strong and strongest groups, also disguised, abbreviated or foreign.",
    topics=frozenset({Topic.PROFANITY}),
    find=_find,
    fires=(
        _fires("Third bus cancelled. What a shitty, shitty morning", "shitty"),
        _fires("oh for f**k's sake, the laminator has eaten the labels", "f**k"),
        _fires("The self checkout can go and f u c k itself", "f u c k"),
        _fires("who put the wet umbrella on my coat, you w@nker", "w@nker"),
        _fires("honestly this parking app is bullsh1t", "bullsh1t"),
        _fires("FFS. Left my sandwiches on the roof of the car.", "FFS"),
        _fires("A \U0001f595 to whoever invented childproof caps", "\U0001f595"),
        _fires("fuuuuuck I have locked the keys in the shed", "fuuuuuck"),
        _fires("Kurwa, autobus znowu nie przyjechał", "Kurwa"),
        _fires("that offside call was absolute b0llocks", "b0llocks"),
        _fires("he is such a prick about the biscuits", "prick"),
        _fires("What the @#$%! is this gas bill", "@#$%!"),
        _fires("s\u200bhi\u200bt, wrong train", "s\u200bhi\u200bt"),
        _fires("w\u2b50nkers, the pair of them", "w\u2b50nkers"),
        _fires("total clusterf*ck of a bus timetable", "clusterf*ck"),
        _fires("\U0001f175\U0001f184\U0001f172\U0001f17a this queue", "\U0001f175\U0001f184\U0001f172\U0001f17a"),
    ),
    quiet=(
        Quiet("Bloody hell it's cold, bugger this, I'm going home, you daft old git"),
        Quiet("Day trip to Scunthorpe, then tea in Penistone with the Cockburns"),
        Quiet("Finished Dickens, started Moby Dick, shiitake risotto for tea"),
        Quiet("Two great tits and a shag on the same walk, and a cock crowing at dawn"),
        Quiet("Prick the sausages with a fork and add a knob of butter"),
        Quiet("Co.head of a small school by the sea"),
        Quiet("The scheme is great but £££, so I wrote my own"),
        Quiet("Oh sugar, fiddlesticks, what the flip, flipping heck"),
        Quiet("Our spaniel bitch had her litter at last, seven pups and all well"),
        Quiet("William the Bastard landed at Pevensey and Year 7 loved it"),
        Quiet("Pinned down the bell end of the tent before the rain came"),
        Quiet("Please assess the class, mass 4.5 kg, password rules: use $, % and *"),
        Quiet("Netball, football, cricket balls: the PE cupboard is full"),
        Quiet("Fanny Price is the best Austen heroine and I will not be told otherwise"),
    ),
)
