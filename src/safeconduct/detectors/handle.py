"""Handles on social platforms and games that are given to pupils or parents, or asked from them.

Finds “my snap is jordtech_99”, “whats ur insta”, “drop your @”, gamertags, clan tags and links to group chats, where
the words around speak to pupils or parents. Leaves alone: adults among themselves, handles of clubs and celebrities,
saying no, and telling what pupils ask for. A handle that stands in public without such words is nobody's finding.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safeconduct.activity import Account, Audience, Topic
from safeconduct.detectors._exact import after, around, before, has, one_to_one, school_reader, warns_of_fraud
from safeconduct.gates import Gate
from safeconduct.screening import Context, Detector, Draft, Example, Finding, Quiet
from safeconduct.text import Match, pattern

_APP: Final = (
    r"(?:snap ?chat|snap|sc|insta(?:gram)?|ig|finsta|discord|tik ?tok|be ?real|whats ?app|telegram|signal|kik|messenger|"
    r"facebook|fb|x ?box"
    r"|psn|playstation|switch|steam|epic|fortnite|roblox|minecraft|twitch|rocket league|clash|chess\.com|threads|bluesky"
    r"|gamer ?tag|user(?:name)?|handle|friend code|duolingo|strava|vsco|tumblr|wink|yubo|game ?tag|tag|@)"
)
_NAME: Final = (
    r"(?:@[a-z0-9_.]{2,32}|[a-z][a-z0-9.]{0,24}[_#][a-z0-9_.#]{1,24}|[a-z]{2,24}\d{2,8}|[a-z]{2,20}\.[a-z]{2,20}|"
    r"#[0-9a-z]{4,12})"
)
_ASKING: Final = (
    r"what(?:'?s| is)|wots|wats|gimme|give (?:me|us)|send (?:me|us)|drop|tell me|dm me|pm me|comment|can i (?:get|have)|"
    r"could i have|(?:have you|you|u|ya) got|remind me|let me have|share"
)
_YOUR: Final = r"ur|your|you're|yer|yr|you all's|everyone'?s|all your"
_ASKS: Final = (
    rf"((?:{_ASKING}) (?:{_YOUR})(?: own| private| personal)? ?"
    rf"(?:(?:phone |mobile )?numbers?|{_APP}s?|no|mobile|e-?mail|@s?|socials?)(?: again| name| tag| handle| id)*)(?:[^a-z]|$)"
)
_ASKS_SHORT: Final = (
    rf"((?:\bu|\byou) (?:got|on|have) (?:an? )?{_APP}\b[^.!\n]{{0,25}}\?"
    r"|\b(?:got|saved|found) (?:your|ur) (?:number|no|mobile) (?:off|from) (?:the|a) [a-z]+ [a-z]+)"
)
_ASKS_OTHERS: Final = (
    r"(?:anyone|anybody|who(?:'s| has)|has anyone|someone|could i have|can i have|pass me|give me|send me)[^.!?\n]{0,25}?"
    rf"\b((?:[a-z]+'s (?:mum|mam|mom|dad|nan|carer)(?:'s)? (?:own |personal )?(?:{_APP}|number|mobile|e-?mail)"
    r"|(?:the )?(?:number|mobile|e-?mail|insta|snap) (?:for|of) [a-z]+'s (?:mum|mam|mom|dad|nan|carer)))\b"
)
_GIVES: Final = (
    rf"\b(?:my|mine|add me|find me|follow me|msg me|message me|dm me|hit me up|i'm|im|get yourselves? on|get me|"
    rf"its|it's|sir's|miss's)"
    rf"[^.!?\n]{{0,40}}?\b{_APP}\b[^.!?\n]{{0,24}}?[ :(,=]({_NAME})"
)
_GIVES_TAG: Final = (
    rf"\b(?:tag(?:'s| is)|gamer ?tag[^.!?\n]{{0,30}}?(?:is|it's|its)|user(?:name)?(?:'s| is)|{_APP}(?: me)?:) ({_NAME})"
)
_GIVES_PLAIN: Final = rf"\bmy {_APP}(?: (?:name|user(?:name)?|handle|tag|id)) ?(?:is|'s|:|=) ?(@?[a-z0-9_.]{{4,30}}[a-z0-9_])"
_PROFILE: Final = (
    r"\b(?:my|me|mine)\b[^.!?\n]{0,30}?"
    r"((?:https?://)?(?:www\.)?(?:instagram|tiktok|facebook|twitter|x)\.com/@?[a-z0-9_.]{3,40})"
)
_SWAPS: Final = r"(swap (?:snap(?:chat)?s?|instas?|numbers?|socials?|handles?|@s))\b"
_PLACED: Final = rf"(\bmy (?:{_APP})(?:'s| is) (?:on the (?:white)?board|written|in my bio|the same|same as)[^.!?\n]{{0,25}})"
_LINK: Final = (
    r"((?:https?://)?(?:chat\.whatsapp\.com/[a-z0-9]{6,40}|discord(?:\.gg|\.com/invite)/[a-z0-9-]{2,40}|t\.me/[a-z0-9_+/]{3,40}"
    r"|snapchat\.com/add/[a-z0-9._-]{2,40}|m\.me/[a-z0-9.]{3,40}))"
)
_ALL_ASKING: Final = (_ASKS, _ASKS_SHORT, _SWAPS, _ASKS_OTHERS)
_GIVEN: Final = (_GIVES, _GIVES_TAG, _GIVES_PLAIN, _PROFILE, _PLACED, _LINK)

_TOLD: Final = (
    r"\b(?:pupils?|students?|kids?|children|they|class|year \d+s?|one)\b[^.!?\n]{0,20}\b(?:asks?|asked|asking|says?|"
    r"said|wants?|wanted)\b"
    r"[^.!?\n]{0,15}$"
)
_REFUSED: Final = (
    r"\b(?:not|never|don'?t|do not|won'?t|can'?t|cannot|shouldn't|no,|declin\w*|not giving|refus\w*)\b[^.!?\n]{0,30}$"
)
_SAID: Final = (
    r"\b(?:me: |i (?:said|say) no|said no|declin\w*|not telling|undefeated|nice try|jog on|the answer is no|in your dreams)"
)
_FOOD: Final = r"\b(?:ginger|biscuit|cards?|dunk\w*|snap election)\b"


def find(draft: Draft) -> Iterator[Finding]:
    """Handles given to, or asked from, pupils and parents."""
    for source in _ALL_ASKING:
        for found in pattern(source).all(draft.folded):
            if _speaks_to_school(draft, found, asks_others=source is _ASKS_OTHERS, asking=True):
                yield draft.finding(
                    Topic.PRIVATE_CONTACT,
                    (found.start, found.end),
                    "This asks a pupil or parent for a private account or number; contact belongs on the school's channels.",
                )
    for source in _GIVEN:
        for found in pattern(source).all(draft.folded):
            if _speaks_to_school(draft, found, asks_others=False, asking=False):
                yield draft.finding(
                    Topic.PRIVATE_CONTACT,
                    (found.start, found.end),
                    "This gives pupils or parents a private account; contact belongs on the school's channels.",
                )


def _speaks_to_school(draft: Draft, found: Match, *, asks_others: bool, asking: bool) -> bool:
    if asking and has(r"^ ?(?:one|bonds?|lines?|plate|sense|of|work)\b", after(draft, found.end, 12)):
        return False  # “your number one tip”
    ahead, near = before(draft, found.start, 60), around(draft, found.start, found.end, 120)
    if (
        has(_REFUSED, ahead)
        or (asking and has(_TOLD, ahead))
        or has(_SAID, near)
        or has(_FOOD, near)
        or warns_of_fraud(draft, found.start, found.end)
    ):
        return False
    if before(draft, found.start, 80).count('"') % 2:  # quoted: told, not asked
        return False
    if draft.personal or asks_others:
        return asks_others or school_reader(draft, found.start, found.end)
    own = has(r"\b(?:my|mine|i'm|me)\b", before(draft, found.start, 40) + found.text) or has(r"\bown\b", near)
    return own and (one_to_one(draft) or has(r"\b(?:boys|girls|pupils|lads|parents|all|mums|kids|year)\b", near))


_DIRECT: Final = Context(audience=Audience.DIRECT, kind="message")
_PUBLIC: Final = Context(audience=Audience.PUBLIC)
_OFFICIAL: Final = Context(account=Account.OFFICIAL, audience=Audience.PUBLIC)

DETECTOR: Final = Detector(
    id="handle",
    says="Social and gaming handles given to pupils or parents, or asked from them.",
    topics=frozenset({Topic.PRIVATE_CONTACT}),
    find=find,
    gate=Gate(*(pattern(source) for source in (*_ALL_ASKING, *_GIVEN))),
    fires=(
        Example(
            "hiya its miss patel, whats ur insta? I'll send the essay tips", "whats ur insta", Topic.PRIVATE_CONTACT, _DIRECT
        ),
        Example(
            "Year 10 if you need revision help my snap is mr_k_maths", "my snap is mr_k_maths", Topic.PRIVATE_CONTACT, _PUBLIC
        ),
        Example(
            "Anyone in my class on Fortnite, gamertag is frostyowl_44",
            "gamertag is frostyowl_44",
            Topic.PRIVATE_CONTACT,
            _PUBLIC,
        ),
        Example("Drop your @ under here, year 12 lot", "Drop your @", Topic.PRIVATE_CONTACT, _PUBLIC),
        Example(
            "Parents of Y3 join here chat.whatsapp.com/AbC123xyz789",
            "chat.whatsapp.com/AbC123xyz789",
            Topic.PRIVATE_CONTACT,
            _PUBLIC,
        ),
        Example("Has anyone got Zofia's mum's Insta?", "Zofia's mum's Insta", Topic.PRIVATE_CONTACT),
        Example(
            "Goodbye boys and girls! My own insta is @coach_obi, come and say hi",
            "My own insta is @coach_obi",
            Topic.PRIVATE_CONTACT,
            _OFFICIAL,
        ),
    ),
    quiet=(
        Quiet("whats ur snap, old man? We never got a photo of the beers", _DIRECT),
        Quiet("When a pupil asks what's your insta, the answer is homework."),
        Quiet("My pottery insta is @mudandglaze, commissions open", _PUBLIC),
        Quiet("add me on discord bro, same name, usual raid after the pub", _DIRECT),
        Quiet("I told year 9 for the third time: no, you can't have my snap."),
        Quiet("Follow @NationalGallery for lovely things, year 8", _PUBLIC),
        Quiet('Students: "what\'s your snap sir". Me: a biscuit.', _PUBLIC),
        Quiet("Year 9, send me your notes on Macbeth through Teams by Friday."),
        Quiet("What's your number one tip for year 7 parents' evening?"),
        Quiet("Follow our school account @OakhillPrimary for news, parents", _OFFICIAL),
    ),
)
