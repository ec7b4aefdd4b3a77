"""Signing in by the school's own accounts, there and back, against a real OpenID provider."""

from __future__ import annotations

import http.client
import logging
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings

from safeconduct.web import demo
from safeconduct.web.jobs.models import Mail
from safeconduct.web.people.models import Person
from web.site.openid import CLIENT, SECRET, Provider

LOGIN, START = "/accounts/login/", "/accounts/oidc/school/login/"
FAILED, AWAY, UNKNOWN = "sign-in did not work", "sign-in does not answer", "We do not know this account"
SPOILT: dict[str, Any] = {
    "nothing": b"",
    "no JSON": b"<html>",
    "another shape": b"[]",
    "numbers": b'{"issuer": 7}',
    "null": b"null",
}


@pytest.fixture
def provider(settings: Settings) -> Iterator[Provider]:
    """A school's sign-in, and the site set to use it."""
    cache.clear()
    provider = Provider().start()
    app = {"provider_id": "school", "name": "Elm Park", "client_id": CLIENT, "secret": SECRET}
    known = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]
    apps = [{**app, "settings": {"server_url": provider.address}}]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {**known, "APPS": apps}}
    yield provider
    provider.stop()


def start(client: Client, process: str = "login") -> Any:
    """Press the button."""
    return client.post(f"{START}?process={process}")


def at_the_provider(address: str) -> str:
    """What a browser does that is sent there: ask, and be sent back; where to."""
    parts = urlsplit(address)
    line = http.client.HTTPConnection(parts.netloc, timeout=10)
    line.request("GET", f"{parts.path}?{parts.query}")
    back = line.getresponse().headers["Location"]
    line.close()
    return back.removeprefix("http://testserver")


def there_and_back(client: Client, process: str = "login") -> Any:
    return client.get(at_the_provider(start(client, process)["Location"]))


def is_in(client: Client) -> bool:
    return client.get("/").status_code == 200


def test_the_person_with_the_address_that_is_vouched_for_is_signed_in(world: SimpleNamespace, provider: Provider) -> None:
    client = Client()
    answer = there_and_back(client)

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert is_in(client)
    assert client.session["_auth_user_id"] == str(world.priya.pk)
    assert SocialAccount.objects.get().user == world.priya


def test_the_second_step_that_somebody_set_up_is_asked_after_it_too(world: SimpleNamespace, provider: Provider) -> None:
    TOTP.activate(world.priya, generate_totp_secret())
    client = Client()

    assert there_and_back(client)["Location"] == "/accounts/2fa/authenticate/"
    assert not is_in(client)


def test_of_the_profile_only_the_address_is_kept(world: SimpleNamespace, provider: Provider) -> None:
    provider.profile = {"picture": "http://elsewhere.example/p.png", "groups": ["staff"], "phone": "07700 900123"}
    there_and_back(Client())

    assert SocialAccount.objects.get().extra_data == {"email": "priya@demo.example"}


def test_the_person_is_told_by_email_that_a_way_in_was_added(world: SimpleNamespace, provider: Provider) -> None:
    there_and_back(Client())
    there_and_back(Client())
    (mail,) = Mail.objects.all()

    assert mail.to == world.priya
    assert mail.context["subject"] == "Your school's sign-in is joined to safeconduct"


def test_one_who_was_joined_once_is_known_by_the_account_even_under_another_address(
    world: SimpleNamespace, provider: Provider
) -> None:
    there_and_back(Client())
    provider.who |= {"email": "p.nair@elsewhere.example", "email_verified": False}
    client = Client()
    there_and_back(client)

    assert is_in(client)
    assert SocialAccount.objects.get().user == world.priya


def test_however_the_address_is_capitalised(world: SimpleNamespace, provider: Provider) -> None:
    provider.who["email"] = "PRIYA@Demo.example"
    client = Client()
    there_and_back(client)

    assert is_in(client)


@pytest.mark.parametrize("said", [False, None, "false", "no", 0, "", [], "False"])
def test_an_address_that_is_not_vouched_for_signs_nobody_in(said: object, world: SimpleNamespace, provider: Provider) -> None:
    provider.who["email_verified"] = said
    client = Client()
    answer = there_and_back(client)

    assert answer.status_code == 403
    assert UNKNOWN in answer.content.decode()
    assert not is_in(client)
    assert not SocialAccount.objects.exists()


def test_some_providers_say_yes_in_a_word(world: SimpleNamespace, provider: Provider) -> None:
    provider.who["email_verified"] = "true"
    client = Client()
    there_and_back(client)

    assert is_in(client)


