"""A story in a real browser: two people destroy a case, and its certificate is left."""

from __future__ import annotations

from datetime import date

from playwright.sync_api import expect

from safeconduct.web.concerns.models import Case
from web.browser import PageFor, Site
from web.casework.made import told
from web.casework.test_browser import is_fine


def test_two_people_destroy_a_case_and_leave_its_certificate(site: Site, page_for: PageFor) -> None:
    case = told(site.world)
    page = page_for("helen")
    page.goto(f"/cases/{case.reference}/")
    page.get_by_role("link", name="Say how it ended").click()
    page.get_by_role("button", name="Close the case").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose how it ended.")
    assert is_fine(page)
    page.get_by_label("False").check()
    page.get_by_label("Why").fill("He was not at school that day.")
    page.get_by_role("button", name="Close the case").click()
    expect(page.get_by_text("Kept until")).to_be_visible()
    assert is_fine(page)

    page.get_by_role("link", name="Destroy it, when its time is over").click()
    expect(page.get_by_role("heading", name="Not now")).to_be_visible()
    Case.objects.filter(pk=case.pk).update(keep_until=date(2020, 1, 1))
    page.reload()
    assert is_fine(page)
    page.get_by_role("button", name="Ask for it to be destroyed").click()
    expect(page.get_by_role("status")).to_contain_text("Somebody else on the case has to agree")

    other = page_for("daniel")
    other.goto("/records/")
    assert is_fine(other)
    other.get_by_role("link", name=case.reference).click()
    other.get_by_role("button", name="I agree: destroy it for good").click()
    expect(other.get_by_role("heading", name="Certificate of destruction")).to_be_visible()
    expect(other.get_by_text("Helen Marsh")).to_be_visible()
    assert is_fine(other)

    late = page_for("helen", errors=True)
    late.goto(f"/cases/{case.reference}/")
    expect(late.get_by_role("heading", level=1)).not_to_contain_text(case.reference)
