"""The register of pupils: find one, see what may be shown where, enter and withdraw consents, take a list over."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safeconduct.errors import InputError
from safeconduct.web.access.deciding import fetch, may, signed_in
from safeconduct.web.people.asking import done, sent, tried
from safeconduct.web.people.models import Organisation
from safeconduct.web.people.staff_list import reading
from safeconduct.web.permissions import pupil_forms, pupil_list, pupils
from safeconduct.web.permissions.models import ImageConsent, Pupil, PupilList, Use
from safeconduct.web.permissions.pages import FORM, Words, changed, form_page

_PER_PAGE: Final = 50
_SHOWN: Final = 100  # names of each kind on the page that shows what would change
_SCHOOLS: Final = Organisation.objects.filter(kind=Organisation.Kind.SCHOOL)


class UseLine(NamedTuple):
    """One use, and the consent for it that holds today, if one does."""

    use: str
    consent: ImageConsent | None


@sensitive_post_parameters()
@require_http_methods(FORM)
def register(request: HttpRequest, pk: int) -> HttpResponse:
    """The pupils of a school, by name, each with the uses agreed to. They are searched by a form that is posted: no name gets
    into an address."""
    school = fetch(request, _SCHOOLS.all(), "permissions.see-pupils", pk=pk)
    form = pupil_forms.FindForm(request.POST)
    found = _found(school, form.cleaned_data if form.is_valid() else {})
    shown = {
        "place": school,
        "form": form,
        "asked": any(request.POST.get(name) for name in form.fields),
        "keeps": may(signed_in(request), "permissions.pupils", school),
        "page": Paginator(found, _PER_PAGE).get_page(request.POST.get("page")),
    }
    return render(request, "permissions/pupils.html", shown)


def _found(school: Organisation, asked: dict[str, Any]) -> QuerySet[Pupil]:
    found = Pupil.objects.here().filter(organisation=school)
    for word in asked.get("q", "").split():
        found = found.filter(Q(folded__contains=pupils.folded(word)) | Q(year__icontains=word))
    if asked.get("use"):
        found = found.filter(pk__in=ImageConsent.objects.on().filter(use=asked["use"]).values("pupil"))
    holding = Prefetch("consents", queryset=ImageConsent.objects.on().order_by("use"), to_attr="holding")
    return found.prefetch_related(holding).order_by("name", "pk")


@require_safe
def pupil(request: HttpRequest, pk: int) -> HttpResponse:
    """A pupil: every use, with or without consent today, and what there was before."""
    one = fetch(request, Pupil.objects.select_related("organisation"), "permissions.see-pupils", pk=pk)
    given = list(one.consents.select_related("entered_by").order_by("-since", "-pk"))
    holding = {consent.use: consent for consent in given if consent.holds}
    shown = {
        "one": one,
        "lines": [UseLine(use.label, holding.get(use)) for use in Use],
        "over": [consent for consent in given if not consent.holds],
        "keeps": may(signed_in(request), "permissions.pupils", one),
    }
    return render(request, "permissions/pupil.html", shown)


@sensitive_post_parameters()
@require_http_methods(FORM)
def pupil_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a pupil."""
    school = fetch(request, _SCHOOLS.all(), "permissions.pupils", pk=pk)
    form = pupil_forms.PupilForm(sent(request))
    if request.method == "POST" and (made := tried(form, lambda: pupils.add(signed_in(request), school, form.given()))):
        messages.success(request, "Entered. Now say which pictures somebody has agreed to.")
        return redirect("consent-add", pk=made.pk)
    return form_page(request, form, Words("Enter a pupil", "Enter them", back=_register(school), back_says="Pupils"))


