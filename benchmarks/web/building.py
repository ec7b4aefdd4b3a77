"""A trust of many schools, made in the database that the settings name; what the clients need is printed as JSON.

Run by ``python benchmarks/web`` in a process of its own, with SAFECONDUCT_DATA (and SAFECONDUCT_DATABASE_URL) of a fresh site.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import cycle, islice
from typing import Any, NamedTuple, TypeVar

from safeconduct.web.running.beginning import begin

begin()

from django.conf import settings  # noqa: E402 the settings come first
from django.contrib.auth.hashers import make_password  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import models, transaction  # noqa: E402

from safeconduct.policy import Library  # noqa: E402
from safeconduct.web.access import trail  # noqa: E402
from safeconduct.web.access.models import Event, Head  # noqa: E402
from safeconduct.web.access.rights import Position  # noqa: E402
from safeconduct.web.people.models import Organisation, Person, Role  # noqa: E402
from safeconduct.web.policies.models import Adoption, Signature, binding  # noqa: E402

TODAY = datetime.now(UTC).date()
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
POLICIES = ("kevi", "safe-use", "tapton")
AT_ONCE = 2_000
Row = TypeVar("Row", bound=models.Model)


class Size(NamedTuple):
    """How much of everything."""

    schools: int
    staff: int
    signatures: int


def in_batches(manager: models.Manager[Row], rows: Iterable[Row]) -> list[Row]:
    made, left = [], iter(rows)
    while few := list(islice(left, AT_ONCE)):
        made += manager.bulk_create(few)
    return made


def schools(count: int) -> list[Organisation]:
    trust = Organisation.objects.create(name="Northern Lights Trust", kind=Organisation.Kind.TRUST)
    return [trust, *(Organisation.objects.create(name=f"School {n:02}", kind="school", parent=trust) for n in range(count))]


def staff(count: int) -> list[Person]:
    hashed = make_password("corridor violet kettle")  # once: it is slow on purpose
    return in_batches(
        Person.objects, (Person(email=f"p{n}@trust.example", name=f"Person {n}", password=hashed) for n in range(count))
    )


OFFICES = (Position.HEADTEACHER, Position.SAFEGUARDING_LEAD, Position.ADMINISTRATOR)


def employ(people: Sequence[Person], places: Sequence[Organisation]) -> dict[int, list[Person]]:
    """Everybody at one school, by turns; the first of each are its head, lead and office."""
    at: dict[int, list[Person]] = {place.pk: [] for place in places}
    for person, place in zip(people, cycle(places), strict=False):
        at[place.pk].append(person)
    in_batches(
        Role.objects,
        (
            Role(person=person, organisation_id=place, position=position, since=date(2020, 9, 1))
            for place, here in at.items()
            for person, position in zip(here, (*OFFICES, *[Position.TEACHER] * len(here)), strict=False)
        ),
    )
    return at


def adopt(places: Sequence[Organisation], years: int) -> dict[int, list[Adoption]]:
    """Each policy once a year at each school, the last of them in force; the oldest first."""
    library, found = Library.shipped(), {}
    for place in places:
        found[place.pk] = in_batches(Adoption.objects, (
            Adoption(
                organisation=place, adopted_on=since, since=since, until=since + timedelta(364) if back else None,
                review_due=since + timedelta(365), **Adoption.frozen(library.get(policy, TODAY)),
            )
            for back in reversed(range(years)) for policy in POLICIES for since in [TODAY - timedelta(365 * back + 30)]
        ))  # fmt: skip
    return found


def signatures(at: dict[int, list[Person]], adopted: dict[int, list[Adoption]], count: int) -> Iterator[Signature]:
    """By everybody under everything but what is in force: that is for the rush."""
    every = (
        Signature(
            person=person, adoption=adoption, digest=adoption.digest, name=person.name, code=code(person.pk, adoption.pk),
            points=[{"clause": f"{n}", "content": "0" * 64, "at": "2025-01-01T09:00:00+00:00"} for n in range(20)],
            at=datetime.combine(adoption.since, datetime.min.time(), UTC) + timedelta(days=person.pk % 14, seconds=person.pk),
        )
        for place, here in at.items() for adoption in adopted[place] if adoption.until is not None for person in here
    )  # fmt: skip
    return islice(every, count)


def code(person: int, adoption: int) -> str:
    return hashlib.sha256(f"{person} {adoption}".encode()).hexdigest()[:20].upper()


def told(signed: Iterable[Signature]) -> Iterator[Event]:
    """The entry of the trail for each signature, in one chain."""
    head = Head.objects.get(pk=1)
    before = head.hash
    for number, each in enumerate(signed, head.number + 1):
        facts = {"digest": each.digest, "points": len(each.points), "adoption": each.adoption_id}
        event = Event(
            number=number, at=each.at, actor_id=each.person_id, verb="policies.sign", about=f"policies.signature:{each.pk}",
            facts=facts, before=before,
        )  # fmt: skip
        event.hash = before = trail.digest(event)
        yield event


def signed_in(people: Iterable[Person]) -> Iterator[tuple[int, str]]:
    """A session for each, as after signing in."""
    for person in people:
        store = SessionStore()
        store["_auth_user_id"], store["_auth_user_backend"] = str(person.pk), BACKEND
        store["_auth_user_hash"] = person.get_session_auth_hash()
        store.create()
        yield person.pk, str(store.session_key)


def head_of_trail(last: Event) -> None:
    with transaction.atomic():
        Head.objects.update_or_create(
            pk=1, defaults={"number": last.number, "hash": last.hash, "seal": trail.seal(last.number, last.hash)}
        )
        trail._write_anchor(last.number, last.hash)  # noqa: SLF001 what many entries at once leave to be done


def build(size: Size) -> dict[str, Any]:
    """All of it; what the clients need to know."""
    trust, *places = schools(size.schools)
    people = staff(size.staff)
    at = employ(people, places)
    years = -(-size.signatures // (size.staff * len(POLICIES))) + 1
    adopted = adopt(places, years)
    signed = in_batches(Signature.objects, signatures(at, adopted, size.signatures))
    head_of_trail(in_batches(Event.objects, told(signed))[-1])
    teachers = [person for here in at.values() for person in here[len(OFFICES) :]]
    heads = [here[0] for here in at.values()]
    current = {place: [each.pk for each in adopted[place] if each.until is None] for place in at}
    where = {person.pk: place for place, here in at.items() for person in here}
    return {
        "cookie": settings.SESSION_COOKIE_NAME,
        "signed": len(signed),
        "heads": [(key, where[pk], current[where[pk]]) for pk, key in signed_in(heads)],
        "teachers": [(key, pk, [a.pk for a in binding_first]) for (pk, key), binding_first in bound(teachers)],
        "trust": trust.pk,
    }


def bound(people: Sequence[Person]) -> Iterator[tuple[tuple[int, str], Sequence[Adoption]]]:
    """Each with a session and the policies that bind them: worked out once a school, for all its teachers are alike."""
    known: dict[int, Sequence[Adoption]] = {}
    for person, session in zip(people, signed_in(people), strict=True):
        place = Role.objects.filter(person=person).values_list("organisation", flat=True)[0]
        if place not in known:
            known[place] = binding(person)
        yield session, known[place]


if __name__ == "__main__":
    with transaction.atomic():
        made = build(Size(*map(int, sys.argv[1:4])))
    json.dump(made, sys.stdout)
