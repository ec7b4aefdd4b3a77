"""Pages about organisations and the people of them."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import BaseForm, Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from safeconduct.web.access.deciding import fetch, may, signed_in
from safeconduct.web.people import actions, forms, guarding, listing
from safeconduct.web.people.asking import done, sent, tried
from safeconduct.web.people.models import Organisation, Person, Placement, Role
from safeconduct.web.people.second_step import has_second_step
from safeconduct.web.people.standing import RECEIVES

FORM = ["GET", "HEAD", "POST"]


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Who I am here, where I work today and later, and how I sign in."""
    me = signed_in(request)
    roles, placements = me.roles.select_related("organisation"), me.placements.select_related("organisation", "agency")
    today = timezone.localdate()
    return render(
        request,
        "people/account.html",
        {
            "roles": roles.filter(pk__in=Role.objects.on().values("pk")).order_by("organisation__name", "since"),
            "placements": placements.filter(pk__in=Placement.objects.on().values("pk")).order_by("since"),
            "later_roles": roles.filter(since__gt=today, cancelled=False).order_by("since"),
            "later_placements": placements.filter(since__gt=today, cancelled=False).order_by("since"),
        },
    )


# --- organisations --------------------------------------------------------------------------------------------------


@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """The organisations I belong to and those below them."""
    return render(request, "people/organisations.html", {"tree": listing.tree(signed_in(request))})


@sensitive_post_parameters()
@require_http_methods(FORM)
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """Who works at an organisation. They are searched by a form that is posted: no name gets into an address."""
    place = fetch(request, Organisation, "people.see", pk=pk)
    manages = may(signed_in(request), "people.manage", place)
    form = (forms.ManagerFilterForm if manages else forms.FilterForm)(request.POST)
    asked = form.cleaned_data if form.is_valid() else {}
    found = listing.people_of(
        place, when=asked.get("when", ""), q=asked.get("q", ""), position=asked.get("position", ""), addresses=manages
    )
    page = Paginator(found, listing.PAGE).get_page(request.POST.get("page"))
    return render(
        request,
        "people/organisation.html",
        {
            "place": place,
            "page": page,
            "form": form,
            "manages": manages,
            "asked": any(asked.values()),
        },
    )


@require_http_methods(FORM)
def organisation_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """An organisation's name, nation and day."""
    place = fetch(request, Organisation, "people.arrange", pk=pk)
    form = forms.OrganisationForm(sent(request), instance=Organisation.objects.get(pk=pk))
    if request.method == "POST" and done(form, lambda: actions.arrange(signed_in(request), place, **form.cleaned_data)):
        messages.success(request, "Saved.")
        return redirect("organisation", pk=pk)
    return _form(request, place, form, f"Settings of {place.name}", "Save")


@require_http_methods(FORM)
def organisation_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a school below a trust, or an agency."""
    above = fetch(request, Organisation, "people.arrange", pk=pk)
    form = forms.NewOrganisationForm(above, data=sent(request))
    if request.method == "POST" and (
        made := tried(form, lambda: actions.add_organisation(signed_in(request), above, **form.cleaned_data))
    ):
        messages.success(request, f"{made.name} was added.")
        return redirect("organisations")
    heading = "Add a school or an agency" if above.kind == Organisation.Kind.TRUST else "Add an agency that sends us staff"
    return _form(request, above, form, heading, "Add")


# --- people ---------------------------------------------------------------------------------------------------------


def _person(place: Organisation, pk: int) -> Person:
    """Somebody who is, was or will be at an organisation."""
    return get_object_or_404(listing.ever_at(place), pk=pk)


@require_safe
def person(request: HttpRequest, pk: int, person_pk: int) -> HttpResponse:
    """Somebody at an organisation; those who manage see their past and future too, and what can be done."""
    place = fetch(request, Organisation, "people.see", pk=pk)
    by, one = signed_in(request), _person(place, person_pk)
    manages = may(by, "people.manage", place)
    if not manages and not place.people().filter(pk=one.pk).exists():
        raise Http404("people.see")
    roles, placements = one.roles.filter(organisation=place), one.placements.filter(organisation=place).select_related("agency")
    if not manages:
        roles = roles.filter(pk__in=Role.objects.on().values("pk"))
        placements = placements.filter(pk__in=Placement.objects.on().values("pk"))
    above = guarding.above(by, one) if manages else None
    return render(
        request,
        "people/person.html",
        {
            "place": place,
            "one": one,
            "manages": manages,
            "answers_for": manages and actions.answers_for(by, one),
            "above": above,
            "receives": RECEIVES,
            "who_may": guarding.who_may(above) if above else "",
            "here": manages and listing.is_here(one, place),
            "roles": roles.select_related("given_by", "confirmed_by").order_by("-since", "pk"),
            "placements": placements.order_by("-since", "pk"),
            "today": timezone.localdate(),
            "away": one.away_from is not None and (one.away_until is None or one.away_until >= timezone.localdate()),
        },
    )


@require_http_methods(FORM)
def person_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody begins to work here."""
    place = fetch(request, Organisation, "people.manage", pk=pk)
    form = forms.PersonForm(sent(request))
    if request.method == "POST" and (
        one := tried(form, lambda: actions.add_person(signed_in(request), place, **form.cleaned_data))
    ):
        messages.success(request, f"{one.name} was added. If they are new to safeconduct, an invitation is on its way.")
        return redirect("person", pk=pk, person_pk=one.pk)
    return _form(request, place, form, "Add somebody", "Add and invite")


