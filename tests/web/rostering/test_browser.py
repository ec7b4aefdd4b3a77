"""A roster in a real browser, from the door on the home page to what was done, by keyboard and phone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from safeconduct.web.people.models import Person
from safeconduct.web.permissions.models import Pupil
from web.browser import PageFor, Site, axe, overflow
from web.rostering import files


def fine(page: Page, name: str) -> None:
    """Nothing is wrong with a page at the width that it has; a picture of it is kept where somebody asks for one."""
    wide = page.viewport_size["width"] if page.viewport_size else 0
    if folder := os.environ.get("SAFECONDUCT_TEST_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}-{wide}.png", full_page=True)
    assert axe(page) == []
    assert overflow(page) <= 0


def roster(tmp_path: Path) -> Path:
    office = files.staff_row("s7", sourcedId="s8", email="cas@demo.example", givenName="Cas", role="administrator")
    broken = files.staff_row("s7", sourcedId="s9", email="nowhere", givenName="Bea")
    made = tmp_path / "oneroster.zip"
    made.write_bytes(files.zipped(files.one_1([*files.users(), office, broken])))
    return made


@pytest.mark.parametrize("width", [320, 1280])
def test_from_the_door_to_what_was_done(width: int, site: Site, page_for: PageFor, tmp_path: Path, settings: Settings) -> None:
    settings.ROSTERS = "/srv/rosters"
    page = page_for("owen", width=width)
    page.goto("/")
    page.get_by_role("link", name="Staff and pupils from your school system").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Staff and pupils from your school system")
    fine(page, "1-place")
    page.get_by_label("The file from your school system").set_input_files(roster(tmp_path))
    page.get_by_role("button", name="Upload and look").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Which school is which?")
    expect(page.get_by_label("Elm Park Primary")).to_have_value(str(site.world.elm.pk))
    fine(page, "2-schools")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What are these roles here?")
    fine(page, "3-roles")
    page.get_by_role("button", name="Continue").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("What would change")
    page.get_by_text("1 row to mend").click()
    expect(page.get_by_text("users.csv, line 13")).to_be_visible()
    fine(page, "4-preview")
    page.get_by_role("button", name="Take it over", exact=True).press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("The file was taken over")
    fine(page, "5-done")
    page.get_by_role("link", name="Staff and pupils from your school system").first.click()
    page.get_by_role("button", name="Take the newest file each night").click()
    expect(page.get_by_role("button", name="Stop taking files at night")).to_be_visible()
    expect(page.get_by_text("Taken over", exact=True)).to_be_visible()
    fine(page, "6-history")

    assert Person.objects.filter(email="cas@demo.example").exists()
    assert Pupil.objects.count() == 3
