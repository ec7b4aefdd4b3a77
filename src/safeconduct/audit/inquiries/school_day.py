"""Posts made in school hours on school days, by the British clock.

Sources: kevi 4, vision 1, tapton P13, through ``decide``. Whose device it was nobody can see in an archive.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safeconduct.archive.reading import Reading
from safeconduct.archive.record import Record, RecordKind
from safeconduct.audit.answers import of_facts
from safeconduct.audit.gathered import Gathered
from safeconduct.audit.inquiry import Inquiry
from safeconduct.audit.matter import Matter, Section
from safeconduct.audit.scope import Scope

_PUBLISHED: Final = frozenset({RecordKind.POST, RecordKind.COMMENT, RecordKind.REPLY, RecordKind.STORY, RecordKind.REPOST})


class _Look:
    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._posts = Gathered()

    def see(self, record: Record) -> None:
        own = record.author_is_owner is True or record.kind is RecordKind.REPOST
        if own and record.aspect != "draft" and record.at and record.kind in _PUBLISHED and self._scope.days.holds(record.at):
            self._posts.add(record)

    def matters(self) -> Iterator[Matter]:
        decision = of_facts(self._scope, kind="browse", site="social_media", time="school_day")
        days = self._scope.days
        hours = f"between {days.start:%H:%M} and {days.end:%H:%M} on school days"
        unsure = "" if days.terms else " (term dates were not given: some of these days may have been holidays)"
        yield from self._posts.matters(Section.SCHOOL_DAY, decision, f"{{count}} made {hours}, sharing included{unsure}")

    def notes(self) -> Iterator[str]:
        if not self._scope.days.terms:
            yield "Which days were school days was guessed: give the dates of your terms with --term to know."


def _start(scope: Scope, reading: Reading) -> _Look:
    del reading
    return _Look(scope)


INQUIRY: Final = Inquiry("school-day", "Counts the posts made in school hours.", _start)
