"""How people come in for the first time: by invitation, by the code at the gate, and the very first by the setup."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Final

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from safeconduct.web.access.deciding import signed_in
from safeconduct.web.people import actions, first_run, forms, gate, invitations, limits, second_step
from safeconduct.web.people.asking import sent
from safeconduct.web.people.models import Organisation, Person
from safeconduct.web.people.views import FORM

_GATE: Final = "gate"
_TOO_OFTEN: Final = "Too many codes were wrong. Wait ten minutes, or ask at the office."
_KNOWN: Final = "We know this address. Sign in to join; if you have no password yet, choose “I have forgotten my password”."
_WRONG: Final = "This is not a code of today. Look at it again, or ask at the office."


def _sign_in(request: HttpRequest, person: Person) -> None:
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session.set_expiry(timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE))


# --- by invitation --------------------------------------------------------------------------------------------------


@login_not_required
@require_http_methods(FORM)
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The link of an invitation: only pressing the button uses it up, since mail programs open links by themselves."""
    person = invitations.invited(token)
    if person is None:
        return render(request, "people/invitation_over.html", status=404)
    if request.method != "POST":
        return render(request, "people/invitation.html", {"person": person})
    if second_step.has_second_step(person):
        return second_step.ask(request, person, reverse("account_set_password"))
    _sign_in(request, person)
    return redirect("account_set_password")


# --- by the code at the gate ----------------------------------------------------------------------------------------


@login_not_required
@require_http_methods(FORM)
def join(request: HttpRequest) -> HttpResponse:
    """Ask for the code of the day."""
    form = forms.CodeForm(sent(request))
    status = 200
    if request.method == "POST":
        if limits.exhausted(request, _GATE):
            form.is_valid()
            form.add_error(None, _TOO_OFTEN)
            status = 429
        elif form.is_valid():
            school = gate.school_of(form.cleaned_data["code"])
            if school is not None:
                request.session[_GATE] = [school.pk, timezone.localdate().isoformat()]
                return redirect("join-here" if request.user.is_authenticated else "join-details")
            limits.wrong(request, _GATE)
            form.add_error("code", _WRONG)
    return render(request, "people/join.html", {"form": form}, status=status)


def _at_gate(request: HttpRequest) -> Organisation | None:
    """The school whose code was given in this browser today."""
    number, day = request.session.get(_GATE, (None, ""))
    if day != timezone.localdate().isoformat():
        return None
    return Organisation.objects.filter(pk=number, kind=Organisation.Kind.SCHOOL).first()


@login_not_required
@require_http_methods(FORM)
def join_details(request: HttpRequest) -> HttpResponse:
    """Ask who comes in; somebody whom we know signs in first."""
    school = _at_gate(request)
    if school is None:
        return redirect("join")
    form = forms.VisitorForm(sent(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if Person.objects.filter(email__iexact=given["email"]).exists():
            messages.info(request, _KNOWN)
            return redirect(f"{reverse('account_login')}?next={reverse('join-here')}")
        with transaction.atomic():
            person = Person.objects.create_person(given["email"], given["name"], walked_in=True)
            actions.join(person, school, given["agency"])
        _sign_in(request, person)
        request.session.set_expiry(_end_of_today())
        return _welcome(request, school)
    return render(request, "people/join_details.html", {"form": form, "school": school})


def _end_of_today() -> datetime:
    return timezone.make_aware(datetime.combine(timezone.localdate() + timedelta(1), time()))


def _welcome(request: HttpRequest, school: Organisation) -> HttpResponse:
    request.session.pop(_GATE, None)
    messages.success(request, f"You have joined {school.name} for today.")
    return redirect("account")


@require_http_methods(FORM)
def join_here(request: HttpRequest) -> HttpResponse:
    """Somebody who is signed in joins for the day."""
    school = _at_gate(request)
    if school is None:
        return redirect("join")
    form = forms.AgencyForm(sent(request))
    if request.method == "POST" and form.is_valid():
        actions.join(signed_in(request), school, form.cleaned_data["agency"])
        return _welcome(request, school)
    return render(request, "people/join_here.html", {"form": form, "school": school})


# --- the very first -------------------------------------------------------------------------------------------------


@login_not_required
@sensitive_post_parameters("password", "code")
@require_http_methods(FORM)
def setup(request: HttpRequest) -> HttpResponse:
    """Make the first organisation and its administrator; there is no such page once somebody is there."""
    if first_run.begun():
        raise Http404("setup")
    first_run.code()  # so that it stands in its file when somebody looks for it
    form = forms.SetupForm(sent(request), initial={"organisation": settings.ORGANISATION})
    if request.method != "POST":
        return render(request, "people/setup.html", {"form": form})
    if limits.exhausted(request, "setup"):
        form.is_valid()
        form.add_error(None, "Too many codes were wrong. Wait ten minutes.")
    elif form.is_valid():
        given = form.cleaned_data
        if first_run.is_code(given.pop("code")):
            person = first_run.begin(**given)
            if person is None:
                raise Http404("setup")
            _sign_in(request, person)
            messages.success(request, "Safeconduct is set up. Next: import your staff list, and put your policies into force.")
            return redirect("organisations")
        limits.wrong(request, "setup")
        form.add_error("code", "This is not the setup code. Copy it from the server's window or from the file setup.code.")
    return render(request, "people/setup.html", {"form": form})
