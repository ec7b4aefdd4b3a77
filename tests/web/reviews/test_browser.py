"""Check-ups in a real browser: from the home page to “done”, by keyboard too, and an address for a calendar."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from safeconduct.web.reviews.models import Checked, Feed
from web.browser import PageFor, Site, axe, focused, overflow, tab_to
from web.reviews.made import entered


def fine(page: Page) -> list[str]:
    """What is wrong with a page at the width that it has."""
    return [*axe(page), *([f"{overflow(page)} px too wide"] if overflow(page) > 0 else [])]


@pytest.mark.parametrize("width", [320, 1280])
def test_from_the_home_page_to_done(width: int, site: Site, page_for: PageFor) -> None:
    entered(site.world)
    page = page_for("priya", width=width)
    page.goto("/")
    expect(page.get_by_text("4 check-ups due")).to_be_visible()
    page.get_by_role("link", name="Look after my accounts").click()
    assert fine(page) == []
    page.locator("a.govuk-button[href='/check-ups/privacy/']").click()
    page.get_by_label("Facebook").check()
    page.get_by_label("WhatsApp").check()
    page.get_by_role("button", name="Show me what to look at").click()
    page.get_by_text("Facebook", exact=True).click()
    expect(page.get_by_text("Who finds and contacts you")).to_be_visible()
    assert fine(page) == []
    page.get_by_role("button", name="Show me what to do").click()
    expect(page.locator("#error-summary")).to_be_focused()
    assert fine(page) == []
    for question in ("audience", "photos", "cover", "contact", "comments"):
        page.locator(f"#id_{question}_0").check()
    page.get_by_role("group", name="Is the same true of your photos").get_by_label("No, or not sure").check()
    page.get_by_role("button", name="Show me what to do").click()
    expect(page.get_by_text("One thing to do.")).to_be_visible()
    assert fine(page) == []
    page.get_by_role("button", name="I have done this").click()
    expect(page.get_by_role("status")).to_contain_text("Done: Privacy settings.")
    assert [(each.person, each.checkup) for each in Checked.objects.all()] == [(site.world.priya, "privacy")]
    assert fine(page) == []


def test_an_address_for_the_calendar_by_keyboard_alone(site: Site, page_for: PageFor) -> None:
    page = page_for("priya")
    page.goto("/calendar/")
    assert fine(page) == []
    tab_to(page, lambda: focused(page) == "Make my address")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("The address of your calendar")
    assert page.get_by_label("Your address").input_value().endswith(".ics")
    assert fine(page) == []
    page.get_by_role("link", name="I have copied it").click()
    expect(page.get_by_text("No calendar has asked for it yet.")).to_be_visible()
    assert Feed.objects.get().person == site.world.priya
    assert fine(page) == []