@pytest.mark.parametrize("email", ["stranger@demo.example", None, "", "no address", "priya@demo.example.evil.example"])
def test_a_stranger_gets_no_account_and_nothing_is_kept(email: str | None, world: SimpleNamespace, provider: Provider) -> None:
    provider.who["email"] = email
    client, before = Client(), Person.objects.count()
    answer = there_and_back(client)

    assert answer.status_code == 403
    assert UNKNOWN in answer.content.decode()
    assert not is_in(client)
    assert (Person.objects.count(), SocialAccount.objects.count()) == (before, 0)


def test_somebody_invited_is_let_in_since_the_office_entered_them(world: SimpleNamespace, provider: Provider) -> None:
    new = Person.objects.create_person("new@demo.example", "New")
    provider.who["email"] = "new@demo.example"
    client = Client()
    there_and_back(client)

    assert client.session["_auth_user_id"] == str(new.pk)


def test_who_took_the_address_at_a_gate_keeps_no_hold_over_its_owner(world: SimpleNamespace, provider: Provider) -> None:
    person = Person.objects.create_person("new@demo.example", "New", demo.PASSWORD, walked_in=True)
    impostor = Client()
    impostor.post(LOGIN, {"login": "new@demo.example", "password": demo.PASSWORD})
    assert is_in(impostor)
    provider.who["email"] = "new@demo.example"
    owner = Client()
    there_and_back(owner)
    person.refresh_from_db()

    assert is_in(owner)
    assert not is_in(impostor)
    assert not person.walked_in
    assert not person.has_usable_password()


@pytest.mark.parametrize("joined", [True, False])
def test_a_closed_account_stays_closed(joined: bool, world: SimpleNamespace, provider: Provider) -> None:
    if joined:
        there_and_back(Client())
    Person.objects.filter(pk=world.priya.pk).update(is_active=False)
    client = Client()
    there_and_back(client)

    assert not is_in(client)


# --- what must not be believed -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"nonce": 7},
        {"iss": "http://127.0.0.1:9"},
        {"iss": None},
        {"aud": "another site"},
        {"aud": ["another site"]},
        {"aud": None},
        {"exp": 1_600_000_000},
        {"exp": "soon"},
        {"iat": 4_000_000_000},
        {"sub": None},
    ],
    ids=str,
)
def test_a_word_that_is_not_for_us_now_signs_nobody_in(
    claims: dict[str, Any], world: SimpleNamespace, provider: Provider
) -> None:
    provider.claims = claims
    refused(there_and_back)


def test_a_word_that_the_provider_did_not_sign_signs_nobody_in(world: SimpleNamespace, provider: Provider) -> None:
    provider.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    refused(there_and_back)


@pytest.mark.parametrize(("algorithm", "key"), [("none", None), ("HS256", "a secret that is long enough for it")])
def test_a_word_that_is_not_signed_by_a_key_pair_signs_nobody_in(
    algorithm: str, key: Any, world: SimpleNamespace, provider: Provider
) -> None:
    provider.algorithm, provider.key = algorithm, key
    refused(there_and_back)


def test_no_signed_word_at_all_signs_nobody_in(world: SimpleNamespace, provider: Provider) -> None:
    provider.signs = False
    refused(there_and_back)


@pytest.mark.parametrize("sub", ["8", None])
def test_the_profile_of_somebody_else_signs_nobody_in(sub: str | None, world: SimpleNamespace, provider: Provider) -> None:
    provider.profile = {"sub": sub, "email": "helen@demo.example"}
    refused(there_and_back)


def test_an_answer_to_another_browsers_question_signs_nobody_in(world: SimpleNamespace, provider: Provider) -> None:
    stolen = at_the_provider(start(Client())["Location"])
    refused(lambda client: client.get(stolen))


def test_an_answer_counts_once(world: SimpleNamespace, provider: Provider) -> None:
    client = Client()
    back = at_the_provider(start(client)["Location"])
    client.get(back)
    client.post("/accounts/logout/")
    refused(lambda _: client.get(back))


def test_every_question_has_a_number_of_its_own_and_nothing_from_the_address(
    world: SimpleNamespace, provider: Provider
) -> None:
    for _ in range(2):
        client = Client()
        asked = client.post(f"{START}?process=login&auth_params=nonce%3Dmine%26redirect_uri%3Dhttp%3A%2F%2Fevil.example%2F")
        at_the_provider(asked["Location"])
    first, second = provider.asked

    assert len({first["nonce"], second["nonce"], "mine"}) == 3
    assert first["redirect_uri"] == "http://testserver/accounts/oidc/school/login/callback/"


