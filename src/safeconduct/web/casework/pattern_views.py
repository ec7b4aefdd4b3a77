"""Pages about low-level concerns over time: what one may see of them, a review, and how a school looks for patterns."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from safeconduct.web.access.deciding import fetch, signed_in
from safeconduct.web.casework import actions
from safeconduct.web.casework.forms import ReviewForm, WaysForm
from safeconduct.web.casework.opening import opened
from safeconduct.web.casework.patterns import Pattern, counted, reviews_for, ways_of
from safeconduct.web.casework.standards import OFFICER, standards
from safeconduct.web.casework.views import FORM
from safeconduct.web.concerns import reaching
from safeconduct.web.concerns.models import Case
from safeconduct.web.people.asking import done, sent
from safeconduct.web.people.models import Organisation, Person


@require_safe
def over_time(request: HttpRequest, reference: str) -> HttpResponse:
    """The low-level concerns about those whom a case is about, as far as the reader may see them."""
    case = reaching.case(request, reference, "casework.open")
    visible = reaching.visible(signed_in(request))
    staff = [each.person for each in case.concern.subjects.all() if each.person]
    patterns = [_seen(case.organisation, person, visible) for person in staff]
    return render(request, "casework/over_time.html", {"case": case, "patterns": patterns, "rule": standards().patterns})


def _seen(place: Organisation, about: Person, visible: list[Case]) -> Pattern:
    """What somebody sees of the low-level concerns about a person."""
    mine = [
        each
        for each in visible
        if each.organisation_id == place.pk
        and each.level == Case.Level.LOW
        and about.pk in {one.person_id for one in each.concern.subjects.all()}
    ]
    return counted(mine, about, ways_of(place), timezone.localdate())


@require_http_methods(FORM)
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at low-level concerns about one person together, and put on record what one concludes.

    Whoever may not see all that it rests on gets the same, by the same work, as for one that never was.
    """
    me = signed_in(request)
    visible = reaching.visible(me)
    found = next((each for each in reviews_for(me, visible) if each.pk == pk), None)
    if found is None:
        raise Http404("casework.review")
    form = ReviewForm(sent(request))
    given = form.cleaned_data if form.is_valid() else {}
    if request.method == "POST" and done(form, lambda: actions.close_review(me, found, given["words"], given["look_again_on"])):
        messages.success(request, "What you conclude is on record.")
        return redirect("review", pk=pk)
    rests_on = sorted(found.rests_on.all(), key=lambda case: case.at)
    later = [each.case for each in _seen(found.organisation, found.about, visible).counted if each.case not in rests_on]
    outcome = opened([found.outcome_id]).get(found.outcome_id, "") if found.outcome_id else ""
    cases = counted(rests_on, found.about, ways_of(found.organisation), timezone.localdate(found.at))
    shown = {"review": found, "pattern": cases, "later": later, "outcome": outcome, "form": form, "rule": standards().patterns}
    return render(request, "casework/review.html", shown)


@require_http_methods(FORM)
def ways(request: HttpRequest, place: int) -> HttpResponse:
    """How an organisation looks for patterns."""
    found = fetch(request, Organisation, "casework.set-ways", pk=place)
    form = WaysForm(ways_of(found), sent(request))
    if request.method == "POST" and done(form, lambda: actions.set_ways(signed_in(request), found, form.given())):
        messages.success(request, "Changed. It holds from now on.")
        return redirect("cases")
    shown = {
        "place": found,
        "form": form,
        "ways": ways_of(found),
        "rule": standards().patterns,
        "clock": standards().clocks[OFFICER],
    }
    return render(request, "casework/ways.html", shown)


__all__: Final = ("over_time", "review", "ways")
