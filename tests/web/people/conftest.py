"""What the tests of people share: the invitations that were sent, and a server that has forgotten what it saw before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import pytest
from django.core.cache import cache
from pytest_django import Settings

from safeconduct.web.jobs import mail
from safeconduct.web.people import first_run
from safeconduct.web.people.models import Person


class Sent(NamedTuple):
    to: Person
    template: str
    context: Mapping[str, Any]


@pytest.fixture(autouse=True)
def sent(monkeypatch: pytest.MonkeyPatch) -> list[Sent]:
    """The e-mails that were handed over to be sent."""
    found: list[Sent] = []
    monkeypatch.setattr(mail, "send", lambda to, template, context: found.append(Sent(to, template, context)))
    return found


@pytest.fixture(autouse=True)
def new_server() -> Iterator[None]:
    """Each test begins with nothing counted and nobody seen."""
    cache.clear()
    first_run.forget()
    yield
    first_run.forget()


@pytest.fixture
def jobs_at_once(settings: Settings) -> None:
    """Background jobs run where they are asked for."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
