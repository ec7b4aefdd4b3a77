"""Whether those who asked for their data were answered in time (UK GDPR, article 12(3))."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Final

from django.db.models import Prefetch
from django.utils import timezone

from safeconduct.web.accountable.clocks import Numbers, access_clock
from safeconduct.web.accountable.models import AccessRequest, Portion
from safeconduct.web.reports.report import TOTAL, Cell, Column, Kind, Picture, Report, Says, Scope, Section, Shape, Sheet, Value

_PARTS: Final = ("Answered in time", "Answered late", "Open", "Open and late", "Refused or withdrawn")
_NOTE: Final = (
    "Counted by the day on which they came in. A clock that waits (for proof of who asks, for an answer) is not late."
)


def build(scope: Scope) -> Sheet:
    """The requests that came in within the time, and how each stands today."""
    registers = Prefetch("portions", Portion.objects.filter(case=None), to_attr="registers")
    came = AccessRequest.objects.filter(organisation__in=scope.places, received_on__range=(scope.since, scope.until))
    found = list(came.select_related("organisation").prefetch_related("pauses", registers).order_by("pk"))
    numbers, today = Numbers(scope.places), timezone.localdate()
    rows: list[tuple[Value, ...]] = []
    for place in scope.places:
        here = Counter(_standing(each, numbers, today) for each in found if each.organisation_id == place.pk)
        if here:
            rows.append((place.name, *(here[part] for part in _PARTS), here.total()))
    section = Section(
        "Requests that came in",
        (Column("School"), *(Column(part, Kind.FEW) for part in _PARTS), Column("Requests", Kind.FEW)),
        rows,
        Picture(Shape.STACKED, _PARTS),
        total=True,
        parts=_PARTS,
        whole="Requests",
        none="Nobody asked in this time.",
    )
    said = Says("Answered in time: {} of {}.", (Cell(0, TOTAL, _PARTS[0]), Cell(0, TOTAL, "Requests")))
    return Sheet([said] if rows else [], [section], _NOTE)


def _standing(request: AccessRequest, numbers: Numbers, today: date) -> str:
    if request.outcome in (AccessRequest.Outcome.REFUSED, AccessRequest.Outcome.WITHDRAWN):
        return _PARTS[4]
    clock = access_clock(request, numbers, today, request.pauses.all())
    answered = _answered(request)
    if answered is None:
        return _PARTS[3] if clock.is_late else _PARTS[2]
    return _PARTS[0] if clock.due is None or answered <= clock.due else _PARTS[1]


def _answered(request: AccessRequest) -> date | None:
    """The day on which the copy was given, or that nothing is held was said; none while it is open."""
    given: list[Portion] = getattr(request, "registers", [])
    released = [timezone.localdate(each.released_at) for each in given if each.released_at]
    return released[0] if released else request.closed_on


REPORT: Final = Report(
    key="requests-for-data",
    order=90,
    name="Requests for data",
    says="Did everybody who asked what is held about them get an answer in time?",
    verb="reports.see",
    build=build,
)
