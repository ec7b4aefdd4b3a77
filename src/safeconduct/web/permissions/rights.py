"""Everybody may ask for themself; those responsible decide, and keep the registers. Nobody decides on their own wish."""

from __future__ import annotations

from typing import Final

from safeconduct.web.access.rights import Position, Right

HEADS: Final = frozenset({Position.HEADTEACHER, Position.AGENCY_CONSULTANT})
_DECIDE: Final = HEADS | {Position.LINE_MANAGER, Position.CHAIR_OF_GOVERNORS}
_OFFICE: Final = HEADS | {Position.BUSINESS_MANAGER, Position.ADMINISTRATOR}
_LEADS: Final = frozenset({Position.SAFEGUARDING_LEAD, Position.DEPUTY_LEAD})
_REGISTER: Final = _LEADS | {Position.HEADTEACHER, Position.BUSINESS_MANAGER, Position.ADMINISTRATOR}

RIGHTS: Final = (
    Right("permissions.ask", "Ask for permission, answer a question about it, withdraw it", own=True),
    Right("permissions.see", "See what somebody asked for, as the one who decides", _DECIDE, own=True),
    Right("permissions.decide", "Decide on what somebody asked for; the chair of governors for the head", _DECIDE),
    Right("permissions.pupils", "Keep the register of pupils and of consents to their pictures", _REGISTER),
    Right(
        "permissions.see-pupils",
        "See which pupils may be shown where",
        _REGISTER | {Position.TEACHER, Position.TEACHING_ASSISTANT},
    ),
    Right("permissions.agreement", "Ask colleagues and guests whether they agree; answer, and withdraw the answer", own=True),
    Right(
        "permissions.accounts", "Keep the register of official accounts and of who can post", _OFFICE | {Position.IT_MANAGER}
    ),
    Right("permissions.approve-account", "Approve an official account", HEADS),
    Right("permissions.take-equipment", "Note equipment that one takes home", own=True),
    Right(
        "permissions.equipment", "See what is out, and confirm that it came back and was wiped", _OFFICE | {Position.IT_MANAGER}
    ),
    Right("permissions.ask-removal", "Pass on that somebody wants a post or picture taken down", own=True),
    Right("permissions.take-down", "Say that a post or picture was taken down, with the proof", _OFFICE | _LEADS, own=True),
    Right("permissions.removals", "See what is to be taken down, and choose how long that may take", _OFFICE | _LEADS),
)
