"""Who may invite people to sign by link, see who has signed, and answer their questions."""

from __future__ import annotations

from typing import Final

from safeconduct.web.access.rights import Position, Right

_OFFICE: Final = frozenset({Position.HEADTEACHER, Position.ADMINISTRATOR, Position.BUSINESS_MANAGER})
_WATCHERS: Final = _OFFICE | {Position.CHAIR_OF_GOVERNORS, Position.SAFEGUARDING_LEAD, Position.DEPUTY_LEAD}

RIGHTS: Final = (
    Right("families.invite", "Invite parents, pupils and others to sign by link, and send or print their links", _OFFICE),
    Right("families.confirm", "Say whether somebody who signed by the link for all belongs to the school", _OFFICE),
    Right("families.settle", "Say from which age pupils sign alone, and how long links hold", _OFFICE),
    Right("families.watch", "See which families and others have signed", _WATCHERS),
    Right("families.export", "Take the list of families and others who have signed away as a file", _WATCHERS),
    Right("families.answer", "Answer questions of those who sign by link", _OFFICE | {Position.SAFEGUARDING_LEAD}),
)
