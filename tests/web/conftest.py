"""The cast, and each of them signed in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.test import Client, TransactionTestCase

from safeconduct.web import demo
from safeconduct.web.access.models import Head
from safeconduct.web.access.trail import START, begin_anchor, seal
from web.browser import chromium, page_for, site
from web.unguarded import unguarded

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
__all__ = ("chromium", "page_for", "signed_in", "site", "world")


@pytest.fixture(autouse=True, scope="session")
def _a_trail_begun_anew_after_each_test_that_commits() -> Iterator[None]:
    """Django empties every table after a test that really commits; the trail's triggers refuse that, rightly."""
    emptied = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined] # Django's own hook, without types

    def empty(test: TransactionTestCase) -> None:
        with unguarded():
            emptied(test)
        Path(settings.TRAIL_ANCHOR).unlink(missing_ok=True)
        Head.objects.get_or_create(pk=1, defaults={"hash": START, "seal": seal(0, START)})
        begin_anchor()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty)
        yield


@pytest.fixture
def world(db: None) -> SimpleNamespace:
    """Two schools, a trust, an agency, ten named people and five adopted policies: see ``safeconduct.web.demo``."""
    return demo.build()


@pytest.fixture
def signed_in(world: SimpleNamespace) -> Callable[[str], Client]:
    """A browser for one of the cast, by short name; “nobody” is not signed in."""

    def browser(key: str) -> Client:
        client = Client()
        if key != "nobody":
            client.force_login(getattr(world, key), backend=BACKEND)
        return client

    return browser
