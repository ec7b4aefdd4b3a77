"""Passing a case on: whoever has come to receive it is told, and where nobody opens it in time, the next one above is, too.

How long that may take each organisation sets itself (``models.Governance``); ``CLOCKS`` says what holds where it set
nothing, and where that comes from.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from django.db import transaction
from django.utils import timezone

from safeconduct.web.access.trail import Fact, append
from safeconduct.web.concerns import hours
from safeconduct.web.concerns.calling_in import knowing, tell
from safeconduct.web.concerns.chart import Receiving
from safeconduct.web.concerns.models import Case, Governance
from safeconduct.web.concerns.reaching import PREFETCHED
from safeconduct.web.concerns.receiving import Charts


class Clock(NamedTuple):
    """How many hours of school time a case may lie unopened (none: until the end of the school day), and who says so."""

    hours: int | None
    source: str


CLOCKS: Final = {
    True: Clock(
        1,
        "Our own choice: the adopted policies want urgent kinds told at once, and Keeping children safe in education wants "
        "a child's safety dealt with immediately; neither gives a number of hours.",
    ),
    False: Clock(
        None,
        "Our own choice: Keeping children safe in education, part four, wants concerns shared as soon as possible; it gives "
        "no number of hours.",
    ),
}
"""What holds where an organisation has set nothing: for urgent cases, and for all others."""


def clock_of(set_here: Governance | None, *, urgent: bool) -> Clock:
    """The clock that holds at an organisation."""
    if set_here is None:
        return CLOCKS[urgent]
    return Clock(set_here.urgent_hours if urgent else set_here.other_hours, set_here.source or CLOCKS[urgent].source)


def due(case: Case, set_here: Governance | None) -> datetime:
    """When the next one above is to be told, unless somebody has opened it: counted from when people were last told."""
    last = max((each.at for each in case.alerted.all()), default=case.at)
    wait = clock_of(set_here, urgent=bool(case.route.get("immediate"))).hours
    return hours.end_of_day(case.organisation, last) if wait is None else hours.after(case.organisation, last, wait)


def pass_on(now: datetime | None = None) -> int:
    """Tell everybody who should know of a case by now and was not told; how many people."""
    open_ = Case.objects.filter(state__in=(Case.State.NEW, Case.State.OPEN)).select_related("organisation", "concern")
    cases = list(open_.prefetch_related(*PREFETCHED, "seen").order_by("pk"))
    charts = Charts({case.organisation for case in cases}, timezone.localdate(now))
    settings = {each.organisation_id: each for each in Governance.objects.all()}
    new = {case: _to_tell(case, charts, settings.get(case.organisation_id), now or timezone.now()) for case in cases}
    with transaction.atomic():
        told = tell(((case, one) for case, people in new.items() for one in people), charts.people)
        _put_on_record((case, people) for case, people in new.items() if people)
    return len(told)


def _to_tell(case: Case, charts: Charts, set_here: Governance | None, now: datetime) -> Sequence[Receiving]:
    known = knowing(case)
    receiving = [one for one in charts.received(case).people if one.person not in known]
    if receiving or was_opened(case, charts) or now < due(case, set_here):
        return receiving
    return charts.next_above(case, charts.on(case) | known)


def was_opened(case: Case, charts: Charts) -> bool:
    """Whether somebody who is on a case has opened it."""
    return bool(charts.on(case) & {each.person_id for each in case.seen.all()})


def _put_on_record(new: Iterable[tuple[Case, Sequence[Receiving]]]) -> None:
    for case, people in new:
        facts: dict[str, Fact] = {"told": [one.person for one in people], "as": [one.position.value for one in people]}
        append("concerns.pass-on", by=None, about=f"concerns.case:{case.pk}", facts=facts)


__all__: Final = ("CLOCKS", "Clock", "clock_of", "due", "pass_on", "was_opened")
