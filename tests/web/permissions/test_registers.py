"""Official accounts, equipment at home, and what is to be taken down."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date, datetime, timedelta
from html import unescape
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from safeconduct.web.access.models import Event
from safeconduct.web.access.rights import Position
from safeconduct.web.jobs.models import Mail
from safeconduct.web.people.models import Organisation, Person, Placement, Role
from safeconduct.web.permissions import days, demo_data, doors, equipment, official, removals, schedule
from safeconduct.web.permissions.models import Holder, Loan, OfficialAccount, Removal
from web.permissions import made

Browser = Callable[[str], Client]
LONDON = ZoneInfo("Europe/London")


def said(answer: Any) -> str:
    return unescape(answer.content.decode())


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


# --- official accounts ----------------------------------------------------------------------------------------------


def entered(world: SimpleNamespace, **more: Any) -> dict[str, Any]:
    return {
        "platform": "Facebook",
        "handle": "@elmpark",
        "purpose": "News for parents",
        "second_factor": "on",
        "first": world.helen.pk,
        "second": world.sian.pk,
        **more,
    }


def test_an_account_is_entered_with_two_owners_and_approved_by_the_head(world: SimpleNamespace, signed_in: Browser) -> None:
    new = f"/permissions/accounts/of/{world.elm.pk}/new/"
    page = said(signed_in("sian").post(new, entered(world), follow=True))
    assert "News for parents" in page
    assert "Approve it" not in page
    account = OfficialAccount.objects.get()
    assert "Approve it for this purpose" in said(signed_in("helen").get(f"/permissions/accounts/{account.pk}/"))

    signed_in("helen").post(f"/permissions/accounts/{account.pk}/approve/")

    account.refresh_from_db()
    assert account.approved_by == world.helen
    assert set(account.holders.values_list("person__name", "owner")) == {("Helen Marsh", True), ("Siân Pritchard", True)}
    with pytest.raises(ValidationError):
        official.approve(world.helen, account)
    with pytest.raises(PermissionDenied):
        official.approve(world.sian, account)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"second": ""}, "Choose a second owner"),
        ({"platform": ""}, "Choose the platform"),
        ({"handle": ""}, "Write the name or address"),
        ({"purpose": ""}, "Say what the account is for"),
        ({"handle": "@ELMPARK"}, "stands in the register already"),
        ({"first": "999999"}, "Select a valid choice"),
    ],
)
def test_a_wrong_entry_is_refused(wrong: dict[str, str], says: str, world: SimpleNamespace, signed_in: Browser) -> None:
    made.account(world)
    new = f"/permissions/accounts/of/{world.elm.pk}/new/"

    assert says in said(signed_in("sian").post(new, entered(world, handle="@another") | wrong))
    assert OfficialAccount.objects.count() == 1


def test_one_person_is_not_two_owners(world: SimpleNamespace, signed_in: Browser) -> None:
    new = f"/permissions/accounts/of/{world.elm.pk}/new/"

    assert "Choose somebody else" in said(signed_in("sian").post(new, entered(world, second=world.helen.pk)))
    with pytest.raises(ValidationError):
        made.account(world, owners=("helen", "helen"))


def test_another_purpose_wants_another_approval_but_a_second_factor_does_not(world: SimpleNamespace) -> None:
    account = made.account(world)
    official.approve(world.helen, account)
    given = official.AccountGiven("Facebook", "@elmpark", "News for parents", second_factor=False)
    assert official.correct(world.sian, account, given).approved_at is not None
    assert official.correct(world.sian, account, given._replace(purpose="Everything")).approved_at is None


def strays(world: SimpleNamespace) -> dict[str, str]:
    return {stray.holder.person.name: stray.why for stray in official.strays(OfficialAccount.objects.all())}


def test_a_leaver_who_can_still_post_is_listed_the_day_after_their_last(world: SimpleNamespace, signed_in: Browser) -> None:
    made.account(world, owners=("helen", "priya"))
    Role.objects.filter(person=world.priya).update(until=made.days(0))
    assert strays(world) == {}
    with time_machine.travel(timezone.now() + timedelta(1), tick=False):
        assert strays(world) == {"Priya Nair": "They do not work at Elm Park Primary any more."}
        page = said(signed_in("owen").get("/permissions/accounts/"))
        assert "Priya Nair" in page[: page.index("All accounts")]
        assert "1 to look at" in said(signed_in("owen").get("/permissions/desk/"))
        assert "look at 1 who can still post" in said(signed_in("owen").get("/"))
        assert "who can still post" not in said(signed_in("tomasz").get("/"))


def test_a_mover_is_listed_and_so_is_who_has_another_job_here(world: SimpleNamespace) -> None:
    made.account(world, owners=("priya", "tomasz"))
    Role.objects.filter(person=world.priya).update(until=made.days(-1))
    Role.objects.create(person=world.priya, organisation=world.harbour, position=Position.TEACHER)
    Role.objects.filter(person=world.tomasz).update(position=Position.GOVERNOR)

    assert set(strays(world)) == {"Priya Nair", "Tomasz Zieliński"}
    assert strays(world)["Tomasz Zieliński"].startswith("They are something else here now")


def test_whose_sign_in_is_closed_is_listed_and_supply_staff_after_their_placement(world: SimpleNamespace) -> None:
    account = made.account(world)
    official.let_in(world.sian, account, world.grace, owner=False)
    assert strays(world) == {}
    Placement.objects.update(since=made.days(-9), until=made.days(-1))
    Person.objects.filter(pk=world.sian.pk).update(is_active=False)

    assert set(strays(world)) == {"Grace Adeyemi", "Siân Pritchard"}


def test_a_trust_s_account_may_be_held_at_its_schools(world: SimpleNamespace) -> None:
    Role.objects.create(person=world.owen, organisation=world.trust, position=Position.ADMINISTRATOR)
    owen = Person.objects.get(pk=world.owen.pk)
    given = official.AccountGiven("X", "@rivers", "News", second_factor=True)
    official.register(owen, world.trust, given, [world.helen, world.marcus])

    assert strays(world) == {}
    assert {world.priya, world.marcus} <= set(official.who_may(world.trust))
    assert owen in official.who_may(world.elm)
    assert world.ruth not in official.who_may(world.trust)
    assert world.marcus not in official.who_may(world.elm)


def test_who_has_left_is_shut_out_at_once_but_an_account_keeps_two_owners(world: SimpleNamespace, signed_in: Browser) -> None:
    account = made.account(world)
    holder = Holder.objects.get(person=world.helen)
    sian = signed_in("sian")
    assert "keeps at least 2 owners" in said(sian.post(f"/permissions/accounts/holders/{holder.pk}/end/", follow=True))
    Role.objects.filter(person=world.helen).update(until=made.days(-1))
    sian.post(f"/permissions/accounts/holders/{holder.pk}/end/")

    assert account.holders.filter(ended_at=None).get().person == world.sian
    assert strays(world) == {}
    with pytest.raises(ValidationError):
        official.shut_out(world.sian, holder)


def test_somebody_else_is_let_in_once_and_only_who_works_here(world: SimpleNamespace, signed_in: Browser) -> None:
    account = made.account(world)
    address = f"/permissions/accounts/{account.pk}/holders/"
    signed_in("sian").post(address, {"person": world.priya.pk, "owner": "on"})
    assert account.holders.filter(owner=True, ended_at=None).count() == 3
    assert "This person can post there already" in said(signed_in("sian").post(address, {"person": world.priya.pk}))
    assert "Choose somebody" in said(signed_in("sian").post(address, {}))
    with pytest.raises(ValidationError):
        official.let_in(world.sian, account, world.marcus, owner=False)
    assert "Official accounts that you can post from" in said(signed_in("priya").get("/permissions/"))


def test_a_closed_account_is_off_the_list_and_nobody_posts(world: SimpleNamespace, signed_in: Browser) -> None:
    account = made.account(world)
    sian = signed_in("sian")
    assert "Is this account closed?" in said(sian.get(f"/permissions/accounts/{account.pk}/close/"))
    sian.post(f"/permissions/accounts/{account.pk}/close/")

    assert "@elmpark" not in said(sian.get("/permissions/accounts/"))
    assert not Holder.objects.filter(ended_at=None).exists()
    with pytest.raises(ValidationError):
        official.let_in(world.sian, account, world.priya, owner=False)
    made.account(world)  # and may be entered anew


def test_the_list_of_accounts_asks_as_much_however_long_it_is(world: SimpleNamespace, signed_in: Browser) -> None:
    sian, one = signed_in("sian"), made.account(world)
    pages = ("/permissions/accounts/", f"/permissions/accounts/{one.pk}/", "/permissions/desk/")
    few = [queries(sian, page) for page in pages]
    for number in range(20):
        made.account(world, f"@elm{number}")
        person = Person.objects.create(email=f"p{number}@demo.example", name=f"P {number}")
        Role.objects.create(person=person, organisation=world.elm, position=Position.TEACHER)
        official.let_in(world.sian, one, person, owner=False)
        Role.objects.filter(person=person).update(until=made.days(-1), since=made.days(-2))

    assert [queries(sian, page) for page in pages] == few
    assert len(strays(world)) == 20


# --- equipment ------------------------------------------------------------------------------------------------------


def test_priya_takes_a_laptop_home_and_owen_confirms_that_it_is_back_and_wiped(
    world: SimpleNamespace, signed_in: Browser
) -> None:
    given = {
        "organisation": world.elm.pk,
        "what": "Laptop",
        "serial": "EP-17",
        "taken_on": made.days(0),
        "due_back": made.days(9),
    }
    signed_in("priya").post("/permissions/equipment/new/", given)
    loan, owen = Loan.objects.get(), signed_in("owen")
    assert "Not encrypted: ask IT" in said(signed_in("priya").get("/permissions/"))
    assert "Laptop" in said(owen.get("/permissions/equipment/"))

    owen.post(f"/permissions/equipment/{loan.pk}/back/", {"returned_on": made.days(0)})
    assert Loan.objects.get().state == "back, to be wiped"
    owen.post(f"/permissions/equipment/{loan.pk}/back/", {"returned_on": made.days(0), "wiped": "on"})

    loan = Loan.objects.get()
    assert (loan.state, loan.returned_to, loan.wiped_by) == ("back and wiped", world.owen, world.owen)
    with pytest.raises(ValidationError):
        equipment.confirm(world.owen, loan, returned_on=made.days(0), wiped=True)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"what": ""}, "Say what you take home"),
        ({"due_back": ""}, "Say which day"),
        ({"due_back": "2020-01-01"}, "before it is taken"),
        ({"due_back": "2999-01-01"}, "A year at most"),
        ({"organisation": "999999"}, "Choose one of your schools"),
    ],
)
def test_a_wrong_loan_is_refused(wrong: dict[str, str], says: str, world: SimpleNamespace, signed_in: Browser) -> None:
    given = {"organisation": world.elm.pk, "what": "Laptop", "taken_on": made.days(0), "due_back": made.days(9)}

    assert says in said(signed_in("priya").post("/permissions/equipment/new/", given | wrong))
    assert not Loan.objects.exists()


def test_nobody_confirms_their_own_and_the_day_must_fit(world: SimpleNamespace, signed_in: Browser) -> None:
    own, other = made.loan(world, "owen"), made.loan(world)
    assert "This is yours" in said(signed_in("owen").get("/permissions/equipment/"))
    with pytest.raises(PermissionDenied):
        equipment.confirm(world.owen, own, returned_on=made.days(0), wiped=True)
    for wrong in (made.days(1), made.days(-1)):
        with pytest.raises(ValidationError):
            equipment.confirm(world.owen, other, returned_on=wrong, wiped=True)
    assert equipment.confirm(world.sian, own, returned_on=made.days(0), wiped=True).wiped_by == world.sian


def test_what_is_late_is_said_and_nothing_need_run(world: SimpleNamespace, signed_in: Browser) -> None:
    made.loan(world, due_back=made.days(1))
    with time_machine.travel(timezone.now() + timedelta(2), tick=False):
        assert Loan.objects.get().state == "late"
        assert "Late" in said(signed_in("owen").get("/permissions/equipment/"))


def reminded(day: date, hour: int = 9) -> list[tuple[Person | None, str]]:
    """Who got an e-mail by the clock on a day, and what it says."""
    Mail.objects.all().delete()
    with at(day, hour):
        schedule.remind()
        schedule.remind()
    return [(sent.to, sent.context["step"]) for sent in Mail.objects.order_by("pk")]


def taken_for_a_week(world: SimpleNamespace, who: str = "priya", **more: Any) -> Loan:
    """Taken on Monday 2 November 2026, due back on Friday."""
    with at(date(2026, 11, 2)):
        return made.loan(world, who, due_back=date(2026, 11, 6), **more)


def test_whoever_has_what_is_late_is_reminded_once_and_the_office_a_week_later(world: SimpleNamespace) -> None:
    loan = taken_for_a_week(world)
    taken_for_a_week(world, what="Camera")
    assert reminded(date(2026, 11, 6)) == []
    assert reminded(date(2026, 11, 7)) == [], "a Saturday"
    assert reminded(date(2026, 11, 9), 6) == [], "before the school day"
    assert reminded(date(2026, 11, 9)) == [(world.priya, "equipment late")], "one e-mail for both"
    assert reminded(date(2026, 11, 10)) == []
    told = reminded(date(2026, 11, 13))
    assert {step for _, step in told} == {"equipment not back"}
    assert {to for to, _ in told} == {world.owen, world.sian}
    assert reminded(date(2026, 11, 20)) == []

    facts = [event.facts for event in Event.objects.filter(verb="permissions.remind", about=f"permissions.loan:{loan.pk}")]
    assert [each["as"] for each in facts] == ["reminded_on", "chased_on"]
    assert "Laptop" not in str(list(Event.objects.values_list("facts"))) + str(list(Mail.objects.values_list("context")))


def test_nobody_is_reminded_of_what_is_back_nor_on_leave(world: SimpleNamespace) -> None:
    loan = taken_for_a_week(world)
    Person.objects.filter(pk=world.priya.pk).update(away_from=date(2026, 11, 9), away_until=date(2026, 11, 10))
    assert reminded(date(2026, 11, 9)) == []
    assert reminded(date(2026, 11, 11)) == [(world.priya, "equipment late")]
    with at(date(2026, 11, 12)):
        equipment.confirm(world.sian, loan, returned_on=date(2026, 11, 12), wiped=False)
    assert reminded(date(2026, 11, 13)) == []


def test_of_what_somebody_has_who_left_the_office_is_told_at_once(world: SimpleNamespace) -> None:
    taken_for_a_week(world)
    Role.objects.filter(person=world.priya).update(until=date(2026, 11, 5))
    assert {to for to, _ in reminded(date(2026, 11, 9))} == {world.owen, world.sian}


def test_nobody_is_told_of_their_own_as_the_office(world: SimpleNamespace) -> None:
    taken_for_a_week(world, "owen")
    assert reminded(date(2026, 11, 9)) == [(world.owen, "equipment late")]
    assert [to for to, _ in reminded(date(2026, 11, 13))] == [world.sian]


def test_the_home_page_says_what_is_late(world: SimpleNamespace) -> None:
    taken_for_a_week(world)
    with at(date(2026, 11, 6)):
        assert "permission" not in doors.due(Person.objects.get(pk=world.priya.pk))
    with at(date(2026, 11, 9)):
        assert doors.due(Person.objects.get(pk=world.priya.pk))["permission"] == "1 waits for you"
        assert "1 piece of equipment late" in doors.due(Person.objects.get(pk=world.owen.pk))["desk"]


def test_lists_of_equipment_and_removals_ask_as_much_however_long_they_are(world: SimpleNamespace, signed_in: Browser) -> None:
    sian = signed_in("sian")
    pages = ("/permissions/equipment/", "/permissions/removals/")

    def more(count: int) -> None:
        for _ in range(count):
            done = made.removal(world, person=world.tomasz)
            removals.finish(world.sian, done, screenshot=None, note="Looked")
            made.removal(world, person=world.tomasz)
            equipment.confirm(world.sian, made.loan(world), returned_on=made.days(0), wiped=True)
            made.loan(world)

    more(1)
    few = [queries(sian, page) for page in pages]
    more(9)

    assert [queries(sian, page) for page in pages] == few


# --- removals -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "count", "due"),
    [
        (date(2026, 11, 16), 5, date(2026, 11, 23)),  # Monday: over a weekend
        (date(2026, 11, 21), 1, date(2026, 11, 23)),  # a Saturday
        (date(2026, 12, 22), 2, date(2027, 1, 4)),  # over Christmas
        (date(2027, 3, 25), 1, date(2027, 3, 30)),  # over Easter
    ],
)
def test_the_clock_counts_working_days(asked: date, count: int, due: date, world: SimpleNamespace) -> None:
    assert days.after(world.elm, asked, count) == due


def test_bank_holidays_are_those_of_the_nation(world: SimpleNamespace) -> None:
    monday = date(2026, 11, 27)  # the Friday before St Andrew's Day
    assert days.after(world.elm, monday, 1) == date(2026, 11, 30)
    world.elm.nation = Organisation.Nation.SCOTLAND
    assert days.after(world.elm, monday, 1) == date(2026, 12, 1)


def wish(world: SimpleNamespace, **more: Any) -> dict[str, Any]:
    given = {"whose": "parent", "who": "Ms Quince", "address": "https://social.example/7", "organisation": world.elm.pk}
    return {**given, "asked_on": made.days(0), **more}


def test_a_wish_is_passed_on_done_and_proved(world: SimpleNamespace, signed_in: Browser) -> None:
    signed_in("priya").post("/permissions/removals/new/", wish(world, person=world.tomasz.pk))
    one = Removal.objects.get()
    assert one.due_on == days.after(world.elm, made.days(0), 5)
    assert {sent.to for sent in Mail.objects.all()} == {world.tomasz, world.helen}
    assert "You are to take something down" in said(signed_in("tomasz").get("/permissions/"))

    tomasz, address = signed_in("tomasz"), f"/permissions/removals/{one.pk}/done/"
    assert "Choose a screenshot" in said(tomasz.post(address, {}))
    assert "The file is empty" in said(tomasz.post(address, {"screenshot": SimpleUploadedFile("x.png", b"")}))
    page = said(tomasz.post(address, {"screenshot": SimpleUploadedFile("gone.png", b"it is gone")}, follow=True))

    assert hashlib.sha256(b"it is gone").hexdigest() in page
    one.refresh_from_db()
    assert (one.state, one.done_by) == ("taken down", world.tomasz)
    assert Mail.objects.order_by("queued_at").last().to == world.priya  # type: ignore[union-attr] # there are some
    with pytest.raises(ValidationError):
        removals.finish(world.sian, one, screenshot=None, note="Again")


def test_a_note_proves_it_too_and_nothing_of_a_wish_reaches_trail_or_mail(world: SimpleNamespace) -> None:
    one = made.removal(world, whose="parent", who="Ms Quince", about="zinnia", address="https://quince.example")
    removals.finish(world.sian, one, screenshot=None, note="Looked signed out, zinnia is gone")
    told = str([*Event.objects.values_list("facts"), *Mail.objects.values_list("context")]).lower()

    assert Removal.objects.get().state == "taken down"
    assert "quince" not in told
    assert "zinnia" not in told


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"whose": ""}, "Choose who wants it"),
        ({"address": ""}, "Say where it is"),
        ({"asked_on": "2999-01-01"}, "today at the latest"),
        ({"asked_on": "2001-01-01"}, "today at the latest"),
        ({"asked_on": "x"}, "Write the day as"),
        ({"person": "999999"}, "Select a valid choice"),
    ],
)
def test_a_wrong_wish_is_refused(wrong: dict[str, str], says: str, world: SimpleNamespace, signed_in: Browser) -> None:
    assert says in said(signed_in("priya").post("/permissions/removals/new/", wish(world) | wrong))
    assert not Removal.objects.exists()


def test_a_school_chooses_its_days_and_wishes_that_run_keep_theirs(world: SimpleNamespace, signed_in: Browser) -> None:
    before = made.removal(world)
    helen, address = signed_in("helen"), f"/permissions/removals/of/{world.elm.pk}/days/"
    page = said(helen.get(address))
    assert "No policy says how long it may take" in page
    for wrong in ("0", "61", "x", ""):
        assert "There is a problem" in said(helen.post(address, {"days": wrong}))
    helen.post(address, {"days": "2"})

    assert Removal.objects.get().due_on == before.due_on
    assert made.removal(world).due_on == days.after(world.elm, made.days(0), 2)
    assert "Elm Park Primary: within 2 working days" in said(helen.get("/permissions/removals/"))
    with pytest.raises(Http404):
        removals.choose_days(world.marcus, world.elm, 9)


def at(day: date, hour: int = 9) -> Any:
    return time_machine.travel(datetime(day.year, day.month, day.day, hour, tzinfo=LONDON), tick=False)


def test_a_reminder_goes_out_once_on_the_working_day_before_and_never_at_night(world: SimpleNamespace) -> None:
    with at(date(2026, 11, 23)):
        one = made.removal(world, person=world.tomasz)
        Mail.objects.all().delete()
        assert one.due_on == date(2026, 11, 30)
        schedule.remind()
    for day, hour in ((date(2026, 11, 26), 9), (date(2026, 11, 27), 6)):
        with at(day, hour):
            schedule.remind()
    assert not Mail.objects.exists()
    with at(date(2026, 11, 27)):
        schedule.remind()
        schedule.remind()

    assert {(sent.to, sent.context["step"]) for sent in Mail.objects.all()} == {
        (world.tomasz, "removal due"),
        (world.helen, "removal due"),
    }
    assert Mail.objects.count() == 2
    assert Event.objects.filter(verb="permissions.remind").count() == 1


def test_what_is_done_is_not_reminded_of_and_what_is_late_once(world: SimpleNamespace) -> None:
    with at(date(2026, 11, 23)):
        removals.finish(world.sian, made.removal(world), screenshot=None, note="Done")
        made.removal(world)
        Mail.objects.all().delete()
    for day in (5, 6, 7):  # of December: a Saturday, a Sunday, a Monday
        with at(date(2026, 12, day)):
            schedule.remind()

    assert Mail.objects.count() == 1
    assert Removal.objects.get(done_on=None).reminded_on == date(2026, 12, 7)


def test_the_database_wants_a_proof(world: SimpleNamespace) -> None:
    one = made.removal(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        Removal.objects.filter(pk=one.pk).update(done_on=made.days(0), done_by=world.sian)


# --- the demo -------------------------------------------------------------------------------------------------------


def test_the_demo_shows_one_of_each(world: SimpleNamespace, signed_in: Browser) -> None:
    demo_data.build(world)

    pages = {
        "priya": ("/permissions/",),
        "helen": ("/permissions/desk/",),
        "owen": ("/permissions/accounts/", "/permissions/equipment/"),
        "sian": (f"/permissions/pupils/of/{world.elm.pk}/", "/permissions/removals/"),
    }
    for key, addresses in pages.items():
        for address in addresses:
            assert "sc-people__one" in said(signed_in(key).get(address)), address
    assert "to decide" in said(signed_in("helen").get("/"))
    assert len(strays(world)) == 1
