"""Whom a policy binds: those who work where it is in force, in a role that it is written for; and nobody else anywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from types import SimpleNamespace

import msgspec
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from safeconduct.activity import Role as WorkRole
from safeconduct.web.access.rights import Position
from safeconduct.web.checks.standing import standing
from safeconduct.web.people.models import Organisation, Person, Role
from safeconduct.web.policies.models import Adoption, around, binding
from safeconduct.web.policies.points import role_of
from safeconduct.web.policies.progress import my_readings, reading
from safeconduct.web.policies.roster import roster
from safeconduct.web.policies.shelf import on_offer
from safeconduct.web.site.today import policies_today
from web.policies.made import again, days

Browser = Callable[[str], Client]
FAMILIES, TEACHERS = (WorkRole.PUPIL, WorkRole.PARENT), (WorkRole.TEACHER,)


def written_for(roles: Iterable[WorkRole], place: Organisation, since: date | None = None) -> Adoption:
    """A policy of the same words as Harbour High's, for other people and at another place."""
    words = next(policy for policy in on_offer().values() if policy.id == "tapton")
    policy = msgspec.structs.replace(words, id="other", title="Another policy", binds=tuple(roles))
    day = since or timezone.localdate()
    return Adoption.objects.create(organisation=place, since=day, adopted_on=day, **Adoption.frozen(policy))


def bound(world: SimpleNamespace, adoption: Adoption) -> set[str]:
    """Who of the cast is bound."""
    keys = ("priya", "tomasz", "grace", "helen", "daniel", "sian", "farah", "owen", "ruth", "marcus")
    return {key for key in keys if adoption in binding(again(getattr(world, key)))}


@pytest.mark.parametrize(
    ("roles", "who"),
    [
        (FAMILIES, set()),
        (TEACHERS, {"priya", "daniel"}),
        ((WorkRole.SUPPLY_TEACHER,), {"grace"}),
        ((WorkRole.GOVERNOR,), {"farah"}),
        ((WorkRole.HEADTEACHER, WorkRole.PUPIL), {"helen"}),
        ((WorkRole.SITE_STAFF,), {"daniel", "sian", "owen"}),  # posts that policies do not name: the lead, the IT manager
        (tuple(WorkRole), {"priya", "tomasz", "grace", "helen", "daniel", "sian", "farah", "owen"}),
    ],
)
def test_a_policy_binds_the_roles_that_it_is_written_for(
    roles: tuple[WorkRole, ...], who: set[str], world: SimpleNamespace
) -> None:
    assert bound(world, written_for(roles, world.elm)) == who


def test_a_role_elsewhere_does_not_count(world: SimpleNamespace) -> None:
    Role.objects.create(person=world.owen, organisation=world.harbour, position=Position.TEACHER, since=date(2025, 9, 1))

    assert bound(world, written_for(TEACHERS, world.elm)) == {"priya", "daniel"}
    assert bound(world, written_for(TEACHERS, world.harbour)) == {"owen", "marcus"}


def test_a_policy_of_the_trust_binds_those_roles_at_its_schools(world: SimpleNamespace) -> None:
    assert bound(world, written_for(TEACHERS, world.trust)) == {"priya", "daniel", "marcus"}


def test_what_somebody_was_or_will_be_counts_on_that_day_alone(world: SimpleNamespace) -> None:
    today = timezone.localdate()
    adoption = written_for(TEACHERS, world.elm, since=today - days(20))
    Role.objects.filter(person=world.priya).update(until=today - days(10))
    Role.objects.create(person=world.tomasz, organisation=world.elm, position=Position.TEACHER, since=today + days(10))

    def on(person: Person, day: date) -> bool:
        return adoption in binding(again(person), day)

    assert [on(world.priya, today + days(offset)) for offset in (-15, -10, -9, 0)] == [True, True, False, False]
    assert [on(world.tomasz, today + days(offset)) for offset in (0, 9, 10)] == [False, False, True]
    assert not on(world.priya, today - days(21))


