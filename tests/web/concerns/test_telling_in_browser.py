"""Telling something in a real browser: a friend request, a disclosure about the head with answers to and fro, a self-report."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from playwright.sync_api import Browser, FilePayload, Page, expect

from safeconduct.web.concerns.actions import write_note
from safeconduct.web.concerns.models import Case, Concern, Evidence, Note
from safeconduct.web.concerns.reaching import visible
from safeconduct.web.people.models import Person
from safeconduct.web.sealing.storing import words
from web.browser import BACKEND, PageFor, Site, axe, focused, overflow, tab_to
from web.concerns.made import screenshot
from web.concerns.telling import CAST, door

TOLD = "A pupil in year 9 asked to follow my private Instagram last night. I did not answer."
SHOT: FilePayload = {"name": "screen.png", "mimeType": "image/png", "buffer": screenshot()}


def who_sees(site: Site) -> set[str]:
    return {key for key in CAST if visible(Person.objects.get(pk=getattr(site.world, key).pk))}


def fine(page: Page) -> bool:
    """Accessible, no wider than the window, with one main heading."""
    assert axe(page) == []
    assert overflow(page) <= 0
    assert page.locator("h1").count() == 1
    return True


def go_on(page: Page) -> None:
    page.get_by_role("button", name="See who will get it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Who will get it")
    expect(page.get_by_role("heading", level=1)).to_be_focused()  # the last that is done, after the way back is there


@pytest.mark.parametrize("width", [320, 1280])
def test_a_friend_request_is_turned_into_a_concern(page_for: PageFor, site: Site, width: int) -> None:
    page = page_for("priya", width=width)
    page.goto("/contact/?what=friend_request&who=pupil&where=own_social")
    page.get_by_role("link", name="Tell it now, with this filled in").click()
    expect(page.get_by_text("What: A friend request came to me")).to_be_visible()
    page.get_by_label("What happened?").fill(TOLD)
    page.get_by_label("A pupil, or several").check()
    page.get_by_label("What you know of who they are").fill("sunny_dolphin_11")
    assert fine(page)
    go_on(page)
    expect(page.get_by_label("A pupil contacted me, or wants to be friends online")).to_be_checked()
    page.get_by_label("Yes, or I am not sure").check()
    expect(page.get_by_text("Siân Pritchard", exact=True)).to_be_visible()
    expect(page.get_by_text("Do not answer.", exact=True)).to_be_visible()
    page.locator("summary", has_text="Why they").click()
    expect(page.get_by_text("6b: section 6, paragraph 2")).to_be_visible()
    assert fine(page)
    page.get_by_label("Pictures or files").set_input_files([SHOT])
    page.get_by_role("button", name="Send it now").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("It has been received")
    assert fine(page)
    assert page.title().startswith("It has been received")

    assert TOLD in words(Concern.objects.get().words)
    assert Evidence.objects.get().size == len(SHOT["buffer"])
    assert who_sees(site) == {"daniel", "sian"}


def test_what_was_missing_on_the_second_step_is_not_said_on_the_first(page_for: PageFor) -> None:
    page = page_for("priya")
    page.goto("/tell/new/")
    page.get_by_label("What happened?").fill("Something odd on the corridor.")
    go_on(page)
    page.get_by_role("button", name="Send it now").click()
    expect(page.locator("#error-summary")).to_contain_text("Say whether a child could be at risk.")
    page.get_by_role("button", name="Change what I wrote").click()
    expect(page.get_by_label("What happened?")).to_be_visible()
    expect(page.locator("#error-summary")).to_have_count(0)


def test_a_disclosure_about_the_head_goes_to_the_chair_and_answers_go_to_and_fro(page_for: PageFor, site: Site) -> None:
    door(site.world)
    page = page_for("nobody")
    page.goto("/tell/school/BCDF-GHJK-MNPQ/")
    assert fine(page)
    page.get_by_label("What happened?").fill("I found messages to a pupil on the computer of Mrs Marsh.")
    page.get_by_label("Somebody who works here").check()
    go_on(page)
    page.locator("summary", has_text="Something else").click()
    page.get_by_label("Something that an adult at work does online or with a device").check()
    page.get_by_role("radio", name="No", exact=True).check()
    expect(page.get_by_text("You write of Helen Marsh")).to_be_visible()
    page.get_by_label("It is about this person, Helen Marsh").check()
    expect(page.get_by_text("It is about Helen Marsh, who is left out")).to_be_visible()
    expect(page.locator(".sc-person__name")).to_have_text(["Farah Siddiqui"])
    assert focused(page) != ""
    assert fine(page)
    page.get_by_role("button", name="Send it now").click()
    expect(page.locator("#code")).to_be_visible()
    code = page.locator("#code").inner_text()
    assert fine(page)
    assert {cookie["name"] for cookie in page.context.cookies()} <= {"csrftoken"}
    assert who_sees(site) == {"farah"}

    farah = Person.objects.get(pk=site.world.farah.pk)
    write_note(farah, Case.objects.get(), "Thank you. On which day?", Note.For.ALL)
    page.get_by_role("link", name="Come back with the code").click()
    assert fine(page)
    page.get_by_label("The code on your receipt").fill("1234 1234 1234 1234")
    page.get_by_role("button", name="Read").click()
    expect(page.locator("#error-summary")).to_contain_text("There is nothing under this code")
    page.get_by_label("The code on your receipt").fill(code)
    page.get_by_role("button", name="Read").click()
    expect(page.get_by_text("Thank you. On which day?")).to_be_visible()
    page.get_by_label("Write to those who deal with it").fill("On Monday, at break.")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_text("They have what you sent.")).to_be_visible()
    assert fine(page)
    assert words(Note.objects.get(by=None).words) == "On Monday, at break."
    assert who_sees(site) == {"farah"}


def test_telling_it_oneself_is_met_with_kindness_and_a_receipt(page_for: PageFor, site: Site) -> None:
    page = page_for("tomasz")
    page.goto("/tell/")
    assert fine(page)
    page.get_by_role("link", name="Something I did myself").click()
    expect(page.get_by_text("Everybody slips.")).to_be_visible()
    page.get_by_label("What happened?").fill("I pressed follow on a pupil's account by mistake.")
    assert fine(page)
    go_on(page)
    page.get_by_role("radio", name="No", exact=True).check()
    expect(page.locator(".sc-person__name")).to_have_text(["Daniel Okafor"])
    page.get_by_role("button", name="Tell it now").click()
    expect(page.get_by_text("You told it yourself.")).to_be_visible()
    assert fine(page)
    assert who_sees(site) == {"daniel"}
    page.get_by_role("link", name="Follow it").click()
    page.wait_for_url("**/tell/mine/**")
    assert fine(page)


@pytest.fixture
def anywhere(site: Site, chromium: Browser) -> Iterator[Page]:
    """Priya's telephone, which may lose its connection: what the browser says of that is not looked at."""
    client = Client()
    client.force_login(site.world.priya, backend=BACKEND)
    context = chromium.new_context(viewport={"width": 320, "height": 640}, base_url=site.url)
    context.add_cookies([{"name": name, "value": each.value, "url": site.url} for name, each in client.cookies.items()])
    yield context.new_page()
    context.close()


