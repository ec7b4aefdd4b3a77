"""What the browser tests themselves promise: they notice trouble."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from web.browser import _Watch, axe, overflow


@pytest.mark.parametrize(
    ("markup", "says"),
    [
        ("<script>console.log('chatty')</script>", "console: chatty"),
        ("<script>missing()</script>", "exception in a script"),
        ("<img alt='' src='http://elsewhere.example/x.png'>", "asked another host"),
    ],
)
def test_trouble_is_noticed(markup: str, says: str, chromium: Browser) -> None:
    watch, page = _Watch("localhost:1", errors=False), chromium.new_page()
    watch.over(page)
    page.set_content(f"<!doctype html><title>x</title>{markup}")
    page.wait_for_timeout(200)
    page.close()

    assert any(says in trouble for trouble in watch.troubles)


def test_what_is_inaccessible_or_too_wide_is_noticed(chromium: Browser) -> None:
    page = chromium.new_page(viewport={"width": 320, "height": 600})
    page.set_content("<!doctype html><title>x</title><img src='data:,'><div style='width:900px'>wide</div>")

    assert any(fault.startswith("image-alt") for fault in axe(page))
    assert overflow(page) == 580 + 8
    page.close()
