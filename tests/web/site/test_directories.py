"""Signing in by Google Workspace and Microsoft Entra, there and back: only accounts of the school itself."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings

from safeconduct.web import demo
from safeconduct.web.people.models import Person
from safeconduct.web.people.school_accounts import directories
from safeconduct.web.people.school_accounts.directories import Given, SettingsError
from web.site.openid import CLIENT, SECRET, Provider
from web.site.test_school_accounts import at_the_provider, is_in

TENANT = "5c0f1c56-8a7e-4a3e-9d0a-6b2f6f3f0a11"
OTHER = "0b7a1f3e-1111-4222-8333-444455556666"
CONSUMERS = "9188040d-6c67-4c5b-b112-36a304b66dad"
DOMAIN = "demo.example"
UNKNOWN, NOT_OURS, FAILED = "We do not know this account", "not an account of your school", "sign-in did not work"


def set_up(settings: Settings, app: dict[str, Any]) -> None:
    cache.clear()
    known = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {**known, "APPS": [app]}}


@pytest.fixture
def google(settings: Settings, world: SimpleNamespace) -> Iterator[Provider]:
    """Google Workspace, as it answers for the school's domain."""
    provider = Provider().start()
    set_up(settings, directories.google(Given(CLIENT, SECRET, f"@{DOMAIN}, Elm-Park.sch.uk"), provider.address))
    provider.who |= {"hd": DOMAIN}
    yield provider
    provider.stop()


@pytest.fixture
def entra(settings: Settings, world: SimpleNamespace) -> Iterator[Provider]:
    """Microsoft Entra, as it answers for the school's tenant."""
    provider = Provider(f"/{TENANT}/v2.0").start()
    at = provider.address.removesuffix(f"/{TENANT}/v2.0")
    set_up(settings, directories.entra(Given(CLIENT, SECRET, TENANT.upper()), at))
    provider.who = {"sub": "pairwise-1", "oid": "o-1", "tid": TENANT, "email": "priya@demo.example", "xms_edov": True}
    yield provider
    provider.stop()


def there_and_back(client: Client, key: str, process: str = "login") -> Any:
    asked = client.post(f"/accounts/oidc/{key}/login/?process={process}")
    return client.get(at_the_provider(asked["Location"]))


def refused(key: str, says: str, status: int = 403) -> str:
    client = Client()
    answer = there_and_back(client, key)
    page: str = answer.content.decode()

    assert (answer.status_code, says in page) == (status, True), page
    assert not is_in(client)
    return page


# --- Google ---------------------------------------------------------------------------------------------------------


def test_an_account_of_the_schools_domain_comes_in(google: Provider, world: SimpleNamespace) -> None:
    client = Client()
    there_and_back(client, "google")

    assert client.session["_auth_user_id"] == str(world.priya.pk)
    assert SocialAccount.objects.values_list("provider", "uid").get() == ("google", "7")


def test_google_is_told_to_offer_accounts(google: Provider, world: SimpleNamespace) -> None:
    there_and_back(Client(), "google")
    (asked,) = google.asked

    assert (asked["prompt"], asked["hd"]) == ("select_account", "*")


@pytest.mark.parametrize("hosted", ["elm-park.sch.uk", "DEMO.example"])
def test_several_domains_may_be_the_schools_however_they_are_written(
    hosted: str, google: Provider, world: SimpleNamespace
) -> None:
    google.who["hd"] = hosted
    client = Client()
    there_and_back(client, "google")

    assert is_in(client)


def test_a_private_google_account_is_refused_with_what_to_do(google: Provider, world: SimpleNamespace) -> None:
    google.claims["hd"] = None
    page = refused("google", NOT_OURS)

    assert "private Google account" in page
    assert f"@{DOMAIN}" in page
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("hosted", ["other.sch.uk", "demo.example.evil.example", "evil-demo.example", ["demo.example"], True])
def test_a_google_account_of_another_domain_is_refused_even_with_an_address_of_ours(
    hosted: object, google: Provider, world: SimpleNamespace
) -> None:
    google.who["hd"] = hosted

    assert "belongs to another organisation" in refused("google", NOT_OURS)
    assert not SocialAccount.objects.exists()


def test_what_the_profile_says_of_the_domain_counts_for_nothing(google: Provider, world: SimpleNamespace) -> None:
    google.claims["hd"] = None
    google.profile["hd"] = DOMAIN
    refused("google", NOT_OURS)


