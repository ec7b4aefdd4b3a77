"""E-mails to those on a case and to whoever told it: they say that there is something to read, and nothing else."""

from __future__ import annotations

from typing import Final

from django.db.models import Q
from django.utils import timezone

from safeconduct.web.concerns.models import Case, Concern
from safeconduct.web.concerns.receiving import Charts
from safeconduct.web.jobs.mail import send


def alert(case: Case) -> None:
    """Tell everybody who deals with a case today that there is something to read."""
    charts = Charts([case.organisation])
    today = timezone.localdate()
    let_in = case.let_in.filter(Q(until=None) | Q(until__gte=today), since__lte=today, works=True).select_related("person")
    people = {each.person: charts.people[each.person] for each in charts.received(case).people}
    people |= {each.person_id: each.person for each in let_in if each.person_id not in charts.shut_out(case)}
    for person in people.values():
        send(person, "concerns/alert", {"path": "/cases/"})


def alert_reporter(concern: Concern) -> None:
    """Tell whoever told it that there is an answer; who told it in confidence gets an e-mail such as anybody may get."""
    if concern.reporter is not None:
        named = concern.standing == Concern.Standing.NAMED
        send(concern.reporter, "concerns/answer" if named else "concerns/alert", {"path": "/tell/mine/" if named else "/"})


__all__: Final = ("alert", "alert_reporter")
