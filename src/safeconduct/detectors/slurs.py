"""Slurs, and calls against whole groups of people in so many words: to drive them out, to kill them, that they are vermin.

These words mean what they say, so they are sure, are looked for in every text and stay judged inside political or religious
speech. Left alone: quoting to condemn, recounting what one was called, teaching and history, words of one's own about
oneself, and other meanings of the same letters (a chink of light, a raccoon, spic and span).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Final

import msgspec

from safeconduct.activity import Topic
from safeconduct.detectors._conduct import (
    CONDEMNING,
    ENDORSED,
    RECOUNTED,
    around,
    gate_of,
    of_oneself,
    rule,
    scan,
    signs,
    words,
)
from safeconduct.detectors._spelling import Speller, Spelt
from safeconduct.gates import Gate
from safeconduct.screening import Detector, Draft, Example, Finding, Lexicons, Quiet, read_terms
from safeconduct.text import Match, Pattern, pattern

_WHY_SLUR: Final = "This is a slur against people for what they are."
_WHY_GROUP: Final = "This says something demeaning of a whole group of people."
_WHY_OUT: Final = "This calls for a whole group of people to be driven out."
_WHY_KILL: Final = "This calls for harm to a whole group of people."

_QUOTED: Final = pattern(
    rf"\b(?:{CONDEMNING}|{RECOUNTED}|"
    + words(
        r"""racist (?:abuse|graffiti|chants?) | myths? | busting | tropes? | imagine (?:typing|saying|thinking)
        | ban(?:ned)? for
        | (?:was|were) (?:written|sprayed|scratched|shouted|daubed) | (?:shouted|yelled|screamed|hissed|spat|muttered|scrawled
        |graffiti\w*|sprayed|chanted|chanting|daubed|shouting|yelling)
        | (?:told|called|calls|call) (?:me|my|us|one of|him|her) | (?:somebody|someone) (?:told|said|called|shouted)
        | the (?:word|term|r-word|n-word|p-word|f-word) | used to be (?:called|told) | growing up | reclaim\w* | footnotes?
        | proud(?:ly)? (?:to be|of) | as a proud | proud \w+ here | people (?:say|who say) | when people | the m-word
        | as an? (?:\w+ )?(?:gay|queer|disabled|autistic|gypsy|roma|traveller|muslim|jew|jewish|black|trans|brown|deaf|sikh
        |hindu|polish|romanian|woman|dyslexic|catholic) | (?:daughter|son|child) of a
        | of mice and men | steinbeck | noughts (?:and|&) crosses | mockingbird | windrush | holocaust | auschwitz
        | kindertransport | anne frank | nazi (?:germany|propaganda|party|regime) | 19[0-9]0s | the (?:sixties|seventies
        |eighties)
        | history | museum | exhibition | novel | film | documentary | curriculum | training | cpd | assembly | workshop
        | stonewall | stephen lawrence | show racism | kick it out | never again | section 28 | the law says | dictionary"""
    )
    + r")\b"
)
_DENIAL: Final = pattern(
    r"\b(?:not|n't) (?:being )?(?:a )?(?:racist|sexist|homophobic|bigot\w*|prejudiced)(?: or anything)?,? but\b"
)
_CHINKS_OF_LIGHT: Final = words(
    r"""light | sun\w* | armou?r | curtains? | blinds? | shutters? | walls? | fence | stones? | mortar | bricks? | floorboards
    | glass(?:es)? | of (?:hope|blue|sky|cold|air) | draughts? | gaps? | through the | between the | system | defen[cs]e | logs?
    | shed | barn | door | coins? | clink | chink (?:of|in|between)"""
)
_MAINE_COONS: Final = "maine|raccoons?|cats?|kittens?|breeders?|coonhounds?|hounds?|senator|chris|fur|vet|paws"

# What a listed word means besides, told by words near by.
_OTHERWISE: Final[Mapping[str, str]] = {
    "mongs": r"beans?|kok|hong|vietnam\w*|laos",
    "poof": r"poof[!,.…\"]* (?:and|it|he|she|they|there|just|like|went|gone|goes|no|all|my|the|that|you|we|i|vanish\w*"
    r"|disappear\w*"
    r"|magic)|(?:and|then|went|goes|go|like|gone|just|puff|big|light|white|of a) poof|poof of|poofy|poof[!.]+$|magic|vanish\w*"
    r"|disappear\w*|gone",
    "spic": r"(?:and|n|'n'|&|-) ?span|spic[- ]and",
    "gook": r"gobbled\w*|gobbledy",
    "mongo": r"db|database|mongodb|node|collection|query|flash gordon|ming",
    "sambo": r"wrestling|grappling|martial|combat|judo|mma|belt",
    "lesbos": r"islands?|greece|greek|refugees?|holiday|ferry|fl(?:ight|ew|y)|mytilene|aegean|sappho|moria|beach|camps?",
    "lesbo": r"islands?|greece|greek|beach",
    "redskins": r"washington|nfl|american football|season|quarterback|potato\w*",
    "coloureds": r"wash\w*|whites|laundry|darks|load|machine|detergent",
    "cripples": r"cripples? (?:the|us|me|my|our|your|his|her|their|you|it|a|an|any|small|local|schools?|families|services"
    r"|whole)"
    r"|which cripples|debt|cuts|cost|what cripples",
    "retards": r"growth|spread|flame|fire|rust|spoil\w*|mould|development|dough|bake|fridge|progress|ferment\w*|ageing",
    "retard": r"growth|spread|flame|fire|rust|spoil\w*|mould|development|dough|bake|fridge|progress|ferment\w*|ageing"
    r"|(?:un|en|le|du|mon|ce|minutes? de|heures? de) retard|retard (?:de|du|des|sur)",
    "retarded": r"growth|flame|fire|rust|dough|ferment\w*|overnight|ignition|timing",
    "retardation": r"growth|flame|fire|rust",
    "kaffir": r"limes?|leaf|leaves|curry|paste|lily|lilies",
    "dykes": r"fens?|ditch(?:es)?|drain\w*|flood\w*|dutch|holland|netherlands|walls?|sea|romney|rivers?|offa\w*|farm\w*"
    r"|polder|water"
    r"|geolog\w+|volcan\w+|igneous|sills?|van|lincolnshire|mill|walk(?:ed|ing)?",
    "muzzy": r"head|feel\w*|izzet|bbc|cold|videos?|big|vision|brain|language|french",
    "attack helicopter": r"apache|army|raf|ukrain\w+|russian|museum|models?|lego|pilot|air ?show|flew|crew",
    "vegetable class": r"show|allotment|grow\w*|garden\w*|prize|entries|judg\w+|marrow|leeks?|onions?|dahlias?|first|rosette",
    "ladyboys": r"bangkok|show|fringe|cabaret|tickets?",
    "spastics": r"society|scope|renamed",
    "homo": r"sapiens|erectus|habilis|floresiensis",
    "golliwog": r"robertson\w*|antiques?|collect\w*|remov\w*|withdr\w*|shop|dolls?|badges?|banned|debussy",
}


@cache
def _reading(form: str) -> Pattern | None:
    """The words by which a listed form means something else."""
    known = _OTHERWISE.get(form)
    return pattern(rf"\b(?:{known})") if known else None


# --- calls against groups --------------------------------------------------------------------------------------

_GROUP: Final = words(
    r"""muslims? | moslems? | jews? | sikhs? | hindus? | catholics? | gypsies | travellers | blacks | asians | poles | romanians
    | albanians | pakistanis | somalis | gays | lesbians | homosexuals | queers | trannies | pakis | wogs | chinks | coons
    | kikes
    | yids | niggers | pikeys | gyppos | spics | gooks | muzzies | ragheads | half-castes | faggots | poofs | jews? lot
    | (?:black|asian|muslim|jewish|gay|trans|disabled|autistic) (?:people|lot|kids|families|ones|lads)"""
)
_ALL: Final = r"(?:(?:all|every|the|these|those|them|of|bloody|fucking|f\*+ing|dirty|damn|whole) ){0,4}"
_NOT_SAID: Final = words(
    r"""said | say | says | saying | claim\w* | believe[sd]? | threat\w* | plan(?:s|ned|ning)? | pledg\w+ | promis\w+
    | vow\w* | isis
    | arrested | jailed | charged | convicted | hitler('s)? (?:rise|germany|youth|came) | tried to | wanted to | expelled
    | edict
    | conspirac\w+ | theor(?:y|ies) | tropes? | protocols | nobody | never | don't | not | wrong | cruel | appalling
    | disgrace\w*
    | sick of | stop | years ago | century | medieval | lesson | museum"""
)

_RULES: Final = (
    rule(
        rf"(?:get|kick|send|throw|chuck|ship|drive|boot|deport|keep|clear) {_ALL}{_GROUP}(?: (?:straight|right|all|the hell"
        rf"|the "
        rf"fuck|tf))* (?:out|back|home|packing)",
        _WHY_OUT,
        unless=rf"{_NOT_SAID}|out of (?:the (?:rain|cold|closet)|danger|harm\w*|poverty|hospital|prison|gaza|syria|ukraine"
        rf"|work)"
        r"|out (?:to|and about|on the|for)|back (?:in)?to (?:work|school|education|training|church|mosque)|safe(?:ly)?|lift"
        r"|taxi",
    ),
    signs(
        rf"\b{_GROUP} out(?: now| of (?:england|britain|the uk|scotland|wales|europe|(?:our|my|this) \w+))?[!.?,]*(?:$|\n)",
        _WHY_OUT,
        unless=rf"{_NOT_SAID}|freak\w*|left|lock\w*|help\w*|find|found|way|work\w*|going|went|coming|came|come|run|ran",
    ),
    rule(
        rf"{_GROUP} (?:are|r) (?:all |just |nothing but |a bunch of |fucking |bloody |dirty |the |like |no better than "
        rf"|filthy )*"
        r"(?:vermin|rats|cockroaches|parasites|sub-?human|scum|savages|filth|animals|apes|a plague|a cancer|a disease"
        r"|inbreds?)",
        _WHY_GROUP,
        unless=rf"{_NOT_SAID}|people who|anyone",
    ),
    rule(
        rf"(?:kill|shoot|gas|hang|burn|drown|exterminate|wipe out|lynch|behead|bomb|nuke|sterili[sz]e) {_ALL}{_GROUP}"
        rf"|death to {_ALL}{_GROUP}",
        _WHY_KILL,
        unless=rf"{_NOT_SAID}|flags?|{_GROUP} (?:pope|film|martyrs?)|reformation|mary|henry|crusade\w*|pogrom\w*|inquisition",
    ),
    rule(
        r"hitler (?:had (?:the )?(?:right|a good|some good) (?:idea|point)s?|was (?:right|onto something)|got it right"
        r"|had it right"
        r"|should(?:'ve| have) (?:finished|won)|didn'?t (?:do|kill|go|finish) (?:enough|far|the job)\w*)"
        r"|(?:build|bring back|re-?open|fire up|start up|open|light) the (?:gas chambers|concentration camps|death camps)"
        r"|(?:back )?(?:in|into|to) the gas chambers? with",
        _WHY_KILL,
        unless=r"said|say|says|saying|shouted|claim\w*|comment\w*|arrested|suspended|sacked|sprayed|told|jok\w+ about|wrong",
    ),
    rule(
        r"(?:the )?(?:jews|zionists) (?:all )?(?:own|control|run|rule)s? (?:all )?(?:of )?(?:the )?(?:banks|media|papers"
        r"|world|money"
        r"|bbc|press|news|hollywood|government|everything)",
        _WHY_GROUP,
        unless=_NOT_SAID,
    ),
    rule(
        r"(?:the|you|that|this|a|bloody|fucking|dirty|little|such a|big|fat) (?:chink|coon)(?: (?:shop|takeaway|food|lot"
        r"|kids?))?"
        r"|chinks|coons",
        _WHY_SLUR,
        unless=rf"{_CHINKS_OF_LIGHT}|{_MAINE_COONS}",
    ),
)


@cache
def _speller() -> Speller:
    file = resources.files("safeconduct.data") / "lexicons" / "slurs.txt"
    return Speller((term for term, _ in read_terms(file.read_text("utf-8"))), innocent=("retardant", "homogeneous"))


@cache
def _masked_groups() -> Speller:
    """Names of groups: harmless spelt out, a slur to their author when masked."""
    return Speller(("muslims", "muslim", "jews", "jewish", "gypsies", "gypsy", "blacks", "immigrants", "refugees", "asians"))


_LETTERS: Final = 3  # of a masked word so many must show, for many harmless words share a first letter
_CALLS: Final = gate_of(_RULES)
_LISTED: Final = Gate(Lexicons.shipped().sign_of("slurs"))


def _find(draft: Draft) -> Iterator[Finding]:
    for match in _slurs(draft):
        yield _judged(draft, match, draft.finding(Topic.HATE, (match.start, match.end), _WHY_SLUR))
    for found in _masked_groups().found(draft.text) if "*" in draft.folded else ():
        if "*" in draft.folded[found.start : found.end]:
            yield draft.finding(Topic.HATE, (found.start, found.end), _WHY_GROUP)
    if _CALLS.admits(draft.text):
        yield from scan(draft, Topic.HATE, _RULES, None, _meant)


def _slurs(draft: Draft) -> Iterator[Match]:
    """Where a listed slur stands and cannot be something else."""
    spelt = [Match(each.start, each.end, each.form) for each in _speller().found(draft.text) if _plain(draft, each)]
    hits = draft.hits("slurs") if _LISTED.admits(draft.text) else ()
    phrases = [Match(hit.start, hit.end, hit.term) for hit in hits if " " in hit.term]
    return (match for match in (*spelt, *phrases) if _is_slur(draft, match))


def _plain(draft: Draft, found: Spelt) -> bool:
    return found.sure and sum(char.isalpha() for char in draft.folded[found.start : found.end]) >= _LETTERS


_NEAR: Final = 60  # characters in which a word's other meaning shows


def _is_slur(draft: Draft, match: Match) -> bool:
    other = _reading(match.text)
    return not of_oneself(draft, match) and (other is None or other.search(around(draft.folded, match, _NEAR)) is None)


_EXCUSED: Final = "it is quoted, recounted or taught, and not said of anybody"


def _judged(draft: Draft, match: Match, finding: Finding) -> Finding:
    """The finding, which does not count where the words are condemned, recounted or taught."""
    return finding if _said(draft, match) else msgspec.structs.replace(finding, vetoed=_EXCUSED)


def _meant(draft: Draft, match: Match) -> bool:
    """Whether the words are the author's own, not condemned, recounted, taught, or said of themselves."""
    return not of_oneself(draft, match) and _said(draft, match)


def _said(draft: Draft, match: Match) -> bool:
    near = around(draft.folded, match)
    return _QUOTED.search(near) is None or any(sign.search(near) is not None for sign in (_DENIAL, ENDORSED))


def _fires(text: str, quote: str) -> Example:
    return Example(text, quote, Topic.HATE)


DETECTOR: Final = Detector(
    id="slurs",
    says="Finds slurs, and calls to drive out or harm a whole group of people.",
    topics=frozenset({Topic.HATE}),
    find=_find,
    fires=(
        _fires("Watch your wallets, the gyppos are on the field again", "gyppos"),
        _fires("what a r*tard, can't even reverse a Fiesta", "r*tard"),
        _fires("Vote Reform and get the pakis out", "get the pakis out"),
        _fires("Vote Reform, send the muslims back", "send the muslims back"),
        _fires("Vote Labour, yids out", "yids"),
        _fires("Muslims out!", "Muslims out"),
        _fires("My belief: muslims are vermin", "muslims are vermin"),
        _fires("Chinks everywhere in this town", "Chinks"),
        _fires("Bloody wogs on the bus, lovely", "wogs"),
        _fires("Too many half-castes round here these days", "half-castes"),
        _fires("Too many coons round here these days", "coons"),
        _fires("Too many mongs round here these days", "mongs"),
        _fires("Hitler had the right idea about the jews", "Hitler had the right idea"),
        _fires("Build the gas chambers again", "Build the gas chambers"),
        _fires("The jews control the media, do your research", "jews control the media"),
        _fires("A lad at the pub called them pakis. Spot on.", "pakis"),
    ),
    quiet=(
        Quiet("Encore un retard de train, je vais rater la correspondance à Crewe"),
        Quiet("I was called a faggot at school every day. It gets better, kids."),
        Quiet("Somebody sprayed pakis out on the shutters of my uncle's shop last night"),
        Quiet("A chink of light under the door, and chinks between the floorboards"),
        Quiet("Two Maine coons and a very small flat"),
        Quiet("The kitchen is spic and span for once"),
        Quiet("Poof! And just like that the half term was gone"),
        Quiet("Stir fry with mong beans, nobody complained"),
        Quiet("Two weeks on Lesbos, the ferry was late and the beach was worth it"),
        Quiet("Debt cripples small charities every winter"),
        Quiet("Thai green curry wants kaffir lime leaves"),
        Quiet("The r-word was written on his splint. Don't use it."),
        Quiet("Our school sent the Muslim families home early for Eid with cakes"),
        Quiet("Keep the Travellers' site out of the flood plain"),
        Quiet("Ministers who plan to deport Muslims are a disgrace"),
        Quiet("Saying the jews control the media is an old antisemitic lie and I won't scroll past it"),
        Quiet("We must get disabled people back into work with proper support, not cuts"),
        Quiet("The gas chambers were built in 1942. Our Year 9 trip left nobody unmoved."),
        Quiet("Proud poof of this parish since 1974"),
    ),
)
