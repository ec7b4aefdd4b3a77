"""A draft in a real browser: a rule built with and without a script, tried out, and adopted."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from safeconduct.activity import Outcome
from safeconduct.shadow import Text
from safeconduct.web.drafting import trying
from safeconduct.web.drafting.models import Draft
from safeconduct.web.policies.models import Adoption
from web.browser import PageFor, Site, axe, overflow
from web.drafting import made
from web.jobs.working import work


def fine(page: Page) -> list[str]:
    """What is wrong with a page at the width that it has."""
    return [*axe(page), *([f"{overflow(page)} px too wide"] if overflow(page) > 0 else [])]


def test_helen_writes_a_point_on_her_phone_tries_it_and_adopts_it(
    page_for: PageFor, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trying, "examples", lambda: (("x", Text("A walk by the sea.")),))
    found = made.scratch(site.world)
    page = page_for("helen", width=320)
    page.goto(f"/policies/drafts/{found.pk}/")
    page.get_by_role("link", name="Add a point").click()
    page.get_by_label("What people read").fill("Send no friend requests to pupils.")
    page.get_by_label("Number").fill("4")
    page.get_by_label("Where it stands").fill("section 4")
    page.get_by_label("Must not: nobody may").check()
    page.get_by_label("Topic").select_option("Friends and followers")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("Now say what it does")

    page.get_by_role("link", name="An answer to a situation").click()
    page.get_by_label("A friend request").check()
    page.get_by_label("Add another condition").select_option("Who is the other person?")
    page.get_by_role("button", name="Add a condition: When").click()
    page.get_by_role("group", name="Who is the other person?").get_by_label("A pupil", exact=True).check()
    expect(page.get_by_label("A friend request")).to_be_checked()
    page.get_by_label("Do not", exact=True).check()
    page.get_by_role("button", name="Read it in plain words").click()
    expect(page.get_by_text("If it is a friend request, and the other person is a pupil: do not.")).to_be_visible()
    assert fine(page) == []
    page.get_by_role("button", name="Save", exact=True).last.click()

    page.get_by_role("link", name="a situation").click()
    page.get_by_label("The situation, in a sentence").fill("A pupil of year 9 asks to be friends.")
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.get_by_text("Comes out as written")).to_be_visible()
    assert fine(page) == []

    page.goto(f"/policies/drafts/{found.pk}/try/")
    page.get_by_role("button", name="Try it out").click()
    expect(page.get_by_text("It begins in a moment.")).to_be_visible()
    assert work() == 1
    expect(
        page.get_by_role("heading", name=re.compile("answers change"))
    ).to_be_visible()  # without a press: the page looks again
    assert fine(page) == []

    page.goto(f"/policies/drafts/{found.pk}/adopt/")
    page.get_by_label("Who answers questions about it").select_option("Helen Marsh")
    assert fine(page) == []
    page.get_by_role("button", name="Adopt it").click()
    expect(page.get_by_role("status")).to_contain_text("is adopted")
    assert Adoption.objects.get(draft=found.pk).policy.clauses["4"].decide[0].outcome is Outcome.STOP


def test_a_rule_is_built_without_a_script_too(page_for: PageFor, site: Site) -> None:
    found = made.draft(site.world)
    context = page_for("helen", width=320).context
    page = context.new_page()
    page.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(f"/policies/drafts/{found.pk}/points/{made.POINT}/rules/situation/0/")
    page.get_by_label("Add a condition").select_option("Is it an emergency?")
    page.get_by_role("button", name="Add a condition: But not if").click()
    page.get_by_role("group", name="Is it an emergency?").get_by_label("Yes").check()
    page.get_by_role("button", name="Who is the other person?").click()
    expect(page.get_by_role("group", name="Who is the other person?")).to_have_count(0)
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.get_by_role("status")).to_contain_text("Saved.")

    rule = Draft.objects.get(pk=found.pk).policy.clauses[made.POINT].decide[0]
    assert (rule.unless, "person" in rule.when) == ({"emergency": True}, False)
