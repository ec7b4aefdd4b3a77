"""Doing a check-up: questions, what to do, done; what is answered is kept nowhere, and others see only that it was done."""

from __future__ import annotations

import html
import logging
import re
from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import connection
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from safeconduct.errors import PluginError
from safeconduct.web.access.models import Event
from safeconduct.web.people.models import Role
from safeconduct.web.permissions.models import PLATFORMS
from safeconduct.web.reviews import actions, demo_data
from safeconduct.web.reviews.checkup import checkups
from safeconduct.web.reviews.models import Checked
from safeconduct.web.reviews.platforms import parsed, platforms
from safeconduct.web.reviews.standing import State, standing
from safeconduct.web.site.logs import Formatter
from web.permissions import made as permissions
from web.reviews.made import BEGAN, FIRST_DUE, at, did

SignedIn = Callable[[str], Client]
PASSWORDS = checkups()["passwords"]
NO_TO_TWO = {"strong": "yes", "changed": "no", "second": "no", "shared": "none", "devices": "yes"}


def text(answer: Any) -> str:
    assert answer.status_code == 200, answer.status_code
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


def answered(client: Client, checkup: str = "passwords", **given: Any) -> Any:
    return client.post(f"/check-ups/{checkup}/", {"do": "answer", **NO_TO_TWO, **given})


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found[table] = sorted(cursor.fetchall(), key=repr)
    return found


# --- what there is ----------------------------------------------------------------------------------------------------


def test_every_check_up_is_short_and_each_question_says_what_to_do() -> None:
    for checkup in checkups().values():
        assert 3 <= len(checkup.questions) <= 5, checkup.id
        assert len({question.id for question in checkup.questions}) == len(checkup.questions)
        for question in checkup.questions:
            assert question.asks.endswith("?"), question.asks
            assert len(question.otherwise) > 20


def test_platforms_are_found_by_their_files_and_claim_no_check_that_nobody_made() -> None:
    assert {"facebook", "instagram", "whatsapp", "x", "tiktok", "snapchat", "linkedin", "youtube"} <= set(platforms())
    told = " ".join(each.name for each in platforms().values())
    assert [name for name in PLATFORMS if name not in told] == []  # wherever somebody may ask to post
    for key, platform in platforms().items():
        assert len(platform.step) >= 2, key
        assert platform.source, key
        assert platform.checked == "" or date.fromisoformat(f"{platform.checked}-01") <= timezone.localdate(), key


@pytest.mark.parametrize(
    "content", [b"name = 1", b'name = "X"', b'name = "X"\nsource = "X"\nstep = []\nmore = 1', b"= ="], ids=list("abcd")
)
def test_a_platform_that_cannot_be_read_is_named(content: bytes) -> None:
    with pytest.raises(PluginError, match=r"data/platforms/x\.toml"):
        parsed("x.toml", content)


# --- the page ---------------------------------------------------------------------------------------------------------


@time_machine.travel(at(FIRST_DUE - timedelta(7)), tick=False)
def test_the_list_says_what_is_due_what_is_later_and_what_nobody_asks_for(
    since_september: SimpleNamespace, signed_in: SignedIn
) -> None:
    did(since_september.priya, "old-posts", date(2026, 10, 1))
    said = text(signed_in("priya").get("/check-ups/"))
    due, later, others = said.index("Due now"), said.index("Later"), said.index("If you like")

    assert due < said.index("Privacy settings") < later
    assert later < said.index("Done on 1 October 2026. Next by 1 October 2027") < others
    assert said.index("School equipment at home") > others
    assert "By 13 October 2026" in said
    assert "Who is up to date" not in said


@time_machine.travel(at(FIRST_DUE + timedelta(1)), tick=False)
def test_what_is_late_is_said_to_be(since_september: SimpleNamespace, signed_in: SignedIn) -> None:
    said = text(signed_in("priya").get("/check-ups/"))

    assert said.count("Overdue") == 4
    assert "It was due by 13 October 2026" in said
    assert "4 check-ups due" in text(signed_in("priya").get("/"))


