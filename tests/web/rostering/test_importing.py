"""A roster from its upload to the end, as the office does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from safeconduct.web.access.models import Event
from safeconduct.web.access.rights import Position
from safeconduct.web.jobs.models import Mail
from safeconduct.web.people.models import Person, Role
from safeconduct.web.permissions.models import Pupil
from safeconduct.web.permissions.pupils import PupilRow, add, take_over
from safeconduct.web.rostering import actions, taking
from safeconduct.web.rostering.models import Delivery, RosterHabits
from web.permissions import made as permissions_made
from web.rostering import files, rights_table

Browser = Callable[[str], Client]
Made = Mapping[str, str | bytes]


def upload(client: Client, place: Any, made: Made, name: str = "roster.zip") -> Any:
    return client.post(reverse("roster", args=[place.pk]), {"file": SimpleUploadedFile(name, files.zipped(made))})


def delivered(world: SimpleNamespace, made: Made, place: Any = None) -> Delivery:
    """One of which everything is said."""
    schools = {"elm": world.elm, "har": world.harbour if place else None}
    delivery = actions.receive(world.owen, place or world.elm, "roster.zip", files.encoded(made))
    return actions.say_schools(world.owen, delivery, schools)


def taken(world: SimpleNamespace, made: Made) -> Delivery:
    delivery = delivered(world, made)
    plan = taking.plan_for(delivery, keep=world.owen.pk)
    counts = {"leavers": plan.staff_leaving or None, "pupils_leaving": plan.pupils_leaving or None}
    return actions.take_over(world.owen, delivery, mark=plan.mark, invite=False, **counts)


def positions(person: Person) -> set[str]:
    return set(Role.objects.on().filter(person=person).values_list("position", flat=True))


def gone(person: Person) -> bool:
    tomorrow = timezone.localdate() + timedelta(1)
    return not Role.objects.on(tomorrow).filter(person=person).exists()


def test_a_roster_goes_in_from_upload_to_end(world: SimpleNamespace, signed_in: Browser) -> None:
    office = signed_in("sian")
    office_staff = files.staff_row("s7", sourcedId="s8", email="cas@demo.example", givenName="Cas", role="administrator")
    answer = upload(office, world.elm, files.one_1([*files.users(), office_staff]))
    delivery = Delivery.objects.get()
    schools = office.get(answer["Location"], follow=True)
    assert schools.context["form"]["org_0"].initial == str(world.elm.pk)

    said = office.post(reverse("roster-schools", args=[delivery.pk]), {"org_0": world.elm.pk}, follow=True)
    assert "What are these roles here?" in said.content.decode()
    assert said.context["form"]["role_0"].initial == Position.SITE_STAFF
    shown = office.post(reverse("roster-roles", args=[delivery.pk]), {"role_0": Position.SITE_STAFF.value}, follow=True)
    page = shown.content.decode()
    assert all(name in page for name in ("Anna Kowalska", "Cas Kowalska", "Maya Sandhu"))
    form = shown.context["form"]
    given = {"mark": form["mark"].value(), "invite": "on", "do": "take"}
    done = office.post(reverse("roster-preview", args=[delivery.pk]), given, follow=True)

    assert "The file was taken over" in done.content.decode()
    anna, cas = Person.objects.get(email="anna@demo.example"), Person.objects.get(email="cas@demo.example")
    assert (positions(anna), positions(cas), anna.external_id) == ({"teacher"}, {"site_staff"}, "s7")
    assert set(Pupil.objects.here().values_list("name", "year", "external_id")) == {
        ("Maya Sandhu", "Year 4", "p1"),
        ("Oliver Bramley", "Year 4", "p2"),
        ("Kacper Wójcik", "Reception", "p3"),
    }
    event = Event.objects.filter(verb="rostering.import").latest("number")
    assert (event.actor, event.facts["joined"], event.facts["pupils_joined"]) == (world.sian, 2, 3)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.roster) == (Delivery.State.TAKEN, {})


def test_several_csv_files_may_be_chosen_at_once(world: SimpleNamespace, signed_in: Browser) -> None:
    chosen = [SimpleUploadedFile(name, str(text).encode()) for name, text in files.sds_1().items()]
    signed_in("sian").post(reverse("roster", args=[world.elm.pk]), {"file": chosen})

    assert Delivery.objects.get().format == "Microsoft School Data Sync 1"


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("x.zip", b"", "One of the files is empty"),
        ("x.zip", b"nothing", "no zip file"),
        ("x.zip", files.zipped({"a.csv": "b"}), "of no format that is read here"),
    ],
    ids=["empty", "no-zip", "no-format"],
)
def test_what_cannot_be_read_is_said_at_the_field(
    name: str, content: bytes, says: str, world: SimpleNamespace, signed_in: Browser
) -> None:
    given = {"file": SimpleUploadedFile(name, content)}
    answer = signed_in("sian").post(reverse("roster", args=[world.elm.pk]), given)

    assert (answer.status_code, says in answer.content.decode()) == (200, True)
    assert not Delivery.objects.exists()


def test_what_was_said_once_is_not_asked_again(world: SimpleNamespace, signed_in: Browser) -> None:
    rights_table.taken(world)
    office = signed_in("owen")
    answer = upload(office, world.elm, files.one_1())

    page = office.get(answer["Location"])
    assert page.status_code == 200
    assert page.context["plan"].empty


def test_pupils_never_become_people_who_sign_in(world: SimpleNamespace) -> None:
    before = Person.objects.count()
    taken(world, files.one_1([files.pupil_row("p1", email="maya@demo.example"), files.pupil_row("p2")]))

    assert (Person.objects.count(), Pupil.objects.count()) == (before, 2)


def test_a_file_without_staff_leaves_staff_alone_and_one_without_pupils_the_pupils(world: SimpleNamespace) -> None:
    taken(world, files.one_1(files.users()))
    taken(world, files.one_1(files.users(staff=())))
    taken(world, files.one_1(files.users(pupils=())))

    assert not gone(world.priya)
    assert Pupil.objects.here().count() == 3


def test_whoever_is_missing_from_a_whole_file_leaves(world: SimpleNamespace) -> None:
    taken(world, files.one_1())
    taken(world, files.one_1(files.users(staff=[number for number in files.STAFF if number != "s1"], pupils=["p1", "p2"])))

    assert gone(world.priya)
    assert set(Pupil.objects.here().values_list("external_id", flat=True)) == {"p1", "p2"}


def test_whoever_is_missing_from_changes_alone_stays(world: SimpleNamespace) -> None:
    taken(world, files.one_1())
    taken(world, files.one_1([files.staff_row("s7", status="active", familyName="Nowak")], mode="delta"))

    assert not gone(world.priya)
    assert Pupil.objects.here().count() == 3
    assert Person.objects.get(email="anna@demo.example").name == "Anna Nowak"


def test_changes_alone_let_those_leave_whom_they_name(world: SimpleNamespace) -> None:
    taken(world, files.one_1())
    marked = {"status": "tobedeleted", "dateLastModified": "2026-01-05"}
    taken(world, files.one_1([files.staff_row("s1", **marked), files.pupil_row("p1", **marked)], mode="delta"))

    assert gone(world.priya)
    assert Role.objects.get(person=world.priya).until == date(2026, 1, 5)
    assert set(Pupil.objects.here().values_list("external_id", flat=True)) == {"p2", "p3"}


def test_in_1_2_a_user_alone_changes_and_a_role_alone_ends(world: SimpleNamespace) -> None:
    taken(world, files.one_1())
    changed = [files.staff_row("s7", status="active", familyName="Nowak"), files.pupil_row("p1", familyName="Singh", grades="")]
    ended = [files.role_row("p2", "student", status="tobedeleted"), files.role_row("s1", "teacher", status="tobedeleted")]
    taken(world, files.one_2(changed, ended, mode="delta"))

    assert Person.objects.get(email="anna@demo.example").name == "Anna Nowak"
    assert set(Pupil.objects.here().values_list("name", "year")) == {("Maya Singh", "Year 4"), ("Kacper Wójcik", "Reception")}
    assert gone(world.priya)


def test_of_somebody_unknown_changes_alone_cannot_tell_enough(world: SimpleNamespace) -> None:
    delivery = delivered(world, files.one_2([files.staff_row("s7", status="active")], [], mode="delta"))
    (fault,) = taking.plan_for(delivery).faults

    assert fault.says == "is about somebody who is not here, and does not say what they are"


def test_changes_alone_keep_the_class_that_they_do_not_tell(world: SimpleNamespace) -> None:
    classes = {"classes": files.table([{"sourcedId": "c1", "title": "4 Oak", "classType": "homeroom", "termSourcedIds": ""}])}
    classes |= {"enrollments": files.table([{"classSourcedId": "c1", "userSourcedId": "p1", "role": "student"}])}
    taken(world, files.one_1(more=classes))
    taken(world, files.one_1([files.pupil_row("p1", status="active", givenName="Mia")], mode="delta"))

    assert list(Pupil.objects.filter(external_id="p1").values_list("name", "year")) == [("Mia Sandhu", "Year 4, 4 Oak")]


def test_a_bad_row_lets_nobody_leave_whom_it_is_about(world: SimpleNamespace) -> None:
    taken(world, files.one_1())
    broken = [*files.users(staff=list(files.STAFF)[1:], pupils=["p2", "p3"])]
    broken += [files.staff_row("s1", role=""), files.pupil_row("p1", familyName="<", givenName="<")]
    made = taken(world, files.one_1(broken))

    assert not gone(world.priya)
    assert Pupil.objects.here().count() == 3
    assert [(fault[0], fault[1]) for fault in made.faults] == [("users.csv", 10), ("users.csv", 11)]


def test_of_many_leavers_the_number_must_be_typed(world: SimpleNamespace, signed_in: Browser) -> None:
    crowd = [files.pupil_row("p1", sourcedId=f"q{number}", familyName=f"Number{chr(65 + number)}") for number in range(20)]
    taken(world, files.one_1([*files.users(), *crowd]))
    delivery = delivered(world, files.one_1(files.users(staff=["s6"], pupils=["p1"])))
    office = signed_in("owen")
    address = reverse("roster-preview", args=[delivery.pk])
    page = office.get(address)
    assert "would leave. Is this the whole file" in page.content.decode()
    mark = page.context["form"]["mark"].value()
    plan = page.context["plan"]
    refused = office.post(address, {"mark": mark, "leavers": "1", "pupils_leaving": "2", "do": "take"}).content.decode()
    assert "really leave" in refused
    assert not gone(world.priya)

    given = {"mark": mark, "leavers": plan.staff_leaving, "pupils_leaving": plan.pupils_leaving, "do": "take"}
    office.post(address, given)
    assert Pupil.objects.here().count() == 1


def test_pupils_who_are_marked_as_gone_count_among_the_many(world: SimpleNamespace) -> None:
    crowd = [files.pupil_row("p1", sourcedId=f"q{number}", familyName=f"Number{chr(65 + number)}") for number in range(20)]
    taken(world, files.one_1([files.staff_row("s1"), *crowd]))
    delivery = delivered(world, files.one_1([{**row, "status": "tobedeleted"} for row in crowd], mode="delta"))

    assert taking.plan_for(delivery).pupils_leaving == 20


@pytest.mark.parametrize("key", ["helen", "sian", "owen"])
def test_a_post_that_the_file_has_no_word_for_is_kept(key: str, world: SimpleNamespace) -> None:
    before = positions(getattr(world, key))
    taken(world, files.one_1())

    assert positions(getattr(world, key)) == before


def test_an_assistant_who_becomes_a_teacher_does(world: SimpleNamespace) -> None:
    taken(world, files.one_1([files.staff_row("s2", role="teacher"), *files.users(staff=["s1", "s3", "s4", "s5"])]))

    assert "teacher" in set(Role.objects.filter(person=world.tomasz, until=None).values_list("position", flat=True))
    assert not Role.objects.filter(person=world.tomasz, position="teaching_assistant", until=None).exists()


def test_who_is_something_in_two_schools_is_so_in_both(world: SimpleNamespace) -> None:
    Role.objects.create(person=world.owen, organisation=world.trust, position=Position.ADMINISTRATOR.value)
    owen = Person.objects.get(pk=world.owen.pk)
    roles = [files.role_row("s7", "teacher"), files.role_row("s7", "aide", "har", roleType="secondary")]
    delivery = actions.receive(owen, world.trust, "r.zip", files.encoded(files.one_2([files.staff_row("s7")], roles)))
    actions.say_schools(owen, delivery, {"elm": world.elm, "har": world.harbour})
    plan = taking.plan_for(delivery, keep=owen.pk)
    actions.take_over(owen, delivery, mark=plan.mark, leavers=plan.staff_leaving or None, pupils_leaving=None, invite=False)
    anna = Person.objects.get(email="anna@demo.example")

    assert {(role.organisation.name, role.position) for role in anna.roles.all()} == {
        ("Elm Park Primary", "teacher"),
        ("Harbour High", "teaching_assistant"),
    }


def test_what_is_left_out_is_not_touched(world: SimpleNamespace) -> None:
    at_harbour = files.staff_row("s7", orgSourcedIds="har")
    delivery = delivered(world, files.one_1([*files.users(staff=list(files.STAFF)[:6]), at_harbour]))

    assert [each.place for each in taking.plan_for(delivery, keep=world.owen.pk).places] == [world.elm]


def test_a_school_of_another_cannot_be_chosen(world: SimpleNamespace, signed_in: Browser) -> None:
    delivery = rights_table.arrived(world)
    office = signed_in("owen")
    answer = office.post(reverse("roster-schools", args=[delivery.pk]), {"org_0": world.harbour.pk})

    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not RosterHabits.objects.exists()


def test_nobody_can_be_made_administrator_by_a_file(world: SimpleNamespace, signed_in: Browser) -> None:
    delivery = rights_table.with_schools(world)
    answer = signed_in("owen").post(reverse("roster-roles", args=[delivery.pk]), {"role_0": "administrator"})

    assert answer.context["form"].errors


def test_what_changed_since_one_looked_must_be_looked_at_again(world: SimpleNamespace, signed_in: Browser) -> None:
    delivery = delivered(world, files.one_1())
    office = signed_in("owen")
    address = reverse("roster-preview", args=[delivery.pk])
    mark = office.get(address).context["form"]["mark"].value()
    Role.objects.filter(person=world.tomasz).update(until=timezone.localdate() - timedelta(1))
    again = office.post(address, {"mark": mark, "do": "take", "invite": "on"})

    assert "Something changed since you looked" in again.content.decode()
    assert again.context["form"]["mark"].value() != mark
    assert not Pupil.objects.exists()


def test_nothing_is_taken_over_twice_or_after_its_day(world: SimpleNamespace) -> None:
    delivery = rights_table.taken(world)
    with pytest.raises(ValidationError, match="already"):
        actions.take_over(world.owen, delivery, mark="x", leavers=None, pupils_leaving=None, invite=False)
    with pytest.raises(ValidationError, match="already"):
        actions.discard(world.owen, delivery)


def test_what_nobody_takes_over_is_forgotten_after_a_day(world: SimpleNamespace, signed_in: Browser) -> None:
    delivery = rights_table.ready(world)
    Delivery.objects.update(keep_until=timezone.now() - timedelta(seconds=1))
    assert taking.forget_old() == 1
    delivery.refresh_from_db()

    assert (delivery.state, delivery.roster) == (Delivery.State.DROPPED, {})
    page = signed_in("owen").get(reverse("roster-preview", args=[delivery.pk]), follow=True).content.decode()
    assert "The names in it were deleted" in page


def test_what_one_does_not_want_is_left_at_once(world: SimpleNamespace, signed_in: Browser) -> None:
    delivery = rights_table.ready(world)
    signed_in("owen").post(reverse("roster-preview", args=[delivery.pk]), {"do": "discard"})
    delivery.refresh_from_db()

    assert (delivery.state, delivery.roster, Pupil.objects.count()) == (Delivery.State.DROPPED, {}, 0)


def test_consents_stay_with_their_pupils(world: SimpleNamespace) -> None:
    maya = add(world.sian, world.elm, PupilRow("Maya Sandhu", "Year 4"))
    permissions_made.consent(world, maya)
    taken(world, files.one_1())
    maya.refresh_from_db()

    assert (maya.external_id, maya.consents.count(), Pupil.objects.count()) == ("p1", 1, 3)


def test_joiners_are_invited_only_if_one_says_so(world: SimpleNamespace) -> None:
    delivery = delivered(world, files.one_1())
    plan = taking.plan_for(delivery, keep=world.owen.pk)
    actions.take_over(world.owen, delivery, mark=plan.mark, leavers=None, pupils_leaving=None, invite=False)

    assert not Mail.objects.exists()
    assert not RosterHabits.objects.get().invite


def test_the_trail_and_the_history_hold_no_name(world: SimpleNamespace) -> None:
    made = rights_table.taken(world)
    kept = repr([*Event.objects.values_list("facts", flat=True), made.counts, made.faults, made.why, made.roster])

    assert not [name for name in ("Kowalska", "Sandhu", "Unmapped", "anna@", "priya@") if name in kept]


def test_rows_to_mend_come_as_a_file(world: SimpleNamespace, signed_in: Browser) -> None:
    delivery = rights_table.taken(world)
    broken = taken(world, files.one_1([*files.users(), files.staff_row("s7", sourcedId="=x", email="nowhere")]))
    told = signed_in("owen").get(reverse("roster-faults", args=[broken.pk])).content.decode()

    assert "users.csv,12,Work e-mail,this is no e-mail address" in told
    assert signed_in("owen").get(reverse("roster-faults", args=[delivery.pk])).status_code == 200


def test_a_page_asks_no_more_of_the_database_for_a_larger_school(
    world: SimpleNamespace, signed_in: Browser, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    crowd: Sequence[dict[str, str]] = [
        *(files.pupil_row("p1", sourcedId=f"q{number}") for number in range(900)),
        *(files.staff_row("s7", sourcedId=f"t{number}", email=f"t{number}@demo.example") for number in range(100)),
    ]
    delivery = delivered(world, files.one_1([*files.users(), *crowd]))
    office = signed_in("owen")
    with django_assert_max_num_queries(35):
        assert office.get(reverse("roster-preview", args=[delivery.pk])).status_code == 200


def test_the_register_by_itself_still_refuses_half_a_list(world: SimpleNamespace) -> None:
    rows = [PupilRow(f"Pupil {number}", "4", f"n{number}") for number in range(20)]
    take_over(world.elm, rows)
    with pytest.raises(ValidationError, match="15 pupils would leave"):
        take_over(world.elm, rows[:5])
    assert Pupil.objects.here().count() == 20
