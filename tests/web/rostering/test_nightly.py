"""Rosters that come by themselves: each night, with what was said before, and never against a doubt."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from safeconduct.web.access.models import Event
from safeconduct.web.access.rights import Position
from safeconduct.web.jobs.models import Mail
from safeconduct.web.jobs.schedule import schedules
from safeconduct.web.people.models import Organisation, Person, Role
from safeconduct.web.permissions.models import Pupil
from safeconduct.web.rostering import actions, automatic, opening, taking
from safeconduct.web.rostering.models import Delivery, RosterHabits
from web.rostering import files

NIGHT = datetime(2026, 11, 21, 2, 30, tzinfo=timezone.get_default_timezone())
DAY = NIGHT.replace(hour=11)
State = Delivery.State


@pytest.fixture
def folder(settings: Settings, tmp_path: Path, world: SimpleNamespace) -> Path:
    """Elm Park's folder, looked into each night, after a first file was taken over by hand."""
    settings.ROSTERS = str(tmp_path)
    made = tmp_path / str(world.elm.pk)
    made.mkdir()
    first = actions.receive(world.owen, world.elm, "first.zip", files.encoded(files.one_1()))
    actions.say_schools(world.owen, first, {"elm": world.elm, "har": None})
    plan = taking.plan_for(first, keep=world.owen.pk)
    actions.take_over(world.owen, first, mark=plan.mark, leavers=None, pupils_leaving=None, invite=False)
    actions.choose_nightly(world.owen, world.elm, nightly=True)
    return made


def put(folder: Path, content: Mapping[str, str | bytes] | bytes, name: str = "roster.zip", minutes: int = 60) -> Path:
    """Lay a file down, some minutes before the night's look."""
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else files.zipped(content))
    age(file, minutes)
    return file


def age(file: Path, minutes: int) -> None:
    then = (NIGHT - timedelta(minutes=minutes)).timestamp()
    os.utime(file, (then, then))


def came() -> Delivery:
    return Delivery.objects.exclude(source=Delivery.Source.UPLOAD).latest("pk")


def told() -> set[str]:
    return {mail.to.email for mail in Mail.objects.select_related("to") if mail.to and mail.template == "rostering/look"}


def works(person: Person) -> bool:
    return Role.objects.on(timezone.localdate() + timedelta(1)).filter(person=person).exists()


def changed(**more: str) -> dict[str, str | bytes]:
    """The file of another night, in which Anna is called otherwise."""
    return files.one_1([files.staff_row("s7", **{"familyName": "Nowak", **more}), *files.users(staff=list(files.STAFF)[:6])])


def test_a_new_file_is_taken_over_with_what_was_said_before(folder: Path, world: SimpleNamespace) -> None:
    put(folder, changed())
    assert automatic.take_new(NIGHT) == 1

    assert (came().state, came().name, came().roster, came().person) == (State.TAKEN, "roster.zip", {}, None)
    assert Person.objects.get(email="anna@demo.example").name == "Anna Nowak"
    event = Event.objects.latest("number")
    assert (event.verb, event.actor, event.facts["changed"]) == ("rostering.night", None, 1)
    assert told() == set()


def test_the_same_roster_is_not_taken_twice_even_in_another_file(folder: Path, world: SimpleNamespace) -> None:
    put(folder, changed())
    assert automatic.take_new(NIGHT) == 1
    put(folder, files.zipped(changed(), "again/"), "later.zip", minutes=30)

    assert automatic.take_new(NIGHT) == 0


def test_of_several_files_the_newest_counts(folder: Path, world: SimpleNamespace) -> None:
    put(folder, b"broken", "a-old.zip", minutes=200)
    put(folder, changed(), "b-new.zip", minutes=20)
    put(folder, b"broken", "c-old.zip", minutes=300)
    automatic.take_new(NIGHT)

    assert (came().name, came().state) == ("b-new.zip", State.TAKEN)


def _change(name: str, **more: str) -> dict[str, str | bytes]:
    return files.one_1([files.staff_row("s7", familyName=name, status="active", **more)], mode="delta")


def test_of_changes_alone_none_is_left_out(folder: Path, world: SimpleNamespace) -> None:
    put(folder, files.one_1([files.pupil_row("p1", status="tobedeleted")], mode="delta"), "1.zip", minutes=90)
    put(folder, _change("Nowak"), "2.zip", minutes=80)
    put(folder, _change("Malinowska"), "3.zip", minutes=70)
    assert automatic.take_new(NIGHT) == 3

    assert Person.objects.get(email="anna@demo.example").name == "Anna Malinowska"
    assert not Pupil.objects.here().filter(external_id="p1").exists()
    assert automatic.take_new(NIGHT) == 0


