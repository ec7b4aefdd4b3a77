"""What the registers do by the clock: reminders in the morning, copies whose time is over wiped at night."""

from __future__ import annotations

from datetime import time
from typing import Final

from safeconduct.web.accountable.releasing import wipe
from safeconduct.web.accountable.reminding import remind
from safeconduct.web.jobs.schedule import Schedule

SCHEDULES: Final = (
    Schedule("accountable.remind", remind, daily=time(7, 40)),
    Schedule("accountable.wipe", wipe, daily=time(2, 20)),
)
