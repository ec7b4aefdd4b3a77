"""Permissions in a real browser: from the check to the request, the head's yes, and the check that reads it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from safeconduct.web.permissions.models import Agreement, Pupil, Removal, Request
from web.browser import PageFor, Site, axe, focused, overflow, tab_to
from web.permissions import made

TEXT = "What a day at Elm Park Primary!\n\n  Our school fair raised £412 & the sun shone.\nThese views are my own."


def check(page: Page, text: str) -> None:
    page.goto("/check/")
    page.get_by_label("Where?").select_option("Facebook")
    page.get_by_label("What do you want to post?").fill(text)


def fine(page: Page) -> list[str]:
    """What is wrong with a page at the width that it has."""
    return [*axe(page), *([f"{overflow(page)} px too wide"] if overflow(page) > 0 else [])]


@pytest.mark.parametrize("width", [320, 1280])
def test_check_ask_grant_check_edit_and_ask_again(width: int, page_for: PageFor) -> None:
    priya, helen = page_for("priya", width=width), page_for("helen", width=width)
    check(priya, TEXT)
    ask = priya.get_by_role("button", name="Ask permission for this post")
    expect(ask).to_be_visible()
    assert fine(priya) == []
    ask.click()
    expect(priya.get_by_role("heading", level=1)).to_have_text("A post about school")
    expect(priya.get_by_label("Your text, word for word")).to_have_value(TEXT)
    assert not Request.objects.exists()
    assert fine(priya) == []
    priya.get_by_role("button", name="Hand over the text and ask").click()
    expect(priya.get_by_role("status")).to_contain_text("Asked.")

    helen.goto("/")
    expect(helen.get_by_text("1 to decide")).to_be_visible()
    helen.get_by_role("link", name="Permissions and registers").click()
    helen.get_by_role("link", name="Priya Nair: A post about school").click()
    expect(helen.locator(".sc-text")).to_contain_text("raised £412 & the sun shone.")
    assert fine(helen) == []
    helen.get_by_label("Yes", exact=True).check()
    helen.get_by_role("button", name="Send the answer").click()
    expect(helen.get_by_text("Nothing waits for you.")).to_be_visible()

    check(priya, TEXT)
    expect(priya.get_by_text("Permission for exactly this text is on record")).to_be_visible()
    expect(ask).to_have_count(0)
    assert fine(priya) == []
    priya.get_by_label("What do you want to post?").press("End")
    priya.get_by_label("What do you want to post?").press_sequentially("!")
    expect(priya.get_by_text("You hold a permission for another wording")).to_be_visible()
    expect(ask).to_be_visible()
    assert fine(priya) == []


def test_helen_asks_back_without_a_mouse_and_forgets_her_question_first(page_for: PageFor, site: Site) -> None:
    asked = made.post(site.world)
    page = page_for("helen")
    page.goto(f"/permissions/{asked.pk}/")
    tab_to(page, lambda: focused(page) == "id_do_0")
    page.keyboard.press("ArrowUp")  # around to the last answer
    tab_to(page, lambda: focused(page) == "Send the answer")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Write what you want to know")
    assert page.title().startswith("Error:")
    page.get_by_role("link", name="Write what you want to know").click()
    assert focused(page) == "id_words"
    page.keyboard.type("Which picture goes with it?")
    tab_to(page, lambda: focused(page) == "Send the answer")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Done.")
    assert Request.objects.get().is_asked_back


def test_a_guest_agrees_on_a_phone_and_withdraws(page_for: PageFor, site: Site) -> None:
    asked = made.agreement(site.world, guest="Ann Guest")
    priya = page_for("priya")
    priya.goto(f"/permissions/agreements/{asked.pk}/")
    link = priya.locator("#link").inner_text()
    guest = page_for("nobody")
    guest.goto(re.sub(r"^https?://[^/]+", "", link))
    assert fine(guest) == []
    guest.get_by_role("button", name="I agree").click()
    expect(guest.get_by_role("status")).to_contain_text("Thank you")
    guest.get_by_role("button", name="Withdraw my agreement").click()
    expect(guest.get_by_text("Withdrawn", exact=True)).to_be_visible()
    assert fine(guest) == []
    assert Agreement.objects.get().state == "withdrawn"


def test_a_list_of_pupils_goes_in_and_the_checker_knows_them(page_for: PageFor, site: Site, tmp_path: Path) -> None:
    file = tmp_path / "pupils.csv"
    file.write_text("Forename,Surname,Reg Group\nZebedee,Quillmarsh,4Q\n")
    sian = page_for("sian")
    sian.goto(f"/permissions/pupils/of/{site.world.elm.pk}/import/")
    sian.get_by_label("Your list of pupils").set_input_files(file)
    sian.get_by_role("button", name="Upload and look").click()
    expect(sian.get_by_text("Zebedee Quillmarsh, 4Q")).to_be_visible()
    sian.get_by_role("button", name="Take it over").click()
    sian.get_by_role("link", name="Zebedee Quillmarsh").click()
    sian.get_by_role("button", name="Enter a consent").click()
    sian.get_by_label("Social media").check()
    sian.get_by_label("A parent", exact=True).check()
    sian.get_by_role("button", name="Put it on record").click()
    expect(sian.get_by_role("status")).to_contain_text("On record")
    assert Pupil.objects.count() == 1

    tomasz = page_for("tomasz")
    tomasz.goto("/check/")
    tomasz.get_by_label("Whose account?").select_option("official")
    tomasz.get_by_label("What do you want to post?").fill("Well done Zebedee Quillmarsh, a medal!")
    expect(tomasz.get_by_text("Zebedee Quillmarsh (4Q): consent to pictures, social media is on record")).to_be_visible()
    assert fine(tomasz) == []
    sian.get_by_role("button", name="It was withdrawn").click()
    expect(sian.get_by_role("status")).to_contain_text("Withdrawn.")
    tomasz.get_by_label("What do you want to post?").fill("Well done Zebedee Quillmarsh, a medal!!")
    expect(tomasz.get_by_text("was withdrawn on")).to_be_visible()


def test_a_picture_with_named_pupils_is_answered_on_a_phone(page_for: PageFor, site: Site) -> None:
    made.pupil(site.world)
    page = page_for("priya")
    page.goto("/check/picture/")
    page.get_by_text("Answer a few questions").click()
    page.get_by_label("Pupils or other children").check()
    page.get_by_label("It goes online").check()
    page.get_by_label("Which pupils are in it?").fill("Zebedee Quillmarsh")
    page.get_by_role("button", name="What do the rules say?").click()
    expect(page.get_by_role("alert")).to_contain_text("Say where the school will show it")
    page.get_by_label("Where will the school show it?").select_option("School website")
    page.get_by_role("button", name="What do the rules say?").click()
    expect(page.get_by_text("no consent to pictures, school website is on record")).to_be_visible()
    assert fine(page) == []


def test_tomasz_proves_that_something_is_down(page_for: PageFor, site: Site, tmp_path: Path) -> None:
    made.removal(site.world, person=site.world.tomasz)
    file = tmp_path / "gone.png"
    file.write_bytes(b"a picture of nothing")
    page = page_for("tomasz")
    page.goto("/")
    expect(page.get_by_text("1 waits for you")).to_be_visible()
    page.goto("/permissions/")
    page.get_by_role("link", name="You are to take something down").click()
    page.get_by_role("button", name="It is down").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose a screenshot")
    page.get_by_label("A screenshot that shows it gone").set_input_files(file)
    page.get_by_role("button", name="It is down").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Taken down")
    assert Removal.objects.get().state == "taken down"
