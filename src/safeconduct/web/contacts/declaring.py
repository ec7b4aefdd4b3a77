"""The pages of declared relationships: one's own, and those that the people responsible read and acknowledge."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safeconduct.web.access.deciding import fetch, signed_in
from safeconduct.web.access.rights import rights
from safeconduct.web.contacts import actions
from safeconduct.web.contacts.forms import DeclarationForm
from safeconduct.web.contacts.models import Relationship

PER_PAGE = 50


@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """What I have declared, and whether it was read."""
    me = signed_in(request)
    declared = list(Relationship.objects.of(me))
    shown = {
        "standing": [each for each in declared if each.withdrawn_at is None],
        "withdrawn": [each for each in declared if each.withdrawn_at is not None],
        "responsible": me.holds(rights()["contacts.see-declared"].held_by).exists(),
        "waiting": Relationship.objects.to_acknowledge(me).count(),
    }
    return render(request, "contacts/relationships.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def declare(request: HttpRequest) -> HttpResponse:
    """Declare a relationship."""
    me = signed_in(request)
    form = DeclarationForm(request.POST or None, person=me)
    if request.method == "POST" and form.is_valid():
        try:
            actions.declare(me, me, form.declaration())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Declared. Your head teacher or safeguarding lead can read it now.")
            return redirect("relationships")
    return render(request, "contacts/declare.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a declaration of one's own, after a last look at it."""
    relationship = fetch(request, Relationship.objects.select_related("organisation"), "contacts.declare", pk=pk)
    if request.method != "POST":
        return render(request, "contacts/withdraw.html", {"relationship": relationship})
    return _told(request, lambda: actions.withdraw(signed_in(request), relationship), "Withdrawn.", "relationships")


@require_safe
def staff(request: HttpRequest) -> HttpResponse:
    """What staff have declared, the ones that wait first, for those responsible."""
    me = signed_in(request)
    places = me.holds(rights()["contacts.see-declared"].held_by)
    if not places:
        raise PermissionDenied("contacts.see-declared")
    declared = Relationship.objects.standing().filter(organisation__in=places)
    ordered = declared.select_related("person", "organisation", "acknowledged_by").order_by(
        F("acknowledged_at").desc(nulls_first=True), "-declared_at", "-pk"
    )
    page = Paginator(ordered, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "contacts/relationships_staff.html", {"page": page})


@require_POST
def acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    """Put on record that one has read a declaration."""
    relationship = fetch(request, Relationship.objects.select_related("organisation"), "contacts.acknowledge", pk=pk)
    done = "Acknowledged. The person sees it on their own page."
    return _told(request, lambda: actions.acknowledge(signed_in(request), relationship), done, "relationships-staff")


def _told(request: HttpRequest, change: Callable[[], object], done: str, then: str) -> HttpResponse:
    """Make a change, say what came of it, and go on."""
    try:
        change()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done)
    return redirect(then)