@pytest.mark.parametrize("said", [False, None, "false"])
def test_an_address_that_google_does_not_vouch_for_joins_nobody(said: object, google: Provider, world: SimpleNamespace) -> None:
    google.who["email_verified"] = said
    refused("google", UNKNOWN)


def test_one_who_left_the_domain_is_refused_even_if_joined_before(google: Provider, world: SimpleNamespace) -> None:
    there_and_back(Client(), "google")
    google.who["hd"] = "other.sch.uk"
    refused("google", NOT_OURS)


def test_the_same_subject_under_another_address_is_the_same_person(google: Provider, world: SimpleNamespace) -> None:
    there_and_back(Client(), "google")
    google.who["email"] = "helen@demo.example"
    client = Client()
    there_and_back(client, "google")

    assert client.session["_auth_user_id"] == str(world.priya.pk)


@pytest.mark.parametrize("key", ["google", "entra"])
def test_a_leaver_whose_sign_in_is_closed_stays_out(key: str, request: pytest.FixtureRequest, world: SimpleNamespace) -> None:
    request.getfixturevalue(key)
    there_and_back(Client(), key)
    Person.objects.filter(pk=world.priya.pk).update(is_active=False)
    client = Client()
    there_and_back(client, key)

    assert not is_in(client)


@pytest.mark.parametrize("key", ["google", "entra"])
def test_a_private_account_cannot_be_joined_by_somebody_signed_in(
    key: str, request: pytest.FixtureRequest, world: SimpleNamespace
) -> None:
    provider: Provider = request.getfixturevalue(key)
    provider.who |= {"hd": None, "tid": CONSUMERS}
    client = Client()
    client.post("/accounts/login/", {"login": "priya@demo.example", "password": demo.PASSWORD})
    assert is_in(client)
    there_and_back(client, key, "connect")

    assert not SocialAccount.objects.exists()


# --- Microsoft ------------------------------------------------------------------------------------------------------


def test_an_account_of_the_schools_tenant_comes_in_and_is_known_by_its_object_id(
    entra: Provider, world: SimpleNamespace
) -> None:
    client = Client()
    there_and_back(client, "entra")

    assert client.session["_auth_user_id"] == str(world.priya.pk)
    assert SocialAccount.objects.values_list("provider", "uid").get() == ("entra", "o-1")


def test_the_same_object_id_is_the_same_person_whatever_address_and_subject_become(
    entra: Provider, world: SimpleNamespace
) -> None:
    there_and_back(Client(), "entra")
    entra.who |= {"sub": "pairwise-2", "email": "helen@demo.example", "xms_edov": False}
    client = Client()
    there_and_back(client, "entra")

    assert client.session["_auth_user_id"] == str(world.priya.pk)


def test_another_object_id_with_the_same_subject_is_somebody_else(entra: Provider, world: SimpleNamespace) -> None:
    there_and_back(Client(), "entra")
    entra.who |= {"oid": "o-2", "xms_edov": None}
    refused("entra", UNKNOWN)


@pytest.mark.parametrize("said", [None, False, 0, "0", "false", ""])
def test_an_address_that_anybody_may_have_written_joins_nobody(said: object, entra: Provider, world: SimpleNamespace) -> None:
    entra.who |= {"xms_edov": said, "email_verified": True}
    refused("entra", UNKNOWN)
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("said", [1, "1", "true"])
def test_microsoft_says_yes_in_several_ways(said: object, entra: Provider, world: SimpleNamespace) -> None:
    entra.who["xms_edov"] = said
    client = Client()
    there_and_back(client, "entra")

    assert is_in(client)


def test_somebody_signed_in_may_join_their_account_without_a_vouched_address(entra: Provider, world: SimpleNamespace) -> None:
    entra.who |= {"xms_edov": None, "email": "p.nair@elm.example"}
    client = Client()
    client.post("/accounts/login/", {"login": "priya@demo.example", "password": demo.PASSWORD})
    there_and_back(client, "entra", "connect")
    again = Client()
    there_and_back(again, "entra")

    assert SocialAccount.objects.get().user == world.priya
    assert is_in(again)


def test_the_way_to_join_an_account_stands_on_ones_own_page(entra: Provider, world: SimpleNamespace) -> None:
    client = Client()
    client.post("/accounts/login/", {"login": "priya@demo.example", "password": demo.PASSWORD})

    assert "/accounts/3rdparty/" in client.get("/people/me/").content.decode()
    page = client.get("/accounts/3rdparty/").content.decode()
    assert "/accounts/oidc/entra/login/?process=connect" in page


