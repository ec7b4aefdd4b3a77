"""The site in a real browser: Chromium at 320 or 1280 px, a server that keeps what it writes, the cast signed in.

    def test_priya_checks_a_draft(page_for: PageFor) -> None:
        page = page_for("priya", width=320)
        page.goto("/check/")

A page that writes to the console, fails to load something, or asks another host for anything fails the test; so does an
exception in a script. Chromium is found at /usr/bin/chromium, or where SAFECONDUCT_CHROMIUM says; without it the tests fail
and say so, rather than being skipped.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Protocol
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, Page, Request, Route, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from safeconduct.web import demo

CHROMIUM = Path(os.environ.get("SAFECONDUCT_CHROMIUM", "/usr/bin/chromium"))
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
HEIGHTS = {320: 640, 1280: 800}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PATIENCE = 15_000  # milliseconds: the machine may be busy
TOO_QUICK = "Autofocus processing was blocked because a document already has a focused element."
"""What Chromium notes where the test was in a field before the page had put it there: nothing that the page did wrong."""
FAILED = ("Failed to load resource", "htmx:afterRequest", "htmx:sendError")
"""How the browser, and htmx where no answer came at all, begin what they note of a failure."""
AWAY = ("net::ERR_CONNECTION_REFUSED", "net::ERR_INTERNET_DISCONNECTED")
expect.set_options(timeout=PATIENCE)


@dataclass
class Site:
    """The site as it runs for one test: its address, and whom and what it holds."""

    url: str
    world: SimpleNamespace


class PageFor(Protocol):
    """Opens a browser of one of the cast; “nobody” is not signed in. ``errors`` lets answers of 400 and above pass."""

    def __call__(self, key: str, width: int = 320, *, errors: bool = False) -> Page: ...


@pytest.fixture(scope="module")
def chromium(django_db_setup: None) -> Iterator[Browser]:
    """One browser for all tests of a file; each page that is opened has cookies of its own.

    Playwright runs a loop in the thread of the tests, and Django has connections of its own for whatever runs in a loop:
    it is given the thread's, where the tests' database is.
    """
    if not CHROMIUM.exists():
        pytest.fail(f"The browser tests need Chromium at {CHROMIUM}: apt-get install chromium, or set SAFECONDUCT_CHROMIUM.")
    ours = connections["default"]
    with sync_playwright() as playwright:
        connections["default"] = ours
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def site(transactional_db: None) -> Iterator[Site]:
    """The demo school behind a real server. Passkeys want a name, so that it is localhost and not a number."""
    world = demo.build()
    server = LiveServer("localhost")
    try:
        yield Site(str(server), world)
    finally:
        server.stop()


@dataclass
class _Watch:
    """What went wrong on a page, as its browser saw it."""

    host: str
    errors: bool
    troubles: list[str] = field(default_factory=list)

    def over(self, page: Page) -> None:
        page.on("console", lambda said: self._console(said.text))
        page.on("pageerror", lambda error: self.troubles.append(f"exception in a script: {error}"))
        page.on("requestfailed", self._failed)
        page.route(lambda url: not self._ours(url), self._foreign)

    def _ours(self, url: str) -> bool:
        return urlsplit(url).scheme in {"data", "blob"} or urlsplit(url).netloc == self.host

    def _console(self, text: str) -> None:
        if not (self.errors and text.startswith(FAILED)) and text != TOO_QUICK:
            self.troubles.append(f"console: {text}")

    def _failed(self, request: Request) -> None:
        away = self.errors and request.failure in AWAY  # the test made it so
        # Aborted: the browser itself gave it up, since the page was left or a newer check is on its way.
        if request.failure != "net::ERR_ABORTED" and not away:
            self.troubles.append(f"request failed: {request.url} ({request.failure})")

    def _foreign(self, route: Route) -> None:
        self.troubles.append(f"asked another host: {route.request.url}")
        route.abort()


@pytest.fixture
def page_for(site: Site, chromium: Browser) -> Iterator[PageFor]:
    """Open pages for the cast, and at the end of the test look at what they did."""
    watches: list[_Watch] = []
    contexts: list[Any] = []

    def opened(key: str, width: int = 320, *, errors: bool = False) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": HEIGHTS.get(width, 800)}, base_url=site.url, locale="en-GB"
        )
        contexts.append(context)
        if key != "nobody":
            context.add_cookies([{"name": name, "value": value, "url": site.url} for name, value in _cookies(site, key)])
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        watches.append(_Watch(urlsplit(site.url).netloc, errors))
        watches[-1].over(page)
        return page

    yield opened
    for context in contexts:
        context.close()
    troubles = [trouble for watch in watches for trouble in watch.troubles]
    assert not troubles, troubles


def _cookies(site: Site, key: str) -> list[tuple[str, str]]:
    client = Client()
    client.force_login(getattr(site.world, key), backend=BACKEND)
    return [(name, morsel.value) for name, morsel in client.cookies.items()]


def axe(page: Page) -> list[str]:
    """What breaks WCAG 2.2 AA on a page that has all its styles: rule, what it wants, and where; nothing if all is well."""
    page.wait_for_load_state("load")
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"], "elementRef": False}
    found = page.evaluate("async (options) => (await axe.run(options)).violations", options)
    return [f"{rule['id']}: {rule['help']}: {node['target']} {node['html'][:160]}" for rule in found for node in rule["nodes"]]


def overflow(page: Page) -> int:
    """By how many pixels a page is wider than the window."""
    wide: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wide


def tab_to(page: Page, reached: Callable[[], bool], most: int = 60) -> None:
    """Press Tab until something is reached, as somebody without a mouse does.

    Raises:
        AssertionError: it cannot be reached by the keyboard.
    """
    for _ in range(most):
        page.keyboard.press("Tab")
        if reached():
            return
    raise AssertionError(f"not reached after {most} presses of Tab")


def focused(page: Page) -> str:
    """What the keyboard is on: its id, or else its text."""
    at: str = page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()")
    return at


__all__ = ("PageFor", "Site", "axe", "chromium", "focused", "overflow", "page_for", "site", "tab_to")
