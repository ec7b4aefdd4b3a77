"""Pictures and posts in which other people tagged the owner.

Sources: key 8a and 8b, vision 10, through ``decide``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safeconduct.archive.reading import Reading
from safeconduct.archive.record import Record
from safeconduct.audit.answers import if_not_agreed, of_facts
from safeconduct.audit.gathered import Gathered
from safeconduct.audit.inquiry import Inquiry
from safeconduct.audit.matter import Matter, Section
from safeconduct.audit.scope import Scope


class _Look:
    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._tags = Gathered()

    def see(self, record: Record) -> None:
        if record.aspect == "tagged":
            self._tags.add(record)

    def matters(self) -> Iterator[Matter]:
        facts = {"kind": "tag", "direction": "incoming", "channel": "personal_social", "person": "member_of_public"}
        says = "{count} tagged by somebody else: remove those that you did not agree to"
        yield from self._tags.matters(Section.TAGS, if_not_agreed(of_facts(self._scope, **facts)), says)

    def notes(self) -> Iterator[str]:
        return iter(())


def _start(scope: Scope, reading: Reading) -> _Look:
    del reading
    return _Look(scope)


INQUIRY: Final = Inquiry("tags", "Looks for tags that other people set.", _start)
