"""A mild wording for a swear word, or the word left out, so that the sentence still reads.

A table from the most particular to the general. ``<`` and ``>`` stand around the word meant (“fuck” for “f**k” and
“f u c k”), with a few of the words around it; what the brackets of a rule hold gives way to its words, and without
brackets the swear word alone does. Anything that no rule knows, as words of other languages and signs, is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import Final

from safeconduct.activity import Topic
from safeconduct.detectors.profanity import meant
from safeconduct.screening import Draft, Finding
from safeconduct.suggestions.edits import Replacement, begins_sentence
from safeconduct.text import Pattern, pattern

_F: Final = r"(?:fuck|fuk|fck|fcuk|fvck|phuck|feck|fk|fs)"
_FING: Final = r"(?:(?:fuck|fuk|fck|fcuk|phuck|feck|fk|f)-*(?:ing|in|n)|bastarding|cunting|twatting)"
_SH: Final = r"(?:shit|shite|shits)"
_ROT: Final = (
    r"(?:(?:bull|horse|dog|ape|jack|chicken)shite?s?|bollocks|bollox|bolloks|bollix|balls|bs|fuckery|knobheadery|wank|piss)"
)
_PERSON: Final = (
    r"(?:(?:mother|mutha)?fuck(?:er|a|wit|head|face)|mofo|fecker|fukker|bastard|bell-?end|wanker|wankstain|twat(?:face|waffle)?"
    r"|(?:knob|dick|prick|shit|fuck|piss)[ -]?(?:head|face|wad|end|ends|waffle|jockey|faces)|cunt(?:face)?|tosser|tosspot"
    r"|(?:ar|a)sse?[ -]?(?:hole|wipe|hat)|arse[ -]?(?:hole|wipe|hat)|a\*\*[ -]?hole|gobshite|shitehawk|dipshit|bitch|biatch"
    r"|beyotch|slut|slutbag|munter|knob|nob|cock|dick|prick|bint|whore|skank|slag|pussy|minge|mingebag|son of a bitch"
    r"|son of bitch|cock(?:sucker|womble|waffle|head)|piss artist|pissant|feck(?:er)|punani|pussyhole)"
)

MILD: Final = (
    # phrases
    (rf"\b((?:for )?<(?:{_F}|{_SH})(?:'?s)?>(?:'?s)? ?sakes?)\b", "for goodness' sake"),
    (rf"\b(for <{_F}(?:'?s)?>)", "for goodness' sake"),
    (r"\b(?:what|who|why|how|where|when) (the (?:actual |flying |literal )?<[^>]*>)", "on earth"),
    (r"(<putain>(?: de (?:merde|bordel))?(?: de\b)? ?)", ""),
    (r"\b((?:o )?(?:ja )<pierdol[a-z]*>)", ""),
    (r"(holy <[^>]*>)", "good grief"),
    (rf"\b(go (?:and )?<{_F}> ?(?:it|your|them|him|her)sel(?:f|ves))", "get lost"),
    (rf"\bget (to <{_F}>)", "lost"),
    (rf"( (?:to|as) <(?:{_F}|{_SH})>)", ""),
    (rf"(<{_F}>(?: right)? off)\b", "go away"),
    (rf"(<{_F}> me(?: sideways)?)\b", "goodness me"),
    (rf"(<(?:{_FING}|shitting)> (?:hell|nora|ada))\b", "good grief"),
    (rf"(<(?:{_FING}|pissing|shitting)> (?:about|around))\b", "messing about"),
    (rf"(<{_FING}> up)\b", "messing up"),
    (rf"(<{_FING}> off)\b", "going away"),
    (rf"(<{_F}(?:ed|t)> off)\b", "fed up"),
    (rf"(<{_F}ed> (?:up|about|around|over))\b", "messed up"),
    (rf"(<{_F}>[ -]?(?:up|about|around))\b", "mess up"),
    (rf"(<{_F}> (?:all|knows))\b", "nothing"),
    (rf"\bgiv(?:e|es|ing|en) ((?:a|two|one) (?:flying )?<(?:{_F}|{_SH})>s?)", "a hoot"),
    (rf"\bout of <{_F}>?s?", "patience"),
    (rf"((?:a |one )?<(?:{_F}|{_SH})>[ -]?(?:load|ton|tonne)s?)\b", "a lot"),
    (rf"(<{_SH}> the bed)\b", "good grief"),
    (rf"(<{_SH}> and giggles)\b", "laughs"),
    (rf"<{_SH}> (?:my|him|her|our|them)sel(?:f|ves)\b", "panicked"),
    (r"\b(?:lose|loses|losing|lost) (?:my|his|her|our|their) <shite?>", "temper"),
    (r"\blittle <shite?>", "so-and-so"),
    (r"\blittle <shite?s>", "so-and-sos"),
    (r"(<piss> off)\b", "go away"),
    (r"\b(?:took|take|takes|taking|taken) (the <piss>)", "the mickey"),
    (r"(<pissed>(?: me| us| him| her| them)? off)\b", "fed up"),
    (r"<pissed> it down\b", "poured"),
    (r"<pissing> (?:my|him|her|our|them)sel(?:f|ves)\b", "laughing"),
    (r"<piss(?:es|ing)> (?:me|us|him|her|them|everyone|people) off\b", "annoying"),
    (r"<pissing> (?:it )?(?:down|it|with)\b", "pouring"),
    (r"<piss>[ -]?poor\b", "very"),
    (rf"\b(?:oh|ah|aw|argh),? <(?:{_F}|{_SH}|{_ROT}|cock|tits)>", "no"),
    # abbreviations
    (r"<(?:wta?f+s?|whiskey tango foxtrot)>", "what on earth"),
    (r"\b(?:what|who|how|why|where) <(?:tff?|the f)>", "on earth"),
    (r"<f+s(?:ake)?>", "for goodness' sake"),
    (r"<(?:omfg|jfc)>", "oh my goodness"),
    (r"<stfu>", "be quiet"),
    (r"<(?:gtfoh?|eff off|p off you|fk(?:in)? off)>", "go away"),
    (r"<i?dgaf>", "I do not mind"),
    (r"<lmff?ao>", "haha"),
    (r"<fugly>", "ugly"),
    # things
    (
        rf"\b(?:load|loads|crock|heap|pile|sack|full|bit|piece) of (?:absolute |utter |old |complete )?<(?:{_ROT}|{_SH})>",
        "nonsense",
    ),
    (r"<[a-z]*(?:shit|fuck|wank)[ -]?(?:show|storm|fest|shower|fuck)s?>", "shambles"),
    (r"<shit-?hole>", "dump"),
    (r"<batshit>", "barmy"),
    (r"<(?:shit[a-z]*(?:y|iest|ier)|piss-?poor|pissy)>", "rotten"),
    (rf"(?:^|[.!?\n,] ?)<{_SH}>(?:[,.!]|$| (?:i|we|it|that)\b)", "oh no"),
    (
        rf"\b(?:some|that|this|my|your|their|our|all the|same|any|the) <{_SH}>(?:$|[.,!?]| (?:again|is|was|we|i|they|about))",
        "nonsense",
    ),
    (rf"<{_SH}>", "rubbish"),
    (r"<\x{1F4A9}+>", "nonsense"),
    (r"<(?:goes?|gone|going|went) tits[ -]up>", "gone wrong"),
    (r"<[a-z ]*tits[ -]?up>", "all wrong"),
    (r"<tits>", "nerves"),
    (r"<ball[a-z]*[ -](?:it )?(?:up|ed up)>", "mess"),
    (r"<balls to[a-z ]*>", "never mind that"),
    (rf"(<{_ROT}> to)\b", "never mind"),
    (r"<dick move>", "mean move"),
    (rf"<{_PERSON}> (?:move|behaviour|thing to)\b", "mean"),
    (r"<sh.g>", "kiss"),
    (r"<bitch(?:ing|in)>", "moaning"),
    (r"<bitched>", "moaned"),
    (r"<bitchy>", "catty"),
    (r"<(?:[a-z]+ish|slutty|wanky|cunty|twatty)>", "daft"),
    (r"<[a-z]*bollocking>", "telling-off"),
    (r"<bollocked>", "told off"),
    (r"\b(?:so|really|bit|well|proper|pretty) <pissed>", "fed up"),
    (r"<(?:pissed|wankered|arseholed|rat arsed|shit-?faced|twatted)>", "merry"),
    (r"<piss-?up>", "party"),
    (r"<piss-?take>", "joke"),
    (rf"(?:^|[.!?\n] ?)<{_ROT}>(?:[.,!?]|$| (?:i|we)\b)", "oh no"),
    (rf"<{_ROT}>", "nonsense"),
    (rf"<{_F}(?:ed|t)>", "done for"),
    # people
    (r"<bastard> (?:of|who|on|in|at|that|is|was|has|parked|from|and|with|for|to|as|would|could|just|tbh)\b", "so-and-so"),
    (r"<bastard> [a-z]", ""),
    (rf"<(?:sons of (?:a )?bitch(?:es)?|(?:[a-z]+ )?{_PERSON}e?s)>", "so-and-sos"),
    (rf"<(?:[a-z]+ )?{_PERSON}>", "so-and-so"),
    # all the rest
    (rf"<(?:{_FING}|shitting|pissing)>", ""),
    (rf"(?:^|[.!?\n,] ?)<{_F}>(?:[,.!?]|$| (?:i|we|he|she|my)\b)", "oh no"),
    (rf"<{_F}> [a-z#@]", "bother"),
)
_LEET: Final = str.maketrans("013457@$!*", "oieastasi*")
_BEFORE: Final = 24
_AFTER: Final = 28
_ENDINGS: Final = ("ing", "in", "ed", "ers", "er", "s", "y")


@cache
def rules() -> tuple[tuple[Pattern, str], ...]:
    """The table, its patterns made when the first swear word is found."""
    return tuple((pattern(_grouped(source)), says) for source, says in MILD)


def _grouped(source: str) -> str:
    """The rule with brackets around the word, if it has none of its own."""
    own = any(source[place] == "(" and source[place + 1] != "?" for place in range(len(source) - 1))
    return source if own else source.replace("<", "(<").replace(">", ">)")


def swearing_edits(draft: Draft, findings: Sequence[Finding]) -> Iterator[tuple[Topic, Replacement]]:
    """An edit for every swear word found."""
    for finding in findings:
        if finding.topic is Topic.PROFANITY:
            yield Topic.PROFANITY, _put_mildly(draft.text.raw, finding.start, finding.end)


def _put_mildly(raw: str, start: int, end: int) -> Replacement:
    before, after = _plain(raw[max(0, start - _BEFORE) : start]), _plain(raw[end : end + _AFTER])
    word = _word(raw[start:end])
    local = f"{before}<{word}>{after}"
    for rule, says in rules():
        found = rule.search(local)
        if found is not None:
            return _placed(raw, Replacement(start, end, says), found.start - len(before), found.end - len(local) + len(after))
    return Replacement(start, end, "")


def _placed(raw: str, edit: Replacement, before: int, after: int) -> Replacement:
    """The edit, as far beyond the word as its rule says: ``before`` is negative, ``after`` positive where it goes further."""
    start, end = edit.start + min(0, before), edit.end + max(0, after)
    says = edit.text
    if says == "oh no" and begins_sentence(raw, start) and raw[end : end + 2].strip()[:1].isalnum():
        says = "oh no,"
    return Replacement(start, end, _shouted(raw[edit.start : edit.end], says))


def _shouted(quote: str, says: str) -> str:
    """Capitals for capitals, except for abbreviations, which are written so anyway."""
    return says.upper() if len(quote) > 4 and quote.isupper() else says


def _plain(text: str) -> str:
    """Lower case with straight quotation marks, every character in its place, and none of the marks of a rule."""
    small = (char.lower() if len(char.lower()) == 1 else char for char in text)
    return "".join({"’": "'", "‘": "'", "<": " ", ">": " "}.get(char, char) for char in small)


def _word(quote: str) -> str:
    """The word meant, with its ending."""
    plain = _plain(quote)
    pieces = plain.replace("-", " ").split()
    if max(map(len, pieces), default=0) > 1 and "".join(pieces).isalpha() and plain.isascii():
        return _settled(plain)
    word = _bare(meant(quote))
    ending = next((each for each in _ENDINGS if plain.endswith(each) and not word.endswith(each)), "")
    return word + ending


def _bare(word: str) -> str:
    """A word that is not on the list, without its disguise: “pr1ck”, “w t f”, “f***”."""
    word = word.translate(_LEET)
    word = word.replace(" ", "") if max(map(len, word.split()), default=0) == 1 else word
    return "fuck" if word.rstrip("*-.") == "f" else word


def _settled(word: str) -> str:
    """“fuuuuuck” is “fuck”: a letter that stands more than twice in a row stands once."""
    runs = ((char, sum(1 for _ in same)) for char, same in groupby(word))
    return "".join(char * (1 if count > 2 else count) for char, count in runs)