@require_http_methods(FORM)
def role_add(request: HttpRequest, pk: int, person_pk: int) -> HttpResponse:
    """Another role for somebody who works here."""
    place = fetch(request, Organisation, "people.manage", pk=pk)
    one = _person(place, person_pk)
    form = forms.RoleForm(sent(request))
    if request.method == "POST" and done(form, lambda: actions.add_role(signed_in(request), place, one, **form.cleaned_data)):
        messages.success(request, "The role was added.")
        return redirect("person", pk=pk, person_pk=one.pk)
    return _form(request, place, form, f"Another role for {one.name}", "Add the role", one)


@require_http_methods(FORM)
def role_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Set a role's last day."""
    role = fetch(request, Role.objects.select_related("organisation", "person"), "people.manage", pk=pk)
    form = forms.EndForm(sent(request))
    if request.method == "POST" and done(
        form, lambda: actions.end_role(signed_in(request), role, last_day=form.cleaned_data["last_day"])
    ):
        messages.success(request, "Done. What they signed and did stays on record.")
        return redirect("person", pk=role.organisation_id, person_pk=role.person_id)
    heading = f"End {role.person.name}’s role: {role.says}"
    return _form(request, role.organisation, form, heading, "End the role", role.person)


@require_http_methods(["POST"])
def role_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Say, as a second person, that a role that receives concerns was rightly given."""
    role = fetch(request, Role.objects.select_related("organisation", "person"), "people.manage", pk=pk)
    form = Form({})
    if done(form, lambda: actions.confirm_role(signed_in(request), role)):
        messages.success(request, "Confirmed.")
    for said in form.non_field_errors():
        messages.error(request, str(said))
    return redirect("person", pk=role.organisation_id, person_pk=role.person_id)


@require_http_methods(FORM)
def person_away(request: HttpRequest, pk: int, person_pk: int) -> HttpResponse:
    """Say when somebody is on leave, or that they are back."""
    place = fetch(request, Organisation, "people.manage", pk=pk)
    one = _person(place, person_pk)
    if not listing.is_here(one, place):
        raise Http404("people.manage")
    by = signed_in(request)
    back = "back" in request.POST
    form: BaseForm = Form(request.POST) if back else forms.AwayForm(sent(request))
    none = {"since": None, "until": None}
    if request.method == "POST" and done(form, lambda: actions.mark_away(by, place, one, **(none | form.cleaned_data))):
        noted = "Noted. Nothing is asked of them and no reminder is sent while they are away."
        messages.success(request, f"{one.name} is back." if back else noted)
        return redirect("person", pk=pk, person_pk=one.pk)
    return _form(request, place, form, f"When is {one.name} away?", "Save", one, "people/away.html")


@require_http_methods(FORM)
def person_correct(request: HttpRequest, pk: int, person_pk: int) -> HttpResponse:
    """Put somebody's name or address right."""
    place = fetch(request, Organisation, "people.manage", pk=pk)
    one = _person(place, person_pk)
    if not listing.is_here(one, place):
        raise Http404("people.manage")
    form = forms.CorrectForm(sent(request), initial={"name": one.name, "email": one.email})
    if request.method == "POST" and done(form, lambda: actions.correct(signed_in(request), place, one, **form.cleaned_data)):
        messages.success(request, "Saved.")
        return redirect("person", pk=pk, person_pk=one.pk)
    return _form(request, place, form, f"Correct {one.name}’s name or e-mail", "Save", one)


@require_http_methods(FORM)
def person_close(request: HttpRequest, pk: int, person_pk: int) -> HttpResponse:
    """Close somebody's sign-in, or open it again."""
    place = fetch(request, Organisation, "people.manage", pk=pk)
    one = _person(place, person_pk)
    form = forms.OpenForm(sent(request), asks=not one.is_active and has_second_step(one))
    if request.method == "POST" and done(
        form,
        lambda: actions.open_or_close(signed_in(request), place, one, active=not one.is_active, second_step_lost=form.lost),
    ):
        messages.success(request, "Their sign-in is open again." if one.is_active else "Their sign-in is closed.")
        return redirect("person", pk=pk, person_pk=one.pk)
    return render(request, "people/close.html", {"place": place, "one": Person.objects.get(pk=one.pk), "form": form})


@require_http_methods(["POST"])
def person_invite(request: HttpRequest, pk: int, person_pk: int) -> HttpResponse:
    """Send the invitation again."""
    place = fetch(request, Organisation, "people.manage", pk=pk)
    one = _person(place, person_pk)
    form = Form({})
    if done(form, lambda: actions.invite(signed_in(request), place, one)):
        messages.success(request, "The invitation is on its way. The link in it works for seven days.")
    for said in form.non_field_errors():
        messages.error(request, str(said))
    return redirect("person", pk=pk, person_pk=one.pk)


def _form(
    request: HttpRequest,
    place: Organisation,
    form: BaseForm,
    heading: str,
    button: str,
    one: Person | None = None,
    template: str = "people/form.html",
) -> HttpResponse:
    given = {"place": place, "form": form, "heading": heading, "button": button, "one": one}
    return render(request, template, given)
