"""Where pictures were taken: what the export itself says, and what stands in the metadata of the pictures in it.

Sources: kevi 5.2l, tapton D2, vision 3b (personal details), through ``decide``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safeconduct.activity import Topic
from safeconduct.archive.reading import Reading
from safeconduct.archive.record import Locator, Record, RecordKind
from safeconduct.audit.answers import finding, of_findings
from safeconduct.audit.gathered import Gathered
from safeconduct.audit.inquiry import MANY, Inquiry
from safeconduct.audit.matter import Matter, Section, decided
from safeconduct.audit.photos import has_place, is_photo
from safeconduct.audit.scope import Scope
from safeconduct.decision import Decision

_WHY: Final = "The place where you were stands in it; who gets the picture may get the place."


class _Look:
    def __init__(self, scope: Scope, reading: Reading) -> None:
        self._scope = scope
        self._reading = reading
        self._posts = Gathered()

    def see(self, record: Record) -> None:
        if record.aspect == "location" and record.kind is not RecordKind.PROFILE and record.author_is_owner is not False:
            self._posts.add(record)

    def matters(self) -> Iterator[Matter]:
        yield from self._posts.matters(Section.LOCATION, self._decision(), "{count} with the place where it was taken")
        yield from self._pictures()

    def _decision(self) -> Decision:
        return of_findings(self._scope, [finding(Topic.OWN_DETAILS, "place", _WHY, certain=False)])

    def _pictures(self) -> Iterator[Matter]:
        if not self._scope.photos or not self._reading.finished:
            return
        placed = [member for member in self._reading.archive.members if is_photo(member) and has_place(member)]
        if placed:
            says = f"{len(placed):,} picture{'s' if len(placed) > 1 else ''} in the archive with the place in the metadata"
            examples = tuple(("", member.name) for member in placed[:MANY])
            where = Locator(placed[0].name, 0)
            yield decided(
                Section.LOCATION, "", self._decision(), says, kind="media", locator=where, count=len(placed), examples=examples
            )

    def notes(self) -> Iterator[str]:
        if not self._scope.photos:
            yield "The pictures' own metadata was not looked into, as you asked."


def _start(scope: Scope, reading: Reading) -> _Look:
    return _Look(scope, reading)


INQUIRY: Final = Inquiry("location", "Looks for places in posts and in the metadata of pictures.", _start)
