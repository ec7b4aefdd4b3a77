"""Pages of rosters: upload and history, which school and role is which, what would change, what was done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safeconduct.errors import InputError
from safeconduct.web.access.deciding import fetch, signed_in
from safeconduct.web.people.asking import done, sent
from safeconduct.web.people.models import Organisation
from safeconduct.web.people.staff_list import cells
from safeconduct.web.permissions.pages import FORM, changed, places_of
from safeconduct.web.rostering import actions, automatic, forms, taking
from safeconduct.web.rostering.models import Delivery
from safeconduct.web.rostering.planning import RosterPlan

_VERB: Final = "rostering.import"
_SHOWN: Final = 50  # people of each kind, of each school
_PER_PAGE: Final = 15
_HEADINGS: Final = {
    Delivery.State.TAKEN: "The file was taken over",
    Delivery.State.BROKEN: "The file could not be read",
    Delivery.State.DROPPED: "The file was not taken over",
    Delivery.State.WAITING: "The file was not taken over",
}


def _deliveries() -> QuerySet[Delivery]:
    return Delivery.objects.select_related("organisation", "person")


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Choose where; where there is no choice, the page of that place."""
    places = list(places_of(request, _VERB))
    if len(places) == 1:
        return _at(request, places[0], forms.UploadForm())
    return render(request, "rostering/choose.html", {"places": places})


@sensitive_post_parameters()
@require_http_methods(FORM)
def place(request: HttpRequest, pk: int) -> HttpResponse:
    """Upload a roster; what waits, and what came so far."""
    where = fetch(request, Organisation, _VERB, pk=pk)
    form = forms.UploadForm(sent(request), request.FILES or None)
    if request.method == "POST" and form.is_valid() and (made := _received(request, where, form)):
        return redirect("roster-preview", pk=made.pk)
    return _at(request, where, form)


