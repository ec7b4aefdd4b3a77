"""What keeping adds to the chronology of a case: replies, how it ended, holds, what was asked about it, and hand-overs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from safeconduct.web.access.deciding import may
from safeconduct.web.casework.chronology import Entry
from safeconduct.web.concerns.models import Case
from safeconduct.web.keeping.models import Destruction, Ended, HandOver, Hold, Reply
from safeconduct.web.keeping.standards import standards
from safeconduct.web.people.models import Person


def happened(case: Case, me: Person) -> Iterator[Entry]:
    """All of it, for somebody who may read the case."""
    yield from _replies(case)
    yield from _endings(case)
    yield from _holds(case)
    yield from _asked_to_destroy(case)
    yield from _hand_overs(case, me)


def _replies(case: Case) -> Iterator[Entry]:
    for each in Reply.objects.filter(case=case).select_related("person", "by"):
        yield Entry(each.at, f"{each.person.name} was asked for a reply", "reply", each.by.name, [each.summary_id])
        if each.opened_at:
            yield Entry(each.opened_at, "Read what they were asked to reply to", "reply", each.person.name)
        if each.replied_at:
            yield Entry(each.replied_at, "Reply", "reply", each.person.name, [each.words_id])


def _endings(case: Case) -> Iterator[Entry]:
    outcomes, reopened = standards().outcomes, set[datetime]()
    for each in Ended.objects.filter(case=case).select_related("about", "by"):
        says = outcomes[each.outcome].says if each.outcome in outcomes else each.outcome
        whose = f" for {each.about.name}" if each.about else ""
        yield Entry(each.at, f"Ended{whose}: {says.lower()}", "ended", each.by.name, [each.reason_id])
        if each.reopened_at:
            reopened.add(each.reopened_at)
    yield from (Entry(at, "Opened again", "ended") for at in reopened)


def _holds(case: Case) -> Iterator[Entry]:
    for each in Hold.objects.filter(case=case).select_related("by", "lifted_by"):
        yield Entry(each.at, "Put on legal hold", "hold", each.by.name, [each.why_id])
        if each.lifted_at and each.lifted_by:
            yield Entry(each.lifted_at, "The legal hold was lifted", "hold", each.lifted_by.name)


def _asked_to_destroy(case: Case) -> Iterator[Entry]:
    for each in Destruction.objects.filter(case=case).select_related("asked_by"):
        yield Entry(each.asked_at, "Asked for it to be destroyed", "destroy", each.asked_by.name)
        if each.dropped_at:
            yield Entry(each.dropped_at, "It is kept: what was asked is refused or taken back", "destroy")


def _hand_overs(case: Case, me: Person) -> Iterator[Entry]:
    """To whom by name, and why, is for those who may hand it over themselves; that it was done, for everybody on the case."""
    made = list(HandOver.objects.filter(case=case).select_related("by"))
    tells_more = bool(made) and may(me, "keeping.hand-over", case)
    for each in made:
        what = f"Handed over, {each.files} files: {each.get_what_display()}"
        yield Entry(each.at, what, "handed", each.by.name, [each.to_id, each.why_id] if tells_more else [])


__all__: Final = ("happened",)
