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
    GAMES,
    PUPILS,
    Passage,
    declines,
    first_of,
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
_NEAR: Final = r"[^.!?\n]{0,50}"
_DOES: Final = r"(?:follow|dm|message|add|comment|join|drop|view|watch|stalk|like|find|found)(?:ing|ed|s)?"
# A post or story that calls to pupils: “hi Year 11s, add me”, “Year 10s who keep viewing my stories: I can see you”.
_CALLED: Final = pattern(
    rf"\b(?:miss me|hi|hello|hey|ok|right|come on|welcome|good luck|happy holidays|love you|if you'?re(?: one of)?|to) "
    rf"(?:\w+ ){{0,2}}{PUPILS}\b{_NEAR}\b(?:follow|dm|message|add|comment|accept|join) (?:me|us|my|here|on)\b"
    rf"|\b{PUPILS}(?: gang)?,? (?:(?:please )?stop|follow|add|dm|i (?:can )?see you|you know who you are)\b"
    rf"|\b{PUPILS} who (?:\w+ ){{0,2}}{_DOES} {_NEAR}\b(?:you|your)\b"
    rf"|\b(?:anyone|everyone|those of you|any of you) in my (?:form|class|set|tutor group)\b{_NEAR}\b{_DOES}\b"
    rf"|\breplying to @\w+{_NEAR}\b(?:your|ur|you) {_NEAR}\b(?:coursework|homework|revision|class|lesson|teacher|form)\b"
)
_ACCOUNT: Final = (
    r"(?:insta(?:gram)?|snap(?:chat)?|tiktok|facebook|fb|bereal|threads|bluesky|twitter|x|strava|discord|youtube|twitch|"
    r"whatsapp|spotify|duolingo|stories|story|posts|videos|tiktoks|reels|dms?|channel|page|wall|friends list)"
)
# Some or all of them: “two lads from my Year 11 set”, “half my Year 13s”, “one of my old Year 6s”.
_SOME: Final = (
    r"(?:(?:a few|a couple|some|two|three|four|five|six|several|loads|lots|most|half|all|one|both|a|another|\d+) (?:of )?)?"
    r"(?:(?:lads|girls|boys|kids) (?:from|in) )?(?:the |my |our |these )?(?:\w+ ){0,2}"
)
_THEM: Final = rf"(?:{_SOME}{PUPILS}|one of (?:mine|ours|my lot))"
_REACHED: Final = (
    r"(?:accepted|added|friended|followed|unblocked|befriended|adding|following|accepting|messaged|messaging|dm'?d|dm'?ing|"
    r"texted|texting|snapped|snapping|whatsapped|whatsapping|chatted (?:to|with)|chatting (?:to|with)|gamed with|gaming with|"
    r"replied to|commented on|friends with|in (?:a|the) (?:\w+ )?(?:group|chat|server) with)"
)
_I: Final = r"(?:i|i'?ve|i'?ll|i'?d|i'?m|we|we'?ve|just|have|finally)"
_REQUEST: Final = r"(?:friend|follow(?:er)?|snap|facebook|insta(?:gram)?) ?requests?"
_TELLS: Final = (
    pattern(
        rf"\b((?:accepted|accepting|approved|said yes to) (?:a |the |her |his |their )?(?:\w+ )?{_REQUEST} "
        rf"(?:from|off|of) {_THEM})\b"
    ),
    pattern(rf"\b({_REQUEST} (?:from|off) {_THEM}{_NEAR}\b(?:accepted|said yes|let (?:them|him|her) in))\b"),
    pattern(rf"\b({_I} (?:just |finally |even |always |only |gone and |actually |have ){{0,2}}{_REACHED} {_THEM})\b"),
    pattern(
        rf"\b((?:liked|liking|replied to|replying to|commented on|commenting on|reacted to|shared|watched) {_THEM}'?s? "
        rf"(?:\w+ )?{_ACCOUNT}s?)\b"
    ),
    pattern(rf"\b((?:group call|facetime|video call|party chat|group chat|whatsapp|discord|server|snap group) with {_THEM})\b"),
    pattern(rf"\b(me (?:vs?|versus|against) {_THEM} (?:on|at) {GAMES})\b"),
    pattern(rf"\b({PUPILS} (?:are |is )?(?:always |constantly )?in my (?:dms|inbox|comments|followers|mentions))\b"),
    pattern(rf"(?:^|[.!?\n] ?)({_REACHED} {_THEM})\b"),
    pattern(rf"\b(i (?:follow|add|accept|message|dm|text|snap|let|chat (?:to|with)) {_THEM}(?: back| in)?)\b"),
    pattern(rf"\b((?:got|been|getting|am|i'?m) (?:friended|added|followed)(?: back)? by {_THEM})\b"),
    pattern(
        rf"\b({PUPILS}(?: i teach)? (?:\w+ ){{0,3}}(?:(?:added|friended|snapped|dm'?d) me\b|"
        rf"(?:follow(?:ed|s|ing)?|found|discovered|messaged|messages?|spotted) me (?:on (?:\w+ )?(?:{_ACCOUNT})|back|online)|"
        rf"(?:follow(?:ed|s|ing)?|found|discovered|commenting on|viewing|watching|watch|liked?|are on|now on|joined|on) my "
        rf"(?:\w+ ){{0,3}}(?:{_ACCOUNT}|account)|(?:have|has|got|put) me (?:in|on|into) (?:their|the|"
        rf"a) (?:\w+ )?(?:{_ACCOUNT}|group)))\b"
    ),
    pattern(rf"\b((?:play(?:ing|ed)?|online|night|hours|game|gaming|squad|streaks?)\b{_NEAR}\b(?:with|against|on) {_THEM})\b"),
    pattern(rf"\b((?:\w+chatting|{GAMES}|streaks?|streaking) with {_THEM})\b"),
    pattern(rf"\b({PUPILS}{_NEAR}\b(?:my dms? (?:are|is)|my gamertag|my tag|drop your @|dm me|message me|follow me))\b"),
    pattern(rf"\b((?:my |old |new |same |this )(?:number|snap|insta|discord|whatsapp){_NEAR}\bfor (?:all )?my {PUPILS})\b"),
    pattern(
        r"\b(one of (?:mine|ours)\b[^.!?\n]{0,80}\bi(?:'ve| have)? (?:added|accepted|followed|messaged) (?:him|her|them))\b"
    ),
    pattern(rf"\b((?:give|gave|given|sent|told) {_THEM} (?:my|the) (?:\w+ )?(?:number|{_ACCOUNT}|gamertag|username))\b"),
)
_PLAYED: Final = pattern(rf"\b(?:{GAMES}|online|streaks?|gamed?|gaming)\b")
_ASKED: Final = pattern(
    rf"\b({PUPILS}{_NEAR} (?:asked|asking|begged|tried|wanted|requested)\b{_NEAR}\b(?:my (?:\w+ )?(?:number|gamertag|"
    rf"{_ACCOUNT})|"
    r"add me|follow me))\b"
)
_GAVE_IN: Final = pattern(
    r"\b(?:gave (?:her|him|them|it|in)|(?:followed|added|accepted) (?:her|him|them|it|all|every)\b|said yes|said why not|"
    r"why not|accepted|let them|still chat|so it'?s|here it is|couldn'?t say no)\b"
)
_NEEDS_GAME: Final = ("play", "night", "hours")  # playing the recorder with Year 4 is a lesson
_LAWFUL: Final = words(
    r"google classroom", r"teams", r"class (?:page|blog|account)", r"seesaw", r"class ?dojo", r"showbie", r"satchel", r"arbor",
    r"school'?s?(?: \w+)? (?:account|page|channel|app|email)", r"official", r"grown up now", r"class of", r"years ago",
    r"(?:now|is|aged?|(?:she|he|they|who|both|all)'?(?:s|re)) (?:2[0-9]|[3-9][0-9])",
    r"(?:19[0-9]{2}|200[0-9]|201[0-4]) (?:form|class|tutor group|year 1[13]s?|leavers|cohort)",
    r"thirty", r"forty", r"my own (?:kids|children)", r"department account",
    r"(?:former|ex|old) (?:pupils?|students?)", r"adults? now", r"my pupils'? (?:parents|work)", r"the news", r"policy",
    r"parents", r"mums", r"dads", r"union",
)  # fmt: skip


