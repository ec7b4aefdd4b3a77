"""What an audit found: one matter each, with the clause that speaks and the way back to the post."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

import msgspec

from safeconduct.activity import Outcome, Topic
from safeconduct.archive.record import Locator, Record, RecordKind
from safeconduct.decision import Decision, Reason
from safeconduct.screening import Finding

CONTEXT: Final = 400  # characters of the person's own words shown on each side of what was found


class Section(StrEnum):
    """Where in the report a matter stands. Only ``OWN_WORDS`` are words that the person said."""

    OWN_WORDS = "own-words"
    PEOPLE = "people"
    PRIVATE_MESSAGES = "private-messages"
    PROFILE = "profile"
    SETTINGS = "settings"
    APPS = "apps"
    TAGS = "tags"
    SCHOOL_DAY = "school-day"
    LOCATION = "location"
    PASSED_ON = "passed-on"


TITLES: Final = {
    Section.OWN_WORDS: "What you wrote",
    Section.PEOPLE: "Friends and followers",
    Section.PRIVATE_MESSAGES: "Private messages",
    Section.PROFILE: "Your profile",
    Section.SETTINGS: "Privacy settings",
    Section.APPS: "Connected apps",
    Section.TAGS: "Tags by other people",
    Section.SCHOOL_DAY: "Posts in the school day",
    Section.LOCATION: "Where pictures were taken",
    Section.PASSED_ON: "Likes and shares: not your own words",
}


class Mark(msgspec.Struct, frozen=True):
    """Words that were found, as places in ``Matter.text``."""

    topic: Topic
    start: int
    end: int
    why: str
    detector: str
    certain: bool


class Matter(msgspec.Struct, frozen=True):
    """One thing to look at. ``text`` is the person's own words or words they passed on, never another person's message."""

    section: Section
    outcome: Outcome
    says: str
    policies: dict[str, Outcome]
    reasons: tuple[Reason, ...]
    platform: str
    kind: str = ""
    at: datetime | None = None
    local: str = ""
    text: str = ""
    marks: tuple[Mark, ...] = ()
    audience: str = ""
    to: str = ""
    deleted: bool = False
    edited: bool = False
    earlier: bool = False  # an earlier version of a post that was edited since
    link: str = ""
    find: str = ""
    locator: Locator | None = None
    count: int = 1
    guidance: tuple[str, ...] = ()
    examples: tuple[tuple[str, str], ...] = ()  # of many: the time and the way back

    @property
    def topics(self) -> tuple[Topic, ...]:
        """What it is about, the most serious first."""
        return tuple(sorted({mark.topic for mark in self.marks}, key=lambda topic: topic.rank))

    @property
    def worst_first(self) -> tuple[Any, ...]:
        """A key that sorts the strictest, then the most serious, then the newest to the front."""
        topic = min((mark.topic.rank for mark in self.marks), default=len(Topic))
        newest = -self.at.timestamp() if self.at else 0.0
        place = (self.locator.archive, self.locator.member, self.locator.index) if self.locator else ("", "", 0)
        apart = self.section is Section.PASSED_ON  # never before the person's own words
        return (apart, -self.outcome.rank, topic, newest, self.section, self.platform, place, self.says)


def from_record(section: Section, record: Record, decision: Decision, says: str, **more: Any) -> Matter:
    """A matter about one record, with everything that leads back to it."""
    fields: dict[str, Any] = {
        "kind": record.kind.value,
        "at": record.at,
        "local": record.local,
        "audience": record.audience.value,
        "to": record.to,
        "deleted": record.deleted,
        "edited": record.edited,
        "link": record.link if record.link.startswith(("https://", "http://")) else "",
        "find": way_back(record),
        "locator": record.locator,
    }
    return decided(section, record.platform, decision, says, **(fields | more))


def decided(section: Section, platform: str, decision: Decision, says: str, **more: Any) -> Matter:
    """A matter with what the policies answer to it."""
    spoken = tuple(reason for reason in decision.reasons if reason.outcome is not None)
    guidance = tuple(dict.fromkeys(str(guidance) for guidance in decision.guidance))
    fields: dict[str, Any] = {"guidance": guidance, **more}
    policies = {answer.policy: answer.outcome for answer in decision.answers}
    return Matter(section, decision.outcome, says, policies, spoken, platform, **fields)


def excerpt(text: str, findings: Sequence[Finding]) -> tuple[str, tuple[Mark, ...]]:
    """The words found with enough around them to know the post again, and the places in that excerpt."""
    start = max(0, min((finding.start for finding in findings), default=0) - CONTEXT)
    last = max((finding.end for finding in findings), default=0)
    end = min(len(text), max(start, min(last, start + 4 * CONTEXT)) + CONTEXT)
    before, after = "…" if start else "", "…" if end < len(text) else ""
    shift = len(before) - start
    marks = tuple(_marked(findings, start, end, shift))
    return f"{before}{text[start:end]}{after}", marks


def _marked(findings: Iterable[Finding], start: int, end: int, shift: int) -> Iterable[Mark]:
    for finding in findings:
        if start <= finding.start and finding.end <= end:
            place = (finding.start + shift, finding.end + shift)
            yield Mark(finding.topic, *place, finding.why, finding.detector, finding.certain)


# How a person finds a post again where the archive holds no address for it.
_WAYS: Final = {
    "facebook": "Open your activity log on Facebook, choose the date, and look for it there",
    "instagram": "Open “Your activity” on Instagram, sort by date, and look for it there",
    "threads": "Open your Threads profile and scroll to the date",
    "whatsapp": "Open the chat in WhatsApp and search for its first words",
    "tiktok": "Open your TikTok profile, “Activity centre”, and go to the date",
    "snapchat": "Open the chat or “My data” in Snapchat and go to the date",
    "linkedin": "Open your LinkedIn profile, “Activity”, and go to the date",
    "telegram": "Open the chat in Telegram, search, and choose the date",
    "discord": "Search in the channel for your name and the date",
    "x": "Search on X for from:your-name with the date",
    "youtube": "Open “My Activity” at Google, “YouTube comments”, and go to the date",
}


_CHATS: Final = frozenset({"whatsapp", "telegram", "discord", "snapchat"})
_PLACES: Final = {
    RecordKind.PROFILE: "Open your profile there and edit it",
    RecordKind.SETTING: "Open the settings of your account there",
    RecordKind.CONNECTION: "Open your list of friends or followers there",
}


def way_back(record: Record) -> str:
    """How to find a record again: in the app, and in the archive."""
    where = f"in the archive: {record.locator.member}, entry {record.locator.index + 1}"
    way = "" if record.link else _PLACES.get(record.kind, _WAYS.get(record.platform, ""))
    if record.kind is RecordKind.MESSAGE and record.platform not in _CHATS:
        way = "Open the conversation there and go to the date"
    return f"{way} ({where})" if way else where[0].upper() + where[1:]
