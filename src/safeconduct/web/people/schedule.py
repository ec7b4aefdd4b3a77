"""What is done by the clock: uploaded staff lists are removed when their day is over."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from safeconduct.web.jobs.schedule import Schedule
from safeconduct.web.people import importing

SCHEDULES: Final = (Schedule("people.forget-imports", importing.forget_old, every=timedelta(hours=1)),)
