"""What is done by the clock for those who sign by link."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Final

from django.utils import timezone

from safeconduct.web.families import inviting
from safeconduct.web.jobs.schedule import Schedule


def remind() -> None:
    """Send the reminders that are due; at night and at weekends it does nothing, and what was sent is not sent again."""
    inviting.send_due(timezone.now())


def forget() -> None:
    """Remove what has been kept long enough."""
    inviting.forget(timezone.localdate())


SCHEDULES: Final = (
    Schedule("families.remind", remind, every=timedelta(hours=2)),
    Schedule("families.forget", forget, daily=time(3, 40)),
)
