"""The cases that a report on concerns counts: never one that a reader must not know of.

Whoever deals with cases counts those that they may see. What goes to governors or a trust is the same for all its readers
and says nothing to any of them about themselves: a case that is kept from one of those who may read such reports is
counted for nobody, nor is one about somebody in a post of theirs. Otherwise the head could learn of a concern about
themselves by counting, or by laying their report beside the chair's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, time
from math import ceil
from statistics import median
from typing import Final

from django.db.models import Q
from django.utils import timezone

from safeconduct.web.casework.patterns import ready
from safeconduct.web.concerns.models import Case
from safeconduct.web.concerns.reaching import visible
from safeconduct.web.concerns.receiving import Charts
from safeconduct.web.people.models import Organisation, Placement, Role
from safeconduct.web.reports.report import Scope
from safeconduct.web.reports.rights import CONCERNS

READERS: Final = CONCERNS
NOTE: Final = (
    "Concerns about somebody who may read this report are counted for nobody, nor are those that a reader must not know of. "
    "Cases that were destroyed when their time was over are not counted."
)
NOTE_INSIDE: Final = (
    "Counted are the cases that you may see. Cases that were destroyed when their time was over are not among them."
)


def note(scope: Scope) -> str:
    """What is counted and what is not."""
    return NOTE if scope.outward else NOTE_INSIDE


def within(scope: Scope) -> tuple[datetime, datetime]:
    """The moments at which the time of a report begins and ends, for ``at__range``."""
    begin = datetime.combine(scope.since, time.min)
    return timezone.make_aware(begin), timezone.make_aware(datetime.combine(scope.until, time.max))


def countable(scope: Scope, wanted: Q) -> list[Case]:
    """Every case that may be counted, of those that a report asks for."""
    places = scope.places
    here = Case.objects.filter(wanted, organisation__in=places).exclude(state=Case.State.DESTROYED)
    if not scope.outward:
        numbers = set(here.values_list("pk", flat=True))
        return [case for case in visible(scope.viewer) if case.pk in numbers]
    found = list(ready(here.order_by("at", "pk")))
    charts, readers = Charts({case.organisation for case in found}), _readers(places)
    return [case for case in found if _may_be_counted(charts, case, readers[case.organisation_id] | {scope.viewer.pk})]


def _readers(places: Sequence[Organisation]) -> Mapping[int, frozenset[int]]:
    """Who may read reports on concerns, by organisation: there, or above it."""
    held: dict[int, set[int]] = defaultdict(set)
    above = {number for place in places for number in place.path_of_ids}
    positions = [position.value for position in READERS]
    for model in (Role, Placement):
        rows = model.objects.on().filter(organisation__in=above, position__in=positions)
        for place, person in rows.values_list("organisation", "person"):
            held[place].add(person)
    return {place.pk: frozenset().union(*(held[number] for number in place.path_of_ids)) for place in places}


def _may_be_counted(charts: Charts, case: Case, readers: frozenset[int]) -> bool:
    if readers & charts.excluded(case):
        return False
    return not any(seat.position in READERS for seat in charts.complained(case))


# --- times ----------------------------------------------------------------------------------------------------------


def hours(cases: Iterable[Case]) -> list[float]:
    """The hours from when each was told until somebody first looked at it and decided, of those where somebody did."""
    return [(case.triaged_at - case.at).total_seconds() / 3600 for case in cases if case.triaged_at]


def middle(values: Sequence[float]) -> float | None:
    """The median, to a tenth."""
    return round(median(values), 1) if values else None


def ninth_tenth(values: Sequence[float]) -> float | None:
    """The value that nine in ten do not go beyond, by the nearest rank, to a tenth."""
    return round(sorted(values)[ceil(0.9 * len(values)) - 1], 1) if values else None


def grouped(cases: Iterable[Case], named: Callable[[Case], str]) -> dict[str, list[Case]]:
    """Cases by a name, in the order of the names."""
    found: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        found[named(case)].append(case)
    return {name: found[name] for name in sorted(found)}


__all__: Final = (
    "READERS", "countable", "grouped", "hours", "middle", "ninth_tenth", "note", "within",
)  # fmt: skip
