"""The three reports on the registers: the same as the registers, and nothing for whom it is not."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import time_machine
from django.utils import timezone

from safeconduct.web.accountable import asking, complaining, reviewing
from safeconduct.web.accountable.models import AccessRequest
from safeconduct.web.people.models import Person
from safeconduct.web.reports.laying import Laid, laid
from safeconduct.web.reports.report import Scope, reports
from safeconduct.web.reports.small import Hidden
from web.accountable import made


def seen(key: str, world: SimpleNamespace, viewer: str = "sian", *, outward: bool = False) -> Laid:
    today = timezone.localdate()
    person = Person.objects.get(pk=getattr(world, viewer).pk)
    scope = Scope(world.elm, today - timedelta(365), today, person, outward=outward)
    return laid(reports()[key].build(scope), 5 if outward else 0)


def row(found: Laid, number: int = 0) -> list[object]:
    return [value for each in found.tables[number].rows if each[0] == "Elm Park Primary" for value in each[1:]]


def test_reviews_actions_and_what_the_filter_got_wrong_are_counted(world: SimpleNamespace) -> None:
    assert row(seen("filter-reviews", world), 1)[:3] == [1, 0, 0]
    made.to_do(world, timezone.localdate() - timedelta(2))
    made.incident(world)
    reviewing.sign(world.daniel, made.review(world))
    found = seen("filter-reviews", world, "farah", outward=True)

    assert [each[3] for each in found.tables[0].rows] == ["Not yet", "Not yet"]
    assert row(found, 1) == [0, 1, 1, 0, 1, 0]


def test_requests_in_time_late_and_open(world: SimpleNamespace) -> None:
    today = timezone.localdate()
    made.given_copy(world)
    made.request(world, "priya")
    late = made.request(world, "owen")
    AccessRequest.objects.filter(pk=late.pk).update(received_on=today - timedelta(60), identity_on=today - timedelta(60))
    asking.close(world.sian, made.request(world, "grace"), AccessRequest.Outcome.WITHDRAWN)

    assert row(seen("requests-for-data", world)) == [1, 0, 1, 1, 1, 4]
    assert all(isinstance(each, Hidden) for each in row(seen("requests-for-data", world, "farah", outward=True))[-1:])


def test_a_complaint_is_not_counted_for_whom_it_is_about(world: SimpleNamespace) -> None:
    with time_machine.travel(timezone.now() - timedelta(40)):
        made.complaint(world, about=(world.sian,))
    for _ in range(5):
        complaining.acknowledge(world.helen, made.complaint(world, "priya"))

    assert row(seen("data-complaints", world, "helen")) == [5, 0, 0, 1, 6]
    assert row(seen("data-complaints", world, "sian"))[-1] == 5
    assert row(seen("data-complaints", world, "farah", outward=True))[-1] == 5  # Siân reads such reports, so all get the same
