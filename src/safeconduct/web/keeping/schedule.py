"""What keeping does by the clock."""

from __future__ import annotations

from datetime import time
from typing import Final

from safeconduct.web.jobs.schedule import Schedule
from safeconduct.web.keeping.reminding import remind

SCHEDULES: Final = (Schedule("keeping.remind", remind, daily=time(7, 50)),)
