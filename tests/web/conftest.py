"""The cast, and each of them signed in."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client

from safeconduct.web import demo
from web.browser import chromium, database, page_for, site

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
__all__ = ("chromium", "database", "page_for", "signed_in", "site", "world")


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
