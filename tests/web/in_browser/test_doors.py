"""Everybody's own way through the site, on a phone: each of the ten goes through each of their doors."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from safeconduct.web import demo
from web.browser import PageFor, Site, axe, overflow

DOORS = "a.sc-door, h2:has-text('Look after others') + ul a"


def faults(page: Page, address: str) -> list[str]:
    """What is wrong behind a door."""
    answer = page.goto(address)
    status = answer.status if answer else 0
    wrong = [f"{address}: {fault}" for fault in axe(page)]
    wrong += [f"{address} answers with {status}"] if status != 200 else []
    wrong += [f"{address} is {overflow(page)} px too wide"] if overflow(page) > 0 else []
    wrong += [f"{address} has {page.locator('h1').count()} h1"] if page.locator("h1").count() != 1 else []
    return wrong


@pytest.mark.parametrize("key", [member.key for member in demo.CAST])
def test_every_door_of_everybody_leads_to_a_page_that_works_on_a_phone(key: str, site: Site, page_for: PageFor) -> None:
    demo.furnish(site.world)
    page = page_for(key, 320)
    page.goto("/")
    doors = page.locator(DOORS).evaluate_all("links => links.map(link => link.getAttribute('href'))")

    assert len(doors) >= 6
    assert [fault for address in ("/", *dict.fromkeys(doors)) for fault in faults(page, address)] == []
