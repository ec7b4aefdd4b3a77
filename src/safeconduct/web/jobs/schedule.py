"""What is done by the clock: each app says so in its own ``schedule.py``, and nobody registers anything.

    SCHEDULES = (
        Schedule("policies.remind", reminders.send_due, daily=time(7, 30)),
        Schedule("people.forget-imports", imports.forget, every=timedelta(hours=1)),
    )

Each turn becomes a job, once, however many workers look at the clock. Turns that were missed (the computer was off) are
made up for by one. A schedule that is new waits for its next turn.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time, timedelta
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Final, NamedTuple

from django.apps import apps
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from safeconduct.errors import PluginError
from safeconduct.web.jobs import housekeeping
from safeconduct.web.jobs.models import Turn

_DAY: Final = timedelta(days=1)


class Schedule(NamedTuple):
    """What is done, and when: every so often, or daily at a time by the British clock."""

    id: str
    does: Callable[[], object]
    every: timedelta | None = None
    daily: time | None = None

    def last_due(self, now: datetime) -> datetime:
        """The last turn up to now."""
        if self.daily is None:
            every = self.every or _DAY
            return now - timedelta(seconds=now.timestamp() % every.total_seconds())
        here = timezone.get_default_timezone()
        today = now.astimezone(here).date()
        due = (datetime.combine(day, self.daily, here).astimezone(UTC) for day in (today, today - _DAY))
        return next(at for at in due if at <= now)


@cache
def schedules() -> Mapping[str, Schedule]:
    """Every schedule of every app, by its id.

    Raises:
        PluginError: an id stands twice, does not begin with its app's name, or says both or neither of every and daily.
    """
    found: dict[str, Schedule] = {}
    for config in apps.get_app_configs():
        name = f"{config.name}.schedule"
        if not config.name.startswith("safeconduct.web.") or find_spec(name) is None:
            continue
        for schedule in import_module(name).SCHEDULES:
            if schedule.id in found or not schedule.id.startswith(f"{config.label}."):
                raise PluginError(f"{name}: the id “{schedule.id}” is taken, or does not begin with “{config.label}.”.")
            if (schedule.every is None) == (schedule.daily is None):
                raise PluginError(f"{name}: “{schedule.id}” must say either every or daily.")
            found[schedule.id] = schedule
    return found


def take_turns(now: datetime) -> int:
    """Make a job of every turn that has come and that nobody has taken; how many."""
    taken = dict(Turn.objects.values_list("schedule", "due_at"))
    due = {id_: schedule.last_due(now) for id_, schedule in schedules().items()}
    Turn.objects.bulk_create(
        [Turn(schedule=id_, due_at=at) for id_, at in due.items() if id_ not in taken], ignore_conflicts=True
    )
    return sum(_take(id_, at) for id_, at in due.items() if id_ in taken and taken[id_] < at)


def _take(schedule: str, due_at: datetime) -> bool:
    """Whether the turn was still free; the change of the row is what only one worker can make."""
    with transaction.atomic():
        free = Turn.objects.filter(schedule=schedule, due_at__lt=due_at).update(due_at=due_at)
        if free:
            run.enqueue(schedule)
    return bool(free)


@task
def run(schedule: str) -> None:
    """Do what a schedule says; one that a newer version no longer has is passed over."""
    if found := schedules().get(schedule):
        found.does()


SCHEDULES: Final = (
    Schedule("jobs.forget", housekeeping.forget, daily=time(3, 10)),
    Schedule("jobs.sessions", housekeeping.end_sessions, daily=time(3, 20)),
    Schedule("jobs.mail-left-over", housekeeping.deliver_left_over, every=timedelta(hours=6)),
)
__all__: Final = ("SCHEDULES", "Schedule", "run", "schedules", "take_turns")
