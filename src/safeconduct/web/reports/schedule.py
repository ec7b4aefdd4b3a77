"""What reports do by the clock."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from safeconduct.web.jobs.schedule import Schedule
from safeconduct.web.reports import packing

SCHEDULES: Final = (Schedule("reports.forget", packing.forget, every=timedelta(hours=1)),)
