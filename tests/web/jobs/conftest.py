"""A mail server, and the clock that jobs wait by."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from web.jobs.smtp import Server


@pytest.fixture
def server(settings: Settings) -> Iterator[Server]:
    """A mail server that answers, and the site set to use it."""
    server = Server()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 5
    settings.DEFAULT_FROM_EMAIL = "Elm Park <safeconduct@elm.example>"
    server.start()
    yield server
    server.stop()
