"""The page on which the address of one's calendar is made, and the calendar itself, which needs no sign-in."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from safeconduct.web.access.deciding import signed_in
from safeconduct.web.checks.limiting import WAIT, counted_for
from safeconduct.web.reviews import actions, secret
from safeconduct.web.reviews.calendar import calendar_of
from safeconduct.web.reviews.models import Feed

_MOST: Final = 20  # times a minute; calendar programs ask a few times a day
_TYPE: Final = "text/calendar; charset=utf-8"


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """My dates in my own calendar: what it shows, whether there is an address, and how to enter it."""
    return render(request, "reviews/calendar.html", {"feed": Feed.objects.filter(person=signed_in(request)).first()})


@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Make the address, or another in its place. It is shown on the answer and never again."""
    me, token = signed_in(request), secret.made()
    actions.open_feed(me, me, token)
    address = settings.BASE_URL + reverse("calendar-feed", args=[token])
    return render(request, "reviews/calendar_made.html", {"feed_address": address})


@require_POST
def stop(request: HttpRequest) -> HttpResponse:
    """Stop it."""
    me = signed_in(request)
    try:
        actions.close_feed(me, me)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "Stopped. The address opens nothing any more; remove it from your calendar, too.")
    return redirect("calendar")


@login_not_required
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar of whoever made this address; a calendar program cannot sign in."""
    found = secret.feed_of(token)
    if found is None:
        raise Http404("calendar")
    if not counted_for(f"feed-{found.pk}", _MOST):
        wait = {"Retry-After": str(WAIT)}
        return HttpResponse("Too often. Ask again in a minute.\n", "text/plain", HTTPStatus.TOO_MANY_REQUESTS, headers=wait)
    secret.note_use(found)
    headers = {"Cache-Control": "private, no-cache", "Content-Disposition": 'inline; filename="safeconduct.ics"'}
    return HttpResponse(calendar_of(found.person), _TYPE, headers=headers)


__all__: Final = ("calendar", "feed", "make", "stop")
