"""Who receives a concern, case by case as the guidance and the policies have it."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from safeconduct.activity import ConcernKind, Told
from safeconduct.web.access.rights import Position
from safeconduct.web.concerns.chart import Chart, Receiving, Seat, receivers
from safeconduct.web.concerns.models import Case, Conflict, Governance, LetIn, Outside, StandIn, Subject
from safeconduct.web.concerns.outside import turn_to
from safeconduct.web.concerns.receiving import Charts, positions_on
from safeconduct.web.people.models import Person, Placement, Role
from web.routing.made import CHAIR, HEAD, LEAD, away, becomes, fresh, leaves, told, who_sees


def outside(case: Case) -> Outside.What | None:
    return Charts([case.organisation]).received(Case.objects.get(pk=case.pk)).outside


def roles_of(case: Case) -> list[str]:
    return list(case.route["roles"])


# --- the head, the chair, the lead -----------------------------------------------------------------------------------


def test_of_the_head_hears_the_chair_alone(world: SimpleNamespace) -> None:
    assert who_sees(world, told(world, "helen")) == {"farah"}


def test_of_the_chair_hear_those_above_the_school_and_the_local_authority_is_named(world: SimpleNamespace) -> None:
    becomes(world, "marcus", CHAIR, world.trust)
    case = told(world, "farah")

    assert who_sees(world, case) == {"marcus"}
    assert outside(case) is Outside.What.LOCAL_AUTHORITY


def test_of_the_chair_of_a_school_without_a_trust_hears_nobody_in_it(world: SimpleNamespace) -> None:
    case = told(world, "farah")

    assert who_sees(world, case) == set()
    assert outside(case) is Outside.What.LOCAL_AUTHORITY


def test_of_the_head_of_the_trust_hears_the_chair_of_the_trust_and_nobody_below(world: SimpleNamespace) -> None:
    becomes(world, "marcus", HEAD, world.trust)
    becomes(world, "ruth", CHAIR, world.trust)

    assert who_sees(world, told(world, "marcus")) == {"ruth"}


def test_of_the_chair_of_the_trust_hears_nobody_in_the_trust(world: SimpleNamespace) -> None:
    becomes(world, "marcus", HEAD, world.trust)
    becomes(world, "ruth", CHAIR, world.trust)
    case = told(world, "ruth")

    assert who_sees(world, case) == set()
    assert outside(case) is Outside.What.LOCAL_AUTHORITY


def test_of_the_lead_hears_the_head_and_no_deputy_whatever_else_they_are(world: SimpleNamespace) -> None:
    becomes(world, "sian", Position.IT_MANAGER)
    becomes(world, "sian", Position.ONLINE_SAFETY_MANAGER)

    assert who_sees(world, told(world, "daniel")) == {"helen"}


def test_a_head_who_is_also_the_deputy_hears_of_the_lead(world: SimpleNamespace) -> None:
    becomes(world, "helen", Position.DEPUTY_LEAD)

    assert "helen" in who_sees(world, told(world, "daniel"))


def test_several_people_complained_of_leave_only_who_is_above_all_of_them(world: SimpleNamespace) -> None:
    assert who_sees(world, told(world, "tomasz", "daniel", "helen")) == {"farah"}


def test_of_a_person_without_an_account_counts_what_they_are(world: SimpleNamespace) -> None:
    case = told(world)
    Subject.objects.create(concern=case.concern, who=Subject.Who.STAFF, held=["headteacher"])

    assert who_sees(world, case) == {"farah"}


def test_of_a_head_who_came_by_a_placement_hears_the_chair(world: SimpleNamespace) -> None:
    leaves(world, "helen", HEAD)
    today = timezone.localdate()
    place = {"organisation": world.elm, "agency": world.agency, "position": "headteacher"}
    Placement.objects.create(person=world.marcus, since=today, until=today, **place)
    case = told(world, "marcus")

    assert who_sees(world, case) == {"farah"}
    theirs = Case.objects.get(organisation=world.agency)
    assert who_sees(world, theirs) == {"ruth"}


def test_of_the_reporter_who_is_the_only_lead_hears_the_one_above(world: SimpleNamespace) -> None:
    leaves(world, "sian", Position.DEPUTY_LEAD)
    case = told(world, by="daniel", kind=ConcernKind.PUPIL_CONTACT, child_protection=True)

    assert who_sees(world, case) == {"helen"}


def test_a_reporter_can_be_let_in_and_nobody_complained_of_ever_can(world: SimpleNamespace) -> None:
    case = told(world, "tomasz", by="daniel")
    for key in ("daniel", "tomasz"):
        LetIn.objects.create(case=case, person=getattr(world, key), works=True, by=world.helen)

    assert who_sees(world, case) == {"helen", "daniel"}


# --- nobody there ------------------------------------------------------------------------------------------------------


def test_a_school_without_any_lead_tells_the_head(world: SimpleNamespace) -> None:
    Role.objects.filter(position__in=["designated_safeguarding_lead", "deputy_safeguarding_lead"]).delete()

    assert who_sees(world, told(world, kind=ConcernKind.PUPIL_CONTACT, child_protection=True)) == {"helen"}


def test_where_all_are_away_the_one_above_hears_and_those_away_when_they_are_back(world: SimpleNamespace) -> None:
    away(world, "daniel", "sian", "helen")
    case = told(world, kind=ConcernKind.PUPIL_CONTACT, child_protection=True)

    assert who_sees(world, case) == {"daniel", "sian", "farah"}


def test_who_began_in_anothers_absence_goes_on_when_they_are_back(world: SimpleNamespace) -> None:
    away(world, "daniel", "sian")
    case = told(world, kind=ConcernKind.PUPIL_CONTACT, child_protection=True)
    away(world)

    assert who_sees(world, case) == {"daniel", "sian", "helen"}


def test_who_leaves_loses_it_at_once(world: SimpleNamespace) -> None:
    away(world, "daniel", "sian")
    case = told(world, kind=ConcernKind.PUPIL_CONTACT, child_protection=True)
    leaves(world, "helen", HEAD)

    assert "helen" not in who_sees(world, case)


def test_a_stand_in_hears_and_goes_on_until_they_are_taken_off(world: SimpleNamespace) -> None:
    today = timezone.localdate()
    stand_in = StandIn.objects.create(organisation=world.elm, person=world.tomasz, position=LEAD, until=today)
    away(world, "daniel")
    case = told(world, kind=ConcernKind.PUPIL_CONTACT, child_protection=True)
    assert who_sees(world, case) == {"daniel", "sian", "tomasz"}

    StandIn.objects.update(since=today - timedelta(9), until=today - timedelta(1))
    away(world)
    assert "tomasz" in who_sees(world, case)

    stand_in.delete()
    assert "tomasz" not in who_sees(world, case)


def test_of_a_stand_in_for_the_head_hears_the_chair_while_they_act(world: SimpleNamespace) -> None:
    StandIn.objects.create(organisation=world.elm, person=world.tomasz, position=HEAD)
    assert who_sees(world, told(world, "tomasz")) == {"helen", "daniel"}

    away(world, "helen")
    assert who_sees(world, told(world, "tomasz")) == {"farah"}


def test_a_teacher_who_stands_in_for_the_chair_does_not_hear_of_the_head(world: SimpleNamespace) -> None:
    StandIn.objects.create(organisation=world.elm, person=world.priya, position=CHAIR)
    away(world, "farah")

    assert who_sees(world, told(world, "helen", by="tomasz")) == {"farah"}


def test_of_a_sole_proprietor_hears_nobody_and_the_designated_officer_is_named(world: SimpleNamespace) -> None:
    Governance.objects.create(organisation=world.elm, sole_proprietor=True)
    becomes(world, "marcus", CHAIR, world.trust)
    case = told(world, "helen")

    assert who_sees(world, case) == set()
    assert outside(case) is Outside.What.DESIGNATED_OFFICER


def test_a_sole_proprietor_hears_of_everybody_else(world: SimpleNamespace) -> None:
    Governance.objects.create(organisation=world.elm, sole_proprietor=True)
    leaves(world, "daniel", LEAD)

    assert who_sees(world, told(world, "tomasz")) == {"helen"}


def test_nobody_left_is_said_and_nobody_is_made_up(world: SimpleNamespace) -> None:
    Role.objects.filter(organisation=world.elm).exclude(position="teacher").delete()
    case = told(world)

    assert outside(case) is Outside.What.DESIGNATED_OFFICER
    turn = turn_to(world.elm, Outside.What.DESIGNATED_OFFICER)
    assert not turn.contacts
    assert "LADO" in turn.find


def test_the_trusts_contact_is_named_where_the_school_has_entered_none(world: SimpleNamespace) -> None:
    officer = {"what": Outside.What.DESIGNATED_OFFICER, "telephone": "0114 496 0000"}
    theirs = Outside.objects.create(organisation=world.trust, **officer)
    assert turn_to(world.elm, Outside.What.DESIGNATED_OFFICER).contacts == [theirs]

    own = Outside.objects.create(organisation=world.elm, **officer)
    assert turn_to(world.elm, Outside.What.DESIGNATED_OFFICER).contacts == [own]


# --- agencies --------------------------------------------------------------------------------------------------------


def test_of_an_agency_consultant_hear_the_others_and_never_the_administrator(world: SimpleNamespace) -> None:
    becomes(world, "marcus", Position.AGENCY_CONSULTANT, world.agency)
    becomes(world, "owen", Position.ADMINISTRATOR, world.agency)

    assert who_sees(world, told(world, "ruth", by="grace", place=world.agency)) == {"marcus"}


def test_of_the_only_consultant_hears_nobody_and_the_designated_officer_is_named(world: SimpleNamespace) -> None:
    becomes(world, "owen", Position.ADMINISTRATOR, world.agency)
    case = told(world, "ruth", by="grace", place=world.agency)

    assert who_sees(world, case) == set()
    assert outside(case) is Outside.What.DESIGNATED_OFFICER


def test_of_the_head_of_an_agency_no_consultant_hears(world: SimpleNamespace) -> None:
    becomes(world, "marcus", HEAD, world.agency)
    becomes(world, "farah", CHAIR, world.agency)

    assert who_sees(world, told(world, "marcus", by="grace", place=world.agency)) == {"farah"}


def test_the_agency_that_sent_somebody_last_week_has_its_part_too(world: SimpleNamespace) -> None:
    today = timezone.localdate()
    Placement.objects.update(since=today - timedelta(9), until=today - timedelta(2))
    told(world, "grace")

    assert {case.organisation for case in Case.objects.all()} == {world.elm, world.agency}


def test_a_childs_safety_is_not_for_an_agency_to_know(world: SimpleNamespace) -> None:
    told(world, by="grace", kind=ConcernKind.PUPIL_CONTACT, child_protection=True)

    assert {case.organisation for case in Case.objects.all()} == {world.elm}


def test_of_the_two_strands_only_the_leads_hear_of_the_childs(world: SimpleNamespace) -> None:
    child = told(world, "tomasz", child_protection=True)

    assert child.strand == Case.Strand.CHILD
    assert roles_of(child) == ["designated_safeguarding_lead", "deputy_safeguarding_lead"]
    assert "headteacher" in roles_of(Case.objects.get(strand=Case.Strand.ADULT))


# --- conflicts of interest ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("turned", [False, True])
def test_who_has_a_conflict_of_interest_does_not_hear_of_it_wherever_it_was_declared(
    world: SimpleNamespace, *, turned: bool
) -> None:
    one, other = (world.helen, world.tomasz) if turned else (world.tomasz, world.helen)
    Conflict.objects.create(organisation=world.harbour, person=one, about=other)

    assert who_sees(world, told(world, "tomasz")) == {"daniel"}


def test_a_conflict_that_somebody_declares_of_themselves_later_keeps_nobody_from_what_was_told(world: SimpleNamespace) -> None:
    case = told(world, "helen")
    conflict = Conflict.objects.create(organisation=world.elm, person=world.helen, about=world.farah, by=world.helen)
    assert who_sees(world, case) == {"farah"}

    Conflict.objects.filter(pk=conflict.pk).update(by=world.owen)
    assert who_sees(world, case) == set()
    assert outside(case) is Outside.What.DESIGNATED_OFFICER


# --- roles change ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("position", [HEAD, CHAIR, LEAD, Position.DEPUTY_LEAD])
@pytest.mark.parametrize("where", ["elm", "trust"])
def test_whatever_they_become_the_person_complained_of_never_sees_it(
    world: SimpleNamespace, position: Position, where: str
) -> None:
    case = told(world, "tomasz")
    becomes(world, "tomasz", position, getattr(world, where))

    assert "tomasz" not in who_sees(world)
    assert not positions_on(case, fresh(world, "tomasz"))


def test_whoever_answers_to_them_from_now_on_does_not_see_it_any_more(world: SimpleNamespace) -> None:
    case = told(world, "tomasz")
    becomes(world, "tomasz", HEAD)

    assert who_sees(world, case) == {"farah"}


def test_whoever_answered_to_them_then_does_not_see_it_later(world: SimpleNamespace) -> None:
    case = told(world, "helen")
    leaves(world, "helen", HEAD)
    becomes(world, "sian", HEAD)

    assert who_sees(world, case) == {"farah"}


def test_nobody_who_may_not_sign_in_any_more_sees_it(world: SimpleNamespace) -> None:
    case = told(world, "tomasz")
    Person.objects.filter(pk=world.daniel.pk).update(is_active=False)

    assert Charts([world.elm]).on(case) == {world.helen.pk}
    assert who_sees(world, case) == {"helen"}


# --- the chart alone ----------------------------------------------------------------------------------------------------


def test_one_line_manager_is_told_and_of_several_the_head_is(world: SimpleNamespace) -> None:
    one = Chart([{Position.LINE_MANAGER: [1], HEAD: [9]}])
    two = Chart([{Position.LINE_MANAGER: [1, 2], HEAD: [9]}])
    none = Chart([{HEAD: [9]}])

    route = [Told.LINE_MANAGER]
    assert [list(receivers(chart, route, (), ()).people) for chart in (one, two, none)] == [
        [Receiving(1, Position.LINE_MANAGER)],
        [Receiving(9, HEAD)],
        [Receiving(9, HEAD)],
    ]


def test_of_the_chair_both_who_chair_and_who_lead_the_trust_hear() -> None:
    chart = Chart([{HEAD: [1], CHAIR: [2]}, {HEAD: [3], CHAIR: [4]}])

    received = receivers(chart, [Told.HEADTEACHER], {Seat(0, CHAIR)}, {2})
    assert [one.person for one in received.people] == [4, 3]


def test_the_lead_of_the_trust_is_the_lead_of_a_school_that_has_none() -> None:
    route = [Told.DESIGNATED_SAFEGUARDING_LEAD]
    above = {LEAD: [5], HEAD: [6]}

    assert [one.person for one in receivers(Chart([{HEAD: [1]}, above]), route, (), ()).people] == [5]
    assert [one.person for one in receivers(Chart([{HEAD: [1], LEAD: [2]}, above]), route, (), ()).people] == [2]
