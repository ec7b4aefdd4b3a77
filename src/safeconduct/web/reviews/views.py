"""One's own check-ups, the questions and what to do about them, and for those responsible who is up to date."""

from __future__ import annotations

from collections import Counter
from typing import Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safeconduct.web.access.deciding import fetch, require, signed_in
from safeconduct.web.access.rights import rights
from safeconduct.web.people.models import Organisation, Person
from safeconduct.web.people.words import day_said
from safeconduct.web.permissions.models import Loan
from safeconduct.web.reviews import actions
from safeconduct.web.reviews.checkup import Checkup, checkups
from safeconduct.web.reviews.forms import CheckupForm, PlatformsForm
from safeconduct.web.reviews.standing import State, by_person, last_done, mine, standing

_FORM: Final = ["GET", "HEAD", "POST"]
_PAGE: Final = 50


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """My check-ups: those that are due, those that are not yet, and those that nobody asks me for."""
    me = signed_in(request)
    found = mine(me)
    asked, last = {each.checkup.id for each in found}, last_done(me)
    shown = {
        "waiting": [each for each in found if each.waits],
        "later": [each for each in found if not each.waits],
        "others": [(each, last.get(each.id)) for each in checkups().values() if each.id not in asked],
        "today": {checkup for checkup, day in last.items() if day == timezone.localdate()},
        "watches": me.holds(rights()["reviews.watch"].held_by).exists(),
    }
    return render(request, "reviews/front.html", shown)


def _known(kind: str) -> Checkup:
    found = checkups().get(kind)
    if found is None:
        raise Http404(kind)
    return found


@sensitive_post_parameters()
@require_http_methods(_FORM)
def checkup(request: HttpRequest, kind: str) -> HttpResponse:
    """A check-up: which platforms, if that matters; the questions; then what to do. Nothing of it is kept."""
    me, found = signed_in(request), _known(kind)
    require(me, "reviews.do", me)
    do = request.POST.get("do", "")
    ticked = PlatformsForm(request.POST if do else None)
    if found.of_platforms and (not do or (do == "choose" and not ticked.is_valid())):
        return render(request, "reviews/platforms.html", {"checkup": found, "form": ticked})
    form = CheckupForm(request.POST if do == "answer" else None, checkup=found)
    standing_ = next((each for each in mine(me) if each.checkup.id == found.id), None)
    shown = {
        "checkup": found,
        "form": form,
        "platforms": ticked.chosen(),
        "mine": standing_,
        "elsewhere": _elsewhere(found),
        "loans": _loans(me, found),
    }
    if do == "none" or (form.is_bound and form.is_valid()):
        return render(request, "reviews/result.html", {**shown, "to_do": [] if do == "none" else form.to_do()})
    return render(request, "reviews/checkup.html", shown)


def _elsewhere(found: Checkup) -> list[tuple[str, str]]:
    """Pages of the site that help with a check-up, as far as they are there."""
    wanted = {
        "old-posts": (("audits", "Have your whole archive looked through"), ("check", "Check one old post")),
        "equipment": (("permissions", "Enter what you take home"),),
    }
    found_here = []
    for name, says in wanted.get(found.id, ()):
        try:
            found_here.append((reverse(name), says))
        except NoReverseMatch:
            continue
    return found_here


def _loans(me: Person, found: Checkup) -> list[Loan]:
    """What the register says somebody has at home, where a check-up is about that."""
    if not found.of_equipment:
        return []
    return list(Loan.objects.out().filter(person=me, returned_on=None).order_by("due_back", "pk"))


@require_POST
def done(request: HttpRequest, kind: str) -> HttpResponse:
    """I have done this."""
    me, found = signed_in(request), _known(kind)
    actions.do(me, me, found.id)
    again = next((each.due for each in mine(me) if each.checkup.id == found.id), None)
    when = f" Next time: by {day_said(again)}." if again else ""
    messages.success(request, f"Done: {found.name}.{when}")
    return redirect("reviews")


@require_POST
def undone(request: HttpRequest, kind: str) -> HttpResponse:
    """It was pressed by mistake."""
    me, found = signed_in(request), _known(kind)
    try:
        actions.undo(me, me, found.id)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"Taken back: {found.name} is not done today.")
    return redirect("reviews")


# --- those who see who is up to date ----------------------------------------------------------------------------------


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """Where I see who is up to date; with one place alone, that place."""
    here = list(signed_in(request).holds(rights()["reviews.watch"].held_by))
    if not here:
        raise PermissionDenied("reviews.watch")
    if len(here) == 1:
        return of_place(request, here[0].pk)
    return render(request, "reviews/places.html", {"places": here})


@require_safe
def of_place(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is up to date at an organisation and below it, person by person. What was found stands nowhere."""
    place = fetch(request, Organisation, "reviews.watch", pk=pk)
    people = by_person(standing(place, timezone.localdate()))
    counts = Counter(one.state for one in people)
    only = request.GET.get("state", "")
    kept = [one for one in people if one.state == only] if only in set(State) else people
    shown = {
        "place": place,
        "page": Paginator(kept, _PAGE).get_page(request.GET.get("page")),
        "counts": [(state, counts[state]) for state in State if counts[state]],
        "only": only if only in set(State) else "",
    }
    return render(request, "reviews/of_place.html", shown)


__all__: Final = ("checkup", "done", "front", "of_place", "places", "undone")
