"""Who receives a concern, and who never learns of it."""

from __future__ import annotations

from types import SimpleNamespace

from django.core import mail

from safeconduct.activity import ConcernKind
from safeconduct.web.concerns.actions import About, Telling, raise_concern, raise_without_a_name
from safeconduct.web.concerns.models import Case, Concern, Subject
from safeconduct.web.concerns.reaching import visible
from safeconduct.web.people.models import Person
from safeconduct.web.sealing.storing import words

STAFF = ("priya", "tomasz", "grace", "helen", "daniel", "sian", "farah", "owen", "ruth", "marcus")


def who_sees(world: SimpleNamespace) -> set[str]:
    return {key for key in STAFF if visible(Person.objects.get(pk=getattr(world, key).pk))}


def about(person: Person) -> list[About]:
    return [About(Subject.Who.STAFF, person)]


def test_a_friend_request_from_a_pupil_reaches_the_leads_and_nobody_else(world: SimpleNamespace) -> None:
    telling = Telling(world.elm, ConcernKind.PUPIL_CONTACT, "A pupil sent me a friend request.", child_protection=True)
    raised = raise_concern(world.priya, world.elm, telling)

    assert words(raised.concern.words) == "A pupil sent me a friend request."
    assert who_sees(world) == {"daniel", "sian"}
    assert [case.strand for case in raised.concern.cases.all()] == [Case.Strand.CHILD]


def test_a_concern_about_the_head_goes_to_the_chair_alone(world: SimpleNamespace) -> None:
    telling = Telling(world.elm, ConcernKind.MISUSE_BY_ADULT, "…", about=about(world.helen))
    raise_without_a_name(telling)

    assert who_sees(world) == {"farah"}
    assert Concern.objects.get().reporter is None
    assert "head" not in "".join(str(each.body) for each in mail.outbox).lower()


def test_a_concern_about_the_lead_goes_to_the_head_and_not_to_the_deputy(world: SimpleNamespace) -> None:
    telling = Telling(world.elm, ConcernKind.PUPIL_CONTACT, "…", child_protection=True, about=about(world.daniel))
    raise_concern(world.priya, world.elm, telling)

    assert {"daniel", "sian"} & who_sees(world) == set()
    assert "helen" in who_sees(world)


def test_somebody_sent_by_an_agency_is_a_matter_for_both(world: SimpleNamespace) -> None:
    telling = Telling(world.elm, ConcernKind.MISUSE_BY_ADULT, "…", about=about(world.grace))
    raise_concern(world.priya, world.elm, telling)

    assert {"helen", "ruth"} <= who_sees(world)
    assert "grace" not in who_sees(world)
    assert {case.organisation for case in Case.objects.all()} == {world.elm, world.agency}
