"""What is done by the clock: whatever nobody came back for is deleted."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from safeconduct.web.audits import ending
from safeconduct.web.jobs.schedule import Schedule

SCHEDULES: Final = (Schedule("audits.sweep", ending.sweep, every=timedelta(minutes=10)),)
