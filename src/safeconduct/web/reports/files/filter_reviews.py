"""Reviews of filtering and monitoring, at least one a year (Department for Education, filtering and monitoring standards)."""

from __future__ import annotations

from collections import Counter
from typing import Final

from django.utils import timezone

from safeconduct.web.accountable.models import FilterAction, FilterIncident, FilterReview
from safeconduct.web.people.models import Organisation
from safeconduct.web.reports.report import TOTAL, Cell, Column, Kind, Picture, Report, Says, Scope, Section, Shape, Sheet, Value

_REVIEWS: Final = (
    Column("School"),
    Column("Held on", Kind.DAY),
    Column("Why"),
    Column("Signed by lead and governor"),
    Column("Next one due", Kind.DAY),
)
_COUNTED: Final = (
    Column("School"),
    Column("Reviews that are due", Kind.COUNT),
    Column("To be done", Kind.COUNT),
    Column("To be done, late", Kind.COUNT),
    *(Column(what.label, Kind.COUNT) for what in FilterIncident.What),
)


def build(scope: Scope) -> Sheet:
    """The reviews held in the time; what is due and to be done today; what the filter got wrong in the time."""
    held = FilterReview.objects.filter(organisation__in=scope.places, held_on__range=(scope.since, scope.until))
    rows: list[tuple[Value, ...]] = [
        (each.organisation.name, each.held_on, each.get_reason_display(), "Yes" if each.is_signed else "Not yet", each.next_due)
        for each in held.select_related("organisation").order_by("held_on", "pk")
    ]
    reviews = Section(
        "Reviews in this time",
        _REVIEWS,
        rows,
        Picture(Shape.TIMELINE, ("Held on",)),
        none="No review was held in this time.",
    )
    counted = _rows(scope)
    in_short = Section("How it stands", _COUNTED, counted, total=True, none="No school is among these.")
    due = Says("Reviews of filtering that are due: {}.", (Cell(1, TOTAL, "Reviews that are due"),))
    return Sheet([due] if counted else [], [reviews, in_short])


def _rows(scope: Scope) -> list[tuple[Value, ...]]:
    today, schools = timezone.localdate(), [place for place in scope.places if place.kind == Organisation.Kind.SCHOOL]
    reviews = FilterReview.objects.filter(organisation__in=schools).order_by("held_on", "pk")
    due = dict(reviews.values_list("organisation", "next_due"))  # the last one held comes last, and stays
    actions = FilterAction.objects.filter(review__organisation__in=schools, done_on=None)
    to_do = list(actions.values_list("review__organisation", "due"))
    incidents = FilterIncident.objects.filter(organisation__in=schools, on__range=(scope.since, scope.until))
    wrong = Counter(incidents.values_list("organisation", "what"))
    return [
        (
            place.name,
            int(place.pk not in due or due[place.pk] < today),
            sum(pk == place.pk for pk, _ in to_do),
            sum(pk == place.pk and day < today for pk, day in to_do),
            *(wrong[place.pk, what.value] for what in FilterIncident.What),
        )
        for place in schools
    ]


REPORT: Final = Report(
    key="filter-reviews",
    order=80,
    name="Filtering and monitoring",
    says="Was filtering reviewed this year, and is what was found being mended?",
    verb="reports.see",
    build=build,
)
