"""One thing found in an archive: a post, a message, a friend, a setting, with whose words it is and where it stands."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any, Final

import msgspec


class RecordKind(StrEnum):
    """What a record is (docs/reference/contract.md)."""

    POST = "post"  # the owner's own post, with their words or none
    COMMENT = "comment"  # under somebody else's post
    REPLY = "reply"  # an answer to a post, where the platform calls it a post too
    MESSAGE = "message"  # in a chat: a direct one or a group
    STORY = "story"  # what goes away by itself: stories, statuses
    PROFILE = "profile"  # what the owner says about themselves
    REPOST = "repost"  # somebody else's words passed on
    LIKE = "like"  # a like, a reaction, a vote
    CONNECTION = "connection"  # a friend, a follower, a request, a block
    SEARCH = "search"  # what the owner searched for
    SETTING = "setting"  # a setting of the account, a connected app
    MEDIA = "media"  # a picture or film without words, or one that was watched


class Seen(StrEnum):
    """Who could see it."""

    PUBLIC = "public"
    FRIENDS = "friends"
    PRIVATE_GROUP = "private_group"
    DIRECT = "direct"
    UNKNOWN = "unknown"


OWN_WORDS: Final = frozenset(
    {RecordKind.POST, RecordKind.COMMENT, RecordKind.REPLY, RecordKind.MESSAGE, RecordKind.STORY, RecordKind.PROFILE}
)


class Locator(msgspec.Struct, frozen=True):
    """Where the evidence is: the file inside the archive and the place in it, counted from 0."""

    member: str
    index: int
    archive: str = ""  # which of several archives; empty if there was one


class Record(msgspec.Struct, frozen=True):
    """One thing found in an archive.

    ``at`` is UTC; ``local`` is the writer's own clock (ISO, no offset) where the export tells it. ``author_is_owner``
    is ``None`` where nothing says whose words they are. ``to`` is the person, group or page it went to.
    ``aspect`` is the kind within the kind: for a connection ``friend follower following request_received
    request_declined request_sent blocked removed contact``, for a profile ``bio name birthday employer location
    website …``, for a setting its name or ``connected_app``, for a like or repost what was done to it.
    """

    platform: str
    kind: RecordKind
    author_is_owner: bool | None
    at: datetime | None
    text: str
    locator: Locator
    audience: Seen = Seen.UNKNOWN
    to: str = ""
    edited: bool = False
    deleted: bool = False
    versions: tuple[str, ...] = ()
    id: str = ""  # the platform's own
    link: str = ""  # where the post can be seen
    author: str = ""  # who wrote it, where that is not the owner
    aspect: str = ""
    local: str = ""
    attached: tuple[str, ...] = ()  # media that belong to it, as the export names them
    people: tuple[str, ...] = ()  # who is in the group, the owner too, where the export lists them; not written out

    @property
    def hollow(self) -> bool:
        """Whether it should hold words or a picture and has nothing but its time and its people."""
        says_something = self.text or self.attached or self.aspect or self.deleted
        return not says_something and self.kind in OWN_WORDS

    @property
    def own_words(self) -> bool:
        """Whether these are words that the owner said."""
        return self.author_is_owner is True and self.kind in OWN_WORDS


_ALWAYS: Final = ("platform", "kind", "author_is_owner")
_EXTRA: Final = ("id", "link", "author", "aspect", "local", "attached")


def as_object(record: Record) -> dict[str, Any]:
    """The record in the shape of the contract; what the contract does not list stands at the end, where it is known."""
    locator: dict[str, Any] = {"member": record.locator.member, "index": record.locator.index}
    if record.locator.archive:
        locator["archive"] = record.locator.archive
    return {
        **{name: getattr(record, name) for name in _ALWAYS},
        "at": record.at.isoformat() if record.at else None,
        "text": record.text,
        "audience": record.audience,
        "to": record.to,
        "edited": record.edited,
        "deleted": record.deleted,
        "versions": record.versions,
        "locator": locator,
        **{name: value for name in _EXTRA if (value := getattr(record, name))},
    }
