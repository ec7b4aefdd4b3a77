"""Signing in as people do it: by keyboard alone, by password, with a code from an app, and with a passkey."""

from __future__ import annotations

import pytest
from allauth.mfa.totp.internal.auth import hotp_value
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from safeconduct.web import demo
from web.browser import PageFor, axe, focused, overflow, tab_to

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def sign_in(page: Page, key: str = "priya") -> None:
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill(f"{key}@demo.example")
    page.get_by_label("Password").fill(demo.PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_title("Sign in – safeconduct")


def confirm(page: Page) -> None:
    """Show once more that it is still Priya."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Is it still you?")
    page.get_by_label("Your password").fill(demo.PASSWORD)
    page.get_by_role("button", name="Go on").click()


def at_home(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("What do you want to do?")


def test_by_password_and_out_again(page_for: PageFor) -> None:
    page = page_for("nobody")
    sign_in(page)
    at_home(page)
    sign_out(page)


def test_by_keyboard_alone(page_for: PageFor) -> None:
    page = page_for("nobody", 1280)
    page.goto("/accounts/login/")
    tab_to(page, lambda: focused(page) == "id_login")
    page.keyboard.type("priya@demo.example")
    page.keyboard.press("Tab")
    page.keyboard.type(demo.PASSWORD)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")

    assert page.get_by_label("This is a shared computer").is_checked()
    tab_to(page, lambda: focused(page) == "Sign in", 1)
    page.keyboard.press("Enter")
    at_home(page)
    tab_to(page, lambda: focused(page).startswith("Look after my accounts"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Look after my accounts")


def test_with_a_code_from_an_app(page_for: PageFor) -> None:
    page = page_for("nobody")
    sign_in(page)
    page.goto("/accounts/2fa/totp/activate/")
    confirm(page)
    secret = page.locator(".sc-code").inner_text()

    assert axe(page) == []
    page.get_by_label("Code").fill(hotp(secret))
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    code = page.locator(".sc-codes li").first.inner_text()

    assert axe(page) == []
    sign_out(page)
    sign_in(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("One more step")

    assert axe(page) == []
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert").first).to_contain_text("code")
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Sign in").click()
    at_home(page)


def hotp(secret: str) -> str:
    """What an app shows now for a key."""
    from time import time

    return f"{hotp_value(secret, int(time()) // 30):06}"


@pytest.mark.parametrize("width", [320, 1280])
def test_with_a_passkey(width: int, page_for: PageFor) -> None:
    page = page_for("nobody", width)
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    sign_in(page)
    page.goto("/accounts/2fa/webauthn/add/")
    confirm(page)

    assert axe(page) == []
    page.get_by_label("A name for it").fill("my phone")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("status")).to_contain_text("Your passkey is added.")
    page.goto("/accounts/2fa/webauthn/")
    expect(page.get_by_text("my phone").first).to_be_visible()

    assert axe(page) == []
    sign_out(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    at_home(page)
    page.goto("/accounts/2fa/webauthn/")
    expect(page.get_by_text("Last used")).to_be_visible()


def test_a_passkey_that_is_not_there_is_said_in_words(page_for: PageFor) -> None:
    page = page_for("nobody")
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    given = devices.send("WebAuthn.addVirtualAuthenticator", {"options": {**AUTHENTICATOR, "isUserVerified": False}})
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.locator("[data-says]")).to_contain_text("Nothing was confirmed")
    devices.send("WebAuthn.removeVirtualAuthenticator", given)


def test_a_school_whose_sign_in_does_not_answer_is_said_in_words(page_for: PageFor, settings: Settings) -> None:
    known = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]
    app = {"provider_id": "school", "name": "Elm Park", "client_id": "x", "secret": "y"}
    apps = [{**app, "settings": {"server_url": "http://127.0.0.1:9"}}]  # nobody listens there
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {**known, "APPS": apps}}
    page = page_for("nobody", errors=True)
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with Elm Park").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your school's sign-in does not answer")

    assert axe(page) == []
    assert overflow(page) <= 0


def test_too_much_at_once_is_said_in_words(page_for: PageFor) -> None:
    page = page_for("helen", errors=True)
    page.goto("/check/")
    page.evaluate("document.querySelector('form.sc-check__ask').removeAttribute('hx-post')")
    page.evaluate(
        "const box = document.querySelector('#id_text'); box.removeAttribute('maxlength'); box.value = 'x'.repeat(4e6)"
    )
    page.evaluate("document.querySelector('form.sc-check__ask').submit()")
    expect(page.get_by_role("heading", level=1)).to_have_text("That is too much at once")

    assert axe(page) == []
    assert overflow(page) <= 0
