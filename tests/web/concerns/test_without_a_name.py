"""Telling without a name: nothing says who it was, the code alone leads back, and whom it is about never learns of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from html import unescape
from statistics import median
from types import SimpleNamespace

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeconduct.web.access.models import Event
from safeconduct.web.concerns import limiting, receipts
from safeconduct.web.concerns.actions import Telling, raise_without_a_name, write_note
from safeconduct.web.concerns.models import Case, Concern, Door, Note
from safeconduct.web.concerns.reaching import visible
from safeconduct.web.jobs.models import Mail
from safeconduct.web.sealing.storing import words
from web.concerns.telling import CAST, TOLD, again, code_on, door, hidden, looked, names_on, sent, the_case, the_concern, told

Browser = Callable[[str], Client]
DOOR = "/tell/school/BCDF-GHJK-MNPQ/"
RECEIPT = "/tell/receipt/"
ABOUT_HEAD = {"words": "I found messages to a pupil on the office computer.", "kind": "misuse-by-adult", "child": "no"}


@pytest.fixture(autouse=True)
def _no_tries_yet() -> None:
    cache.clear()


def who_sees(world: SimpleNamespace) -> set[str]:
    return {key for key in CAST if visible(again(getattr(world, key)))}


def test_a_disclosure_about_the_head_reaches_the_chair_alone_and_goes_to_and_fro_by_the_code(
    world: SimpleNamespace, signed_in: Browser
) -> None:
    door(world)
    client = signed_in("nobody")
    assert "Helen Marsh" in names_on(looked(client, DOOR, **ABOUT_HEAD, about="staff"))
    answer = sent(client, DOOR, **ABOUT_HEAD, about="staff", leave_out=[world.helen.pk])

    code = code_on(answer)
    assert who_sees(world) == {"farah"}
    case = the_case()
    assert case.concern.reporter is None
    write_note(again(world.farah), case, "When was that?", Note.For.ALL)
    page = client.post(RECEIPT, {"code": code, "do": "read"}).content.decode()
    assert "When was that?" in page
    assert "Farah Siddiqui" in page
    assert ABOUT_HEAD["words"] not in page, "a code that is found leads to the messages, not to what was told"

    answered = client.post(RECEIPT, {"code": code, "do": "write", "words": "On Monday."}).content.decode()
    assert "They have what you sent." in answered
    notes = list(Note.objects.order_by("pk"))
    assert [(words(each.words), each.by) for each in notes] == [("When was that?", world.farah), ("On Monday.", None)]
    assert notes[0].read_by_reporter_at is not None
    assert who_sees(world) == {"farah"}
    assert {each.to for each in Mail.objects.all()} == {world.farah}


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("The headteacher keeps messaging a year 11 girl at night.", ""),
        ("There were messages to a girl.", "our head"),
        ("There were messages to a girl.", "Headteacher"),
    ],
)
def test_the_head_does_not_get_what_calls_them_the_head_and_the_chair_does(
    words: str, who: str, world: SimpleNamespace, signed_in: Browser
) -> None:
    door(world)
    client, given = signed_in("nobody"), {**ABOUT_HEAD, "words": words, "who": who}
    page = looked(client, DOOR, **given)
    assert names_on(page) == ["Farah Siddiqui"]
    assert "we take it that it is about Helen Marsh" in page.content.decode()

    assert code_on(sent(client, DOOR, **given))
    assert who_sees(world) == {"farah"}
    assert {each.to for each in Mail.objects.all()} == {world.farah}


def test_the_lead_does_not_get_what_calls_them_the_lead(world: SimpleNamespace, signed_in: Browser) -> None:
    door(world)
    given = {"words": "The Designated Safeguarding Lead is messaging pupils on Snapchat.", "child": "yes"}
    assert code_on(sent(signed_in("nobody"), DOOR, **given))

    assert who_sees(world) == {"helen"}


def test_whoever_told_it_may_say_that_it_is_not_about_them(world: SimpleNamespace, signed_in: Browser) -> None:
    door(world)
    client, given = signed_in("nobody"), {**ABOUT_HEAD, "words": "The headteacher is bullying me, a pupil made that up."}
    assert f'name="assumed" value="{world.helen.pk}"' in looked(client, DOOR, **given).content.decode()

    unticked = {**given, "assumed": [world.helen.pk]}
    page = sent(client, DOOR, **unticked)
    assert "Helen Marsh" in names_on(page), "they get it again, once more only after an answer"
    assert "Say whether it is about them" in page.content.decode()
    assert not Concern.objects.exists()
    assert f'name="assumed" value="{world.helen.pk}"' in page.content.decode()
    assert code_on(sent(client, DOOR, **unticked, not_them="on"))
    assert "helen" in who_sees(world)


def test_a_tick_that_stays_leaves_them_out_whatever_the_page_took_for_granted(
    world: SimpleNamespace, signed_in: Browser
) -> None:
    door(world)
    given = {**ABOUT_HEAD, "words": "The headteacher is bullying me.", "assumed": [world.helen.pk]}
    assert code_on(sent(signed_in("nobody"), DOOR, **given, leave_out=[world.helen.pk]))

    assert who_sees(world) == {"farah"}


def test_nothing_that_is_kept_says_who_it_was(world: SimpleNamespace) -> None:
    door(world)
    client = Client(HTTP_USER_AGENT="Mozilla/5.0 (PriyasPhone)", REMOTE_ADDR="203.0.113.77")
    before = Session.objects.count()
    answer = sent(client, DOOR, **ABOUT_HEAD)
    client.post(RECEIPT, {"code": "1111"})

    assert code_on(answer)
    assert set(client.cookies) <= {"csrftoken"}
    assert Session.objects.count() == before
    assert all(event.actor is None for event in Event.objects.all())
    assert the_concern().standing == "anonymous"
    kept = everything()
    for trace in ("203.0.113.77", "PriyasPhone", ABOUT_HEAD["words"], code_on(answer)):
        assert trace not in kept
    assert "203.0.113.77" not in str(getattr(cache, "_cache", ""))


def everything() -> str:
    """All that the database holds, as text."""
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows += [repr([bytes(cell) if isinstance(cell, memoryview) else cell for cell in row]) for row in cursor.fetchall()]
    return "\n".join(rows)


def test_somebody_who_is_signed_in_cannot_tell_without_a_name_and_learns_why(
    world: SimpleNamespace, signed_in: Browser
) -> None:
    door(world)
    client = signed_in("priya")
    assert "we would know who you are" in unescape(client.get(DOOR).content.decode())
    page = looked(client, DOOR, do="send", child="no", kind="grievance").content.decode()

    assert "It was not sent" in page
    assert TOLD in page
    assert Concern.objects.count() == 0


def test_whoever_is_signed_in_by_then_keeps_every_field_and_goes_on_signed_out(
    world: SimpleNamespace, signed_in: Browser
) -> None:
    door(world)
    wrote = {
        "who": "Jayden, 9B",
        "when": "on Friday",
        "where": "in-person",
        "links": "example.org",
        "captured": "on my own phone",
    }
    file = SimpleUploadedFile("a.txt", b"hello")
    page = looked(signed_in("priya"), DOOR, "send", **wrote, child="no", leave_out=world.helen.pk, evidence=file)
    shown = page.content.decode()

    carried = {name: hidden(shown, name) for name in (*wrote, "child", "leave_out")}
    assert carried == {**wrote, "child": "no", "leave_out": str(world.helen.pk)}
    assert TOLD in shown
    assert "Choose your files again" in shown
    on = looked(signed_in("nobody"), DOOR, **carried).content.decode()
    assert all(says in on for says in ("Jayden, 9B", "on Friday", "example.org", "on my own phone"))
    assert Concern.objects.count() == 0


def test_the_page_names_those_who_would_get_it_and_nobody_else(world: SimpleNamespace, signed_in: Browser) -> None:
    door(world)
    client = signed_in("nobody")
    page = client.get(DOOR).content.decode() + looked(client, DOOR, child="yes", staff=world.tomasz.pk).content.decode()

    assert "Daniel Okafor" in page
    for key in ("tomasz", "priya", "grace", "owen", "marcus"):
        assert getattr(world, key).name not in page


def test_one_cannot_tell_of_oneself_without_a_name(world: SimpleNamespace, signed_in: Browser) -> None:
    door(world)
    sent(signed_in("nobody"), f"{DOOR}?nature=own")

    assert the_concern().nature == "seen"


def test_words_survive_without_a_name_too(world: SimpleNamespace, signed_in: Browser) -> None:
    door(world)
    page = sent(signed_in("nobody"), DOOR, kind="").content.decode()

    assert "Choose what fits best" in page
    assert TOLD in page


# --- the door -------------------------------------------------------------------------------------------------------


def test_the_door_is_opened_changed_and_closed_by_those_who_say_who_is_told(world: SimpleNamespace, signed_in: Browser) -> None:
    client, address = signed_in("helen"), reverse("door", args=[world.elm.pk])
    client.post(address, {"do": "open"})
    first = Door.objects.get().code
    page = client.get(address).content.decode()
    assert first in page
    assert "data:image/svg+xml," in page
    assert signed_in("nobody").get(f"/tell/school/{first}/").status_code == 200

    client.post(address, {"do": "open"})
    assert Door.objects.get().code != first
    assert signed_in("nobody").get(f"/tell/school/{first}/").status_code == 404
    client.post(address, {"do": "close"})
    assert not Door.objects.exists()
    assert [event.facts["step"] for event in Event.objects.order_by("number")] == ["opened", "new code", "closed"]
    assert first not in str([event.facts for event in Event.objects.all()])


def test_codes_of_doors_cannot_be_tried_for_ever(world: SimpleNamespace, signed_in: Browser) -> None:
    door(world)
    client = signed_in("nobody")
    answers = [client.get(f"/tell/school/{number:04}-BCDF-GHJK/").status_code for number in range(limiting.MOST_WRONG + 2)]

    assert answers == [404] * limiting.MOST_WRONG + [429] * 2
    assert client.get(DOOR).status_code == 429


def test_a_flood_waits_and_keeps_its_words(monkeypatch: pytest.MonkeyPatch, world: SimpleNamespace, signed_in: Browser) -> None:
    monkeypatch.setattr(limiting, "MOST_SENT", 2)
    door(world)
    client = signed_in("nobody")
    assert all(code_on(sent(client, DOOR)) for _ in range(2))
    page = sent(client, DOOR).content.decode()

    assert "Very much has come in" in page
    assert TOLD in page
    assert Concern.objects.count() == 2


# --- the code -------------------------------------------------------------------------------------------------------


def test_the_code_is_found_however_it_is_typed_and_is_kept_as_a_keyed_hash_alone(
    world: SimpleNamespace, signed_in: Browser
) -> None:
    raised = told(world)
    assert raised.code not in everything()
    assert raised.code.replace(" ", "") not in everything()

    for typed in (raised.code, raised.code.replace(" ", ""), raised.code.replace(" ", "-"), f"  {raised.code}\n"):
        page = signed_in("nobody").post(RECEIPT, {"code": typed, "do": "read"}).content.decode()
        assert "Answers to what was told" in page


def test_codes_differ_and_follow_from_nothing_that_can_be_seen() -> None:
    tokens = [receipts.new_token() for _ in range(300)]
    codes = {receipts.new_code(token) for token in tokens}

    assert len(codes) == 300
    assert all(receipts.new_code(token) in codes for token in tokens)
    assert all(len(code) == 19 and code.replace(" ", "").isdigit() for code in codes)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.one_of(st.text(max_size=120), st.text("0123456789 -", max_size=40), st.integers(0, 10**16).map(str)))
def test_whatever_is_typed_as_a_code_gets_the_same_answer(db: None, world: SimpleNamespace, typed: str) -> None:
    cache.clear()
    answer = Client().post(RECEIPT, {"code": typed, "do": "read"})

    assert answer.status_code == 200
    assert "Answers to what was told" not in answer.content.decode()


def test_a_wrong_code_costs_the_same_work_and_time_as_one_of_no_shape(world: SimpleNamespace, signed_in: Browser) -> None:
    raised = told(world)
    near = raised.code[:-1] + str((int(raised.code[-1]) + 1) % 10)
    client = signed_in("nobody")

    def asked(code: str) -> tuple[int, float]:
        cache.clear()
        with CaptureQueriesContext(connection) as caught:
            begun = time.perf_counter()
            client.post(RECEIPT, {"code": code, "do": "read"})
            return len(caught), time.perf_counter() - begun

    asked(near)
    of_near, of_far = [asked(near) for _ in range(15)], [asked("9" * 16) for _ in range(15)]
    assert {queries for queries, _ in of_near} == {queries for queries, _ in of_far}
    ratio = median(took for _, took in of_near) / median(took for _, took in of_far)
    assert 0.3 < ratio < 3


def test_codes_cannot_be_tried_for_ever_and_what_was_written_stays(world: SimpleNamespace, signed_in: Browser) -> None:
    raised, client = told(world), signed_in("nobody")
    for number in range(limiting.MOST_WRONG):
        assert client.post(RECEIPT, {"code": f"{number:016}"}).status_code == 200
    answer = client.post(RECEIPT, {"code": raised.code, "words": "They did it again.", "do": "write"})

    assert answer.status_code == 429
    assert "They did it again." in answer.content.decode()
    assert Note.objects.count() == 0


def test_the_tries_are_counted_without_keeping_an_address() -> None:
    keys = {limiting._key(request_from(f"203.0.113.{number}"), "receipt") for number in range(200)}

    assert all(len(key.rpartition(":")[2]) == 4 for key in keys)
    assert not any("203" in key.rpartition(":")[0] for key in keys)


def request_from(address: str) -> HttpRequest:
    return RequestFactory(REMOTE_ADDR=address).get("/")


def test_what_is_no_longer_kept_says_so_to_whoever_has_the_code(world: SimpleNamespace, signed_in: Browser) -> None:
    raised = told(world)
    Case.objects.update(state=Case.State.DESTROYED)
    client = signed_in("nobody")

    assert "has been destroyed" in client.post(RECEIPT, {"code": raised.code, "do": "read"}).content.decode()
    page = client.post(RECEIPT, {"code": raised.code, "do": "write", "words": "More"}).content.decode()
    assert "no longer kept, so nothing can be added" in page


def test_no_answer_of_these_pages_is_kept_by_a_browser(world: SimpleNamespace, signed_in: Browser) -> None:
    door(world)
    raised, client = told(world), signed_in("nobody")

    for answer in (client.get(DOOR), client.post(RECEIPT, {"code": raised.code, "do": "read"}), sent(client, DOOR)):
        assert answer["Cache-Control"] == "no-store"


def test_a_route_without_a_name_is_the_same_as_with_one(world: SimpleNamespace) -> None:
    from safeconduct.activity import ConcernKind

    given = Telling(world.elm, ConcernKind.PUPIL_CONTACT, TOLD, child_protection=True)
    nameless, named = raise_without_a_name(given), told(world)

    routes = [list(each.concern.cases.values_list("organisation", "strand", "route")) for each in (nameless, named)]
    assert routes[0] == routes[1]
