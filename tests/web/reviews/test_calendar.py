"""The calendar: read back as a calendar program reads it, secret, and silent about pupils, colleagues and cases."""

from __future__ import annotations

import html
import logging
import re
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from types import ModuleType, SimpleNamespace
from typing import Any

import icalendar
import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.fixtures import Settings

from safeconduct.web.access.models import Event
from safeconduct.web.casework.actions import set_task
from safeconduct.web.concerns.models import Case
from safeconduct.web.jobs import dates
from safeconduct.web.jobs.dates import Dated
from safeconduct.web.people.models import Person
from safeconduct.web.policies.actions import see_notice
from safeconduct.web.policies.progress import reading
from safeconduct.web.reviews import secret
from safeconduct.web.reviews.calendar import calendar_of
from safeconduct.web.reviews.models import Feed
from safeconduct.web.site.logs import Formatter
from web.casework import made as cases
from web.permissions import made as permissions
from web.policies.made import agree, sign
from web.reviews.made import FIRST_DUE, LONDON, again, at, did

SignedIn = Callable[[str], Client]


def parsed(content: bytes) -> dict[str, Any]:
    """The events by the first half of their UID."""
    calendar = icalendar.Calendar.from_ical(content)
    assert calendar.errors == []
    events = list(calendar.walk("VEVENT"))
    assert len({str(event["UID"]) for event in events}) == len(events)
    return {str(event["UID"]).partition("@")[0]: event for event in events}


def of(person: Person) -> dict[str, Any]:
    return parsed(calendar_of(again(person)))


def summaries(person: Person) -> set[str]:
    return {str(event["SUMMARY"]) for event in of(person).values()}


def made(client: Client) -> str:
    """The path of a new address, as the page shows it."""
    page = client.post("/calendar/make/").content.decode()
    found = re.search(r"<textarea[^>]*>[^<]*(/calendar/[^<]+\.ics)</textarea>", page)
    assert found, page
    return html.unescape(found[1])


# --- the file ---------------------------------------------------------------------------------------------------------


@time_machine.travel(at(date(2026, 9, 7)), tick=False)
def test_check_ups_are_whole_days(since_september: SimpleNamespace) -> None:
    event = of(since_september.priya)[f"reviews-{since_september.priya.pk}-privacy"]

    assert event["DTSTART"].dt == FIRST_DUE
    assert event["DTEND"].dt == FIRST_DUE + timedelta(1)
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert str(event["SUMMARY"]) == "Check-up: Privacy settings"
    assert str(event["URL"]).endswith("/check-ups/privacy/")
    assert (str(event["TRANSP"]), str(event["CLASS"])) == ("TRANSPARENT", "PRIVATE")


