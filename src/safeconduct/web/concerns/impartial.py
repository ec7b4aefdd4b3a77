"""Leaving a case to others: by stepping back oneself, or because somebody says of another that they cannot be impartial.

Both hold for ever, and each time the next one above is told at once, so that nobody is left alone with a case by it.
"""

from __future__ import annotations

from typing import Final

from django.core.exceptions import ValidationError

from safeconduct.web.access.acting import Done, action
from safeconduct.web.concerns.calling_in import knowing, tell
from safeconduct.web.concerns.models import Barred, Case
from safeconduct.web.concerns.reaching import PREFETCHED
from safeconduct.web.concerns.receiving import RECEIVES, Charts
from safeconduct.web.people.models import Person


@action("concerns.step-back")
def step_back(by: Person, case: Case) -> Done[Barred]:
    """Leave a case to others, for good, since one cannot be impartial; the next one above is told at once.

    Raises:
        ValidationError: nobody would be there to deal with it.
    """
    barred = _bar(case, by, Barred.Why.STEPPED_BACK)
    told = _tell_the_next(
        case,
        by,
        "You are the last one here today who can deal with this, and nobody above you is there to take it over. Let somebody "
        "in first who can deal with it. Nothing was changed.",
    )
    return Done(barred, case=case.pk, why=barred.why, told=told)


@action("concerns.work")
def keep_out(by: Person, case: Case, person: Person) -> Done[Barred]:
    """Say that somebody else cannot be impartial about a case: they never see it again; the next one above is told.

    Raises:
        ValidationError: it cannot be said of this person, or nobody but oneself would be left.
    """
    if person not in may_be_kept_out(by, case):
        raise ValidationError({"person": "Choose somebody from the list."})
    barred = _bar(case, person, Barred.Why.CONFLICT)
    told = _tell_the_next(
        case,
        by,
        "You would be alone with this: nobody else would be there to deal with it, and nobody above either. Let somebody in "
        "first who can deal with it. Nothing was changed.",
    )
    return Done(barred, case=case.pk, person=person.pk, why=barred.why, told=told)


def may_be_kept_out(by: Person, case: Case) -> list[Person]:
    """Everybody but oneself who is on a case, or who could come to receive it, by name."""
    charts = Charts([case.organisation])
    seats = charts.of(case.organisation).seats
    able = {one for one, held in seats.items() if any(seat.position in RECEIVES for seat in held)}
    people = {each.person_id: each.person for each in case.let_in.select_related("person")} | charts.people
    numbers = (charts.on(case) | able) - charts.excluded(case) - {by.pk}
    return sorted((people[number] for number in numbers), key=lambda person: (person.name, person.pk))


def _bar(case: Case, person: Person, why: Barred.Why) -> Barred:
    Case.objects.select_for_update(of=("self",)).get(pk=case.pk)  # two who step back at once: the second sees the first
    return Barred.objects.create(case=case, person=person, why=why)


def _tell_the_next(case: Case, by: Person, alone: str) -> list[int]:
    """Tell whoever comes to receive it now, or else the next one above; refuse if that leaves nobody but oneself."""
    found = Case.objects.select_related("organisation", "concern").prefetch_related(*PREFETCHED).get(pk=case.pk)
    charts = Charts([found.organisation])
    known = knowing(found)
    new = [one for one in charts.received(found).people if one.person not in known]
    new = new or charts.next_above(found, charts.on(found) | known)
    there = charts.working(found) | {one.person for one in new if one.person not in charts.of(found.organisation).away}
    if not there - {by.pk}:
        raise ValidationError(alone)
    return tell(((found, one) for one in new), charts.people)


__all__: Final = ("keep_out", "may_be_kept_out", "step_back")
