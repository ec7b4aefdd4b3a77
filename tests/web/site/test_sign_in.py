"""Signing in and looking after how one does: every address of it, nothing given away, and shared computers."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import LazySettings
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from safeconduct.web import demo
from web.jobs.working import work

LOGIN = "/accounts/login/"
WRONG = "That e-mail address and password do not belong together."
ARGUMENTS = {"pk": 1, "key": "x", "uidb36": "x", "provider_id": "none"}


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


def of_allauth(resolver: URLResolver, ours: bool = False) -> Iterator[URLPattern]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from of_allauth(each, ours or "allauth" in str(each.urlconf_name))
        elif ours and each.name:
            yield each


def address_of(name: str) -> str:
    """Where it is, with anything for the arguments that it takes."""
    wanted = get_resolver().reverse_dict.getlist(name)[0][0][0][1]
    return reverse(name, kwargs={argument: ARGUMENTS[argument] for argument in wanted})


ADDRESSES = sorted({address_of(each.name) for each in of_allauth(get_resolver()) if each.name})


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("key", ["priya", "nobody"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_no_address_fails(address: str, key: str, method: str, signed_in: Callable[[str], Client]) -> None:
    answer = signed_in(key).generic(method, address)

    assert answer.status_code in {200, 302, 401, 403, 404, 405}
    assert (
        answer.status_code != 200
        or answer["Content-Type"].startswith("application/json")
        or b'<h1 class="govuk' in answer.content
    )


PUBLIC = {
    f"/accounts/{path}"
    for path in (
        *("inactive/", "login/", "signup/", "confirm-email/", "confirm-email/x/"),
        *("password/reset/", "password/reset/done/", "password/reset/key/done/", "password/reset/key/x-x/"),
        *("3rdparty/login/cancelled/", "3rdparty/login/error/"),
    )
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_without_signing_in_only_the_way_in_is_open(address: str, signed_in: Callable[[str], Client]) -> None:
    answer = signed_in("nobody").get(address)

    assert (answer.status_code == 200) <= (address in PUBLIC)


def test_by_password(world: SimpleNamespace) -> None:
    client = Client()
    answer = client.post(LOGIN, {"login": "PRIYA@demo.example", "password": demo.PASSWORD, "next": "/my-accounts/"})

    assert answer.status_code == 302
    assert answer["Location"] == "/my-accounts/"
    assert client.get("/").status_code == 200


def test_nobody_is_sent_to_another_site(world: SimpleNamespace) -> None:
    answer = Client().post(LOGIN, {"login": "priya@demo.example", "password": demo.PASSWORD, "next": "https://evil.example/"})

    assert answer["Location"] == "/"


def test_an_unknown_address_and_a_wrong_password_look_the_same(world: SimpleNamespace) -> None:
    pages = []
    for given in ("priya@demo.example", "nobody@demo.example"):
        answer = Client().post(LOGIN, {"login": given, "password": "wrong-password-1"})
        pages.append(re.sub(r'(value|content)="[^"]*"', "", answer.content.decode()))
        assert answer.status_code == 200

    assert WRONG in pages[0]
    assert pages[0] == pages[1]


def test_after_five_wrong_passwords_even_the_right_one_waits(world: SimpleNamespace) -> None:
    right = {"login": "priya@demo.example", "password": demo.PASSWORD}
    with time_machine.travel("2026-11-18 09:00:00+00:00", tick=False) as clock:
        for _ in range(5):
            Client().post(LOGIN, {"login": "priya@demo.example", "password": "wrong-password-1"})
        assert "Too many tries. Wait five minutes" in Client().post(LOGIN, right).content.decode()
        clock.shift(5 * 60 + 1)
        assert Client().post(LOGIN, right).status_code == 302


def test_too_many_requests_get_a_page_in_plain_words(world: SimpleNamespace) -> None:
    answers = [Client().post("/accounts/password/reset/", {"email": f"a{n}@demo.example"}) for n in range(21)]

    assert answers[-1].status_code == 429
    assert "Wait five minutes" in answers[-1].content.decode()


def test_a_closed_account_cannot_sign_in(world: SimpleNamespace) -> None:
    world.priya.is_active = False
    world.priya.save()
    client = Client()
    client.post(LOGIN, {"login": "priya@demo.example", "password": demo.PASSWORD})

    assert client.get("/").status_code == 302


def test_nobody_can_sign_up(world: SimpleNamespace) -> None:
    answer = Client().post(
        "/accounts/signup/", {"email": "a@b.example", "password1": "long-enough-9", "password2": "long-enough-9"}
    )

    assert "Nobody signs up here" in answer.content.decode()
    assert not type(world.priya).objects.filter(email="a@b.example").exists()


def test_nobody_changes_their_address_by_themselves(world: SimpleNamespace, signed_in: Callable[[str], Client]) -> None:
    answer = signed_in("priya").post("/accounts/email/", {"action_add": "", "email": "mine@b.example"})
    world.priya.refresh_from_db()

    assert answer.status_code == 405
    assert world.priya.email == "priya@demo.example"


# --- a shared computer --------------------------------------------------------------------------------------


def shared(world: SimpleNamespace) -> Client:
    client = Client()
    client.post(LOGIN, {"login": "priya@demo.example", "password": demo.PASSWORD, "shared": "on"})
    return client


def test_on_a_shared_computer_the_session_ends_with_the_browser(world: SimpleNamespace) -> None:
    own = Client()
    own.post(LOGIN, {"login": "priya@demo.example", "password": demo.PASSWORD})

    assert shared(world).cookies["safeconduct"]["max-age"] == ""
    assert own.cookies["safeconduct"]["max-age"] == 12 * 60 * 60


def test_on_a_shared_computer_twenty_minutes_without_use_sign_one_out(world: SimpleNamespace) -> None:
    with time_machine.travel("2026-11-18 09:00:00+00:00", tick=False) as clock:
        client = shared(world)
        clock.shift(19 * 60)
        assert client.get("/").status_code == 200  # and counts as use
        clock.shift(19 * 60)
        assert client.get("/").status_code == 200
        clock.shift(21 * 60)
        answer = client.get("/my-accounts/")

        assert answer.status_code == 302
        assert "so we signed you out" in client.get(answer["Location"]).content.decode()
        assert client.get("/").status_code == 302


def test_on_ones_own_computer_it_lasts_a_school_day(world: SimpleNamespace) -> None:
    with time_machine.travel("2026-11-18 08:00:00+00:00", tick=False) as clock:
        client = Client()
        client.post(LOGIN, {"login": "priya@demo.example", "password": demo.PASSWORD})
        clock.shift(9 * 60 * 60)
        assert client.get("/").status_code == 200
        clock.shift(4 * 60 * 60)
        assert client.get("/").status_code == 302


def test_shared_is_remembered_through_the_second_step(world: SimpleNamespace) -> None:
    authenticator = TOTP.activate(world.priya, generate_totp_secret())
    with time_machine.travel("2026-11-18 09:00:00+00:00", tick=False) as clock:
        client = shared(world)
        assert client.get("/").status_code == 302
        answer = client.post("/accounts/2fa/authenticate/", {"code": now(authenticator)})
        assert answer["Location"] == "/"
        assert client.cookies["safeconduct"]["max-age"] == ""
        clock.shift(21 * 60)
        assert client.get("/").status_code == 302


def now(totp: TOTP) -> str:
    from time import time

    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
    from allauth.mfa.utils import decrypt

    return str(format_hotp_value(hotp_value(decrypt(totp.instance.data["secret"]), int(time()) // 30)))


def test_signing_out_is_one_press(world: SimpleNamespace, signed_in: Callable[[str], Client]) -> None:
    client = signed_in("priya")
    answer = client.post("/accounts/logout/")

    assert answer["Location"] == LOGIN
    assert client.get("/").status_code == 302


# --- passwords ----------------------------------------------------------------------------------------------


def test_a_forgotten_password_is_set_by_a_link_that_works_once(world: SimpleNamespace) -> None:
    Client().post("/accounts/password/reset/", {"email": "priya@demo.example"})
    work()
    sent = mail.outbox[0]
    link = re.search(r"http://testserver(\S+)", str(sent.body))
    assert link
    client = Client()
    form = client.get(link[1])["Location"]
    new = {"password1": "otter-lamp-field", "password2": "otter-lamp-field"}

    assert "Choose a new password" in client.get(form).content.decode()
    assert client.post(form, new).status_code == 302
    assert client.get("/").status_code == 200
    assert Client().post(LOGIN, {"login": "priya@demo.example", "password": "otter-lamp-field"}).status_code == 302
    assert "does not work any more" in Client().get(link[1]).content.decode()
    assert "Priya" not in sent.subject


def test_asking_for_a_password_tells_nobody_who_has_an_account(world: SimpleNamespace) -> None:
    answers = [Client().post("/accounts/password/reset/", {"email": f"{who}@demo.example"}) for who in ("priya", "stranger")]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]
    work()
    assert [message.to for message in mail.outbox] == [["priya@demo.example"], ["stranger@demo.example"]]
    assert "There is no safeconduct account" in mail.outbox[1].body


@pytest.mark.parametrize("weak", ["short", "1234567890", "password123"])
def test_a_weak_password_is_refused_in_words(weak: str, world: SimpleNamespace, signed_in: Callable[[str], Client]) -> None:
    given = {"oldpassword": demo.PASSWORD, "password1": weak, "password2": weak}
    answer = signed_in("priya").post("/accounts/password/change/", given)

    assert "There is a problem" in answer.content.decode()
    assert Client().post(LOGIN, {"login": "priya@demo.example", "password": demo.PASSWORD}).status_code == 302


def test_a_changed_password_ends_every_session(world: SimpleNamespace) -> None:
    here, there = Client(), Client()
    for client in (here, there):
        client.post(LOGIN, {"login": "priya@demo.example", "password": demo.PASSWORD})
    new = {"oldpassword": demo.PASSWORD, "password1": "otter-lamp-field", "password2": "otter-lamp-field"}
    here.post("/accounts/password/change/", new)

    assert there.get("/").status_code == 302
    work()
    assert "was changed" in mail.outbox[0].body


def test_signing_out_everywhere_else(world: SimpleNamespace) -> None:
    here, there = Client(), Client(headers={"user-agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0) Safari/604.1"})
    for client in (there, here):
        client.post(LOGIN, {"login": "priya@demo.example", "password": demo.PASSWORD})

    assert "Safari on an iPhone" in here.get("/accounts/sessions/").content.decode()
    here.post("/accounts/sessions/")
    assert there.get("/").status_code == 302
    assert here.get("/").status_code == 200


# --- the school's own accounts ------------------------------------------------------------------------------

SCHOOL = {
    "provider_id": "school",
    "name": "Elm Park",
    "client_id": "id",
    "secret": "secret",
    "settings": {"server_url": "https://sign-in.elm.example/tenant"},
}


def test_a_button_for_the_schools_own_sign_in(world: SimpleNamespace, settings: LazySettings) -> None:
    assert "school's account" not in Client().get(LOGIN).content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [SCHOOL]}}

    assert "Sign in with Elm Park" in Client().get(LOGIN).content.decode()


def test_the_browser_may_go_from_the_button_to_the_schools_sign_in(tmp_path: Path) -> None:
    told = "from safeconduct.web.settings import CONTENT_SECURITY_POLICY as told; print(told['DIRECTIVES']['form-action'])"
    given = {**os.environ, "SAFECONDUCT_DATA": str(tmp_path), "SAFECONDUCT_OIDC": json.dumps([SCHOOL, SCHOOL])}
    asked = subprocess.run([sys.executable, "-c", told], env=given, capture_output=True, text=True, check=True)

    assert asked.stdout.strip() == """["'self'", 'https://sign-in.elm.example']"""
