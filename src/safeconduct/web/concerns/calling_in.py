"""Calling people in to a case: they are told that there is something to read, and it is put down that they were.

    told = call_in(cases, charts)     # in the transaction that opened or changed them

Whoever was called in stays on the case while they are what they were called in as (``models.Alerted``): the head who took
it up while the lead was ill goes on with it when the lead is back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from safeconduct.web.concerns.chart import Receiving
from safeconduct.web.concerns.models import Alerted, Case
from safeconduct.web.concerns.receiving import Charts
from safeconduct.web.jobs.mail import send
from safeconduct.web.people.models import Person


def call_in(cases: Iterable[Case], charts: Charts | None = None, *, but: Person | None = None) -> list[int]:
    """Tell everybody who receives one of some cases today and was not told before: one e-mail each. Who they are.

    ``but`` knows of it already, and gets none.
    """
    cases = list(cases)
    charts = charts or Charts({case.organisation for case in cases})
    new = [(case, one) for case in cases for one in charts.received(case).people if one.person not in knowing(case)]
    return tell(new, charts.people, but=but)


def knowing(case: Case) -> frozenset[int]:
    """Everybody who was ever called in to a case."""
    return frozenset(each.person_id for each in case.alerted.all())


def tell(new: Iterable[tuple[Case, Receiving]], people: Mapping[int, Person], *, but: Person | None = None) -> list[int]:
    """Put down that people were called in to cases, and send each of them one e-mail, whatever the number of cases."""
    told: list[int] = []
    for case, one in new:
        given = {"position": one.position.value}
        _, fresh = Alerted.objects.get_or_create(case=case, person_id=one.person, defaults=given)
        told += [one.person] if fresh and one.person not in told else []
    for number in told:
        if but is None or number != but.pk:
            send(people[number], "concerns/alert", {"path": "/cases/"})
    return told


__all__: Final = ("call_in", "knowing", "tell")
