"""Old posts in a real browser: sent piece by piece, watched, stopped, gone on with, read, ticked off, summed up, deleted."""

from __future__ import annotations

import os
import random
import signal
import zipfile
from pathlib import Path

from django.conf import LazySettings
from playwright.sync_api import Page, Route, expect

from safeconduct.web.audits.models import Audit, Sent, home
from web.audits import made
from web.browser import PageFor, Site, axe, overflow

SHOTS = os.environ.get("SAFECONDUCT_SHOTS", "")


def fine(page: Page, name: str = "") -> list[str]:
    """What is wrong with a page, on a phone and on a wide screen."""
    wrong = []
    for width, height in ((320, 640), (390, 844), (1280, 900)):
        page.set_viewport_size({"width": width, "height": height})
        wrong += [*axe(page), *([f"{overflow(page)} px too wide at {width}"] if overflow(page) > 0 else [])]
        if SHOTS and name and width > 320:
            Path(SHOTS).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=f"{SHOTS}/{name}-{width}.png", full_page=True)
    page.set_viewport_size({"width": 390, "height": 844})
    return wrong


def chosen(page: Page, file: Path) -> None:
    page.goto("/")
    page.get_by_role("link", name="My old posts").click()
    page.get_by_label("The file that you downloaded").set_input_files(file)


def test_priya_sends_watches_stops_goes_on_reads_and_deletes(page_for: PageFor, site: Site, tmp_path: Path) -> None:
    file = tmp_path / made.NAME
    file.write_bytes(made.archive(40_000))
    page = page_for("priya", width=390)
    chosen(page, file)
    assert fine(page, "begin") == []
    page.get_by_role("button", name="Look through it").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Looking through your posts")
    expect(page.get_by_text("Posts and other entries")).to_be_visible(timeout=60_000)
    process = made.process_of(Audit.objects.get())
    process.send_signal(signal.SIGSTOP)  # it would be done before the page has been looked at
    assert fine(page, "running") == []
    process.send_signal(signal.SIGCONT)
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_text("You stopped it before its end.")).to_be_visible()
    assert fine(page, "stopped") == []
    page.get_by_role("button", name="Go on to the end").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your old posts", timeout=60_000)
    expect(page.get_by_text("1 thing to look at", exact=True)).to_be_visible()
    assert fine(page, "result") == []

    page.get_by_role("button", name="I have dealt with it").click()
    expect(page.get_by_text("You have dealt with all of it.")).to_be_visible()
    page.get_by_role("link", name="Make a clean summary").click()
    expect(page.get_by_text("1 thing to look at; dealt with")).to_be_visible()
    assert made.MARK not in page.content()
    assert fine(page, "summary") == []
    page.get_by_role("link", name="Your old posts").click()
    page.get_by_role("button", name="Delete everything").click()
    expect(page.get_by_text("Deleted: the files")).to_be_visible()
    assert not Audit.objects.exists()
    assert list(home().iterdir()) == []


def test_where_others_are_first_it_begins_by_itself(
    page_for: PageFor, site: Site, settings: LazySettings, tmp_path: Path
) -> None:
    settings.AUDITS_AT_ONCE = 0
    file = tmp_path / made.NAME
    file.write_bytes(made.archive())
    page = page_for("priya", width=390)
    chosen(page, file)
    page.get_by_role("button", name="Look through it").click()
    expect(page.get_by_text("Yours begins by itself")).to_be_visible()
    assert fine(page, "waiting") == []

    settings.AUDITS_AT_ONCE = 1
    expect(page.get_by_role("heading", level=1)).to_have_text("Your old posts", timeout=60_000)


def test_sending_waits_for_the_site_and_goes_on_where_it_stopped(page_for: PageFor, site: Site, tmp_path: Path) -> None:
    file = tmp_path / made.NAME
    file.write_bytes(made.archive())
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("data/tweets_media/1.jpg", random.Random(3).randbytes(9 << 20))
    page = page_for("priya", width=390, errors=True)

    def busy(route: Route) -> None:
        route.fulfill(status=503, body="{}") if "at=4194304" in route.request.url else route.continue_()

    page.route("**/send/**", busy)
    chosen(page, file)
    page.get_by_role("button", name="Look through it").click()
    expect(page.get_by_text("The site is busy. We try again in a moment.")).to_be_visible()
    assert fine(page, "sending") == []
    assert Sent.objects.get().here == 4 << 20

    page.reload()  # the page was closed meanwhile
    page.goto("/old-posts/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Not everything is here yet")
    assert fine(page, "rest") == []
    other = tmp_path / "other.zip"
    other.write_bytes(b"other")
    page.get_by_label("The same file again").set_input_files(other)
    page.get_by_role("button", name="Send the rest").click()
    expect(page.get_by_role("alert")).to_contain_text("this is not the same file")
    page.unroute("**/send/**")
    page.get_by_label("The same file again").set_input_files(file)
    page.get_by_role("button", name="Send the rest").click()

    expect(page.get_by_text("1 thing to look at", exact=True)).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Sign")
    assert not Audit.objects.exists()
    assert list(home().iterdir()) == []


def test_what_is_wrong_with_the_choice_is_said_beside_it(page_for: PageFor, site: Site) -> None:
    page = page_for("priya", width=390, errors=True)
    page.goto("/old-posts/")
    page.get_by_text("Only some years, or a chat").click()
    page.get_by_label("From").select_option("2023")
    page.get_by_role("button", name="Look through it").click()

    expect(page.get_by_role("alert")).to_contain_text("Choose the file that you downloaded.")
    assert page.get_by_label("From").input_value() == "2023"
    assert fine(page, "wrong") == []
