"""Secrecy, gifts, private meetings and favourite-talk with a child.

Finds messages in which somebody asks a child to keep something from home or school, or in which such secrecy,
presents, meetings alone and special-relationship talk come together; also a post that admits it. The language is
kept non-explicit throughout. Left alone: warnings and training, stories and reviews, surprises within a family.
A finding is a reason to stop and to talk to the safeguarding lead; it proves nothing about anybody.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safeconduct.activity import Account, Topic
from safeconduct.detectors._pupils import PUPILS, passages, warns, whole
from safeconduct.detectors._secrets import secret_talk
from safeconduct.screening import Context, Detector, Draft, Example, Finding, Quiet
from safeconduct.text import pattern

_WHY: Final = (
    "This asks a child to keep a secret, or treats a child as somebody special in private. Speak to your safeguarding lead."
)
_SPOKEN: Final = frozenset({"message", "reply", "comment"})
# A post that admits secrecy with a child at the author's work.
_ADMITTED: Final = pattern(
    r"\bi (?:just |always |only )?(?:say|said|tell|told)[^.!?\n]{0,30}\b(?:don'?t mention it at home|"
    r"don'?t tell (?:your|their|his|her) (?:mum|dad|parents))\b"
    r"|\b(?:our (?:little )?secret|between us)\b[^.!?\n]{0,80}\b" + PUPILS + r"\b"
)


def _find(draft: Draft) -> Iterator[Finding]:
    spoken = draft.context.kind in _SPOKEN
    for passage in passages(draft.folded):
        found = secret_talk(passage.text) if spoken else _ADMITTED.search(passage.text)
        if found and not warns(passage.text):
            yield draft.finding(Topic.GROOMING, whole(passage, found), _WHY)


_DM: Final = Context(kind="message")

DETECTOR: Final = Detector(
    id="grooming",
    says="Finds secrecy, gifts, private meetings and special-relationship talk with a child.",
    topics=frozenset({Topic.GROOMING}),
    find=_find,
    fires=(
        Example("don't tell your mum I gave you the money, it's our secret", "don't tell your mum", Topic.GROOMING, _DM),
        Example(
            "You're not like the others in Year 9. Delete this after you've read it", "Delete this after", Topic.GROOMING, _DM
        ),
        Example("come and find me after the others have gone, this stays between us ok", "between us", Topic.GROOMING, _DM),
        Example(
            "ur so much more grown up than the rest of the class, keep this to yourself",
            "keep this to yourself",
            Topic.GROOMING,
            _DM,
        ),
        Example("if your dad asks say we talked about homework", "if your dad asks", Topic.GROOMING, _DM),
        Example(
            "Got you that game you wanted Emeka, don't tell anyone in class it was me", "don't tell anyone", Topic.GROOMING, _DM
        ),
        Example(
            "Your parents don't need to know. I'll drive you home from the gym",
            "Your parents don't need to know",
            Topic.GROOMING,
            Context(Account.OFFICIAL, kind="message"),
        ),
    ),
    quiet=(
        Quiet("Don't tell your dad about the party, it's a surprise! Love Auntie Fatima", _DM),
        Quiet("If an adult ever says it's our secret, tell someone you trust. Childline is 0800 1111."),
        Quiet("Grooming often starts with gifts and 'don't tell your mum'. Training was hard to hear but needed.", _DM),
        Quiet("Between us, the risotto was awful. Delete this before Kwame sees it", _DM),
        Quiet("Meet me at the station at six, just us two, I've booked the Italian. Happy anniversary", _DM),
        Quiet("The novel is about a teacher who tells a pupil she is not like the others. Chilling and well written."),
        Quiet("You're my favourite nephew, don't tell your brother", _DM),
        Quiet("I can't keep a secret, so if you tell me something worrying I have to pass it on.", _DM),
        Quiet("Keep this to yourself but I'm applying for a job in Leeds", _DM),
    ),
)
