"""What is done by the clock: rosters that lie in the folders at night, and those that nobody took over in time."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from safeconduct.web.jobs.schedule import Schedule
from safeconduct.web.rostering import automatic, taking


def look() -> None:
    """Take what lies in the folders; by day it does nothing."""
    automatic.take_new()


SCHEDULES: Final = (
    Schedule("rostering.night", look, every=timedelta(minutes=30)),
    Schedule("rostering.forget", taking.forget_old, every=timedelta(hours=1)),
)
