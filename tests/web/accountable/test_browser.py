"""Two stories in a real browser: a review that two sign, and a request answered piece by piece until the copy is downloaded."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from playwright.sync_api import expect

from safeconduct.web.accountable.models import Portion
from safeconduct.web.permissions import demo_data
from web.browser import PageFor, Site
from web.casework.made import told
from web.casework.test_browser import is_fine


def test_a_review_is_put_down_answered_and_signed_by_two(site: Site, page_for: PageFor) -> None:
    page = page_for("daniel")
    page.goto("/")
    page.get_by_role("link", name="Filtering and monitoring").click()
    expect(page.get_by_text("No review is on record")).to_be_visible()
    assert is_fine(page)
    page.get_by_role("button", name="Put a review down").click()
    expect(page.get_by_label("For safeguarding")).to_be_visible()
    for label, name in (
        ("For safeguarding", "Daniel Okafor"),
        ("For IT", "Owen Clarke"),
        ("For the governors", "Farah Siddiqui"),
    ):
        page.get_by_label(label).select_option(label=name)
    assert is_fine(page)
    page.get_by_role("button", name="Go on to the questions").click()
    expect(page.get_by_role("heading", name="What was looked at")).to_be_visible()
    assert is_fine(page)
    for box in page.get_by_label("Fine").all():
        box.check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("Put down below what is to be done")
    page.get_by_role("button", name="Sign this review").click()
    expect(page.get_by_text("Not yet for the governors")).to_be_visible()
    assert is_fine(page)

    governor = page_for("farah")
    governor.goto(page.url)
    governor.get_by_role("button", name="Sign this review").click()
    expect(governor.get_by_text("Farah Siddiqui for the governors")).to_be_visible()


def test_a_copy_is_asked_for_masked_given_and_downloaded(site: Site, page_for: PageFor) -> None:
    demo_data.build(site.world)
    told(site.world)
    asker = page_for("tomasz")
    asker.goto("/people/me/")
    asker.get_by_role("link", name="My data").click()
    asker.get_by_role("link", name="Ask for a copy of what is held about me").click()
    expect(asker.get_by_role("button", name="Ask for my copy")).to_be_visible()
    assert is_fine(asker)
    asker.get_by_role("button", name="Ask for my copy").click()
    expect(asker.get_by_role("status")).to_contain_text("It is on its way.")
    assert is_fine(asker)

    office = page_for("sian")
    office.goto("/registers/access/")
    assert is_fine(office)
    office.get_by_role("link", name="Tomasz Zieliński").click()
    office.get_by_role("button", name="I deal with it").click()
    office.get_by_role("button", name="Collect what is held about them").click()
    office.get_by_role("button", name="Go on deciding what they get").click()
    expect(office.get_by_text("to decide").first).to_be_visible()
    assert is_fine(office)
    number = Portion.objects.get(case=None).pk
    office.get_by_role("button", name="Read the next one").click()
    while "/part/" in office.url and not office.url.endswith(f"/part/{number}/"):
        expect(office.get_by_text("This is how Tomasz Zieliński would read it.")).to_be_visible()
        assert is_fine(office)
        office.get_by_label("Give it").check()
        counted = office.locator(".govuk-caption-l").inner_text()
        office.get_by_role("button", name="Decide, and go on").click()
        expect(office.locator(".govuk-caption-l")).not_to_have_text(counted)
    expect(office.get_by_text("All is decided.")).to_be_visible()
    assert is_fine(office)
    office.get_by_label("I have read what they will get").check()
    office.get_by_role("button", name="Give it to them").click()
    expect(office.get_by_role("heading", name="Given to Tomasz Zieliński")).to_be_visible()

    asker.goto("/")
    asker.get_by_role("link", name="My data").first.click()
    with asker.expect_download() as waiting:
        asker.get_by_role("button", name="Download my copy").click()
    with zipfile.ZipFile(io.BytesIO(Path(waiting.value.path()).read_bytes())) as packed:
        assert set(packed.namelist()) == {"copy.pdf", "copy.json", "manifest.json"}
        assert "Helen" not in packed.read("copy.json").decode()
