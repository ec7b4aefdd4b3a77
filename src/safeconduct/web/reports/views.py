"""The list of reports, each of them on a page, and as files."""

from __future__ import annotations

from typing import Final, NamedTuple

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from safeconduct.web.access.deciding import fetch, may, require, signed_in
from safeconduct.web.people.models import Organisation
from safeconduct.web.reports import actions, scoping, showing, writing
from safeconduct.web.reports.laying import Laid, laid
from safeconduct.web.reports.report import Report, Scope, reports

PDF: Final = "application/pdf"
_CSV: Final = "text/csv; charset=utf-8"
_READ: Final = "reports.see"


class Asked(NamedTuple):
    """A report as somebody asked for it, worked out."""

    report: Report
    scope: Scope
    period: scoping.Period
    laid: Laid


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Where to see reports on; whoever has but one place sees its reports at once."""
    places = scoping.places_for(signed_in(request), _READ)
    if not places:
        raise PermissionDenied(_READ)
    wanted = next((place for place in places if str(place.pk) == request.GET.get("place")), None)
    if wanted:
        return redirect("reports-of", wanted.pk)
    if len(places) == 1:
        return of_place(request, places[0].pk)
    return render(request, "reports/front.html", {"places": places})


@require_safe
def of_place(request: HttpRequest, pk: int) -> HttpResponse:
    """Every report on an organisation, and what each of them answers."""
    place, me = fetch(request, Organisation, _READ, pk=pk), signed_in(request)
    shown = {
        "place": place,
        "reports": scoping.allowed(me, place),
        "more": len(scoping.places_for(me, _READ)) > 1,
        "packs": may(me, "reports.pack", place),
    }
    return render(request, "reports/of_place.html", shown)


@require_safe
def report(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """One report on a page: sentences, pictures, and the tables that they were drawn from."""
    asked = _asked(request, pk, key)
    context = {
        "asked": asked,
        "place": asked.scope.organisation,
        "tables": showing.tables(asked.laid),
        "periods": scoping.periods(timezone.localdate(), outward=asked.scope.outward),
        "kept_back": writing.kept_back_words(asked.laid) if asked.laid.hides else "",
    }
    return render(request, "reports/report.html", context)


def _asked(request: HttpRequest, pk: int, key: str) -> Asked:
    """The report that a page is about.

    Raises:
        Http404: there is none, or not for this person.
        PermissionDenied: the person may not see it.
    """
    found = reports().get(key)
    if found is None:
        raise Http404(key)
    place, me = fetch(request, Organisation, found.verb, pk=pk), signed_in(request)
    outward = scoping.is_outward(me, place, found.verb)
    offered = scoping.periods(timezone.localdate(), outward=outward)
    period = next((each for each in offered if each.key == request.GET.get("period")), offered[0])
    scope = scoping.scope(me, place, period, outward=outward)
    return Asked(found, scope, period, laid(found.build(scope), settings.SMALLEST_SHOWN if outward else 0))


@require_safe
def report_csv(request: HttpRequest, pk: int, key: str, number: int) -> HttpResponse:
    """One of its tables as CSV."""
    asked = _asked(request, pk, key)
    tables = asked.laid.tables
    if number >= len(tables) or tables[number].withheld:
        raise Http404(key)
    _take(request, asked, "csv")
    return as_file(writing.as_csv(tables[number], asked.laid.fewest), _CSV, f"{_stem(asked)}-{number + 1}.csv")


@require_safe
def report_pdf(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """The whole of it as a PDF."""
    asked = _asked(request, pk, key)
    _take(request, asked, "pdf")
    made = writing.as_pdf([writing.Made(asked.report, asked.laid)], asked.scope, asked.period.name, timezone.now())
    return as_file(made, PDF, f"{_stem(asked)}.pdf")


def _take(request: HttpRequest, asked: Asked, kind: str) -> None:
    require(signed_in(request), asked.report.verb, asked.scope.organisation)
    actions.take(signed_in(request), asked.scope.organisation, asked.report, kind)


def _stem(asked: Asked) -> str:
    return f"{asked.report.key}-{asked.period.key}"


def as_file(content: bytes, kind: str, name: str) -> HttpResponse:
    """A file to be kept, never shown in place of a page."""
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


__all__: Final = ("PDF", "as_file", "front", "of_place", "report", "report_csv", "report_pdf")
