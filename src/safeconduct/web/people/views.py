"""Pages about people."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from safeconduct.web.access.deciding import signed_in
from safeconduct.web.people.models import Placement, Role


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Who I am here, where I work today, and how I sign in."""
    me = signed_in(request)
    roles = Role.objects.on().filter(person=me).select_related("organisation")
    placements = Placement.objects.on().filter(person=me).select_related("organisation", "agency")
    return render(request, "people/account.html", {"roles": roles, "placements": placements})