def test_whom_nothing_binds_is_told_so(since_september: SimpleNamespace, signed_in: SignedIn) -> None:
    Role.objects.filter(person=since_september.priya).update(until=BEGAN)

    assert "ask for no check-up" in text(signed_in("priya").get("/check-ups/"))


def test_questions_then_what_to_do_for_each_no(signed_in: SignedIn) -> None:
    said = text(answered(signed_in("marcus")))

    assert "2 things to do" in said
    assert [question.id for question in PASSWORDS.questions if question.otherwise in said] == ["changed", "second"]
    assert "I have done this" in said
    assert "P1a" in said  # why: what his policies say


def test_with_nothing_to_do_it_says_so(signed_in: SignedIn) -> None:
    said = text(answered(signed_in("marcus"), changed="yes", second="none"))

    assert "All well" in said
    assert "things to do" not in said


def test_an_answer_that_is_missing_is_asked_for_and_the_others_stay(signed_in: SignedIn) -> None:
    page = answered(signed_in("marcus"), strong="").content.decode()

    assert "Choose an answer to “Does each account have a password" in html.unescape(page)
    assert page.count("checked") == 4


def test_a_made_up_answer_is_refused(signed_in: SignedIn) -> None:
    assert "Select a valid choice" in text(answered(signed_in("marcus"), strong="perhaps"))


def test_the_platforms_that_one_uses_are_shown_and_no_others(signed_in: SignedIn) -> None:
    priya = signed_in("priya")
    first = text(priya.get("/check-ups/privacy/"))
    steps = priya.post("/check-ups/privacy/", {"do": "choose", "platforms": ["facebook", "whatsapp"]})
    said = text(steps)

    assert "Which of these do you use?" in first
    assert "The names of settings change: look for words like these." in said
    assert "How people find and contact you" in said
    assert "Who adds you to groups" in said
    assert "Ghost mode" not in said
    assert steps.content.decode().count('type="hidden" name="platforms"') == 2
    assert "Tick at least one" in text(priya.post("/check-ups/privacy/", {"do": "choose"}))
    assert "All well" in text(priya.post("/check-ups/privacy/", {"do": "none"}))


def test_a_platform_that_is_none_is_refused_and_passed_over(signed_in: SignedIn) -> None:
    priya = signed_in("priya")

    assert "is not one of the available" in text(priya.post("/check-ups/privacy/", {"do": "choose", "platforms": "nowhere"}))
    assert "Where to look" not in text(priya.post("/check-ups/privacy/", {"do": "answer", "platforms": "nowhere"}))


@time_machine.travel(at(FIRST_DUE), tick=False)
def test_one_press_is_enough_and_the_next_day_is_said(since_september: SimpleNamespace, signed_in: SignedIn) -> None:
    priya = signed_in("priya")
    said = text(priya.post("/check-ups/privacy/done/", follow=True))
    priya.post("/check-ups/privacy/done/")

    assert "Done: Privacy settings. Next time: by 13 January 2027." in said
    assert [(each.person, each.checkup, each.on) for each in Checked.objects.all()] == [
        (since_september.priya, "privacy", FIRST_DUE)
    ]


@pytest.mark.parametrize("checkup", list(checkups()))
def test_whoever_has_done_it_without_the_questions_says_so_on_its_page(checkup: str, signed_in: SignedIn) -> None:
    page = signed_in("priya").get(f"/check-ups/{checkup}/").content.decode()

    assert "I have done this already" in page
    assert f'action="/check-ups/{checkup}/done/"' in page


