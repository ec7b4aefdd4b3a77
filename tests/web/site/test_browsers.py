"""What browsers are told and given: headers, cookies, and how a session begins and ends."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
import time_machine
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from safeconduct.web import demo
from safeconduct.web.jobs.housekeeping import end_sessions
from safeconduct.web.people import invitations
from web.jobs.working import work

SignedIn = Callable[[str], Client]
LOGIN, AGAIN, CODE = "/accounts/login/", "/accounts/reauthenticate/", "/accounts/2fa/authenticate/"
PASSWORD = "/accounts/password/change/"
MORNING = "2026-11-18 08:00:00+00:00"


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


def priya(password: str = demo.PASSWORD, **more: str) -> Client:
    client = Client()
    client.post(LOGIN, {"login": "priya@demo.example", "password": password, **more})
    return client


def inside(client: Client) -> bool:
    return client.get("/").status_code == 200


# --- headers ------------------------------------------------------------------------------------------------

ANSWERS = ["/", LOGIN, "/nothing/here/", "/livez", "/api/v1/openapi.json", "/api/v1/policies", "/people/", "/static/"]


@pytest.mark.parametrize("key", ["priya", "nobody"])
@pytest.mark.parametrize("address", ANSWERS)
def test_every_answer_tells_browsers_what_not_to_do(address: str, key: str, signed_in: SignedIn, settings: Settings) -> None:
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31_536_000, True
    answer = signed_in(key).get(address, secure=True, headers={"origin": "https://evil.example"})
    policy = dict(part.split(" ", 1) for part in answer["Content-Security-Policy"].split("; "))

    assert [policy[name] for name in ("default-src", "object-src", "base-uri", "frame-ancestors")] == ["'none'"] * 4
    assert policy["script-src"] == "'self'"
    assert answer["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]
    assert "Access-Control-Allow-Origin" not in answer
    assert not answer.content or "charset=utf-8" in answer["Content-Type"] or "json" in answer["Content-Type"]


def test_a_request_is_never_echoed(world: SimpleNamespace) -> None:
    for address in (LOGIN, "/", "/livez"):
        answer = Client().generic("TRACE", address, headers={"x-secret": "Thessalydon"})
        assert b"Thessalydon" not in answer.content


@pytest.mark.parametrize(
    "address", ["/.git/config", "/static/", "/static/safeconduct/", "/safeconduct.env", "/static/../case.key"]
)
def test_neither_folders_nor_what_lies_beside_the_site_are_shown(address: str, signed_in: SignedIn) -> None:
    assert signed_in("owen").get(address).status_code == 404


# --- cookies ------------------------------------------------------------------------------------------------


def test_cookies_are_no_matter_of_scripts_or_other_sites(world: SimpleNamespace) -> None:
    client = priya()
    client.get(PASSWORD)

    assert set(client.cookies) == {"safeconduct", "csrftoken"}
    for cookie in client.cookies.values():
        assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"]) == (True, "Lax", "/", "")


def test_a_real_site_s_cookies_travel_by_https_alone_and_no_other_host_can_set_them(tmp_path: Path) -> None:
    wanted = ["SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "PASSWORD_HASHERS"]
    told = f"import json; from safeconduct.web import settings as s; print(json.dumps([getattr(s, name) for name in {wanted}]))"
    given = {**os.environ, "SAFECONDUCT_DATA": str(tmp_path), "SAFECONDUCT_SECURE": "yes"}
    asked = subprocess.run([sys.executable, "-c", told], env=given, capture_output=True, text=True, check=True)
    session, token, *secure, hashers = json.loads(asked.stdout)

    assert (session, token, secure) == ("__Host-safeconduct", "__Host-csrftoken", [True, True])
    assert hashers[0].endswith("Argon2PasswordHasher")


def test_a_message_that_may_name_somebody_is_in_no_cookie(signed_in: SignedIn, world: SimpleNamespace) -> None:
    client = signed_in("sian")
    given = {"name": "Anna Kowalska", "email": "anna@demo.example", "position": "teacher", "since": "2026-11-18"}
    answer = client.post(reverse("person-add", args=[world.elm.pk]), given)

    assert answer.status_code == 302
    assert set(client.cookies) == {"safeconduct"}
    assert "Anna Kowalska was added" in client.get(answer["Location"]).content.decode()


# --- sessions -----------------------------------------------------------------------------------------------


def test_signing_in_gives_another_session(world: SimpleNamespace) -> None:
    client = Client()
    client.get(reverse("join"))
    session = client.session
    session["anything"] = 1
    session.save()
    client.cookies["safeconduct"] = before = str(session.session_key)
    client.post(LOGIN, {"login": "priya@demo.example", "password": demo.PASSWORD})

    assert inside(client)
    assert client.cookies["safeconduct"].value != before
    client.cookies["safeconduct"] = before
    assert not inside(client)


def test_a_session_that_was_ended_opens_nothing_any_more(world: SimpleNamespace) -> None:
    client = priya()
    kept = client.cookies["safeconduct"].value
    assert client.get("/accounts/logout/").status_code == 200
    assert inside(client)  # looking at the page ends nothing
    client.post("/accounts/logout/")
    client.cookies["safeconduct"] = kept

    assert not inside(client)


@pytest.mark.parametrize("shared", ["", "on"])
def test_twelve_hours_end_a_session_however_busy_it_was(shared: str, world: SimpleNamespace) -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        client = priya(shared=shared)
        for _ in range(47):
            clock.shift(15 * 60)
            assert client.post(reverse("usersessions_list")).status_code == 302  # leaves a message: the session is written anew
            assert inside(client)
        clock.shift(16 * 60)
        assert not inside(client)


def test_who_came_in_by_a_link_is_signed_out_after_twelve_hours_too(world: SimpleNamespace) -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        world.priya.last_login = None
        world.priya.save()
        client = Client()
        client.post(reverse("invitation", args=[invitations.token(world.priya)]))
        clock.shift(11 * 60 * 60)
        client.post(reverse("usersessions_list"))
        assert inside(client)
        clock.shift(61 * 60)
        assert not inside(client)


def test_which_browser_it_was_is_forgotten_once_the_session_is_over(world: SimpleNamespace) -> None:
    here, there = priya(), priya()
    there.post("/accounts/logout/")
    end_sessions()

    assert [each.session_key for each in UserSession.objects.all()] == [here.cookies["safeconduct"].value]


# --- passwords and second steps -----------------------------------------------------------------------------


def changed(client: Client, new: str, old: str = demo.PASSWORD) -> int:
    return client.post(PASSWORD, {"oldpassword": old, "password1": new, "password2": new}).status_code


def test_a_password_may_be_long_and_of_any_signs_and_counts_as_it_was_typed(world: SimpleNamespace) -> None:
    new = " otter lamp field, môr a mynydd – " * 3
    assert changed(priya(), new) == 302

    assert inside(priya(new))
    for other in (new.strip(), new.upper(), new[:72], new[:-1]):
        assert not inside(priya(other))


def test_the_password_of_now_is_asked_for_before_a_new_one(world: SimpleNamespace) -> None:
    assert changed(priya(), "otter-lamp-field", old="wrong-password-1") == 200
    assert inside(priya())


def test_the_form_helps_managers_of_passwords_and_hides_what_is_typed(world: SimpleNamespace) -> None:
    page = Client().get(LOGIN).content.decode()
    field = re.search(r'<input[^>]*name="password"[^>]*>', page)

    assert field
    assert 'type="password"' in field[0]
    assert 'autocomplete="current-password"' in field[0]
    assert "onpaste" not in page


@pytest.mark.parametrize("address", ["/accounts/2fa/totp/activate/", "/accounts/2fa/webauthn/add/"])
def test_a_way_in_is_added_only_after_the_password_once_more(address: str, world: SimpleNamespace) -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        client = priya()
        clock.shift(11 * 60)
        assert client.get(address)["Location"].startswith(AGAIN)
        client.post(AGAIN, {"password": demo.PASSWORD})
        assert client.get(address).status_code == 200


def test_a_code_of_an_app_or_of_paper_counts_once(world: SimpleNamespace) -> None:
    secret = generate_totp_secret()
    TOTP.activate(world.priya, secret)
    paper = RecoveryCodes.activate(world.priya).get_unused_codes()[0]
    with time_machine.travel(MORNING, tick=False):
        app = str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
        for code in (app, paper):
            first, second = priya(), priya()
            first.post(CODE, {"code": code})
            assert inside(first)
            second.post(CODE, {"code": code})
            assert not inside(second)


def test_a_new_password_by_the_link_does_not_pass_over_the_second_step(world: SimpleNamespace) -> None:
    TOTP.activate(world.priya, generate_totp_secret())
    Client().post("/accounts/password/reset/", {"email": "priya@demo.example"})
    work()
    link = re.search(r"http://testserver(\S+)", str(mail.outbox[0].body))
    assert link
    client = Client()
    new = {"password1": "otter-lamp-field", "password2": "otter-lamp-field"}
    client.post(client.get(link[1])["Location"], new)

    assert not inside(client)
    assert not inside(priya("otter-lamp-field"))


def test_nobody_is_sent_to_the_schools_sign_in_unasked(world: SimpleNamespace, settings: Settings) -> None:
    school = {"provider_id": "school", "name": "Elm Park", "client_id": "id", "settings": {"server_url": "https://elm.example"}}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [school]}}
    answer = Client().get("/accounts/oidc/school/login/")  # another site's link, or picture

    assert answer.status_code == 200
    assert '<form method="post"' in answer.content.decode()


@pytest.mark.parametrize("address", ["/people/roles/{}/end/", "/people/organisations/{}/", "/programs/{}/revoke/"])
def test_a_number_larger_than_any_is_not_there(address: str, signed_in: SignedIn) -> None:
    assert signed_in("owen").get(address.format(10**40)).status_code == 404
