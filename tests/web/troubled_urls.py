"""The site's addresses, and some at which things go wrong; the name and the words in them must never be seen again."""

from __future__ import annotations

from typing import Any, NoReturn

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

from safeconduct.web import urls as ours
from safeconduct.web.access.acting import Done, action
from safeconduct.web.access.deciding import signed_in
from safeconduct.web.jobs.mail import send
from safeconduct.web.people.models import Organisation, Person
from safeconduct.web.urls import handler400, handler403, handler404, handler500

WORDS = "Jayden Brown was sick again"


@login_not_required
def fail(request: HttpRequest, name: str = "") -> NoReturn:
    """A fault of ours, with somebody's words in its message."""
    raise ValueError(f"could not read: {WORDS} {name}")


@login_not_required
def quote(request: HttpRequest) -> NoReturn:
    """A rule of the database broken, which the database quotes."""
    for _ in range(2):
        Person.objects.create(email="jayden.brown@demo.example", name="Jayden Brown")
    raise AssertionError


@action("people.manage")
def rename(by: Person, school: Organisation, name: str) -> Done[Organisation]:
    """A change with an entry in the trail."""
    school.name = name
    school.save()
    return Done(school)


def save(request: HttpRequest) -> HttpResponse:
    """Make that change."""
    school = Organisation.objects.get(name__startswith="Elm")
    rename(signed_in(request), school, "Elm Park Academy " + "x" * 150)
    return HttpResponse("saved")


def tell(request: HttpRequest) -> HttpResponse:
    """Make a change that somebody is told of by e-mail."""
    send(signed_in(request), "test", {})
    return save(request)


@login_not_required
def full(request: HttpRequest) -> HttpResponse:
    """Find the disk full."""
    raise OSError(28, "No space left on device", "/srv/Jayden Brown.pdf")


@login_not_required
def read(request: HttpRequest) -> HttpResponse:
    """Read what was posted."""
    connection.ensure_connection()
    return HttpResponse(str(len(request.POST)))


urlpatterns: list[Any] = [
    path("scim/v2/trouble/fail/", fail, name="scim-fail"),  # before what answers to all else there
    *ours.urlpatterns,
    path("trouble/fail/", fail, name="fail"),
    path("trouble/fail/<str:name>/", fail, name="fail-name"),
    path("trouble/quote/", quote, name="quote"),
    path("trouble/save/", save, name="save"),
    path("trouble/tell/", tell, name="tell"),
    path("trouble/full/", full, name="full"),
    path("trouble/read/", read, name="read"),
    path("api/trouble/fail/", fail, name="api-fail"),
    path("api/trouble/full/", full, name="api-full"),
]
__all__ = ("WORDS", "handler400", "handler403", "handler404", "handler500", "urlpatterns")
