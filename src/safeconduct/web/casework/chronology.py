"""The chronology of a case: everything that happened and was done, in the order in which it happened.

It is computed from what is on record each time. Nobody's personal notes stand in it but one's own. An app above this one
tells in its ``happened.py`` what else happened with a case: ``happened(case, me)`` gives entries, of which it shows those alone
that ``me``, who may read the case, may read. Nothing is registered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Final, NamedTuple
from uuid import UUID

from django.apps import apps
from django.db.models import Q

from safeconduct.web.access.models import Event
from safeconduct.web.casework.models import Decision, Link, Running, Task, Weighed
from safeconduct.web.casework.standards import standards
from safeconduct.web.concerns.models import Case, Evidence, LetIn, Note, Seen
from safeconduct.web.people.models import Person


class Entry(NamedTuple):
    """Something that happened: when, what in a few words, who did it, and the seals of what was written.

    ``mark`` says what kind it is, for the look of it. ``written_at`` is when it was put on record, if that was not then.
    """

    at: datetime
    what: str
    mark: str
    by: str = ""
    seals: Sequence[UUID | None] = ()
    written_at: datetime | None = None
    for_all: bool = False
    only_me: bool = False


def notes_for(case: Case, me: Person) -> list[Note]:
    """The notes of a case that somebody may read: personal ones are their writer's alone."""
    readable = ~Q(audience=Note.For.PERSONAL) | Q(by=me)
    return list(Note.objects.filter(readable, case=case).select_related("by").order_by("at", "pk"))


def chronology(case: Case, me: Person, visible: Iterable[Case]) -> list[Entry]:
    """Everything on a case in the order in which it happened; ``visible`` are all the cases that the reader may see."""
    found = [
        Entry(case.concern.at, "It was told", "told"),
        *_read(case),
        *_noted(case, me),
        *_decided(case),
        *_clocked(case),
        *_tasks(case),
        *_evidence(case),
        *_let_in(case),
        *_named(case),
        *_linked(case, {each.pk: each for each in visible}),
        *(entry for app in _telling() for entry in app.happened(case, me)),
    ]
    return sorted(found, key=lambda entry: entry.at)


@cache
def _telling() -> tuple[ModuleType, ...]:
    names = [f"{each.name}.happened" for each in apps.get_app_configs() if each.name.startswith("safeconduct.web.")]
    return tuple(import_module(name) for name in names if find_spec(name) is not None)


def _read(case: Case) -> Iterator[Entry]:
    for seen in Seen.objects.filter(case=case).select_related("person"):
        yield Entry(seen.first_at, "Opened for the first time", "seen", seen.person.name)


def _noted(case: Case, me: Person) -> Iterator[Entry]:
    for note in notes_for(case, me):
        for_all, only_me = note.audience == Note.For.ALL, note.audience == Note.For.PERSONAL
        what = "Message" if for_all else "A note of mine" if only_me else "Note"
        by = note.by.name if note.by else "Whoever told it"  # who told it in confidence and was let in writes as the latter
        at, written_at = note.happened_at or note.at, note.at if note.happened_at else None
        yield Entry(at, what, "note", by, [note.words_id], written_at, for_all, only_me)


def _decided(case: Case) -> Iterator[Entry]:
    for each in Decision.objects.filter(case=case).select_related("by"):
        what = f"Decided: {each.get_level_display().lower()}, {each.get_strand_display().lower()}"
        yield Entry(each.at, what, "decided", each.by.name, [each.reason_id, each.context_id])
    tests = {test.id: test for test in standards().test}
    for weighed in Weighed.objects.filter(case=case).select_related("by").order_by("pk"):
        asked = tests[weighed.test].asks if weighed.test in tests else weighed.test
        what = f"Weighed: {asked} {weighed.get_answer_display()}."
        yield Entry(weighed.at, what, "weighed", weighed.by.name, [weighed.note_id])


def _clocked(case: Case) -> Iterator[Entry]:
    for each in Running.objects.filter(case=case).select_related("by", "ended_by"):
        yield Entry(each.at, "The time to tell the designated officer began", "clock")
        if each.overdue_at:
            yield Entry(each.due_at, "The time to tell the designated officer ran out", "late")
        if each.ended_at and each.ended_by:
            done = each.ending == Running.Ending.DONE
            what = "The designated officer was told" if done else "Decided: the designated officer need not be told"
            at, written_at = each.done_at or each.ended_at, each.ended_at if each.done_at else None
            yield Entry(at, what, "clock", each.ended_by.name, [each.reference_id, each.words_id], written_at)


def _tasks(case: Case) -> Iterator[Entry]:
    for each in Task.objects.filter(case=case).select_related("by", "whose", "done_by"):
        yield Entry(each.at, f"Task for {each.whose.name}", "task", each.by.name, [each.what_id])
        if each.done_at and each.done_by:
            yield Entry(each.done_at, "Task done", "task", each.done_by.name, [each.what_id])


def _evidence(case: Case) -> Iterator[Entry]:
    for each in Evidence.objects.filter(case=case).select_related("by"):
        by = each.by.name if each.by and not each.from_reporter else "Whoever told it"
        yield Entry(each.at, "Something was handed in", "evidence", by)


def _let_in(case: Case) -> Iterator[Entry]:
    for each in LetIn.objects.filter(case=case).select_related("person", "by"):
        at = datetime.combine(each.since, datetime.min.time(), case.concern.at.tzinfo)
        yield Entry(max(at, case.at), f"{each.person.name} was let in {each.to_do}", "people", each.by.name)


def _named(case: Case) -> Iterator[Entry]:
    """Who was put down as the one whom it is about after it was told: from the trail, which says by whom and when."""
    subjects = {f"{each._meta.label_lower}:{each.pk}": each for each in case.concern.subjects.select_related("person")}
    for event in Event.objects.filter(verb="concerns.work", about__in=list(subjects)).select_related("actor"):
        person, by = subjects[event.about].person, event.actor.name if event.actor else ""
        if person is not None:
            yield Entry(event.at, f"{person.name} was put down as the one whom it is about", "people", by)


def _linked(case: Case, visible: dict[int, Case]) -> Iterator[Entry]:
    for each in Link.objects.filter(Q(case=case) | Q(other=case)).select_related("by", "ended_by"):
        other = visible.get(each.other_id if each.case_id == case.pk else each.case_id)
        if other is not None:
            yield Entry(each.at, f"Linked with {other.reference}", "link", each.by.name, [each.reason_id])
            if each.ended_at and each.ended_by:
                yield Entry(each.ended_at, f"No longer linked with {other.reference}", "link", each.ended_by.name)


__all__: Final = ("Entry", "chronology", "notes_for")
