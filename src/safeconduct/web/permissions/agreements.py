"""Whether colleagues and guests agree: asked, answered signed in or by a link, withdrawn by whoever gave it, at any time."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from safeconduct.web.access.acting import Done, action
from safeconduct.web.access.trail import Fact, append
from safeconduct.web.jobs import mail
from safeconduct.web.people.models import Organisation, Person
from safeconduct.web.permissions.models import Agreement

_SALT: Final = "safeconduct.permissions.agreement"


class AgreementAsked(NamedTuple):
    """Whom somebody asks, and what: a colleague, or a guest by name."""

    organisation: Organisation
    kind: str
    about: str
    of: Person | None = None
    guest: str = ""
    until: date | None = None


@action("permissions.agreement")
def ask(by: Person, person: Person, given: AgreementAsked) -> Done[Agreement]:
    """Ask a colleague, who gets an e-mail that there is something to read, or a guest, who gets a link from the asker.

    Raises:
        ValidationError: they do not both work there, it is nobody or oneself, or the last day is past.
    """
    if not person.organisations().filter(pk=given.organisation.pk).exists():
        raise ValidationError({"organisation": "You do not work there today. Choose one of your schools."})
    if (given.of is None) == (not given.guest):
        raise ValidationError("Choose a colleague, or write a guest’s name: one of the two.")
    if given.of == person:
        raise ValidationError({"of": "This is you. Choose the colleague whom you want to ask."})
    if given.of is not None and not given.organisation.people().filter(pk=given.of.pk, is_active=True).exists():
        raise ValidationError({"of": "This person does not work there today."})
    if given.until is not None and given.until < timezone.localdate():
        raise ValidationError({"until": "This day is past. Choose a later day, or none."})
    made = Agreement.objects.create(person=person, **given._asdict())
    if made.of is not None:
        tell(made.of, "agreement", made)
    return Done(made, step="asked", kind=made.kind, of=made.of_id, organisation=made.organisation_id)


def tell(to: Person, step: str, agreement: Agreement) -> None:
    """Send somebody an e-mail that there is something to read."""
    address = settings.BASE_URL + reverse("agreement", args=[agreement.pk])
    mail.send(to, "permissions/to_read", {"step": step, "link": address, "organisation": agreement.organisation.name})


@action("permissions.agreement")
def answer(by: Person, person: Person, agreement: Agreement, *, agreed: bool) -> Done[Agreement]:
    """A colleague says yes or no.

    Raises:
        PermissionDenied: somebody else was asked.
        ValidationError: it waits for no answer.
    """
    if agreement.of_id != person.pk:
        raise PermissionDenied("permissions.agreement")
    agreement = _answered(agreement, agreed=agreed)
    tell(agreement.person, "agreement answered", agreement)
    return Done(agreement, step="agreed" if agreed else "refused", kind=agreement.kind)


@action("permissions.agreement")
def withdraw(by: Person, person: Person, agreement: Agreement) -> Done[Agreement]:
    """A colleague withdraws a yes.

    Raises:
        PermissionDenied: it is somebody else's.
        ValidationError: there is no yes to withdraw.
    """
    if agreement.of_id != person.pk:
        raise PermissionDenied("permissions.agreement")
    agreement = _withdrawn(agreement)
    tell(agreement.person, "agreement answered", agreement)
    return Done(agreement, step="withdrawn", kind=agreement.kind)


@action("permissions.agreement")
def recall(by: Person, agreement: Agreement) -> Done[Agreement]:
    """The asker asks no longer; a yes that was given counts no longer either.

    Raises:
        ValidationError: it was recalled before.
    """
    held = _locked(agreement)
    if held.recalled_at is not None:
        raise ValidationError("You ask this no longer already. Nothing was changed.")
    held.recalled_at = timezone.now()
    held.save(update_fields=["recalled_at"])
    return Done(held, step="recalled", kind=held.kind)


def answer_as_guest(agreement: Agreement, *, agreed: bool) -> None:
    """A guest says yes or no, over the link.

    Raises:
        ValidationError: it waits for no answer.
    """
    with transaction.atomic():
        held = _answered(agreement, agreed=agreed)
        _note(held, "agreed" if agreed else "refused")


def withdraw_as_guest(agreement: Agreement) -> None:
    """A guest withdraws a yes, over the link.

    Raises:
        ValidationError: there is no yes to withdraw.
    """
    with transaction.atomic():
        _note(_withdrawn(agreement), "withdrawn")


def _note(agreement: Agreement, step: str) -> None:
    facts: dict[str, Fact] = {"step": step, "kind": agreement.kind, "guest": True}
    append("permissions.agreement", by=None, about=f"permissions.agreement:{agreement.pk}", facts=facts)
    tell(agreement.person, "agreement answered", agreement)


def _locked(agreement: Agreement) -> Agreement:
    held = Agreement.objects.select_for_update(of=("self",)).select_related("person", "organisation")
    return held.get(pk=agreement.pk)


def _answered(agreement: Agreement, *, agreed: bool) -> Agreement:
    held = _locked(agreement)
    if not held.is_open:
        raise ValidationError("This waits for no answer any more. Nothing was changed.")
    held.agreed, held.answered_at = agreed, timezone.now()
    held.save(update_fields=["agreed", "answered_at"])
    return held


def _withdrawn(agreement: Agreement) -> Agreement:
    held = _locked(agreement)
    if not held.agreed or held.withdrawn_at is not None or held.recalled_at is not None:
        raise ValidationError("There is nothing to withdraw any more. Nothing was changed.")
    held.withdrawn_at = timezone.now()
    held.save(update_fields=["withdrawn_at"])
    return held


def token(agreement: Agreement) -> str:
    """What stands in a guest's link."""
    return signing.dumps(agreement.pk, salt=_SALT)


def by_token(given: str) -> Agreement | None:
    """What a guest's link is about; nothing if it is no link of ours, or is asked no longer."""
    try:
        number = signing.loads(given, salt=_SALT)
    except signing.BadSignature:
        return None
    found = Agreement.objects.filter(pk=number, of=None, recalled_at=None)
    return found.select_related("person", "organisation").first()


def waiting_for(person: Person) -> QuerySet[Agreement]:
    """What somebody has been asked and has not answered."""
    today = timezone.localdate()
    fresh = Q(until__isnull=True) | Q(until__gte=today)
    open_ = Agreement.objects.filter(fresh, of=person, answered_at=None, recalled_at=None)
    return open_.select_related("person", "organisation").order_by("asked_at", "pk")


__all__: Final = (
    "AgreementAsked", "answer", "answer_as_guest", "ask", "by_token", "recall", "tell", "token", "waiting_for", "withdraw",
    "withdraw_as_guest",
)  # fmt: skip