def test_whatever_one_does_in_between_the_words_stay(anywhere: Page) -> None:
    page = anywhere
    page.goto("/tell/new/")
    page.get_by_label("What happened?").fill(TOLD)
    page.get_by_label("When was it?").fill("last night")
    page.context.set_offline(True)
    page.get_by_role("button", name="See who will get it").click()
    expect(page.locator("[data-trouble]")).to_contain_text("Your text is still here")
    page.context.set_offline(False)
    go_on(page)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tell what happened")
    expect(page.get_by_label("What happened?")).to_have_value(TOLD)
    expect(page.get_by_label("When was it?")).to_have_value("last night")
    go_on(page)
    page.get_by_label("Pictures or files").set_input_files([SHOT])
    page.get_by_role("button", name="Send it now").click()
    expect(page.locator("#error-summary")).to_contain_text("Say whether a child could be at risk.")
    expect(page.locator("#error-summary")).to_be_focused()
    assert fine(page)
    page.get_by_role("button", name="Change what I wrote").click()
    expect(page.get_by_label("What happened?")).to_have_value(TOLD)
    go_on(page)
    page.get_by_label("Yes, or I am not sure").check()
    expect(page.get_by_text("Siân Pritchard", exact=True)).to_be_visible()
    page.get_by_role("button", name="Send it now").click()
    expect(page.locator("#code")).to_be_visible()
    assert Concern.objects.count() == 1
    assert Evidence.objects.count() == 1, "the file that was chosen before the error is still there"


