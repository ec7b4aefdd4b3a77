"""Private messages with pupils, former pupils and parents: that they exist, how many and when, never what the other wrote.

Sources: kevi 5.2e and 5.2f, key 2a and 3, safe-use O4, tapton P3 and P4, vision 9, through ``decide``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Final

import msgspec

from safeconduct.archive.reading import Reading
from safeconduct.archive.record import Record, RecordKind, Seen
from safeconduct.audit.answers import of_facts
from safeconduct.audit.inquiry import Inquiry
from safeconduct.audit.matter import Matter, Section, decided, way_back
from safeconduct.audit.people import CALLED, MATTERS, Known, People
from safeconduct.audit.scope import Scope


class _Talk(msgspec.Struct):
    """What is known of the messages with one person on one platform."""

    known: Known
    name: str
    latest: Record
    own: int = 0
    theirs: int = 0
    in_group: bool = False
    first: datetime | None = None
    last: datetime | None = None

    def add(self, record: Record) -> None:
        """Take note of a message."""
        self.own += record.author_is_owner is True
        self.theirs += record.author_is_owner is not True
        if record.at is not None:
            self.first = min(self.first or record.at, record.at)
            if self.last is None or record.at >= self.last:
                self.last, self.latest = record.at, record

    def with_own(self, own: _Talk) -> _Talk:
        """This with what the owner wrote to everybody in the group."""
        first = min(filter(None, (self.first, own.first)), default=None)
        newer = own.last is not None and (self.last is None or own.last >= self.last)
        latest, last = (own.latest, own.last) if newer else (self.latest, self.last)
        return msgspec.structs.replace(self, own=own.own, first=first, last=last, latest=latest)


class _Group:
    """A group chat. What the owner says in it goes to everybody there, those who never write included."""

    def __init__(self) -> None:
        self._own: _Talk | None = None
        self._talks: dict[str, _Talk] = {}

    def add(self, record: Record, people: Iterable[tuple[str, Known]]) -> None:
        """Take note of a message; ``people`` are those on the roster who are known to be there."""
        for name, known in people:
            talk = self._talks.setdefault(name, _Talk(known, name, record, in_group=True))
            if record.author_is_owner is not True and name == record.author:
                talk.add(record)
        if record.author_is_owner is True:
            self._own = self._own or _Talk(_NOBODY, "", record)
            self._own.add(record)

    def talks(self) -> Iterator[_Talk]:
        """For each of them what they wrote and what the owner wrote."""
        for talk in self._talks.values():
            yield talk.with_own(self._own) if self._own else talk


_NOBODY: Final = Known("", certain=False)


class _Look:
    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._people = People(scope.roster)
        self._talks: dict[tuple[str, str], _Talk] = {}
        self._groups: dict[tuple[str, str, str], _Group] = {}
        self._uncompared = 0

    def see(self, record: Record) -> None:
        if record.kind is not RecordKind.MESSAGE or record.aspect == "draft":  # nobody ever got a draft
            return
        if not self._people:
            self._uncompared += 1
            return
        if record.audience is Seen.PRIVATE_GROUP:
            group = self._groups.setdefault((record.platform, record.locator.archive, record.to), _Group())
            group.add(record, self._found(record.author, record.to, *record.people))
            return
        for name, known in self._found(record.author, record.to):
            self._talks.setdefault((record.platform, name), _Talk(known, name, record)).add(record)

    def _found(self, *names: str) -> Iterator[tuple[str, Known]]:
        for name in dict.fromkeys(filter(None, names)):
            known = self._people.find(name)
            if known and known.person in MATTERS:
                yield name, known

    def matters(self) -> Iterable[Matter]:
        for (platform, _), talk in self._talks.items():
            yield self._matter(platform, talk)
        for (platform, _, _), group in self._groups.items():
            yield from (self._matter(platform, talk) for talk in group.talks())

    def _matter(self, platform: str, talk: _Talk) -> Matter:
        direction = "outgoing" if talk.own else "incoming"
        kind = "group_invite" if talk.in_group and not talk.own else "direct_message"
        decision = of_facts(self._scope, kind=kind, direction=direction, person=talk.known.person, channel="personal_social")
        who = (
            CALLED[talk.known.person] if talk.known.certain else f"somebody who by the name may be {CALLED[talk.known.person]}"
        )
        where = "In a group chat with" if talk.in_group else "Private messages with"
        by = "them" if talk.in_group else "others"
        says = f"{where} {who}: {talk.own:,} by you, {talk.theirs:,} by {by}{_when(talk)}"
        more: dict[str, Any] = {"at": talk.last, "to": talk.name, "kind": "message", "locator": talk.latest.locator}
        audience = Seen.PRIVATE_GROUP if talk.in_group else Seen.DIRECT
        more |= {"audience": audience.value, "count": talk.own + talk.theirs, "find": way_back(talk.latest)}
        return decided(Section.PRIVATE_MESSAGES, platform, decision, says, **more)

    def notes(self) -> Iterable[str]:
        if self._uncompared:
            yield (
                "Whether any private messages are with pupils or parents was not looked at: "
                "give their names with --roster to have them looked for."
            )


def _when(talk: _Talk) -> str:
    if talk.first is None or talk.last is None:
        return ""
    return f", from {talk.first:%d %B %Y} to {talk.last:%d %B %Y}"


def _start(scope: Scope, reading: Reading) -> _Look:
    del reading
    return _Look(scope)


INQUIRY: Final = Inquiry("private-messages", "Looks for private messages with pupils, former pupils and parents.", _start)
