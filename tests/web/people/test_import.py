"""A staff list from its upload to the end, as the office does it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from time_machine import travel

from safeconduct.web.access.models import Event
from safeconduct.web.access.rights import Position
from safeconduct.web.people import importing
from safeconduct.web.people.models import ImportHabits, ImportRun, Person, Role
from safeconduct.web.people.staff_list.reading import read
from web.people.files import excel

Browser = Callable[[str], Client]
HEAD = "Forename,Surname,Work email,Job title"
STAFF = [
    "Priya,Nair,priya@demo.example,Class Teacher",
    "Tomasz,Zieliński,tomasz@demo.example,Teaching Assistant",
    "Helen,Marsh,helen@demo.example,Headteacher",
    "Daniel,Okafor,daniel@demo.example,Teacher",
    "Siân,Pritchard,sian@demo.example,School Business Manager",
    "Owen,Clarke,owen@demo.example,Network Manager",
]


def listed(*rows: str, head: str = HEAD) -> bytes:
    return "\r\n".join([head, *rows]).encode("utf-8-sig")


def upload(client: Client, world: SimpleNamespace, data: bytes, name: str = "staff.csv") -> ImportRun:
    answer = client.post(reverse("import-start", args=[world.elm.pk]), {"file": SimpleUploadedFile(name, data)})
    assert answer.status_code == 302, answer.content.decode()
    return ImportRun.objects.latest("pk")


def to_preview(client: Client, run: ImportRun, **titles: str) -> str:
    """Agree to the columns as guessed, say the titles that are asked, and come to the preview."""
    columns = {f"column_{at}": field for at, field in enumerate(run.columns)}
    assert client.post(reverse("import-columns", args=[run.pk]), columns).status_code == 302
    if titles:
        client.post(reverse("import-titles", args=[run.pk]), titles)
    answer = client.get(reverse("import-preview", args=[run.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def take_over(client: Client, run: ImportRun, **given: str) -> str:
    form = client.get(reverse("import-preview", args=[run.pk])).context["form"]
    answer = client.post(
        reverse("import-preview", args=[run.pk]), {"mark": form["mark"].value(), "invite": "on"} | given, follow=True
    )
    return answer.content.decode()


def again(person: Person) -> Person:
    return Person.objects.get(pk=person.pk)


@pytest.mark.usefixtures("jobs_at_once")
def test_a_list_goes_in_from_upload_to_end(world: SimpleNamespace, signed_in: Browser, sent: list[SimpleNamespace]) -> None:
    office = signed_in("sian")
    rows = [*STAFF[:1], *STAFF[2:], "Anna,Kowalska,Anna@demo.example,TA", "Broken,Row,nowhere,Teacher"]
    run = upload(office, world, listed(*rows))
    page = to_preview(office, run)
    for said in ("Anna Kowalska", "Tomasz Zieliński", "This is no e-mail address", "Nothing has changed yet"):
        assert said in page

    page = take_over(office, run)
    assert "The staff list was taken over" in page
    anna = Person.objects.get(email="anna@demo.example")
    assert anna.positions_at(world.elm) == {Position.TEACHING_ASSISTANT}
    assert again(world.tomasz).positions_at(world.elm) == frozenset()
    assert Person.objects.filter(pk=world.tomasz.pk, is_active=True).exists()  # left, not deleted
    assert again(world.farah).positions_at(world.elm) == {Position.CHAIR_OF_GOVERNORS, Position.GOVERNOR}
    assert again(world.grace).positions_at(world.elm) == {Position.SUPPLY_TEACHER}
    assert [mail.to for mail in sent] == [anna]

    event = Event.objects.latest("number")
    assert event.verb == "people.import"
    assert event.facts == {"joined": [anna.pk], "left": [world.tomasz.pk], "changed": [], "faults": 1, "unchanged": 5}
    run.refresh_from_db()
    assert run.rows == []
    faults = office.get(reverse("import-faults", args=[run.pk]))
    assert faults.content.decode().startswith("\ufeffRow,Column,What is wrong,What to do\r\n8,Work e-mail,")
    assert "attachment" in faults.headers["Content-Disposition"]


@pytest.mark.usefixtures("jobs_at_once")
def test_everybody_who_joins_is_invited_once_in_the_background(world: SimpleNamespace, sent: list[SimpleNamespace]) -> None:
    rows = [f"A,B {n},a{n}@demo.example,Teacher" for n in range(120)]
    run = importing.upload(world.sian, world.elm, read(listed(*STAFF, *rows)))
    importing.take_over(world.sian, run, mark=importing.plan_for(world.sian, run).mark, leavers=None, invite=True)
    assert sorted(mail.to.email for mail in sent) == sorted(f"a{n}@demo.example" for n in range(120))


@pytest.mark.usefixtures("jobs_at_once")
def test_nobody_is_invited_if_that_is_not_wanted(world: SimpleNamespace, sent: list[SimpleNamespace]) -> None:
    run = importing.upload(world.sian, world.elm, read(listed(*STAFF, "Anna,Kowalska,anna@demo.example,TA")))
    importing.take_over(world.sian, run, mark=importing.plan_for(world.sian, run).mark, leavers=None, invite=False)
    assert sent == []


def test_an_excel_list_with_dates_goes_in_too(world: SimpleNamespace, signed_in: Browser) -> None:
    data = excel(("Name", "Email", "Role", "Start date"), ("Anna Kowalska", "anna@demo.example", "Teacher", date(2027, 1, 4)))
    office = signed_in("owen")
    run = upload(office, world, data, "staff.xlsx")
    to_preview(office, run)
    take_over(office, run, leavers="5")
    assert Role.objects.get(person__email="anna@demo.example").since == date(2027, 1, 4)


def test_an_unknown_job_title_is_asked_once_and_remembered(world: SimpleNamespace, signed_in: Browser) -> None:
    office = signed_in("sian")
    rows = listed(*STAFF, "Anna,Kowalska,anna@demo.example,Pastoral Wizard")
    run = upload(office, world, rows)
    columns = {f"column_{at}": field for at, field in enumerate(run.columns)}
    answer = office.post(reverse("import-columns", args=[run.pk]), columns, follow=True)
    assert "Pastoral Wizard" in answer.content.decode()
    assert (
        "Choose what “Pastoral Wizard”"
        in office.post(reverse("import-titles", args=[run.pk]), {"title_0": ""}).content.decode()
    )
    assert "Anna Kowalska: Teaching assistant" in to_preview(office, run, title_0="teaching_assistant")

    second = upload(office, world, rows)
    assert office.get(reverse("import-titles", args=[second.pk])).headers["Location"] == reverse(
        "import-preview", args=[second.pk]
    )


def test_what_was_said_of_columns_is_remembered_for_the_own_organisation_alone(
    world: SimpleNamespace, signed_in: Browser
) -> None:
    office = signed_in("sian")
    data = listed(*STAFF, head="Vorname,Nachname,Adresse,Beruf")
    run = upload(office, world, data)
    assert (
        "Say which column holds the work e-mail" in office.post(reverse("import-columns", args=[run.pk]), {}).content.decode()
    )
    said = {"column_0": "forename", "column_1": "surname", "column_2": "email", "column_3": "title"}
    office.post(reverse("import-columns", args=[run.pk]), said)
    assert upload(office, world, data).columns == [*said.values()]
    assert not ImportHabits.objects.exclude(organisation=world.elm).exists()


def test_without_a_column_for_titles_one_answer_serves_all(world: SimpleNamespace, signed_in: Browser) -> None:
    office = signed_in("sian")
    run = upload(office, world, b"Name,Email\nAnna Kowalska,anna@demo.example\n")
    page = to_preview(office, run, title_0="volunteer")
    assert "Anna Kowalska: Volunteer" in page


def many(world: SimpleNamespace) -> None:
    people = [Person(email=f"p{number}@demo.example", name=f"Person {number:02}", password="!") for number in range(10)]
    Role.objects.bulk_create(
        Role(person=one, organisation=world.elm, position="teacher", since=date(2026, 9, 1))
        for one in Person.objects.bulk_create(people)
    )


def test_half_a_list_removes_nobody_until_the_number_is_typed(world: SimpleNamespace, signed_in: Browser) -> None:
    many(world)
    office = signed_in("sian")
    run = upload(office, world, listed(*STAFF))
    assert "10 of 16 would leave" in to_preview(office, run)
    for wrong in ("", "9", "ten", "-10"):
        assert "There is a problem" in take_over(office, run, leavers=wrong)
    assert Role.objects.on().filter(organisation=world.elm, person__email__startswith="p").count() == 11  # and Priya
    assert "was taken over" in take_over(office, run, leavers="10")
    assert Role.objects.on().filter(organisation=world.elm, person__email__startswith="p").count() == 1


def test_what_changed_between_looking_and_confirming_must_be_looked_at_again(
    world: SimpleNamespace, signed_in: Browser
) -> None:
    office = signed_in("sian")
    run = upload(office, world, listed(*STAFF, "Anna,Kowalska,anna@demo.example,TA"))
    to_preview(office, run)
    mark = office.get(reverse("import-preview", args=[run.pk])).context["form"]["mark"].value()
    Role.objects.filter(person=world.priya).update(cancelled=True)
    page = office.post(reverse("import-preview", args=[run.pk]), {"mark": mark}).content.decode()
    assert "changed since you looked" in page
    assert not Person.objects.filter(email="anna@demo.example").exists()
    assert "was taken over" in take_over(office, run)


def test_a_list_is_taken_over_once(world: SimpleNamespace, signed_in: Browser) -> None:
    office = signed_in("sian")
    run = upload(office, world, listed(*STAFF, "Anna,Kowalska,anna@demo.example,TA"))
    to_preview(office, run)
    mark = importing.plan_for(world.sian, run).mark
    importing.take_over(world.sian, run, mark=mark, leavers=None, invite=False)
    with pytest.raises(ValidationError, match="already"):
        importing.take_over(world.sian, run, mark=mark, leavers=None, invite=False)
    answer = office.post(reverse("import-preview", args=[run.pk]), {"mark": mark})
    assert answer.headers["Location"] == reverse("import-done", args=[run.pk])
    assert Person.objects.filter(email="anna@demo.example").count() == 1


def test_somebody_who_works_elsewhere_is_joined_not_doubled(
    world: SimpleNamespace, signed_in: Browser, sent: list[object]
) -> None:
    office = signed_in("sian")
    run = upload(office, world, listed(*STAFF, "M,Bell,MARCUS@demo.example,Teacher"))
    assert "known by this address already" in to_preview(office, run)
    take_over(office, run)
    assert Person.objects.filter(email__iexact="marcus@demo.example").count() == 1
    assert again(world.marcus).name == "Marcus Bell"
    assert {place.name for place in again(world.marcus).organisations()} == {"Elm Park Primary", "Harbour High"}
    assert sent == []


def test_a_new_job_ends_the_old_one_the_day_before(world: SimpleNamespace, signed_in: Browser) -> None:
    office = signed_in("sian")
    run = upload(office, world, listed(STAFF[0], STAFF[1].replace("Teaching Assistant", "Teacher"), *STAFF[2:]))
    assert "becomes Teacher on" in to_preview(office, run)
    take_over(office, run)
    old, new = world.tomasz.roles.order_by("since")
    assert (old.until, new.since, new.position) == (timezone.localdate() - timedelta(1), timezone.localdate(), "teacher")


def test_a_failure_half_way_changes_nothing(
    world: SimpleNamespace, signed_in: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = signed_in("sian")
    run = upload(office, world, listed(*STAFF[1:], "Anna,Kowalska,anna@demo.example,TA"))
    to_preview(office, run)
    monkeypatch.setattr(importing, "_leave", lambda leavers: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        take_over(office, run)
    assert not Person.objects.filter(email="anna@demo.example").exists()
    assert again(world.priya).positions_at(world.elm) == {Position.TEACHER}
    assert ImportRun.objects.get(pk=run.pk).applied_at is None


def test_a_list_lives_for_a_day_and_for_its_organisation_alone(world: SimpleNamespace, signed_in: Browser) -> None:
    with travel("2026-11-23T09:00:00+00:00", tick=False):
        run = upload(signed_in("sian"), world, listed(*STAFF))
    with travel("2026-11-24T08:59:00+00:00", tick=False):
        assert signed_in("sian").get(reverse("import-columns", args=[run.pk])).status_code == 200
        assert signed_in("marcus").get(reverse("import-columns", args=[run.pk])).status_code == 404
        assert importing.forget_old() == 0
    with travel("2026-11-24T09:00:00+00:00", tick=False):
        for name in ("import-columns", "import-titles", "import-preview", "import-faults", "import-done"):
            assert signed_in("sian").get(reverse(name, args=[run.pk])).status_code == 404
        assert importing.forget_old() == 1
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "The file is empty"),
        (HEAD.encode(), "nobody stands below"),
        (b"PK\x03\x04 not really", "damaged"),
        (b"Name,Email\nA\0,b@x.org", "damaged or not a text"),
    ],
)
def test_a_file_that_is_no_list_is_refused_at_the_upload(
    world: SimpleNamespace, signed_in: Browser, data: bytes, says: str
) -> None:
    file = SimpleUploadedFile("../../staff<b>.csv", data)
    answer = signed_in("sian").post(reverse("import-start", args=[world.elm.pk]), {"file": file})
    assert says in answer.content.decode()
    assert not ImportRun.objects.exists()


def test_sending_no_file_says_what_to_do(world: SimpleNamespace, signed_in: Browser) -> None:
    answer = signed_in("sian").post(reverse("import-start", args=[world.elm.pk]))
    assert "Choose a file of 5 MB at most" in answer.content.decode()


def test_cells_that_would_be_markup_or_formulas_stay_text_on_the_page_and_in_the_file(
    world: SimpleNamespace, signed_in: Browser
) -> None:
    office = signed_in("sian")
    run = upload(office, world, listed(*STAFF, "<script>alert(1)</script>,=cmd,anna@demo.example,TA", head=HEAD))
    page = to_preview(office, run)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; =cmd" in page
    assert not any(
        line.startswith(("=", "+", "@"))
        for line in office.get(reverse("import-faults", args=[run.pk])).content.decode().splitlines()
    )


def test_a_column_of_a_thousand_different_titles_is_not_asked_one_by_one(world: SimpleNamespace, signed_in: Browser) -> None:
    office = signed_in("sian")
    run = upload(office, world, listed(*(f"A,B{n},a{n}@demo.example,xyz{n}" for n in range(150))))
    columns = {f"column_{at}": field for at, field in enumerate(run.columns)}
    assert "too many different words" in office.post(reverse("import-columns", args=[run.pk]), columns).content.decode()
    assert office.get(reverse("import-titles", args=[run.pk])).headers["Location"] == reverse("import-columns", args=[run.pk])


def test_the_questions_to_the_database_do_not_grow_with_the_list(
    world: SimpleNamespace, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for size in (10, 300):
        rows = [f"A,B {n},a{size}x{n}@demo.example,Teacher" for n in range(size)]
        run = importing.upload(world.sian, world.elm, read(listed(*STAFF, *rows)))
        mark = importing.plan_for(world.sian, run).mark
        with django_assert_max_num_queries(45):
            importing.take_over(world.sian, run, mark=mark, leavers=10, invite=False)
        Role.objects.filter(person__email__startswith=f"a{size}x").update(cancelled=True)
