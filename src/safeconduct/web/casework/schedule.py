"""What casework does by the clock."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Final

from safeconduct.web.casework.reminding import look_for_patterns, remind
from safeconduct.web.jobs.schedule import Schedule

SCHEDULES: Final = (
    Schedule("casework.remind", remind, every=timedelta(minutes=15)),
    Schedule("casework.patterns", look_for_patterns, daily=time(6, 40)),
)
__all__: Final = ("SCHEDULES",)