def test_changes_come_after_the_last_whole_file_and_none_before_it(folder: Path, world: SimpleNamespace) -> None:
    put(folder, _change("Nowak"), "1.zip", minutes=90)
    put(folder, changed(familyName="Malinowska"), "2.zip", minutes=80)
    put(folder, _change("Wiśniewska"), "3.zip", minutes=70)
    automatic.take_new(NIGHT)

    came_in = Delivery.objects.filter(source="folder").order_by("pk").values_list("name", flat=True)
    assert list(came_in) == ["2.zip", "3.zip"]
    assert Person.objects.get(email="anna@demo.example").name == "Anna Wiśniewska"


def test_changes_wait_while_earlier_ones_wait_for_a_person(folder: Path, world: SimpleNamespace) -> None:
    put(folder, _change("Nowak", role="wizard"), "1.zip", minutes=90)
    put(folder, _change("Malinowska"), "2.zip", minutes=80)
    assert automatic.take_new(NIGHT) == 1
    assert automatic.take_new(NIGHT) == 0

    actions.discard(world.owen, came())
    assert automatic.take_new(NIGHT) == 1
    assert Person.objects.get(email="anna@demo.example").name == "Anna Malinowska"


def test_csv_files_may_lie_there_without_a_zip(folder: Path, world: SimpleNamespace) -> None:
    for name, content in files.sds_1().items():
        put(folder, str(content).encode(), name)
    automatic.take_new(NIGHT)

    assert (came().state, came().format) == (State.TAKEN, "Microsoft School Data Sync 1")


@pytest.mark.parametrize("minutes", [0, 5])
def test_a_file_that_somebody_may_still_be_writing_is_left_alone(minutes: int, folder: Path, world: SimpleNamespace) -> None:
    file = put(folder, changed(), minutes=minutes)
    assert automatic.take_new(NIGHT) == 0
    age(file, 30)
    assert automatic.take_new(NIGHT) == 1


def test_a_file_that_changes_while_it_is_read_is_left_alone(
    folder: Path, world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder, changed())
    real = Path.read_bytes

    def read_and_write(file: Path) -> bytes:
        data = real(file)
        with file.open("ab") as more:
            more.write(b"more")
        return data

    monkeypatch.setattr(Path, "read_bytes", read_and_write)
    assert automatic.take_new(NIGHT) == 0
    assert not Delivery.objects.exclude(source="upload").exists()


def test_by_day_nothing_is_taken(folder: Path, world: SimpleNamespace) -> None:
    put(folder, changed())

    assert automatic.take_new(DAY) == 0


def test_the_clock_calls_it(folder: Path, world: SimpleNamespace) -> None:
    assert schedules()["rostering.night"].every == timedelta(minutes=30)
    schedules()["rostering.night"].does()


def test_only_where_somebody_wants_it(folder: Path, world: SimpleNamespace) -> None:
    actions.choose_nightly(world.owen, world.elm, nightly=False)
    put(folder, changed())

    assert automatic.take_new(NIGHT) == 0


def test_without_a_folder_there_is_nothing_to_do(folder: Path, world: SimpleNamespace, settings: Settings) -> None:
    folder.rmdir()
    assert automatic.take_new(NIGHT) == 0
    settings.ROSTERS = ""
    assert automatic.take_new(NIGHT) == 0


def test_a_fault_at_one_school_keeps_no_other_from_its_file(
    folder: Path, world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder, changed())
    RosterHabits.objects.create(organisation=world.harbour, nightly=True, pk=RosterHabits.objects.get().pk - 1)
    real = automatic.look

    def look(place: Organisation, now: datetime) -> int:
        if place == world.harbour:
            raise DatabaseError("a fault with Jayden's name in it")
        return real(place, now)

    monkeypatch.setattr(automatic, "look", look)
    assert automatic.take_new(NIGHT) == 1
    assert came().state == State.TAKEN


def test_a_link_is_not_followed(folder: Path, world: SimpleNamespace, tmp_path: Path) -> None:
    elsewhere = put(tmp_path, changed(), "elsewhere.zip")
    (folder / "roster.zip").symlink_to(elsewhere)

    assert automatic.take_new(NIGHT) == 0


# --- what waits for a person ----------------------------------------------------------------------------------------


def _new_school() -> dict[str, str | bytes]:
    org = {"sourcedId": "new", "name": "Mill Lane", "type": "school", "parentSourcedId": ""}
    pupil = files.pupil_row("p1", sourcedId="p9", orgSourcedIds="new")
    made = files.one_1([*files.users(), pupil])
    return {**made, "orgs.csv": files.table([*files.ORGS, org])}


def _half() -> dict[str, str | bytes]:
    return files.one_1(files.users(staff=["s6"]))


DOUBTS: dict[str, tuple[Callable[[], dict[str, str | bytes]], str]] = {
    "a new school": (_new_school, "“Mill Lane” is new"),
    "a new role": (lambda: changed(role="wizard"), "The role “wizard” is new"),
    "a new head": (
        lambda: files.one_1([*files.users(), files.staff_row("s7", sourcedId="s9", email="x@demo.example", role="principal")]),
        "Somebody would become head teacher at Elm Park Primary",
    ),
}


