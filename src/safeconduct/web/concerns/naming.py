"""Whom of the staff a concern is about, where it is said only after it was told."""

from __future__ import annotations

from typing import Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from safeconduct.activity import ConcernKind
from safeconduct.web.access.acting import Done, action
from safeconduct.web.access.trail import Fact, append
from safeconduct.web.concerns.actions import hold, open_cases, policies_of
from safeconduct.web.concerns.calling_in import call_in
from safeconduct.web.concerns.laying import lay_on
from safeconduct.web.concerns.models import Case, Concern, Subject
from safeconduct.web.concerns.receiving import held_by, receives
from safeconduct.web.concerns.routes import decide
from safeconduct.web.people.models import Person


@action("concerns.work")
def name_subject(by: Person, case: Case, person: Person) -> Done[Subject]:
    """Say that somebody of the staff is one of those whom a concern is about, where the reporter did not know or say who.

    From then on they, and whoever answers to them, cannot find it; whoever takes their place is alerted, and the agency that
    sent them has its own part. It is for those who receive the case: to others “it is known already” would say who told it.

    Raises:
        PermissionDenied: the one who says it was merely let in.
        ValidationError: it is known already, the person is the reporter or the one who says it, or the case is closed.
    """
    concern = case.concern
    hold(concern)
    if not receives(case, by):
        raise PermissionDenied("concerns.work")
    if Case.objects.select_for_update(of=("self",)).get(pk=case.pk).state in (Case.State.CLOSED, Case.State.DESTROYED):
        raise ValidationError("This case is closed. Open it again first; nothing was changed.")
    if person == by:
        raise ValidationError({"person": "If it is about you, step back from this case, and tell whoever has it then."})
    if person.pk == concern.reporter_id or concern.subjects.filter(person=person).exists():
        raise ValidationError({"person": "This person is named in it already. Nothing was changed."})
    held = held_by(person, concern.organisation)
    made = Subject.objects.create(concern=concern, who=Subject.Who.STAFF, person=person, held=held)
    _open_for_agencies(by, concern, person)
    call_in(concern.cases.exclude(state=Case.State.DESTROYED).select_related("organisation", "concern"))
    return Done(made, case=case.pk, person=person.pk)


def _open_for_agencies(by: Person, concern: Concern, person: Person) -> None:
    """The part of the agency that sent somebody who is named only now, with what whoever told it handed in and wrote."""
    place = concern.organisation
    route = decide(
        place,
        ConcernKind(concern.kind),
        policies_of(place),
        child_protection=concern.child_protection,
        complained=[person],
        day=timezone.localdate(concern.at),
    )
    known = {place.pk, *concern.cases.values_list("organisation", flat=True)}
    for case in open_cases(concern, route, [part for part in route.parts if part.place.pk not in known]):
        facts: dict[str, Fact] = {"step": "opened", "organisation": case.organisation_id, "strand": case.strand}
        facts |= lay_on(by, case).facts
        append("concerns.work", by=by.pk, about=f"concerns.case:{case.pk}", facts=facts)


__all__: Final = ("name_subject",)
