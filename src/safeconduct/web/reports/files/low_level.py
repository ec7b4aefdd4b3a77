"""Low-level concerns, told by others and by people themselves, and how often they are looked at together.

*Keeping children safe*, part four, asks schools to record low-level concerns and to look through the records for
patterns. Numbers only: a person's name has no place in it, and many concerns told may speak well of a school.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from django.db.models import Q

from safeconduct.web.casework.models import Review
from safeconduct.web.casework.patterns import positions_by, reviews_at
from safeconduct.web.concerns.models import Case, Concern
from safeconduct.web.concerns.receiving import Charts
from safeconduct.web.people.words import said
from safeconduct.web.reports.files import _cases
from safeconduct.web.reports.report import TOTAL, Cell, Column, Kind, Picture, Report, Says, Scope, Section, Shape, Sheet, Value

_TOLD: Final = ("Told by others", "Told by the person themselves")
_REVIEWS: Final = ("Looked at together", "Still to be looked at")


def build(scope: Scope) -> Sheet:
    """Low-level concerns told in the time, by kind; and the times that somebody was asked to look at several together."""
    low = _cases.countable(scope, Q(at__range=_cases.within(scope), level=Case.Level.LOW))
    return Sheet(_says(low), [_by_kind(low), _looked_at(scope, _reviews(scope))], f"{_WORDS} {_cases.note(scope)}")


_WORDS: Final = (
    "That low-level concerns are told, also by people about themselves, is a sign of trust: none told at all is no "
    "better than some. Nothing follows from a number."
)


def _says(low: Sequence[Case]) -> list[Says]:
    if not low:
        return []
    cells = (Cell(0, TOTAL, "Low-level concerns"), Cell(0, TOTAL, _TOLD[1]))
    return [Says("{} told in this time; told by people about themselves: {}.", cells)]


def _by_kind(low: Sequence[Case]) -> Section:
    rows = [
        _row(name, some) for name, some in _cases.grouped(low, lambda case: said(case.concern.kind.replace("-", " "))).items()
    ]
    return Section(
        "Low-level concerns by kind",
        (Column("Kind"), *(Column(name, Kind.FEW) for name in _TOLD), Column("Low-level concerns", Kind.FEW)),
        rows,
        Picture(Shape.STACKED, _TOLD),
        total=True,
        parts=_TOLD,
        whole="Low-level concerns",
        none="None in this time.",
    )


def _row(name: str, some: Sequence[Case]) -> tuple[Value, ...]:
    own = sum(1 for case in some if case.concern.nature == Concern.Nature.OWN)
    return name, len(some) - own, own, len(some)


def _reviews(scope: Scope) -> list[Review]:
    """The reviews that may be counted: every case that they rest on may be."""
    places = scope.places
    found = list(reviews_at(*places).filter(at__range=_cases.within(scope)))
    if scope.outward:
        numbers = {case.pk for case in _cases.countable(scope, Q(reviews__in=[each.pk for each in found]))}
        return [each for each in found if {case.pk for case in each.rests_on.all()} <= numbers]
    charts = Charts(places)
    return [each for each in found if positions_by(charts, each, scope.viewer)]


def _looked_at(scope: Scope, reviews: Sequence[Review]) -> Section:
    """How many times somebody was asked to look, and whether they have."""
    rows: list[tuple[Value, ...]] = []
    for place in scope.places:
        counts = Counter(each.closed_at is not None for each in reviews if each.organisation_id == place.pk)
        if counts:
            rows.append((place.name, counts[True], counts[False], counts.total()))
    return Section(
        "Concerns to be looked at together",
        (Column("School"), *(Column(name, Kind.FEW) for name in _REVIEWS), Column("Asked", Kind.FEW)),
        rows,
        total=True,
        parts=_REVIEWS,
        whole="Asked",
        none="Nobody was asked to look at several together in this time.",
    )


REPORT: Final = Report(
    key="low-level",
    order=60,
    name="Low-level concerns",
    says="Are small things told, also by people about themselves, and are they looked at together?",
    verb="reports.concerns",
    build=build,
)
