"""``accused``: the roles that somebody's own words plainly make the ones who did it.

Whoever reports may name the line manager only in the words (“my line manager keeps sending me …”) and give no subject.
The report would then go to the very person it is about. A role is taken for the one complained of only where it stands
as the one who acts, wherever the deed is plain; a role that is told, asked, away or written about is not.

It is an assumption, and the answer says so: the subject that is given always counts instead. Whoever asks before anything
goes out can ask about more than that: about every role of which the words speak, and that a description names.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final, NamedTuple

from safeconduct.activity import Told
from safeconduct.text import Match, Pattern, Text, pattern

READ_AT_MOST: Final = 16_000  # characters of a text, from its beginning
_AFTER: Final = 40  # characters after a role that are looked at

_TITLES: Final = {
    Told.LINE_MANAGER: r"(?:line ?-?manager|manager|boss)",
    Told.HEADTEACHER: r"(?:head ?-?(?:teacher|master|mistress)|head|principal)",
    Told.DESIGNATED_SAFEGUARDING_LEAD: r"(?:d\.?s\.?l\.?|(?:designated )?safeguarding (?:lead|officer))",
    Told.DEPUTY_SAFEGUARDING_LEAD: r"(?:deputy (?:dsl|(?:designated )?safeguarding lead)|ddsl)",
    Told.CHAIR_OF_GOVERNORS: r"(?:chair(?:man|woman|person)? of (?:the )?governors|chair of the governing (?:body|board))",
    Told.ONLINE_SAFETY_MANAGER: r"(?:online|e)[ -]?safety (?:manager|lead|officer|co-?ordinator)",
    Told.IT_MANAGER: r"(?:it|ict|network) manager",
    Told.ICT_STRATEGY_MANAGER: r"ict strategy manager",
    Told.CHILD_PROTECTION_LIAISON_OFFICER: r"(?:child protection (?:liaison )?officer|cplo)",
    Told.AGENCY_CONSULTANT: r"(?:(?:agency|recruitment) )?consultant",
}
_LIKE: Final = r"(?:own|new|current|acting|interim|executive|school'?s?|agency'?s?|nursery|primary)"
# With “my”, “our” or “the” before it, or first in a sentence; “another school's head” and “the former head” are others.
_ROLE: Final = rf"(?:\b(?:my|our|the) (?:{_LIKE} )?|^|[.!?\n] ?)"
_NAME: Final = r"(?: \([^()\n]{1,20}\))?(?:,? (?:mr|mrs|ms|miss|dr)\.? [a-z][a-z'-]+,?|, [^.,!?\n]{1,30},)?"
_BESIDE: Final = r"(?: and (?:\w+ ){0,3}\w+)?"
_WHO: Final = rf"{_NAME}{_BESIDE}(?:,? who)?"

_CHILD: Final = r"(?:pupils?|students?|girls?|boys?|child(?:ren)?|kids?|teenagers?|sixth[ -]?formers?|year ?\d+s?|my class)"
_PORN: Final = (
    r"(?:porn\w*|nud(?:e|es|ity)|naked|topless|explicit|indecent|obscene|sex|sexual|smut\w*|x-?rated|escorts?"
    r"|adult (?:site|film|video)s?"
    r"|gambling|betting|extremist|filth\w*|dating)"
)
_VILE: Final = (
    rf"(?:{_PORN}|sexy|sexually|sexist|sexting|rude|dirty|rac(?:ist|ism)|homophobic|hateful|abus\w+|nasty|horrible"
    rf"|vile|bully\w*"
    r"|threat\w*|intimidat\w+|flirt\w*|inappropriate|unwanted|creepy|suggestive|offensive|insult\w*|lewd|kiss\w*|lies|rumou?rs?"
    r"|confidential|my body|bikini|breasts?|my legs|underwear|intimate)"
)
_NEAR: Final = r"[^.!?\n]{0,40}?"
_SOME: Final = r"(?:\w+ ){0,3}"
_PICTURES: Final = rf"{_SOME}(?:photos?|pictures?|pics?|videos?|images?|films?|clips?) of {_SOME}(?:{_CHILD}|me)"
_LOGIN: Final = (
    rf"(?:my|our|other people's|someone(?: else)?'s|somebody(?: else)?'s|a colleague's) {_SOME}(?:log-?in|password"
    rf"|account|name|card)"
)
_MARKS: Final = rf"{_SOME}(?:marks?|grades?|results?|scores?|figures?|papers?|answers|data)"
_RECORDS: Final = rf"{_SOME}(?:files?|records?|data|details|information|notes|reports?)\b"
_FALSELY: Final = r"(?:falsify|fiddle|change|alter|backdate|lie|delete|destroy|hide|cover|forge|cheat|fake|sign)"

_ING: Final = (
    r"(?:(?:bully|harass|groom|touch|grop|strok|hugg|kiss|molest|stalk|spy|threaten|blackmail|intimidat|humiliat"
    r"|belittl|undermin"
    r"|victimis|discriminat|flirt|abus|steal|forg|falsify|fiddl|cheat|doctor|brib|embezzl|slagg|mock|insult|shout"
    r"|swear|gambl|vap"
    r"|seduc|assault|slapp|grabb|pester|target|exploit|coerc|hid|misus|backdat|pocket)ing|lying|(?:treating|ignoring"
    r"|refusing) (?:me|us|my)"
    rf"|(?:making|telling|forcing) (?:me|us|staff|people|teachers) (?:to )?{_FALSELY}"
    rf"|(?:follow|film|record|photograph|hitt|pressur)ing (?:{_SOME}{_CHILD}|me)|covering (?:\w+ )?up"
    rf"|(?:shar|leak|post|pass|sell)ing (?:on |out |round )?(?:{_CHILD}'?s?'?|confidential|personal) {_RECORDS}"
    rf"|(?:chang|alter|inflat)ing {_MARKS}|(?:giv|award|hand)ing {_SOME}(?:contracts?|jobs?|work) to"
    rf"|(?:us|logg|sign)ing (?:into? |on to |on as |in as |with )?{_LOGIN}"
    r"|(?:picking|having a go|hitting|ganging|piling|coming) on(?:to)?|having (?:an? )?(?:\w+ )?(?:sex|affair|relationship)"
    r"|in (?:an? )?(?:\w+ )?relationship with|(?:friends|involved|sleeping) with"
    rf"|making (?:my life|{_SOME}(?:comments|jokes|remarks|advances))"
    r"|asking me (?:out|for (?:\w+ ){0,2}(?:photos?|pictures?|pics?|sex|nudes?))|taking (?:\w+ )?(?:money|bribes)"
    r"|(?:us|tak|sell|smok|snort)ing (?:\w+ )?(?:drugs?|cocaine|cannabis|weed)"
    rf"|(?:watch|look|view|brows|download|search|stor|sav|keep|show|upload)ing\b{_NEAR}\b{_PORN}"
    rf"|(?:post|putt|shar|send|messag|text|e-?mail|whatsapp|phon|ring|call|dm|writ|comment|leav|ask)ing\b{_NEAR}\b{_VILE}"
    rf"|(?:messag|text|e-?mail|whatsapp|phon|ring|call|dm'?|snapchatt?|writ|chatt|comment|add|friend|invit)ing {_SOME}{_CHILD}"
    rf"|(?:messag|text|whatsapp|call|phon|ring)ing me\b{_NEAR}\b(?:late|night)"
    rf"|(?:looking at|taking|posting|sharing|putting(?: up)?|keeping|sending|uploading) {_PICTURES})"
)
_DID: Final = (
    r"(?:bull(?:ies|ied)|harass(?:es|ed)|grooms?|groomed|touch(?:es|ed)|grop(?:es|ed)|kiss(?:es|ed)|molest(?:s|ed)"
    r"|stalk(?:s|ed)"
    r"|threaten(?:s|ed)|blackmail(?:s|ed)|intimidate[sd]|humiliate[sd]|belittle[sd]|undermine[sd]|victimise[sd]|flirt(?:s|ed)"
    r"|abuse[sd]|steals?|stole|forge[sd]|falsifie[sd]|fiddle[sd]|cheat(?:s|ed)|insult(?:s|ed)|swears|swore|mock(?:s"
    r"|ed)|assault(?:s|ed)"
    r"|slapped|grabbed|spie[sd]|slept with|slagged|discriminate[sd]|covered (?:\w+ )?up|lied|pressure[sd]|hit (?:me"
    r"|a)|secretly filmed"
    rf"|(?:gives?|gave|awards?|awarded) {_SOME}(?:contracts?|jobs?|work) to|(?:changed|changes|altered|inflated) {_MARKS}"
    rf"|(?:gave|gives|issued|handed|sent) me {_SOME}warnings?|(?:uses?|used|logs?|logged|signs?|signed) (?:into? "
    rf"|on as |in as )?{_LOGIN}"
    r"|(?:asked|asks) me (?:out|for (?:\w+ ){0,2}(?:photos?|pictures?|pics?|sex|nudes?))"
    r"|(?:treats?|treated|ignored?|ignores) (?:me|us)|(?:turned|turns) (?:me|my \w+(?: \w+)*) down|marked me down|hid"
    r"|hides|misuse[sd]"
    r"|(?:turned down|refused|rejected|denied|said no to) (?:my|me)|never (?:gives?|gave) me|pocket(?:s|ed)|claims expenses"
    rf"|(?:makes?|made|tells?|told|forces?|forced) (?:me|us|staff|people|teachers) (?:to )?{_FALSELY}|(?:takes|took) \w+ home"
    rf"|(?:watch(?:es|ed)|looks at|views|downloads|downloaded|keeps|stores|has|had|show(?:s|ed)) {_SOME}{_PORN}"
    rf"|(?:sends?|sent|messages|messaged|texts|texted|e-?mails|e-?mailed|posts|posted|shares|shared|puts|wrote|writes"
    rf"|comments|commented)"
    rf"\b{_NEAR}\b{_VILE}"
    rf"|(?:messages|messaged|texts|texted|e-?mails|phones|calls|dm'?s|chats with|invites|invited|added|adds|films"
    rf"|filmed) {_SOME}{_CHILD}"
    rf"|(?:takes|took|posts|posted|shares|shared|puts|keeps|kept|sends|sent|uploads|uploaded) {_PICTURES}"
    rf"|(?:shares|shared|leaks|leaked|posts|posted|passes|passed|sells|sold) (?:on |out |round )?"
    rf"(?:{_CHILD}'?s?'?|confidential|personal) {_RECORDS}"
    rf"|(?:messages|messaged|texts|texted|calls|called) me\b{_NEAR}\b(?:late|night))"
)
_OFTEN: Final = (
    r"(?:(?:always|often|constantly|repeatedly|secretly|regularly|still|now|just|also|again|openly|definitely|been) )*"
)
_AUX: Final = r"(?:is|was|are|were|has|have|'s|keeps?|kept|started|starts|goes|went|likes|sits|sat|spends \w+ \w+)(?: on)?"
_ONE: Final = r"(?: the (?:one|person)(?: who(?:'s| is| was| has| keeps| kept))?)?"
_ACT: Final = rf"(?:{_AUX}{_ONE} {_OFTEN}{_ING}|(?:has |have |had )?{_OFTEN}{_DID})\b"
_DEVICE: Final = r"(?:own |work |school )?(?:phone|lap ?top|computer|ipad|tablet|pc|device|camera)"
_SEEN: Final = r"\b(?:caught|saw|seen|see|found|heard|notic\w+|walked in on|complain\w* (?:about|of)|worr\w+ about|about|of)"
_DONE_BY: Final = (
    r"(?:bullied|harassed|groomed|touched|groped|kissed|stalked|threatened|blackmailed|intimidated|humiliated"
    r"|belittled|abused|assaulted"
    r"|victimised|hit|slapped|filmed secretly|discriminated against|picked on|sexually \w+)"
)
_AGAINST: Final = (
    r"(?:complaints?|complain|complaining|allegations?|grievance) (?:about|against|of)"
    r"|(?:want|need|wish|like|have|going) to (?:report|complain about)"
)

# The words before it that make it a tale told of somebody, or a stranger who only uses the name.
_TOLD_OF: Final = (
    r"\b(?:(?:re)?post(?:s|ed|ing)?|wrote|writ(?:es?|ing|ten)|rumou?rs?|lies|lying|gossip\w*|meme|memes|tweet\w*|fake"
    r"|impersonat\w+"
    r"|pretend\w*|posing|making out|made out|accus\w+|alleg(?:es|ed|ing)|jok(?:e|es|ed|ing)|hacked|video saying"
    r"|(?:sa(?:ys?|ying|id)|claim\w*)[^.!?\n]{0,30} (?:online|on \w+|in (?:a|the|their) (?:\w+ )?(?:group|chat))"
    r"|(?:facebook|instagram|whatsapp|tiktok|snapchat|page|group|chat|account)[^.!?\n]{0,30} (?:sa(?:ys?|ying|id)"
    r"|claim\w*|that))\b"
)
# Words directly before it that make the role the one who hears of it, or not the one who acts.
_HEARS: Final = (
    r"\b(?:told|tell|tells|telling|inform(?:ed|ing)?|ask(?:ed|ing)?|e-?mail(?:ed|ing)?|rang|rung|texted|messaged"
    r"|contacted|show(?:ed|n)?"
    r"|let|alert(?:ed)?|to|with|by|for|from|behind|near|before|beside|not|if|whether|unless|should)$"
)
# What stands between the one who acts and the deed where the deed is another's: “sent me an e-mail about the abuse that …”.
_ASIDE: Final = (
    r"\b(?:about|that|which|from|regarding|concerning|whether|because|how|why|what|parents?|police|training|polic(?:y"
    r"|ies)|asked me to"
    r"|to (?:say|tell|ask|report|help|look|check|speak|talk|you))\b"
)

# Where a role may be asked about: not where it is told something, nor where “the head” is a part of the body or another post.
_TELLS: Final = (
    r"\b(?:told|tell|tells|telling|inform(?:ed|ing)?|ask(?:ed|ing)?|e-?mail(?:ed|ing)?|rang|rung|contacted|let|alert(?:ed)?"
    r"|to|not|if|whether|unless|on|in|onto|into|over|off|above|against|round|around|hit|banged|bumped)$"
)
_ANOTHER: Final = r"\b(?:deputy|assistant|associate|vice|former|previous|ex|not|told|to|tell|asked)[ -]?$"
_NO_ROLE: Final = r"^(?: (?:girls?|boys?|lice|louse|injur\w+|ache\w*|hurts?|start|count|phones?|teacher of)\b|-)"
_OF_WHAT: Final = r"^ of\b"
_OF_ALL: Final = r"^ of (?:the |our |this |my )?(?:whole )?(?:school|academy|college|nursery|trust|centre)\b"
_NO_OTHER_MANAGER: Final = r"(?:line ?-?manager|boss)"  # as “site manager” is


class _Ear(NamedTuple):
    """The ways in which a role can be the one who did it."""

    role: Told
    acting: Pattern
    others: tuple[Pattern, ...]


@cache
def _ears() -> tuple[_Ear, ...]:
    return tuple(_ear(role, title) for role, title in _TITLES.items())


def _ear(role: Told, title: str) -> _Ear:
    who = rf"{_ROLE}{title}"
    others = (
        rf"{_SEEN} (?:\w+ )?{who}{_NAME} {_ING}\b",
        rf"\b(?:about|with|by) {who}{_NAME}[.,:;!]? (?:and |because |as |but )?(?:he|she|they) {_ACT}",
        rf"\b{_DONE_BY} (?:\w+ ){{0,5}}by {who}\b",
        rf"\bignored by {who}\b|\btold by {who} to {_FALSELY}\b",
        rf"\b{_VILE} (?:\w+ ){{0,3}}from {who}\b",
        rf"\b{_VILE}\b[^.!?\n]{{0,30}} (?:on|in) {who}'?s {_DEVICE}",
        rf"{who}'?s {_DEVICE} (?:has|had|is|was)\b[^.!?\n]{{0,30}}\b{_VILE}\b",
        rf"\b(?:{_AGAINST}) {who}(?:$|[.,;:!?]| (?:for|because|who|to|and|over)\b)",
    )
    return _Ear(role, pattern(rf"{who}{_WHO} {_ACT}"), tuple(map(pattern, others)))


_TALE: Final = pattern(_TOLD_OF)
_HEARER: Final = pattern(_HEARS)
_OTHERS_DEED: Final = pattern(_ASIDE)
_TELLER: Final = pattern(_TELLS)
_OTHER_POST: Final = pattern(_ANOTHER)
_NOTHING: Final = pattern(_NO_ROLE)
_PART_OF: Final = pattern(_OF_WHAT)
_OF_THE_WHOLE: Final = pattern(_OF_ALL)
_NOBODY: Final = pattern(r"\b(?:not|never|nothing to do with)$")


def accused(situation: str) -> tuple[Told, ...]:
    """The roles that ``situation`` plainly makes the ones complained of, in the order of the closed list."""
    text = Text(situation[:READ_AT_MOST].encode("utf-8", "replace").decode("utf-8"))
    return tuple(sorted((ear.role for ear in _ears() if _did_it(ear, text)), key=list(Told).index))


def _did_it(ear: _Ear, text: Text) -> bool:
    acts = (found for found in ear.acting.all(text.folded) if not _another_did(text, found))
    others = (found for each in ear.others for found in each.all(text.folded))
    return any(not _told_of(text, found) for found in (*acts, *others))


def _another_did(text: Text, found: Match) -> bool:
    """Whether the role is one who hears of it, or whose words are about what somebody else did."""
    return bool(_HEARER.search(_before(text, found)) or _OTHERS_DEED.search(found.text))


def _told_of(text: Text, found: Match) -> bool:
    """Whether it is a tale that goes round about somebody, rather than what the reporter knows."""
    before = _before(text, found)
    return _TALE.search(before) is not None or _NOBODY.search(before) is not None


def _before(text: Text, found: Match) -> str:
    """What stands in the same sentence before it."""
    start = max(text.folded.rfind(sign, 0, found.start) for sign in ".!?\n") + 1
    return text.folded[start : found.start].strip()


# --- what may be asked about ------------------------------------------------------------------------------------------


def spoken_of(situation: str) -> tuple[Told, ...]:
    """The roles of which ``situation`` speaks otherwise than as those who were told: rather too many than too few.

    For whoever can ask before it goes out: what “our head has been sending” somebody, no list of deeds holds.
    """
    return _found_in(situation, {role: rf"{_ROLE}{title}\b" for role, title in _TITLES.items()}, _TELLER)


def named(description: str) -> tuple[Told, ...]:
    """The roles by which a few words say who somebody is: “the headteacher”, “Mrs Marsh, head”, “DSL”."""
    titles = _TITLES | {Told.LINE_MANAGER: _NO_OTHER_MANAGER}
    return _found_in(description, {role: rf"\b{title}\b" for role, title in titles.items()}, _OTHER_POST)


def _found_in(words: str, sources: Mapping[Told, str], stopped_by: Pattern) -> tuple[Told, ...]:
    text = Text(words[:READ_AT_MOST].encode("utf-8", "replace").decode("utf-8"))
    found = ((role, place) for role, source in sources.items() for place in pattern(source).all(text.folded))
    roles = {role for role, place in found if not stopped_by.search(_before(text, place)) and _is_role(text, place)}
    return tuple(sorted(roles, key=list(Told).index))


def _is_role(text: Text, found: Match) -> bool:
    """Whether what follows leaves it the role: “head lice”, “head girl” and “head of year” are none, “head of school” is."""
    after = text.folded[found.end : found.end + _AFTER]
    return not _NOTHING.search(after) and (not _PART_OF.search(after) or _OF_THE_WHOLE.search(after) is not None)
