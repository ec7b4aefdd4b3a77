"""When each policy in force is to be looked at again, the next twelve months as a line of time."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.utils import timezone

from safeconduct.web.policies.models import Adoption
from safeconduct.web.reports.report import Cell, Column, Kind, Picture, Report, Says, Scope, Section, Shape, Sheet, Value

_YEAR: Final = 365  # days ahead
_COLUMNS: Final = (
    Column("Policy"),
    Column("Adopted by"),
    Column("Version"),
    Column("In force since", Kind.DAY),
    Column("To be reviewed by", Kind.DAY),
    Column("How it stands"),
)


def build(scope: Scope) -> Sheet:
    """Every policy in force here or above, the first to be reviewed first."""
    today = timezone.localdate()
    wanted = {number for place in scope.places for number in (place.pk, *place.path_of_ids)}
    found = list(Adoption.objects.in_force(today).filter(organisation__in=wanted).select_related("organisation"))
    found.sort(key=lambda each: (each.review_due or date.max, each.title, each.organisation.name))
    rows: list[tuple[Value, ...]] = [
        (each.title, each.organisation.name, each.version, each.since, each.review_due, _standing(each.review_due, today))
        for each in found
    ]
    calendar = Section(
        "Policies and their reviews",
        _COLUMNS,
        rows,
        Picture(Shape.TIMELINE, ("To be reviewed by",)),
        none="No policy is in force here.",
    )
    return Sheet(_says(found, today), [calendar, _counted(found, today)])


_STANDINGS: Final = ("The day is past", "Within twelve months", "Later", "No day is set")
_LATE, _SOON, _LATER, _NEVER = _STANDINGS


def _standing(due: date | None, today: date) -> str:
    if due is None:
        return _NEVER
    return _LATE if due < today else _SOON if (due - today).days <= _YEAR else _LATER


def _counted(found: list[Adoption], today: date) -> Section:
    standing = [_standing(each.review_due, today) for each in found]
    rows = [(each, standing.count(each)) for each in _STANDINGS]
    return Section("In short", (Column("Review"), Column("Policies", Kind.COUNT)), rows)


def _says(found: list[Adoption], today: date) -> list[Says]:
    late = any(each.review_due and each.review_due < today for each in found)
    coming = Says("To be reviewed within twelve months: {}.", (Cell(1, 1, "Policies"),))
    return [Says("Past the day of their review: {}.", (Cell(1, 0, "Policies"),)), coming] if late else [coming]


REPORT: Final = Report(
    key="policy-reviews",
    order=70,
    name="When policies are reviewed",
    says="Which policies must governors look at again, and by when?",
    verb="reports.see",
    timed=False,
    build=build,
)
