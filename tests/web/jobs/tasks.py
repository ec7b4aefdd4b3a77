"""Jobs for the tests of the worker."""

from __future__ import annotations

import threading

from django.db import OperationalError
from django_tasks import task

from safeconduct.web.jobs.trying import TryAgain

DONE: list[str] = []
GO, REACHED = threading.Event(), threading.Event()


@task
def note(word: str) -> None:
    """Note that it was done."""
    DONE.append(word)


@task
def fail(word: str) -> None:
    """Fail, with the word in the error."""
    raise ValueError(f"could not do {word}")


@task
def later() -> None:
    """Ask to be taken up again, always."""
    DONE.append("later")
    raise TryAgain


@task
def locked() -> None:
    """Find the database busy."""
    raise OperationalError("database is locked")


@task
def slow() -> None:
    """Wait until the test lets go."""
    REACHED.set()
    assert GO.wait(20)
    DONE.append("slow")
