"""What the exact detectors share: the words around a place, and whose contact details those are.

Every window is bounded, so that a long text costs no more a match than a short one. A contact detail becomes

* ``private-contact`` where pupils or parents are given it, or asked for it;
* ``own-details`` where the author makes their own public on a personal account;
* ``colleague-privacy`` where it is plainly a colleague's;
* nothing where it belongs to an office, a shop or the author's own family, or where the text warns of a fraud.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from safeconduct.activity import Audience, Topic
from safeconduct.screening import Draft, Finding
from safeconduct.text import pattern


def before(draft: Draft, place: int, reach: int = 60) -> str:
    """The folded text before a place."""
    return draft.folded[max(0, place - reach) : place]


def after(draft: Draft, place: int, reach: int = 60) -> str:
    """The folded text after a place."""
    return draft.folded[place : place + reach]


def around(draft: Draft, start: int, end: int, reach: int = 300) -> str:
    """The folded text on both sides of a stretch, the stretch included."""
    return draft.folded[max(0, start - reach) : end + reach]


def has(source: str, text: str) -> bool:
    """Whether a pattern is found anywhere in a text."""
    return pattern(source).search(text) is not None


# --- who reads it ---------------------------------------------------------------------------------------------

_READERS: Final = (
    r"\b(?:parents|mums|mams|mummies|dads|daddies|carers|guardians|pupils|students|sixth ?form(?:ers)?|little ones?"
    r"|(?:your|ur|you're|whose|his|her|their|[a-z]+'s) (?:mum|mam|mom|mother|dad|father|parents|foster mum|nan)"
    r"|(?:mum|mam|mom|dad|father|mother) of|(?:your|ur) (?:child|children|kids?|sons?|daughters?|lads?|lass|boys?|girls?)"
    r"|(?:my|our|the|this) (?:class|form|tutor group|year group|set)|class (?:chat|group|dads|mums)"
    r"|my (?:kids|lot|gcse lot|a level (?:lot|class))|trip (?:form|list|sheet)|contact sheet|reading record|book ?bags?"
    r"|years? ?(?:1[0-3]|[1-9])(?:s|[a-z])?|y(?:ea)?r? ?(?:1[0-3]|[1-9])s?|(?:1[0-3]|[7-9])[a-fh-jl-z]\b"
    r"|(?:from|of|in|class) (?:1[0-3]|[1-9])[a-z])\b"
)
_SCHOOLISH: Final = (
    r"\b(?:school|homework|prep|coursework|revision|revis(?:e|ing)|nea|ucas|past papers?|mocks?|exams?|gcses?|a ?levels?"
    r"|essay|worksheets?|form tutor|detention|fixture list|trainers|the gate|book bag|his place|her place|class teacher|"
    r"lessons?|spellings?|targets|the office|netball|training plan"
    r"|head ?teacher|teacher|supply|sir|miss|coach|assembly|rehearsal|book band|reading list|assignment|resub|moderation"
    r"|(?:mr|mrs|ms|mx) [a-z]+)\b"
)
_FAMILY_TALK: Final = (
    r"\b(?:it'?s|its|love|from|lots of love) (?:your )?(?:mum|mam|dad|nan|nana|gran|grandad|auntie|aunty|uncle)\b"
    r"|\b(?:hi|hiya|hello|hey|sure thing|thanks|ta|yes|ok|morning) (?:mum|mam|dad|nan|nana|gran|grandad|auntie|uncle|sis|bro)"
    r"(?:[,!.]|$| (?:it|the|i|my|can|just|here|new)\b)"
    r"|\btell (?:mum|mam|dad|nan|gran)\b|\buncle [a-z]+$|\b(?:my|our) (?:sister|brother|cousin|auntie|aunt|uncle|niece"
    r"|nephew|husband|wife|partner|hubby|missus|mother-in-law|father-in-law|in-laws)\b"
)
_GROWN_UP_TALK: Final = (
    r"\b(?:missus|ikea|hen do|stag do|pints?|the pub|beers?|over (?:30|35|40|45|50|60)|adults? only|fellow adults?|"
    r"grown adult"
    r"|staff do|staff ?room|inset|car ?share|job ?share|old uni|uni mates|housemates?|five[- ]a[- ]side|ex-colleagues?)\b"
)
_FRAUD: Final = r"\b(?:scam(?:s|mers?|ming)?|phish\w*|fraud\w*|spoof\w*|fake|hoax|blocked (?:it|this|them)|spam)\b"


def school_reader(draft: Draft, start: int, end: int, *, named: bool = False) -> bool:
    """Whether the words around speak to pupils or parents of the school, as far as one can tell.

    ``named`` asks for words that name them; talk of school alone is then not enough.
    """
    words = around(draft, start, end)
    if has(_FAMILY_TALK, words) or has(_GROWN_UP_TALK, words):
        return False
    if has(_READERS, words):
        return True
    return not named and one_to_one(draft) and has(_SCHOOLISH, words)


def one_to_one(draft: Draft) -> bool:
    """Whether the text speaks to somebody rather than to everybody."""
    return draft.context.audience is Audience.DIRECT or draft.context.kind in ("comment", "reply", "message")


def published(draft: Draft) -> bool:
    """Whether a text from the author's own account stands where many can read it."""
    return draft.personal and draft.context.audience not in (Audience.DIRECT, Audience.PRIVATE_GROUP)


