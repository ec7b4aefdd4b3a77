"""A tired parent with a telephone: from the link to the receipt, with a question on the way."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from safeconduct.web.families import answering
from safeconduct.web.families.models import Question, Signature
from web.browser import PageFor, Site, axe, overflow
from web.families import made


@pytest.mark.clause("safe-use:S7")
def test_a_parent_signs_on_a_telephone_without_an_account(site: Site, page_for: PageFor) -> None:
    path = made.path(made.ella(site.world))
    page = page_for("nobody")
    page.goto(path)
    boxes = page.get_by_role("checkbox")
    expect(boxes).to_have_count(9)
    for number in range(8):
        boxes.nth(number).check()
    page.get_by_text("I have a question about this").nth(8).click()
    page.get_by_label("What is not clear?").nth(8).fill("At her father’s, too?")
    page.get_by_role("button", name="Sign").click()
    expect(page.get_by_text("Your question is with the school")).to_be_visible()
    assert (axe(page), overflow(page)) == ([], 0)

    answering.reply(site.world.helen, Question.objects.get(), "Yes, wherever she is.")
    page.goto(path)
    expect(page.get_by_text("Yes, wherever she is.")).to_be_visible()
    boxes.nth(8).check()
    page.get_by_label("Your full name").fill("Anna Brown")
    page.get_by_role("button", name="Sign").click()
    expect(page.get_by_role("heading", name="You have signed")).to_be_visible()
    assert (axe(page), overflow(page)) == ([], 0)
    assert Signature.objects.get().name == "Anna Brown"
