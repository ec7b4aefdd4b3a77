"""Secrets of second steps lie sealed in the database; sign-ins are in the log, people's names are not."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.apps import apps
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client

from safeconduct.errors import SiteError
from safeconduct.web import demo
from safeconduct.web.people.second_factor import SEALED, seal, unseal

LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


def code_now(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def test_the_secret_of_an_app_lies_sealed_and_its_codes_are_right(world: SimpleNamespace) -> None:
    secret = generate_totp_secret()
    kept = TOTP.activate(world.priya, secret).instance

    assert secret not in str(kept.data)
    assert kept.data["secret"].startswith(SEALED)
    assert TOTP(kept).validate_code(code_now(secret))


def test_the_seed_of_recovery_codes_lies_sealed_too(world: SimpleNamespace) -> None:
    codes = RecoveryCodes.activate(world.priya)

    assert codes.instance.data["seed"].startswith(SEALED)
    assert codes.validate_code(codes.get_unused_codes()[0])


def test_what_an_earlier_version_left_open_is_sealed_by_the_upgrade(world: SimpleNamespace) -> None:
    secret = generate_totp_secret()
    app = Authenticator.objects.create(user=world.priya, type="totp", data={"secret": secret})
    codes = Authenticator.objects.create(
        user=world.priya, type="recovery_codes", data={"migrated_codes": ["1234"], "used_mask": 0}
    )
    key = Authenticator.objects.create(user=world.priya, type="webauthn", data={"name": "Telephone"})

    for _ in range(2):  # one that was broken off is begun again
        import_module("safeconduct.web.people.migrations.0003_seal_second_steps").seal_them(apps, None)

    for each in (app, codes, key):
        each.refresh_from_db()
    assert app.data["secret"].startswith(SEALED)
    assert unseal(app.data["secret"]) == secret
    assert unseal(codes.data["migrated_codes"][0]) == "1234"
    assert key.data == {"name": "Telephone"}


def test_under_another_key_it_is_said_what_to_do(settings: LazySettings) -> None:
    kept = seal("JBSWY3DP")
    settings.SECRET_KEY = "another"

    with pytest.raises(SiteError, match="SAFECONDUCT_SECRET_KEY"):
        unseal(kept)


@pytest.fixture
def told(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    with caplog.at_level(logging.INFO, logger="safeconduct.web.people.coming_and_going"):
        yield caplog


def said(told: pytest.LogCaptureFixture) -> list[tuple[str, Any]]:
    ours = (record for record in told.records if record.name == "safeconduct.web.people.coming_and_going")
    return [(str(record.msg), getattr(record, "facts", {}).get("person")) for record in ours]


def test_signing_in_and_out_is_logged_by_number_alone(world: SimpleNamespace, told: pytest.LogCaptureFixture) -> None:
    client = Client()
    client.post(LOGIN, {"login": world.priya.email, "password": "wrong"})
    client.post(LOGIN, {"login": world.priya.email, "password": demo.PASSWORD})
    client.post("/accounts/logout/")

    assert said(told) == [
        ("a sign-in was refused", None),
        ("somebody signed in", world.priya.pk),
        ("somebody signed out", world.priya.pk),
    ]
    assert not any(word in str(vars(record)) for record in told.records for word in ("priya", "Priya", "wrong", demo.PASSWORD))


def test_a_wrong_second_step_is_logged(world: SimpleNamespace, told: pytest.LogCaptureFixture) -> None:
    TOTP.activate(world.priya, generate_totp_secret())
    client = Client()
    client.post(LOGIN, {"login": world.priya.email, "password": demo.PASSWORD})
    client.post("/accounts/2fa/authenticate/", {"code": "000000"})

    assert said(told) == [("a second step was wrong", world.priya.pk)]
