"""Every page of every table, in a real browser: accessible, no wider than a phone, quiet, and told apart by its title."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from safeconduct.web import demo
from web.browser import BACKEND, PageFor, Site, axe, focused, overflow
from web.tables import Row
from web.test_every_url import tables

KEYS = [member.key for member in demo.CAST]
# The pages of sign-in, which stand in no table of rights since they are not ours.
SIGN_IN = {
    "nobody": ("account_login", "account_reset_password", "account_reset_password_done", "account_signup", "account_inactive"),
    "priya": ("account_change_password", "mfa_index", "mfa_list_webauthn", "usersessions_list", "account_logout"),
}


class Case(NamedTuple):
    """Pages that one member of the cast looks at."""

    name: str
    key: str
    rows: tuple[tuple[str, Row], ...]


def rows() -> Iterator[tuple[str, Row]]:
    """Every row of a page to look at."""
    for name, found in tables().items():
        yield from ((name, row) for row in found if row.method == "GET" and not row.data)


def visitor(row: Row) -> str:
    """Who looks: the member of the cast who comes last among those who may, since they tend to see the most."""
    return next((key for key in reversed(KEYS) if key in row.ok), "nobody")


def mind(page: Page, address: str, width: int) -> list[str]:
    """What is wrong with a page."""
    page.goto(address)
    wrong = [f"{address} at {width} px: {fault}" for fault in axe(page)]
    if overflow(page) > 0:
        wrong.append(f"{address} at {width} px is {overflow(page)} px too wide")
    if page.locator("h1").count() != 1:
        wrong.append(f"{address} has {page.locator('h1').count()} h1")
    if page.title().strip() in {"", "safeconduct", "safeconduct – safeconduct"}:
        wrong.append(f"{address} has no title of its own")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    if focused(page) != "main":
        wrong.append(f"{address}: the skip link does not lead to the main part")
    return wrong


def is_page(site: Site, key: str, address: str) -> bool:
    """Whether an address answers with a whole page: not a file, a fragment or a way to elsewhere."""
    client = Client()
    if key != "nobody":
        client.force_login(getattr(site.world, key), backend=BACKEND)
    answer = client.get(address)
    return answer.status_code == 200 and "html" in answer["Content-Type"] and b"<html" in answer.content


def cases() -> Iterator[Case]:
    """The pages in few tests: one for each visitor with all pages that need nothing made, and one for each of the others."""
    for key in [*KEYS, "nobody"]:
        seen = tuple((name, row) for name, row in rows() if row.before is None and visitor(row) == key)
        others = tuple((name, Row()) for name in SIGN_IN.get(key, ()))
        if seen or others:
            yield Case(key, key, (*seen, *others))
    for number, (name, row) in enumerate(rows()):
        if row.before is not None:
            yield Case(f"{name}-{number}", visitor(row), ((name, row),))


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("case", list(cases()), ids=lambda case: case.name)
def test_pages(case: Case, width: int, site: Site, page_for: PageFor) -> None:
    for _, row in case.rows:
        if row.before is not None:
            row.before(site.world)
    addresses = [reverse(name, kwargs=dict(row.arguments(site.world))) for name, row in case.rows]
    page = page_for(case.key, width)

    assert [fault for each in addresses if is_page(site, case.key, each) for fault in mind(page, each, width)] == []


@pytest.mark.parametrize("width", [320, 1280])
def test_error_pages_are_accessible_too(width: int, page_for: PageFor) -> None:
    assert mind(page_for("priya", width, errors=True), "/nothing-here/", width) == []
    page = page_for("nobody", width)
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in", exact=True).click()

    assert page.title().startswith("Error:")
    assert axe(page) == []
    assert focused(page) == "error-summary"
