"""What people do with rosters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.core.exceptions import ValidationError

from safeconduct.web.access.acting import Done, action
from safeconduct.web.access.rights import Position
from safeconduct.web.people.models import Organisation, Person
from safeconduct.web.rostering import taking
from safeconduct.web.rostering.models import Delivery, RosterHabits

_OVER: Final = "This roster was taken over already, or its time is up. Nothing was changed."


@action("rostering.import")
def receive(by: Person, place: Organisation, name: str, files: Mapping[str, bytes]) -> Done[Delivery]:
    """Read a roster and keep it for a day, to be looked at before anything changes.

    Raises:
        InputError: it cannot be read.
    """
    taking.forget_old()
    made = taking.arrived(place, name, files, Delivery.Source.UPLOAD)
    made.person = by
    made.save(update_fields=["person"])
    return Done(made, step="arrived", digest=made.digest)


@action("rostering.import")
def say_schools(by: Person, delivery: Delivery, schools: Mapping[str, Organisation | None]) -> Done[Delivery]:
    """Say which organisation each of a roster's is here, and remember it."""
    kept = taking.habits(delivery.organisation)
    kept.schools |= {org: place.pk if place else 0 for org, place in schools.items()}
    kept.save()
    return Done(delivery, step="schools", schools=[place.pk for place in schools.values() if place])


@action("rostering.import")
def say_roles(by: Person, delivery: Delivery, roles: Mapping[str, Position | None]) -> Done[Delivery]:
    """Say what each of a roster's roles is here, and remember it."""
    kept = taking.habits(delivery.organisation)
    kept.roles |= {role: position.value if position else "" for role, position in roles.items()}
    kept.save()
    return Done(delivery, step="roles", roles=len(roles))


@action("rostering.import")
def take_over(
    by: Person, delivery: Delivery, *, mark: str, leavers: int | None, pupils_leaving: int | None, invite: bool
) -> Done[Delivery]:
    """Do what the plan says that was looked at.

    Raises:
        ValidationError: it is over, something changed since, or so many leave that somebody must say so.
    """
    held = Delivery.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=delivery.pk)
    if not held.is_waiting:
        raise ValidationError(_OVER)
    planned = taking.plan_for(held, keep=by.pk)
    if planned.mark != mark:
        raise ValidationError("Something changed since you looked. Look again at what would change, then confirm.")
    if planned.staff_leaving and leavers != planned.staff_leaving:
        raise ValidationError({"leavers": f"Type {planned.staff_leaving} if so many staff really leave."})
    if planned.pupils_leaving and pupils_leaving != planned.pupils_leaving:
        raise ValidationError({"pupils_leaving": f"Type {planned.pupils_leaving} if so many pupils really leave."})
    kept = taking.habits(held.organisation)
    kept.invite = invite
    kept.save()
    held.person = by
    counts = taking.carry_out(held, planned, invite=invite, by=by.pk)
    return Done(held, step="taken over", faults=len(planned.faults), **counts)


@action("rostering.import")
def discard(by: Person, delivery: Delivery) -> Done[Delivery]:
    """Leave a roster that waits; its names go at once.

    Raises:
        ValidationError: it is over.
    """
    held = Delivery.objects.select_for_update(of=("self",)).get(pk=delivery.pk)
    if not held.is_waiting:
        raise ValidationError(_OVER)
    held.person = by
    held.end(Delivery.State.DROPPED)
    held.save()
    return Done(held, step="discarded")


@action("rostering.import")
def choose_nightly(by: Person, place: Organisation, *, nightly: bool) -> Done[RosterHabits]:
    """Say whether rosters are taken from the folder each night."""
    kept = taking.habits(place)
    kept.nightly = nightly
    kept.save()
    return Done(kept, step="nightly", nightly=nightly)


__all__: Final = ("choose_nightly", "discard", "receive", "say_roles", "say_schools", "take_over")
