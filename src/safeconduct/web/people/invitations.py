"""Invitations: a link by e-mail, good for seven days and for one use, to somebody whom the office has entered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django_tasks import task

from safeconduct.web.jobs import mail
from safeconduct.web.people.models import Organisation, Person

LIFE: Final = timedelta(days=7)
_SALT: Final = "safeconduct.invitation"
_BATCH: Final = 50


def token(person: Person) -> str:
    """What stands in the link: who it is for, and the state in which they were invited."""
    return signing.dumps([person.pk, _state(person)], salt=_SALT)


def invited(given: str) -> Person | None:
    """Who holds the link; none if it is no link of ours, too old, or has been used."""
    try:
        number, state = signing.loads(given, salt=_SALT, max_age=LIFE)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    person = Person.objects.filter(pk=number, is_active=True).first()
    return person if person and constant_time_compare(state, _state(person)) else None


def _state(person: Person) -> str:
    """Changes as soon as the person signs in, gets another password or another address."""
    seen = person.last_login.isoformat() if person.last_login else ""
    return salted_hmac(_SALT, f"{person.pk}:{person.password}:{person.email}:{seen}", algorithm="sha256").hexdigest()[:32]


def send(person: Person, organisation: Organisation) -> None:
    """Send the link, in the transaction of whatever led to it."""
    address = settings.BASE_URL + reverse("invitation", args=[token(person)])
    mail.send(person, "people/invitation", {"link": address, "organisation": organisation.name, "days": LIFE.days})


def send_later(people: Sequence[Person], organisation: Organisation) -> None:
    """Leave the links of many to background jobs, so that a long list does not hold up everybody else."""
    numbers = [person.pk for person in people]
    for begin in range(0, len(numbers), _BATCH):
        send_many.enqueue(organisation.pk, numbers[begin : begin + _BATCH])


@task
@transaction.atomic
def send_many(organisation: int, people: list[int]) -> None:
    """Send the links of one batch: all of them or, if something fails, none."""
    place = Organisation.objects.get(pk=organisation)
    for person in Person.objects.filter(pk__in=people, is_active=True).order_by("pk"):
        send(person, place)


__all__: Final = ("LIFE", "invited", "send", "send_later", "send_many", "token")
