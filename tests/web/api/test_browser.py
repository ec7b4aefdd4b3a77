"""An administrator lets a program in on a telephone, copies its token, and shuts it out again."""

from __future__ import annotations

from playwright.sync_api import expect

from web.api.made import Program
from web.browser import PageFor, axe, overflow


def test_owen_lets_the_directory_in_and_shuts_it_out(page_for: PageFor) -> None:
    page = page_for("owen")
    page.goto("/")
    page.get_by_role("link", name="Programs that may come in").click()
    page.get_by_role("link", name="Let a program in").click()
    page.get_by_role("button", name="Make the token").click()
    expect(page.locator("#error-summary")).to_be_focused()
    assert (page.title().startswith("Error:"), axe(page)) == (True, [])

    page.get_by_label("Which program is it for?").fill("Microsoft Entra")
    page.get_by_label("Add, change and close").check()
    page.get_by_role("button", name="Make the token").click()
    assert (axe(page), overflow(page)) == ([], 0)
    program = Program(page.get_by_label("Token").input_value())
    assert program.get("/scim/v2/Users").status_code == 200

    page.get_by_role("link", name="I have copied it").click()
    page.get_by_role("link", name="Shut out Microsoft Entra").click()
    page.get_by_role("button", name="Shut it out").click()
    assert "is shut out from now on" in (page.get_by_role("status").text_content() or "")
    assert program.get("/scim/v2/Users").status_code == 401
