"""What an audit is asked to look at."""

from __future__ import annotations

from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from safeconduct.activity import Audience, Role
from safeconduct.archive.record import Record, RecordKind, Seen
from safeconduct.audit.schoolday import SchoolDays
from safeconduct.policy import Policy
from safeconduct.screening import Context, Roster

LONDON: Final = ZoneInfo("Europe/London")
_STANDING: Final = frozenset({RecordKind.PROFILE, RecordKind.CONNECTION, RecordKind.SETTING})


class Scope(msgspec.Struct, frozen=True):
    """The policies that bind, the days that count (inclusive, on the British clock), the names to look for.

    What stands now (profile, friends, settings) is looked at whatever the days.
    """

    policies: tuple[Policy, ...]
    role: Role | None = None
    roster: Roster = Roster()
    since: date | None = None
    until: date | None = None
    days: SchoolDays = SchoolDays()
    photos: bool = True

    def includes(self, record: Record) -> bool:
        """Whether a record falls into the days asked for; one without a time always does."""
        if record.at is None or record.kind in _STANDING or not (self.since or self.until):
            return True
        day = record.at.astimezone(LONDON).date()
        return (self.since is None or day >= self.since) and (self.until is None or day <= self.until)

    def context(self, record: Record) -> Context:
        """Where a record's words went, for the checker."""
        audience = None if record.audience is Seen.UNKNOWN else Audience(record.audience.value)
        return Context(audience=audience, role=self.role, platform=record.platform, kind=record.kind.value, roster=self.roster)
