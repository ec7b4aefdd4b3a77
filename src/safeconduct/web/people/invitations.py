"""Invitations: a link by e-mail, good for seven days and for one use, to somebody whom the office has entered."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from safeconduct.web.jobs import mail
from safeconduct.web.people.models import Organisation, Person

LIFE: Final = timedelta(days=7)
_SALT: Final = "safeconduct.invitation"


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


__all__: Final = ("LIFE", "invited", "send", "token")
