"""Private e-mail addresses, written or spelled out.

Finds jo.bloggs@mail.example, “jo dot bloggs at gmail dot com” and jo[at]gmail[dot]com (the shape of RFC 5322 as people
use it). Leaves alone: addresses of schools, universities, councils and other public bodies (.sch.uk, .ac.uk, .gov.uk,
.nhs.uk, office@…), those of a shop or a charity that are not the author's own, and warnings of fraud.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safeconduct.activity import Account, Audience, Topic
from safeconduct.detectors._exact import after, before, contact_findings, has
from safeconduct.gates import Gate
from safeconduct.screening import Context, Detector, Draft, Example, Finding, Quiet
from safeconduct.text import Match, pattern

_WRITTEN: Final = pattern(r"[a-z0-9][a-z0-9._%+'-]{0,63}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,6}\.[a-z]{2,24}\b")
_AT: Final = r"(?: {0,2}[\[({<] ?(?:at|a|@) ?[\])}>] {0,2}| at | @ ?|@ ?| -at- )"
_DOT: Final = r"(?: {0,2}[\[({<] ?(?:dot|\.) ?[\])}>] {0,2}| dot | \. |\.| -dot- )"
_PROVIDER: Final = (
    r"(?:gmail|googlemail|hotmail|outlook|live|yahoo|ymail|icloud|btinternet|protonmail|proton|aol|sky|talktalk|virginmedia"
    r"|mail|gmx|msn|me|mac|fastmail)"
)
_LOCAL: Final = rf"[a-z0-9]{{1,30}}(?:(?:[._+-]|{_DOT}| underscore | dash | hyphen ){{1}}[a-z0-9]{{1,30}}){{0,4}}"
_SPOKEN: Final = pattern(rf"\b({_LOCAL}{_AT}[a-z0-9-]{{1,40}}(?:{_DOT}[a-z0-9-]{{2,30}}){{1,3}})\b")
_SHORT: Final = pattern(rf"\b({_LOCAL}{_AT}(?:gmail|googlemail|hotmail|icloud|yahoo|protonmail))\b")

_OFFICIAL_DOMAIN: Final = (
    r"(?:\.|dot ?)(?:sch|ac|gov|nhs|police|parliament|mod) ?(?:\.|dot) ?uk$|\.(?:edu|gov|museum)$"
    r"|@[a-z0-9.-]{0,60}(?:school|academy|academies|college|primary|nursery|infants?|juniors?|trust|federation|council|"
    r"union|university)"
)
_DESK: Final = (
    r"^(?:the)?(?:office|admin|info|enquir(?:y|ies)|head|headteacher|hello|contact|support|reception|bookings?|sales|"
    r"team|help"
    r"|helpdesk|no-?reply|press|news|jobs|recruitment|complaints|clerk|safeguarding|dsl|send|lettings|finance|attendance|pta"
    r"|welcome|mail|orders|events|membership|tickets|customer[a-z]*|hr|it|dpo|secretary|treasurer|chair|git)(?:[._+-].{0,20})?(?:@|"
    r" ?at | ?\[| ?\()"
)
_NO_NAME: Final = (
    r"^(?:look|is|are|was|find|me|us|shop|sale|available|book|tickets?|order|buy|read|see|here|online|up|out|more|"
    r"it|this|that"
    r"|them|him|her|you|one|ones|work|good|now|only|site|details|website|working|live|lives|person|stuff|people|staying|"
    r"everyone"
    r"|info|staff|stock|half price|page|free|started|arrived|posted|listed|and|or|on|in|him)(?: at |@| @|$)"
)
_MAIL_CUE: Final = r"\b(?:e-?mails?|e-?mailed|gmail|hotmail|address|inbox|mail|send|reach|contact|write)\b"
_OWN_CUE: Final = r"\b(?:my|me|mine|i'm|i've|own|personal|private|home one)\b"


def _spoken(draft: Draft) -> Iterator[Match]:
    for found in (*_SPOKEN.all(draft.folded), *_SHORT.all(draft.folded)):
        match = _without_lead(found)
        if match and (
            has(rf"(?:at|@|a)[\])}}>]? {{0,2}}{_PROVIDER}\b", match.text) or has(_MAIL_CUE, before(draft, match.start))
        ):
            yield match


def _without_lead(found: Match) -> Match | None:
    """“at” is an ordinary word: what stands before it must look like a name in an address."""
    if has(_NO_NAME, found.text) or has(r"^[a-z]{1,2} at ", found.text) or has(r"^[a-z]+ (?:dot|\.) [a-z]+ at$", found.text):
        return None
    if (
        has(r" at [a-z0-9-]+\.", found.text)
        and not has(r"^[^ ]*[0-9._]", found.text)
        and not has(rf" at {_PROVIDER}\.", found.text)
    ):
        return None  # “the sale at argos.co.uk”
    return found


def _addresses(draft: Draft) -> Iterator[Match]:
    done = -1
    for found in sorted((*_WRITTEN.all(draft.folded), *_spoken(draft)), key=lambda m: (m.start, -m.end)):
        if found.start >= done:
            done = found.end
            yield found


def _private(draft: Draft, found: Match) -> bool:
    if has(_OFFICIAL_DOMAIN, found.text) or has(_DESK, found.text):
        return False
    near = before(draft, found.start) + " | " + after(draft, found.end, 40)
    return (
        has(rf"(?:@|\bat\b|[\])}}]) ?{_PROVIDER}\b", found.text)
        or has(_OWN_CUE, near)
        or _third_cue(near)
        or draft.context.kind == "bio"
    )


def _third_cue(near: str) -> bool:
    return has(r"\b(?:his|her|their|[a-z]+'s) (?:own |personal |private |home )*(?:e-?mail|address|gmail)\b", near)


def find(draft: Draft) -> Iterator[Finding]:
    """Private e-mail addresses, by whose they are and who is given them."""
    for found in _addresses(draft):
        if _private(draft, found):
            yield from contact_findings(draft, found.start, found.end, "e-mail address")


_DIRECT: Final = Context(audience=Audience.DIRECT, kind="message")
_PUBLIC: Final = Context(audience=Audience.PUBLIC)
_OFFICIAL: Final = Context(account=Account.OFFICIAL, audience=Audience.PUBLIC)

DETECTOR: Final = Detector(
    id="email_address",
    says="Private e-mail addresses, written or spelled out.",
    topics=frozenset({Topic.PRIVATE_CONTACT, Topic.OWN_DETAILS, Topic.COLLEAGUE_PRIVACY}),
    find=find,
    gate=Gate(_WRITTEN, _SPOKEN, _SHORT),
    fires=(
        Example(
            "Hi Mrs Osei, email me at jo.bloggs@gmail.com, not school", "jo.bloggs@gmail.com", Topic.PRIVATE_CONTACT, _DIRECT
        ),
        Example(
            "Parents of 4B: my own email is jo dot bloggs at gmail dot com",
            "jo dot bloggs at gmail dot com",
            Topic.PRIVATE_CONTACT,
            _PUBLIC,
        ),
        Example(
            "Send the essay to me, ravi.k[at]hotmail[dot]co[dot]uk, sir",
            "ravi.k[at]hotmail[dot]co[dot]uk",
            Topic.PRIVATE_CONTACT,
            _DIRECT,
        ),
        Example(
            "Knitting patterns, just email me: wool_and_tea@postbox.example",
            "wool_and_tea@postbox.example",
            Topic.OWN_DETAILS,
            _PUBLIC,
        ),
        Example(
            "My personal address is agnieszka82 at outlook dot com",
            "agnieszka82 at outlook dot com",
            Topic.OWN_DETAILS,
            _PUBLIC,
        ),
        Example(
            "Mrs Khan's own email is s.khan77@yahoo.co.uk, pester her about the rota at work",
            "s.khan77@yahoo.co.uk",
            Topic.COLLEAGUE_PRIVACY,
            _PUBLIC,
        ),
    ),
    quiet=(
        Quiet("Parents, email office@oakhill.example and somebody will ring you."),
        Quiet("Pupils can send work to j.smith@oakhill.herts.sch.uk"),
        Quiet("Write to me at t.fielding@staff.oldtown.ac.uk with your UCAS drafts", _DIRECT),
        Quiet("Consultation replies to policy@education.gov.uk by Friday, parents"),
        Quiet("There's a sale at argos dot com if parents need kettles"),
        Quiet("Have a look at bbc.co.uk for the bitesize pages, year 9"),
        Quiet("The email from paypa1@security.example about my account is a scam, parents"),
        Quiet("My mum's email is rosie@gmail.com if you want the recipe"),
        Quiet("Copley Vets are at hello@copleyvets.example"),
    ),
)
