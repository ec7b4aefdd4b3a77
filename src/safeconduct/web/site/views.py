"""The home page, with one question: what do you want to do? And the plain pages behind its doors."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from safeconduct.web.access.deciding import signed_in
from safeconduct.web.people.remembering import remembering
from safeconduct.web.site.doors import doors
from safeconduct.web.site.today import policies_today


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What do you want to do?"""
    me = signed_in(request)
    with remembering():
        everybody, office = doors(me)
        bindings = policies_today(me)
    return render(request, "site/home.html", {"doors": everybody, "office": office, "bindings": bindings})


@require_safe
def ask_permission(request: HttpRequest) -> HttpResponse:
    """The address under which permissions were asked before: it leads to where they are."""
    return redirect("permissions")


@require_safe
def my_accounts(request: HttpRequest) -> HttpResponse:
    """The address under which check-ups stood before: it leads to where they are."""
    return redirect("reviews")


@require_safe
def address(request: HttpRequest) -> HttpResponse:
    """The e-mail address that the office has entered; it stands where allauth would let people change it by themselves."""
    return render(request, "account/email.html")
