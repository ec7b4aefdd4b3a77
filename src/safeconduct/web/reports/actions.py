"""What is done with reports: taking one away as a file, and making the governors' pack."""

from __future__ import annotations

from typing import Final

from safeconduct.web.access.acting import Done, action
from safeconduct.web.people.models import Organisation, Person
from safeconduct.web.reports import packing
from safeconduct.web.reports.models import Pack
from safeconduct.web.reports.report import Report
from safeconduct.web.reports.scoping import Period


@action("reports.take")
def take(by: Person, place: Organisation, report: Report, kind: str) -> Done[Report]:
    """Take a report away as a file; the trail tells who took which."""
    return Done(report, report=report.key, format=kind)


@action("reports.pack")
def pack(by: Person, place: Organisation, period: Period) -> Done[Pack]:
    """Make the governors' pack; in place of what they made before: a large one is a job; a small one the caller fills."""
    Pack.objects.filter(person=by, organisation=place).delete()
    steps = len(packing.holds(by, place))
    made = Pack.objects.create(person=by, organisation=place, period=period.key, steps=steps)
    if not packing.is_quick(place):
        packing.make.enqueue(made.pk)
    return Done(made, period=period.key, reports=steps)


@action("reports.take-pack")
def take_pack(by: Person, pack: Pack, kind: str) -> Done[Pack]:
    """Take a pack away as a file."""
    return Done(pack, format=kind)


__all__: Final = ("pack", "take", "take_pack")
