"""Contact with a pupil from a personal account: friendship, follow, game, chat, comment or reply.

Two ways lead here: the words themselves are said to a pupil (a comment under a pupil's post, a direct message), or
a post tells of such contact ("accepted half of my Year 9s"). Left alone: requests declined, learning platforms and
official accounts, ex-pupils who are grown up, one's own family. Guidance for safer working practice and every
staff social media policy treat such contact as something to refuse; whether a policy forbids it is not said here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safeconduct.activity import Account, Topic
from safeconduct.detectors._pupils import (
    PUPILS,
    Passage,
    declines,
    own_family,
    passages,
    pupil_cue,
    speaks_to_pupil,
    warns,
    whole,
    words,
)
from safeconduct.detectors._secrets import secret_talk
from safeconduct.screening import Context, Detector, Draft, Example, Finding, Quiet
from safeconduct.text import Match, pattern

_SPOKEN: Final = "This looks like a message or reply to a pupil from your own account."
_TOLD: Final = "This tells of being in touch with pupils on your own account."

_ADDRESSED_KINDS: Final = frozenset({"comment", "reply", "message"})
# A post or story that calls to pupils: “miss me yet year 11s?”, “y7 stop commenting on my videos”.
_CALLED: Final = pattern(
    r"\b(?:miss me|hi|hello|hey|ok|right|come on|welcome|good luck|happy holidays|love you|stop|chess\.com lads from|"
    r"anyone in|if you'?re (?:in|one of)) "
    r"(?:\w+ ){0,2}" + PUPILS + r"\b[^.!?\n]{0,60}\b(?:follow|dm|message|add|comment|live|chat|accept|join|drop|found me)\b"
    r"|" + r"\b" + PUPILS + r"(?: gang)?,? (?:stop|please stop|follow|add|dm|i see you|you know who you are)\b"
    r"|\breplying to @\w+[^.!?\n]{0,60}\b(?:your|ur|you) [^.!?\n]{0,60}\b(?:coursework|homework|revision|class|"
    r"lesson|teacher|form)\b"
    r"|\b(?:anyone|everyone|those of you) in my (?:form|class|set|tutor group)\b[^.!?\n]{0,60}\b(?:found|follow|add|"
    r"comment|dm|message)\b"
)
_CONTACT: Final = (
    r"(?:accepted|added|friended|followed|unblocked|befriended|follow(?:ing)?|add|accept|chat(?:ting|ted)? (?:to|"
    r"with)|dm(?:ing|'?d)?|snapp?(?:ing|ed)?|"
    r"messag(?:e|ing|ed)|text(?:ing|ed)?|whatsapp(?:ing|ed)?|play(?:ing|ed)? (?:\w+ ){1,3}with|gam(?:e|ing) with|"
    r"streaks? with|friends with|"
    r"in (?:a|the) (?:group|chat|snap group|whatsapp) with|let)"
)
_I: Final = r"(?:i|i'?ve|i'?ll|i'?d|i'?m|we|just|have|finally)"
_NEAR: Final = r"[^.!?\n]{0,50}"
_TELLS: Final = (
    pattern(rf"\b({_I} (?:\w+ ){{0,3}}{_CONTACT} (?:\w+ ){{0,5}}{PUPILS})\b"),
    pattern(rf"\b((?:got|been|getting) (?:friended|added|followed)(?: back)? by (?:\w+ ){{0,4}}{PUPILS})\b"),
    pattern(rf"\b({PUPILS} (?:\w+ ){{0,2}}(?:have |has )?(?:added|follow(?:ed|s)?|friended) me)\b"),
    pattern(
    rf"\b({PUPILS}{_NEAR} (?:asked|asking|begged|messaged)(?: me)? (?:for )?my (?:snap|insta|number|tiktok|gamertag|"
    r"discord|whatsapp)\w*)\b"),
    pattern(
    r"\b((?:streaks?|gaming|snapchatting|chatting|whatsapp(?:ing)?|fortnite|minecraft|roblox) with (?:my |the |"
    rf"some |a few ){{0,2}}(?:\w+ ){{0,2}}{PUPILS})\b"),
    pattern(rf"\b(i let (?:the |my )?{PUPILS}(?: \w+){{0,2}} in)\b"),
    pattern(rf"\b((?:number|burner|snap|insta|discord)\b{_NEAR}\b(?:to|for) (?:all |every |my |the ){{1,2}}{PUPILS})\b"),
    pattern(
    rf"\b((?:give|gave|given) (?:all |every |my |the |some ){{0,2}}{PUPILS} (?:my|the) (?:\w+ )?(?:number|snap|insta|"
    r"whatsapp|gamertag|discord))\b"),
)  # fmt: skip
_GAVE_IN: Final = words(
    r"gave (?:her|him|them|it)", r"followed (?:her|him|them) back", r"we still chat", r"so it'?s",
    r"added (?:her|him|them)", r"accepted (?:her|him|them)",
    r"bring snacks", r"still chat",
)  # fmt: skip
_ASKED: Final = _TELLS[3]
_LAWFUL: Final = words(
    r"google classroom", r"teams", r"school account", r"class page", r"class blog", r"seesaw", r"class ?dojo",
    r"showbie", r"satchel", r"arbor", r"school'?s?",
    r"official", r"grown up now", r"class of", r"years ago", r"now (?:2[0-9]|[3-9][0-9])", r"my own (?:kids|children)",
    r"my (?:son|daughter)", r"department account",
    r"former pupils", r"adults? now", r"my pupils'? (?:parents|work)", r"the news", r"policy",
)  # fmt: skip


def _told(passage: Passage) -> Match | None:
    """Where a passage tells of contact, unless it tells of turning it down or of a school channel."""
    if declines(passage.text) or own_family(passage.text) or warns(passage.text) or _LAWFUL.search(passage.text):
        return None
    found = next((match for tells in _TELLS if (match := tells.search(passage.text))), None)
    if found and _ASKED.search(passage.text) and not _GAVE_IN.search(passage.text):
        return None  # being asked is nobody's doing; giving in is
    return found


def _addressed(draft: Draft, passage: Passage) -> tuple[int, int] | None:
    """The words said to a pupil, in a comment, reply or message; in a post only if it calls to pupils."""
    if draft.context.kind not in _ADDRESSED_KINDS:
        called = _CALLED.search(passage.text)
        return whole(passage, called) if called and not declines(passage.text) and not warns(passage.text) else None
    if secret_talk(passage.text) or speaks_to_pupil(passage.text):
        cue = secret_talk(passage.text) or pupil_cue(passage.text)
        return whole(passage, cue) if cue else (passage.start, passage.start + len(passage.text))
    return None


def _find(draft: Draft) -> Iterator[Finding]:
    if draft.context.account is Account.OFFICIAL:
        return
    for passage in passages(draft.folded):
        told = _told(passage)
        if told:
            yield draft.finding(Topic.PUPIL_CONTACT, passage.place(told), _TOLD)
        elif said := _addressed(draft, passage):
            yield draft.finding(Topic.PUPIL_CONTACT, said, _SPOKEN, certain=draft.context.kind == "message")


_MESSAGE: Final = Context(kind="message")
_COMMENT: Final = Context(kind="comment")
_REPLY: Final = Context(kind="reply")

DETECTOR: Final = Detector(
    id="pupil_contact",
    says="Finds messages, comments and replies to pupils from a personal account, and posts that tell of such contact.",
    topics=frozenset({Topic.PUPIL_CONTACT}),
    find=_find,
    fires=(
        Example(
            "Brilliant goal Mehmet! Now go and finish your homework, Sir x",
            "finish your homework",
            Topic.PUPIL_CONTACT,
            _COMMENT,
        ),
        Example(
            "hiya Ngozi it's Miss Kaur from school, I followed you back", "followed you back", Topic.PUPIL_CONTACT, _MESSAGE
        ),
        Example("See you in form on Monday Agnieszka, lovely dance", "See you in form on Monday", Topic.PUPIL_CONTACT, _REPLY),
        Example(
            "I've just accepted a couple of my Year 10s on Instagram, they were so pleased", "my Year 10s", Topic.PUPIL_CONTACT
        ),
        Example("Some of my Year 12s have added me on Snapchat", "Year 12s have added me", Topic.PUPIL_CONTACT),
        Example(
            "Playing Fortnite with my Year 9s again tonight, they thrash me every time",
            "Fortnite with my Year 9s",
            Topic.PUPIL_CONTACT,
        ),
        Example(
            "good game, now get back to your revision before Mr Ahmed finds out",
            "get back to your revision",
            Topic.PUPIL_CONTACT,
            _MESSAGE,
        ),
    ),
    quiet=(
        Quiet("A few of my Year 10s tried to add me on Instagram. Declined, and told the office."),
        Quiet("Hi Ngozi, I don't accept requests from pupils, ask me in class tomorrow.", _MESSAGE),
        Quiet("So proud of my Year 11s today, results like these make it all worth it."),
        Quiet("Happy birthday to my gorgeous niece Safiya, 11 today! Have you done your homework? Love Auntie Zed", _COMMENT),
        Quiet("Great thread, your Year 6 class are lucky to have you. Stealing this for my lesson!", _REPLY),
        Quiet("Hi Year 9, your homework is on Teams.", Context(Account.OFFICIAL, kind="message")),
        Quiet("Following you back, class of 2006! How is the baby?", _REPLY),
        Quiet("Never add pupils on Snapchat, however nicely they ask. Training this week was blunt about it."),
        Quiet("see you at training on Thursday, bring your boots and the raffle money", _MESSAGE),
        Quiet("Get to bed, Keith", _REPLY),
    ),
)