def refused(go: Callable[[Client], Any]) -> None:
    """Going there signs nobody in, joins nothing, and says so."""
    client = Client()
    answer = go(client)

    assert answer.status_code == 401
    assert FAILED in answer.content.decode()
    assert not is_in(client)
    assert not SocialAccount.objects.exclude(uid="7", user__email="priya@demo.example").exists()


# --- a provider that is away ---------------------------------------------------------------------------------


def test_a_provider_that_is_down_makes_a_clear_page(world: SimpleNamespace, provider: Provider) -> None:
    client = Client()
    sent = start(client)["Location"]
    back = at_the_provider(sent)
    provider.stop()
    answers = [start(Client()), client.get(back)]

    assert [answer.status_code for answer in answers] == [503, 503]
    assert all(AWAY in answer.content.decode() for answer in answers)
    assert not is_in(client)


@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/token", "/jwks"])
@pytest.mark.parametrize("content", SPOILT.values(), ids=SPOILT)
def test_an_answer_that_nobody_can_read_makes_a_clear_page(
    path: str, content: bytes, world: SimpleNamespace, provider: Provider
) -> None:
    provider.spoilt = {path: (200, content)}
    client = Client()
    first = start(client)
    answer = client.get(at_the_provider(first["Location"])) if first.status_code == 302 else first

    assert answer.status_code in {401, 503}
    assert FAILED in answer.content.decode() or AWAY in answer.content.decode()
    assert not is_in(client)


@pytest.mark.parametrize("content", [b"", b"<html>", b'{"sub": 7}'])
def test_a_profile_that_nobody_can_read_signs_nobody_in(content: bytes, world: SimpleNamespace, provider: Provider) -> None:
    provider.spoilt = {"/userinfo": (200, content)}
    client = Client()

    assert there_and_back(client).status_code in {401, 503}
    assert not is_in(client)


@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/token", "/jwks", "/userinfo"])
def test_a_provider_in_trouble_makes_a_clear_page(path: str, world: SimpleNamespace, provider: Provider) -> None:
    provider.spoilt = {path: (500, b"Zanzibar broke")}
    client = Client()
    first = start(client)
    answer = client.get(at_the_provider(first["Location"])) if first.status_code == 302 else first

    assert answer.status_code in {401, 503}
    assert "Zanzibar" not in answer.content.decode()
    assert not is_in(client)


def test_going_back_is_no_failure(world: SimpleNamespace, provider: Provider) -> None:
    client = Client()
    start(client)
    state = next(iter(client.session["socialaccount_states"]))
    answer = client.get(f"{START}callback/?error=access_denied&state={state}", follow=True)

    assert "You did not sign in" in answer.content.decode()


def test_nothing_of_who_it_was_reaches_the_log(
    world: SimpleNamespace, provider: Provider, caplog: pytest.LogCaptureFixture
) -> None:
    from safeconduct.web.site.logs import Formatter

    with caplog.at_level(logging.DEBUG):
        there_and_back(Client())
        provider.claims = {"nonce": "another"}
        there_and_back(Client())
        provider.spoilt = {"/token": (500, b"priya has no token")}
        there_and_back(Client())
    lines = "\n".join(Formatter().format(record) for record in caplog.records)

    assert "a school's sign-in failed" in lines
    assert [said for said in ("priya", "Nair", SECRET) if said in lines] == []


# --- joining an account by hand ------------------------------------------------------------------------------


def test_somebody_signed_in_may_join_an_account_that_is_vouched_for_by_nobody(
    world: SimpleNamespace, provider: Provider
) -> None:
    provider.who |= {"email": "p.nair@elsewhere.example", "email_verified": False}
    client = Client()
    client.post(LOGIN, {"login": "priya@demo.example", "password": demo.PASSWORD})
    assert there_and_back(client, "connect").status_code == 302
    other = Client()
    there_and_back(other)

    assert SocialAccount.objects.get().user == world.priya
    assert other.session["_auth_user_id"] == str(world.priya.pk)


def test_the_account_of_one_person_cannot_be_joined_by_another(world: SimpleNamespace, provider: Provider) -> None:
    there_and_back(Client())
    client = Client()
    client.post(LOGIN, {"login": "tomasz@demo.example", "password": demo.PASSWORD})
    there_and_back(client, "connect")

    assert SocialAccount.objects.get().user == world.priya
    assert client.session["_auth_user_id"] == str(world.tomasz.pk)


def test_nobody_joins_an_account_without_signing_in(world: SimpleNamespace, provider: Provider) -> None:
    client = Client()
    there_and_back(client, "connect")

    assert not SocialAccount.objects.exists()
    assert not is_in(client)