@time_machine.travel(at(FIRST_DUE), tick=False)
def test_a_slip_is_taken_back_on_the_same_day(since_september: SimpleNamespace, signed_in: SignedIn) -> None:
    priya = signed_in("priya")
    did(since_september.priya, "privacy", FIRST_DUE - timedelta(1))
    priya.post("/check-ups/privacy/done/")
    said = text(priya.post("/check-ups/privacy/undo/", follow=True))

    assert "Taken back: Privacy settings is not done today." in said
    assert [each.on for each in Checked.objects.all()] == [FIRST_DUE - timedelta(1)]
    assert "nothing to take back" in text(priya.post("/check-ups/privacy/undo/", follow=True))


def test_nobody_does_it_for_somebody_else(world: SimpleNamespace) -> None:
    with pytest.raises(PermissionDenied):
        actions.do(world.helen, world.priya, "privacy")
    with pytest.raises(Http404):
        actions.do(world.marcus, world.priya, "privacy")
    assert not Checked.objects.exists()


def test_what_nobody_asks_for_can_be_done_and_taken_back_all_the_same(signed_in: SignedIn) -> None:
    priya = signed_in("priya")
    page = priya.post("/check-ups/tags/done/", follow=True)
    others = text(page)[text(page).index("If you like") :]

    assert f"Done on {date_format(timezone.localdate(), 'j F Y')} Not done after all" in others
    assert "Next time" not in text(page)
    priya.post("/check-ups/tags/undo/")
    assert not Checked.objects.exists()


def test_the_check_up_of_equipment_shows_what_the_register_has(world: SimpleNamespace, signed_in: SignedIn) -> None:
    permissions.loan(world)
    permissions.loan(world, who="tomasz", what="Camera")
    said = text(signed_in("priya").get("/check-ups/equipment/"))

    assert "In the register as yours Laptop, EP-17" in said
    assert "Camera," not in said
    assert "In the register as yours Nothing." in text(signed_in("helen").get("/check-ups/equipment/"))
    assert "In the register" not in text(signed_in("priya").get("/check-ups/devices/"))


def test_the_demo_shows_what_is_done_due_and_late(world: SimpleNamespace) -> None:
    demo_data.build(world)
    found = [each for place in (world.elm, world.agency, world.harbour) for each in standing(place, timezone.localdate())]

    assert {each.state for each in found} == {State.UP_TO_DATE, State.DUE, State.OVERDUE, State.NOT_YET}


# --- nothing is kept --------------------------------------------------------------------------------------------------


def test_answers_are_kept_nowhere(
    since_september: SimpleNamespace, signed_in: SignedIn, caplog: Any, settings: LazySettings
) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "site_cache"}}
    call_command("createcachetable")  # the cache, too, is a table then, as it is in service
    marcus = signed_in("marcus")
    marcus.get("/check-ups/passwords/")
    before, sessions = everything(), {each.pk: each.get_decoded() for each in Session.objects.all()}
    caplog.set_level(logging.DEBUG)
    answers = [
        answered(marcus),
        answered(marcus, strong=""),
        marcus.post("/check-ups/privacy/", {"do": "choose", "platforms": ["snapchat"]}),
        marcus.post("/check-ups/privacy/", {"do": "answer", "platforms": ["snapchat"], "audience": "no"}),
    ]

    assert "2 things to do" in text(answers[0])
    assert everything() == before
    assert before["site_cache"] == []
    assert {each.pk: each.get_decoded() for each in Session.objects.all()} == sessions
    assert mail.outbox == []
    for answer in answers:
        assert answer["Cache-Control"] == "no-store"
        assert set(answer.cookies) <= {"csrftoken"}
    lines = "\n".join(Formatter().format(record) for record in caplog.records)
    assert [word for word in ("snapchat", "second", "things to do", "passwords") if word in lines] == []


