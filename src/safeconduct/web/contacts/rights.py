"""Everybody may ask about a contact; declared relationships are their own, and acknowledged by those responsible."""

from __future__ import annotations

from typing import Final

from safeconduct.web.access.rights import Position, Right

_LEADS: Final = frozenset({Position.HEADTEACHER, Position.SAFEGUARDING_LEAD, Position.DEPUTY_LEAD})

RIGHTS: Final = (
    Right("contacts.ask", "Ask what to do about a contact", open=True),
    Right("contacts.declare", "Declare a relationship of one's own, and withdraw it", own=True),
    Right("contacts.see-declared", "See declared relationships of staff", _LEADS),
    Right("contacts.acknowledge", "Acknowledge a declared relationship", _LEADS),
)
