"""The settings of who is told, in a real browser: by keyboard, on a phone and on a wide screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from safeconduct.web.access.rights import Position
from safeconduct.web.concerns.models import Outside, RouteRule
from web.browser import PageFor, Site, axe, focused, overflow, tab_to
from web.routing.made import becomes, told, who_sees


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def sound(page: Page) -> None:
    assert axe(page) == []
    assert overflow(page) == 0


@pytest.mark.parametrize("width", [320, 1280])
def test_an_order_is_made_by_keyboard_alone_and_seen_before_it_is_saved(width: int, site: Site, page_for: PageFor) -> None:
    page = page_for("helen", width)
    page.goto(f"/tell/routes/{site.world.elm.pk}/order/misuse-by-adult/")
    for role in ("Head teacher", "IT manager"):
        page.get_by_label("Add a role").select_option(label=role)
        page.get_by_role("button", name="Add", exact=True).press("Enter")
        expect(page.get_by_text(role, exact=False).first).to_be_visible()
    expect(page.locator(":focus")).to_contain_text("Up")
    page.keyboard.press("Enter")  # the keyboard is on the one that was added
    expect(page.locator("ol.sc-people li").first).to_contain_text("1. IT manager")
    expect(page.locator(":focus")).to_contain_text("IT manager")
    expect(page.get_by_text("Not saved yet")).to_be_visible()
    page.get_by_label("If it were about").select_option(label="Owen Clarke")
    page.get_by_role("button", name="Show").press("Enter")
    expect(page.get_by_text("it does not go to: Owen Clarke")).to_be_visible()
    sound(page)
    assert not RouteRule.objects.exists()
    tab_to(page, lambda: focused(page) == "Save this order")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Saved.")
    sound(page)

    assert RouteRule.objects.get().roles == ["it_manager", "headteacher"]


@pytest.mark.parametrize("width", [320, 1280])
def test_who_would_hear_of_the_chair_is_shown_with_whom_to_turn_to(width: int, site: Site, page_for: PageFor) -> None:
    given = {"name": "Complaints desk", "telephone": "0114 496 0000", "hours": "Weekdays, 9 to 5"}
    Outside.objects.create(organisation=site.world.elm, what=Outside.What.LOCAL_AUTHORITY, **given)
    page = page_for("daniel", width)
    page.goto(f"/tell/routes/{site.world.elm.pk}/")
    sound(page)
    page.get_by_role("button", name="Try it out").click()
    page.get_by_label("Kind of concern").select_option(label="Misuse by adult")
    page.get_by_label("If it were about").select_option(label="Farah Siddiqui")
    page.get_by_role("button", name="Show").click()

    expect(page.get_by_text("Nobody here can be told.")).to_be_visible()
    expect(page.get_by_role("link", name="0114 496 0000")).to_be_visible()
    sound(page)


@pytest.mark.parametrize("width", [320, 1280])
def test_who_cannot_be_impartial_steps_back(width: int, site: Site, page_for: PageFor) -> None:
    case = told(site.world, "helen")
    page = page_for("farah", width)
    page.goto(f"/tell/case/{case.reference}/step-back/")
    sound(page)
    page.get_by_role("button", name="Step back").click()
    expect(page.get_by_role("alert")).to_contain_text("You are the last one here today")
    sound(page)
    becomes(site.world, "marcus", Position.CHAIR_OF_GOVERNORS, site.world.trust)
    page.get_by_role("button", name="Step back").click()

    expect(page.get_by_role("status")).to_contain_text("You have stepped back.")
    assert who_sees(site.world, case) == {"marcus"}
