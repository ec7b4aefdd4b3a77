"""Private messages with pupils, former pupils and parents: that they exist, how many and when, never what the other wrote.

Sources: kevi 5.2e and 5.2f, key 2a and 3, safe-use O4, tapton P3 and P4, vision 9, through ``decide``.
"""

from __future__ import annotations

from collections.abc import Iterable
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
        self.own += record.author_is_owner is True
        self.theirs += record.author_is_owner is not True
        self.in_group = self.in_group or record.audience is Seen.PRIVATE_GROUP
        if record.at is not None:
            self.first = min(self.first or record.at, record.at)
            if self.last is None or record.at >= self.last:
                self.last, self.latest = record.at, record


class _Look:
    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._people = People(scope.roster)
        self._talks: dict[tuple[str, str], _Talk] = {}
        self._uncompared = 0

    def see(self, record: Record) -> None:
        if record.kind is not RecordKind.MESSAGE:
            return
        if not self._people:
            self._uncompared += 1
            return
        for name in dict.fromkeys((record.author, record.to)):
            known = self._people.find(name) if name else None
            if known and known.person in MATTERS:
                key = record.platform, name
                self._talks.setdefault(key, _Talk(known, name, record)).add(record)

    def matters(self) -> Iterable[Matter]:
        for (platform, _), talk in self._talks.items():
            yield self._matter(platform, talk)

    def _matter(self, platform: str, talk: _Talk) -> Matter:
        direction = "outgoing" if talk.own else "incoming"
        kind = "group_invite" if talk.in_group and not talk.own else "direct_message"
        decision = of_facts(self._scope, kind=kind, direction=direction, person=talk.known.person, channel="personal_social")
        who = (
            CALLED[talk.known.person] if talk.known.certain else f"somebody who by the name may be {CALLED[talk.known.person]}"
        )
        where = "In a group chat with" if talk.in_group else "Private messages with"
        says = f"{where} {who}: {talk.own:,} by you, {talk.theirs:,} by others{_when(talk)}"
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
