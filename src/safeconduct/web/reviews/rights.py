"""Everybody looks after their own accounts; those who see who has signed see who is up to date, and nothing more."""

from __future__ import annotations

from typing import Final

from safeconduct.web.access.rights import Position, Right

_WATCHERS: Final = frozenset(
    {
        Position.HEADTEACHER,
        Position.ADMINISTRATOR,
        Position.BUSINESS_MANAGER,
        Position.AGENCY_CONSULTANT,
        Position.CHAIR_OF_GOVERNORS,
        Position.SAFEGUARDING_LEAD,
        Position.DEPUTY_LEAD,
    }
)

RIGHTS: Final = (
    Right("reviews.do", "Do one's own check-ups, and say that they are done", own=True),
    Right("reviews.calendar", "Make, renew and stop the address of one's own calendar", own=True),
    Right("reviews.watch", "See who has done which check-up when, never what they found", _WATCHERS),
)
