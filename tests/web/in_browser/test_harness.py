"""What the browser tests themselves promise: they notice trouble, and leave the database as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import DatabaseError, connection, transaction
from playwright.sync_api import Browser
from pytest_django.plugin import DjangoDbBlocker

from safeconduct.web import demo
from safeconduct.web.access.models import Event, Head
from safeconduct.web.access.trail import append
from safeconduct.web.people.models import Person
from web.browser import _as_it_was, _Watch, axe, overflow


def test_the_database_is_left_as_it_was(
    database: None, django_db_blocker: DjangoDbBlocker, settings: LazySettings, tmp_path: Path
) -> None:
    settings.TRAIL_ANCHOR = str(tmp_path / "trail.head")
    with django_db_blocker.unblock():
        with _as_it_was():
            demo.build()
            with transaction.atomic():
                append("site.home", by=None, about="", facts={})
        assert Person.objects.count() == Event.objects.count() == 0
        assert Head.objects.get().number == 0

        with pytest.raises(DatabaseError), transaction.atomic():
            append("site.home", by=None, about="", facts={})
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM access_event")
        assert Event.objects.count() == 0


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