def warns_of_fraud(draft: Draft, start: int, end: int) -> bool:
    """Whether the words around warn of a fraud."""
    return has(_FRAUD, around(draft, start, end, 120))


# --- whose it is ----------------------------------------------------------------------------------------------

_BODY: Final = (
    r"\b(?:office|school|school's|trip|duty|work|hub|agency|surgery|doctors?'?|vets?|clinic|pharmacy|chemist|library|"
    r"shop|store"
    r"|salon|barbers?|garage|taxis?|cabs?|box office|help ?(?:line|desk)|hotline|council|police|hotel|restaurant|pub|takeaway"
    r"|centre|museum|theatre|church|lettings|reception|desk|bookings?|absence|club|pta|secretary|charity|rescue|plumber"
    r"|electrician|builder|window cleaner|man with a van|driver|engineer|samaritans|childline|nspcc|breakdown|customer "
    r"services?)"
    r"(?:'s)?(?: (?:mobile|phone|number|line|text line|no|tel|email|e-mail|address|contact|insta|instagram|page))?"
    r"(?: (?:is|on|at|via|to|now|direct|directly))*[ :,(-]*$"
)
_THIRD: Final = (
    r"(?:\b(?:his|her|their)\b|\b[a-z]{2,20}'s\b)(?: (?:own|personal|home|private|new|work|direct))*"
    r" (?:number|mobile|phone|cell|no|email|e-mail|gmail|hotmail|address|insta|instagram|snap|snapchat|"
    r"discord|handle)\b[^.!?\n]"
    r"{0,25}$"
)
_TITLED: Final = r"\b(?:mr|mrs|ms|miss|dr) [a-z'-]{2,20}(?:'s)?(?: (?:is )?(?:on|at|is))?[ :,(-]*$"
_NUMBER_FOR: Final = r"\b(?:number|mobile|email|e-mail|contact) (?:for|of) (?:[a-z'-]{2,20} ){0,4}[^!\n]{0,40}$"
_NUMBER_ABOUT: Final = r"\bfor (?:your|ur|any|all|questions|help|homework|revision|tickets|the (?:trip|club|match|play))\b"
_NOT_THIRD: Final = r"\b(?:it|that|here|there|what|who|mine|today|let|everyone|mobile|phone|number|sir|miss|coach|teacher)'s\b"
_GREETED: Final = (
    r"\b(?:hi|hiya|hello|hey|dear|yes|thanks|sorry|morning|evening|course|ok) (?:mr|mrs|ms|miss|dr)\b"
    r"|\b(?:miss|dr|ms) (?:here|speaking|again|from|is|on|at)\b"
)
_FIRST: Final = r"\b(?:my|mine|me|i'm|im|i am|i've|i'll|we're|us|i|mera|mon)\b"
_KIN: Final = (
    r"\b(?:mum|mam|mom|dad|nan|nana|gran|grandad|sister|brother|cousin|auntie|aunt|uncle|niece|nephew|husband|wife|partner"
    r"|boyfriend|girlfriend|hubby|missus|mate|friend|neighbour|landlord|landlady)(?:'s)\b"
)
_AGREED: Final = (
    r"\b(?:happy (?:to|for)|agreed|said (?:i|we|you) (?:can|could)|with (?:his|her|their) (?:ok|agreement|"
    r"permission|blessing))\b"
)
_AT_WORK: Final = (
    r"\b(?:school|staff|teach(?:er|ing|es)?|class|head|boss|ta|slt|office|lesson|department|dept|agency|exam|cover|"
    r"colleagues?"
    r"|work|site|caretaker|governors?|mr|mrs|ms|miss|contract|single|asking (?:him|her) out)\b"
)


