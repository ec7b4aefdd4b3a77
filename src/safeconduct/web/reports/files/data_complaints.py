"""Complaints about data protection: acknowledged within thirty days? (Data Protection Act 2018, section 164A)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Final

from django.utils import timezone

from safeconduct.web.accountable.clocks import Numbers
from safeconduct.web.accountable.models import Complaint
from safeconduct.web.people.models import Organisation, Role
from safeconduct.web.reports.report import TOTAL, Cell, Column, Kind, Picture, Report, Says, Scope, Section, Shape, Sheet, Value
from safeconduct.web.reports.rights import GOVERNORS, INSIDE

_PARTS: Final = ("Acknowledged in time", "Acknowledged late", "To be acknowledged", "To be acknowledged, late")
_ENDS: Final = (*(str(each.label) for each in Complaint.Outcome), "Open")
_NOTE: Final = "Counted by the day on which they came in."
_LEFT_OUT: Final = f"{_NOTE} A complaint about somebody who may read this report is counted for nobody."


def build(scope: Scope) -> Sheet:
    """The complaints that came in within the time: how soon they were acknowledged, and how they ended."""
    found = _countable(scope)
    numbers, today = Numbers(scope.places), timezone.localdate()
    first = _section("How soon", _PARTS, found, scope, lambda each: _acknowledged(each, numbers, today))
    ends = _section("How they ended", _ENDS, found, scope, lambda each: str(each.get_outcome_display()) or "Open")
    said = Says("Acknowledged in time: {} of {}.", (Cell(0, TOTAL, _PARTS[0]), Cell(0, TOTAL, "Complaints")))
    return Sheet([said] if found else [], [first, ends], _LEFT_OUT if scope.outward else _NOTE)


def _section(
    title: str, parts: Sequence[str], found: Sequence[Complaint], scope: Scope, of: Callable[[Complaint], str]
) -> Section:
    rows: list[tuple[Value, ...]] = []
    for place in scope.places:
        here = Counter(of(each) for each in found if each.organisation_id == place.pk)
        if here:
            rows.append((place.name, *(here[part] for part in parts), here.total()))
    return Section(
        title,
        (Column("School"), *(Column(part, Kind.FEW) for part in parts), Column("Complaints", Kind.FEW)),
        rows,
        Picture(Shape.STACKED, tuple(parts)),
        total=True,
        parts=tuple(parts),
        whole="Complaints",
        counts="complaints",
        none="No complaint came in.",
    )


def _countable(scope: Scope) -> list[Complaint]:
    """Those that the reader may know of; outward, those that every reader of such reports may know of."""
    came = Complaint.objects.filter(organisation__in=scope.places, received_on__range=(scope.since, scope.until))
    found = list(came.select_related("organisation").prefetch_related("kept_out").order_by("pk"))
    readers = _readers(scope.places) if scope.outward else {scope.viewer.pk}
    return [each for each in found if not readers & {out.person_id for out in each.kept_out.all()}]


def _readers(places: Sequence[Organisation]) -> set[int]:
    ids = {pk for place in places for pk in place.path_of_ids}
    roles = Role.objects.on().filter(organisation__in=ids, position__in=INSIDE | GOVERNORS)
    return set(roles.values_list("person", flat=True))


def _acknowledged(complaint: Complaint, numbers: Numbers, today: date) -> str:
    due = complaint.received_on + timedelta(numbers.of(complaint.organisation, "complaint"))
    if complaint.acknowledged_on is None:
        return _PARTS[3] if today > due else _PARTS[2]
    return _PARTS[0] if complaint.acknowledged_on <= due else _PARTS[1]


REPORT: Final = Report(
    key="data-complaints",
    order=95,
    name="Complaints about data",
    says="Was every complaint about data protection acknowledged within thirty days?",
    verb="reports.see",
    build=build,
)
