"""Pupils, former pupils and parents among friends, followers and requests, by the roster.

Sources: kevi 5.2f, 5.2i and 5.2k, key 4a to 4c, safe-use O5, tapton P4 and N2, vision 8b, through ``decide``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from safeconduct.archive.reading import Reading
from safeconduct.archive.record import Record, RecordKind
from safeconduct.audit.answers import of_facts
from safeconduct.audit.inquiry import Inquiry
from safeconduct.audit.matter import Matter, Section, from_record
from safeconduct.audit.people import CALLED, MATTERS, Known, People
from safeconduct.audit.scope import Scope

# What stands in the archive, as the question that the policies answer.
_FACTS: Final[Mapping[str, tuple[str, str, str]]] = {
    "friend": ("friend_request", "incoming", "is among your friends"),
    "contact": ("friend_request", "incoming", "is among your contacts"),
    "close_friend": ("friend_request", "outgoing", "is among your close friends"),
    "follower": ("follow", "incoming", "follows you"),
    "following": ("follow", "outgoing", "is followed by you"),
    "request_received": ("friend_request", "incoming", "asked to be your friend or to follow you"),
    # What was declined is left out: that is what the policies ask for.
    "request_sent": ("friend_request", "outgoing", "was asked by you"),
}


class _Look:
    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._people = People(scope.roster)
        self._matters: list[Matter] = []
        self._unknown = 0

    def see(self, record: Record) -> None:
        if record.kind is not RecordKind.CONNECTION or record.aspect not in _FACTS:
            return
        if not self._people:
            self._unknown += 1
            return
        for name in filter(None, (record.to, record.id)):  # the name that is shown, and the handle
            known = self._people.find(name)
            if known and known.person in MATTERS:
                self._matters.append(self._matter(record, known))
                return

    def _matter(self, record: Record, known: Known) -> Matter:
        kind, direction, says = _FACTS[record.aspect]
        decision = of_facts(self._scope, kind=kind, direction=direction, person=known.person, channel="personal_social")
        who = CALLED[known.person].capitalize() if known.certain else f"By the name, maybe {CALLED[known.person]}"
        return from_record(Section.PEOPLE, record, decision, f"{who} {says}")

    def matters(self) -> Iterable[Matter]:
        return self._matters

    def notes(self) -> Iterable[str]:
        if self._people:
            yield f"Looked for by name: {self._people.told()}."
        if self._unknown:
            yield (
                f"{self._unknown:,} friends, followers and requests were not compared with anybody: "
                "give the names of pupils and parents with --roster to have them looked for."
            )


def _start(scope: Scope, reading: Reading) -> _Look:
    del reading
    return _Look(scope)


INQUIRY: Final = Inquiry("friends", "Looks for pupils, former pupils and parents among friends and followers.", _start)
