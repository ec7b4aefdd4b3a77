"""Reminders on cases: before a clock runs out and once after, of tasks on the morning of their day.

Here the clock also looks for patterns that became due without anybody deciding something.

An e-mail says only that there is something to read. That it was sent stands in the trail.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from safeconduct.web.access.trail import append
from safeconduct.web.casework.actions import alert, on_case, open_due_reviews, open_review_again
from safeconduct.web.casework.models import Review, Running, Task
from safeconduct.web.concerns.models import Case
from safeconduct.web.people.models import Organisation, Person
from safeconduct.web.policies.reminding import is_sensible

_OVER: Final = (Case.State.CLOSED, Case.State.DESTROYED)


def remind(now: datetime | None = None) -> int:
    """Send every reminder that is due; how many clocks and tasks were reminded of. What was sent is not sent again."""
    now = now or timezone.now()
    before = Q(reminded_at__isnull=True, remind_at__lte=now, due_at__gt=now)
    after = Q(overdue_at__isnull=True, due_at__lte=now)
    clocks = Running.objects.filter(before | after, ended_at__isnull=True).values_list("pk", flat=True)
    waiting = Task.objects.filter(done_at__isnull=True, reminded_on__isnull=True, due__lte=timezone.localdate(now))
    tasks = waiting.values_list("pk", flat=True) if is_sensible(now) else []
    return sum([_clock(pk, now) for pk in list(clocks)] + [_task(pk, now) for pk in list(tasks)])


@transaction.atomic
def _clock(pk: int, now: datetime) -> bool:
    """Remind everybody on the case, unless somebody has just ended the clock or another worker was quicker."""
    running = Running.objects.select_for_update().filter(ended_at__isnull=True, pk=pk).first()
    if running is None:
        return False
    late = now >= running.due_at
    if (running.overdue_at if late else running.reminded_at) is not None:
        return False
    name = "overdue_at" if late else "reminded_at"
    setattr(running, name, now)
    running.save(update_fields=[name])
    _tell(running, on_case(running.case), "late" if late else "soon")
    return True


@transaction.atomic
def _task(pk: int, now: datetime) -> bool:
    task = Task.objects.select_for_update().filter(done_at__isnull=True, reminded_on__isnull=True, pk=pk).first()
    if task is None or task.case.state in _OVER:
        return False
    task.reminded_on = timezone.localdate(now)
    task.save(update_fields=["reminded_on"])
    _tell(task, [each for each in on_case(task.case) if each.pk == task.whose_id], "today")
    return True


def _tell(thing: Running | Task, people: Sequence[Person], stage: str) -> None:
    about, to = f"{thing._meta.label_lower}:{thing.pk}", [each.pk for each in people]
    append("casework.remind", by=None, about=about, facts={"case": thing.case_id, "stage": stage, "to": to})
    alert(people, thing.case)


def look_for_patterns() -> int:
    """Open the reviews that became due by the calendar: somebody may see more today, a school counts otherwise, or it is the
    day on which somebody who closed one settled to look again.
    """
    low = Case.objects.filter(level=Case.Level.LOW, concern__subjects__person__isnull=False).exclude(state=Case.State.DESTROYED)
    again = Review.objects.filter(look_again_on__lte=timezone.localdate(), followed_by__isnull=True).values_list("pk", "about")
    looked_again = sum(_look_again(review, about) for review, about in sorted(again))
    pairs = low.values_list("organisation", "concern__subjects__person").distinct()
    return looked_again + sum(_look(place, about) for place, about in sorted(pairs))


@transaction.atomic
def _look_again(review: int, about: int) -> int:
    Person.objects.select_for_update().get(pk=about)
    return open_review_again(Review.objects.select_related("organisation").get(pk=review))


@transaction.atomic
def _look(place: int, about: int) -> int:
    person = Person.objects.select_for_update().get(pk=about)
    return open_due_reviews(Organisation.objects.get(pk=place), person)


__all__: Final = ("look_for_patterns", "remind")
