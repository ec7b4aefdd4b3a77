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
from safeconduct.detectors._pupils import PASSAGE, PUPILS, own_family, passages, pupil_score, warns, whole
from safeconduct.detectors._secrets import KINDS, kinds, secret_talk
from safeconduct.gates import Gate
from safeconduct.screening import Context, Detector, Draft, Example, Finding, Quiet
from safeconduct.text import pattern

_WHY: Final = (
    "This asks a child to keep a secret, or treats a child as somebody special in private. Speak to your safeguarding lead."
)
_SPOKEN: Final = frozenset({"message", "reply", "comment"})
_HOME: Final = r"(?:(?:your|their|his|her|the) (?:mum|mam|dad|parents|nan|carers?|folks|family)|at home|anyone at home)"
_SECRECY: Final = (
    rf"(?:(?:don'?t|dont|never|not) (?:tell|mention it to|mention it|let on to|say anything to|say a word to) {_HOME}|"
    rf"{_HOME} (?:doesn'?t|don'?t|won'?t) (?:need to |have to )?know|our (?:little )?secret|(?:strictly |just )?between us|"
    r"keep it (?:quiet|secret) from (?:their|his|her) \w+)"
)
_A_CHILD: Final = rf"(?:{PUPILS}|one of my (?:\w+ )?(?:boys|girls|lads|kids))"
# A post that admits secrecy with a child at the author's work.
_ADMITTED: Final = pattern(
    rf"\bi (?:just |always |only )?(?:say|said|tell|told) (?:\w+ ){{0,5}}(?:don'?t|not to|never) (?:mention it|tell) {_HOME}\b"
    rf"|\b{_A_CHILD}\b[^\n]{{0,120}}\b({_SECRECY})\b|\b({_SECRECY})\b[^\n]{{0,80}}\b{_A_CHILD}\b"
)


def _find(draft: Draft) -> Iterator[Finding]:
    spoken = draft.context.kind in _SPOKEN
    for passage in passages(draft.folded):
        text = passage.text
        found = secret_talk(text) if spoken else _ADMITTED.search(text)
        if found and not warns(text) and (spoken or not own_family(text)):
            sure = not spoken or len(kinds(text)) >= 2 or pupil_score(text) >= 2
            yield draft.finding(Topic.GROOMING, whole(passage, found), _WHY, certain=sure)


_DM: Final = Context(kind="message")

DETECTOR: Final = Detector(
    id="grooming",
    says="Finds secrecy, gifts, private meetings and special-relationship talk with a child.",
    topics=frozenset({Topic.GROOMING}),
    find=_find,
    gate=Gate(_ADMITTED, *KINDS, longest=PASSAGE),
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
    weighs=True,
)
