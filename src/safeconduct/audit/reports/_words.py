"""The words in which every report speaks: outcomes, dates on the British clock, numbers, kinds, clauses."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Final

from safeconduct.activity import Outcome, Topic
from safeconduct.audit.matter import Matter, Section
from safeconduct.audit.scope import LONDON
from safeconduct.decision import Reason

OUTCOMES: Final = (Outcome.STOP, Outcome.ASK, Outcome.CAUTION)
_OUTCOME: Final = {
    Outcome.STOP: "Take down",
    Outcome.ASK: "Ask first",
    Outcome.CAUTION: "Think again",
    Outcome.ALLOW: "Fine",
    Outcome.NOT_COVERED: "Not a policy matter",
}
# A friend, a setting or a habit cannot be taken down.
_STOP_IN: Final = {
    Section.PEOPLE: "Remove",
    Section.PRIVATE_MESSAGES: "Stop",
    Section.PROFILE: "Change",
    Section.SETTINGS: "Change",
    Section.APPS: "Disconnect",
    Section.TAGS: "Untag",
    Section.SCHOOL_DAY: "Stop",
    Section.PASSED_ON: "Undo",
}
STOP_ANYWHERE: Final = "Take down or stop"

_KINDS: Final = {
    "reply": ("reply", "replies"),
    "story": ("story", "stories"),
    "profile": ("profile entry", "profile entries"),
    "search": ("search", "searches"),
    "media": ("picture or film", "pictures and films"),
    "connection": ("friend, follower or request", "friends, followers and requests"),
    "repost": ("post passed on", "posts passed on"),
}
_SEEN_BY: Final = {
    "public": "everybody",
    "friends": "friends",
    "private_group": "a group",
    "direct": "one person",
    "unknown": "not told by the archive",
}
_SHARED_DOWNLOADS: Final = {"threads": "Threads", "youtube": "YouTube"}  # these come inside another platform's archive
_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SHARED: Final = 1024
NO_DATE: Final = "no date in the archive"
_UNSEEN: Final = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF), 0xFFFD)
_HARMLESS: Final = _UNSEEN | {0x09: 0x09, 0x0A: 0x0A, 0x0D: 0x20}


def clean(text: str) -> str:
    """A text without controls and half surrogate pairs, every other character in its place."""
    return text if text.isascii() and text.isprintable() else text.translate(_HARMLESS)


def outcome_word(outcome: Outcome) -> str:
    """An outcome as people are told of something that is already out there."""
    return _OUTCOME[outcome]


def badge(matter: Matter) -> str:
    """What a matter asks for, in two words."""
    if matter.outcome is not Outcome.STOP:
        return _OUTCOME[matter.outcome]
    if matter.deleted:
        return "Already taken down"
    if Topic.GROOMING in matter.topics:  # what a child was told is evidence: it is kept, whoever wrote it
        return "Keep it, tell the lead"
    return _STOP_IN.get(matter.section, _OUTCOME[Outcome.STOP])


def is_urgent(matter: Matter) -> bool:
    """Whether something must go and is still there."""
    return matter.outcome is Outcome.STOP and not matter.deleted and Topic.GROOMING not in matter.topics


# --- time --------------------------------------------------------------------------------------------------


def british(at: datetime) -> datetime:
    """A moment on the British clock; one at the very edge of the calendar stays as it is."""
    try:
        return at.astimezone(LONDON)
    except OverflowError:
        return at


def day(at: datetime) -> str:
    """A day, as ``3 March 2023``."""
    here = british(at)
    return f"{here.day} {MONTHS[here.month - 1]} {here.year}"


def when(matter: Matter) -> str:
    """When it was, on the British clock; by the archive's own clock where that is all there is. Of many, the latest."""
    if matter.at:
        here = british(matter.at)
        latest = "latest " if matter.count > 1 else ""
        return f"{latest}{_DAYS[here.weekday()]} {day(matter.at)}, {here:%H:%M}"
    return f"{clean(matter.local[:30]).replace('T', ' ')} by the archive’s own clock" if matter.local else NO_DATE


def sortable(matter: Matter) -> str:
    """When it was, as ``2023-03-03 14:05`` on the British clock; nothing if nobody knows."""
    if matter.at:
        here = british(matter.at)
        return f"{here.year:04}-{here.month:02}-{here.day:02} {here:%H:%M}"
    return matter.local[:30].replace("T", " ")


# --- numbers and names -------------------------------------------------------------------------------------


def many(count: int, one: str, more: str = "") -> str:
    """A number with its noun."""
    return f"{count:,} {one if count == 1 else more or one + 's'}"


def kinds(kind: str, count: int) -> str:
    """So many records of a kind."""
    return many(count, *_KINDS.get(kind, (kind,)))


def seen_by(audience: str) -> str:
    """Who could see it."""
    return _SEEN_BY.get(audience, audience)


def topic_word(topic: Topic) -> str:
    """A topic as people read it."""
    return topic.value.replace("-", " ")


def main_topic(matter: Matter) -> Topic | None:
    """The most serious thing that a matter is about."""
    told = (reason.topic for reason in matter.reasons if reason.topic)
    return min((*(mark.topic for mark in matter.marks), *told), key=lambda topic: topic.rank, default=None)


def platform_word(platform: str, titles: dict[str, str]) -> str:
    """A platform by its name; ``titles`` are those of the readers."""
    return titles.get(platform) or _SHARED_DOWNLOADS.get(platform) or platform.capitalize() or "All archives"


def size(count: int) -> str:
    """A number of bytes."""
    for unit, step in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if count >= step:
            return f"{count / step:,.1f} {unit}"
    return many(count, "byte")


# --- clauses and advice ------------------------------------------------------------------------------------
# A hundred thousand matters share a few hundred lists of clauses and pieces of advice.

Spoken = tuple[tuple[Reason, Outcome], ...]


@lru_cache(_SHARED)
def clauses(reasons: tuple[Reason, ...]) -> Spoken:
    """Each clause once with the strictest thing it says, the strictest first."""
    found: dict[tuple[str, str, str], tuple[Reason, Outcome]] = {}
    for reason in reasons:
        outcome = reason.outcome or Outcome.NOT_COVERED
        key = (reason.policy, reason.clause, reason.says)
        if key not in found or outcome.rank > found[key][1].rank:
            found[key] = (reason, outcome)
    return tuple(sorted(found.values(), key=lambda entry: -entry[1].rank))


@lru_cache(_SHARED)
def cited(reasons: tuple[Reason, ...], only: Outcome | None = None) -> str:
    """The clauses by policy, as ``kevi 5.1c, 5.3g; vision 6b``; ``only`` those that say so, if any does."""
    spoken = clauses(reasons)
    by_policy: dict[str, list[str]] = {}
    for reason, _ in [entry for entry in spoken if entry[1] is only] or spoken:
        by_policy.setdefault(reason.policy, []).append(reason.clause)
    return "; ".join(f"{policy} {', '.join(dict.fromkeys(of_it))}" for policy, of_it in by_policy.items())


@lru_cache(_SHARED)
def advice(guidance: tuple[str, ...], policies: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What to do about it, in words of our own, and what the policies add, with their clauses."""
    ours: list[str] = []
    theirs: list[str] = []
    for piece in guidance:
        named = piece.rpartition(" (")[2].partition(" ")[0] if piece.endswith(")") else ""
        (theirs if named in policies else ours).append(piece)
    return tuple(ours), tuple(theirs)