def _at(request: HttpRequest, where: Organisation, form: forms.UploadForm) -> HttpResponse:
    came = Delivery.objects.filter(organisation=where).defer("roster", "faults").order_by("-arrived_at", "-pk")
    shown = {
        "place": where,
        "form": form,
        "waiting": Delivery.objects.waiting().filter(organisation=where).defer("roster", "faults").order_by("-pk"),
        "folder": automatic.folder_of(where),
        "nightly": taking.habits(where).nightly,
        "page": Paginator(came, _PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "rostering/place.html", shown)


def _received(request: HttpRequest, where: Organisation, form: forms.UploadForm) -> Delivery | None:
    try:
        return actions.receive(signed_in(request), where, form.name, form.cleaned_data["file"])
    except InputError as error:
        form.add_error("file", str(error))
        return None


@require_POST
def nightly(request: HttpRequest, pk: int) -> HttpResponse:
    """Take rosters from the folder each night, or no more."""
    where = fetch(request, Organisation, _VERB, pk=pk)
    wanted = request.POST.get("nightly") == "yes"
    said = "From tonight on, the newest file is taken over." if wanted else "Nothing is taken over at night any more."
    return changed(request, lambda: actions.choose_nightly(signed_in(request), where, nightly=wanted), said, "roster", pk)


@require_http_methods(FORM)
def schools(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask which school is which, where nobody has said yet."""
    delivery = fetch(request, _deliveries(), _VERB, pk=pk)
    if not delivery.is_waiting:
        return redirect("roster-done", pk=pk)
    roster = taking.roster_of(delivery)
    unknown = taking.unknown_schools(roster, taking.habits(delivery.organisation))
    if not unknown:
        return redirect("roster-roles", pk=pk)
    form = forms.SchoolsForm(roster, unknown, list(taking.below(delivery.organisation)), data=sent(request))
    if request.method == "POST" and done(form, lambda: actions.say_schools(signed_in(request), delivery, form.said)):
        return redirect("roster-roles", pk=pk)
    intro = "The file names these. Say which of your schools each one is; what you leave out is not touched."
    return _asked(request, delivery, form, "Which school is which?", intro)


@require_http_methods(FORM)
def roles(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask what the roles are that are not known."""
    delivery = fetch(request, _deliveries(), _VERB, pk=pk)
    if not delivery.is_waiting:
        return redirect("roster-done", pk=pk)
    roster, kept = taking.roster_of(delivery), taking.habits(delivery.organisation)
    if taking.unknown_schools(roster, kept):
        return redirect("roster-schools", pk=pk)
    unknown = taking.unknown_roles(roster, kept)
    if not unknown:
        return redirect("roster-preview", pk=pk)
    form = forms.RolesForm(roster, unknown, data=sent(request))
    if request.method == "POST" and done(form, lambda: actions.say_roles(signed_in(request), delivery, form.said)):
        return redirect("roster-preview", pk=pk)
    intro = (
        "It decides what somebody new may do here, and which points of a policy bind them. Whoever is here keeps their post."
    )
    return _asked(request, delivery, form, "What are these roles here?", intro)


def _asked(request: HttpRequest, delivery: Delivery, form: object, heading: str, intro: str) -> HttpResponse:
    shown = {"place": delivery.organisation, "form": form, "heading": heading, "intro": intro}
    return render(request, "rostering/ask.html", shown)


@require_http_methods(FORM)
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """What taking the roster over would do; and do it, or leave it."""
    delivery = fetch(request, _deliveries(), _VERB, pk=pk)
    if not delivery.is_waiting:
        return redirect("roster-done", pk=pk)
    roster, kept = taking.roster_of(delivery), taking.habits(delivery.organisation)
    if taking.unknown_schools(roster, kept) or taking.unknown_roles(roster, kept):
        return redirect("roster-schools", pk=pk)
    if request.POST.get("do") == "discard":
        return _discarded(request, delivery)
    plan = taking.plan_for(delivery, keep=signed_in(request).pk)
    form = _form(plan, invite=kept.invite, data=sent(request))
    if request.method == "POST" and done(form, lambda: _take_over(request, delivery, form)):
        return redirect("roster-done", pk=pk)
    if request.method == "POST" and form.data.get("mark") != plan.mark:
        form = _looked_again(form, plan, invite=kept.invite)
    shown = {"place": delivery.organisation, "delivery": delivery, "plan": plan, "form": form, "most": _SHOWN}
    partly = not (roster.staff_whole and roster.pupils_whole)
    return render(request, "rostering/preview.html", {**shown, "partly": partly, "changes_alone": roster.changes_alone})


def _form(plan: RosterPlan, *, invite: bool, data: object) -> forms.TakeRosterForm:
    initial = {"mark": plan.mark, "invite": invite}
    return forms.TakeRosterForm(
        many=plan.staff_leaving, joiners=plan.joiners, pupils=plan.pupils_leaving, initial=initial, data=data
    )


def _looked_again(old: forms.TakeRosterForm, plan: RosterPlan, *, invite: bool) -> forms.TakeRosterForm:
    """The form anew for what is now on the page, with the error that led here."""
    data = {"mark": plan.mark, "invite": old.data.get("invite", "")}
    form = _form(plan, invite=invite, data=data)
    form.is_valid()
    for error in old.non_field_errors():
        form.add_error(None, error)
    return form


def _take_over(request: HttpRequest, delivery: Delivery, form: forms.TakeRosterForm) -> Delivery:
    given = form.cleaned_data
    return actions.take_over(
        signed_in(request),
        delivery,
        mark=given["mark"],
        leavers=given.get("leavers"),
        pupils_leaving=given.get("pupils_leaving"),
        invite=bool(given.get("invite")),
    )


def _discarded(request: HttpRequest, delivery: Delivery) -> HttpResponse:
    try:
        actions.discard(signed_in(request), delivery)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "The file was left. Nobody was added or removed.")
    return redirect("roster", pk=delivery.organisation_id)


@require_safe
def result(request: HttpRequest, pk: int) -> HttpResponse:
    """What became of a roster."""
    delivery = fetch(request, _deliveries().defer("roster"), _VERB, pk=pk)
    if delivery.is_waiting:
        return redirect("roster-preview", pk=pk)
    heading = _HEADINGS[Delivery.State(delivery.state)]
    return render(request, "rostering/done.html", {"place": delivery.organisation, "delivery": delivery, "heading": heading})


@require_safe
def faults(request: HttpRequest, pk: int) -> HttpResponse:
    """The rows that were left out, as a file, to mend them by."""
    delivery = fetch(request, _deliveries(), _VERB, pk=pk)
    found: Sequence[Sequence[object]] = delivery.faults
    if delivery.is_waiting and not any(taking.unsaid(delivery)):
        found = taking.plan_for(delivery, keep=signed_in(request).pk).faults
    rows = ((file, line or "", *rest) for file, line, *rest in found)
    table = [("File", "Line", "Column", "What is wrong", "What to do"), *rows]
    response = HttpResponse(cells.as_csv(table), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="rows-to-mend.csv"'
    return response
