"""What the pages of this app share: a page with one form, and a change whose outcome is said on the next page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from safeconduct.web.access.deciding import signed_in
from safeconduct.web.access.rights import rights
from safeconduct.web.people.models import Organisation

FORM: Final = ["GET", "HEAD", "POST"]
PER_PAGE: Final = 25


GO_ON: Final = ("go", "on")
"""The button by which somebody who was signed out goes on with what they wrote: see ``access.surviving``."""


class Words(NamedTuple):
    """What stands on a page with one form, besides the form."""

    heading: str
    button: str
    intro: str = ""
    back: str = ""
    back_says: str = "Permissions"


def form_page(request: HttpRequest, form: forms.BaseForm, says: Words, **given: Any) -> HttpResponse:
    """A page with one form."""
    says = says if says.back else says._replace(back=reverse("permissions"))
    return render(request, "permissions/form.html", {"form": form, "says": says, **given})


def changed(request: HttpRequest, change: Callable[[], object], done: str, then: str, *args: Any) -> HttpResponse:
    """Make a change that has no form, say what came of it, and go on."""
    try:
        change()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done)
    return redirect(then, *args)


def places_of(request: HttpRequest, verb: str) -> QuerySet[Organisation]:
    """The organisations at which the person who asks holds a right.

    Raises:
        PermissionDenied: there is none.
    """
    places = signed_in(request).holds(rights()[verb].held_by)
    if not places.exists():
        raise PermissionDenied(verb)
    return places


__all__: Final = ("FORM", "GO_ON", "PER_PAGE", "Words", "changed", "form_page", "places_of")
