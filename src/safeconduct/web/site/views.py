"""The home page, with one question: what do you want to do? And the plain pages behind its doors."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from safeconduct.web.access.deciding import signed_in
from safeconduct.web.access.rights import Position
from safeconduct.web.policies.models import binding
from safeconduct.web.site.doors import doors
from safeconduct.web.site.today import holders, permissions, policies_today, reviews

_PERMIT: Final = (Position.HEADTEACHER, Position.AGENCY_CONSULTANT)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What do you want to do?"""
    me = signed_in(request)
    return render(request, "site/home.html", {"doors": doors(me), "bindings": policies_today(me)})


@require_safe
def ask_permission(request: HttpRequest) -> HttpResponse:
    """Whom to ask, what for, and what to say."""
    me = signed_in(request)
    given = {"points": permissions(binding(me)), "holders": holders(me, _PERMIT)}
    return render(request, "site/ask_permission.html", given)


@require_safe
def my_accounts(request: HttpRequest) -> HttpResponse:
    """What my policies ask me to look over in my own accounts, and how often."""
    return render(request, "site/my_accounts.html", {"reviews": reviews(binding(signed_in(request)))})


@require_safe
def address(request: HttpRequest) -> HttpResponse:
    """The e-mail address that the office has entered; it stands where allauth would let people change it by themselves."""
    return render(request, "account/email.html")
