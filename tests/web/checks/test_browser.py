"""Checking in a real browser: the answer as one types, without a script, by keyboard, and pictures chosen or dropped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from web.browser import PageFor, Site, axe, focused, overflow, tab_to
from web.checks import made

TELLING = "Year 9 were awful today, Jayden threw a chair again. Text me on 07700 900123"


def sent(page: Page) -> list[str]:
    """The requests with a draft, as they go out."""
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.post_data or "") if request.method == "POST" else None)
    return requests


@pytest.mark.parametrize("width", [320, 1280])
def test_the_answer_comes_as_one_types_and_is_open_to_everybody(page_for: PageFor, width: int) -> None:
    page = page_for("grace", width=width)
    page.goto("/check/")
    page.get_by_label("What do you want to post?").press_sequentially(TELLING, delay=1)
    expect(page.locator(".sc-answer__word")).to_contain_text("Do not post")
    expect(page.get_by_role("status").first).to_contain_text("So far: Do not post")
    assert axe(page) == []
    assert overflow(page) <= 0


def test_a_pause_of_typing_sends_one_check_and_a_newer_one_replaces_it(page_for: PageFor) -> None:
    page = page_for("priya", width=1280)
    page.goto("/check/")
    requests = sent(page)
    page.get_by_label("What do you want to post?").press_sequentially("This bus is shit", delay=5)
    expect(page.locator(".sc-answer__word")).to_contain_text("Think again")
    assert len(requests) == 1
    page.get_by_label("What do you want to post?").fill("Lovely walk")
    expect(page.locator(".sc-answer__word")).to_contain_text("Fine")
    page.get_by_label("What do you want to post?").fill("")
    expect(page.locator(".sc-answer__word")).to_have_count(0)
    expect(page.locator("#verdict")).to_be_empty()


def test_a_number_leads_to_its_finding_and_that_to_its_clause(page_for: PageFor) -> None:
    page = page_for("grace")
    page.goto("/check/")
    page.get_by_label("What do you want to post?").fill(TELLING)
    number = page.locator(".sc-mark[href]").first
    found = page.locator(number.get_attribute("href") or "")
    number.click()
    expect(found).to_be_in_viewport()
    found.locator("summary").click()
    link = found.locator("a.govuk-link").last
    clause = page.locator(f"[id='{(link.get_attribute('href') or '')[1:]}']")
    link.click()
    expect(clause).to_be_visible()
    expect(clause).to_be_in_viewport()


def test_the_milder_text_is_copied_by_one_press(page_for: PageFor) -> None:
    page = page_for("ruth")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/check/")
    page.get_by_label("What do you want to post?").fill("The new kettle is shit")
    page.get_by_role("button", name="Copy this text").click()
    expect(page.get_by_text("Copied.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "The new kettle is rubbish"


def test_tomasz_checks_without_a_mouse(page_for: PageFor) -> None:
    page = page_for("tomasz")
    page.goto("/check/")
    tab_to(page, lambda: focused(page) == "id_text")
    page.keyboard.type("This bus is shit")
    tab_to(page, lambda: focused(page) == "Check it")
    page.keyboard.press("Enter")
    expect(page.locator(".sc-answer__word")).to_contain_text("Think again")
    tab_to(page, lambda: page.evaluate("document.activeElement.className") == "sc-mark")


def test_without_a_script_the_button_does_it_all(site: Site, chromium: Browser, without_script: Callable[[str], Page]) -> None:
    page = without_script("priya")
    page.goto("/check/")
    page.get_by_label("What do you want to post?").fill("This bus is shit")
    page.get_by_role("button", name="Check it").click()
    expect(page.locator(".sc-answer__word")).to_contain_text("Think again")
    expect(page.get_by_label("What do you want to post?")).to_have_value("This bus is shit")
    expect(page.get_by_role("button", name="Copy this text")).to_be_hidden()
    assert page.url.endswith("/check/#answer")


def test_the_draft_is_gone_when_somebody_else_goes_back(page_for: PageFor) -> None:
    page = page_for("priya")
    page.goto("/check/")
    page.get_by_label("What do you want to post?").fill("This bus is shit")
    expect(page.locator(".sc-answer__word")).to_be_visible()
    page.goto("/")
    page.go_back()
    expect(page.get_by_label("What do you want to post?")).to_have_value("")
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "shit" not in kept
    assert "school" not in kept


def test_a_check_that_is_put_off_says_so_and_the_text_stays(page_for: PageFor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("safeconduct.web.checks.limiting.counted", lambda person, cost: False)
    page = page_for("priya", errors=True)
    page.goto("/check/")
    page.get_by_label("What do you want to post?").fill("Lovely walk")
    expect(page.locator("#verdict")).to_contain_text("your text is still here")
    expect(page.get_by_label("What do you want to post?")).to_have_value("Lovely walk")


@pytest.mark.parametrize("width", [320, 1280])
def test_a_picture_is_looked_at_when_it_is_chosen_and_its_copy_downloaded(
    page_for: PageFor, width: int, tmp_path: Path
) -> None:
    (tmp_path / "trip.jpg").write_bytes(made.telling())
    (tmp_path / "notes.jpg").write_bytes(made.HTML)
    page = page_for("marcus", width=width)
    page.goto("/check/picture/")
    page.locator("input[type=file]").set_input_files([tmp_path / "trip.jpg", tmp_path / "notes.jpg"])
    expect(page.get_by_text("near 53.38° north")).to_be_visible()
    expect(page.get_by_text("It looks like this: HTML")).to_be_visible()
    expect(page.locator(".sc-seen__small")).to_have_count(1)
    assert axe(page) == []
    assert overflow(page) <= 0

    page.locator("input[type=file]").set_input_files([tmp_path / "trip.jpg"])
    with page.expect_download() as download:
        page.get_by_role("button", name="Download a copy").click()
    copy = Path(download.value.path()).read_bytes()
    assert download.value.suggested_filename == "picture-1-without-details.jpg"
    assert made.OWNER.encode() not in copy


def test_who_is_in_it_is_asked_and_answered_on_the_same_page(page_for: PageFor) -> None:
    page = page_for("marcus")
    page.goto("/check/picture/")
    expect(page.get_by_role("button", name="What do the rules say?")).to_be_hidden()
    page.get_by_text("Answer a few questions, and see what the rules say").click()
    page.get_by_role("button", name="What do the rules say?").click()
    expect(page.get_by_role("link", name="Say who is in the picture.")).to_be_visible()
    page.get_by_label("Pupils or other children").check()
    page.get_by_label("Colleagues").check()
    page.get_by_label("It goes online").check()
    page.get_by_role("button", name="What do the rules say?").click()
    expect(page.locator(".sc-answer__word")).to_contain_text("Do not post")
    expect(page.get_by_role("link", name="Say who is in the picture.")).to_have_count(0)
    assert axe(page) == []


@pytest.fixture
def without_script(page_for: PageFor, chromium: Browser, site: Site) -> Callable[[str], Page]:
    """Opens a browser whose scripts are off, signed in as one of the cast."""

    def opened(key: str) -> Page:
        cookies = page_for(key).context.cookies()
        context = chromium.new_context(viewport={"width": 320, "height": 640}, base_url=site.url, java_script_enabled=False)
        context.add_cookies([{"name": each["name"], "value": each["value"], "url": site.url} for each in cookies])
        return context.new_page()

    return opened