@pytest.mark.parametrize("case", DOUBTS)
def test_what_is_new_in_a_file_waits_for_a_person_and_they_are_told(case: str, folder: Path, world: SimpleNamespace) -> None:
    made, says = DOUBTS[case]
    put(folder, made())
    before = (Role.objects.count(), Pupil.objects.count())
    automatic.take_new(NIGHT)

    assert came().state == State.WAITING
    assert says in " ".join(came().why)
    assert (Role.objects.count(), Pupil.objects.count()) == before
    assert told() == {"sian@demo.example", "owen@demo.example"}


def test_half_a_file_waits_and_removes_nobody(folder: Path, world: SimpleNamespace, signed_in: Callable[[str], Client]) -> None:
    for number in range(8):
        person = Person.objects.create_person(f"t{number}@demo.example", f"T {number}")
        Role.objects.create(person=person, organisation=world.elm, position=Position.TEACHER.value)
    put(folder, _half())
    automatic.take_new(NIGHT)

    assert (came().state, works(world.priya)) == (State.WAITING, True)
    assert "staff would leave Elm Park Primary" in came().why[0]
    assert "wait" in signed_in("owen").get("/").content.decode()
    page = signed_in("owen").get(reverse("roster", args=[world.elm.pk])).content.decode()
    assert "A file waits for you" in page


def test_a_later_file_takes_the_place_of_one_that_waits(folder: Path, world: SimpleNamespace) -> None:
    put(folder, changed(role="wizard"))
    automatic.take_new(NIGHT)
    waited = came()
    put(folder, changed(), "later.zip", minutes=20)
    automatic.take_new(NIGHT)
    waited.refresh_from_db()

    assert (waited.state, waited.roster, came().state) == (State.DROPPED, {}, State.TAKEN)


def test_one_that_waits_is_taken_over_by_a_person(
    folder: Path, world: SimpleNamespace, signed_in: Callable[[str], Client]
) -> None:
    put(folder, changed(role="wizard"))
    automatic.take_new(NIGHT)
    office, address = signed_in("owen"), reverse("roster-preview", args=[came().pk])
    office.post(reverse("roster-roles", args=[came().pk]), {"role_0": "teacher"})
    mark = office.get(address).context["form"]["mark"].value()
    office.post(address, {"mark": mark, "do": "take"})

    assert (came().state, came().person) == (State.TAKEN, world.owen)


# --- what cannot be read --------------------------------------------------------------------------------------------

BROKEN: dict[str, tuple[bytes, str]] = {
    "no zip": (b"this is no zip", "no zip file"),
    "half a zip": (files.zipped(files.one_1())[:300], "cut off or damaged"),
    "of no format": (files.zipped({"a.csv": "b"}), "of no format"),
    "without its users": (files.zipped({"manifest.csv": files.manifest("1.1", users="bulk")}), "users.csv is there"),
    "nobody in it": (
        files.zipped({**files.one_1(), "users.csv": "sourcedId,orgSourcedIds,role,givenName,familyName\n"}),
        "Nobody",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_file_removes_nobody_and_is_told_of_once(case: str, folder: Path, world: SimpleNamespace) -> None:
    data, says = BROKEN[case]
    put(folder, data)
    before = (Role.objects.on().count(), Pupil.objects.here().count())
    automatic.take_new(NIGHT)
    automatic.take_new(NIGHT + timedelta(minutes=30))

    assert (came().state, Delivery.objects.filter(state=State.BROKEN).count()) == (State.BROKEN, 1)
    assert says in came().error
    assert (Role.objects.on().count(), Pupil.objects.here().count()) == before
    assert Mail.objects.filter(template="rostering/look").count() == 2


def test_a_file_larger_than_any_roster_is_not_read(
    folder: Path, world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "LARGEST", 100)
    put(folder, changed())
    automatic.take_new(NIGHT)

    assert "larger than any roster" in came().error


def test_what_became_of_it_can_be_read(folder: Path, world: SimpleNamespace, signed_in: Callable[[str], Client]) -> None:
    put(folder, b"this is no zip", "tuesday.zip")
    automatic.take_new(NIGHT)
    office = signed_in("owen")

    assert "tuesday.zip" in office.get(reverse("roster", args=[world.elm.pk])).content.decode()
    page = office.get(reverse("roster-done", args=[came().pk])).content.decode()
    assert "Nobody was added or removed" in page


def test_the_switch_is_for_those_who_may(folder: Path, world: SimpleNamespace, signed_in: Callable[[str], Client]) -> None:
    address = reverse("roster-nightly", args=[world.elm.pk])
    signed_in("sian").post(address, {"nightly": "no"})
    assert not taking.habits(world.elm).nightly
    signed_in("sian").post(address, {"nightly": "yes"})
    assert taking.habits(world.elm).nightly
    assert str(folder) in signed_in("sian").get(reverse("roster", args=[world.elm.pk])).content.decode()
