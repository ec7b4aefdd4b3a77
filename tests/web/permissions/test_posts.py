"""A permission for a post holds for exactly its text, on its account, on its days; the checker reads it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from html import unescape
from types import SimpleNamespace
from typing import Any
from unicodedata import normalize

import pytest
import time_machine
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.policy import Library
from safeconduct.web.access.models import Event
from safeconduct.web.checks.answers import Answer
from safeconduct.web.people.models import Organisation, Person, Placement, Role
from safeconduct.web.permissions import actions, wording
from safeconduct.web.permissions.models import Request
from safeconduct.web.permissions.recorded import Going, post_record
from safeconduct.web.policies.models import Adoption
from web.checks.test_nothing_stored import tables
from web.permissions import made

Browser = Callable[[str], Client]
FACEBOOK = Going("personal", "facebook")
NEEDS = "Needs the head teacher’s permission"


def check(client: Client, text: str = made.POST, **more: str) -> Answer:
    given = {"text": text, "account": "personal", "kind": "post", "audience": "public", "platform": "facebook", **more}
    answer: Answer = client.post("/check/", given).context["answer"]
    return answer


def needs(answer: Answer) -> bool:
    return NEEDS in [mark.about for mark in answer.marks]


def notes(answer: Answer) -> str:
    return " ".join(note.text for note in answer.notes)


def said(answer: Any) -> str:
    return unescape(answer.content.decode())


# --- the text survives -----------------------------------------------------------------------------------------------


POST_FORM = {"text": made.POST, "account": "personal", "platform": "Facebook", "handle": "@quincefan", "ask": "yes"}


def test_whoever_was_signed_out_while_asking_keeps_the_text(signed_in: Browser) -> None:
    page = said(signed_in("nobody").post("/permissions/ask/post/", POST_FORM))
    assert "You were signed out, so nothing was sent" in page
    assert made.POST in page
    assert '<input type="hidden" name="handle" value="@quincefan">' in page
    assert "999" not in page
    assert Request.objects.count() == 0
    assert signed_in("nobody").get("/permissions/ask/post/").status_code == 302


def test_a_page_of_asking_that_was_open_too_long_comes_back_whole(world: SimpleNamespace) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.priya, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.get("/permissions/ask/post/")
    page = said(client.post("/permissions/ask/post/", {**POST_FORM, "csrfmiddlewaretoken": "x" * 64}))
    assert "nothing was sent yet" in page
    assert made.POST in page
    assert Request.objects.count() == 0


# --- the exact text -------------------------------------------------------------------------------------------------


TEXTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60)


@given(text=TEXTS, at=st.integers(0, 60), char=st.characters(codec="utf-8"), how=st.sampled_from("+-="))
@settings(max_examples=400, deadline=None)
def test_any_edit_voids(text: str, at: int, char: str, how: str) -> None:
    """Insert, remove or replace a character anywhere: another text has another digest, and the same text the same."""
    at = min(at, len(text) - 1)
    edited = {"+": text[:at] + char + text[at:], "-": text[:at] + text[at + 1 :], "=": text[:at] + char + text[at + 1 :]}[how]
    priya = Person(pk=7)

    same = wording.normal(edited) == wording.normal(text)
    assert (wording.digest(priya, edited) == wording.digest(priya, text)) is same


@pytest.mark.parametrize("edit", ["{} ", " {}", "{}\n", "{}.", "{}!", "{}\u200b", "{}\u00a0"])
def test_even_what_can_hardly_be_seen_is_an_edit(edit: str, world: SimpleNamespace) -> None:
    made.granted_post(world)

    assert post_record(world.priya, made.POST, FACEBOOK).held
    assert not post_record(world.priya, edit.format(made.POST), FACEBOOK).held


def test_line_ends_and_how_an_accent_is_typed_make_no_difference(world: SimpleNamespace) -> None:
    text = "Siân’s class at Elm Park Primary\nis on the allotment"
    made.granted_post(world, text)

    for same in (text.replace("\n", "\r\n"), normalize("NFD", text), text.replace("\n", "\r")):
        assert post_record(world.priya, same, FACEBOOK).held
    assert not post_record(world.priya, text.replace("’", "'"), FACEBOOK).held


def test_two_people_and_two_sites_have_different_digests_for_one_text(world: SimpleNamespace, settings: LazySettings) -> None:
    digests = {wording.digest(world.priya, "Hello"), wording.digest(world.tomasz, "Hello")}
    settings.SECRET_KEY = "another secret"
    digests.add(wording.digest(world.priya, "Hello"))

    assert len(digests) == 3


# --- what is kept of it ---------------------------------------------------------------------------------------------


def kept() -> set[str]:
    """The tables in which anything of the text stands."""
    return {table for table, row in tables() if "best Year 4 in the world" in row}


@pytest.mark.parametrize("end", ["grant", "refuse", "withdraw"])
def test_the_text_is_kept_while_it_waits_and_wiped_at_the_end(end: str, world: SimpleNamespace, signed_in: Browser) -> None:
    asked = made.post(world)
    assert kept() == {"permissions_request"}
    if end == "withdraw":
        signed_in("priya").post(f"/permissions/{asked.pk}/withdraw/")
    else:
        assert "best Year 4" in said(signed_in("helen").get(f"/permissions/{asked.pk}/"))
        signed_in("helen").post(f"/permissions/{asked.pk}/decide/", {"do": end, "words": "Because"})

    assert kept() == set()
    assert "best Year 4" not in said(signed_in("helen").get(f"/permissions/{asked.pk}/"))
    assert len(Request.objects.get().digest) == 64


def test_nothing_is_kept_before_the_asker_says_so_and_they_are_told_what_asking_does(
    world: SimpleNamespace, signed_in: Browser
) -> None:
    priya = signed_in("priya")
    answer = priya.post("/permissions/ask/post/", {"text": made.POST, "account": "personal", "platform": "facebook"})

    assert answer.status_code == 200
    assert "There is a problem" not in said(answer)
    assert "best Year 4" in said(answer)
    assert '<option value="Facebook" selected>' in said(answer)
    assert "If you ask, they read this text" in said(answer)
    assert kept() == set()
    assert not Event.objects.exists()

    given = {"text": made.POST, "account": "personal", "platform": "Facebook", "organisation": world.elm.pk, "ask": "yes"}
    priya.post("/permissions/ask/post/", {**given, "since": made.days(0), "until": made.days(3)})
    assert kept() == {"permissions_request"}
    assert Request.objects.get().where == "Facebook, own account"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"text": "  \n "}, "Write or paste the text"),
        ({"text": "x" * 20_001}, "at most 20000 characters"),
        ({"platform": ""}, "Choose where you want to post it"),
        ({"account": "nobody"}, "Select a valid choice"),
        ({"until": ""}, "Say which day"),
    ],
)
def test_a_wrong_request_says_so_keeps_nothing_and_loses_nothing(
    wrong: dict[str, str], says: str, world: SimpleNamespace, signed_in: Browser
) -> None:
    full = {
        "text": made.POST,
        "account": "personal",
        "platform": "Facebook",
        "organisation": world.elm.pk,
        "since": made.days(0),
        "until": made.days(3),
        "ask": "yes",
        **wrong,
    }
    answer = signed_in("priya").post("/permissions/ask/post/", full)

    assert says in said(answer)
    assert "text" in wrong or "best Year 4" in said(answer)
    assert kept() == set()


# --- the checker ----------------------------------------------------------------------------------------------------


def test_the_checker_reads_it_and_an_edit_of_one_character_voids_it(world: SimpleNamespace, signed_in: Browser) -> None:
    priya = signed_in("priya")
    before = check(priya)
    assert needs(before)
    assert before.asks
    assert before.outcome == "ask"

    made.granted_post(world)
    after, edited = check(priya), check(priya, made.POST + "!")

    assert not needs(after)
    assert not after.asks
    assert "Permission for exactly this text is on record" in notes(after)
    assert needs(edited)
    assert edited.asks
    assert "permission for another wording" in notes(edited)


def test_it_holds_on_its_account_and_platform_alone(world: SimpleNamespace, signed_in: Browser) -> None:
    made.granted_post(world)
    priya = signed_in("priya")

    for elsewhere in ({"platform": "x"}, {"platform": ""}):
        answer = check(priya, **elsewhere)
        assert needs(answer)
        assert "for this text, but for Facebook, own account" in notes(answer)


def test_the_checker_says_for_which_account_it_holds_and_what_came_with_the_yes(
    world: SimpleNamespace, signed_in: Browser
) -> None:
    asked = made.post(world, handle="@priya.n")
    actions.decide(world.helen, asked, granted=True, words="Only with the faces blurred.")
    told = notes(check(signed_in("priya")))

    assert "for Facebook, own account (@priya.n) and nowhere else" in told
    assert "Only with the faces blurred." in told


def test_it_holds_for_whoever_asked_alone(world: SimpleNamespace, signed_in: Browser) -> None:
    made.granted_post(world)

    answer = check(signed_in("tomasz"))
    assert needs(answer)
    assert answer.notes == ()


def test_a_withdrawal_takes_effect_at_once(world: SimpleNamespace, signed_in: Browser) -> None:
    asked, priya = made.granted_post(world), signed_in("priya")
    assert not needs(check(priya))
    actions.take_back(world.helen, asked, "A parent objected")
    assert needs(check(priya))
    again = made.granted_post(world)
    assert not needs(check(priya))
    actions.withdraw(world.priya, again)
    assert needs(check(priya))


def test_an_open_and_a_refused_request_permit_nothing(world: SimpleNamespace, signed_in: Browser) -> None:
    asked, priya = made.post(world), signed_in("priya")
    assert needs(check(priya))
    actions.decide(world.helen, asked, granted=False, words="Not now")
    assert needs(check(priya))


def test_it_holds_from_its_first_day_to_its_last(world: SimpleNamespace) -> None:
    made.granted_post(world, since=made.days(1), until=made.days(2))
    held = []
    for ahead in range(4):
        with time_machine.travel(timezone.now() + timedelta(ahead), tick=False):
            held.append(bool(post_record(world.priya, made.POST, FACEBOOK).held))

    assert held == [False, True, True, False]


def test_every_school_whose_policy_asks_must_agree(world: SimpleNamespace, signed_in: Browser) -> None:
    today = timezone.localdate()
    other = Organisation.objects.create(name="Moor Lane", kind=Organisation.Kind.SCHOOL)
    Adoption.objects.create(
        organisation=other, since=today, adopted_on=today, **Adoption.frozen(Library.shipped().get("kevi", today))
    )
    Placement.objects.create(person=world.priya, organisation=other, since=today, until=today)
    head = Person.objects.create(email="head@demo.example", name="Ida Moor")
    Role.objects.create(person=head, organisation=other, position="headteacher", since=today)
    world.priya = Person.objects.get(pk=world.priya.pk)
    made.granted_post(world)
    priya = signed_in("priya")

    assert needs(check(priya))
    assert "Not every school whose rules bind you has agreed" in notes(check(priya))
    actions.decide(head, made.post(world, organisation=other), granted=True, words="")
    assert not needs(check(priya))


def test_the_head_of_a_school_agrees_for_a_policy_of_its_trust(world: SimpleNamespace, signed_in: Browser) -> None:
    Adoption.objects.filter(organisation=world.elm, policy_id="kevi").update(organisation=world.trust)
    made.granted_post(world)

    assert not needs(check(signed_in("priya")))


def test_who_says_that_the_head_agreed_is_told_that_it_is_not_on_record(world: SimpleNamespace, signed_in: Browser) -> None:
    priya = signed_in("priya")
    answer = check(priya, permission="on")
    assert not needs(answer)
    assert "not on record here" in notes(answer)
    made.granted_post(world)
    assert "not on record here" not in notes(check(priya, permission="on"))


def test_whom_no_policy_binds_is_offered_no_request(world: SimpleNamespace, signed_in: Browser) -> None:
    Role.objects.filter(person=world.priya).update(until=made.days(-1))

    assert not check(signed_in("priya")).asks


def test_a_text_of_any_letters_can_be_asked_for_and_checked(world: SimpleNamespace, signed_in: Browser) -> None:
    text = 'Elm Park Primary: <b>"ta\'rīkh"</b> 孝 👩🏽‍🏫\r\n\r\n  & so on'
    made.granted_post(world, text)

    assert "exactly this text" in notes(check(signed_in("priya"), text))