def test_of_two_roles_only_the_one_it_is_written_for_is_the_reason(world: SimpleNamespace, signed_in: Browser) -> None:
    adoption = written_for(TEACHERS, world.elm)
    page = signed_in("daniel").get(reverse("policies")).content.decode()
    (why,) = [each.why for each in policies_today(again(world.daniel)) if each.adoption == adoption]

    assert [each.position for each in reading(again(world.daniel), adoption).why] == [Position.TEACHER]
    assert "It reaches you as teacher at Elm Park Primary." in page
    assert why == "as teacher"


def test_a_policy_for_families_is_applied_to_nobody_on_the_staff(world: SimpleNamespace, signed_in: Browser) -> None:
    adoption = written_for(FAMILIES, world.elm)
    priya = again(world.priya)

    assert adoption.digest not in {rule.policy.digest for rule in standing(priya).rules}
    assert adoption not in [each.adoption for each in my_readings(priya)]
    assert adoption not in [each.adoption for each in policies_today(priya)]
    assert adoption not in [each.adoption for each in roster(world.elm, timezone.localdate())]
    for address in ("/check/", "/contact/?what=friend_request&who=parent", "/ask-permission/", "/check-ups/", "/"):
        given = {"text": "The new timetable is shit", "account": "personal", "kind": "post", "audience": "", "platform": ""}
        client = signed_in("priya")
        answer = client.post(address, given) if address == "/check/" else client.get(address, follow=True)
        assert answer.status_code == 200
        assert "Another policy" not in answer.content.decode(), address


def test_it_can_be_read_all_the_same(world: SimpleNamespace, signed_in: Browser) -> None:
    adoption = written_for(FAMILIES, world.elm)
    client = signed_in("priya")
    library, shown = (client.get(address).content.decode() for address in ("/policies/", f"/policies/{adoption.pk}/"))

    assert adoption in around(again(world.priya))
    assert "Also in force where you work" in library
    assert f'href="/policies/{adoption.pk}/"' in library
    assert "It is not written for your role: you do not need to sign it." in shown
    assert "Yours to sign" not in shown
    assert signed_in("marcus").get(f"/policies/{adoption.pk}/").status_code == 404


def test_one_whom_nothing_binds_is_told_why_and_advised_by_all(world: SimpleNamespace, signed_in: Browser) -> None:
    ruth = again(world.ruth)  # the agency's policies are written for those whom it sends

    assert binding(ruth) == []
    assert {each.policy_id for each in around(ruth)} == {"key", "vision"}
    assert standing(ruth).advice
    assert "not written for your role" in signed_in("ruth").get("/").content.decode()


@pytest.mark.parametrize(
    ("key", "role"),
    [("priya", "teacher"), ("grace", "supply_teacher"), ("owen", "site_staff"), ("farah", "governor"), ("marcus", "teacher")],
)
def test_everybody_who_works_somewhere_has_a_role_that_policies_know(key: str, role: str, world: SimpleNamespace) -> None:
    assert role_of(getattr(world, key)) == role


def test_somebody_who_works_nowhere_has_none(world: SimpleNamespace) -> None:
    Role.objects.filter(person=world.priya).delete()

    assert role_of(again(world.priya)) is None
    assert binding(again(world.priya)) == []


def test_more_roles_and_policies_ask_the_database_no_more(world: SimpleNamespace) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            binding(again(world.priya))
        return len(queries)

    few = asked()
    for number in range(5):
        place = Organisation.objects.create(name=f"School {number}", kind="school", parent=world.trust)
        Role.objects.create(person=world.priya, organisation=place, position=Position.TEACHER, since=date(2025, 9, 1))
        written_for(TEACHERS, place)

    assert asked() == few
    assert len(binding(again(world.priya))) == 2 + 5
