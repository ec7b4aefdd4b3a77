"""Links to adult platforms and accounts kept there.

Finds an address or a handle on a platform for sexual content, and words that send readers there. Leaves alone: news
about such firms, lessons and warnings about them, web filters that block them, and wishes nobody means (“I might as
well start one, the pay's better”).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safeconduct.activity import Audience, Topic
from safeconduct.detectors._exact import after, around, before, has
from safeconduct.gates import Gate
from safeconduct.screening import Context, Detector, Draft, Example, Finding, Hit, Lexicons, Quiet
from safeconduct.text import pattern

_ADDRESS: Final = r"^(?:(?:\.com|\.tv|\.net|\.fans|\.co\.uk|\.org)(?:/[^\s]{0,60}|\b)|/[^\s]{1,60})"
_SENDS: Final = (
    r"\b(?:my|mine|our|subscribe|subs|link in (?:the |my )?bio|find me|check (?:me |it )?out|follow me|i'm on|im on|"
    r"i am on|started (?:an|a|my)|dm (?:me )?for|free trial|selling|sell|nudes|content|come and see|"
    r"see more of me|watch (?:this|me|it)|spicy|uncensored|top \d+ ?%|side hustle|£\d+ a month|new account|got an|"
    r"have an|on there as|link below|posted|his|her|link)\b"
)
_TALK: Final = (
    r"\b(?:assembly|lesson|pshe|rse|cpd|training|report|research|study|survey|documentary|news|bbc|guardian|ofcom|"
    r"law|bill|act|regulat\w*|age (?:checks?|verification)|filter\w*|block(?:s|ed|ing)?|warn\w*|scam|fake|sacked|dismissed|"
    r"tribunal|headline|policy|parents should|talk to|ceo|owner|profits?|shares|company|firm|don'?t|never|not|no,|"
    r"isn'?t|wouldn'?t|might|maybe|may as well|might as well|should start|thinking of|joke|joking|if i|one day|tempted|"
    r"before anyone asks|advert)\b"
)
_ORDINARY: Final = r"^(?:only fans (?:are|were|of|who|in|left|at|on)|cam4 is)\b"
_WARNED_OF: Final = r"\b(?:assembly|block(?:s|ed)|warn\w*|scam|report(?:ed)?|filter\w*|don'?t click)\b"
_SELLING: Final = r"\b(?:my (?:own )?|i'?ve got an? |i have an? |i'?m on |subscribe to my |started (?:an|my) )$"
_SHORT: Final = pattern(
    r"\b((?:my|subscribe to my|link to my|find my) (?:spicy|of|o\.f\.|18\+|nsfw) (?:link|page|account|"
    r"content|site)?)(?:[^a-z]|$)"
)
_NSFW: Final = r"\b(?:link|bio|subscribe|subs|£|month|dm|page|account|content)\b"


def _sends(draft: Draft, hit: Hit) -> bool:
    near = around(draft, hit.start, hit.end, 70)
    if has(_ADDRESS, after(draft, hit.end, 80)):
        return not has(_WARNED_OF if "/" in after(draft, hit.end, 8) else _TALK, near)
    if has(_ORDINARY, draft.folded[hit.start : hit.end + 8]):
        return False
    return has(_SENDS, near) and not has(_TALK, near)


def _end(draft: Draft, hit: Hit) -> int:
    """The end of a platform's name with the address after it, the sentence's own punctuation left out."""
    tail = pattern(_ADDRESS).search(after(draft, hit.end, 80))
    return hit.end + (len(tail.text.rstrip(".,!?;:)]}>'\"")) if tail else 0)


def _start(draft: Draft, hit: Hit) -> int:
    """The start of an address, “https://www.” included."""
    lead = pattern(r"(https?://(?:www\.)?|www\.)$").search(before(draft, hit.start, 12))
    return hit.start - (len(lead.text) if lead else 0)


def find(draft: Draft) -> Iterator[Finding]:
    """Adult platforms to which a text sends its readers."""
    for hit in draft.hits("adult_platforms"):
        if _sends(draft, hit):
            own = has(_SELLING, before(draft, hit.start, 25))
            why = (
                "This points to your own account on a platform for sexual content."
                if own
                else "This points to a platform for sexual content."
            )
            yield draft.finding(Topic.SEXUAL, (_start(draft, hit), _end(draft, hit)), why)
    for found in _SHORT.all(draft.folded):
        near = around(draft, found.start, found.end, 50)
        if has(_NSFW, near) and not has(_TALK, near):
            yield draft.finding(
                Topic.SEXUAL, (found.start, found.end), "This points to an account for sexual content.", certain=False
            )


_PUBLIC: Final = Context(audience=Audience.PUBLIC)

DETECTOR: Final = Detector(
    id="adult_sites",
    says="Links to adult platforms and accounts kept there.",
    topics=frozenset({Topic.SEXUAL}),
    find=find,
    gate=Gate(_SHORT, Lexicons.shipped().sign_of("adult_platforms")),
    fires=(
        Example("New pictures on my OnlyFans tonight, link in bio", "OnlyFans", Topic.SEXUAL, _PUBLIC),
        Example("onlyfans.com/missbehaves, first month half price", "onlyfans.com/missbehaves", Topic.SEXUAL, _PUBLIC),
        Example("Subscribe on Fansly, that's where I earn the rent", "Fansly", Topic.SEXUAL, _PUBLIC),
        Example("Friday night in: pornhub.com/view_video?x=1 enjoy lads", "pornhub.com/view_video?x=1", Topic.SEXUAL),
        Example("find me on adultwork under the usual name", "adultwork", Topic.SEXUAL),
        Example("I'm on fab swingers, same username, say hello", "fab swingers", Topic.SEXUAL),
    ),
    quiet=(
        Quiet("Year 11 assembly on OnlyFans and money went well."),
        Quiet("Might as well start an OnlyFans, the pay's better than supply."),
        Quiet("The BBC report on Pornhub and age checks is worth your time"),
        Quiet("Our filter blocks Pornhub and, for some reason, Sussex"),
        Quiet("OnlyFans' owner took home more than every TA in Kent"),
        Quiet("Only fans of Leyton Orient will understand this pain"),
        Quiet("Parents, a fake account with a Fansly link is following pupils; block it"),
        Quiet("I don't have an OnlyFans, before anyone asks"),
    ),
)
