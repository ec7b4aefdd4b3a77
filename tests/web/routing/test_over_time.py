"""The same in the database, over time: hundreds of days on which roles, absences, conflicts and settings change."""

from __future__ import annotations

from random import Random
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from safeconduct.activity import ConcernKind, Told
from safeconduct.web.access.rights import Position
from safeconduct.web.concerns.impartial import step_back
from safeconduct.web.concerns.models import Case, Conflict, LetIn, RouteRule, StandIn
from safeconduct.web.concerns.passing_on import pass_on
from safeconduct.web.concerns.reaching import PREFETCHED, visible
from safeconduct.web.concerns.receiving import Charts
from safeconduct.web.concerns.routes import OFFERED
from safeconduct.web.jobs.mail import written
from safeconduct.web.jobs.models import Mail
from safeconduct.web.people.models import Person, Role
from web.routing.made import STAFF, becomes, fresh, told

GOVERN = (
    Position.HEADTEACHER,
    Position.CHAIR_OF_GOVERNORS,
    Position.SAFEGUARDING_LEAD,
    Position.DEPUTY_LEAD,
    Position.ONLINE_SAFETY_MANAGER,
    Position.AGENCY_CONSULTANT,
)


def change(world: SimpleNamespace, chance: Random) -> None:
    """Something that may happen at a school on a day."""
    place = chance.choice([world.elm, world.elm, world.trust, world.agency])
    one, other = (getattr(world, key) for key in chance.sample(STAFF, 2))
    position = chance.choice(GOVERN)
    match chance.randrange(7):
        case 0 | 1:
            becomes(world, chance.choice(STAFF), position, place)
        case 2:
            Role.objects.filter(person=one, position=position).update(until=timezone.localdate().replace(day=1, month=1))
        case 3:
            Person.objects.filter(pk=one.pk).update(away_from=chance.choice([None, timezone.localdate()]))
        case 4:
            StandIn.objects.create(organisation=place, person=one, position=position)
        case 5:
            Conflict.objects.get_or_create(organisation=place, person=one, about=other, by=chance.choice([one, other, None]))
        case 6:
            roles = [told.value for told in chance.sample(OFFERED, 3)]
            RouteRule.objects.update_or_create(organisation=place, kind="", defaults={"roles": roles})


def something_is_told(world: SimpleNamespace, chance: Random) -> None:
    about = chance.sample(STAFF, chance.choice([0, 1, 1, 2]))
    by = chance.choice(["", *STAFF])
    kind, child = chance.choice([ConcernKind.MISUSE_BY_ADULT, ConcernKind.PUPIL_CONTACT]), chance.random() < 0.4
    case = told(world, *about, by=by, kind=kind, child_protection=child)
    if chance.random() < 0.3:
        LetIn.objects.create(case=case, person=getattr(world, chance.choice(STAFF)), works=True, by=world.helen)


@pytest.mark.parametrize("number", range(8))
def test_the_wrong_one_never_sees_it_whatever_happens(world: SimpleNamespace, number: int) -> None:
    chance = Random(number)
    for _ in range(10):
        for _ in range(3):
            change(world, chance)
        something_is_told(world, chance)
        if chance.random() < 0.3:
            pass_on()
        _somebody_steps_back(world, chance)
        _nobody_wrong_sees_any(world)


def _somebody_steps_back(world: SimpleNamespace, chance: Random) -> None:
    key = chance.choice(STAFF)
    for case in visible(fresh(world, key))[:1]:
        try:
            step_back(fresh(world, key), case)
        except ValidationError:
            assert case in visible(fresh(world, key))


def _nobody_wrong_sees_any(world: SimpleNamespace) -> None:
    charts = Charts([world.elm, world.agency])
    cases = list(Case.objects.select_related("concern", "organisation").prefetch_related(*PREFETCHED))
    for key in STAFF:
        person = fresh(world, key)
        seen = set(visible(person))
        for case in cases:
            wrong = {each.person_id for each in case.concern.subjects.all()} | {each.person_id for each in case.barred.all()}
            assert not (person.pk in wrong and case in seen)
            assert (case in seen) == bool(charts.positions(case, person))
    for case in cases:
        received = charts.received(case)
        assert received.outside or received.people
        assert case.concern.reporter_id not in {one.person for one in received.people}


def test_an_e_mail_goes_to_nobody_complained_of_and_names_nobody(world: SimpleNamespace) -> None:
    for key in STAFF:
        Mail.objects.all().delete()
        told(world, key, by="" if key == "priya" else "priya")
        for mail in Mail.objects.select_related("to"):
            message = written(mail)

            assert mail.to != getattr(world, key)
            others = [getattr(world, one).name.split()[0] for one in STAFF if getattr(world, one) != mail.to]
            assert not any(name in f"{message.subject} {message.body}" for name in others)


def test_an_order_set_later_changes_nothing_about_what_was_told(world: SimpleNamespace) -> None:
    case = told(world, "tomasz")
    RouteRule.objects.create(organisation=world.elm, kind="", roles=[Told.IT_MANAGER.value])

    assert world.owen.pk not in Charts([world.elm]).on(case)
    later = told(world, "tomasz")
    assert world.owen.pk in Charts([world.elm]).on(later)
    assert later.route["roles"] == ["headteacher", "it_manager"]