def test_signed_out_while_writing_one_signs_in_elsewhere_and_goes_on(page_for: PageFor, site: Site) -> None:
    page = page_for("priya", errors=True)
    page.goto("/tell/new/")
    cookies = page.context.cookies()
    page.get_by_label("What happened?").fill(TOLD)
    page.context.clear_cookies(name="safeconduct")
    page.get_by_role("button", name="See who will get it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your words are still here")
    expect(page.get_by_label("What happened?")).to_have_value(TOLD)
    assert fine(page)
    page.context.add_cookies([cookie for cookie in cookies if cookie["name"] == "safeconduct"])  # type: ignore[misc]
    page.get_by_role("button", name="I am signed in: go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Who will get it")
    page.get_by_label("Yes, or I am not sure").check()
    expect(page.get_by_text("Siân Pritchard", exact=True)).to_be_visible()
    page.get_by_role("button", name="Send it now").click()
    expect(page.locator("#code")).to_be_visible()


@pytest.fixture
def plain(site: Site, chromium: Browser) -> Iterator[Page]:
    """A browser without scripts, of somebody who is not signed in."""
    context = chromium.new_context(viewport={"width": 320, "height": 640}, base_url=site.url, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_without_a_script_all_of_it_works_too(plain: Page, site: Site) -> None:
    door(site.world)
    plain.goto("/tell/school/BCDF-GHJK-MNPQ/")
    plain.get_by_label("What happened?").fill(TOLD)
    plain.get_by_role("button", name="See who will get it").click()
    expect(plain.get_by_label("What happened?")).to_have_value(TOLD)
    plain.get_by_label("Yes, or I am not sure").check()
    plain.get_by_role("button", name="I changed something: look again").click()
    expect(plain.locator(".sc-person__name")).to_have_text(["Daniel Okafor", "Siân Pritchard"])
    plain.get_by_label("Pictures or files").set_input_files([SHOT])
    plain.get_by_role("button", name="Send it now").click()
    expect(plain.locator("#code")).to_be_visible()
    assert Concern.objects.get().standing == "anonymous"


def test_with_the_keyboard_alone(page_for: PageFor) -> None:
    page = page_for("priya", width=1280)
    page.goto("/tell/new/")
    tab_to(page, lambda: focused(page) == "id_words")
    page.keyboard.type(TOLD)
    tab_to(page, lambda: focused(page) == "See who will get it")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    tab_to(page, lambda: focused(page) == "id_child_0")
    page.keyboard.press("Space")
    expect(page.get_by_text("Siân Pritchard", exact=True)).to_be_visible()
    tab_to(page, lambda: focused(page) == "send")
    page.keyboard.press("Enter")
    expect(page.locator("#code")).to_be_visible()


def test_a_name_is_found_in_a_long_list(page_for: PageFor) -> None:
    page = page_for("priya")
    page.goto("/tell/new/")
    expect(page.get_by_label("Find by name")).to_be_hidden()
    page.get_by_label("Somebody who works here").check()
    page.get_by_label("Find by name").fill("tom")
    expect(page.get_by_label("Tomasz Zieliński, teaching assistant")).to_be_visible()
    expect(page.get_by_label("Helen Marsh, headteacher")).to_be_hidden()
    assert fine(page)


@pytest.mark.parametrize("width", [320, 1280])
def test_help_and_the_poster_are_fit_to_be_read(page_for: PageFor, site: Site, width: int) -> None:
    page = page_for("priya", width=width)
    page.goto("/tell/help/")
    page.locator("summary", has_text="Instagram").click()
    assert fine(page)
    page.get_by_role("link", name="Tell the school").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What is done to you?")
    assert fine(page)
    helen = page_for("helen", width=width)
    helen.goto(f"/tell/door/{site.world.elm.pk}/")
    helen.get_by_role("button", name="Open the page").click()
    expect(helen.get_by_role("img", name="Square code")).to_be_visible()
    assert fine(helen)
