"""The governors' pack: asked for in one press, watched while it is made, taken away."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from safeconduct.web.access.deciding import fetch, require, signed_in
from safeconduct.web.people.models import Organisation, Person
from safeconduct.web.reports import actions, packing, scoping
from safeconduct.web.reports.models import Pack
from safeconduct.web.reports.views import PDF, as_file

_ZIP: Final = "application/zip"


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """What the pack will hold, over which time, and the press that makes it."""
    place, me = fetch(request, Organisation, "reports.pack", pk=pk), signed_in(request)
    offered = scoping.periods(timezone.localdate(), outward=True)
    if request.method == "POST":
        period = next((each for each in offered if each.key == request.POST.get("period")), None)
        if period is not None:
            return redirect("reports-pack-made", _made(me, place, period).pk)
        messages.error(request, "This time is not offered any more. Choose one of those below.")
    shown = {"place": place, "periods": offered, "reports": packing.holds(me, place)}
    return render(request, "reports/pack.html", shown)


def _made(me: Person, place: Organisation, period: scoping.Period) -> Pack:
    """A new pack, with its files in it already where that is quick."""
    pack = actions.pack(me, place, period)
    if packing.is_quick(place):
        packing.fill(pack)
    return pack


def _own(request: HttpRequest, pk: int) -> Pack:
    """A pack of one's own that is still there, of a place where one may still make them.

    Raises:
        Http404: there is none, or it is somebody else's.
        PermissionDenied: one may not make packs there any more.
    """
    found = Pack.objects.alive().select_related("organisation", "person")
    pack = fetch(request, found.filter(person=signed_in(request)), "reports.take-pack", pk=pk)
    require(signed_in(request), "reports.pack", pack.organisation)
    return pack


@require_safe
def made(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is, and the files once it is ready."""
    pack = _own(request, pk)
    period, _ = packing.of(pack)
    return render(request, "reports/pack_made.html", {"pack": pack, "period": period, "until": pack.made_at + Pack.LIFE})


@require_safe
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The pack as one PDF."""
    pack = _ready(request, pk, "pdf")
    return as_file(bytes(pack.pdf), PDF, f"governors-pack-{pack.period}.pdf")


@require_safe
def tables(request: HttpRequest, pk: int) -> HttpResponse:
    """Its tables as CSV files, in one archive."""
    pack = _ready(request, pk, "zip")
    return as_file(bytes(pack.tables), _ZIP, f"governors-pack-{pack.period}-tables.zip")


def _ready(request: HttpRequest, pk: int, kind: str) -> Pack:
    pack = _own(request, pk)
    if not pack.is_ready:
        raise Http404("reports.take-pack")
    return actions.take_pack(signed_in(request), pack, kind)


__all__: Final = ("ask", "made", "pdf", "tables")