class Owner(NamedTuple):
    """Whose a contact detail is: the author's own, a colleague's; both false where it is nobody's business here."""

    own: bool
    colleague: bool


def owner(draft: Draft, start: int, end: int) -> Owner:
    """Whose the contact detail at a place is."""
    ahead = before(draft, start, 70)
    if has(_BODY, ahead) or has(_KIN, ahead) or warns_of_fraud(draft, start, end):
        return Owner(own=False, colleague=False)
    if _third(ahead):
        return Owner(own=False, colleague=has(_AT_WORK, around(draft, start, end)))
    return Owner(own=draft.personal or has(_FIRST, ahead + " | " + after(draft, end, 40)), colleague=False)


def _third(ahead: str) -> bool:
    possessed = pattern(_THIRD).search(ahead)
    if possessed and not has(r"^" + _NOT_THIRD, possessed.text) and not has(r"\b(?:my|mine)\b", possessed.text):
        return True
    return (has(_TITLED, ahead) and not has(_GREETED, ahead)) or (
        has(_NUMBER_FOR, ahead) and not has(r"\bmy\b", ahead) and not has(_NUMBER_ABOUT, ahead)
    )


def contact_topics(draft: Draft, start: int, end: int) -> Iterator[tuple[Topic, bool]]:
    """The topics of a contact detail at a place, each with whether it is certain."""
    whose = owner(draft, start, end)
    if not (whose.own or whose.colleague):
        return
    words = around(draft, start, end, 120)
    to_school = school_reader(draft, start, end, named=whose.colleague) or not draft.personal
    if to_school:
        yield Topic.PRIVATE_CONTACT, True
    if whose.colleague and not has(_AGREED, words):
        yield Topic.COLLEAGUE_PRIVACY, True
    if whose.own and _made_public(draft, to_school=to_school):
        yield Topic.OWN_DETAILS, has(_FIRST, words) or draft.context.kind == "bio"


def _made_public(draft: Draft, *, to_school: bool) -> bool:
    """A reply to one parent is giving; a post, a story or a profile is making public."""
    return published(draft) and (not to_school or draft.context.kind in ("post", "bio", "story"))


_WHY: Final = {
    Topic.PRIVATE_CONTACT: "This gives a private {what} to pupils or parents; they should reach you through the school.",
    Topic.OWN_DETAILS: "This makes your own {what} public, where anybody can keep it and use it.",
    Topic.COLLEAGUE_PRIVACY: "This passes on a colleague's {what}, and nothing here says that they agreed.",
}


def contact_findings(draft: Draft, start: int, end: int, what: str) -> Iterator[Finding]:
    """The findings for a contact detail at a place; ``what`` names it, as in “phone number”."""
    for topic, certain in contact_topics(draft, start, end):
        yield draft.finding(topic, (start, end), _WHY[topic].format(what=what), certain=certain)
