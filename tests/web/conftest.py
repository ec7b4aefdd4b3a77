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

HERE = Path(__file__).parent
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
__all__ = ("chromium", "page_for", "signed_in", "site", "world")


ASKS_A_DATABASE = {"db", "transactional_db", "_upgraded", "start"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL run what may differ there: not what asks no database, nor how the same pages look in a browser.

    A browser, a server and a test that share two cores may miss one another once. A browser test that failed is run once
    more, and the runner's closing line counts it as “rerun”, so that none of that goes unseen.
    """
    for item in items:
        if HERE in item.path.parents and "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.flaky(reruns=1))
    if not settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        return
    same = [item for item in items if HERE in item.path.parents and not _may_differ(item)]
    left_out = set(same)
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=same)


def _may_differ(item: pytest.Item) -> bool:
    used = set(getattr(item, "fixturenames", ()))
    return "chromium" not in used and (bool(used & ASKS_A_DATABASE) or item.get_closest_marker("django_db") is not None)


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


@pytest.fixture(autouse=True)
def _a_copy_of_the_head_for_each_test() -> None:
    """What a test did is rolled back, the file beside the database is not."""
    Path(settings.TRAIL_ANCHOR).unlink(missing_ok=True)
    begin_anchor()


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
