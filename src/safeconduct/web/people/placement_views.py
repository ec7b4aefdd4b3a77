"""Pages about placements and the code at the gate."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from safeconduct.web.access.deciding import fetch, signed_in
from safeconduct.web.people import actions, forms, gate, listing
from safeconduct.web.people.asking import done, sent, tried
from safeconduct.web.people.models import Organisation, Person, Placement
from safeconduct.web.people.views import FORM


@require_safe
def placements(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is placed at a school, or by an agency, today and later."""
    place = fetch(request, Organisation.objects.exclude(kind=Organisation.Kind.TRUST), "people.place", pk=pk)
    page = Paginator(listing.placements_of(place), listing.PAGE).get_page(request.GET.get("page"))
    return render(request, "people/placements.html", {"place": place, "page": page, "today": timezone.localdate()})


@require_http_methods(FORM)
def placement_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Place somebody; where they are placed already on some of the days, the page says so once before it does."""
    place = fetch(request, Organisation.objects.exclude(kind=Organisation.Kind.TRUST), "people.place", pk=pk)
    warned = "warned" in request.POST
    form = _placement_form(request, place, warned=warned)
    clashes: list[Placement] = []
    if request.method == "POST" and form.is_valid():
        clashes = _clashes(form)
        if not clashes or form.cleaned_data.get("overlap"):
            if made := tried(form, lambda: _place(request, place, form)):
                messages.success(request, f"{made.person.name} is placed at {made.organisation.name}.")
                return redirect("placements", pk=pk)
        elif not warned:
            form = _placement_form(request, place, warned=True)
        else:
            form.add_error("overlap", "Tick this if they are to be placed on the same days all the same.")
    return render(request, "people/placement_add.html", {"place": place, "form": form, "clashes": clashes})


def _placement_form(request: HttpRequest, place: Organisation, *, warned: bool) -> forms.DatedForm:
    data = sent(request)
    if place.kind == Organisation.Kind.AGENCY:
        return forms.AgencyPlacementForm(place, data=data, warned=warned)
    return forms.SchoolPlacementForm(data=data, warned=warned)


def _clashes(form: forms.DatedForm) -> list[Placement]:
    given = form.cleaned_data
    one = given.get("person") or Person.objects.filter(email__iexact=given.get("email", "")).first()
    return actions.overlapping(one, given["since"], given["until"]) if one else []


def _place(request: HttpRequest, place: Organisation, form: forms.DatedForm) -> Placement:
    given: dict[str, Any] = {name: value for name, value in form.cleaned_data.items() if name != "overlap"}
    if place.kind == Organisation.Kind.AGENCY:
        return actions.send_person(signed_in(request), place, given.pop("person"), given.pop("school"), **given)
    return actions.place_by_address(signed_in(request), place, given.pop("agency"), **given)


@require_http_methods(FORM)
def placement_end(request: HttpRequest, pk: int, placement_pk: int) -> HttpResponse:
    """End a placement earlier, by the school or by the agency."""
    place = fetch(request, Organisation, "people.place", pk=pk)
    mine = Placement.objects.filter(Q(organisation=place) | Q(agency=place), cancelled=False).select_related(
        "person", "organisation"
    )
    placement = get_object_or_404(mine, pk=placement_pk)
    form = forms.EndForm(sent(request))
    if request.method == "POST" and done(
        form, lambda: actions.end_placement(signed_in(request), place, placement, last_day=form.cleaned_data["last_day"])
    ):
        messages.success(request, "Done.")
        return redirect("placements", pk=pk)
    heading = f"End {placement.person.name}’s placement at {placement.organisation.name}"
    return render(
        request, "people/form.html", {"place": place, "form": form, "heading": heading, "button": "End the placement"}
    )


@require_safe
def gate_code(request: HttpRequest, pk: int) -> HttpResponse:
    """Today's code, and who came in by it."""
    school = fetch(request, Organisation.objects.filter(kind=Organisation.Kind.SCHOOL), "people.gate", pk=pk)
    today = timezone.localdate()
    return render(
        request,
        "people/gate.html",
        {
            "place": school,
            "code": gate.code(school, today),
            "today": today,
            "visitors": listing.visitors(school, today),
            "address": request.build_absolute_uri(reverse("join")),
        },
    )


@require_http_methods(["POST"])
def gate_end(request: HttpRequest, pk: int, placement_pk: int) -> HttpResponse:
    """End a visit at once."""
    school = fetch(request, Organisation.objects.filter(kind=Organisation.Kind.SCHOOL), "people.gate", pk=pk)
    visit = listing.visitors(school, timezone.localdate()).filter(pk=placement_pk).select_related("person").first()
    if visit is None:
        raise Http404("people.gate")
    actions.end_visit(signed_in(request), school, visit)
    messages.success(request, f"{visit.person.name}’s visit has ended. They see nothing of this school any more.")
    return redirect("gate", pk=pk)