def test_of_a_check_up_that_is_done_nothing_is_kept_but_who_which_and_when(
    since_september: SimpleNamespace, signed_in: SignedIn
) -> None:
    marcus = signed_in("marcus")
    before = everything()
    marcus.post("/check-ups/passwords/done/", {**NO_TO_TWO, "platforms": "snapchat"})
    changed = {table for table, rows in everything().items() if rows != before[table]} - {"django_session", "sqlite_sequence"}

    assert changed == {"reviews_checked", "access_event", "access_head"}
    assert [field.name for field in Checked._meta.get_fields()] == ["id", "person", "checkup", "on"]
    assert Event.objects.latest("number").facts == {"checkup": "passwords"}


def test_a_fault_in_the_middle_says_nothing_of_the_answers(
    world: SimpleNamespace, signed_in: SignedIn, caplog: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object) -> None:
        raise ValueError("second: no")

    monkeypatch.setattr("safeconduct.web.reviews.forms.CheckupForm.to_do", fail)
    client = signed_in("marcus")
    client.raise_request_exception = False
    caplog.set_level(logging.DEBUG)
    answer = answered(client)

    lines = "\n".join(Formatter().format(record) for record in caplog.records)
    assert answer.status_code == 500
    assert '"error": "ValueError"' in lines
    assert "second" not in lines


# --- what others see --------------------------------------------------------------------------------------------------


@time_machine.travel(at(FIRST_DUE), tick=False)
def test_those_responsible_see_that_it_was_done_and_when(since_september: SimpleNamespace, signed_in: SignedIn) -> None:
    answered(signed_in("priya"), "people")
    signed_in("priya").post("/check-ups/people/done/")
    said = text(signed_in("helen").get(f"/check-ups/staff/{since_september.elm.pk}/"))
    row = said[said.index("Priya Nair") :]

    assert "Friends, followers and groups: done on 13 Oct 2026, next by 13 Jan 2027" in row
    assert "Privacy settings: not done yet, due by 13 Oct 2026" in row
    assert "What they found is kept nowhere." in said
    assert not [question.otherwise for question in checkups()["people"].questions if question.otherwise in said]


@time_machine.travel(at(FIRST_DUE + timedelta(1)), tick=False)
def test_they_can_look_at_one_state_alone_and_the_worst_counts(since_september: SimpleNamespace, signed_in: SignedIn) -> None:
    for checkup in ("privacy", "people", "profile"):
        did(since_september.priya, checkup, FIRST_DUE)
    helen, address = signed_in("helen"), f"/check-ups/staff/{since_september.elm.pk}/"
    assert "Priya Nair" not in text(helen.get(address, {"state": "up to date"}))
    did(since_september.priya, "old-posts", FIRST_DUE)

    up_to_date = text(helen.get(address, {"state": "up to date"}))
    assert "1 up to date" in up_to_date
    assert "6 overdue" in up_to_date
    assert "Priya Nair" in up_to_date
    assert "Tomasz" not in up_to_date
    assert "Show all" in up_to_date
    assert "Tomasz" in text(helen.get(address, {"state": "nonsense"}))


def test_with_several_places_one_chooses(world: SimpleNamespace, signed_in: SignedIn) -> None:
    Role.objects.create(person=world.helen, organisation=world.trust, position="headteacher")
    said = signed_in("helen").get("/check-ups/staff/").content.decode()

    assert [place for place in (world.trust, world.elm, world.harbour) if reverse("checkups-of", args=[place.pk]) in said] == [
        world.trust,
        world.elm,
        world.harbour,
    ]


@pytest.mark.parametrize("address", ["/check-ups/", "/check-ups/staff/", "/check-ups/privacy/"])
def test_pages_ask_the_database_little(address: str, since_september: SimpleNamespace, signed_in: SignedIn) -> None:
    helen = signed_in("helen")
    helen.get(address)
    with CaptureQueriesContext(connection) as few:
        helen.get(address)
    for checkup in checkups():
        for ago in range(20):
            did(since_september.helen, checkup, timezone.localdate() - timedelta(ago))
    with CaptureQueriesContext(connection) as many:
        helen.get(address)

    assert len(many) == len(few) <= 20
