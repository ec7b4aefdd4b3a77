"""Who may adopt policies, sign them, answer questions about them, and see who has signed."""

from __future__ import annotations

from typing import Final

from safeconduct.web.access.rights import ANYBODY, Position, Right

_OWNERS: Final = frozenset(
    {Position.HEADTEACHER, Position.ADMINISTRATOR, Position.BUSINESS_MANAGER, Position.AGENCY_CONSULTANT}
)
_WATCHERS: Final = _OWNERS | {Position.CHAIR_OF_GOVERNORS, Position.SAFEGUARDING_LEAD, Position.DEPUTY_LEAD}

RIGHTS: Final = (
    Right("policies.read", "Read the policies in force here, and their versions", ANYBODY),
    Right("policies.sign", "Read and sign the points of a policy that binds oneself", ANYBODY),
    Right("policies.adopt", "Put a policy into force here, with the governing body's minute", _OWNERS),
    Right("policies.withdraw", "Withdraw a policy that was adopted in error, or that nothing replaces", _OWNERS),
    Right("policies.answer", "Answer questions about a policy's points", _OWNERS | {Position.SAFEGUARDING_LEAD}),
    Right("policies.watch", "See who has signed and who has not", _WATCHERS),
    Right("policies.export", "Take the list of who has signed away as a file", _WATCHERS),
    Right("policies.remind", "Send a reminder to those who have not signed", _WATCHERS),
    Right("policies.own-receipt", "See one's own signature and its receipt", own=True),
)
