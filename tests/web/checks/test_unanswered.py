"""A check that gets no answer: signed out, out of date, offline, refused, failed. The text stays, an older answer goes."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from playwright.sync_api import Page, expect

from web.browser import PageFor, axe, overflow

FINE, NEWER = "Lovely walk on the moor", "Year 9 were awful today"
TYPING = {"HX-Request": "true"}


def checked(page: Page) -> None:
    """A text that is fine stands on the page with its answer."""
    page.goto("/check/")
    page.get_by_label("What do you want to post?").fill(FINE)
    expect(page.locator(".sc-answer__word")).to_contain_text("Fine")


def changed(page: Page) -> None:
    """It is changed, and what was said of it before stands there no more."""
    page.get_by_label("What do you want to post?").fill(NEWER)
    expect(page.locator("#answer")).to_be_empty()
    expect(page.get_by_label("What do you want to post?")).to_have_value(NEWER)
    expect(page.get_by_text("Fine")).to_have_count(0)


@pytest.mark.parametrize("address", ["/check/", "/check/picture/", "/policies/", "/contact/"])
def test_a_script_of_somebody_signed_out_is_told_so_in_words(address: str, client: Client, world: SimpleNamespace) -> None:
    for answer in (client.post(address, {}, headers=TYPING), client.get(address, headers=TYPING)):
        assert (answer.status_code, answer["Content-Type"]) == (401, "text/plain; charset=utf-8")
        assert answer.content.decode() == "You have been signed out. Sign in, then do it again."
    assert client.get(address).status_code == 302


@pytest.mark.parametrize("width", [320, 1280])
def test_signed_out_the_text_stays_and_the_way_back_in_is_shown(page_for: PageFor, width: int) -> None:
    page = page_for("priya", width=width, errors=True)
    checked(page)
    Session.objects.all().delete()
    changed(page)
    said = page.locator("#verdict")
    expect(said).to_contain_text("You have been signed out. Your text is still here: copy it, sign in, and check it again.")
    assert axe(page) == []
    assert overflow(page) <= 0
    with page.expect_popup() as popup:
        said.get_by_role("link", name="Sign in").click()
    expect(popup.value.get_by_role("heading", level=1)).to_contain_text("Sign in")


def test_a_page_out_of_date_says_so(page_for: PageFor) -> None:
    page = page_for("priya", errors=True)
    checked(page)
    page.context.clear_cookies(name=settings.CSRF_COOKIE_NAME)
    changed(page)
    expect(page.locator("#verdict")).to_have_text("This page is out of date. Copy your text, reload the page and check again.")


def test_offline_nothing_is_sent_and_it_goes_on_afterwards(page_for: PageFor) -> None:
    page = page_for("priya", errors=True)  # the browser may miss its icon
    checked(page)
    page.context.set_offline(True)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    changed(page)
    assert "POST" not in sent
    expect(page.locator("#verdict")).to_contain_text("There is no connection. Your text is still here")
    page.context.set_offline(False)
    page.get_by_role("button", name="Check it").click()
    expect(page.locator(".sc-answer__word")).to_contain_text("Think again")
    expect(page.locator("#verdict")).to_contain_text("So far")


@pytest.mark.parametrize(
    ("status", "said"), [(429, "Wait a moment"), (500, "That did not work. Try again."), (0, "no connection")]
)
def test_whatever_fails_the_older_answer_goes(status: int, said: str, page_for: PageFor) -> None:
    page = page_for("priya", errors=True)
    checked(page)
    page.route("**/check/", lambda route: route.fulfill(status=status) if status else route.abort("connectionrefused"))
    changed(page)
    expect(page.locator("#verdict")).to_contain_text(said)


def asking_by_itself(page: Page) -> None:
    """A part that asks how far something is, begun while the page stands."""
    page.evaluate(
        """const main = document.querySelector('#main');
        main.innerHTML = '<div id="made" hx-get="/check/" hx-trigger="every 200ms">Half way.</div>';
        htmx.process(main)"""
    )


def test_a_page_that_asks_by_itself_says_it_once_and_asks_no_more(page_for: PageFor) -> None:
    page = page_for("priya", errors=True)
    page.goto("/check/")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    asking_by_itself(page)
    expect(page.get_by_role("alert")).to_contain_text("You have been signed out. Sign in, then do it again.")
    expect(page.get_by_text("Half way.")).to_be_visible()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(800)
    assert asked == []


def test_a_page_that_asks_by_itself_goes_on_when_there_is_a_connection_again(page_for: PageFor) -> None:
    page = page_for("priya", errors=True)
    page.goto("/check/")
    page.context.set_offline(True)
    asking_by_itself(page)
    expect(page.get_by_role("alert")).to_contain_text("This page goes on by itself")
    page.route("**/check/", lambda route: route.fulfill(status=286, body="All done."))  # the answer that ends such asking
    page.context.set_offline(False)
    expect(page.get_by_text("All done.")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)
