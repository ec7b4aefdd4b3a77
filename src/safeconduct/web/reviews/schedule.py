"""What check-ups do by the clock."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Final

from django.utils import timezone

from safeconduct.web.jobs.schedule import Schedule
from safeconduct.web.reviews import reminding


def remind() -> None:
    """Send the reminders that are due; at night it does nothing, and nobody gets two within a week."""
    reminding.send_due(timezone.now())


def forget() -> None:
    """Forget old reminders."""
    reminding.forget(timezone.localdate())


SCHEDULES: Final = (
    Schedule("reviews.remind", remind, every=timedelta(hours=1)),
    Schedule("reviews.forget", forget, daily=time(3, 40)),
)