@pytest.mark.parametrize("tenant", [OTHER, None, "", "common", 7])
def test_an_account_of_another_tenant_is_refused(tenant: object, entra: Provider, world: SimpleNamespace) -> None:
    entra.who["tid"] = tenant

    assert "belongs to another organisation" in refused("entra", NOT_OURS)


def test_a_private_microsoft_account_is_refused_with_what_to_do(entra: Provider, world: SimpleNamespace) -> None:
    entra.who["tid"] = CONSUMERS

    assert "private Microsoft account" in refused("entra", NOT_OURS)


@pytest.mark.parametrize("issuer", [f"https://login.microsoftonline.com/{OTHER}/v2.0", "http://127.0.0.1:9", None])
def test_another_issuer_signs_nobody_in(issuer: str | None, entra: Provider, world: SimpleNamespace) -> None:
    entra.claims["iss"] = issuer
    refused("entra", FAILED, 401)


def test_an_issuer_that_is_not_the_tenants_signs_nobody_in_even_if_the_provider_names_it(
    entra: Provider, world: SimpleNamespace, settings: Settings
) -> None:
    (app,) = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    issuer = entra.address.replace(TENANT, OTHER)
    overrides = {"openid_configuration_overrides": {"issuer": issuer}}
    set_up(settings, {**app, "settings": {**app["settings"], **overrides}})
    entra.claims["iss"] = issuer
    refused("entra", NOT_OURS)


@pytest.mark.parametrize("said", [None, "", 7])
def test_without_an_object_id_nobody_comes_in(said: object, entra: Provider, world: SimpleNamespace) -> None:
    entra.who["oid"] = said
    refused("entra", FAILED, 401)


# --- settings -------------------------------------------------------------------------------------------------------

GOOGLE_SET = {"SAFECONDUCT_GOOGLE_CLIENT": "c", "SAFECONDUCT_GOOGLE_SECRET": "s", "SAFECONDUCT_GOOGLE_DOMAIN": "elm.sch.uk"}
ENTRA_SET = {"SAFECONDUCT_ENTRA_CLIENT": "c", "SAFECONDUCT_ENTRA_SECRET": "s", "SAFECONDUCT_ENTRA_TENANT": TENANT}


def test_both_may_be_set_beside_another_sign_in() -> None:
    other = {"provider_id": "school", "settings": {"server_url": "https://sign-in.elm.example"}}
    found = directories.apps({**GOOGLE_SET, **ENTRA_SET}, [other])

    assert [app["provider_id"] for app in found] == ["school", "google", "entra"]
    assert [app["settings"]["server_url"] for app in found[1:]] == [
        "https://accounts.google.com",
        f"https://login.microsoftonline.com/{TENANT}/v2.0",
    ]


def test_nothing_set_is_nothing() -> None:
    assert directories.apps({}, []) == []


@pytest.mark.parametrize("missing", [*GOOGLE_SET, *ENTRA_SET])
def test_a_sign_in_that_is_set_in_part_is_refused_by_the_name_of_what_is_missing(missing: str) -> None:
    given = {name: value for name, value in (GOOGLE_SET if missing in GOOGLE_SET else ENTRA_SET).items() if name != missing}
    with pytest.raises(SettingsError, match=f"^{missing} is not set"):
        directories.apps(given, [])


@pytest.mark.parametrize("tenant", ["common", "organizations", "consumers", "elm.onmicrosoft.com", CONSUMERS, "*"])
def test_a_tenant_that_is_everybodys_is_refused(tenant: str) -> None:
    with pytest.raises(SettingsError, match="your school's own tenant id"):
        directories.apps({**ENTRA_SET, "SAFECONDUCT_ENTRA_TENANT": tenant}, [])


@pytest.mark.parametrize("domain", ["gmail.com", "googlemail.com", "*", "elm", "head@elm.sch.uk", "elm.sch.uk,gmail.com"])
def test_a_domain_that_is_everybodys_is_refused(domain: str) -> None:
    with pytest.raises(SettingsError, match="your school's own domain"):
        directories.apps({**GOOGLE_SET, "SAFECONDUCT_GOOGLE_DOMAIN": domain}, [])


@pytest.mark.parametrize("address", ["https://accounts.google.com", "https://login.microsoftonline.com/common/v2.0"])
def test_neither_may_be_set_by_the_general_setting_which_knows_no_school(address: str) -> None:
    with pytest.raises(SettingsError, match="where everybody can have an account"):
        directories.apps({}, [{"provider_id": "x", "settings": {"server_url": address}}])