@sensitive_post_parameters()
@require_http_methods(FORM)
def pupil_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right what stands there about a pupil."""
    one = fetch(request, Pupil.objects.select_related("organisation"), "permissions.pupils", pk=pk)
    now = {name: getattr(one, name) for name in pupils.PupilRow._fields}
    form = pupil_forms.PupilForm(sent(request), initial=now)
    if request.method == "POST" and done(form, lambda: pupils.correct(signed_in(request), one, form.given())):
        messages.success(request, "Saved.")
        return redirect("pupil", pk=pk)
    return form_page(request, form, Words("Correct this entry", "Save", back=_page(one), back_says="Back"))


@sensitive_post_parameters()
@require_http_methods(FORM)
def consent_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a consent on record."""
    one = fetch(request, Pupil.objects.select_related("organisation"), "permissions.pupils", pk=pk)
    form = pupil_forms.ConsentForm(sent(request))
    if request.method == "POST" and done(form, lambda: pupils.consent(signed_in(request), one, form.given())):
        messages.success(request, "On record. The checker knows it from now on.")
        return redirect("pupil", pk=pk)
    intro = "Enter what somebody has said, not what you expect. What is not ticked has no consent."
    says = Words(f"Consent to pictures of {one.name}", "Put it on record", intro, _page(one), "Back")
    return form_page(request, form, says)


@require_POST
def consent_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that a consent was withdrawn."""
    given = fetch(request, ImageConsent.objects.select_related("pupil__organisation"), "permissions.pupils", pk=pk)
    said = "Withdrawn. Take down what is online, and take no new pictures for this use."
    return changed(request, lambda: pupils.withdraw_consent(signed_in(request), given), said, "pupil", given.pupil_id)


# --- a whole list ---------------------------------------------------------------------------------------------------


@sensitive_post_parameters()
@require_http_methods(FORM)
def list_upload(request: HttpRequest, pk: int) -> HttpResponse:
    """Upload a list of pupils."""
    school = fetch(request, _SCHOOLS.all(), "permissions.pupils", pk=pk)
    form = pupil_forms.ListForm(sent(request), request.FILES or None)
    if request.method == "POST" and form.is_valid() and (read := _read(form)):
        kept = pupils.upload(signed_in(request), school, read.rows, _plain(read.faults))
        return redirect("pupils-preview", pk=kept.pk)
    intro = (
        "Export all pupils from your school system: a name, and if you have them year or class, number, date of birth and "
        "leaving date. Before anything changes you see who joins and who leaves. Consents stay with their pupils."
    )
    says = Words(f"Import the pupils of {school.name}", "Upload and look", intro, _register(school), "Pupils")
    return form_page(request, form, says)


def _read(form: pupil_forms.ListForm) -> pupil_list.Read | None:
    try:
        return pupil_list.read(reading.read(form.cleaned_data["file"].read()))
    except InputError as error:
        form.add_error("file", str(error))
        return None


def _plain(faults: Sequence[pupil_list.Fault]) -> list[list[str]]:
    return [[str(cell) for cell in fault] for fault in faults]


@require_http_methods(FORM)
def list_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """What taking a list over would do; and do it."""
    fresh = PupilList.objects.filter(taken_at=None, made_at__gt=timezone.now() - PupilList.LIFE).select_related("organisation")
    kept = fetch(request, fresh, "permissions.pupils", pk=pk)
    plan = pupils.plan_for(kept)
    initial = {"counts": dict(plan.counts)}
    form = pupil_forms.TakeOverForm(sent(request), many=plan.many_leave, initial=initial)
    if request.method == "POST" and done(form, lambda: _take_over(request, kept, form)):
        messages.success(request, "Taken over. The uploaded list was deleted.")
        return redirect("pupils", pk=kept.organisation_id)
    if request.method == "POST":
        form = _anew(form, plan)
    shown = {"place": kept.organisation, "kept": kept, "plan": plan, "form": form, "most": _SHOWN}
    return render(request, "permissions/pupils_preview.html", shown)


def _anew(old: pupil_forms.TakeOverForm, plan: pupils.PupilPlan) -> pupil_forms.TakeOverForm:
    """The form for what is on the page now, with the errors that led here."""
    form = pupil_forms.TakeOverForm({"counts": json.dumps(dict(plan.counts))}, many=plan.many_leave)
    form.is_valid()
    for name, errors in old.errors.items():
        for error in errors:
            form.add_error(name if name == "whole" and name in form.fields else None, error)
    return form


def _take_over(request: HttpRequest, kept: PupilList, form: pupil_forms.TakeOverForm) -> PupilList:
    said = form.cleaned_data
    return pupils.take_over_list(signed_in(request), kept, counts=said["counts"], whole=said.get("whole", False))


def _register(school: Organisation) -> str:
    return reverse("pupils", args=[school.pk])


def _page(one: Pupil) -> str:
    return reverse("pupil", args=[one.pk])
