"""What a text reads as, whatever its words: the semantic model's verdicts as findings.

Most harm is said without any harmful word. The model (``safeconduct.semantic``) was taught by thousands of posts what each
topic reads like; it marks the words that carried its verdict. A verdict whose words do not show it is never certain, and a
finding that is not certain leads to a caution at most.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from safeconduct.activity import Topic
from safeconduct.screening import Detector, Draft, Example, Finding, Quiet
from safeconduct.semantic.model import Model, Reading, Verdict

_READS_AS: Final[Mapping[Topic, str]] = {
    Topic.GROOMING: "secrecy, flattery, gifts or a special relationship with a child",
    Topic.SEXUAL: "a sexual remark",
    Topic.HATE: "contempt for people for who they are",
    Topic.HARASSMENT: "a threat, or turning people against somebody",
    Topic.SECURITY: "showing a way past a lock, a login or a safeguard",
    Topic.PRIVATE_CONTACT: "private contact with a pupil or parent",
    Topic.PUPIL_CONTACT: "contact with a pupil from a personal account",
    Topic.PUPIL_IMAGE: "showing or offering pictures of pupils",
    Topic.CONFIDENTIAL: "something confidential about a pupil, a family or a colleague",
    Topic.DEFAMATION: "an accusation that is not proved",
    Topic.DISREPUTE: "owning up to misconduct",
    Topic.DEROGATORY: "contempt for pupils, parents, colleagues or the school",
    Topic.COPYRIGHT: "passing on somebody else's work without leave",
    Topic.COLLEAGUE_PRIVACY: "a colleague's private life",
    Topic.WORK_TALK: "something that happened at your own work",
    Topic.SCHOOL_IDENTITY: "saying where you work",
    Topic.OWN_DETAILS: "details that a stranger could use against you",
}


def _find(draft: Draft) -> Iterator[Finding]:
    if draft.disguised is not None:
        return  # its plain words are read instead
    for verdict in reading_of(draft).verdicts:
        if verdict.topic not in _READS_AS or (verdict.topic is Topic.SCHOOL_IDENTITY and not draft.personal):
            continue  # swear words are in the lists or are none; a school's own account may say which school it is
        why = f"This {'reads' if verdict.certain else 'may read'} as {_READS_AS[verdict.topic]}."
        yield Finding(
            verdict.topic, verdict.start, verdict.end, why, "", None, verdict.certain and not _on_record(verdict, draft)
        )


def _on_record(verdict: Verdict, draft: Draft) -> bool:
    """Whether what the words cannot say decides: on an official account, that of a picture there is consent."""
    return verdict.topic is Topic.PUPIL_IMAGE and not draft.personal


def prepare(drafts: Sequence[Draft], *, hurried: bool = False) -> None:
    """Read some drafts at once, which costs far less than one by one: of a disguised one its plain words, one in another
    language also in a rough English."""
    abroad = [(draft, draft.in_english[1]) for draft in drafts if draft.in_english is not None]
    read = [*(draft.to_read for draft in drafts), *(english for _, english in abroad)]
    readings = Model.shipped().readings(read, hurried=hurried)
    for draft, reading in zip((*drafts, *(english for _, english in abroad)), readings, strict=True):
        for each in (draft, draft.to_read):
            each.prepared, each.harmless = reading, reading.harmless
    for draft, english in abroad:
        draft.prepared = _both(draft.prepared, english.prepared)
        draft.harmless = draft.prepared.harmless


def _both(given: Reading, english: Reading) -> Reading:
    """What a text in another language reads as: its English speaks for itself, and what it does not doubt is not doubted."""
    return Reading(
        given.verdicts,
        given.doubtful & english.doubtful,
        given.refuted & english.refuted,
        harmless=given.harmless and english.harmless,
    )


def reading_of(draft: Draft) -> Reading:
    """What a draft reads as, prepared with a batch or worked out now."""
    if draft.prepared is None:
        prepare((draft,))
    reading: Reading = draft.prepared
    return reading


DETECTOR: Final = Detector(
    id="meaning",
    says="Finds what a text reads as even where no word gives it away.",
    topics=frozenset(_READS_AS),
    find=_find,
    reserve=True,
    fires=(
        Example(
            "Not a single one of 9F could find their own backside with a map",
            "Not a single one of 9F could find their own backside with a map",
            Topic.DEROGATORY,
        ),
        Example(
            "My class have one brain cell between them today",
            "My class have one brain cell between them today",
            Topic.DEROGATORY,
        ),
        Example(
            "This stays between us, you're not like the others, don't tell your mum",
            "This stays between us, you're not like the others, don't tell your mum",
            Topic.GROOMING,
        ),
    ),
    quiet=(
        Quiet("My nephew has one brain cell and it is asleep"),
        Quiet("Hosting 9 people on Sunday with one oven. Pray for me"),
        Quiet("The government has no idea what a classroom looks like"),
        Quiet("The NSPCC says never keep an online friendship secret from your parents"),
    ),
)
