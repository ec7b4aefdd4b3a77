"""Schools, staff, concerns and signatures as the tests of reports need them."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

from django.utils import timezone

from safeconduct.activity import ConcernKind
from safeconduct.web.access.rights import Position
from safeconduct.web.casework.models import Running
from safeconduct.web.concerns.models import Case, Concern, Subject
from safeconduct.web.people.models import Organisation, Person, Role
from safeconduct.web.policies.models import Adoption, Signature
from safeconduct.web.sealing.models import Sealed


def staff(
    place: Organisation, count: int, position: Position = Position.TEACHER, since: date = date(2026, 9, 1)
) -> list[Person]:
    """So many new people at an organisation."""
    begin = Person.objects.count()
    people = [Person(email=f"p{begin + at}@demo.example", name=f"Person {begin + at}", password="!") for at in range(count)]
    people = Person.objects.bulk_create(people)
    Role.objects.bulk_create([Role(person=each, organisation=place, position=position, since=since) for each in people])
    return people


def sign(adoption: Adoption, *people: Person) -> None:
    """Their signatures, given today."""
    Signature.objects.bulk_create(
        Signature(
            person=each, adoption=adoption, digest=adoption.digest, name=each.name, code=f"{adoption.pk}-{each.pk}", points=[]
        )
        for each in people
    )


def case(
    place: Organisation,
    about: Person | None = None,
    *,
    ago: int = 30,
    looked_at_after: float | None = None,
    held: str = "",
    level: str = Case.Level.UNDECIDED,
    strand: str = Case.Strand.ADULT,
    kind: ConcernKind = ConcernKind.INAPPROPRIATE_CONTENT,
    nature: str = Concern.Nature.SEEN,
) -> Case:
    """A case, told so many days ago, looked at so many hours after that."""
    at = timezone.now() - timedelta(ago)
    words = Sealed.objects.first() or Sealed.objects.create(ciphertext=b"-", digest="-", size=1)
    concern = Concern.objects.create(organisation=place, kind=kind.value, words=words, at=at, nature=nature)
    if about is not None or held:
        Subject.objects.create(concern=concern, who=Subject.Who.STAFF, person=about, held=[held] if held else [])
    looked_at = at + timedelta(hours=looked_at_after) if looked_at_after is not None else None
    return Case.objects.create(
        concern=concern,
        organisation=place,
        strand=strand,
        at=at,
        level=level,
        triaged_at=looked_at,
        route={"roles": ["headteacher", "designated_safeguarding_lead"]},
    )


def clock(on: Case, by: Person, *, told_after: float | None = None, due_after: float = 24) -> Running:
    """The designated officer's clock on a case, begun when it was told; the officer told so many hours after that."""
    due = on.at + timedelta(hours=due_after)
    done = on.at + timedelta(hours=told_after) if told_after is not None else None
    ended = {"ending": Running.Ending.DONE, "ended_at": done, "done_at": done, "ended_by": by} if done else {}
    return Running.objects.create(case=on, by=by, at=on.at, rule="designated-officer", due_at=due, remind_at=due, **ended)


def trust(world: SimpleNamespace, schools: int, each: int) -> list[Person]:
    """A trust of so many schools more, with so many people each, under a policy of the trust; everybody in it."""
    places = [Organisation.objects.create(name=f"School {at:02}", kind="school", parent=world.trust) for at in range(schools)]
    return [person for place in places for person in staff(place, each)]
