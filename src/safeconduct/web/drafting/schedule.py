"""What is done by the clock: drafts that were put away long ago are deleted."""

from __future__ import annotations

from datetime import time
from typing import Final

from safeconduct.web.drafting.actions import forget
from safeconduct.web.jobs.schedule import Schedule

SCHEDULES: Final = (Schedule("drafting.forget", forget, daily=time(3, 50)),)
