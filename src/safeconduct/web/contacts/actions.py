"""Every change of declared relationships. They are never edited: withdrawn, and declared anew."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from safeconduct.web.access.acting import Done, action
from safeconduct.web.contacts.models import Relationship
from safeconduct.web.people.models import Organisation, Person


class Declaration(NamedTuple):
    """What somebody declares."""

    organisation: Organisation
    who: str
    relation: str
    name: str = ""
    since: date | None = None


@action("contacts.declare")
def declare(by: Person, person: Person, given: Declaration) -> Done[Relationship]:
    """Declare a relationship of one's own to an organisation where one works today.

    Raises:
        ValidationError: the person does not work there.
    """
    if not person.organisations().filter(pk=given.organisation.pk).exists():
        raise ValidationError("You do not work there today. Choose the school where you do.")
    made = Relationship.objects.create(person=person, **given._asdict())
    return Done(made, step="declared", who=made.who, relation=made.relation, organisation=made.organisation_id)


@action("contacts.declare")
def withdraw(by: Person, relationship: Relationship) -> Done[Relationship]:
    """Take a declaration back; it stays on record as withdrawn.

    Raises:
        ValidationError: it was withdrawn before.
    """
    relationship = _standing(relationship)
    relationship.withdrawn_at = timezone.now()
    relationship.save(update_fields=["withdrawn_at"])
    return Done(relationship, step="withdrawn", who=relationship.who, relation=relationship.relation)


@action("contacts.acknowledge")
def acknowledge(by: Person, relationship: Relationship) -> Done[Relationship]:
    """Put on record that somebody responsible has read a declaration.

    Raises:
        PermissionDenied: it is one's own.
        ValidationError: it was withdrawn, or acknowledged before.
    """
    if relationship.person_id == by.pk:
        raise PermissionDenied("contacts.acknowledge")
    relationship = _standing(relationship)
    if relationship.acknowledged_at is not None:
        raise ValidationError("Somebody has acknowledged this already. Nothing was changed.")
    relationship.acknowledged_by, relationship.acknowledged_at = by, timezone.now()
    relationship.save(update_fields=["acknowledged_by", "acknowledged_at"])
    return Done(relationship, step="acknowledged", who=relationship.who, relation=relationship.relation)


def _standing(relationship: Relationship) -> Relationship:
    """The declaration as it is now, held so that nobody else changes it meanwhile."""
    found = Relationship.objects.select_for_update().get(pk=relationship.pk)
    if found.withdrawn_at is not None:
        raise ValidationError("This was withdrawn already. Nothing was changed.")
    return found


__all__: Final = ("Declaration", "acknowledge", "declare", "withdraw")