@pytest.mark.parametrize(
    ("moment", "starts"),
    [
        (datetime(2026, 12, 1, 15, 30, tzinfo=LONDON), "20261201T151500"),
        (datetime(2026, 7, 1, 14, 30, tzinfo=timezone.get_fixed_timezone(0)), "20260701T151500"),  # an hour on, in summer
    ],
)
def test_a_moment_stands_in_british_time_with_its_rules(
    moment: datetime, starts: str, world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = Dated("x-1", "Due", moment.date(), moment, "/x/")
    monkeypatch.setattr("safeconduct.web.reviews.calendar.dates_of", lambda person: [given])
    content = calendar_of(world.priya)
    event = parsed(content)["x-1"]

    assert f"DTSTART;TZID=Europe/London:{starts}".encode() in content
    assert event["DTEND"].dt == moment
    (zone,) = icalendar.Calendar.from_ical(content).walk("VTIMEZONE")
    assert isinstance(zone, icalendar.Timezone)
    assert str(zone["TZID"]) == "Europe/London"
    plain = event["DTEND"].dt.replace(tzinfo=None)
    assert plain.replace(tzinfo=zone.to_tz()).utcoffset() == moment.astimezone(LONDON).utcoffset()
    assert len(content) < 2_000


def test_what_is_said_is_folded_and_escaped(world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    says = "Read and sign: Conduct; posts, “pictures” and more — " + "ö" * 90
    monkeypatch.setattr("safeconduct.web.reviews.calendar.dates_of", lambda person: [Dated("x-1", says, date(2026, 12, 1))])
    content = calendar_of(world.priya)

    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert str(parsed(content)["x-1"]["SUMMARY"]) == says


def test_an_empty_calendar_is_one_all_the_same(world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("safeconduct.web.reviews.calendar.dates_of", lambda person: [])

    assert parsed(calendar_of(world.ruth)) == {}


@time_machine.travel(at(date(2026, 11, 16)), tick=False)
def test_the_same_thing_keeps_its_uid_when_its_day_moves(since_september: SimpleNamespace) -> None:
    before = of(since_september.priya)
    did(since_september.priya, "privacy", date(2026, 11, 16))
    after = of(since_september.priya)

    assert set(before) == set(after)
    moved = f"reviews-{since_september.priya.pk}-privacy"
    assert (before[moved]["DTSTART"].dt, after[moved]["DTSTART"].dt) == (FIRST_DUE, date(2027, 2, 16))


# --- what is in it ----------------------------------------------------------------------------------------------------


def test_policies_to_sign_are_there_until_they_are_signed(world: SimpleNamespace) -> None:
    kevi = world.elm.adoptions.get(policy_id="kevi")
    assert of(world.priya)[f"policies-sign-{kevi.pk}-{world.priya.pk}"]["DTSTART"].dt == date(2026, 9, 15)
    agree(world.priya, kevi)
    see_notice(world.priya, reading(world.priya, kevi))
    sign(world.priya, kevi)

    assert f"policies-sign-{kevi.pk}-{world.priya.pk}" not in of(world.priya)
    assert of(world.helen)[f"policies-review-{kevi.pk}"]["DTSTART"].dt == date(2027, 7, 1)
    assert f"policies-review-{kevi.pk}" not in of(world.priya)


def test_permissions_equipment_and_removals(world: SimpleNamespace) -> None:
    granted, loan = permissions.granted_post(world), permissions.loan(world)
    removal = permissions.removal(world, person=world.tomasz)
    priya, tomasz = of(world.priya), of(world.tomasz)

    assert priya[f"permissions-end-{granted.pk}"]["DTSTART"].dt == granted.until
    assert str(priya[f"permissions-end-{granted.pk}"]["SUMMARY"]) == "A permission ends: A post about school"
    assert of(loan.person)[f"permissions-back-{loan.pk}"]["DTSTART"].dt == loan.due_back
    assert tomasz[f"permissions-removal-{removal.pk}"]["DTSTART"].dt == removal.due_on
    assert not any("removal" in uid for uid in priya)


def test_of_a_case_only_its_reference_and_only_for_those_on_it(world: SimpleNamespace) -> None:
    case = cases.told(world)
    helen, daniel = again(world.helen), again(world.daniel)
    cases.decided(helen, case, Case.Level.THRESHOLD)
    set_task(helen, case, "Ring Maya's mother about the telephone", timezone.localdate() + timedelta(3), helen)
    mine = {uid: event for uid, event in of(world.helen).items() if uid.startswith("casework-")}

    assert sorted(uid.rpartition("-")[0] for uid in mine) == ["casework-clock", "casework-task"]
    assert {str(event["SUMMARY"]) for event in mine.values()} == {f"{case.reference}: something is due"}
    assert {uid.rpartition("-")[0] for uid in of(daniel) if uid.startswith("casework-")} <= {"casework-clock"}
    for key in ("priya", "tomasz", "marcus", "ruth"):
        assert case.reference not in calendar_of(again(getattr(world, key))).decode()
    said = calendar_of(helen).decode()
    assert [word for word in ("Tomasz", "Maya", "telephone", "officer", "harm", "holiday") if word in said] == []


def test_words_of_people_never_stand_in_it(world: SimpleNamespace) -> None:
    permissions.granted_post(world)
    permissions.loan(world, what="Laptop of Zebedee Quillmarsh")
    permissions.removal(world, person=world.priya, who="Joan Fairweather", about="Zebedee at the pool")
    said = calendar_of(again(world.priya)).decode() + calendar_of(again(world.tomasz)).decode()

    assert [word for word in ("Zebedee", "Quillmarsh", "Joan", "Year 4", "pool", "Laptop") if word in said] == []


def test_an_app_adds_its_days_by_a_file_of_that_name(world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("safeconduct.web.checks.dated")
    module.dated = lambda person: [Dated(f"checks-{person.pk}", "Look again", date(2026, 12, 1))]  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setattr(dates, "find_spec", lambda name: name == module.__name__ or None)

    assert list(of(world.priya)) == [f"checks-{world.priya.pk}"]


def test_queries_do_not_grow_with_what_is_in_it(world: SimpleNamespace) -> None:
    permissions.granted_post(world)
    with CaptureQueriesContext(connection) as few:
        calendar_of(again(world.priya))
    for number in range(8):
        permissions.granted_post(world, text=f"Post {number}")
    with CaptureQueriesContext(connection) as many:
        calendar_of(again(world.priya))

    assert len(many) == len(few) <= 30


# --- its address ------------------------------------------------------------------------------------------------------


def test_it_opens_without_signing_in_and_stays_private(world: SimpleNamespace, signed_in: SignedIn) -> None:
    answer = Client().get(made(signed_in("priya")))

    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "private, no-cache"
    assert answer["Referrer-Policy"] == "same-origin"
    assert not answer.cookies
    assert f"reviews-{world.priya.pk}-privacy" in parsed(answer.content)


def test_only_a_hash_of_the_address_is_kept(world: SimpleNamespace, signed_in: SignedIn) -> None:
    token = made(signed_in("priya")).removeprefix("/calendar/").removesuffix(".ics")
    feed = Feed.objects.get()

    assert len(token) >= 43
    assert token not in {feed.digest, str(Event.objects.latest("number").facts)}
    assert feed.digest == secret.digest(token)
    assert secret.feed_of(feed.digest) is None
    assert token not in signed_in("priya").get("/calendar/").content.decode()


def test_a_new_address_takes_the_place_of_the_old_one(signed_in: SignedIn) -> None:
    priya = signed_in("priya")
    old, new = made(priya), made(priya)

    assert Client().get(old).status_code == 404
    assert Client().get(new).status_code == 200
    assert [event.facts for event in Event.objects.order_by("number")] == [{"step": "made"}, {"step": "renewed"}]


def test_it_is_stopped_by_its_owner(signed_in: SignedIn) -> None:
    priya = signed_in("priya")
    address = made(priya)
    page = priya.post("/calendar/stop/", follow=True).content.decode()

    assert "Stopped." in page
    assert "Make my address" in page
    assert Client().get(address).status_code == 404
    assert "nothing to stop" in priya.post("/calendar/stop/", follow=True).content.decode()


def test_it_ends_with_the_sign_in_of_its_owner(world: SimpleNamespace, signed_in: SignedIn) -> None:
    address = made(signed_in("priya"))
    Person.objects.filter(pk=world.priya.pk).update(is_active=False)

    assert Client().get(address).status_code == 404


@pytest.mark.parametrize("token", ["", "x", "x" * 5000, "%00", "ö"])
def test_a_wrong_address_opens_nothing(token: str, world: SimpleNamespace) -> None:
    assert Client().get(f"/calendar/{token}.ics").status_code in {302, 404}


def test_the_page_tells_when_it_was_last_asked(signed_in: SignedIn) -> None:
    priya = signed_in("priya")
    address = made(priya)
    assert "No calendar has asked for it yet." in priya.get("/calendar/").content.decode()
    Client().get(address)

    assert "Your calendar last asked on" in priya.get("/calendar/").content.decode()


@time_machine.travel(at(date(2026, 11, 16)), tick=False)
def test_who_asks_too_often_waits(signed_in: SignedIn) -> None:
    cache.clear()
    address = made(signed_in("priya"))
    answers = [Client().get(address) for _ in range(21)]

    assert [answer.status_code for answer in answers] == [200] * 20 + [429]
    assert answers[-1]["Retry-After"] == "60"


@pytest.mark.parametrize("fails", [False, True])
def test_no_log_holds_the_address(
    fails: bool, world: SimpleNamespace, signed_in: SignedIn, caplog: Any, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    address = made(signed_in("priya"))
    token = address.removeprefix("/calendar/").removesuffix(".ics")
    if fails:
        monkeypatch.setattr("safeconduct.web.reviews.calendar_views.calendar_of", lambda person: 1 / 0)
    caplog.set_level(logging.DEBUG)
    client = Client(raise_request_exception=False)
    answers = [client.get(address).status_code, client.get(f"/calendar/{token}x.ics").status_code]
    lines = "\n".join(Formatter().format(record) for record in caplog.records)

    assert answers == [500 if fails else 200, 404]
    assert "calendar/<str:token>.ics" in lines
    assert token not in lines
