"""Who may see and change who works where."""

from __future__ import annotations

from typing import Final

from safeconduct.web.access.rights import ANYBODY, Position, Right

_OFFICE: Final = frozenset({Position.ADMINISTRATOR, Position.BUSINESS_MANAGER, Position.HEADTEACHER})
_CHAIR: Final = Position.CHAIR_OF_GOVERNORS  # for the head, whose sign-in and roles nobody below may change
_AGENCY: Final = frozenset({Position.ADMINISTRATOR, Position.AGENCY_CONSULTANT})

RIGHTS: Final = (
    Right("people.see", "See who works here and as what", ANYBODY),
    Right("people.manage", "Add people, change roles, end them, but not of those above oneself", _OFFICE | {_CHAIR}),
    Right("people.import", "Import the staff list", frozenset({Position.ADMINISTRATOR, Position.BUSINESS_MANAGER})),
    Right("people.place", "Place supply staff, and end a placement", _OFFICE | _AGENCY),
    Right(
        "people.gate",
        "Show the code by which one-day supply staff join",
        _OFFICE | {Position.SAFEGUARDING_LEAD, Position.DEPUTY_LEAD},
    ),
    Right("people.join", "Join a school for a day, with the code at its gate", open=True),
    Right("people.arrange", "Set up organisations, their day and their place in the tree", frozenset({Position.ADMINISTRATOR})),
)