_UNDER_AGE: Final = pattern(
    r"\b(?:(?:they'?re|he'?s|she'?s|is|are|aged?|only|just) (?:1[0-7]|sixteen|seventeen|fifteen)|(?:just|only) left|"
    r"left (?:in|last) (?:june|july|summer|month|term|week))\b"
)


def _told(passage: Passage) -> Match | None:
    """Where a passage tells of contact, unless it tells of turning it down or of a school channel."""
    text = passage.text
    if declines(text) or own_family(text) or warns(text):
        return None
    if _LAWFUL.search(text) and not _UNDER_AGE.search(text):
        return None
    asked = _ASKED.search(text)
    if asked:  # being asked is nobody's doing; giving in is
        return asked if _GAVE_IN.search(text) else None
    found = first_of(text, *_TELLS)
    if found and found.text.startswith(_NEEDS_GAME) and not _PLAYED.search(text):
        return None
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
        Example("Just added Chloe from my form on Facebook, she's 15 now", "added Chloe from my form", Topic.PUPIL_CONTACT),
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
        Quiet("Just added Chloe from my 2009 form on Facebook, she's 31 now"),
        Quiet("Following you back, class of 2006! How is the baby?", _REPLY),
        Quiet("Never add pupils on Snapchat, however nicely they ask. Training this week was blunt about it."),
        Quiet("see you at training on Thursday, bring your boots and the raffle money", _MESSAGE),
        Quiet("Get to bed, Keith", _REPLY),
    ),
    weighs=True,
)
