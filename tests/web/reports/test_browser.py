"""The governors' pack in a real browser: one press, the page tells how far it is, and then the file is there."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from safeconduct.web.reports import packing
from safeconduct.web.reports.models import Pack
from safeconduct.web.reports.report import reports
from web.browser import PageFor, Site, axe, overflow
from web.jobs.working import work


def test_the_pack_is_made_while_one_watches(site: Site, page_for: PageFor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "QUICK", 3)
    page = page_for("farah", width=320)
    page.goto("/")
    page.get_by_role("link", name="Reports").click()
    page.get_by_role("link", name="Governors’ pack").click()
    page.get_by_role("button", name="Make the pack").click()

    expect(page.get_by_role("status")).to_contain_text(f"0 of {len(reports())} reports are done")
    assert (axe(page), overflow(page)) == ([], 0)
    work()
    expect(page.get_by_role("heading", name="The pack is ready")).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download the pack (PDF)").click()
    assert waiting.value.suggested_filename == f"governors-pack-{Pack.objects.get().period}.pdf"
