"""What policies do by the clock."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.utils import timezone

from safeconduct.web.jobs.schedule import Schedule
from safeconduct.web.policies.actions import send_due


def remind() -> None:
    """Send the reminders that are due; at night it does nothing, and what was sent today is not sent again."""
    send_due(timezone.now())


SCHEDULES: Final = (Schedule("policies.remind", remind, every=timedelta(hours=1)),)
