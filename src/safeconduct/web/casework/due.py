"""What on a case has a day: tasks and clocks; for the list, for reminders, and for a calendar that shows no names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Final, NamedTuple

from django.utils import timezone

from safeconduct.web.casework.models import Running, Task
from safeconduct.web.casework.standards import standards
from safeconduct.web.concerns.models import Case
from safeconduct.web.concerns.reaching import visible
from safeconduct.web.people.models import Person


class Dated(NamedTuple):
    """Something that is due: the case's reference, what in words that name nobody, and when. A task has a day only.

    ``key`` tells it from all others, and stays the same when the day is moved.
    """

    reference: str
    says: str
    on: date
    at: datetime | None = None
    key: str = ""


def open_clocks(cases: Iterable[Case]) -> list[Running]:
    """The clocks that run on some cases, the first to run out first."""
    return list(Running.objects.filter(case__in=[case.pk for case in cases], ended_at__isnull=True).order_by("due_at", "pk"))


def open_tasks(cases: Iterable[Case]) -> list[Task]:
    """The tasks on some cases that are not done, the first due first."""
    found = Task.objects.filter(case__in=[case.pk for case in cases], done_at__isnull=True)
    return list(found.select_related("whose").order_by("due", "pk"))


def next_due(cases: Sequence[Case]) -> Mapping[int, Dated]:
    """What is due next on each of some cases, by the case's number; two queries however many there are.

    A clock goes before every task: no errand must hide it.
    """
    by_number = {case.pk: case for case in cases}
    found: dict[int, Dated] = {}
    for number, dated in _all(by_number, open_clocks(cases), open_tasks(cases)):
        found.setdefault(number, dated)
    return found


def dates(person: Person) -> Iterator[Dated]:
    """Everything due that concerns somebody: their own tasks, and the clocks of cases that they may see; no names."""
    cases = {case.pk: case for case in visible(person)}
    own = [task for task in open_tasks(cases.values()) if task.whose_id == person.pk]
    yield from (dated for _, dated in _all(cases, open_clocks(cases.values()), own))


def _all(cases: Mapping[int, Case], clocks: Iterable[Running], tasks: Iterable[Task]) -> Iterator[tuple[int, Dated]]:
    says = standards().clocks
    for clock in clocks:
        what = says[clock.rule].says if clock.rule in says else clock.rule
        yield (
            clock.case_id,
            Dated(cases[clock.case_id].reference, what, timezone.localdate(clock.due_at), clock.due_at, f"clock-{clock.pk}"),
        )
    for task in tasks:
        yield task.case_id, Dated(cases[task.case_id].reference, "A task", task.due, key=f"task-{task.pk}")


__all__: Final = ("Dated", "dates", "next_due", "open_clocks", "open_tasks")
