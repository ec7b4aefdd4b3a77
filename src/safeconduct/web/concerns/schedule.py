"""What concerns do by the clock."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from safeconduct.web.concerns.evidence import scan_waiting
from safeconduct.web.concerns.passing_on import pass_on
from safeconduct.web.jobs.schedule import Schedule

SCHEDULES: Final = (
    Schedule("concerns.scan-evidence", scan_waiting, every=timedelta(minutes=10)),
    Schedule("concerns.pass-on", pass_on, every=timedelta(minutes=15)),
)
